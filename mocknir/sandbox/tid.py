"""Moving a sandbox's clock: forward only, and doing all that falls due on the way (design.md §5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mocknir.clock import natt
from mocknir.clock.jobber import netter
from mocknir.clock.klokke import Klokke, Modus
from mocknir.register.behandle import SLETTET
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.svar import Lukking
from mocknir.register.vurdering import Utfallskode
from mocknir.store import koding
from mocknir.store import spoersmaal as q
from mocknir.store import tabeller as t
from mocknir.store.base import Base, Rad
from mocknir.store.skriving import Journalpost, skriv_journal

KLOKKE = "klokke"
"""The way in of a running clock, which moves without being asked."""

if TYPE_CHECKING:
    from mocknir.sandbox.sandkasse import Sandbox


def les_klokke(base: Base) -> Klokke:
    """The clock as the database has it."""
    with base.transaksjon():
        (_, modus, anker, vegg, fart, maal, begynte), *_ = base.rader(q.klokke)
    return Klokke(koding.tid(anker), vegg, koding.tid(begynte), Modus(modus), fart, koding.tid(maal) if maal else None)


def har_klokke(base: Base) -> bool:
    """Whether the sandbox has been given a clock."""
    return bool(base.rader(q.klokke))


def gjenoppta(base: Base, vegg: float) -> Klokke:
    """The clock as the database has it; one that waits for the wall goes on from what it shows."""
    klokke = les_klokke(base)
    if klokke.modus is Modus.RUNNING and klokke.vegg > vegg:
        klokke = klokke.paa(klokke.anker, vegg)
        with base.transaksjon():
            lagre_klokke(base, klokke)
    return klokke


def ventende(klokke: Klokke) -> Klokke:
    """The clock of a snapshot: it waits, for as long as it is kept, at the moment it shows."""
    return replace(klokke, vegg=_VENTER)


_VENTER = 2.0**53
"""Later than any wall will show."""


def lagre_klokke(base: Base, klokke: Klokke) -> None:
    """Keep the clock, in the transaction that is under way."""
    base.utfoer(q.slett_klokke, {})
    base.sett_inn(t.klokke, [klokke_rad(klokke)])


def klokke_rad(klokke: Klokke) -> Rad:
    """The row that keeps a clock."""
    maal = koding.tid_tekst(klokke.maal) if klokke.maal else None
    anker, begynte = koding.tid_tekst(klokke.anker), koding.tid_tekst(klokke.begynte)
    return 1, klokke.modus.value, anker, klokke.vegg, klokke.fart, maal, begynte


def flytt(sandbox: Sandbox, til: datetime, kanal: str = KLOKKE) -> list[Lukking]:
    """Advance to a moment; each night that is passed closes what falls due, in order.

    The clock is written with the closings of each night, so that an advance that is cut off in the middle goes on
    from where it stood when it is asked for again. The journal gets one entry when it has come there, which says by
    `kanal` who asked; a running clock leaves one only when something was closed. Raises Avvik when the moment lies
    behind.
    """
    base, klokke = sandbox.base, sandbox.klokke
    naa = klokke.anker
    if til < naa:
        raise Avvik(
            Feilkode.KLOKKEN_GAAR_FRAM,
            f"Klokken viser {naa:%d.%m.%Y %H:%M} og går bare framover; {til:%d.%m.%Y %H:%M} ligger bak. Gjenopprett et"
            " snapshot av sandkassen, eller tilbakestill den for å begynne på nytt",
            f"The clock shows {naa:%Y-%m-%d %H:%M} and only goes forward; {til:%Y-%m-%d %H:%M} lies behind. Restore a"
            " snapshot of the sandbox, or reset it to begin again",
            felt="to",
        )
    fyrt: list[Lukking] = []
    if til == naa and klokke.maal is None:
        return fyrt
    for tid in netter(naa, til):
        with base.transaksjon():
            funnet = natt.kandidater(base, sandbox.regelsett, tid.date())
            lukkinger = natt.finn(funnet, sandbox.regelsett, tid.date(), tid.date())
            if not lukkinger:
                continue
            fyrt += _lukk(sandbox, funnet, lukkinger, tid)
            ny = replace(klokke.paa(tid, sandbox.vegg()), maal=til)
            lagre_klokke(base, ny)
        sandbox.klokke = ny
    ny = replace(klokke.paa(til, sandbox.vegg()), maal=None)
    with base.transaksjon():
        lagre_klokke(base, ny)
        if fyrt or kanal != KLOKKE:
            journalfoer(base, til, kanal, "FlyttKlokke", fra=koding.tid_tekst(naa), til=koding.tid_tekst(til),
                        lukket=len(fyrt))  # fmt: skip
    sandbox.klokke = ny
    return fyrt


def journalfoer(base: Base, naa: datetime, kanal: str, operasjon: str, **detaljer: str | float) -> None:
    """Leave an entry of what was done to the clock, in the transaction that is under way."""
    tekst = ", ".join(f"{navn}={verdi}" for navn, verdi in detaljer.items())
    skriv_journal(base, Journalpost(base.neste(t.journal), naa, kanal, operasjon, tekst=tekst, detaljer=detaljer))


def _lukk(sandbox: Sandbox, funnet: natt.Kandidater, lukkinger: list[Lukking], tid: datetime) -> list[Lukking]:
    """Carry out the closings of one night, in the transaction that is under way."""
    deltakere = {d.person.ident: d for d in funnet.deltakere.values()}
    ut = []
    for command, liste in natt.kommandoer(lukkinger, tid.date()):
        resultat = sandbox.registrer_av_nir(command, deltakere, tid)
        avvist = [u for u in resultat.utfall if u.kode is Utfallskode.AVVIST]
        if avvist:
            raise AssertionError(f"NIR's own closing was rejected: {avvist[0]}")
        nye = [e.post for e in resultat.endringer if e.handling != SLETTET]
        utfoert = [lukking._replace(post_id=post.id) for lukking, post in zip(liste, nye, strict=True)]
        base = sandbox.base
        base.sett_inn(
            t.lukking,
            [
                koding.lukking_rad(base.neste(t.lukking), lukking, post.journal_id)
                for lukking, post in zip(utfoert, nye, strict=True)
            ],
        )
        ut += utfoert
    return ut


def forfaller(sandbox: Sandbox, dager: int) -> list[Lukking]:
    """What the coming nights would close, in order, if nothing more were registered."""
    slutt = sandbox.naa().date() + timedelta(days=dager)
    funnet = natt.kandidater(sandbox.base, sandbox.regelsett, slutt)
    foerste = next(netter(sandbox.naa(), sandbox.naa() + timedelta(days=2))).date()
    return [lukking for lukking in natt.forutse(funnet, sandbox.regelsett, foerste, slutt) if lukking.natt <= slutt]
