"""What the commands that act on a running server have in common: their options and the way they show tables."""

import csv
import functools
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import zip_longest
from typing import Any, NamedTuple, ParamSpec, TypeVar

import click

from mocknir.cli.klient import Klient, les_url
from mocknir.client.transport import HttpTransport

P = ParamSpec("P")
R = TypeVar("R")

FORMATER = ("table", "json", "csv")

MAKS_RICH = 1000
"""Rows that rich lays out; more would keep the reader waiting for what nobody reads row by row."""


def mot_tjener(gjoer: Callable[..., R]) -> Callable[..., R]:
    """Give a command --url, --sandbox and --control-token, and its function a Klient first."""

    @click.option("--url", envvar="MOCKNIR_URL", default="http://127.0.0.1:8080", show_default=True, show_envvar=True,
                  help="Serveren. / The server.")  # fmt: skip
    @click.option("--sandbox", envvar="MOCKNIR_SANDBOX", default="default", show_default=True, show_envvar=True,
                  help="Sandkassen. / The sandbox.")  # fmt: skip
    @click.option("--control-token", envvar="MOCKNIR_CONTROL_TOKEN", show_envvar=True, metavar="TOKEN",
                  callback=les_token,
                  help="Når serveren krever det. / Where the server asks for it.")  # fmt: skip
    @functools.wraps(gjoer)
    def kommando(*args: Any, url: str, sandbox: str, control_token: str | None, **kwargs: Any) -> R:
        with closing(HttpTransport(les_url(url), control_token)) as transport:
            return gjoer(Klient(transport, sandbox), *args, **kwargs)

    return kommando


def med_format(gjoer: Callable[P, R]) -> Callable[P, R]:
    """Give a command --format."""
    return click.option(
        "--format", "format_", type=click.Choice(FORMATER), default="table", show_default=True,
        help="table for øyet, json og csv for programmer. / table to read, json and csv for programs.",
    )(gjoer)  # fmt: skip


def les_token(_ctx: click.Context, _param: click.Parameter, verdi: str | None) -> str | None:
    """A token that an HTTP header can carry; an empty one is none."""
    if verdi and not (verdi.isascii() and verdi.isprintable() and " " not in verdi):
        raise click.BadParameter("bare a–z, tall og tegn, uten mellomrom / only a–z, digits and signs, no spaces")
    return verdi or None


class Dag(click.ParamType[str]):
    """A day, `2017-02-28` or `28.02.2017`, handed on as the former."""

    name = "dato"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from mocknir.register.tekst import les_dato

        try:
            return les_dato(value).isoformat()
        except ValueError as feil:
            self.fail(str(feil), param, ctx)


DAG = Dag()


class Kolonne(NamedTuple):
    """A column of a table: the key of its values, its heading, and whether it holds numbers."""

    navn: str
    tittel: str
    tall: bool = False


def vis(rader: Iterable[Mapping[str, Any]], kolonner: tuple[Kolonne, ...], format_: str, svar: Any) -> None:
    """Show rows as a table or CSV; as JSON, what the server answered."""
    if format_ == "json":
        vis_json(svar)
    elif format_ == "csv":
        ut = io.StringIO(newline="")
        skriver = csv.writer(ut, delimiter=";", lineterminator="\n")
        skriver.writerow([k.navn for k in kolonner])
        skriver.writerows([[celle(rad.get(k.navn)) for k in kolonner] for rad in rader])
        click.echo(ut.getvalue(), nl=False)
    else:
        vis_tabell(None, kolonner, rader)


def vis_json(svar: Any) -> None:
    """Show what the server answered."""
    click.echo(json.dumps(svar, ensure_ascii=False, indent=2))


def vis_tabell(
    tittel: str | None,
    kolonner: tuple[Kolonne, ...],
    rader: Iterable[Mapping[str, Any]],
    sum_: Mapping[str, Any] | None = None,
) -> None:
    """Show a table: by rich at a terminal; in a pipe, or where it is long, as aligned text of whole lines."""
    celler = [[celle(rad.get(k.navn)) for k in kolonner] for rad in rader]
    bunn = [celle(sum_.get(k.navn)) for k in kolonner] if sum_ else None
    if not celler and bunn is None:
        click.echo(f"{tittel}\n(ingen / none)" if tittel else "(ingen / none)")
    elif sys.stdout.isatty() and len(celler) <= MAKS_RICH:
        _rik_tabell(tittel, kolonner, celler, bunn)
    else:
        click.echo("\n".join([*([tittel, ""] if tittel else []), *_tekstlinjer(kolonner, celler, bunn)]))


def _rik_tabell(
    tittel: str | None, kolonner: tuple[Kolonne, ...], celler: list[list[str]], bunn: list[str] | None
) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    tabell = Table(
        title=Text(tittel) if tittel else None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False,
        show_footer=bunn is not None,
    )  # fmt: skip
    for nr, k in enumerate(kolonner):
        tabell.add_column(
            Text(k.tittel),
            Text(bunn[nr]) if bunn else "",
            justify="right" if k.tall else "left",
            overflow="fold",
            no_wrap=nr == 0,
        )
    for rad in celler:
        tabell.add_row(*map(Text, rad))
    Console().print(tabell)


def _tekstlinjer(kolonner: tuple[Kolonne, ...], celler: list[list[str]], bunn: list[str] | None) -> Iterator[str]:
    """The lines of a table as text; a cell of several lines takes as many."""
    blokker = [[verdi.split("\n") for verdi in rad] for rad in (*celler, *([bunn] if bunn else []))]
    bredder = [
        max(len(k.tittel), *(len(linje) for blokk in blokker for linje in blokk[nr])) for nr, k in enumerate(kolonner)
    ]

    def linje(verdier: Iterable[str]) -> str:
        return "  ".join(
            verdi.rjust(bredde) if k.tall else verdi.ljust(bredde)
            for verdi, bredde, k in zip(verdier, bredder, kolonner, strict=True)
        ).rstrip()

    strek = "  ".join("-" * bredde for bredde in bredder)
    yield linje(k.tittel for k in kolonner)
    yield strek
    for nr, blokk in enumerate(blokker):
        if bunn and nr == len(celler):
            yield strek
        for verdier in zip_longest(*blokk, fillvalue=""):
            yield linje(verdier)


def celle(verdi: Any) -> str:
    """A value of an answer as people read it."""
    if verdi is None:
        return ""
    if isinstance(verdi, bool):
        return "ja" if verdi else "nei"
    if isinstance(verdi, list):
        return ", ".join(map(celle, verdi))
    return str(verdi)
