"""The tables of the first day."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "anmerkning",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("linje", sa.Integer(), nullable=False),
        sa.Column("ident", sa.String(length=12), nullable=False),
        sa.Column("ekstern_id", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=24), nullable=False),
        sa.Column("regel", sa.String(length=40), nullable=False),
        sa.Column("alvor", sa.String(length=10), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("felt", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_anmerkning_ident"), "anmerkning", ["ident"], unique=False)
    op.create_index(op.f("ix_anmerkning_journal_id"), "anmerkning", ["journal_id"], unique=False)
    op.create_table(
        "bruker",
        sa.Column("navn", sa.String(length=64), nullable=False),
        sa.Column("passord", sa.Text(), nullable=False),
        sa.Column("kommune", sa.String(length=4), nullable=False),
        sa.Column("roller", sa.Text(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("navn"),
    )
    op.create_table(
        "egenskap",
        sa.Column("navn", sa.String(length=40), nullable=False),
        sa.Column("verdi", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("navn"),
    )
    op.create_table(
        "fault",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("operation", sa.String(length=40), nullable=True),
        sa.Column("kommune", sa.String(length=4), nullable=True),
        sa.Column("meldings_id", sa.String(length=64), nullable=True),
        sa.Column("person", sa.String(length=12), nullable=True),
        sa.Column("bruker", sa.String(length=64), nullable=True),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("probability", sa.Float(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("antall_bytes", sa.Integer(), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("struck", sa.Integer(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "fault_strike",
        sa.Column("fault_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nr", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("antall_bytes", sa.Integer(), nullable=True),
        sa.Column("meldings_id", sa.String(length=64), nullable=True),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("fault_id", "nr"),
    )
    op.create_index(op.f("ix_fault_strike_journal_id"), "fault_strike", ["journal_id"], unique=False)
    op.create_index(op.f("ix_fault_strike_meldings_id"), "fault_strike", ["meldings_id"], unique=False)
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tidspunkt", sa.String(length=26), nullable=False),
        sa.Column("kanal", sa.String(length=10), nullable=False),
        sa.Column("operasjon", sa.String(length=40), nullable=False),
        sa.Column("bruker", sa.String(length=64), nullable=True),
        sa.Column("kommune", sa.String(length=4), nullable=True),
        sa.Column("ident", sa.String(length=12), nullable=True),
        sa.Column("meldings_id", sa.String(length=64), nullable=True),
        sa.Column("innhold_hash", sa.String(length=64), nullable=True),
        sa.Column("feilkode", sa.String(length=40), nullable=True),
        sa.Column("tekst", sa.Text(), nullable=True),
        sa.Column("godtatt", sa.Integer(), nullable=False),
        sa.Column("advart", sa.Integer(), nullable=False),
        sa.Column("uendret", sa.Integer(), nullable=False),
        sa.Column("avvist", sa.Integer(), nullable=False),
        sa.Column("forespoersel", sa.LargeBinary(), nullable=True),
        sa.Column("detaljer", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kommune", "meldings_id", name="journal_melding"),
    )
    op.create_index(
        "journal_ident",
        "journal",
        ["ident"],
        unique=False,
        sqlite_where=sa.text("ident IS NOT NULL"),
        postgresql_where=sa.text("ident IS NOT NULL"),
    )
    op.create_table(
        "klokke",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("modus", sa.String(length=10), nullable=False),
        sa.Column("anker", sa.String(length=26), nullable=False),
        sa.Column("vegg", sa.Float(), nullable=False),
        sa.Column("fart", sa.Float(), nullable=False),
        sa.Column("maal", sa.String(length=26), nullable=True),
        sa.Column("begynte", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "lukking",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("program_nr", sa.Integer(), nullable=False),
        sa.Column("kommune", sa.String(length=4), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("regel", sa.String(length=40), nullable=False),
        sa.Column("sluttdato", sa.String(length=10), nullable=False),
        sa.Column("natt", sa.String(length=10), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("parametre", sa.Text(), nullable=False),
        sa.Column("saa_paa", sa.Text(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("post_id"),
    )
    op.create_index(op.f("ix_lukking_person_id"), "lukking", ["person_id"], unique=False)
    op.create_table(
        "parameter",
        sa.Column("regel", sa.String(length=40), nullable=False),
        sa.Column("navn", sa.String(length=60), nullable=False),
        sa.Column("verdi", sa.Text(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("regel", "navn"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("foedselsnummer", sa.String(length=11), nullable=True),
        sa.Column("dufnummer", sa.String(length=12), nullable=True),
        sa.Column("navn", sa.Text(), nullable=False),
        sa.Column("foedt", sa.String(length=10), nullable=False),
        sa.Column("kjoenn", sa.String(length=1), nullable=False),
        sa.Column("statsborgerskap", sa.String(length=3), nullable=False),
        sa.Column("ankomst", sa.String(length=10), nullable=True),
        sa.Column("avtalt_bosatt", sa.Boolean(), nullable=False),
        sa.Column("doed", sa.String(length=10), nullable=True),
        sa.Column("utvandret", sa.String(length=10), nullable=True),
        sa.Column("opphold", sa.Text(), nullable=False),
        sa.Column("adresser", sa.Text(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dufnummer"),
        sa.UniqueConstraint("foedselsnummer"),
    )
    op.create_table(
        "program",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("kommune", sa.String(length=4), nullable=False),
        sa.Column("lov", sa.String(length=24), nullable=False),
        sa.Column("kategori", sa.String(length=40), nullable=True),
        sa.Column("start", sa.String(length=10), nullable=False),
        sa.Column("planlagt_slutt", sa.String(length=10), nullable=True),
        sa.Column("frist", sa.String(length=10), nullable=False),
        sa.Column("grense", sa.String(length=10), nullable=False),
        sa.Column("sist_aktiv", sa.String(length=10), nullable=False),
        sa.Column("flyttet", sa.String(length=10), nullable=True),
        sa.Column("borte", sa.String(length=10), nullable=True),
        sa.Column("forlenget", sa.Boolean(), nullable=False),
        sa.Column("slutt", sa.String(length=10), nullable=True),
        sa.Column("aarsak", sa.String(length=40), nullable=True),
        sa.Column("avsluttet_av", sa.String(length=8), nullable=True),
        sa.Column("viderefoert", sa.Boolean(), nullable=False),
        sa.Column("registrert_fra", sa.String(length=26), nullable=False),
        sa.Column("registrert_til", sa.String(length=26), nullable=True),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "program_loeper_borte",
        "program",
        ["borte"],
        unique=False,
        sqlite_where=sa.text("registrert_til IS NULL AND slutt IS NULL AND borte IS NOT NULL"),
        postgresql_where=sa.text("registrert_til IS NULL AND slutt IS NULL AND borte IS NOT NULL"),
    )
    op.create_index(
        "program_loeper_flyttet",
        "program",
        ["flyttet"],
        unique=False,
        sqlite_where=sa.text("registrert_til IS NULL AND slutt IS NULL AND flyttet IS NOT NULL"),
        postgresql_where=sa.text("registrert_til IS NULL AND slutt IS NULL AND flyttet IS NOT NULL"),
    )
    op.create_index(
        "program_loeper_grense",
        "program",
        ["grense"],
        unique=False,
        sqlite_where=sa.text("registrert_til IS NULL AND slutt IS NULL"),
        postgresql_where=sa.text("registrert_til IS NULL AND slutt IS NULL"),
    )
    op.create_index(
        "program_loeper_sist_aktiv",
        "program",
        ["sist_aktiv"],
        unique=False,
        sqlite_where=sa.text("registrert_til IS NULL AND slutt IS NULL"),
        postgresql_where=sa.text("registrert_til IS NULL AND slutt IS NULL"),
    )
    op.create_index("program_person", "program", ["person_id"], unique=False)
    op.create_index(
        "program_slutt",
        "program",
        ["slutt"],
        unique=False,
        sqlite_where=sa.text("slutt IS NOT NULL"),
        postgresql_where=sa.text("slutt IS NOT NULL"),
    )
    op.create_table(
        "registrering",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kommune", sa.String(length=4), nullable=False),
        sa.Column("ekstern_id", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=24), nullable=False),
        sa.Column("ordning", sa.String(length=12), nullable=False),
        sa.Column("kode", sa.String(length=40), nullable=True),
        sa.Column("fra", sa.String(length=10), nullable=True),
        sa.Column("til", sa.String(length=10), nullable=True),
        sa.Column("innhold", sa.Text(), nullable=False),
        sa.Column("aktoer", sa.String(length=64), nullable=False),
        sa.Column("kanal", sa.String(length=10), nullable=False),
        sa.Column("handling", sa.String(length=8), nullable=False),
        sa.Column("registrert_fra", sa.String(length=26), nullable=False),
        sa.Column("registrert_til", sa.String(length=26), nullable=True),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "registrering_ekstern",
        "registrering",
        ["ekstern_id"],
        unique=False,
        sqlite_where=sa.text("registrert_til IS NULL"),
        postgresql_where=sa.text("registrert_til IS NULL"),
    )
    op.create_index("registrering_kommune", "registrering", ["kommune", "id"], unique=False)
    op.create_index("registrering_person", "registrering", ["person_id"], unique=False)
    op.create_table(
        "stoettepraksis",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("modus", sa.String(length=20), nullable=False),
        sa.Column("merker", sa.Text(), nullable=False),
        sa.Column("dager", sa.Integer(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "stoettesak",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kommune", sa.String(length=4), nullable=False),
        sa.Column("fra", sa.String(length=10), nullable=False),
        sa.Column("til", sa.String(length=10), nullable=False),
        sa.Column("ordning", sa.String(length=12), nullable=True),
        sa.Column("begrunnelse", sa.Text(), nullable=False),
        sa.Column("merke", sa.Text(), nullable=True),
        sa.Column("kontakt", sa.Text(), nullable=True),
        sa.Column("rolle", sa.String(length=40), nullable=False),
        sa.Column("mottatt", sa.String(length=26), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("avgjort", sa.String(length=26), nullable=True),
        sa.Column("avgjort_av", sa.String(length=64), nullable=True),
        sa.Column("svar", sa.Text(), nullable=True),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "tilgang",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kommune", sa.String(length=4), nullable=False),
        sa.Column("fra", sa.String(length=10), nullable=False),
        sa.Column("til", sa.String(length=10), nullable=False),
        sa.Column("ordning", sa.String(length=12), nullable=True),
        sa.Column("ut_dagen", sa.String(length=10), nullable=False),
        sa.Column("merke", sa.Text(), nullable=True),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("sak", sa.Integer(), nullable=True),
        sa.Column("trukket", sa.String(length=26), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    op.drop_table("tilgang")
    op.drop_table("stoettesak")
    op.drop_table("stoettepraksis")
    op.drop_index("registrering_person", table_name="registrering")
    op.drop_index("registrering_kommune", table_name="registrering")
    op.drop_index(
        "registrering_ekstern",
        table_name="registrering",
        sqlite_where=sa.text("registrert_til IS NULL"),
        postgresql_where=sa.text("registrert_til IS NULL"),
    )
    op.drop_table("registrering")
    op.drop_index(
        "program_slutt",
        table_name="program",
        sqlite_where=sa.text("slutt IS NOT NULL"),
        postgresql_where=sa.text("slutt IS NOT NULL"),
    )
    op.drop_index("program_person", table_name="program")
    op.drop_index(
        "program_loeper_sist_aktiv",
        table_name="program",
        sqlite_where=sa.text("registrert_til IS NULL AND slutt IS NULL"),
        postgresql_where=sa.text("registrert_til IS NULL AND slutt IS NULL"),
    )
    op.drop_index(
        "program_loeper_grense",
        table_name="program",
        sqlite_where=sa.text("registrert_til IS NULL AND slutt IS NULL"),
        postgresql_where=sa.text("registrert_til IS NULL AND slutt IS NULL"),
    )
    op.drop_index(
        "program_loeper_flyttet",
        table_name="program",
        sqlite_where=sa.text("registrert_til IS NULL AND slutt IS NULL AND flyttet IS NOT NULL"),
        postgresql_where=sa.text("registrert_til IS NULL AND slutt IS NULL AND flyttet IS NOT NULL"),
    )
    op.drop_index(
        "program_loeper_borte",
        table_name="program",
        sqlite_where=sa.text("registrert_til IS NULL AND slutt IS NULL AND borte IS NOT NULL"),
        postgresql_where=sa.text("registrert_til IS NULL AND slutt IS NULL AND borte IS NOT NULL"),
    )
    op.drop_table("program")
    op.drop_table("person")
    op.drop_table("parameter")
    op.drop_index(op.f("ix_lukking_person_id"), table_name="lukking")
    op.drop_table("lukking")
    op.drop_table("klokke")
    op.drop_index(
        "journal_ident",
        table_name="journal",
        sqlite_where=sa.text("ident IS NOT NULL"),
        postgresql_where=sa.text("ident IS NOT NULL"),
    )
    op.drop_table("journal")
    op.drop_index(op.f("ix_fault_strike_meldings_id"), table_name="fault_strike")
    op.drop_index(op.f("ix_fault_strike_journal_id"), table_name="fault_strike")
    op.drop_table("fault_strike")
    op.drop_table("fault")
    op.drop_table("egenskap")
    op.drop_table("bruker")
    op.drop_index(op.f("ix_anmerkning_journal_id"), table_name="anmerkning")
    op.drop_index(op.f("ix_anmerkning_ident"), table_name="anmerkning")
    op.drop_table("anmerkning")
