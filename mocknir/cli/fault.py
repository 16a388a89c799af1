"""mocknir fault: let calls go wrong in a sandbox, to see how a client takes it."""

from typing import Any

import click

from mocknir.cli.felles import Kolonne, med_format, mot_tjener, vis
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient
from mocknir.faults.kinds import STAGE_NAMES, Stage

_KOLONNER = (
    Kolonne("id", "Nr.", tall=True), Kolonne("kind", "Feil / kind", hel=True),
    Kolonne("naar", "Når / stage"), Kolonne("hvilke", "Kall / calls"),
    Kolonne("nth", "Fra nr. / nth", tall=True, minst=3),
    Kolonne("probability", "Sanns. / prob.", tall=True, minst=2),
    Kolonne("times", "Ganger / times", tall=True, minst=5),
    Kolonne("seen", "Sett / seen", tall=True, minst=1), Kolonne("struck", "Slo til / struck", tall=True),
    Kolonne("spent", "Brukt opp / spent", minst=4),
)  # fmt: skip
_CSV = tuple(k._replace(navn="stage") if k.navn == "naar" else k for k in _KOLONNER)
_SLAG = (
    Kolonne("kind", "Feil / kind"), Kolonne("stages", "Når / stages"), Kolonne("parameters", "Tar / takes"),
    Kolonne("teaches", "Lærer klienten / teaches"),
)  # fmt: skip
_FELT = {"kommune": "kommune", "meldingsid": "meldingsId", "person": "person", "user": "user"}


def _les_match(_ctx: click.Context, _param: click.Parameter, verdier: tuple[str, ...]) -> dict[str, str]:
    """`kommune=0301 meldingsId=m-*` as the control plane takes it."""
    ut = {}
    for verdi in verdier:
        navn, skille, innhold = verdi.partition("=")
        if not skille or navn.casefold() not in _FELT or not innhold:
            raise click.BadParameter(
                f"«{verdi}»: skriv / write kommune=0301, meldingsId=m-*, person=NUMMER eller / or user=NAVN"
            )
        ut[_FELT[navn.casefold()]] = innhold
    return ut


@click.group("fault", cls=Gruppe)
def kommando() -> None:
    """Feil på bestilling: la kall gå galt, og se hva klienten gjør. / Faults on demand.

    \b
    mocknir fault add --operation OverfoerRegistreringer --stage after-commit --kind drop --nth 3
    """


@kommando.command("add")
@click.option("--kind", required=True, help="Hva som går galt; se «mocknir fault kinds». / What goes wrong.")
@click.option(
    "--stage", type=click.Choice([stage.value for stage in Stage]),
    help="Når i kallet; ellers der feilen er vanligst. / When in the call; else where that kind is usual.",
)  # fmt: skip
@click.option("--operation", metavar="NAVN", help="Bare denne operasjonen. / This operation only.")
@click.option(
    "--match", "match", multiple=True, callback=_les_match, metavar="FELT=VERDI",
    help="Bare kall med kommune=, meldingsId= (med * og ?), person= eller user=; kan gjentas. / Such calls only.",
)  # fmt: skip
@click.option("--nth", type=click.IntRange(1), help="Fra dette kallet, som regnes fra 1. / From that call on.")
@click.option(
    "--probability", type=click.FloatRange(0, 1), help="Sjansen for hvert kall, 0–1. / The chance of each call."
)
@click.option("--times", type=click.IntRange(1), help="Så mange ganger; én når --nth er gitt. / So many times.")
@click.option(
    "--seconds",
    type=click.FloatRange(0, 600, min_open=True),
    help="Sekunder, for delay og dribble. / Seconds, of delay and dribble.",
)
@click.option("--bytes", "byte", type=click.IntRange(1), help="Byte, for truncate og dribble. / Bytes, of those.")
@mot_tjener
def add(klient: Klient, match: dict[str, str], byte: int | None, **valg: Any) -> None:
    """Legg en feil til planen. / Add a fault to the plan.

    \b
    mocknir fault add --kind delay --seconds 5 --match kommune=0301 --probability 0.1 --times 2
    """  # fmt: skip
    svar = klient.send("POST", "faults", {**valg, "bytes": byte, "match": match or None})
    click.echo(f"{svar['tekst']}\n{svar['tekstEngelsk']}")


@kommando.command("list")
@med_format
@mot_tjener
def list_(klient: Klient, format_: str) -> None:
    """Vis planen, og hvor ofte hver feil har slått til. / List the plan, with how often each has struck.

    \b
    mocknir fault list --format json
    """
    svar = klient.hent("faults")
    rader = [
        {
            **en,
            "naar": f"{STAGE_NAMES[Stage(en['stage'])].nb} ({en['stage']})",
            "hvilke": ", ".join(
                [en["operation"] or "alle / all", *(f"{navn}={verdi}" for navn, verdi in en["match"].items() if verdi)]
            ),
        }
        for en in svar["faults"]
    ]
    if format_ == "csv":
        vis(rader, _CSV, format_, svar)
        return
    vis(rader, _KOLONNER, format_, svar)


@kommando.command("clear")
@click.argument("nummer", metavar="[ID]", required=False)
@mot_tjener
def clear(klient: Klient, nummer: str | None) -> None:
    """Ta en feil ut av planen, eller alle. / Take one fault out of the plan, or all of them.

    \b
    mocknir fault clear 3
    """
    klient.send("DELETE", klient.om("faults", nummer) if nummer else "faults")
    click.echo(f"Feil {nummer} er fjernet / is removed" if nummer else "Feilplanen er tom / the fault plan is empty")


@kommando.command("kinds")
@med_format
def kinds(format_: str) -> None:
    """Vis hva som kan gå galt, når, og hva det lærer en klient. / Show what can go wrong, when, and what it teaches.

    \b
    mocknir fault kinds
    """
    from mocknir.control.faults import table

    svar = table()
    rader = [
        {
            "kind": en["kind"], "stages": list(en["stages"]), "parameters": list(en["parameters"]),
            "teaches": f"{en['teaches']}\n{en['teachesEnglish']}",
        }
        for en in svar["kinds"]
    ]  # fmt: skip
    vis(rader, _SLAG, format_, svar)
