"""/sandboxes/{sandbox}/persons: the central registers, which alone bring persons into NIR."""

from http import HTTPStatus

from sqlalchemy import select

from mocknir.control import personer_csv, svar, visning
from mocknir.control.modeller import (
    Doed,
    Flytting,
    Hendelse,
    Hendelser,
    NyPerson,
    NyttFoedselsnummer,
    NyttOpphold,
    Side,
    Utvandring,
)
from mocknir.control.personer import opprett_person
from mocknir.control.ruter import INNHOLD_CSV, Kall, Rute
from mocknir.register.commands import FlyttPerson, GiFoedselsnummer, GiOpphold, MeldDoed, MeldUtvandret, Sentral
from mocknir.register.feil import Avvik
from mocknir.register.person import Adresse, Opphold
from mocknir.store import koding
from mocknir.store.tabeller import person as tabell


def liste(k: Kall[Side]) -> svar.Personer:
    """The persons of a sandbox, by NIR's own number, a page at a time."""
    sandbox = k.sandbox
    dag = sandbox.naa().date()
    sql = select(tabell).where(tabell.c.id > k.inn.after).order_by(tabell.c.id).limit(k.inn.limit + 1)
    with sandbox.base.les() as forbindelse:
        personer = [koding.person(rad) for rad in forbindelse.execute(sql)]
    side = personer[: k.inn.limit]
    return {
        "persons": [visning.person(en, dag) for en in side],
        "next": side[-1].id if len(personer) > len(side) else None,
    }


def opprett(k: Kall[NyPerson]) -> svar.Person:
    """Bring a person in."""
    inn, sandbox = k.inn, k.sandbox
    command = opprett_person(
        foedselsnummer=inn.foedselsnummer, dufnummer=inn.dufnummer, navn=inn.navn, foedt=inn.foedt,
        kjoenn=inn.kjoenn, statsborgerskap=inn.statsborgerskap,
        opphold=tuple(Opphold(o.gitt, o.grunnlag) for o in inn.opphold),
        adresser=tuple(Adresse(a.fra, a.kommune, a.mottak) for a in inn.adresse),
        ankomst=inn.ankomst, avtalt_bosatt=inn.avtalt_bosatt,
    )  # fmt: skip
    (person,) = sandbox.sentralt(command)
    return visning.person(person, sandbox.naa().date())


def importer(k: Kall[None]) -> svar.Importert:
    """Bring in the persons of a CSV file: all or none."""
    sandbox = k.sandbox
    lest = personer_csv.les(k.raa, sandbox.naa().date())
    try:
        personer = sandbox.sentralt(*lest.personer)
    except Avvik as avvik:
        raise personer_csv.av_avvik(avvik, lest.linjer) from None
    return {"imported": len(personer)}


def vis(k: Kall[None]) -> svar.Deltaker:
    """All that NIR knows of a person."""
    return visning.deltaker(k.sandbox.bilde(k.sti["ident"]))


def meld(k: Kall[Hendelse]) -> svar.Person:
    """An event of the central registers."""
    sandbox = k.sandbox
    (person,) = sandbox.sentralt(_command(k.sti["ident"], k.inn.root))
    return visning.person(person, sandbox.naa().date())


def meld_alle(k: Kall[Hendelser]) -> svar.Meldt:
    """Events of several persons: all or none, and the place of the one that could not be."""
    try:
        personer = k.sandbox.sentralt(*(_command(en.person, en.event) for en in k.inn.events))
    except Avvik as avvik:
        sted = f"events.{avvik.sted or 0}"
        avvik.felt = {None: sted, "person": f"{sted}.person"}.get(avvik.felt, f"{sted}.event.{avvik.felt}")
        raise
    return {"events": len(personer)}


def _command(ident: str, h: Flytting | Utvandring | Doed | NyttOpphold | NyttFoedselsnummer) -> Sentral:
    if isinstance(h, Flytting):
        return FlyttPerson(ident, h.dato, h.kommune, h.mottak)
    if isinstance(h, Utvandring):
        return MeldUtvandret(ident, h.dato)
    if isinstance(h, Doed):
        return MeldDoed(ident, h.dato)
    if isinstance(h, NyttOpphold):
        return GiOpphold(ident, h.dato, h.grunnlag)
    return GiFoedselsnummer(ident, h.foedselsnummer)


_ALLE = "/sandboxes/<sandbox>/persons"

RUTER = (
    Rute("GET", _ALLE, liste, "Personene", "The persons", Side),
    Rute("POST", _ALLE, opprett, "Legg inn en person", "Bring a person in", NyPerson, HTTPStatus.CREATED),
    Rute("POST", f"{_ALLE}/import", importer, "Importer personer fra CSV", "Import persons from CSV",
         status=HTTPStatus.CREATED, innhold=INNHOLD_CSV),
    Rute("POST", f"{_ALLE}/events", meld_alle, "Hendelser for flere personer, alle eller ingen",
         "Events of several persons, all or none", Hendelser),
    Rute("GET", f"{_ALLE}/<ident>", vis, "Alt NIR vet om en person", "All that NIR knows of a person"),
    Rute("POST", f"{_ALLE}/<ident>/events", meld, "En hendelse fra de sentrale registrene",
         "An event of the central registers", Hendelse, felter=(("gitt", "dato"),)),
)  # fmt: skip
