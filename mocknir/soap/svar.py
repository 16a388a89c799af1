"""The register's answers as XML, from string templates: what `typer` and `operasjoner` describe.

A test holds every answer against the schema.
"""

import json
from collections import Counter
from datetime import date

from mocknir.register import kodeverk
from mocknir.register.behandle import Utfall
from mocknir.register.frist import Frist
from mocknir.register.kodeverk import Kodeverk
from mocknir.register.person import Person
from mocknir.register.post import Post
from mocknir.register.svar import (
    Deltakerbilde,
    Feedrad,
    Feedside,
    Kvittering,
    Lukking,
    Programbilde,
)
from mocknir.register.vurdering import Anmerkning, Utfallskode
from mocknir.soap.feil import Versjon
from mocknir.soap.kontrakt import NAVNEROM
from mocknir.soap.tekst import el, x


def konvolutt(operasjon: str, innhold: str, versjon: Versjon) -> bytes:
    """The envelope of an answer."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<soap:Envelope xmlns:soap="{versjon.navnerom}"><soap:Body>'
        f'<{operasjon}Response xmlns="{NAVNEROM}">{innhold}</{operasjon}Response>'
        "</soap:Body></soap:Envelope>"
    ).encode()


def kvittering(k: Kvittering) -> str:
    """A receipt."""
    antall = Counter(utfall.kode for utfall in k.utfall)
    return (
        "<kvittering>"
        + el("meldingsId", k.meldings_id)
        + el("kommune", k.kommune)
        + el("mottatt", k.mottatt)
        + el("journalnummer", k.journal_id)
        + el("gjentatt", k.gjentatt)
        + f"<antall>{''.join([f'<{kode}>{antall[kode]}</{kode}>' for kode in Utfallskode])}</antall>"
        + "".join([_utfall(utfall) for utfall in k.utfall])
        + "</kvittering>"
    )


def _utfall(utfall: Utfall) -> str:
    funn = "".join(map(_anmerkning, utfall.anmerkninger)) if utfall.anmerkninger else ""
    return f"<utfall><eksternId>{x(utfall.ekstern_id)}</eksternId><utfall>{utfall.kode}</utfall>{funn}</utfall>"


def _anmerkning(a: Anmerkning) -> str:
    return (
        "<funn>"
        + el("regel", a.regel)
        + f"<alvor>{a.alvor}</alvor>"
        + el("tekst", a.tekst)
        + el("tekstEngelsk", a.text)
        + el("felt", a.felt)
        + el("proveniens", a.proveniens)
        + "</funn>"
    )


def deltaker(bilde: Deltakerbilde) -> str:
    """What NIR knows of a person."""
    return (
        "<deltaker>"
        + el("dato", bilde.dato)
        + _person(bilde.person)
        + el("kommune", bilde.kommune)
        + el("lov", bilde.lov)
        + "".join(
            "<kategori>"
            + el("ordning", k.ordning)
            + el("ordningsnavn", k.ordningsnavn)
            + el("kategori", k.kategori)
            + el("fra", k.fra)
            + "</kategori>"
            for k in bilde.kategorier
        )
        + "".join(_frist("frist", f) for f in bilde.frister)
        + "".join(map(_program, bilde.programmer))
        + "".join(map(_post, bilde.poster))
        + "</deltaker>"
    )


def _person(p: Person) -> str:
    return (
        "<person>"
        + el("foedselsnummer", p.foedselsnummer)
        + el("dufnummer", p.dufnummer)
        + el("navn", p.navn)
        + el("foedt", p.foedt)
        + el("kjoenn", p.kjoenn)
        + el("statsborgerskap", p.statsborgerskap)
        + "".join(f"<opphold>{el('gitt', o.gitt)}{el('grunnlag', o.grunnlag)}</opphold>" for o in p.opphold)
        + "".join(
            f"<adresse>{el('fra', a.fra)}{el('kommune', a.kommune)}{el('mottak', a.mottak)}</adresse>"
            for a in p.adresser
        )
        + el("ankomst", p.ankomst)
        + el("avtaltBosatt", p.avtalt_bosatt)
        + el("doed", p.doed)
        + el("utvandret", p.utvandret)
        + "</person>"
    )


def _frist(navn: str, f: Frist) -> str:
    return (
        f"<{navn}>"
        + el("navn", f.navn)
        + el("navnEngelsk", f.name)
        + el("dato", f.dato)
        + "".join(
            f"<beregning>{el('tekst', s.tekst)}{el('tekstEngelsk', s.text)}{el('dato', s.dato)}</beregning>"
            for s in f.logg
        )
        + f"</{navn}>"
    )


def _program(p: Programbilde) -> str:
    rad = p.rad
    aarsak = kodeverk.tekst("avslutningsaarsak", rad.aarsak) if rad.aarsak else None
    return (
        "<program>"
        + el("nr", rad.nr)
        + el("kommune", rad.kommune)
        + el("lov", rad.lov)
        + el("kategori", rad.kategori)
        + el("status", p.status)
        + el("start", rad.start)
        + el("planlagtSlutt", rad.planlagt_slutt)
        + _frist("gjennomfoeringsfrist", p.frist)
        + el("grense", rad.grense)
        + el("sistAktiv", rad.sist_aktiv)
        + el("forlenget", rad.forlenget)
        + el("slutt", rad.slutt)
        + el("avslutningsaarsak", rad.aarsak)
        + el("avslutningsaarsakTekst", aarsak)
        + el("avsluttetAv", rad.avsluttet_av)
        + el("viderefoert", rad.viderefoert)
        + _lukking(p.lukking)
        + "</program>"
    )


def _lukking(lukking: Lukking | None) -> str:
    if lukking is None:
        return ""
    return (
        "<lukking>"
        + el("regel", lukking.regel)
        + el("sluttdato", lukking.sluttdato)
        + el("natt", lukking.natt)
        + el("tekst", lukking.tekst)
        + el("tekstEngelsk", lukking.text)
        + "".join(
            f"<parameter>{el('navn', navn)}{el('verdi', verdi)}</parameter>"
            for navn, verdi in lukking.parametre.items()
        )
        + "".join(el("saaPaa", nummer) for nummer in lukking.saa_paa)
        + "</lukking>"
    )


def _post(p: Post) -> str:
    return _registrering(p, p.registrert_fra.isoformat())


def _registrering(p: Post, registrert_fra: str) -> str:
    """One text, since a page of the feed has a thousand of them: an element put together by itself costs ten times."""
    return (
        f"<registrering><nummer>{p.id}</nummer><eksternId>{x(p.ekstern_id)}</eksternId><kommune>{p.kommune}</kommune>"
        f"<aktoer>{x(p.aktoer)}</aktoer><kanal>{p.kanal}</kanal><registrertFra>{registrert_fra}</registrertFra>"
        # The canonical text has the fields under their wire names and in the order of the schema.
        f"<{p.type}>{''.join([_felt(navn, verdi) for navn, verdi in json.loads(p.tekst).items()])}</{p.type}>"
        "</registrering>"
    )


def _felt(navn: str, verdi: str | bool) -> str:
    return f"<{navn}>{x(verdi)}</{navn}>" if isinstance(verdi, str) else el(navn, verdi)


def endringer(side: Feedside) -> str:
    """A page of the change feed."""
    return (
        "<endringer>"
        + "".join(map(_endring, side.rader))
        + el("sisteSekvens", side.siste_sekvens)
        + el("flere", side.flere)
        + "</endringer>"
    )


def _endring(rad: Feedrad) -> str:
    tidspunkt = rad.tidspunkt.isoformat()
    nummer = "foedselsnummer" if len(rad.ident) == 11 else "dufnummer"
    return (
        f"<endring><sekvens>{rad.sekvens}</sekvens><tidspunkt>{tidspunkt}</tidspunkt>"
        f"<handling>{rad.handling}</handling><{nummer}>{rad.ident}</{nummer}>{_registrering(rad.post, tidspunkt)}"
        f"{_lukking(rad.lukking)}</endring>"
    )


def kodeverksamling(lister: list[Kodeverk], dag: date) -> str:
    """The code lists, each with the codes valid on that day."""
    kodeverkene = "".join(_kodeliste(liste, dag) for liste in lister)
    return f"<kodeverksamling>{el('dato', dag)}{kodeverkene}</kodeverksamling>"


def _kodeliste(liste: Kodeverk, dag: date) -> str:
    return (
        "<kodeverk>"
        + el("navn", liste.navn)
        + el("tekst", liste.tekst)
        + el("tekstEngelsk", liste.text)
        + "".join(
            "<kode>"
            + el("verdi", k.kode)
            + el("tekst", k.tekst)
            + el("tekstEngelsk", k.text)
            + el("gyldigFra", k.fra)
            + el("gyldigTil", k.til)
            + "".join(el("lov", lov) for lov in k.lover)
            + el("gruppe", k.gruppe)
            + el("proveniens", k.kilde.proveniens)
            + el("kilde", f"domain.md {k.kilde.henvisning}")
            + "</kode>"
            for k in liste.koder
            if k.gjelder(dag)
        )
        + "</kodeverk>"
    )
