"""Date arithmetic for the register: months, days, working days and overlapping periods.

Every period has both ends included, as the register writes them (`fra 01.01 til 31.12` is a whole year).
All functions are pure and take constant time, except `samlede_dager`, which sorts its periods.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Final

UENDELIG: Final = date.max
"""The end of a period that has no end."""


def legg_til_maaneder(dato: date, n: int) -> date:
    """Move a date `n` calendar months, to the last day of the month where the day does not exist.

    31 December + 2 months is 28 or 29 February. `n` may be negative. Because of the clamping, moving there
    and back may lose days. Raises ValueError outside the years 1–9999.
    """
    aar, maaned = divmod(dato.year * 12 + dato.month - 1 + n, 12)
    maaned += 1
    if dato.day <= 28:  # monthrange costs more than all the rest, and most dates do not need it.
        return date(aar, maaned, dato.day)
    if not 1 <= aar <= 9999:
        raise ValueError(f"year {aar} is out of range")
    return date(aar, maaned, min(dato.day, monthrange(aar, maaned)[1]))


def maaneder_mellom(fra: date, til: date) -> int:
    """Count the whole months from `fra` to `til`: the largest `n` with `legg_til_maaneder(fra, n) <= til`.

    1 January to 1 February is 1, to 31 January 0: to measure a period whose last day is included, pass the
    day after it. Negative when `til` lies before `fra`.
    """
    n = (til.year - fra.year) * 12 + til.month - fra.month
    if til.day >= fra.day or til.day == monthrange(til.year, til.month)[1]:
        return n
    return n - 1


def kalenderdager(fra: date, til: date) -> int:
    """Count the calendar days of a period, both ends included; 0 when `til` lies before `fra`."""
    return max(0, til.toordinal() - fra.toordinal() + 1)


def _virkedager_til(ordinal: int) -> int:
    """Count Monday–Friday from 1 January of year 1 (a Monday) to this day, included."""
    uker, rest = divmod(ordinal, 7)
    return uker * 5 + min(rest, 5)


def virkedager(fra: date, til: date) -> int:
    """Count Monday–Friday in a period, both ends included; 0 when `til` lies before `fra`.

    Norwegian public holidays are not looked up: 1 and 17 May count as working days when they fall on one.
    """
    return max(0, _virkedager_til(til.toordinal()) - _virkedager_til(fra.toordinal() - 1))


def legg_til_virkedager(dato: date, n: int) -> date:
    """Find the `n`-th working day (Monday–Friday) after `dato`, or before it when `n` is negative.

    `dato` itself is never counted: Friday + 1 is Monday, and so is Saturday + 1. With `n` = 0 the date comes
    back as it is, also on a Saturday. Public holidays are not looked up. Raises ValueError or OverflowError
    outside the years 1–9999.
    """
    if n == 0:
        return dato
    ordinal = dato.toordinal()
    tidligere = _virkedager_til(ordinal) + n - 1 if n > 0 else _virkedager_til(ordinal - 1) + n
    uker, rest = divmod(tidligere, 5)
    return date.fromordinal(uker * 7 + rest + 1)


def overlapp(a_fra: date | None, a_til: date | None, b_fra: date | None, b_til: date | None) -> bool:
    """Tell whether two periods have a day in common; None is an end left open.

    Both ends are included, so periods that share one day overlap, and periods that only follow on each other
    do not. A period that ends before it starts has no days and overlaps nothing.
    """
    fra = max(a_fra or date.min, b_fra or date.min)
    til = min(a_til or UENDELIG, b_til or UENDELIG)
    return fra <= til


def samlede_dager(perioder: Iterable[tuple[date, date]]) -> int:
    """Count the calendar days covered by at least one of the periods: a day in several counts once.

    Both ends are included. A period that ends before it starts adds nothing. No periods are 0 days.
    """
    dager = 0
    dekket_til = 0  # the ordinal of the last day counted so far; ordinals start at 1
    for fra, til in sorted(perioder):
        foerste = max(fra.toordinal(), dekket_til + 1)
        siste = til.toordinal()
        if siste >= foerste:
            dager += siste - foerste + 1
            dekket_til = siste
    return dager
