"""fagsystem-sim reconcile: the fagsystem beside NIR, and what differs."""

import json
import sys
from pathlib import Path

import click

from fagsystem_sim.cli.felles import BRUKSFEIL, FEIL, INGEN_KONTAKT, url_valg
from fagsystem_sim.cli.store import finnes_valg


@click.command("reconcile", short_help="Vis hva som er ulikt i fagsystemet og NIR, og hva retter det.")
@click.option("--kommune", required=True, metavar="NR", help="Kommunenummer, 4 siffer. / The kommune, 4 digits.")
@finnes_valg
@click.option(
    "--user",
    "bruker",
    metavar="NAVN",
    help="Overføringsbrukeren; ellers simuleringens egen. / The user; else that of the simulation.",
)
@click.option(
    "--password", "passord", envvar="FAGSYSTEM_PASSWORD", show_envvar=True, metavar="PASSORD",
    help="Passordet; ellers simuleringens eget. / The password; else that of the simulation.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
    help="table for øyet, json for programmer. / table to read, json for programs.",
)  # fmt: skip
@url_valg(standard=None, sandkasse=None)
def kommando(
    kommune: str,
    store: str | None,
    bruker: str | None,
    passord: str | None,
    form: str,
    url: str | None,
    sandbox: str | None,
    control_token: str | None,
) -> None:
    """Sammenlign fagsystemet med NIR: hva er ulikt, siden når, hvorfor, og hva retter det.

    Tar den siste kjøringen (run, live) i mappen du står i, og den NIR den brukte, som startes om den ikke går. /
    Compares the fagsystem with NIR: the latest run here, and the NIR it used, which is started if it does not run.
    Exit code 0 when nothing differs, 1 when something does, 2 for wrong usage, 3 when NIR cannot be reached.

    \b
    fagsystem-sim reconcile --kommune 0301
    fagsystem-sim reconcile --kommune 0301 --store fagsystem-sim-norge-2017/fagsystem.db
    fagsystem-sim reconcile --kommune 0301 --store postgresql://bruker@vert/base
    """  # fmt: skip
    from fagsystem_sim.adresse import EKSEMPEL
    from fagsystem_sim.avstemming import avstem
    from fagsystem_sim.kjoering import finn, nir
    from fagsystem_sim.kjoering.feil import Bruksfeil, SandkassenErEndret
    from fagsystem_sim.kontroll import IngenKontakt, Kontroll, KontrollFeil
    from fagsystem_sim.lager.database import vist
    from fagsystem_sim.lager.lager import Lager, LagerFeil, LagerSvarerIkke
    from fagsystem_sim.tilkobling import brukernavn, koble
    from fagsystem_sim.ws4 import NirFeil, SvarBorte

    try:
        kjoering = finn.med_lager(store) if store else finn.med_kommune(kommune, Path())
        if not store:
            click.echo(f"Lageret / the store: {vist(kjoering.lager)}", err=True)
        with Lager(kjoering.lager, finnes=True) as lager:
            if kommune not in lager.kommuner():
                kjente = ", ".join(lager.kommuner()) or "ikke noe ennå"
                raise click.UsageError(
                    f"Lageret har ikke noe fra kommune {kommune}; det har {kjente}. / The store has nothing of it."
                )
            bruker = bruker or brukernavn(kommune, lager.roller(kommune)[0])
            with nir.igjen(kjoering, url, EKSEMPEL) as adresse:
                kontroll = Kontroll(adresse, sandbox or kjoering.sandkasse or "default", control_token)
                if sandbox is None and kjoering.stand is not None:
                    nir.kjenn_igjen(kontroll, kjoering.stand.merke)
                avvik = avstem(lager, koble(kontroll, kommune, bruker, passord), kommune)
    except LagerSvarerIkke as feil:
        click.echo(str(feil), err=True)
        sys.exit(INGEN_KONTAKT)
    except (Bruksfeil, LagerFeil) as feil:
        raise click.UsageError(str(feil)) from None
    except SandkassenErEndret as feil:
        click.echo(
            f"{feil}\nLageret {vist(kjoering.lager)} kan ikke sammenlignes med den; si en annen NIR med --url eller en "
            "annen sandkasse med --sandbox. / The store cannot be compared with it; name another NIR or sandbox.",
            err=True,
        )
        sys.exit(INGEN_KONTAKT)
    except (SvarBorte, IngenKontakt) as feil:
        click.echo(
            f"Får ikke kontakt med NIR; prøv igjen om den var i ferd med å stoppe. / NIR cannot be reached.\n{feil}",
            err=True,
        )
        sys.exit(INGEN_KONTAKT)
    except (NirFeil, KontrollFeil) as feil:
        click.echo(f"NIR sa nei. / NIR refused.\n{feil}", err=True)
        sys.exit(BRUKSFEIL)
    if form == "json":
        click.echo(json.dumps([a._asdict() for a in avvik], ensure_ascii=False, indent=2, default=str))
    else:
        from fagsystem_sim.cli.avvikstabell import vis

        vis(kommune, avvik)
    sys.exit(FEIL if avvik else 0)
