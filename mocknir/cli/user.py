"""mocknir user: who may transfer for a kommune."""

import sys

import click

from mocknir.cli.felles import Kolonne, med_format, mot_tjener, vis
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient

_KOLONNER = (Kolonne("user", "Bruker / user"), Kolonne("kommune", "Kommune"), Kolonne("roles", "Roller / roles"))


@click.group("user", cls=Gruppe)
def kommando() -> None:
    """Brukerne som kan overføre. / The users that may transfer.

    \b
    mocknir user add fagsystem --kommune 0301 --role kommuneintrobruker
    """


@kommando.command("add")
@click.argument("bruker", metavar="USER")
@click.option("--kommune", required=True, metavar="NUMMER", help="Kommunen. / The kommune.")
@click.option(
    "--role",
    "roller",
    required=True,
    multiple=True,
    help="kommuneintrobruker eller kommunenorskbruker; kan gjentas. / Can be repeated.",
)
@click.option("--password", "passord", help="Uten passord lages ett. / One is made where none is given.")
@click.option("--password-stdin", "fra_stdin", is_flag=True, help="Les passordet fra stdin. / Read it from stdin.")
@mot_tjener
def add(
    klient: Klient, bruker: str, kommune: str, roller: tuple[str, ...], passord: str | None, fra_stdin: bool
) -> None:
    """Lag en bruker; et passord som lages, vises bare nå. / Add a user; a password made here is shown only now.

    \b
    mocknir user add fagsystem --kommune 0301 --role kommuneintrobruker --role kommunenorskbruker
    """  # fmt: skip
    if passord is not None and fra_stdin:
        raise click.UsageError("Oppgi --password eller --password-stdin, ikke begge. / Give one of them.")
    if fra_stdin:
        passord = sys.stdin.readline().rstrip("\r\n")
    if passord == "":
        raise click.UsageError("Passordet er tomt. / The password is empty.")
    kropp = {"user": bruker, "kommune": kommune, "roles": list(roller), "password": passord}
    svar = klient.send("POST", "users", kropp)
    click.echo(f"{svar['user']} ({', '.join(svar['roles'])}), kommune {svar['kommune']}")
    if "password" in svar:
        click.echo(f"Passord / password: {svar['password']}")


@kommando.command("list")
@med_format
@mot_tjener
def list_(klient: Klient, format_: str) -> None:
    """Vis brukerne. / List the users.

    \b
    mocknir user list
    """
    svar = klient.hent("users")
    vis(svar["users"], _KOLONNER, format_, svar)
