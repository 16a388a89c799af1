"""The tables of a sandbox: made in a new one, and brought up to date in one of an older mocknir."""

from sqlalchemy import Connection, Engine, inspect, text

from mocknir.store import tabeller


def gjoer_klar(engine: Engine, skjema: str | None = None) -> None:
    """Make the tables of a new sandbox, or bring those of an older mocknir up to date."""
    with engine.begin() as forbindelse:
        if not inspect(forbindelse).has_table("alembic_version", schema=skjema):
            lag_tabeller(forbindelse)
        elif forbindelse.scalar(text("SELECT version_num FROM alembic_version")) != tabeller.VERSJON:
            migrer(forbindelse)


def lag_tabeller(forbindelse: Connection) -> None:
    """Make the tables of this mocknir where there are none."""
    tabeller.metadata.create_all(forbindelse, checkfirst=False)
    forbindelse.execute(tabeller.alembic_version.insert().values(version_num=tabeller.VERSJON))


def migrer(forbindelse: Connection, til: str = "head") -> None:
    """Bring the tables of a connection's database to a revision with alembic."""
    from alembic import command
    from alembic.config import Config

    oppsett = Config()
    oppsett.set_main_option("script_location", "mocknir.store:migrations")
    oppsett.attributes["connection"] = forbindelse
    command.upgrade(oppsett, til)
