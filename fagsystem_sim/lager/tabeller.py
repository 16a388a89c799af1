"""The tables of a store. One store may hold many kommuner; every key begins with the kommune."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text, text

metadata = MetaData()

Tekst = String().with_variant(String(collation="C"), "postgresql")
"""Text that is sorted by its characters' numbers on both databases, whatever language PostgreSQL was set up with: what
is drawn by chance is drawn in that order."""

innbygger = Table(
    "innbygger",
    metadata,
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("foedselsnummer", Tekst, nullable=False),
    Column("dufnummer", Tekst, nullable=False),
    Column("navn", Tekst, nullable=False),
    Column("kommune", Tekst, nullable=False),
)

AVSLUTTENDE = "(status='avvist' OR type='avslutning')"
"""Ends something, or NIR has rejected it: what a kommune goes through at a deadline, a tenth of its record."""

_AVSLUTTENDE, _I_WEB = text(AVSLUTTENDE), text("kanal='NIR-web'")

registrering = Table(
    "registrering",
    metadata,
    Column("kommune", Tekst, primary_key=True),
    Column("ekstern_id", Tekst, primary_key=True),
    Column("innbygger", Integer, nullable=False),
    Column("ident", Tekst, nullable=False),
    Column("rolle", Tekst, nullable=False),
    Column("handling", Tekst, nullable=False),
    Column("type", Tekst, nullable=False),
    Column("innhold", Text, nullable=False),
    Column("registrert", Tekst, nullable=False),
    Column("kanal", Tekst, nullable=False),
    Column("vane", Tekst),
    Column("status", Tekst, nullable=False),
    Column("funn", Text),
    Column("svart", Tekst),
    Index("registrering_avsluttende", "kommune", sqlite_where=_AVSLUTTENDE, postgresql_where=_AVSLUTTENDE),
    Index("registrering_i_web", "kommune", sqlite_where=_I_WEB, postgresql_where=_I_WEB),
)
"""The record as it stands: one row a registration, with what NIR last said of it.

`status` is `ukjent` until NIR has answered, then the outcome; `funn` the last findings as JSON, `svart` the day of
the answer.
"""

glemt = Table(
    "glemt",
    metadata,
    Column("kommune", Tekst, primary_key=True),
    Column("ekstern_id", Tekst, primary_key=True),
    Column("innbygger", Integer, nullable=False),
    Column("ident", Tekst, nullable=False),
    Column("rolle", Tekst, nullable=False),
    Column("handling", Tekst, nullable=False),
    Column("type", Tekst, nullable=False),
    Column("innhold", Text, nullable=False),
    Column("registrert", Tekst, nullable=False),
    Column("vane", Tekst),
)
"""What has happened and nobody has registered: the case folder knows it, the record does not.

`registrert` is the day on which it would have been.
"""

hendelse = Table(
    "hendelse",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kommune", Tekst, nullable=False),
    Column("ekstern_id", Tekst, nullable=False),
    Column("dag", Tekst, nullable=False),
    Column("hva", Tekst, nullable=False),
    Column("tekst", Text),
)
"""What has happened to the record: `registrert`, `slettet`, an outcome other than `godtatt`, `lukket`."""

utboks = Table(
    "utboks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kommune", Tekst, nullable=False),
    Column("kanal", Tekst, nullable=False),
    Column("rolle", Tekst, nullable=False),
    Column("klar", Tekst, nullable=False),
    Column("melding", Tekst),
    Column("igjen", Boolean, nullable=False, default=False),
    Column("ekstern_id", Tekst, nullable=False),
    Column("ident", Tekst, nullable=False),
    Column("handling", Tekst, nullable=False),
    Column("type", Tekst, nullable=False),
    Column("innhold", Text, nullable=False),
    Index("utboks_koe", "kommune", "kanal", "rolle", "melding", "klar"),
)
"""What is to be sent, as it was when registered; `melding` once it has been put into one, gone once answered.

`igjen` marks what goes out once more because the order was wrong.
"""

_KVITTERT_IKKE = text("status<>'kvittert'")
melding = Table(
    "melding",
    metadata,
    Column("kommune", Tekst, primary_key=True),
    Column("kanal", Tekst, primary_key=True),
    Column("rolle", Tekst, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("meldings_id", Tekst, nullable=False),
    Column("antall", Integer, nullable=False),
    Column("omvendt", Boolean, nullable=False),
    Column("status", Tekst, nullable=False),
    Column("forsoek", Integer, nullable=False),
    Column("neste", Tekst, nullable=False),
    Column("feil", Text),
    Index(
        "melding_aapen",
        "kommune",
        "kanal",
        "rolle",
        "nr",
        sqlite_where=_KVITTERT_IKKE,
        postgresql_where=_KVITTERT_IKKE,
    ),
)
"""The messages: `ny` until one was sent without an answer (`usikker`), then `kvittert`.

`meldings_id` is written before it is sent, so that a system that is started again sends the same message under the
same id. `neste` is the virtual moment from which it may be tried again.
"""

stroem = Table(
    "stroem",
    metadata,
    Column("kommune", Tekst, primary_key=True),
    Column("sekvens", Integer, nullable=False),
)
"""How far the change feed of a kommune has been read."""

lukking = Table(
    "lukking",
    metadata,
    Column("kommune", Tekst, primary_key=True),
    Column("sekvens", Integer, primary_key=True, autoincrement=False),
    Column("ident", Tekst, nullable=False),
    Column("ekstern_id", Tekst, nullable=False),
    Column("regel", Tekst, nullable=False),
    Column("sluttdato", Tekst, nullable=False),
    Column("natt", Tekst, nullable=False),
    Column("tekst", Text, nullable=False),
)
"""What NIR has closed by itself, as the feed told it."""

tilstand = Table(
    "tilstand",
    metadata,
    Column("navn", Tekst, primary_key=True),
    Column("verdi", Text, nullable=False),
)
"""What the store remembers of a run: how far its clock had come, and what the run needs to go on."""
