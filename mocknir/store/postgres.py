"""Sandboxes as PostgreSQL schemas; the writer holds an advisory lock for as long as it is open.

A schema is made, and put in the place of what another held, in one transaction. A snapshot is a schema too, under a
name of its own kind; whose it is stands in its comment.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, make_url
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError
from sqlalchemy.schema import CreateIndex, CreateTable

from mocknir.register.feil import Avvik, Feilkode
from mocknir.store import tabeller
from mocknir.store.base import Base, Setning
from mocknir.store.migrering import gjoer_klar
from mocknir.store.navnerom import Lager, Rader, Snapshot, opptatt

SKJEMAPREFIKS = "nir_"
SNAPSHOTPREFIKS = "nirsnap_"

MAKS_VAAKNE = 20
"""Each takes one connection for its writer and up to two for readers, of the hundred that a server usually has."""

_STYKKE = 200
"""Schemas that are asked of at a time: each takes a lock until the answer is there."""


class PostgresLager(Lager):
    """A schema per sandbox, and one per snapshot."""

    def __init__(self, url: str) -> None:
        adresse = make_url(url)
        if adresse.drivername in ("postgresql", "postgres"):
            adresse = adresse.set(drivername="postgresql+psycopg")
        self._url = adresse
        self._setninger: dict[object, Setning] = {}
        self._admin = create_engine(adresse, pool_size=2, pool_pre_ping=True)

    @property
    def maks_vaakne(self) -> int:
        return MAKS_VAAKNE

    @contextmanager
    def _transaksjon(self) -> Iterator[Connection]:
        try:
            with self._admin.begin() as forbindelse:
                yield forbindelse
        except OperationalError as feil:
            raise self._avvik(feil, "svarer ikke", "does not answer") from feil
        except ProgrammingError as feil:  # a user that may not make schemas
            raise self._avvik(feil, "lar seg ikke bruke", "cannot be used") from feil

    def _avvik(self, feil: DatabaseError, hva: str, what: str) -> Avvik:
        grunn = str(feil.orig).strip().splitlines()[0]
        vist = self._url.render_as_string(hide_password=True)
        return Avvik(
            Feilkode.UGYLDIG_VERDI, f"PostgreSQL på {vist} {hva}: {grunn}", f"PostgreSQL at {vist} {what}: {grunn}",
            felt="--database",
        )  # fmt: skip

    def lukk(self) -> None:
        self._admin.dispose()

    # --- sandboxes --------------------------------------------------------------------------------------------

    def _skjemaer(self, prefiks: str, navn: str = "") -> dict[str, dict[str, Any]]:
        """The schemas with a prefix, or the one of that name, and what their comments say."""
        with self._transaksjon() as forbindelse:
            rader = forbindelse.exec_driver_sql(
                "SELECT nspname, obj_description(oid, 'pg_namespace') FROM pg_namespace"
                " WHERE starts_with(nspname, %s) AND (%s = '' OR nspname = %s)",
                (prefiks, navn, prefiks + navn),
            )
            return {skjema.removeprefix(prefiks): _merknad(tekst) for skjema, tekst in rader}

    def liste(self) -> list[str]:
        return sorted(self._skjemaer(SKJEMAPREFIKS))

    def med_klokke(self, modus: str) -> list[str]:
        ut: list[str] = []
        with self._transaksjon() as forbindelse:
            skjemaer = list(forbindelse.exec_driver_sql(
                "SELECT n.nspname FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid"
                " WHERE c.relname = 'klokke' AND starts_with(n.nspname, %s) ORDER BY 1",
                (SKJEMAPREFIKS,),
            ).scalars())  # fmt: skip
        for i in range(0, len(skjemaer), _STYKKE):
            delt = " UNION ALL ".join(
                f"""SELECT '{skjema}' AS skjema, modus FROM "{skjema}".klokke""" for skjema in skjemaer[i : i + _STYKKE]
            )
            with self._transaksjon() as forbindelse:
                ut += [skjema for skjema, slik in forbindelse.exec_driver_sql(delt) if slik == modus]
        return sorted(skjema.removeprefix(SKJEMAPREFIKS) for skjema in ut)

    def finnes(self, navn: str) -> bool:
        return bool(self._skjemaer(SKJEMAPREFIKS, navn))

    def opprett(self, navn: str, rader: Rader, utloeper: float | None) -> None:
        skjema = SKJEMAPREFIKS + navn
        with self._transaksjon() as forbindelse:
            _lag(forbindelse, skjema, None)
            self._sett_inn(forbindelse, rader)
            _merk(forbindelse, skjema, {"expires": utloeper})

    def aapne(self, navn: str) -> Base:
        skjema = SKJEMAPREFIKS + navn
        engine = self._engine(skjema)

        def koble() -> DBAPIConnection:
            skriver = _fri_forbindelse(engine)
            peker = skriver.cursor()
            peker.execute("SELECT pg_try_advisory_lock(hashtext(current_database()), hashtext(%s))", (skjema,))
            rad = peker.fetchone()
            skriver.commit()
            if rad is None or not rad[0]:
                skriver.close()
                engine.dispose()
                raise opptatt(navn, self._url.render_as_string(hide_password=True))
            return skriver

        gjoer_klar(engine, skjema)
        return Base(engine, koble, self._setninger)

    def _engine(self, skjema: str) -> Engine:
        return create_engine(
            self._url, paramstyle="format", pool_size=2, pool_pre_ping=True,
            connect_args={"options": f'-csearch_path="{skjema}"'},
        )  # fmt: skip

    def toem(self, base: Base, rader: Rader) -> None:
        with base.transaksjon():
            base.utfoer_tekst(";".join(f"DELETE FROM {t.name}" for t in _TABELLER if t is not tabeller.alembic_version))
            for tabell, nye in rader.items():
                base.sett_inn(tabell, nye)

    def fork(self, base: Base, navn: str, snapshot: str | None, nytt_navn: str, utloeper: float | None) -> None:
        skjema = SKJEMAPREFIKS + nytt_navn
        kilde = SKJEMAPREFIKS + navn if snapshot is None else self._oppdatert(navn, snapshot)
        with self._transaksjon() as forbindelse:
            _lag(forbindelse, skjema, kilde)
            _merk(forbindelse, skjema, {"expires": utloeper})

    def slett(self, navn: str) -> None:
        skjemaer = [SKJEMAPREFIKS + navn, *(_snapshotskjema(navn, s.navn) for s in self.snapshots(navn))]
        with self._transaksjon() as forbindelse:
            for skjema in skjemaer:
                forbindelse.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{skjema}" CASCADE')

    def _sett_inn(self, forbindelse: Connection, rader: Rader) -> None:
        for tabell, nye in rader.items():
            for rad in nye:
                forbindelse.execute(tabell.insert().values(tuple(rad)))

    # --- snapshots and expiry ---------------------------------------------------------------------------------

    def snapshots(self, navn: str) -> list[Snapshot]:
        with self._transaksjon() as forbindelse:
            return _snapshots(forbindelse, navn)

    def har_snapshot(self, navn: str, snapshot: str) -> bool:
        return bool(self._skjemaer(_snapshotskjema(navn, snapshot)))

    def ta_snapshot(self, base: Base, navn: str, snapshot: str, tatt: float, rader: Rader) -> Snapshot:
        skjema = _snapshotskjema(navn, snapshot)
        with self._transaksjon() as forbindelse:
            _lag(forbindelse, skjema, SKJEMAPREFIKS + navn)
            for tabell in rader:
                forbindelse.execute(tabell.delete())
            self._sett_inn(forbindelse, rader)
            _merk(forbindelse, skjema, {"sandbox": navn, "snapshot": snapshot, "taken": tatt})
            return next(s for s in _snapshots(forbindelse, navn) if s.navn == snapshot)

    def gjenopprett(self, base: Base, navn: str, snapshot: str) -> None:
        kilde = self._oppdatert(navn, snapshot)
        with base.transaksjon():  # readers beside it see the one or the other
            base.utfoer_tekst(";".join(f"DELETE FROM {t.name}" for t in _TABELLER))
            base.utfoer_tekst(";".join(_kopier(t, kilde) for t in _TABELLER))

    def _oppdatert(self, navn: str, snapshot: str) -> str:
        """The schema of a snapshot, its tables brought up to date."""
        skjema = _snapshotskjema(navn, snapshot)
        engine = self._engine(skjema)
        gjoer_klar(engine, skjema)
        engine.dispose()
        return skjema

    def slett_snapshot(self, navn: str, snapshot: str) -> None:
        with self._transaksjon() as forbindelse:
            forbindelse.exec_driver_sql(f'DROP SCHEMA IF EXISTS "{_snapshotskjema(navn, snapshot)}" CASCADE')

    def utloep(self) -> dict[str, float]:
        return {navn: om["expires"] for navn, om in self._skjemaer(SKJEMAPREFIKS).items() if om.get("expires")}

    def sett_utloep(self, navn: str, utloeper: float | None) -> None:
        with self._transaksjon() as forbindelse:
            _merk(forbindelse, SKJEMAPREFIKS + navn, {"expires": utloeper})


_TABELLER: tuple[Table, ...] = tuple(tabeller.metadata.sorted_tables)


def _snapshotskjema(navn: str, snapshot: str) -> str:
    """A name that fits where two names of 40 characters do not."""
    return SNAPSHOTPREFIKS + sha256(f"{navn}/{snapshot}".encode()).hexdigest()[:40]


def _snapshots(forbindelse: Connection, navn: str) -> list[Snapshot]:
    ut = []
    funnet = forbindelse.exec_driver_sql(
        "SELECT nspname, obj_description(oid, 'pg_namespace'),"
        " (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c"
        " WHERE c.relnamespace = n.oid AND c.relkind = 'r')"
        " FROM pg_namespace n WHERE starts_with(nspname, %s)",
        (SNAPSHOTPREFIKS,),
    ).all()
    for skjema, tekst, byte in funnet:
        om = _merknad(tekst)
        if om.get("sandbox") == navn:
            klokke = forbindelse.exec_driver_sql(f'SELECT anker FROM "{skjema}".klokke').scalar_one()
            ut.append(Snapshot(om["snapshot"], om["taken"], klokke, int(byte)))
    return sorted(ut)


def _lag(forbindelse: Connection, skjema: str, kilde: str | None) -> None:
    """Make a schema, with what another one holds, and stand in it for the rest of the transaction."""
    lag_tabeller, lag_indekser = _ddl()
    forbindelse.exec_driver_sql(f'CREATE SCHEMA "{skjema}"; SET LOCAL search_path TO "{skjema}"; {lag_tabeller}')
    if kilde is None:
        forbindelse.execute(tabeller.alembic_version.insert().values(version_num=tabeller.VERSJON))
    else:
        forbindelse.exec_driver_sql(";".join(_kopier(t, kilde) for t in _TABELLER))
    forbindelse.exec_driver_sql(lag_indekser)


@cache
def _ddl() -> tuple[str, str]:
    """What makes the tables, and then their indexes; each is sent in one go."""
    dialekt = PGDialect_psycopg()  # type: ignore[no-untyped-call]  # sqlalchemy's has no types
    lag_tabeller = [str(CreateTable(t).compile(dialect=dialekt)) for t in _TABELLER]
    lag_indekser = [str(CreateIndex(i).compile(dialect=dialekt)) for t in _TABELLER for i in t.indexes]
    return ";".join(lag_tabeller), ";".join(lag_indekser)


def _kopier(tabell: Table, kilde: str) -> str:
    kolonner = ", ".join(f'"{kolonne.name}"' for kolonne in tabell.columns)
    return f'INSERT INTO {tabell.name} ({kolonner}) SELECT {kolonner} FROM "{kilde}".{tabell.name}'


def _merk(forbindelse: Connection, skjema: str, om: dict[str, Any]) -> None:
    """Write in a schema's comment; what stands there are names, which know no quotes, and numbers."""
    forbindelse.exec_driver_sql(f"""COMMENT ON SCHEMA "{skjema}" IS '{json.dumps(om)}'""")


def _merknad(tekst: str | None) -> dict[str, Any]:
    """What stands in a schema's comment; nothing where somebody else has written in it."""
    try:
        om = json.loads(tekst or "{}")
    except ValueError:
        return {}
    return om if isinstance(om, dict) else {}


def _fri_forbindelse(engine: Engine) -> DBAPIConnection:
    """A driver connection that belongs to the writer alone, and to no pool."""
    laant = engine.raw_connection()
    laant.detach()
    assert laant.dbapi_connection is not None  # it was just taken
    return laant.dbapi_connection
