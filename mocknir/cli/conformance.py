"""mocknir conformance: a vendor's own system is tried against a sandbox, and gets a report to hand on."""

import signal
import sys
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from mocknir.cli.feil import AVBRUTT, IKKE_NAADD, NEI, Avvist, avvist, ikke_skrevet
from mocknir.cli.felles import les_token, vis_json
from mocknir.cli.gruppe import Gruppe

if TYPE_CHECKING:
    from mocknir.client.server import Server
    from mocknir.conformance.loep import Bestilling
    from mocknir.conformance.resultat import Kjoering
    from mocknir.conformance.suiter import Sak
    from mocknir.conformance.utfoerere import Utfoerer
    from mocknir.scenario.ord import Ord

_FIL = click.Path(dir_okay=False, writable=True, path_type=Path)
_LANG = click.option("--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True)


class Veggtid(click.ParamType[float]):
    """A time to wait: `60`, `60s`, `5m`, `0.5s`."""

    name = "tid"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The seconds."""
        if isinstance(value, float):
            return value
        tall, enhet = (value[:-1], value[-1]) if value[-1:] in ("s", "m", "h") else (value, "s")
        try:
            sekunder = float(tall) * {"s": 1, "m": 60, "h": 3600}[enhet]
        except ValueError:
            sekunder = 0.0
        if not 0 < sekunder <= 86_400:
            self.fail(f"«{value}» er ingen ventetid; skriv 60s, 5m eller 1h / no time to wait; write 60s", param, ctx)
        return sekunder


VEGGTID = Veggtid()


@click.group("conformance", cls=Gruppe)
def kommando() -> None:
    """Prøv et fagsystem mot NIR, sak for sak. / Try a case system against NIR, case by case.

    \b
    mocknir conformance list
    mocknir conformance run ws4-grunn --driver './mitt-fagsystem {instructions}' --html rapport.html
    """


@kommando.command("list")
@click.argument("suiter", metavar="[SUITE]...", nargs=-1)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_LANG
def list_(suiter: tuple[str, ...], format_: str, lang: str) -> None:
    """Vis suitene og sakene, og hva hver krever. / Show the suites and cases, and what each requires.

    \b
    mocknir conformance list
    mocknir conformance list ws4-robust --format json
    """
    from mocknir.conformance.suiter import les_suiter

    saker = _saker(suiter or tuple(les_suiter()), ())
    if format_ == "json":
        vis_json([_som_json(sak) for sak in saker])
        return
    for navn in dict.fromkeys(sak.suite for sak in saker):
        click.echo(f"{navn}: {les_suiter()[navn].tittel.paa(lang)}\n")
        for sak in saker:
            if sak.suite == navn:
                krav = sak.krav
                click.echo(f"{krav.id}  {sak.navn}: {sak.lest.scenario.title.paa(lang)}")
                click.echo(f"    {krav.text.paa(lang)} ({krav.level}, {krav.provenance}, {krav.source})")
        click.echo()


def _som_json(sak: "Sak") -> dict[str, Any]:
    s, k = sak.lest.scenario, sak.krav
    return {
        "suite": sak.suite, "case": sak.navn, "title": {"nb": s.title.nb, "en": s.title.en},
        "requirement": {
            "id": k.id, "text": {"nb": k.text.nb, "en": k.text.en}, "source": k.source, "provenance": k.provenance,
            "level": k.level,
        },
        "manual": {"nb": s.manual.question.nb, "en": s.manual.question.en} if s.manual else None,
    }  # fmt: skip


@kommando.command("show")
@click.argument("sak", metavar="CASE")
@_LANG
def show(sak: str, lang: str) -> None:
    """Fortell en sak i ord: hva som skjer, og hva som ventes. / Tell a case in words.

    \b
    mocknir conformance show svaret-ble-borte-etter-lagring
    mocknir conformance show ws4-grunn/retting --lang en
    """
    from mocknir.conformance.suiter import les_suiter
    from mocknir.scenario.forklar import forklar

    for en in _saker(tuple(les_suiter()), (sak,)):
        click.echo(forklar(en.lest.scenario, lang), nl=False)


@kommando.command("run")
@click.argument("suiter", metavar="SUITE...", nargs=-1, required=True)
@click.option("--sandbox", "sandkasse", default="vendor", show_default=True,
              help="Sandkassen systemet overfører til. / The sandbox that the system transfers to.")  # fmt: skip
@click.option("--url", envvar="MOCKNIR_CONFORMANCE_URL", show_envvar=True, metavar="URL",
              help="Serveren; uten startes en egen. / The server; without, one is started.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default=True,
              help="Porten til den egne; 0 finner en ledig. / The port of one's own; 0 finds a free one.")  # fmt: skip
@click.option("--control-token", envvar="MOCKNIR_CONTROL_TOKEN", show_envvar=True, metavar="TOKEN", callback=les_token,
              help="Når serveren krever det. / Where the server asks for it.")  # fmt: skip
@click.option("--case", "bare", multiple=True, metavar="CASE", help="Bare denne saken. / This case alone.")
@click.option("--skip", "hopp", multiple=True, metavar="CASE", help="Hopp over saken. / Skip the case.")
@click.option("--answer", "svar", multiple=True, metavar="CASE=ja|nei",
              help="Svaret på sakens spørsmål. / The answer to its question.")  # fmt: skip
@click.option("--driver", metavar="COMMAND", help="Kommando med {instructions}. / A command with {instructions}.")
@click.option("--webhook", metavar="URL", help="Adresse oppdragene POST-es til. / Where assignments are posted.")
@click.option("--user", "bruker", default="fagsystem", show_default=True, metavar="NAME",
              help="Brukeren i hver kommune er NAME-NNNN. / The user of each kommune is NAME-NNNN.")  # fmt: skip
@click.option("--password", "passord", default="hemmelig", show_default=True, help="Passordet. / The password.")
@click.option("--timeout", "frist", type=VEGGTID, metavar="60s",
              help="For hvert oppdrag; ellers som saken sier. / For each assignment.")  # fmt: skip
@click.option("--patience", "taalmodighet", type=VEGGTID, default="2s", show_default=True, metavar="2s",
              help="Så lenge venter systemet på NIR. / How long the system waits for NIR.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Gir de samme personene. / The same persons again.")
@click.option("--system-name", "system", metavar="NAME", help="Til rapporten. / For the report.")
@click.option("--system-version", "versjon", metavar="VERSION", help="Til rapporten. / For the report.")
@click.option("--reset", "toem", is_flag=True, help="Tøm sandkassen om den er i bruk. / Empty the sandbox if in use.")
@click.option("--junit", type=_FIL, metavar="FILE", help="Skriv JUnit XML. / Write JUnit XML.")
@click.option("--html", type=_FIL, metavar="FILE", help="Skriv en rapport i HTML. / Write a report as HTML.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_LANG
@click.pass_context
def run(
    ctx: click.Context, suiter: tuple[str, ...], sandkasse: str, url: str | None, port: int, control_token: str | None,
    bare: tuple[str, ...], hopp: tuple[str, ...], svar: tuple[str, ...], driver: str | None, webhook: str | None,
    bruker: str, passord: str, frist: float | None, taalmodighet: float, seed: int | None, system: str | None,
    versjon: str | None, toem: bool, junit: Path | None, html: Path | None, format_: str, lang: str,
) -> None:  # fmt: skip
    """Prøv systemet mot suiter, og døm det NIR har etterpå. / Try the system against suites, and judge what NIR has.

    Uten --driver og --webhook fortelles hvert oppdrag her, og det ventes på overføringen. Utgangskoder: 0 ingenting
    ikke bestått, 1 noe ikke bestått, 2 feil bruk, 3 kunne ikke kjøres, 130 avbrutt. / Without --driver and --webhook
    each assignment is told here, and its transfer waited for. Exit codes: 0 nothing failed, 1 something failed, 2
    wrong usage, 3 could not be run, 130 interrupted.

    \b
    mocknir conformance run ws4-grunn ws4-robust --driver './mitt-fagsystem {instructions}' --junit ut.xml
    mocknir conformance run ws4-feil --webhook http://127.0.0.1:9000/oppdrag --html rapport.html
    mocknir conformance run ws4-grunn --port 8080 --timeout 10m
    """
    from mocknir.conformance.resultat import Status, Utfall

    foer = signal.signal(signal.SIGTERM, _avbryt)
    ctx.call_on_close(lambda: signal.signal(signal.SIGTERM, foer))
    if driver is not None and webhook is not None:
        raise click.UsageError("Oppgi --driver eller --webhook, ikke begge. / Give --driver or --webhook, not both.")
    saker = _saker(suiter, bare)
    _kjente(saker, hopp, "--skip")
    b = _bestilling(saker, sandkasse, (bruker, passord, seed, frist, taalmodighet, lang))
    b = b._replace(system=system, versjon=versjon, hopp=hopp, svar=_svar(saker, svar), toem=toem)
    si = _stum if format_ == "json" else click.echo
    kjoering = _kjoer(b, url, port, control_token, driver, webhook, lang, si)
    _rapporter(kjoering, junit, html, format_, lang, si)
    if kjoering.status is Status.AVBRUTT:
        from mocknir.conformance.loep import STOPPET

        ctx.exit(AVBRUTT if kjoering.grunn == STOPPET else IKKE_NAADD)
    if kjoering.antall(Utfall.IKKE_BESTAATT):
        ctx.exit(NEI)


def _saker(suiter: tuple[str, ...], bare: tuple[str, ...]) -> "tuple[Sak, ...]":
    from mocknir.conformance.suiter import Ukjent, velg

    try:
        return velg(suiter, bare)
    except Ukjent as feil:
        raise _feil_bruk(feil.ord) from None


def _feil_bruk(ord_: "Ord") -> Avvist:
    return Avvist(ord_.tekst[:1].upper() + ord_.tekst[1:], ord_.text[:1].upper() + ord_.text[1:])


def _kjente(saker: "tuple[Sak, ...]", navnene: tuple[str, ...], valg: str) -> None:
    """That cases named in an option are among those that are run."""
    from mocknir.scenario.ord import forslag

    kjente = [navn for sak in saker for navn in (sak.navn, sak.id)]
    for navn in navnene:
        if navn not in kjente:
            o = forslag(navn, kjente)
            raise Avvist(f"{valg}: ingen sak som kjøres, heter «{navn}»{o.tekst}",
                           f"{valg}: no case that is run is called «{navn}»{o.text}")  # fmt: skip


def _svar(saker: "tuple[Sak, ...]", svar: tuple[str, ...]) -> dict[str, bool]:
    ord_ = {"ja": True, "nei": False, "yes": True, "no": False}
    ut: dict[str, bool] = {}
    for en in svar:
        navn, likhet, ja = en.partition("=")
        if not likhet or ja not in ord_:
            raise Avvist(f"--answer «{en}»: skriv SAK=ja eller SAK=nei", f"--answer «{en}»: write CASE=yes or CASE=no")
        _kjente(saker, (navn,), "--answer")
        if not any(sak.lest.scenario.manual for sak in saker if navn in (sak.navn, sak.id)):
            raise Avvist(f"--answer: {navn} har ikke noe spørsmål", f"--answer: {navn} asks no question")
        ut[navn] = ord_[ja]
    return ut


def _bestilling(
    saker: "tuple[Sak, ...]", sandkasse: str, valg: tuple[str, str, int | None, float | None, float, str]
) -> "Bestilling":
    from mocknir import tilfeldig
    from mocknir.conformance.laas import MAKS_NAVN
    from mocknir.conformance.loep import Bestilling
    from mocknir.conformance.proeve import Oppsett

    if len(sandkasse) > MAKS_NAVN:
        raise Avvist(f"--sandbox «{sandkasse}» er for langt: høyst {MAKS_NAVN} tegn",
                       f"--sandbox «{sandkasse}» is too long: at most {MAKS_NAVN} characters")  # fmt: skip
    bruker, passord, seed, frist, taalmodighet, lang = valg
    id_ = tilfeldig.passord()
    froe = int(id_[:7], 16) if seed is None else seed
    return Bestilling(saker, sandkasse, Oppsett(id_, bruker, passord, froe, frist, taalmodighet, lang))


def _kjoer(
    b: "Bestilling", url: str | None, port: int, token: str | None, driver: str | None, webhook: str | None, lang: str,
    si: Any,
) -> "Kjoering":  # fmt: skip
    """The run, told as it goes."""
    from mocknir.client.feil import MocknirError
    from mocknir.conformance.laas import Opptatt
    from mocknir.conformance.loep import kjoer
    from mocknir.conformance.rapport.tekst import Forteller
    from mocknir.conformance.tjener import KanIkkeLytte
    from mocknir.conformance.utfoerere import Umulig

    with ExitStack() as stabel:
        try:
            mappe = Path(stabel.enter_context(tempfile.TemporaryDirectory(prefix="mocknir-conformance-")))
            utfoerer = _utfoerer(driver, webhook, mappe, lang)
        except Umulig as feil:
            raise _feil_bruk(feil.ord) from None
        try:
            server = stabel.enter_context(closing(_server(stabel, url, port, token)))
            si(_hode(server, b, lang))
            return kjoer(server, utfoerer, b, Forteller(si, lang))
        except (Opptatt, KanIkkeLytte) as feil:
            raise Avvist(feil.ord.tekst, feil.ord.text) from None
        except MocknirError as feil:
            raise avvist(feil) from None
    raise AssertionError("a run answers or raises")


def _utfoerer(driver: str | None, webhook: str | None, mappe: Path, lang: str) -> "Utfoerer":
    from mocknir.conformance.utfoerere import Driver, ForHaand, Webhook

    if driver is not None:
        return Driver(driver, mappe)
    if webhook is not None:
        return Webhook(webhook)
    return ForHaand(lambda tekst: click.echo(tekst, err=True), lang)


def _server(stabel: ExitStack, url: str | None, port: int, token: str | None) -> "Server":
    from mocknir.cli.klient import les_url
    from mocknir.client.server import Server
    from mocknir.conformance.tjener import egen

    if url is None:
        return Server.connect(stabel.enter_context(egen(port)))
    return Server.connect(les_url(url), token)


def _hode(server: "Server", b: "Bestilling", lang: str) -> str:
    """What the vendor's system has to know."""
    adresse = f"{server.url}/{b.sandkasse}/ws4"
    o = b.oppsett
    if lang == "en":
        return (
            f"NIR is at {adresse} (WSDL: {adresse}?wsdl). The user of a kommune is {o.bruker}-NNNN, as "
            f"{o.bruker}-0301; the password is {o.passord}. Persons: --seed {o.seed}"
        )
    return (
        f"NIR er på {adresse} (WSDL: {adresse}?wsdl). Brukeren i en kommune heter {o.bruker}-NNNN, som "
        f"{o.bruker}-0301; passordet er {o.passord}. Personer: --seed {o.seed}"
    )


def _rapporter(k: "Kjoering", junit: Path | None, html: Path | None, format_: str, lang: str, si: Any) -> None:
    from mocknir.conformance.rapport import data, tekst

    si(tekst.sammendrag(k, lang))
    if format_ == "json":
        click.echo(data.som_json(k, lang))
    if junit is not None:
        from mocknir.conformance.rapport.junit import som_xml

        _skriv(junit, som_xml(k, lang))
    if html is not None:
        from mocknir.conformance.rapport.html import som_html

        _skriv(html, som_html(k, lang).encode())
    sys.stdout.flush()


def _skriv(fil: Path, innhold: bytes) -> None:
    """Write a report; that it cannot be written is told, with the results told already."""
    try:
        fil.parent.mkdir(parents=True, exist_ok=True)
        fil.write_bytes(innhold)
    except OSError as feil:
        raise ikke_skrevet(fil, feil) from None


def _avbryt(_signal: int, _ramme: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stum(_: str) -> None:
    """Where programs read, nothing is told beside."""
