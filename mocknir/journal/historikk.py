"""What happened with a person, in the order of the virtual clock, in words."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, select

from mocknir.journal import ordlegging, sentralt, spraak
from mocknir.journal.melding import Sendt, ord_for
from mocknir.journal.regler import Data
from mocknir.journal.rutine import SKILLER, Rutine, fold, rutine
from mocknir.journal.spraak import velg
from mocknir.register import skjema
from mocknir.register.behandle import ENDRET, SLETTET
from mocknir.register.post import NIR
from mocknir.register.vurdering import Alvor
from mocknir.sandbox.sentralt import SENTRALT
from mocknir.store import koding, skriving
from mocknir.store import tabeller as t


class Hendelse(NamedTuple):
    """One event: `slag` is sentralt, registrering, avvist or lukking; `journalnummer` and `plass` order what shares a
    moment. `rutine` is set where it may be told with others of its kind, which do not meet over one that `skiller`."""

    tidspunkt: datetime
    journalnummer: int
    plass: int
    slag: str
    tekst: str
    rutine: Rutine | None = None
    skiller: bool = True


def historikk(forbindelse: Connection, person_id: int | None, identer: list[str], lang: str) -> list[Hendelse]:
    """All that happened with the person under any of those numbers; `person_id` None for who is not in NIR."""
    hendelser = [*_sentralt(forbindelse, identer, lang), *_avvist(forbindelse, identer, lang)]
    if person_id is not None:
        hendelser += _registreringer(forbindelse, person_id, lang)
    return sorted(hendelser)


def _sentralt(forbindelse: Connection, identer: list[str], lang: str) -> Iterator[Hendelse]:
    j = t.journal
    rader = forbindelse.execute(
        select(j.c.id, j.c.tidspunkt, j.c.operasjon, j.c.tekst).where(j.c.kanal == SENTRALT, j.c.ident.in_(identer))
    )
    for id_, tid, operasjon, tekst in rader:
        yield Hendelse(koding.tid(tid), id_, 0, "sentralt", sentralt.i_ord(operasjon, tekst, lang))


def _registreringer(forbindelse: Connection, person_id: int, lang: str) -> Iterator[Hendelse]:
    """Every version of every registration; what NIR closed is told with its rule."""
    r, l_ = t.registrering, t.lukking
    lukkinger = {
        rad.post_id: rad for rad in forbindelse.execute(select(l_).where(l_.c.person_id == person_id))
    }  # fmt: skip
    advarsler = _advarsler(forbindelse, person_id)
    foer: dict[str, str] = {}
    for rad in forbindelse.execute(select(r).where(r.c.person_id == person_id).order_by(r.c.id)):
        innhold = skjema.fra_tekst(rad.type, rad.innhold) if rad.innhold else None
        sendt = ordlegging.registrering(rad.type, innhold, lang)
        vanlig = rutine(innhold, rad.kommune, lang) if rad.handling not in (ENDRET, SLETTET) else None
        slag, tekst = "registrering", _versjon(rad, sendt, foer.get(rad.ekstern_id), lang)
        if rad.id in lukkinger:
            slag, tekst = "lukking", _lukking(lukkinger[rad.id], lang)
        regel_ider = advarsler.get((rad.journal_id, rad.ekstern_id))
        if regel_ider:
            med = velg(lang, "Godtatt med advarsel fra", "Accepted with a warning from")
            tekst += f" {med} {', '.join(regel_ider)}."
            vanlig = None
        foer[rad.ekstern_id] = sendt
        skiller = slag == "lukking" or rad.type in SKILLER
        yield Hendelse(koding.tid(rad.registrert_fra), rad.journal_id, rad.id, slag, tekst, vanlig, skiller)


def _versjon(rad: Row[Any], sendt: str, foer: str | None, lang: str) -> str:
    hvem = f"{rad.aktoer}, {spraak.kommune(rad.kommune)}, {rad.kanal}"
    if rad.handling == SLETTET and rad.ekstern_id.startswith(f"{NIR}-"):
        return velg(lang, f"NIRs egen avslutning falt bort, siden kommunen registrerte sin: {sendt} ({hvem}).",
                    f"NIR's own ending fell away as the kommune registered its own: {sendt} ({hvem}).")  # fmt: skip
    if rad.handling == SLETTET:
        return velg(lang, f"Slettet: {sendt}, eksternId {rad.ekstern_id} ({hvem}).",
                    f"Deleted: {sendt}, eksternId {rad.ekstern_id} ({hvem}).")  # fmt: skip
    if rad.handling == ENDRET and foer is not None:
        return velg(lang, f"Rettet: {sendt}, eksternId {rad.ekstern_id} ({hvem}). Før sto det: {foer}.",
                    f"Corrected: {sendt}, eksternId {rad.ekstern_id} ({hvem}). Before it said: {foer}.")  # fmt: skip
    return velg(lang, f"Registrert: {sendt}, eksternId {rad.ekstern_id} ({hvem}).",
                f"Registered: {sendt}, eksternId {rad.ekstern_id} ({hvem}).")  # fmt: skip


def _lukking(rad: Row[Any], lang: str) -> str:
    slutt = spraak.dag(date.fromisoformat(rad.sluttdato), lang)
    grunn = velg(lang, rad.tekst, rad.text)
    return velg(lang, f"NIR avsluttet programmet selv, med sluttdato {slutt}, etter regelen {rad.regel}. {grunn}",
                f"NIR itself closed the programme, ended as of {slutt}, by rule {rad.regel}. {grunn}")  # fmt: skip


def _advarsler(forbindelse: Connection, person_id: int) -> dict[tuple[int, str], list[str]]:
    """The rules that warned of what was taken in, by journal number and key."""
    a, r = t.anmerkning, t.registrering
    rader = forbindelse.execute(
        select(a.c.journal_id, a.c.ekstern_id, a.c.regel)
        .join(r, (r.c.journal_id == a.c.journal_id) & (r.c.ekstern_id == a.c.ekstern_id))
        .where(r.c.person_id == person_id, a.c.alvor == Alvor.ADVARSEL.value)
        .order_by(a.c.id)
    )
    ut: dict[tuple[int, str], list[str]] = defaultdict(list)
    for journal_id, ekstern_id, regel in rader:
        if regel not in ut[journal_id, ekstern_id]:
            ut[journal_id, ekstern_id].append(regel)
    return ut


def _avvist(forbindelse: Connection, identer: list[str], lang: str) -> Iterator[Hendelse]:
    """The registrations that were rejected, with what was sent and every rule that rejected it."""
    a, j = t.anmerkning, t.journal
    rader = forbindelse.execute(
        select(a, j.c.tidspunkt, j.c.bruker, j.c.kommune, j.c.kanal)
        .join(j, j.c.id == a.c.journal_id)
        .where(a.c.ident.in_(identer), a.c.alvor == Alvor.AVVIST.value)
        .order_by(a.c.id)
    )
    samlet: dict[tuple[int, int], list[Row[Any]]] = defaultdict(list)
    for rad in rader:
        samlet[rad.journal_id, rad.linje].append(rad)
    detaljer = _avviste(forbindelse, {journal_id for journal_id, _ in samlet})
    for (journal_id, linje), funn in samlet.items():
        foerste = funn[0]
        sendt = detaljer[journal_id].get(str(linje))
        hva = ord_for(Sendt(*sendt), lang) if sendt else ordlegging.registrering(foerste.type, None, lang)
        hvem = f"{foerste.bruker}, {spraak.kommune(foerste.kommune)}, {foerste.kanal}"
        grunner = " ".join(f"{f.regel}: {velg(lang, f.tekst, f.text)}" for f in funn)
        tekst = velg(lang, f"Avvist: {hva}, eksternId {foerste.ekstern_id} ({hvem}). {grunner}",
                     f"Rejected: {hva}, eksternId {foerste.ekstern_id} ({hvem}). {grunner}")  # fmt: skip
        yield Hendelse(koding.tid(foerste.tidspunkt), journal_id, linje, "avvist", tekst, skiller=False)


def _avviste(forbindelse: Connection, numre: set[int]) -> dict[int, dict[str, Any]]:
    """What was rejected in those messages, by its place in each."""
    j = t.journal
    rader = forbindelse.execute(select(j.c.id, j.c.detaljer).where(j.c.id.in_(sorted(numre))))
    return {id_: json.loads(skriving.pakk_ut(lagret) or b"{}").get("avviste", {}) for id_, lagret in rader}


def som_data(hendelser: list[Hendelse], lang: str, alle: bool) -> list[Data]:
    """The history as plain values; the routine in one line a kind unless `alle`."""
    rader = [
        {"tidspunkt": h.tidspunkt.isoformat(), "journalnummer": h.journalnummer, "slag": h.slag, "tekst": h.tekst}
        for h in hendelser
    ]
    if alle:
        return rader
    return fold(((h.rutine, h.skiller, rad) for h, rad in zip(hendelser, rader, strict=True)), lang)
