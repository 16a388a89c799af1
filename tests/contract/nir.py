"""The server as a client meets it: over a socket, with envelopes written by hand."""

import http.client
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from lxml import etree

from mocknir.app import create_app, straks
from mocknir.clock.wall import wall_time
from mocknir.sandbox import Sandbox, Sandboxes
from mocknir.soap.feil import SOAP11, SOAP12
from mocknir.soap.kontrakt import NAVNEROM, nytt_skjema
from mocknir.soap.wsse import WSSE, WSU
from mocknir.store.lager import lager
from mocknir.tjener import Tjener as Lytter

PASSORD = "hemmelig"
NS = {"n": NAVNEROM, "s11": SOAP11, "s12": SOAP12}
TEXT_XML = "text/xml; charset=utf-8"


@dataclass
class Tjener:
    """A running server, and the sandboxes behind it."""

    adresse: str
    sandkasser: Sandboxes

    def vert(self) -> tuple[str, int]:
        delt = urlsplit(self.adresse)
        return str(delt.hostname), int(delt.port or 80)


@contextmanager
def tjener(database: Path | str):
    """A server on a free port, over a store in that folder or under that URL."""
    sandkasser = Sandboxes(lager(database if isinstance(database, str) else f"sqlite:///{database}"), wall_time)
    sandkasser.hent_eller_opprett("default")
    lytter = Lytter(create_app(sandkasser), straks(sandkasser), host="127.0.0.1", port=0, threads=4)
    traad = threading.Thread(target=lytter.gaa, daemon=True)
    traad.start()
    try:
        yield Tjener(f"http://127.0.0.1:{lytter.adresse.port}", sandkasser)
    finally:
        lytter.stopp()
        traad.join(5)
        sandkasser.lukk()


@dataclass
class Svar:
    """An HTTP response with an envelope in it."""

    status: int
    hoder: http.client.HTTPMessage
    kropp: bytes
    dokument: etree._Element = field(init=False)

    def __post_init__(self) -> None:
        assert self.kropp.startswith(b"<?xml"), self.kropp
        self.dokument = etree.fromstring(self.kropp)

    @property
    def soap(self) -> str | None:
        return etree.QName(self.dokument).namespace

    @property
    def innhold(self) -> Any:
        """The one element in the Body."""
        (ett,) = self.dokument.findall(f"{{{self.soap}}}Body/*")
        return ett

    def tekst(self, sti: str) -> Any:
        """The text at a path; `n:` is the contract's namespace, `s11:` and `s12:` those of SOAP."""
        return self.dokument.findtext(f".//{sti}", namespaces=NS)

    def tekster(self, sti: str) -> list[str | None]:
        return [e.text for e in self.dokument.findall(f".//{sti}", NS)]

    @property
    def feilkode(self) -> Any:
        return self.tekst("n:NirFeil/n:kode")

    @property
    def faultcode(self) -> Any:
        return self.tekst("faultcode") or self.tekst("s12:Code/s12:Value")


