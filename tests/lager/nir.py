"""A real mocknir in the same process, reached by zeep through a transport that can be made to fail."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import requests
from flask.testing import FlaskClient
from lxml import etree
from zeep.transports import Transport
from zeep.wsdl import Document

from bench.i_prosessen import URL, IProsessen
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.lager.nirweb import Webklient
from fagsystem_sim.vaner.vane import INTROBRUKER, NORSKBRUKER
from fagsystem_sim.ws4 import hent_kontrakt
from fagsystem_sim.ws4_masse import Masseklient
from mocknir.app import create_app
from mocknir.clock.wall import wall_time
from mocknir.register import commands as c
from mocknir.register.identitet import lag_foedselsnummer
from mocknir.register.person import Adresse, Opphold
from mocknir.sandbox import Sandboxes
from mocknir.store.lager import lager as nir_lager

BASE = "http://nir.test"
PASSORD = "hemmelig-nok-1"
ROLLER = {"intro": INTROBRUKER, "norsk": NORSKBRUKER}


class Krasj(BaseException):
    """The fagsystem dies here and now; nothing in it may catch this."""


class Vei:
    """The way to NIR. `plan` says what befalls each call in turn; nothing when it is used up.

    `foer`: it never arrives. `etter`: NIR does it, and the answer is lost. `503`: a web page instead. `dobbelt`: it
    arrives twice, and the first answer is read. `sent-N`: the fagsystem gives up waiting, and it arrives just before
    the Nth call after it. `krasj-foer`, `krasj-etter`: the fagsystem dies while it waits.
    """

    def __init__(self) -> None:
        self.plan: deque[str | None] = deque()
        self.kall = 0
        self.sene: list[bytes] = []
        self._paa_vei: list[tuple[int, Callable[[], requests.Response]]] = []

    def gaa(self, fram: Callable[[], requests.Response]) -> requests.Response:
        """Carry a call, as the plan has it."""
        self.kall += 1
        self.la_komme(self.kall)
        uhell = self.plan.popleft() if self.plan else None
        if uhell == "krasj-foer":
            raise Krasj
        if uhell == "foer":
            raise requests.ConnectTimeout("kom aldri fram")
        if uhell == "503":
            return _http(503, b"<html><body>Vedlikehold</body></html>", "text/html")
        if uhell is not None and uhell.startswith("sent-"):
            self._paa_vei.append((self.kall + int(uhell.removeprefix("sent-")), fram))
            raise requests.ReadTimeout("svaret lot vente på seg")
        svar = fram()
        if uhell == "dobbelt":
            fram()
        if uhell == "krasj-etter":
            raise Krasj
        if uhell == "etter":
            raise requests.ConnectionError("svaret ble borte")
        return svar

    def la_komme(self, til: int | None = None) -> None:
        """Let arrive what is late and due by that call, or all of it."""
        kommer = [ett for ett in self._paa_vei if til is None or ett[0] <= til]
        self._paa_vei = [ett for ett in self._paa_vei if ett not in kommer]
        self.sene += [fram().content for _, fram in kommer]

    @property
    def sene_gjentakelser(self) -> int:
        """How many messages came so late that NIR had them already, by the retry."""
        return sum(b"gjentatt>true" in svar or b'"gjentatt":true' in svar.replace(b" ", b"") for svar in self.sene)


class NirTransport(Transport):
    """Carries a call into the application."""

    def __init__(self, http: FlaskClient, vei: Vei) -> None:
        super().__init__()
        self.http = http
        self.vei = vei

    def _load_remote_data(self, url: str) -> bytes:
        return bytes(self.http.get(url).data)

    def post_xml(self, address: str, envelope: Any, headers: Any) -> requests.Response:
        return self.post(address, etree.tostring(envelope), headers)

    def post(self, address: str, message: Any, headers: Any) -> requests.Response:
        return self.vei.gaa(lambda: self._fram(address, message, dict(headers)))

    def _fram(self, address: str, message: Any, headers: Mapping[str, str]) -> requests.Response:
        svar = self.http.post(address, data=message, headers=headers)
        return _http(svar.status_code, svar.data, svar.content_type)


class _Web(IProsessen):
    """Carries what somebody types into NIR web."""

    def __init__(self, app: Any, vei: Vei) -> None:
        super().__init__(app)
        self.vei = vei

    def send(self, request: requests.PreparedRequest, *hva: Any, **ellers: Any) -> requests.Response:
        return self.vei.gaa(lambda: IProsessen.send(self, request, *hva, **ellers))


class Nir:
    """A sandbox of a mocknir, with users in both roles, and persons."""

    def __init__(self, mappe: Path, klokke: date = date(2017, 1, 2), kommuner: tuple[str, ...] = ("0301",)) -> None:
        self.sandkasser = Sandboxes(nir_lager(f"sqlite:///{mappe}/nir?synchronous=normal"), wall_time)
        self.app = create_app(self.sandkasser)
        self.http = self.app.test_client()
        self.klokke, self.kommuner = klokke, kommuner
        self.begynn()
        self.kontrakt: Document = hent_kontrakt(f"{BASE}/ws4", NirTransport(self.http, Vei()))

    def begynn_igjen(self) -> None:
        """Go on in a sandbox with nobody in it; the one before it is gone."""
        self.sandkasser.slett("default")
        self.begynn()

    def begynn(self) -> None:
        """Make a sandbox."""
        self.vei = Vei()
        self.transport = NirTransport(self.http, self.vei)
        dag = self.klokke
        self.sandbox = self.sandkasser.opprett("default", datetime(dag.year, dag.month, dag.day, 8, tzinfo=UTC))
        for kommune in self.kommuner:
            for kort, rolle in ROLLER.items():
                self.sandbox.administrer(c.OpprettBruker(f"{kort}-{kommune}", PASSORD, kommune, (rolle,)))

    def klient(self, kommune: str, rolle: str) -> Masseklient:
        return Masseklient(
            f"{BASE}/ws4", _bruker(kommune, rolle), PASSORD, kommune, kontrakt=self.kontrakt,
            transport=self.transport,
        )  # fmt: skip

    def web(self, kommune: str, rolle: str) -> Webklient:
        kontroll = Kontroll(URL, "default")
        kontroll.session.mount("http://", _Web(self.app, self.vei))
        return Webklient(kontroll, _bruker(kommune, rolle), kommune)

    def person(self, nr: int = 1, kommune: str = "0301", bosatt: date = date(2016, 12, 1)) -> str:
        foedt = date(1990, 5, 17)
        person = self.sandbox.sentralt(
            c.OpprettPerson(
                f"Person {nr}", foedt, "K", "SYR", lag_foedselsnummer(foedt, "K", nr),
                opphold=(Opphold(date(2016, 9, 1), "28"),), adresser=(Adresse(bosatt, kommune),),
                ankomst=date(2016, 1, 1),
            )
        )[0]  # fmt: skip
        return str(person.ident)

    def flytt(self, ident: str, dag: date, kommune: str) -> None:
        """Somebody moves, as the central registers tell it."""
        kontroll = Kontroll(URL, "default")
        kontroll.session.mount("http://", IProsessen(self.app))
        kontroll.sentrale_hendelser([(ident, "flytting", dag, {"kommune": kommune})])

    def flytt_klokken(self, til: date) -> None:
        svar = self.http.post("/control/v1/sandboxes/default/clock/advance", json={"to": til.isoformat()})
        assert svar.status_code == 200, svar.text

    def lukk(self) -> None:
        self.sandkasser.lukk()


def _bruker(kommune: str, rolle: str) -> str:
    return f"{next(kort for kort, r in ROLLER.items() if r == rolle)}-{kommune}"


def _http(status: int, kropp: bytes, innholdstype: str | None) -> requests.Response:
    svar = requests.Response()
    svar.status_code = status
    svar._content = kropp
    svar.headers["Content-Type"] = innholdstype or "text/xml"
    return svar
