"""mocknir journal: what came in, what became of it, and what it changed."""

from typing import Any

import click

from mocknir.cli.felles import DAG, Kolonne, med_format, mot_tjener, vis, vis_json
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient

_KOLONNER = (
    Kolonne("journalnummer", "#", tall=True), Kolonne("tidspunkt", "Tid / time"),
    Kolonne("kanal", "Kanal / channel", minst=2), Kolonne("operasjon", "Operasjon / operation"),
    Kolonne("bruker", "Bruker / user", minst=3), Kolonne("kommune", "Kommune", minst=1),
    Kolonne("ident", "Person", hel=True), Kolonne("meldingsId", "meldingsId", hel=True),
    Kolonne("utfall", "Utfall / outcome"),
)  # fmt: skip


@click.group("journal", cls=Gruppe)
def kommando() -> None:
    """Søk i journalen, og se hver post hel. / Search the journal, and see each entry whole.

    \b
    mocknir journal list --only-faults
    mocknir journal show 17
    """


@kommando.command("list")
@click.option("--from", "fra", type=DAG, help="Første virtuelle dag. / First virtual day.")
@click.option("--to", "til", type=DAG, help="Siste virtuelle dag. / Last virtual day.")
@click.option("--channel", type=click.Choice(["WS4", "NIR-web", "NIR", "sentralt", "kontroll", "klokke"], False),
              help="Veien inn. / The way in.")  # fmt: skip
@click.option("--operation", metavar="NAVN", help="Som OverfoerRegistreringer. / As OverfoerRegistreringer.")
@click.option("--user", metavar="NAVN", help="Brukeren. / The user.")
@click.option("--kommune", metavar="NUMMER", help="Kommunen. / The kommune.")
@click.option("--meldings-id", "meldingsId", metavar="ID", help="Meldingens id. / The id of the message.")
@click.option("--person", metavar="NUMMER", help="Fødselsnummer eller DUF-nummer. / The person's number.")
@click.option("--only-faults", is_flag=True, help="Bare feil og avvisninger. / Only faults and rejections.")
@click.option("--before", type=click.IntRange(1), help="Bare eldre enn denne posten. / Only older than that entry.")
@click.option("--limit", type=click.IntRange(1, 1000), default=100, show_default=True,
              help="Høyst så mange. / At most so many.")  # fmt: skip
@med_format
@mot_tjener
def list_(klient: Klient, fra: str | None, til: str | None, only_faults: bool, format_: str, **sporring: Any) -> None:
    """Vis postene som passer, de nyeste først. / List the entries that fit, the latest first.

    \b
    mocknir journal list --kommune 0301 --only-faults
    """
    svar = klient.hent("journal", lenge=True, **{
        "from": fra, "to": til, "onlyFaults": "true" if only_faults else None, **sporring,
    })  # fmt: skip
    vis([{**post, "utfall": _utfall(post)} for post in svar["journal"]], _KOLONNER, format_, svar)


def _utfall(post: dict[str, Any]) -> str:
    """The fault, or else how many registrations had each outcome."""
    return post["feilkode"] or ", ".join(f"{antall} {navn}" for navn, antall in post["antall"].items() if antall)


@kommando.command("show")
@click.argument("nummer", metavar="NUMMER", type=click.IntRange(1))
@click.option(
    "--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True, help="Språket. / The language."
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@mot_tjener
def show(klient: Klient, nummer: int, lang: str, format_: str) -> None:
    """Vis en post: hvorfor, og forespørselen som den kom. / Show an entry: why, and the request as it came.

    \b
    mocknir journal show 17 --lang en
    """
    hel = klient.hent(f"journal/{nummer}", lenge=True, lang=lang)
    if format_ == "json":
        vis_json(hel)
        return
    click.echo(klient.hent_raa(f"journal/{nummer}/why", lang=lang, format="text").decode().rstrip("\n"))
    if hel["request"]["bytes"]:
        overskrift = "Forespørselen" if lang == "nb" else "The request"
        click.echo(f"\n{overskrift} ({hel['request']['bytes']} byte):\n{hel['request']['text'].rstrip()}")
