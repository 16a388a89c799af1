"""A run of the command, as a vendor makes it."""

import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from mocknir.cli import main
from tests.contract.nir import Tjener, tjener


class Utfall(NamedTuple):
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


Kjoer = Callable[..., Utfall]


def kommando(*valg: str) -> list[str]:
    """The command as a process of its own."""
    return [sys.executable, "-m", "mocknir", "conformance", *valg]


@pytest.fixture(scope="session")
def kjoer() -> Kjoer:
    """`mocknir conformance …`; its exit code and what it said."""

    def gjoer(*valg: str) -> Utfall:
        ut = CliRunner().invoke(main, ["conformance", *valg], prog_name="mocknir")
        if ut.exception is not None and not isinstance(ut.exception, SystemExit):
            raise ut.exception
        return Utfall(ut.exit_code, ut.stdout, ut.stderr)

    return gjoer


@pytest.fixture(scope="module")
def nir() -> Iterator[Tjener]:
    """A server that others use as well."""
    with tjener("sqlite://") as t:
        yield t
