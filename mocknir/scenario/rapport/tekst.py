"""Verdicts as text for a terminal: one line a scenario, and below it what did not hold."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mocknir.journal.spraak import dag, velg
from mocknir.scenario.dom import STATUSORD, Dom, Felt, Hendelse, Verdi
from mocknir.scenario.gang import Status

BREDDE = 110
KORT_HISTORIKK = 4
"""So many entries of the history are shown unless more are asked for."""

SMAL = 44
"""Values up to so wide stand beside each other."""

HOLDT, BRUDD, HINDER, SVAK, TITTEL, INGEN = "green", "red", "yellow", "dim", "bold", ""
"""How a line looks at a terminal, as rich calls it."""

_FARGE = {Status.HOLDT: HOLDT, Status.HOLDT_IKKE: BRUDD, Status.KUNNE_IKKE: HINDER, Status.STOETTES_IKKE: SVAK}


class Linje(NamedTuple):
    """A line, and how it looks where there is colour."""

    tekst: str
    stil: str = INGEN


def linjer(d: Dom, lang: str, *, alt: bool = False) -> Iterator[Linje]:
    """A verdict; with `alt` all that is known: the title, what holds, and the whole history."""
    yield Linje(_hode(d, lang, alt), _FARGE[d.status])
    if alt:
        yield Linje(f"    {d.tittel}", SVAK)
    if d.grunn:
        yield Linje(f"    {d.grunn}", SVAK)
    fortalt: set[Hendelse] = set()
    for felt in d.brudd:
        yield Linje("")
        yield from _felt(d, felt, lang, alt, fortalt)
    if d.hinder is not None:
        yield Linje("")
        yield Linje(f"  {d.fil}:{d.hinder.linje}", TITTEL)
        yield from map(Linje, _brekk(d.hinder.tekst, 4))
    if d.sandkasse:
        if d.brudd or d.hinder:
            yield Linje("")
        hvor = velg(lang, "Sandkassen er beholdt", "The sandbox was kept")
        yield Linje(f"    {hvor}: {d.sandkasse}", SVAK)
    if d.brudd or d.hinder:
        yield Linje("")


def _hode(d: Dom, lang: str, alt: bool) -> str:
    deler = []
    if d.status in (Status.HOLDT, Status.HOLDT_IKKE):
        antall = d.holdt + len(d.brudd)
        ord_ = velg(lang, "forventning" if antall == 1 else "forventninger",
                    "expectation" if antall == 1 else "expectations")  # fmt: skip
        av = velg(lang, "av", "of")
        deler.append(f"{d.holdt} {av} {antall} {ord_}" if d.brudd else f"{antall} {ord_}")
    if alt and d.sekunder:
        deler.append(sekunder(d.sekunder, lang))
    bredde = max(len(velg(lang, *ord_)) for ord_ in STATUSORD.values())
    bak = f"  ({', '.join(deler)})" if deler else ""
    return f"{d.ord:<{bredde}}  {d.fil}{bak}"


def sekunder(verdi: float, lang: str) -> str:
    """A time, with the decimal mark of the language."""
    tekst = f"{verdi:.2f} s"
    return tekst if lang == "en" else tekst.replace(".", ",")


def brudd(d: Dom, felt: Felt, lang: str, fortalt: set[Hendelse]) -> Iterator[str]:
    """A breach; what of the history is `fortalt` is not told again."""
    yield from (linje.tekst for linje in _felt(d, felt, lang, alt=True, fortalt=fortalt))


def _felt(d: Dom, felt: Felt, lang: str, alt: bool, fortalt: set[Hendelse]) -> Iterator[Linje]:
    """A breach; what is in `fortalt` of the history was told with another, and stands there."""
    deler = [f"{d.fil}:{felt.linje}", velg(lang, f"den {dag(felt.dag, lang)}", f"on {dag(felt.dag, lang)}")]
    if felt.om:
        deler.append(felt.om)
    yield Linje("  " + "  ".join(deler), TITTEL)
    yield from map(Linje, _brekk(felt.tekst, 4))
    yield from verdier(felt.verdier, lang)
    yield from _avsnitt(velg(lang, "Nesten:", "Near misses:"), felt.nesten, HINDER)
    regler = [f"{r.id}: {r.tittel} ({r.kilde})." for r in felt.regler]
    yield from _avsnitt(velg(lang, "Reglene bak:", "The rules behind it:"), regler)
    nye = [h for h in felt.historikk if h not in fortalt]
    historikk = [f"{dag(h.dag, lang)} (#{h.nummer}): {h.tekst}" for h in nye]
    fortalt.update(nye)
    vist = historikk if alt else [_kort(h) for h in historikk[:KORT_HISTORIKK]]
    yield from _avsnitt(velg(lang, "Dette har skjedd:", "This has happened:"), vist)
    if len(vist) < len(historikk):
        n = len(historikk) - len(vist)
        yield Linje(f"    {velg(lang, f'… og {n} til; se alt med -v', f'… and {n} more; see all with -v')}", SVAK)


def _kort(tekst: str) -> str:
    return tekst if len(tekst) <= 2 * BREDDE else f"{tekst[: 2 * BREDDE].rsplit(' ', 1)[0]} …"


def _avsnitt(tittel: str, punkter: Sequence[str], stil: str = INGEN) -> Iterator[Linje]:
    if punkter:
        yield Linje(f"    {tittel}", SVAK)
    for punkt in punkter:
        forste, *resten = _brekk(punkt, 6)
        yield Linje(f"    - {forste.lstrip()}", stil)
        yield from (Linje(linje, stil) for linje in resten)


def _brekk(tekst: str, innrykk: int) -> list[str]:
    foran = " " * innrykk
    return [
        linje
        for avsnitt in tekst.splitlines()
        for linje in textwrap.wrap(
            avsnitt, BREDDE, initial_indent=foran, subsequent_indent=foran, break_long_words=False,
            break_on_hyphens=False,
        )
    ]  # fmt: skip


def verdier(alle: Iterable[Verdi], lang: str) -> Iterator[Linje]:
    """Expected beside actual, aligned; below each other where they are too wide to stand beside each other."""
    rader = list(_rader(alle, lang, 0))
    ord_ = velg(lang, "ventet", "expected"), velg(lang, "er", "is")
    smale = [rad for rad in rader if len(rad[1]) <= SMAL and len(rad[2]) <= SMAL]
    sti, ventet, er = (max((len(rad[nr]) for rad in [("", *ord_), *smale]), default=0) for nr in range(3))
    hode = sti + ventet + er + 8 <= BREDDE
    if hode and smale:
        yield Linje(f"    {'':<{sti}}  {ord_[0]:<{ventet}}  {ord_[1]}", SVAK)
    for rad in rader:
        if hode and rad in smale:
            yield Linje(f"    {rad[0]:<{sti}}  {rad[1]:<{ventet}}  {rad[2]}", BRUDD)
        else:
            yield from _bred(*rad, *ord_)


def _bred(sti: str, ventet: str, er: str, *ord_: str) -> Iterator[Linje]:
    yield Linje(f"    {sti}")
    inn, bredde = len(sti) - len(sti.lstrip()) + 6, max(map(len, ord_))
    for navn, verdi in zip(ord_, (ventet, er), strict=True):
        forste, *resten = _brekk(verdi, inn + bredde + 2) or [""]
        yield Linje(f"{' ' * inn}{navn:<{bredde}}  {forste.lstrip()}", BRUDD)
        yield from (Linje(linje, BRUDD) for linje in resten)


def _rader(alle: Iterable[Verdi], lang: str, dybde: int) -> Iterator[tuple[str, str, str]]:
    for v in alle:
        naer = velg(lang, "nærmest: ", "nearest: ") if dybde else ""
        yield f"{'  ' * dybde}{naer}{v.sti}", v.ventet, v.er
        yield from _rader(v.naermest, lang, dybde + 1)


def sammendrag(alle: Sequence[Dom], brukt: float, lang: str) -> Iterator[Linje]:
    """How many of each, what took time, and which did not hold where there were many."""
    antall = Counter(d.status for d in alle)
    n = len(alle)
    ord_ = velg(lang, "scenario" if n == 1 else "scenarioer", "scenario" if n == 1 else "scenarios")
    deler = [f"{antall[s]} {velg(lang, *STATUSORD[s])}" for s in Status if antall[s]]
    galt = antall[Status.HOLDT_IKKE] + antall[Status.KUNNE_IKKE]
    if galt and n > MANGE:
        yield Linje(velg(lang, "Dette holdt ikke:", "These did not hold:"), TITTEL)
        for d in alle:
            if d.status in (Status.HOLDT_IKKE, Status.KUNNE_IKKE):
                linje = d.brudd[0].linje if d.brudd else d.hinder.linje if d.hinder else d.linje
                yield Linje(f"  {d.fil}:{linje}  {d.tittel}", _FARGE[d.status])
    stil = HINDER if antall[Status.KUNNE_IKKE] else BRUDD if galt else HOLDT
    yield Linje(f"{n} {ord_}: {', '.join(deler)} ({sekunder(brukt, lang)})", stil)


MANGE = 10
"""Of more scenarios than this, those that did not hold are named once more at the end."""
