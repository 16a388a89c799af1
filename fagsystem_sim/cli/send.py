"""fagsystem-sim send: a hand-made transfer, and a receipt that can be read."""

import sys
from pathlib import Path

import click

from fagsystem_sim.cli.felles import BRUKSFEIL, FEIL, INGEN_KONTAKT, url_valg


@click.command("send")
@click.argument("fil", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FIL.yaml")
@url_valg()
def kommando(fil: Path, url: str, sandbox: str, control_token: str | None) -> None:
    """Overfør registreringer fra en YAML-fil, og vis kvitteringen.

    Transfers the registrations of a YAML file and shows the receipt. Exit code 0 when all are accepted, 1 when some
    or all are rejected, 2 when the file is wrong, 3 when NIR cannot be reached or its answer was lost.

    \b
    kommune: "0301"
    user: 0301-intro
    password: passord-0301-intro
    registrations:
      - {person: "17859012345", type: vedtak, ordning: intro, vedtakstype: tildeling,
         vedtaksdato: 2017-01-02, fra: 2017-01-02, til: 2018-12-31}
    """  # fmt: skip
    from fagsystem_sim import sending
    from fagsystem_sim.kontroll import Kontroll
    from fagsystem_sim.meldinger import AVVIST
    from fagsystem_sim.tilkobling import koble
    from fagsystem_sim.ws4 import IngenNir, NirFeil, SvarBorte

    try:
        overfoering = sending.les(fil)
        nir = Kontroll(url, sandbox, control_token)
        klient = koble(nir, overfoering.kommune, overfoering.bruker, overfoering.passord)
        sending.kontroller(fil, overfoering, klient.felter)
        kvittering = sending.send(overfoering, klient)
    except sending.UgyldigFil as feil:
        click.echo(str(feil), err=True)
        sys.exit(BRUKSFEIL)
    except IngenNir as feil:
        click.echo(f"Ingenting er sendt. / Nothing was sent.\n{feil}", err=True)
        sys.exit(INGEN_KONTAKT)
    except SvarBorte as feil:
        click.echo(
            "Svaret fra NIR ble borte. Send den samme filen igjen: den gjør ingenting to ganger. / "
            f"The answer of NIR was lost; send the same file again, it does nothing twice.\n{feil}",
            err=True,
        )
        sys.exit(INGEN_KONTAKT)
    except NirFeil as feil:
        click.echo(f"NIR avviste meldingen. / NIR refused the message.\n{feil}", err=True)
        sys.exit(FEIL)
    from fagsystem_sim.cli.kvittering import vis

    vis(overfoering, kvittering)
    sys.exit(FEIL if any(u.kode == AVVIST for u in kvittering.utfall) else 0)
