"""mocknir person: what Folkeregisteret and UDI tell NIR."""

from typing import Any, BinaryIO

import click

from mocknir.cli.feil import Avvist
from mocknir.cli.felles import DAG, Kolonne, med_format, mot_tjener, vis, vis_json
from mocknir.cli.gruppe import Gruppe
from mocknir.cli.klient import Klient

_KOLONNER = (
    Kolonne("ident", "Nummer / number"), Kolonne("navn", "Navn / name"), Kolonne("foedt", "Født / born"),
    Kolonne("kjoenn", "Kjønn / sex", minst=4), Kolonne("statsborgerskap", "Land / country", minst=5),
    Kolonne("kommune", "Kommune"),
    Kolonne("grunnlag", "Grunnlag / ground", minst=3), Kolonne("utvandret", "Utvandret / left", minst=1),
    Kolonne("doed", "Død / died", minst=2),
)  # fmt: skip
_PROGRAM = (
    Kolonne("nr", "Program", tall=True), Kolonne("kommune", "Kommune", minst=1), Kolonne("status", "Status"),
    Kolonne("start", "Start"), Kolonne("frist", "Frist / deadline"), Kolonne("slutt", "Slutt / end"),
    Kolonne("avslutningsaarsakTekst", "Årsak / reason"), Kolonne("avsluttetAv", "Avsluttet av / ended by"),
)  # fmt: skip
_POSTER = (
    Kolonne("nummer", "Nr.", tall=True), Kolonne("type", "Type"), Kolonne("eksternId", "eksternId", hel=True),
    Kolonne("aktoer", "Av / by"), Kolonne("registrertFra", "Registrert / registered", minst=1),
    Kolonne("innhold", "Innhold"),
)  # fmt: skip

SIDE = 10_000
_DATO = click.option("--date", "dato", type=DAG, required=True, help="Dagen det skjedde. / The day it happened.")
_IDENT = click.argument("ident", metavar="IDENT")


@click.group("person", cls=Gruppe)
def kommando() -> None:
    """Personene i de sentrale registrene. / The persons of the central registers.

    \b
    mocknir person import personer.csv
    """


@kommando.command("import")
@click.argument("fil", metavar="FILE.csv", type=click.File("rb"))
@mot_tjener
def import_(klient: Klient, fil: BinaryIO) -> None:
    """Importer personer fra en CSV-fil, alle eller ingen. / Import persons from a CSV file, all or none.

    Overskriften er / The header is: foedselsnummer;dufnummer;navn;foedselsdato;kjoenn;statsborgerskap;kommune;
    bosatt;grunnlag;opphold_gitt;ankomst;avtalt_bosatt;mottak. Bare navn og ett av numrene må være med. / Only the
    name and one of the numbers are needed.

    \b
    mocknir person import personer.csv
    mocknir person import - < personer.csv
    """
    try:
        raa = fil.read()
    except OSError as feil:
        raise Avvist(f"{fil.name}: {feil.strerror}", f"{fil.name}: {feil.strerror}") from None
    svar = klient.send_csv("persons/import", raa)
    click.echo(f"{svar['imported']} importert / imported")


@kommando.command("add")
@click.option(
    "--fnr", "foedselsnummer", help="Syntetisk fødselsnummer (måned + 80). / Synthetic national id (month + 80)."
)
@click.option("--duf", "dufnummer", help="DUF-nummer. / DUF number.")
@click.option("--navn", required=True, help="Navn. / Name.")
@click.option("--foedt", type=DAG, help="Fødselsdato, når fødselsnummer mangler. / Where there is no fnr.")
@click.option(
    "--kjoenn",
    type=click.Choice(["K", "M"], case_sensitive=False),
    help="Når fødselsnummer mangler. / Where there is no fnr.",
)
@click.option("--statsborgerskap", metavar="LAND", help="Tre bokstaver, som SYR. / Three letters, as SYR.")
@click.option("--kommune", metavar="NUMMER", help="Bosatt i. / Settled in.")
@click.option("--bosatt", "fra", type=DAG, help="Bosatt fra. / Settled from.")
@click.option("--mottak", is_flag=True, help="Adressen er et mottak. / The address is a reception centre.")
@click.option("--grunnlag", help="28, 34, 35, 38, 53, familie eller annet. / Ground of residence.")
@click.option("--opphold-gitt", "gitt", type=DAG, help="Oppholdstillatelse gitt. / Residence granted.")
@click.option("--ankomst", type=DAG, help="Kom til Norge. / Came to Norway.")
@click.option(
    "--avtalt/--ikke-avtalt", "avtaltBosatt", default=True, help="Bosatt etter avtale. / Settled by agreement."
)
@mot_tjener
def add(klient: Klient, **felt: Any) -> None:
    """Legg inn en person. / Add a person.

    \b
    mocknir person add --fnr 17859000266 --navn "Amina Ali" --kommune 0301 --bosatt 2017-01-10 \\
        --grunnlag 28 --opphold-gitt 2016-12-01
    """  # fmt: skip
    adresse = {navn: felt.pop(navn) for navn in ("kommune", "fra", "mottak")}
    opphold = {navn: felt.pop(navn) for navn in ("grunnlag", "gitt")}
    _par("--kommune", adresse["kommune"], "--bosatt", adresse["fra"])
    _par("--grunnlag", opphold["grunnlag"], "--opphold-gitt", opphold["gitt"])
    if not (felt["foedselsnummer"] or felt["dufnummer"]):
        raise click.UsageError("Oppgi --fnr eller --duf. / Give --fnr or --duf.")
    felt["adresse"] = [adresse] if adresse["fra"] else None
    felt["opphold"] = [opphold] if opphold["gitt"] else None
    _kort(klient.send("POST", "persons", felt))


