"""Months and quarters, as caseworkers count them."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

EN_DAG = timedelta(days=1)

MAANEDSNAVN = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember",
)  # fmt: skip


class Maaned(NamedTuple):
    """A calendar month; months compare in order of time."""

    aar: int
    nr: int

    @classmethod
    def av(cls, dag: date) -> "Maaned":
        """The month of a day."""
        return cls(dag.year, dag.month)

    @property
    def foerste(self) -> date:
        """Its first day."""
        return date(self.aar, self.nr, 1)

    @property
    def siste(self) -> date:
        """Its last day."""
        return date(self.aar, self.nr, monthrange(self.aar, self.nr)[1])

    @property
    def neste(self) -> "Maaned":
        """The month after it."""
        return Maaned(self.aar + self.nr // 12, self.nr % 12 + 1)

    @property
    def navn(self) -> str:
        """`mars 2017`."""
        return f"{MAANEDSNAVN[self.nr - 1]} {self.aar}"

    def __contains__(self, dag: object) -> bool:
        return isinstance(dag, date) and Maaned.av(dag) == self

    def __str__(self) -> str:
        return f"{self.aar}-{self.nr:02}"


def maaneder(fra: Maaned, til: Maaned) -> Iterator[Maaned]:
    """The months from one to another, both included."""
    while fra <= til:
        yield fra
        fra = fra.neste


def kvartalsslutt(dag: date) -> date:
    """The last day of the quarter that a day lies in."""
    return Maaned(dag.year, (dag.month + 2) // 3 * 3).siste


def om_maaneder(dag: date, antall: int) -> date:
    """The day so many months later, the last day of the month where that day does not exist."""
    aar, nr = divmod(dag.year * 12 + dag.month - 1 + antall, 12)
    maaned = Maaned(aar, nr + 1)
    return maaned.foerste.replace(day=min(dag.day, maaned.siste.day))


def norsk(dag: date) -> str:
    """A day as Norwegians write it: `31.12.2017`."""
    return f"{dag:%d.%m.%Y}"
