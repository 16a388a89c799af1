"""Scenarios that hold and scenarios that do not, and a server in process to run them on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mocknir.app import in_process
from mocknir.client.server import Server
from mocknir.scenario.les import Lest, les_tekst

HER = Path(__file__).parent


def lest(navn: str) -> Lest:
    """A scenario of this folder, named as from here so that texts are the same wherever the tests run."""
    return les_tekst((HER / navn).read_text(encoding="utf-8"), navn)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    server = in_process()
    yield server
    server.close()
