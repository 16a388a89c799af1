"""fagsystem-sim conform: does what a conformance kit asks for, once or for as long as it is asked."""

import json
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import click

from fagsystem_sim.cli.felles import BRUKSFEIL, FEIL, INGEN_KONTAKT

VERT = "127.0.0.1"


@click.command("conform", short_help="Gjør saksarbeidet i et oppdrag fra «mocknir conformance».")
@click.argument("fil", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path),
                metavar="[OPPDRAG.json]")  # fmt: skip
@click.option("--listen", "port", type=click.IntRange(0, 65535), metavar="PORT",
              help="Ta imot oppdrag som POST; 0 finner en ledig port. / Take assignments as POST.")  # fmt: skip
@click.option("--store", "mappe", type=click.Path(file_okay=False, path_type=Path), metavar="MAPPE",
              help="Hvor sakene huskes; ellers ved siden av oppdraget. / Where cases are kept.")  # fmt: skip
def kommando(fil: Path | None, port: int | None, mappe: Path | None) -> None:
    """Gjør saksarbeidet i et oppdrag fra «mocknir conformance», og overfør det.

    Does the casework of an assignment of `mocknir conformance`, and transfers it. Exit code 0 when NIR has judged it,
    also where it rejected; 1 when NIR refused the user or the store failed, 2 when the assignment is wrong, 3 when
    NIR cannot be reached.

    \b
    mocknir conformance run ws4-grunn --driver 'fagsystem-sim conform {instructions}'
    fagsystem-sim conform --listen 8099
    """
    if (fil is None) == (port is None):
        raise click.UsageError("Oppgi enten et oppdrag eller --listen PORT. / Give either an assignment or --listen.")
    if mappe is not None:
        try:
            mappe.mkdir(parents=True, exist_ok=True)
        except OSError as feil:
            raise click.UsageError(
                f"--store: mappen {mappe} lar seg ikke lage ({feil.strerror}). / The folder cannot be made."
            ) from None
    if fil is not None:
        sys.exit(_en(fil, mappe or fil.parent))
    with tempfile.TemporaryDirectory(prefix="fagsystem-sim-") as egen:
        _lytt(port or 0, mappe or Path(egen))


def _en(fil: Path, mappe: Path) -> int:
    from fagsystem_sim.konform import Konformsystem
    from fagsystem_sim.lager.lager import LagerFeil
    from fagsystem_sim.oppdrag import UgyldigOppdrag, les
    from fagsystem_sim.ws4 import NirFeil, SvarBorte

    try:
        click.echo(Konformsystem(mappe).utfoer(les(fil)).linje())
    except UgyldigOppdrag as feil:
        click.echo(str(feil), err=True)
        return BRUKSFEIL
    except LagerFeil as feil:
        click.echo(str(feil), err=True)
        return FEIL
    except NirFeil as feil:
        click.echo(f"NIR avviste kallet. / NIR refused the call.\n{feil}", err=True)
        return FEIL
    except SvarBorte as feil:
        click.echo(f"Får ikke kontakt med NIR. / NIR cannot be reached.\n{feil}", err=True)
        return INGEN_KONTAKT
    return 0


def _lytt(port: int, mappe: Path) -> None:
    """Answer assignments one at a time, until Ctrl-C."""
    from fagsystem_sim.konform import Konformsystem
    from fagsystem_sim.lager.lager import LagerFeil
    from fagsystem_sim.oppdrag import UgyldigOppdrag
    from fagsystem_sim.ws4 import Ws4Feil

    system = Konformsystem(mappe)

    class Mottaker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name that http.server calls
            try:
                raa = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                self._svar(200, system.utfoer(json.loads(raa)).linje())
            except (UgyldigOppdrag, ValueError, RecursionError) as feil:
                self._svar(422, str(feil))
            except LagerFeil as feil:
                self._svar(500, str(feil))
            except Ws4Feil as feil:
                self._svar(502, str(feil))

        def _svar(self, status: int, tekst: str) -> None:
            kropp = tekst.encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(kropp)))
            self.end_headers()
            self.wfile.write(kropp)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing of each request: the kit tells how it went."""

    try:
        tjener = HTTPServer((VERT, port), Mottaker)
    except OSError as feil:
        raise click.UsageError(
            f"--listen: porten {port} kan ikke brukes ({feil.strerror}); 0 finner en ledig. / "
            "The port cannot be used; 0 finds a free one."
        ) from None
    with tjener as server:
        click.echo(f"fagsystem-sim tar imot oppdrag på http://{VERT}:{server.server_port}/")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Avsluttet.")
