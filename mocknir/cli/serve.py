"""mocknir serve: the server."""

import errno
import gc
import os
import signal
import sys
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from mocknir.cli.feil import Avvist
from mocknir.cli.felles import DAG, les_token

if TYPE_CHECKING:
    from mocknir.tjener import Straks, Tjener

KANALER = 2000
"""Connections held at once: one kept alive by each system of a country, and more; waitress would stop at 100."""

FILER = 16_384
"""Files and connections that may be open at once, where the system allows it."""

KANALVENTETID = 120
"""Seconds that an idle connection is kept."""


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Adressen det lyttes på. / The address to listen on."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="Porten; 0 finner en ledig. / The port; 0 finds a free one.",
)
@click.option(
    "--database",
    envvar="MOCKNIR_DATABASE",
    default="sqlite:///mocknir-data",
    show_default=True,
    show_envvar=True,
    metavar="URL",
    help="sqlite:///MAPPE, sqlite:// (midlertidig) eller postgresql://bruker@vert/base. / "
    "sqlite:///FOLDER, sqlite:// (temporary) or postgresql://user@host/base.",
)
@click.option(
    "--clock",
    type=DAG,
    default="2017-01-01",
    show_default=True,
    help="Dagen nye sandkasser begynner på. / The day that new sandboxes begin on.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    help="Tråder som svarer. / Threads that answer.",
)
@click.option(
    "--remember",
    type=click.IntRange(0, 100_000_000),
    default=40_000,
    show_default=True,
    help="Registreringer som holdes i minnet i hver sandkasse, om lag 0,7 KB hver; flere gjør store overføringer "
    "raskere. / Registrations held in memory in each sandbox, some 0.7 KB each; more makes large transfers faster.",
)
@click.option(
    "--create-on-first-use",
    "lag_ved_bruk",
    is_flag=True,
    help="Lag sandkassen når noen bruker et navn som ikke finnes, på /NAVN/ws4 eller kontrollplanet. / "
    "Make a sandbox when a name that is unknown is used, at /NAME/ws4 or on the control plane.",
)
@click.option(
    "--expire-after",
    default="24h",
    show_default=True,
    metavar="30min|2h|7d|never",
    help="Hvor lenge en slik sandkasse lever. / How long such a sandbox lives.",
)
@click.option(
    "--control-token",
    envvar="MOCKNIR_CONTROL_TOKEN",
    show_envvar=True,
    metavar="TOKEN",
    callback=les_token,
    help="Slipper andre maskiner inn på kontrollplanet. / Lets other machines at the control plane.",
)
@click.option(
    "--scenario",
    "scenariofil",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Begynn med en sandkasse forberedt av et scenario, fram til det venter noe eller noen. / "
    "Begin with a sandbox prepared by a scenario, up to where it expects something or waits for somebody.",
)
@click.option(
    "--sandbox",
    "sandkasse",
    metavar="NAVN",
    help="Hva den sandkassen heter; ellers som scenarioet. / What that sandbox is called; else as the scenario.",
)
@click.option(
    "--until-eof",
    "til_slutt",
    is_flag=True,
    help="Stopp når standard inn lukkes, som når den som startet serveren, dør. / "
    "Stop when standard input is closed, as when whoever started the server dies.",
)
@click.pass_context
def kommando(
    ctx: click.Context,
    host: str,
    port: int,
    database: str,
    clock: str,
    threads: int,
    remember: int,
    lag_ved_bruk: bool,
    expire_after: str,
    control_token: str | None,
    scenariofil: Path | None,
    sandkasse: str | None,
    til_slutt: bool,
) -> None:
    """Start serveren. / Start the server.

    Skriver én linje når den er klar, og går til den får Ctrl-C eller SIGTERM. / Prints one line when it is ready,
    and runs until Ctrl-C or SIGTERM.

    \b
    mocknir serve --port 0 --database sqlite:// --clock 2017-01-01
    mocknir serve --database sqlite:// --scenario scenarios/lukking/flytting-uten-avslutning.yaml
    """  # fmt: skip
    from mocknir.app import create_app, straks
    from mocknir.cli.forberedt import forbered, som_dict, som_tekst
    from mocknir.cli.forberedt import les as les_scenario
    from mocknir.client.server import Server
    from mocknir.client.transport import WsgiTransport
    from mocknir.clock.wall import wall_time
    from mocknir.control.hjerteslag import Hjerteslag
    from mocknir.control.lyttere import Lyttere
    from mocknir.register.feil import Avvik
    from mocknir.sandbox import Sandboxes
    from mocknir.sandbox.samling import STANDARD
    from mocknir.sandbox.utloep import les_levetid
    from mocknir.store.lager import lager

    if sandkasse is not None and scenariofil is None:
        raise click.UsageError("--sandbox hører til --scenario. / --sandbox belongs to --scenario.")
    scenario = les_scenario(scenariofil) if scenariofil is not None else None

    def stopp(_signal: int, _ramme: FrameType | None) -> None:
        for nummer in (signal.SIGINT, signal.SIGTERM):
            signal.signal(nummer, signal.SIG_IGN)  # the stop under way is not stopped
        lyttere.stopp()  # waitress waits for the threads that hold them
        if tjener is None:
            raise SystemExit(0)
        tjener.stopp()  # a call that this thread is in the middle of is carried out

    tjener: Tjener | None = None
    lyttere = Lyttere(threads // 4)
    signal.signal(signal.SIGTERM, stopp)
    signal.signal(signal.SIGINT, stopp)
    sandboxes = None
    hjerteslag = None
    try:
        levetid = les_levetid(expire_after)
        sandboxes = Sandboxes(
            lager(database), wall_time, date.fromisoformat(clock), remember, lag_ved_bruk=lag_ved_bruk, levetid=levetid
        )
        hjerteslag = Hjerteslag(sandboxes)
        hjerteslag.gjenoppta()
        sandbox = sandboxes.hent_eller_opprett(STANDARD)
        if sandboxes.utloep.alle or (lag_ved_bruk and levetid is not None):
            hjerteslag.rydd_utloepte()
        app = create_app(sandboxes, hjerteslag=hjerteslag, control_token=control_token, lyttere=lyttere)
        lytter = _lytt(app, straks(sandboxes), host, port, threads)
        adresse = _adresse(lytter, host)
        naa = sandbox.naa().date()
        if naa.isoformat() != clock and ctx.get_parameter_source("clock") is not click.core.ParameterSource.DEFAULT:
            click.echo(
                f"Klokken i «{STANDARD}» står på {naa:%d.%m.%Y}; --clock gjelder nye sandkasser. / "
                f"The clock of «{STANDARD}» shows {naa}; --clock holds for new sandboxes.", err=True,
            )  # fmt: skip
        _aapne_for_mange_filer()
        forberedt = []
        if scenario is not None:
            innenfra = Server(WsgiTransport(app, token=control_token))
            forberedt = [*som_tekst(som_dict(forbered(innenfra, scenario, sandkasse), adresse))]
        spar_paa_opprydding()
        click.echo(f"mocknir klar på {adresse}/ws4 (WSDL: {adresse}/ws4?wsdl)")
        for linje in forberedt:
            click.echo(linje)
        sys.stdout.flush()
        tjener = lytter
        if til_slutt:
            threading.Thread(target=_stopp_ved_slutten, daemon=True).start()
        tjener.gaa()
    except Avvik as avvik:
        raise Avvist(avvik.tekst, avvik.text) from None
    finally:
        if hjerteslag is not None:
            hjerteslag.stopp()
        if sandboxes is not None:
            sandboxes.lukk()


def _stopp_ved_slutten() -> None:
    """Stop as SIGTERM does when standard input comes to its end."""
    with suppress(OSError):
        while os.read(0, 65_536):
            pass
    os.kill(os.getpid(), signal.SIGTERM)


def _aapne_for_mange_filer() -> None:
    """Let the process hold more files than the usual 1024: a sandbox takes five, a connection one."""
    if sys.platform == "win32":
        return
    import resource

    naa, hoeyst = resource.getrlimit(resource.RLIMIT_NOFILE)
    oensket = FILER if hoeyst == resource.RLIM_INFINITY else min(FILER, hoeyst)
    if naa != resource.RLIM_INFINITY and naa < oensket:
        resource.setrlimit(resource.RLIMIT_NOFILE, (oensket, hoeyst))


def spar_paa_opprydding() -> None:
    """Leave what the start made out of the garbage collector's rounds, and make these rarer: a call makes no cycles
    that last, and at Python's own pace a large message is searched for them many times over. All that is remembered
    is gone through seldom: it is participants, and they make none."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 200)


def _lytt(app: Any, straks: "Straks", host: str, port: int, threads: int) -> "Tjener":
    """A server that listens."""
    from mocknir.control.blueprint import MAKS_STOERRELSE
    from mocknir.soap.innpakning import MAKS_STOERRELSE as MAKS_SOAP
    from mocknir.tjener import Tjener

    try:
        return Tjener(
            app, straks, host=host, port=port, threads=threads, channel_timeout=KANALVENTETID,
            connection_limit=KANALER,
            # What is too large is answered by whom it was sent to, in the form that its client reads.
            max_request_body_size=8 * max(MAKS_SOAP, MAKS_STOERRELSE),
        )  # fmt: skip
    except OSError as feil:
        raise _opptatt(host, port, feil) from None
    except ValueError:
        raise Avvist(
            f"Det kan ikke lyttes på «{host}»: oppgi en adresse på denne maskinen, som 127.0.0.1 eller 0.0.0.0",
            f"Cannot listen on «{host}»: give an address of this machine, as 127.0.0.1 or 0.0.0.0",
        ) from None


def _adresse(tjener: "Tjener", host: str) -> str:
    """What it is reached at from this machine."""
    vert, port = tjener.adresse
    if host in ("0.0.0.0", "::", ""):  # listens on all; from here it is reached on this machine's own
        vert = "127.0.0.1"
    return f"http://{f'[{vert}]' if ':' in vert else vert}:{port}"


def _opptatt(host: str, port: int, feil: OSError) -> Avvist:
    if feil.errno == errno.EADDRINUSE:
        return Avvist(
            f"Port {port} er opptatt. Stopp den som bruker den, eller velg en annen: mocknir serve --port {port + 1}"
            " (0 finner en ledig)",
            f"Port {port} is taken. Stop whoever uses it, or choose another: mocknir serve --port {port + 1}"
            " (0 finds a free one)",
        )
    if feil.errno == errno.EACCES:
        return Avvist(
            f"Port {port} krever rettigheter som mocknir ikke har. Velg en fra 1024 og opp, som --port 8080",
            f"Port {port} takes rights that mocknir does not have. Choose one from 1024 up, as --port 8080",
        )
    return Avvist(
        f"Det kan ikke lyttes på {host}:{port}: {feil.strerror}. Oppgi en adresse på denne maskinen med --host",
        f"Cannot listen on {host}:{port}: {feil.strerror}. Give an address of this machine with --host",
    )
