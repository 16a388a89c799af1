"""A process is killed while a sandbox is made, kept, put back, doubled or deleted: it is done whole or not at all."""

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from mocknir.clock.wall import wall_time
from mocknir.register.feil import Avvik
from mocknir.sandbox import Sandboxes
from mocknir.store.lager import lager
from tests.kommune import Kommune

ROT = Path(__file__).parent.parent.parent

DREP = """
import os, signal, sys
from pathlib import Path
from mocknir.clock.wall import wall_time
from mocknir.sandbox import Sandboxes
from mocknir.store import base, sqlite, sqlitefil
from mocknir.store.lager import lager

def drep(*_hva, **_mer):
    os.kill(os.getpid(), signal.SIGKILL)

def foerst(gjoer):
    return lambda *hva, **mer: (gjoer(*hva, **mer), drep())

def en_side_om_gangen(selv, kilde):
    kilde.backup(selv.fil, pages=4, progress=drep)

def med_en(gjoer):
    def utfoer(selv, sql):
        gjoer(selv, sql)
        drep()
    return utfoer

alle = Sandboxes(lager(sys.argv[1]), wall_time)
alle.hent("kurs")
{sted}
{gjoer}
"""

FOER_NAVNET = "Path.replace = drep"
ETTER_NAVNET = "Path.replace = foerst(Path.replace)"
MIDT_I_SIDENE = "sqlitefil.SqliteBase.erstatt = en_side_om_gangen"
MIDT_I_SETNINGENE = "base.Base.utfoer_tekst = med_en(base.Base.utfoer_tekst)"
ETTER_BASEN = "sqlite.SqliteLager._slett_rester = drep"

OPPRETT, SNAPSHOT = 'alle.opprett("ny", utloeper=4e9)', 'alle.ta_snapshot("kurs", "nytt")'
GJENOPPRETT, FORK = 'alle.gjenopprett("kurs", "start")', 'alle.fork("kurs", "ny")'
NULLSTILL, SLETT = 'alle.nullstill("kurs")', 'alle.slett("kurs")'

START, NAA = ["Ola"], ["Ola", "Kari"]
"""Who is in the sandbox: in its snapshot, and as it stands."""


def forbered(database: str) -> None:
    alle = Sandboxes(lager(database), wall_time)
    kurs = Kommune(alle.opprett("kurs"))
    kurs.person(1, navn="Ola")
    alle.ta_snapshot("kurs", "start")
    kurs.til("2017-03-01")
    kurs.person(2, navn="Kari")
    alle.lukk()


def navn(alle: Sandboxes, sandkasse: str) -> list[str]:
    with alle.hent(sandkasse).base.les() as forbindelse:
        return list(forbindelse.exec_driver_sql("SELECT navn FROM person ORDER BY id").scalars())


def drept(database: str, sted: str, gjoer: str) -> None:
    skript = DREP.format(sted=sted, gjoer=gjoer)
    prosess = subprocess.run([sys.executable, "-c", skript, database], cwd=ROT, timeout=30, check=False)
    assert prosess.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("sted", "gjoer", "sandkasser", "snapshots", "folk"),
    [
        (FOER_NAVNET, OPPRETT, ["kurs"], ["start"], NAA),
        (ETTER_NAVNET, OPPRETT, ["kurs"], ["start"], NAA),  # it has an expiry, but there is nothing that expires
        (FOER_NAVNET, SNAPSHOT, ["kurs"], ["start"], NAA),
        (ETTER_NAVNET, SNAPSHOT, ["kurs"], ["nytt", "start"], NAA),
        (FOER_NAVNET, FORK, ["kurs"], ["start"], NAA),
        (ETTER_NAVNET, FORK, ["kurs", "ny"], ["start"], NAA),
        (MIDT_I_SIDENE, GJENOPPRETT, ["kurs"], ["start"], NAA),
        (MIDT_I_SIDENE, NULLSTILL, ["kurs"], ["start"], NAA),
        (ETTER_BASEN, SLETT, [], None, None),
    ],
)
def test_killed_at_a_chosen_point_a_folder_holds_whole_sandboxes_and_nothing_else(
    tmp_path, sted, gjoer, sandkasser, snapshots, folk
):
    mappe = tmp_path / "nir"
    database = f"sqlite:///{mappe}"
    forbered(database)
    drept(database, sted, gjoer)
    # when the server starts again
    alle = Sandboxes(lager(database), wall_time)
    # then what was there is there as it was, what was to come is there whole or not at all
    assert alle.liste() == sandkasser
    if folk is not None:
        assert navn(alle, "kurs") == folk
        assert [s.navn for s in alle.snapshots("kurs")] == snapshots
        alle.gjenopprett("kurs", "start")
        assert navn(alle, "kurs") == START
    if "ny" in sandkasser:
        assert navn(alle, "ny") == NAA
    else:
        assert navn(alle, alle.opprett("ny").navn) == []
        assert alle.utloep.alle == {}
    alle.lukk()
    # and no litter: each file is a sandbox or a snapshot that is sound, or a lock
    for fil in mappe.iterdir():
        if fil.suffix != ".lock":
            assert fil.suffix == ".sqlite", fil
            forbindelse = sqlite3.connect(fil)
            assert forbindelse.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            forbindelse.close()


@pytest.mark.parametrize("gjoer", [GJENOPPRETT, NULLSTILL])
def test_killed_between_two_statements_a_schema_is_as_it_was(postgres, gjoer):
    forbered(postgres)
    drept(postgres, MIDT_I_SETNINGENE, gjoer)
    alle = Sandboxes(lager(postgres), wall_time)
    frist = time.monotonic() + 10
    while time.monotonic() < frist:  # until PostgreSQL has seen that its client is gone
        with suppress(Avvik):
            alle.hent("kurs")
            break
    assert navn(alle, "kurs") == NAA
    alle.gjenopprett("kurs", "start")
    assert navn(alle, "kurs") == START
    alle.slett("kurs")
    alle.lukk()
