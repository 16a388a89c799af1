"""mocknir user: who may transfer for a kommune."""

import sys

import click

from mocknir.cli.felles import Kolonne, med_format, mot_tjener, vis
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient

_KOLONNER = (Kolonne("user", "Bruker / user"), Kolonne("kommune", "Kommune"), Kolonne("roles", "Roller / roles"))
_PASSORD = click.option("--password", help="Uten passord lages ett. / One is made where none is given.")
_FRA_STDIN = click.option(
    "--password-stdin", "fra_stdin", is_flag=True, help="Les passordet fra stdin. / Read it from stdin."
)


def _les_passord(password: str | None, fra_stdin: bool) -> str | None:
    if password is not None and fra_stdin:
        raise click.UsageError("Oppgi --password eller --password-stdin, ikke begge. / Give one of them.")
    if fra_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    if password == "":
        raise click.UsageError("Passordet er tomt. / The password is empty.")
    return password


@click.group("user", cls=Gruppe)
def kommando() -> None:
    """Brukerne som kan overføre. / The users that may transfer.

    \b
    mocknir user add fagsystem --kommune 0301 --role kommuneintrobruker
    """


@kommando.command("add")
@click.argument("user", metavar="USER")
@click.option("--kommune", required=True, metavar="NUMMER", help="Kommunen. / The kommune.")
@click.option(
    "--role",
    "roles",
    required=True,
    multiple=True,
    help="kommuneintrobruker eller kommunenorskbruker; kan gjentas. / Can be repeated.",
)
@_PASSORD
@_FRA_STDIN
@mot_tjener
def add(klient: Klient, user: str, kommune: str, roles: tuple[str, ...], password: str | None, fra_stdin: bool) -> None:
    """Lag en bruker; et passord som lages, vises bare nå. / Add a user; a password made here is shown only now.

    \b
    mocknir user add fagsystem --kommune 0301 --role kommuneintrobruker --role kommunenorskbruker
    """  # fmt: skip
    password = _les_passord(password, fra_stdin)
    kropp = {"user": user, "kommune": kommune, "roles": list(roles), "password": password}
    svar = klient.send("POST", "users", kropp)
    click.echo(f"{svar['user']} ({', '.join(svar['roles'])}), kommune {svar['kommune']}")
    if "password" in svar:
        click.echo(f"Passord / password: {svar['password']}")


@kommando.command("password")
@click.argument("user", metavar="USER")
@_PASSORD
@_FRA_STDIN
@mot_tjener
def password_(klient: Klient, user: str, password: str | None, fra_stdin: bool) -> None:
    """Gi en bruker et nytt passord; et som lages, vises bare nå. / Give a user another password.

    \b
    mocknir user password fagsystem --password hemmeligere
    """
    svar = klient.send("PATCH", klient.om("users", user), {"password": _les_passord(password, fra_stdin)})
    click.echo(f"{svar['user']} har fått nytt passord / has another password")
    if "password" in svar:
        click.echo(f"Passord / password: {svar['password']}")


@kommando.command("remove")
@click.argument("user", metavar="USER")
@mot_tjener
def remove(klient: Klient, user: str) -> None:
    """Fjern en bruker; det brukeren har registrert, står. / Remove a user; what it registered stays.

    \b
    mocknir user remove fagsystem
    """
    klient.send("DELETE", klient.om("users", user))
    click.echo(f"{user} er fjernet / is removed")


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
