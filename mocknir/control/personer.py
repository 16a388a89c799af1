"""A person from what a request tells, filled out from the number where that tells more."""

from datetime import date
from typing import TypeVar

from mocknir.register import identitet
from mocknir.register.commands import OpprettPerson
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.person import Adresse, Opphold
from mocknir.sandbox.sentralt import kontroller_identer

UKJENT_LAND = "XXX"
"""ICAO's code of an unspecified nationality."""

MAKS_NAVN = 200

T = TypeVar("T")


def opprett_person(
    *,
    foedselsnummer: str | None,
    dufnummer: str | None,
    navn: str,
    foedt: date | None,
    kjoenn: str | None,
    statsborgerskap: str | None,
    opphold: tuple[Opphold, ...],
    adresser: tuple[Adresse, ...],
    ankomst: date | None,
    avtalt_bosatt: bool,
) -> OpprettPerson:
    """The command that brings a person in; Avvik when a day of birth or a sex is missing or contradicts the number."""
    if not (foedselsnummer or dufnummer):
        raise _ugyldig("foedselsnummer", "mangler: oppgi fødselsnummer eller DUF-nummer",
                       "is missing: give a fødselsnummer or a DUF-nummer")  # fmt: skip
    kontroller_identer(foedselsnummer, dufnummer)
    if len(navn) > MAKS_NAVN:
        raise _ugyldig("navn", f"skal ha høyst {MAKS_NAVN} tegn", f"must have at most {MAKS_NAVN} characters")
    land = (statsborgerskap or UKJENT_LAND).upper()
    if not (len(land) == 3 and land.isascii() and land.isalpha()):
        raise _ugyldig("statsborgerskap", f"«{land}» er ikke en landkode med tre bokstaver, som SYR",
                       f"«{land}» is no country code of three letters, as SYR")  # fmt: skip
    av_nummer = identitet.foedselsdato(foedselsnummer) if foedselsnummer else None
    kjoenn_av_nummer = identitet.kjoenn(foedselsnummer) if foedselsnummer else None
    return OpprettPerson(
        navn, _enige("foedt", foedt, av_nummer), _enige("kjoenn", kjoenn, kjoenn_av_nummer), land,
        foedselsnummer, dufnummer, opphold, adresser, ankomst, avtalt_bosatt,
    )  # fmt: skip


def _enige(felt: str, oppgitt: T | None, av_nummer: T | None) -> T:
    """The value given and the one that the number tells, which must be the same where there are both."""
    verdi = oppgitt if oppgitt is not None else av_nummer
    if verdi is None:
        raise _ugyldig(felt, "mangler: fødselsnummeret forteller det ikke",
                       "is missing: the number does not tell it")  # fmt: skip
    if av_nummer is not None and verdi != av_nummer:
        raise _ugyldig(felt, f"{verdi} stemmer ikke med fødselsnummeret, som sier {av_nummer}",
                       f"{verdi} does not fit the fødselsnummer, which says {av_nummer}")  # fmt: skip
    return verdi


def _ugyldig(felt: str, tekst: str, text: str) -> Avvik:
    return Avvik(Feilkode.UGYLDIG_VERDI, tekst, text, felt=felt)
