"""What the central registers tell in a scenario: persons move, leave, die, get permits and numbers."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from mocknir.register.person import GRUNNLAG
from mocknir.scenario.forventninger import kjenn
from mocknir.scenario.verdityper import Dato, EnAv, Kommune, Modell, Person, Tekst

Grunnlag = Annotated[str, EnAv(*GRUNNLAG)]


class Flytting(Modell):
    """The person has a new address."""

    type: Literal["flytting"]
    person: Person
    dato: Dato
    kommune: Kommune
    mottak: bool = False


class Utvandring(Modell):
    """The person has left Norway."""

    type: Literal["utvandring"]
    person: Person
    dato: Dato


class Doed(Modell):
    """The person has died."""

    type: Literal["doed"]
    person: Person
    dato: Dato


class NyttOpphold(Modell):
    """The person got a residence permit."""

    type: Literal["opphold"]
    person: Person
    dato: Dato
    grunnlag: Grunnlag


class NyttFoedselsnummer(Modell):
    """A person known by DUF-nummer got a fødselsnummer; one is made up where none is given."""

    type: Literal["foedselsnummer"]
    person: Person
    foedselsnummer: Tekst | None = None


HENDELSER: dict[str, type[Modell]] = {
    "flytting": Flytting,
    "utvandring": Utvandring,
    "doed": Doed,
    "opphold": NyttOpphold,
    "foedselsnummer": NyttFoedselsnummer,
}
"""Every kind of central event by its `type`."""

Hendelse = Annotated[
    Annotated[Flytting, Tag("<event flytting>")]
    | Annotated[Utvandring, Tag("<event utvandring>")]
    | Annotated[Doed, Tag("<event doed>")]
    | Annotated[NyttOpphold, Tag("<event opphold>")]
    | Annotated[NyttFoedselsnummer, Tag("<event foedselsnummer>")],
    Discriminator(lambda verdi: kjenn({verdi["type"]: None}, "event", HENDELSER) if _er_hendelse(verdi) else None),
]


def _er_hendelse(verdi: Any) -> bool:
    return isinstance(verdi, dict) and isinstance(verdi.get("type"), str)
