"""How a command ends that did not do what it was asked: the words on stderr, the reason in the exit code."""

from typing import IO, Any

import click

AVVIST = 1
FEIL_BRUK = 2
IKKE_NAADD = 3
AVBRUTT = 130
"""Refused, wrong usage (click's own), server not reached, and Ctrl-C as shells have it."""


class Avvist(click.ClickException):
    """The command was refused: what was wrong, in bokmål and English, and the remedy."""

    exit_code = AVVIST

    def __init__(self, tekst: str, text: str, linjer: tuple[str, ...] = ()) -> None:
        super().__init__(f"{tekst}\n{text}")
        self.linjer = linjer

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it on stderr."""
        click.echo("\n".join((self.message, *self.linjer)), err=True)


class IkkeNaadd(Avvist):
    """No server answered."""

    exit_code = IKKE_NAADD
