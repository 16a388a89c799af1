"""What all tests share."""

import os
from typing import Any

import pytest


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
    if os.environ.get("MOCKNIR_NO_SKIP") == "1":
        config.pluginmanager.register(NoSkip(config), "no_skip")
