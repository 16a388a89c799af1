"""Where sandboxes live: a file each in SQLite, a schema each in PostgreSQL (design.md §5)."""

import re
import sqlite3
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError, ProgrammingError
from sqlalchemy.pool import NullPool

from mocknir.register.feil import Avvik, Feilkode
from mocknir.store import tabeller
from mocknir.store.base import Base

GYLDIG_NAVN = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""What a sandbox may be called: it stands in URLs, file names and schema names."""

SKJEMAPREFIKS = "nir_"

SYNCHRONOUS = ("FULL", "NORMAL")
"""When SQLite's commit has reached the disk: before it returns, or at the next checkpoint."""


def kontroller_navn(navn: str) -> None:
    """Raise Avvik when a sandbox cannot be called that."""
    if not GYLDIG_NAVN.fullmatch(navn):
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"«{navn}» kan ikke være navn på en sandkasse: bruk små bokstaver a–z, tall og bindestrek, høyst 40 tegn",
            f"«{navn}» cannot name a sandbox: use a–z, digits and hyphens, at most 40 characters",
            felt="sandbox",
        )


class Lager(ABC):
    """All sandboxes of one database URL."""

    @abstractmethod
    def liste(self) -> list[str]:
        """The names of the sandboxes, sorted."""

    @abstractmethod
    def opprett(self, navn: str) -> None:
        """Make an empty sandbox."""

    @abstractmethod
    def aapne(self, navn: str) -> Base:
        """Open a sandbox for writing; its tables are brought up to date first."""

    @abstractmethod
    def slett(self, navn: str) -> None:
        """Remove a sandbox with all it holds; it must not be open."""

    @abstractmethod
    def lukk(self) -> None:
        """Let go of what the store itself holds beside its sandboxes."""


def lager(url: str) -> Lager:
    """The store that a database URL names.

    `sqlite:///FOLDER` keeps a file per sandbox in a folder, `sqlite:///FILE.sqlite` keeps `default` in that file
    and the others beside it, `sqlite://` in a temporary folder; `postgresql://…` a schema per sandbox.
    `?synchronous=normal` on SQLite leaves it to the system when a commit reaches the disk: what was acknowledged
    survives a killed server, but not a machine that loses its power. For simulations and throw-away runs.
    """
    try:
        adresse = make_url(url)
    except ArgumentError:
        raise _ukjent_url(url) from None
    slag = adresse.get_backend_name()
    if slag == "sqlite":
        synchronous = str(adresse.query.get("synchronous", "full")).upper()
        if synchronous not in SYNCHRONOUS or set(adresse.query) - {"synchronous"}:
            raise _ukjent_url(url)
        return SqliteLager(Path(adresse.database) if adresse.database else None, synchronous)
    if slag in ("postgresql", "postgres"):
        return PostgresLager(url)
    raise _ukjent_url(url)


def _ukjent_url(url: str) -> Avvik:
    return Avvik(
        Feilkode.UGYLDIG_VERDI,
        f"«{url}» er ikke en databaseadresse mocknir kjenner: skriv sqlite:///MAPPE eller postgresql://bruker@vert/base",
        f"«{url}» is no database URL that mocknir knows: write sqlite:///FOLDER or postgresql://user@host/base",
        felt="--database",
    )


def _opptatt(navn: str, hvor: str) -> Avvik:
    return Avvik(
        Feilkode.UGYLDIG_VERDI,
        f"Sandkassen «{navn}» i {hvor} er åpnet av en annen mocknir: stopp den, eller bruk en annen --database",
        f"Sandbox «{navn}» in {hvor} is open in another mocknir: stop it, or use another --database",
        felt="--database",
    )


