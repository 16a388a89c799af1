"""What a replay came to otherwise: receipts, what NIR closed, how the programmes ended."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mocknir.register import kodeverk
from mocknir.register.behandle import Utfall
from mocknir.register.commands import Linje
from mocknir.register.svar import Deltakerbilde, Lukking, Programbilde
from mocknir.scenario import fortid
from mocknir.scenario.avspilling import Avspilt, Svar, forskjoev
from mocknir.scenario.historie import Melding, Utelatt

Data = dict[str, Any]


def finn(a: Avspilt) -> Data:
    """All that differs, as JSON values (days as days); `differs` says whether anything does."""
    # What came again and got the same receipt again is told once.
    parvis = [(m, Svar(m.utfall, m.avslag), naa) for m, naa in a.svar if m.gjentar is None or not naa.gjentatt]
    registreringer = [en for m, da, naa in parvis for en in _registreringer(m, da, naa)]
    hendelser = [
        {
            "journalnummer": s.hendelse.nummer, "operasjon": type(s.hendelse.kommando).__name__,
            "person": getattr(s.hendelse.kommando, "ident", None), "tekst": s.avvik.tekst, "tekstEngelsk": s.avvik.text,
        }
        for s in a.stanset
    ]  # fmt: skip
    lukkinger = list(_lukkinger(a))
    programmer = list(_programmer(a))
    return {
        "differs": bool(registreringer or hendelser or lukkinger or programmer),
        "firstMessage": {"then": a.foerste, "now": a.foerste + a.flyttet},
        "shiftContent": a.valg.innhold,
        "parameters": dict(a.valg.parametre),
        "messages": len(parvis),
        "outcomes": {"then": _antall([da for _, da, _ in parvis]), "now": _antall([naa for _, _, naa in parvis])},
        "leftOut": sum(isinstance(en, Utelatt) for en in a.fortid.innslag),
        "registrations": registreringer,
        "events": hendelser,
        "closings": lukkinger,
        "programmes": programmer,
        "sandbox": a.valg.behold,
    }  # fmt: skip


def _antall(svar: list[Svar]) -> Mapping[str, int]:
    """How often each outcome, or each fault of a whole message, was given."""
    alle = Counter[str]()
    for ett in svar:
        alle.update([ett.avslag.kode] if ett.avslag else [u.kode.value for u in ett.utfall])
    return dict(sorted(alle.items()))


def _registreringer(m: Melding, da: Svar, naa: Svar) -> Iterator[Data]:
    for nr, linje in enumerate(m.command.linjer):
        foer, nytt = _ett(da, nr), _ett(naa, nr)
        if (foer["utfall"], foer["regler"]) != (nytt["utfall"], nytt["regler"]):
            yield {**_hvor(m, linje), "then": foer, "now": nytt}


def _hvor(m: Melding, linje: Linje) -> Data:
    return {
        "journalnummer": m.nummer, "tidspunkt": m.tid, "kommune": m.command.kommune,
        "meldingsId": m.command.meldings_id, "person": linje.ident, "eksternId": linje.ekstern_id, "type": linje.type,
    }  # fmt: skip


def _ett(svar: Svar, nr: int) -> Data:
    if svar.avslag is not None:
        en = svar.avslag
        funn = [{"regel": en.regel, "tekst": en.tekst, "tekstEngelsk": en.text}]
        return {"utfall": en.kode, "regler": [en.regel] if en.regel else [], "funn": funn}
    u: Utfall = svar.utfall[nr]
    return {
        "utfall": u.kode.value, "regler": [a.regel for a in u.anmerkninger],
        "funn": [{"regel": a.regel, "tekst": a.tekst, "tekstEngelsk": a.text} for a in u.anmerkninger],
    }  # fmt: skip


def _lukkinger(a: Avspilt) -> Iterator[Data]:
    """Closings that came otherwise."""
    da = {(en.ident, en.program_nr): _lukking(en) for en in a.fortid.lukket}
    naa = {(en.ident, en.program_nr): _lukking(en) for en in fortid.lukkinger(a.sandbox)}
    for noekkel in sorted(da.keys() | naa.keys()):
        foer, nytt = da.get(noekkel), naa.get(noekkel)
        ventet = foer and {navn: _dag(a, verdi) for navn, verdi in foer.items()}
        if ventet != nytt:
            yield {"person": noekkel[0], "programNr": noekkel[1], "then": foer, "now": nytt}


def _lukking(en: Lukking) -> Data:
    return {"regel": en.regel, "sluttdato": en.sluttdato, "natt": en.natt}


def _programmer(a: Avspilt) -> Iterator[Data]:
    """Programmes that stand otherwise in the end: those fields that differ."""
    igjen = fortid.personer(a.sandbox, {n for p in a.fortid.personer for n in p.numre})
    da, naa = _alle(a.da), _alle(fortid.bilder(a.sandbox, igjen))
    for noekkel in sorted(da.keys() | naa.keys()):
        foer, nytt = da.get(noekkel, {}), naa.get(noekkel, {})
        ulike = [navn for navn in _FELTER if _dag(a, foer.get(navn)) != nytt.get(navn)]
        if ulike:
            yield {
                "person": noekkel[0], "programNr": noekkel[1],
                "then": {navn: foer[navn] for navn in ulike} if foer else None,
                "now": {navn: nytt[navn] for navn in ulike} if nytt else None,
            }  # fmt: skip


def _dag(a: Avspilt, verdi: Any) -> Any:
    """A day as it would be the second time, if days in the content were moved too, and anything else as it is."""
    return forskjoev(verdi, a.flyttet) if a.valg.innhold else verdi


_FELTER = ("kommune", "status", "start", "slutt", "avsluttetAv", "avslutningsaarsak", "maaloppnaaelse")


def _alle(bilder: Iterable[Deltakerbilde]) -> dict[tuple[str, int], Data]:
    return {(b.person.ident, program.rad.nr): _program(program) for b in bilder for program in b.programmer}


def _program(bilde: Programbilde) -> Data:
    rad = bilde.rad
    talt = rad.slutt is not None and not rad.viderefoert
    return {
        "kommune": rad.kommune, "status": bilde.status, "start": rad.start, "slutt": rad.slutt,
        "avsluttetAv": rad.avsluttet_av, "avslutningsaarsak": rad.aarsak,
        "maaloppnaaelse": kodeverk.teller_som_maal(rad.aarsak) if talt else None,
    }  # fmt: skip
