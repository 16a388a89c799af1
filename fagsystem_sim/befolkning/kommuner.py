"""The kommuner participants are settled in, and which number each has on a day.

kommuner.csv has every number in force from 2017 to 2024 (SSB, Klass 131), the first of its successors, and for the
kommuner of 2017 a weight: those who ended in the fylke in 2016 (domain.md §6.3 [S52]), spread by inhabitants, so
that about as many kommuner as published had five or more of them (some 210 against 194; a kommune that settles
nobody that year is not modelled).
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FIL = Path(__file__).parent / "kommuner.csv"


class Kommune(NamedTuple):
    """A spell of a kommune number; `fra` and `til` None where it reaches beyond the list."""

    nr: str
    navn: str
    fra: date | None
    til: date | None
    etterfoelger: str | None
    vekt: float


@cache
def alle() -> dict[str, Kommune]:
    """Every kommune by its number."""
    with _FIL.open(encoding="utf-8", newline="") as fil:
        rader = csv.DictReader(fil, delimiter=";")
        return {
            r["nr"]: Kommune(
                r["nr"], r["navn"], _dag(r["fra"]), _dag(r["til"]), r["etterfoelger"] or None, float(r["vekt"] or 0)
            )
            for r in rader
        }


def paa(nr: str, dag: date) -> str:
    """The number that a kommune has on a day: its own, or that of the (first) successor by then."""
    while True:
        kommune = alle()[nr]
        if kommune.til is None or kommune.etterfoelger is None or dag <= kommune.til:
            return nr
        nr = kommune.etterfoelger


def finnes(nr: str) -> bool:
    """Whether that is a number of a kommune at any time."""
    return nr in alle()


@cache
def vekter() -> dict[str, float]:
    """The kommuner of 2017 and their weights."""
    return {kommune.nr: kommune.vekt for kommune in alle().values() if kommune.vekt}


def _dag(tekst: str) -> date | None:
    return date.fromisoformat(tekst) if tekst else None
