"""What a rule is shown (`Sak`) and what it answers (`Funn`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from mocknir.register.deltaker import Deltaker
from mocknir.register.post import Post
from mocknir.register.registreringer import Innhold

WS4 = "WS4"
NIR_WEB = "NIR-web"
KANAL_NIR = "NIR"
"""The ways in: the transfer service, registration in NIR web, and the register itself."""

INTROBRUKER = "kommuneintrobruker"
NORSKBRUKER = "kommunenorskbruker"
ROLLER = (INTROBRUKER, NORSKBRUKER)
"""The two writing roles (domain.md §1.5 [S1])."""

REGISTRER = "registrer"
SLETT = "slett"


class Alvor(StrEnum):
    """How grave a finding is: `avvist` keeps the registration out, `advarsel` lets it in with a word."""

    AVVIST = "avvist"
    ADVARSEL = "advarsel"


class Utfallskode(StrEnum):
    """What became of one registration."""

    GODTATT = "godtatt"
    GODTATT_MED_ADVARSEL = "godtattMedAdvarsel"
    UENDRET = "uendret"
    AVVIST = "avvist"


class Funn(NamedTuple):
    """What a rule found: the text says what is wrong and what would have been accepted.

    `felt` is the wire name of the field at fault, where there is one. `alvor` None means: as grave as the rule.
    """

    tekst: str
    text: str
    felt: str | None = None
    alvor: Alvor | None = None


class Bruker(NamedTuple):
    """Who registers: a user in one kommune, with roles (domain.md §1.5 [S1])."""

    navn: str
    kommune: str
    roller: tuple[str, ...]


class Tilgang(NamedTuple):
    """An etterregistreringstilgang: what a support case gives (domain.md §3.1 [A]).

    It opens the days `fra`–`til` for `ordning` (None = all) in `kommune`, until and with `ut_dagen`; `sak` is the
    case that gave it, if one did.
    """

    id: int
    kommune: str
    fra: date
    til: date
    ordning: str | None
    ut_dagen: date
    merke: str | None = None
    sak: int | None = None


@dataclass(slots=True)
class Sak:
    """One registration to be judged, with all that a rule may look at.

    `deltaker` is None when the person is not in NIR; `innhold` is None for a deletion of something unknown;
    `foer` is the version that this one would replace or delete, `foer_annen_person` the key when it names a
    registration of somebody else. `idag` is the virtual day.
    """

    ekstern_id: str
    ident: str
    handling: str
    type: str
    innhold: Innhold | None
    kommune: str
    bruker: Bruker
    kanal: str
    idag: date
    deltaker: Deltaker | None
    foer: Post | None = None
    foer_annen_person: str | None = None
    tilganger: Sequence[Tilgang] = ()

    @property
    def d(self) -> Deltaker:
        """The participant; only for rules that are judged on known persons."""
        assert self.deltaker is not None
        return self.deltaker

    @property
    def i(self) -> Innhold:
        """The content; only for rules that are judged on registrations with content."""
        assert self.innhold is not None
        return self.innhold


class Anmerkning(NamedTuple):
    """A finding as the receipt carries it: with the rule it came from."""

    regel: str
    alvor: Alvor
    tekst: str
    text: str
    felt: str | None
    proveniens: str


class Vurdering(NamedTuple):
    """The judgement of one registration: findings, and which rules it met (`spor`, for the journal).

    `spor` is one of few distinct texts: rule ids that passed, `-` before those that did not apply.
    """

    anmerkninger: tuple[Anmerkning, ...]
    spor: str

    @property
    def avvist(self) -> bool:
        return any(a.alvor is Alvor.AVVIST for a in self.anmerkninger)


Parametre = Mapping[str, Any]
"""The values of a rule's parameters in a sandbox, by name."""
