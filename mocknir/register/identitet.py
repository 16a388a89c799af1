"""National identity numbers: fødselsnummer with its relatives, and DUF-nummer (`domain.md §8`).

`python-stdnum` computes the check digits of a fødselsnummer and reads its century. Its `validate` is not
used, for three reasons: it compares with today's date, and this register reads no clock; it takes the Tenor
series (month + 80) for a date that does not exist; and it does not know the numbers to be issued from 2032.
The day and month, the 2032 rule and the whole DUF-nummer are therefore judged by the formulas here.

The texts name the place and the remedy, and never repeat the number: it may be a real one.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final, Literal, NamedTuple

from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer

Kjoenn = Literal["K", "M"]
Sted = Literal["tegn", "lengde", "dato", "aar", "kontrollsiffer1", "kontrollsiffer2", "kontrollsifre"]

TENOR: Final = 80
"""Added to the month in Skatteetaten's synthetic persons (Tenor, Test-Norge)."""

DOLLY: Final = 40
"""Added to the month in NAV's synthetic persons (Dolly), and in H-numbers."""

D_NUMMER: Final = 40
"""Added to the day in a D-number."""

SIFRE: Final = frozenset("0123456789")
"""The digits written in a number; `str.isdigit` also takes «²» and «٣»."""

DUF_VEKTER: Final = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
"""Weights of the year (four digits) and the running number (six) in a DUF-nummer."""

DUF_AAR: Final = range(1900, 2100)
"""Years taken for plausible in a DUF-nummer: an assumption (`antatt`), no source gives limits."""


class Feil(NamedTuple):
    """What is wrong with a number: the place, and a text for people in bokmål and in English."""

    sted: Sted
    nb: str
    en: str


@lru_cache(maxsize=65536)
def kontroller_foedselsnummer(s: str) -> Feil | None:
    """Judge a fødselsnummer, D-number, H-number or synthetic number (Tenor, Dolly); None when it is valid.

    Eleven digits without separators. The first fault found is given, in the order `tegn`, `lengde`, `dato`,
    `kontrollsiffer1`, `kontrollsiffer2`. Numbers issued before and after 1 January 2032 are both accepted; as
    the latter have no century, only the day and the month can make a date impossible, and 29 February needs
    a year divisible by four. FH-numbers (first digit 8 or 9) and SyntPop (month + 65) are not accepted.
    """
    feil = _kontroller_form(s, 11, "Fødselsnummer", "fødselsnummer")
    if feil:
        return feil
    dag, maaned = _dag_og_maaned(s)
    # 2000 stands for any leap year and 2001 for any other: only «is there a 29 February» depends on it.
    if not (1 <= maaned <= 12 and 1 <= dag <= monthrange(2000 if int(s[4:6]) % 4 == 0 else 2001, maaned)[1]):
        return Feil(
            "dato",
            "Fødselsnummer har ugyldig fødselsdato: de seks første sifrene skal være dag, måned og år. "
            "Korriger datoen (dag + 40 for D-nummer, måned + 40 eller + 80 for syntetiske personer).",
            "The fødselsnummer has an impossible date of birth: the first six digits are day, month, year. "
            "Correct the date (day + 40 for a D-number, month + 40 or + 80 for synthetic persons).",
        )
    if _rest(s) is None:
        return _feil_kontrollsiffer("kontrollsiffer1", 10, "ni")
    if fodselsnummer.calc_check_digit2(s) != s[10]:
        return _feil_kontrollsiffer("kontrollsiffer2", 11, "ti")
    return None


