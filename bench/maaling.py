"""Timing, and how a result is shown."""

import gc
import statistics
from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple


class Resultat(NamedTuple):
    """One line of the table: a time, what it is held against, and the goal the ratio should meet."""

    hva: str
    sekunder: float
    mot: str = ""
    forhold: float | None = None
    maal: str = ""
    holdt: bool | None = None


def tid(gjoer: Callable[[], object], ganger: int = 1) -> float:
    """The median time of one call in seconds, of `ganger` calls, the garbage collector at rest."""
    gc.collect()
    gc.disable()
    try:
        maalt = []
        for _ in range(ganger):
            foer = perf_counter()
            gjoer()
            maalt.append(perf_counter() - foer)
    finally:
        gc.enable()
    return statistics.median(maalt)


def vis_tid(sekunder: float) -> str:
    """A time in the unit that suits it."""
    if sekunder < 1e-3:
        return f"{sekunder * 1e6:.0f} µs"
    if sekunder < 1:
        return f"{sekunder * 1e3:.1f} ms"
    return f"{sekunder:.2f} s"
