"""What a vendor's system is told to do: casework in Norwegian and English and as JSON, never how it is transferred."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from mocknir.client.svar import Person, User
from mocknir.conformance.suiter import Sak
from mocknir.journal import ordlegging, spraak
from mocknir.journal.spraak import velg
from mocknir.register.kodeverk import finn
from mocknir.register.skjema import TYPER
from mocknir.register.vurdering import SLETT
from mocknir.scenario.gang import Gang
from mocknir.scenario.modell import Task, VendorStep
from mocknir.scenario.registrering import Registrering
from mocknir.scenario.stegene import KOMMUNE

FORMAT = "mocknir-conformance/1"

REGISTRER, RETT, SLETTE = "registrer", "rett", "slett"
"""What is to be done with a piece of casework. Its own key in NIR is the vendor's affair: it is told a reference."""

Oppdrag = Mapping[str, Any]
"""An assignment, as it is told as JSON."""


def lag(gang: Gang, sak: Sak, oppgave: Task, kjoering: str, brukere: Sequence[User]) -> Oppdrag:
    """The assignment of a vendor step."""
    s = gang.scenario
    plasser = [i for i, en in enumerate(s.steps) if isinstance(en, VendorStep)]
    steg = [en.vendor for en in s.steps if isinstance(en, VendorStep)]
    nr = next(i for i, en in enumerate(steg) if en is oppgave)
    foer = {r.ekstern_id: r for en in steg[:nr] for r in en.casework if r.ekstern_id and r.handling != SLETT}
    navn = dict.fromkeys([*s.persons, *(r.person for r in oppgave.casework)])
    return {
        "format": FORMAT,
        "run": kjoering,
        "suite": sak.suite,
        "case": sak.navn,
        "requirement": sak.krav.id,
        "title": _begge(s.title),
        "step": nr + 1,
        "steps": len(steg),
        "clock": gang.linje.foer(plasser[nr]).isoformat(),
        "nir": {"ws4": gang.nir.url, "wsdl": f"{gang.nir.url}?wsdl"},
        "users": [
            {"kommune": b.kommune, "user": b.name, "password": b.password, "roles": list(b.roles)} for b in brukere
        ],
        "instruction": _begge(oppgave.instruction),
        "read": list(oppgave.read),
        "skipEnded": oppgave.skip_ended,
        "persons": [_person(en, gang.personer.get(en)) for en in navn],
        "casework": [_arbeid(gang, oppgave, r, foer) for r in oppgave.casework],
        "timeoutSeconds": sekunder(oppgave.timeout),
    }


def kommuner(gang: Gang, oppgave: Task) -> list[str]:
    """The kommuner whose casework it is."""
    alle = [kommune(gang, oppgave, r) for r in oppgave.casework]
    if not alle:
        alle = [oppgave.kommune] if oppgave.kommune else [p.kommune for p in gang.personer.values() if p.kommune]
    return list(dict.fromkeys(alle))


def kommune(gang: Gang, oppgave: Task, r: Registrering) -> str:
    """The kommune that a piece of casework is done in: where the person lives unless another is named."""
    person = gang.personer.get(r.person)
    return oppgave.kommune or (person.kommune if person else None) or KOMMUNE


def _person(navn: str, person: Person | None) -> dict[str, Any]:
    if person is None:  # a number of nobody
        return {"name": navn, "dufnummer" if len(navn) == 12 else "foedselsnummer": navn}
    alle = {
        "name": navn, "navn": person.navn, "foedselsnummer": person.foedselsnummer, "dufnummer": person.dufnummer,
        "foedt": person.foedt.isoformat(), "kjoenn": person.kjoenn, "statsborgerskap": person.statsborgerskap,
        "kommune": person.kommune,
    }  # fmt: skip
    return {n: v for n, v in alle.items() if v is not None}


