"""What the writer asks of the tables before it judges: few questions, each for a whole message."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ARRAY, Column, ColumnElement, Text, and_, bindparam, cast, func, or_, select

from mocknir.register.deltaker import Deltaker
from mocknir.register.person import Person
from mocknir.register.post import Post
from mocknir.register.programrad import Programrad
from mocknir.register.rammer import Rammer
from mocknir.register.svar import Lukking
from mocknir.store import koding
from mocknir.store import tabeller as t
from mocknir.store.base import Base, Rad

STYKKE = 5000
"""Ids asked for in one question."""


def blant(base: Base, kolonne: Column[Any], navn: str, tall: bool = False) -> ColumnElement[bool]:
    """That a column is one of a list given as one parameter (`Base.liste`)."""
    if base.sqlite:
        return kolonne.in_(select(func.json_each(bindparam(navn, type_=Text)).table_valued("value").c.value))
    from sqlalchemy import Integer

    return kolonne == func.any(cast(bindparam(navn), ARRAY(Integer if tall else Text)))


def personer(base: Base, identer: Iterable[str]) -> dict[str, Person]:
    """The persons that NIR knows by those numbers, under the number each was asked by."""
    liste = list(identer)
    if len(liste) == 1:
        rader = base.rader(
            "person_en",
            select(t.person).where(
                or_(t.person.c.foedselsnummer == bindparam("fnr"), t.person.c.dufnummer == bindparam("duf"))
            ),
            {"fnr": liste[0], "duf": liste[0]},
        )
    else:
        verdi = base.liste(liste)
        rader = base.rader(
            "person_flere",
            select(t.person).where(
                or_(blant(base, t.person.c.foedselsnummer, "fnr"), blant(base, t.person.c.dufnummer, "duf"))
            ),
            {"fnr": verdi, "duf": verdi},
        )
    ut = {}
    spurt = set(liste)
    for rad in rader:
        person = koding.person(rad)
        for nummer in (person.foedselsnummer, person.dufnummer):
            if nummer in spurt and nummer is not None:
                ut[nummer] = person
    return ut


def personer_etter_id(base: Base, ider: Sequence[int]) -> dict[int, Person]:
    """Persons by the register's own id."""
    ut = {}
    for i in range(0, len(ider), STYKKE):
        rader = base.rader(
            "person_id",
            select(t.person).where(blant(base, t.person.c.id, "ider", tall=True)),
            {"ider": base.liste(ider[i : i + STYKKE])},
        )
        ut.update({rad[0]: koding.person(rad) for rad in rader})
    return ut


def gjeldende(base: Base, personer_: Sequence[int]) -> dict[int, list[Post]]:
    """The registrations in force of each person, in the order they came."""
    ut: dict[int, list[Post]] = {id_: [] for id_ in personer_}
    r = t.registrering
    if len(personer_) == 1:
        sql = select(r).where(and_(r.c.person_id == bindparam("p"), r.c.registrert_til.is_(None))).order_by(r.c.id)
        for rad in base.rader("gjeldende_en", sql, {"p": personer_[0]}):
            ut[rad[1]].append(koding.post(rad))
        return ut
    for i in range(0, len(personer_), STYKKE):
        sql = (
            select(r)
            .where(and_(blant(base, r.c.person_id, "p", tall=True), r.c.registrert_til.is_(None)))
            .order_by(r.c.id)
        )
        for rad in base.rader("gjeldende_flere", sql, {"p": base.liste(personer_[i : i + STYKKE])}):
            ut[rad[1]].append(koding.post(rad))
    return ut


def etter_ekstern_id(base: Base, ekstern_ider: Sequence[str], slekt: frozenset[str]) -> dict[str, Post]:
    """The registrations in force that a kommune or its predecessors have under those keys."""
    r = t.registrering
    if len(ekstern_ider) == 1:
        sql = select(r).where(and_(r.c.ekstern_id == bindparam("e"), r.c.registrert_til.is_(None)))
        rader = base.rader("ekstern_en", sql, {"e": ekstern_ider[0]})
    else:
        sql = select(r).where(and_(blant(base, r.c.ekstern_id, "e"), r.c.registrert_til.is_(None)))
        rader = base.rader("ekstern_flere", sql, {"e": base.liste(ekstern_ider)})
    return {rad[3]: koding.post(rad) for rad in rader if rad[2] in slekt}


def deltakere(base: Base, personer_: Iterable[Person], rammer: Rammer) -> dict[int, Deltaker]:
    """Persons with all that stands registered on them."""
    etter_id = {p.id: p for p in personer_}
    poster = gjeldende(base, list(etter_id))
    return {id_: Deltaker(person, poster[id_], rammer) for id_, person in etter_id.items()}


def programrader(base: Base, personer_: Sequence[int]) -> dict[int, list[tuple[int, Programrad]]]:
    """The programme rows in force of each person, with their ids."""
    ut: dict[int, list[tuple[int, Programrad]]] = {id_: [] for id_ in personer_}
    p = t.program
    if len(personer_) == 1:
        sql = select(p).where(and_(p.c.person_id == bindparam("p"), p.c.registrert_til.is_(None)))
        rader = base.rader("program_en", sql.order_by(p.c.nr), {"p": personer_[0]})
    else:
        sql = select(p).where(and_(blant(base, p.c.person_id, "p", tall=True), p.c.registrert_til.is_(None)))
        rader = base.rader("program_flere", sql.order_by(p.c.nr), {"p": base.liste(personer_)})
    for rad in rader:
        ut[rad[1]].append((rad[0], koding.programrad(rad)))
    return ut


def lukkinger(base: Base, post_ider: Sequence[int]) -> dict[int, Rad]:
    """NIR's closings by the registration each made."""
    if not post_ider:
        return {}
    sql = select(t.lukking).where(blant(base, t.lukking.c.post_id, "p", tall=True))
    return {rad[4]: rad for rad in base.rader("lukking_post", sql, {"p": base.liste(post_ider)})}


def lukking_av(base: Base, post: Post | None, ident: str) -> Lukking | None:
    """The closing behind an ending that NIR set; None for any other registration."""
    if post is None or not post.av_nir:
        return None
    rad = lukkinger(base, [post.id]).get(post.id)
    return koding.lukking(rad, ident) if rad is not None else None
