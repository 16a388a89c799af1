"""What NIR has, in the form that expectations speak of, and wherein it differs from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mocknir.client.feil import Refused, SoapFault
from mocknir.scenario.forventninger import (
    Expectation,
    FaultExpectation,
    FeedExpectation,
    FiredExpectation,
    JournalExpectation,
    Journalfilter,
    LostExpectation,
    PersonExpectation,
    ReceiptExpectation,
    ReportExpectation,
)
from mocknir.scenario.matchere import Difference, Differences, Felter, Matcher
from mocknir.scenario.ord import Ord
from mocknir.scenario.tidslinje import Fakta

if TYPE_CHECKING:
    from mocknir.scenario.gang import Gang, Stegsvar


def hent(gang: Gang, f: Expectation, fakta: Fakta) -> Differences:
    """Ask NIR what an expectation is about, and hold it; raises MocknirError when NIR cannot be asked."""
    match f:
        case PersonExpectation():
            return _felter(f, person(gang.nir.participant(gang.ident(f.person)).raw), fakta)
        case ReceiptExpectation():
            return _kvittering(gang.svar[f.receipt], f, fakta)
        case FaultExpectation():
            return _feil(gang.svar[f.fault], f, fakta)
        case LostExpectation():
            return _tapt(gang.svar[f.lost])
        case FeedExpectation():
            endringer = [en.raw for en in gang.nir.feed(f.feed)]
            return f.endring.hold(endringer, fakta, ("endring",))
        case ReportExpectation():
            rapport = gang.nir.report(f.report, **f.with_).raw
            return _felter(f, {"rows": rapport["rader"], "sum": rapport["summer"]}, fakta)
        case JournalExpectation():
            return hold_poster(f, journal(gang, f.journal), fakta)
        case FiredExpectation():
            fyrt = [en.raw for navn, en in gang.fyrt if f.of in (None, navn)]
            return f.fired.hold(fyrt, fakta, ("fired",))
    raise AssertionError(f"no such expectation: {f}")


def person(raw: Any) -> dict[str, Any]:
    """A participant as expectations speak of one: `program` is the last programme, `programmer` all."""
    programmer = raw["program"]
    return {
        **raw, "personalia": raw["person"], "programmer": programmer, "program": programmer[-1] if programmer else None
    }  # fmt: skip


def _felter(f: Expectation, actual: Mapping[str, Any], fakta: Fakta) -> Differences:
    """Hold every matcher that was written against the field of its name."""
    ut: Differences = []
    for navn in type(f).model_fields:
        verdi = getattr(f, navn)
        if isinstance(verdi, Matcher):
            felt = type(f).model_fields[navn].alias or navn
            ut += Felter({felt: verdi}).hold(actual, fakta)
    return ut


def _kvittering(svar: Stegsvar, f: ReceiptExpectation, fakta: Fakta) -> Differences:
    if svar.kvittering is None:
        return [Difference(("receipt",), Ord("en kvittering", "a receipt"), _hva(svar))]
    hvem = {r.get("eksternId"): r["person"] for r in (svar.sendt.registreringer if svar.sendt else ())}
    utfall = [{"person": hvem.get(en.ekstern_id), **en.raw} for en in svar.kvittering.utfall]
    ut: Differences = []
    if f.gjentatt is not None and svar.kvittering.gjentatt is not f.gjentatt:
        ut += [Difference(("gjentatt",), _bool(f.gjentatt), _bool(svar.kvittering.gjentatt))]
    for noekkel, m in (f.outcomes or {}).items():
        ett = next((u for u in utfall if u["eksternId"] == noekkel), None)
        ut += m.hold(ett, fakta, ("outcomes", noekkel))
    if f.utfall is not None:
        ut += f.utfall.hold(utfall, fakta, ("utfall",))
    return ut


def _bool(verdi: bool) -> Ord:
    return Ord("ja" if verdi else "nei", "yes" if verdi else "no")


def _hva(svar: Stegsvar) -> Ord:
    """What came instead."""
    if isinstance(svar.feil, SoapFault):
        return Ord(f"feilen {svar.feil.code}: {svar.feil.tekst}", f"the fault {svar.feil.code}: {svar.feil.text}")
    if isinstance(svar.feil, Refused):
        return Ord(f"avslått: {svar.feil.detail}", f"refused: {svar.feil.detail_english}")
    if svar.tapt is not None:
        return Ord(f"svaret ble borte: {svar.tapt.tekst}", f"the answer was lost: {svar.tapt.text}")
    return Ord("en kvittering", "a receipt")


def _feil(svar: Stegsvar, f: FaultExpectation, fakta: Fakta) -> Differences:
    if svar.feil is None:
        return [Difference(("fault",), Ord("en feil", "a fault"), _hva(svar))]
    feil = svar.feil
    actual = {
        "kode": feil.code, "regel": feil.rule, "tekst": feil.detail if isinstance(feil, Refused) else feil.tekst
    }  # fmt: skip
    return _felter(f, actual, fakta)


def _tapt(svar: Stegsvar) -> Differences:
    if svar.tapt is not None:
        return []
    return [Difference(("lost",), Ord("at svaret ble borte", "the answer to be lost"), _hva(svar))]


def hold_poster(f: JournalExpectation, poster: Sequence[Mapping[str, Any]], fakta: Fakta) -> Differences:
    """Hold what is expected of the journal against its entries."""
    ut = f.count.hold(len(poster), fakta, ("count",)) if f.count is not None else []
    if f.meldinger is not None:
        ut += f.meldinger.hold(len({p["meldingsId"] for p in poster} - {None}), fakta, ("meldinger",))
    return ut + (f.entries.hold(poster, fakta, ("entries",)) if f.entries is not None else [])


_FILTRE = {
    "operasjon": "operation", "kanal": "channel", "bruker": "user", "fra": "from_", "til": "to",
    "bare_feil": "only_faults",
}  # fmt: skip
"""What the control plane calls the filters of the journal, where that is another word."""


def journal(gang: Gang, filter_: Journalfilter, uten: str | None = None) -> list[Mapping[str, Any]]:
    """The entries of the journal that fit, the latest first; `uten` is a filter that is not used."""
    felter = {_FILTRE.get(n, n): v for n, v in filter_.model_dump(exclude_none=True).items() if n != uten}
    if "person" in felter:
        felter["person"] = gang.ident(felter["person"])
    poster: list[Mapping[str, Any]] = []
    foer: int | None = None
    while True:
        side = [en.raw for en in gang.nir.journal(limit=_SIDE, before=foer, **felter)]
        poster += side
        if len(side) < _SIDE:
            return poster
        foer = side[-1]["journalnummer"]


_SIDE = 1000
