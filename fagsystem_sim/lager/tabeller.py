"""The tables of a store. One store may hold many kommuner; every key begins with the kommune."""

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text, text

metadata = MetaData()

innbygger = Table(
    "innbygger",
    metadata,
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("foedselsnummer", String, nullable=False),
    Column("dufnummer", String, nullable=False),
    Column("navn", String, nullable=False),
    Column("kommune", String, nullable=False),
)

AVSLUTTENDE = "(status='avvist' OR type='avslutning')"
"""Ends something, or NIR has rejected it: what a kommune goes through at a deadline, a tenth of its record."""

_AVSLUTTENDE, _I_WEB = text(AVSLUTTENDE), text("kanal='NIR-web'")

registrering = Table(
    "registrering",
    metadata,
    Column("kommune", String, primary_key=True),
    Column("ekstern_id", String, primary_key=True),
    Column("innbygger", Integer, nullable=False),
    Column("ident", String, nullable=False),
    Column("rolle", String, nullable=False),
    Column("handling", String, nullable=False),
    Column("type", String, nullable=False),
    Column("innhold", Text, nullable=False),
    Column("registrert", String, nullable=False),
    Column("kanal", String, nullable=False),
    Column("vane", String),
    Column("status", String, nullable=False),
    Column("funn", Text),
    Column("svart", String),
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
    Column("kommune", String, primary_key=True),
    Column("ekstern_id", String, primary_key=True),
    Column("innbygger", Integer, nullable=False),
    Column("ident", String, nullable=False),
    Column("rolle", String, nullable=False),
    Column("handling", String, nullable=False),
    Column("type", String, nullable=False),
    Column("innhold", Text, nullable=False),
    Column("registrert", String, nullable=False),
    Column("vane", String),
)
"""What has happened and nobody has registered: the case folder knows it, the record does not.

`registrert` is the day on which it would have been.
"""

hendelse = Table(
    "hendelse",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kommune", String, nullable=False),
    Column("ekstern_id", String, nullable=False),
    Column("dag", String, nullable=False),
    Column("hva", String, nullable=False),
    Column("tekst", Text),
)
"""What has happened to the record: `registrert`, `slettet`, an outcome other than `godtatt`, `lukket`."""

utboks = Table(
    "utboks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kommune", String, nullable=False),
    Column("kanal", String, nullable=False),
    Column("rolle", String, nullable=False),
    Column("klar", String, nullable=False),
    Column("melding", String),
    Column("igjen", Boolean, nullable=False, default=False),
    Column("ekstern_id", String, nullable=False),
    Column("ident", String, nullable=False),
    Column("handling", String, nullable=False),
    Column("type", String, nullable=False),
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
    Column("kommune", String, primary_key=True),
    Column("kanal", String, primary_key=True),
    Column("rolle", String, primary_key=True),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("meldings_id", String, nullable=False),
    Column("antall", Integer, nullable=False),
    Column("omvendt", Boolean, nullable=False),
    Column("status", String, nullable=False),
    Column("forsoek", Integer, nullable=False),
    Column("neste", String, nullable=False),
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
    Column("kommune", String, primary_key=True),
    Column("sekvens", Integer, nullable=False),
)
"""How far the change feed of a kommune has been read."""

lukking = Table(
    "lukking",
    metadata,
    Column("kommune", String, primary_key=True),
    Column("sekvens", Integer, primary_key=True, autoincrement=False),
    Column("ident", String, nullable=False),
    Column("ekstern_id", String, nullable=False),
    Column("regel", String, nullable=False),
    Column("sluttdato", String, nullable=False),
    Column("natt", String, nullable=False),
    Column("tekst", Text, nullable=False),
)
"""What NIR has closed by itself, as the feed told it."""

tilstand = Table(
    "tilstand",
    metadata,
    Column("navn", String, primary_key=True),
    Column("verdi", Text, nullable=False),
)
"""What the store remembers of a run: how far its clock had come, and what the run needs to go on."""
