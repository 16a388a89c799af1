"""The client's two ways to a register: over HTTP and in the same process. Each test has a sandbox of its own."""

from collections.abc import Iterator

import pytest

from mocknir.app import in_process
from mocknir.client import Nir, Server
from tests.contract.nir import tjener


@pytest.fixture(scope="session")
def i_prosessen() -> Iterator[Server]:
    server = in_process()
    yield server
    server.close()


@pytest.fixture(scope="session")
def over_http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with tjener(tmp_path_factory.mktemp("klient")) as nir:
        server = Server.connect(nir.adresse)
        yield server
        server.close()


@pytest.fixture(params=["in process", "HTTP"])
def server(request: pytest.FixtureRequest) -> Server:
    """A server, by each transport."""
    server: Server = request.getfixturevalue("i_prosessen" if request.param == "in process" else "over_http")
    return server


@pytest.fixture
def nir(i_prosessen: Server) -> Iterator[Nir]:
    """A sandbox on 1 January 2017, in process."""
    with i_prosessen.create() as nir:
        yield nir
