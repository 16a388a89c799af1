"""What happens in a life, before anybody registers it: the words that population, casework and transfer share.

A life course is a list of facts. What a caseworker makes of them, and when, is casework (`vaner`); what a system
keeps and sends is its store (`lager`). Nothing here knows NIR.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Innbygger:
    """A synthetic person; `nr` counts from 1 in the whole population, `bosatt` is the first address."""

    nr: int
    foedselsnummer: str
    dufnummer: str
    navn: str
    foedt: date
    kjoenn: str
    statsborgerskap: str
    grunnlag: str
    opphold_gitt: date
    ankomst: date
    bosatt: date
    kommune: str
    avtalt_bosatt: bool = True


class Sentralt(NamedTuple):
    """What Folkeregisteret or UDI tells NIR: `type` is `flytting`, `utvandring`, `doed` or `opphold`.

    `felter` are the fields of that event in the control plane, beside `dato`.
    """

    dag: date
    innbygger: int
    type: str
    felter: Mapping[str, str]


class Faktum(NamedTuple):
    """Something a caseworker of `kommune` could register from `dag` on.

    `type` and `innhold` are those of a WS4 registration (wire names, Python values). The same `noekkel` of the same
    person again, on a later day, is the same thing known better: a correction.
    """

    dag: date
    innbygger: int
    kommune: str
    noekkel: str
    type: str
    innhold: Mapping[str, Any]


class Livsloep(NamedTuple):
    """A whole life as far as it is simulated, both lists in order of day."""

    innbygger: Innbygger
    sentrale: tuple[Sentralt, ...]
    fakta: tuple[Faktum, ...]


class Arbeid(NamedTuple):
    """A registration as it is made in the municipal system: when, by which role, and with what habit behind it.

    `kanal` is `WS4`, `NIR-web` (through the control plane), or `ingen` where nobody registers it at all; `vane`
    names the habit that made it differ from the fact, if one did.
    """

    registreres: date
    kommune: str
    innbygger: int
    ident: str
    rolle: str
    ekstern_id: str
    handling: str
    type: str
    innhold: Mapping[str, Any]
    kanal: str = "WS4"
    vane: str | None = None
