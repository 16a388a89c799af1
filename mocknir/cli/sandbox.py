"""mocknir sandbox: one NIR each, side by side on a server."""

import sys
from typing import Any

import click

from mocknir.cli.clock import gang
from mocknir.cli.feil import NEI
from mocknir.cli.felles import DAG, Kolonne, med_format, mot_tjener, vis
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient

_KOLONNER = (
    Kolonne("name", "Sandkasse / sandbox"), Kolonne("now", "Klokken / clock"), Kolonne("gaar", "Går / mode"),
    Kolonne("seed", "Frø / seed", True, minst=4), Kolonne("expires", "Utløper / expires", minst=2),
    Kolonne("left", "Om / in", minst=1), Kolonne("ws4", "WS4", minst=3),
)  # fmt: skip
_SNAPSHOTKOLONNER = (
    Kolonne("name", "Snapshot"), Kolonne("clock", "Klokken / clock"), Kolonne("taken", "Tatt / taken"),
    Kolonne("bytes", "Byte", True),
)  # fmt: skip
_START = click.option("--clock", type=DAG, help="Dagen klokken begynner på. / The day its clock begins on.")
_SEED = click.option(
    "--seed", type=click.IntRange(0), help="Frøet tilfeldighetene kommer av. / The seed that its chance comes from."
)
_LEVETID = click.option(
    "--expires", metavar="30min|2h|7d|never",
    help="Hvor lenge den lever, etter veggklokken. / How long it lives, by the wall's clock.",
)  # fmt: skip
_JA = click.option(
    "--yes",
    is_flag=True,
    help="Ikke spør; uten terminal spørres det aldri. / Do not ask; without a terminal it never asks.",
)
_NAVN = click.argument("navn", metavar="NAME")
_SNAPSHOT = click.argument("snapshot", metavar="SNAPSHOT")


@click.group("sandbox", cls=Gruppe)
def kommando() -> None:
    """Lag, kopier, tilbakestill og slett sandkasser. / Create, fork, restore and delete sandboxes.

    \b
    mocknir sandbox create kurs-1 --clock 2017-01-01
    """


@kommando.command("create")
@_NAVN
@_START
@_SEED
@_LEVETID
@mot_tjener
def create(klient: Klient, navn: str, clock: str | None, seed: int | None, expires: str | None) -> None:
    """Lag en sandkasse. / Create a sandbox.

    \b
    mocknir sandbox create kurs-1 --clock 2017-01-01 --expires 7d
    """
    _vis_ny(klient, klient.send("POST", "/sandboxes", {"name": navn, "clock": clock, "seed": seed, "expires": expires}))


@kommando.command("list")
@med_format
@mot_tjener
def list_(klient: Klient, format_: str) -> None:
    """Vis sandkassene. / List the sandboxes.

    \b
    mocknir sandbox list --format json
    """
    svar = klient.hent("/sandboxes")
    rader = [
        {
            **en,
            "now": en.get("error"),
            **(en["clock"] or {}),
            "gaar": en["clock"] and gang(en["clock"]),
            "left": _igjen(en),
        }
        for en in svar["sandboxes"]
    ]
    vis(rader, _KOLONNER, format_, svar)


@kommando.command("snapshot")
@_NAVN
@_SNAPSHOT
@mot_tjener
def snapshot_(klient: Klient, navn: str, snapshot: str) -> None:
    """Ta vare på en sandkasse slik den er. / Keep a sandbox as it stands.

    Register, brukere, klokke, feil, parametre og frø. / Register, users, clock, faults, parameters and seed.

    \b
    mocknir sandbox snapshot kurs-1 start
    """
    svar = klient.send("POST", f"/sandboxes/{klient.om(navn)}/snapshots", {"name": snapshot}, lenge=True)
    click.echo(f"«{snapshot}» av / of «{navn}»: klokken viser / the clock shows {svar['clock']}")


@kommando.command("snapshots")
@_NAVN
@click.option("--delete", "slett", metavar="SNAPSHOT", help="Slett dette. / Delete this one.")
@med_format
@mot_tjener
def snapshots(klient: Klient, navn: str, slett: str | None, format_: str) -> None:
    """Vis snapshots av en sandkasse, eller slett ett. / List the snapshots of a sandbox, or delete one.

    \b
    mocknir sandbox snapshots kurs-1
    """
    sti = f"/sandboxes/{klient.om(navn)}/snapshots"
    if slett is not None:
        klient.send("DELETE", f"{sti}/{klient.om(slett)}", lenge=True)
        click.echo(f"«{slett}» er slettet / is deleted")
        return
    svar = klient.hent(sti)
    vis(svar["snapshots"], _SNAPSHOTKOLONNER, format_, svar)


