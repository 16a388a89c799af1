"""NIR's report «Deltakere som har avsluttet introduksjonsprogram» (domain.md §6.1 [S10])."""

from sqlalchemy import ColumnElement, and_, or_

from mocknir.register import kodeverk
from mocknir.register.kodeverk import IKKE_REGISTRERT
from mocknir.register.post import NIR
from mocknir.reports import kommunekart as kart_
from mocknir.reports import utvalg
from mocknir.reports.kommunekart import Kommunekart
from mocknir.reports.parametre import AAR, AARSAK, KATEGORI, KOMMUNE, LOV, MED, PER, kontroller_aar, per_dag
from mocknir.reports.rapport import Lest, Rapport
from mocknir.reports.tabell import Kolonne, Ord, Rad, Tabell
from mocknir.sandbox import Sandbox
from mocknir.store import tabeller as t

TITTEL = Ord("Deltakere som har avsluttet introduksjonsprogram", "Participants who have ended the programme")

KOLONNER = (
    *utvalg.PERSONKOLONNER,
    Kolonne("slutt", "Slutt", "End"),
    Kolonne("avslutningsaarsak", "Avslutningsårsak", "Reason for ending"),
    Kolonne("avsluttetAv", "Avsluttet av", "Ended by"),
    Kolonne("maaloppnaaelse", "Måloppnåelse", "Goal reached"),
    Kolonne("lukketAvRegel", "Lukket av regel", "Closed by rule"),
)
"""NIR's own columns are not public (domain.md §6.1: NOT FOUND); these are ours (`antatt`)."""

AV_NIR, AV_KOMMUNE = Ord("NIR", "NIR"), Ord("kommunen", "the kommune")


def _lag(sandbox: Sandbox, p: Lest) -> Tabell:
    aar = kontroller_aar(sandbox, "aar", p["aar"])
    per = per_dag(sandbox, p["per"], aar)
    kart = Kommunekart(aar, p["kommune"])
    with sandbox.base.les() as forbindelse:
        linjer = utvalg.programmer(
            forbindelse, per, kart, utvalg.avsluttet_i(aar, aar), utvalg.etter_filter(p), _med_aarsak(p["aarsak"])
        )
        regler = utvalg.lukkende_regler(forbindelse, per)
    flere = len(linjer) - len({linje.person_id for linje in linjer})
    tekst, text = utvalg.sammen(utvalg.kjent_per(per), *kart_.undertekst(kart), _flere_ganger(flere))
    return Tabell(
        f"{TITTEL.tekst} {aar}",
        f"{TITTEL.text} {aar}",
        tekst,
        text,
        KOLONNER,
        tuple(_rad(linje, regler) for linje in linjer),
    )


def _rad(linje: utvalg.Programlinje, regler: dict[tuple[int, str], str]) -> Rad:
    rad = linje.rad
    assert rad.slutt is not None  # the report asks for those that have ended
    aarsak = kodeverk.finn("avslutningsaarsak", rad.aarsak or IKKE_REGISTRERT)
    return (
        *utvalg.personverdier(linje, kart_.navn(linje.vist)),
        rad.slutt,
        Ord(aarsak.tekst, aarsak.text) if aarsak else rad.aarsak,
        AV_NIR if rad.avsluttet_av == NIR else AV_KOMMUNE,
        kodeverk.teller_som_maal(rad.aarsak),
        regler.get((linje.person_id, rad.slutt.isoformat())),
    )


def _med_aarsak(valg: str | None) -> ColumnElement[bool]:
    aarsak = t.program.c.aarsak
    if valg is None:
        return and_(True)
    if valg == MED:
        return and_(aarsak.is_not(None), aarsak != IKKE_REGISTRERT)
    return or_(aarsak.is_(None), aarsak == IKKE_REGISTRERT)


def _flere_ganger(antall: int) -> Ord:
    if not antall:
        return Ord("", "")
    return Ord(
        f"{antall} av radene gjelder et tidligere program i året for en person som står flere ganger; i måloppnåelsen"
        " teller bare det siste.",
        f"{antall} of the rows are an earlier programme in the year of a person who is listed more than once; only the"
        " last one counts in the share that reached the goal.",
    )


RAPPORT = Rapport(
    "avsluttede",
    *TITTEL,
    "Hvem som avsluttet programmet i året, med avslutningsårsak, også dem NIR avsluttet selv.",
    "Who ended the programme in the year, with the reason, also those whom NIR itself closed.",
    (AAR, KOMMUNE, KATEGORI, AARSAK, LOV, PER),
    _lag,
)
