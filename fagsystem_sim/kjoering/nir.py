"""The NIR of a run: one of its own, or one that runs already, in a sandbox of the run's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from fagsystem_sim.datoer import norsk
from fagsystem_sim.kjoering.feil import KlokkenErFlyttet
from fagsystem_sim.kontroll import IngenKontakt, Kontroll, KontrollFeil
from fagsystem_sim.server import egen_server

HUSK = 700_000
"""Registrations that the own server of a run holds in memory: all of a national year, some 400 MB. Half of it would
take a fifth more of NIR's time, to read the other half again and again."""


@contextmanager
def tjener(url: str | None, database: str, startdag: date, mappe: Path) -> Iterator[str]:
    """The URL of the server: the one given, or one that lasts as long as the block and logs in `mappe`."""
    if url:
        yield url
        return
    with egen_server(database, startdag, mappe, husk=HUSK) as adresse:
        yield adresse


def kontroller(kontroll: Kontroll) -> None:
    """Raise IngenKontakt unless the control plane of a mocknir answers."""
    try:
        svar = kontroll.sandkasser()
    except (KontrollFeil, ValueError) as feil:
        if isinstance(feil, KontrollFeil) and feil.status in (401, 403):
            raise
        svar = None
    if not isinstance(svar, list):
        raise IngenKontakt(
            f"Det som svarer på {kontroll.url}, er ikke en mocknir. / What answers at {kontroll.url} is no mocknir."
        )


class Klokke:
    """Moves the clock of the run's sandbox, and notices when somebody else has."""

    def __init__(self, kontroll: Kontroll) -> None:
        self._kontroll = kontroll

    def flytt(self, til: date) -> list[dict[str, Any]]:
        """Advance to a day; what NIR closed on the way. Raises KlokkenErFlyttet."""
        try:
            return self._kontroll.flytt_klokken(til)
        except KontrollFeil as feil:
            if feil.status != 409:
                raise
            raise _flyttet(self._kontroll.klokken(), til) from None

    def kontroller(self, *ventet: date) -> date:
        """The day it shows; KlokkenErFlyttet unless it lies from the first to the last of these days."""
        viser = self._kontroll.klokken()
        if not ventet[0] <= viser <= ventet[-1]:
            raise _flyttet(viser, ventet[-1])
        return viser


def _flyttet(viser: date, ventet: date) -> KlokkenErFlyttet:
    return KlokkenErFlyttet(
        f"Klokken i sandkassen viser {norsk(viser)}, men kjøringen er på {norsk(ventet)}: noen andre har flyttet den. "
        "En klokke går bare framover; begynn på nytt uten --resume. / "
        f"The clock of the sandbox shows {viser} where the run is at {ventet}: somebody else has moved it. Begin anew."
    )
