"""Names by nationality: navn.csv has sixteen first names of women and of men and sixteen family names, common ones."""

import csv
from functools import cache
from pathlib import Path

from fagsystem_sim.tilfeldig import Tilfeldig

_FIL = Path(__file__).parent / "navn.csv"
_ANDRE = "*"
"""The line for nationalities that have none of their own."""

Navneliste = dict[str, list[str]]


def navn(land: str, kjoenn: str, t: Tilfeldig) -> str:
    """A full name, put together by chance."""
    liste = _lister().get(land) or _lister()[_ANDRE]
    fornavn = liste["kvinner" if kjoenn == "K" else "menn"]
    i = int(t.random() * 256)
    return f"{fornavn[i % 16]} {liste['etternavn'][i // 16]}"


@cache
def _lister() -> dict[str, Navneliste]:
    with _FIL.open(encoding="utf-8", newline="") as fil:
        return {
            land: {kolonne: tekst.split() for kolonne, tekst in rad.items() if kolonne != "land"}
            for rad in csv.DictReader(fil, delimiter=";")
            for land in rad["land"].split()
        }
