"""mocknir rules: what NIR judges by, and the numbers it judges with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import click

from mocknir.cli.felles import Kolonne, mot_tjener, vis, vis_json
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient

if TYPE_CHECKING:
    from mocknir.control.svar import Regel

_KOLONNER = (
    Kolonne("id", "Regel / rule"), Kolonne("titler", "Tittel / title"), Kolonne("art", "Art / kind"),
    Kolonne("alvor", "Alvor / severity"), Kolonne("proveniens", "Kilde / source"),
    Kolonne("henvisning", "Hvor / where"), Kolonne("parametre", "Parametre / parameters"),
)  # fmt: skip


_TABELL = (
    Kolonne("id", "Regel / rule"), Kolonne("titler", "Tittel / title"), Kolonne("alvor", "Alvor / severity"),
    Kolonne("hvor", "Kilde / source"), Kolonne("parametre", "Parametre / parameters"),
)  # fmt: skip


@click.group("rules", cls=Gruppe, invoke_without_command=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv", "md"]),
    default="table",
    show_default=True,
    help="md er Markdown. / md is Markdown.",
)
@click.pass_context
def kommando(ctx: click.Context, format_: str) -> None:
    """Vis alle regler; trenger ingen server. / List all rules; needs no server.

    \b
    mocknir rules --format md
    mocknir rules set VINDU-TO-MAANEDER maaneder 3
    """  # fmt: skip
    if ctx.invoked_subcommand is not None:
        return
    from mocknir.control import visning
    from mocknir.rules.katalog import KATALOG

    regler = [visning.regel(en) for en in KATALOG.values()]
    if format_ == "json":
        click.echo(visning.tekst({"rules": regler}))
    elif format_ == "md":
        click.echo(_markdown(regler))
    elif format_ == "csv":
        vis([_rad(en, " / ", ", ") for en in regler], _KOLONNER, format_, None)
    else:
        vis([_rad(en, "\n", "\n") for en in regler], _TABELL, format_, None)


def _rad(regel: Regel, spraakskille: str, parameterskille: str) -> dict[str, Any]:
    parametre = parameterskille.join(f"{p['navn']}={_verdi(p['verdi'])}" for p in regel["parameter"])
    titler = f"{regel['tittel']}{spraakskille}{regel['title']}"
    return {
        **regel,
        **regel["kilde"],
        "hvor": f"{regel['kilde']['proveniens']} {regel['kilde']['henvisning']}",
        "titler": titler,
        "parametre": parametre,
    }


def _verdi(verdi: Any) -> str:
    if isinstance(verdi, bool):
        return "ja" if verdi else "nei"
    return str(verdi)


def _markdown(regler: Sequence[Regel]) -> str:
    linjer = [
        "| Regel / rule | Tittel / title | Alvor / severity | Kilde / source | Detaljer / details | Parametre |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for en in regler:
        rad = _rad(en, " / ", ", ")
        kilde, detaljer = (f"{k['proveniens']} {k['henvisning']}" for k in (en["kilde"], en["detaljer"]))
        celler = (en["id"], rad["titler"], en["alvor"], kilde, detaljer, rad["parametre"])
        linjer.append("| " + " | ".join(celle.replace("|", "\\|") for celle in celler) + " |")
    return "\n".join(linjer)


def _vis_parametre(regel: dict[str, Any], navn: Collection[str]) -> None:
    click.echo(f"{regel['id']} {regel['tittel']} / {regel['title']}")
    for p in regel["parameter"]:
        if p["navn"] not in navn:
            continue
        standard = "" if p["verdi"] == p["standard"] else f" (standard / default {_verdi(p['standard'])})"
        click.echo(f"  {p['navn']} = {_verdi(p['verdi'])}{standard}: {p['tekst']} / {p['tekstEngelsk']}")


@kommando.command("set")
@click.argument("regel", metavar="RULE")
@click.argument("navn", metavar="PARAM")
@click.argument("verdi", metavar="VALUE")
@mot_tjener
def set_(klient: Klient, regel: str, navn: str, verdi: str) -> None:
    """Sett en parameter i en sandkasse. / Set a parameter in a sandbox.

    \b
    mocknir rules set VINDU-TO-MAANEDER maaneder 3
    """
    sti = klient.om("rules", regel, "parameters", navn)
    _vis_parametre(klient.send("PUT", sti, {"value": verdi}, lenge=True), (navn,))


@kommando.command("unset")
@click.argument("regel", metavar="RULE")
@click.argument("navn", metavar="PARAM")
@mot_tjener
def unset(klient: Klient, regel: str, navn: str) -> None:
    """Gi en parameter standardverdien tilbake. / Give a parameter its default back.

    \b
    mocknir rules unset VINDU-TO-MAANEDER maaneder
    """
    sti = klient.om("rules", regel, "parameters", navn)
    _vis_parametre(klient.send("DELETE", sti, lenge=True), (navn,))


@kommando.command("changed")
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@mot_tjener
def changed(klient: Klient, format_: str) -> None:
    """Vis reglene med endrede parametre i en sandkasse. / Show the rules whose parameters differ in a sandbox.

    \b
    mocknir rules changed --sandbox kurs-1
    """
    regler = [r for r in klient.hent("rules")["rules"] if any(p["verdi"] != p["standard"] for p in r["parameter"])]
    if format_ == "json":
        vis_json({"rules": regler})
        return
    for en in regler:
        _vis_parametre(en, [p["navn"] for p in en["parameter"] if p["verdi"] != p["standard"]])
    if not regler:
        click.echo("(ingen / none)")
