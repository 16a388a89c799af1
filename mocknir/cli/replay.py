"""mocknir replay: the same traffic under another date or other parameters, and what would differ."""

import textwrap
from collections.abc import Iterator
from typing import Any

import click

from mocknir.cli.feil import NEI
from mocknir.cli.felles import DAG, celle, mot_tjener, vis_json
from mocknir.cli.klient import Klient

_ORD = {
    "nb": {
        "spilt": "{n} {melding} fra sandkassen «{sandbox}» spilt på nytt.",
        "melding": "melding", "meldinger": "meldinger", "first": "Første melding", "then": "da",
        "now": "nå", "moved": "dagene i innholdet er flyttet like mye", "as_sent": "innholdet er som det ble sendt",
        "outcomes": "Svarene", "left": "Utelatt, fordi det ikke kan sendes på nytt", "none": "Ingenting er annerledes.",
        "registrations": "Registreringer som får et annet svar", "closings": "Det NIR lukker",
        "programmes": "Programmer som ender annerledes", "events": "Hendelser som ikke lar seg gjøre",
        "nothing": "ingen", "kept": "Sandkassen er beholdt", "programme": "program",
    },
    "en": {
        "spilt": "{n} {melding} of the sandbox «{sandbox}» replayed.",
        "melding": "message", "meldinger": "messages", "first": "First message", "then": "then",
        "now": "now", "moved": "the days in the contents are moved by as much", "as_sent": "the contents are as sent",
        "outcomes": "The answers", "left": "Left out, as it cannot be sent again", "none": "Nothing differs.",
        "registrations": "Registrations that get another answer", "closings": "What NIR closes",
        "programmes": "Programmes that end otherwise", "events": "Events that cannot be", "nothing": "none",
        "kept": "The sandbox is kept", "programme": "programme",
    },
}  # fmt: skip


@click.command("replay")
@click.option("--clock", type=DAG, metavar="DATO",
              help="Dagen den første meldingen kommer; resten følger etter som før. / The day that the first message "
              "comes; the rest follow as they did.")  # fmt: skip
@click.option("--shift-content", is_flag=True,
              help="Flytt også datoene i det som sendes, like mange dager: vedtak, hendelser, opphold, adresser og "
              "tilganger. / Move the days within what is sent by as much too.")  # fmt: skip
@click.option("--set", "sett", multiple=True, metavar="REGEL.navn=verdi",
              help="En parameter med en annen verdi. / A parameter with another value.")  # fmt: skip
@click.option("--keep", metavar="NAVN",
              help="Behold sandkassen det spilles i, under navnet. / Keep the sandbox it is played in.")  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True,
              help="Språket. / The language.")  # fmt: skip
@mot_tjener
def kommando(
    klient: Klient, clock: str | None, shift_content: bool, sett: tuple[str, ...], keep: str | None, format_: str,
    lang: str,
) -> None:  # fmt: skip
    """Spill det samme på nytt, en annen dag eller etter andre tall. / The same once more, otherwise.

    --clock flytter når meldingene kommer, ikke hva de sier; --shift-content flytter også datoene i dem.
    Sandkassen selv røres ikke. Utgangskoder: 0 ingenting er annerledes, 1 noe er det, 2 det lot seg ikke gjøre. /
    --clock moves when the messages come, not what they say; --shift-content moves the days within them too. The
    sandbox itself is not touched. Exit codes: 0 nothing differs, 1 something does, 2 it could not be done.

    \b
    mocknir replay --sandbox kurs --set VINDU-TO-MAANEDER.maaneder=3
    mocknir replay --sandbox kurs --clock 2021-03-01 --shift-content --lang en
    """
    parametre = dict(map(_parameter, sett))
    if clock is None and not parametre:
        raise click.UsageError("Oppgi --clock, --set eller begge. / Give --clock, --set or both.")
    kropp = {"clock": clock, "shiftContent": shift_content, "parameters": parametre, "keep": keep}
    svar = klient.send("POST", "replay", kropp, lenge=True)
    if format_ == "json":
        vis_json(svar)
    else:
        click.echo("\n".join(_tekst(svar, klient.sandbox, lang)))
    if svar["differs"]:
        raise click.exceptions.Exit(NEI)