def _arbeid(gang: Gang, oppgave: Task, r: Registrering, foer: Mapping[str, Registrering]) -> dict[str, Any]:
    tidligere = foer.get(r.ekstern_id or "")
    om = tidligere if r.handling == SLETT and tidligere is not None else r
    handling = SLETTE if r.handling == SLETT else RETT if tidligere is not None else REGISTRER
    ut: dict[str, Any] = {
        "reference": r.ekstern_id, "action": handling, "kommune": kommune(gang, oppgave, r), "person": r.person,
        "type": om.type, "text": {lang: ordlegging.registrering(om.type, om.innhold, lang) for lang in ("nb", "en")},
    }  # fmt: skip
    if handling == SLETTE:
        return ut
    koder = dict(_koder(r, skjult=oppgave.codes_by_text))
    felter = {n: v for n, v in r.content.items() if not (oppgave.codes_by_text and n in koder)}
    return {**ut, "fields": felter, "codes": koder}


def _koder(r: Registrering, *, skjult: bool) -> Iterator[tuple[str, dict[str, str]]]:
    """The fields that hold codes: the list, the text, and the code unless it is to be found in HentKodeverk."""
    for f in TYPER[r.type].felter if r.type else ():
        verk, kode = f.felt.kodeverk, r.content.get(f.navn)
        if verk is None or kode is None:
            continue
        funnet = finn(verk, kode)
        egen = {} if skjult else {"code": kode}
        yield f.navn, {"list": verk, **egen, "text": funnet.tekst if funnet else kode}


def _begge(tekst: Any) -> dict[str, str]:
    return {"nb": tekst.nb, "en": tekst.en}


_GJOER = {
    REGISTRER: ("Registrer", "Register"), RETT: ("Rett", "Correct"), SLETTE: ("Slett", "Delete"),
}  # fmt: skip


def tekst(o: Oppdrag, lang: str) -> str:
    """The assignment for somebody who does it by hand."""
    personer = {p["name"]: p for p in o["persons"]}
    linjer = [
        f"{o['suite']}/{o['case']} ({o['requirement']}), "
        + velg(lang, f"steg {o['step']} av {o['steps']}", f"step {o['step']} of {o['steps']}")
        + f": {o['title'][lang]}",
        velg(lang, f"I NIR er det {_dag(o['clock'], lang)}.", f"In NIR it is {_dag(o['clock'], lang)}."),
        "",
        o["instruction"][lang],
    ]
    if o["read"]:
        lister = ", ".join(o["read"])
        linjer.append(velg(lang, f"Les først: {lister}.", f"Read first: {lister}."))
    if o["skipEnded"]:
        linjer.append(velg(lang, "Registrer ikke for dem som NIR har avsluttet programmet for.",
                           "Do not register for those whose programme NIR has ended."))  # fmt: skip
    linjer += [""] + [f"- {_arbeidstekst(en, personer, lang)}" for en in o["casework"]]
    logg_inn = "; ".join(f"{spraak.kommune(b['kommune'])}: {b['user']} / {b['password']}" for b in o["users"])
    linjer += ["", velg(lang, "Overfør til ", "Transfer to ") + o["nir"]["ws4"], logg_inn]
    return "\n".join(linjer)


def _arbeidstekst(en: Mapping[str, Any], personer: Mapping[str, Mapping[str, Any]], lang: str) -> str:
    p = personer[en["person"]]
    nummer = " / ".join(p[n] for n in ("foedselsnummer", "dufnummer") if n in p)
    hvem = f"{p['navn']} ({nummer})" if "navn" in p else nummer
    merke = f" [{en['reference']}]" if en["reference"] else ""
    gjoer = velg(lang, *_GJOER[en["action"]])
    til = velg(lang, " til", " to") if en["action"] == RETT else ""
    return f"{spraak.kommune(en['kommune'])}, {hvem}: {gjoer}{merke}{til}: {en['text'][lang]}"


def _dag(iso: str, lang: str) -> str:
    return spraak.dag(date.fromisoformat(iso), lang)


def sekunder(veggtid: str) -> int:
    """The seconds of a time to wait: `60s`, `5m`, `1h`."""
    return int(veggtid[:-1]) * {"s": 1, "m": 60, "h": 3600}[veggtid[-1]]
