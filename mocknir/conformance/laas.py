"""One run at a time in a sandbox, and none in somebody's own: what a run empties is its own."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from mocknir.client.feil import MocknirError, Refused
from mocknir.client.nir import FINNES_ALLEREDE, Nir
from mocknir.client.server import Server
from mocknir.conformance.proeve import MERKE
from mocknir.scenario.ord import Ord

LEVETID = 30
"""Minutes that a lock outlives a run that was killed, beside what the case under way may take."""

MAKS_NAVN = 34
"""The longest name of a vendor's sandbox, so that its lock has one too."""


class Opptatt(Exception):
    """The sandbox is somebody else's."""

    def __init__(self, ord_: Ord) -> None:
        super().__init__(ord_.tekst)
        self.ord = ord_


def levetid(frist: float | None) -> str:
    """How long a lock is to live, where an assignment may take so many seconds; it is set anew as the run goes on."""
    return f"{LEVETID + round(5 * (frist or 60) / 60)}min"


@contextmanager
def laast(server: Server, navn: str, lever: str) -> Iterator[Nir]:
    """The lock of a sandbox: a sandbox too, which can be made once, and expires by itself. Raises Opptatt."""
    laas = f"{navn}-laas"
    try:
        egen = server.create(laas, expires=lever)
    except Refused as feil:
        if feil.code != FINNES_ALLEREDE:
            raise
        raise Opptatt(Ord(
            f"En annen kjøring bruker sandkassen «{navn}». Vent til den er ferdig, eller velg en annen --sandbox. Er "
            f"den død, slipper låsen av seg selv innen en stund, eller med «mocknir sandbox delete {laas}»",
            f"Another run uses the sandbox «{navn}». Wait until it is done, or choose another --sandbox. If it is "
            f"dead, the lock lets go by itself after a while, or by «mocknir sandbox delete {laas}»",
        )) from None  # fmt: skip
    try:
        yield egen
    finally:
        with suppress(MocknirError):
            egen.delete()


def gjoer_klar(server: Server, navn: str, *, toem: bool) -> None:
    """The sandbox, made where there is none. Raises Opptatt where it holds somebody's work and may not be emptied."""
    try:
        nir = server.create(navn)
    except Refused as feil:
        if feil.code != FINNES_ALLEREDE:
            raise
        nir = server.sandbox(navn)
        egen = MERKE in {en.name for en in nir.snapshots()}
        if not (egen or toem) and (nir.users() or nir.journal(limit=1)):
            raise Opptatt(Ord(
                f"Sandkassen «{navn}» er i bruk: den har brukere eller en journal, og ville blitt tømt. Velg en annen "
                "--sandbox, eller la den tømmes med --reset",
                f"The sandbox «{navn}» is in use: it has users or a journal, and would be emptied. Choose another "
                "--sandbox, or let it be emptied by --reset",
            )) from None  # fmt: skip
    if MERKE not in {en.name for en in nir.snapshots()}:
        nir.snapshot(MERKE)
