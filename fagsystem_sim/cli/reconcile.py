"""fagsystem-sim reconcile: the fagsystem beside NIR, and what differs."""

import json
import sys
from pathlib import Path

import click

from fagsystem_sim.cli.felles import FEIL, INGEN_KONTAKT, url_valg


@click.command("reconcile")
@click.option("--kommune", required=True, metavar="NR", help="Kommunenummer, 4 siffer. / The kommune, 4 digits.")
@click.option(
    "--store",
    "fil",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    metavar="FIL",
    help="Fagsystemets lager, fra run eller live. / The store, as run or live left it.",
)
@click.option("--user", "bruker", metavar="NAVN", help="Overføringsbrukeren; ellers simuleringens egen. / The user.")
@click.option("--password", "passord", envvar="FAGSYSTEM_PASSWORD", show_envvar=True, metavar="PASSORD")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@url_valg(sandkasse=None)
def kommando(
    kommune: str,
    fil: Path,
    bruker: str | None,
    passord: str | None,
    form: str,
    url: str,
    sandbox: str | None,
    control_token: str | None,
) -> None:
    """Sammenlign fagsystemet med NIR: hva er ulikt, siden når, hvorfor, og hva retter det.

    Compares the fagsystem with NIR. Exit code 0 when nothing differs, 1 when something does, 3 when NIR cannot be
    reached.

    Etter run: start kjøringens NIR med kommandoen som run viser til slutt. / After run: start its NIR as run says.

    \b
    fagsystem-sim reconcile --kommune 0301 --store fagsystem-sim-norge-2017/fagsystem.db
    """  # fmt: skip
    from fagsystem_sim.avstemming import avstem
    from fagsystem_sim.kjoering.mappe import sandkasse_for
    from fagsystem_sim.kontroll import Kontroll
    from fagsystem_sim.lager.lager import Lager, LagerFeil
    from fagsystem_sim.tilkobling import brukernavn, koble
    from fagsystem_sim.ws4 import NirFeil, SvarBorte

    try:
        lager = Lager(f"sqlite:///{fil}")
        if kommune not in lager.kommuner():
            kjente = ", ".join(lager.kommuner()) or "-"
            raise click.UsageError(f"lageret har ingen kommune {kommune}; det har {kjente} / no such kommune in it")
        bruker = bruker or brukernavn(kommune, lager.roller(kommune)[0])
        sandbox = sandbox or sandkasse_for(fil) or "default"
        klient = koble(Kontroll(url, sandbox, control_token), kommune, bruker, passord)
        avvik = avstem(lager, klient, kommune)
    except SvarBorte as feil:
        click.echo(
            f"Får ikke kontakt med NIR i sandkassen {sandbox} (--sandbox). / NIR cannot be reached in that sandbox.\n"
            f"{feil}",
            err=True,
        )
        sys.exit(INGEN_KONTAKT)
    except (LagerFeil, NirFeil) as feil:
        click.echo(str(feil), err=True)
        sys.exit(FEIL)
    if form == "json":
        click.echo(json.dumps([a._asdict() for a in avvik], ensure_ascii=False, indent=2, default=str))
    else:
        from fagsystem_sim.cli.avvikstabell import vis

        vis(kommune, avvik)
    sys.exit(FEIL if avvik else 0)
