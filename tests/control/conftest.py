"""The control plane over one store for the test run; each test has a sandbox of its own in it."""

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mocknir.app import create_app
from mocknir.clock.wall import wall_time
from mocknir.control.hjerteslag import Hjerteslag
from mocknir.register.identitet import lag_foedselsnummer
from mocknir.sandbox import Sandbox, Sandboxes
from mocknir.store.lager import lager

_nummer = itertools.count(1)


class Plan:
    """The control plane as one tester sees it: paths begin at the tester's sandbox, or at / at its root."""

    def __init__(self, klient: FlaskClient, sandboxes: Sandboxes, navn: str) -> None:
        self.klient = klient
        self.sandboxes = sandboxes
        self.navn = navn

    @property
    def sandbox(self) -> Sandbox:
        return self.sandboxes.hent(self.navn)

    def start_paa_nytt(self) -> None:
        """Let the sandbox be read from its database again, as after a restart."""
        self.sandboxes._aapne.pop(self.navn).lukk()

    def kall(self, metode: str, sti: str, kropp: Any = None, **ekstra: Any) -> TestResponse:
        hele = f"/control/v1{sti}" if sti.startswith("/") else f"/control/v1/sandboxes/{self.navn}/{sti}"
        if kropp is not None:
            ekstra["json"] = kropp
        return self.klient.open(hele.rstrip("/"), method=metode, **ekstra)

    def ok(self, metode: str, sti: str, kropp: Any = None, **ekstra: Any) -> Any:
        """The JSON of a call that must succeed."""
        svar = self.kall(metode, sti, kropp, **ekstra)
        assert svar.status_code < 300, svar.text
        return svar.get_json() if svar.data else None

    def avvist(self, status: int, metode: str, sti: str, kropp: Any = None, **ekstra: Any) -> Any:
        """The problem of a call that must be refused."""
        svar = self.kall(metode, sti, kropp, **ekstra)
        assert svar.status_code == status, svar.text
        assert svar.content_type == "application/problem+json"
        problem = svar.get_json()
        assert problem["status"] == status
        assert problem["detail"]
        assert problem["detailEnglish"]
        return problem

    def csv(self, *linjer: str) -> TestResponse:
        return self.kall("POST", "persons/import", data="\n".join(linjer).encode(), content_type="text/csv")

    def person(self, nr: int = 1, **felt: Any) -> str:
        """A synthetic person settled in Oslo; answers their number."""
        fnr = lag_foedselsnummer(date(1990, 5, 17), "K", nr)
        kropp = {
            "foedselsnummer": fnr, "navn": f"Person {nr}", "statsborgerskap": "SYR",
            "opphold": [{"gitt": "2016-03-01", "grunnlag": "28"}],
            "adresse": [{"fra": "2016-06-01", "kommune": "0301"}], **felt,
        }  # fmt: skip
        self.ok("POST", "persons", kropp)
        return fnr

    def bruker(self) -> str:
        kropp = {"user": "oslo", "kommune": "0301", "roles": ["kommuneintrobruker"], "password": "hemmelig"}
        return str(self.ok("POST", "users", kropp)["user"])


@pytest.fixture(scope="session")
def _sandboxes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, Sandboxes]]:
    sandboxes = Sandboxes(lager(f"sqlite:///{tmp_path_factory.mktemp('kontroll')}"), wall_time)
    hjerteslag = Hjerteslag(sandboxes, sekunder=0.02)
    app = create_app(sandboxes, hjerteslag=hjerteslag)
    yield app.test_client(), sandboxes
    hjerteslag.stopp()
    sandboxes.lukk()


@pytest.fixture
def plan(_sandboxes: tuple[FlaskClient, Sandboxes]) -> Iterator[Plan]:
    """A new sandbox on 1 January 2017, and the control plane around it."""
    klient, sandboxes = _sandboxes
    navn = f"p-{next(_nummer)}"
    sandboxes.opprett(navn)
    yield Plan(klient, sandboxes, navn)
    if navn in sandboxes.liste():  # each holds files open, and there are many tests in a process
        sandboxes.slett(navn)
