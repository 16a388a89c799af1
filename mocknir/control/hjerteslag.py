"""The heartbeat of running clocks: nights fall due also when nobody calls."""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from mocknir.clock.klokke import Modus
from mocknir.register.feil import Avvik
from mocknir.sandbox import Sandboxes, tid

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

_logg = logging.getLogger(__name__)

SEKUNDER = 1.0
"""Wall seconds between two beats."""

_RYDDING = "_rydding"
"""The job that looks for expired sandboxes; none of these can be called that."""


class Hjerteslag:
    """Moves the running clocks, each in a job of its own; APScheduler starts with the first of them."""

    def __init__(self, sandboxes: Sandboxes, sekunder: float = SEKUNDER) -> None:
        self._sandboxes = sandboxes
        self._sekunder = sekunder
        self._laas = threading.Lock()
        self._planlegger: BackgroundScheduler | None = None
        self._foelger: set[str] = set()
        self._rydder = False

    def foelg(self, navn: str) -> None:
        """Follow a sandbox whose clock runs, for as long as it does."""
        if navn in self._foelger:
            return
        with self._laas:
            if navn in self._foelger:
                return
            self._foelger.add(navn)
            self._start().add_job(
                self._slag, "interval", [navn], seconds=self._sekunder, id=navn, max_instances=1, coalesce=True,
                misfire_grace_time=None, replace_existing=True,
            )  # fmt: skip

    def gjenoppta(self) -> None:
        """Follow all the sandboxes whose clock ran when the last server stopped."""
        for navn in self._sandboxes.gaaende():
            self.foelg(navn)

    def rydd_utloepte(self) -> None:
        """Delete sandboxes as they expire, from now on; one that is asked for is found to have expired anyway."""
        with self._laas:
            if not self._rydder:
                self._rydder = True
                self._start().add_job(
                    self._sandboxes.rydd, "interval", seconds=self._sekunder, id=_RYDDING, max_instances=1,
                    coalesce=True, misfire_grace_time=None,
                )  # fmt: skip

    def _start(self) -> BackgroundScheduler:
        if self._planlegger is None:
            from apscheduler.schedulers.background import BackgroundScheduler

            # A night that takes longer than a beat is no news: the next beat goes on from where it ended.
            logging.getLogger("apscheduler").setLevel(logging.ERROR)
            self._planlegger = BackgroundScheduler(timezone="UTC", daemon=True)
            self._planlegger.start()
        return self._planlegger

    def _slag(self, navn: str) -> None:
        try:
            sandbox = self._sandboxes.hent(navn)
        except Avvik:
            self._slipp(navn)
            return
        with sandbox.base.laas, suppress(Avvik):  # deleted meanwhile: the next beat lets it go
            if sandbox.klokke.modus is Modus.RUNNING:
                tid.flytt(sandbox, sandbox.naa())
            else:  # still under the lock: whoever starts the clock again comes after this
                self._slipp(navn)

    def _slipp(self, navn: str) -> None:
        with self._laas:
            self._foelger.discard(navn)
            if self._planlegger is not None and self._planlegger.get_job(navn) is not None:
                self._planlegger.remove_job(navn)

    def stopp(self) -> None:
        """Let no clock move any more; a beat under way is finished first."""
        with self._laas:
            planlegger, self._planlegger = self._planlegger, None
        if planlegger is not None:
            planlegger.shutdown(wait=True)
