"""Registrations as testers write them: flat objects, as in the send files of fagsystem-sim.

    {"person": ola, "type": "vedtak", "eksternId": "v1", "handling": "registrer", "ordning": "intro", …}

The fields of a type stand under their WS4 names, or under the same in snake_case. Only names are judged here; values
go to NIR as they are, so that it can be seen what NIR makes of them.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from mocknir.client.feil import WrongUse, nearest, unknown
from mocknir.client.svar import Person
from mocknir.register.skjema import TYPER, camel

REGISTRER = "registrer"
SLETT = "slett"

Registration = Mapping[str, Any]
"""A registration as a tester writes it."""

_EGNE = ("eksternId", "person", "type", "handling")


class Line(NamedTuple):
    """One registration of a message: `felter` in the order of the contract, those that are None left out."""

    ekstern_id: str
    person: str
    handling: str
    type: str | None
    felter: dict[str, Any]


def lines(registrations: Iterable[Registration], ny_id: Callable[[], str]) -> list[Line]:
    """The lines of a message; `ny_id` makes the eksternId of one that has none. Raises WrongUse."""
    return [_linje(nr, registrering, ny_id) for nr, registrering in enumerate(registrations, 1)]


def _linje(nr: int, registrering: Registration, ny_id: Callable[[], str]) -> Line:
    verdier = {camel(navn): verdi for navn, verdi in registrering.items() if verdi is not None}
    hvem, type_ = verdier.pop("person", None), verdier.pop("type", None)
    handling, ekstern_id = verdier.pop("handling", REGISTRER), verdier.pop("eksternId", None)
    if hvem is None:
        raise WrongUse(f"Registrering {nr}: person mangler", f"Registration {nr}: person is missing")
    if type_ is None and (verdier or handling != SLETT):
        raise WrongUse(
            f"Registrering {nr}: type mangler; bruk {', '.join(TYPER)}",
            f"Registration {nr}: type is missing; use {', '.join(TYPER)}",
        )
    if type_ is not None and type_ not in TYPER:
        mente, meant = nearest(type_, TYPER)
        raise WrongUse(
            f"Registrering {nr}: «{type_}» er ingen type; {mente}", f"Registration {nr}: «{type_}» is no type; {meant}"
        )
    if ekstern_id is None and handling == SLETT:
        raise WrongUse(
            f"Registrering {nr}: eksternId mangler; det er den som slettes",
            f"Registration {nr}: eksternId is missing; it is what is deleted",
        )
    kjente = [f.navn for f in TYPER[type_].felter] if type_ else []
    for navn in verdier:
        if navn not in kjente:
            raise unknown(f"Registrering {nr}, {type_},", f"Registration {nr}, {type_},", navn, (*kjente, *_EGNE))
    felter = {navn: verdier[navn] for navn in kjente if navn in verdier}
    return Line(ekstern_id if ekstern_id is not None else ny_id(), ident(hvem), handling, type_, felter)


def ident(hvem: Person | str) -> str:
    """The number a person is addressed by."""
    return hvem.ident if isinstance(hvem, Person) else str(hvem)


def som_json(linje: Line) -> dict[str, Any]:
    """A line as NIR web's route takes it."""
    ut: dict[str, Any] = {"eksternId": linje.ekstern_id, "person": linje.person, "handling": linje.handling}
    if linje.type is not None:
        ut["type"] = linje.type
        if linje.felter or linje.handling != SLETT:
            ut["content"] = linje.felter
    return ut
