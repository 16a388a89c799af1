"""Sandboxes as SQLite files in a folder: a namespace is a file, made beside and put in its place by a rename.

    kurs.sqlite           the sandbox, in WAL mode
    kurs.sqlite.lock      held by the process that has it open
    kurs.sqlite.utloep    when it expires, where it does
    kurs@start.sqlite     its snapshot «start»
    kurs.sqlite.tmp       one in the making: what a killed process left is cleared away at the next start

What has its name is whole: the data reach the disk before the rename. The name itself reaches it with the first
commit at the latest, since SQLite syncs the folder along with a new write-ahead log; so a machine that loses its
power right after may be without a new sandbox that nobody wrote in, but never without what was acknowledged in it.
"""

import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from sqlalchemy import URL, create_engine, event
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError

from mocknir.register.feil import Avvik, Feilkode
from mocknir.store.base import Base, Setning
from mocknir.store.migrering import gjoer_klar
from mocknir.store.navnerom import GYLDIG_NAVN, Lager, Rader, Snapshot, opptatt
from mocknir.store.sqlitefil import (
    SqliteBase,
    begynn,
    filelaas,
    har_dagens_tabeller,
    kan_ikke_skrives,
    kopi_av,
    lukkes,
    oppsett,
    tom,
    uforanderlig,
)

MAKS_VAAKNE = 1000
FILER_HVER = 6
"""Files that a sandbox in use may hold: lock, database, log and index of the log, and those of a reader."""
FILER_ELLERS = 250
"""Files and connections left for all else."""


_LAAS = ".lock"
_UTLOEP = ".utloep"


class _Filnavn(NamedTuple):
    """A file of the folder, and whose it is."""

    sti: Path
    navn: str
    snapshot: str | None
    ende: str


