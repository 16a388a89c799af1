"""What falls due on the virtual clock, told by APScheduler's triggers."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from mocknir.store.koding import OSLO

NATTIME = 4
"""The hour of the nightly closing (`antatt`; domain.md §4: run frequency NOT FOUND). No zone change falls in it."""


def netter(fra: datetime, til: datetime) -> Iterator[datetime]:
    """The moments of nightly closing after `fra`, up to and with `til`, in order."""
    for aar in range(fra.astimezone(OSLO).year, til.astimezone(OSLO).year + 1):
        alle = _aarets_netter(aar)
        yield from alle[bisect_right(alle, fra) : bisect_right(alle, til)]


@lru_cache(maxsize=100)
def _aarets_netter(aar: int) -> tuple[datetime, ...]:
    """The nights of a year.

    Kept, as the trigger takes longer to tell them than all else that a night does in which nothing is closed, and
    scenarios live the same years again and again.
    """
    from apscheduler.triggers.cron import CronTrigger

    utloeser = CronTrigger(hour=NATTIME, timezone=OSLO)
    ut: list[datetime] = []
    neste = utloeser.get_next_fire_time(None, datetime(aar, 1, 1, tzinfo=OSLO))
    while neste is not None and neste.year == aar:
        ut.append(neste)
        neste = utloeser.get_next_fire_time(neste, neste)
    return tuple(ut)
