"""/reports and /why of a sandbox: what NIR counts, and why it did what it did."""

from typing import Any

from flask import Response

from mocknir.control import svar
from mocknir.control.modeller import Hvorfor
from mocknir.control.ruter import INNHOLD_CSV, INNHOLD_JSON, INNHOLD_TEKST, Kall, Rute
from mocknir.register.feil import Avvik, Feilkode


def rapporter(k: Kall[None]) -> svar.Rapporter:
    """The reports there are, and what each takes."""
    from mocknir.reports import RAPPORTER

    k.kontroll.hent(k.sti["sandbox"])  # they are the same everywhere, but a sandbox that is not there has none
    return {
        "reports": [
            {
                "navn": r.navn, "tittel": r.tittel, "title": r.title, "beskrivelse": r.beskrivelse,
                "description": r.description,
                "parameter": [
                    {"navn": p.navn, "tekst": p.tekst, "tekstEngelsk": p.text, "paakrevd": p.paakrevd,
                     "valg": list(p.valg)}
                    for p in r.parametre
                ],
            }
            for r in RAPPORTER.values()
        ]
    }  # fmt: skip


def rapport(k: Kall[None]) -> Response:
    """A report as JSON or CSV."""
    from mocknir.reports import RAPPORTER
    from mocknir.reports.format import til_csv, til_json

    navn = k.sti["navn"]
    if navn not in RAPPORTER:
        alle = ", ".join(RAPPORTER)
        raise Avvik(
            Feilkode.FINNES_IKKE, f"Ingen rapport heter «{navn}»; bruk {alle}",
            f"No report is called «{navn}»; use {alle}", felt="navn",
        )  # fmt: skip
    parametre = dict(k.sporring)
    format_ = _valg(parametre, "format", ("json", "csv"))
    lang = _valg(parametre, "lang", ("nb", "en"))
    tabell_ = RAPPORTER[navn].lag(k.sandbox, parametre)
    if format_ == "csv":
        fil = Response(til_csv(tabell_, lang), content_type=f"{INNHOLD_CSV}; charset=utf-8; header=present")
        fil.headers["Content-Disposition"] = f'attachment; filename="{navn}.csv"'
        return fil
    return Response(til_json(tabell_, lang), content_type=INNHOLD_JSON)


def _valg(sporring: dict[str, str], navn: str, valg: tuple[str, ...]) -> str:
    """One of a few words, taken out of the query string; the first where none is given."""
    verdi = sporring.pop(navn, valg[0])
    if verdi not in valg:
        alle, any_ = " eller ".join(valg), " or ".join(valg)
        raise Avvik(
            Feilkode.UGYLDIG_VERDI, f"{navn}: «{verdi}» finnes ikke; bruk {alle}",
            f"{navn}: there is no «{verdi}»; use {any_}", felt=navn,
        )  # fmt: skip
    return verdi


def hvorfor(k: Kall[Hvorfor]) -> Any:
    """Why it is as it is with a person or a message."""
    return forklart(k, k.sti["referanse"])


def forklart(k: Kall[Hvorfor], referanse: str) -> Any:
    """An explanation as JSON or text."""
    from mocknir.journal.hvorfor import forklar

    forklaring = forklar(k.sandbox, referanse, k.inn.lang, k.inn.alle)
    if k.inn.format == "text":
        return Response(forklaring.tekst, content_type=f"{INNHOLD_TEKST}; charset=utf-8")
    return forklaring.som_dict()


_I = "/sandboxes/<sandbox>"

RUTER = (
    Rute("GET", f"{_I}/reports", rapporter, "Rapportene som finnes", "The reports there are"),
    Rute("GET", f"{_I}/reports/<navn>", rapport, "En rapport", "A report", fri_sporring=True, svar=svar.Rapport,
         medier=(INNHOLD_CSV,)),
    Rute("GET", f"{_I}/why/<path:referanse>", hvorfor, "Hvorfor", "Why", Hvorfor, svar=svar.Forklaring,
         medier=(INNHOLD_TEKST,)),
)  # fmt: skip
