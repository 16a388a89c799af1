"""fagsystem-sim live: a kommune that goes on working while time moves."""

import signal
import sys
from types import FrameType

import click

from fagsystem_sim.cli.felles import INGEN_KONTAKT


@click.command("live")
@click.option("--kommune", default="0301", show_default=True, metavar="NR", help="Kommunen. / The kommune.")
@click.option(
    "--participants",
    "deltakere",
    type=click.IntRange(1, 5000),
    default=60,
    show_default=True,
    help="Så mange deltakere. / So many participants.",
)
@click.option(
    "--habits",
    "vaner",
    default="",
    metavar="VANE,VANE=RATE",
    help="Vanene, se fagsystem-sim habits. / The habits.",
)
@click.option(
    "--speed", "fart", default="7d/s", show_default=True, metavar="7d/s", help="Virtuell tid. / Virtual time."
)
@click.option("--seed", "froe", type=int, default=42, show_default=True, help="Frøet. / The seed.")
@click.option(
    "--url",
    envvar="MOCKNIR_URL",
    show_envvar=True,
    metavar="URL",
    help="En NIR som kjører; ellers startes en egen. / A running NIR; else one is started.",
)
@click.option(
    "--sandbox",
    "sandkasse",
    default="live",
    show_default=True,
    metavar="NAVN",
    help="Sandkassen det skjer i; den tømmes først. / The sandbox; it is emptied first.",
)
@click.option(
    "--control-token",
    "token",
    envvar="MOCKNIR_CONTROL_TOKEN",
    show_envvar=True,
    metavar="TOKEN",
    help="Når serveren krever det. / Where the server asks for it.",
)
def kommando(
    kommune: str,
    deltakere: int,
    vaner: str,
    fart: str,
    froe: int,
    url: str | None,
    sandkasse: str,
    token: str | None,
) -> None:
    """La en kommune arbeide videre mens tiden går, og fortell hva som skjer. Ctrl-C avslutter.

    Lets a kommune go on working while time moves, and tells what happens, until Ctrl-C.

    \b
    fagsystem-sim live --kommune 0301 --participants 60 --habits glemmer-avslutning,sen --speed 7d/s
    fagsystem-sim live --url http://127.0.0.1:8080 --sandbox kurs-1 --speed 1d/s
    """  # fmt: skip
    from fagsystem_sim.kjoering.feil import Bruksfeil, KlokkenErFlyttet
    from fagsystem_sim.kjoering.levende import bestill_levende, les_fart, lev
    from fagsystem_sim.kjoering.visning import Visning
    from fagsystem_sim.kontroll import IngenKontakt, KontrollFeil
    from fagsystem_sim.lager.lager import LagerFeil
    from fagsystem_sim.ws4 import Ws4Feil

    signal.signal(signal.SIGTERM, _avbryt)
    vis = Visning()
    try:
        dager = les_fart(fart)
        lev(bestill_levende(kommune, deltakere, vaner, froe, url, token), deltakere, dager, sandkasse, vis)
    except Bruksfeil as feil:
        raise click.UsageError(str(feil)) from None
    except KeyboardInterrupt:
        vis.si(f"\nAvsluttet. Sandkassen «{sandkasse}» står der den er." if url else "\nAvsluttet.")
    except (IngenKontakt, Ws4Feil) as feil:
        click.echo(f"Får ikke kontakt med NIR. / NIR cannot be reached.\n{feil}", err=True)
        sys.exit(INGEN_KONTAKT)
    except (KontrollFeil, KlokkenErFlyttet, LagerFeil) as feil:
        click.echo(str(feil), err=True)
        sys.exit(INGEN_KONTAKT)


def _avbryt(_signal: int, _ramme: FrameType | None) -> None:
    raise KeyboardInterrupt
