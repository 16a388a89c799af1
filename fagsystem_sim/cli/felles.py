"""What the subcommands share: their options, their exit codes, and a NIR of one's own."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from fagsystem_sim.adresse import EKSEMPEL, UgyldigAdresse, les_adresse

FEIL, BRUKSFEIL, INGEN_KONTAKT = 1, 2, 3
"""Exit codes: something was rejected or differs; what was asked for cannot be, or its file is wrong; the server cannot
be reached, or did not start."""

INGEN_ADGANG = (401, 403)
"""The HTTP statuses of a server that wants a token, or another one: wrong usage."""

F = TypeVar("F", bound=Callable[..., object])


class _Adresse(click.ParamType[str]):
    """The address of a server, as `adresse.les_adresse` reads it."""

    name = "adresse"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return les_adresse(value)
        except UgyldigAdresse as feil:
            nb, en = feil.nb, feil.en
            if feil.sandkasse and ctx and any("--sandbox" in ett.opts for ett in ctx.command.params):
                nb, en = f"{nb}, og --sandbox {feil.sandkasse}", f"{en}, and --sandbox {feil.sandkasse}"
            self.fail(f"{nb} / {en}", param, ctx)


class _Sandkasse(click.ParamType[str]):
    """The name of a sandbox, which stands in addresses; the server knows which names there are."""

    name = "navn"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch("[a-z0-9][a-z0-9-]{0,39}", value):
            self.fail(
                f"«{value}» er ikke navnet på en sandkasse; skriv små bokstaver a–z, tall og bindestrek, høyst 40, som "
                "kurs-1 / That is no name of a sandbox; write at most 40 of a–z, digits and hyphens, as kurs-1",
                param, ctx,
            )  # fmt: skip
        return str(value)


SANDKASSE = _Sandkasse()


class _Token(click.ParamType[str]):
    """A token that an HTTP header can carry."""

    name = "token"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not (value.isascii() and value.isprintable() and " " not in value):
            self.fail("bare a–z, tall og tegn, uten mellomrom / only a–z, digits and signs, no spaces", param, ctx)
        return str(value)


def token_valg(navn: str = "control_token") -> Callable[[F], F]:
    """The option `--control-token`, by the name of its parameter."""
    return click.option(
        "--control-token",
        navn,
        type=_Token(),
        envvar="MOCKNIR_CONTROL_TOKEN",
        show_envvar=True,
        metavar="TOKEN",
        help="Når serveren krever det. / Where the server asks for it.",
    )


egen_url_valg = click.option(
    "--url",
    type=_Adresse(),
    envvar="MOCKNIR_URL",
    show_envvar=True,
    metavar="URL",
    help="En NIR som kjører; ellers startes en egen. / A running NIR; else one is started.",
)
"""The option `url` of what can do with a NIR of its own."""


def url_valg(standard: str | None = EKSEMPEL, sandkasse: str | None = "default") -> Callable[[F], F]:
    """The options that say where NIR is: `url`, `sandbox`, `control_token`."""

    def legg_til(funksjon: F) -> F:
        for valg in (
            token_valg(),
            click.option(
                "--sandbox",
                type=SANDKASSE,
                default=sandkasse,
                show_default=sandkasse or "kjøringens egen, ellers default / that of the run",
                metavar="NAVN",
                help="Sandkassen. / The sandbox.",
            ),
            click.option(
                "--url",
                type=_Adresse(),
                default=standard,
                envvar="MOCKNIR_URL",
                show_default=standard or "den kjøringen brukte / that of the run",
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
