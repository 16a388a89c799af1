"""What there is to register, written down as it becomes known: the facts of one life, in their wire form."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from fagsystem_sim.befolkning import kommuner
from fagsystem_sim.fakta import Faktum, Innbygger, Sentralt

INTRO, NORSK = "intro", "norsk"
EVIG = date.max.toordinal()
DAG = date.fromordinal


class Bok:
    """The facts of a person; `kommune` is the one that keeps them, `program` the number of the programme there.

    Days are ordinals, as the simulation counts them, and become dates here.
    """

    def __init__(self, innbygger: Innbygger) -> None:
        self.nr = innbygger.nr
        self.fakta: list[Faktum] = []
        self.sentrale: list[Sentralt] = []
        self.program = 1
        self._teller = 0
        self.flytt(innbygger.kommune)

    def flytt(self, kommune: str) -> None:
        """From now on another kommune keeps the facts."""
        til = kommuner.alle()[kommune].til
        self._kommune, self._kommune_til = kommune, til.toordinal() if til else EVIG

    def kommune(self, dag: int) -> str:
        """The number that the kommune has on a day."""
        if dag > self._kommune_til:
            self.flytt(kommuner.paa(self._kommune, DAG(dag)))
        return self._kommune

    def noekkel(self, navn: str) -> str:
        """A key that no other fact of the person has."""
        self._teller += 1
        return f"{self.program}.{navn}.{self._teller}"

    def skriv(self, dag: int, noekkel: str, type_: str, **innhold: Any) -> None:
        """A fact that is known from that day on."""
        self.fakta.append(Faktum(DAG(dag), self.nr, self.kommune(dag), noekkel, type_, innhold))

    def vedtak(self, dag: int, ordning: str, vedtakstype: str, fra: int, til: int | None = None, **mer: Any) -> None:
        """A decision made that day."""
        innhold: dict[str, Any] = {
            "ordning": ordning, "vedtakstype": vedtakstype, "vedtaksdato": DAG(dag), "fra": DAG(fra),
        }  # fmt: skip
        if til is not None:
            innhold["til"] = DAG(til)
        self.skriv(dag, self.noekkel(f"vedtak.{ordning}"), "vedtak", **innhold, **mer)

    def sentralt(self, dag: int, type_: str, **felter: str) -> None:
        """Something that Folkeregisteret tells NIR that day."""
        self.sentrale.append(Sentralt(DAG(dag), self.nr, type_, felter))


class Periode:
    """Something with a planned last day that may be cut short: a tiltak or a leave."""

    __slots__ = ("fra", "innhold", "noekkel", "til", "type_")

    def __init__(self, bok: Bok, dag: int, navn: str, type_: str, fra: int, til: int, **innhold: Any) -> None:
        self.noekkel, self.type_, self.fra, self.til = bok.noekkel(navn), type_, fra, til
        self.innhold = {**innhold, "fra": DAG(fra), "til": DAG(til)}
        bok.fakta.append(Faktum(DAG(dag), bok.nr, bok.kommune(dag), self.noekkel, type_, self.innhold))

    def avkort(self, bok: Bok, dag: int, til: int) -> None:
        """That it lasted to another day is known on `dag`; what has not been planned for longer stays as it is."""
        til = max(til, self.fra)
        if til < self.til:
            self.til = til
            self.innhold = {**self.innhold, "til": DAG(til)}
            bok.fakta.append(Faktum(DAG(dag), bok.nr, bok.kommune(dag), self.noekkel, self.type_, self.innhold))


@cache
def timer(antall: int) -> Decimal:
    """Hours as they stand on the wire."""
    return Decimal(antall)
