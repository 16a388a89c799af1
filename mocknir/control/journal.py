"""/journal of a sandbox: what came in, found by time, operation or person, and told whole (design.md §6)."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from mocknir.control import svar, visning
from mocknir.control.modeller import Hvorfor, Journalsok, Spraak
from mocknir.control.ruter import INNHOLD_TEKST, Kall, Rute, heltall
from mocknir.control.spoersmaal import forklart
from mocknir.journal import forstyrrelser, melding, poster
from mocknir.register.feil import Avvik
from mocknir.sandbox import Sandbox
from mocknir.store import koding
from mocknir.store import tabeller as t


def sok(k: Kall[Journalsok]) -> svar.Journal:
    """The entries that fit, the latest first."""
    inn = k.inn
    funnet = poster.liste(
        k.sandbox, fra=inn.fra, til=inn.til, kanal=inn.channel, operasjon=inn.operation, bruker=inn.user,
        kommune=inn.kommune, meldings_id=inn.meldings_id, ident=inn.person, bare_feil=inn.only_faults,
        foer=inn.before, antall=inn.limit,
    )  # fmt: skip
    return {
        "journal": _poster(k.sandbox, funnet),
        "next": funnet[-1].nummer if len(funnet) == inn.limit else None,
    }


def vis(k: Kall[Spraak]) -> svar.HelJournalpost:
    """One entry whole."""
    sandbox = k.sandbox
    hel = poster.hel(sandbox, _nummer(k))
    return {
        "entry": _poster(sandbox, [hel.post])[0],
        "request": {"text": hel.forespoersel.decode(errors="replace"), "bytes": len(hel.forespoersel)},
        "judgement": melding.forklar(sandbox, hel, k.inn.lang),
        "changes": list(_versjoner(sandbox, hel.post.nummer)),
        "closings": list(_lukkinger(sandbox, hel.post.nummer)),
        "details": hel.detaljer,
    }


def hvorfor(k: Kall[Hvorfor]) -> Any:
    """Why a call got the answer it got."""
    return forklart(k, f"#{_nummer(k)}")


def _poster(sandbox: Sandbox, funnet: Sequence[poster.Journalpost]) -> list[svar.Journalpost]:
    with sandbox.base.les() as forbindelse:
        slag = forstyrrelser.ved(forbindelse, [post.nummer for post in funnet])
        avslag = poster.avslag(forbindelse, [post.nummer for post in funnet if post.feilkode or post.nummer in slag])
    return [
        visning.journalpost(post, avslag.get(post.nummer, poster.INGEN), slag.get(post.nummer, ())) for post in funnet
    ]


def _nummer(k: Kall[Any]) -> int:
    try:
        return poster.hel(k.sandbox, heltall(k.sti["number"])).post.nummer
    except Avvik as avvik:
        avvik.felt = "number"
        raise


def _versjoner(sandbox: Sandbox, nummer: int) -> Iterator[svar.Versjon]:
    """The versions of registrations that an entry made."""
    r, p = t.registrering, t.person
    sql = (
        select(r, p.c.foedselsnummer, p.c.dufnummer)
        .join(p, p.c.id == r.c.person_id)
        .where(r.c.journal_id == nummer)
        .order_by(r.c.id)
    )
    with sandbox.base.les() as forbindelse:
        for rad in forbindelse.execute(sql):
            yield {
                "nummer": rad.id, "person": rad.foedselsnummer or rad.dufnummer, "kommune": rad.kommune,
                "eksternId": rad.ekstern_id, "type": rad.type, "handling": rad.handling,
                "content": json.loads(rad.innhold),
            }  # fmt: skip


def _lukkinger(sandbox: Sandbox, nummer: int) -> Iterator[svar.Lukking]:
    """The closings by NIR that an entry holds."""
    en, p = t.lukking, t.person
    sql = (
        select(en, p.c.foedselsnummer, p.c.dufnummer)
        .join(p, p.c.id == en.c.person_id)
        .where(en.c.journal_id == nummer)
        .order_by(en.c.id)
    )
    with sandbox.base.les() as forbindelse:
        for rad in forbindelse.execute(sql):
            yield visning.lukking(koding.lukking(rad, rad.foedselsnummer or rad.dufnummer))


_ALLE = "/sandboxes/<sandbox>/journal"

RUTER = (
    Rute("GET", _ALLE, sok, "Søk i journalen", "Search the journal", Journalsok,
         felter=(("ident", "person"), ("kanal", "channel"))),
    Rute("GET", f"{_ALLE}/<number>", vis, "Én journalpost, hel", "One entry of the journal, whole", Spraak),
    Rute("GET", f"{_ALLE}/<number>/why", hvorfor, "Hvorfor kallet fikk det svaret", "Why the call got that answer",
         Hvorfor, svar=svar.Forklaring, medier=(INNHOLD_TEKST,)),
)  # fmt: skip
