"""The command: its exit codes, and what it says to what cannot be done."""

import http.server
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fagsystem_sim.cli.reconcile import kommando as reconcile
from fagsystem_sim.cli.run import _igjen, kommando
from fagsystem_sim.kjoering.feil import Bruksfeil
from fagsystem_sim.kjoering.mappe import Mappe, holdt
from fagsystem_sim.profiler.les import MAPPE
from fagsystem_sim.server import egen_server
from tests.kjoering.conftest import tabellene


def kjoer(*argumenter: str) -> Result:
    return CliRunner().invoke(kommando, list(argumenter))


@pytest.mark.parametrize(
    ("argumenter", "tekst"),
    [
        (["norge-2071"], "Mente du «norge-2017»?"),
        (["norge-2017.yaml"], "norge-2017.yaml: filen finnes ikke. Mente du «norge-2017», profilen som følger med?"),
        (["norge-2017", "--scale", "0"], "over 0 og høyst 1"),
        (["norge-2017", "--scale", "1.5"], "over 0 og høyst 1"),
        (["norge-2017", "--scale", "nan"], "over 0 og høyst 1"),
        (["norge-2017", "--scale", "0.000001"], "ingen deltakere"),
        (["norge-2017", "--kommuner", "0310"], "Mente du 0301 Oslo?"),
        (["norge-2017", "--kommuner", "Bergenn"], "Mente du 1201 Bergen?"),
        (["norge-2017", "--kommuner", "4601"], "ikke nummeret til en kommune i 2017"),
        (["norge-2017", "--kommuner", ","], "--kommuner er tom"),
        (["norge-2017", "--workers", "0"], "--workers"),
        (["norge-2017", "--resume", "--out", "/finnes/ikke"], "ingen kjøring å gå videre med"),
        (["norge-2017", "--scale", "0.001", "--out", "/proc/finnes/ikke"], "lar seg ikke lage"),
    ],
)
def test_wrong_usage_says_what_would_be_right(argumenter: list[str], tekst: str):
    svar = kjoer(*argumenter)
    assert svar.exit_code == 2
    assert tekst in " ".join(svar.output.split())


def test_a_profile_of_one_s_own_names_the_key_at_fault(tmp_path: Path):
    fil = tmp_path / "egen.yaml"
    fil.write_text("navn: egen\nvaner: {sen: {verdi: 2, kilde: kalibrert}}\n", encoding="utf-8")
    svar = kjoer(str(fil))
    assert svar.exit_code == 2
    assert "vaner.sen.verdi: 2 er utenfor det tillatte, fra 0 til 1" in svar.output


@pytest.mark.parametrize(
    ("foer", "etter", "tekst"),
    [
        ("dag: 2018-06-12", "dag: 2019-06-12", "retting.2.dag: 2019-06-12 ligger etter simuleres.til (2018-06-12)"),
        (
            "dag: 2018-06-12",
            "dag: 2018-01-01",
            "retting.2.dag: 2018-01-01 ligger ikke etter retting.1.dag (2018-03-16); rundene skal stå",
        ),
        ("dag: 2018-06-12", "dag: 2018-06-31", "egen.yaml, linje {linje}: har en verdi som ikke finnes: «2018-06-31»"),
        ("dag: 2018-06-12", "? [a, b]", "egen.yaml, linje {linje}: en nøkkel er ett ord, og ikke en liste"),
    ],
)
def test_a_round_of_correction_that_cannot_be_is_told_before_the_run(tmp_path: Path, foer: str, etter: str, tekst: str):
    fil = tmp_path / "egen.yaml"
    norge = (MAPPE / "norge-2017.yaml").read_text(encoding="utf-8")
    linje = norge[: norge.index(foer)].count("\n") + 1
    fil.write_text(norge.replace(foer, etter), encoding="utf-8")
    svar = kjoer(str(fil), "--out", str(tmp_path / "ut"))
    assert svar.exit_code == 2
    assert tekst.format(linje=linje) in " ".join(svar.output.split())
    assert not (tmp_path / "ut").exists()


