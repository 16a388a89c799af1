"""NIR's «kategori»: what a person has a right or duty to, by law, age and ground (domain.md §2.1 [S17], §5).

NIR is no register of rights (domain.md §2.1 [S18]): the category helps the kommune, it decides nothing. The
category names are documented; how NIR derives them in detail is not, so the derivation is `antatt`.
"""

from datetime import date
from typing import NamedTuple

from mocknir.register.lov import INTEGRERINGSLOVEN, INTRODUKSJONSLOVEN, KAPITTEL_6A, lov
from mocknir.register.person import Person
from mocknir.register.registreringer import ASYLNORSK, INTRO, MOTTAK, NORSK

RETT_OG_PLIKT_INTRO = "rett og plikt introduksjonsprogram"
KAN_TILBYS_INTRO = "kan tilbys introduksjonsprogram"
INTROKATEGORIER = (RETT_OG_PLIKT_INTRO, KAN_TILBYS_INTRO)
"""The two filter values of NIR's report over ended participants (domain.md §6.1 [S10])."""

RETT_OG_PLIKT, RETT, PLIKT, ASYL, RETT_TIL_NORSK = (
    "rett og plikt",
    "rett",
    "plikt",
    "asylnorsk",
    "Rett til norsk",
)

_INTROGRUNNLAG = ("28", "34", "35", "38", "53", "familie")


class Kategori(NamedTuple):
    """A scheme, the name NIR shows for it, the category within it, and the day it holds from."""

    ordning: str
    ordningsnavn: str
    kategori: str
    fra: date | None


def introkategori(person: Person, dato: date) -> str | None:
    """The category for the introduction programme on that day, or None outside the target group.

    Right and duty: 18–55 years, settled by agreement, on one of the grounds §§ 28, 34, 35, 38, 53 or family
    (domain.md §5.1 [S32], §5.2 [S64] for the age of the new law); others of age `kan tilbys` it. Chapter 6A gives
    a right without a duty (§5.3 [S31b]), which NIR's report groups under «rett og plikt» (`antatt`).
    """
    opphold = person.opphold_paa(dato)
    if opphold is None or opphold.grunnlag not in _INTROGRUNNLAG:
        return None
    alder = person.alder(dato)
    if alder < 18:
        return None
    eldst = 55 if lov(person, dato) in (INTRODUKSJONSLOVEN, INTEGRERINGSLOVEN) else 67
    if alder > eldst or not person.avtalt_bosatt:
        return KAN_TILBYS_INTRO
    return RETT_OG_PLIKT_INTRO


def norskkategori(person: Person, dato: date) -> str | None:
    """The category for Norwegian training on that day (domain.md §5.1 [S105], §5.2 [S64], §5.3 [S13])."""
    opphold = person.opphold_paa(dato)
    alder = person.alder(dato)
    if opphold is None:
        return ASYL if alder >= 16 else None
    lov_ = lov(person, dato)
    if lov_ == KAPITTEL_6A:
        return RETT_TIL_NORSK
    if lov_ == INTRODUKSJONSLOVEN:
        if alder < 16 or alder > 67:
            return None
        if opphold.grunnlag == "annet":
            return PLIKT
        return RETT_OG_PLIKT if alder <= 55 else RETT
    if alder < 18 or alder >= 67:
        return None
    return PLIKT if opphold.grunnlag == "annet" else RETT_OG_PLIKT


def kategorier(person: Person, dato: date) -> tuple[Kategori, ...]:
    """All schemes that a person belongs to on a day, as NIR's «Kategorioversikt» lists them."""
    ut = []
    opphold = person.opphold_paa(dato)
    fra = opphold.gitt if opphold else person.ankomst
    intro = introkategori(person, dato)
    if intro is not None:
        ut.append(Kategori(INTRO, "Introduksjonsprogram", intro, fra))
    norsk = norskkategori(person, dato)
    if norsk == ASYL:
        ut.append(Kategori(ASYLNORSK, "Opplæring i norsk og samfunnskunnskap for asylsøkere i mottak", norsk, fra))
    elif norsk is not None:
        navn = "Norsk rett/norskmål" if lov(person, dato) == KAPITTEL_6A else "Opplæring i norsk og samfunnskunnskap"
        ut.append(Kategori(NORSK, navn, norsk, fra))
    adresse = person.adresse_paa(dato)
    if adresse is not None and adresse.mottak and opphold is not None:
        ut.append(Kategori(MOTTAK, "Kvalifisering i mottak", "kan tilbys", adresse.fra))
    return tuple(ut)
