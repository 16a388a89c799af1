"""Reports, the journal, and why."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, NotRequired, TypedDict

from mocknir.control.svar.registreringer import Antall
from mocknir.control.svar.tid import Lukking


class Rapportparameter(TypedDict):
    """What a report takes."""

    navn: str
    tekst: str
    tekstEngelsk: str
    paakrevd: bool
    valg: Sequence[str]


class Rapportbeskrivelse(TypedDict):
    """A report there is."""

    navn: str
    tittel: str
    title: str
    beskrivelse: str
    description: str
    parameter: Sequence[Rapportparameter]


class Rapporter(TypedDict):
    """The reports there are."""

    reports: Sequence[Rapportbeskrivelse]


class Kolonne(TypedDict):
    """A column of a report."""

    navn: str
    tittel: str
    title: str


class Rapport(TypedDict):
    """A report: its rows hold a value under the name of each column."""

    tittel: str
    title: str
    undertekst: str
    undertext: str
    kolonner: Sequence[Kolonne]
    rader: Sequence[Mapping[str, str | float | bool | None]]
    summer: Mapping[str, str | float | bool | None] | None


class Strike(TypedDict):
    """What a fault of the plan did to a call."""

    fault: int
    nr: int
    stage: str
    kind: str
    seconds: float | None
    bytes: int | None
    tekst: str
    tekstEngelsk: str


class Journalpost(TypedDict):
    """An entry of the journal; the counts are those of a transfer, `regel` is the rule that refused a whole call."""

    journalnummer: int
    tidspunkt: datetime
    kanal: str
    operasjon: str
    bruker: str | None
    kommune: str | None
    ident: str | None
    meldingsId: str | None
    feilkode: str | None
    tekst: str | None
    tekstEngelsk: str | None
    regel: str | None
    antall: Antall
    faults: Sequence[Strike]


class Journal(TypedDict):
    """Entries, the latest first; `next` is the `before` of the next page, null when there are no more."""

    journal: Sequence[Journalpost]
    next: int | None


class Foresporsel(TypedDict):
    """A request as it was received, its password struck out; bytes that are no UTF-8 are shown as U+FFFD."""

    text: str
    bytes: int


class Versjon(TypedDict):
    """A version of a registration that an entry made."""

    nummer: int
    person: str
    kommune: str
    eksternId: str
    type: str
    handling: str
    content: Mapping[str, Any]


class Event(TypedDict):
    """Something that happened: its kind, in words, the entry of the journal, and whom NIR closed in it."""

    type: str
    tekst: str
    tekstEngelsk: str
    entry: Journalpost
    closings: Sequence[Lukking]


class HelJournalpost(TypedDict):
    """An entry whole: what came in, what NIR made of it, and what it changed."""

    entry: Journalpost
    request: Foresporsel
    judgement: Mapping[str, Any]
    changes: Sequence[Versjon]
    closings: Sequence[Lukking]
    details: Mapping[str, Any]


class Forklaring(TypedDict):
    """Why it is as it is: of a message its `meldinger`, of a person the programmes, deadlines and history."""

    slag: Literal["melding", "person"]
    referanse: str
    sandkasse: str
    meldinger: NotRequired[Sequence[Mapping[str, Any]]]
    dato: NotRequired[date]
    ident: NotRequired[str]
    person: NotRequired[Mapping[str, Any] | None]
    programmer: NotRequired[Sequence[Mapping[str, Any]]]
    frister: NotRequired[Sequence[Mapping[str, Any]]]
    historikk: NotRequired[Sequence[Mapping[str, Any]]]
