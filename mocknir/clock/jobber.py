"""What falls due on the virtual clock, told by APScheduler's triggers."""

from collections.abc import Iterator
from datetime import datetime

from mocknir.store.koding import OSLO

NATTIME = 4
"""The hour of the nightly closing (`antatt`; domain.md §4: run frequency NOT FOUND). No zone change falls in it."""


def netter(fra: datetime, til: datetime) -> Iterator[datetime]:
    """The moments of nightly closing after `fra`, up to and with `til`, in order."""
    from apscheduler.triggers.cron import CronTrigger

    utloeser = CronTrigger(hour=NATTIME, timezone=OSLO)
    forrige: datetime | None = None
    naa = fra
    while True:
        neste = utloeser.get_next_fire_time(forrige, naa)
        if neste is None or neste > til:
            return
        if neste > fra:
            yield neste
        forrige = naa = neste
