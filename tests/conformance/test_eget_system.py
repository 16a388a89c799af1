"""fagsystem-sim, the municipal system of our own, passes every case: driven as a vendor's system is, over HTTP."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from fagsystem_sim.cli import main as fagsystem_sim
from mocknir.conformance.suiter import les_suiter
from tests.conformance.conftest import Kjoer

SVAR = [f"--answer={sak.navn}=ja" for suite in les_suiter().values() for sak in suite.saker if sak.lest.scenario.manual]


@pytest.fixture(scope="module")
def webhook() -> Iterator[str]:
    """fagsystem-sim, waiting for assignments."""
    prosess = subprocess.Popen(
        [sys.executable, "-m", "fagsystem_sim", "conform", "--listen", "0"], stdout=subprocess.PIPE, text=True
    )
    assert prosess.stdout is not None
    yield prosess.stdout.readline().split()[-1]
    prosess.terminate()
    prosess.wait()
    prosess.stdout.close()


def test_it_passes_all_of_it(kjoer: Kjoer, webhook: str, tmp_path: Path) -> None:
    # given a caseworker who has seen what the system showed
    junit, html = tmp_path / "ut.xml", tmp_path / "rapport.html"
    # when all suites are run
    ut = kjoer(
        "run", *les_suiter(), "--webhook", webhook, *SVAR, "--format", "json", f"--junit={junit}", f"--html={html}",
        "--system-name", "fagsystem-sim", "--system-version", "1.2", "--patience", "1.5s",
    )  # fmt: skip
    # then every case passes, without a finding
    assert ut.returncode == 0, ut.stdout + ut.stderr
    svar = json.loads(ut.stdout)
    assert svar["status"] == "ferdig"
    assert {sak["case"]: (sak["result"], sak["findings"]) for sak in svar["cases"] if sak["result"] != "bestått"} == {}
    assert len(svar["cases"]) == sum(len(suite.saker) for suite in les_suiter().values())
    # and it was not for want of trouble: a fault that does not strike would let every system pass
    for sak in svar["cases"]:
        rammet = [f["kind"] for post in sak["journal"] for f in post["faults"]]
        assert rammet or sak["suite"] != "ws4-robust", sak["case"]
    # and the reports say so too
    rot = ET.parse(junit).getroot()
    assert (rot.get("failures"), rot.get("errors")) == ("0", "0")
    side = html.read_text(encoding="utf-8")
    assert "fagsystem-sim 1.2" in side
    assert "ikke en godkjenning fra IMDi" in side


def test_it_is_driven_by_a_command_too(kjoer: Kjoer, tmp_path: Path) -> None:
    driver = f"{sys.executable} -m fagsystem_sim conform {{instructions}} --store {tmp_path}"
    ut = kjoer("run", "ws4-grunn", "--case", "sletting", "--driver", driver)
    assert ut.returncode == 0, ut.stdout + ut.stderr
    assert "bestått" in ut.stdout


@pytest.mark.parametrize(
    ("valg", "kode", "venter"),
    [
        ([], 2, "enten et oppdrag eller --listen"),
        (["oppdrag.json", "--listen", "0"], 2, "enten et oppdrag eller --listen"),
        (["finnes-ikke.json"], 2, "does not exist"),
        (["tekst.json"], 2, "er ikke JSON"),
        (["annet.json"], 2, "format er 'noe/1'"),
        (["halvt.json"], 2, "clock mangler"),
        (["dag.json"], 2, "clock skal være en dag, som 2017-03-01: '2017-02-30'"),
        (["nir.json"], 2, "nir.ws4 skal være et endepunkt, som http://127.0.0.1:8080/ws4: 'abc'"),
        (["bruker.json"], 2, "users.0.password mangler"),
        (["tegn.json"], 2, "users.0.user har et tegn som XML ikke kan ha (U+0001)"),
        (["felt.json"], 2, "casework.0.fields.fra har et tegn som XML ikke kan ha"),
        (["person.json"], 2, "casework.0.person: «ola» har ikke noe nummer i persons"),
        (["oppdrag.json", "--store", "/proc/a"], 2, "--store: mappen /proc/a lar seg ikke lage"),
        (["borte.json"], 3, "Får ikke kontakt med NIR"),
    ],
)
def test_an_assignment_that_cannot_be_done_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, valg: list[str], kode: int, venter: str
) -> None:
    # given assignments of which something is wrong
    monkeypatch.chdir(tmp_path)
    helt = {
        "format": "mocknir-conformance/1", "run": "r", "suite": "s", "case": "c", "clock": "2017-03-01",
        "nir": {"ws4": "http://127.0.0.1:9/ws4"}, "read": ["HentEndringer"], "skipEnded": False, "persons": [],
        "casework": [], "users": [{"kommune": "0301", "user": "u", "password": "p"}],
    }  # fmt: skip
    Path("tekst.json").write_text("<xml/>", encoding="utf-8")
    for navn, innhold in (
        ("oppdrag", helt), ("annet", {**helt, "format": "noe/1"}), ("halvt", {**helt, "clock": None}), ("borte", helt),
        ("dag", {**helt, "clock": "2017-02-30"}), ("nir", {**helt, "nir": {"ws4": "abc"}}),
        ("bruker", {**helt, "users": [{"kommune": "0301", "user": "u"}]}),
        ("tegn", {**helt, "users": [{"kommune": "0301", "user": "\x01", "password": "p"}]}),
        ("felt", {**helt, "casework": [{"person": "ola", "kommune": "0301", "reference": "v", "action": "registrer",
                                        "type": "tiltak", "fields": {"fra": "\x01"}}]}),
        ("person", {**helt, "casework": [{"person": "ola", "kommune": "0301", "reference": "v", "action": "slett"}]}),
    ):  # fmt: skip
        Path(f"{navn}.json").write_text(json.dumps(innhold), encoding="utf-8")
    # when the system is asked to do it
    ut = CliRunner().invoke(fagsystem_sim, ["conform", *valg])
    # then it says what is wrong
    assert ut.exit_code == kode, ut.output
    assert venter in ut.output