@lru_cache(maxsize=65536)
def kontroller_dufnummer(s: str) -> Feil | None:
    """Judge a DUF-nummer: year (4 digits), running number (6), check digits (2, 00–10); None when valid.

    The first fault found is given, in the order `tegn`, `lengde`, `aar`, `kontrollsifre`.
    """
    feil = _kontroller_form(s, 12, "DUF-nummer", "DUF-nummer")
    if feil:
        return feil
    if int(s[:4]) not in DUF_AAR:
        return Feil(
            "aar",
            f"DUF-nummer har ugyldig år: de fire første sifrene skal være et år fra {DUF_AAR[0]} til "
            f"{DUF_AAR[-1]}. Korriger året.",
            f"The DUF-nummer has an impossible year: the first four digits are a year from {DUF_AAR[0]} to "
            f"{DUF_AAR[-1]}. Correct the year.",
        )
    if s[10:] != _duf_kontrollsifre(s[:10]):
        return Feil(
            "kontrollsifre",
            "DUF-nummer har feil kontrollsifre: siffer 11–12 stemmer ikke med de ti første. "
            "Et siffer er feil, eller to er byttet om. Korriger DUF-nummer.",
            "The DUF-nummer has wrong check digits: digits 11–12 do not fit the first ten. "
            "A digit is wrong, or two have changed places. Correct the DUF-nummer.",
        )
    return None


def foedselsdato(fnr: str) -> date | None:
    """Give the date of birth of a fødselsnummer or one of its relatives.

    None for an invalid number, and where the number does not tell: a number under the 2032 rule has no
    century. Those with remainder 0, 70108299914 for one, cannot be told from older numbers and are read as
    such (`antatt`).
    """
    if kontroller_foedselsnummer(fnr) or _rest(fnr) != 0:
        return None
    dag, maaned = _dag_og_maaned(fnr)
    try:
        return fodselsnummer.get_birth_date(f"{dag:02}{maaned:02}{fnr[4:]}")
    except ValidationError:
        return None


def kjoenn(fnr: str) -> Kjoenn | None:
    """Give the sex, K or M, by the third digit of the individual number: even is K, odd is M.

    None where `foedselsdato` gives none: a number under the 2032 rule has no sex either.
    """
    if foedselsdato(fnr) is None:
        return None
    return "M" if int(fnr[8]) % 2 else "K"


def er_syntetisk(fnr: str) -> bool:
    """Tell whether a valid number belongs to a synthetic person: month + 80 (Tenor) or + 40 (Dolly).

    An H-number of the health services has month + 40 too and cannot be told from Dolly.
    """
    return kontroller_foedselsnummer(fnr) is None and int(fnr[2:4]) > DOLLY


def lag_foedselsnummer(foedt: date, kjoenn: Kjoenn, loepenummer: int) -> str:
    """Make the `loepenummer`-th valid Tenor number (month + 80) of this date of birth and sex, from 1 up.

    The same arguments always give the same number, and different ones different numbers. There are about 200
    for a date and sex. Raises ValueError when they are exhausted, and for a year outside 1854–2039.
    """
    if loepenummer >= 1:
        for nummer in islice(_tenornumre(foedt, kjoenn), loepenummer - 1, None):
            return nummer
    antall = sum(1 for _ in _tenornumre(foedt, kjoenn))
    raise ValueError(
        f"Syntetisk fødselsnummer nr. {loepenummer} for {foedt:%d.%m.%Y} og kjønn {kjoenn} finnes ikke; "
        f"det finnes nr. 1 til {antall}. / There is no synthetic number {loepenummer} for {foedt} and sex "
        f"{kjoenn}; there are {antall}, counted from 1."
    )


def lag_dufnummer(aar: int, loepenummer: int) -> str:
    """Make the valid DUF-nummer of a year (1900–2099) and a running number (1–999999).

    No synthetic series is known for DUF-nummer, so a made number may be somebody's. Raises ValueError outside
    the limits.
    """
    if aar not in DUF_AAR or not 1 <= loepenummer <= 999999:
        raise ValueError(
            f"DUF-nummer krever år {DUF_AAR[0]}–{DUF_AAR[-1]} og løpenummer 1–999999, fikk {aar} og "
            f"{loepenummer}. / A DUF-nummer takes a year {DUF_AAR[0]}–{DUF_AAR[-1]} and a running number "
            f"1–999999, got {aar} and {loepenummer}."
        )
    ti = f"{aar}{loepenummer:06}"
    return ti + _duf_kontrollsifre(ti)


