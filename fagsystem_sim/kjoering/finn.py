"""Which run is meant where nobody says: the folders of runs here, and what their stores hold."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from fagsystem_sim.kjoering.feil import Bruksfeil
from fagsystem_sim.kjoering.mappe import FIL, LAGERFIL, Stand, les_stand
from fagsystem_sim.lager.lager import Lager, LagerFeil


class Kjoering(NamedTuple):
    """A store, and the run it is of; `stand` None where the folder around it tells of none."""

    lager: Path
    stand: Stand | None

    @property
    def sandkasse(self) -> str | None:
        """The sandbox it was transferred to."""
        return str(self.stand.bestilling["sandbox"]) if self.stand is not None else None


def med_lager(fil: Path) -> Kjoering:
    """The run that a store is of."""
    with suppress(ValueError, OSError):
        return Kjoering(fil, les_stand(fil.parent))
    return Kjoering(fil, None)


def med_kommune(kommune: str, her: Path) -> Kjoering:
    """The latest run with a kommune of those in `her` and in the folders below it. Raises Bruksfeil."""
    kommuner: set[str] = set()
    for kjoering in sorted(_alle(her), key=lambda k: _sist_skrevet(k.lager), reverse=True):
        i_denne = _kommuner(kjoering.lager)
        if kommune in i_denne:
            return kjoering
        kommuner |= i_denne
    if kommuner:
        kjente = ", ".join(sorted(kommuner)[:12]) + (" …" if len(kommuner) > 12 else "")
        raise Bruksfeil(
            f"Ingen kjøring her har kommune {kommune}; de har {kjente}. Er lageret et annet sted, så si hvor med "
            f"--store. / No run here has kommune {kommune}. If the store is elsewhere, say where with --store."
        )
    raise Bruksfeil(
        "Det er ingen kjøring her. Kjør først fagsystem-sim run eller live, gå til mappen der det ble gjort, eller si "
        "hvor lageret er, med --store MAPPE/fagsystem.db. / There is no run here. First run or live, go to the folder "
        "where that was done, or say where the store is, with --store."
    )


def _alle(her: Path) -> Iterator[Kjoering]:
    for fil in (her / FIL, *sorted(her.glob(f"*/{FIL}"))):
        lager = fil.parent / LAGERFIL
        if lager.is_file():
            yield med_lager(lager)


def _sist_skrevet(fil: Path) -> float:
    """When a store was written last; one that is in use writes beside itself first."""
    return max(f.stat().st_mtime for f in (fil, fil.with_name(f"{fil.name}-wal")) if f.is_file())


def _kommuner(fil: Path) -> set[str]:
    try:
        lager = Lager(f"sqlite:///{fil}")
    except LagerFeil as feil:
        raise Bruksfeil(
            f"{feil}\nSe til at mappen kan skrives i og at filen er hel, eller si hvilket lager med --store. / See to "
            "it that the folder can be written in and the file is whole, or say which store with --store."
        ) from None
    try:
        return set(lager.kommuner())
    finally:
        lager.lukk()
