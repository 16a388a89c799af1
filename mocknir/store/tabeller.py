"""The tables of one sandbox, for SQLite and PostgreSQL alike.

Days are ISO text (`2017-02-28`), moments are ISO text in Norwegian time without an offset
(`2017-02-28T03:00:00`): both sort as they stand, read well in any database tool, and need no conversion that
differs between the two databases. `registrert_fra`/`registrert_til` say what NIR knew when (design.md §3).
"""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

VERSJON = "0001"
"""The migration that these tables are the result of; held against the migrations by a test."""

klokke = Table(
    "klokke", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("modus", String(10), nullable=False),
    Column("anker", String(26), nullable=False),
    Column("vegg", Float, nullable=False),
    Column("fart", Float, nullable=False),
    Column("maal", String(26)),
    Column("begynte", String(26), nullable=False),
)  # fmt: skip

person = Table(
    "person", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("foedselsnummer", String(11), unique=True),
    Column("dufnummer", String(12), unique=True),
    Column("navn", Text, nullable=False),
    Column("foedt", String(10), nullable=False),
    Column("kjoenn", String(1), nullable=False),
    Column("statsborgerskap", String(3), nullable=False),
    Column("ankomst", String(10)),
    Column("avtalt_bosatt", Boolean, nullable=False),
    Column("doed", String(10)),
    Column("utvandret", String(10)),
    Column("opphold", Text, nullable=False),
    Column("adresser", Text, nullable=False),
    Column("journal_id", Integer, nullable=False),
)  # fmt: skip

registrering = Table(
    "registrering", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("person_id", Integer, nullable=False),
    Column("kommune", String(4), nullable=False),
    Column("ekstern_id", String(64), nullable=False),
    Column("type", String(24), nullable=False),
    Column("ordning", String(12), nullable=False),
    Column("kode", String(40)),
    Column("fra", String(10)),
    Column("til", String(10)),
    Column("innhold", Text, nullable=False),
    Column("aktoer", String(64), nullable=False),
    Column("kanal", String(10), nullable=False),
    Column("handling", String(8), nullable=False),
    Column("registrert_fra", String(26), nullable=False),
    Column("registrert_til", String(26)),
    Column("journal_id", Integer, nullable=False),
)  # fmt: skip
POST = tuple(k for k in registrering.columns if k.name not in ("handling", "registrert_til"))
"""What a registration is read from: a column left out of a thousand rows is a thousand values not made."""

_GJELDER = registrering.c.registrert_til.is_(None)
Index("registrering_person", registrering.c.person_id)
Index("registrering_ekstern", registrering.c.ekstern_id, sqlite_where=_GJELDER, postgresql_where=_GJELDER)
Index("registrering_kommune", registrering.c.kommune, registrering.c.id)

program = Table(
    "program", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("person_id", Integer, nullable=False),
    Column("nr", Integer, nullable=False),
    Column("kommune", String(4), nullable=False),
    Column("lov", String(24), nullable=False),
    Column("kategori", String(40)),
    Column("start", String(10), nullable=False),
    Column("planlagt_slutt", String(10)),
    Column("frist", String(10), nullable=False),
    Column("grense", String(10), nullable=False),
    Column("sist_aktiv", String(10), nullable=False),
    Column("flyttet", String(10)),
    Column("borte", String(10)),
    Column("forlenget", Boolean, nullable=False),
    Column("slutt", String(10)),
    Column("aarsak", String(40)),
    Column("avsluttet_av", String(8)),
    Column("viderefoert", Boolean, nullable=False),
    Column("registrert_fra", String(26), nullable=False),
    Column("registrert_til", String(26)),
    Column("journal_id", Integer, nullable=False),
)  # fmt: skip
Index("program_person", program.c.person_id)
# Of those that ended alone: SQLite would else look there for those that run, through all their versions.
_avsluttet = program.c.slutt.is_not(None)
Index("program_slutt", program.c.slutt, sqlite_where=_avsluttet, postgresql_where=_avsluttet)
_loeper = program.c.registrert_til.is_(None) & program.c.slutt.is_(None)
for _kolonne in (program.c.flyttet, program.c.borte, program.c.sist_aktiv, program.c.grense):
    # That a column has a value is said only where it may lack one: SQLite would not take the index otherwise.
    _hvor = _loeper & _kolonne.is_not(None) if _kolonne.nullable else _loeper
    Index(f"program_loeper_{_kolonne.name}", _kolonne, sqlite_where=_hvor, postgresql_where=_hvor)

