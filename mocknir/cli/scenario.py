"""mocknir scenario: write, check and read scenarios, record one from a sandbox, and prepare a sandbox by one."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mocknir.cli.feil import FEIL_BRUK, Avvist, ikke_skrevet
from mocknir.cli.felles import mot_tjener, vis_json
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient

if TYPE_CHECKING:
    from mocknir.scenario.les import Lest, UgyldigScenario

_STIER = click.argument("stier", metavar="FILE|DIR…", nargs=-1, required=True, type=click.Path(path_type=Path))


_INGEN = "Det er ingen scenarioer (*.yaml) her. / There are no scenarios (*.yaml) here."


@click.group("scenario", cls=Gruppe)
def kommando() -> None:
    """Skriv, kontroller, les og ta opp scenarioer. / Write, check, read and record scenarios.

    Bare record og prepare trenger en server. / Only record and prepare need a server.

    \b
    mocknir scenario new --rule VINDU-TO-MAANEDER scenarios/for-sent.yaml
    mocknir scenario check scenarios
    mocknir scenario explain scenarios/for-sent.yaml
    mocknir scenario record --sandbox kurs > kurs.yaml
    """


@kommando.command("new")
@click.argument("fil", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--rule", "regel", default="VINDU-TO-MAANEDER", show_default=True,
              help="Regelen det viser. / The rule it shows.")  # fmt: skip
@click.option("--name", "navn", help="Navnet; ellers filens eller regelens. / The name; else the file's or the rule's.")
def new(fil: Path | None, regel: str, navn: str | None) -> None:
    """Skriv begynnelsen på et scenario. / Write the beginning of a scenario.

    \b
    mocknir scenario new --rule LUKKING-FLYTTING --name flytting-uten-avslutning
    mocknir scenario new scenarios/for-sent.yaml
    """
    from mocknir.rules.katalog import KATALOG
    from mocknir.scenario import mal
    from mocknir.scenario.ord import forslag
    from mocknir.scenario.verdityper import NAVN

    if regel not in KATALOG:
        o = forslag(regel, KATALOG)
        raise click.BadParameter(f"ingen regel heter «{regel}»{o.tekst} / no such rule{o.text}", param_hint="--rule")
    fil = _fil(fil, navn, regel)
    if navn is not None and navn != fil.stem:
        raise click.UsageError(f"--name {navn} passer ikke med {fil}: et scenario heter det samme som filen. / "
                               f"--name {navn} does not fit {fil}: a scenario has its file's name.")  # fmt: skip
    if not re.fullmatch(NAVN, fil.stem):
        raise click.UsageError(f"«{fil.stem}» er intet navn på et scenario: uten mellomrom og punktum. / "
                               f"«{fil.stem}» is no name of a scenario: no spaces, no dots.")  # fmt: skip
    try:
        fil.parent.mkdir(parents=True, exist_ok=True)
        with fil.open("x", encoding="utf-8") as ut:
            ut.write(mal.lag(fil.stem, KATALOG[regel], mal.finn_skjema(fil.parent)))
    except FileExistsError:
        raise Avvist(f"{fil} finnes alt, og er ikke rørt; gi en annen fil",
                     f"{fil} is there already and was not touched; name another file") from None  # fmt: skip
    except OSError as feil:
        raise ikke_skrevet(fil, feil) from None
    click.echo(f"{fil}\nKontroller med / check with: mocknir scenario check {fil}")


def _fil(fil: Path | None, navn: str | None, regel: str) -> Path:
    """The file to write: as named, or in the folder named, by the scenario's name."""
    egen = Path(f"{navn or regel.lower()}.yaml")
    if fil is None:
        return egen
    if fil.is_dir():
        return fil / egen
    return fil if fil.suffix in (".yaml", ".yml") else fil.with_name(f"{fil.name}.yaml")


@kommando.command("check")
@_STIER
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check(stier: tuple[Path, ...], format_: str) -> None:
    """Kontroller scenarioer: alle feil, med linje og rettelse. / Check scenarios: all errors, with line and remedy.

    Utgangskoder / exit codes: 0 i orden / fine, 2 feil bruk eller fil / wrong usage or file.

    \b
    mocknir scenario check scenarios
    mocknir scenario check for-sent.yaml --format json
    """
    from mocknir.scenario.les import UgyldigScenario, les_alle

    filer = list(les_alle(stier))
    if not filer:
        raise click.UsageError(_INGEN)
    gale = [en for en in filer if isinstance(en, UgyldigScenario)]
    if format_ == "json":
        vis_json({"files": [_som_dict(en) for en in filer]})
    else:
        for en in filer:
            click.echo(_som_tekst(en))
        antall = sum(len(en.feil) for en in gale)
        n, filer_ = len(filer), ("fil / file" if len(filer) == 1 else "filer / files")
        click.echo(f"{n} {filer_}, {antall} feil / {'error' if antall == 1 else 'errors'}")
    if gale:
        raise click.exceptions.Exit(FEIL_BRUK)


def _som_tekst(en: "Lest | UgyldigScenario") -> str:
    from mocknir.scenario.les import UgyldigScenario

    if not isinstance(en, UgyldigScenario):
        return f"OK {en.fil}"
    return "\n".join(f"{f.paa('nb')}\n    {f.ord.text}" for f in en.feil)


