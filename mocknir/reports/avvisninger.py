"""What NIR objected to in what was transferred, by rule."""

from typing import Any

from sqlalchemy import BigInteger, Select, cast, func, select

from mocknir.register.vurdering import Alvor
from mocknir.reports import kommunekart as kart_
from mocknir.reports import utvalg
from mocknir.reports.kommunekart import Kommunekart
from mocknir.reports.parametre import KOMMUNE, PER, VALGFRITT_AAR, kontroller_aar, per_dag
from mocknir.reports.rapport import Lest, Rapport
from mocknir.reports.tabell import Kolonne, Ord, Tabell, summer
from mocknir.rules.katalog import KATALOG
from mocknir.sandbox import Sandbox
from mocknir.store import tabeller as t

TITTEL = Ord("Avvisninger og advarsler etter regel", "Rejections and warnings by rule")

KOLONNER = (
    Kolonne("regel", "Regel", "Rule"),
    Kolonne("regeltittel", "Hva regelen krever", "What the rule asks"),
    Kolonne("alvor", "Alvor", "Severity"),
    Kolonne("proveniens", "Proveniens", "Provenance"),
    Kolonne("registreringer", "Registreringer", "Registrations"),
    Kolonne("meldinger", "Meldinger", "Messages"),
    Kolonne("personer", "Personer", "Persons"),
)

LINJER = 10_000
"""More than the registrations of any message, so that message and line make one number."""

_ALVOR = {Alvor.AVVIST: Ord("avvist", "rejected"), Alvor.ADVARSEL: Ord("advarsel", "warning")}


def _lag(sandbox: Sandbox, p: Lest) -> Tabell:
    aar = p["aar"]
    if aar is not None:
        kontroller_aar(sandbox, "aar", aar)
    per = per_dag(sandbox, p["per"], aar)
    kart = Kommunekart(aar or per.year, p["kommune"])
    a, j = t.anmerkning, t.journal
    linjer = func.count(func.distinct(cast(a.c.journal_id, BigInteger) * LINJER + a.c.linje))
    spoersmaal: Select[Any] = (
        select(a.c.regel, a.c.alvor, linjer, func.count(a.c.journal_id.distinct()), func.count(a.c.ident.distinct()))
        .join(j, j.c.id == a.c.journal_id)
        .where(j.c.tidspunkt < utvalg.etter(per))
        .group_by(a.c.regel, a.c.alvor)
    )
    numre = kart.egne_numre()
    if numre is not None:
        spoersmaal = spoersmaal.where(j.c.kommune.in_(sorted(numre)))
    if aar is not None:
        foerste, _ = utvalg.aarets_dager(aar)
        neste, _ = utvalg.aarets_dager(aar + 1)
        spoersmaal = spoersmaal.where(j.c.tidspunkt >= foerste, j.c.tidspunkt < neste)
    with sandbox.base.les() as forbindelse:
        funnet = forbindelse.execute(spoersmaal).all()
    rader = []
    for regel_id, alvor, *tall in sorted(funnet, key=lambda rad: (-rad[2], rad[0], rad[1])):
        regel = KATALOG.get(regel_id)
        tittel = Ord(regel.tittel, regel.title) if regel else None
        proveniens = regel.kilde.proveniens if regel else None
        rader.append((regel_id, tittel, _ALVOR.get(alvor, alvor), proveniens, *tall))
    tekst, text = utvalg.sammen(
        Ord(f"Det som er overført til og med {per:%d.%m.%Y}.", f"What was transferred up to and with {per}."),
        *kart_.undertekst(kart),
        Ord("En registrering som flere regler slo til på, teller hos hver.",
            "A registration that several rules objected to counts with each."),
    )  # fmt: skip
    naar = f" {aar}" if aar else ""
    return Tabell(
        f"{TITTEL.tekst}{naar}", f"{TITTEL.text}{naar}", tekst, text, KOLONNER, tuple(rader),
        summer(rader, (4,), len(KOLONNER)),
    )  # fmt: skip


RAPPORT = Rapport(
    "avvisninger",
    *TITTEL,
    "Hvor mange registreringer hver regel avviste eller advarte om.",
    "How many registrations each rule rejected or warned of.",
    (VALGFRITT_AAR, KOMMUNE, PER),
    _lag,
)
