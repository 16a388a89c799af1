"""Which law governs a person (domain.md §1.3, §5.1–5.3)."""

from datetime import date

from mocknir.register.person import Person

INTRODUKSJONSLOVEN = "introduksjonsloven"
INTEGRERINGSLOVEN = "integreringsloven"
KAPITTEL_6A = "integreringsloven6A"

LOVER = (INTRODUKSJONSLOVEN, INTEGRERINGSLOVEN, KAPITTEL_6A)

LOVNAVN = {
    INTRODUKSJONSLOVEN: ("introduksjonsloven", "the Introduction Act"),
    INTEGRERINGSLOVEN: ("integreringsloven", "the Integration Act"),
    KAPITTEL_6A: ("integreringsloven kapittel 6A", "chapter 6A of the Integration Act"),
}

INTEGRERINGSLOVEN_FRA = date(2021, 1, 1)
KAPITTEL_6A_FRA = date(2022, 6, 15)
KAPITTEL_6A_TILLATELSER_FRA = date(2022, 3, 11)
KOLLEKTIV_BESKYTTELSE = "34"


def lov(person: Person, dato: date) -> str:
    """The law that governs the person on that day, by the permit then in force.

    integreringsloven holds for who was granted residence from 1 January 2021, or before but arrived from
    then on (domain.md §5.2 [S3][S34]; that the day itself counts is `antatt`). Chapter 6A holds for permits
    under § 34 from 11 March 2022, once it is in force on 15 June 2022 (domain.md §5.3 [S100]).
    A person without a permit (an asylum seeker) follows the day of arrival (`antatt`).
    """
    opphold = person.opphold_paa(dato)
    if opphold is None:
        fra = person.ankomst or dato
        return INTEGRERINGSLOVEN if fra >= INTEGRERINGSLOVEN_FRA else INTRODUKSJONSLOVEN
    if (
        opphold.grunnlag == KOLLEKTIV_BESKYTTELSE
        and opphold.gitt >= KAPITTEL_6A_TILLATELSER_FRA
        and dato >= KAPITTEL_6A_FRA
    ):
        return KAPITTEL_6A
    if opphold.gitt >= INTEGRERINGSLOVEN_FRA or (person.ankomst or opphold.gitt) >= INTEGRERINGSLOVEN_FRA:
        return INTEGRERINGSLOVEN
    return INTRODUKSJONSLOVEN
