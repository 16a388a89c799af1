"""What the control plane answers, as JSON values: the nouns of the WS4 contract, the same words as on the wire."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from mocknir.clock.klokke import Klokke
from mocknir.control import svar
from mocknir.journal.forstyrrelser import Slag
from mocknir.journal.poster import Avslag, Journalpost
from mocknir.register import kodeverk
from mocknir.register.felt import Kilde
from mocknir.register.frist import Frist
from mocknir.register.person import Person
from mocknir.register.post import Post
from mocknir.register.stoettesak import Praksis, Stoettesak
from mocknir.register.svar import Brukerpost, Deltakerbilde, Feedside, Kvittering, Lukking, Programbilde
from mocknir.register.vurdering import Parametre, Tilgang
from mocknir.rules.regel import Parameter, Regel

Json = dict[str, Any]


def tekst(verdi: Any) -> str:
    """A value as JSON text, days and moments in ISO form."""
    return json.dumps(verdi, ensure_ascii=False, default=_enkel)


def _enkel(verdi: Any) -> Any:
    if isinstance(verdi, datetime):
        return verdi.isoformat(timespec="seconds")
    if isinstance(verdi, date):
        return verdi.isoformat()
    if isinstance(verdi, Decimal):
        return float(verdi)
    raise TypeError(f"{verdi!r} is no JSON value")


def klokke(stand: Klokke, naa: datetime) -> svar.Klokke:
    """A clock; `advancingTo` is the goal of an advance that was cut off on the way."""
    return {"now": naa, "mode": stand.modus, "speed": stand.fart, "advancingTo": stand.maal}


def lukking(en: Lukking) -> svar.Lukking:
    """A closing by NIR; `nummer` is the registration it made, null in a dry run."""
    return {
        "person": en.ident, "programNr": en.program_nr, "kommune": en.kommune, "regel": en.regel,
        "sluttdato": en.sluttdato, "natt": en.natt, "tekst": en.tekst, "tekstEngelsk": en.text,
        "parameter": en.parametre, "saaPaa": en.saa_paa, "nummer": en.post_id or None,
    }  # fmt: skip


def person(en: Person, dag: date) -> svar.Person:
    """A person as the central registers know them, with the kommune they live in that day."""
    return {
        "ident": en.ident, "foedselsnummer": en.foedselsnummer, "dufnummer": en.dufnummer, "navn": en.navn,
        "foedt": en.foedt, "kjoenn": en.kjoenn, "statsborgerskap": en.statsborgerskap,
        "kommune": en.kommune_paa(dag), "opphold": [{"gitt": o.gitt, "grunnlag": o.grunnlag} for o in en.opphold],
        "adresse": [{"fra": a.fra, "kommune": a.kommune, "mottak": a.mottak} for a in en.adresser],
        "ankomst": en.ankomst, "avtaltBosatt": en.avtalt_bosatt,
        "doed": en.doed, "utvandret": en.utvandret,
    }  # fmt: skip


def deltaker(bilde: Deltakerbilde) -> svar.Deltaker:
    """All that NIR knows of a person."""
    return {
        "dato": bilde.dato, "person": person(bilde.person, bilde.dato), "lov": bilde.lov, "kommune": bilde.kommune,
        "kategori": [
            {"ordning": k.ordning, "ordningsnavn": k.ordningsnavn, "kategori": k.kategori, "fra": k.fra}
            for k in bilde.kategorier
        ],
        "frist": [_frist(f) for f in bilde.frister],
        "program": [_program(p) for p in bilde.programmer], "registrering": [post(p) for p in bilde.poster],
    }  # fmt: skip


def _frist(en: Frist) -> svar.Frist:
    return {
        "navn": en.navn, "navnEngelsk": en.name, "dato": en.dato,
        "beregning": [{"tekst": s.tekst, "tekstEngelsk": s.text, "dato": s.dato} for s in en.logg],
    }  # fmt: skip


def _program(bilde: Programbilde) -> svar.Program:
    rad = bilde.rad
    return {
        "nr": rad.nr, "kommune": rad.kommune, "lov": rad.lov, "kategori": rad.kategori, "status": bilde.status,
        "start": rad.start, "planlagtSlutt": rad.planlagt_slutt, "gjennomfoeringsfrist": _frist(bilde.frist),
        "grense": rad.grense, "sistAktiv": rad.sist_aktiv, "forlenget": rad.forlenget, "slutt": rad.slutt,
        "avslutningsaarsak": rad.aarsak,
        "avslutningsaarsakTekst": kodeverk.tekst("avslutningsaarsak", rad.aarsak) if rad.aarsak else None,
        "avsluttetAv": rad.avsluttet_av,
        "maaloppnaaelse": kodeverk.teller_som_maal(rad.aarsak) if rad.slutt and not rad.viderefoert else None,
        "viderefoert": rad.viderefoert,
        "lukking": lukking(bilde.lukking) if bilde.lukking else None,
    }  # fmt: skip


def post(en: Post) -> svar.Post:
    """A registration as the register has it; `content` has the fields of its type."""
    return {
        "nummer": en.id, "eksternId": en.ekstern_id, "type": en.type, "kommune": en.kommune, "aktoer": en.aktoer,
        "kanal": en.kanal, "registrertFra": en.registrert_fra, "content": json.loads(en.tekst),
    }  # fmt: skip


def feed(side: Feedside) -> svar.Feed:
    """A page of a kommune's change feed."""
    return {
        "endring": [
            {
                "sekvens": rad.sekvens, "tidspunkt": rad.tidspunkt, "handling": rad.handling, "person": rad.ident,
                "registrering": post(rad.post), "lukking": lukking(rad.lukking) if rad.lukking else None,
            }
            for rad in side.rader
        ],
        "sisteSekvens": side.siste_sekvens, "flere": side.flere,
    }  # fmt: skip


