"""What the writer asks of the tables before it judges: few questions, each for a whole message."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from mocknir.register.deltaker import Deltaker
from mocknir.register.person import Person
from mocknir.register.post import Post
from mocknir.register.programrad import Programrad
from mocknir.register.rammer import Rammer
from mocknir.register.svar import Lukking
from mocknir.store import koding
from mocknir.store import spoersmaal as q
from mocknir.store.base import Base, Rad

STYKKE = 5000
"""Ids asked for in one question."""

Programrader = list[tuple[int, Programrad]]
"""The programme rows of one person, with their ids."""

_id = attrgetter("id")


def personer(base: Base, identer: Iterable[str]) -> dict[str, Person]:
    """The persons that NIR knows by those numbers, under the number each was asked by."""
    liste = list(identer)
    if len(liste) == 1:
        rader = base.rader(q.person_en, {"fnr": liste[0], "duf": liste[0]})
    else:
        verdi = base.liste(liste)
        rader = base.rader(q.person_flere, {"fnr": verdi, "duf": verdi})
    ut = {}
    spurt = set(liste)
    for rad in rader:
        person = koding.person(rad)
        for nummer in person.numre:
            if nummer in spurt:
                ut[nummer] = person
    return ut


def personer_etter_id(base: Base, ider: Sequence[int]) -> dict[int, Person]:
    """Persons by the register's own id."""
    ut = {}
    for i in range(0, len(ider), STYKKE):
        rader = base.rader(q.person_id, {"ider": base.liste(ider[i : i + STYKKE])})
        ut.update({rad[0]: koding.person(rad) for rad in rader})
    return ut


def gjeldende(base: Base, personer_: Sequence[int]) -> dict[int, list[Post]]:
    """The registrations in force of each person, in the order they came."""
    ut: dict[int, list[Post]] = {id_: [] for id_ in personer_}
    if len(personer_) == 1:
        ut[personer_[0]] = [koding.post(rad) for rad in base.rader(q.gjeldende_en, {"p": personer_[0]})]
    else:
        for i in range(0, len(personer_), STYKKE):
            for rad in base.rader(q.gjeldende_flere, {"p": base.liste(personer_[i : i + STYKKE])}):
                ut[rad[1]].append(koding.post(rad))
    for poster in ut.values():
        poster.sort(key=_id)
    return ut


def etter_ekstern_id(
    base: Base, ekstern_ider: Sequence[str], kommune: str, slekt: frozenset[str]
) -> dict[str, dict[int, Post]]:
    """The registrations in force that a kommune or its predecessors have under those keys, by person.

    Two kommuner that were merged may both have used a key, each for a person of its own. Where both used it for the
    same person, the kommune's own goes before its predecessors', and the later before the earlier.
    """
    if len(ekstern_ider) == 1:
        rader = base.rader(q.ekstern_en, {"e": ekstern_ider[0]})
    else:
        rader = base.rader(q.ekstern_flere, {"e": base.liste(ekstern_ider)})
    ut: dict[str, dict[int, Post]] = {}
    for rad in sorted((rad for rad in rader if rad[2] in slekt), key=lambda rad: (rad[2] == kommune, rad[0])):
        ut.setdefault(rad[3], {})[rad[1]] = koding.post(rad)
    return ut


def deltakere(base: Base, personer_: Iterable[Person], rammer: Rammer) -> dict[int, Deltaker]:
    """Persons with all that stands registered on them."""
    etter_id = {p.id: p for p in personer_}
    if not etter_id:
        return {}
    poster = gjeldende(base, list(etter_id))
    return {id_: Deltaker(person, poster[id_], rammer) for id_, person in etter_id.items()}


def programrader(base: Base, personer_: Sequence[int]) -> dict[int, Programrader]:
    """The programme rows in force of each person."""
    ut: dict[int, Programrader] = {id_: [] for id_ in personer_}
    if not personer_:
        return ut
    if len(personer_) == 1:
        rader = base.rader(q.program_en, {"p": personer_[0]})
    else:
        rader = base.rader(q.program_flere, {"p": base.liste(personer_)})
    for rad in rader:
        ut[rad[1]].append((rad[0], koding.programrad(rad)))
    return ut


def lukkinger(base: Base, post_ider: Sequence[int]) -> dict[int, Rad]:
    """NIR's closings by the registration each made."""
    if not post_ider:
        return {}
    return {rad[4]: rad for rad in base.rader(q.lukkinger, {"p": base.liste(post_ider)})}


def lukking_av(base: Base, post: Post | None, ident: str) -> Lukking | None:
    """The closing behind an ending that NIR set; None for any other registration."""
    if post is None or not post.av_nir:
        return None
    rad = lukkinger(base, [post.id]).get(post.id)
    return koding.lukking(rad, ident) if rad is not None else None
