"""The command: what is listed, what it makes of wrong usage, and of a system that is not there, fails or hangs."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mocknir.client.server import Server
from mocknir.conformance.suiter import les_suiter
from tests.conformance.conftest import Kjoer, kommando
from tests.conformance.system import System
from tests.contract.nir import Tjener

ENKEL = ("ws4-grunn", "--case", "kontakt-vedtak-og-tiltak")


def skript(mappe: Path, tekst: str) -> str:
    """A driver in Python."""
    fil = mappe / "driver.py"
    fil.write_text(tekst, encoding="utf-8")
    return f"{sys.executable} {fil} {{instructions}}"


@contextmanager
def webhook(status: int, system: System | None = None) -> Iterator[str]:
    """A system that answers assignments with a status, and does them afterwards where it is one that can."""

    class Mottaker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            oppdrag = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()
            if system is not None:
                threading.Timer(0.3, system.utfoer, (oppdrag, None, 0.0)).start()

        def log_message(self, format: str, *args: object) -> None:
            """Be quiet."""

    with HTTPServer(("127.0.0.1", 0), Mottaker) as tjener:
        threading.Thread(target=tjener.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{tjener.server_port}/oppdrag"
        tjener.shutdown()


def test_a_case_that_is_not_there_is_met_with_where_they_are_listed(kjoer: Kjoer) -> None:
    for sak, mente in (("finnes", ""), ("rettin", " mente du retting?")):
        ut = kjoer("show", sak)
        assert ut.returncode == 2
        assert f"Ingen sak heter «{sak}»;{mente} «mocknir conformance list» viser sakene" in ut.stderr


def test_the_suites_are_listed_with_what_each_case_requires(kjoer: Kjoer) -> None:
    # when the cases are listed for a program
    saker = json.loads(kjoer("list", "--format", "json").stdout)
    # then there are enough of each, and each says what it requires, from which source, and how well that is known
    antall = {navn: sum(sak["suite"] == navn for sak in saker) for navn in les_suiter()}
    assert antall == {"ws4-grunn": 13, "ws4-feil": 9, "ws4-tid": 7, "ws4-robust": 11}
    assert len({sak["requirement"]["id"] for sak in saker}) == len(saker)
    for sak in saker:
        assert sak["requirement"]["provenance"] in ("dokumentert", "antatt")
        assert sak["requirement"]["source"]
        assert sak["requirement"]["text"]["nb"] != sak["requirement"]["text"]["en"]
    # and a person reads the same
    assert "WS4-ROBUST-01" in kjoer("list").stdout
    assert "Sletter" not in kjoer("show", "sletting", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("valg", "venter"),
    [
        (("ws4-gunn",), "mente du ws4-grunn?"),
        (("ws4-grunn", "--case", "slettingen"), "mente du sletting?"),
        (("ws4-grunn", "--case", "ws4-grunn/slettin"), "mente du ws4-grunn/sletting?"),
        (("ws4-grunn", "--skip", "slettig"), "mente du sletting?"),
        (("ws4-feil", "--answer", "avvist-og-rettet=kanskje"), "SAK=ja"),
        (("ws4-grunn", "--answer", "sletting=ja"), "har ikke noe spørsmål"),
        (("ws4-grunn", "--driver", "./finnes-ikke {instructions}"), "finnes ikke, eller kan ikke kjøres"),
        (("ws4-grunn", "--driver", "true"), "--driver mangler {instructions}"),
        (("ws4-grunn", "--driver", "true '{instructions}"), "Se på anførselstegnene"),
        (("ws4-grunn", "--webhook", "localhost"), "er ingen adresse"),
        (("ws4-grunn", "--driver", "true {instructions}", "--webhook", "http://x"), "ikke begge"),
        (("ws4-grunn", "--timeout", "snart"), "skriv 60s"),
        (("ws4-grunn", "--sandbox", "s" * 40), "for langt"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_with_the_remedy_and_nothing_is_run(
    kjoer: Kjoer, valg: tuple[str, ...], venter: str
) -> None:
    ut = kjoer("run", *valg)
    assert ut.returncode == 2, ut.stdout + ut.stderr
    assert venter in ut.stderr
    assert "bestått" not in ut.stdout


def test_a_driver_that_fails_fails_its_case_and_the_next_is_tried(kjoer: Kjoer, tmp_path: Path) -> None:
    driver = skript(tmp_path, "import sys; print('Ingen forbindelse til databasen'); sys.exit(7)")
    ut = kjoer("run", *ENKEL, "--case", "sletting", "--driver", driver)
    assert ut.returncode == 1
    assert ut.stdout.count("ikke bestått  WS4") == 2
    assert "utgangskode 7" in ut.stdout
    assert "| Ingen forbindelse til databasen" in ut.stdout


def test_a_driver_that_hangs_is_stopped_with_what_it_started(kjoer: Kjoer, tmp_path: Path) -> None:
    # given a driver that starts another program and waits for it
    tegn = tmp_path / "lever"
    barn = f"import time, pathlib; time.sleep(3); pathlib.Path({str(tegn)!r}).touch()"
    driver = skript(tmp_path, f"import subprocess, sys; subprocess.run([sys.executable, '-c', {barn!r}])")
    # when it has had its time
    ut = kjoer("run", *ENKEL, "--driver", driver, "--timeout", "1s")
    # then the case is failed, and nothing of it lives on
    assert ut.returncode == 1
    assert "ikke ferdig på 1 sekunder, og ble stoppet" in ut.stdout
    time.sleep(2.5)
    assert not tegn.exists()


def test_a_webhook_that_is_not_there_ends_the_run_with_a_report_of_it(kjoer: Kjoer, tmp_path: Path) -> None:
    html = tmp_path / "rapport.html"
    ut = kjoer("run", "ws4-grunn", "--webhook", "http://127.0.0.1:9/", f"--html={html}")
    assert ut.returncode == 3
    assert "Ingen svarer på webhooken http://127.0.0.1:9/" in ut.stdout
    assert "12 venter" in ut.stdout
    assert "Ingen svarer på webhooken" in html.read_text(encoding="utf-8")


def test_a_webhook_that_refuses_fails_the_case(kjoer: Kjoer) -> None:
    with webhook(503) as url:
        ut = kjoer("run", *ENKEL, "--webhook", url)
    assert ut.returncode == 1
    assert "Webhooken svarte 503" in ut.stdout


def test_a_webhook_that_has_only_begun_is_waited_for(kjoer: Kjoer, nir: Tjener) -> None:
    # given a system that answers 202 and transfers a while later
    system = System(nir.adresse)
    with webhook(202, system) as url:
        ut = kjoer("run", *ENKEL, "--webhook", url, "--url", nir.adresse, "--sandbox", "senere")
    system.lukk()
    # then the case is judged once it has come
    assert ut.returncode == 0, ut.stdout


def test_casework_that_never_comes_is_told_by_whom_it_is_about(kjoer: Kjoer) -> None:
    with webhook(202) as url:
        ut = kjoer("run", *ENKEL, "--webhook", url, "--timeout", "1s")
    assert ut.returncode == 1
    assert "Etter 1 sekunder var ikke alt for amina kommet til NIR" in ut.stdout


def test_a_sandbox_with_somebody_elses_work_is_not_emptied_unasked(kjoer: Kjoer, nir: Tjener) -> None:
    # given a sandbox that somebody works in
    server = Server.connect(nir.adresse)
    deres = server.create("deres")
    ola = deres.person()
    deres.user("0301", name="ola")
    # when a run is to use it
    valg = ("run", *ENKEL, "--driver", "true {instructions}", "--url", nir.adresse, "--sandbox", "deres")
    ut = kjoer(*valg)
    # then it is refused, and nothing has happened to it
    assert ut.returncode == 2
    assert "er i bruk" in ut.stderr
    assert deres.participant(ola).person == ola
    # and with leave to empty it, it is used, this time and the next
    assert "WS4-GRUNN-01" in kjoer(*valg, "--reset").stdout
    assert "WS4-GRUNN-01" in kjoer(*valg).stdout
    server.close()


def test_two_runs_in_one_sandbox_do_not_disturb_each_other(kjoer: Kjoer, nir: Tjener, tmp_path: Path) -> None:
    # given a run under way
    driver = skript(tmp_path, "import time; time.sleep(4)")
    valg = ("run", *ENKEL, "--url", nir.adresse, "--sandbox", "felles", "--driver")
    with subprocess.Popen(kommando(*valg, driver), stdout=subprocess.PIPE, text=True) as foerste:
        vent_paa(foerste, "ws4-grunn")
        # when another is begun there
        andre = kjoer(*valg, driver)
        # then that one is refused, and the first goes on to its end
        assert andre.returncode == 2
        assert "En annen kjøring bruker sandkassen «felles»" in andre.stderr
        vent_paa(foerste, "1 sak:")
    # and leaves the sandbox to others
    assert "1 sak:" in kjoer(*valg, "true {instructions}").stdout


@pytest.mark.parametrize("signalet", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_reports_what_was_done(nir: Tjener, tmp_path: Path, signalet: signal.Signals) -> None:
    # given a run whose second case takes long
    driver = skript(tmp_path, "import sys, time; time.sleep(0 if 'kontakt' in sys.argv[1] else 30)")
    junit, html = tmp_path / "ut.xml", tmp_path / "rapport.html"
    valg = ("run", "ws4-grunn", "--driver", driver, "--url", nir.adresse, "--sandbox", "stoppes")
    with subprocess.Popen(
        kommando(*valg, f"--junit={junit}", f"--html={html}"), stdout=subprocess.PIPE, text=True
    ) as prosess:
        vent_paa(prosess, "WS4-GRUNN-01")
        time.sleep(0.3)
        # when it is stopped
        prosess.send_signal(signalet)
        assert prosess.stdout is not None
        ut = prosess.stdout.read()
    # then it says so, and what was done is reported
    assert prosess.returncode == 130
    assert "avbrutt" in ut
    assert "1 ikke bestått, 11 venter" in ut
    rot = ET.parse(junit).getroot()
    assert (rot.get("tests"), rot.get("failures"), rot.get("errors")) == ("13", "1", "12")
    assert "Kjøringen ble stoppet" in html.read_text(encoding="utf-8")
    # and the sandbox is free
    server = Server.connect(nir.adresse)
    assert "stoppes-laas" not in {en.name for en in server.sandboxes()}
    server.close()


def test_what_a_human_must_answer_is_asked_for_and_can_be_answered(kjoer: Kjoer) -> None:
    valg = ("run", "ws4-feil", "--case", "avvist-og-rettet", "--driver", f"{sys.executable} -m fagsystem_sim conform")
    valg = (*valg[:-1], f"{valg[-1]} {{instructions}}")
    ubesvart, nei = kjoer(*valg), kjoer(*valg, "--answer", "avvist-og-rettet=nei")
    assert (ubesvart.returncode, nei.returncode) == (0, 1)
    assert "manuell" in ubesvart.stdout
    assert "Viste systemet saksbehandleren" in ubesvart.stdout
    assert "ikke bestått" in nei.stdout


def test_a_case_can_be_skipped(kjoer: Kjoer) -> None:
    ut = kjoer("run", *ENKEL, "--skip", "kontakt-vedtak-og-tiltak", "--driver", "true {instructions}")
    assert ut.returncode == 0
    assert "1 sak: 1 hoppet over" in ut.stdout


def test_a_server_that_is_not_there_is_told(kjoer: Kjoer) -> None:
    ut = kjoer("run", *ENKEL, "--driver", "true {instructions}", "--url", "http://127.0.0.1:9")
    assert ut.returncode == 3
    assert "Ingen mocknir svarer på http://127.0.0.1:9" in ut.stderr


def vent_paa(prosess: "subprocess.Popen[str]", tekst: str) -> None:
    """Read what a run says until that comes."""
    assert prosess.stdout is not None
    for linje in prosess.stdout:
        if tekst in linje:
            return
    raise AssertionError(f"{tekst} never came")