def _kontroller_form(s: str, lengde: int, hva: str, what: str) -> Feil | None:
    fremmed = next((plass for plass, tegn in enumerate(s) if tegn not in SIFRE), None)
    if fremmed is not None:
        return Feil(
            "tegn",
            f"{hva} skal bare ha sifre, men tegn nummer {fremmed + 1} er «{s[fremmed]}». "
            "Fjern mellomrom og andre tegn.",
            f"A {what} has digits only, but character {fremmed + 1} is “{s[fremmed]}”. Remove spaces and other signs.",
        )
    if len(s) == lengde:
        return None
    raad, advice = "Korriger nummeret.", "Correct the number."
    if not s:
        raad, advice = "Fyll ut feltet.", "Fill in the field."
    elif len(s) == lengde - 1:
        raad, advice = "Mangler det en null foran?", "Is a leading zero missing?"
    if (len(s), lengde) == (12, 11):
        raad, advice = "Er det et DUF-nummer?", "Is it a DUF-nummer?"
    elif (len(s), lengde) == (11, 12):
        raad, advice = "Er det et fødselsnummer?", "Is it a fødselsnummer?"
    return Feil(
        "lengde",
        f"{hva} skal ha {lengde} sifre, men har {len(s)}. {raad}",
        f"A {what} has {lengde} digits, but this has {len(s)}. {advice}",
    )


def _feil_kontrollsiffer(sted: Sted, plass: int, foran: str) -> Feil:
    before = {"ni": "nine", "ti": "ten"}[foran]
    nr = sted[-1]
    return Feil(
        sted,
        f"Fødselsnummer har feil kontrollsiffer {nr}: siffer {plass} stemmer ikke med de {foran} første. "
        "Et siffer er feil, eller to er byttet om. Korriger fødselsnummer.",
        f"The fødselsnummer has a wrong check digit {nr}: digit {plass} does not fit the first {before}. "
        "A digit is wrong, or two have changed places. Correct the fødselsnummer.",
    )


def _dag_og_maaned(s: str) -> tuple[int, int]:
    """Read day and month without what the series add to them; the result may be no real day."""
    dag, maaned = int(s[:2]), int(s[2:4])
    tillegg = TENOR if maaned > TENOR else DOLLY if maaned > DOLLY else 0
    return dag - D_NUMMER if dag > D_NUMMER else dag, maaned - tillegg


def _rest(s: str) -> int | None:
    """Give the remainder of the first check digit, 0–3, or None when it is wrong.

    0 is the only one before 2032; from 2032 numbers with 1, 2 and 3 are issued as well. A check digit of 10
    is never written, so it needs no test of its own.
    """
    rest = (int(s[9]) - int(fodselsnummer.calc_check_digit1(s))) % 11
    return rest if rest <= 3 else None


def _duf_kontrollsifre(ti: str) -> str:
    return f"{sum(vekt * int(siffer) for vekt, siffer in zip(DUF_VEKTER, ti, strict=True)) % 11:02}"


def _tenornumre(foedt: date, kjoenn: Kjoenn) -> Iterator[str]:
    for individ in range("KM".index(kjoenn), 1000, 2):
        ni = f"{foedt:%d%m%y}{individ:03}"
        try:
            if fodselsnummer.get_birth_date(ni) != foedt:
                continue  # an individual number of another century
        except ValidationError:
            continue  # or of none
        ni = f"{ni[:2]}{foedt.month + TENOR}{ni[4:]}"
        ti = ni + fodselsnummer.calc_check_digit1(ni)
        nummer = ti + fodselsnummer.calc_check_digit2(ti)
        if len(nummer) == 11:  # A check digit of 10 makes it longer; such numbers are not used.
            yield nummer
