"""mocknir why: what NIR made of a person or a message, by which rule from which source."""

import click

from mocknir.cli.felles import mot_tjener, vis_json
from mocknir.cli.klient import Klient


@click.command("why")
@click.argument("referanse", metavar="PERSON|MELDINGSID")
@click.option(
    "--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True, help="Språket. / The language."
)
@click.option(
    "--all",
    "alle",
    is_flag=True,
    help="Hver registrering av timer og fravær for seg. / Each registration of hours and absence by itself.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@mot_tjener
def kommando(klient: Klient, referanse: str, lang: str, alle: bool, format_: str) -> None:
    """Forklar hvorfor det ble slik for en person eller en melding. / Explain a person or a message.

    \b
    mocknir why 17859000266
    mocknir why 17859000266 --all
    mocknir why melding-17 --lang en
    """  # fmt: skip
    sti = klient.om("why", referanse)
    if format_ == "json":
        vis_json(klient.hent(sti, lenge=True, lang=lang, all=alle))
    else:
        click.echo(klient.hent_raa(sti, lang=lang, format="text", all=alle).decode().rstrip("\n"))
