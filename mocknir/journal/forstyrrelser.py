"""What the fault plan did to calls, told with their journal entries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, or_, select

from mocknir.faults import words
from mocknir.faults.kinds import Stage, Words
from mocknir.journal.regler import Data
from mocknir.journal.spraak import velg
from mocknir.store import tabeller as t

_s = t.fault_strike.c


class Slag(NamedTuple):
    """A fault that struck a call, for the `nr`-th time; `sagt` is what it did, in words."""

    fault: int
    nr: int
    stage: str
    kind: str
    seconds: float | None
    bytes: int | None
    journalnummer: int
    sagt: Words

    def som_data(self, lang: str) -> Data:
        """As JSON values, with the words in one language."""
        data = self._asdict()
        return {**data, "tekst": velg(lang, *data.pop("sagt"))}


def ved(forbindelse: Connection, numre: Iterable[int]) -> dict[int, list[Slag]]:
    """What struck the calls of those journal numbers, in the order in which it struck each."""
    ut: dict[int, list[Slag]] = defaultdict(list)
    rekkefoelge = {stage.value: nr for nr, stage in enumerate(Stage)}
    hvor = _s.journal_id.in_(sorted(numre))
    for rad in forbindelse.execute(select(t.fault_strike).where(hvor).order_by(_s.fault_id, _s.nr)):
        sagt = words.strike(Stage(rad.stage), rad.kind, rad.seconds, rad.antall_bytes, rad.fault_id)
        ut[rad.journal_id].append(
            Slag(rad.fault_id, rad.nr, rad.stage, rad.kind, rad.seconds, rad.antall_bytes, rad.journal_id, sagt)
        )
    for slag in ut.values():
        slag.sort(key=lambda ett: rekkefoelge[ett.stage])
    return ut


def om_melding(meldings_id: str) -> ColumnElement[bool]:
    """That an entry is of a message: its own, or one of a call that a fault struck."""
    rammet = select(_s.journal_id).where(_s.meldings_id == meldings_id)
    return or_(t.journal.c.meldings_id == meldings_id, t.journal.c.id.in_(rammet))


def spor(lang: str) -> str:
    """What a call that a fault stopped left behind."""
    return velg(lang, "Registeret har ingenting av kallet: det samme kan sendes igjen, og er da nytt.",
                "The register has nothing of the call: the same can be sent again, and is new then.")  # fmt: skip
