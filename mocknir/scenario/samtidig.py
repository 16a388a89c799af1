"""Many scenarios at once: in processes, each with a server of its own, and the results in order."""

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import cache
from typing import Any, NamedTuple

from mocknir.client.server import Server
from mocknir.scenario.kjoering import Kjoerer, Resultat
from mocknir.scenario.les import Lest

VERDT = 10
"""A process more is worth its start from so many scenarios on."""


class Bestilling(NamedTuple):
    """How scenarios are to be run: on the server at an address, or in process where there is none."""

    url: str | None = None
    token: str | None = None
    behold: bool = False
    lang: str = "nb"

    def server(self) -> Server:
        """The server; one in process is made now."""
        if self.url is not None:
            return Server.connect(self.url, self.token)
        from mocknir.app import in_process

        return in_process()

    def kjoerer(self, server: Server) -> Kjoerer:
        """What runs them there."""
        return Kjoerer(server, behold=self.behold, lang=self.lang)


def prosesser(antall: int) -> int:
    """How many processes suit so many scenarios on this machine."""
    kjerner = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(kjerner, antall // VERDT))


def kjoer(alle: Sequence[Lest], bestilling: Bestilling, antall: int) -> Iterator[Resultat]:
    """Run them in so many processes; the results come in order, whoever was first.

    Close it before its end, and what has not begun is left undone.
    """
    if antall == 1 or len(alle) < 2:
        with closing(bestilling.server()) as server:
            yield from map(bestilling.kjoerer(server).kjoer, alle)
        return
    if bestilling.url is None:
        import mocknir.app  # noqa: F401  # once, before the processes part
    arbeidere = ProcessPoolExecutor(min(antall, len(alle)), _kontekst(), _i_arbeider)
    try:
        for en in [arbeidere.submit(_kjoer, bestilling, lest) for lest in alle]:
            yield en.result()
    finally:
        arbeidere.shutdown(cancel_futures=True)


def _kontekst() -> Any:
    """Forked where that can be: a new interpreter takes as long to start as twenty scenarios to run."""
    slag = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    return multiprocessing.get_context(slag)


def _i_arbeider() -> None:
    """Let Ctrl-C be for the process that asked for the work: this one finishes its scenario and cleans up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _kjoer(bestilling: Bestilling, lest: Lest) -> Resultat:
    return _kjoerer(bestilling).kjoer(lest)


@cache
def _kjoerer(bestilling: Bestilling) -> Kjoerer:
    """The one of this process, which ends with it."""
    return bestilling.kjoerer(bestilling.server())
