"""The store of municipal systems: record, event and outbox in one transaction."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from fagsystem_sim.fakta import Arbeid, Innbygger
from fagsystem_sim.lager import koding
from fagsystem_sim.lager.tabeller import AVSLUTTENDE, metadata
from fagsystem_sim.meldinger import Funn
from fagsystem_sim.vaner.vane import INGEN

UKJENT = "ukjent"
"""The status of what NIR has not answered."""


class LagerFeil(Exception):
    """The store cannot be read or written; what was under way has not been kept, what was before has."""


class LagerFullt(LagerFeil):
    """There is no room for it."""


class Post(NamedTuple):
    """A registration as the record has it; `innhold` as text, numbers and truth values."""

    kommune: str
    ekstern_id: str
    innbygger: int
    ident: str
    rolle: str
    handling: str
    type: str
    innhold: dict[str, Any]
    registrert: date
    kanal: str
    vane: str | None
    status: str
    funn: tuple[Funn, ...]
    svart: date | None


_POST = (
    "kommune, ekstern_id, innbygger, ident, rolle, handling, type, innhold, registrert, kanal, vane, status, funn, "
    "svart"
)
_REGISTRERING = (
    f"INSERT INTO registrering ({_POST}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,NULL,NULL) "
    "ON CONFLICT (kommune, ekstern_id) DO UPDATE SET handling=excluded.handling, innhold=excluded.innhold, "
    "registrert=excluded.registrert, kanal=excluded.kanal, vane=excluded.vane, status=excluded.status"
)
_GLEMT = (
    "INSERT INTO glemt (kommune, ekstern_id, innbygger, ident, rolle, handling, type, innhold, registrert, vane) "
    "VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (kommune, ekstern_id) DO UPDATE SET handling=excluded.handling, "
    "innhold=excluded.innhold, registrert=excluded.registrert, vane=excluded.vane"
)
_HENDELSE = "INSERT INTO hendelse (kommune, ekstern_id, dag, hva, tekst) VALUES (?,?,?,?,?)"
_UTBOKS = (
    "INSERT INTO utboks (kommune, kanal, rolle, klar, ekstern_id, ident, handling, type, innhold, igjen, melding) "
    "VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)
_TILSTAND = "INSERT INTO tilstand (navn, verdi) VALUES (?,?) ON CONFLICT (navn) DO UPDATE SET verdi=excluded.verdi"
_HVA = {"registrer": "registrert", "slett": "slettet"}


class Utboksrad(NamedTuple):
    """What is to be sent, as a row of the outbox; `melding` None until it has been put into one."""

    kommune: str
    kanal: str
    rolle: str
    klar: str
    ekstern_id: str
    ident: str
    handling: str
    type: str
    innhold: str
    igjen: bool = False
    melding: str | None = None


class Bunke(NamedTuple):
    """Registrations as the rows that they become: record, what was forgotten, events, outbox."""

    poster: list[tuple[Any, ...]]
    glemte: list[tuple[Any, ...]]
    hendelser: list[tuple[Any, ...]]
    utboks: list[Utboksrad]


def bunke(arbeid: Iterable[Arbeid]) -> Bunke:
    """The rows of registrations; what nobody registers (`kanal` ingen) only the case folder knows."""
    ut = Bunke([], [], [], [])
    skriv = koding.skriv
    for dag, kommune, nr, ident, rolle, id_, handling, type_, innhold, kanal, vane in arbeid:
        tekst, klar = skriv(innhold), dag.isoformat()
        if kanal == INGEN:
            ut.glemte.append((kommune, id_, nr, ident, rolle, handling, type_, tekst, klar, vane))
            continue
        ut.poster.append((kommune, id_, nr, ident, rolle, handling, type_, tekst, klar, kanal, vane, UKJENT))
        ut.hendelser.append((kommune, id_, klar, _HVA[handling], None))
        ut.utboks.append(Utboksrad(kommune, kanal, rolle, klar, id_, ident, handling, type_, tekst))
    return ut


class Lager:
    """A store at a database URL (`sqlite:///fil`, `postgresql+psycopg://…`); made when it is not there.

    `merke` goes into the ids of its messages and tells stores apart that send to the same NIR; it is kept from the
    first time on. One process writes one store; its threads may share it. Raises LagerFeil.
    """

    def __init__(self, url: str, merke: str = "fs") -> None:
        self._laas = threading.RLock()
        self._i_transaksjon = False
        try:
            valg: dict[str, Any] = (
                {"connect_args": {"check_same_thread": False, "timeout": 30}}
                if url.startswith("sqlite")
                else {"paramstyle": "format"}
            )
            self._motor = create_engine(url, **valg)
            self._sqlite = self._motor.dialect.name == "sqlite"
            if self._sqlite:
                event.listen(self._motor, "connect", _pragma)
            metadata.create_all(self._motor)
            self._forbindelse = self._motor.connect()
            # The driver's own: a message needs a dozen statements, and SQLAlchemy takes as long for each as SQLite.
            self._db: Any = self._forbindelse.connection.dbapi_connection
            self._feil: Any = self._motor.dialect.loaded_dbapi.Error
        except (SQLAlchemyError, ImportError) as feil:
            raise LagerFeil(f"Lageret {url} kan ikke åpnes: {_aarsak(feil)} / It cannot be opened.") from feil
        if (kjent := self.tilstand("merke")) is None:
            self.sett_tilstand("merke", merke)
        self.merke = kjent or merke

    def lukk(self) -> None:
        """Let the database go."""
        self._forbindelse.close()
        self._motor.dispose()

    def meld_inn(self, innbyggere: Iterable[Innbygger]) -> None:
        """Put persons into the store; those it has are left as they are."""
        rader = [(i.nr, i.foedselsnummer, i.dufnummer, i.navn, i.kommune) for i in innbyggere]
        if rader:
            with self.transaksjon():
                self.mange(
                    "INSERT INTO innbygger (nr, foedselsnummer, dufnummer, navn, kommune) VALUES (?,?,?,?,?) "
                    "ON CONFLICT (nr) DO NOTHING",
                    rader,
                )

    def registrer(self, arbeid: Iterable[Arbeid], husk: tuple[str, str] | None = None) -> int:
        """Keep registrations and put them in the outbox, all of them or none; how many are to be sent.

        What nobody registers (`kanal` ingen) is kept as forgotten: the case folder knows it, the system does not.
        `husk` is a name and a value that the store remembers (`tilstand`) just when it has kept them.
        """
        ferdig = bunke(arbeid)
        with self.transaksjon():
            self.skriv(ferdig, husk)
        return len(ferdig.utboks)

    def skriv(self, bunken: Bunke, husk: tuple[str, str] | None = None) -> None:
        """Write rows within a transaction, and what the store is to remember with them."""
        self.mange(_REGISTRERING, bunken.poster)
        self.mange(_GLEMT, bunken.glemte)
        self.mange(_HENDELSE, bunken.hendelser)
        self.mange(_UTBOKS, bunken.utboks)
        if husk is not None:
            self.en(_TILSTAND, *husk)

    def poster(self, kommune: str, *, bare_avsluttende: bool = False) -> Iterator[Post]:
        """The record of a kommune, in order of key; or only what ends something and what NIR has rejected."""
        bare = f"AND {AVSLUTTENDE} " if bare_avsluttende else ""
        for rad in self.rader(f"SELECT {_POST} FROM registrering WHERE kommune=? {bare}ORDER BY ekstern_id", kommune):
            k, id_, nr, ident, rolle, handling, type_, innhold, registrert, kanal, vane, status, funn, svart = rad
            yield Post(
                k, id_, nr, ident, rolle, handling, type_, koding.les(innhold), date.fromisoformat(registrert), kanal,
                vane, status, koding.les_funn(funn), date.fromisoformat(svart) if svart else None,
            )  # fmt: skip

    def glemte(self, kommune: str, til: date) -> list[Arbeid]:
        """What nobody in a kommune has registered, though it would have been by a day."""
        sql = (
            "SELECT g.registrert, g.kommune, g.innbygger, g.ident, g.rolle, g.ekstern_id, g.handling, g.type, "
            "g.innhold FROM glemt g LEFT JOIN registrering r ON r.kommune=g.kommune AND r.ekstern_id=g.ekstern_id "
            "WHERE g.kommune=? AND g.registrert<=? AND (r.registrert IS NULL OR r.registrert<g.registrert) "
            "ORDER BY g.registrert, g.ekstern_id"
        )
        return [
            Arbeid(date.fromisoformat(dag), k, nr, ident, rolle, id_, handling, type_, koding.les(innhold))
            for dag, k, nr, ident, rolle, id_, handling, type_, innhold in self.rader(sql, kommune, til.isoformat())
        ]

    def foerer_i_web(self, kommune: str) -> bool:
        """Whether a kommune has registered anything by hand in NIR web."""
        return bool(self.rader("SELECT 1 FROM registrering WHERE kommune=? AND kanal='NIR-web' LIMIT 1", kommune))

    def kommuner(self) -> list[str]:
        """The kommuner that the store holds records of."""
        return [rad[0] for rad in self.rader("SELECT DISTINCT kommune FROM registrering ORDER BY kommune")]

    def i_utboksen(self, kommune: str) -> dict[str, str]:
        """What waits to be sent, with the state of the message that it is in (`ny` where it is in none yet)."""
        return {
            id_: status or "ny"
            for id_, status in self.rader(
                "SELECT u.ekstern_id, m.status FROM utboks u LEFT JOIN melding m ON m.kommune=u.kommune "
                "AND m.kanal=u.kanal AND m.rolle=u.rolle AND m.meldings_id=u.melding WHERE u.kommune=? ORDER BY u.id",
                kommune,
            )
        }

    def foerst_registrert(self, kommune: str) -> dict[str, date]:
        """The day on which each registration was made for the first time."""
        rader = self.rader(
            "SELECT ekstern_id, min(dag) FROM hendelse WHERE kommune=? AND hva='registrert' GROUP BY ekstern_id",
            kommune,
        )
        return {id_: date.fromisoformat(dag) for id_, dag in rader}

    def roller(self, kommune: str) -> list[str]:
        """The roles by which a kommune has registered."""
        return [
            rad[0]
            for rad in self.rader("SELECT DISTINCT rolle FROM registrering WHERE kommune=? ORDER BY rolle", kommune)
        ]

    def venter(self, kommune: str | None = None) -> int:
        """How many registrations lie in the outbox."""
        if kommune is None:
            return int(self.rader("SELECT count(*) FROM utboks")[0][0])
        return int(self.rader("SELECT count(*) FROM utboks WHERE kommune=?", kommune)[0][0])

    def slaa_sammen(self, gammel: str, ny: str) -> None:
        """A kommune has got a new number: its record, and what it has not sent, go on under that.

        Messages that are under way are taken apart: under the new number they are new messages.
        """
        with self.transaksjon():
            self.en("DELETE FROM melding WHERE kommune=? AND status<>'kvittert'", gammel)
            self.en("UPDATE utboks SET kommune=?, melding=NULL WHERE kommune=?", ny, gammel)
            self.en("UPDATE glemt SET kommune=? WHERE kommune=?", ny, gammel)
            self.en("UPDATE registrering SET kommune=? WHERE kommune=?", ny, gammel)
            self.en("UPDATE hendelse SET kommune=? WHERE kommune=?", ny, gammel)

    def tilstand(self, navn: str) -> str | None:
        """What the store remembers under a name."""
        rader = self.rader("SELECT verdi FROM tilstand WHERE navn=?", navn)
        return rader[0][0] if rader else None

    def sett_tilstand(self, navn: str, verdi: str) -> None:
        """Remember something under a name."""
        with self.transaksjon():
            self.en(_TILSTAND, navn, verdi)

    @contextmanager
    def transaksjon(self) -> Iterator[None]:
        """All that is written within it is kept, or nothing of it. Raises LagerFeil where the disk says no."""
        with self._laas:
            self._i_transaksjon = True
            try:
                yield
                self._db.commit()
            except BaseException as feil:
                self._db.rollback()
                if isinstance(feil, self._feil):
                    raise _feil(feil) from feil
                raise
            finally:
                self._i_transaksjon = False

    def rader(self, sql: str, *verdier: Any) -> Sequence[Any]:
        """The rows of a query. Its `?` take the values in turn."""
        with self._laas:
            if self._i_transaksjon:
                return list(self._kjoer(sql, verdier))
            with self.transaksjon():
                return list(self._kjoer(sql, verdier))

    def en(self, sql: str, *verdier: Any) -> int:
        """Run a statement within a transaction; how many rows it met."""
        return int(self._kjoer(sql, verdier).rowcount)

    def mange(self, sql: str, rader: Sequence[tuple[Any, ...]]) -> None:
        """Run a statement within a transaction once for each row of values."""
        if rader:
            self._db.cursor().executemany(self._sql(sql), rader)

    def _kjoer(self, sql: str, verdier: tuple[Any, ...]) -> Any:
        markoer = self._db.cursor()
        markoer.execute(self._sql(sql), verdier)
        return markoer

    def _sql(self, sql: str) -> str:
        return sql if self._sqlite else sql.replace("?", "%s")


def _pragma(forbindelse: sqlite3.Connection, _post: object) -> None:
    """WAL lets others read meanwhile; NORMAL survives the death of the process, which is what is promised."""
    for valg in ("journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY", "wal_autocheckpoint=8000",
                 "cache_size=-8000"):  # fmt: skip
        forbindelse.execute(f"PRAGMA {valg}")


def _feil(feil: BaseException) -> LagerFeil:
    aarsak = str(feil)
    if "full" in aarsak or "disk I/O" in aarsak or "No space" in aarsak:
        return LagerFullt(
            f"Disken er full ({aarsak}): ingenting av det siste ble skrevet halvt. Lag plass, og gå videre. / "
            "The disk is full: nothing was half-written. Make room and go on."
        )
    return LagerFeil(f"Lageret kan ikke brukes: {aarsak} / The store cannot be used.")


def _aarsak(feil: BaseException) -> str:
    return str(getattr(feil, "orig", None) or feil)
