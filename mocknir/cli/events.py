"""mocknir events: what happens in a sandbox, a line each."""

import json
import time
from contextlib import suppress
from typing import Any

import click

from mocknir.cli.felles import mot_tjener
from mocknir.cli.klient import Klient
from mocknir.client.sse import felter

VENT = 25
"""Seconds that one question waits for something to happen."""

_SLAG = {
    "transfer": "overføring", "repeat": "gjentakelse", "question": "spørring", "fault": "avslag",
    "strike": "forstyrret",
    "closing": "lukking", "central": "sentralt", "clock": "klokke", "access": "tilgang", "case": "sak",
    "parameter": "parameter", "user": "bruker", "plan": "feilplan", "other": "annet",
}  # fmt: skip
"""The kinds of event, as they are called to people."""


@click.command("events")
@click.option("--follow", is_flag=True, help="Bli med videre, til Ctrl-C. / Go on until Ctrl-C.")
@click.option("--after", type=click.IntRange(0), default=0, show_default=True, metavar="#",
              help="Bare det som kom etter denne posten; alt når journalen er kortere, som etter en reset. / Only what "
              "came after that entry; all when the journal is shorter, as after a reset.")  # fmt: skip
@click.option(
    "--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True, help="Språket. / The language."
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="json er ett objekt på hver linje. / json is an object on each line.")  # fmt: skip
@mot_tjener
def kommando(klient: Klient, follow: bool, after: int, lang: str, format_: str) -> None:
    """Vis det som har skjedd, og med --follow det som skjer. / Show what has happened, or happens.

    \b
    mocknir events --follow
    mocknir events --after 120 --format json
    """
    with suppress(KeyboardInterrupt):
        _vis(klient, follow, after, lang, format_)


def _vis(klient: Klient, follow: bool, after: int, lang: str, format_: str) -> None:
    while True:
        raa = klient.hent_raa("events", after=after, hold=VENT if follow else 0, first="true").decode()
        retry = 0
        for navn, verdi in felter(raa):
            if navn == "id":
                after = int(verdi)
            elif navn == "retry":
                retry = int(verdi)
            elif (hendelse := json.loads(verdi))["type"] != "reset":
                click.echo(verdi if format_ == "json" else _linje(hendelse, lang))
        if not follow:
            return
        if "data:" not in raa:
            time.sleep(retry / 1000)


def _linje(hendelse: dict[str, Any], lang: str) -> str:
    post = hendelse["entry"]
    slag = _SLAG.get(hendelse["type"], hendelse["type"]) if lang == "nb" else hendelse["type"]
    tekst = hendelse["tekst" if lang == "nb" else "tekstEngelsk"]
    return f"#{post['journalnummer']} {post['tidspunkt'][:16].replace('T', ' ')} {slag:<11} {tekst}"
