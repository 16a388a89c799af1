"""A report's answer: columns, rows, and what is said above them, in bokmål and English."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Ord(NamedTuple):
    """A word or a phrase in bokmål and in English."""

    tekst: str
    text: str


Verdi = str | int | bool | Decimal | date | Ord | None
"""What a cell may hold: a Decimal is a percentage or another number with decimals."""

Rad = tuple[Verdi, ...]


class Kolonne(NamedTuple):
    """A column: `navn` in JSON, `tittel`/`title` for people."""

    navn: str
    tittel: str
    title: str


class Tabell(NamedTuple):
    """A finished report; every row, and `summer` where there is one, has a value per column."""

    tittel: str
    title: str
    undertekst: str
    undertext: str
    kolonner: tuple[Kolonne, ...]
    rader: tuple[Rad, ...]
    summer: Rad | None = None

    def kolonne(self, navn: str) -> list[Verdi]:
        """The values of one column, from the first row to the last."""
        plass = [k.navn for k in self.kolonner].index(navn)
        return [rad[plass] for rad in self.rader]


JA, NEI = Ord("ja", "yes"), Ord("nei", "no")
SUM = Ord("Sum", "Total")


def ord_for(verdi: Verdi, lang: str) -> Verdi:
    """A cell's value with its words in one language."""
    if isinstance(verdi, bool):
        verdi = JA if verdi else NEI
    if isinstance(verdi, Ord):
        return verdi.text if lang == "en" else verdi.tekst
    return verdi


def prosent(del_: int, av: int) -> Decimal | None:
    """A share in per cent with one decimal, half rounded up; None of nothing."""
    if not av:
        return None
    tideler = (2000 * del_ + av) // (2 * av)
    return Decimal(tideler) / 10


def summer(rader: Sequence[Rad], plasser: Sequence[int], bredde: int) -> Rad:
    """A row of sums over the columns at `plasser`, «Sum» in the first column and nothing in the others."""
    tall = {plass: sum(verdi for rad in rader if isinstance(verdi := rad[plass], int)) for plass in plasser}
    return (SUM, *(tall.get(plass) for plass in range(1, bredde)))
