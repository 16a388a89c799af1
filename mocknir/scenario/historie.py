"""What happened in a sandbox, read from its journal in the order it came: for the recording and the replay of it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import and_, func, or_, select

from mocknir.control import innhold
from mocknir.control.modeller import Registreringer
from mocknir.faults.plan import ADDED, REMOVED
from mocknir.journal import forstyrrelser, poster
from mocknir.journal.forstyrrelser import Slag
from mocknir.register.behandle import Utfall
from mocknir.register.commands import Administrativ, Linje, OpprettBruker, Registrer, Sentral
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.vurdering import KANAL_NIR, NIR_WEB, WS4, Bruker
from mocknir.sandbox import Sandbox, journalfoert
from mocknir.scenario.ord import Ord
from mocknir.soap.mottatt import les_overfoering
from mocknir.soap.operasjoner import OPERASJONER, OVERFOER
from mocknir.store import skriving
from mocknir.store import tabeller as t

SIDE = 200
"""Journal entries read at a time."""

UTEN_SPOR = ("FlyttKlokke", "SettKlokke", ADDED, REMOVED)
"""Entries that the others tell of: each has its moment, and what struck it."""

KAN_GJENTAS = frozenset({Feilkode.INGEN_TILGANG, Feilkode.OVERFOERING_STENGT, Feilkode.MELDINGS_ID_BRUKT})
"""Refusals of messages that the register understood; the others never became a command."""

_GJENTAR = re.compile(re.escape(skriving.GJENTAR).replace(r"\{\}", r"(\d+)"))
_j = t.journal.c


@dataclass(frozen=True, slots=True)
class Hendelse:
    """A command of the central registers or of the administration."""

    nummer: int
    tid: datetime
    kommando: Sentral | Administrativ


@dataclass(frozen=True, slots=True)
class Avslag:
    """Why a message was refused whole."""

    kode: str
    tekst: str
    text: str
    regel: str | None = None


@dataclass(frozen=True, slots=True)
class Melding:
    """A message with registrations, as it came: over WS4 or in NIR web.

    `utfall` is what its receipt said (that of the first time, for one that `gjentar` another entry), `avslag` why it
    was refused instead. `slag` are the faults of the plan that struck it; it is not `mottatt` when they kept it from
    the register.
    """

    nummer: int
    tid: datetime
    command: Registrer
    utfall: tuple[Utfall, ...] = ()
    avslag: Avslag | None = None
    gjentar: int | None = None
    slag: tuple[Slag, ...] = ()
    mottatt: bool = True


@dataclass(frozen=True, slots=True)
class Utelatt:
    """A call that cannot be told as a message: what it was, and why."""

    nummer: int
    tid: datetime
    ord: Ord


Innslag = Hendelse | Melding | Utelatt


def siste(sandbox: Sandbox) -> int:
    """The number of the last entry of the journal."""
    with sandbox.base.les() as forbindelse:
        return int(forbindelse.execute(select(func.max(_j.id))).scalar() or 0)


def antall_registreringer(sandbox: Sandbox, ident: str | None = None) -> int:
    """How many registrations came in messages; with a number, in those that concern that person."""
    sql = select(func.sum(_j.godtatt + _j.advart + _j.uendret + _j.avvist)).where(_j.kanal.in_((WS4, NIR_WEB)))
    if ident is not None:
        sql = sql.where(poster.om_person(ident))
    with sandbox.base.les() as forbindelse:
        return int(forbindelse.execute(sql).scalar() or 0)


def spoersmaal(sandbox: Sandbox) -> dict[str, int]:
    """How many calls only asked, by operation."""
    bare_spurt = [navn for navn in OPERASJONER if navn != OVERFOER.navn]
    sql = select(_j.operasjon, func.count()).where(_j.operasjon.in_(bare_spurt)).group_by(_j.operasjon)
    with sandbox.base.les() as forbindelse:
        return {rad[0]: rad[1] for rad in forbindelse.execute(sql.order_by(_j.operasjon))}


def les(sandbox: Sandbox, til: int, ident: str | None = None) -> Iterator[Innslag]:
    """All that happened up to a journal number; with a person's number, only what concerns them or everybody."""
    hvor = and_(_j.kanal != KANAL_NIR, _j.operasjon.not_in(UTEN_SPOR), _j.id <= til)
    if ident is not None:
        alle = _j.kanal.not_in((WS4, NIR_WEB)) & _j.ident.is_(None)
        hvor &= or_(poster.om_person(ident), alle, _j.feilkode.is_not(None))
    # Who sent a message may have been removed since, and another may have the name now.
    brukere = {navn: post.bruker for navn, post in sandbox.administrasjon.brukere.items()}
    sett = 0
    while True:
        side = poster.hele(sandbox, hvor & (_j.id > sett), SIDE)
        if not side:
            return
        sett = side[-1].post.nummer
        with sandbox.base.les() as forbindelse:
            slag = forstyrrelser.ved(forbindelse, [hel.post.nummer for hel in side])
        for hel in side:
            innslag = _innslag(sandbox, hel, tuple(slag.get(hel.post.nummer, ())), brukere)
            if isinstance(innslag, Hendelse) and isinstance(k := innslag.kommando, OpprettBruker):
                brukere[k.navn] = Bruker(k.navn, k.kommune, tuple(dict.fromkeys(k.roller)))
            if innslag is not None:
                yield innslag


