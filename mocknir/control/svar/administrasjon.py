"""Users, access, support cases and rules."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NotRequired, TypedDict

from mocknir.register.stoettesak import Praksismodus, Saksstatus
from mocknir.register.vurdering import Alvor
from mocknir.rules.regel import Art

Parameterverdi = int | bool | str


class Bruker(TypedDict):
    """A user; the password is shown once, where it was made here."""

    user: str
    kommune: str
    roles: Sequence[str]
    password: NotRequired[str]


class Brukere(TypedDict):
    """The users."""

    users: Sequence[Bruker]


Tilgang = TypedDict("Tilgang", {
    "id": int, "kommune": str, "from": date, "to": date, "ordning": str | None, "until": date, "merke": str | None,
    "case": int | None,
})  # fmt: skip
Tilgang.__doc__ = "An etterregistreringstilgang: the period it opens, and the last day it can be used."


class Tilganger(TypedDict):
    """The access grants that were not taken back."""

    access: Sequence[Tilgang]


class Avgjoerelse(TypedDict):
    """The decision of a support case."""

    decision: Saksstatus
    time: datetime
    by: str
    svar: str | None


Sak = TypedDict("Sak", {
    "id": int, "kommune": str, "from": date, "to": date, "ordning": str | None, "begrunnelse": str,
    "merke": str | None, "kontakt": str | None, "rolle": str, "mottatt": datetime, "status": Saksstatus,
    "decision": Avgjoerelse | None, "access": Tilgang | None,
})  # fmt: skip
Sak.__doc__ = "A support case: what was applied for, the decision once it is made, and the access it gave."


class Saker(TypedDict):
    """The support cases."""

    cases: Sequence[Sak]


class Praksis(TypedDict):
    """How support cases are decided in this sandbox."""

    mode: Praksismodus
    merker: Sequence[str]
    days: int


class Kilde(TypedDict):
    """Where something comes from."""

    proveniens: str
    henvisning: str


class Regelparameter(TypedDict):
    """A parameter of a rule, with its value in this sandbox."""

    navn: str
    verdi: Parameterverdi
    standard: Parameterverdi
    tekst: str
    tekstEngelsk: str
    kilde: Kilde
    minst: NotRequired[int]
    mest: NotRequired[int]
    valg: NotRequired[Sequence[str]]


class Regel(TypedDict):
    """A rule, with where it and its details come from."""

    id: str
    tittel: str
    title: str
    art: Art
    alvor: Alvor
    kilde: Kilde
    detaljer: Kilde
    fra: date | None
    til: date | None
    typer: Sequence[str]
    parameter: Sequence[Regelparameter]


class Regler(TypedDict):
    """The rules."""

    rules: Sequence[Regel]
