"""What the fault plan did to calls, told with their journal entries."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, or_, select

from mocknir.faults import words
from mocknir.faults.kinds import Stage
from mocknir.journal.regler import Data
from mocknir.journal.spraak import velg
from mocknir.store import tabeller as t

_s = t.fault_strike.c


def ved(forbindelse: Connection, numre: Iterable[int], lang: str) -> dict[int, list[Data]]:
    """What struck the calls of those journal numbers, in the order in which it struck each."""
    ut: dict[int, list[Data]] = defaultdict(list)
    hvor = _s.journal_id.in_(sorted(numre))
    rekkefoelge = {stage: nr for nr, stage in enumerate(Stage)}
    rader = forbindelse.execute(select(t.fault_strike).where(hvor).order_by(_s.fault_id, _s.nr)).all()
    for rad in sorted(rader, key=lambda rad: rekkefoelge[Stage(rad.stage)]):
        sagt = words.strike(Stage(rad.stage), rad.kind, rad.seconds, rad.antall_bytes, rad.fault_id)
        ut[rad.journal_id].append({
            "fault": rad.fault_id, "nr": rad.nr, "stage": rad.stage, "kind": rad.kind, "seconds": rad.seconds,
            "bytes": rad.antall_bytes, "journalnummer": rad.journal_id, "tekst": velg(lang, *sagt),
        })  # fmt: skip
    return ut


def om_melding(meldings_id: str) -> ColumnElement[bool]:
    """That an entry is of a message: its own, or one of a call that a fault struck."""
    rammet = select(_s.journal_id).where(_s.meldings_id == meldings_id)
    return or_(t.journal.c.meldings_id == meldings_id, t.journal.c.id.in_(rammet))


def spor(lang: str) -> str:
    """What a call that a fault stopped left behind."""
    return velg(lang, "Registeret har ingenting av kallet: det samme kan sendes igjen, og er da nytt.",
                "The register has nothing of the call: the same can be sent again, and is new then.")  # fmt: skip
