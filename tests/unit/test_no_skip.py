"""With MOCKNIR_NO_SKIP=1 a run with a skipped test fails and names it; without it, skipping is free."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).parents[1] / "conftest.py"

SKIPPED_TEST = """
import pytest

def test_runs():
    pass

@pytest.mark.skip
def test_left_out():
    pass

@pytest.mark.xfail(strict=True)
def test_known_failure():
    assert False
"""

SKIPPED_MODULE = """
import pytest

pytest.importorskip("a_module_that_nobody_has")
"""


def run_pytest(folder, *options, **environment):
    (folder / "conftest.py").write_text(CONFTEST.read_text())
    # A run inside a run: what xdist tells its own workers must not reach the inner one.
    inherited = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    inherited.pop("MOCKNIR_NO_SKIP", None)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", folder, *options, folder],
        cwd=CONFTEST.parents[1],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "xdist"])
@pytest.mark.parametrize(
    ("source", "name"),
    [(SKIPPED_TEST, "test_it.py::test_left_out"), (SKIPPED_MODULE, "test_it.py")],
    ids=["test", "module"],
)
def test_a_skip_fails_the_run_and_is_named(tmp_path, source, name, options):
    (tmp_path / "test_it.py").write_text(source)

    run = run_pytest(tmp_path, *options, MOCKNIR_NO_SKIP="1")

    assert run.returncode == 1, run.stdout + run.stderr
    assert f"MOCKNIR_NO_SKIP: skipped, and so failed: {name}\n" in run.stdout


def test_a_run_without_skips_passes(tmp_path):
    (tmp_path / "test_it.py").write_text("def test_runs(): pass")

    run = run_pytest(tmp_path, MOCKNIR_NO_SKIP="1")

    assert run.returncode == 0, run.stdout + run.stderr
    assert "MOCKNIR_NO_SKIP" not in run.stdout


def test_skipping_is_free_elsewhere(tmp_path):
    (tmp_path / "test_it.py").write_text(SKIPPED_TEST)

    run = run_pytest(tmp_path)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "1 skipped" in run.stdout
