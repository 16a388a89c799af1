"""What the subcommands share: their options, their exit codes, and a NIR of one's own."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

FEIL, INGEN_KONTAKT = 1, 3
"""Exit codes: something was rejected or differs; the server cannot be reached, or did not start."""

STANDARD_URL = "http://127.0.0.1:8080"

F = TypeVar("F", bound=Callable[..., object])


def url_valg(standard: str | None = STANDARD_URL, sandkasse: str | None = "default") -> Callable[[F], F]:
    """The options that say where NIR is: `url`, `sandbox`, `control_token`."""

    def legg_til(funksjon: F) -> F:
        for valg in (
            click.option(
                "--control-token",
                envvar="MOCKNIR_CONTROL_TOKEN",
                show_envvar=True,
                metavar="TOKEN",
                help="Når serveren krever det. / Where the server asks for it.",
            ),
            click.option(
                "--sandbox",
                default=sandkasse,
                show_default=sandkasse or "kjøringens egen, ellers default / that of the run",
                metavar="NAVN",
                help="Sandkassen.",
            ),
            click.option(
                "--url",
                default=standard,
                envvar="MOCKNIR_URL",
                show_default=standard is not None,
                show_envvar=True,
                metavar="URL",
                help="En NIR som kjører. / A running NIR.",
            ),
        ):
            funksjon = valg(funksjon)
        return funksjon

    return legg_til


@contextmanager
def nir(url: str | None, database: str | None, keep: bool, startdag: date) -> Iterator[tuple[str, str | None]]:
    """The URL of the NIR to talk to, and its database where it is one of our own.

    One of our own ends with the block, and its temporary folder goes unless it is kept.
    """
    if url:
        yield url, None
        return
    from fagsystem_sim.server import egen_server

    mappe = Path(tempfile.mkdtemp(prefix="fagsystem-sim-"))
    base = database or f"sqlite:///{mappe / 'nir'}"
    try:
        with egen_server(base, startdag, mappe) as adresse:
            yield adresse, base
    finally:
        if not keep:
            shutil.rmtree(mappe, ignore_errors=True)
