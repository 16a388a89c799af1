"""`mocknir serve` as a process: its ready line, its end, and what it says when it cannot start."""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing

import pytest

from tests.cli.conftest import start, stopp


def serve(*valg, mappe):
    """A server that is expected not to come up."""
    return subprocess.run(
        [sys.executable, "-m", "mocknir", "serve", *valg], capture_output=True, text=True, encoding="utf-8", cwd=mappe,
        timeout=20, check=False,
    )  # fmt: skip


def klokke(linje):
    adresse = linje.split(" på ")[1].split("/ws4")[0]
    with urllib.request.urlopen(f"{adresse}/control/v1/sandboxes/default/clock", timeout=5) as svar:
        return json.load(svar)["now"]


def sett_i_gang(linje, sandkasse="default"):
    """Let the clock run, a day a second."""
    adresse = linje.split(" på ")[1].split("/ws4")[0]
    kropp = json.dumps({"mode": "running", "speed": 86400}).encode()
    hode = {"Content-Type": "application/json"}
    sti = f"{adresse}/control/v1/sandboxes/{sandkasse}/clock"
    urllib.request.urlopen(urllib.request.Request(sti, kropp, hode, method="PUT"), timeout=5).close()


def test_one_line_tells_that_it_is_ready_and_where(tmp_path):
    prosess, linje = start("--port", "0", "--clock", "2018-02-28", mappe=tmp_path)
    assert linje.startswith("mocknir klar på http://127.0.0.1:")
    assert klokke(linje).startswith("2018-02-28T08:00:00")
    with urllib.request.urlopen(linje.split("WSDL: ")[1].rstrip(")\n"), timeout=5) as svar:
        assert b"wsdl:definitions" in svar.read()
    assert stopp(prosess) == (0, "")
    assert [fil.name for fil in (tmp_path / "mocknir-data").glob("*.sqlite*")] == [
        "default.sqlite",
        "default.sqlite.lock",
    ]


def test_what_was_kept_is_there_again_and_the_clock_stands_where_it_stood(tmp_path):
    prosess, _ = start("--port", "0", "--clock", "2018-02-28", mappe=tmp_path)
    stopp(prosess)
    prosess, linje = start("--port", "0", "--clock", "2020-01-01", mappe=tmp_path)
    assert klokke(linje).startswith("2018-02-28")
    kode, sagt = stopp(prosess)
    assert (kode, "--clock gjelder nye sandkasser" in sagt) == (0, True)


def test_every_clock_that_ran_goes_on_by_itself_after_a_restart(tmp_path):
    # given a sandbox beside default whose clock ran when the server was killed, in the middle of writing
    def viser():
        with closing(sqlite3.connect(tmp_path / "mocknir-data" / "kurs.sqlite")) as fil:
            return fil.execute("SELECT anker FROM klokke").fetchone()[0]

    prosess, linje = start("--port", "0", "--create-on-first-use", mappe=tmp_path)
    urllib.request.urlopen(linje.split("WSDL: ")[1].rstrip(")\n").replace("/ws4", "/kurs/ws4"), timeout=5).close()
    sett_i_gang(linje, "kurs")
    prosess.kill()
    prosess.communicate()
    # when it starts again and nobody calls
    prosess, _ = start("--port", "0", mappe=tmp_path)
    foer, frist = viser(), time.monotonic() + 10
    while viser() == foer and time.monotonic() < frist:
        time.sleep(0.05)
    etter = viser()
    stopp(prosess)
    assert etter > foer


@pytest.mark.parametrize("nummer", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_at_once_with_its_running_clocks(tmp_path, nummer):
    prosess, linje = start("--port", "0", mappe=tmp_path)
    sett_i_gang(linje)
    foer = time.monotonic()
    prosess.send_signal(nummer)
    prosess.send_signal(nummer)  # an impatient second one changes nothing
    _, feil = prosess.communicate(timeout=10)
    assert (prosess.returncode, feil) == (0, "")
    assert time.monotonic() - foer < 5


def test_it_ends_with_whoever_started_it_where_that_is_asked_for(tmp_path):
    # given a server whose standard input is a pipe from who started it
    prosess = subprocess.Popen(
        [sys.executable, "-m", "mocknir", "serve", "--until-eof", "--port", "0"], cwd=tmp_path,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with prosess:
        assert prosess.stdin is not None
        assert prosess.stdout is not None
        assert prosess.stdout.readline().startswith(b"mocknir klar")
        prosess.stdin.write(b"hei")
        prosess.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            prosess.wait(0.3)
        # when the pipe is closed, as it is when that one dies, then it ends as it does at SIGTERM
        prosess.stdin.close()
        assert prosess.wait(10) == 0


def test_a_port_that_is_taken_names_another(tmp_path):
    with socket.socket() as opptatt:
        opptatt.bind(("127.0.0.1", 0))
        opptatt.listen()
        port = opptatt.getsockname()[1]
        svar = serve("--port", str(port), mappe=tmp_path)
    assert (svar.returncode, svar.stdout) == (2, "")
    assert f"Port {port} er opptatt" in svar.stderr
    assert f"Port {port} is taken" in svar.stderr


@pytest.mark.parametrize(
    ("valg", "tekst"),
    [
        (("--database", "mysql://x"), "sqlite:///MAPPE eller postgresql://"),
        (("--database", "postgresql://127.0.0.1:9/x"), "svarer ikke"),
        (("--host", "finnes.ikke.invalid"), "Det kan ikke lyttes på"),
        (("--clock", "29.02.2017"), "finnes ikke i kalenderen"),
        (("--port", "70000"), "70000"),
    ],
)
def test_what_cannot_be_served_is_told_with_the_remedy(tmp_path, valg, tekst):
    svar = serve("--port", "0", *valg, mappe=tmp_path)
    assert (svar.returncode, svar.stdout) == (2, "")
    assert tekst in svar.stderr
    assert "Traceback" not in svar.stderr


def test_two_servers_do_not_write_the_same_sandbox(tmp_path):
    prosess, _ = start("--port", "0", mappe=tmp_path)
    svar = serve("--port", "0", mappe=tmp_path)
    stopp(prosess)
    assert (svar.returncode, "åpnet av en annen mocknir" in svar.stderr) == (2, True)


def test_a_clock_that_ran_when_the_server_stopped_goes_on(tmp_path):
    prosess, linje = start("--port", "0", mappe=tmp_path)
    sett_i_gang(linje)
    stopp(prosess)
    prosess, linje = start("--port", "0", mappe=tmp_path)
    foer = klokke(linje)
    time.sleep(1.1)
    assert klokke(linje) > foer > "2017-01-01T08:00:00"
    assert stopp(prosess) == (0, "")


def test_first_use_makes_a_sandbox_where_the_server_is_told_so(tmp_path):
    prosess, linje = start("--port", "0", "--create-on-first-use", "--expire-after", "2h", mappe=tmp_path)
    adresse = linje.split(" på ")[1].split("/ws4")[0]
    with urllib.request.urlopen(f"{adresse}/kurs-7/ws4?wsdl", timeout=5) as svar:
        assert b"/kurs-7/ws4" in svar.read()
    with urllib.request.urlopen(f"{adresse}/control/v1/sandboxes/kurs-7", timeout=5) as svar:
        assert 7190 < json.load(svar)["expiresIn"] <= 7200
    assert stopp(prosess) == (0, "")
    svar = serve("--port", "0", "--expire-after", "snart", mappe=tmp_path)
    assert (svar.returncode, "30min, 2h" in svar.stderr) == (2, True)
