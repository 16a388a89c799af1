"""A kommune that goes on working: what is told while it does, and what cannot be asked for."""

import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from bench.i_prosessen import URL, IProsessen
from fagsystem_sim.cli.live import kommando
from fagsystem_sim.kjoering.feil import Bruksfeil
from fagsystem_sim.kjoering.levende import bestill_levende, les_fart, lev
from fagsystem_sim.kjoering.visning import Visning
from fagsystem_sim.lager.endringer import lukkede
from fagsystem_sim.lager.lager import Lager


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
    ],
)
def test_wrong_usage_says_what_would_be_right(argumenter: list[str], tekst: str):
    svar = CliRunner().invoke(kommando, argumenter)
    assert svar.exit_code == 2
    assert tekst in " ".join(svar.output.split())


def test_nobody_at_the_address():
    svar = CliRunner().invoke(kommando, ["--url", "http://127.0.0.1:9", "--participants", "2"])
    assert svar.exit_code == 3
