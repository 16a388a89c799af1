"""What explains that an expectation did not hold: gathered in the sandbox, on the day it was held."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from mocknir.client.feil import MocknirError
from mocknir.client.kontroll import Control
from mocknir.rules.katalog import KATALOG
from mocknir.scenario import nesten
from mocknir.scenario.forventninger import (
    Expectation,
    FaultExpectation,
    FeedExpectation,
    FiredExpectation,
    JournalExpectation,
    LostExpectation,
    PersonExpectation,
    ReceiptExpectation,
    ReportExpectation,
)
from mocknir.scenario.gang import Brudd, Gang, Grunnlag, Hendelse, Stegsvar
from mocknir.scenario.matchere import Matcher, Personref
from mocknir.scenario.naermest import bare_naere
from mocknir.scenario.nesten import Sak, Treff

_VEKT = {"lukking": 3, "avvist": 2}
"""What tells most of why something is not as expected: what NIR did by itself, and what it turned down."""


def forklar(gang: Gang, b: Brudd, lang: str) -> Brudd:
    """The breach with all that explains it; what NIR cannot be asked is left out."""
    f = b.forventning
    if f is not None:
        fakta = gang.fakta(b.dag, f.person if isinstance(f, PersonExpectation) else None)
        b = b._replace(avvik=bare_naere(f, b.avvik, fakta))
    return b._replace(grunnlag=_grunnlag(gang, b, lang))


def _grunnlag(gang: Gang, b: Brudd, lang: str) -> Grunnlag:
    svar = None
    if b.forventning is None:
        svar = next((en for en in gang.alle_svar if en.sti == b.sti), None)
    navn = _personer(gang, b.forventning, svar)
    ident = gang.ident(navn[0]) if navn else None
    numre = {n for en in navn for n in gang.numre.get(en, {en})}
    treff = _treff(gang, b, numre, lang) if b.forventning else []
    regler = [*_lukket_av(gang, b), *(id_ for t in treff for id_ in t.regler), *_nektet(gang, b.forventning, svar)]
    return Grunnlag(
        hvem=nesten.hvem_er(gang, navn[0]) if navn else "",
        ident=ident,
        nesten=tuple(dict.fromkeys(t.tekst for t in treff)),
        regler=tuple(id_ for id_ in dict.fromkeys(regler) if id_ in KATALOG),
        historikk=_historikk(gang, ident, _ord_i(b), lang) if ident else (),
    )


def _treff(gang: Gang, b: Brudd, numre: set[str], lang: str) -> list[Treff]:
    f = b.forventning
    fakta = gang.fakta(b.dag, f.person if isinstance(f, PersonExpectation) else None)
    sak = Sak(gang, fakta, b.avvik, nesten.spor_for(gang, numre, lang), lang)
    ut: list[Treff] = []
    try:
        ut += _naere(sak, f)
    except MocknirError:
        return ut
    return ut


def _naere(sak: Sak, f: Expectation | None) -> Iterator[Treff]:
    match f:
        case PersonExpectation():
            yield from nesten.person(sak, f)
        case ReceiptExpectation():
            yield from nesten.kvittering(sak, f)
        case FaultExpectation():
            yield from nesten.feil(sak, f)
        case LostExpectation():
            yield from nesten.tapt(sak, f)
        case ReportExpectation():
            yield from nesten.rapport(sak, f)
        case FeedExpectation():
            yield from nesten.feed(sak, f)
        case FiredExpectation():
            yield from nesten.fyrt(sak, f)
        case JournalExpectation():
            yield from nesten.journalen(sak, f)


def _personer(gang: Gang, f: Expectation | None, svar: Stegsvar | None) -> list[str]:
    """Whom it is about: persons of the scenario, or numbers."""
    match f:
        case PersonExpectation():
            return [f.person]
        case ReceiptExpectation() | FaultExpectation() | LostExpectation():
            svar = gang.svar[next(v for v in (getattr(f, n, None) for n in ("receipt", "fault", "lost")) if v)]
        case FeedExpectation():
            return list(_nevnt(f.endring))
        case FiredExpectation():
            return list(_nevnt(f.fired))
        case JournalExpectation():
            return [f.journal.person] if f.journal.person else []
    if svar is None or svar.sendt is None:
        return []
    noekler = set(f.outcomes or ()) if isinstance(f, ReceiptExpectation) else set()
    numre = [r["person"] for r in svar.sendt.registreringer if not noekler or r.get("eksternId") in noekler]
    return list(dict.fromkeys(_navn_paa(gang, nummer) for nummer in numre))


def _navn_paa(gang: Gang, nummer: str) -> str:
    return next((navn for navn, numre in gang.numre.items() if nummer in numre), nummer)


def _nevnt(m: Matcher) -> Iterator[str]:
    if isinstance(m, Personref):
        yield m.navn
    for _, del_ in m.deler():
        yield from _nevnt(del_)


def _lukket_av(gang: Gang, b: Brudd) -> Iterable[str]:
    """The rules by which NIR has closed the programmes that a breach is about."""
    if not isinstance(b.forventning, PersonExpectation) or not any(
        str(a.path[:1]).find("program") > 0 for a in b.avvik
    ):
        return []
    ident = gang.ident(b.forventning.person)
    return [en.regel for _, en in reversed(gang.fyrt) if en.person == ident]


def _nektet(gang: Gang, f: Expectation | None, svar: Stegsvar | None) -> Iterable[str]:
    """The rule that refused the message, where it was refused."""
    if isinstance(f, FaultExpectation):
        svar = gang.svar[f.fault]
    elif isinstance(f, ReceiptExpectation):
        svar = gang.svar[f.receipt]
    regel = svar.feil.rule if svar is not None and svar.feil is not None else None
    return [regel] if regel else []


def _ord_i(b: Brudd) -> set[str]:
    """The words of what was expected that a history may have too, such as an eksternId."""
    return {ord_ for a in b.avvik for tekst in (a.expected.tekst, *map(str, a.path)) for ord_ in _ordene(tekst)}


def _ordene(tekst: str) -> list[str]:
    return ["".join(t for t in ord_ if t.isalnum() or t in "-_") for ord_ in tekst.split()]


def _historikk(gang: Gang, ident: str, ventet: set[str], lang: str) -> tuple[Hendelse, ...]:
    kontroll: Control = gang.nir.control
    try:
        svar: Any = kontroll.get("why", ident, long=True, lang=lang, all=True)
    except MocknirError:
        return ()
    alle = [
        Hendelse(datetime.fromisoformat(h["tidspunkt"]).date(), h["journalnummer"], h["slag"], h["tekst"])
        for h in svar.get("historikk", ())
    ]
    return tuple(sorted(alle, key=lambda h: (-_vekt(h, ventet), -h.nummer)))


def _vekt(h: Hendelse, ventet: set[str]) -> int:
    nevnt = "eksternId" in h.tekst and bool(ventet & set(_ordene(h.tekst.partition("eksternId")[2].split(",")[0])))
    return _VEKT.get(h.slag, 1) + (2 if nevnt else 0)