def test_two_runs_do_not_share_a_folder(tmp_path: Path):
    # given a run that is under way in a folder
    ut = tmp_path / "ut"
    mappe = Mappe.ny(ut, {})
    mappe.begynn()
    (ut / "fagsystem.db").write_text("det den har kommet til")
    # when another is begun there, or gone on with
    svar = kjoer("norge-2017", "--scale", "0.001", "--out", str(ut))
    assert svar.exit_code == 2
    assert "En annen kjøring er i gang" in svar.output
    with pytest.raises(Bruksfeil, match="En annen kjøring er i gang"):
        Mappe.fortsett(ut, {})
    # then nothing of it is touched, and the folder is free when it is over
    assert (ut / "fagsystem.db").read_text() == "det den har kommet til"
    mappe.slipp()
    Mappe.ny(ut, {}).slipp()


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path):
    (tmp_path / "brev.txt").write_text("viktig")
    svar = kjoer("norge-2017", "--scale", "0.001", "--out", str(tmp_path))
    assert svar.exit_code == 2
    assert "er ikke tom og holder ingen kjøring" in svar.output
    assert (tmp_path / "brev.txt").read_text() == "viktig"


def test_nobody_at_the_address(tmp_path: Path):
    svar = kjoer("norge-2017", "--scale", "0.001", "--url", "http://127.0.0.1:9", "--out", str(tmp_path / "ut"))
    assert svar.exit_code == 3
    assert "Ingen NIR svarer på http://127.0.0.1:9" in svar.output


