"""Kommuner that were put together or got a new number: what it does to keys, transfers and stores."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from fagsystem_sim.befolkning import kommuner
from fagsystem_sim.datoer import EN_DAG


class Reform(NamedTuple):
    """On `dag` the kommune `gammel` goes on as `ny`."""

    dag: date
    gammel: str
    ny: str


def reformer(fra: date, til: date) -> list[Reform]:
    """The changes of number between two days, in order."""
    return sorted(
        Reform(k.til + EN_DAG, k.nr, k.etterfoelger)
        for k in kommuner.alle().values()
        if k.til is not None and k.etterfoelger is not None and fra < k.til + EN_DAG <= til
    )


def sammenslaatte(alle: list[Reform]) -> dict[str, date]:
    """The kommuner that came out of a merger, and when; a mere change of number is none."""
    forgjengere: defaultdict[tuple[str, date], int] = defaultdict(int)
    for reform in alle:
        forgjengere[reform.ny, reform.dag] += 1
    ut = {}
    for (ny, dag), antall in forgjengere.items():
        fra = kommuner.alle()[ny].fra
        if antall > 1 or fra is None or fra < dag:  # one that was there before has taken another in
            ut[ny] = dag
    return ut