@dataclass
class Nir:
    """A sandbox of its own on the shared server, with a kommune, a user and a person."""

    tjener: Tjener
    sandbox: Sandbox
    kommune: str
    bruker: str
    fnr: str

    @property
    def url(self) -> str:
        return f"{self.tjener.adresse}/{self.sandbox.navn}/ws4"

    def post(
        self, kropp: str | bytes, innholdstype: str | None = TEXT_XML, sti: str | None = None, **hoder: str
    ) -> Svar:
        """POST bytes as they are; answers a SOAP envelope or fails."""
        raa = kropp.encode() if isinstance(kropp, str) else kropp
        alle = {navn.replace("_", "-"): verdi for navn, verdi in hoder.items()}
        if innholdstype is not None:
            alle["Content-Type"] = innholdstype
        forbindelse = http.client.HTTPConnection(*self.tjener.vert(), timeout=30)
        try:
            forbindelse.request("POST", sti or f"/{self.sandbox.navn}/ws4", raa, alle)
            svar = forbindelse.getresponse()
            return Svar(svar.status, svar.headers, svar.read())
        finally:
            forbindelse.close()

    def kall(self, innhold: str, *, soap: str = SOAP11, hode: str | None = None) -> Svar:
        """Send a payload with a valid UsernameToken (or another header) in an envelope."""
        type_ = TEXT_XML if soap == SOAP11 else "application/soap+xml; charset=utf-8"
        return self.post(konvolutt(innhold, soap=soap, hode=self.token() if hode is None else hode), type_)

    def token(self, passord: str = PASSORD, bruker: str | None = None) -> str:
        return sikkerhet(
            f"<wsse:UsernameToken><wsse:Username>{bruker or self.bruker}</wsse:Username>"
            f"<wsse:Password>{escape(passord)}</wsse:Password></wsse:UsernameToken>"
        )

    def overfoer(self, *registreringer: str, meldings_id: str = "m-1", kommune: str | None = None) -> str:
        """The payload of a transfer."""
        return (
            f'<OverfoerRegistreringer xmlns="{NAVNEROM}"><meldingsId>{meldings_id}</meldingsId>'
            f"<kommune>{kommune or self.kommune}</kommune>{''.join(registreringer)}</OverfoerRegistreringer>"
        )

    def registrering(
        self, innhold: str, ekstern_id: str = "v-1", handling: str = "registrer", fnr: str | None = None
    ) -> str:
        return (
            f"<registrering><eksternId>{ekstern_id}</eksternId><foedselsnummer>{fnr or self.fnr}</foedselsnummer>"
            f"<handling>{handling}</handling>{innhold}</registrering>"
        )

    def vedtak(self, fra: str = "2017-01-01", rest: str = "") -> str:
        return (
            f"<vedtak><ordning>intro</ordning><vedtakstype>tildeling</vedtakstype>"
            f"<vedtaksdato>2017-01-01</vedtaksdato><fra>{fra}</fra>{rest}</vedtak>"
        )

    def endringer(self, fra: int = 0, rest: str = "") -> str:
        """The payload that asks for the change feed."""
        return self.spoersmaal("HentEndringer", f"<fraSekvens>{fra}</fraSekvens>{rest}")

    def spoersmaal(self, operasjon: str, rest: str = "", foran: str = "", kommune: str | None = None) -> str:
        """The payload of a question, with the kommune between what goes before and after it."""
        return (
            f'<{operasjon} xmlns="{NAVNEROM}">{foran}<kommune>{kommune or self.kommune}</kommune>{rest}</{operasjon}>'
        )

    def ett_vedtak(self, meldings_id: str = "m-1", **hva: str) -> str:
        """The payload of a transfer of one vedtak that NIR accepts."""
        return self.overfoer(self.registrering(self.vedtak(**hva)), meldings_id=meldings_id)


def konvolutt(innhold: str, *, soap: str = SOAP11, hode: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="{soap}">'
        f"<soap:Header>{hode}</soap:Header><soap:Body>{innhold}</soap:Body></soap:Envelope>"
    )


def sikkerhet(innhold: str) -> str:
    return f'<wsse:Security xmlns:wsse="{WSSE}" xmlns:wsu="{WSU}">{innhold}</wsse:Security>'


def foelger_skjemaet(svar: Svar) -> bool:
    """Whether the answer (or the NirFeil in its detail) is what the contract says."""
    element = svar.innhold
    if etree.QName(element).localname == "Fault":
        element = svar.dokument.find(".//n:NirFeil", NS)
    skjema = nytt_skjema()
    assert skjema.validate(element), skjema.error_log
    return True


def raa_svar(nir: Nir, linjer: bytes) -> bytes:
    """Write bytes to the socket and read until the server hangs up."""
    with socket.create_connection(nir.tjener.vert(), timeout=30) as forbindelse:
        forbindelse.sendall(linjer)
        ut = b""
        while bit_ := forbindelse.recv(65536):
            ut += bit_
    return ut
