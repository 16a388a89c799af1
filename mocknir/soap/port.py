"""What the wire needs of a sandbox: the doors it knocks on, and nothing of what is behind them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from mocknir.faults.plan import Plan
from mocknir.register.commands import Registrer
from mocknir.register.svar import Brukerpost, Deltakerbilde, Feedside, Kvittering
from mocknir.register.vurdering import Bruker

T = TypeVar("T")


class Ws4Port(Protocol):
    """A sandbox as WS4 sees it. `raa` is the message as received, for the journal.

    The questions and `registrer` raise Avvik when they refuse; they leave it to the wire to journal the refusal.
    """

    navn: str
    faults: Plan

    def naa(self) -> datetime:
        """What the sandbox's clock shows."""

    def bruker(self, navn: str) -> Brukerpost | None:
        """A user, or None."""

    def registrer(self, command: Registrer, raa: bytes) -> Kvittering:
        """Judge and write a message."""

    def kvittering(self, meldings_id: str, bruker: Bruker, kommune: str, raa: bytes) -> Kvittering:
        """The receipt of an earlier message."""

    def hent_deltaker(self, ident: str, bruker: Bruker, kommune: str, raa: bytes) -> Deltakerbilde:
        """What NIR knows of a person."""

    def hent_endringer(
        self, kommune: str, bruker: Bruker, fra_sekvens: int, maks: int, raa: bytes, bare_nir: bool
    ) -> Feedside:
        """A page of the change feed; `bare_nir` for what NIR did itself."""

    def journalfoer_avvik(
        self,
        operasjon: str | None,
        bruker: str | None,
        raa: bytes,
        kode: str,
        tekst: str,
        funn: Sequence[tuple[int, str, str, str]] = (),
        *,
        text: str | None = None,
        regel: str | None = None,
        kommune: str | None = None,
    ) -> int:
        """Journal a call that ended in a fault; `funn` are schema findings: line, path, text in both languages."""

    def journalfoer_kall(self, operasjon: str, bruker: str, raa: bytes) -> int:
        """Journal a call that only asked."""

    def forsoek(self, gjoer: Callable[[], T], angre: Callable[[], bool] = lambda: False) -> tuple[T, int | None]:
        """Do something in one transaction, which `angre` may undo; the journal number it left, None when undone."""
