"""mocknir sandbox: one NIR each, side by side on a server."""

import sys

import click

from mocknir.cli.felles import DAG, Kolonne, med_format, mot_tjener, vis
from mocknir.cli.klient import Klient

_KOLONNER = (
    Kolonne("name", "Sandkasse / sandbox"), Kolonne("now", "Klokken / clock"), Kolonne("mode", "Går / mode"),
    Kolonne("ws4", "WS4"),
)  # fmt: skip
_START = click.option("--clock", type=DAG, help="Dagen klokken begynner på. / The day its clock begins on.")
_JA = click.option("--yes", is_flag=True, help="Ikke spør. / Do not ask.")


@click.group("sandbox")
def kommando() -> None:
    """Lag, vis, tøm og slett sandkasser. / Create, list, reset and delete sandboxes.

    \b
    mocknir sandbox create kurs-1 --clock 2017-01-01
    """


@kommando.command("create")
@click.argument("navn", metavar="NAME")
@_START
@mot_tjener
def create(klient: Klient, navn: str, clock: str | None) -> None:
    """Lag en sandkasse. / Create a sandbox.

    \b
    mocknir sandbox create kurs-1 --clock 2017-01-01
    """
    svar = klient.send("POST", "/sandboxes", {"name": navn, "clock": clock})
    click.echo(f"{svar['name']}: {klient.url}{svar['ws4']}")


@kommando.command("list")
@med_format
@mot_tjener
def list_(klient: Klient, format_: str) -> None:
    """Vis sandkassene. / List the sandboxes.

    \b
    mocknir sandbox list --format json
    """
    svar = klient.hent("/sandboxes")
    rader = [{**en, **(en["clock"] or {"now": en.get("error")})} for en in svar["sandboxes"]]
    vis(rader, _KOLONNER, format_, svar)


@kommando.command("reset")
@click.argument("navn", metavar="NAME")
@_START
@_JA
@mot_tjener
def reset(klient: Klient, navn: str, clock: str | None, yes: bool) -> None:
    """Tøm en sandkasse for alt. / Empty a sandbox of all it holds.

    \b
    mocknir sandbox reset kurs-1 --clock 2017-01-01
    """
    _spoer(f"Tømme «{navn}» for alt? / Empty «{navn}» of all it holds?", yes)
    svar = klient.send("POST", f"/sandboxes/{klient.om(navn)}/reset", {"clock": clock}, lenge=True)
    click.echo(f"«{navn}» er tom; klokken viser / is empty; its clock shows {svar['clock']['now']}")


@kommando.command("delete")
@click.argument("navn", metavar="NAME")
@_JA
@mot_tjener
def delete(klient: Klient, navn: str, yes: bool) -> None:
    """Slett en sandkasse. / Delete a sandbox.

    \b
    mocknir sandbox delete kurs-1
    """
    _spoer(f"Slette «{navn}»? / Delete «{navn}»?", yes)
    klient.send("DELETE", f"/sandboxes/{klient.om(navn)}", lenge=True)
    click.echo(f"«{navn}» er slettet / is deleted")


def _spoer(tekst: str, ja: bool) -> None:
    """Ask whoever sits at the keyboard; a script is not asked."""
    if not ja and sys.stdin.isatty():
        click.confirm(tekst, abort=True)
