"""The bodies and query strings that the control plane takes.

Nouns of the domain have the names they have in the WS4 contract (`kommune`, `eksternId`, `foedt`), technical
ones are English (`clock`, `speed`).
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, JsonValue, RootModel

from mocknir.control.ruter import MAKS_ID
from mocknir.control.verdier import Dato, Fritekst, Kanal, Modell, Noekkel, Passord, Sporring, Tekst, tegn
from mocknir.sandbox.egenskaper import MAKS_SEED

MAKS_REGISTRERINGER = 1000
MAKS_HENDELSER = 10_000
MAKS_FART = 864_000.0
"""Ten virtual days a second; beyond it a server does nothing but close nights."""

Seed = Annotated[int, Field(ge=0, le=MAKS_SEED)]
"""What the chance of a sandbox comes from."""


class NySandkasse(Modell):
    """A sandbox to make: its clock stands frozen at eight in the morning of `clock`.

    `seed` is what its chance comes from (of its name unless given); `label` what its maker is to know it by;
    `expires` how long it is to live by the wall's clock: `30min`, `2h`, `7d`, `2w`, or `never` as when it is left out.
    """

    name: Tekst
    clock: Dato | None = None
    seed: Seed | None = None
    label: Tekst | None = None
    expires: Tekst | None = None


class Nullstilling(Modell):
    """Empty a sandbox, and begin on that day, with that seed; where the sandbox first began unless given.

    `label` is what it is known by from now on; the one it had goes with what it held.
    """

    clock: Dato | None = None
    seed: Seed | None = None
    label: Tekst | None = None


class Klokkestand(Modell):
    """How the clock goes: `speed` is virtual seconds a second, for a running clock."""

    mode: Literal["frozen", "running"]
    speed: Annotated[float, Field(gt=0, le=MAKS_FART, allow_inf_nan=False, strict=False)] | None = None


class Framskritt(Modell):
    """How far to advance: `to` a day or a moment, or `by` a length (`30d`, `2w`, `3m`, `1y`).

    Where another day than `expected` is shown, nothing is done: somebody else has moved the clock.
    """

    to: Tekst | None = None
    by: Tekst | None = None
    expected: Dato | None = None


class Forfall(Sporring):
    """How many days ahead to look."""

    days: Annotated[int, Field(ge=1, le=3660)] = 90


class Side(Sporring):
    """A page of a list: at most `limit` rows, after the id that the last page ended with."""

    limit: Annotated[int, Field(ge=1, le=10_000)] = 1000
    after: Annotated[int, Field(ge=0, le=MAKS_ID)] = 0


class Journalsok(Sporring):
    """Which entries of the journal: the latest, or those before a number; the days are virtual, both included."""

    fra: Annotated[Dato | None, Field(alias="from")] = None
    til: Annotated[Dato | None, Field(alias="to")] = None
    channel: Kanal | None = None
    operation: Noekkel | None = None
    user: Noekkel | None = None
    kommune: Noekkel | None = None
    meldings_id: Noekkel | None = None
    person: Noekkel | None = None
    only_faults: bool = False
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    before: Annotated[int, Field(ge=1, le=MAKS_ID)] | None = None


class Hendelsessporring(Sporring):
    """Events after an entry's number; `hold` is how many seconds to wait for more, 0 to have what there is.

    All of them, `reset` first, when the journal is shorter than that: the sandbox was emptied or put back since.
    With `first` the answer ends as soon as there is something in it, for who reads answers whole.
    """

    after: Annotated[int, Field(ge=0, le=MAKS_ID)] = 0
    hold: Annotated[float, Field(ge=0, le=25, allow_inf_nan=False)] = 25
    first: bool = False


class Spraak(Sporring):
    """The language of the texts."""

    lang: Literal["nb", "en"] = "nb"


class Feedside(Sporring):
    """A page of a kommune's change feed, after a sequence number."""

    kommune: Tekst
    after: Annotated[int, Field(ge=0, le=MAKS_ID)] = 0
    limit: Annotated[int, Field(ge=1, le=1000)] = 100


class Hvorfor(Sporring):
    """The language of an explanation, and whether to have it as text.

    With `all`, each of the hours and absences registered for a person is told, and not all of a kind in one line.
    """

    lang: Literal["nb", "en"] = "nb"
    format: Literal["json", "text"] = "json"
    alle: Annotated[bool, Field(alias="all")] = False


class Oppholdstillatelse(Modell):
    """A residence permit."""

    gitt: Dato
    grunnlag: Tekst


class Bosted(Modell):
    """An address, from a day on."""

    fra: Dato
    kommune: Tekst
    mottak: bool = False


