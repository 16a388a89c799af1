"""Persons and registrations for tests of the register, without a database."""

from datetime import date, datetime
from itertools import count

from mocknir.register import skjema
from mocknir.register.deltaker import Deltaker
from mocknir.register.person import Adresse, Opphold, Person
from mocknir.register.post import Post
from mocknir.register.registreringer import INTRO, Avslutning, Innhold, Permisjon, Tiltak, Vedtak
from mocknir.store.koding import OSLO

_ider = count(1)


def person(
    *,
    foedt: date = date(1990, 1, 1),
    opphold: tuple[Opphold, ...] = (Opphold(date(2016, 1, 1), "28"),),
    adresser: tuple[Adresse, ...] = (Adresse(date(2016, 3, 1), "0301"),),
    ankomst: date | None = date(2015, 10, 1),
    **annet: object,
) -> Person:
    return Person(1, "13097248022", None, "Ola", foedt, "M", "SYR", opphold, adresser, ankomst, **annet)  # type: ignore[arg-type]


def post(innhold: Innhold, kommune: str = "0301", aktoer: str = "bruker", id_: int | None = None) -> Post:
    navn = type(innhold).__name__
    type_ = navn[0].lower() + navn[1:]
    nr = id_ or next(_ider)
    return Post(
        id=nr, person_id=1, kommune=kommune, ekstern_id=f"e{nr}", type=type_, ordning=innhold.ordning,
        kode=innhold.kode, fra=innhold.fra, til=innhold.til, tekst=skjema.til_tekst(type_, innhold), aktoer=aktoer,
        kanal="WS4", registrert_fra=datetime(2017, 1, 1, tzinfo=OSLO), journal_id=1,
    )  # fmt: skip


def tildeling(fra: date, til: date | None = None, kommune: str = "0301") -> Post:
    return post(Vedtak(INTRO, "tildeling", fra, fra, til), kommune)


def forlengelse(fra: date, til: date | None = None) -> Post:
    return post(Vedtak(INTRO, "forlengelse", fra, fra, til))


def tiltak(fra: date, til: date | None = None) -> Post:
    return post(Tiltak("sprakpraksis", fra, til))


def permisjon(fra: date, til: date, dagtype: str | None = None) -> Post:
    return post(Permisjon(INTRO, "foedsel", fra, fra, til, dagtype))


def avslutning(dato: date, aarsak: str = "arbeidHeltid", kommune: str = "0301", aktoer: str = "bruker") -> Post:
    return post(Avslutning(INTRO, dato, aarsak), kommune, aktoer)


def deltaker(*poster: Post, p: Person | None = None) -> Deltaker:
    return Deltaker(p or person(), poster)
