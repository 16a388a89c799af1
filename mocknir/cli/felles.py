"""What the commands that act on a running server have in common: their options and the way they show tables."""

import csv
import functools
import io
import json
import re
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
    """A column of a table: the key of its values, its heading, and whether it holds numbers.

    What is `hel` is copied whole, and never broken; in a narrow window the column that is `minst` most goes first.
    """

    navn: str
    tittel: str
    tall: bool = False
    hel: bool = False
    minst: int = 0


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
    celler = [[_tid(celle(rad.get(k.navn))) for k in kolonner] for rad in rader]
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

    konsoll = Console()
    plass = konsoll.width - 2  # the table has an edge of a space
    verdier = [[rad[nr] for rad in (*celler, *([bunn] if bunn else []))] for nr in range(len(kolonner))]
    smalest, lengst = ([maal(k, verdier[nr]) for nr, k in enumerate(kolonner)] for maal in (_smalest, _lengst))
    brukt = [any(rad[nr] for rad in celler) for nr in range(len(kolonner))]
    vises, utelatt = _faar_plass(kolonner, smalest, lengst, brukt, plass)
    igjen = plass - _samlet(smalest, vises)
    rommes = igjen >= 0
    bredder = smalest.copy()
    for mangler, nr in sorted((lengst[nr] - smalest[nr], nr) for nr in vises):
        bredder[nr] += (mer := min(mangler, max(0, igjen)))
        igjen -= mer
    tabell = Table(
        title=Text(tittel) if tittel else None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False,
        show_footer=bunn is not None, padding=(0, _MELLOMROM - 1, 0, 0),
    )  # fmt: skip
    for nr in vises:
        k = kolonner[nr]
        tabell.add_column(
            Text(k.tittel.replace(" / ", "\n")),
            Text(bunn[nr]) if bunn else "",
            justify="right" if k.tall else "left",
            overflow="fold",
            no_wrap=nr == 0 or (k.hel and rommes),
            width=bredder[nr] if rommes else None,
        )
    for rad in celler:
        tabell.add_row(*(Text(rad[nr]) for nr in vises))
    konsoll.print(tabell)
    if utelatt:
        click.echo(f"Ikke plass til / no room for: {', '.join(utelatt)}")


LENGSTE_ORD = 24
"""A word of a text that is longer may be broken to make room."""

_MELLOMROM = 2
"""Between two columns."""


def _smalest(k: Kolonne, verdier: Iterable[str]) -> int:
    """What a column needs so that no word of it is broken."""
    if k.hel or k.tall:
        return _lengst(k, verdier)
    ord_ = max((len(ord_) for verdi in verdier for ord_ in verdi.split()), default=0)
    return max(min(ord_, LENGSTE_ORD), *map(len, k.tittel.split(" / ")))


def _lengst(k: Kolonne, verdier: Iterable[str]) -> int:
    """What a column needs so that no line of it is broken."""
    return max(map(len, (*k.tittel.split(" / "), *(linje for verdi in verdier for linje in verdi.split("\n")))))


def _samlet(smalest: list[int], vises: list[int]) -> int:
    """How wide a table of those columns is."""
    return sum(smalest[nr] + _MELLOMROM for nr in vises) - _MELLOMROM


def _faar_plass(
    kolonner: tuple[Kolonne, ...], smalest: list[int], lengst: list[int], brukt: list[bool], plass: int
) -> tuple[list[int], list[str]]:
    """Which columns there is room for, and what is left out of those that hold something: the least first.

    One that holds nothing goes already where something would have to be broken over lines.
    """
    vises, utelatt = list(range(len(kolonner))), []
    for nr in sorted((nr for nr in vises if kolonner[nr].minst), key=lambda nr: (brukt[nr], -kolonner[nr].minst)):
        if _samlet(smalest if brukt[nr] else lengst, vises) <= plass:
            continue
        vises.remove(nr)
        if brukt[nr]:
            utelatt.append(kolonner[nr].tittel)
    return vises, utelatt


_TIDSPUNKT = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?[+-]\d{2}:\d{2}")


def _tid(verdi: str) -> str:
    """A moment as short as people say it."""
    treff = _TIDSPUNKT.fullmatch(verdi)
    return f"{treff[1]} {treff[2]}" if treff else verdi


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
