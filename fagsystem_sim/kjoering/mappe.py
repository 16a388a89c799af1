"""The folder of a run: what it was asked for, how far it has come, and where its files lie."""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fagsystem_sim import tilfeldig
from fagsystem_sim.datoer import norsk
from fagsystem_sim.kjoering.feil import Bruksfeil
from fagsystem_sim.lager import database
from fagsystem_sim.lager.lager import EIER, IngenLager, Lager

FIL, LAGERFIL = "kjoering.json", "fagsystem.db"
VERSJON = 2

STED = "sti"
"""The name by which a store elsewhere remembers where the folder of its run is."""


@dataclass(slots=True)
class Stand:
    """How far a run has come: `dag` is the last day that is over, `paa_vei` one that may be half done.

    `merke` is the folder's own, by which its sandbox is known from those of other folders. `brutt` says that others
    have changed the sandbox meanwhile, so that nobody can go on; `filer` are those of the report.
    """

    bestilling: dict[str, Any]
    merke: str = field(default_factory=tilfeldig.merke)
    dag: str | None = None
    paa_vei: str | None = None
    ferdig: bool = False
    brutt: bool = False
    filer: list[str] = field(default_factory=list)

    @property
    def begynt(self) -> bool:
        """Whether the run has come to its first day, on which something is in NIR and in the store."""
        return bool(self.dag or self.paa_vei)


def les_stand(sti: Path) -> Stand | None:
    """What the folder of a run tells; None where there is none, ValueError where it cannot be read."""
    try:
        lest = json.loads((sti / FIL).read_text(encoding="utf-8"))
        if lest.pop("versjon") != VERSJON:
            raise ValueError("another version")
        stand = Stand(**lest)
        for dag in (stand.dag, stand.paa_vei):
            if dag is not None:
                date.fromisoformat(dag)
        if not (isinstance(lest["bestilling"], dict) and isinstance(lest.get("filer", []), list)):
            raise ValueError("not as it was written")
        return stand
    except FileNotFoundError:
        return None
    except (LookupError, TypeError, AttributeError) as feil:
        raise ValueError(str(feil)) from None


def er_begynt(sti: Path) -> bool:
    """Whether there is a run in a folder that can be gone on with."""
    try:
        stand = les_stand(sti)
    except (ValueError, OSError):
        return False
    return stand is not None and stand.begynt and not (stand.ferdig or stand.brutt)


