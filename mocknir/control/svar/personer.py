"""Persons, and what NIR knows of them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict

from mocknir.control.svar.tid import Lukking


class Opphold(TypedDict):
    """A residence permit."""

    gitt: date
    grunnlag: str


class Adresse(TypedDict):
    """An address, from a day on."""

    fra: date
    kommune: str
    mottak: bool


class Person(TypedDict):
    """A person as the central registers know them."""

    ident: str
    foedselsnummer: str | None
    dufnummer: str | None
    navn: str
    foedt: date
    kjoenn: str
    statsborgerskap: str
    kommune: str | None
    opphold: Sequence[Opphold]
    adresse: Sequence[Adresse]
    ankomst: date | None
    avtaltBosatt: bool
    doed: date | None
    utvandret: date | None


class Personer(TypedDict):
    """A page of persons; `next` is the `after` of the next page, null on the last."""

    persons: Sequence[Person]
    next: int | None


class Importert(TypedDict):
    """How many persons a file brought in."""

    imported: int


class Meldt(TypedDict):
    """How many events the register heard of."""

    events: int


class Kategori(TypedDict):
    """What a person has a right or a duty to."""

    ordning: str
    ordningsnavn: str
    kategori: str
    fra: date | None


class Steg(TypedDict):
    """A line of a deadline's Beregningslogg."""

    tekst: str
    tekstEngelsk: str
    dato: date


class Frist(TypedDict):
    """A deadline, and how it was computed."""

    navn: str
    navnEngelsk: str
    dato: date
    beregning: Sequence[Steg]


class Program(TypedDict):
    """An introduction programme as NIR sees it."""

    nr: int
    kommune: str
    lov: str
    kategori: str | None
    status: str
    start: date
    planlagtSlutt: date | None
    gjennomfoeringsfrist: Frist
    grense: date
    sistAktiv: date
    forlenget: bool
    slutt: date | None
    avslutningsaarsak: str | None
    avslutningsaarsakTekst: str | None
    avsluttetAv: str | None
    maaloppnaaelse: bool | None
    viderefoert: bool
    lukking: Lukking | None


class Post(TypedDict):
    """A registration as the register has it; `content` holds the fields of its type."""

    nummer: int
    eksternId: str
    type: str
    kommune: str
    aktoer: str
    kanal: str
    registrertFra: datetime
    content: Mapping[str, Any]


class Deltaker(TypedDict):
    """All that NIR knows of a person."""

    dato: date
    person: Person
    lov: str
    kommune: str | None
    kategori: Sequence[Kategori]
    frist: Sequence[Frist]
    program: Sequence[Program]
    registrering: Sequence[Post]
