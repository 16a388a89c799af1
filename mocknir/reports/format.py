"""A report as a file or as text: CSV for Norwegian spreadsheets, JSON for programs, plain text for the terminal."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import Any

from mocknir.reports.tabell import Rad, Tabell, Verdi, ord_for

BOM = "\ufeff"
"""Without it Excel reads a UTF-8 file in the code page of the machine, and «ø» becomes «Ã¸»."""

_FORMELTEGN = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet take a cell for a formula, also in full width; a name may begin with any of them."""


def til_csv(tabell: Tabell, lang: str = "nb") -> bytes:
    """The table as CSV that opens rightly in a spreadsheet set to Norwegian.

    Semicolons, UTF-8 with BOM, CRLF, decimal comma, days as DD.MM.YYYY. A text of digits alone (fødselsnummer, DUF-
    and kommunenummer) has a tab before it, or the spreadsheet would drop its leading zero; a text that a spreadsheet
    would run as a formula has an apostrophe before it. The sums are the last row.
    """
    ut = io.StringIO(newline="")
    skriver = csv.writer(ut, delimiter=";", lineterminator="\r\n")
    skriver.writerow([k.title if lang == "en" else k.tittel for k in tabell.kolonner])
    for rad in _rader(tabell):
        skriver.writerow([_csv_celle(verdi, lang) for verdi in rad])
    return (BOM + ut.getvalue()).encode()


def _rader(tabell: Tabell) -> tuple[Rad, ...]:
    return tabell.rader if tabell.summer is None else (*tabell.rader, tabell.summer)


def _csv_celle(verdi: Verdi, lang: str) -> str:
    verdi = ord_for(verdi, lang)
    if isinstance(verdi, str):
        if verdi.isascii() and verdi.isdigit():
            return "\t" + verdi
        return "'" + verdi if verdi.lstrip(" ").startswith(_FORMELTEGN) else verdi
    if isinstance(verdi, Decimal):
        return str(verdi).replace(".", ",")
    return _vanlig(verdi, "nb")


def _vanlig(verdi: Verdi, lang: str) -> str:
    """A value as people write it in that language."""
    verdi = ord_for(verdi, lang)
    if verdi is None:
        return ""
    if isinstance(verdi, date):
        return verdi.isoformat() if lang == "en" else f"{verdi:%d.%m.%Y}"
    if isinstance(verdi, Decimal) and lang != "en":
        return str(verdi).replace(".", ",")
    return str(verdi)


def som_dict(tabell: Tabell, lang: str = "nb") -> dict[str, Any]:
    """The table as JSON values: ISO days, numbers as numbers, true and false; words in one language."""
    navn = [k.navn for k in tabell.kolonner]

    def rad_(rad: Rad) -> dict[str, Any]:
        return {n: _json_verdi(verdi, lang) for n, verdi in zip(navn, rad, strict=True)}

    return {
        "tittel": tabell.tittel,
        "title": tabell.title,
        "undertekst": tabell.undertekst,
        "undertext": tabell.undertext,
        "kolonner": [k._asdict() for k in tabell.kolonner],
        "rader": [rad_(rad) for rad in tabell.rader],
        "summer": rad_(tabell.summer) if tabell.summer is not None else None,
    }


def _json_verdi(verdi: Verdi, lang: str) -> Any:
    if isinstance(verdi, bool):
        return verdi
    verdi = ord_for(verdi, lang)
    if isinstance(verdi, Decimal):
        return float(verdi)
    return verdi.isoformat() if isinstance(verdi, date) else verdi


def til_json(tabell: Tabell, lang: str = "nb") -> bytes:
    """The table as a JSON document in UTF-8."""
    return json.dumps(som_dict(tabell, lang), ensure_ascii=False, indent=2).encode()


def til_tekst(tabell: Tabell, lang: str = "nb") -> str:
    """The table as lines of aligned text, numbers to the right."""
    engelsk = lang == "en"
    hode = [k.title if engelsk else k.tittel for k in tabell.kolonner]
    rader = _rader(tabell)
    celler = [[_vanlig(verdi, lang) for verdi in rad] for rad in rader]
    bredder = [max(map(len, kolonne)) for kolonne in zip(hode, *celler, strict=True)]
    tall = [_er_tall(kolonne) for kolonne in zip(*rader, strict=True)] or [False] * len(hode)

    def linje(verdier: list[str]) -> str:
        return "  ".join(
            v.rjust(bredde) if hoeyre else v.ljust(bredde)
            for v, bredde, hoeyre in zip(verdier, bredder, tall, strict=True)
        ).rstrip()

    strek = "  ".join("-" * bredde for bredde in bredder)
    kropp = [linje(rad) for rad in celler]
    if tabell.summer is not None:
        kropp.insert(len(kropp) - 1, strek)
    elif not kropp:
        kropp = ["(no rows)" if engelsk else "(ingen rader)"]
    topp = [tabell.title, tabell.undertext] if engelsk else [tabell.tittel, tabell.undertekst]
    return "\n".join([*topp, "", linje(hode), strek, *kropp, ""])


def _er_tall(verdier: tuple[Verdi, ...]) -> bool:
    gitt = [v for v in verdier if v is not None]
    return bool(gitt) and all(isinstance(v, int | Decimal) and not isinstance(v, bool) for v in gitt)