def kvittering(en: Kvittering) -> svar.Kvittering:
    """A receipt."""
    return {
        "meldingsId": en.meldings_id, "kommune": en.kommune, "mottatt": en.mottatt,
        "journalnummer": en.journal_id, "gjentatt": en.gjentatt,
        "utfall": [
            {
                "eksternId": u.ekstern_id, "person": u.ident, "utfall": u.kode,
                "funn": [
                    {
                        "regel": a.regel, "alvor": a.alvor, "tekst": a.tekst, "tekstEngelsk": a.text,
                        "felt": a.felt, "proveniens": a.proveniens,
                    }
                    for a in u.anmerkninger
                ],
            }
            for u in en.utfall
        ],
    }  # fmt: skip


def journalpost(en: Journalpost, avslag: Avslag, slag: Iterable[Slag]) -> svar.Journalpost:
    """An entry of the journal, without its request; `slag` are the faults of the plan that struck the call."""
    return {
        "journalnummer": en.nummer, "tidspunkt": en.tidspunkt, "kanal": en.kanal, "operasjon": en.operasjon,
        "bruker": en.bruker, "kommune": en.kommune, "ident": en.ident, "meldingsId": en.meldings_id,
        "feilkode": en.feilkode, "tekst": en.tekst, "tekstEngelsk": avslag.text, "regel": avslag.regel,
        "antall": {
            "godtatt": en.godtatt, "godtattMedAdvarsel": en.advart, "uendret": en.uendret, "avvist": en.avvist,
        },
        "faults": [
            {
                "fault": ett.fault, "nr": ett.nr, "stage": ett.stage, "kind": ett.kind, "seconds": ett.seconds,
                "bytes": ett.bytes, "tekst": ett.sagt.nb, "tekstEngelsk": ett.sagt.en,
            }
            for ett in slag
        ],
    }  # fmt: skip


def bruker(en: Brukerpost) -> svar.Bruker:
    """A user, never with the password."""
    return {"user": en.bruker.navn, "kommune": en.bruker.kommune, "roles": en.bruker.roller}


def tilgang(en: Tilgang) -> svar.Tilgang:
    """An access grant."""
    return {
        "id": en.id, "kommune": en.kommune, "from": en.fra, "to": en.til, "ordning": en.ordning,
        "until": en.ut_dagen, "merke": en.merke, "case": en.sak,
    }  # fmt: skip


def sak(en: Stoettesak, tilganger: Iterable[Tilgang]) -> svar.Sak:
    """A support case, with the access that it gave."""
    gitt = next((tilgang(t) for t in tilganger if t.sak == en.id), None)
    avgjort: svar.Avgjoerelse | None = None
    if en.avgjort is not None:
        avgjort = {"decision": en.status, "time": en.avgjort, "by": en.avgjort_av or "", "svar": en.svar}
    return {
        "id": en.id, "kommune": en.kommune, "from": en.fra, "to": en.til, "ordning": en.ordning,
        "begrunnelse": en.begrunnelse, "merke": en.merke, "kontakt": en.kontakt, "rolle": en.rolle,
        "mottatt": en.mottatt, "status": en.status, "decision": avgjort, "access": gitt,
    }  # fmt: skip


def praksis(en: Praksis) -> svar.Praksis:
    """How support cases are decided."""
    return {"mode": en.modus, "merker": en.merker, "days": en.dager}


def regel(en: Regel, verdier: Parametre | None = None) -> svar.Regel:
    """A rule of the catalogue, with the values its parameters have in a sandbox (else the defaults)."""
    gjelder = verdier if verdier is not None else en.standardverdier
    return {
        "id": en.id, "tittel": en.tittel, "title": en.title, "art": en.art, "alvor": en.alvor,
        "kilde": _kilde(en.kilde), "detaljer": _kilde(en.detaljer), "fra": en.fra, "til": en.til,
        "typer": sorted(en.typer),
        "parameter": [_parameter(p, gjelder[p.navn]) for p in en.parametre],
    }  # fmt: skip


def _parameter(p: Parameter, verdi: Any) -> svar.Regelparameter:
    ut: svar.Regelparameter = {
        "navn": p.navn, "verdi": verdi, "standard": p.standard, "tekst": p.tekst, "tekstEngelsk": p.text,
        "kilde": _kilde(p.kilde),
    }  # fmt: skip
    if isinstance(p.standard, int) and not isinstance(p.standard, bool):
        ut["minst"], ut["mest"] = p.minst, p.mest
    elif p.valg:
        ut["valg"] = p.valg
    return ut


def _kilde(en: Kilde) -> svar.Kilde:
    return {"proveniens": en.proveniens, "henvisning": en.henvisning}
