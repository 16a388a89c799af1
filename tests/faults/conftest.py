"""A server on each of the databases; each test has a sandbox of its own on it, and a client that keeps what it saw."""

from __future__ import annotations

import http.client
import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from lxml import etree

from mocknir.faults.kinds import Stage
from mocknir.faults.rule import Rule
from tests.contract.fixtures import ny_nir
from tests.contract.nir import NS, TEXT_XML, Nir, Tjener, konvolutt
from tests.contract.nir import tjener as start_tjener

_nummer = itertools.count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def tjener(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tjener]:
    postgres = request.param == "postgresql"
    sted = str(request.getfixturevalue("postgres")) if postgres else tmp_path_factory.mktemp("feil")
    with start_tjener(sted) as t:
        yield t


@pytest.fixture
def nir(tjener: Tjener) -> Iterator[Nir]:
    with ny_nir(tjener, f"f-{next(_nummer)}") as en:
        yield en


@pytest.fixture
def klient(nir: Nir) -> Iterator[Klient]:
    """A client of that sandbox that keeps its connection, as case systems do."""
    en = Klient(nir)
    yield en
    en.forbindelse.close()


class Sett(NamedTuple):
    """What a client saw: `utfall` is svar, mistet (closed), brutt (reset) or kuttet; how long it took."""

    utfall: str
    sekunder: float
    status: int = 0
    innholdstype: str | None = None
    kropp: bytes = b""

    @property
    def soap(self) -> Any:
        return etree.fromstring(self.kropp)

    def tekst(self, sti: str) -> Any:
        return self.soap.findtext(f".//{sti}", namespaces=NS)

    @property
    def kvittert(self) -> str | None:
        """What became of the one registration, if it is a receipt that can be read."""
        return str(self.tekst("n:utfall/n:utfall")) if self.utfall == "svar" and self.status == 200 else None


@dataclass
class Klient:
    """Sends to one sandbox, and says what it saw rather than raising."""

    nir: Nir
    forbindelse: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.forbindelse = http.client.HTTPConnection(*self.nir.tjener.vert(), timeout=20)

    def send(self, meldings_id: str = "m-1", **mer: Any) -> Sett:
        return self.kall(self.nir.ett_vedtak(meldings_id, **mer))

    def kvittering(self, meldings_id: str = "m-1") -> Sett:
        return self.kall(self.nir.spoersmaal("HentKvittering", foran=f"<meldingsId>{meldings_id}</meldingsId>"))

    def kall(self, innhold: str, **hoder: str) -> Sett:
        raa = konvolutt(innhold, hode=self.nir.token()).encode()
        foer = time.monotonic()
        svar = None
        try:
            self.forbindelse.request("POST", f"/{self.nir.sandbox.navn}/ws4", raa, {"Content-Type": TEXT_XML, **hoder})
            svar = self.forbindelse.getresponse()
            kropp, utfall = svar.read(), "svar"
        except http.client.IncompleteRead as kuttet:
            kropp, utfall = kuttet.partial, "kuttet"
        except http.client.RemoteDisconnected:
            kropp, utfall = b"", "mistet"
        except ConnectionResetError:
            kropp, utfall = b"", "brutt"
        if utfall != "svar":
            self.forbindelse.close()
        tid = time.monotonic() - foer
        if svar is None:
            return Sett(utfall, tid)
        return Sett(utfall, tid, svar.status, svar.headers["Content-Type"], kropp)

    # --- the plan and the register, as they stand ----------------------------------------------------------------

    def feil(self, kind: str, stage: str, **mer: Any) -> Rule:
        """Add a fault to the plan."""
        sandbox = self.nir.sandbox
        return sandbox.faults.add(Rule(Stage(stage), kind, **mer), sandbox.naa())

    def registrert(self) -> int:
        """How many registrations the register holds of the person."""
        return len(self.nir.sandbox.bilde(self.nir.fnr).poster)

    def slag(self) -> list[tuple[int, int, str, str]]:
        """What has struck: journal number, fault, stage and kind."""
        with self.nir.sandbox.base.les() as forbindelse:
            rader = forbindelse.exec_driver_sql(
                "SELECT journal_id, fault_id, stage, kind FROM fault_strike ORDER BY fault_id, nr"
            )
            return [(rad[0], rad[1], rad[2], rad[3]) for rad in rader]


@contextmanager
def varer(minst: float) -> Iterator[None]:
    """That what is done within takes at least so long."""
    foer = time.monotonic()
    yield
    assert time.monotonic() - foer >= minst
