"""What became of registrations, and the change feed."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from mocknir.control.svar.personer import Post
from mocknir.control.svar.tid import Lukking
from mocknir.register.vurdering import Alvor, Utfallskode


class Antall(TypedDict):
    """How many registrations of a transfer had each outcome."""

    godtatt: int
    godtattMedAdvarsel: int
    uendret: int
    avvist: int


class Funn(TypedDict):
    """What a rule said of a registration."""

    regel: str
    alvor: Alvor
    tekst: str
    tekstEngelsk: str
    felt: str | None
    proveniens: str


class Utfall(TypedDict):
    """What became of one registration."""

    eksternId: str
    person: str
    utfall: Utfallskode
    funn: Sequence[Funn]


class Kvittering(TypedDict):
    """The receipt of a message."""

    meldingsId: str
    kommune: str
    mottatt: datetime
    journalnummer: int
    gjentatt: bool
    utfall: Sequence[Utfall]


class Endring(TypedDict):
    """One change of a kommune's feed."""

    sekvens: int
    tidspunkt: datetime
    handling: str
    person: str
    registrering: Post
    lukking: Lukking | None


class Feed(TypedDict):
    """A page of a kommune's change feed."""

    endring: Sequence[Endring]
    sisteSekvens: int
    flere: bool
