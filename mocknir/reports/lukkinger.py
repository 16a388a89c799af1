"""What NIR closed itself, by kommune, rule and year (domain.md §4)."""

from collections import Counter
from typing import Any

from sqlalchemy import Select, select

from mocknir.reports import kommunekart as kart_
from mocknir.reports import utvalg
from mocknir.reports.kommunekart import Kommunekart
from mocknir.reports.parametre import KOMMUNE, PER, VALGFRITT_AAR, kontroller_aar, per_dag
from mocknir.reports.rapport import Lest, Rapport
from mocknir.reports.tabell import Kolonne, Ord, Tabell, summer
from mocknir.rules.katalog import KATALOG
from mocknir.sandbox import Sandbox
from mocknir.store import koding
from mocknir.store import tabeller as t

TITTEL = Ord("NIRs egne avslutninger", "What NIR closed itself")

KOLONNER = (
    Kolonne("aar", "År", "Year"),
    Kolonne("kommune", "Kommune", "Kommune"),
    Kolonne("kommunenavn", "Kommunenavn", "Name of kommune"),
    Kolonne("regel", "Regel", "Rule"),
    Kolonne("regeltittel", "Hva regelen sier", "What the rule says"),
    Kolonne("antall", "Avsluttet av NIR", "Closed by NIR"),
    Kolonne("rettet", "Herav rettet av kommunen", "Of which corrected by the kommune"),
)


def _lag(sandbox: Sandbox, p: Lest) -> Tabell:
    aar = p["aar"]
    if aar is not None:
        kontroller_aar(sandbox, "aar", aar)
    per = per_dag(sandbox, p["per"], aar)
    kart = Kommunekart(aar or per.year, p["kommune"])
    lukking, r, q = t.lukking, t.registrering, t.person
    spoersmaal: Select[Any] = (
        select(lukking.c.kommune, lukking.c.regel, lukking.c.sluttdato, r.c.registrert_til, q.c.adresser)
        .join(r, r.c.id == lukking.c.post_id)
        .join(q, q.c.id == lukking.c.person_id)
        .where(r.c.registrert_fra < utvalg.etter(per), utvalg.i_kommune(lukking, kart))
    )
    if aar is not None:
        foerste, siste = utvalg.aarets_dager(aar)
        spoersmaal = spoersmaal.where(lukking.c.sluttdato >= foerste, lukking.c.sluttdato <= siste)
    antall: Counter[tuple[int, str, str]] = Counter()
    rettet: Counter[tuple[int, str, str]] = Counter()
    with sandbox.base.les() as forbindelse:
        for kommune, regel, sluttdato, til, adresser in forbindelse.execute(spoersmaal):
            vist = kart.vist(kommune, adresser, koding.dag(sluttdato))
            if not kart.med(vist):
                continue
            noekkel = (int(sluttdato[:4]), vist, regel)
            antall[noekkel] += 1
            rettet[noekkel] += til is not None and til < utvalg.etter(per)
    rader = tuple(
        (noekkel[0], vist, kart_.navn(vist), regel, _tittel(regel), antall[noekkel], rettet[noekkel])
        for noekkel in sorted(antall)
        for _, vist, regel in (noekkel,)
    )
    tekst, text = utvalg.sammen(
        utvalg.kjent_per(per),
        *kart_.undertekst(kart),
        Ord("Året er det avslutningen faller i. Det som ikke er rettet, teller som «ikke måloppnåelse».",
            "The year is the one the ending falls in. What is not corrected counts as not having reached the goal."),
    )  # fmt: skip
    naar = f" {aar}" if aar else ""
    return Tabell(
        f"{TITTEL.tekst}{naar}", f"{TITTEL.text}{naar}", tekst, text, KOLONNER, rader,
        summer(rader, (5, 6), len(KOLONNER)),
    )  # fmt: skip


def _tittel(regel: str) -> Ord | None:
    funnet = KATALOG.get(regel)
    return Ord(funnet.tittel, funnet.title) if funnet else None


RAPPORT = Rapport(
    "lukkinger",
    *TITTEL,
    "Hvor mange program NIR avsluttet av seg selv, etter kommune, regel og år, og hvor mange kommunen har rettet.",
    "How many programmes NIR itself closed, by kommune, rule and year, and how many the kommune has corrected.",
    (VALGFRITT_AAR, KOMMUNE, PER),
    _lag,
)