@pytest.fixture
def annet_nettsted() -> Iterator[str]:
    """A server that is no NIR."""

    class Svarer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>hei</html>")

        def log_message(self, *_: object) -> None:
            pass

    tjener = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Svarer)
    threading.Thread(target=tjener.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{tjener.server_port}"
    tjener.shutdown()
    tjener.server_close()


def test_something_else_at_the_address(annet_nettsted: str, tmp_path: Path):
    svar = kjoer("norge-2017", "--scale", "0.001", "--url", annet_nettsted, "--out", str(tmp_path / "ut"))
    assert svar.exit_code == 3
    assert "er ikke en mocknir" in svar.output


def test_a_disk_that_is_full_says_how_to_go_on(profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from fagsystem_sim.lager.lager import Lager, LagerFullt

    def full(*_: object) -> int:
        raise LagerFullt("Disken er full: ingenting av det siste ble skrevet halvt.")

    monkeypatch.setattr(Lager, "skriv", full)
    svar = kjoer(str(profil), "--out", str(tmp_path / "ut"))
    assert svar.exit_code == 3
    assert "Disken er full" in svar.output
    assert "--resume" in svar.output


def test_a_real_run_and_an_order_that_is_another_one(profil: Path, tmp_path: Path):
    ut = tmp_path / "ut"
    svar = kjoer(str(profil), "--kommuner", "0301,1201", "--out", str(ut), "--timing", "--check")
    assert svar.exit_code == 0, svar.output
    assert "ikke holdt mot de publiserte" in svar.output
    assert "ikke holdt mot de publiserte" in (ut / "rapport.html").read_text(encoding="utf-8")
    assert "Tidsbruk" in svar.output
    assert (ut / "rapport.html").is_file()
    annet = kjoer(str(profil), "--out", str(ut), "--resume", "--url", "http://127.0.0.1:9")
    assert "bestilt annerledes (--kommuner 0301,1201, uten --url);" in " ".join(annet.output.split())
    annet = kjoer(str(profil), "--kommuner", "0301,1201", "--out", str(ut), "--resume", "--seed", "7")
    assert annet.exit_code == 2
    assert "bestilt annerledes (--seed 42);" in " ".join(annet.output.split())


def test_reconcile_finds_the_run_and_starts_its_nir(profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    # given a run with a NIR of its own, which has ended with it
    assert kjoer(str(profil), "--kommuner", "0301,1201", "--out", str(tmp_path / "ut")).exit_code == 0
    # when the kommune alone is named, in the folder above, then the run is found and its NIR is started
    monkeypatch.chdir(tmp_path)
    svar = CliRunner().invoke(reconcile, ["--kommune", "0301", "--format", "json"])
    assert "ut/fagsystem.db" in svar.stderr
    assert {rad["kommune"] for rad in json.loads(svar.stdout)} == {"0301"}
    # and a kommune that is not there is met with those that are
    annen = CliRunner().invoke(reconcile, ["--kommune", "5001"])
    assert annen.exit_code == 2
    assert "Ingen kjøring her har kommune 5001; de har 0" in annen.output
    # when a NIR is named that is another one, or none, then nothing is compared
    (tmp_path / "annen").mkdir()
    with egen_server("sqlite://", date(2017, 1, 1), tmp_path / "annen") as adresse:
        svar = CliRunner().invoke(reconcile, ["--kommune", "0301", "--url", adresse])
        assert svar.exit_code == 3
        assert "Sandkassen «liten-42»" in svar.output
        assert "si en annen NIR med --url" in svar.output
    svar = CliRunner().invoke(reconcile, ["--kommune", "0301", "--url", adresse])
    assert svar.exit_code == 3
    assert "Får ikke kontakt med NIR" in svar.output
    # when its NIR is gone, then that is what is said
    shutil.rmtree(tmp_path / "ut" / "nir")
    svar = CliRunner().invoke(reconcile, ["--kommune", "0301"])
    assert svar.exit_code == 2
    assert "er borte; si hvilken NIR med --url" in svar.output


def test_reconcile_where_nothing_has_been_run_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    svar = CliRunner().invoke(reconcile, ["--kommune", "0301"])
    assert svar.exit_code == 2
    assert "Det er ingen kjøring her. Kjør først fagsystem-sim run eller live" in svar.output
    (tmp_path / "brev.txt").write_text("ikke en database, men langt nok til å bli lest som en" * 20)
    svar = CliRunner().invoke(reconcile, ["--kommune", "0301", "--store", "brev.txt"])
    assert svar.exit_code == 2
    assert "brev.txt kan ikke åpnes" in svar.output


@pytest.mark.parametrize(
    ("skrevet", "videre"),
    [
        (["run", "norge-2017", "--out", "min mappe"], "fagsystem-sim run norge-2017 --out 'min mappe' --resume"),
        (["run", "x.yaml", "--control-token", "hemmelig", "--seed", "7"], "fagsystem-sim run x.yaml --seed 7 --resume"),
        (["run", "x.yaml", "--control-token=hemmelig"], "fagsystem-sim run x.yaml --resume"),
        (["run", "x.yaml", "--overwrite", "--check"], "fagsystem-sim run x.yaml --check --resume"),
        (["run", "x.yaml", "--resume"], "fagsystem-sim run x.yaml --resume"),
    ],
)
def test_the_command_that_goes_on_can_be_pasted_and_tells_no_token(skrevet: list[str], videre: str):
    assert _igjen(skrevet) == videre


def test_what_is_interrupted_before_anything_was_done_is_not_gone_on_with(
    profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def avbrutt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fagsystem_sim.kjoering.hele._gaa", avbrutt)
    svar = kjoer(str(profil), "--kommuner", "0301", "--out", str(tmp_path / "ut"))
    assert svar.exit_code == 130
    assert "Avbrutt før noe ble overført" in svar.output
    assert "--resume" not in svar.output


def test_two_reconciliations_do_not_start_one_nir_twice(profil: Path, tmp_path: Path):
    # given a run that is over, and a comparison that has its NIR
    assert kjoer(str(profil), "--kommuner", "0301", "--out", str(tmp_path / "ut")).exit_code == 0
    felles = ["--kommune", "0301", "--store", str(tmp_path / "ut" / "fagsystem.db"), "--format", "json"]
    with holdt(tmp_path / "ut"):
        # when another begins before that NIR answers, then it is told to wait
        svar = CliRunner().invoke(reconcile, felles)
        assert svar.exit_code == 2
        assert "er i bruk av en annen kommando; prøv igjen" in svar.output
        # and when it answers, then the same one is used
        with egen_server(f"sqlite:///{tmp_path / 'ut' / 'nir'}?synchronous=normal", date(2017, 1, 1), tmp_path / "ut"):
            svar = CliRunner().invoke(reconcile, felles)
    assert svar.exit_code in (0, 1), svar.output
    assert isinstance(json.loads(svar.stdout), list)


def test_a_run_that_is_over_may_be_gone_on_with_and_stays_the_same(profil: Path, tmp_path: Path):
    felles = [str(profil), "--kommuner", "0301", "--out", str(tmp_path / "ut")]
    assert kjoer(*felles).exit_code == 0
    foer = tabellene(tmp_path / "ut")
    assert kjoer(*felles, "--resume").exit_code == 0
    assert tabellene(tmp_path / "ut") == foer


def test_resume_and_overwrite_are_not_both_meant():
    svar = kjoer("norge-2017", "--resume", "--overwrite")
    assert svar.exit_code == 2
    assert "velg én av dem" in svar.output


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a run in a process of its own; neither it nor a server that it left behind outlives the test."""
    startet: list[subprocess.Popen[str]] = []

    def start(*argumenter: str) -> "subprocess.Popen[str]":
        prosess = subprocess.Popen(
            [sys.executable, "-m", "fagsystem_sim", "run", *argumenter],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        )  # fmt: skip
        startet.append(prosess)
        return prosess

    # Where the tests themselves run behind a shell's &, SIGINT is ignored, and what they start would ignore it too.
    foer = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield start
    signal.signal(signal.SIGINT, foer)
    for prosess in startet:
        prosess.kill()
        with prosess:  # closes its pipe, and waits for it
            pass
    for pid in tmp_path.glob("*/mocknir.pid"):
        with suppress(ProcessLookupError):
            os.kill(int(pid.read_text()), signal.SIGKILL)


def _har_tjener(ut: Path, sekunder: float) -> bool:
    """Whether the server of a run is still there after so many seconds at the most."""
    pid, slutt = int((ut / "mocknir.pid").read_text()), time.monotonic() + sekunder
    while time.monotonic() < slutt:
        try:
            if not Path(f"/proc/{pid}/cmdline").read_bytes():
                return False
        except OSError:
            return False
        time.sleep(0.02)
    return True


def _vent_til(prosess: subprocess.Popen[str], ut: Path, dag: str) -> None:
    """Wait until a run has a day behind it."""
    fil = ut / "kjoering.json"
    while not fil.is_file() or (json.loads(fil.read_text())["dag"] or "") < dag:
        assert prosess.poll() is None, prosess.communicate()[0]
        time.sleep(0.01)


def test_killed_or_interrupted_and_gone_on_with_it_comes_to_the_same_bytes(profil: Path, tmp_path: Path, start: Start):
    hel, delt = tmp_path / "hel", tmp_path / "delt"
    felles = [str(profil), "--kommuner", "0301,1201,1601"]
    assert kjoer(*felles, "--out", str(hel)).exit_code == 0
    drept = start(*felles, "--out", str(delt))
    _vent_til(drept, delt, "2017-02-01")
    drept.kill()  # and its server comes to its end a moment later
    drept.communicate()
    assert not _har_tjener(delt, 10.0)
    sist = json.loads((delt / "kjoering.json").read_text())["dag"]
    avbrutt = start(*felles, "--out", str(delt), "--resume")
    _vent_til(avbrutt, delt, sist[:5] + f"{int(sist[5:7]) + 3:02}")
    os.kill(avbrutt.pid, signal.SIGINT)
    utskrift, _ = avbrutt.communicate()
    assert avbrutt.returncode == 130, utskrift
    assert "Gå videre med" in utskrift
    assert "--resume" in utskrift
    svar = kjoer(*felles, "--out", str(delt), "--resume")
    assert svar.exit_code == 0, svar.output
    assert tabellene(hel) == tabellene(delt)
