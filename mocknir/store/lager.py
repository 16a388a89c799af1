"""Where sandboxes live: the store that a database URL names."""

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from mocknir.register.feil import Avvik, Feilkode
from mocknir.store.navnerom import Lager
from mocknir.store.postgres import PostgresLager
from mocknir.store.sqlite import SqliteLager

SYNCHRONOUS = ("FULL", "NORMAL")
"""When SQLite's commit has reached the disk: before it returns, or at the next checkpoint."""


def lager(url: str) -> Lager:
    """The store that a database URL names.

    `sqlite:///FOLDER` keeps a file per sandbox in a folder, `sqlite:///FILE.sqlite` keeps `default` in that file
    and the others beside it, `sqlite://` in a temporary folder; `postgresql://…` a schema per sandbox.
    `?synchronous=normal` on SQLite leaves it to the system when a commit reaches the disk: what was acknowledged
    survives a killed server, but not a machine that loses its power. For simulations and throw-away runs; a
    temporary folder has it so unless `full` is asked for, as it goes with the process anyway.
    """
    try:
        adresse = make_url(url)
    except ArgumentError:
        raise _ukjent_url(url) from None
    slag = adresse.get_backend_name()
    if slag == "sqlite":
        vanlig = "full" if adresse.database else "normal"
        synchronous = str(adresse.query.get("synchronous", vanlig)).upper()
        if synchronous not in SYNCHRONOUS or set(adresse.query) - {"synchronous"}:
            raise _ukjent_url(url)
        return SqliteLager(Path(adresse.database) if adresse.database else None, synchronous)
    if slag in ("postgresql", "postgres"):
        return PostgresLager(url)
    raise _ukjent_url(url)


def _ukjent_url(url: str) -> Avvik:
    return Avvik(
        Feilkode.UGYLDIG_VERDI,
        f"«{url}» er ikke en databaseadresse mocknir kjenner: skriv sqlite:///MAPPE eller postgresql://bruker@vert/base",
        f"«{url}» is no database URL that mocknir knows: write sqlite:///FOLDER or postgresql://user@host/base",
        felt="--database",
    )
