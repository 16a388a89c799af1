"""What mocknir answers, as frozen values: Python names for what the control plane and WS4 call in camelCase."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from mocknir.client.les import Answer, Raw


@dataclass(frozen=True, kw_only=True)
class Clock(Answer):
    """A sandbox's clock: `mode` is frozen or running, `speed` virtual seconds a second."""

    now: datetime
    mode: str
    speed: float
    advancing_to: datetime | None = None

    @property
    def today(self) -> date:
        """The day it shows."""
        return self.now.date()


@dataclass(frozen=True, kw_only=True)
class Sandbox(Answer):
    """A sandbox in the list of them; without a clock where it cannot be opened, and then `error` says why."""

    name: str
    ws4: str = ""
    clock: Clock | None = None
    seed: int | None = None
    label: str | None = None
    expires: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, kw_only=True)
class Snapshot(Answer):
    """A snapshot: when it was taken by the wall, and what the sandbox's clock showed."""

    name: str
    taken: datetime
    clock: datetime


@dataclass(frozen=True, kw_only=True)
class Fired(Answer):
    """A closing by NIR, done or to come: of whose programme, by which rule, and why."""

    person: str
    program_nr: int
    kommune: str
    regel: str
    sluttdato: date
    natt: date
    tekst: str
    tekst_engelsk: str
    parameter: Raw
    nummer: int | None = None


@dataclass(frozen=True, kw_only=True)
class Permit(Answer):
    """A residence permit."""

    gitt: date
    grunnlag: str


@dataclass(frozen=True, kw_only=True)
class Address(Answer):
    """An address from a day on."""

    fra: date
    kommune: str
    mottak: bool = False


@dataclass(frozen=True, kw_only=True)
class Person(Answer):
    """A person as the central registers know them; `ident` is the number they are addressed by."""

    ident: str
    navn: str
    foedt: date
    kjoenn: str
    statsborgerskap: str
    foedselsnummer: str | None = None
    dufnummer: str | None = None
    kommune: str | None = None
    opphold: tuple[Permit, ...] = ()
    adresse: tuple[Address, ...] = ()
    ankomst: date | None = None
    avtalt_bosatt: bool = True
    doed: date | None = None
    utvandret: date | None = None


@dataclass(frozen=True, kw_only=True)
class Step(Answer):
    """A line of a deadline's Beregningslogg."""

    tekst: str
    tekst_engelsk: str
    dato: date


@dataclass(frozen=True, kw_only=True)
class Deadline(Answer):
    """A deadline, and how it came about."""

    navn: str
    navn_engelsk: str
    dato: date
    beregning: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Category(Answer):
    """A scheme that a person belongs to."""

    ordning: str
    ordningsnavn: str
    kategori: str
    fra: date | None = None


@dataclass(frozen=True, kw_only=True)
class Program(Answer):
    """An introduction programme as NIR has it."""

    nr: int
    kommune: str
    lov: str
    kategori: str | None
    status: str
    start: date
    planlagt_slutt: date | None
    gjennomfoeringsfrist: Deadline
    grense: date
    sist_aktiv: date | None
    forlenget: bool
    slutt: date | None
    avslutningsaarsak: str | None
    avslutningsaarsak_tekst: str | None
    avsluttet_av: str | None
    maaloppnaaelse: bool | None
    viderefoert: bool
    lukking: Fired | None = None


@dataclass(frozen=True, kw_only=True)
class Registration(Answer):
    """A registration as the register has it; `content` holds the fields of its type under their WS4 names."""

    nummer: int
    ekstern_id: str
    type: str
    kommune: str
    aktoer: str
    kanal: str
    registrert_fra: datetime
    content: Raw


