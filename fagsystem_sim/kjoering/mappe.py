"""The folder of a run: what it was asked for, how far it has come, and where its files lie."""

import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fagsystem_sim.kjoering.feil import Bruksfeil

FIL = "kjoering.json"
VERSJON = 1


@dataclass(slots=True)
class Stand:
    """How far a run has come: `dag` is the last day that is over, `paa_vei` one that may be half done."""

    bestilling: dict[str, Any]
    dag: str | None = None
    paa_vei: str | None = None
    ferdig: bool = False


def sandkassen(profil: str, froe: int) -> str:
    """The sandbox of a run."""
    return f"{profil}-{froe}"[:60]


def sandkasse_for(lager: Path) -> str | None:
    """The sandbox of the run that a store is of, as the folder around it tells; None where it tells nothing."""
    try:
        bestilling = json.loads((lager.parent / FIL).read_text(encoding="utf-8"))["bestilling"]
        return sandkassen(bestilling["profil"], bestilling["seed"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


class Mappe:
    """The folder `sti` of one run, which nobody else may run in until it is let go."""

    def __init__(self, sti: Path, stand: Stand, laas: int | None = None) -> None:
        self.sti = sti
        self.stand = stand
        self._laas = laas

    def slipp(self) -> None:
        """Let others run in it."""
        if self._laas is not None:
            os.close(self._laas)
            self._laas = None

    @classmethod
    def ny(cls, sti: Path, bestilling: Mapping[str, Any]) -> "Mappe":
        """Begin anew in a folder: one that is not there, is empty, or holds an earlier run, which is removed."""
        if sti.is_dir() and any(sti.iterdir()) and not (sti / FIL).is_file():
            raise Bruksfeil(
                f"Mappen {sti} er ikke tom og holder ingen kjøring; velg en annen med --out. / "
                f"The folder {sti} is not empty and holds no run; choose another with --out."
            )
        if sti.exists() and not sti.is_dir():
            raise Bruksfeil(f"{sti} er ingen mappe; velg en annen med --out. / {sti} is no folder.")
        try:
            sti.mkdir(parents=True, exist_ok=True)
        except OSError as feil:
            raise Bruksfeil(
                f"Mappen {sti} lar seg ikke lage ({feil.strerror}); velg en annen med --out. / "
                f"The folder {sti} cannot be made; choose another with --out."
            ) from None
        mappe = cls(sti, Stand(dict(bestilling)), _hold(sti))
        try:
            mappe.lagre()
            mappe._rydd()
        except BaseException:
            mappe.slipp()
            raise
        return mappe

    @classmethod
    def fortsett(cls, sti: Path, bestilling: Mapping[str, Any]) -> "Mappe":
        """Take up the run of a folder; Bruksfeil where there is none, or where it was another one."""
        try:
            lest = json.loads((sti / FIL).read_text(encoding="utf-8"))
            if lest.pop("versjon") != VERSJON:
                raise KeyError
            stand = Stand(**lest)
        except FileNotFoundError:
            raise Bruksfeil(
                f"Det er ingen kjøring å gå videre med i {sti}. / There is no run to go on with in {sti}."
            ) from None
        except (KeyError, TypeError, ValueError):
            raise Bruksfeil(
                f"{sti / FIL} lar seg ikke lese; begynn på nytt uten --resume. / "
                f"{sti / FIL} cannot be read; begin anew without --resume."
            ) from None
        annet = [navn for navn, verdi in bestilling.items() if stand.bestilling.get(navn) != verdi]
        if annet:
            var = ", ".join(f"{navn} {stand.bestilling.get(navn)}" for navn in annet)
            raise Bruksfeil(
                f"Kjøringen i {sti} ble bestilt annerledes ({var}); gi det samme som da, eller begynn på nytt uten "
                f"--resume. / The run in {sti} was ordered otherwise ({var}); give the same, or begin anew."
            )
        mappe = cls(sti, stand, _hold(sti))
        if not mappe.begynt:
            mappe._rydd()  # it may have been stopped while the run before it was removed
        return mappe

    def _rydd(self) -> None:
        """Remove what an earlier run left behind."""
        for navn in ("fagsystem.db", "fagsystem.db-wal", "fagsystem.db-shm"):
            (self.sti / navn).unlink(missing_ok=True)
        for fil in self.sti.glob("retting-*.json"):
            fil.unlink()
        shutil.rmtree(self.sti / "nir", ignore_errors=True)

    @property
    def begynt(self) -> bool:
        """Whether the run has come to its first day, on which something is in NIR and in the store."""
        return bool(self.stand.dag or self.stand.paa_vei)

    @property
    def nir(self) -> str:
        """The database of the run's own server, by which also a server that was left behind is known again."""
        return f"sqlite:///{self.sti.absolute() / 'nir'}"

    @property
    def lager(self) -> str:
        """The database of the municipal systems."""
        return f"sqlite:///{self.sti / 'fagsystem.db'}"

    def lagre(self) -> None:
        """Write how far it has come, whole or not at all."""
        self.skriv(FIL, json.dumps({"versjon": VERSJON, **asdict(self.stand)}, ensure_ascii=False))

    def skriv(self, navn: str, tekst: str) -> None:
        """Write a file of the folder, whole or not at all."""
        ny = self.sti / f"{navn}.ny"
        ny.write_text(tekst, encoding="utf-8")
        os.replace(ny, self.sti / navn)


def _hold(sti: Path) -> int | None:
    """Hold a folder; Bruksfeil where another run does. None where the system cannot hold one."""
    if sys.platform == "win32":
        return None
    import fcntl

    laas = os.open(sti, os.O_RDONLY)
    try:
        fcntl.flock(laas, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(laas)
        raise Bruksfeil(
            f"En annen kjøring er i gang i {sti}; vent til den er ferdig, eller velg en annen mappe med --out. / "
            f"Another run is under way in {sti}; wait for its end, or choose another folder with --out."
        ) from None
    return laas