def _som_dict(en: "Lest | UgyldigScenario") -> dict[str, Any]:
    from mocknir.scenario.les import UgyldigScenario
    from mocknir.scenario.ord import skriv_sti

    if not isinstance(en, UgyldigScenario):
        return {"file": en.fil, "scenario": en.scenario.scenario, "errors": []}
    feil = [
        {
            "line": f.sted.linje, "column": f.sted.kolonne, "path": skriv_sti(f.sti), "detail": f.ord.tekst,
            "detailEnglish": f.ord.text,
        }
        for f in en.feil
    ]  # fmt: skip
    return {"file": en.feil[0].fil, "scenario": None, "errors": feil}


class GalFil(Avvist):
    """A file that holds no scenario that can be used."""

    def __init__(self, feil: "UgyldigScenario") -> None:
        fil = feil.feil[0].fil
        linjer = tuple(f"{f.paa('nb')}\n    {f.ord.text}" for f in feil.feil)
        super().__init__(f"{fil} kan ikke brukes:", f"{fil} cannot be used:", linjer)


@kommando.command("explain")
@_STIER
@click.option("--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True,
              help="Språket. / The language.")  # fmt: skip
def explain(stier: tuple[Path, ...], lang: str) -> None:
    """Si scenarioer i klartekst, til å lese høyt. / Say scenarios in plain words, to be read aloud.

    \b
    mocknir scenario explain scenarios/for-sent.yaml
    mocknir scenario explain scenarios --lang en
    """
    from mocknir.scenario.forklar import forklar
    from mocknir.scenario.les import UgyldigScenario, les_alle

    forklart = []
    for en in les_alle(stier):
        if isinstance(en, UgyldigScenario):
            raise GalFil(en)
        forklart.append(forklar(en.scenario, lang))
    if not forklart:
        raise click.UsageError(_INGEN)
    click.echo(f"\n{'-' * 72}\n\n".join(forklart), nl=False)


@kommando.command("schema")
def schema() -> None:
    """Skriv JSON-skjemaet for scenarioer. / Write the JSON Schema of scenarios.

    \b
    mocknir scenario schema > scenario.schema.json
    """
    from mocknir.scenario import skjema

    click.echo(skjema.tekst(), nl=False)


@kommando.command("record")
@click.option(
    "--name", "navn", help="Navnet, som også er filens; ellers sandkassens. / The name, which is the file's too."
)
@click.option("--only-person", metavar="NUMMER", help="Bare denne personen. / This person alone.")
@click.option("--from", "fra", type=click.IntRange(0), metavar="NUMMER",
              help="Vent bare noe av det som kom fra denne journalposten på, og ta opp dem det gjelder. / Expect only "
              "what came from that entry of the journal on, and record whom it is about.")  # fmt: skip
@click.option("--no-expect", is_flag=True, help="Uten forventninger: skriv dem selv. / Without expectations.")
@mot_tjener
def record(klient: Klient, navn: str | None, only_person: str | None, fra: int | None, no_expect: bool) -> None:
    """Skriv det som har hendt i en sandkasse, som et scenario. / Write what happened in a sandbox as a scenario.

    Personer, brukere, hendelser, tilganger, parametre, meldinger og feil fra journalen, og som forventninger svarene,
    hva NIR lukket, og hvordan hver person står. Lagre det under navnet sitt; det holder i verify. Det en restore
    angret, er ikke med. / Persons, users, events, access, parameters, messages and faults as the journal has them;
    expected are the answers, what NIR closed, and how each person stands. Save it under its name; it holds in verify.
    What a restore undid is not in it.

    \b
    mocknir scenario record --sandbox kurs > kurs.yaml
    mocknir scenario record --sandbox kurs --only-person 17859000266 --name amina > amina.yaml
    """
    sporring = {"name": navn, "onlyPerson": only_person, "from": fra, "expect": "false" if no_expect else None}
    click.echo(klient.hent_raa("scenario", **sporring), nl=False)


@kommando.command("prepare")
@click.argument("fil", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@mot_tjener
def prepare(klient: Klient, fil: Path, format_: str) -> None:
    """Gjør en sandkasse klar med det et scenario begynner med. / Prepare a sandbox by what a scenario begins with.

    Klokke, parametre, personer, brukere og stegene fram til det venter noe eller noen. Sandkassen lages, eller må være
    tom; uten --sandbox heter den som scenarioet. / Clock, parameters, persons, users and the steps up to where it
    expects something or waits for somebody. The sandbox is made, or must be empty; without --sandbox it has the
    scenario's name.

    \b
    mocknir scenario prepare scenarios/lukking/flytting-uten-avslutning.yaml --sandbox kurs
    """
    from mocknir.cli import forberedt
    from mocknir.client.server import Server

    scenario = forberedt.les(fil)
    klient.hent("/sandboxes")  # whether the server is there
    kilde = click.get_current_context().get_parameter_source("sandbox")
    navn = None if kilde is click.core.ParameterSource.DEFAULT else klient.sandbox
    data = forberedt.som_dict(forberedt.forbered(Server(klient.transport), scenario, navn), klient.url)
    if format_ == "json":
        vis_json(data)
    else:
        click.echo("\n".join(forberedt.som_tekst(data)))