class Mappe:
    """The folder `sti` of one run, which nobody else may run in until it is let go.

    `store` is the URL of its store where that is a PostgreSQL, with the password that is never written down.
    """

    def __init__(
        self, sti: Path, stand: Stand, laas: int | None = None, *, store: str | None = None, laget: bool = False
    ) -> None:
        self.sti = sti
        self.stand = stand
        self.store = store
        self._laas = laas
        self._laget = laget
        self._rapporten: list[str] = []

    def slipp(self) -> None:
        """Let others run in it. One that was made for nothing is gone again."""
        if self._laas is not None:
            os.close(self._laas)
            self._laas = None
        if self._laget:
            with suppress(OSError):  # it holds something by now
                self.sti.rmdir()

    @classmethod
    def ny(
        cls, sti: Path, bestilling: Mapping[str, Any], *, store: str | None = None, overskriv: bool = False
    ) -> "Mappe":
        """Take a folder to begin anew in: one that is not there, is empty, or holds a run that has come to its end.

        One that was interrupted is given up with `overskriv` alone. Nothing is removed before `begynn`.
        """
        if sti.is_dir() and any(sti.iterdir()) and not (sti / FIL).is_file():
            raise Bruksfeil(
                f"Mappen {sti} er ikke tom og holder ingen kjøring; velg en annen med --out. / "
                f"The folder {sti} is not empty and holds no run; choose another with --out."
            )
        if sti.exists() and not sti.is_dir():
            raise Bruksfeil(f"{sti} er ingen mappe; velg en annen med --out. / {sti} is no folder.")
        laget = not sti.exists()
        try:
            sti.mkdir(parents=True, exist_ok=True)
        except OSError as feil:
            raise Bruksfeil(
                f"Mappen {sti} lar seg ikke lage ({feil.strerror}); velg en annen med --out. / "
                f"The folder {sti} cannot be made; choose another with --out."
            ) from None
        mappe = cls(sti, Stand(dict(bestilling)), _hold(sti), store=store, laget=laget)
        try:
            mappe._avloes(overskriv)
        except BaseException:
            mappe.slipp()
            raise
        return mappe

    def _avloes(self, overskriv: bool) -> None:
        """Come after the run that the folder holds."""
        try:
            foer = les_stand(self.sti)
        except ValueError:
            if overskriv:
                return
            raise Bruksfeil(
                f"{self.sti / FIL} lar seg ikke lese: kjøringen er av en annen versjon, eller filen er skadd. Begynn "
                "på nytt med --overwrite, som sletter det den har gjort, eller velg en annen mappe med --out. / "
                f"{self.sti / FIL} cannot be read. Begin anew with --overwrite, which deletes what the run has done, "
                "or choose another folder with --out."
            ) from None
        if foer is None:
            return
        if foer.begynt and not foer.ferdig and not overskriv:
            dag = f" {norsk(date.fromisoformat(foer.dag))}" if foer.dag else ""
            raise Bruksfeil(
                f"Mappen {self.sti} holder en kjøring som ble avbrutt{dag}. Gå videre med --resume, begynn på nytt med "
                "--overwrite, som sletter det den har gjort, eller velg en annen mappe med --out. / "
                f"The folder {self.sti} holds a run that was interrupted. Go on with --resume, begin anew with "
                "--overwrite, which deletes what it has done, or choose another folder with --out."
            )
        self._rapporten = foer.filer
        self.stand.merke = foer.merke  # so that it may empty its own sandbox

    def begynn(self, *, overskriv: bool = False) -> None:
        """Begin: what an earlier run left behind is removed.

        A store in a PostgreSQL that is another run's is emptied with `overskriv` alone. Raises LagerFeil.
        """
        foer = self._lageret_foer(overskriv)
        self.lagre()
        if foer is not None:
            foer.slett()
        for hale in ("", "-wal", "-shm"):
            (self.sti / f"{LAGERFIL}{hale}").unlink(missing_ok=True)
        for fil in self.sti.glob("retting-*.json"):
            fil.unlink()
        for navn in {"rapport.html", "sammendrag.md", *self._rapporten}:
            (self.sti / Path(navn).name).unlink(missing_ok=True)
        shutil.rmtree(self.sti / "nir", ignore_errors=True)

    @classmethod
    def fortsett(cls, sti: Path, bestilling: Mapping[str, Any], *, store: str | None = None) -> "Mappe":
        """Take up the run of a folder; Bruksfeil where there is none, or where it was another one."""
        if not (sti / FIL).is_file():
            raise Bruksfeil(f"Det er ingen kjøring å gå videre med i {sti}. / There is no run to go on with in {sti}.")
        laas = _hold(sti)
        try:
            mappe = cls(sti, _les_igjen(sti, bestilling), laas, store=store)
            mappe._se_etter()
        except BaseException:
            if laas is not None:
                os.close(laas)
            raise
        return mappe

    def _se_etter(self) -> None:
        """Raise Bruksfeil where what the run has done is no longer there."""
        if not self.begynt:
            return
        mangler = [] if self.store else [fil for fil in (self.sti / LAGERFIL,) if not fil.exists()]
        if not self.stand.bestilling.get("url"):
            mangler += [fil for fil in (self.sti / "nir",) if not fil.exists()]
        if mangler:
            raise Bruksfeil(
                f"{mangler[0]} er borte, så det er ikke noe å gå videre med; begynn på nytt med --overwrite. / "
                f"{mangler[0]} is gone, so there is nothing to go on with; begin anew with --overwrite."
            )

    @property
    def begynt(self) -> bool:
        """Whether the run has come to its first day, on which something is in NIR and in the store."""
        return self.stand.begynt

    @property
    def nir(self) -> str:
        """The database of the run's own server, by which also a server that was left behind is known again."""
        return nir_i(self.sti)

    @property
    def lager(self) -> str:
        """The database of the municipal systems."""
        return self.store or f"sqlite:///{self.sti / LAGERFIL}"

    def aapne_lager(self) -> Lager:
        """The store, which nobody else may write as long as it is open. Raises LagerFeil."""
        lager = Lager(self.lager, eier=self.stand.merke, hold=True)
        if self.store:
            lager.sett_tilstand(STED, str(self.sti.absolute()))
        return lager

    def kjenn_igjen_lageret(self) -> None:
        """Raise LagerFeil unless the store in a PostgreSQL is there, and still is this run's."""
        if not self.store:
            return
        try:
            Lager(self.store, eier=self.stand.merke, finnes=True, hold=True).lukk()
        except IngenLager:
            hvor = database.vist(self.store)
            raise Bruksfeil(
                f"Lageret {hvor} er borte, så det er ikke noe å gå videre med; begynn på nytt med --overwrite. / "
                f"The store {hvor} is gone, so there is nothing to go on with; begin anew with --overwrite."
            ) from None

    def _lageret_foer(self, overskriv: bool) -> Lager | None:
        """The store that lies in the PostgreSQL already, where it may be emptied; None where there is none."""
        if not self.store:
            return None
        try:
            lager = Lager(self.store, finnes=True, hold=True)
        except IngenLager:
            return None
        if overskriv or lager.tilstand(EIER) == self.stand.merke:
            return lager
        lager.lukk()
        raise database.en_annens(self.store)

    def lagre(self) -> None:
        """Write how far it has come, whole or not at all."""
        self.skriv(FIL, json.dumps({"versjon": VERSJON, **asdict(self.stand)}, ensure_ascii=False))

    def skriv(self, navn: str, tekst: str) -> None:
        """Write a file of the folder, whole or not at all."""
        ny = self.sti / f"{navn}.ny"
        ny.write_text(tekst, encoding="utf-8")
        os.replace(ny, self.sti / navn)


