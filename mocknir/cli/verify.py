"""mocknir verify: whether the register ends in the states that scenarios expect."""

import sys
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from mocknir.cli.feil import AVBRUTT, IKKE_NAADD, NEI, Avvist, IkkeNaadd, avvist, ikke_skrevet
from mocknir.cli.felles import les_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from mocknir.scenario.dom import Dom
    from mocknir.scenario.les import Feil, Lest, UgyldigScenario
    from mocknir.scenario.rapport.tekst import Linje
    from mocknir.scenario.samtidig import Bestilling

_FIL = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command("verify")
@click.argument("stier", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", envvar="MOCKNIR_VERIFY_URL", show_envvar=True, metavar="URL",
              help="Serveren; uten, i egen prosess. / The server; without, in process.")  # fmt: skip
@click.option("--control-token", envvar="MOCKNIR_CONTROL_TOKEN", show_envvar=True, metavar="TOKEN", callback=les_token,
              help="Når serveren krever det. / Where the server asks for it.")  # fmt: skip
@click.option("--only", "bare", multiple=True, metavar="RULE-ID",
              help="Bare scenarioer som viser regelen. / Only scenarios that show the rule.")  # fmt: skip
@click.option("-j", "--jobs", "antall", type=click.IntRange(1, 64), metavar="N",
              help="Antall prosesser; ellers etter maskinen. / Processes; else as the machine has.")  # fmt: skip
@click.option("--junit", type=_FIL, metavar="FILE", help="Skriv JUnit XML. / Write JUnit XML.")
@click.option("--html", type=_FIL, metavar="FILE", help="Skriv en HTML-rapport. / Write an HTML report.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--keep", "behold", is_flag=True, help="Behold sandkassene; krever --url. / Keep the sandboxes.")
@click.option("--fail-fast", "stopp", is_flag=True, help="Stopp ved det første som ikke holder. / Stop at the first.")
@click.option("--lang", type=click.Choice(["nb", "en"]), default="nb", show_default=True)
@click.option("-q", "--quiet", "stille", is_flag=True, help="Bare det som ikke holder. / Only what does not hold.")
@click.option("-v", "--verbose", "alt", is_flag=True, help="Alt som er kjent. / All that is known.")
@click.pass_context
def kommando(
    ctx: click.Context, stier: tuple[Path, ...], url: str | None, control_token: str | None, bare: tuple[str, ...],
    antall: int | None, junit: Path | None, html: Path | None, format_: str, behold: bool, stopp: bool, lang: str,
    stille: bool, alt: bool,
) -> None:  # fmt: skip
    """Kjør scenarioer og se om registeret ender der de venter. / Run scenarios and see whether they hold.

    Utgangskoder / exit codes: 0 holdt / held, 1 holdt ikke / did not hold, 2 feil bruk eller fil / wrong usage or
    file, 3 kunne ikke kjøres / could not be run.

    \b
    mocknir verify scenarios/
    mocknir verify scenarios/ --only VINDU-TO-MAANEDER --junit out.xml --html report.html
    mocknir verify min-test.yaml --url http://127.0.0.1:8080 --keep
    """
    from mocknir.scenario.dom import av_gal_fil
    from mocknir.scenario.gang import Status
    from mocknir.scenario.samtidig import Bestilling, prosesser

    if behold and url is None:
        raise click.UsageError("--keep krever --url: i egen prosess blir ingenting igjen. / --keep needs --url.")
    if stille and alt:
        raise click.UsageError("-q og -v kan ikke brukes sammen. / -q and -v cannot be used together.")
    skriv = _skriver() if format_ == "text" else _stum
    alle, gale = _les(stier, bare)
    if gale:
        # A CI reads its reports where there is something wrong, too.
        _rapporter([av_gal_fil(en, lang) for en in gale], [], 0.0, lang, junit, html, format_, _stum)
        raise GaleFiler([f for en in gale for f in en.feil], lang)
    bestilling = Bestilling(_url(url), control_token, behold, lang)
    _prov(bestilling)
    begynte = perf_counter()
    dommer, avbrutt = _kjoer(
        alle, bestilling, antall or prosesser(len(alle)), stopp, _fortell(skriv, stille, alt, lang)
    )
    _rapporter(dommer, alle, perf_counter() - begynte, lang, junit, html, format_, skriv)
    status = {d.status for d in dommer}
    if avbrutt:
        click.echo("Avbrutt / interrupted", err=True)
        ctx.exit(AVBRUTT)
    if Status.KUNNE_IKKE in status:
        ctx.exit(IKKE_NAADD)
    if Status.HOLDT_IKKE in status:
        ctx.exit(NEI)


