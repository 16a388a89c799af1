"""mocknir report: NIR's reports and the figures of the year."""

import json
from pathlib import Path
from typing import Any

import click

from mocknir.cli.feil import ikke_skrevet
from mocknir.cli.felles import FORMATER, Kolonne, mot_tjener, vis_tabell
from mocknir.cli.klient import Klient


@click.command("report")
@click.argument("navn", metavar="REPORT")
@click.option("--aar", help="Rapporteringsåret. / The reporting year.")
@click.option("--fra-aar", help="Fra og med året. / From that year.")
@click.option("--til-aar", help="Til og med året. / To that year.")
@click.option("--kommune", metavar="NUMMER", help="Bare denne kommunen. / This kommune only.")
@click.option("--kategori", help="«kan-tilbys» eller «rett-og-plikt». / NIR's category.")
@click.option("--aarsak", help="med eller uten registrert årsak. / With (med) or without (uten) a reason.")
@click.option("--lov", help="Bare denne loven. / This law only.")
@click.option("--per", metavar="DATO", help="Slik NIR visste det den dagen. / As NIR knew it that day.")
@click.option(
    "--med",
    "andre",
    multiple=True,
    metavar="NAVN=VERDI",
    help="En annen parameter; kan gjentas. / Another parameter; can be repeated.",
)
@click.option("--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATER),
    default="table",
    show_default=True,
    help="csv åpnes i et norsk regneark. / csv opens in a Norwegian spreadsheet.",
)
@click.option(
    "--out",
    "fil",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Skriv til en fil. / Write to a file.",
)
@mot_tjener
def kommando(
    klient: Klient,
    navn: str,
    andre: tuple[str, ...],
    lang: str,
    format_: str,
    fil: Path | None,
    **sporring: str | None,
) -> None:
    """Vis en rapport, og årets tall. / Show a report, and the figures of the year.

    «mocknir report list» viser alle, og hva de tar. / «mocknir report list» shows all, and what they take.

    \b
    mocknir report avsluttede --aar 2017 --kommune 0301 --aarsak uten
    mocknir report maaloppnaaelse --aar 2017 --per 2018-02-28 --format csv --out maal.csv
    """  # fmt: skip
    if navn == "list":
        _liste(klient, format_)
        return
    for en in andre:
        felt, likhet, verdi = en.partition("=")
        if not likhet:
            raise click.BadParameter(f"«{en}»: skriv NAVN=VERDI / write NAME=VALUE", param_hint="--med")
        if felt in ("format", "lang"):
            raise click.BadParameter(f"skriv --{felt} {verdi} / write --{felt} {verdi}", param_hint="--med")
        sporring[felt] = verdi
    svarformat = "csv" if format_ == "csv" else "json"
    raa = klient.hent_raa(klient.om("reports", navn), format=svarformat, lang=lang, **sporring)
    if fil is not None:
        _skriv(fil, raa)
    elif format_ == "table":
        _vis(json.loads(raa), "title" if lang == "en" else "tittel", lang)
    elif format_ == "json":
        click.echo(raa.decode().rstrip("\n"))
    else:
        click.echo(raa, nl=False)


def _vis(rapport: dict[str, Any], tittel: str, lang: str) -> None:
    rader: list[dict[str, object]] = rapport["rader"]
    beskrevet: list[dict[str, str]] = rapport["kolonner"]
    kolonner = tuple(
        Kolonne(k["navn"], k[tittel], any(type(rad[k["navn"]]) in (int, float) for rad in rader)) for k in beskrevet
    )
    under = rapport["undertext" if lang == "en" else "undertekst"]
    vis_tabell(f"{rapport[tittel]}\n{under}", kolonner, rader, rapport["summer"])


def _skriv(fil: Path, raa: bytes) -> None:
    try:
        fil.write_bytes(raa)
    except OSError as feil:
        raise ikke_skrevet(fil, feil) from None


_RAPPORTER = (
    Kolonne("navn", "Rapport / report"), Kolonne("tittel", "Tittel"), Kolonne("title", "Title"),
    Kolonne("parametre", "Parametre / parameters"),
)  # fmt: skip


def _liste(klient: Klient, format_: str) -> None:
    from mocknir.cli.felles import vis

    svar = klient.hent("reports")
    rader = [
        {**r, "parametre": ", ".join(p["navn"] + ("*" if p["paakrevd"] else "") for p in r["parameter"])}
        for r in svar["reports"]
    ]
    vis(rader, _RAPPORTER, format_, svar)
