"""What a run spends its time and memory on."""

import os
import resource
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, thread_time
from typing import NamedTuple


class Post(NamedTuple):
    """An item of the account: seconds of processor time here, and seconds of waiting for somebody else."""

    hva: str
    cpu: float
    venting: float


class Maalinger:
    """Adds up what is spent on what; safe for several threads, each of which is measured by its own clock."""

    def __init__(self) -> None:
        self._cpu: defaultdict[str, float] = defaultdict(float)
        self._vegg: defaultdict[str, float] = defaultdict(float)
        self._laas = threading.Lock()
        self._dybde = threading.local()
        self.begynt = perf_counter()

    @contextmanager
    def post(self, hva: str) -> Iterator[None]:
        """Book the block on an item; a block within it is booked on its own item alone."""
        ytre = getattr(self._dybde, "bruk", None)
        bruk = [0.0, 0.0]
        self._dybde.bruk = bruk
        vegg, cpu = perf_counter(), thread_time()
        try:
            yield
        finally:
            vegg, cpu = perf_counter() - vegg, thread_time() - cpu
            self._dybde.bruk = ytre
            if ytre is not None:
                ytre[0] += vegg
                ytre[1] += cpu
            with self._laas:
                self._vegg[hva] += vegg - bruk[0]
                self._cpu[hva] += cpu - bruk[1]

    def legg_til(self, hva: str, cpu: float, vegg: float) -> None:
        """Book what was measured elsewhere, in another process."""
        with self._laas:
            self._cpu[hva] += cpu
            self._vegg[hva] += vegg

    def poster(self) -> list[Post]:
        """The account, the dearest first."""
        poster = [Post(hva, cpu, max(0.0, self._vegg[hva] - cpu)) for hva, cpu in self._cpu.items()]
        return sorted(poster, key=lambda p: -(p.cpu + p.venting))

    @property
    def sekunder(self) -> float:
        """Seconds since the beginning."""
        return perf_counter() - self.begynt


class Minne(NamedTuple):
    """Peaks in megabytes: this process, and the largest of its children that have ended (its server)."""

    selv: int
    barn: int
    barn_cpu: float


def minne() -> Minne:
    """The peaks so far; call it when the children have ended."""
    enhet = 1024 * 1024 if sys.platform == "darwin" else 1024
    selv, barn = (resource.getrusage(hvem) for hvem in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Minne(selv.ru_maxrss // enhet, barn.ru_maxrss // enhet, barn.ru_utime + barn.ru_stime)


def kjerner() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
