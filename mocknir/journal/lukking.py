"""Why NIR closed a programme itself, and what the kommune can do about it now (domain.md §4)."""

from datetime import date
from typing import Any

from sqlalchemy import select

from mocknir.journal import ordlegging, regler, spraak
from mocknir.journal.regler import Data
from mocknir.journal.spraak import velg
from mocknir.register import kommuner, mengde
from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.registreringer import INTRO
from mocknir.register.svar import Lukking
from mocknir.register.vurdering import Tilgang
from mocknir.reports.frister import FRISTER, siste_frist
from mocknir.rules import ordlyd
from mocknir.rules.katalog import KATALOG
from mocknir.sandbox import Sandbox
from mocknir.store import koding
from mocknir.store import tabeller as t

VINDU = "VINDU-TO-MAANEDER"
DOED = "LUKKING-DOED"


def forklar(sandbox: Sandbox, lukking: Lukking, lang: str) -> Data:
    """Rule, night, parameters with their provenance, the registrations it looked at, and the way out."""
    return {
        **regler.regel(lukking.regel, lang),
        "natt": lukking.natt.isoformat(),
        "sluttdato": lukking.sluttdato.isoformat(),
        "tekst": velg(lang, lukking.tekst, lukking.text),
        "parametre": [_parameter(lukking.regel, navn, verdi, lang) for navn, verdi in lukking.parametre.items()],
        "saaPaa": _saa_paa(sandbox, lukking.saa_paa, lang),
        "rettes": _rettes(sandbox, lukking, lang),
    }


def _parameter(regel: str, navn: str, verdi: Any, lang: str) -> Data:
    funnet = KATALOG.get(regel)
    parameter = next((p for p in funnet.parametre if p.navn == navn), None) if funnet else None
    if parameter is None:  # a rule or a parameter of an older mocknir
        return {"navn": navn, "verdi": verdi, "tekst": navn, "proveniens": None}
    tekst = velg(lang, parameter.tekst, parameter.text)
    return {"navn": navn, "verdi": verdi, "tekst": tekst, "proveniens": parameter.kilde.proveniens}


def _saa_paa(sandbox: Sandbox, ider: tuple[int, ...], lang: str) -> list[Data]:
    """The registrations that decided, as they stood then: also versions that have been corrected since."""
    r = t.registrering
    with sandbox.base.les() as forbindelse:
        rader = forbindelse.execute(select(*t.POST).where(r.c.id.in_(ider)).order_by(r.c.id)).all()
    poster = [koding.post(rad) for rad in rader]
    return [
        {
            "id": p.id,
            "eksternId": p.ekstern_id,
            "kommune": p.kommune,
            "tekst": ordlegging.fra_tekst(p.type, p.tekst, lang),
        }
        for p in poster
    ]


