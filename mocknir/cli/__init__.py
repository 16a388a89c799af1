"""The command `mocknir`: each subcommand stands in the file of its name, and is imported when it is used."""

from importlib import import_module
from typing import Any, cast

import click

from mocknir import __version__
from mocknir.cli.feil import AVBRUTT
from mocknir.cli.gruppe import Gruppe

KOMMANDOER = (
    "serve", "sandbox", "clock", "person", "user", "access", "case", "fault", "rules", "report", "journal", "events",
    "why", "verify", "scenario", "replay", "conformance", "wsdl",
)  # fmt: skip
"""The subcommands, in the order in which `--help` lists them."""


class Kommandogruppe(Gruppe):
    """Finds a subcommand in the module of its name, so that `serve` starts without what the others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(KOMMANDOER)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in KOMMANDOER:
            return None
        return cast(click.Command, import_module(f"mocknir.cli.{cmd_name}").kommando)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo("Avbrutt / interrupted", err=True)
            ctx.exit(AVBRUTT)


@click.command(
    cls=Kommandogruppe,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="""Utgangskoder / exit codes:

    \b
    0    i orden / fine
    1    svaret er nei / the answer is no (verify, replay, conformance run)
    2    feil bruk, eller avvist / wrong usage, or refused
    3    serveren svarer ikke / server not reached
    130  Ctrl-C
    """,
)
@click.version_option(__version__, prog_name="mocknir")
def main() -> None:
    """mocknir: en etterligning av NIR, til test og opplæring. / A mock of NIR, for testing and training.

    \b
    mocknir serve
    mocknir user add fagsystem --kommune 0301 --role kommuneintrobruker
    mocknir person import personer.csv
    mocknir clock advance --to 2017-09-01
    """
