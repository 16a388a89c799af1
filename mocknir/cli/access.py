"""mocknir access: etterregistreringstilgang, as a support case gives it."""

import click

from mocknir.cli.felles import DAG, Kolonne, med_format, mot_tjener, vis
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient

_KOLONNER = (
    Kolonne("id", "Nr.", tall=True), Kolonne("kommune", "Kommune"), Kolonne("from", "Fra / from"),
    Kolonne("to", "Til / to"), Kolonne("ordning", "Ordning / scheme"), Kolonne("until", "Ut dagen / until"),
    Kolonne("merke", "Merke / label"),
    Kolonne("case", "Sak / case", tall=True),
)  # fmt: skip


@click.group("access", cls=Gruppe)
def kommando() -> None:
    """Tilgang til å registrere lenger tilbake enn to måneder. / Access to register further back.

    \b
    mocknir access list
    """


@kommando.command("grant")
@click.option("--kommune", required=True, metavar="NUMMER", help="Kommunen. / The kommune.")
@click.option("--from", "fra", type=DAG, required=True, help="Første dag som åpnes. / First day it opens.")
@click.option("--to", "til", type=DAG, required=True, help="Siste dag som åpnes. / Last day it opens.")
@click.option("--ordning", help="intro, norsk, asylnorsk eller mottak; ellers alle. / One scheme; else all.")
@click.option(
    "--until", "ut_dagen", type=DAG, required=True, help="Siste dag tilgangen kan brukes. / Last day it can be used."
)
@click.option("--merke", help="Hva den gjelder. / What it is for.")
@mot_tjener
def grant(
    klient: Klient, kommune: str, fra: str, til: str, ordning: str | None, ut_dagen: str, merke: str | None
) -> None:
    """Gi en kommune etterregistreringstilgang. / Grant a kommune access.

    \b
    mocknir access grant --kommune 0301 --from 2017-01-01 --to 2017-12-31 --ordning intro \\
        --until 2018-06-12 --merke "Introtiltak 2017"
    """  # fmt: skip
    svar = klient.send("POST", "access", {
        "kommune": kommune, "from": fra, "to": til, "ordning": ordning, "until": ut_dagen, "merke": merke,
    })  # fmt: skip
    click.echo(
        f"Tilgang / access {svar['id']}: kommune {svar['kommune']}, {svar['from']}–{svar['to']},"
        f" {svar['ordning'] or 'alle / all'}, ut / until {svar['until']}"
    )


@kommando.command("revoke")
@click.argument("nummer", metavar="NUMMER", type=click.IntRange(1))
@mot_tjener
def revoke(klient: Klient, nummer: int) -> None:
    """Trekk en tilgang tilbake. / Take an access back.

    \b
    mocknir access revoke 1
    """
    klient.send("DELETE", f"access/{nummer}")
    click.echo(f"Tilgang / access {nummer}: trukket / taken back")


@kommando.command("list")
@med_format
@mot_tjener
def list_(klient: Klient, format_: str) -> None:
    """Vis tilgangene. / List the grants.

    \b
    mocknir access list --format json
    """
    svar = klient.hent("access")
    vis(svar["access"], _KOLONNER, format_, svar)
