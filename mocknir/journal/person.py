"""Why it stands as it does with a person: who, programmes and deadlines, NIR's closings, and the history."""

from datetime import date, datetime
from typing import Any

from mocknir.journal import historikk, lukking, spraak
from mocknir.journal.regler import Data
from mocknir.journal.spraak import velg
from mocknir.register import kodeverk, kommuner
from mocknir.register.frist import Frist
from mocknir.register.lov import LOVNAVN
from mocknir.register.post import NIR
from mocknir.register.svar import Deltakerbilde, Programbilde
from mocknir.sandbox import Sandbox

_STATUS = {
    "planlagt": "planned",
    "i program": "in programme",
    "permisjon": "on leave",
    "stanset": "stopped",
    "avsluttet": "ended",
}


def forklar(sandbox: Sandbox, bilde: Deltakerbilde, lang: str, alle: bool) -> Data:
    """What NIR knows of a person in NIR, and how it came to be so; `alle` tells each registration of the routine."""
    person = bilde.person
    identer = [ident for ident in (person.foedselsnummer, person.dufnummer) if ident]
    with sandbox.base.les() as forbindelse:
        hendelser = historikk.historikk(forbindelse, person.id, identer, lang)
    return {
        "dato": bilde.dato.isoformat(),
        "person": {
            "navn": person.navn,
            "foedselsnummer": person.foedselsnummer,
            "dufnummer": person.dufnummer,
            "foedt": person.foedt.isoformat(),
            "kjoenn": person.kjoenn,
            "kommune": bilde.kommune,
            "kommunenavn": kommuner.navn(bilde.kommune) if bilde.kommune else None,
            "lov": bilde.lov,
            "lovnavn": velg(lang, *LOVNAVN[bilde.lov]),
            "kategorier": [
                {"ordning": k.ordningsnavn, "kategori": k.kategori, "fra": k.fra.isoformat() if k.fra else None}
                for k in bilde.kategorier
            ],
            "doed": person.doed.isoformat() if person.doed else None,
            "utvandret": person.utvandret.isoformat() if person.utvandret else None,
        },
        "programmer": [_program(sandbox, p, lang) for p in bilde.programmer],
        "frister": [_frist(f, lang) for f in bilde.frister],
        "historikk": historikk.som_data(hendelser, lang, alle),
    }


def forklar_ukjent(sandbox: Sandbox, ident: str, lang: str) -> Data | None:
    """What was rejected for a number that NIR does not know; None when nothing came for it."""
    with sandbox.base.les() as forbindelse:
        hendelser = historikk.historikk(forbindelse, None, [ident], lang)
    if not hendelser:
        return None
    idag = sandbox.naa().date().isoformat()
    return {"dato": idag, "person": None, "ident": ident, "programmer": [], "frister": [],
            "historikk": historikk.som_data(hendelser, lang, alle=True)}  # fmt: skip


def _program(sandbox: Sandbox, p: Programbilde, lang: str) -> Data:
    rad = p.rad
    return {
        "nr": rad.nr,
        "kommune": rad.kommune,
        "start": rad.start.isoformat(),
        "slutt": rad.slutt.isoformat() if rad.slutt else None,
        "status": velg(lang, p.status, _STATUS[p.status]),
        "avslutningsaarsak": kodeverk.tekst("avslutningsaarsak", rad.aarsak, lang) if rad.aarsak else None,
        "avsluttetAv": rad.avsluttet_av,
        "viderefoert": rad.viderefoert,
        "maaloppnaaelse": kodeverk.teller_som_maal(rad.aarsak) if rad.slutt and not rad.viderefoert else None,
        "grense": rad.grense.isoformat(),
        "frist": _frist(p.frist, lang),
        "lukking": lukking.forklar(sandbox, p.lukking, lang) if p.lukking else None,
    }


def _frist(f: Frist, lang: str) -> Data:
    return {
        "navn": velg(lang, f.navn, f.name),
        "dato": f.dato.isoformat(),
        "beregningslogg": [{"tekst": velg(lang, s.tekst, s.text), "dato": s.dato.isoformat()} for s in f.logg],
    }


def linjer(data: Data, lang: str) -> list[str]:
    """The explanation as lines that can be read aloud."""
    ut = _hvem(data, lang) if data["person"] else [
        velg(lang, f"NIR kjenner ingen person med nummer {data['ident']}, men noe er overført for det.",
             f"NIR knows no person by the number {data['ident']}, but something was transferred for it.")
    ]  # fmt: skip
    for program in data["programmer"]:
        ut += ["", *_program_i_tekst(program, lang)]
    vist = {p["frist"]["navn"] for p in data["programmer"]}  # told with each programme
    andre = [f for f in data["frister"] if f["navn"] not in vist]
    if andre:
        ut.append("")
    for f in andre:
        ut += _frist_i_tekst(f, lang)
    ut += ["", velg(lang, "Dette har skjedd:", "This has happened:")]
    return [*ut, *(_hendelse(h, lang) for h in data["historikk"])]


