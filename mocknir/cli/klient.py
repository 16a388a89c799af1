"""A client of the control plane, over urllib."""

import json
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

import click

from mocknir.cli.feil import Avvist, IkkeNaadd

SEKUNDER = 30.0
"""How long an answer may take."""

LANGE_SEKUNDER = 3600.0
"""How long an advance of the clock, a report or an import may take."""


@dataclass(frozen=True, slots=True)
class Klient:
    """One server and one of its sandboxes."""

    url: str
    sandbox: str
    token: str | None = None

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
        return self.url + grunn.rstrip("/") + (f"?{urlencode(gitt)}" if gitt else "")

    def raa(
        self, metode: str, adresse: str, kropp: bytes | None = None, innhold: str | None = None, lenge: bool = False
    ) -> bytes:
        """One request; Avvist with what the server said, IkkeNaadd when none answered."""
        foresporsel = Request(adresse, kropp, method=metode)  # noqa: S310  # the scheme was checked (`les_url`)
        if kropp is not None and innhold:
            foresporsel.add_header("Content-Type", innhold)
        if self.token:
            foresporsel.add_header("Authorization", f"Bearer {self.token}")
        try:
            with _aapner(adresse).open(foresporsel, timeout=LANGE_SEKUNDER if lenge else SEKUNDER) as svar:
                innholdet: bytes = svar.read()
                return innholdet
        except HTTPError as feil:
            with feil:
                raise _avvist(feil, self.url) from None
        except (URLError, HTTPException, OSError) as feil:
            raise _ikke_naadd(self.url, getattr(feil, "reason", feil)) from None


def les_url(url: str) -> str:
    """The address of a server as requests begin with it; BadParameter when it is none."""
    deler = urlsplit(url if "//" in url else f"http://{url}")
    try:
        riktig = deler.scheme in ("http", "https") and bool(deler.hostname) and deler.port != 0
    except ValueError:
        riktig = False
    if not riktig or deler.query or deler.fragment:
        raise click.BadParameter(
            f"«{url}» er ikke en adresse; skriv for eksempel / is no address; write for instance http://127.0.0.1:8080"
        )
    return f"{deler.scheme}://{deler.netloc}{deler.path.removesuffix('/ws4').rstrip('/')}"


def _aapner(adresse: str) -> OpenerDirector:
    # A proxy of the environment does not know this machine's own ports.
    lokal = urlsplit(adresse).hostname in ("127.0.0.1", "localhost", "::1")
    return build_opener(ProxyHandler({})) if lokal else build_opener()


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


def _avvist(feil: HTTPError, url: str) -> Avvist:
    raa = feil.read()
    if feil.headers.get_content_type() != "application/problem+json":
        return IkkeNaadd(
            f"{url} svarte {feil.code} {feil.reason}, men ikke som mocknir gjør. Er adressen riktig?",
            f"{url} answered {feil.code} {feil.reason}, but not as mocknir does. Is the address right?",
        )
    problem = json.loads(raa)
    linjer = []
    enkelte = problem.get("errors", [])
    if len(enkelte) > 1:
        linjer = [_linje(en) for en in enkelte]
    if "remedy" in problem:
        linjer.append(f"→ {problem['remedy']}")
        linjer.append(f"→ {problem.get('remedyEnglish', '')}")
    return Avvist(problem["detail"], problem.get("detailEnglish", ""), tuple(linjer))


def _linje(en: dict[str, Any]) -> str:
    if "line" in en:
        sted = f"linje {en['line']}" + (f", {en['column']}" if "column" in en else "")
    else:
        sted = str(en.get("field", ""))
    return f"  {sted}: {en['detail']} / {en['detailEnglish']}"
