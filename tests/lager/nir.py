"""A real mocknir in the same process, reached by zeep through a transport that can be made to fail."""

from __future__ import annotations

from collections import deque
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import requests
from flask.testing import FlaskClient
from lxml import etree
from zeep.transports import Transport
from zeep.wsdl import Document

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


class NirTransport(Transport):
    """Carries a call into the application. `plan` says what befalls each in turn; nothing when it is used up.

    `foer`: it never arrives. `etter`: NIR does it, and the answer is lost. `503`: a web page instead. `dobbelt`: it
    arrives twice. `krasj-foer`, `krasj-etter`: the fagsystem dies while it waits.
    """

    def __init__(self, http: FlaskClient) -> None:
        super().__init__()
        self.http = http
        self.plan: deque[str | None] = deque()
        self.kall: list[str] = []

    def _load_remote_data(self, url: str) -> bytes:
        return bytes(self.http.get(url).data)

    def post_xml(self, address: str, envelope: Any, headers: Any) -> requests.Response:
        return self.post(address, etree.tostring(envelope), headers)

    def post(self, address: str, message: Any, headers: Any) -> requests.Response:
        uhell = self.plan.popleft() if self.plan else None
        self.kall.append(headers.get("SOAPAction", ""))
        if uhell == "krasj-foer":
            raise Krasj
        if uhell == "foer":
            raise requests.ConnectTimeout("kom aldri fram")
        if uhell == "503":
            return _http(503, b"<html><body>Vedlikehold</body></html>", "text/html")
        svar = self._fram(address, message, headers)
        if uhell == "dobbelt":
            svar = self._fram(address, message, headers)
        if uhell == "krasj-etter":
            raise Krasj
        if uhell == "etter":
            raise requests.ConnectionError("svaret ble borte")
        return svar

    def _fram(self, address: str, message: Any, headers: Any) -> requests.Response:
        svar = self.http.post(address, data=message, headers=dict(headers))
        return _http(svar.status_code, svar.data, svar.content_type)


class Nir:
    """A sandbox of a mocknir, with users in both roles, and persons."""

    def __init__(self, mappe: Path, klokke: date = date(2017, 1, 2), kommuner: tuple[str, ...] = ("0301",)) -> None:
        self.sandkasser = Sandboxes(nir_lager(f"sqlite:///{mappe}/nir"), wall_time)
        self.http = create_app(self.sandkasser).test_client()
        self.sandbox = self.sandkasser.opprett(
            "default", datetime(klokke.year, klokke.month, klokke.day, 8, tzinfo=UTC)
        )
        for kommune in kommuner:
            for kort, rolle in ROLLER.items():
                self.sandbox.administrer(c.OpprettBruker(f"{kort}-{kommune}", PASSORD, kommune, (rolle,)))
        self.transport = NirTransport(self.http)
        self.kontrakt: Document = hent_kontrakt(f"{BASE}/ws4", self.transport)

    def klient(self, kommune: str, rolle: str) -> Masseklient:
        kort = next(k for k, r in ROLLER.items() if r == rolle)
        return Masseklient(
            f"{BASE}/ws4", f"{kort}-{kommune}", PASSORD, kommune, kontrakt=self.kontrakt, transport=self.transport
        )  # fmt: skip

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

    def flytt_klokken(self, til: date) -> None:
        svar = self.http.post("/control/v1/sandboxes/default/clock/advance", json={"to": til.isoformat()})
        assert svar.status_code == 200, svar.text

    def lukk(self) -> None:
        self.sandkasser.lukk()


def _http(status: int, kropp: bytes, innholdstype: str | None) -> requests.Response:
    svar = requests.Response()
    svar.status_code = status
    svar._content = kropp
    svar.headers["Content-Type"] = innholdstype or "text/xml"
    return svar
