"""Where a store lies: a SQLite file, or a schema of its own in a PostgreSQL, by their URLs."""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

SKJEMA = "fagsystem_sim"
"""The schema of a store in PostgreSQL: whatever else the database holds is not touched. One database, one store."""

VENT = 5
"""Seconds to wait for a store that another process still holds, as one that was killed does for a moment."""


class LagerFeil(Exception):
    """The store cannot be read or written; what was under way has not been kept, what was before has."""


class LagerFullt(LagerFeil):
    """There is no room for it."""


class LagerSvarerIkke(LagerFeil):
    """The database of the store cannot be reached, or has gone away."""


class LagerNektet(LagerFeil):
    """The store may not be had: no such database or user, or another's tables or run."""


class IngenLager(LagerNektet):
    """There is no store there."""


class UgyldigUrl(ValueError):
    """A text that is no URL of a store; `nb` and `en` say what would be."""

    def __init__(self, tekst: str) -> None:
        self.nb = f"«{tekst}» er ikke adressen til en PostgreSQL; skriv postgresql://bruker@vert/base"
        self.en = "That is no address of a PostgreSQL; write postgresql://user@host/base"
        super().__init__(f"{self.nb} / {self.en}")


def les_postgres(tekst: str) -> str:
    """The URL of a PostgreSQL, as `mocknir serve --database` takes it too. Raises UgyldigUrl."""
    try:
        url = make_url(tekst)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        raise UgyldigUrl(_uten_passord(tekst)) from None
    if url.get_backend_name() not in ("postgresql", "postgres") or not url.database:
        raise UgyldigUrl(_uten_passord(tekst))
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def vist(url: str) -> str:
    """A store's URL as it may be shown and written down: a file by its path, and no password."""
    lest = make_url(url)
    if lest.get_backend_name() == "sqlite":
        return str(lest.database)
    return lest._replace(password=None).difference_update_query(["password"]).render_as_string(hide_password=False)


def er_fil(url: str) -> bool:
    """Whether a store is a SQLite file."""
    return url.startswith("sqlite")


def motor(url: str) -> Engine:
    """What connects to a store."""
    if er_fil(url):
        ny = create_engine(url, connect_args={"check_same_thread": False, "timeout": 30})
        event.listen(ny, "connect", _pragma)
        return ny
    lest = make_url(url)
    valg: dict[str, Any] = {"options": f"-csearch_path={SKJEMA}"}
    if "connect_timeout" not in lest.query:
        valg["connect_timeout"] = 10
    return create_engine(lest.set(drivername="postgresql+psycopg"), paramstyle="format", connect_args=valg)


def laas(forbindelse: Any, url: str) -> None:
    """Hold a store in PostgreSQL for as long as a driver's connection lasts. Raises LagerNektet."""
    peker = forbindelse.cursor()
    peker.execute(f"SET lock_timeout = '{VENT}s'")
    try:
        peker.execute("SELECT pg_advisory_lock(hashtext(%s))", (SKJEMA,))
    except Exception as feil:
        forbindelse.rollback()
        if getattr(feil, "sqlstate", None) != "55P03":  # lock_not_available
            raise
        raise LagerNektet(
            f"En annen kjøring bruker lageret {vist(url)}; vent til den er ferdig, eller bruk en annen base. / "
            f"Another run is using the store {vist(url)}; wait for its end, or use another database."
        ) from None
    peker.execute("SET lock_timeout = 0")
    forbindelse.commit()


def begynn(forbindelse: Connection) -> None:
    """Make a place for the tables, in a transaction that makes all of them or none."""
    if forbindelse.dialect.name == "sqlite":
        forbindelse.exec_driver_sql("BEGIN IMMEDIATE")  # sqlite3 itself begins with the first row alone
    elif not forbindelse.exec_driver_sql("SELECT 1 FROM pg_namespace WHERE nspname=%s", (SKJEMA,)).first():
        forbindelse.exec_driver_sql(f"CREATE SCHEMA {SKJEMA}")


def en_annens(url: str) -> LagerNektet:
    """A store holds another run than the one that wants it."""
    hvor = vist(url)
    return LagerNektet(
        f"Lageret {hvor} holder en annen kjøring. Bruk en annen base, eller tøm det med --overwrite. / "
        f"The store {hvor} holds another run. Use another database, or empty it with --overwrite."
    )


def kan_ikke_aapnes(url: str, feil: BaseException) -> LagerFeil:
    """Why a store cannot be opened, and what to do."""
    hvor, grunn = vist(url), _grunn(feil)
    if er_fil(url):
        return LagerFeil(f"Lageret {hvor} kan ikke åpnes: {grunn} / The store {hvor} cannot be opened.")
    nb, en = "", ""
    if "database" in grunn and "does not exist" in grunn:
        base = make_url(url).database
        nb, en = f" Lag basen med «createdb {base}», eller rett --store.", f"Make it by createdb {base}, or correct"
    elif any(ord_ in grunn for ord_ in ("password", "authentication", "pg_hba", "role", "permission denied")):
        nb = " Rett brukeren i --store; passordet kan stå der, i PGPASSWORD eller i ~/.pgpass."
        en = "Correct the user; its password may stand there, in PGPASSWORD or in ~/.pgpass:"
    elif "connection option" in grunn:
        nb, en = " Rett --store.", "Correct"
    if nb:
        return LagerNektet(f"Lageret {hvor} slipper ingen inn: {grunn}.{nb} / It lets nobody in. {en} --store.")
    return LagerSvarerIkke(
        f"Lageret {hvor} svarer ikke: {grunn}. Start PostgreSQL, eller rett --store. / "
        f"The store {hvor} does not answer. Start PostgreSQL, or correct --store."
    )


def kan_ikke_brukes(url: str, feil: BaseException, forbindelse: Any) -> LagerFeil:
    """Why what was under way in a store has failed, and what to do."""
    hvor, grunn = vist(url), _grunn(feil)
    tilstand = getattr(feil, "sqlstate", None)
    if tilstand == "53100" or (er_fil(url) and ("is full" in grunn or "disk I/O" in grunn)):
        return LagerFullt(
            f"Disken er full ({grunn}): ingenting av det siste ble skrevet halvt. Lag plass, og gå videre. / "
            "The disk is full: nothing was half-written. Make room and go on."
        )
    if not er_fil(url) and forbindelse.closed:
        return LagerSvarerIkke(
            f"Lageret {hvor} svarer ikke lenger: {grunn}. Ingenting av det siste ble skrevet halvt; se at PostgreSQL "
            f"går, og gå videre. / The store {hvor} no longer answers. Nothing was half-written; see that PostgreSQL "
            "runs, and go on."
        )
    return LagerFeil(f"Lageret {hvor} kan ikke brukes: {grunn} / The store {hvor} cannot be used.")


def _pragma(forbindelse: sqlite3.Connection, _post: object) -> None:
    """WAL lets others read meanwhile; NORMAL survives the death of the process, which is what is promised."""
    for valg in ("journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY", "wal_autocheckpoint=8000",
                 "cache_size=-8000"):  # fmt: skip
        forbindelse.execute(f"PRAGMA {valg}")


def _grunn(feil: BaseException) -> str:
    """What a driver says, as one line."""
    return str(getattr(feil, "orig", None) or feil).strip().partition("\n")[0].rstrip(".")


def _uten_passord(tekst: str) -> str:
    """What was typed, without what stands before an «@»: it may hold a password."""
    foer, krok, etter = tekst.rpartition("@")
    return f"{foer.partition('://')[0]}://…@{etter}" if krok else tekst
