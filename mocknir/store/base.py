"""One open sandbox database: the one writer, the prepared statements, and readers beside it.

Schema and statements are SQLAlchemy Core; the hot ones are compiled once for the dialect and run on the driver's
own cursor, which costs a fifth of a Core call (design.md §9). One process writes one sandbox, and holds a lock
that says so.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Engine, Executable, Table, bindparam, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.sql.elements import ClauseElement

from mocknir.register.feil import Avvik, Feilkode
from mocknir.store import tabeller as t
from mocknir.store.varsel import Varsel

_logg = logging.getLogger(__name__)

Rad = Sequence[Any]
Spoersmaal = Callable[["Base"], Executable]
"""A statement, given as the function that builds it: it is built and compiled once for each open database."""


class Setning:
    """A statement in the words of one database, with the order its values go in."""

    __slots__ = ("faste", "navn", "sql")

    def __init__(self, uttrykk: Executable, dialekt: Dialect) -> None:
        ferdig = cast(ClauseElement, uttrykk).compile(dialect=dialekt)
        self.sql = str(ferdig)
        self.navn = tuple(getattr(ferdig, "positiontup", None) or ())
        self.faste = {navn: verdi for navn, verdi in ferdig.params.items() if verdi is not None}


class Base:
    """The database of one sandbox.

    `transaksjon` serialises all writing; what happens in it is durable when it ends and undone when it raises.
    `les` gives a connection of its own that sees what was last committed, for long reads beside the writer.
    `sviktet` says that the database failed: what is kept of it in memory may be ahead of it, so it must be opened anew.
    One that `hviler` holds no files or connections; the next call wakes it, and `ved_vaakning` reads anew what is
    kept of it in memory. `koble` makes the writer's connection; `setninger` are shared by all sandboxes of a store.
    `varsel` wakes who waits for something to be committed.
    """

    def __init__(self, engine: Engine, koble: Callable[[], DBAPIConnection], setninger: dict[object, Setning]) -> None:
        self.engine = engine
        self.sqlite = engine.dialect.name == "sqlite"
        self.laas = threading.RLock()
        self.hviler = False
        self.varsel = Varsel()
        self.ved_vaakning: Callable[[], None] = lambda: None
        self._dialekt = engine.dialect
        self._koble = koble
        self._setninger = setninger
        self._dybde = 0
        self._lukket = False
        self.sviktet = False
        self._driver = engine.dialect.loaded_dbapi
        self._aapne()
        self.les_tellere()

    def _aapne(self) -> None:
        self._skriver = self._koble()
        self._peker: DBAPICursor = self._skriver.cursor()

    def les_tellere(self) -> None:
        """Go on counting from the ids that the database has."""
        with self.transaksjon():
            self.ider = {tabell.name: self._teller(tabell) for tabell in _MED_ID}

    def _teller(self, tabell: Table) -> Iterator[int]:
        setning = self._setning(("siste", tabell.name), lambda: select(func.max(tabell.c.id)))
        self._peker.execute(setning.sql)
        (siste,) = cast(Rad, self._peker.fetchone())
        return count((siste or 0) + 1)

    def hvil(self) -> None:
        """Hold no files or connections until the next call."""
        with self.laas:
            if not (self.hviler or self._lukket or self._dybde):
                self.hviler = True
                self._slipp_databasen()

    def vaakn(self) -> None:
        """Have the database open, and in memory what it holds."""
        with self.laas:
            if self.hviler and not self._lukket:
                self._aapne()
                self.hviler = False
                self.les_tellere()
                self.ved_vaakning()
                self.varsel.meld()  # it may have been put back to something else

    @property
    def lukket(self) -> bool:
        """Whether the sandbox was closed for good."""
        return self._lukket

    def neste(self, tabell: Table) -> int:
        """The next id of a table; ids grow, and a transaction that is undone leaves a gap."""
        return next(self.ider[tabell.name])

    @contextmanager
    def transaksjon(self) -> Iterator[None]:
        """The one writer's transaction; entered again from within it, it is the same transaction."""
        with self.laas:
            if self._dybde:
                self._dybde += 1
                try:
                    yield
                finally:
                    self._dybde -= 1
                return
            if self._lukket:
                raise _slettet()
            if self.sviktet:
                raise _svikt(None, False)
            self.vaakn()
            lagrer = False
            try:
                if self.sqlite:
                    self._peker.execute("BEGIN IMMEDIATE")
                self._dybde = 1
                yield
                lagrer = True
                self._skriver.commit()
                self.varsel.meld()
            except BaseException as feil:
                self._rull_tilbake(feil)
                if isinstance(feil, self._driver.OperationalError):
                    _logg.exception("databasen sviktet")
                    raise _svikt(feil, lagrer) from feil
                raise
            finally:
                self._dybde = 0

    def _rull_tilbake(self, feil: BaseException) -> None:
        """Undo what the transaction did; a lost connection has undone it already."""
        self.sviktet = isinstance(feil, self._driver.Error)
        try:
            self._skriver.rollback()
        except self._driver.Error:
            self.sviktet = True

    @contextmanager
    def les(self) -> Iterator[Connection]:
        """A reader's connection, with one view of the database from its first question to its last."""
        if self._lukket:  # a connection would make its file anew
            raise _slettet()
        if self.hviler:
            self.vaakn()
        with self.engine.connect() as forbindelse:
            if not self.sqlite:
                forbindelse.execution_options(isolation_level="REPEATABLE READ")
            with forbindelse.begin():
                yield forbindelse

    def _setning(self, noekkel: object, bygg: Callable[[], Executable]) -> Setning:
        ferdig = self._setninger.get(noekkel)
        if ferdig is None:
            ferdig = self._setninger[noekkel] = Setning(bygg(), self._dialekt)
        return ferdig

    def rader(self, spoersmaal: Spoersmaal, verdier: dict[str, Any] | None = None) -> list[Rad]:
        """What a question answers, asked on the writer's own connection."""
        setning = self._setninger.get(spoersmaal) or self._setning(spoersmaal, lambda: spoersmaal(self))
        self._peker.execute(setning.sql, self._ordnet(setning, verdier or {}))
        return cast(list[Rad], self._peker.fetchall())

    def utfoer(self, spoersmaal: Spoersmaal, verdier: dict[str, Any]) -> None:
        """Carry out one statement in the running transaction."""
        setning = self._setning(spoersmaal, lambda: spoersmaal(self))
        self._peker.execute(setning.sql, self._ordnet(setning, verdier))

    def sett_inn(self, tabell: Table, rader: Sequence[Rad]) -> None:
        """Insert whole rows, their values in the order of the table's columns."""
        if not rader:
            return
        setning = self._setning(("inn", tabell.name), tabell.insert)
        if len(rader) == 1:
            self._peker.execute(setning.sql, rader[0])
        else:
            self._peker.executemany(setning.sql, rader)

    def avslutt_versjoner(self, tabell: Table, tidspunkt: str, ider: Iterable[int]) -> None:
        """From that moment on those versions no longer hold."""
        self.rett(tabell, "registrert_til", [(id_, tidspunkt) for id_ in ider])

    def rett(self, tabell: Table, kolonne: str, nye: Sequence[tuple[int, str]]) -> None:
        """Give one column of rows, named by their ids, new values."""
        if not nye:
            return
        setning = self._setning(
            (kolonne, tabell.name),
            lambda: tabell.update().where(tabell.c.id == bindparam("denne")).values({kolonne: bindparam("ny")}),
        )
        ordnet = [self._ordnet(setning, {"denne": id_, "ny": verdi}) for id_, verdi in nye]
        self._peker.executemany(setning.sql, ordnet)

    def _ordnet(self, setning: Setning, verdier: dict[str, Any]) -> Any:
        faste = setning.faste
        return [verdier[navn] if navn in verdier else faste[navn] for navn in setning.navn]

    def liste(self, verdier: Iterable[Any]) -> Any:
        """A list as a parameter of `blant`: JSON for SQLite, an array for PostgreSQL."""
        return json.dumps(list(verdier)) if self.sqlite else list(verdier)

    def utfoer_tekst(self, sql: str) -> None:
        """Carry out statements that are SQL already, in the running transaction."""
        self._peker.execute(sql)

    def lukk(self, kast: bool = False) -> None:
        """Let go of the database: what was committed stays unless it is to be thrown away; later calls are refused."""
        self._lukket = True
        self.varsel.vekk()
        if not self.hviler:
            self._slipp_databasen()

    def _slipp_databasen(self) -> None:
        self._peker.close()
        self._skriver.close()
        self.engine.dispose()


