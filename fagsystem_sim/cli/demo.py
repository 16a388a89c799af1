"""fagsystem-sim demo: «Kontroller data for 2017», told against a NIR."""

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, TypeVar

import click

from fagsystem_sim.cli.felles import (
    BRUKSFEIL,
    FEIL,
    INGEN_ADGANG,
    INGEN_KONTAKT,
    SANDKASSE,
    egen_url_valg,
    nir,
    token_valg,
)

if TYPE_CHECKING:
    from fagsystem_sim.kontroll import Kontroll

HER = Path(__file__).parents[1] / "fortelling"
T = TypeVar("T")
FIL = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("demo", short_help="Fortell «Kontroller data for 2017» over ekte SOAP.")
@egen_url_valg
@click.option(
    "--sandbox",
    type=SANDKASSE,
    default="kontroll-2017",
    show_default=True,
    metavar="NAVN",
    help="Sandkassen fortellingen går i; den tømmes først, og slettes etterpå uten --keep. / "
    "The sandbox; it is emptied first, and deleted afterwards without --keep.",
)
@token_valg()
@click.option(
    "--database",
    metavar="URL",
    help="Databasen til den egne NIR-en; ellers en midlertidig. / Its database; else a temporary one.",
)
@click.option("--keep", is_flag=True, help="Behold databasen og sandkassen etterpå. / Keep database and sandbox.")
@click.option("--all", "alle", is_flag=True, help="Vis hver forventning. / Show every expectation.")
@click.option(
    "--story", type=FIL, default=HER / "kontroll_2017.toml", metavar="FIL", help="En annen fortelling. / Another story."
)
@click.option(
    "--expected",
    type=FIL,
    default=HER / "forventet_2017.toml",
    metavar="FIL",
    help="En annen fasit. / Other expectations.",
)
def kommando(
    url: str | None,
    sandbox: str,
    control_token: str | None,
    database: str | None,
    keep: bool,
    alle: bool,
    story: Path,
    expected: Path,
) -> None:
    """Fortell «Kontroller data for 2017» over ekte SOAP, og sjekk utfallet.

    Tells «Kontroller data for 2017» over real SOAP and checks the outcome. Exit code 0 when all expectations hold,
    1 when not or when NIR refuses, 2 when a file is wrong, 3 when the server cannot be reached or did not start.

    \b
    fagsystem-sim demo
    fagsystem-sim demo --url http://127.0.0.1:8080 --keep
    """  # fmt: skip
    from fagsystem_sim.fortelling import fasit, modell
    from fagsystem_sim.fortelling.demo import fortell
    from fagsystem_sim.fortelling.visning import Visning, konsoll
    from fagsystem_sim.kjoering.nir import kontroller_svar
    from fagsystem_sim.kontroll import IngenKontakt, Kontroll, KontrollFeil
    from fagsystem_sim.ws4 import NirFeil, SvarBorte

    signal.signal(signal.SIGTERM, _avslutt)
    if url and database:
        raise click.UsageError(
            "--database er for en egen NIR; utelat den, eller --url (MOCKNIR_URL). / --database is for a NIR of one's "
            "own; leave out it or --url."
        )
    fortelling, forventet = _les("--story", story, modell.les), _les("--expected", expected, fasit.les)
    vis = Visning(konsoll(), fortelling)
    try:
        with nir(url, database, keep, fortelling.startdag) as (adresse, base):
            kontroll = Kontroll(adresse, sandbox, control_token)
            kontroller_svar(kontroll)
            _kontroller_ledig(kontroll)
            try:
                holder = fortell(fortelling, forventet, kontroll, vis, alle)
            finally:
                if not keep and (url or database):
                    with suppress(IngenKontakt, KontrollFeil):  # what went wrong before is what is told
                        kontroll.slett_sandkasse()
    except (IngenKontakt, SvarBorte) as feil:
        click.echo(f"Får ikke kontakt med NIR. / NIR cannot be reached.\n{feil}", err=True)
        sys.exit(INGEN_KONTAKT)
    except (KontrollFeil, NirFeil) as feil:
        click.echo(f"NIR sa nei. / NIR refused.\n{feil}", err=True)
        sys.exit(BRUKSFEIL if isinstance(feil, KontrollFeil) and feil.status in INGEN_ADGANG else FEIL)
    if keep:
        noen = fortelling.etter_id[fortelling.hvorfor].ident
        start = f"mocknir serve --database {base}\n  " if base else ""
        adr = f" --url {url}" if url else ""
        click.echo(f"\nBeholdt. Se videre:\n  {start}mocknir why {noen} --sandbox {sandbox}{adr}")
    sys.exit(0 if holder else 1)


def _kontroller_ledig(kontroll: "Kontroll") -> None:
    """Raise UsageError where the sandbox holds something else than a story that was told before."""
    from fagsystem_sim.fortelling.gang import MERKELAPP

    finnes = kontroll.sandkassen()
    if finnes is not None and finnes["label"] != MERKELAPP and not kontroll.er_tom():
        raise click.UsageError(
            f"Sandkassen «{kontroll.sandkasse}» holder noe annet enn en demo, og ville bli tømt; velg en annen med "
            "--sandbox. / The sandbox holds something else than a demo; choose another with --sandbox."
        )


def _les(valg: str, fil: Path, les: Callable[[Path], T]) -> T:
    try:
        return les(fil)
    except KeyError as feil:
        hva, what = f"{feil} mangler", f"{feil} is missing"
    except (AttributeError, TypeError, ValueError, RecursionError) as feil:
        hva = what = str(feil)
    raise click.UsageError(f"{valg}: {fil} kan ikke brukes: {hva}. / It cannot be used: {what}.")


def _avslutt(_signal: int, _ramme: FrameType | None) -> None:
    sys.exit(128 + signal.SIGTERM)
