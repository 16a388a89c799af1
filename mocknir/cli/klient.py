"""A client of the control plane for the commands: what went wrong becomes an exit code and words for stderr."""

import json
from http.client import responses
from typing import Any
from urllib.parse import quote, urlencode

import click

from mocknir.cli.feil import Avvist, IkkeNaadd
from mocknir.client.feil import ConnectionLost, NotReached, Refused, WrongUse
from mocknir.client.transport import LONG_SECONDS, Response, Transport, read_url


class Klient:
    """One server and one of its sandboxes."""

    def __init__(self, transport: Transport, sandbox: str) -> None:
        self.transport = transport
        self.url = transport.url
        self.sandbox = sandbox

    def hent(self, sti: str, lenge: bool = False, **sporring: Any) -> Any:
        """GET something of the sandbox; parameters that are None are left out."""
        return json.loads(self.raa("GET", self._adresse(sti, sporring), lenge=lenge))

    def hent_raa(self, sti: str, **sporring: Any) -> bytes:
        """GET something that is not JSON."""
        return self.raa("GET", self._adresse(sti, sporring), lenge=True)

    def send(self, metode: str, sti: str, kropp: Any = None, lenge: bool = False) -> Any:
        """Send JSON to something of the sandbox; fields that are None are left out."""
        if isinstance(kropp, dict):
            kropp = {navn: verdi for navn, verdi in kropp.items() if verdi is not None}
        raa = None if kropp is None else json.dumps(kropp).encode()
        svar = self.raa(metode, self._adresse(sti, {}), raa, "application/json", lenge)
        return json.loads(svar) if svar else None

    def send_csv(self, sti: str, raa: bytes) -> Any:
        """Send a CSV file."""
        return json.loads(self.raa("POST", self._adresse(sti, {}), raa, "text/csv", lenge=True))

    def om(self, *ledd: str) -> str:
        """An address with parts that may hold any character."""
        return "/".join(quote(ett, safe="") for ett in ledd)

    def _adresse(self, sti: str, sporring: dict[str, Any]) -> str:
        gitt = {navn: verdi for navn, verdi in sporring.items() if verdi is not None}
        grunn = f"/control/v1{sti}" if sti.startswith("/") else f"/control/v1/sandboxes/{self.om(self.sandbox)}/{sti}"
        return grunn.rstrip("/") + (f"?{urlencode(gitt)}" if gitt else "")

    def raa(
        self, metode: str, adresse: str, kropp: bytes | None = None, innhold: str | None = None, lenge: bool = False
    ) -> bytes:
        """One request; Avvist with what the server said, IkkeNaadd when none answered."""
        hoder = {"Content-Type": innhold} if kropp is not None and innhold else {}
        try:
            svar = self.transport.send(metode, adresse, kropp or b"", hoder, LONG_SECONDS if lenge else None)
        except (NotReached, ConnectionLost) as feil:
            raise _ikke_naadd(self.url, feil.reason) from None
        if svar.status >= 400:
            raise _avvist(svar, self.url)
        return svar.body


def les_url(url: str) -> str:
    """The address of a server as requests begin with it; BadParameter when it is none."""
    try:
        return read_url(url)[0]
    except WrongUse as feil:
        raise click.BadParameter(f"{feil.tekst} / {feil.text}") from None


def _ikke_naadd(url: str, grunn: object) -> IkkeNaadd:
    if isinstance(grunn, TimeoutError):
        return IkkeNaadd(
            f"mocknir på {url} svarte ikke i tide. Se i serverens logg hva den holder på med",
            f"mocknir at {url} did not answer in time. See in the server's log what it is doing",
        )
    return IkkeNaadd(
        f"Ingen mocknir svarer på {url}: {grunn}. Start den med «mocknir serve», eller oppgi en annen --url",
        f"No mocknir answers at {url}: {grunn}. Start it with «mocknir serve», or give another --url",
    )


def _avvist(svar: Response, url: str) -> Avvist:
    if svar.content_type != "application/problem+json":
        hva = f"{svar.status} {responses.get(svar.status, '')}".rstrip()
        return IkkeNaadd(
            f"{url} svarte {hva}, men ikke som mocknir gjør. Er adressen riktig?",
            f"{url} answered {hva}, but not as mocknir does. Is the address right?",
        )
    refused = Refused.of(json.loads(svar.body))
    return Avvist(refused.detail, refused.detail_english, refused.linjer)
