"""The journal's entries: found by time, way in, operation, user, message or person, and read whole."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from mocknir.register.feil import Avvik, Feilkode
from mocknir.sandbox import Sandbox
from mocknir.store import koding, skriving
from mocknir.store import tabeller as t

MAKS = 1000
"""The most entries that are listed at a time."""


class Journalpost(NamedTuple):
    """An entry without its request: when it came on the virtual clock, how, from whom, and what became of it.

    `ident` is set when the call was about one person; the four counts are those of a transfer.
    """

    nummer: int
    tidspunkt: datetime
    kanal: str
    operasjon: str
    bruker: str | None
    kommune: str | None
    ident: str | None
    meldings_id: str | None
    feilkode: str | None
    tekst: str | None
    godtatt: int
    advart: int
    uendret: int
    avvist: int


class Avslag(NamedTuple):
    """Of a call that was refused whole: the English text of its fault, and the rule that refused it."""

    text: str | None = None
    regel: str | None = None


INGEN = Avslag()
"""What is known of a call that was not refused."""


class HelJournalpost(NamedTuple):
    """An entry whole: `forespoersel` as it was received (empty when nothing was), `detaljer` as NIR judged it."""

    post: Journalpost
    forespoersel: bytes
    detaljer: dict[str, Any]
    innhold_hash: str | None


_j = t.journal
_KOLONNER = (
    _j.c.id, _j.c.tidspunkt, _j.c.kanal, _j.c.operasjon, _j.c.bruker, _j.c.kommune, _j.c.ident, _j.c.meldings_id,
    _j.c.feilkode, _j.c.tekst, _j.c.godtatt, _j.c.advart, _j.c.uendret, _j.c.avvist,
)  # fmt: skip


def liste(
    sandbox: Sandbox,
    *,
    fra: date | None = None,
    til: date | None = None,
    kanal: str | None = None,
    operasjon: str | None = None,
    bruker: str | None = None,
    kommune: str | None = None,
    meldings_id: str | None = None,
    ident: str | None = None,
    bare_feil: bool = False,
    foer: int | None = None,
    antall: int = 100,
) -> list[Journalpost]:
    """The entries that fit, the latest first; the next page is asked for with `foer`, the lowest number seen.

    `fra` and `til` are virtual days, both included. `ident` finds also messages about several persons, under
    whichever number the person is known. `bare_feil` keeps calls that ended in a fault or had a rejection.
    """
    vilkaar = [
        kolonne == verdi
        for kolonne, verdi in (
            (_j.c.kanal, kanal), (_j.c.operasjon, operasjon), (_j.c.bruker, bruker), (_j.c.kommune, kommune),
            (_j.c.meldings_id, meldings_id),
        )
        if verdi is not None
    ]  # fmt: skip
    if fra is not None:
        vilkaar.append(_j.c.tidspunkt >= fra.isoformat())
    if til is not None:
        vilkaar.append(_j.c.tidspunkt < (til + timedelta(days=1)).isoformat())
    if ident is not None:
        vilkaar.append(om_person(ident))
    if bare_feil:
        vilkaar.append(or_(_j.c.feilkode.is_not(None), _j.c.avvist > 0))
    if foer is not None:
        vilkaar.append(_j.c.id < foer)
    spoersmaal = select(*_KOLONNER).where(*vilkaar).order_by(_j.c.id.desc()).limit(max(1, min(antall, MAKS)))
    with sandbox.base.les() as forbindelse:
        return [_post(rad) for rad in forbindelse.execute(spoersmaal)]


def etter(forbindelse: Connection, nummer: int, antall: int) -> list[Journalpost]:
    """The entries after a number, the oldest first."""
    spoersmaal = select(*_KOLONNER).where(_j.c.id > nummer).order_by(_j.c.id).limit(antall)
    return [_post(rad) for rad in forbindelse.execute(spoersmaal)]


def siste(sandbox: Sandbox) -> int:
    """The number of the latest entry; 0 of an empty journal."""
    with sandbox.base.les() as forbindelse:
        return forbindelse.scalar(select(func.max(_j.c.id))) or 0


def om_person(ident: str) -> ColumnElement[bool]:
    """That an entry concerns a person, however it says so."""
    p, r, a = t.person, t.registrering, t.anmerkning
    personen = select(p.c.id).where(or_(p.c.foedselsnummer == ident, p.c.dufnummer == ident)).scalar_subquery()
    fnr = select(p.c.foedselsnummer).where(p.c.dufnummer == ident).scalar_subquery()
    duf = select(p.c.dufnummer).where(p.c.foedselsnummer == ident).scalar_subquery()
    return or_(
        _j.c.ident == ident,
        _j.c.ident == fnr,
        _j.c.ident == duf,
        _j.c.id.in_(select(r.c.journal_id).where(r.c.person_id == personen)),
        _j.c.id.in_(select(a.c.journal_id).where(or_(a.c.ident == ident, a.c.ident == fnr, a.c.ident == duf))),
    )


def avslag(forbindelse: Connection, numre: Iterable[int]) -> dict[int, Avslag]:
    """What more the journal knows of calls that were refused whole."""
    rader = forbindelse.execute(select(_j.c.id, _j.c.detaljer).where(_j.c.id.in_(sorted(numre))))
    lest = ((nummer, json.loads(skriving.pakk_ut(detaljer) or b"{}")) for nummer, detaljer in rader)
    return {nummer: Avslag(detaljer.get("text"), detaljer.get("regel")) for nummer, detaljer in lest}


def hel(sandbox: Sandbox, nummer: int) -> HelJournalpost:
    """One entry with the request as received and the judgement; Avvik when the journal has no such number."""
    funnet = hele(sandbox, _j.c.id == nummer)
    if not funnet:
        raise Avvik(
            Feilkode.FINNES_IKKE,
            f"Journalen har ingen post #{nummer}; se «mocknir journal list»",
            f"The journal has no entry #{nummer}; see «mocknir journal list»",
            felt="referanse",
        )
    return funnet[0]


def hele(sandbox: Sandbox, vilkaar: ColumnElement[bool], antall: int = MAKS) -> list[HelJournalpost]:
    """The entries that fit, whole, in the order they came."""
    spoersmaal: Select[Any] = (
        select(*_KOLONNER, _j.c.innhold_hash, _j.c.forespoersel, _j.c.detaljer)
        .where(vilkaar)
        .order_by(_j.c.id)
        .limit(antall)
    )
    with sandbox.base.les() as forbindelse:
        return [_hel(rad) for rad in forbindelse.execute(spoersmaal)]


def _hel(rad: Any) -> HelJournalpost:
    *_, avtrykk, forespoersel, detaljer = rad
    lest = json.loads(skriving.pakk_ut(detaljer) or b"{}")
    return HelJournalpost(_post(rad), skriving.pakk_ut(forespoersel), lest, avtrykk)


def _post(rad: Any) -> Journalpost:
    nummer, tidspunkt, *resten = rad[: len(_KOLONNER)]
    return Journalpost(nummer, koding.tid(tidspunkt), *resten)
