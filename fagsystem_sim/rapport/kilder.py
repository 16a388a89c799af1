"""The sources that the profiles cite: kilder.csv, whose tags are those of domain.md §11.

Titles in «» are the pages' own; the others say what the page is. docs/kilder.md has the same lines: a test sees to it.
"""

import csv
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

UKJENT = "står ikke i kildelisten; den som laget profilen, vet hva det er"
"""What is said of a tag that a profile of one's own uses for what it will."""

_FIL = Path(__file__).parent / "kilder.csv"
_MERKE = re.compile(r"(?<!\w)(?:S\d+[a-z]?|[AB])(?!\w)")


class Kilde(NamedTuple):
    """A source: the tag it is cited by, what it is, whose, and where."""

    merke: str
    tittel: str
    utgiver: str
    adresse: str


@cache
def alle() -> dict[str, Kilde]:
    """Every source by its tag."""
    with _FIL.open(encoding="utf-8", newline="") as fil:
        return {rad["merke"]: Kilde(**rad) for rad in csv.DictReader(fil, delimiter=";")}


def merker(henvisning: str) -> list[str]:
    """The tags of sources in a reference, as `S108` and `S70` in «S108, S70: midt imellom»."""
    return _MERKE.findall(henvisning)


def med_hvert_merke(henvisning: str, hva: Callable[[str], str]) -> str:
    """A reference in which something stands in the place of each tag."""
    return _MERKE.sub(lambda treff: hva(treff[0]), henvisning)


def bare_merker(henvisning: str) -> str:
    """A reference without what is said about it."""
    return ", ".join(merker(henvisning))


def brukt(henvisninger: Iterable[str]) -> list[Kilde]:
    """The sources that are cited, in the order of the list; of a tag that is not in it, that it is not."""
    sett = {merke for henvisning in henvisninger for merke in merker(henvisning)}
    kjente = [kilde for kilde in alle().values() if kilde.merke in sett]
    return kjente + [Kilde(merke, UKJENT, "", "") for merke in sorted(sett - alle().keys())]
