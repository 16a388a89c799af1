"""The participants that messages touched last, as they stand: the next message need not read them again.

Reading a person's registrations, and deriving programmes from them, is a quarter of a small transfer. A case system
comes back to the same people, so the last of them are kept. The database alone says what holds: a participant is
taken out by the message that concerns them and put back when that message is committed, so that a message which fails
leaves nothing of what it tried behind; and whatever else writes of a person forgets them first.

When it is full, it keeps whom it has. A country is sent in turn, so that letting the oldest give way would throw each
away just before they come again, at a cost of a twentieth of the transfer. It is emptied when it has turned away far
more than it holds, since those it began with may long have ended.
"""

from collections.abc import Iterable
from typing import NamedTuple

from mocknir.register.deltaker import Deltaker
from mocknir.register.rammer import Rammer
from mocknir.store import lesing
from mocknir.store.base import Base

MAKS_POSTER = 40_000
"""Registrations kept in all, some 30 MB: the people of a large kommune."""

_AVVIS = 8
"""So many times what it may hold is turned away before it begins anew."""


class Kjent(NamedTuple):
    """A participant, and their programme rows in force with their ids; None where those have not been read."""

    deltaker: Deltaker
    programrader: lesing.Programrader | None


class Nylige:
    """The participants kept, at most so many registrations in all; only for who holds the writer's lock."""

    def __init__(self, maks_poster: int = MAKS_POSTER) -> None:
        self._maks = maks_poster
        self._poster = self._avvist = 0
        self._kjente: dict[int, Kjent] = {}
        self._etter_ident: dict[str, int] = {}

    def ta(self, base: Base, identer: Iterable[str], rammer: Rammer) -> dict[int, Kjent]:
        """Those that NIR knows by the numbers, by the register's own id: taken out of here, or else read."""
        ukjente = []
        ut: dict[int, Kjent] = {}
        for ident in identer:
            id_ = self._etter_ident.get(ident)
            if id_ is None:
                ukjente.append(ident)
            elif id_ not in ut:
                ut[id_] = self._kjente[id_]
        for id_ in ut:
            self._ta_ut(id_)
        if ukjente:
            personer = lesing.personer(base, ukjente)
            for id_, deltaker in lesing.deltakere(base, personer.values(), rammer).items():
                ut[id_] = Kjent(deltaker, None)
        return ut

    def _ta_ut(self, id_: int) -> None:
        deltaker = self._kjente.pop(id_).deltaker
        self._poster -= len(deltaker.poster)
        for nummer in deltaker.person.numre:
            del self._etter_ident[nummer]

    def legg(self, kjente: Iterable[Kjent]) -> None:
        """Keep them as they are after a message that was committed, as far as there is room."""
        for kjent in kjente:
            person, antall = kjent.deltaker.person, len(kjent.deltaker.poster)
            if self._poster + antall > self._maks:
                self._avvist += antall
                continue
            self._kjente[person.id] = kjent
            self._poster += antall
            self._etter_ident.update(dict.fromkeys(person.numre, person.id))
        if self._avvist > _AVVIS * self._maks:
            self.glem()

    def glem(self, identer: Iterable[str] | None = None) -> None:
        """Forget those of the numbers, or all: something else than a message of theirs is to change what holds."""
        if identer is None:
            self._kjente.clear()
            self._etter_ident.clear()
            self._poster = self._avvist = 0
            return
        for id_ in {self._etter_ident[ident] for ident in identer if ident in self._etter_ident}:
            self._ta_ut(id_)
