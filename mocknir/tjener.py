"""The web server: waitress, which here carries out short calls on the very thread that reads them.

A call that is handed to a thread of waitress's contends with the reading thread for Python's one lock: at two
connections each call then costs some 0.5–1.8 ms of processor more than its work, and at many ten times what it costs
when nobody contends (Python 3.11, two cores). So a call that waits for nothing but its own work is done where it was
read, and its thread is spared; all others, that may be held or take their time, get a thread as before.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from waitress import wasyncore
from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher

RUNDE = 1.0
"""Seconds that the reading thread waits at most before it looks whether it is to stop."""

KORT = 256 * 1024
"""Bytes of a message that is short, some 600 registrations; a longer one would keep all others waiting."""


class Laas(Protocol):
    """A lock that is held when it is handed over, and is let go when the call has been carried out."""

    def release(self) -> None:
        """Let it go."""


Straks = Callable[[str, str], Laas | None]
"""Whether a call (method and path) can be carried out at once: the lock of what it works on, taken; else None."""


class Adresse(NamedTuple):
    """Where a server listens."""

    vert: str
    port: int


class Tjener:
    """A WSGI application on an address; `valg` are waitress's own settings.

    Raises OSError where the address is taken, ValueError where it is none of this machine's.
    """

    def __init__(self, app: Any, straks: Straks, *, host: str, port: int, threads: int, **valg: Any) -> None:
        self._kanaler: dict[int, Any] = {}
        self._fordeler = _Fordeler(straks)
        self._server: Any = create_server(
            app, map=self._kanaler, _dispatcher=self._fordeler, host=host, port=port, ident="mocknir",
            asyncore_use_poll=True, **valg,
        )  # fmt: skip
        self._fordeler.set_thread_count(threads)
        self._stopp = threading.Event()

    @property
    def adresse(self) -> Adresse:
        """The address listened to; of a name with several, the first."""
        lyttet = getattr(self._server, "effective_listen", None)
        return Adresse(*(lyttet[0] if lyttet else (self._server.effective_host, self._server.effective_port)))

    def gaa(self) -> None:
        """Answer calls until `stopp`; the calls under way are carried out."""
        try:
            while not self._stopp.is_set():
                self._les(0.0 if self._fordeler.har_mer else RUNDE)
                self._fordeler.utfoer_neste()
        finally:
            self._fordeler.shutdown()
            wasyncore.close_all(self._kanaler)  # clients keep their connections open

    def _les(self, runde: float) -> None:
        """Read what has come. waitress takes one new connection at a time, and each of them is met before a call is
        carried out: else whoever comes last waits for the calls of all who came before."""
        antall = -1
        while antall < len(self._kanaler):
            antall = len(self._kanaler)
            wasyncore.loop(timeout=runde, use_poll=True, map=self._kanaler, count=1)
            runde = 0.0

    def stopp(self) -> None:
        """Ask `gaa` to come to its end; from any thread, and from a signal handler."""
        if self._stopp.is_set():
            return  # what wakes the reader may be closed already
        self._stopp.set()
        for kanal in list(self._kanaler.values()):
            if hasattr(kanal, "pull_trigger"):
                kanal.pull_trigger()
                return


class _Fordeler(ThreadedTaskDispatcher):
    """Keeps the calls that can be carried out at once for the reading thread."""

    def __init__(self, straks: Straks) -> None:
        super().__init__()
        self._straks = straks
        self._lest: deque[Any] = deque()
        self._korte: deque[Any] = deque()

    def add_task(self, task: Any) -> None:
        """Take a connection with a call to carry out; its locks are held here, so nothing is carried out yet."""
        self._lest.append(task)

    @property
    def har_mer(self) -> bool:
        """Whether calls are waiting that were read."""
        return bool(self._lest or self._korte)

    def utfoer_neste(self) -> None:
        """Hand to threads what was read and is theirs, and carry out the next call that is not.

        One at a time: between two of them whoever else calls is read, and a wish to stop is heard.
        """
        while self._lest:
            kanal = self._lest.popleft()
            laas = self._ta(kanal)
            if laas is None:
                super().add_task(kanal)
            else:
                laas.release()
                self._korte.append(kanal)
        while self._korte:
            kanal = self._korte.popleft()
            laas = self._ta(kanal)
            if laas is None:  # somebody else has taken it since
                super().add_task(kanal)
                continue
            try:
                kanal.service()
            finally:
                laas.release()
            return

    def _ta(self, kanal: Any) -> Laas | None:
        """The lock of what the call works on; None where it is long, or where the client may leave answers unread:
        waitress waits for him then, and the one who sends them to him would be the one that waits."""
        if kanal.total_outbufs_len or len(kanal.requests) != 1:
            return None
        kall = kanal.requests[0]
        if kall.error or kall.chunked or kall.content_length > KORT:
            return None
        return self._straks(kall.command, kall.path)
