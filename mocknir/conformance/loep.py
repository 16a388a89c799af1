"""A run: the cases one after another, each told as it begins and ends; one that is stopped tells what was done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import NamedTuple, Protocol

from mocknir import __version__
from mocknir.client.feil import MocknirError
from mocknir.client.server import Server
from mocknir.clock.wall import wall_time
from mocknir.conformance.laas import gjoer_klar, laast, levetid
from mocknir.conformance.proeve import Oppsett, Proeve
from mocknir.conformance.resultat import Kjoering, Saksresultat, Status, Utfall
from mocknir.conformance.suiter import Sak
from mocknir.conformance.utfoerere import Umulig, Utfoerer
from mocknir.scenario.ord import Ord
from mocknir.store.koding import OSLO

SKAL_HOPPES_OVER = Ord("Leverandøren har bedt om at saken hoppes over", "The vendor has asked for it to be skipped")
STOPPET = Ord("Kjøringen ble stoppet før den var ferdig", "The run was stopped before it was done")


FORLENGES = 60
"""Seconds after which the lock is set anew, between two cases."""


class Lytter(Protocol):
    """Who is told how it goes."""

    def begynner(self, sak: Sak, nr: int, av: int) -> None:
        """A case begins."""

    def ferdig(self, r: Saksresultat) -> None:
        """A case is over."""


class Bestilling(NamedTuple):
    """What is to be run, and what is known of the system that is tried.

    `hopp` are the cases to be skipped, `svar` the answers to the questions of cases, both by name or `suite/name`;
    `toem` allows a sandbox to be emptied that is not the kit's own.
    """

    saker: Sequence[Sak]
    sandkasse: str
    oppsett: Oppsett
    system: str | None = None
    versjon: str | None = None
    hopp: Collection[str] = ()
    svar: Mapping[str, bool] = {}
    toem: bool = False


def kjoer(server: Server, utfoerer: Utfoerer, b: Bestilling, lytter: Lytter) -> Kjoering:
    """Run the cases. Raises Opptatt where the sandbox is somebody else's; whatever comes later is in the answer.

    Ctrl-C, a system that is not there and a server that is gone end it: what is done is kept, the rest waits.
    """
    begynt = naa()
    resultater = {sak.id: Saksresultat(sak) for sak in b.saker}
    status, grunn = Status.FERDIG, None
    lever = levetid(b.oppsett.frist)
    with laast(server, b.sandkasse, lever) as laas:
        gjoer_klar(server, b.sandkasse, toem=b.toem)
        proeve = Proeve(server, b.sandkasse, utfoerer, b.oppsett)
        forlenget = monotonic()
        for nr, sak in enumerate(b.saker, 1):
            if b.hopp and {sak.navn, sak.id} & set(b.hopp):
                r = Saksresultat(sak, Status.FERDIG, Utfall.HOPPET_OVER, grunn=SKAL_HOPPES_OVER)
            else:
                r = resultater[sak.id] = Saksresultat(sak, Status.KJOERER, begynt=naa())
                lytter.begynner(sak, nr, len(b.saker))
                try:
                    if monotonic() - forlenget > FORLENGES:
                        laas.expire(lever)
                        forlenget = monotonic()
                    r = proeve.proev(sak, b.svar.get(sak.id, b.svar.get(sak.navn)), naa())
                except (KeyboardInterrupt, Umulig, MocknirError) as feil:
                    grunn = _grunn(feil)
                    r = proeve.avbrutt(sak, r.begynt or begynt)._replace(grunn=grunn)
            resultater[sak.id] = r
            lytter.ferdig(r)
            if r.status is Status.AVBRUTT:
                status, grunn = Status.AVBRUTT, r.grunn
                break
    return Kjoering(
        b.system, b.versjon, __version__, server.url, b.sandkasse, utfoerer.navn, b.oppsett.seed, begynt, naa(), status,
        tuple(resultater.values()), grunn,
    )  # fmt: skip


def _grunn(feil: BaseException) -> Ord:
    if isinstance(feil, Umulig):
        return feil.ord
    if isinstance(feil, MocknirError):
        return Ord(feil.tekst, feil.text)
    return STOPPET


def naa() -> datetime:
    """The moment by the wall, in Norwegian time."""
    return datetime.fromtimestamp(int(wall_time()), UTC).astimezone(OSLO)