def _gjoer_klar(engine: Engine, dialekt: Dialect, skjema: str | None) -> None:
    """Make the tables of a new sandbox, or bring those of an older mocknir up to date."""
    with engine.begin() as forbindelse:
        if not inspect(forbindelse).has_table("alembic_version", schema=skjema):
            tabeller.metadata.create_all(forbindelse)
            forbindelse.execute(tabeller.alembic_version.insert().values(version_num=tabeller.VERSJON))
            return
        versjon = forbindelse.scalar(text("SELECT version_num FROM alembic_version"))
        if versjon != tabeller.VERSJON:
            migrer(forbindelse)


def migrer(forbindelse: Connection, til: str = "head") -> None:
    """Bring the tables of a connection's database to a revision with alembic."""
    from alembic import command
    from alembic.config import Config

    oppsett = Config()
    oppsett.set_main_option("script_location", "mocknir.store:migrations")
    oppsett.attributes["connection"] = forbindelse
    command.upgrade(oppsett, til)


class SqliteLager(Lager):
    """A file per sandbox, in WAL mode; what is acknowledged is on the disk unless `synchronous` is NORMAL."""

    def __init__(self, sti: Path | None, synchronous: str = "FULL") -> None:
        self._synchronous = synchronous
        self._midlertidig = None
        if sti is None:
            self._midlertidig = tempfile.TemporaryDirectory(prefix="mocknir-")
            sti = Path(self._midlertidig.name)
        self._fil = sti if sti.suffix else None
        self.mappe = sti.parent if sti.suffix else sti
        try:
            self.mappe.mkdir(parents=True, exist_ok=True)
        except OSError as feil:
            raise Avvik(
                Feilkode.UGYLDIG_VERDI,
                f"Mappen {self.mappe} kan ikke brukes: {feil.strerror}",
                f"The folder {self.mappe} cannot be used: {feil.strerror}",
                felt="--database",
            ) from feil

    def lukk(self) -> None:
        if self._midlertidig is not None:
            self._midlertidig.cleanup()

    def fil(self, navn: str) -> Path:
        """The file that holds a sandbox."""
        if self._fil is None:
            return self.mappe / f"{navn}.sqlite"
        return self._fil if navn == "default" else self._fil.with_name(f"{self._fil.stem}.{navn}{self._fil.suffix}")

    def liste(self) -> list[str]:
        if self._fil is None:
            return sorted(f.stem for f in self.mappe.glob("*.sqlite") if GYLDIG_NAVN.fullmatch(f.stem))
        navn = ["default"] if self._fil.exists() else []
        forledd = f"{self._fil.stem}."
        navn += [
            f.stem.removeprefix(forledd) for f in self.mappe.glob(f"{forledd}*{self._fil.suffix}") if f != self._fil
        ]
        return sorted(n for n in navn if GYLDIG_NAVN.fullmatch(n))

    def opprett(self, navn: str) -> None:
        kontroller_navn(navn)
        self.aapne(navn).lukk()

    def aapne(self, navn: str) -> Base:
        fil = self.fil(navn)
        laas = _filelaas(fil.with_name(fil.name + ".lock"))
        if laas is None:
            raise _opptatt(navn, str(fil))
        try:
            engine = create_engine(f"sqlite:///{fil}", connect_args={"check_same_thread": False})
            event.listen(engine, "connect", partial(_sqlite_oppsett, self._synchronous))
            event.listen(engine, "begin", _sqlite_begynn)
            _gjoer_klar(engine, engine.dialect, None)
        except (DatabaseError, sqlite3.DatabaseError) as feil:
            laas()
            raise Avvik(
                Feilkode.UGYLDIG_VERDI,
                f"{fil} kan ikke åpnes som mocknir-database: {feil.args[0]}",
                f"{fil} cannot be opened as a mocknir database: {feil.args[0]}",
                felt="--database",
            ) from feil
        base = _SqliteBase(engine, engine.dialect, _fri_forbindelse(engine))
        base.slipp = laas
        return base

    def slett(self, navn: str) -> None:
        fil = self.fil(navn)
        for ende in ("", "-wal", "-shm", ".lock"):
            fil.with_name(fil.name + ende).unlink(missing_ok=True)


