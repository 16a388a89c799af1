"""Synthetic identities, as the municipal systems use them in test: nobody real has such a number (domain.md §8)."""

from datetime import date
from itertools import islice

from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer

TENOR = 80
"""Added to the month in Skatteetaten's synthetic persons (Tenor, Test-Norge)."""

_DUF_VEKTER = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)


def tenornummer(foedt: date, kjoenn: str, nr: int = 1) -> str:
    """The `nr`-th valid Tenor number of a date of birth and a sex (K or M), counted from 1.

    Raises ValueError for a sex other than K and M, and when the some 200 numbers of a day are used up.
    """
    gyldige = (n for i in range("KM".index(kjoenn), 1000, 2) if (n := _nummer(foedt, i)))
    for nummer in islice(gyldige, nr - 1, None):
        return nummer
    raise ValueError(f"det finnes ikke {nr} syntetiske numre for {foedt:%d.%m.%Y} og kjønn {kjoenn}")


def _nummer(foedt: date, individ: int) -> str | None:
    """The number with that individual number; None where the century or a check digit (10) forbids it."""
    vanlig = f"{foedt:%d%m%y}{individ:03}"
    try:
        if fodselsnummer.get_birth_date(vanlig) != foedt:
            return None
    except ValidationError:
        return None
    ni = f"{vanlig[:2]}{foedt.month + TENOR}{vanlig[4:]}"
    ti = ni + fodselsnummer.calc_check_digit1(ni)
    nummer = ti + fodselsnummer.calc_check_digit2(ti)
    return nummer if len(nummer) == 11 else None


def dufnummer(aar: int, loepenummer: int) -> str:
    """The valid DUF-nummer of a year and a running number (1–999999)."""
    ti = f"{aar}{loepenummer:06}"
    sum_ = sum(vekt * int(siffer) for vekt, siffer in zip(_DUF_VEKTER, ti, strict=True))
    return f"{ti}{sum_ % 11:02}"