class SqliteLager(Lager):
    """A file per sandbox, in WAL mode; what is acknowledged is on the disk unless `synchronous` is NORMAL.

    `sti` is a folder, or the file of the sandbox `default` with the others beside it; None is a temporary folder.
    """

    def __init__(self, sti: Path | None, synchronous: str = "FULL") -> None:
        self._synchronous = synchronous
        self._setninger: dict[object, Setning] = {}
        self._midlertidig = None
        if sti is None:
            self._midlertidig = tempfile.TemporaryDirectory(prefix="mocknir-")
            sti = Path(self._midlertidig.name)
        self._fil = sti if sti.suffix else None
        self.mappe = sti.parent if sti.suffix else sti
        navn = GYLDIG_NAVN.pattern
        grunn = rf"(?P<navn>{navn})" if self._fil is None else rf"{re.escape(sti.stem)}(\.(?P<navn>{navn}))?"
        endelse = ".sqlite" if self._fil is None else sti.suffix
        self._moenster = re.compile(rf"{grunn}(@(?P<snapshot>{navn}))?{re.escape(endelse)}(?P<ende>[-.][a-z.-]+)?")
        try:
            self.mappe.mkdir(parents=True, exist_ok=True)
            self._rydd_etter_avbrudd()
        except OSError as feil:
            raise Avvik(
                Feilkode.UGYLDIG_VERDI,
                f"Mappen {self.mappe} kan ikke brukes: {feil.strerror}",
                f"The folder {self.mappe} cannot be used: {feil.strerror}",
                felt="--database",
            ) from feil

    @property
    def maks_vaakne(self) -> int:
        if sys.platform == "win32":
            return MAKS_VAAKNE
        import resource

        filer, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if filer == resource.RLIM_INFINITY:
            return MAKS_VAAKNE
        return max(8, min(MAKS_VAAKNE, (filer - FILER_ELLERS) // FILER_HVER))

    def lukk(self) -> None:
        if self._midlertidig is not None:
            self._midlertidig.cleanup()

    # --- names and files --------------------------------------------------------------------------------------

    def fil(self, navn: str, snapshot: str | None = None) -> Path:
        """The file that holds a sandbox, or a snapshot of it."""
        if self._fil is None:
            fil = self.mappe / f"{navn}.sqlite"
        else:
            fil = self._fil if navn == "default" else self._fil.with_name(f"{self._fil.stem}.{navn}{self._fil.suffix}")
        return fil if snapshot is None else fil.with_name(f"{fil.stem}@{snapshot}{fil.suffix}")

    def _filer(self, navn: str | None = None) -> Iterator[_Filnavn]:
        """The files of one sandbox, or of all."""
        begynner = "" if navn is None else self.fil(navn).stem
        for filnavn in os.listdir(self.mappe):
            if filnavn.startswith(begynner):
                treff = self._moenster.fullmatch(filnavn)
                if treff is not None and navn in (None, treff["navn"] or "default"):
                    sti = self.mappe / filnavn
                    yield _Filnavn(sti, treff["navn"] or "default", treff["snapshot"], treff["ende"] or "")

    def liste(self) -> list[str]:
        return sorted(f.navn for f in self._filer() if f.snapshot is None and not f.ende)

    def med_klokke(self, modus: str) -> list[str]:
        return [navn for navn in self.liste() if self._modus(navn) == modus]

    def _modus(self, navn: str) -> str | None:
        """The mode of a clock; None where the database cannot be read, which is told when it is asked for."""
        fil = self.fil(navn)
        with self._laast(navn, vent=False) as laast:
            if not laast:
                return None
            # What a killed process left in the log is to be read too, and that takes one who may write.
            rent = not self._ved_siden_av(navn, "-wal").exists()
            try:
                with lukkes(uforanderlig(fil) if rent else sqlite3.connect(fil)) as forbindelse:
                    rad = forbindelse.execute("SELECT modus FROM klokke").fetchone()
            except sqlite3.DatabaseError:
                return None
        return rad[0] if rad else None

    def finnes(self, navn: str) -> bool:
        return self.fil(navn).exists()

    def _rydd_etter_avbrudd(self) -> None:
        """Remove what a killed process left: files in the making, and those of sandboxes that were never made."""
        alle = list(self._filer())
        finnes = {f.navn for f in alle if f.snapshot is None and not f.ende}
        for navn in {f.navn for f in alle if ".tmp" in f.ende or f.navn not in finnes}:
            with self._laast(navn, vent=False) as laast:
                if not laast:
                    continue
                if not self.finnes(navn):
                    self._slett_rester(navn)
                for f in self._filer(navn):
                    if ".tmp" in f.ende:
                        f.sti.unlink(missing_ok=True)

    def _slett_rester(self, navn: str) -> None:
        """Remove what is left of a sandbox that is gone."""
        for f in self._filer(navn):
            f.sti.unlink(missing_ok=True)

    def _ved_siden_av(self, navn: str, ende: str) -> Path:
        fil = self.fil(navn)
        return fil.with_name(fil.name + ende)

    # --- sandboxes --------------------------------------------------------------------------------------------

    def opprett(self, navn: str, rader: Rader, utloeper: float | None) -> None:
        def fyll(fil: Path) -> None:
            with lukkes(self._ny(rader)) as ny:
                raa = bytearray(ny.serialize())
            raa[18:20] = b"\2\2"  # the file is in WAL mode (sqlite.org/fileformat2.html, 1.3.3)
            fil.write_bytes(raa)

        self._plasser_ny(navn, utloeper, fyll)

    def aapne(self, navn: str) -> Base:
        fil = self.fil(navn)
        laas = filelaas(self._ved_siden_av(navn, _LAAS))
        if laas is None:
            raise opptatt(navn, str(fil))
        # Opened to read and write, never to make: a reader that comes late must not put a removed sandbox back, empty.
        adresse = URL.create("sqlite", database=fil.resolve().as_uri(), query={"mode": "rw", "uri": "true"})
        engine = create_engine(adresse, connect_args={"check_same_thread": False})
        event.listen(engine, "connect", partial(oppsett, self._synchronous))
        event.listen(engine, "begin", begynn)

        def koble() -> DBAPIConnection:
            forbindelse = sqlite3.connect(fil, check_same_thread=False)
            try:
                oppsett(self._synchronous, forbindelse)
                if not har_dagens_tabeller(forbindelse):
                    gjoer_klar(engine)
            except BaseException:
                forbindelse.close()
                raise
            return cast(DBAPIConnection, forbindelse)

        try:
            return SqliteBase(engine, koble, self._setninger, laas)
        except (DatabaseError, sqlite3.DatabaseError) as feil:
            laas()
            raise Avvik(
                Feilkode.UGYLDIG_VERDI,
                f"{fil} kan ikke åpnes som mocknir-database: {feil.args[0]}",
                f"{fil} cannot be opened as a mocknir database: {feil.args[0]}",
                felt="--database",
            ) from feil

    def toem(self, base: Base, rader: Rader) -> None:
        with lukkes(self._ny(rader)) as ny:
            cast(SqliteBase, base).erstatt(ny)

    def fork(self, base: Base, navn: str, snapshot: str | None, nytt_navn: str, utloeper: float | None) -> None:
        def fyll(fil: Path) -> None:
            if snapshot is not None:
                shutil.copyfile(self.fil(navn, snapshot), fil)
            else:
                with kopi_av(base, fil):
                    pass

        self._plasser_ny(nytt_navn, utloeper, fyll)

    def slett(self, navn: str) -> None:
        self.fil(navn).unlink(missing_ok=True)  # with it gone there is no sandbox; the rest is clearing away
        self._slett_rester(navn)

    def _ny(self, rader: Rader) -> sqlite3.Connection:
        """A sandbox that holds those rows, in memory."""
        ny = sqlite3.connect(":memory:", isolation_level=None)
        ny.deserialize(tom())
        self._sett_inn(ny, rader)
        return ny

    def _sett_inn(self, forbindelse: sqlite3.Connection, rader: Rader) -> None:
        for tabell, nye in rader.items():
            setning = self._setninger.get(("inn", tabell.name))
            if setning is None:
                setning = self._setninger["inn", tabell.name] = Setning(tabell.insert(), SQLiteDialect_pysqlite())
            forbindelse.executemany(setning.sql, nye)

    def _plasser_ny(self, navn: str, utloeper: float | None, fyll: Callable[[Path], None]) -> None:
        with self._laast(navn):
            for ende in ("-wal", "-shm"):  # a log left by a sandbox of that name must not be read into this one
                self._ved_siden_av(navn, ende).unlink(missing_ok=True)
            self.sett_utloep(navn, utloeper)
            self._plasser(self.fil(navn), fyll)

    def _plasser(self, fil: Path, fyll: Callable[[Path], None]) -> None:
        """Fill a file beside the one it is to be, and give it its name once it is whole and on the disk."""
        uferdig = fil.with_name(fil.name + ".tmp")
        try:
            uferdig.unlink(missing_ok=True)
            fyll(uferdig)
            self._synk(uferdig)
            uferdig.replace(fil)
        except (OSError, sqlite3.Error) as feil:
            uferdig.unlink(missing_ok=True)
            raise kan_ikke_skrives(fil, feil) from feil

    def _synk(self, sti: Path) -> None:
        if self._synchronous != "FULL" or (sys.platform == "win32" and sti.is_dir()):
            return
        nummer = os.open(sti, os.O_RDONLY)
        try:
            os.fsync(nummer)
        finally:
            os.close(nummer)

    @contextmanager
    def _laast(self, navn: str, vent: bool = True) -> Iterator[bool]:
        """Hold the sandbox's lock; Avvik when another process does, or False where `vent` is False."""
        laas = filelaas(self._ved_siden_av(navn, _LAAS))
        if laas is None and vent:
            raise opptatt(navn, str(self.fil(navn)))
        try:
            yield laas is not None
        finally:
            if laas is not None:
                laas()

    # --- snapshots and expiry ---------------------------------------------------------------------------------

    def snapshots(self, navn: str) -> list[Snapshot]:
        funnet = (f for f in self._filer(navn) if not f.ende)
        return sorted(_snapshot(f.sti, f.snapshot) for f in funnet if f.snapshot is not None)

    def har_snapshot(self, navn: str, snapshot: str) -> bool:
        return self.fil(navn, snapshot).exists()

    def ta_snapshot(self, base: Base, navn: str, snapshot: str, tatt: float, rader: Rader) -> Snapshot:
        def fyll(fil: Path) -> None:
            with kopi_av(base, fil) as kopi:
                for tabell in rader:
                    kopi.execute(f"DELETE FROM {tabell.name}")  # a table of ours
                self._sett_inn(kopi, rader)
            os.utime(fil, (tatt, tatt))

        ferdig = self.fil(navn, snapshot)
        self._plasser(ferdig, fyll)
        self._synk(self.mappe)
        return _snapshot(ferdig, snapshot)

    def gjenopprett(self, base: Base, navn: str, snapshot: str) -> None:
        with lukkes(uforanderlig(self.fil(navn, snapshot))) as kilde:
            cast(SqliteBase, base).erstatt(kilde)

    def slett_snapshot(self, navn: str, snapshot: str) -> None:
        self.fil(navn, snapshot).unlink(missing_ok=True)

    def utloep(self) -> dict[str, float]:
        return {f.navn: float(f.sti.read_text()) for f in self._filer() if f.snapshot is None and f.ende == _UTLOEP}

    def sett_utloep(self, navn: str, utloeper: float | None) -> None:
        fil = self._ved_siden_av(navn, _UTLOEP)
        if utloeper is None:
            fil.unlink(missing_ok=True)
        else:

            def fyll(uferdig: Path) -> None:
                uferdig.write_text(str(utloeper))

            self._plasser(fil, fyll)


def _snapshot(fil: Path, navn: str) -> Snapshot:
    with lukkes(uforanderlig(fil)) as forbindelse:
        (klokke,) = forbindelse.execute("SELECT anker FROM klokke").fetchone()
    sett = fil.stat()
    return Snapshot(navn, sett.st_mtime, klokke, sett.st_size)
