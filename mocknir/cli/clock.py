"""mocknir clock: time passes in a sandbox, and NIR closes whom nobody closed."""

from typing import Any

import click

from mocknir.cli.felles import FORMATER, Kolonne, med_format, mot_tjener, vis, vis_json
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient

_LUKKINGER = (
    Kolonne("natt", "Natt / night"), Kolonne("person", "Person", hel=True), Kolonne("kommune", "Kommune", minst=1),
    Kolonne("programNr", "Program", tall=True, minst=3), Kolonne("regel", "Regel / rule"),
    Kolonne("sluttdato", "Sluttdato / end", minst=2), Kolonne("tekst", "Hvorfor / why"),
)  # fmt: skip
_SVAR = click.option("--format", "format_", type=click.Choice(FORMATER[:2]), default="table", show_default=True)


@click.group("clock", cls=Gruppe)
def kommando() -> None:
    """Vis og flytt sandkassens klokke. / Show and move the sandbox's clock.

    \b
    mocknir clock advance --by 30d
    """


def gang(stand: dict[str, Any]) -> str:
    """Whether a clock stands or runs, and how fast."""
    return "står / frozen" if stand["mode"] == "frozen" else f"går / running, {stand['speed']:g} s/s"


def _klokke(stand: dict[str, Any]) -> str:
    rest = f"; på vei til / on the way to {stand['advancingTo']}" if stand["advancingTo"] else ""
    return f"{stand['now']} ({gang(stand)}){rest}"


def _vis_klokke(stand: dict[str, Any], format_: str) -> None:
    if format_ == "json":
        vis_json(stand)
    else:
        click.echo(_klokke(stand))


@kommando.command("show")
@_SVAR
@mot_tjener
def show(klient: Klient, format_: str) -> None:
    """Vis hva klokken viser. / Show what the clock shows.

    \b
    mocknir clock show --sandbox kurs-1
    """
    _vis_klokke(klient.hent("clock"), format_)


@kommando.command("advance")
@click.option("--to", metavar="DATO", help="Til en dag, 2017-09-01, eller 2017-09-01T14:30. / To a day or a moment.")
@click.option("--by", metavar="LENGDE", help="Så langt: 12h, 30d, 2w, 3m (måneder), 1y. / So far: 3m is months.")
@med_format
@mot_tjener
def advance(klient: Klient, to: str | None, by: str | None, format_: str) -> None:
    """Flytt klokken fram, og vis hva NIR lukket på veien. / Advance the clock, and show what NIR closed.

    \b
    mocknir clock advance --to 2017-09-01
    mocknir clock advance --by 30d
    """
    if (to is None) == (by is None):
        raise click.UsageError("Oppgi enten --to eller --by. / Give either --to or --by.")
    svar = klient.send("POST", "clock/advance", {"to": to, "by": by}, lenge=True)
    if format_ == "table":
        click.echo(_klokke(svar["clock"]))
        click.echo(f"NIR lukket / closed: {len(svar['fired'])}")
    if svar["fired"] or format_ != "table":
        vis(svar["fired"], _LUKKINGER, format_, svar)


@kommando.command("due")
@click.option(
    "--days",
    type=click.IntRange(1, 3660),
    default=90,
    show_default=True,
    help="Så mange dager fram. / So many days ahead.",
)
@med_format
@mot_tjener
def due(klient: Klient, days: int, format_: str) -> None:
    """Vis hva NIR vil lukke om ingen gjør noe; endrer ingenting. / Show what NIR would close; changes nothing.

    \b
    mocknir clock due --days 90
    """  # fmt: skip
    svar = klient.hent("clock/due", lenge=True, days=days)
    vis(svar["due"], _LUKKINGER, format_, svar)


@kommando.command("run")
@click.option(
    "--speed",
    type=click.FloatRange(0, min_open=True),
    default=1.0,
    show_default=True,
    help="Virtuelle sekunder i sekundet; 86400 er et døgn. / Virtual seconds a second; 86400 is a day.",
)
@_SVAR
@mot_tjener
def run(klient: Klient, speed: float, format_: str) -> None:
    """La klokken gå. / Let the clock run.

    \b
    mocknir clock run --speed 86400
    """  # fmt: skip
    _vis_klokke(klient.send("PUT", "clock", {"mode": "running", "speed": speed}, lenge=True), format_)


@kommando.command("freeze")
@_SVAR
@mot_tjener
def freeze(klient: Klient, format_: str) -> None:
    """Stans klokken. / Freeze the clock.

    \b
    mocknir clock freeze
    """
    _vis_klokke(klient.send("PUT", "clock", {"mode": "frozen"}, lenge=True), format_)
