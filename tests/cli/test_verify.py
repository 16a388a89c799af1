"""mocknir verify as its users run it: what it says, what it writes, and how it ends."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from mocknir.cli import main
from tests.cli.conftest import Skall

HER = Path(__file__).parent.parent / "scenario"
HOLDER = HER / "holder" / "alt-holder.yaml"
BRISTER = HER / "brister"
HOLDER_IKKE = BRISTER / "person-lukkes-senere.yaml"
KAN_IKKE = BRISTER / "kan-ikke.yaml"
STOETTES_IKKE = BRISTER / "stoettes-ikke.yaml"


def verify(*ord_: str | Path, rc: int = 0) -> Result:
    """`mocknir verify …` in this process; stderr is in `stderr`."""
    svar = CliRunner().invoke(main, ["verify", *map(str, ord_)], prog_name="mocknir", env={"MOCKNIR_VERIFY_URL": ""})
    assert svar.exit_code == rc, (svar.output, svar.exception)
    return svar


def prosess(*ord_: str | Path) -> subprocess.Popen[str]:
    """`mocknir verify …` as a process of its own, in a group of its own as a shell starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "mocknir", "verify", *map(str, ord_)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", start_new_session=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("filer", "rc"),
    [
        ([HOLDER], 0),
        ([STOETTES_IKKE], 0),
        ([HOLDER, HOLDER_IKKE], 1),
        ([KAN_IKKE], 3),
        ([HOLDER_IKKE, KAN_IKKE], 3),
    ],
)
def test_the_exit_code_says_how_it_went(filer: list[Path], rc: int):
    verify("-q", *filer, rc=rc)


def test_it_says_a_line_for_each_scenario_and_a_summary():
    linjer = verify(HOLDER, STOETTES_IKKE).stdout.splitlines()

    assert linjer[0] == f"holdt              {HOLDER}  (17 forventninger)"
    assert linjer[1:3] == [f"støttes ikke       {STOETTES_IKKE}", "    Kravet er ikke avklart. (2026-11-22)"]
    assert re.fullmatch(r"2 scenarioer: 1 holdt, 1 støttes ikke \(\d+,\d\d s\)", linjer[3])


def test_in_english_it_says_it_in_english():
    svar = verify("--lang", "en", HOLDER_IKKE, rc=1).stdout

    assert "did not hold" in svar
    assert "Near misses:" in svar
    assert "in the night to 2017-04-03" in svar


def test_quiet_says_only_what_does_not_hold():
    svar = verify("-q", HOLDER, HOLDER_IKKE, rc=1).stdout

    assert str(HOLDER) not in svar
    assert f"{HOLDER_IKKE}:" in svar


def test_a_folder_is_run_whole_and_only_those_of_a_rule_when_asked_for():
    svar = json.loads(verify(BRISTER, "--only", "VINDU-TO-MAANEDER", "--format", "json", rc=1).stdout)

    assert [en["navn"] for en in svar["scenarios"]] == ["kvittering", "person-avslutning-for-sent"]


def test_a_file_that_is_named_twice_is_run_once():
    svar = json.loads(
        verify(HOLDER, HOLDER.parent, HER / "brister" / ".." / "holder" / HOLDER.name, "--format", "json").stdout
    )

    assert [en["fil"] for en in svar["scenarios"]] == [str(HOLDER)]


def test_with_fail_fast_nothing_is_run_after_the_first_that_does_not_hold():
    svar = json.loads(verify(HOLDER, HOLDER_IKKE, KAN_IKKE, "--fail-fast", "--format", "json", rc=1).stdout)

    assert [en["status"] for en in svar["scenarios"]] == ["holdt", "holdt ikke"]


def test_reports_are_written_also_into_a_folder_that_is_not_there_yet(tmp_path: Path):
    junit, html = tmp_path / "ut" / "junit.xml", tmp_path / "ut" / "rapport.html"
    verify(HOLDER, HOLDER_IKKE, "--junit", junit, "--html", html, rc=1)

    assert junit.read_text(encoding="utf-8").count("<testcase ") == 2
    assert "NIR lukker senere enn ventet" in html.read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_told_after_the_verdict(tmp_path: Path):
    (tmp_path / "fil").touch()
    svar = verify(HOLDER, "--junit", tmp_path / "fil" / "junit.xml", rc=2)

    assert "1 holdt" in svar.stdout
    assert "kan ikke skrives" in svar.stderr


def test_nothing_is_run_while_a_file_is_wrong_and_all_errors_are_told(tmp_path: Path):
    gal = tmp_path / "gal.yaml"
    gal.write_text(HOLDER_IKKE.read_text(encoding="utf-8").replace("status: avsluttet", "statuss: avsluttet"))
    (tmp_path / "tom.yaml").touch()
    svar = verify(HOLDER, tmp_path, rc=2)

    assert svar.stdout == ""
    assert f"{gal}:23:19: " in svar.stderr
    assert "mente du status?" in svar.stderr
    assert f"{tmp_path / 'tom.yaml'}:1:1: er tom" in svar.stderr
    assert "ingenting er kjørt" in svar.stderr