lukking = Table(
    "lukking", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("person_id", Integer, nullable=False, index=True),
    Column("program_nr", Integer, nullable=False),
    Column("kommune", String(4), nullable=False),
    Column("post_id", Integer, nullable=False, unique=True),
    Column("regel", String(40), nullable=False),
    Column("sluttdato", String(10), nullable=False),
    Column("natt", String(10), nullable=False),
    Column("tekst", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("parametre", Text, nullable=False),
    Column("saa_paa", Text, nullable=False),
    Column("journal_id", Integer, nullable=False),
)  # fmt: skip

bruker = Table(
    "bruker", metadata,
    Column("navn", String(64), primary_key=True),
    Column("passord", Text, nullable=False),
    Column("kommune", String(4), nullable=False),
    Column("roller", Text, nullable=False),
    Column("journal_id", Integer, nullable=False),
)  # fmt: skip

tilgang = Table(
    "tilgang", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kommune", String(4), nullable=False),
    Column("fra", String(10), nullable=False),
    Column("til", String(10), nullable=False),
    Column("ordning", String(12)),
    Column("ut_dagen", String(10), nullable=False),
    Column("merke", Text),
    Column("journal_id", Integer, nullable=False),
    Column("sak", Integer),
    Column("trukket", String(26)),
)  # fmt: skip

stoettesak = Table(
    "stoettesak", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kommune", String(4), nullable=False),
    Column("fra", String(10), nullable=False),
    Column("til", String(10), nullable=False),
    Column("ordning", String(12)),
    Column("begrunnelse", Text, nullable=False),
    Column("merke", Text),
    Column("kontakt", Text),
    Column("rolle", String(40), nullable=False),
    Column("mottatt", String(26), nullable=False),
    Column("status", String(10), nullable=False),
    Column("avgjort", String(26)),
    Column("avgjort_av", String(64)),
    Column("svar", Text),
    Column("journal_id", Integer, nullable=False),
)  # fmt: skip

stoettepraksis = Table(
    "stoettepraksis", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("modus", String(20), nullable=False),
    Column("merker", Text, nullable=False),
    Column("dager", Integer, nullable=False),
    Column("journal_id", Integer, nullable=False),
)  # fmt: skip

parameter = Table(
    "parameter", metadata,
    Column("regel", String(40), primary_key=True),
    Column("navn", String(60), primary_key=True),
    Column("verdi", Text, nullable=False),
    Column("journal_id", Integer, nullable=False),
)  # fmt: skip

journal = Table(
    "journal", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("tidspunkt", String(26), nullable=False),
    Column("kanal", String(10), nullable=False),
    Column("operasjon", String(40), nullable=False),
    Column("bruker", String(64)),
    Column("kommune", String(4)),
    Column("ident", String(12)),
    Column("meldings_id", String(64)),
    Column("innhold_hash", String(64)),
    Column("feilkode", String(40)),
    Column("tekst", Text),
    Column("godtatt", Integer, nullable=False, default=0),
    Column("advart", Integer, nullable=False, default=0),
    Column("uendret", Integer, nullable=False, default=0),
    Column("avvist", Integer, nullable=False, default=0),
    Column("forespoersel", LargeBinary),
    Column("detaljer", LargeBinary),
    UniqueConstraint("kommune", "meldings_id", name="journal_melding"),
)  # fmt: skip
# A transfer mostly concerns many persons, and then has none: it would move a page of the index to no use.
_om_en = journal.c.ident.is_not(None)
Index("journal_ident", journal.c.ident, sqlite_where=_om_en, postgresql_where=_om_en)

anmerkning = Table(
    "anmerkning", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("journal_id", Integer, nullable=False, index=True),
    Column("linje", Integer, nullable=False),
    Column("ident", String(12), nullable=False, index=True),
    Column("ekstern_id", String(64), nullable=False),
    Column("type", String(24), nullable=False),
    Column("regel", String(40), nullable=False),
    Column("alvor", String(10), nullable=False),
    Column("tekst", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("felt", String(64)),
)  # fmt: skip

fault = Table(
    "fault", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("operation", String(40)),
    Column("kommune", String(4)),
    Column("meldings_id", String(64)),
    Column("person", String(12)),
    Column("bruker", String(64)),
    Column("nth", Integer),
    Column("probability", Float),
    Column("times", Integer),
    Column("stage", String(16), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("seconds", Float),
    Column("antall_bytes", Integer),
    Column("seen", Integer, nullable=False),
    Column("struck", Integer, nullable=False),
    Column("journal_id", Integer, nullable=False),
)  # fmt: skip

fault_strike = Table(
    "fault_strike", metadata,
    Column("fault_id", Integer, primary_key=True, autoincrement=False),
    Column("nr", Integer, primary_key=True, autoincrement=False),
    Column("stage", String(16), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("seconds", Float),
    Column("antall_bytes", Integer),
    Column("meldings_id", String(64), index=True),
    Column("journal_id", Integer, nullable=False, index=True),
)  # fmt: skip

egenskap = Table(
    "egenskap", metadata,
    Column("navn", String(40), primary_key=True),
    Column("verdi", Text, nullable=False),
)  # fmt: skip

alembic_version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))
