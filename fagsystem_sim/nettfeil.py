"""What went wrong on the way to a server, told for people: bokmål first, then English."""

import socket
import ssl
from collections.abc import Iterator
from http.client import HTTPException, responses
from urllib.parse import urlsplit

import requests

KOBLE_OPP = 10.0
"""Seconds to wait for a connection; an answer may take longer."""


def ikke_naadd(url: str, feil: BaseException) -> str:
    """That nobody answers at a URL, why, and what to do about it."""
    nb, en, raad, remedy = _hva(url, feil)
    return f"{nb}. {raad} / {en}. {remedy}"


def hvorfor(url: str, feil: BaseException) -> str:
    """Why no answer came, without advice."""
    nb, en, _, _ = _hva(url, feil)
    return f"{nb}. / {en}."


def _hva(url: str, feil: BaseException) -> tuple[str, str, str, str]:
    """What happened, in bokmål and English, and the remedy in both."""
    delt, kjede = urlsplit(url), list(_kjede(feil))
    server = f"{delt.scheme}://{delt.netloc}"
    if isinstance(feil, requests.HTTPError) and feil.response is not None:
        svar = feil.response
        status = f"{svar.status_code} {responses.get(svar.status_code, '')}".rstrip()
        # a mocknir says in plain text what is wrong, a line in each language
        slag, linjer = svar.headers.get("Content-Type", ""), svar.text[:1000].strip().splitlines()
        sagt = linjer if slag.startswith("text/plain") and len(linjer) == 2 else None
        nb, en = (f": {sagt[0]}", f": {sagt[1]}") if sagt else (", og ikke som en NIR", ", and not as a NIR does")
        return (
            f"{url} svarte {status}{nb}", f"{url} answered {status}{en}",
            "Se etter om adressen er riktig.", "See whether the address is right.",
        )  # fmt: skip
    grunn = next((g for g in map(_grunn, reversed(kjede)) if g), "")
    if any(isinstance(ett, ssl.SSLError | requests.exceptions.SSLError) or "handshake" in str(ett) for ett in kjede):
        uten = f"http://{delt.netloc}"
        return (
            f"{server} lar seg ikke nå over https{grunn}", f"{server} cannot be reached over https{grunn}",
            f"Svarer serveren uten TLS, skriv {uten}; ellers må sertifikatet være gyldig.",
            f"If it answers without TLS, write {uten}; else it needs a valid certificate.",
        )  # fmt: skip
    if any(isinstance(ett, socket.gaierror | UnicodeError) for ett in kjede):
        return (
            f"Ingen maskin heter {delt.hostname}{grunn}", f"No machine is called {delt.hostname}{grunn}",
            "Se etter en skrivefeil i adressen.", "Look for a slip in the address.",
        )  # fmt: skip
    if any(isinstance(ett, ConnectionRefusedError) for ett in kjede):
        return (
            f"Ingen NIR svarer på {server}{grunn}", f"No NIR answers at {server}{grunn}",
            "Start en NIR der med «mocknir serve», eller oppgi en annen adresse.",
            "Start a NIR there with «mocknir serve», or give another address.",
        )  # fmt: skip
    if any(isinstance(ett, TimeoutError | requests.Timeout) for ett in kjede):
        return (
            f"{server} svarte ikke i tide", f"{server} did not answer in time",
            "Se etter om adressen er riktig, og i serverens logg hva den holder på med.",
            "See whether the address is right, and in the server's log what it is doing.",
        )  # fmt: skip
    return (
        f"Forbindelsen til {server} ble brutt{grunn}", f"The connection to {server} was cut{grunn}",
        "Se etter om det er en NIR som svarer der.", "See whether it is a NIR that answers there.",
    )  # fmt: skip


def _grunn(feil: BaseException) -> str:
    """What the machine calls it, in parentheses, where it is short."""
    if isinstance(feil, OSError) and not isinstance(feil, requests.RequestException):
        navn = getattr(feil, "reason", None) if isinstance(feil, ssl.SSLError) else feil.strerror
    else:
        navn = type(feil).__name__ if isinstance(feil, HTTPException) else None
    return f" ({navn})" if navn else ""


def _kjede(feil: BaseException | None) -> Iterator[BaseException]:
    """An error, and what lies behind it: urllib3 hides it in `reason`, requests in its arguments."""
    sett: set[int] = set()
    while feil is not None and id(feil) not in sett:
        sett.add(id(feil))
        yield feil
        under = (getattr(feil, "reason", None), *feil.args, feil.__cause__, feil.__context__)
        feil = next((ett for ett in under if isinstance(ett, BaseException)), None)
