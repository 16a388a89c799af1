"""Who listens to events: how many of them may hold a thread of the server, and that they let go of it at its end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from mocknir.store.varsel import Varsel

PLASSER = 2
"""Listeners that are held at a time, where the server says nothing else: a quarter of waitress's eight threads."""


class Lyttere:
    """The places for listeners. Who gets none is answered with what there is and asked to come back soon."""

    def __init__(self, plasser: int = PLASSER) -> None:
        self._plasser = plasser
        self._laas = threading.Lock()
        self._holdt: dict[object, Varsel] = {}
        self.stoppet = False

    @contextmanager
    def plass(self, varsel: Varsel) -> Iterator[bool]:
        """Whether there is a place for one more that waits for `varsel`; it is kept until the end of the block."""
        billett = object()
        with self._laas:
            fikk = not self.stoppet and len(self._holdt) < self._plasser
            if fikk:
                self._holdt[billett] = varsel
        try:
            yield fikk
        finally:
            with self._laas:
                self._holdt.pop(billett, None)

    def stopp(self) -> None:
        """Let every listener go, for the server stops; a signal's handler may say so, in a thread that holds none."""
        self.stoppet = True
        for varsel in list(self._holdt.values()):
            varsel.vekk()
