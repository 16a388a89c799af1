"""A scenario under way: the sandbox it runs in, the persons in it, and what has come of its steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from mocknir.client.feil import ConnectionLost, Refused, SoapFault
from mocknir.client.nir import Nir
from mocknir.client.svar import Fired, Person, Receipt, User
from mocknir.scenario.forventninger import Expectation
from mocknir.scenario.matchere import Differences
from mocknir.scenario.modell import Scenario, Step, Task
from mocknir.scenario.ord import Ord, Sti
from mocknir.scenario.registrering import Registrering
from mocknir.scenario.tidslinje import Fakta, Tidslinje


class Status(StrEnum):
    """How it went with a scenario."""

    HOLDT = "holdt"
    HOLDT_IKKE = "holdt ikke"
    KUNNE_IKKE = "kunne ikke kjøres"
    STOETTES_IKKE = "støttes ikke"


class Sendt(NamedTuple):
    """A message as it was sent, so that just the same can be sent again."""

    kommune: str
    meldings_id: str
    bruker: User | None
    registreringer: list[dict[str, Any]]


class Stegsvar(NamedTuple):
    """What a step that transferred came to: a receipt, a refusal, or an answer that was lost."""

    steg: Step
    sti: Sti
    dag: date
    sendt: Sendt | None = None
    kvittering: Receipt | None = None
    feil: SoapFault | Refused | None = None
    tapt: ConnectionLost | None = None


class Hendelse(NamedTuple):
    """Something in the history of a person, as «why» tells it: its day, and its number in the journal."""

    dag: date
    nummer: int
    slag: str
    tekst: str


class Grunnlag(NamedTuple):
    """What explains a breach: whom it is about, how near it was, which rules made it so, and what happened before.

    All texts are in the language of the run. `historikk` has the most telling first; `ident` is what `mocknir why`
    tells more of.
    """

    hvem: str = ""
    ident: str | None = None
    nesten: tuple[str, ...] = ()
    regler: tuple[str, ...] = ()
    historikk: tuple[Hendelse, ...] = ()


UKJENT = Grunnlag()


class Brudd(NamedTuple):
    """An expectation that did not hold; without one, something happened that nobody expected, which `ord` tells."""

    sti: Sti
    dag: date
    forventning: Expectation | None
    avvik: Differences
    ord: Ord | None = None
    grunnlag: Grunnlag = UKJENT


class Vendor(Protocol):
    """Who does the casework that a scenario asks somebody else's system to do."""

    def __call__(self, gang: "Gang", oppgave: Task) -> Receipt | None:
        """Do it; raises SoapFault and ConnectionLost as the transfer did, and Refused when it cannot be done."""


@dataclass
class Gang:
    """What is known of a scenario while it runs."""

    scenario: Scenario
    nir: Nir
    linje: Tidslinje
    vendor: Vendor
    parametre: Mapping[str, bool | int | str]
    personer: dict[str, Person] = field(default_factory=dict)
    numre: dict[str, set[str]] = field(default_factory=dict)
    brukere: dict[str, User] = field(default_factory=dict)
    svar: dict[str, Stegsvar] = field(default_factory=dict)
    alle_svar: list[Stegsvar] = field(default_factory=list)
    fyrt: list[tuple[str | None, Fired]] = field(default_factory=list)

    def ident(self, navn: str) -> str:
        """The number of a person of the scenario, or a number as it is."""
        return self.personer[navn].ident if navn in self.personer else navn

    def husk(self, navn: str, person: Person) -> None:
        """Remember a person under every number they have had."""
        self.personer[navn] = person
        self.numre.setdefault(navn, set()).update(n for n in (person.foedselsnummer, person.dufnummer) if n)

    def fakta(self, dag: date, person: str | None = None) -> Fakta:
        """What names stand for on a day."""
        numre = {navn: frozenset(alle) for navn, alle in self.numre.items()}
        return Fakta(self.linje, dag, numre, person)

    def registreringer(self, rekke: tuple[Registrering, ...]) -> list[dict[str, Any]]:
        """Registrations with the numbers of the persons."""
        return [r.som_dict(self.ident(r.person)) for r in rekke]
