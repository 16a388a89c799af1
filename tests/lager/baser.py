"""A PostgreSQL database of its own, for a test that needs one."""

from __future__ import annotations

import uuid

import psycopg
from sqlalchemy.engine import make_url


def ny_base(server: str) -> str:
    """The URL of a new database on a server."""
    navn = "lager_" + uuid.uuid4().hex[:12]
    with psycopg.connect(server, autocommit=True) as forbindelse:
        forbindelse.execute(f"CREATE DATABASE {navn}")
    return make_url(server).set(database=navn).render_as_string(hide_password=False)


def spoer(url: str, sql: str) -> list[tuple[object, ...]]:
    """What somebody else sees in a database."""
    with psycopg.connect(url) as forbindelse:
        return forbindelse.execute(sql).fetchall()


def gjoer(url: str, sql: str) -> None:
    """What somebody else does in a database."""
    with psycopg.connect(url, autocommit=True) as forbindelse:
        forbindelse.execute(sql)
