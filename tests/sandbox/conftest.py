"""A server in the test's own process, on both databases, whose wall's clock stands until the test moves it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from mocknir.app import create_app
from mocknir.client import Nir, Server
from mocknir.client.transport import WsgiTransport
from mocknir.clock.wall import wall_time
from mocknir.control.hjerteslag import Hjerteslag
from mocknir.sandbox import Sandboxes
from mocknir.store.lager import lager


class Vegg:
    """A wall's clock that the test moves."""

    def __init__(self) -> None:
        self.naa = wall_time()

    def __call__(self) -> float:
        return self.naa


class Lokal:
    """A server without sockets, and what only a test may look at: its store and its wall."""

    def __init__(self, database: str, vegg: Callable[[], float], **valg: Any) -> None:
        self.vegg = vegg
        self.sandboxes = Sandboxes(lager(database), vegg, **valg)
        self.sandboxes.hent_eller_opprett("default")
        self._hjerteslag = Hjerteslag(self.sandboxes, sekunder=0.02)
        self.transport = WsgiTransport(create_app(self.sandboxes, hjerteslag=self._hjerteslag))
        self.server = Server(self.transport)
        self._laget: list[str] = []

    def lag(self, navn: str, **valg: Any) -> Nir:
        """A sandbox that is deleted with the test: all tests share one PostgreSQL."""
        self._laget.append(navn)
        return self.server.create(navn, **valg)

    def fork(self, nir: Nir, navn: str, **valg: Any) -> Nir:
        self._laget.append(navn)
        nir.control.send("POST", "fork", body={"name": navn, **valg})
        return self.server.sandbox(navn)

    def lukk(self) -> None:
        self._hjerteslag.stopp()
        self.sandboxes.rydd()
        for navn in self._laget:
            if navn in self.sandboxes.liste():
                self.sandboxes.slett(navn)
        self.sandboxes.lukk()


@contextmanager
def lokal(database: str, **valg: Any) -> Iterator[Lokal]:
    en = Lokal(database, Vegg(), **valg)
    try:
        yield en
    finally:
        en.lukk()


@pytest.fixture
def server(database: str) -> Iterator[Lokal]:
    with lokal(database) as en:
        yield en