def _par(en: str, verdi: str | None, annen: str, verdien: str | None) -> None:
    if (verdi is None) != (verdien is None):
        raise click.UsageError(f"{en} og {annen} hører sammen. / {en} and {annen} go together.")


def _kort(person: dict[str, Any]) -> None:
    sted = f", kommune {person['kommune']}" if person["kommune"] else ""
    click.echo(f"{person['ident']} {person['navn']}{sted}")


@kommando.command("list")
@click.option("--limit", type=click.IntRange(1), help="Høyst så mange. / At most so many.")
@med_format
@mot_tjener
def list_(klient: Klient, limit: int | None, format_: str) -> None:
    """Vis personene. / List the persons.

    \b
    mocknir person list --format csv > personer.csv
    """
    personer: list[dict[str, Any]] = []
    etter: int | None = 0
    while etter is not None and (limit is None or len(personer) < limit):
        antall = SIDE if limit is None else min(SIDE, limit - len(personer))
        side = klient.hent("persons", lenge=True, after=etter, limit=antall)
        personer += side["persons"]
        etter = side["next"]
    rader = ({**p, "grunnlag": p["opphold"][-1]["grunnlag"] if p["opphold"] else None} for p in personer)
    vis(rader, _KOLONNER, format_, {"persons": personer})


@kommando.command("show")
@_IDENT
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@mot_tjener
def show(klient: Klient, ident: str, format_: str) -> None:
    """Vis alt NIR vet om en person. / Show all that NIR knows of a person.

    \b
    mocknir person show 17859000266
    """
    svar = klient.hent(klient.om("persons", ident))
    if format_ == "json":
        vis_json(svar)
        return
    p = svar["person"]
    click.echo(f"{p['ident']} {p['navn']}, født / born {p['foedt']}, {p['kjoenn']}, {p['statsborgerskap']}")
    click.echo(f"{svar['dato']}: {svar['lov']}, kommune {svar['kommune'] or '–'}")
    for o in p["opphold"]:
        click.echo(f"Opphold / permit: {o['gitt']}, {o['grunnlag']}")
    for a in p["adresse"]:
        click.echo(
            f"Adresse / address: {a['fra']}, {a['kommune']}{' (mottak / reception centre)' if a['mottak'] else ''}"
        )
    for navn, felt in (("Utvandret / emigrated", "utvandret"), ("Død / died", "doed")):
        if p[felt]:
            click.echo(f"{navn}: {p[felt]}")
    for k in svar["kategori"]:
        click.echo(f"{k['ordningsnavn']}: {k['kategori']}")
    for f in svar["frist"]:
        click.echo(f"{f['navn']} / {f['navnEngelsk']}: {f['dato']}")
    programmer = [{**en, "frist": en["gjennomfoeringsfrist"]["dato"]} for en in svar["program"]]
    click.echo("Programmer / programmes:")
    vis(programmer, _PROGRAM, format_, svar)
    poster = [
        {**en, "innhold": ", ".join(f"{navn}={verdi}" for navn, verdi in en["content"].items())}
        for en in svar["registrering"]
    ]
    click.echo("Registreringer / registrations:")
    vis(poster, _POSTER, format_, svar)


@kommando.command("move")
@_IDENT
@click.option("--to", "kommune", required=True, metavar="NUMMER", help="Kommunen det flyttes til. / The new kommune.")
@_DATO
@click.option("--mottak", is_flag=True, help="Til et mottak. / To a reception centre.")
@mot_tjener
def move(klient: Klient, ident: str, kommune: str, dato: str, mottak: bool) -> None:
    """Meld flytting. / Report a move.

    \b
    mocknir person move 17859000266 --to 4601 --date 2017-05-01
    """
    _hendelse(klient, ident, {"type": "flytting", "dato": dato, "kommune": kommune, "mottak": mottak})


@kommando.command("emigrate")
@_IDENT
@_DATO
@mot_tjener
def emigrate(klient: Klient, ident: str, dato: str) -> None:
    """Meld utvandring. / Report an emigration.

    \b
    mocknir person emigrate 17859000266 --date 2017-05-01
    """
    _hendelse(klient, ident, {"type": "utvandring", "dato": dato})


@kommando.command("die")
@_IDENT
@_DATO
@mot_tjener
def die(klient: Klient, ident: str, dato: str) -> None:
    """Meld dødsfall. / Report a death.

    \b
    mocknir person die 17859000266 --date 2017-05-01
    """
    _hendelse(klient, ident, {"type": "doed", "dato": dato})


@kommando.command("permit")
@_IDENT
@click.option("--grunnlag", required=True, help="28, 34, 35, 38, 53, familie eller annet. / The ground.")
@_DATO
@mot_tjener
def permit(klient: Klient, ident: str, grunnlag: str, dato: str) -> None:
    """Meld ny oppholdstillatelse. / Report a new residence permit.

    \b
    mocknir person permit 17859000266 --grunnlag 28 --date 2017-05-01
    """
    _hendelse(klient, ident, {"type": "opphold", "dato": dato, "grunnlag": grunnlag})


@kommando.command("fnr")
@_IDENT
@click.argument("fnr", metavar="FNR")
@mot_tjener
def fnr(klient: Klient, ident: str, fnr: str) -> None:
    """Gi en person med DUF-nummer et fødselsnummer. / Give a person with a DUF number a national id.

    \b
    mocknir person fnr 202212345606 17859000266
    """
    _hendelse(klient, ident, {"type": "foedselsnummer", "foedselsnummer": fnr})


def _hendelse(klient: Klient, ident: str, hendelse: dict[str, Any]) -> None:
    _kort(klient.send("POST", klient.om("persons", ident) + "/events", hendelse, lenge=True))
