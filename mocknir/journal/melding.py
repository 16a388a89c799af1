"""Why a message, or another call, got the answer it got: read out of the journal as plain values."""

from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, or_, select

from mocknir.journal import forstyrrelser, ordlegging, poster, regler, sentralt
from mocknir.journal.poster import HelJournalpost
from mocknir.journal.regler import Data
from mocknir.journal.spraak import velg
from mocknir.register import kommuner
from mocknir.register.behandle import SLETTET, Utfall
from mocknir.register.vurdering import REGISTRER, SLETT, Utfallskode
from mocknir.sandbox import Sandbox
from mocknir.sandbox.sentralt import SENTRALT
from mocknir.store import koding, skriving
from mocknir.store import tabeller as t

FAA = 20
"""A message of so few registrations is told in full; of a larger one only those with findings."""

MAKS_DETALJER = 50
"""Registrations told in full of a large message."""


class Sendt(NamedTuple):
    """What a line of a message asked for, in its canonical text."""

    handling: str
    type: str | None
    tekst: str


def forklar(sandbox: Sandbox, hel: HelJournalpost, lang: str) -> Data:
    """A journal entry explained: a transfer with its registrations, a fault, a question or a command."""
    post = hel.post
    with sandbox.base.les() as forbindelse:
        slag = forstyrrelser.ved(forbindelse, [post.nummer])[post.nummer]
    rammet = hel.detaljer.get("forstyrret", {})
    data: Data = {
        "journalnummer": post.nummer,
        "tidspunkt": post.tidspunkt.isoformat(),
        "kanal": post.kanal,
        "operasjon": post.operasjon,
        "bruker": post.bruker,
        "kommune": post.kommune,
        "kommunenavn": kommuner.navn(post.kommune) if post.kommune and kommuner.finnes(post.kommune) else None,
        "meldingsId": post.meldings_id or rammet.get("meldingsId"),
        "behandling": _behandling(hel),
        "tekst": _tekst(hel, lang),
        "feil": {"kode": post.feilkode, "tekst": _tekst(hel, lang), "regel": hel.detaljer.get("regel")}
        if post.feilkode
        else None,
        "skjemafunn": [
            {"linje": linje, "sti": sti, "tekst": velg(lang, tekst, text)}
            for linje, sti, tekst, text in hel.detaljer.get("funn", [])
        ],
        "faults": [ett.som_data(lang) for ett in slag],
        "gjentatt": _gjentakelser(sandbox, hel),
    }
    if "utfall" in hel.detaljer:
        data |= _overfoering(sandbox, hel, lang)
    return data


def _tekst(hel: HelJournalpost, lang: str) -> str | None:
    post = hel.post
    if post.kanal == SENTRALT:
        return sentralt.i_ord(post.operasjon, post.tekst, lang)
    return velg(lang, post.tekst or "", hel.detaljer.get("text") or post.tekst or "") or None


NY, GJENTATT, FEIL, SPOERSMAAL, KOMMANDO = "ny", "gjentatt", "feil", "spoersmaal", "kommando"
FORSTYRRET = "forstyrret"
"""A call that a fault of the plan stopped, and of which the register has nothing."""


def _behandling(hel: HelJournalpost) -> str:
    """How the call was resolved."""
    if "forstyrret" in hel.detaljer:
        return FORSTYRRET
    if hel.post.feilkode:
        return FEIL
    if "utfall" in hel.detaljer:
        return NY
    if hel.innhold_hash is not None:
        return GJENTATT
    return SPOERSMAAL if hel.post.operasjon.startswith("Hent") else KOMMANDO


def _gjentakelser(sandbox: Sandbox, hel: HelJournalpost) -> list[Data]:
    """When the same message came again and got the same receipt."""
    if hel.innhold_hash is None:
        return []
    j = t.journal
    spoersmaal = (
        select(j.c.id, j.c.tidspunkt)
        .where(j.c.innhold_hash == hel.innhold_hash, j.c.tekst == skriving.GJENTAR.format(hel.post.nummer))
        .order_by(j.c.id)
    )
    with sandbox.base.les() as forbindelse:
        return [
            {"journalnummer": nummer, "tidspunkt": koding.tid(tid).isoformat()}
            for nummer, tid in forbindelse.execute(spoersmaal)
        ]


def _overfoering(sandbox: Sandbox, hel: HelJournalpost, lang: str) -> Data:
    alle = skriving.utfall_av(hel.detaljer)
    valgte = [
        (nr, u) for nr, u in enumerate(alle, start=1) if len(alle) <= FAA or u.anmerkninger
    ][: max(FAA, MAKS_DETALJER)]  # fmt: skip
    with sandbox.base.les() as forbindelse:
        sendt = _sendt(forbindelse, hel, alle, valgte)
        navn = _navn(forbindelse, {u.ident for _, u in valgte})
    return {
        "antall": {
            kode.value: sum(1 for u in alle if u.kode is kode) for kode in Utfallskode
        },
        "regler": regler.opptelling(alle, lang),
        "registreringer": [_registrering(nr, u, sendt.get(nr), navn.get(u.ident), lang) for nr, u in valgte],
        "utelatt": len(alle) - len(valgte),
    }  # fmt: skip


