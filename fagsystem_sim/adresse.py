"""The address of a server: what is one, and what was meant where it is none."""

import re
from urllib.parse import SplitResult, urlsplit

EKSEMPEL = "http://127.0.0.1:8080"

_VERT = re.compile(r"[\w.:-]+")


class UgyldigAdresse(Exception):
    """It is no address of a server: what would be, in bokmål and English, and the sandbox it pointed to."""

    def __init__(self, nb: str, en: str, sandkasse: str | None = None) -> None:
        super().__init__(f"{nb} / {en}")
        self.nb = nb
        self.en = en
        self.sandkasse = sandkasse


def les_adresse(tekst: str) -> str:
    """The address as requests begin with it, `http://127.0.0.1:8080`. Raises UgyldigAdresse.

    It has no path: a NIR answers below the root of its server alone.
    """
    skrevet = tekst.strip()
    vist = skrevet if len(skrevet) <= 80 else f"{skrevet[:77]}…"
    delt = _delt(skrevet)
    if delt is None:
        ment = _ment(skrevet)
        raise UgyldigAdresse(
            f"«{vist}» er ikke adressen til en server; skriv {ment or f'maskin og port, som {EKSEMPEL}'}",
            f"That is no address of a server; write {ment or f'machine and port, as {EKSEMPEL}'}",
        )
    server = _server(delt)
    if delt.path.strip("/") or delt.query or delt.fragment:
        # What people paste is the endpoint of WS4, http://127.0.0.1:8080/kurs-1/ws4?wsdl
        sandkasse = re.fullmatch(r"/([^/]+)/ws\d", delt.path)
        raise UgyldigAdresse(
            f"«{vist}» er mer enn adressen til serveren; skriv {server}, uten sti",
            f"That is more than the address of the server; write {server}, without a path",
            sandkasse and sandkasse[1],
        )
    return server


def er_endepunkt(tekst: str) -> bool:
    """Whether it is the address of a server with a path after it, as WS4 has one."""
    return _delt(tekst) is not None


def _delt(tekst: str) -> SplitResult | None:
    """Its parts, where it begins as an address does."""
    try:
        delt = urlsplit(tekst)
        vert = delt.hostname or ""
        vert.encode("idna")
        riktig = delt.scheme in ("http", "https") and _VERT.fullmatch(vert) and delt.port != 0
    except ValueError:  # a port that is none, a bracket that is not closed, a name that no machine can have
        return None
    return delt if riktig and "@" not in delt.netloc else None


def _ment(skrevet: str) -> str | None:
    """What it is with http:// before it, where that was all it wanted: `localhost:8080`, `htp://localhost`, `8080`."""
    uten = re.sub(r"^[a-z]*:?/+", "", skrevet, flags=re.IGNORECASE)
    delt = _delt(f"http://127.0.0.1:{uten}" if uten.isdecimal() else f"http://{uten}")
    return delt and _server(delt)


def _server(delt: SplitResult) -> str:
    return f"{delt.scheme}://{delt.netloc.rstrip(':')}"
