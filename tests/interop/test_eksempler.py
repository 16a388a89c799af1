"""The examples of docs/eksempler do what they say, against a running server; those that are not run say so."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.nir import Tjener
from tests.interop.test_node import NODE

EKSEMPLER = Path(__file__).parents[2] / "docs" / "eksempler"
LYKKES = "NIR avsluttet programmet selv."


def kjoer(tjener: Tjener, *kommando: str, cwd: Path = EKSEMPLER, **miljoe: str) -> str:
    alt = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and not k.startswith("PYTEST_")}
    ferdig = subprocess.run(
        kommando, cwd=cwd, env={**alt, "MOCKNIR_URL": tjener.adresse, **miljoe}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert ferdig.returncode == 0, ferdig.stdout + ferdig.stderr
    assert tjener.sandkasser.liste() == ["default"], "the example deletes its sandbox"
    return ferdig.stdout


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_curl(tjener: Tjener):
    assert LYKKES in kjoer(tjener, "bash", "overfoering.sh")


@pytest.mark.interop
@pytest.mark.skipif(
    shutil.which("node") is None or not (NODE / "node_modules" / "soap").is_dir(),
    reason="needs node, and npm ci in tests/interop/node",
)
def test_node(tjener: Tjener, tmp_path: Path):
    (tmp_path / "node_modules").symlink_to(NODE / "node_modules")
    shutil.copy(EKSEMPLER / "overfoering.mjs", tmp_path)

    assert "# pass 1" in kjoer(tjener, "node", "--test", "--test-reporter=tap", "overfoering.mjs", cwd=tmp_path)


@pytest.mark.interop
@pytest.mark.skipif(shutil.which("javac") is None, reason="needs a JDK: apt-get install default-jdk-headless")
def test_java(tjener: Tjener):
    assert LYKKES in kjoer(tjener, "java", "Overfoering.java")


def test_pytest(tjener: Tjener):
    ut = kjoer(
        tjener, sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "mocknir.pytest_plugin",
        "--rootdir", str(EKSEMPLER), "-q", "test_overfoering.py", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
    )  # fmt: skip

    assert "3 passed" in ut


def test_every_example_is_listed_and_those_not_run_say_so():
    filer = {fil.name for fil in EKSEMPLER.iterdir() if fil.is_file()} - {"README.md"}
    liste = (EKSEMPLER / "README.md").read_text()
    kjoeres = {fil for fil in filer if f'"{fil}"' in Path(__file__).read_text()}

    assert {fil for fil in filer if f"[{fil}]({fil})" in liste} == filer
    for linje in liste.splitlines():
        if linje.startswith("| [") and not linje.endswith("| ja / yes |"):
            (fil,) = [fil for fil in filer if linje.startswith(f"| [{fil}]")]
            assert fil not in kjoeres
            assert "own tests do not run this one" in (EKSEMPLER / fil).read_text()
