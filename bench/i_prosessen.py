"""A register in the client's own process: requests that go to it without a socket, a server or a thread."""

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter

from mocknir.app import create_app
from mocknir.clock.wall import wall_time
from mocknir.sandbox import Sandboxes
from mocknir.store.lager import lager

URL = "http://127.0.0.1:8080"
"""Where a client believes that it is; nobody listens there."""


class IProsessen(BaseAdapter):
    """Answers a session's requests by calling a WSGI application."""

    def __init__(self, app: Any) -> None:
        super().__init__()
        self.app = app

    def koble(self, session: requests.Session) -> None:
        """Let a session reach the application and nothing else."""
        session.mount("http://", self)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Call the application with what would have gone over the wire."""
        svar = requests.Response()
        hode: list[tuple[str, str]] = []

        def begynn(status: str, hoder: list[tuple[str, str]], _feil: Any = None) -> Any:
            svar.status_code = int(status[:3])
            svar.reason = status[4:]
            hode.extend(hoder)

        biter: Iterable[bytes] = self.app(_miljoe(request), begynn)
        svar.raw = io.BytesIO(b"".join(biter))
        if hasattr(biter, "close"):
            biter.close()
        svar.headers.update(hode)
        svar.url = request.url or ""
        svar.request = request
        svar.encoding = "utf-8"
        return svar

    def close(self) -> None:
        """Nothing to close."""


def _miljoe(request: requests.PreparedRequest) -> dict[str, Any]:
    deler = urlsplit(request.url or "")
    kropp = request.body or b""
    raa = kropp.encode() if isinstance(kropp, str) else kropp if isinstance(kropp, bytes) else b"".join(kropp)  # type: ignore[arg-type]  # requests says less than it sends
    miljoe: dict[str, Any] = {
        "REQUEST_METHOD": request.method, "SCRIPT_NAME": "", "PATH_INFO": deler.path, "QUERY_STRING": deler.query,
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8080", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": deler.netloc,
        "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(raa),
        "wsgi.errors": io.StringIO(), "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(raa)),
    }  # fmt: skip
    for navn, verdi in request.headers.items():
        noekkel = navn.upper().replace("-", "_")
        miljoe[noekkel if noekkel in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{noekkel}"] = verdi
    return miljoe


@contextmanager
def register(mappe: Path) -> Iterator[IProsessen]:
    """A NIR in this process, its database in a folder."""
    sandboxes = Sandboxes(lager(f"sqlite:///{mappe}"), wall_time, date(2014, 1, 1))
    try:
        yield IProsessen(create_app(sandboxes))
    finally:
        sandboxes.lukk()
