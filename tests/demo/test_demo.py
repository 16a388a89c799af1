"""`fagsystem-sim demo` from end to end: the story, its verdict as exit code, and nothing left running."""

import os
import re
import resource
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import requests

import fagsystem_sim.fortelling
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.server import egen_server

FASIT = Path(fagsystem_sim.fortelling.__file__).parent / "forventet_2017.toml"


def demo(*valg: str, **miljoe: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fagsystem_sim", "demo", *valg],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, env={**os.environ, **miljoe},
    )  # fmt: skip


@pytest.fixture(scope="module")
def fortalt() -> str:
    """What the demo prints when all goes well, in well under twenty seconds of work."""
    foer = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    ferdig = demo()
    assert ferdig.returncode == 0, ferdig.stdout + ferdig.stderr
    assert ferdig.stderr == ""
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - foer < 20  # also where the machine is busy
    return ferdig.stdout


@pytest.mark.parametrize(
    "linje",
    [
        pytest.param(r"D08 Mustafa Rahimi avsluttes med «jobb».*avvist: AVSLUTNING-AARSAK", id="unknown code"),
        pytest.param(r"D24 Hamid Sharifi sluttet 10\. februar.*3 avvist: VINDU-TO-MAANEDER", id="too late"),
        pytest.param(r"D30 Sara Barakat .* norskbrukeren → avvist: TILGANG-ROLLE", id="wrong role"),
        pytest.param(r"D35 Firas Nasser får et sluttmål.*avvist: LOV-FELT", id="the other law"),
        pytest.param(r"D33 Aron Mehari .*advarsel: NORSK-DOBBELT", id="norsk registered once"),
        pytest.param(r"Svaret på 2017-05-1-intro-1 kom aldri fram; HentKvittering ga kvitteringen", id="lost answer"),
        pytest.param(r"14\.08\.2017 avslutter NIR D26 Jean Mukendi: LUKKING-FLYTTING", id="moved"),
        pytest.param(r"02\.09\.2017 avslutter NIR D28 Mehret Isaak: LUKKING-FRIST", id="three years"),
        pytest.param(r"D25 Rahel Tsegay 01\.10\.2017 LUKKING-OPPHOLD: Siste vedtak", id="not registered any more"),
        pytest.param(r"Uten tilgang: 11 av 11 rettelser avvist", id="no access"),
        pytest.param(r"etterregistreringstilgang «Introtiltak 2017»", id="access"),
        pytest.param(r"Fra 25,0 % til 48,0 %: kvinner 38,5 % og menn 58,3 %", id="the goal"),
        pytest.param(r"hva NIR visste 16\.03\.2018, er svaret fortsatt 25,0 %", id="as known then"),
        pytest.param(r"✓ Alle \d+ forventninger holder", id="verdict"),
    ],
)
def test_the_story_is_told(fortalt: str, linje: str):
    assert re.search(linje, re.sub(r"\s+", " ", fortalt))


def test_nothing_fails_and_a_pipe_gets_no_control_characters(fortalt: str):
    assert "✗" not in fortalt
    assert "\x1b" not in fortalt
    assert max(map(len, fortalt.splitlines())) <= 110


def test_a_false_expectation_fails_the_demo_and_what_was_kept_can_be_looked_into(tmp_path: Path):
    falsk = tmp_path / "forventet.toml"
    falsk.write_text(
        FASIT.read_text(encoding="utf-8")
        .replace("prosent = 48.0", "prosent = 52.0")
        .replace("slutt = 2017-08-31,", "slutt = 2017-08-30,"),
        encoding="utf-8",
    )
    ferdig = demo("--expected", str(falsk), "--keep", TMPDIR=str(tmp_path))
    assert ferdig.returncode == 1
    (mappe,) = tmp_path.glob("fagsystem-sim-*")
    assert f"mocknir serve --database sqlite:///{mappe}/nir" in ferdig.stdout
    assert list((mappe / "nir").iterdir())
    linjer = [re.sub(r"\s+", " ", linje) for linje in ferdig.stdout.splitlines() if "✗" in linje]
    assert any("52,0 %" in linje and "48,0 %" in linje for linje in linjer)
    assert any("30.08.2017" in linje and "31.08.2017" in linje for linje in linjer)
    assert linjer[-1].startswith("✗ 3 av ")


def test_a_running_server_is_used_in_a_sandbox_that_is_gone_afterwards(tmp_path: Path):
    with egen_server("sqlite://", date(2017, 1, 1), tmp_path) as url:
        ferdig = demo("--url", url, "--sandbox", "proeve")
        sandkasser = requests.get(f"{url}/control/v1/sandboxes", timeout=10).json()["sandboxes"]
        # and one that holds somebody else's work is left alone
        kontroll = Kontroll(url, "kurs")
        kontroll.lag_sandkasse(date(2017, 1, 1))
        kontroll.lag_bruker("kurs", "hemmelig", "0301", ["kommuneintrobruker"])
        nektet = demo("--url", url, "--sandbox", "kurs")
        assert not kontroll.er_tom()
    assert ferdig.returncode == 0, ferdig.stdout + ferdig.stderr
    assert {s["name"] for s in sandkasser} == {"default"}
    assert nektet.returncode == 2
    assert "holder noe annet enn en demo" in nektet.stderr


def test_no_server_is_exit_code_3():
    ferdig = demo("--url", "http://127.0.0.1:9")
    assert ferdig.returncode == 3
    assert "NIR cannot be reached" in ferdig.stderr
    assert "Traceback" not in ferdig.stderr


def test_a_server_that_does_not_start_is_exit_code_3_with_its_own_words():
    ferdig = demo("--database", "mysql://nei")
    assert ferdig.returncode == 3
    assert "mysql" in ferdig.stderr
    assert "Traceback" not in ferdig.stderr


def test_a_story_that_cannot_be_read_is_a_usage_error(tmp_path: Path):
    fil = tmp_path / "fortelling.toml"
    fil.write_text("tittel = 'bare det'\n", encoding="utf-8")
    ferdig = demo("--story", str(fil))
    assert ferdig.returncode == 2
    assert "fortelling.toml kan ikke brukes: 'gruppe' mangler" in ferdig.stderr


@pytest.mark.parametrize("slag", [signal.SIGINT, signal.SIGTERM])
def test_stopping_it_stops_its_server_and_removes_its_files(slag: signal.Signals, tmp_path: Path):
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "fagsystem_sim", "demo"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, encoding="utf-8", env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as prosess:  # fmt: skip
        assert prosess.stdout is not None
        url = next(treff[1] for linje in prosess.stdout if (treff := re.search(r"NIR: (http://[^/]+)", linje)))
        assert requests.get(f"{url}/healthz", timeout=10).ok
        prosess.send_signal(slag)
        prosess.stdout.read()
    assert prosess.returncode not in (0, None)
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{url}/healthz", timeout=10)
    assert list(tmp_path.iterdir()) == []
