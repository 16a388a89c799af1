"""fagsystem-sim run: a country, or a few kommuner, through virtual years against a NIR."""

import gc
import shlex
import signal
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click

from fagsystem_sim.cli.felles import BRUKSFEIL, INGEN_ADGANG, INGEN_KONTAKT, SANDKASSE, egen_url_valg, token_valg
from fagsystem_sim.cli.gruppe import AVBRUTT
from fagsystem_sim.cli.store import store_valg

HOLDER_IKKE = 1
"""Exit code: figures do not hold (with --check)."""


@click.command("run", short_help="Kjør en profil gjennom årene, og hold tallene mot de publiserte.")
@click.argument("profil", metavar="PROFIL")
@click.option("--seed", "froe", type=int, default=42, show_default=True, help="Frøet. / The seed.")
@click.option(
    "--kommuner",
    default="all",
    show_default=True,
    metavar="NR,NR|all",
    help="Bare disse kommunene, som 0301,1201. / These kommuner alone.",
)
@click.option(
    "--scale",
    "skala",
    type=float,
    default=1.0,
    show_default=True,
    help="Hvor stor del av deltakerne, 0–1. / How large a part of the participants.",
)
@egen_url_valg
@token_valg("token")
@click.option(
    "--out",
    "ut",
    type=click.Path(path_type=Path),
    metavar="MAPPE",
    help="Hvor rapporten og databasene legges; ellers fagsystem-sim-PROFIL. / Where report and databases go.",
)
@store_valg
@click.option(
    "--workers",
    "arbeidere",
    type=click.IntRange(1, 16),
    default=2,
    show_default=True,
    help="Så mange overfører samtidig; utfallet er det samme. / So many transfer at once; the outcome is the same.",
)
@click.option(
    "--sandbox",
    "sandkasse",
    type=SANDKASSE,
    metavar="NAVN",
    help="Sandkassen det skjer i; ellers PROFIL-FRØ. / The sandbox; else PROFILE-SEED.",
)
@click.option(
    "--overwrite",
    "overskriv",
    is_flag=True,
    help="Begynn på nytt der en avbrutt kjøring ligger, eller noe annet i sandkassen; det slettes. / "
    "Begin anew where an interrupted run is, or something else in the sandbox; it is deleted.",
)
@click.option("--resume", "fortsett", is_flag=True, help="Gå videre der kjøringen sto. / Go on where the run stood.")
@click.option("--check", "doem", is_flag=True, help="Utgangskode 1 når tallene ikke holder. / Exit 1 if figures fail.")
@click.option("--timing", "tidsbruk", is_flag=True, help="Vis hva tiden gikk til. / Show what the time went to.")
def kommando(
    profil: str,
    froe: int,
    kommuner: str,
    skala: float,
    url: str | None,
    token: str | None,
    ut: Path | None,
    lager: str | None,
    arbeidere: int,
    sandkasse: str | None,
    overskriv: bool,
    fortsett: bool,
    doem: bool,
    tidsbruk: bool,
) -> None:
    """Kjør PROFIL gjennom årene og sammenlign tallene med det som er publisert.

    PROFIL er norge-2017, kommune-2021, ukraina-2023 eller en egen PROFIL.yaml. / Runs PROFILE through its years and
    compares the figures with those published. Exit codes: 0 the figures hold or were not judged, 1 they do not
    (--check), 2 wrong usage, 3 NIR not reached, or the run cannot go on.

    \b
    fagsystem-sim run norge-2017 --scale 0.05
    fagsystem-sim run kommune-2021 --kommuner 0301 --out oslo --timing
    fagsystem-sim run norge-2017 --kommuner 0805 --store postgresql://bruker@vert/base
    """  # fmt: skip
    from fagsystem_sim.kjoering.bestilling import bestill
    from fagsystem_sim.kjoering.feil import Bruksfeil, KanIkkeSkrive, LagerErSkadd, SandkassenErEndret
    from fagsystem_sim.kjoering.hele import kjoer
    from fagsystem_sim.kjoering.mappe import er_begynt
    from fagsystem_sim.kjoering.visning import Visning
    from fagsystem_sim.kontroll import IngenKontakt, KontrollFeil
    from fagsystem_sim.ws4 import Ws4Feil

    signal.signal(signal.SIGTERM, _avbryt)
    # A year makes millions of short-lived things and next to no cycles: looking for some after every 700 of them takes
    # a twelfth of the time.
    gc.set_threshold(20_000, 20, 100)
    vis = Visning()
    try:
        if fortsett and overskriv:
            raise Bruksfeil(
                "--resume går videre og --overwrite begynner på nytt; velg én av dem. / "
                "--resume goes on and --overwrite begins anew; choose one of them."
            )
        bestilling = bestill(profil, froe, kommuner, skala, url, ut, arbeidere, token, sandkasse, lager)
        holder = kjoer(bestilling, vis, fortsett=fortsett, overskriv=overskriv, tidsbruk=tidsbruk)
    except Bruksfeil as feil:
        raise click.UsageError(str(feil)) from None
    except KeyboardInterrupt:
        with suppress(BrokenPipeError):
            vis.avbrutt(_igjen(sys.argv[1:]) if er_begynt(bestilling.ut) else None)
        sys.exit(AVBRUTT)
    except (IngenKontakt, Ws4Feil) as feil:
        click.echo(f"Får ikke kontakt med NIR. / NIR cannot be reached.\n{feil}", err=True)
        _gaa_videre(er_begynt(bestilling.ut))
        sys.exit(INGEN_KONTAKT)
    except KanIkkeSkrive as feil:
        click.echo(str(feil), err=True)
        _gaa_videre(er_begynt(bestilling.ut))
        sys.exit(INGEN_KONTAKT)
    except SandkassenErEndret as feil:
        click.echo(
            f"{feil}\nBegynn på nytt med --overwrite, eller i en annen sandkasse med --sandbox. / "
            "Begin anew with --overwrite, or in another sandbox with --sandbox.",
            err=True,
        )
        sys.exit(INGEN_KONTAKT)
    except LagerErSkadd as feil:
        click.echo(str(feil), err=True)
        sys.exit(INGEN_KONTAKT)
    except KontrollFeil as feil:
        click.echo(f"NIR sa nei. / NIR refused.\n{feil}", err=True)
        _gaa_videre(er_begynt(bestilling.ut))
        sys.exit(BRUKSFEIL if feil.status in INGEN_ADGANG else INGEN_KONTAKT)
    sys.exit(HOLDER_IKKE if doem and not holder else 0)


def _gaa_videre(begynt: bool) -> None:
    """Tell how to go on when what was in the way is mended, where there is something to go on with."""
    if begynt:
        click.echo(f"Gå så videre med: / Then go on with:\n  {_igjen(sys.argv[1:])}", err=True)


def _igjen(argumenter: list[str]) -> str:
    """The command that goes on, as a shell takes it; the token is for whoever has it to give again."""
    ut, hopp = ["fagsystem-sim"], False
    for ord_ in argumenter:
        if not (hopp or ord_ in ("--overwrite", "--resume", "--control-token") or ord_.startswith("--control-token=")):
            ut.append(ord_)
        hopp = ord_ == "--control-token"
    return shlex.join([*ut, "--resume"])


def _avbryt(_signal: int, _ramme: FrameType | None) -> None:
    raise KeyboardInterrupt
