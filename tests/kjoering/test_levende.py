"""A kommune that goes on working: what is told while it does, when it transfers, and what cannot be asked for."""

import io
import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from bench.i_prosessen import URL, IProsessen
from fagsystem_sim.cli import main
from fagsystem_sim.cli.live import kommando
from fagsystem_sim.kjoering.feil import Bruksfeil
from fagsystem_sim.kjoering.levende import _Dagbok, bestill_levende, les_fart, lev
from fagsystem_sim.kjoering.loep import Dagen
from fagsystem_sim.kjoering.regnskap import Tall
from fagsystem_sim.kjoering.visning import Visning
from fagsystem_sim.lager import sender
from fagsystem_sim.lager.endringer import lukkede
from fagsystem_sim.lager.lager import Lager
from fagsystem_sim.meldinger import Funn, Utfall
from fagsystem_sim.server import egen_server
from mocknir.cli import main as mocknir


def test_it_tells_of_rejections_closings_and_lost_answers_until_the_time_is_over(
    nir: IProsessen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    ut = io.StringIO()
    b = bestill_levende("0301", 8, "glemmer-avslutning=1,sen=1,mister-svar=0.2", 1, URL)
    lev(b, 8, 1000.0, Visning(Console(file=ut, width=200)), nir.koble)
    tekst = ut.getvalue()
    assert "8 deltakere" in tekst
    assert "avvist" in tekst
    assert "VINDU-TO-MAANEDER" in tekst
    assert re.search(r"avvist  .+ \(\d{11}\), \w+: VINDU-TO-MAANEDER\. ", tekst)  # whom it concerns, and what
    # what NIR closed is told as the system has heard it over WS4, and stands in its own record
    lager = Lager(f"sqlite:///{tmp_path / 'fagsystem-sim-live-0301' / 'fagsystem.db'}")
    assert tekst.count("NIR har avsluttet") == len(lukkede(lager)) > 0
    lager.lukk()
    assert "reddet" in tekst
    assert "Profilens tid er ute." in tekst


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A NIR that runs, over HTTP."""
    with egen_server("sqlite://", date(2014, 1, 1), tmp_path_factory.mktemp("nir")) as adresse:
        yield adresse


class Overfoert:
    """What `live` did with a plan: the days that stand in NIR's journal, by the day of each registration."""

    def __init__(self, server: str, ut: Path, *plan: str) -> None:
        sandkasse = "-".join(("overfoer", *plan))
        argumenter = [*plan, "--participants", "2", "--speed", "1000d/s", "--url", server, "--sandbox", sandkasse]
        svar = CliRunner().invoke(main, ["live", "--out", str(ut), *argumenter])
        assert svar.exit_code == 0, svar.output
        self.tekst = svar.output
        liste = ["--operation", "OverfoerRegistreringer", "--limit", "1000", "--format", "json"]
        journal = CliRunner().invoke(mocknir, ["journal", "list", "--url", server, "--sandbox", sandkasse, *liste])
        assert journal.exit_code == 0, journal.output
        self.dager = {date.fromisoformat(post["tidspunkt"][:10]) for post in json.loads(journal.output)["journal"]}
        with sqlite3.connect(ut / "fagsystem.db") as lager:
            rader = lager.execute("SELECT registrert, svart FROM registrering").fetchall()
        self.av_registrert = {(date.fromisoformat(a), date.fromisoformat(b)) for a, b in rader}


@pytest.mark.parametrize(
    ("plan", "dager", "sies"), [((), 1, "overfører hver natt"), (("--transfer", "straks"), 0, "overfører straks")]
)
def test_what_is_registered_is_sent_the_same_day_or_the_night_after(
    plan: tuple[str, ...], dager: int, sies: str, server: str, tmp_path: Path
):
    gjort = Overfoert(server, tmp_path, *plan)
    assert sies in gjort.tekst
    assert {registrert + timedelta(days=dager) for registrert, _ in gjort.av_registrert} == gjort.dager
    assert len(gjort.dager) > 20


@pytest.mark.parametrize(("plan", "hvor_ofte"), [("uke", "%G-%V"), ("maaned", "%Y-%m")])
def test_a_system_may_transfer_but_once_a_week_or_a_month(plan: str, hvor_ofte: str, server: str, tmp_path: Path):
    gjort = Overfoert(server, tmp_path, "--transfer", plan)
    ganger = defaultdict(set)
    for dag in gjort.dager:
        ganger[dag.strftime(hvor_ofte)].add(dag)
    assert all(len(dagene) == 1 for dagene in ganger.values())
    assert len(ganger) > 10
    assert all(registrert < svart for registrert, svart in gjort.av_registrert)


@pytest.mark.parametrize(("tekst", "fart"), [("7d/s", 7.0), ("12h/s", 0.5), ("2w/s", 14.0), (" 1,5d/s", 1.5)])
def test_speeds(tekst: str, fart: float):
    assert les_fart(tekst) == fart


@pytest.mark.parametrize("tekst", ["7", "7d", "-1d/s", "0d/s", "fort", "9999w/s"])
def test_a_speed_that_is_none_says_how_it_is_written(tekst: str):
    with pytest.raises(Bruksfeil, match="12h/s"):
        les_fart(tekst)


@pytest.mark.parametrize(
    ("argumenter", "tekst"),
    [
        (["--kommune", "0310"], "--kommune: «0310» er ikke nummeret til en kommune i 2017. Mente du 0301 Oslo?"),
        (["--kommune", "all"], "--kommune: «all»"),
        (["--habits", "glemer-avslutning"], "Mente du «glemmer-avslutning»?"),
        (["--habits", "sen=3"], "fra 0 til 1"),
        (["--participants", "0"], "--participants"),
        (["--speed", "fort"], "7d/s"),
        (["--transfer", "nat"], "--transfer: «nat» sier ikke når det overføres. Mente du «natt»? Bruk en av straks, "),
        (["--transfer", "måned"], "Did you mean «maaned»?"),
    ],
)
def test_wrong_usage_says_what_would_be_right(argumenter: list[str], tekst: str):
    svar = CliRunner().invoke(kommando, argumenter)
    assert svar.exit_code == 2
    assert tekst in " ".join(svar.output.split())


def test_nobody_at_the_address():
    svar = CliRunner().invoke(kommando, ["--url", "http://127.0.0.1:9", "--participants", "2"])
    assert svar.exit_code == 3


def test_of_many_findings_of_a_day_the_first_are_told_and_the_rest_counted():
    ut = io.StringIO()
    funn = Funn("VINDU-TO-MAANEDER", "avvist", "For sent. Søk tilgang.", None)
    overfoert = sender.Overfoert(anmerket=[(str(nr), "timer", Utfall(f"t{nr}", "avvist", (funn,))) for nr in range(8)])
    dagbok = _Dagbok(Visning(Console(file=ut, width=200)), {"0": "Kari Nordmann"})
    dagbok.dag(Dagen(date(2017, 3, 1), overfoert, [], Tall()))
    tekst = ut.getvalue()
    assert "01.03.2017  avvist  Kari Nordmann (0), timer: VINDU-TO-MAANEDER. For sent.\n" in tekst
    assert tekst.count("timer: VINDU-TO-MAANEDER") == 5
    assert "… og 3 til: VINDU-TO-MAANEDER" in tekst
