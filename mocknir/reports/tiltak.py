"""Which tiltak participants had in the year, by kommune and kind (domain.md §2.5, §6.1 [S68], §9 [S11])."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from mocknir.register import kodeverk
from mocknir.reports import kommunekart as kart_
from mocknir.reports import utvalg
from mocknir.reports.kommunekart import Kommunekart
from mocknir.reports.parametre import AAR, KATEGORI, KOMMUNE, LOV, PER, kontroller_aar, per_dag
from mocknir.reports.rapport import Lest, Rapport
from mocknir.reports.tabell import SUM, Kolonne, Ord, Rad, Tabell
from mocknir.sandbox import Sandbox
from mocknir.store import tabeller as t

GRUPPER = {
    "grunnl_norsk_sk": Ord("Grunnleggende norsk og samfunnskunnskap", "Basic Norwegian and social studies"),
    "arbeidsliv": Ord("Arbeidsliv", "Working life"),
    "samfunnsliv": Ord("Samfunnsliv", "Life in society"),
    "utd_kurs_godkjkomp": Ord("Utdanning, kurs og godkjenning av kompetanse", "Education, courses and approval"),
}
"""IMDi's coarse groups (domain.md §2.5 (b) [S42]); their plain names are our reading (`antatt`)."""

UTEN_TILTAK = Ord("Uten tiltak", "Without tiltak")

KOLONNER = (
    Kolonne("kommune", "Kommune", "Kommune"),
    Kolonne("kommunenavn", "Kommunenavn", "Name of kommune"),
    Kolonne("tiltakstype", "Tiltakstype", "Kind of measure"),
    Kolonne("gruppe", "Gruppe", "Group"),
    Kolonne("deltakere", "Deltakere", "Participants"),
    Kolonne("registreringer", "Registreringer", "Registrations"),
)


def _lag(sandbox: Sandbox, p: Lest) -> Tabell:
    aar = kontroller_aar(sandbox, "aar", p["aar"])
    per = per_dag(sandbox, p["per"], aar)
    kart = Kommunekart(aar, p["kommune"])
    with sandbox.base.les() as forbindelse:
        linjer = utvalg.programmer(forbindelse, per, kart, utvalg.i_program(aar), utvalg.etter_filter(p))
        tiltak = _tiltak(forbindelse, per, aar)
    programmer: dict[int, list[utvalg.Programlinje]] = defaultdict(list)
    deltakere: dict[str, set[int]] = defaultdict(set)
    for linje in linjer:
        programmer[linje.person_id].append(linje)
        deltakere[linje.vist].add(linje.person_id)
    med_type: dict[tuple[str, str], set[int]] = defaultdict(set)
    antall: Counter[tuple[str, str]] = Counter()
    for person_id, kode, fra in tiltak:
        eget = _program(programmer.get(person_id, ()), fra)
        if eget is not None:
            med_type[eget.vist, kode].add(person_id)
            antall[eget.vist, kode] += 1
    rader: list[Rad] = []
    for vist in sorted(deltakere):
        koder = [kode for sted, kode in med_type if sted == vist]
        for kode in sorted(koder, key=_plass):
            rader.append(_rad(vist, kode, len(med_type[vist, kode]), antall[vist, kode]))
        med = set().union(*(med_type[vist, kode] for kode in koder))
        rader.append((vist, kart_.navn(vist), UTEN_TILTAK, None, len(deltakere[vist] - med), 0))
    alle = {linje.person_id for linje in linjer}
    tekst, text = utvalg.sammen(
        utvalg.kjent_per(per),
        *kart_.undertekst(kart),
        Ord("En deltaker teller én gang per tiltakstype; «Sum» teller deltakerne i alt.",
            "A participant counts once per kind; the total counts the participants in all."),
    )  # fmt: skip
    return Tabell(
        f"Tiltak i introduksjonsprogram {aar}", f"Measures in the introduction programme {aar}", tekst, text,
        KOLONNER, tuple(rader), (SUM, None, None, None, len(alle), antall.total()),
    )  # fmt: skip


def _tiltak(forbindelse: Connection, per: date, aar: int) -> list[tuple[int, str, date]]:
    """The tiltak with a day in the year: person, kind, first day."""
    r = t.registrering
    foerste, siste = utvalg.aarets_dager(aar)
    spoersmaal: Select[Any] = select(r.c.person_id, r.c.kode, r.c.fra).where(
        r.c.type == "tiltak", utvalg.kjent(r, per), r.c.fra <= siste, or_(r.c.til.is_(None), r.c.til >= foerste)
    )
    return [(person_id, kode, date.fromisoformat(fra)) for person_id, kode, fra in forbindelse.execute(spoersmaal)]


def _program(linjer: Sequence[utvalg.Programlinje], fra: date) -> utvalg.Programlinje | None:
    """The programme that a tiltak is part of: the latest begun that ran on its first day (`register.program.finn`).

    A tiltak left open ends with its programme, so one of an earlier year's programme is not in the next one.
    """
    treff = [p for p in linjer if p.rad.start <= fra and (p.rad.slutt is None or fra <= p.rad.slutt)]
    return max(treff, key=lambda p: p.rad.nr, default=None)


_REKKEFOELGE = {k.kode: nr for nr, k in enumerate(kodeverk.KODEVERK["tiltakstype"].koder)}


def _plass(kode: str) -> int:
    return _REKKEFOELGE.get(kode, len(_REKKEFOELGE))


def _rad(vist: str, kode: str, deltakere: int, registreringer: int) -> Rad:
    funnet = kodeverk.finn("tiltakstype", kode)
    navn = Ord(funnet.tekst, funnet.text) if funnet else kode
    gruppe = GRUPPER.get(funnet.gruppe or "") if funnet else None
    return vist, kart_.navn(vist), navn, gruppe, deltakere, registreringer


RAPPORT = Rapport(
    "tiltak",
    "Tiltak i introduksjonsprogram",
    "Measures in the introduction programme",
    "Hvor mange deltakere og registreringer hver tiltakstype hadde i året, og hvem som var i program uten tiltak.",
    "How many participants and registrations each kind of measure had in the year, and who was without any.",
    (AAR, KOMMUNE, KATEGORI, LOV, PER),
    _lag,
)
