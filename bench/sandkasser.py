"""Sandboxes come, go and are put back in milliseconds: each verb beside a plain copy of the file, synced and opened."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from bench.maaling import Resultat, tid
from mocknir.clock.wall import wall_time
from mocknir.sandbox import Sandboxes
from mocknir.sandbox.samling import STANDARD
from mocknir.store.lager import lager

MAKS_SEKUNDER = 0.010
"""How long create, fork and restore may take (issue 4)."""

GANGER = 100


def maal() -> Iterator[Resultat]:
    """Do each verb a hundred times on disk with synchronous=FULL; the first sandbox has a user and a clock."""
    with tempfile.TemporaryDirectory(prefix="mocknir-bench-") as mappe:
        alle = Sandboxes(lager(f"sqlite:///{mappe}/nir"), wall_time)
        alle.opprett(STANDARD)
        alle.ta_snapshot(STANDARD, "start")
        kilde = Path(mappe) / "nir" / f"{STANDARD}@start.sqlite"
        nr = count()

        def kopier() -> None:
            ny = Path(mappe) / f"kopi-{next(nr)}.sqlite"
            shutil.copyfile(kilde, ny)
            with ny.open() as fil:
                os.fsync(fil.fileno())
            forbindelse = sqlite3.connect(ny)
            forbindelse.execute("SELECT * FROM klokke").fetchall()
            forbindelse.close()

        kopi = tid(kopier, GANGER)
        yield Resultat(f"en fil kopiert, synket og åpnet ({kilde.stat().st_size // 1024} KB)", kopi)
        for hva, gjoer in {
            "create": lambda: alle.opprett(f"n-{next(nr)}"),
            "fork": lambda: alle.fork(STANDARD, f"f-{next(nr)}"),
            "fork av et snapshot": lambda: alle.fork(STANDARD, f"g-{next(nr)}", "start"),
            "restore": lambda: alle.gjenopprett(STANDARD, "start"),
            "snapshot": lambda: alle.ta_snapshot(STANDARD, f"s-{next(nr)}"),
            "reset": lambda: alle.nullstill(STANDARD),
        }.items():
            maalt = tid(gjoer, GANGER)
            holdt = None if hva in ("snapshot", "reset") else maalt <= MAKS_SEKUNDER
            yield Resultat(hva, maalt, "kopien", maalt / kopi, "" if holdt is None else "≤ 10 ms", holdt)
        slettes = [navn for navn in alle.liste() if navn.startswith("n-")]
        maalt = tid(lambda: alle.slett(slettes.pop()), len(slettes))
        yield Resultat("delete", maalt, "kopien", maalt / kopi)
        alle.lukk()
