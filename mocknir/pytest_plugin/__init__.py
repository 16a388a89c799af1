"""The pytest plugin: `nir`, a sandbox of a test's own, on the server `nir_server`, started once a session.

    def test_moving_without_ending(nir):
        ola = nir.person(kommune="0301", lov="introduksjonsloven")
        my_fagsystem.transfer(nir.url, ola.foedselsnummer)
        nir.move(ola, to="1201")
        nir.advance(to="2017-12-01")
        nir.expect(ola, program={"status": "avsluttet", "avsluttet_av": "NIR", "maaloppnaaelse": False})

`@pytest.mark.mocknir(clock="2021-03-01", parameters={"VINDU-TO-MAANEDER.maaneder": 3})` on a test, a class or a module
(`pytestmark`) says how the sandbox begins. pytest finds the plugin by itself where mocknir is installed, and nothing of
it is imported before a test asks for a fixture.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mocknir.client import Server
    from mocknir.pytest_plugin.sandkasse import ExpectingNir

_NIR = pytest.StashKey["ExpectingNir"]()
_FAILED = pytest.StashKey[bool]()
_PLACE = pytest.StashKey[str]()
"""How a sandbox that was kept can be looked at."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the plugin."""
    group = parser.getgroup("mocknir", "mocknir: et NIR å teste mot / a NIR to test against")
    group.addoption(
        "--mocknir-url", metavar="URL",
        help="en server som alt går, i stedet for en som startes / a server that runs already; også/also MOCKNIR_URL",
    )  # fmt: skip
    group.addoption(
        "--mocknir-token", metavar="TOKEN",
        help="når den serveren krever det / where that server asks for one; også/also MOCKNIR_CONTROL_TOKEN",
    )  # fmt: skip
    group.addoption(
        "--mocknir-keep", action="store_true",
        help="behold sandkassen til en test som feilet, og si hvor den er / keep the sandbox of a test that failed",
    )  # fmt: skip
    group.addoption(
        "--mocknir-lang", choices=["nb", "en"], default="nb",
        help="språket i forklaringene, ellers nb / the language of explanations, else nb",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """The marker of the plugin."""
    config.addinivalue_line(
        "markers",
        "mocknir(clock=None, parameters=None, seed=None): how the sandbox of the fixture «nir» begins, as"
        ' mocknir(clock="2021-03-01", parameters={"VINDU-TO-MAANEDER.maaneder": 3})',
    )


@pytest.fixture(scope="session")
def nir_server(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server: one of the session's own (of each worker's own, under xdist), or that of --mocknir-url."""
    from mocknir.client import Server
    from mocknir.pytest_plugin.prosess import started

    url = pytestconfig.getoption("mocknir_url") or os.environ.get("MOCKNIR_URL")
    if url:
        token = pytestconfig.getoption("mocknir_token") or os.environ.get("MOCKNIR_CONTROL_TOKEN") or None
        server = Server.connect(url, token)
        with _told():
            server.sandboxes()  # so that a wrong address is told once, and not by each test
        pytestconfig.stash[_PLACE] = f"--url {server.url}"
        yield server
        server.close()
        return
    database = "sqlite://"
    if pytestconfig.getoption("mocknir_keep"):
        database = f"sqlite:///{tmp_path_factory.mktemp('mocknir', numbered=True)}"
        pytestconfig.stash[_PLACE] = f"(mocknir serve --database {database})"
    with started(database) as url:
        server = Server.connect(url)
        yield server
        server.close()


@pytest.fixture
def nir(request: pytest.FixtureRequest, nir_server: Server) -> Iterator[ExpectingNir]:
    """A sandbox of the test's own, as the marker `mocknir` asks for; removed when the test is over."""
    from mocknir.pytest_plugin.sandkasse import begin

    # A server that others use as well is not left with what a killed run could not clear up.
    expires = None if request.config.getoption("mocknir_keep") else "1d"
    with _told():
        sandbox = begin(nir_server, request.node, request.config.getoption("mocknir_lang"), expires)
    request.node.stash[_NIR] = sandbox
    yield sandbox
    if not (request.node.stash.get(_FAILED, False) and request.config.getoption("mocknir_keep")):
        sandbox.remove()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show in the report of a test that failed what happened in its sandbox, and the test's lines, not mocknir's."""
    client = sys.modules.get("mocknir.client.feil")
    if client and call.excinfo and not item.config.option.fulltrace and call.excinfo.errisinstance(client.MocknirError):
        error = call.excinfo.value
        call.excinfo = pytest.ExceptionInfo.from_exc_info((call.excinfo.type, error, _until_ours(call.excinfo.tb)))
    report = yield
    sandbox = item.stash.get(_NIR, None)
    if sandbox is not None and report.when == "call" and report.failed:
        from mocknir.pytest_plugin.rapport import section

        item.stash[_FAILED] = True
        kept = item.config.stash.get(_PLACE, "") if item.config.getoption("mocknir_keep") else None
        report.sections.append((f"mocknir {sandbox.name}", section(sandbox, report.longreprtext, kept)))
    return report


def _until_ours(traceback: TracebackType) -> TracebackType:
    """The lines of a traceback until the first of mocknir."""
    after = traceback.tb_next
    if after is not None:
        name = str(after.tb_frame.f_globals.get("__name__"))
        after = None if name.startswith("mocknir.") else _until_ours(after)
    return TracebackType(after, traceback.tb_frame, traceback.tb_lasti, traceback.tb_lineno)


@contextmanager
def _told() -> Iterator[None]:
    """What cannot begin is told in words, without the lines of the plugin that found it."""
    from mocknir.client import MocknirError

    try:
        yield
    except MocknirError as error:
        raise pytest.fail.Exception(str(error), pytrace=False) from None
