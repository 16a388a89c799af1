"""A person as the central registers know them: Folkeregisteret and UDI, never WS4 (domain.md §2.1 [S26])."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mocknir.register import kommuner

ASYLSOEKER = "asylsoeker"

GRUNNLAG = {
    "28": "flyktning (utlendingsloven § 28)",
    "34": "kollektiv beskyttelse (utlendingsloven § 34)",
    "35": "overføringsflyktning (utlendingsloven § 35)",
    "38": "sterke menneskelige hensyn (utlendingsloven § 38)",
    "53": "mishandling eller tvangsekteskap (utlendingsloven § 53)",
    "familie": "familieinnvandring (utlendingsloven kapittel 6)",
    "annet": "annet oppholdsgrunnlag",
}
"""Grounds of residence that NIR's target groups are drawn from (domain.md §5.1 [S32])."""


class Opphold(NamedTuple):
    """A residence permit: `gitt` the day it was granted, `grunnlag` a key of GRUNNLAG."""

    gitt: date
    grunnlag: str


class Adresse(NamedTuple):
    """From that day on the person lives in `kommune`, in a reception centre if `mottak`."""

    fra: date
    kommune: str
    mottak: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One person; `kjoenn` is K or M, `adresser` and `opphold` are in order of date."""

    id: int
    foedselsnummer: str | None
    dufnummer: str | None
    navn: str
    foedt: date
    kjoenn: str
    statsborgerskap: str
    opphold: tuple[Opphold, ...] = ()
    adresser: tuple[Adresse, ...] = ()
    ankomst: date | None = None
    avtalt_bosatt: bool = True
    doed: date | None = None
    utvandret: date | None = None

    @property
    def ident(self) -> str:
        """The number the person is known by: fødselsnummer, or else DUF-nummer."""
        return self.foedselsnummer or self.dufnummer or ""

    @property
    def numre(self) -> tuple[str, ...]:
        """All numbers the person has."""
        return tuple(nummer for nummer in (self.foedselsnummer, self.dufnummer) if nummer is not None)

    def opphold_paa(self, dato: date) -> Opphold | None:
        """The permit in force on that day: the last one granted by then, or else the first to come."""
        for opphold in reversed(self.opphold):
            if opphold.gitt <= dato:
                return opphold
        return self.opphold[0] if self.opphold else None

    def adresse_paa(self, dato: date) -> Adresse | None:
        """The address on that day; before the first known address, None."""
        treff = None
        for adresse in self.adresser:
            if adresse.fra > dato:
                break
            treff = adresse
        return treff

    def kommune_paa(self, dato: date) -> str | None:
        """The kommune the person lives in on that day, under the number in force that day."""
        adresse = self.adresse_paa(dato)
        if adresse is None:
            return None
        return kommuner.hovedetterfoelger(adresse.kommune, dato)

    @property
    def bosatt(self) -> date | None:
        """The day of the first address outside a reception centre."""
        return next((a.fra for a in self.adresser if not a.mottak), None)

    def alder(self, dato: date) -> int:
        """Whole years on that day."""
        return dato.year - self.foedt.year - ((dato.month, dato.day) < (self.foedt.month, self.foedt.day))
