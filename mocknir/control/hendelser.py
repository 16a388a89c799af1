"""/events of a sandbox: what happens there, as it happens (Server-Sent Events).

A held listener takes a thread of the server, so it is let go after `hold` seconds and asked to come back, and only
some are held at a time (`lyttere`); the others are answered at once with what there is, and asked to come back soon.
`EventSource` and `mocknir events` come back by themselves, with `Last-Event-ID`, and miss nothing.
"""

import time
from collections.abc import Iterator

from flask import Response, request
from sqlalchemy.exc import DatabaseError

from mocknir.control import svar, visning
from mocknir.control.lyttere import Lyttere
from mocknir.control.modeller import Hendelsessporring
from mocknir.control.ruter import INNHOLD_HENDELSER, MAKS_ID, Kall, Rute, heltall
from mocknir.journal import hendelser, poster
from mocknir.journal.hendelser import Hendelse
from mocknir.register.feil import Avvik, Feilkode
from mocknir.sandbox import Sandbox

LIVSTEGN = 10.0
"""Seconds of silence after which a held listener is told that the server is there."""

KOM_TILBAKE = 250
KOM_TILBAKE_SNART = 2000
"""Milliseconds until a listener that was let go, and one that got no place, is to come back."""

SIST = "Last-Event-ID"
"""The header in which a listener that comes back says what it heard last."""

_SIDE = 500


def lytt(k: Kall[Hendelsessporring]) -> Response:
    """What has happened since an entry of the journal, and, for a while, what happens from now on."""
    etter = k.inn.after
    sist = request.headers.get(SIST, "").strip()
    if sist:
        if not (sist == "0" or 0 < heltall(sist) <= MAKS_ID):
            raise Avvik(
                Feilkode.UGYLDIG_VERDI, f"Last-Event-ID «{sist}» er ikke et journalnummer; bruk after",
                f"Last-Event-ID «{sist}» is no number of an entry; leave it out, or use after", felt=SIST,
            )  # fmt: skip
        etter = heltall(sist)
    stroem = _stroem(k.sandbox, etter, k.inn, k.kontroll.lyttere)
    ut = Response(stroem, content_type=INNHOLD_HENDELSER)
    ut.headers["Cache-Control"] = "no-cache"
    return ut


def _stroem(sandbox: Sandbox, etter: int, inn: Hendelsessporring, lyttere: Lyttere) -> Iterator[str]:
    varsel = sandbox.base.varsel
    with lyttere.plass(varsel) as holdes:
        yield f"retry: {KOM_TILBAKE if holdes else KOM_TILBAKE_SNART}\n\n"
        slutt = time.monotonic() + (inn.hold if holdes else 0)
        while True:
            nummer = varsel.nummer  # before it is read: what comes meanwhile is read at once
            try:
                for sist, tekst in _nye(sandbox, etter):
                    yield tekst
                    etter = sist
                    if inn.first:
                        slutt = 0.0
            except (Avvik, DatabaseError):
                if sandbox.base.lukket:  # it is gone; who comes back is told so
                    return
                raise
            while varsel.nummer == nummer:  # a sandbox that rests is not waked for nothing
                igjen = slutt - time.monotonic()
                if igjen <= 0 or lyttere.stoppet or sandbox.base.lukket:
                    return
                if not varsel.vent(nummer, min(igjen, LIVSTEGN)):
                    yield ": …\n\n"


def _nye(sandbox: Sandbox, etter: int) -> Iterator[tuple[int, str]]:
    """All that has happened since an entry, each with its number."""
    if etter > poster.siste(sandbox):  # it was emptied or put back since: all that it holds is new
        etter = 0
        yield etter, 'event: reset\nid: 0\ndata: {"type": "reset"}\n\n'
    while nye := hendelser.etter(sandbox, etter, _SIDE):
        for en in nye:
            etter = en.post.nummer
            yield etter, f"id: {etter}\ndata: {visning.tekst(hendelse(en))}\n\n"


def hendelse(en: Hendelse) -> svar.Event:
    """An event as it is sent."""
    return {
        "type": en.slag, "tekst": en.i_ord("nb"), "tekstEngelsk": en.i_ord("en"),
        "entry": visning.journalpost(en.post, en.avslag, en.feil),
        "closings": [visning.lukking(lukking) for lukking in en.lukkinger],
    }  # fmt: skip


RUTER = (
    Rute("GET", "/sandboxes/<sandbox>/events", lytt, "Det som skjer, mens det skjer", "What happens, as it happens",
         Hendelsessporring, svar=svar.Event, medier=(INNHOLD_HENDELSER,),
         hoder=(SIST,)),
)  # fmt: skip