@kommando.command("restore")
@_NAVN
@_SNAPSHOT
@_JA
@mot_tjener
def restore(klient: Klient, navn: str, snapshot: str, yes: bool) -> None:
    """Gå tilbake til et snapshot. / Put a sandbox back to a snapshot.

    Slik går også klokken tilbake. / This is how the clock goes back, too.

    \b
    mocknir sandbox restore kurs-1 start
    """
    _spoer(
        f"Sette «{navn}» tilbake til «{snapshot}»? Det som er gjort siden, går tapt. / "
        f"Put «{navn}» back to «{snapshot}»? What was done since is lost.", yes,
    )  # fmt: skip
    sti = f"/sandboxes/{klient.om(navn)}/snapshots/{klient.om(snapshot)}/restore"
    svar = klient.send("POST", sti, lenge=True)
    click.echo(f"«{navn}» er som i / is as in «{snapshot}»; klokken viser / its clock shows {svar['clock']['now']}")


@kommando.command("fork")
@_NAVN
@click.argument("nytt", metavar="NEW")
@click.option("--snapshot", help="Slik den var i dette, ikke slik den er nå. / As it was in this, not as it is now.")
@_LEVETID
@mot_tjener
def fork(klient: Klient, navn: str, nytt: str, snapshot: str | None, expires: str | None) -> None:
    """Lag en ny sandkasse med alt en annen har. / Make a sandbox with all that another one has.

    \b
    mocknir sandbox fork kurs-1 kurs-1-anna
    """
    kropp = {"name": nytt, "snapshot": snapshot, "expires": expires}
    _vis_ny(klient, klient.send("POST", f"/sandboxes/{klient.om(navn)}/fork", kropp, lenge=True))


@kommando.command("expire")
@_NAVN
@click.option("--in", "expires", required=True, metavar="30min|2h|7d|never", help="Regnet fra nå. / From now on.")
@mot_tjener
def expire(klient: Klient, navn: str, expires: str) -> None:
    """Si når en sandkasse slettes av seg selv. / Say when a sandbox is deleted by itself.

    \b
    mocknir sandbox expire kurs-1 --in 2h
    """
    svar = klient.send("PUT", f"/sandboxes/{klient.om(navn)}/expiry", {"expires": expires})
    naar = svar["expires"]
    click.echo(f"«{navn}» utløper / expires {naar}" if naar else f"«{navn}» utløper ikke / does not expire")


@kommando.command("reset")
@_NAVN
@_START
@_SEED
@_JA
@mot_tjener
def reset(klient: Klient, navn: str, clock: str | None, seed: int | None, yes: bool) -> None:
    """Tøm en sandkasse for alt. / Empty a sandbox of all it holds.

    Snapshots av den blir stående. / Snapshots of it stay.

    \b
    mocknir sandbox reset kurs-1 --clock 2017-01-01
    """
    _spoer(f"Tømme «{navn}» for alt? / Empty «{navn}» of all it holds?", yes)
    svar = klient.send("POST", f"/sandboxes/{klient.om(navn)}/reset", {"clock": clock, "seed": seed}, lenge=True)
    click.echo(f"«{navn}» er tom; klokken viser / is empty; its clock shows {svar['clock']['now']}")


@kommando.command("delete")
@_NAVN
@_JA
@mot_tjener
def delete(klient: Klient, navn: str, yes: bool) -> None:
    """Slett en sandkasse og alle snapshots av den. / Delete a sandbox and all snapshots of it.

    \b
    mocknir sandbox delete kurs-1
    """
    _spoer(f"Slette «{navn}»? / Delete «{navn}»?", yes)
    klient.send("DELETE", f"/sandboxes/{klient.om(navn)}", lenge=True)
    click.echo(f"«{navn}» er slettet / is deleted")


def _vis_ny(klient: Klient, svar: dict[str, Any]) -> None:
    utloeper = f" (utløper / expires {svar['expires']})" if svar["expires"] else ""
    click.echo(f"{svar['name']}: {klient.url}{svar['ws4']}{utloeper}")


def _igjen(en: dict[str, Any]) -> str | None:
    """How long a sandbox has left, in the two greatest units that say something."""
    sekunder = en.get("expiresIn")
    if sekunder is None:
        return None
    minutter, sekunder = divmod(int(sekunder), 60)
    timer, minutter = divmod(minutter, 60)
    dager, timer = divmod(timer, 24)
    if dager:
        return f"{dager} d {timer} h"
    if timer:
        return f"{timer} h {minutter} min"
    return f"{minutter} min {sekunder} s"


def _spoer(tekst: str, ja: bool) -> None:
    """Ask whoever sits at the keyboard; a script is not asked."""
    if ja or not sys.stdin.isatty():
        return
    if click.prompt(f"{tekst} [j/N]", "", show_default=False).strip().casefold() not in ("j", "ja", "y", "yes"):
        click.echo("Ingenting er gjort. / Nothing was done.", err=True)
        raise click.exceptions.Exit(NEI)
