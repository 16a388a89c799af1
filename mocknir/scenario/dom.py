"""The verdict on a scenario as plain values, in one language: what every report is made of."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from mocknir.journal import spraak
from mocknir.journal.spraak import velg
from mocknir.rules import ordlyd
from mocknir.rules.katalog import KATALOG
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
from mocknir.scenario.gang import Brudd, Status
from mocknir.scenario.kjoering import Resultat
from mocknir.scenario.les import UgyldigScenario
from mocknir.scenario.matchere import Difference
from mocknir.scenario.ord import skriv_sti, stor

STATUSORD = {
    Status.HOLDT: ("holdt", "held"),
    Status.HOLDT_IKKE: ("holdt ikke", "did not hold"),
    Status.KUNNE_IKKE: ("kunne ikke kjøres", "could not be run"),
    Status.STOETTES_IKKE: ("støttes ikke", "not supported"),
}


class Verdi(NamedTuple):
    """A value that differs: where it stands, what was expected and what was there.

    `naermest` is wherein the most alike element of a list differs.
    """

    sti: str
    linje: int
    ventet: str
    er: str
    naermest: "tuple[Verdi, ...]" = ()


class Hendelse(NamedTuple):
    """Something that happened before: its day and its number in the journal."""

    dag: date
    nummer: int
    tekst: str


class Regel(NamedTuple):
    """A rule that made it so, and where it comes from."""

    id: str
    tittel: str
    kilde: str


class Felt(NamedTuple):
    """A breach: its place and its virtual day, whom or what it is about, and what explains it."""

    linje: int
    dag: date
    om: str
    tekst: str
    verdier: tuple[Verdi, ...]
    nesten: tuple[str, ...]
    regler: tuple[Regel, ...]
    historikk: tuple[Hendelse, ...]
    ident: str | None


class Hinder(NamedTuple):
    """Why it could not be run on, and the line where it stopped."""

    linje: int
    tekst: str


class Dom(NamedTuple):
    """The verdict on one scenario; `ord` is its status in words, `grunn` why it is not supported."""

    fil: str
    linje: int
    navn: str
    tittel: str
    regler: tuple[str, ...]
    status: Status
    ord: str
    sekunder: float
    holdt: int
    brudd: tuple[Felt, ...]
    hinder: Hinder | None
    grunn: str | None
    sandkasse: str | None


def etter_mappe(alle: Iterable[Dom]) -> dict[str, list[Dom]]:
    """The verdicts by the folder that each scenario lies in."""
    ut: dict[str, list[Dom]] = {}
    for d in alle:
        ut.setdefault(PurePath(d.fil).parent.as_posix(), []).append(d)
    return ut


def dom(r: Resultat, lang: str) -> Dom:
    """The verdict in a language."""
    s, tre = r.lest.scenario, r.lest.tre
    return Dom(
        r.lest.fil, tre.sted(("scenario",)).linje, s.scenario, s.title.paa(lang), s.rules, r.status,
        velg(lang, *STATUSORD[r.status]), r.sekunder, r.holdt,
        tuple(_felt(r, b, lang) for b in r.brudd),
        Hinder(tre.sted(r.hinder.sti).linje, r.hinder.ord.paa(lang)) if r.hinder else None,
        f"{s.unsupported.reason.paa(lang)} ({s.unsupported.since})" if s.unsupported else None,
        r.sandkasse,
    )  # fmt: skip


def av_gal_fil(gal: UgyldigScenario, lang: str) -> Dom:
    """That a file could not be run, as it holds no scenario: all that is wrong with it."""
    fil, linje = gal.feil[0].fil, gal.feil[0].sted.linje
    tekst = "\n".join(f.paa(lang) for f in gal.feil)
    return Dom(
        fil, linje, PurePath(fil).stem, velg(lang, "Filen kan ikke brukes", "The file cannot be used"), (),
        Status.KUNNE_IKKE, velg(lang, *STATUSORD[Status.KUNNE_IKKE]), 0.0, 0, (), Hinder(linje, tekst), None, None,
    )  # fmt: skip


def _felt(r: Resultat, b: Brudd, lang: str) -> Felt:
    g = b.grunnlag
    return Felt(
        r.lest.tre.sted(b.sti).linje, b.dag, _om(b, lang), b.ord.paa(lang) if b.ord else "",
        tuple(_verdi(r, b, a, lang) for a in b.avvik), g.nesten,
        tuple(_regel(id_, lang) for id_ in g.regler),
        tuple(Hendelse(h.dag, h.nummer, h.tekst) for h in g.historikk), g.ident,
    )  # fmt: skip


def _regel(id_: str, lang: str) -> Regel:
    regel = KATALOG[id_]
    return Regel(id_, velg(lang, regel.tittel, regel.title), spraak.kilde(regel.kilde, regel.detaljer, lang))


def _verdi(r: Resultat, b: Brudd, a: Difference, lang: str) -> Verdi:
    linje = r.lest.tre.sted((*b.sti, *a.path)).linje
    naermest = tuple(_verdi(r, b, n, lang) for n in a.nearest)
    return Verdi(skriv_sti(a.path), linje, a.expected.paa(lang), a.actual.paa(lang), naermest)


def _om(b: Brudd, lang: str) -> str:
    """What a breach is about."""
    if b.forventning is None:
        return ""
    if isinstance(b.forventning, PersonExpectation):
        return b.grunnlag.hvem or b.forventning.person
    return stor(" ".join(_emne(b.forventning, lang)))


def _emne(f: Expectation, lang: str) -> Iterator[str]:
    match f:
        case ReceiptExpectation():
            yield velg(lang, f"kvitteringen for «{f.receipt}»", f"the receipt of «{f.receipt}»")
        case FaultExpectation():
            yield velg(lang, f"feilen i «{f.fault}»", f"the fault of «{f.fault}»")
        case LostExpectation():
            yield velg(lang, f"svaret på «{f.lost}»", f"the answer to «{f.lost}»")
        case FeedExpectation():
            hvor = ordlyd.kommune(f.feed)
            yield velg(lang, f"endringsstrømmen til kommune {hvor}", f"the change feed of kommune {hvor}")
        case ReportExpectation():
            med = ", ".join(f"{navn}={verdi}" for navn, verdi in f.with_.items())
            yield velg(lang, f"rapporten {f.report}", f"the report {f.report}")
            if med:
                yield f"({med})"
        case JournalExpectation():
            yield velg(lang, "journalen", "the journal")
        case FiredExpectation():
            yield velg(lang, "det NIR har avsluttet selv", "what NIR has ended by itself")