@dataclass(frozen=True, kw_only=True)
class Participant(Answer):
    """All that NIR knows of a person."""

    dato: date
    person: Person
    lov: str
    kommune: str | None
    kategori: tuple[Category, ...] = ()
    frist: tuple[Deadline, ...] = ()
    program: tuple[Program, ...] = ()
    registrering: tuple[Registration, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Finding(Answer):
    """What a rule found: `alvor` is avvist or advarsel, `proveniens` dokumentert or antatt."""

    regel: str
    alvor: str
    tekst: str
    tekst_engelsk: str
    felt: str | None = None
    proveniens: str | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome(Answer):
    """What became of a registration: godtatt, godtattMedAdvarsel, uendret or avvist."""

    ekstern_id: str
    utfall: str
    funn: tuple[Finding, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that found something."""
        return tuple(en.regel for en in self.funn)


@dataclass(frozen=True, kw_only=True)
class Receipt(Answer):
    """The receipt of a message; `gjentatt` says that it had come before and changed nothing this time."""

    meldings_id: str
    kommune: str
    mottatt: datetime
    journalnummer: int
    gjentatt: bool
    utfall: tuple[Outcome, ...]

    @property
    def outcomes(self) -> dict[str, str]:
        """The outcome of each registration, by eksternId."""
        return {en.ekstern_id: en.utfall for en in self.utfall}

    def outcome(self, ekstern_id: str) -> Outcome:
        """What became of one registration; KeyError with those there are."""
        for en in self.utfall:
            if en.ekstern_id == ekstern_id:
                return en
        raise KeyError(f"{ekstern_id}: {', '.join(self.outcomes)}")


@dataclass(frozen=True, kw_only=True)
class Change(Answer):
    """A change of a kommune's feed: `handling` is ny, endret or slettet."""

    sekvens: int
    tidspunkt: datetime
    handling: str
    person: str
    registrering: Registration
    lukking: Fired | None = None


@dataclass(frozen=True, kw_only=True)
class Fault(Answer):
    """A fault of the plan: `seen` calls have matched it, `struck` of them it struck; `spent` says that it is done."""

    id: int
    kind: str
    stage: str
    operation: str | None
    match: Raw
    nth: int | str
    probability: float | None
    times: int | None
    seconds: float | None
    bytes: int | None
    seen: int
    struck: int
    spent: bool
    tekst: str
    tekst_engelsk: str


@dataclass(frozen=True, kw_only=True)
class Report(Answer):
    """A report: its rows as mappings from the names of its columns."""

    tittel: str
    title: str
    rader: tuple[Raw, ...]
    summer: Raw | None = None


@dataclass(frozen=True, kw_only=True)
class User(Answer):
    """Who may transfer for a kommune; the password is told once, when the user is made."""

    user: str
    kommune: str
    roles: tuple[str, ...]
    password: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The name to sign in with."""
        return self.user


@dataclass(frozen=True, kw_only=True)
class Access(Answer):
    """An etterregistreringstilgang: the period it opens, and the last day it can be used."""

    id: int
    kommune: str
    from_: date
    to: date
    ordning: str | None
    until: date
    merke: str | None = None
    case: int | None = None


@dataclass(frozen=True, kw_only=True)
class Decision(Answer):
    """The decision of a support case: innvilget or avslaatt."""

    decision: str
    time: datetime
    by: str
    svar: str | None = None


@dataclass(frozen=True, kw_only=True)
class Case(Answer):
    """A support case, in which a kommune applies for access to register late."""

    id: int
    kommune: str
    from_: date
    to: date
    ordning: str | None
    begrunnelse: str
    merke: str | None
    status: str
    decision: Decision | None = None
    access: Access | None = None


@dataclass(frozen=True, kw_only=True)
class Policy(Answer):
    """How support cases are decided: `manuell`, `innvilg-alle`, or `innvilg-merke` for those with one of `merker`."""

    mode: str
    merker: tuple[str, ...] = ()
    days: int = 60


@dataclass(frozen=True, kw_only=True)
class Parameter(Answer):
    """A parameter of a rule: its value in the sandbox and its default."""

    navn: str
    verdi: Any
    standard: Any
    tekst: str
    tekst_engelsk: str


@dataclass(frozen=True, kw_only=True)
class Rule(Answer):
    """A rule of the catalogue."""

    id: str
    tittel: str
    title: str
    alvor: str
    parameter: tuple[Parameter, ...] = ()
