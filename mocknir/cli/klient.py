"""A client of the control plane for the commands: what went wrong becomes an exit code and words for stderr."""

import json
from http.client import responses
from typing import Any
from urllib.parse import quote

import click

from mocknir.cli.feil import IkkeNaadd, avvist
from mocknir.client.feil import ConnectionLost, NotReached, Refused, UnreadableAnswer, WrongUse
from mocknir.client.kontroll import Control, sti, til_json
from mocknir.client.transport import Transport, read_url


class Klient:
    """One server and one of its sandboxes."""

    def __init__(self, transport: Transport, sandbox: str) -> None:
        self.transport = transport
        self.url = transport.url
        self.sandbox = sandbox
        self._rot = Control(transport)
        self._sandkasse = Control(transport, "sandboxes", sandbox)

    def hent(self, hva: str, lenge: bool = False, **sporring: Any) -> Any:
        """GET something of the sandbox, or from / on; parameters that are None are left out."""
        return json.loads(self._kall("GET", hva, sporring, lenge=lenge))

    def hent_raa(self, hva: str, **sporring: Any) -> bytes:
        """GET something that is not JSON."""
        return self._kall("GET", hva, sporring, lenge=True)

    def send(self, metode: str, hva: str, kropp: Any = None, lenge: bool = False) -> Any:
        """Send JSON to something of the sandbox; fields that are None are left out."""
        if isinstance(kropp, dict):
            kropp = {navn: verdi for navn, verdi in kropp.items() if verdi is not None}
        svar = self._kall(metode, hva, {}, None if kropp is None else til_json(kropp), lenge=lenge)
        return json.loads(svar) if svar else None

    def send_csv(self, hva: str, raa: bytes) -> Any:
        """Send a CSV file."""
        return json.loads(self._kall("POST", hva, {}, raa, "text/csv", lenge=True))

    def om(self, *ledd: str) -> str:
        """An address with parts that may hold any character; an empty one would be that of something else."""
        if not all(ett.strip() for ett in ledd):
            raise click.UsageError("Et navn eller et nummer er tomt / a name or a number is empty")
        return "/".join(quote(ett, safe="") for ett in ledd)

    def _kall(
        self, metode: str, hva: str, sporring: dict[str, Any], raa: bytes | None = None,
        innhold: str = "application/json", lenge: bool = False,
    ) -> bytes:  # fmt: skip
        """One request; Avvist with what the server said, IkkeNaadd when none answered."""
        control, hva = (self._rot, hva) if hva.startswith("/") else (self._sandkasse, f"/{hva}")
        try:
            return control.raa(metode, hva.rstrip("/") + sti(**sporring), raa, innhold, long=lenge).body
        except Refused as refused:
            raise avvist(refused) from None
        except UnreadableAnswer as feil:
            raise _ikke_mocknir(self.url, f"{feil.status} {responses.get(feil.status, '')}".rstrip()) from None
        except (NotReached, ConnectionLost) as feil:
            raise _ikke_naadd(self.url, feil.reason) from None


def les_url(url: str) -> str:
    """The address of a server as requests begin with it; BadParameter when it is none."""
    try:
        return read_url(url)[0]
    except WrongUse as feil:
        raise click.BadParameter(f"{feil.tekst} / {feil.text}", param_hint="--url") from None


def _ikke_naadd(url: str, grunn: object) -> IkkeNaadd:
    if isinstance(grunn, TimeoutError):
        return IkkeNaadd(
            f"mocknir på {url} svarte ikke i tide. Se i serverens logg hva den holder på med",
            f"mocknir at {url} did not answer in time. See in the server's log what it is doing",
        )
    hvorfor = "" if isinstance(grunn, ConnectionRefusedError) else f": {grunn}"
    return IkkeNaadd(
        f"Ingen mocknir svarer på {url}{hvorfor}. Start den med «mocknir serve», eller oppgi en annen --url",
        f"No mocknir answers at {url}{hvorfor}. Start it with «mocknir serve», or give another --url",
    )


def _ikke_mocknir(url: str, hva: str) -> IkkeNaadd:
    return IkkeNaadd(
        f"{url} svarte {hva}, men ikke som mocknir gjør. Er adressen riktig?",
        f"{url} answered {hva}, but not as mocknir does. Is the address right?",
    )