def _rettes(sandbox: Sandbox, lukking: Lukking, lang: str) -> Data:
    """Whether the kommune can still correct it by itself, until when, and how."""
    idag, slutt = sandbox.naa().date(), lukking.sluttdato
    maaneder = int(sandbox.regelsett.parametre[VINDU]["maaneder"])
    vindu = legg_til_maaneder(slutt, maaneder)
    tilgang = next((g for g in sandbox.administrasjon.tilganger if _aapner(g, lukking, idag)), None)
    til = max(vindu, tilgang.ut_dagen) if tilgang else vindu
    aapent = idag <= til
    dag = spraak.dag
    if idag <= vindu:
        lengde = velg(lang, *mengde.maaneder(maaneder))
        naar = velg(
            lang, f"Kommunen kan rette det selv til og med {dag(vindu, lang)}, {lengde} etter sluttdatoen"
            f" {dag(slutt, lang)}.",
            f"The kommune can correct it by itself up to and with {dag(vindu, lang)}, {lengde} after the day"
            f" of the ending, {dag(slutt, lang)}.",
        )  # fmt: skip
    elif aapent:
        naar = velg(
            lang, f"Kommunen har etterregistreringstilgang, og kan rette det til og med {dag(til, lang)}.",
            f"The kommune has access to register late, and can correct it up to and with {dag(til, lang)}.",
        )  # fmt: skip
    else:
        hvor = velg(lang, *ordlyd.IMDI_SUPPORT)
        naar = velg(
            lang, f"Fristen for å rette det uten videre var {dag(vindu, lang)}; nå må kommunen ha"
            f" etterregistreringstilgang, som søkes i {hvor}.",
            f"It could be corrected without more ado until {dag(vindu, lang)}; now the kommune must have access to"
            f" register late, which is applied for in {hvor}.",
        )  # fmt: skip
    hvordan = velg(
        lang, "Det rettes ved å registrere avslutning med riktig dato og årsak, i fagsystemet eller i NIR web; da"
        " faller NIRs egen bort.",
        "It is corrected by registering the ending with the right day and reason, in the case system or in NIR web;"
        " then NIR's own falls away.",
    )  # fmt: skip
    if lukking.regel != DOED:
        hvordan += velg(
            lang, " Er deltakeren fortsatt i program, registreres et nytt vedtak om tildeling.",
            " Who is still in a programme is given a new decision on tildeling.",
        )  # fmt: skip
    return {
        "aapent": aapent, "til": til.isoformat(), "tekst": f"{naar} {hvordan}", "tall": _tall(slutt, idag, lang),
    }  # fmt: skip


def _aapner(tilgang: Tilgang, lukking: Lukking, idag: date) -> bool:
    return (
        tilgang.fra <= lukking.sluttdato <= tilgang.til
        and idag <= tilgang.ut_dagen
        and tilgang.ordning in (None, INTRO)
        and (tilgang.kommune == lukking.kommune or kommuner.samme(tilgang.kommune, lukking.kommune, idag))
    )


def _tall(slutt: date, idag: date, lang: str) -> str:
    """What it means for the year's figures, and when they are fixed."""
    ikke = velg(lang, f"Til det er rettet, teller det som «ikke måloppnåelse» for {slutt.year}",
                f"Until it is corrected it counts as not having reached the goal in {slutt.year}")  # fmt: skip
    if slutt.year < min(FRISTER):
        return f"{ikke}."
    frist = siste_frist(slutt.year).dato
    dag = spraak.dag(frist, lang)
    if idag <= frist:
        nb, en = f"tallene er de NIR har ved utgangen av {dag}", f"the figures are those NIR has at the end of {dag}"
    else:
        nb = f"fristen for årets tall var {dag}, og senere rettinger kommer normalt ikke med"
        en = f"the deadline for the year's figures was {dag}, and later corrections are normally left out"
    return f"{ikke}; {velg(lang, nb, en)}."


def linjer(data: Data, lang: str) -> list[str]:
    """The closing as lines of text."""
    natt, slutt = (spraak.dag(date.fromisoformat(data[navn]), lang) for navn in ("natt", "sluttdato"))
    regel = f"{data['regel']}: {data['tittel']} ({data['kilde']})."
    ut = [
        velg(lang, f"NIR avsluttet programmet selv natt til {natt}, med sluttdato {slutt}, etter regelen {regel}",
             f"NIR itself closed the programme in the night to {natt}, ended as of {slutt}, by rule {regel}"),
        data["tekst"],
    ]  # fmt: skip
    for p in data["parametre"]:
        proveniens = f", {spraak.proveniens(p['proveniens'], lang)}" if p["proveniens"] else ""
        ut.append(f"- {p['tekst']}: {p['verdi']} ({p['navn']}{proveniens}).")
    if data["saaPaa"]:
        ut.append(velg(lang, "Den så på:", "It looked at:"))
        ut += [f"- {p['tekst']} (eksternId {p['eksternId']})." for p in data["saaPaa"]]
    return [*ut, data["rettes"]["tekst"], data["rettes"]["tall"]]
