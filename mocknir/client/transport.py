"""How a request gets to mocknir: over HTTP, or by calling the application in the same process."""

import io
import selectors
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import ip_address
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

from mocknir.client.feil import ConnectionLost, NotReached, WrongUse

SECONDS = 30.0
"""How long an answer may take."""

LONG_SECONDS = 3600.0
"""How long an advance of the clock, a report or an import may take."""

_LEDIG = 60.0
"""Seconds after which a connection that was kept is no longer trusted; servers close theirs after two minutes."""

LOST = "mocknir.connection"
"""The key of the WSGI environ under which the application says what became of the connection of its answer."""

_INGEN: Mapping[str, str] = {}


class Response(NamedTuple):
    """An answer; the names of its headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Transport(Protocol):
    """What carries requests; `path` begins with / and holds the query string."""

    @property
    def url(self) -> str:
        """The address that paths are added to."""

    def send(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = _INGEN,
        timeout: float | None = None,
    ) -> Response:  # fmt: skip
        """One request, sent once; raises NotReached and ConnectionLost."""

    def close(self) -> None:
        """Let go of what is held open."""


class HttpTransport:
    """Over HTTP, with connections kept alive; any number of threads may send at once.

    `token` is sent to the control plane; `timeout` is in seconds. A proxy of the environment is used for other
    machines, never for this one.
    """

    def __init__(self, url: str, token: str | None = None, timeout: float = SECONDS) -> None:
        self._ledige: list[tuple[float, HTTPConnection]] = []
        self._laas = threading.Lock()
        self.url, self._delt = read_url(url)
        self.timeout = timeout
        self._proxy = _proxy(self._delt.scheme, self._delt.hostname or "")
        self._foran = self._delt.path
        self._hoder = {"Authorization": f"Bearer {token}"} if token else {}
        if self._proxy is not None and self._delt.scheme == "http":
            self._foran = self.url
            self._hoder |= _innlogging(self._proxy)

    def send(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = _INGEN,
        timeout: float | None = None,
    ) -> Response:  # fmt: skip
        frist = self.timeout if timeout is None else timeout
        forbindelse = self._ta(frist)
        try:
            forbindelse.request(method, self._foran + path, body or None, {**self._hoder, **headers})
            svar = forbindelse.getresponse()
            innhold = svar.read()
        except (HTTPException, OSError) as feil:
            forbindelse.close()
            raise ConnectionLost(self.url, feil if str(feil) else type(feil).__name__) from None
        except BaseException:
            forbindelse.close()
            raise
        if svar.will_close:
            forbindelse.close()
        else:
            with self._laas:
                self._ledige.append((time.monotonic(), forbindelse))
        return Response(svar.status, {navn.lower(): verdi for navn, verdi in svar.getheaders()}, innhold)

    def close(self) -> None:
        with self._laas:
            ledige, self._ledige = self._ledige, []
        for _, forbindelse in ledige:
            forbindelse.close()

    def __del__(self) -> None:
        self.close()

    def _ta(self, frist: float) -> HTTPConnection:
        """A connection that stands: one that was kept and is still open, or a new one."""
        while (kjent := self._ledig()) is not None:
            if not _stengt(kjent):
                kjent.sock.settimeout(frist)
                return kjent
            kjent.close()
        ny = self._ny(frist)
        try:
            ny.connect()
        except OSError as feil:
            ny.close()
            raise NotReached(self.url, feil) from None
        return ny

    def _ledig(self) -> HTTPConnection | None:
        with self._laas:
            while self._ledige:
                brukt, forbindelse = self._ledige.pop()
                if time.monotonic() - brukt < _LEDIG:
                    return forbindelse
                forbindelse.close()
        return None

    def _ny(self, frist: float) -> HTTPConnection:
        slag = HTTPSConnection if self._delt.scheme == "https" else HTTPConnection
        if self._proxy is None:
            return slag(self._delt.hostname or "", self._delt.port, timeout=frist)
        ny = slag(self._proxy.hostname, self._proxy.port or 80, timeout=frist)
        if slag is HTTPSConnection:
            ny.set_tunnel(self._delt.hostname or "", self._delt.port, _innlogging(self._proxy))
        return ny


class WsgiTransport:
    """By calling a WSGI application in this process: no sockets, no port. The caller is this machine."""

    url = "http://localhost"

    def __init__(
        self, app: Callable[..., Iterable[bytes]], close: Callable[[], None] | None = None, token: str | None = None
    ) -> None:
        self._app = app
        self._lukk = close
        self._hoder = {"Authorization": f"Bearer {token}"} if token else {}

    def send(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = _INGEN,
        timeout: float | None = None,
    ) -> Response:  # fmt: skip
        environ = _environ(method, path, body, {**self._hoder, **headers})
        linje: list[tuple[int, dict[str, str]]] = []
        deler: list[bytes] = []

        def start_response(status: str, hoder: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], None]:
            linje[:] = [(int(status[:3]), {navn.lower(): verdi for navn, verdi in hoder})]
            return deler.append

        svar = self._app(environ, start_response)
        try:
            deler += svar
        finally:
            lukk = getattr(svar, "close", None)
            if lukk is not None:
                lukk()
        if environ.get(LOST):
            raise ConnectionLost(self.url, environ[LOST])
        return Response(*linje[0], b"".join(deler))

    def close(self) -> None:
        if self._lukk is not None:
            self._lukk()


def _environ(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    sti, _, sporring = path.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": unquote_to_bytes(sti).decode("latin-1"),
        "QUERY_STRING": sporring, "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1", "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    for navn, verdi in headers.items():
        noekkel = navn.upper().replace("-", "_")
        environ[noekkel if noekkel == "CONTENT_TYPE" else f"HTTP_{noekkel}"] = verdi
    return environ


def read_url(url: str) -> tuple[str, Any]:
    """The address of a server, without the path of its WS4 door."""
    delt = urlsplit(url if "//" in url else f"http://{url}")
    try:
        riktig = delt.scheme in ("http", "https") and bool(delt.hostname) and delt.port != 0
    except ValueError:
        riktig = False
    if not riktig or delt.query or delt.fragment:
        raise WrongUse(
            f"«{url}» er ikke en adresse; skriv for eksempel http://127.0.0.1:8080",
            f"«{url}» is no address; write for instance http://127.0.0.1:8080",
        )
    delt = delt._replace(path=quote(unquote(delt.path.removesuffix("/ws4").rstrip("/"))))
    return f"{delt.scheme}://{delt.netloc}{delt.path}", delt


def _stengt(forbindelse: HTTPConnection) -> bool:
    """Whether the server has hung up in the meantime: an idle connection has nothing to read but its end."""
    if forbindelse.sock is None:
        return True
    with selectors.DefaultSelector() as velger:
        velger.register(forbindelse.sock, selectors.EVENT_READ)
        return bool(velger.select(0))


def _proxy(skjema: str, vert: str) -> Any:
    """The proxy that the environment names for another machine; this machine's own ports it does not know."""
    if _lokal(vert):
        return None
    from urllib.request import getproxies, proxy_bypass

    adresse = None if proxy_bypass(vert) else getproxies().get(skjema)
    return urlsplit(adresse if "//" in adresse else f"//{adresse}") if adresse else None


def _lokal(vert: str) -> bool:
    try:
        return vert == "localhost" or ip_address(vert).is_loopback
    except ValueError:
        return False


def _innlogging(proxy: Any) -> dict[str, str]:
    if proxy.username is None:
        return {}
    from base64 import b64encode

    hvem = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {b64encode(hvem.encode()).decode()}"}
