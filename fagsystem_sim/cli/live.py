"""fagsystem-sim live: a kommune that goes on working while time moves."""

import shlex
import signal
import sys
from pathlib import Path
from types import FrameType

import click

from fagsystem_sim.cli.felles import BRUKSFEIL, INGEN_ADGANG, INGEN_KONTAKT, SANDKASSE, egen_url_valg, token_valg
from fagsystem_sim.cli.store import store_valg


@click.command("live", short_help="La en kommune arbeide mens tiden går, og fortell hva som skjer.")
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
    help="Vanene, se fagsystem-sim habits; ellers ingen. / The habits, as listed there; else none.",
)
@click.option(
    "--speed",
    "fart",
    default="7d/s",
    show_default=True,
    metavar="FART",
    help="Timer, dager eller uker i sekundet, som 12h/s, 7d/s, 2w/s. / Virtual hours, days or weeks a second.",
)
@click.option(
    "--transfer",
    "overfoering",
    default="natt",
    show_default=True,
    metavar="straks|natt|uke|maaned",
    help="Når det overføres: straks, samme dag som det registreres; natten etter; en natt i uken; en natt i måneden. / "
    "When to transfer: at once, on the day it is registered; the night after; one night a week; one a month.",
)
@click.option("--seed", "froe", type=int, default=42, show_default=True, help="Frøet. / The seed.")
@egen_url_valg
@click.option(
    "--sandbox",
    "sandkasse",
    type=SANDKASSE,
    default="live",
    show_default=True,
    metavar="NAVN",
    help="Sandkassen det skjer i. / The sandbox.",
)
@click.option(
    "--out",
    "ut",
    type=click.Path(path_type=Path),
    metavar="MAPPE",
    help="Hvor lageret og NIRs base legges; ellers fagsystem-sim-live-NR. / Where the store and NIR's base go.",
)
@store_valg
@click.option(
    "--overwrite",
    "overskriv",
    is_flag=True,
    help="Tøm sandkassen, også når den holder noe annet enn det live har gjort før. / "
    "Empty the sandbox, also where it holds something else than what live did before.",
)
@token_valg("token")
def kommando(
    kommune: str,
    deltakere: int,
    vaner: str,
    fart: str,
    overfoering: str,
    froe: int,
    url: str | None,
    sandkasse: str,
    ut: Path | None,
    lager: str | None,
    overskriv: bool,
    token: str | None,
) -> None:
    """La en kommune arbeide videre mens tiden går, og fortell hva som skjer. Ctrl-C avslutter.

    Lets a kommune go on working while time moves, and tells what happens, until Ctrl-C.

    \b
    fagsystem-sim live --kommune 0301 --participants 60 --habits glemmer-avslutning,sen --speed 7d/s
    fagsystem-sim live --transfer straks --participants 10 --speed 1d/s
    fagsystem-sim live --url http://127.0.0.1:8080 --sandbox kurs-1 --speed 1d/s
    """  # fmt: skip
    from fagsystem_sim.kjoering.feil import Bruksfeil, KanIkkeSkrive, LagerErSkadd, SandkassenErEndret
    from fagsystem_sim.kjoering.levende import bestill_levende, les_fart, lev
    from fagsystem_sim.kjoering.mappe import LAGERFIL
    from fagsystem_sim.kjoering.visning import Visning
    from fagsystem_sim.kontroll import IngenKontakt, KontrollFeil
    from fagsystem_sim.lager.database import vist
    from fagsystem_sim.ws4 import Ws4Feil

    signal.signal(signal.SIGTERM, _avbryt)
    vis = Visning()
    try:
        dager = les_fart(fart)
        bestilling = bestill_levende(
            kommune, deltakere, vaner, froe, url, token, sandkasse, ut, overfoering=overfoering, lager=lager
        )
        lev(bestilling, deltakere, dager, vis, overskriv=overskriv)
    except Bruksfeil as feil:
        raise click.UsageError(str(feil)) from None
    except KeyboardInterrupt:
        staar = f" Sandkassen «{sandkasse}» står der den er. / The sandbox stays where it is." if url else ""
        click.echo(f"\nAvsluttet. / Ended.{staar}")
    except (IngenKontakt, Ws4Feil) as feil:
        click.echo(f"Får ikke kontakt med NIR. / NIR cannot be reached.\n{feil}", err=True)
        sys.exit(INGEN_KONTAKT)
    except KontrollFeil as feil:
        click.echo(f"NIR sa nei. / NIR refused.\n{feil}", err=True)
        sys.exit(BRUKSFEIL if feil.status in INGEN_ADGANG else INGEN_KONTAKT)
    except (SandkassenErEndret, KanIkkeSkrive, LagerErSkadd) as feil:
        click.echo(str(feil), err=True)
        sys.exit(INGEN_KONTAKT)
    hvor = vist(lager) if lager else ut / LAGERFIL if ut is not None else None
    store = f" --store {shlex.quote(str(hvor))}" if hvor else ""
    click.echo(
        "Fagsystemet ved siden av NIR: / The fagsystem beside NIR:\n"
        f"  fagsystem-sim reconcile --kommune {kommune}{store}"
    )


def _avbryt(_signal: int, _ramme: FrameType | None) -> None:
    raise KeyboardInterrupt
