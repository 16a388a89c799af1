"""What the register answers: plain values that SOAP, the control plane and the pages render."""

from datetime import date, datetime
from typing import NamedTuple

from mocknir.register.behandle import Utfall
from mocknir.register.frist import Frist
from mocknir.register.kategori import Kategori
from mocknir.register.person import Person
from mocknir.register.post import Post
from mocknir.register.programrad import Programrad
from mocknir.register.vurdering import Bruker


class Brukerpost(NamedTuple):
    """A user and their password, kept in clear since a password digest cannot be checked without it."""

    bruker: Bruker
    passord: str


class Kvittering(NamedTuple):
    """The receipt of a message; `gjentatt` says that it was given before and nothing changed."""

    meldings_id: str
    kommune: str
    mottatt: datetime
    journal_id: int
    utfall: tuple[Utfall, ...]
    gjentatt: bool = False


class Lukking(NamedTuple):
    """Why NIR closed a programme: the rule, the parameter it went by, the registrations it looked at.

    `sluttdato` is the day the programme counts as ended, `natt` the night it was done, `post_id` the
    registration NIR made (0 in a dry run), `saa_paa` the ids of the registrations that decided it.
    """

    person_id: int
    ident: str
    program_nr: int
    kommune: str
    regel: str
    sluttdato: date
    natt: date
    tekst: str
    text: str
    parametre: dict[str, int | bool | str]
    saa_paa: tuple[int, ...]
    post_id: int = 0


class Programbilde(NamedTuple):
    """A programme as a client sees it: its row, its status that day, its deadline, and NIR's closing if any."""

    rad: Programrad
    status: str
    frist: Frist
    lukking: Lukking | None


class Deltakerbilde(NamedTuple):
    """What NIR knows of a person on a virtual day."""

    person: Person
    dato: date
    lov: str
    kommune: str | None
    kategorier: tuple[Kategori, ...]
    frister: tuple[Frist, ...]
    programmer: tuple[Programbilde, ...]
    poster: tuple[Post, ...]


class Feedrad(NamedTuple):
    """One change in the feed of a kommune; `sekvens` grows and never repeats, but may skip."""

    sekvens: int
    tidspunkt: datetime
    handling: str
    ident: str
    post: Post
    lukking: Lukking | None


class Feedside(NamedTuple):
    """A page of the feed; ask again from `siste_sekvens` while `flere`."""

    rader: tuple[Feedrad, ...]
    siste_sekvens: int
    flere: bool
