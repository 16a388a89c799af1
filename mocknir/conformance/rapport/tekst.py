"""A run as text: a line for each case as it ends, what did not hold below it, and the numbers at last."""

from collections.abc import Callable, Iterator

from mocknir.conformance.resultat import Kjoering, Saksresultat, Status, Utfall, ordet
from mocknir.conformance.suiter import Sak
from mocknir.journal import spraak
from mocknir.journal.spraak import velg
from mocknir.scenario.dom import Hendelse
from mocknir.scenario.ord import stor
from mocknir.scenario.rapport import tekst as dommer

BREDDE = max(map(len, Utfall))

IKKE_GODKJENNING = (
    "Dette er en prøve mot mocknir, en etterligning av NIR. Det er ikke en godkjenning fra IMDi, og erstatter ikke "
    "en prøve mot IMDis egen tjeneste.",
    "This is a trial against mocknir, a mock of NIR. It is not an approval by IMDi, and does not replace a trial "
    "against IMDi's own service.",
)


class Forteller:
    """Tells how a run goes, as it goes."""

    def __init__(self, si: Callable[[str], object], lang: str) -> None:
        self._si = si
        self._lang = lang
        self._suite = ""

    def begynner(self, sak: Sak, nr: int, av: int) -> None:
        """Say which suite it is."""
        if sak.suite != self._suite:
            self._suite = sak.suite
            self._si(f"\n{sak.suite}")

    def ferdig(self, r: Saksresultat) -> None:
        """Say how it ended."""
        for linje in linjer(r, self._lang):
            self._si(linje)


def linjer(r: Saksresultat, lang: str) -> Iterator[str]:
    """A case: how it ended, and why where it did not pass."""
    ord_ = ordet(r.utfall or r.status, lang)
    tid = f" ({dommer.sekunder(r.sekunder, lang)})" if r.sekunder else ""
    yield f"{ord_:<{BREDDE}}  {r.sak.krav.id}  {r.sak.lest.scenario.title.paa(lang)} [{r.sak.navn}]{tid}"
    if r.utfall is not Utfall.BESTAATT:
        yield from (f"    {linje}" if linje else "" for linje in hvorfor(r, lang))


def hvorfor(r: Saksresultat, lang: str) -> Iterator[str]:
    """Why a case did not pass, or what is left to answer."""
    krav = r.sak.krav
    if r.utfall in (Utfall.IKKE_BESTAATT, Utfall.ADVARSEL):
        yield f"{velg(lang, 'Krav', 'Requirement')} ({krav.provenance}, {krav.source}): {krav.text.paa(lang)}"
    if r.grunn is not None:
        yield r.grunn.paa(lang)
    for bevis in r.steg if r.utfall is not Utfall.MANUELL else ():
        yield f"{velg(lang, 'Steg', 'Step')} {bevis.oppdrag['step']}: {bevis.utfoert.ord.paa(lang)}"
        if not bevis.gikk and bevis.utfoert.utskrift:
            yield from (f"  | {linje}" for linje in bevis.utfoert.utskrift.splitlines())
    if r.dom is not None:
        fortalt: set[Hendelse] = set()
        for funn in r.funn:
            yield ""
            yield from (f"{velg(lang, 'Ventet', 'Expected')}: {setning}" for setning in funn.ventet)
            yield from dommer.brudd(r.dom, funn.felt, lang, fortalt)
    manuell = r.sak.lest.scenario.manual
    if manuell is not None and r.utfall is not None:
        svar = "" if r.svar is None else spraak.ja_nei(r.svar, lang)
        yield f"{manuell.question.paa(lang)} {svar}".rstrip()
        if r.utfall is Utfall.MANUELL:
            yield velg(
                lang, f"Svar med --answer {r.sak.navn}=ja eller =nei", f"Answer by --answer {r.sak.navn}=yes or =no"
            )


def sammendrag(k: Kjoering, lang: str) -> str:
    """How many of each, and what the numbers are not."""
    deler = [f"{k.antall(u)} {ordet(u, lang)}" for u in Utfall if k.antall(u)]
    venter = sum(r.status is Status.VENTER for r in k.saker)
    if venter:
        deler.append(f"{venter} {ordet(Status.VENTER, lang)}")
    n = len(k.saker)
    ut = [f"\n{n} {velg(lang, 'sak' if n == 1 else 'saker', 'case' if n == 1 else 'cases')}: {', '.join(deler)}"]
    if k.status is Status.AVBRUTT:
        grunn = f": {k.grunn.paa(lang)}" if k.grunn else ""
        ut.append(f"{stor(ordet(k.status, lang))}{grunn}")
    return "\n".join([*ut, velg(lang, *IKKE_GODKJENNING)])
