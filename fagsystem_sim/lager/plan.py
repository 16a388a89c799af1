"""When a kommune transfers: at once, or by night as a job of its system, on virtual time."""

from datetime import UTC, datetime
from typing import get_args

from apscheduler.triggers.cron import CronTrigger

from fagsystem_sim.profiler.arbeidet import Plan

PLANER: tuple[Plan, ...] = get_args(Plan)
STRAKS, NATT, UKE, MAANED = PLANER
"""At once, every night, once a week, once a month."""

_UKEDAGER = ("mon", "tue", "wed", "thu", "fri")


class Overfoeringsplan:
    """The transfers of one kommune. `nr` spreads the weekly and monthly ones, so that not all send the same night.

    Raises ValueError for a plan that there is none of.
    """

    def __init__(self, plan: str, nr: int = 0) -> None:
        if plan not in PLANER:
            raise ValueError(f"Planen «{plan}» finnes ikke; bruk {', '.join(PLANER)}. / There is no such plan.")
        self.plan = plan
        time_, minutt = nr % 4 + 1, nr * 7 % 60
        felter = {
            NATT: {},
            UKE: {"day_of_week": _UKEDAGER[nr % 5]},
            MAANED: {"day": str(nr % 28 + 1)},
        }.get(plan)
        self._naar = None if felter is None else CronTrigger(hour=time_, minute=minutt, timezone=UTC, **felter)

    def neste(self, etter: datetime) -> datetime:
        """The first transfer after a virtual moment; that moment itself where it goes at once."""
        if self._naar is None:
            return etter
        sone = etter.tzinfo
        gang: datetime = self._naar.get_next_fire_time(None, etter.replace(tzinfo=UTC) + datetime.resolution)
        return gang.replace(tzinfo=sone)
