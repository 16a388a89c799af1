"""mocknir case: a kommune applies for etterregistreringstilgang, and somebody decides."""

from typing import Any

import click

from mocknir.cli.felles import DAG, FORMATER, Kolonne, med_format, mot_tjener, vis, vis_json
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient

_KOLONNER = (
    Kolonne("id", "Nr.", tall=True), Kolonne("status", "Status"), Kolonne("kommune", "Kommune"),
    Kolonne("from", "Fra / from"), Kolonne("to", "Til / to"), Kolonne("ordning", "Ordning / scheme", minst=2),
    Kolonne("merke", "Merke / label", minst=1), Kolonne("until", "Ut dagen / until"),
    Kolonne("begrunnelse", "Begrunnelse / reason"),
)  # fmt: skip
_FORMAT = click.option("--format", "format_", type=click.Choice(FORMATER[:2]), default="table", show_default=True)
_NUMMER = click.argument("nummer", metavar="NUMMER", type=click.IntRange(1))
_TEKST = click.option("--text", "tekst", metavar="TEKST", help="Svaret til kommunen. / The answer to the kommune.")
_AV = click.option("--by", "av", metavar="NAVN", help="Hvem som avgjør; ellers IMDi. / Who decides; else IMDi.")


@click.group("case", cls=Gruppe)
def kommando() -> None:
    """Støttesaker: søk og avgjør etterregistreringstilgang. / Support cases: apply for access, and decide.

    \b
    mocknir case apply --kommune 0301 --from 2017-01-01 --to 2017-12-31 \\
        --reason "Tiltak mangler" --tag "Introtiltak 2017"
    mocknir case grant 1 --until 2018-06-12
    """


def _rad(sak: dict[str, Any]) -> dict[str, Any]:
    return {**sak, "until": (sak["access"] or {}).get("until")}


def _vis(sak: dict[str, Any], format_: str) -> None:
    if format_ == "json":
        vis_json(sak)
        return
    tilgang = f"; tilgang / access {sak['access']['id']} ut / until {sak['access']['until']}" if sak["access"] else ""
    click.echo(
        f"Sak / case {sak['id']}: {sak['status']}, kommune {sak['kommune']}, {sak['from']}–{sak['to']},"
        f" {sak['ordning'] or 'alle / all'}{tilgang}"
    )


@kommando.command("apply")
@click.option("--kommune", required=True, metavar="NUMMER", help="Kommunen som søker. / The kommune that applies.")
@click.option("--from", "fra", type=DAG, required=True, help="Første dag det gjelder. / First day it is about.")
@click.option("--to", "til", type=DAG, required=True, help="Siste dag det gjelder. / Last day it is about.")
@click.option("--ordning", help="intro, norsk, asylnorsk eller mottak; ellers alle. / One scheme; else all.")
@click.option("--reason", "begrunnelse", required=True, metavar="TEKST", help="Hvorfor. / Why.")
@click.option("--tag", "merke", metavar="MERKE", help="Merket, som «Introtiltak 2017». / The label of the case.")
@click.option("--contact", "kontakt", metavar="NAVN", help="Hvem som svarer for saken. / Whom to ask about it.")
@_FORMAT
@mot_tjener
def apply(klient: Klient, fra: str, til: str, format_: str, **felter: str | None) -> None:
    """Søk etterregistreringstilgang for en kommune. / Apply for access for a kommune.

    \b
    mocknir case apply --kommune 0301 --from 2017-01-01 --to 2017-12-31 --ordning intro \\
        --reason "Tiltak mangler" --tag "Introtiltak 2017" --contact "Kari Nordmann"
    """
    _vis(klient.send("POST", "cases", {"from": fra, "to": til, **felter}), format_)


@kommando.command("list")
@med_format
@mot_tjener
def list_(klient: Klient, format_: str) -> None:
    """Vis sakene. / List the cases.

    \b
    mocknir case list --format json
    """
    svar = klient.hent("cases")
    vis(map(_rad, svar["cases"]), _KOLONNER, format_, svar)


@kommando.command("grant")
@_NUMMER
@click.option("--until", "ut_dagen", type=DAG, help="Siste dag tilgangen kan brukes; ellers som praksis er. / "
              "Last day the access can be used; else as is practice.")  # fmt: skip
@_TEKST
@_AV
@_FORMAT
@mot_tjener
def grant(klient: Klient, nummer: int, ut_dagen: str | None, tekst: str | None, av: str | None, format_: str) -> None:
    """Innvilg en sak; kommunen får tilgangen straks. / Grant a case; the kommune has the access at once.

    \b
    mocknir case grant 1 --until 2018-06-12 --text "Frist 12. juni"
    """
    kropp = {"decision": "innvilget", "until": ut_dagen, "svar": tekst, "by": av}
    _vis(klient.send("POST", f"cases/{nummer}/decision", kropp), format_)


@kommando.command("deny")
@_NUMMER
@_TEKST
@_AV
@_FORMAT
@mot_tjener
def deny(klient: Klient, nummer: int, tekst: str | None, av: str | None, format_: str) -> None:
    """Avslå en sak. / Turn a case down.

    \b
    mocknir case deny 1 --text "Fristen er ute"
    """
    kropp = {"decision": "avslaatt", "svar": tekst, "by": av}
    _vis(klient.send("POST", f"cases/{nummer}/decision", kropp), format_)


@kommando.command("policy")
@click.argument("modus", required=False, type=click.Choice(["manuell", "innvilg-alle", "innvilg-merke"]))
@click.option("--tag", "merker", multiple=True, metavar="MERKE",
              help="Et merke som innvilges; kan gjentas. / A label that is granted; may be repeated.")  # fmt: skip
@click.option("--days", "dager", type=click.IntRange(1, 3660), default=60, show_default=True,
              help="Så lenge tilgangen varer. / So long the access lasts.")  # fmt: skip
@_FORMAT
@mot_tjener
def policy(klient: Klient, modus: str | None, merker: tuple[str, ...], dager: int, format_: str) -> None:
    """Vis eller bestem hvordan saker avgjøres. / Show or say how cases are decided.

    \b
    mocknir case policy innvilg-merke --tag "Introtiltak 2017" --days 90
    """
    if modus is None:
        svar = klient.hent("cases/policy")
    else:
        svar = klient.send("PUT", "cases/policy", {"mode": modus, "merker": merker, "days": dager})
    if format_ == "json":
        vis_json(svar)
    else:
        merket = f" ({', '.join(svar['merker'])})" if svar["merker"] else ""
        click.echo(f"{svar['mode']}{merket}, {svar['days']} dager / days")
