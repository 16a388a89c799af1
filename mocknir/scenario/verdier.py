"""Values beside each other: what a scenario writes (dates are dates) and what an answer holds (dates are text)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from mocknir.scenario.ord import Ord, likt


class _Mangler:
    """What stands where there is nothing."""

    def __repr__(self) -> str:
        return "MANGLER"


MANGLER: Final = _Mangler()


def vis(verdi: Any) -> Ord:
    """A value as people read it in a difference: as a scenario would write it."""
    if verdi is MANGLER:
        return Ord("mangler", "missing")
    if verdi is None:
        return Ord("ingen verdi", "no value")
    return likt(skriv(verdi))


def skriv(verdi: Any) -> str:
    """A value on one line, as YAML in flow style."""
    if isinstance(verdi, bool):
        return "true" if verdi else "false"
    if verdi is None:
        return "null"
    if isinstance(verdi, date):
        return verdi.isoformat()
    if isinstance(verdi, Mapping):
        return "{" + ", ".join(f"{k}: {skriv(v)}" for k, v in verdi.items()) + "}"
    if isinstance(verdi, Sequence) and not isinstance(verdi, str):
        return "[" + ", ".join(map(skriv, verdi)) + "]"
    if isinstance(verdi, str) and (verdi != verdi.strip() or _LIGNER_ANNET.fullmatch(verdi)):
        return f'"{verdi}"'
    return str(verdi)


_LIGNER_ANNET = re.compile(r"[+-]?[\d.]+|true|false|null|")
"""Texts that stand in quotes, as they would be read as something else without: 0301, true, and none at all."""


def tall_av(verdi: Any) -> Decimal | None:
    """A number, be it written as one or, as the fields of a registration are, as text."""
    if isinstance(verdi, bool) or not isinstance(verdi, int | float | Decimal | str):
        return None
    try:
        tall = Decimal(str(verdi))
    except InvalidOperation:
        return None
    return tall if tall.is_finite() else None


_DAG = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")


def dag_av(verdi: Any) -> date | None:
    """The day of a date or a moment, be it text or not."""
    if isinstance(verdi, date):
        return verdi
    treff = _DAG.fullmatch(verdi) if isinstance(verdi, str) else None
    try:
        return date.fromisoformat(treff[1]) if treff else None
    except ValueError:
        return None


def lik(expected: Any, actual: Any) -> bool:
    """Whether a value written in a scenario is the one that stands there; null is also what is missing."""
    if expected is None:
        return actual is None or actual is MANGLER
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if isinstance(expected, date):
        return dag_av(actual) == expected
    if isinstance(expected, int | float | Decimal):
        return tall_av(actual) == tall_av(expected)
    return bool(expected == actual)