def _parameter(skrevet: str) -> tuple[str, str]:
    navn, likhet, verdi = skrevet.partition("=")
    if not (likhet and "." in navn and verdi):
        raise click.BadParameter(
            f"«{skrevet}»: skriv REGEL.navn=verdi, som VINDU-TO-MAANEDER.maaneder=3 / write RULE.name=value",
            param_hint="--set",
        )
    return navn.strip(), verdi.strip()


def _tekst(svar: dict[str, Any], sandbox: str, lang: str) -> Iterator[str]:
    o = _ORD[lang]
    n = svar["messages"]
    yield o["spilt"].format(n=n, melding=o["melding" if n == 1 else "meldinger"], sandbox=sandbox)
    dag = svar["firstMessage"]
    if dag["then"] != dag["now"]:
        hvordan = o["moved"] if svar["shiftContent"] else o["as_sent"]
        yield f"{o['first']}: {o['then']} {dag['then']}, {o['now']} {dag['now']}; {hvordan}."
    for navn, verdi in svar["parameters"].items():
        yield f"{navn} = {verdi}"
    if svar["leftOut"]:
        yield f"{o['left']}: {svar['leftOut']}"
    yield f"{o['outcomes']}: {o['then']} {_antall(svar['outcomes']['then'], o)}"
    yield f"{' ' * len(o['outcomes'])}  {o['now']} {_antall(svar['outcomes']['now'], o)}"
    if not svar["differs"]:
        yield o["none"]
    for del_, linjer in (
        ("registrations", _registreringer), ("closings", _lukkinger), ("programmes", _programmer),
        ("events", _hendelser),
    ):  # fmt: skip
        if svar[del_]:
            yield from ("", f"{o[del_]} ({len(svar[del_])}):")
            for en in svar[del_]:
                yield from linjer(en, o, lang)
    if svar["sandbox"]:
        yield from ("", f"{o['kept']}: {svar['sandbox']}")


def _antall(antall: dict[str, int], o: dict[str, str]) -> str:
    return ", ".join(f"{n} {hva}" for hva, n in antall.items()) or o["nothing"]


def _registreringer(en: dict[str, Any], o: dict[str, str], lang: str) -> Iterator[str]:
    slag = f"{en['type']} " if en["type"] else ""
    yield f"  {slag}{en['eksternId']}, {en['person']}, {en['meldingsId']} (#{en['journalnummer']})"
    for naar, tegn in (("then", "-"), ("now", "+")):
        ett = en[naar]
        regler = f": {', '.join(ett['regler'])}" if ett["regler"] else ""
        yield f"    {tegn} {o[naar]}: {ett['utfall']}{regler}"
        # What the rules said the first time is what they say again where they are the same.
        andre = {f["regel"] for f in en["then" if naar == "now" else "now"]["funn"]}
        for funn in ett["funn"]:
            if funn["regel"] not in andre:
                tekst = funn["tekst" if lang == "nb" else "tekstEngelsk"]
                yield textwrap.fill(tekst, 110, initial_indent=" " * 8, subsequent_indent=" " * 8)


def _lukkinger(en: dict[str, Any], o: dict[str, str], _lang: str) -> Iterator[str]:
    yield f"  {en['person']}, {o['programme']} {en['programNr']}"
    for naar, tegn in (("then", "-"), ("now", "+")):
        ett = en[naar]
        hva = f"{ett['regel']}, {ett['sluttdato']} ({ett['natt']})" if ett else o["nothing"]
        yield f"    {tegn} {o[naar]}: {hva}"


def _programmer(en: dict[str, Any], o: dict[str, str], _lang: str) -> Iterator[str]:
    yield f"  {en['person']}, {o['programme']} {en['programNr']}"
    for naar, tegn in (("then", "-"), ("now", "+")):
        ett = en[naar]
        hva = o["nothing"] if ett is None else ", ".join(f"{navn} {celle(v) or '–'}" for navn, v in ett.items())
        yield f"    {tegn} {o[naar]}: {hva}"


def _hendelser(en: dict[str, Any], _o: dict[str, str], lang: str) -> Iterator[str]:
    hvem = f" {en['person']}" if en["person"] else ""
    yield f"  #{en['journalnummer']} {en['operasjon']}{hvem}: {en['tekst'] if lang == 'nb' else en['tekstEngelsk']}"
