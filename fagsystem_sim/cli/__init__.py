"""The command `fagsystem-sim`: each subcommand stands in the file of its name, and is imported when it is used."""

from importlib import import_module
from importlib.util import find_spec
from typing import cast

import click

from fagsystem_sim.cli.gruppe import Gruppe

KOMMANDOER = ("run", "live", "habits", "reconcile", "send", "conform", "demo")
"""The subcommands, in the order in which `--help` lists them."""


class Kommandogruppe(Gruppe):
    """Finds a subcommand in the module of its name, so that `habits` starts without what the others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [navn for navn in KOMMANDOER if find_spec(f"{__name__}.{navn}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        return cast(click.Command, import_module(f"{__name__}.{cmd_name}").kommando)


@click.command(
    cls=Kommandogruppe,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Utgangskoder / exit codes: 0 i orden / fine, 1 avvist eller forskjeller / rejected or differences, 2 feil "
    "bruk eller feil i en fil / wrong usage or file, 3 NIR svarer ikke / NIR not reached, 130 avbrutt / interrupted.",
)
@click.version_option(package_name="mocknir", prog_name="fagsystem-sim", help="Vis versjonen. / Show the version.")
def main() -> None:
    """Simulerte kommunale fagsystemer som overfører til NIR (WS4).

    Simulated municipal systems that transfer to NIR.
    """