def nir_i(sti: Path) -> str:
    """The database of the own server of a run in a folder."""
    return f"sqlite:///{sti.absolute() / 'nir'}"


def _les_igjen(sti: Path, bestilling: Mapping[str, Any]) -> Stand:
    try:
        stand = les_stand(sti)
    except ValueError:
        stand = None
    if stand is None:
        raise Bruksfeil(
            f"{sti / FIL} lar seg ikke lese; begynn på nytt med --overwrite. / "
            f"{sti / FIL} cannot be read; begin anew with --overwrite."
        )
    if stand.brutt:
        raise Bruksfeil(
            f"Noen endret sandkassen mens kjøringen i {sti} gikk, så det er ikke noe å gå videre med; begynn på nytt "
            "med --overwrite. / Somebody changed the sandbox while the run was under way, so there is nothing to go on "
            "with; begin anew with --overwrite."
        )
    if var := ", ".join(_annerledes(stand.bestilling, bestilling)):
        raise Bruksfeil(
            f"Kjøringen i {sti} ble bestilt annerledes ({var}); gi det samme som da, eller begynn på nytt med "
            f"--overwrite. / The run in {sti} was ordered otherwise ({var}); give the same, or begin anew with "
            "--overwrite."
        )
    return stand


def _annerledes(da: Mapping[str, Any], naa: Mapping[str, Any]) -> Iterator[str]:
    """What was ordered otherwise then, as it was then."""
    annet = {navn for navn, verdi in naa.items() if da.get(navn) != verdi}
    if {"profil", "seed"} & annet:
        annet -= {"sandbox", "avtrykk"}  # they follow from these
    for navn in naa:
        if navn in annet:
            var = da.get(navn)
            yield (
                f"profilen {var}" if navn == "profil"
                else "profilen hadde et annet innhold / the profile had another content" if navn == "avtrykk"
                else f"uten --{navn}" if var is None
                else f"--{navn} {','.join(var) if isinstance(var, list) else var}"
            )  # fmt: skip


@contextmanager
def holdt(sti: Path) -> Iterator[None]:
    """A folder that nobody runs in meanwhile; Bruksfeil where somebody does."""
    laas = _hold(sti)
    try:
        yield
    finally:
        if laas is not None:
            os.close(laas)


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
