"""What the central registers tell NIR: persons come, move, get permits, leave, die (domain.md §2.1 [S26])."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from mocknir.register import commands as c
from mocknir.register import identitet, kommuner
from mocknir.register.deltaker import Deltaker
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.person import GRUNNLAG, Adresse, Opphold, Person
from mocknir.sandbox import journalfoert, oppslag
from mocknir.store import koding, lesing, skriving
from mocknir.store import spoersmaal as q
from mocknir.store import tabeller as t
from mocknir.store.base import Base
from mocknir.store.skriving import Journalpost

if TYPE_CHECKING:
    from mocknir.sandbox.sandkasse import Sandbox


SENTRALT = "sentralt"
"""The central registers as a way in."""


def utfoer(sandbox: Sandbox, command: c.Sentral, naa: datetime) -> Person:
    """Take in what a central register tells, in the transaction that is under way; raises Avvik."""
    base, journal_id = sandbox.base, sandbox.base.neste(t.journal)
    if isinstance(command, c.OpprettPerson):
        person = ny_person(command, base.neste(t.person), naa.date())
        _kontroller_ledig(base, person.foedselsnummer, person.dufnummer)
        base.sett_inn(t.person, [koding.person_rad(person, journal_id)])
        operasjon = "OpprettPerson"
    else:
        deltaker = sandbox.deltaker(command.ident)
        person = endret_person(deltaker.person, command, naa.date())
        if person.foedselsnummer != deltaker.person.foedselsnummer:
            _kontroller_ledig(base, person.foedselsnummer)
        base.utfoer(q.slett_person, {"p": person.id})
        base.sett_inn(t.person, [koding.person_rad(person, journal_id)])
        ny = Deltaker(person, deltaker.poster, deltaker.rammer)
        skriving.skriv_programmer(base, [ny], naa, journal_id)
        operasjon = type(command).__name__
    post = Journalpost(
        journal_id, naa, SENTRALT, operasjon, ident=person.ident, tekst=oppslag.beskriv(command),
        detaljer=journalfoert.som_data(command),
    )  # fmt: skip
    skriving.skriv_journal(base, post)
    return person


def _kontroller_ledig(base: Base, *identer: str | None) -> None:
    brukt = lesing.personer(base, [i for i in identer if i])
    if brukt:
        nummer = next(iter(brukt))
        raise Avvik(
            Feilkode.FINNES_ALLEREDE,
            f"{nummer} er allerede i NIR: {brukt[nummer].navn}",
            f"{nummer} is already in NIR: {brukt[nummer].navn}",
            felt="foedselsnummer" if len(nummer) == 11 else "dufnummer",
        )


def ny_person(command: c.OpprettPerson, id_: int, idag: date) -> Person:
    """The person a command describes; Avvik names the field at fault and the remedy."""
    if not command.foedselsnummer and not command.dufnummer:
        raise _ugyldig("foedselsnummer", "fødselsnummer eller DUF-nummer mangler", "no national id or DUF number")
    kontroller_identer(command.foedselsnummer, command.dufnummer)
    if command.kjoenn not in ("K", "M"):
        raise _ugyldig("kjoenn", f"«{command.kjoenn}» er ikke K eller M", f"«{command.kjoenn}» is not K or M")
    if not command.navn.strip():
        raise _ugyldig("navn", "navn mangler", "the name is missing")
    if not (command.statsborgerskap.isalpha() and len(command.statsborgerskap) == 3):
        raise _ugyldig(
            "statsborgerskap", f"«{command.statsborgerskap}» er ikke en landkode på tre bokstaver, som SYR",
            f"«{command.statsborgerskap}» is no country code of three letters, as SYR",
        )  # fmt: skip
    if not command.navn.isprintable():
        raise _ugyldig("navn", "navnet har tegn som ikke kan vises", "the name has characters that cannot be shown")
    if command.foedt > idag:
        raise _ugyldig("foedt", f"født {command.foedt:%d.%m.%Y} er fram i tid", f"born {command.foedt} lies ahead")
    for opphold in command.opphold:
        _kontroller_grunnlag(opphold.grunnlag)
    for adresse in command.adresser:
        _kontroller_kommune(adresse.kommune, adresse.fra)
    return Person(
        id_, command.foedselsnummer, command.dufnummer, command.navn.strip(), command.foedt, command.kjoenn,
        command.statsborgerskap, tuple(sorted(command.opphold)), tuple(sorted(command.adresser)),
        command.ankomst, command.avtalt_bosatt,
    )  # fmt: skip


def kontroller_identer(foedselsnummer: str | None, dufnummer: str | None) -> None:
    """Raise Avvik unless the numbers given are valid and, for a fødselsnummer, synthetic."""
    if foedselsnummer:
        feil = identitet.kontroller_foedselsnummer(foedselsnummer)
        if feil is not None:
            raise _ugyldig("foedselsnummer", feil.nb, feil.en)
        if not identitet.er_syntetisk(foedselsnummer):
            raise _ugyldig(
                "foedselsnummer",
                f"{foedselsnummer} er ikke syntetisk: bruk et nummer fra Tenor-serien (måned + 80)",
                f"{foedselsnummer} is not synthetic: use a number of the Tenor series (month + 80)",
            )
    if dufnummer:
        feil = identitet.kontroller_dufnummer(dufnummer)
        if feil is not None:
            raise _ugyldig("dufnummer", feil.nb, feil.en)


def endret_person(person: Person, command: c.Sentral, idag: date) -> Person:
    """The person after a central event; Avvik when the event cannot be, as after a death."""
    if person.doed is not None:
        _kontroller_levde(person, person.doed, command)
    if isinstance(command, c.FlyttPerson):
        _mulig_dag(command.dato, person, idag, "dato")
        _kontroller_kommune(command.kommune, command.dato)
        siste = person.adresser[-1] if person.adresser else None
        if siste is not None and command.dato <= siste.fra:
            raise _ugyldig(
                "dato",
                f"{person.navn} har allerede en adresse fra {siste.fra:%d.%m.%Y}; flyttingen må være senere",
                f"{person.navn} already has an address from {siste.fra}; the move must be later",
            )
        ny = Adresse(command.dato, command.kommune, command.mottak)
        return replace(person, adresser=(*person.adresser, ny), utvandret=None)
    if isinstance(command, c.MeldUtvandret):
        _mulig_dag(command.dato, person, idag, "dato")
        return replace(person, utvandret=command.dato)
    if isinstance(command, c.MeldDoed):
        _mulig_dag(command.dato, person, idag, "dato")
        return replace(person, doed=command.dato)
    if isinstance(command, c.GiOpphold):
        _mulig_dag(command.gitt, person, idag, "gitt")
        _kontroller_grunnlag(command.grunnlag)
        return replace(person, opphold=tuple(sorted((*person.opphold, Opphold(command.gitt, command.grunnlag)))))
    if isinstance(command, c.GiFoedselsnummer):
        kontroller_identer(command.foedselsnummer, None)
        return replace(person, foedselsnummer=command.foedselsnummer)
    raise TypeError(f"{command} makes a person, it does not change one")


def _kontroller_levde(person: Person, doed: date, command: c.Sentral) -> None:
    """Raise Avvik for what is told of somebody dead; news of what happened before the death may come late."""
    if isinstance(command, c.GiFoedselsnummer):
        return
    felt = "gitt" if isinstance(command, c.GiOpphold) else "dato"
    if isinstance(command, c.MeldDoed) or getattr(command, felt) > doed:
        raise _ugyldig(
            felt,
            f"{person.navn} er meldt død {doed:%d.%m.%Y}, og senere enn det kan ingenting meldes. Var det en feil, "
            "gjenopprett et snapshot av sandkassen",
            f"{person.navn} was reported dead on {doed}, and nothing later can be reported. If that was a mistake, "
            "restore a snapshot of the sandbox",
        )


def _mulig_dag(dag: date, person: Person, idag: date, felt: str) -> None:
    """Raise Avvik for a day on which nothing can have happened to the person: before the birth, or ahead."""
    if dag < person.foedt:
        raise _ugyldig(
            felt,
            f"{dag:%d.%m.%Y} er før {person.navn} ble født, {person.foedt:%d.%m.%Y}",
            f"{dag} is before {person.navn} was born, on {person.foedt}",
        )
    if dag > idag:
        raise _ugyldig(
            felt,
            f"{dag:%d.%m.%Y} er fram i tid; sandkassens klokke viser {idag:%d.%m.%Y}. Flytt klokken først",
            f"{dag} lies ahead; the sandbox's clock shows {idag}. Advance the clock first",
        )


def _kontroller_kommune(nummer: str, dag: date) -> None:
    feil = kommuner.forklar(nummer, dag)
    if feil is not None:
        raise _ugyldig("kommune", *feil)


def _kontroller_grunnlag(grunnlag: str) -> None:
    if grunnlag not in GRUNNLAG:
        gyldige = ", ".join(GRUNNLAG)
        raise _ugyldig(
            "grunnlag", f"«{grunnlag}» er ikke et oppholdsgrunnlag; bruk ett av {gyldige}",
            f"«{grunnlag}» is no ground of residence; use one of {gyldige}",
        )  # fmt: skip


def _ugyldig(felt: str, tekst: str, text: str) -> Avvik:
    return Avvik(Feilkode.UGYLDIG_VERDI, tekst, text, felt=felt)
