"""The scenario language as models: what a file holds, one class for each kind of step.

Each step is known by its key (`transfer`, `event`, …), and may have an `id` by which others name it. The models mirror
the file; `les.les` makes one of a file, with errors that name the place.
"""

from typing import Annotated, ClassVar

from pydantic import ConfigDict, Discriminator, Field, Tag

from mocknir.faults.kinds import KINDS, Stage
from mocknir.register.kodeverk import KODEVERK
from mocknir.register.lov import LOVER
from mocknir.register.vurdering import ROLLER
from mocknir.rules.katalog import KATALOG
from mocknir.scenario.forventninger import FORVENTNINGER, KRAV, NIVAAER, AnyExpectation, kjenn
from mocknir.scenario.hendelser import HENDELSER, Grunnlag, Hendelse
from mocknir.scenario.verdityper import (
    Dato,
    EnAv,
    Kommune,
    Lengde,
    Modell,
    Navn,
    Parameterverdi,
    Person,
    Registrering,
    Rekke,
    Saksarbeid,
    Tekst,
    Veggtid,
)
from mocknir.soap.operasjoner import OPERASJONER


class Tospraak(Modell):
    """A text in bokmål and English."""

    nb: Tekst
    en: Tekst

    def paa(self, lang: str) -> str:
        """The text in one of the languages."""
        return self.en if lang == "en" else self.nb


class Oppholdstillatelse(Modell):
    """A residence permit."""

    gitt: Dato
    grunnlag: Grunnlag


class Bosted(Modell):
    """An address, from a day on."""

    fra: Dato
    kommune: Kommune
    mottak: bool = False


class Persondata(Modell):
    """A person of the central registers; what is not given is made up so that `lov` holds.

    `bosatt` and `mottak` are short for a single address in `kommune`, `gitt` and `grunnlag` for a single permit.
    """

    kommune: Kommune | None = None
    bosatt: Dato | None = None
    mottak: bool | None = None
    gitt: Dato | None = None
    grunnlag: Grunnlag | None = None
    lov: Annotated[str, EnAv(*LOVER)] | None = None
    navn: Tekst | None = None
    foedselsnummer: Tekst | None = None
    dufnummer: Tekst | None = None
    foedt: Dato | None = None
    kjoenn: Annotated[str, EnAv("K", "M")] | None = None
    statsborgerskap: Tekst | None = None
    opphold: Rekke[Oppholdstillatelse] | None = None
    adresse: Rekke[Bosted] | None = None
    ankomst: Dato | None = None
    avtalt_bosatt: bool | None = None


class Brukerdata(Modell):
    """A user who transfers for a kommune, with a password that is made unless it is given."""

    kommune: Kommune
    roles: Annotated[Rekke[Annotated[str, EnAv(*ROLLER)]], Field(min_length=1)] = ROLLER
    password: Tekst | None = None


class Step(Modell):
    """A step: `noekkel` is the key it is known by, `id` the name that others have for it."""

    noekkel: ClassVar[str]

    id: Navn | None = None


class Message(Modell):
    """Registrations sent together for one kommune; `user` is the kommune's own unless one is named."""

    kommune: Kommune
    meldings_id: Tekst | None = None
    user: Navn | None = None
    registrations: Annotated[Rekke[Registrering], Field(min_length=1, max_length=1000)]


class Transfer(Message):
    """A message over WS4; `password` is sent where it is another than the user has."""

    password: Tekst | None = None


class TransferStep(Step):
    """A transfer over WS4."""

    noekkel = "transfer"

    transfer: Transfer


class WebStep(Step):
    """A registration by hand in NIR web."""

    noekkel = "web"

    web: Message


class EventStep(Step):
    """An event of the central registers."""

    noekkel = "event"

    event: Hendelse


class Goal(Modell):
    """How far to advance: `to` a day or `by` a length, one of them."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    to: Dato | None = None
    by: Lengde | None = None


class AdvanceStep(Step):
    """Time passes, and NIR does what falls due."""

    noekkel = "advance"

    advance: Goal


class Grant(Modell):
    """An etterregistreringstilgang: the period it opens, and the last day it can be used."""

    kommune: Kommune
    fra: Dato = Field(alias="from")
    til: Dato = Field(alias="to")
    ordning: Annotated[str, EnAv(*(k.kode for k in KODEVERK["ordning"].koder))] | None = None
    until: Dato
    tag: Tekst | None = None


class AccessStep(Step):
    """IMDi lets a kommune register further back."""

    noekkel = "access"

    access: Grant


class ParameterStep(Step):
    """Parameters of rules get other values, by `RULE-ID.name`."""

    noekkel = "parameter"

    parameter: Annotated[dict[str, Parameterverdi], Field(min_length=1)]


class FaultRule(Modell):
    """What goes wrong, with which calls and how often; as the control plane's /faults takes it.

    Without `stage`, the usual one of the kind.
    """

    kind: Annotated[str, EnAv(*KINDS)]
    stage: Annotated[str, EnAv(*Stage)] | None = None
    operation: Annotated[str, EnAv(*OPERASJONER)] | None = None
    kommune: Kommune | None = None
    meldings_id: Tekst | None = None
    person: Person | None = None
    user: Navn | None = None
    nth: int | None = None
    probability: float | None = None
    times: int | None = None
    seconds: float | None = None
    bytes: int | None = None


class FaultStep(Step):
    """From here on calls go wrong by this rule."""

    noekkel = "fault"

    fault: FaultRule


class RepeatStep(Step):
    """A step that transferred sends just the same message again."""

    noekkel = "repeat"

    repeat: Navn


class SnapshotStep(Step):
    """The sandbox as it now is is kept under a name."""

    noekkel = "snapshot"

    snapshot: Navn


class RestoreStep(Step):
    """The sandbox becomes what it was when it was kept."""

    noekkel = "restore"

    restore: Navn


LESENDE = ("HentEndringer", "HentKodeverk", "HentDeltaker")
"""The operations that somebody else's system can be asked to read by."""


