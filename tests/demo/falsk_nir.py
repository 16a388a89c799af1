"""A NIR in a few lines, for what a real one cannot be made to do: lose an answer, cut it off, stay silent."""

from collections import deque
from pathlib import Path
from typing import Any

import requests
from lxml import etree
from zeep.transports import Transport

from fagsystem_sim.meldinger import Melding, Registrering
from fagsystem_sim.ws4 import Ws4Klient, hent_kontrakt

WSDL = Path(__file__).parents[2] / "wsdl" / "nir-ws4.wsdl"
NS = "urn:mocknir:ws4:v1"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


class FalskNir(Transport):
    """Keeps receipts by meldingsId; `plan` says what befalls each call in turn: None, `bort` or `tapt` or a text.

    `bort`: the call never arrives. `tapt`: NIR does what it is asked, and the answer is lost. Any other text is
    the answer, instead of NIR's own.
    """

    def __init__(self, *plan: str | None) -> None:
        super().__init__()
        self.plan = deque(plan)
        self.kalt: list[str] = []
        self.hoder: list[Any] = []
        self.mottatt: dict[str, int] = {}

    def _load_remote_data(self, url: str) -> bytes:
        return WSDL.read_bytes()

    def post(self, address: str, message: Any, headers: Any) -> requests.Response:
        konvolutt = etree.fromstring(message)
        body = konvolutt[-1][0]
        operasjon = etree.QName(body).localname
        self.kalt.append(operasjon)
        self.hoder.append(konvolutt.find(f"{{{SOAP}}}Header"))
        hendelse = self.plan.popleft() if self.plan else None
        if hendelse == "bort":
            raise requests.ConnectTimeout("ingen forbindelse")
        svar = self._svar(operasjon, body)
        if hendelse == "tapt":
            raise requests.ConnectionError("brutt")
        return svar if hendelse is None else _http(200, hendelse)

    def _svar(self, operasjon: str, body: Any) -> requests.Response:
        id_ = body.findtext(f"{{{NS}}}meldingsId")
        if operasjon == "OverfoerRegistreringer":
            self.mottatt.setdefault(id_, len(body.findall(f"{{{NS}}}registrering")))
        if id_ not in self.mottatt:
            return _feil("UkjentMelding", f"NIR har ingen melding «{id_}»")
        return _http(200, _konvolutt(
            f"<n:{operasjon}Response><n:kvittering><n:meldingsId>{id_}</n:meldingsId><n:kommune>0805</n:kommune>"
            "<n:mottatt>2017-01-03T08:00:00+01:00</n:mottatt><n:journalnummer>1</n:journalnummer>"
            "<n:gjentatt>false</n:gjentatt><n:antall><n:godtatt>1</n:godtatt><n:godtattMedAdvarsel>0"
            "</n:godtattMedAdvarsel><n:uendret>0</n:uendret><n:avvist>0</n:avvist></n:antall>"
            "<n:utfall><n:eksternId>a</n:eksternId><n:utfall>godtatt</n:utfall></n:utfall>"
            f"</n:kvittering></n:{operasjon}Response>"
        ))  # fmt: skip


class AvvisendeNir(FalskNir):
    """Refuses every call as a whole."""

    def _svar(self, operasjon: str, body: Any) -> requests.Response:
        return _feil("IngenTilgang", "Brukeren hører til en annen kommune", "TILGANG-KOMMUNE")


def _feil(kode: str, tekst: str, regel: str = "") -> requests.Response:
    regel_ = f"<n:regel>{regel}</n:regel>" if regel else ""
    return _http(500, _konvolutt(
        f"<s:Fault><faultcode>s:Client</faultcode><faultstring>{tekst}</faultstring><detail><n:NirFeil>"
        f"<n:kode>{kode}</n:kode><n:tekst>{tekst}</n:tekst><n:tekstEngelsk>-</n:tekstEngelsk>{regel_}"
        "<n:proveniens>antatt</n:proveniens></n:NirFeil></detail></s:Fault>"
    ))  # fmt: skip


def _konvolutt(innhold: str) -> str:
    return f'<s:Envelope xmlns:s="{SOAP}" xmlns:n="{NS}"><s:Body>{innhold}</s:Body></s:Envelope>'


def _http(status: int, tekst: str) -> requests.Response:
    svar = requests.Response()
    svar.status_code = status
    svar.headers["Content-Type"] = "text/xml; charset=utf-8"
    svar._content = tekst.encode()
    return svar


def klient(nir: FalskNir, **valg: Any) -> Ws4Klient:
    """A client of that NIR which does not wait between its attempts."""
    kontrakt = hent_kontrakt("http://nir.invalid/ws4", nir)
    return Ws4Klient(
        "http://nir.invalid/ws4", "0805-intro", "hemmelig", "0805", pause=0, kontrakt=kontrakt, transport=nir, **valg
    )


def registrering(ekstern_id: str = "a") -> Registrering:
    """A registration of no interest in itself."""
    return Registrering(ekstern_id, "06868700163", "reservasjon", {"reservert": True, "dato": "2017-01-02"})


def melding(id_: str = "m1") -> Melding:
    """A message of one registration."""
    return Melding(id_, "0805", [registrering()])
