"""One server for all tests of the commands, started as a user starts it; each test has a sandbox of its own."""

import itertools
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mocknir.cli import main
from mocknir.register.identitet import lag_foedselsnummer

_nummer = itertools.count(1)
FNR = lag_foedselsnummer(date(1990, 5, 17), "K", 1)


def start(*valg: str, mappe: Path) -> tuple[subprocess.Popen[str], str]:
    """`mocknir serve` as a process, and the first line that it prints."""
    prosess = subprocess.Popen(
        [sys.executable, "-m", "mocknir", "serve", *valg], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        encoding="utf-8", cwd=mappe,
    )  # fmt: skip
    assert prosess.stdout is not None
    return prosess, prosess.stdout.readline()


def stopp(prosess: subprocess.Popen[str]) -> tuple[int, str]:
    """End it as a process manager does; answers its exit code and what it said on stderr."""
    prosess.terminate()
    _, feil = prosess.communicate(timeout=10)
    return prosess.returncode, feil


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    prosess, linje = start("--port", "0", mappe=tmp_path_factory.mktemp("serve"))
    treff = re.search(r"http://\S+?(?=/ws4)", linje)
    assert treff, linje
    yield treff[0]
    stopp(prosess)


@dataclass
class Skall:
    """Runs `mocknir …` against a sandbox."""

    url: str
    sandbox: str

    def __call__(self, *ord_: str, rc: int = 0, inn: str | bytes | None = None) -> Result:
        miljoe = {"MOCKNIR_URL": self.url, "MOCKNIR_SANDBOX": self.sandbox}
        svar = CliRunner().invoke(main, list(ord_), input=inn, env=miljoe, prog_name="mocknir")
        assert svar.exit_code == rc, (svar.output, svar.exception)
        return svar


@pytest.fixture
def mocknir(url: str) -> Skall:
    """The command against a new sandbox on 1 January 2017."""
    skall = Skall(url, f"s-{next(_nummer)}")
    skall("sandbox", "create", skall.sandbox)
    return skall


@pytest.fixture
def med_person(mocknir: Skall) -> Skall:
    """The same, with one person settled in Oslo."""
    mocknir(
        "person", "add", "--fnr", FNR, "--navn", "Amina Åsen", "--kommune", "0301", "--bosatt", "01.06.2016",
        "--grunnlag", "28", "--opphold-gitt", "2016-03-01", "--statsborgerskap", "SYR",
    )  # fmt: skip
    return mocknir