def _hendelse(h: Data, lang: str) -> str:
    naar, nummer = spraak.tid(datetime.fromisoformat(h["tidspunkt"]), lang), f"#{h['journalnummer']}"
    if "antall" in h:
        fra, til = (datetime.fromisoformat(h[tid]).date() for tid in ("tidspunkt", "tilTidspunkt"))
        naar = spraak.periode(fra, til, lang)
        nummer = "–".join(dict.fromkeys((nummer, f"#{h['tilJournalnummer']}")))
    return f"- {naar} ({nummer}): {h['tekst']}"


def _dag(iso: str, lang: str) -> str:
    return spraak.dag(date.fromisoformat(iso), lang)


def _hvem(data: Data, lang: str) -> list[str]:
    p: dict[str, Any] = data["person"]
    numre = " / ".join(n for n in (p["foedselsnummer"], p["dufnummer"]) if n)
    bor = spraak.kommune(p["kommune"]) if p["kommune"] else velg(lang, "ingen kjent kommune", "no known kommune")
    foedt, idag = _dag(p["foedt"], lang), _dag(data["dato"], lang)
    hvem = f"{p['navn']} ({numre})"
    bodde = bool(p["doed"] or p["utvandret"])
    ut = [
        velg(lang, f"{hvem}, født {foedt}. {'Bodde sist' if bodde else f'Bor {idag}'} i {bor}, og følger"
             f" {p['lovnavn']}.",
             f"{hvem}, born {foedt}. {'Last lived' if bodde else f'Lives on {idag}'} in {bor}, and is governed by"
             f" {p['lovnavn']}."),
    ]  # fmt: skip
    for navn, nb, en in (("doed", "Døde", "Died"), ("utvandret", "Flyttet fra Norge", "Left Norway")):
        if p[navn]:
            ut.append(f"{velg(lang, nb, en)} {_dag(p[navn], lang)}.")
    for k in p["kategorier"]:
        fra = velg(lang, f" fra {_dag(k['fra'], lang)}", f" from {_dag(k['fra'], lang)}") if k["fra"] else ""
        ut.append(f"{velg(lang, 'Kategori', 'Category')} {k['ordning']}: «{k['kategori']}»{fra}.")
    return ut


def _program_i_tekst(p: Data, lang: str) -> list[str]:
    hvor, start = spraak.kommune(p["kommune"]), _dag(p["start"], lang)
    ut = [velg(lang, f"Program {p['nr']} i {hvor} startet {start}. Status: {p['status']}.",
               f"Programme {p['nr']} in {hvor} began on {start}. Status: {p['status']}.")]  # fmt: skip
    if p["viderefoert"]:
        ut.append(velg(lang, f"Det ble videreført i en annen kommune etter {_dag(p['slutt'], lang)}.",
                       f"It was carried on in another kommune after {_dag(p['slutt'], lang)}."))  # fmt: skip
    elif p["slutt"]:
        maal = velg(lang, "måloppnåelse" if p["maaloppnaaelse"] else "ikke måloppnåelse",
                    "the goal was reached" if p["maaloppnaaelse"] else "the goal was not reached")  # fmt: skip
        slutt, hva = _dag(p["slutt"], lang), f"«{p['avslutningsaarsak']}», {maal}."
        nb, en = ("NIR", "NIR") if p["avsluttetAv"] == NIR else ("kommunen", "the kommune")
        ut.append(velg(lang, f"Avsluttet {slutt} av {nb}: {hva}", f"Ended on {slutt} by {en}: {hva}"))
    ut += _frist_i_tekst(p["frist"], lang)
    grense = _dag(p["grense"], lang)
    ut.append(velg(lang, f"Lengste programtid loven tillater, er ute {grense}; etter det kan NIR ikke ta inn mer.",
                   f"The longest time the law allows is over on {grense}; past it NIR takes nothing in."))  # fmt: skip
    return [*ut, *(lukking.linjer(p["lukking"], lang) if p["lukking"] else ())]


def _frist_i_tekst(f: Data, lang: str) -> list[str]:
    return [
        f"{f['navn']}: {_dag(f['dato'], lang)}. {velg(lang, 'Beregningslogg', 'How it was computed')}:",
        *(f"- {_steg(s['tekst'], _dag(s['dato'], lang))}." for s in f["beregningslogg"]),
    ]


def _steg(tekst: str, dag: str) -> str:
    """A line of the Beregningslogg, with the day it led to unless it says so itself."""
    return tekst if tekst.endswith(dag) else f"{tekst}: {dag}"
