"""Sandboxes and their clocks, and what NIR closes as time passes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypedDict

from mocknir.clock.klokke import Modus
from mocknir.control.svar.administrasjon import Parameterverdi


class Klokke(TypedDict):
    """A clock."""

    now: datetime
    mode: Modus
    speed: float
    advancingTo: datetime | None


class Sandkasse(TypedDict):
    """A sandbox and where to reach it."""

    name: str
    ws4: str
    wsdl: str
    clock: Klokke
    seed: int
    label: str | None
    expires: datetime | None
    expiresIn: int | None


class StengtSandkasse(TypedDict):
    """A sandbox that cannot be opened, and why."""

    name: str
    clock: None
    error: str
    errorEnglish: str


class Sandkasser(TypedDict):
    """All sandboxes."""

    sandboxes: Sequence[Sandkasse | StengtSandkasse]


class Lukking(TypedDict):
    """A closing by NIR; `nummer` is the registration it made, null for one that has not been carried out."""

    person: str
    programNr: int
    kommune: str
    regel: str
    sluttdato: date
    natt: date
    tekst: str
    tekstEngelsk: str
    parameter: Mapping[str, Parameterverdi]
    saaPaa: Sequence[int]
    nummer: int | None


class Framgang(TypedDict):
    """Where an advance led, and what NIR closed on the way."""

    clock: Klokke
    fired: Sequence[Lukking]


class Forfall(TypedDict):
    """What NIR would close in the coming days."""

    clock: Klokke
    days: int
    due: Sequence[Lukking]