class Task(Modell):
    """What somebody else's system is asked to do, in words and as registrations, and how long it has.

    The eksternId of casework is what the case is called, so that it can be asked to correct or delete it: its own key
    is the system's affair. `read` are operations to call first; with `codes_by_text` it is told the texts of codes and
    has to find them in the code lists; with `skip_ended` it leaves out those whose programme NIR has ended.
    """

    instruction: Tospraak
    casework: Rekke[Saksarbeid] = ()
    kommune: Kommune | None = None
    read: Rekke[Annotated[str, EnAv(*LESENDE)]] = ()
    codes_by_text: bool = False
    skip_ended: bool = False
    timeout: Veggtid = "60s"


class VendorStep(Step):
    """Somebody else's system does its casework and transfers it."""

    noekkel = "vendor"

    vendor: Task


class ExpectStep(Step):
    """What is expected to hold here."""

    noekkel = "expect"

    expect: Annotated[Rekke[AnyExpectation], Field(min_length=1)]


class Expected(Modell):
    """What is expected to hold on a day; the clock advances there first."""

    at: Dato
    that: Annotated[Rekke[AnyExpectation], Field(min_length=1)]


class Unsupported(Modell):
    """Why a scenario cannot be run, and since when that is so."""

    reason: Tospraak
    since: Dato


class Requirement(Modell):
    """What a case of the conformance kit requires of a system, and where that is known from.

    A case of the level `anbefaling` that does not hold is a warning; so is an expectation of that level in any case.
    """

    id: Navn
    text: Tospraak
    source: Tekst
    provenance: Annotated[str, EnAv("dokumentert", "antatt")]
    level: Annotated[str, EnAv(*NIVAAER)] = KRAV


class Manual(Modell):
    """What only somebody who looks at the system can answer."""

    question: Tospraak


STEG: dict[str, type[Step]] = {
    k.noekkel: k
    for k in (
        TransferStep,
        EventStep,
        AdvanceStep,
        AccessStep,
        ParameterStep,
        WebStep,
        FaultStep,
        RepeatStep,
        SnapshotStep,
        RestoreStep,
        VendorStep,
        ExpectStep,
    )
}
"""Every kind of step by the key it is known by."""

AnyStep = Annotated[
    Annotated[TransferStep, Tag("<step transfer>")]
    | Annotated[EventStep, Tag("<step event>")]
    | Annotated[AdvanceStep, Tag("<step advance>")]
    | Annotated[AccessStep, Tag("<step access>")]
    | Annotated[ParameterStep, Tag("<step parameter>")]
    | Annotated[WebStep, Tag("<step web>")]
    | Annotated[FaultStep, Tag("<step fault>")]
    | Annotated[RepeatStep, Tag("<step repeat>")]
    | Annotated[SnapshotStep, Tag("<step snapshot>")]
    | Annotated[RestoreStep, Tag("<step restore>")]
    | Annotated[VendorStep, Tag("<step vendor>")]
    | Annotated[ExpectStep, Tag("<step expect>")],
    Discriminator(lambda verdi: kjenn(verdi, "step", STEG)),
]


class Scenario(Modell):
    """A scenario: who there is, what happens, and what the register must hold."""

    scenario: Navn
    title: Tospraak
    rules: Rekke[Annotated[str, EnAv(*KATALOG)]] = ()
    source: Tekst | None = None
    facts: Rekke[Tekst] = ()
    shows: Annotated[str, EnAv("biter", "biter-ikke", "grense")] | None = None
    teaches: Tospraak | None = None
    clock: Dato
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    parameters: dict[str, Parameterverdi] = Field(default_factory=dict)
    persons: dict[Navn, Persondata] = Field(default_factory=dict)
    users: dict[Navn, Brukerdata] = Field(default_factory=dict)
    steps: Rekke[AnyStep] = ()
    expect: Rekke[Expected] = ()
    requirement: Requirement | None = None
    manual: Manual | None = None
    unsupported: Unsupported | None = None


MERKER: dict[str, type[Modell]] = {
    **{f"<step {n}>": k for n, k in STEG.items()},
    **{f"<expect {n}>": k for n, k in FORVENTNINGER.items()},
    **{f"<event {n}>": k for n, k in HENDELSER.items()},
}
"""The model of each kind among its like, by the tag that pydantic names it with in an error."""