_MED_ID = (t.registrering, t.program, t.person, t.lukking, t.tilgang, t.stoettesak, t.journal, t.anmerkning)


def _slettet() -> Avvik:
    return Avvik(
        Feilkode.FINNES_IKKE,
        "Sandkassen ble slettet mens kallet var på vei. Lag den på nytt, eller bruk en annen",
        "The sandbox was deleted while the call was under way. Make it anew, or use another",
        felt="sandbox",
    )


def _svikt(feil: BaseException | None, lagrer: bool) -> Avvik:
    grunn = f" ({str(feil).strip().splitlines()[0]})" if feil is not None and str(feil).strip() else ""
    if lagrer:
        return Avvik(
            Feilkode.INTERN_FEIL,
            f"Databasen sviktet mens den lagret{grunn}, så det er uvisst om noe er registrert. Spør etter "
            "kvitteringen, eller send nøyaktig det samme igjen",
            f"The database failed as it stored{grunn}, so it is uncertain whether anything was registered. Ask for "
            "the receipt, or send exactly the same again",
        )
    return Avvik(
        Feilkode.INTERN_FEIL,
        f"Databasen svikter{grunn}, og ingenting er registrert. Prøv igjen når den svarer",
        f"The database fails{grunn}, and nothing was registered. Try again once it answers",
    )