def _les(stier: tuple[Path, ...], bare: tuple[str, ...]) -> "tuple[list[Lest], list[UgyldigScenario]]":
    """The scenarios that are meant, and the files that are wrong: while there are any, nothing is run."""
    from mocknir.rules.katalog import KATALOG
    from mocknir.scenario.les import Lest, UgyldigScenario, les_alle
    from mocknir.scenario.ord import forslag

    for id_ in bare:
        if id_ not in KATALOG:
            o = forslag(id_, KATALOG)
            raise click.BadParameter(f"ingen regel heter «{id_}»{o.tekst} / no such rule{o.text}", param_hint="--only")
    lest = list(les_alle(stier))
    gale = [en for en in lest if isinstance(en, UgyldigScenario)]
    alle = [en for en in lest if isinstance(en, Lest) and (not bare or set(bare) & set(en.scenario.rules))]
    if not alle and not gale:
        hva, what = (f" som viser {', '.join(bare)}", f" that show {', '.join(bare)}") if bare else ("", "")
        raise click.UsageError(f"Det er ingen scenarioer (*.yaml){hva} her. / There are no scenarios{what} here.")
    return alle, gale


class GaleFiler(Avvist):
    """Files that hold no scenario that can be run."""

    def __init__(self, feil: "list[Feil]", lang: str) -> None:
        super().__init__(
            f"{len(feil)} feil; ingenting er kjørt.",
            f"{len(feil)} {'error' if len(feil) == 1 else 'errors'}; nothing was run.",
            tuple(f.paa(lang) for f in feil),
        )

    def show(self, file: Any = None) -> None:
        """The errors first, as there may be many."""
        click.echo("\n".join((*self.linjer, self.message)), err=True)


def _url(url: str | None) -> str | None:
    from mocknir.cli.klient import les_url

    return None if url is None else les_url(url)


def _prov(bestilling: "Bestilling") -> None:
    """Ask the server for a sign of life before anything is run."""
    from mocknir.client.feil import MocknirError

    if bestilling.url is None:
        return
    try:
        with closing(bestilling.server()) as server:
            server.sandboxes()
    except MocknirError as feil:
        raise avvist(feil) from None


def _kjoer(
    alle: "list[Lest]", bestilling: "Bestilling", antall: int, stopp: bool, fortell: "Callable[[Dom], None]"
) -> "tuple[list[Dom], bool]":
    """The verdicts, told as they come; whether somebody interrupted."""
    from concurrent.futures.process import BrokenProcessPool

    from mocknir.scenario.dom import dom
    from mocknir.scenario.gang import Status
    from mocknir.scenario.samtidig import kjoer

    dommer: list[Dom] = []
    try:
        with closing(kjoer(alle, bestilling, antall)) as resultater:  # type: ignore[type-var]  # a generator
            for resultat in resultater:
                dommer.append(dom(resultat, bestilling.lang))
                fortell(dommer[-1])
                if stopp and dommer[-1].status in (Status.HOLDT_IKKE, Status.KUNNE_IKKE):
                    break
    except KeyboardInterrupt:
        return dommer, True
    except BrokenProcessPool:
        raise IkkeNaadd(
            "En av prosessene ble stoppet utenfra, kanskje fordi minnet tok slutt. Kjør med færre: -j 1",
            "One of the processes was stopped from outside, perhaps as memory ran out. Run with fewer: -j 1",
        ) from None
    return dommer, False


def _fortell(skriv: "Callable[[Linje], None]", stille: bool, alt: bool, lang: str) -> "Callable[[Dom], None]":
    from mocknir.scenario.gang import Status
    from mocknir.scenario.rapport.tekst import linjer

    def fortell(d: "Dom") -> None:
        if stille and d.status in (Status.HOLDT, Status.STOETTES_IKKE):
            return
        for linje in linjer(d, lang, alt=alt):
            skriv(linje)

    return fortell


def _rapporter(
    dommer: "list[Dom]", alle: "list[Lest]", brukt: float, lang: str, junit: Path | None, html: Path | None,
    format_: str, skriv: "Callable[[Linje], None]",
) -> None:  # fmt: skip
    from mocknir.scenario.rapport import tekst

    for linje in tekst.sammendrag(dommer, brukt, lang):
        skriv(linje)
    if format_ == "json":
        from mocknir.scenario.rapport import data

        click.echo(data.som_json(dommer, brukt))
    if junit is not None:
        from mocknir.scenario.rapport.junit import som_xml

        _skriv_fil(junit, som_xml(dommer, lang))
    if html is not None:
        from mocknir.scenario.forklar import forklar
        from mocknir.scenario.rapport.html import som_html

        forklart = {en.fil: forklar(en.scenario, lang) for en in alle}
        _skriv_fil(html, som_html(dommer, forklart, brukt, lang).encode())


def _skriv_fil(fil: Path, innhold: bytes) -> None:
    """Write a report; that it cannot be written is told, with the verdicts told already."""
    try:
        fil.parent.mkdir(parents=True, exist_ok=True)
        fil.write_bytes(innhold)
    except OSError as feil:
        raise ikke_skrevet(fil, feil) from None


def _stum(_: "Linje") -> None:
    """Where programs read, nothing is told beside."""


def _skriver() -> "Callable[[Linje], None]":
    """Lines to stdout: coloured by rich at a terminal, plain elsewhere."""
    if not sys.stdout.isatty():
        return _uten_farge
    from rich.console import Console
    from rich.text import Text

    konsoll = Console(highlight=False, soft_wrap=True)

    def med_farge(linje: "Linje") -> None:
        konsoll.print(Text(linje.tekst, style=linje.stil))

    return med_farge


def _uten_farge(linje: "Linje") -> None:
    click.echo(linje.tekst)