class _SqliteBase(Base):
    slipp: Callable[[], None]

    def lukk(self) -> None:
        super().lukk()
        self.slipp()


def _filelaas(fil: Path) -> Callable[[], None] | None:
    """Hold a file so that no other process writes the same sandbox; None when another one holds it."""
    if sys.platform == "win32":
        return lambda: None
    import fcntl

    holdt = fil.open("w")
    try:
        fcntl.flock(holdt, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holdt.close()
        return None
    return holdt.close


def _sqlite_oppsett(synchronous: str, forbindelse: Any, _post: Any) -> None:
    forbindelse.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "busy_timeout=10000",
        "cache_size=-65536",
        "temp_store=MEMORY",
    ):
        forbindelse.execute(f"PRAGMA {pragma}")


def _sqlite_begynn(forbindelse: Connection) -> None:
    forbindelse.exec_driver_sql("BEGIN")


def _fri_forbindelse(engine: Engine) -> DBAPIConnection:
    """A driver connection that belongs to the writer alone, and to no pool."""
    laant = engine.raw_connection()
    laant.detach()
    assert laant.dbapi_connection is not None  # it was just taken
    return laant.dbapi_connection


class PostgresLager(Lager):
    """A schema per sandbox; the writer holds an advisory lock for as long as it is open."""

    def __init__(self, url: str) -> None:
        adresse = make_url(url)
        if adresse.drivername in ("postgresql", "postgres"):
            adresse = adresse.set(drivername="postgresql+psycopg")
        self._url = adresse
        self._admin = create_engine(adresse, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def _koble(self) -> Connection:
        try:
            return self._admin.connect()
        except OperationalError as feil:
            raise self._avvik(feil, "svarer ikke", "does not answer") from feil

    def _avvik(self, feil: DatabaseError, hva: str, what: str) -> Avvik:
        grunn = str(feil.orig).strip().splitlines()[0]
        vist = self._url.render_as_string(hide_password=True)
        return Avvik(
            Feilkode.UGYLDIG_VERDI, f"PostgreSQL på {vist} {hva}: {grunn}", f"PostgreSQL at {vist} {what}: {grunn}",
            felt="--database",
        )  # fmt: skip

    def liste(self) -> list[str]:
        with self._koble() as forbindelse:
            navn = inspect(forbindelse).get_schema_names()
        return sorted(n.removeprefix(SKJEMAPREFIKS) for n in navn if n.startswith(SKJEMAPREFIKS))

    def opprett(self, navn: str) -> None:
        kontroller_navn(navn)
        self.aapne(navn).lukk()

    def aapne(self, navn: str) -> Base:
        skjema = SKJEMAPREFIKS + navn
        try:
            with self._koble() as forbindelse:
                forbindelse.exec_driver_sql(f'CREATE SCHEMA IF NOT EXISTS "{skjema}"')
        except ProgrammingError as feil:  # a user that may not make schemas
            raise self._avvik(feil, "lar seg ikke bruke", "cannot be used") from feil
        engine = create_engine(
            self._url, paramstyle="format", pool_size=2, pool_pre_ping=True,
            connect_args={"options": f'-csearch_path="{skjema}"'},
        )  # fmt: skip
        skriver = _fri_forbindelse(engine)
        peker = skriver.cursor()
        peker.execute("SELECT pg_try_advisory_lock(hashtext(current_database()), hashtext(%s))", (skjema,))
        rad = peker.fetchone()
        skriver.commit()
        if rad is None or not rad[0]:
            skriver.close()
            engine.dispose()
            raise _opptatt(navn, self._url.render_as_string(hide_password=True))
        _gjoer_klar(engine, engine.dialect, skjema)
        return Base(engine, engine.dialect, skriver)

    def slett(self, navn: str) -> None:
        with self._koble() as forbindelse:
            forbindelse.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{SKJEMAPREFIKS + navn}" CASCADE')

    def lukk(self) -> None:
        self._admin.dispose()
