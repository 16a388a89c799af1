"""Persons, registrations and cases for tests of the rules."""

from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from mocknir.register import skjema
from mocknir.register.deltaker import Deltaker
from mocknir.register.person import Adresse, Opphold, Person
from mocknir.register.post import NIR, Post
from mocknir.register.rammer import STANDARD, Rammer
from mocknir.register.registreringer import (
    INTRO,
    NORSK,
    Avslutning,
    Fravaer,
    FulltidVgo,
    Innhold,
    Klage,
    Permisjon,
    Sluttmaal,
    Tiltak,
    Timer,
    Utdanningsbakgrunn,
    Vedtak,
)
from mocknir.register.vurdering import (
    INTROBRUKER,
    KANAL_NIR,
    NORSKBRUKER,
    REGISTRER,
    SLETT,
    WS4,
    Alvor,
    Bruker,
    Funn,
    Sak,
    Tilgang,
)
from mocknir.rules.katalog import KATALOG
from mocknir.rules.regel import IkkeAktuell

OSLO, BERGEN = "0301", "4601"
FNR = "13097248022"
OSLOTID = timezone(timedelta(hours=1))
BEGGE = Bruker("ola", OSLO, (INTROBRUKER, NORSKBRUKER))

GAMMEL = (Opphold(date(2019, 1, 15), "28"),)
NY = (Opphold(date(2021, 1, 15), "28"),)
KOLLEKTIV = (Opphold(date(2022, 7, 1), "34"),)


def person(
    opphold: tuple[Opphold, ...] = NY,
    adresser: tuple[Adresse, ...] = (Adresse(date(2018, 1, 1), OSLO),),
    ankomst: date | None = None,
    **annet: Any,
) -> Person:
    return Person(
        1, FNR, None, "Amina Test", date(1990, 5, 17), "K", "SYR", opphold, adresser,
        ankomst or (opphold[0].gitt if opphold else date(2021, 1, 15)), **annet,
    )  # fmt: skip


def typenavn(innhold: Innhold) -> str:
    return next(t.navn for t in skjema.TYPER.values() if t.klasse is type(innhold))


def post(
    innhold: Innhold,
    ekstern_id: str = "x1",
    id: int = 1,
    kommune: str = OSLO,
    aktoer: str = "ola",
    registrert: date | None = None,
) -> Post:
    type_ = typenavn(innhold)
    dag = registrert or innhold.fra or date(2021, 6, 1)
    return Post(
        id=id, person_id=1, kommune=kommune, ekstern_id=ekstern_id, type=type_, ordning=innhold.ordning,
        kode=innhold.kode, fra=innhold.fra, til=innhold.til, tekst=skjema.til_tekst(type_, innhold), aktoer=aktoer,
        kanal=KANAL_NIR if aktoer == NIR else WS4,
        registrert_fra=datetime.combine(dag, time(12), OSLOTID), journal_id=1,
    )  # fmt: skip


def deltaker(*innhold: Innhold | Post, person_: Person | None = None, rammer: Rammer = STANDARD) -> Deltaker:
    """A participant; contents become registrations x1, x2 … of Oslo, in that order."""
    poster = [i if isinstance(i, Post) else post(i, f"x{nr}", nr) for nr, i in enumerate(innhold, start=1)]
    return Deltaker(person_ or person(), poster, rammer)


def sak(
    innhold: Innhold | None,
    idag: date,
    d: Deltaker | None = None,
    *,
    foer: Post | None = None,
    handling: str = REGISTRER,
    kommune: str = OSLO,
    bruker: Bruker = BEGGE,
    tilganger: tuple[Tilgang, ...] = (),
    ekstern_id: str = "ny",
    ident: str = FNR,
    ukjent: bool = False,
    foer_annen_person: str | None = None,
    kanal: str = WS4,
    type_: str | None = None,
) -> Sak:
    return Sak(
        ekstern_id, ident, handling, type_ or (typenavn(innhold) if innhold is not None else ""), innhold, kommune,
        bruker, kanal, idag, None if ukjent else d or deltaker(), foer, foer_annen_person, tilganger,
    )  # fmt: skip


def sletting(foer: Post, idag: date, d: Deltaker, **annet: Any) -> Sak:
    return sak(foer.innhold, idag, d, foer=foer, handling=SLETT, ekstern_id=foer.ekstern_id, **annet)


def retting(innhold: Innhold, foer: Post, idag: date, d: Deltaker, **annet: Any) -> Sak:
    return sak(innhold, idag, d, foer=foer, ekstern_id=foer.ekstern_id, **annet)


def vurder(regel_id: str, sak_: Sak, **parametre: Any) -> list[Funn]:
    """What a rule finds, with its default parameters save those given; [] when it passed or did not apply."""
    regel = KATALOG[regel_id]
    svar = regel.gjoer(sak_, {**regel.standardverdier, **parametre})
    if svar is None or isinstance(svar, IkkeAktuell):
        return []
    funn = [svar] if isinstance(svar, Funn) else list(svar)
    assert funn, "a rule that found nothing answers None"
    for ett in funn:
        assert ett.tekst
        assert ett.text
        assert ett.tekst != ett.text
    return funn


def avvist(funn: list[Funn], regel_id: str) -> bool:
    return any((f.alvor or KATALOG[regel_id].alvor) is Alvor.AVVIST for f in funn)


def advart(funn: list[Funn], regel_id: str) -> bool:
    return bool(funn) and not avvist(funn, regel_id)


def tildeling(fra: date, til: date | None = None, ordning: str = INTRO, vedtaksdato: date | None = None) -> Vedtak:
    return Vedtak(ordning, "tildeling", vedtaksdato or fra, fra, til)


def forlengelse(fra: date, til: date | None = None) -> Vedtak:
    return Vedtak(INTRO, "forlengelse", fra, fra, til)


def tiltak(fra: date, til: date | None = None, timer: Any = None, type_: str = "sprakpraksis", **annet: Any) -> Tiltak:
    return Tiltak(type_, fra, til, timer, **annet)


def avslutning(dato: date, aarsak: str = "arbeidHeltid", ordning: str = INTRO) -> Avslutning:
    return Avslutning(ordning, dato, aarsak)


def av_nir(dato: date, id: int = 90, kommune: str = OSLO) -> Post:
    return post(avslutning(dato, "ikkeRegistrert"), f"NIR-{id}", id, kommune, aktoer=NIR)


__all__ = [
    "BEGGE", "BERGEN", "FNR", "GAMMEL", "INTRO", "KOLLEKTIV", "NIR", "NORSK", "NY", "OSLO", "Adresse", "Avslutning",
    "Bruker", "Fravaer", "FulltidVgo", "Klage", "Opphold", "Permisjon", "Sluttmaal", "Tilgang", "Tiltak", "Timer",
    "Utdanningsbakgrunn", "Vedtak", "advart", "av_nir", "avslutning", "avvist", "deltaker", "forlengelse", "person",
    "post", "retting", "sak", "sletting", "tildeling", "tiltak", "typenavn", "vurder",
]  # fmt: skip
