"""What can be asked of the register: every way in becomes one of these (design.md §1).

Verbs in the imperative; values only. SOAP, NIR web, the control plane, a scenario step and a job that falls due
all build the same commands.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mocknir.register.person import Adresse, Opphold
from mocknir.register.registreringer import Innhold
from mocknir.register.vurdering import Bruker


class Linje(NamedTuple):
    """One registration as sent: `type` is a key of `skjema.TYPER`; a deletion may come without content."""

    ekstern_id: str
    ident: str
    handling: str
    type: str | None
    innhold: Innhold | None


@dataclass(frozen=True, slots=True)
class Registrer:
    """Transfer or enter registrations for one kommune, each judged by itself (1–1000).

    `meldings_id` makes a repetition harmless: same id and content, same receipt. `kanal` is WS4, NIR-web or NIR.
    """

    meldings_id: str
    kommune: str
    bruker: Bruker
    kanal: str
    linjer: tuple[Linje, ...]


@dataclass(frozen=True, slots=True)
class OpprettPerson:
    """A person comes into NIR from the central registers (domain.md §2.1 [S26])."""

    navn: str
    foedt: date
    kjoenn: str
    statsborgerskap: str
    foedselsnummer: str | None = None
    dufnummer: str | None = None
    opphold: tuple[Opphold, ...] = ()
    adresser: tuple[Adresse, ...] = ()
    ankomst: date | None = None
    avtalt_bosatt: bool = True


@dataclass(frozen=True, slots=True)
class FlyttPerson:
    """Folkeregisteret: the person has a new address from that day."""

    ident: str
    dato: date
    kommune: str
    mottak: bool = False


@dataclass(frozen=True, slots=True)
class MeldUtvandret:
    """Folkeregisteret: the person has left Norway."""

    ident: str
    dato: date


@dataclass(frozen=True, slots=True)
class MeldDoed:
    """Folkeregisteret: the person has died."""

    ident: str
    dato: date


@dataclass(frozen=True, slots=True)
class GiOpphold:
    """UDI: a new residence permit."""

    ident: str
    gitt: date
    grunnlag: str


@dataclass(frozen=True, slots=True)
class GiFoedselsnummer:
    """Folkeregisteret: a person known by DUF-nummer gets a fødselsnummer."""

    ident: str
    foedselsnummer: str


Sentral = OpprettPerson | FlyttPerson | MeldUtvandret | MeldDoed | GiOpphold | GiFoedselsnummer


@dataclass(frozen=True, slots=True)
class OpprettBruker:
    """A user that may transfer and register for one kommune (domain.md §1.5)."""

    navn: str
    passord: str
    kommune: str
    roller: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByttPassord:
    """Give a user another password."""

    navn: str
    passord: str


@dataclass(frozen=True, slots=True)
class FjernBruker:
    """Take a user away; what they registered stays."""

    navn: str


@dataclass(frozen=True, slots=True)
class GiTilgang:
    """Grant etterregistreringstilgang (domain.md §3.1); `sak` is the support case that gave it."""

    kommune: str
    fra: date
    til: date
    ordning: str | None
    ut_dagen: date
    merke: str | None = None
    sak: int | None = None


@dataclass(frozen=True, slots=True)
class TrekkTilgang:
    """Take an access back before its last day."""

    tilgang: int


@dataclass(frozen=True, slots=True)
class SoekTilgang:
    """A kommune applies for etterregistreringstilgang in a support case (domain.md §3.1 [A])."""

    kommune: str
    fra: date
    til: date
    ordning: str | None
    begrunnelse: str
    merke: str | None
    kontakt: str | None
    rolle: str


@dataclass(frozen=True, slots=True)
class AvgjoerSak:
    """Decide a support case; `ut_dagen` is the last day of the access, None as long as is practice."""

    sak: int
    innvilget: bool
    svar: str | None
    ut_dagen: date | None
    av: str


@dataclass(frozen=True, slots=True)
class SettPraksis:
    """Say how support cases are decided in this sandbox."""

    modus: str
    merker: tuple[str, ...]
    dager: int


@dataclass(frozen=True, slots=True)
class SettParameter:
    """Change a parameter of a rule in this sandbox; `verdi` None gives the default back."""

    regel: str
    navn: str
    verdi: str | None


Brukerkommando = OpprettBruker | ByttPassord | FjernBruker
Administrativ = Brukerkommando | GiTilgang | TrekkTilgang | SoekTilgang | AvgjoerSak | SettPraksis | SettParameter
Command = Registrer | Sentral | Administrativ