@pytest.mark.parametrize("hva", ["borte.yaml", "gal.yaml"])
def test_reports_are_written_of_a_file_that_is_wrong_or_missing_too(tmp_path: Path, hva: str):
    (tmp_path / "gal.yaml").write_text("scenario: gal\n", encoding="utf-8")
    junit, html = tmp_path / "ut" / "junit.xml", tmp_path / "ut" / "rapport.html"
    svar = verify(HOLDER, tmp_path / hva, "--junit", junit, "--html", html, "--format", "json", rc=2)

    (en,) = json.loads(svar.stdout)["scenarios"]
    assert (en["fil"], en["status"], en["hinder"]["linje"]) == (str(tmp_path / hva), "kunne ikke kjøres", 1)
    (suite,) = ElementTree.parse(junit).getroot()
    feil = suite.find("testcase/error")
    assert (suite.get("errors"), feil is not None and f"{hva}:1:1: " in (feil.text or "")) == ("1", True)
    assert "Filen kan ikke brukes" in html.read_text(encoding="utf-8")
    assert "ingenting er kjørt" in svar.stderr


@pytest.mark.parametrize(
    ("ord_", "sies"),
    [
        ([], "PATH... mangler / PATH... is missing"),
        (["finnes-ikke.yaml"], "finnes-ikke.yaml:1:1: finnes ikke"),
        ([str(HOLDER), "--only", "VINDU-TO-MAANEDR"], "mente du VINDU-TO-MAANEDER?"),
        ([str(HOLDER), "--only", "NORSK-FRIST"], "ingen scenarioer (*.yaml) som viser NORSK-FRIST"),
        ([str(HOLDER), "--keep"], "--keep krever --url"),
        ([str(HOLDER), "-q", "-v"], "-q"),
        ([str(HOLDER), "-j", "0"], "-j"),
        ([str(HOLDER), "--url", "ftp://x"], "ikke en adresse"),
    ],
)
def test_wrong_usage_is_told(ord_: list[str], sies: str):
    assert sies in verify(*ord_, rc=2).stderr


def test_a_folder_without_scenarios_is_wrong_usage(tmp_path: Path):
    assert "ingen scenarioer" in verify(tmp_path, rc=2).stderr


def test_a_server_that_is_not_there_is_told_before_anything_is_run():
    svar = verify(HOLDER, "--url", "http://127.0.0.1:9", rc=3)

    assert svar.stdout == ""
    assert "Ingen mocknir svarer på http://127.0.0.1:9" in svar.stderr


def test_on_a_server_it_runs_in_sandboxes_that_are_gone_unless_kept(mocknir: Skall):
    verify(HOLDER, "--url", mocknir.url)
    assert "alt-holder-" not in mocknir("sandbox", "list").stdout

    svar = verify(HOLDER_IKKE, "--url", mocknir.url, "--keep", rc=1).stdout
    beholdt = re.search(r"Sandkassen er beholdt: (\S+)", svar)

    assert beholdt is not None
    assert "Amina Haddad" in mocknir("person", "list", "--sandbox", beholdt[1]).stdout
    assert "    Sandkassen er beholdt: alt-holder-" in verify(HOLDER, "--url", mocknir.url, "--keep").stdout


def test_two_processes_tell_the_same_as_one_and_in_the_same_order():
    en, to = (prosess(HER / "holder", BRISTER, "-j", str(n)) for n in (1, 2))
    svar = [p.communicate(timeout=60)[0] for p in (en, to)]

    assert [p.returncode for p in (en, to)] == [3, 3]
    assert svar[0].splitlines()[:-1] == svar[1].splitlines()[:-1]
    assert "12 scenarioer: " in svar[0]


def test_ctrl_c_ends_it_and_says_what_was_found_until_then(tmp_path: Path):
    tekst = HOLDER.read_text(encoding="utf-8")
    for nr in range(200):
        (tmp_path / f"n{nr:03}.yaml").write_text(tekst.replace("alt-holder", f"n{nr:03}"), encoding="utf-8")
    p = prosess(tmp_path, "-j", "2")
    assert p.stdout is not None
    p.stdout.readline()
    os.killpg(p.pid, signal.SIGINT)
    ut, feil = p.communicate(timeout=30)
    funnet = re.search(r"^(\d+) scenario(er)?: \1 holdt", ut, re.MULTILINE)

    assert (p.returncode, feil) == (130, "Avbrutt / interrupted\n")
    assert funnet is not None, ut
    assert int(funnet[1]) < 100
