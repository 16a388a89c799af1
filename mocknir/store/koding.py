"""Between rows and the register's own values."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from sys import intern
from typing import Any
from zoneinfo import ZoneInfo

from mocknir.register.person import Adresse, Opphold, Person
from mocknir.register.post import Post
from mocknir.register.programrad import Programrad
from mocknir.register.stoettesak import Saksstatus, Stoettesak
from mocknir.register.svar import Lukking
from mocknir.register.vurdering import Tilgang
from mocknir.store.base import Rad

OSLO = ZoneInfo("Europe/Oslo")
"""The register keeps Norwegian time."""

_dag = date.fromisoformat


def tid_tekst(tid: datetime) -> str:
    """A moment as the store keeps it: Norwegian time, without an offset."""
    return tid.replace(tzinfo=None).isoformat(timespec="seconds")


@lru_cache(maxsize=4096)
def tid(tekst: str) -> datetime:
    """The moment that a text of the store stands for; what came in together shares it."""
    return datetime.fromisoformat(tekst).replace(tzinfo=OSLO)


def dag(tekst: str | None) -> date | None:
    """A day, or none."""
    return _dag(tekst) if tekst else None


def dag_tekst(verdi: date | None) -> str | None:
    """A day as text, or none."""
    return verdi.isoformat() if verdi is not None else None


def person(rad: Rad) -> Person:
    """A person of a row of the table `person`."""
    return Person(
        rad[0], rad[1], rad[2], rad[3], _dag(rad[4]), rad[5], rad[6],
        tuple(Opphold(_dag(gitt), grunnlag) for gitt, grunnlag in json.loads(rad[11])),
        tuple(Adresse(_dag(fra), kommune, mottak) for fra, kommune, mottak in json.loads(rad[12])),
        dag(rad[7]), bool(rad[8]), dag(rad[9]), dag(rad[10]),
    )  # fmt: skip


def person_rad(p: Person, journal_id: int) -> Rad:
    """The row of a person."""
    return (
        p.id, p.foedselsnummer, p.dufnummer, p.navn, p.foedt.isoformat(), p.kjoenn, p.statsborgerskap,
        dag_tekst(p.ankomst), p.avtalt_bosatt, dag_tekst(p.doed), dag_tekst(p.utvandret),
        json.dumps([(o.gitt.isoformat(), o.grunnlag) for o in p.opphold]),
        json.dumps([(a.fra.isoformat(), a.kommune, a.mottak) for a in p.adresser]), journal_id,
    )  # fmt: skip


def post(rad: Rad) -> Post:
    """A registration of a row that begins with the columns `tabeller.POST`.

    What many rows say alike is one text in memory: a driver makes a new one for each, which is a third of what a
    sandbox that remembers its participants holds.
    """
    (id_, person_id, kommune, ekstern_id, type_, ordning, kode, fra, til, tekst, aktoer, kanal, registrert_fra,
     journal_id, *_) = rad  # fmt: skip
    return Post(
        id_, person_id, intern(kommune), ekstern_id, intern(type_), intern(ordning), intern(kode) if kode else kode,
        _dag(fra) if fra else None, _dag(til) if til else None, tekst, intern(aktoer), intern(kanal),
        tid(registrert_fra), journal_id,
    )  # fmt: skip


def post_rad(p: Post, handling: str, naa: str, til: str | None) -> Rad:
    """The row of a registration of the moment `naa`; `til` closes it at once where it never came to hold."""
    fra, slutt = p.fra, p.til
    return (
        p.id, p.person_id, p.kommune, p.ekstern_id, p.type, p.ordning, p.kode,
        fra.isoformat() if fra else None, slutt.isoformat() if slutt else None,
        p.tekst, p.aktoer, p.kanal, handling, naa, til, p.journal_id,
    )  # fmt: skip


def programrad(rad: Rad) -> Programrad:
    """A programme of a row of the table `program`."""
    return Programrad(
        rad[2], rad[3], rad[4], rad[5], _dag(rad[6]), dag(rad[7]), _dag(rad[8]), _dag(rad[9]), _dag(rad[10]),
        dag(rad[11]), dag(rad[12]), bool(rad[13]), dag(rad[14]), rad[15], rad[16], bool(rad[17]),
    )  # fmt: skip


def programrad_verdier(p: Programrad) -> Rad:
    """The values of a programme, as the table has them."""
    return (
        p.nr, p.kommune, p.lov, p.kategori, p.start.isoformat(), dag_tekst(p.planlagt_slutt),
        p.frist.isoformat(), p.grense.isoformat(), p.sist_aktiv.isoformat(), dag_tekst(p.flyttet),
        dag_tekst(p.borte), p.forlenget, dag_tekst(p.slutt), p.aarsak, p.avsluttet_av, p.viderefoert,
    )  # fmt: skip


def lukking(rad: Rad, ident: str) -> Lukking:
    """A closing of a row of the table `lukking`."""
    return Lukking(
        rad[1], ident, rad[2], rad[3], rad[5], _dag(rad[6]), _dag(rad[7]), rad[8], rad[9],
        json.loads(rad[10]), tuple(json.loads(rad[11])), rad[4],
    )  # fmt: skip


def lukking_rad(id_: int, lukking_: Lukking, journal_id: int) -> Rad:
    """The row of a closing."""
    return (
        id_, lukking_.person_id, lukking_.program_nr, lukking_.kommune, lukking_.post_id, lukking_.regel,
        lukking_.sluttdato.isoformat(), lukking_.natt.isoformat(), lukking_.tekst, lukking_.text,
        json_tekst(lukking_.parametre), json.dumps(lukking_.saa_paa), journal_id,
    )  # fmt: skip


def tilgang(rad: Rad) -> Tilgang:
    """An access grant of a row of the table `tilgang`."""
    return Tilgang(rad[0], rad[1], _dag(rad[2]), _dag(rad[3]), rad[4], _dag(rad[5]), rad[6], rad[8])


def stoettesak(rad: Rad) -> Stoettesak:
    """A support case of a row of the table `stoettesak`."""
    (id_, kommune, fra, til, ordning, begrunnelse, merke, kontakt, rolle, mottatt, status, avgjort, avgjort_av, svar,
     _) = rad  # fmt: skip
    return Stoettesak(
        id_, kommune, _dag(fra), _dag(til), ordning, begrunnelse, merke, kontakt, rolle, tid(mottatt),
        Saksstatus(status), tid(avgjort) if avgjort else None, avgjort_av, svar,
    )  # fmt: skip


def stoettesak_rad(s: Stoettesak, journal_id: int) -> Rad:
    """The row of a support case."""
    return (
        s.id, s.kommune, s.fra.isoformat(), s.til.isoformat(), s.ordning, s.begrunnelse, s.merke, s.kontakt, s.rolle,
        tid_tekst(s.mottatt), s.status.value, tid_tekst(s.avgjort) if s.avgjort else None, s.avgjort_av, s.svar,
        journal_id,
    )  # fmt: skip


def json_tekst(verdi: Mapping[str, Any] | list[Any]) -> str:
    """JSON with Norwegian letters as they are."""
    return json.dumps(verdi, ensure_ascii=False, separators=(",", ":"))