class NyPerson(Modell):
    """A person of the central registers; `foedt` and `kjoenn` may be left out where a fødselsnummer tells."""

    foedselsnummer: Tekst | None = None
    dufnummer: Tekst | None = None
    navn: Tekst
    foedt: Dato | None = None
    kjoenn: Tekst | None = None
    statsborgerskap: Tekst | None = None
    opphold: tuple[Oppholdstillatelse, ...] = ()
    adresse: tuple[Bosted, ...] = ()
    ankomst: Dato | None = None
    avtalt_bosatt: bool = True


class Flytting(Modell):
    """The person has a new address."""

    type: Literal["flytting"]
    dato: Dato
    kommune: Tekst
    mottak: bool = False


class Utvandring(Modell):
    """The person has left Norway."""

    type: Literal["utvandring"]
    dato: Dato


class Doed(Modell):
    """The person has died."""

    type: Literal["doed"]
    dato: Dato


class NyttOpphold(Modell):
    """The person got a residence permit."""

    type: Literal["opphold"]
    dato: Dato
    grunnlag: Tekst


class NyttFoedselsnummer(Modell):
    """A person known by DUF-nummer got a fødselsnummer."""

    type: Literal["foedselsnummer"]
    foedselsnummer: Tekst


_Hendelse = Annotated[Flytting | Utvandring | Doed | NyttOpphold | NyttFoedselsnummer, Field(discriminator="type")]


class Hendelse(RootModel[_Hendelse]):
    """An event of the central registers."""


class Personhendelse(Modell):
    """An event, and the person it happened to."""

    person: Tekst
    event: _Hendelse


class Hendelser(Modell):
    """Events of several persons, in the order in which the register is to hear of them."""

    events: Annotated[tuple[Personhendelse, ...], Field(min_length=1, max_length=MAKS_HENDELSER)]


class NyBruker(Modell):
    """A user for one kommune; a password is made where none is given."""

    user: Noekkel
    kommune: Tekst
    roles: Annotated[tuple[Tekst, ...], Field(min_length=1)]
    password: Passord | None = None


class NyttPassord(Modell):
    """Another password of a user; one is made where none is given."""

    password: Passord | None = None


class NyTilgang(Modell):
    """An etterregistreringstilgang: the period it opens, and the last day it can be used."""

    kommune: Tekst
    fra: Annotated[Dato, Field(alias="from")]
    til: Annotated[Dato, Field(alias="to")]
    ordning: Tekst | None = None
    until: Dato
    merke: Tekst | None = None


class NySak(Modell):
    """A support case: a kommune applies for etterregistreringstilgang.

    Only those two roles may open one (domain.md §3.1 [S16]).
    """

    kommune: Tekst
    fra: Annotated[Dato, Field(alias="from")]
    til: Annotated[Dato, Field(alias="to")]
    ordning: Tekst | None = None
    begrunnelse: Fritekst
    merke: Tekst | None = None
    kontakt: Tekst | None = None
    rolle: Literal["kommunenirsuperbruker", "kommuneadministrativ bruker"] = "kommunenirsuperbruker"


class Avgjoerelse(Modell):
    """The decision of a support case; `until` is the last day of the access that a granted one gives."""

    decision: Literal["innvilget", "avslaatt"]
    svar: Fritekst | None = None
    until: Dato | None = None
    by: Noekkel = "IMDi"


class Praksis(Modell):
    """How support cases are decided from now on, and how many days an access lasts where no last day is given."""

    mode: Literal["manuell", "innvilg-alle", "innvilg-merke"]
    merker: Annotated[tuple[Tekst, ...], Field(max_length=100)] = ()
    days: Annotated[int, Field(ge=1, le=3660)] = 60


Parameterens = Annotated[bool | int | str, BeforeValidator(tegn)]
"""What the parameter itself says what may be; one of three kinds that each say what they are not would say less."""


class Parameterverdi(Modell):
    """The value of a rule's parameter in this sandbox."""

    value: Parameterens


class NyRegistrering(Modell):
    """One registration; `content` holds the fields of its type under their WS4 names."""

    ekstern_id: Noekkel
    person: Tekst
    handling: Literal["registrer", "slett"] = "registrer"
    type: Tekst | None = None
    content: dict[str, JsonValue] | None = None


class Registreringer(Modell):
    """Registrations made in NIR web; `kommune` is the user's own unless another is named."""

    meldings_id: Noekkel | None = None
    user: Tekst
    kommune: Tekst | None = None
    registrations: Annotated[tuple[NyRegistrering, ...], Field(min_length=1, max_length=MAKS_REGISTRERINGER)]
