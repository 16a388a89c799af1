"""A sandbox as one SQLite file: opened for writing, copied, and given another's content."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import StaticPool

from mocknir.register.feil import Avvik, Feilkode
from mocknir.store import tabeller
from mocknir.store.base import Base, Setning
from mocknir.store.migrering import gjoer_klar


class SqliteBase(Base):
    def __init__(
        self, engine: Engine, koble: Callable[[], DBAPIConnection], setninger: dict[object, Setning],
        slipp: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(engine, koble, setninger)
        self._slipp = slipp

    @property
    def fil(self) -> sqlite3.Connection:
        """The writer's own connection."""
        self.vaakn()
        return cast(sqlite3.Connection, self._skriver)

    def erstatt(self, kilde: sqlite3.Connection) -> None:
        """Hold what another database does: one transaction, page by page, which readers see whole or not at all."""
        try:
            kilde.backup(self.fil)
            if not har_dagens_tabeller(self.fil):
                gjoer_klar(self.engine)
        except sqlite3.Error as feil:
            self.sviktet = True
            raise kan_ikke_skrives(Path(str(self.engine.url.database)), feil) from feil

    def lukk(self, kast: bool = False) -> None:
        if kast and not self.hviler:
            self.fil.execute("PRAGMA synchronous=OFF")  # what is to be thrown away need not reach the disk
        super().lukk(kast)
        self._slipp()


@cache
def tom() -> bytes:
    """A sandbox without a row, as SQLite keeps it in a file: made once, as it takes 30 ms."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    gjoer_klar(engine)
    with engine.connect() as forbindelse:
        raa: bytes = forbindelse.connection.dbapi_connection.serialize()  # type: ignore[union-attr]  # sqlite3's
    engine.dispose()
    return raa


@contextmanager
def kopi_av(base: Base, fil: Path) -> Iterator[sqlite3.Connection]:
    """A copy of an open sandbox in a file that nobody else knows yet, open to be changed."""
    kopi = sqlite3.connect(fil, isolation_level=None)
    with lukkes(kopi):
        kopi.execute("PRAGMA journal_mode=OFF")
        kopi.execute("PRAGMA synchronous=OFF")  # the file is synced as a whole once it is done
        cast(SqliteBase, base).fil.backup(kopi)
        yield kopi


def uforanderlig(fil: Path) -> sqlite3.Connection:
    """A snapshot, which nobody writes: it needs no lock and no log beside it."""
    return sqlite3.connect(f"{fil.resolve().as_uri()}?immutable=1", uri=True)


@contextmanager
def lukkes(forbindelse: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield forbindelse
    finally:
        forbindelse.close()


def kan_ikke_skrives(fil: Path, feil: Exception) -> Avvik:
    grunn = getattr(feil, "strerror", None) or feil
    return Avvik(
        Feilkode.INTERN_FEIL,
        f"{fil} kan ikke skrives ({grunn}), og ingenting er endret. Er disken full?",
        f"{fil} cannot be written ({grunn}), and nothing was changed. Is the disk full?",
    )


def filelaas(fil: Path) -> Callable[[], None] | None:
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


def oppsett(synchronous: str, forbindelse: Any, _post: Any = None) -> None:
    forbindelse.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "busy_timeout=10000",
        "cache_size=-16384",
        # Some 20 MB: a page that message after message touches is moved into the file once, not with each of them.
        "wal_autocheckpoint=5000",
        "temp_store=MEMORY",
    ):
        forbindelse.execute(f"PRAGMA {pragma}")


def begynn(forbindelse: Connection) -> None:
    forbindelse.exec_driver_sql("BEGIN")


def har_dagens_tabeller(forbindelse: sqlite3.Connection) -> bool:
    try:
        rad = forbindelse.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:  # no such table
        return False
    return rad is not None and rad[0] == tabeller.VERSJON