def _innslag(
    sandbox: Sandbox, hel: poster.HelJournalpost, slag: tuple[Slag, ...], brukere: Mapping[str, Bruker]
) -> Innslag | None:
    post = hel.post
    if post.kanal in (WS4, NIR_WEB):
        if post.operasjon == OVERFOER.navn:
            return _melding(sandbox, hel, slag, brukere)
        return None if post.operasjon in OPERASJONER else _utelatt(hel, _avslag(hel))
    kommando = journalfoert.kommando(post.operasjon, hel.detaljer)
    if kommando is not None:
        return Hendelse(post.nummer, post.tidspunkt, kommando)
    return _utelatt(hel, None)


def _melding(
    sandbox: Sandbox, hel: poster.HelJournalpost, slag: tuple[Slag, ...], brukere: Mapping[str, Bruker]
) -> Melding | Utelatt:
    post, avslag = hel.post, _avslag(hel)
    rammet = "forstyrret" in hel.detaljer
    if avslag is not None and not rammet and avslag.kode not in KAN_GJENTAS:
        return _utelatt(hel, avslag)
    bruker = brukere.get(post.bruker or "")
    if bruker is None:
        return _utelatt(hel, avslag)
    try:
        command = _command(hel, bruker)
    except (Avvik, ValidationError):
        return _utelatt(hel, avslag)
    if rammet:
        return Melding(post.nummer, post.tidspunkt, command, slag=slag, mottatt=False)
    if avslag is not None:
        return Melding(post.nummer, post.tidspunkt, command, avslag=avslag, slag=slag)
    gjentar = _GJENTAR.fullmatch(post.tekst or "") if post.meldings_id is None else None
    detaljer = poster.hel(sandbox, int(gjentar[1])).detaljer if gjentar else hel.detaljer
    utfall = skriving.utfall_av(detaljer)
    return Melding(post.nummer, post.tidspunkt, command, utfall, None, int(gjentar[1]) if gjentar else None, slag)


def _command(hel: poster.HelJournalpost, bruker: Bruker) -> Registrer:
    """The command that a message became; raises Avvik or ValidationError when it cannot be read as one."""
    if hel.post.kanal == WS4:
        sendt = les_overfoering(hel.forespoersel)
        return Registrer(sendt.meldings_id, sendt.kommune, bruker, WS4, sendt.linjer)
    web = Registreringer.model_validate_json(hel.forespoersel or b"{}")
    linjer: list[Linje] = innhold.linjer(web.registrations)[0]
    meldings_id = web.meldings_id or hel.post.meldings_id or ""
    return Registrer(meldings_id, web.kommune or bruker.kommune, bruker, NIR_WEB, tuple(linjer))


def _avslag(hel: poster.HelJournalpost) -> Avslag | None:
    post = hel.post
    if post.feilkode is None:
        return None
    tekst = post.tekst or ""
    return Avslag(post.feilkode, tekst, hel.detaljer.get("text") or tekst, hel.detaljer.get("regel"))


def _utelatt(hel: poster.HelJournalpost, avslag: Avslag | None) -> Utelatt:
    post = hel.post
    hva = f"{post.operasjon} ({post.bruker})" if post.bruker else post.operasjon
    if avslag is None:
        hvorfor = Ord("kan ikke leses igjen", "cannot be read again")
    else:
        hvorfor = Ord(f"{avslag.kode}: {avslag.tekst}", f"{avslag.kode}: {avslag.text}")
    return Utelatt(post.nummer, post.tidspunkt, Ord(f"{hva}: {hvorfor.tekst}", f"{hva}: {hvorfor.text}"))
