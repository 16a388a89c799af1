"""What is wrong with an expectation, seen from where it is held."""

from collections.abc import Iterator
from typing import Any

from mocknir.register import kommuner
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
from mocknir.scenario.matchere import Dato, Eksakt, Matcher, Personref
from mocknir.scenario.modell import AdvanceStep, RepeatStep, Step
from mocknir.scenario.ord import Feilord, Ord, Sti, forslag
from mocknir.scenario.sjekk_felles import Blikk, feil, kommune, person, tidligere_steg
from mocknir.scenario.sjekk_steg import OVERFOERER
from mocknir.scenario.tidslinje import alle_navn, registreringer

_OVERFOERER_IKKE = Ord("overfører ingenting, og har ingen kvittering", "transfers nothing, and has no receipt")


def sjekk_forventning(b: Blikk, f: Expectation, sti: Sti) -> Iterator[Feilord]:
    """All that is wrong with an expectation."""
    hvem: str | None = None
    if "level" in f.model_fields_set and b.scenario.requirement is None:
        yield feil((*sti, "level"), "er bare for saker som har requirement: stryk den",
                   "is only for cases that have a requirement: leave it out", er_noekkel=True)  # fmt: skip
    match f:
        case ReceiptExpectation():
            yield from _kvittering(b, f, sti)
        case FaultExpectation() | LostExpectation():
            navn = f.fault if isinstance(f, FaultExpectation) else f.lost
            yield from tidligere_steg(b, navn, OVERFOERER, _OVERFOERER_IKKE, (*sti, f.noekkel))
        case PersonExpectation():
            hvem = f.person
            yield from person(f.person, b.scenario, (*sti, "person"))
            if not f.sagt - {"person"}:
                yield feil((*sti, "person"), "venter ingenting av personen; nevn minst ett felt, som program:",
                           "expects nothing of the person; name at least one field, as program:")  # fmt: skip
        case FeedExpectation():
            yield from kommune(f.feed, b.idag, (*sti, "feed"))
        case ReportExpectation():
            yield from _rapport(f, sti)
        case JournalExpectation():
            yield from _journal(b, f, sti)
        case FiredExpectation():
            if f.of is not None:
                hva = Ord("flytter ikke klokken", "does not move the clock")
                yield from tidligere_steg(b, f.of, (AdvanceStep,), hva, (*sti, "of"))
    for matchersti, m in matchere(f):
        yield from _matcher(b, hvem, m, (*sti, *matchersti))


def matchere(f: Expectation) -> Iterator[tuple[Sti, Matcher]]:
    """The matchers of an expectation, those within others too, each with its place in what was written."""
    for navn, felt in type(f).model_fields.items():
        yield from _alle((felt.alias or navn,), getattr(f, navn))


def _alle(sti: Sti, verdi: Any) -> Iterator[tuple[Sti, Matcher]]:
    if isinstance(verdi, dict):
        for navn, en in verdi.items():
            yield from _alle((*sti, navn), en)
    elif isinstance(verdi, Matcher):
        yield sti, verdi
        for under, m in verdi.deler():
            yield from _alle((*sti, *under), m)


def _matcher(b: Blikk, hvem: str | None, m: Matcher, sti: Sti) -> Iterator[Feilord]:
    if isinstance(m, Personref):
        yield from person(m.navn, b.scenario, sti)
    elif isinstance(m, Eksakt) and sti[-1] == "kommune" and not kommuner.finnes(str(m.verdi)) and m.verdi is not None:
        yield from kommune(str(m.verdi), b.idag, sti)
    elif isinstance(m, Dato) and m.uttrykk.regn(b.fakta(hvem)) is None:
        sti = (*sti, "date")
        navn = m.uttrykk.referanse
        if b.fakta(hvem).dato(navn) is not None:
            yield feil(sti, f"«{m.uttrykk.tekst}» er lenger fram enn kalenderen rekker",
                       f"«{m.uttrykk.tekst}» is beyond the calendar")  # fmt: skip
            return
        o = forslag(navn, dict.fromkeys(alle_navn(b.tidslinje, hvem)))
        yield feil(sti, f"«{navn}» har ingen dag{o.tekst}", f"«{navn}» has no day{o.text}")


def _kvittering(b: Blikk, f: ReceiptExpectation, sti: Sti) -> Iterator[Feilord]:
    funn = list(tidligere_steg(b, f.receipt, OVERFOERER, _OVERFOERER_IKKE, (*sti, "receipt")))
    yield from funn
    if f.outcomes is None and f.utfall is None and f.gjentatt is None:
        yield feil((*sti, "outcomes"), "mangler: {v1: godtatt}", "is missing: {v1: godtatt}")
    steg = b.steg(f.receipt)
    if funn or steg is None:
        return
    noekler = {r.ekstern_id for r in registreringer(_opprinnelig(b, steg))} - {None}
    for navn in f.outcomes or {}:
        if noekler and navn not in noekler:
            o = forslag(navn, [n for n in noekler if n])
            yield feil((*sti, "outcomes", navn), f"{f.receipt} har ingen registrering «{navn}»{o.tekst}",
                       f"{f.receipt} has no registration «{navn}»{o.text}", er_noekkel=True)  # fmt: skip


def _opprinnelig(b: Blikk, steg: Step) -> Step:
    return b.steg(steg.repeat) or steg if isinstance(steg, RepeatStep) else steg


def _rapport(f: ReportExpectation, sti: Sti) -> Iterator[Feilord]:
    from mocknir.register.tekst import Ugyldig
    from mocknir.reports import RAPPORTER

    if f.report not in RAPPORTER:
        o = forslag(f.report, RAPPORTER)
        yield feil((*sti, "report"), f"ingen rapport heter «{f.report}»{o.tekst}", f"no report is «{f.report}»{o.text}")
        return
    if f.rows is None and f.sum is None:
        yield feil((*sti, "rows"), "mangler: rows eller sum", "is missing: rows or sum")
    kjente = {p.navn: p for p in RAPPORTER[f.report].parametre}
    for navn, verdi in f.with_.items():
        if navn not in kjente:
            o = forslag(navn, kjente)
            yield feil((*sti, "with", navn), f"{f.report} tar ikke «{navn}»{o.tekst}",
                       f"{f.report} does not take «{navn}»{o.text}", er_noekkel=True)  # fmt: skip
            continue
        try:
            kjente[navn].les(str(verdi))
        except Ugyldig as galt:
            yield feil((*sti, "with", navn), f"«{verdi}»: {galt.tekst}", f"«{verdi}»: {galt.text}")
    for navn, p in kjente.items():
        if p.paakrevd and navn not in f.with_:
            yield feil((*sti, "with", navn), f"mangler: {p.tekst}", f"is missing: {p.text}")


def _journal(b: Blikk, f: JournalExpectation, sti: Sti) -> Iterator[Feilord]:
    if f.count is None and f.entries is None and f.meldinger is None:
        yield feil((*sti, "count"), "mangler: count, meldinger eller entries",
                   "is missing: count, meldinger or entries")  # fmt: skip
    if f.journal.person is not None:
        yield from person(f.journal.person, b.scenario, (*sti, "journal", "person"))
    if f.journal.kommune is not None and not kommuner.finnes(f.journal.kommune):
        yield from kommune(f.journal.kommune, b.idag, (*sti, "journal", "kommune"))
