"""Tenor numbers and days of birth by the person's number in the population, so that no two ever meet.

A day of birth is only given to numbers that leave the same remainder by KLASSER, and among the numbers of a day
(some 200 for each sex) a person takes the one that answers to how many times KLASSER goes into its own. So each
person is numbered without knowing any other, whatever process makes it.
"""

from datetime import date
from functools import cache

from fagsystem_sim.identitet import TENOR
from fagsystem_sim.tilfeldig import Tilfeldig

KLASSER = 512
MEST = 200 * KLASSER
"""So many persons can be numbered."""

_K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3)


def foedselsdag(foerste: int, siste: int, nr: int, t: Tilfeldig) -> int:
    """A day from `foerste` to `siste` (ordinals) that belongs to the class of `nr`; the span is two years or more."""
    foerste += (nr - foerste) % KLASSER
    return foerste + KLASSER * int(t.random() * ((siste - foerste) // KLASSER + 1))


def foedselsnummer(foedt: date, kjoenn: str, nr: int) -> str:
    """The Tenor number of a person born that day (1940–2039), the sex K or M; ValueError above MEST persons."""
    dag, maaned, aar = foedt.day, foedt.month + TENOR, foedt.year % 100
    sifre = (dag // 10, dag % 10, maaned // 10, maaned % 10, aar // 10, aar % 10)
    sum1 = sum(a * b for a, b in zip(_K1, sifre, strict=False))
    sum2 = sum(a * b for a, b in zip(_K2, sifre, strict=False))
    plass = nr // KLASSER
    for individ, bidrag1, bidrag2 in _individer(foedt.year >= 2000, kjoenn):
        k1 = -(sum1 + bidrag1) % 11
        if k1 == 10:
            continue
        k2 = -(sum2 + bidrag2 + 2 * k1) % 11
        if k2 == 10:
            continue
        if not plass:
            return f"{dag:02}{maaned}{aar:02}{individ:03}{k1}{k2}"
        plass -= 1
    raise ValueError(f"det finnes ikke syntetiske numre til mer enn {MEST} personer")


@cache
def _individer(etter_1999: bool, kjoenn: str) -> list[tuple[int, int, int]]:
    """The individual numbers of a century and a sex, with what they add to the two check sums (domain.md §8)."""
    numre = range(500, 1000) if etter_1999 else range(500)
    ut = []
    for n in numre:
        if n % 2 == "KM".index(kjoenn):
            sifre = (n // 100, n // 10 % 10, n % 10)
            ut.append((
                n,
                sum(a * b for a, b in zip(_K1[6:], sifre, strict=True)),
                sum(a * b for a, b in zip(_K2[6:], sifre, strict=True)),
            ))  # fmt: skip
    return ut
