"""What the control plane answers, as JSON values: the nouns of the WS4 contract, the same words as on the wire."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from mocknir.clock.klokke import Klokke
from mocknir.register import kodeverk
from mocknir.register.felt import Kilde
from mocknir.register.frist import Frist
from mocknir.register.person import Person
from mocknir.register.post import Post
from mocknir.register.svar import Brukerpost, Deltakerbilde, Feedside, Kvittering, Lukking, Programbilde
from mocknir.register.vurdering import Parametre, Tilgang
from mocknir.rules.regel import Regel

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


def klokke(stand: Klokke, naa: datetime) -> Json:
    """A clock; `advancingTo` is the goal of an advance that was cut off on the way."""
    return {"now": naa, "mode": stand.modus.value, "speed": stand.fart, "advancingTo": stand.maal}


def lukking(en: Lukking) -> Json:
    """A closing by NIR; `nummer` is the registration it made, null in a dry run."""
    return {
        "person": en.ident, "programNr": en.program_nr, "kommune": en.kommune, "regel": en.regel,
        "sluttdato": en.sluttdato, "natt": en.natt, "tekst": en.tekst, "tekstEngelsk": en.text,
        "parameter": en.parametre, "saaPaa": en.saa_paa, "nummer": en.post_id or None,
    }  # fmt: skip


def person(en: Person, dag: date) -> Json:
    """A person as the central registers know them, with the kommune they live in that day."""
    return {
        "ident": en.ident, "foedselsnummer": en.foedselsnummer, "dufnummer": en.dufnummer, "navn": en.navn,
        "foedt": en.foedt, "kjoenn": en.kjoenn, "statsborgerskap": en.statsborgerskap,
        "kommune": en.kommune_paa(dag), "opphold": [o._asdict() for o in en.opphold],
        "adresse": [a._asdict() for a in en.adresser], "ankomst": en.ankomst, "avtaltBosatt": en.avtalt_bosatt,
        "doed": en.doed, "utvandret": en.utvandret,
    }  # fmt: skip


def deltaker(bilde: Deltakerbilde) -> Json:
    """All that NIR knows of a person."""
    return {
        "dato": bilde.dato, "person": person(bilde.person, bilde.dato), "lov": bilde.lov, "kommune": bilde.kommune,
        "kategori": [k._asdict() for k in bilde.kategorier], "frist": [_frist(f) for f in bilde.frister],
        "program": [_program(p) for p in bilde.programmer], "registrering": [post(p) for p in bilde.poster],
    }  # fmt: skip


def _frist(en: Frist) -> Json:
    return {
        "navn": en.navn, "navnEngelsk": en.name, "dato": en.dato,
        "beregning": [{"tekst": s.tekst, "tekstEngelsk": s.text, "dato": s.dato} for s in en.logg],
    }  # fmt: skip


def _program(bilde: Programbilde) -> Json:
    rad = bilde.rad
    return {
        "nr": rad.nr, "kommune": rad.kommune, "lov": rad.lov, "kategori": rad.kategori, "status": bilde.status,
        "start": rad.start, "planlagtSlutt": rad.planlagt_slutt, "gjennomfoeringsfrist": _frist(bilde.frist),
        "grense": rad.grense, "sistAktiv": rad.sist_aktiv, "forlenget": rad.forlenget, "slutt": rad.slutt,
        "avslutningsaarsak": rad.aarsak,
        "avslutningsaarsakTekst": kodeverk.tekst("avslutningsaarsak", rad.aarsak) if rad.aarsak else None,
        "avsluttetAv": rad.avsluttet_av, "viderefoert": rad.viderefoert,
        "lukking": lukking(bilde.lukking) if bilde.lukking else None,
    }  # fmt: skip


def post(en: Post) -> Json:
    """A registration as the register has it; `content` has the fields of its type."""
    return {
        "nummer": en.id, "eksternId": en.ekstern_id, "type": en.type, "kommune": en.kommune, "aktoer": en.aktoer,
        "kanal": en.kanal, "registrertFra": en.registrert_fra, "content": json.loads(en.tekst),
    }  # fmt: skip


def feed(side: Feedside) -> Json:
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


def kvittering(en: Kvittering) -> Json:
    """A receipt."""
    return {
        "meldingsId": en.meldings_id, "kommune": en.kommune, "mottatt": en.mottatt,
        "journalnummer": en.journal_id, "gjentatt": en.gjentatt,
        "utfall": [
            {
                "eksternId": u.ekstern_id, "person": u.ident, "utfall": u.kode.value,
                "funn": [
                    {
                        "regel": a.regel, "alvor": a.alvor.value, "tekst": a.tekst, "tekstEngelsk": a.text,
                        "felt": a.felt, "proveniens": a.proveniens,
                    }
                    for a in u.anmerkninger
                ],
            }
            for u in en.utfall
        ],
    }  # fmt: skip


def bruker(en: Brukerpost) -> Json:
    """A user, never with the password."""
    return {"user": en.bruker.navn, "kommune": en.bruker.kommune, "roles": en.bruker.roller}


def tilgang(en: Tilgang) -> Json:
    """An access grant."""
    return {
        "id": en.id, "kommune": en.kommune, "from": en.fra, "to": en.til, "ordning": en.ordning,
        "until": en.ut_dagen, "merke": en.merke,
    }  # fmt: skip


def regel(en: Regel, verdier: Parametre | None = None) -> Json:
    """A rule of the catalogue, with the values its parameters have in a sandbox (else the defaults)."""
    gjelder = verdier if verdier is not None else en.standardverdier
    return {
        "id": en.id, "tittel": en.tittel, "title": en.title, "art": en.art.value, "alvor": en.alvor.value,
        "kilde": _kilde(en.kilde), "detaljer": _kilde(en.detaljer), "fra": en.fra, "til": en.til,
        "typer": sorted(en.typer),
        "parameter": [
            {
                "navn": p.navn, "verdi": gjelder[p.navn], "standard": p.standard, "tekst": p.tekst,
                "tekstEngelsk": p.text, "kilde": _kilde(p.kilde), **_grenser(p.standard, p.minst, p.mest, p.valg),
            }
            for p in en.parametre
        ],
    }  # fmt: skip


def _grenser(standard: object, minst: int, mest: int, valg: Iterable[str]) -> Json:
    if isinstance(standard, int) and not isinstance(standard, bool):
        return {"minst": minst, "mest": mest}
    return {"valg": list(valg)} if valg else {}


def _kilde(en: Kilde) -> Json:
    return {"proveniens": en.proveniens, "henvisning": en.henvisning}
