"""Which run is meant where nobody says: the folders of runs here, and what their stores hold."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from fagsystem_sim.kjoering.feil import Bruksfeil
from fagsystem_sim.kjoering.mappe import FIL, LAGERFIL, STED, Stand, les_stand
from fagsystem_sim.lager import database
from fagsystem_sim.lager.lager import EIER, Lager, LagerFeil


class Kjoering(NamedTuple):
    """The URL of a store, and the run it is of; `mappe` and `stand` None where nothing tells of one."""

    lager: str
    mappe: Path | None = None
    stand: Stand | None = None

    @property
    def sandkasse(self) -> str | None:
        """The sandbox it was transferred to."""
        return str(self.stand.bestilling["sandbox"]) if self.stand is not None else None


def med_lager(url: str) -> Kjoering:
    """The run that a store is of: the folder around a file, or the one that the store tells of. Raises LagerFeil."""
    if database.er_fil(url):
        return _kjoering(url, Path(database.vist(url)).parent)
    with Lager(url, finnes=True) as lager:
        sted, eier = lager.tilstand(STED), lager.tilstand(EIER)
    kjoering = _kjoering(url, Path(sted)) if sted else Kjoering(url)
    return kjoering if kjoering.stand is not None and kjoering.stand.merke == eier else Kjoering(url)


def med_kommune(kommune: str, her: Path) -> Kjoering:
    """The latest run with a kommune of those in `her` and in the folders below it.

    Raises Bruksfeil, and LagerFeil where the store of one cannot be read and no other has the kommune.
    """
    kommuner: set[str] = set()
    ulest: LagerFeil | None = None
    for kjoering in _alle(her):
        try:
            i_denne = _kommuner(kjoering.lager)
        except LagerFeil as feil:
            ulest = ulest or feil
            continue
        if kommune in i_denne:
            return kjoering
        kommuner |= i_denne
    if ulest is not None:
        raise ulest
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
    """The runs here that have a store, the latest first."""
    filer = [fil for fil in (her / FIL, *her.glob(f"*/{FIL}")) if fil.is_file()]
    for fil in sorted(filer, key=lambda fil: (-fil.stat().st_mtime, fil)):
        mappe = fil.parent
        kjoering = _kjoering(f"sqlite:///{mappe / LAGERFIL}", mappe)
        if kjoering.stand is not None and (store := kjoering.stand.bestilling.get("store")):
            yield kjoering._replace(lager=str(store))
        elif (mappe / LAGERFIL).is_file():
            yield kjoering


def _kjoering(url: str, mappe: Path) -> Kjoering:
    """A store and the run in a folder, where the folder tells of one."""
    with suppress(ValueError, OSError):
        if (stand := les_stand(mappe)) is not None:
            return Kjoering(url, mappe, stand)
    return Kjoering(url)


def _kommuner(url: str) -> set[str]:
    with Lager(url, finnes=True) as lager:
        return set(lager.kommuner())