def _registrering(nr: int, u: Utfall, sendt: Sendt | None, navn: str | None, lang: str) -> Data:
    passert, gjaldt_ikke = regler.spor(u)
    return {
        "nr": nr,
        "eksternId": u.ekstern_id,
        "ident": u.ident,
        "navn": navn,
        "handling": sendt.handling if sendt else REGISTRER,
        "sendt": ord_for(sendt, lang),
        "utfall": u.kode.value,
        "funn": [regler.funn(a, lang) for a in u.anmerkninger],
        "passert": passert,
        "gjaldtIkke": gjaldt_ikke,
    }


def ord_for(sendt: Sendt | None, lang: str) -> str:
    if sendt is None:
        return velg(lang, "en registrering", "a registration")
    tekst = ordlegging.fra_tekst(sendt.type, sendt.tekst, lang)
    return velg(lang, f"Sletting av: {tekst}", f"Deletion of: {tekst}") if sendt.handling == SLETT else tekst


def _sendt(
    forbindelse: Connection, hel: HelJournalpost, alle: Sequence[Utfall], valgte: Sequence[tuple[int, Utfall]]
) -> dict[int, Sendt]:
    """What each of the chosen lines asked for, by its place in the message.

    What was accepted stands in the register under this journal number, what was rejected in the journal, and what was
    unchanged in the version that held at that moment.
    """
    r = t.registrering
    skrevet: dict[str, deque[Sendt]] = defaultdict(deque)
    spoersmaal: Select[Any] = select(r).where(r.c.journal_id == hel.post.nummer).order_by(r.c.id)
    for rad in forbindelse.execute(spoersmaal):
        handling = SLETT if rad.handling == SLETTET else REGISTRER
        skrevet[rad.ekstern_id].append(Sendt(handling, rad.type, rad.innhold))
    avviste = hel.detaljer.get("avviste", {})
    stod = _versjoner(forbindelse, hel, {u.ekstern_id for _, u in valgte if u.kode is Utfallskode.UENDRET})
    ut: dict[int, Sendt] = {}
    for nr, u in enumerate(alle, start=1):
        if u.kode is Utfallskode.AVVIST:
            if str(nr) in avviste:
                ut[nr] = Sendt(*avviste[str(nr)])
        elif u.kode is Utfallskode.UENDRET:
            if u.ekstern_id in stod:
                ut[nr] = stod[u.ekstern_id]
        elif skrevet[u.ekstern_id]:
            ut[nr] = skrevet[u.ekstern_id].popleft()
    return ut


def _versjoner(forbindelse: Connection, hel: HelJournalpost, ekstern_ider: set[str]) -> dict[str, Sendt]:
    """What the kommune had under those keys when the message came: the last version that an earlier entry made.

    Not the one that held at the moment, since on a frozen clock many entries share it.
    """
    kommune = hel.post.kommune
    if not ekstern_ider or kommune is None:
        return {}
    r = t.registrering
    rader = forbindelse.execute(
        select(r.c.ekstern_id, r.c.type, r.c.innhold)
        .where(
            r.c.ekstern_id.in_(sorted(ekstern_ider)),
            r.c.kommune.in_(sorted(kommuner.slekt(kommune, hel.post.tidspunkt.date()))),
            r.c.journal_id <= hel.post.nummer,
            r.c.handling != SLETTET,
        )
        .order_by(r.c.id)
    )
    return {ekstern_id: Sendt(REGISTRER, type_, innhold) for ekstern_id, type_, innhold in rader}


def _navn(forbindelse: Connection, identer: set[str]) -> dict[str, str]:
    """The names of persons, under the numbers they were addressed by."""
    p, sortert = t.person, sorted(identer)
    rader = forbindelse.execute(
        select(p.c.foedselsnummer, p.c.dufnummer, p.c.navn).where(
            or_(p.c.foedselsnummer.in_(sortert), p.c.dufnummer.in_(sortert))
        )
    )
    return {nummer: navn for fnr, duf, navn in rader for nummer in (fnr, duf) if nummer}


def finn(sandbox: Sandbox, meldings_id: str, antall: int) -> list[HelJournalpost]:
    """The messages under that id, of which every kommune may have one, and calls about them that a fault struck."""
    return poster.hele(sandbox, forstyrrelser.om_melding(meldings_id), antall)
