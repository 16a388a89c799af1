"""Registrations for tests, in few words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from fagsystem_sim.fakta import Arbeid
from fagsystem_sim.vaner.vane import INTROBRUKER, NORSKBRUKER


def _lag(ident: str, dag: date, noekkel: str, rolle: str, type_: str, innhold: dict[str, Any], **ellers: Any) -> Arbeid:
    return Arbeid(dag, "0301", 1, ident, rolle, f"0301-{ident[-4:]}-{noekkel}", "registrer", type_, innhold)._replace(
        **ellers
    )


def vedtak(ident: str, dag: date = date(2017, 1, 2), **ellers: Any) -> Arbeid:
    innhold = {
        "ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": dag, "fra": dag, "til": date(2018, 12, 31),
    }  # fmt: skip
    return _lag(ident, dag, "vedtak", INTROBRUKER, "vedtak", innhold, **ellers)


def tiltak(ident: str, fra: date, til: date, noekkel: str = "tiltak", dag: date | None = None, **ellers: Any) -> Arbeid:
    innhold = {"tiltakstype": "sprakpraksis", "fra": fra, "til": til, "timerPerUke": Decimal("20.50")}
    return _lag(ident, dag or fra, noekkel, INTROBRUKER, "tiltak", innhold, **ellers)


def timer(ident: str, fra: date, til: date, antall: int, noekkel: str = "timer", **ellers: Any) -> Arbeid:
    innhold = {"ordning": "norsk", "fag": "norsk", "fra": fra, "til": til, "antall": Decimal(antall)}
    return _lag(ident, til, noekkel, NORSKBRUKER, "timer", innhold, **ellers)


def fravaer(ident: str, fra: date, til: date, noekkel: str = "fravaer", **ellers: Any) -> Arbeid:
    innhold = {"ordning": "intro", "fravaersgrunn": "egenSykdom", "gyldig": True, "fra": fra, "til": til}
    return _lag(ident, til, noekkel, INTROBRUKER, "fravaer", innhold, **ellers)


def avslutning(ident: str, dag: date, aarsak: str = "arbeidHeltid", **ellers: Any) -> Arbeid:
    innhold = {"ordning": "intro", "dato": dag, "avslutningsaarsak": aarsak}
    return _lag(ident, dag, "avslutning", INTROBRUKER, "avslutning", innhold, **ellers)
