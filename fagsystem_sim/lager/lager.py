"""The store of municipal systems: record, event and outbox in one transaction."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from fagsystem_sim.fakta import Arbeid, Innbygger
from fagsystem_sim.lager import database, koding
from fagsystem_sim.lager.database import IngenLager, LagerFeil, LagerFullt, LagerNektet, LagerSvarerIkke
from fagsystem_sim.lager.tabeller import AVSLUTTENDE, metadata, tilstand
from fagsystem_sim.meldinger import Funn
from fagsystem_sim.vaner.vane import INGEN

UKJENT = "ukjent"
"""The status of what NIR has not answered."""

EIER = "mappe"
"""The name by which a store remembers the mark of the folder that it belongs to."""

__all__ = ["EIER", "UKJENT", "IngenLager", "Lager", "LagerFeil", "LagerFullt", "LagerNektet", "LagerSvarerIkke", "Post"]


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
    """A store at a database URL (`sqlite:///fil`, `postgresql://…`); made when it is not there, unless `finnes`.

    `merke` goes into the ids of its messages and tells stores apart that send to the same NIR; it is kept from the
    first time on, and so is `eier`, the mark of the folder that it belongs to. One process writes one store, and where
    it is a PostgreSQL `hold` keeps others from it while it is open; its threads may share it. Raises LagerFeil.
    """

    def __init__(
        self, url: str, merke: str = "fs", *, eier: str | None = None, finnes: bool = False, hold: bool = False
    ) -> None:
        self.url = url
        self._laas = threading.RLock()
        self._i_transaksjon = False
        self._sqlite = database.er_fil(url)
        self._motor = database.motor(url)
        self._feil: Any = self._motor.dialect.loaded_dbapi.Error
        self._db: Any = None
        try:
            # The driver's own: a message needs a dozen statements, and SQLAlchemy takes as long for each as SQLite.
            laant = self._motor.raw_connection()
            laant.detach()
            self._db = laant.dbapi_connection
            if hold and not self._sqlite:
                database.laas(self._db, url)
            self._gjoer_klar(merke, eier, finnes)
        except LagerFeil:
            self.lukk()
            raise
        except (SQLAlchemyError, self._feil) as feil:
            self.lukk()
            raise database.kan_ikke_aapnes(url, feil) from feil

    def _gjoer_klar(self, merke: str, eier: str | None, finnes: bool) -> None:
        hvor, tabeller = database.vist(self.url), set(inspect(self._motor).get_table_names())
        kjent = self.tilstand("merke") if "tilstand" in tabeller else None
        self.merke = kjent or merke
        if kjent is not None:
            annen = None if eier is None else self.tilstand(EIER)
            if annen not in (eier, None) or (annen is None and eier is not None and not self._sqlite):
                raise database.en_annens(self.url)
            return
        if tabeller & metadata.tables.keys():
            raise LagerNektet(
                f"{hvor} holder tabeller som er andres, med de samme navnene; de røres ikke. Bruk en annen base. / "
                f"{hvor} holds tables of others, by the same names; they are left alone. Use another database."
            )
        if finnes:
            raise IngenLager(
                f"{hvor} er ikke lageret til et fagsystem. / {hvor} is not the store of a municipal system."
            )
        with self._motor.connect() as ny, ny.begin():
            database.begynn(ny)
            metadata.create_all(ny)
            ny.execute(tilstand.insert().values(navn="merke", verdi=merke))
            if eier is not None:
                ny.execute(tilstand.insert().values(navn=EIER, verdi=eier))

    def __enter__(self) -> "Lager":
        return self

    def __exit__(self, *_: object) -> None:
        self.lukk()

    def lukk(self) -> None:
        """Let the database go."""
        if self._db is not None:
            if not self._sqlite:  # the server may take its time to notice that nobody is there
                with suppress(self._feil):
                    self._db.cursor().execute("SELECT pg_advisory_unlock_all()")
            self._db.close()
        self._motor.dispose()

    def slett(self) -> None:
        """Remove the store's own tables and let the database go; whatever else lies there is left alone."""
        try:
            with self._motor.begin() as forbindelse:
                metadata.drop_all(forbindelse)
        except SQLAlchemyError as feil:
            raise database.kan_ikke_aapnes(self.url, feil) from feil
        finally:
            self.lukk()

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
        """All that is written within it is kept, or nothing of it; one within another is a part of that.

        Raises LagerFeil where the disk or the database says no.
        """
        with self._laas:
            if self._i_transaksjon:
                yield
                return
            self._i_transaksjon = True
            try:
                yield
                self._db.commit()
            except BaseException as feil:
                with suppress(self._feil):  # a connection that is lost has nothing left to roll back
                    self._db.rollback()
                if isinstance(feil, self._feil):
                    raise database.kan_ikke_brukes(self.url, feil, self._db) from feil
                raise
            finally:
                self._i_transaksjon = False

    def rader(self, sql: str, *verdier: Any) -> Sequence[Any]:
        """The rows of a query. Its `?` take the values in turn."""
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
