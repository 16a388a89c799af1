"""What the routes answer, as types: `visning` builds these, mypy holds it to them, and OpenAPI is written from them.

Every key is always there unless it is `NotRequired`; what is not known is null. What a key means stands in `ordliste`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, NotRequired, TypedDict

from mocknir.clock.klokke import Modus
from mocknir.register.stoettesak import Praksismodus, Saksstatus
from mocknir.register.vurdering import Alvor, Utfallskode
from mocknir.rules.regel import Art

Parameterverdi = int | bool | str


class Antall(TypedDict):
    """How many registrations of a transfer had each outcome."""

    godtatt: int
    godtattMedAdvarsel: int
    uendret: int
    avvist: int


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


class Merknad(TypedDict):
    """One of several errors, with where it is."""

    detail: str
    detailEnglish: str
    field: NotRequired[str]
    line: NotRequired[int]
    column: NotRequired[str]
    registration: NotRequired[int]
    eksternId: NotRequired[str]


class Problem(TypedDict):
    """What was wrong, and what to do about it (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    detailEnglish: str
    remedy: str
    remedyEnglish: str
    field: NotRequired[str]
    rule: NotRequired[str]
    errors: NotRequired[Sequence[Merknad]]
