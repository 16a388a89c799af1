"""How a run went: where each case is (status), and apart from that how it ended (outcome), with the evidence."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from mocknir.conformance.oppdrag import Oppdrag
from mocknir.conformance.suiter import Sak
from mocknir.conformance.utfoerere import Utfoert
from mocknir.scenario.dom import Dom, Felt
from mocknir.scenario.ord import Ord


class Status(StrEnum):
    """Where a case, or a run, is."""

    VENTER = "venter"
    KJOERER = "kjører"
    FERDIG = "ferdig"
    AVBRUTT = "avbrutt"


class Utfall(StrEnum):
    """How a case ended."""

    BESTAATT = "bestått"
    IKKE_BESTAATT = "ikke bestått"
    ADVARSEL = "advarsel"
    HOPPET_OVER = "hoppet over"
    MANUELL = "manuell"


ENGELSK = {
    Status.VENTER: "waiting", Status.KJOERER: "running", Status.FERDIG: "finished", Status.AVBRUTT: "interrupted",
    Utfall.BESTAATT: "passed", Utfall.IKKE_BESTAATT: "failed", Utfall.ADVARSEL: "warning",
    Utfall.HOPPET_OVER: "skipped", Utfall.MANUELL: "manual",
}  # fmt: skip


def ordet(en: Status | Utfall, lang: str) -> str:
    """A status or an outcome in a language."""
    return ENGELSK[en] if lang == "en" else str(en)


class Stegbevis(NamedTuple):
    """An assignment that was given, and how it went; `gikk` is False where the vendor's system did not do it."""

    oppdrag: Oppdrag
    utfoert: Utfoert
    gikk: bool


class Funn(NamedTuple):
    """What did not hold: the breach, what was expected in words, and whether that was only recommended."""

    felt: Felt
    ventet: tuple[str, ...]
    anbefalt: bool


class Saksresultat(NamedTuple):
    """A case: its status, its outcome once it is finished, and what shows it.

    `funn` are the breaches of `dom`; `grunn` why it was skipped, stopped or could not be judged; `svar` what somebody
    answered to its question; `klokke` the virtual days it began and ended on; `journal` all that came to NIR, the
    earliest first.
    """

    sak: Sak
    status: Status = Status.VENTER
    utfall: Utfall | None = None
    dom: Dom | None = None
    funn: tuple[Funn, ...] = ()
    grunn: Ord | None = None
    svar: bool | None = None
    steg: tuple[Stegbevis, ...] = ()
    journal: tuple[Mapping[str, Any], ...] = ()
    begynt: datetime | None = None
    klokke: tuple[str, str] | None = None
    sekunder: float = 0.0


class Kjoering(NamedTuple):
    """A run: what was tried, how and when by the wall, and its cases in order."""

    system: str | None
    versjon: str | None
    mocknir: str
    server: str
    sandkasse: str
    hvordan: Ord
    seed: int
    begynt: datetime
    sluttet: datetime
    status: Status
    saker: tuple[Saksresultat, ...]
    grunn: Ord | None = None

    def antall(self, utfall: Utfall) -> int:
        """How many cases ended so."""
        return sum(en.utfall is utfall for en in self.saker)


def utfall_av(funn: tuple[Funn, ...], *, har_spoersmaal: bool, svar: bool | None) -> Utfall:
    """How a case ended that could be judged."""
    if not all(en.anbefalt for en in funn) or svar is False:
        return Utfall.IKKE_BESTAATT
    if har_spoersmaal and svar is None:
        return Utfall.MANUELL
    return Utfall.ADVARSEL if funn else Utfall.BESTAATT
