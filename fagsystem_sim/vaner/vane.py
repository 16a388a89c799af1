"""What a habit is: something that people or systems do again and again, and that NIR's rules meet."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Literal

from fagsystem_sim.fakta import Arbeid, Innbygger
from fagsystem_sim.profiler.arbeidet import Vanemoenster
from fagsystem_sim.tilfeldig import Tilfeldig

INGEN, NIR_WEB, WS4 = "ingen", "NIR-web", "WS4"
"""The channels of a registration: nowhere, by hand in NIR web, by transfer."""

INTROBRUKER, NORSKBRUKER = "kommuneintrobruker", "kommunenorskbruker"
"""The two roles that register (domain.md §1.5)."""

INTEGRERINGSLOVEN_FRA = date(2021, 1, 1)
"""Residence granted, or arrival, from this day on is under integreringsloven (domain.md §5.2)."""

KOLLEKTIV = "34"
"""The ground of chapter 6A: kollektiv beskyttelse, utlendingsloven § 34 (domain.md §5.3)."""

Per = Literal["person", "kommune", "melding"]


class Vane(ABC):
    """A habit with its name, its rate when nobody gives one, what it does and what it teaches.

    `per` says what the rate counts: the share of persons, of kommuner, or of messages that have it. `regler` are the
    rules of NIR that it meets.
    """

    navn: ClassVar[str]
    per: ClassVar[Per]
    standard: ClassVar[float]
    gjoer: ClassVar[str]
    does: ClassVar[str]
    laerer: ClassVar[str]
    teaches: ClassVar[str]
    regler: ClassVar[tuple[str, ...]] = ()


class Personvane(Vane):
    """A habit of casework: changes what is registered of a person."""

    per = "person"

    @abstractmethod
    def endre(self, arbeid: list[Arbeid], innbygger: Innbygger, m: Vanemoenster, t: Tilfeldig) -> list[Arbeid]:
        """The work as it becomes with the habit, by what it amounts to; in any order, it is sorted afterwards."""

    def droppet(self, arbeid: Arbeid) -> Arbeid:
        """The same registration, which nobody makes."""
        return arbeid._replace(kanal=INGEN, vane=self.navn)


class Kommunevane(Vane):
    """A habit of a whole kommune or its system."""

    per = "kommune"


class Meldingsvane(Vane):
    """A habit of a system that shows now and then, in a message."""

    per = "melding"


def er(arbeid: Arbeid, type_: str, **felter: Any) -> bool:
    """Whether a registration is of a type and has those fields."""
    return arbeid.type == type_ and all(arbeid.innhold.get(navn) == verdi for navn, verdi in felter.items())


def foerste(arbeid: Iterable[Arbeid], type_: str, **felter: Any) -> Arbeid | None:
    """The first registration of a type with those fields."""
    return next((a for a in arbeid if er(a, type_, **felter)), None)


def er_intro_avslutning(post: Any) -> bool:
    """Whether a registration, in any of its forms, ends an introduction programme."""
    return bool(post.type == "avslutning" and post.innhold.get("ordning") == "intro")
