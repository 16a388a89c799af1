"""Fødselsnummer with its relatives and DUF-nummer: the examples of domain.md §8, and the laws."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer

from mocknir.register.identitet import (
    er_syntetisk,
    foedselsdato,
    kjoenn,
    kontroller_dufnummer,
    kontroller_foedselsnummer,
    lag_dufnummer,
    lag_foedselsnummer,
)

FNR = "13097248022"
DNR = "53097248016"
DOLLY = "13527248013"
TENOR = "10915596784"
DNR_DOLLY = "68467038838"
DNR_TENOR = "50846202355"
FRA_2032 = ["70108299914", "02013299997", "30108299920", "30108299939"]
KUN_FRA_2032 = "30108299939"  # the one of the four whose first check digit no older number could have

alle_datoer = st.dates(date(1854, 1, 1), date(2039, 12, 31))
kjoennene = st.sampled_from(["K", "M"])
laget_fnr = st.builds(lag_foedselsnummer, alle_datoer, kjoennene, st.integers(1, 60))
laget_duf = st.builds(lag_dufnummer, st.integers(1900, 2099), st.integers(1, 999999))


# Fødselsnummer


@pytest.mark.parametrize("fnr", [FNR, DNR, DOLLY, TENOR, DNR_DOLLY, DNR_TENOR, *FRA_2032])
def test_the_known_numbers_of_every_series_are_valid(fnr: str):
    assert kontroller_foedselsnummer(fnr) is None


@pytest.mark.parametrize(
    ("fnr", "sted", "nb"),
    [
        ("", "lengde", "har 0. Fyll ut feltet."),
        ("3097248022", "lengde", "har 10. Mangler det en null foran?"),
        ("202100000110", "lengde", "har 12. Er det et DUF-nummer?"),
        ("1309724802", "lengde", "har 10."),
        ("130972 48022", "tegn", "tegn nummer 7 er « ». Fjern mellomrom"),
        ("1309724802O", "tegn", "tegn nummer 11 er «O»"),
        ("1309724802²", "tegn", "tegn nummer 11 er «²»"),
        ("00097248022", "dato", "Korriger datoen"),
        ("32097248022", "dato", "Korriger datoen"),
        ("13007248022", "dato", "Korriger datoen"),
        ("13137248022", "dato", "Korriger datoen"),
        ("13747248022", "dato", "Korriger datoen"),  # SyntPop: month + 65
        ("30027248022", "dato", "Korriger datoen"),
        ("29027348022", "dato", "Korriger datoen"),  # no leap year in any century
        ("80097248022", "dato", "Korriger datoen"),  # FH-number
        ("13097248012", "kontrollsiffer1", "siffer 10 stemmer ikke med de ni første"),
        ("13097248023", "kontrollsiffer2", "siffer 11 stemmer ikke med de ti første"),
    ],
)
def test_a_wrong_number_is_told_where_and_what_to_do(fnr: str, sted: str, nb: str):
    feil = kontroller_foedselsnummer(fnr)

    assert feil is not None
    assert feil.sted == sted
    assert nb in feil.nb
    assert feil.en
    assert feil.en != feil.nb


def test_the_text_does_not_repeat_the_number():
    feil = kontroller_foedselsnummer("13097248023")

    assert "13097248" not in feil.nb + feil.en


def test_29_february_needs_a_leap_year_only_because_2000_was_one():
    assert kontroller_foedselsnummer(lag_foedselsnummer(date(2000, 2, 29), "K", 1)) is None


@given(alle_datoer, st.integers(0, 999))
def test_nine_digits_have_the_endings_of_the_2032_formula_and_no_others(dato: date, individ: int):
    ni = f"{dato:%d%m%y}{individ:03}"
    d1, d2, m1, m2, y1, y2, i1, i2, i3 = map(int, ni)
    sum1 = 3 * d1 + 7 * d2 + 6 * m1 + m2 + 8 * y1 + 9 * y2 + 4 * i1 + 5 * i2 + 2 * i3
    sum2 = 5 * d1 + 4 * d2 + 3 * m1 + 2 * m2 + 7 * y1 + 6 * y2 + 5 * i1 + 4 * i2 + 3 * i3
    k1_k2 = [(k1, (11 - (sum2 + 2 * k1) % 11) % 11) for k1 in ((t - sum1 % 11) % 11 for t in (11, 12, 13, 14))]

    gyldige = [f"{to:02}" for to in range(100) if kontroller_foedselsnummer(f"{ni}{to:02}") is None]

    assert gyldige == sorted(f"{k1}{k2}" for k1, k2 in k1_k2 if 10 not in (k1, k2))


@given(laget_fnr)
def test_stdnum_agrees_on_the_check_digits_and_the_date_once_the_series_is_taken_off(fnr: str):
    assert fodselsnummer.calc_check_digit1(fnr) == fnr[9]
    assert fodselsnummer.calc_check_digit2(fnr) == fnr[10]
    assert fodselsnummer.get_birth_date(f"{fnr[:2]}{int(fnr[2:4]) - 80:02}{fnr[4:]}") == foedselsdato(fnr)


@given(st.dates(date(1854, 1, 1), date(2039, 12, 31)), st.integers(0, 999), st.sampled_from([0, 40]))
def test_what_stdnum_gives_a_date_and_check_digits_is_accepted(dato: date, individ: int, dnr_tillegg: int):
    ni = f"{dato.day + dnr_tillegg:02}{dato:%m%y}{individ:03}"
    ti = ni + fodselsnummer.calc_check_digit1(ni)
    fnr = ti + fodselsnummer.calc_check_digit2(ti)
    assume(len(fnr) == 11)  # a check digit of 10 is not used
    try:
        foedt = fodselsnummer.get_birth_date(fnr)
    except ValidationError:
        foedt = None  # no such century for the individual number: from 2032 on it may be given all the same

    assert kontroller_foedselsnummer(fnr) is None
    assert foedselsdato(fnr) == foedt


@given(laget_fnr, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(fnr: str, plass: int, avvik: int):
    # The second check digit weighs every digit before it, so this holds under the 2032 rule as well.
    galt = f"{fnr[:plass]}{(int(fnr[plass]) + avvik) % 10}{fnr[plass + 1 :]}"

    assert kontroller_foedselsnummer(galt) is not None


@given(laget_fnr, st.integers(0, 9))
def test_two_swapped_neighbours_are_always_found(fnr: str, plass: int):
    byttet = f"{fnr[:plass]}{fnr[plass + 1]}{fnr[plass]}{fnr[plass + 2 :]}"

    assert (kontroller_foedselsnummer(byttet) is None) == (byttet == fnr)


@pytest.mark.parametrize(
    ("fnr", "foedt", "k_eller_m"),
    [
        (FNR, date(1972, 9, 13), "K"),
        (DNR, date(1972, 9, 13), "K"),
        (DOLLY, date(1972, 12, 13), "K"),
        (TENOR, date(1955, 11, 10), "M"),
        (DNR_DOLLY, date(1970, 6, 28), "K"),
        (DNR_TENOR, date(1962, 4, 10), "M"),
        ("70108299914", date(1982, 10, 30), "M"),  # read as an older number: it might be one
        (KUN_FRA_2032, None, None),
        ("01014580049", None, None),  # born in 45, individual number 800: no century before 2032
        ("13097248023", None, None),
        ("", None, None),
    ],
)
def test_date_of_birth_and_sex_are_read_where_the_number_tells(fnr: str, foedt: date | None, k_eller_m: str | None):
    assert foedselsdato(fnr) == foedt
    assert kjoenn(fnr) == k_eller_m


@pytest.mark.parametrize(
    ("fnr", "svar"),
    [
        (FNR, False),
        (DNR, False),
        (DOLLY, True),
        (TENOR, True),
        (DNR_DOLLY, True),
        (DNR_TENOR, True),
        (KUN_FRA_2032, False),
        ("10915596785", False),  # Tenor, but not valid
        ("", False),
    ],
)
def test_a_synthetic_person_is_known_by_the_month(fnr: str, svar: bool):
    assert er_syntetisk(fnr) is svar


@given(alle_datoer, kjoennene, st.integers(1, 60))
def test_a_made_number_is_valid_synthetic_and_says_what_it_was_made_from(foedt: date, k_eller_m, nr: int):
    fnr = lag_foedselsnummer(foedt, k_eller_m, nr)

    assert kontroller_foedselsnummer(fnr) is None
    assert er_syntetisk(fnr)
    assert foedselsdato(fnr) == foedt
    assert kjoenn(fnr) == k_eller_m


def test_made_numbers_differ_until_they_are_exhausted():
    with pytest.raises(ValueError, match="finnes ikke") as avvist:
        lag_foedselsnummer(date(2000, 5, 17), "M", 1000)
    antall = int(str(avvist.value).partition("det finnes nr. 1 til ")[2].partition(".")[0])

    laget = {lag_foedselsnummer(date(2000, 5, 17), "M", nr) for nr in range(1, antall + 1)}

    assert len(laget) == antall > 180
    with pytest.raises(ValueError, match=f"nr. {antall + 1} "):
        lag_foedselsnummer(date(2000, 5, 17), "M", antall + 1)


@pytest.mark.parametrize(
    ("foedt", "nr"),
    [
        (date(1990, 1, 1), 0),
        (date(1990, 1, 1), -1),
        (date(1853, 12, 31), 1),
        (date(2040, 1, 1), 1),
    ],
)
def test_a_number_that_cannot_be_made_is_refused(foedt: date, nr: int):
    with pytest.raises(ValueError, match="finnes ikke"):
        lag_foedselsnummer(foedt, "K", nr)


# DUF-nummer


@pytest.mark.parametrize("duf", ["202100000110", "202212345606", "201598765406", "202305050508"])
def test_the_known_duf_numbers_are_valid(duf: str):
    assert kontroller_dufnummer(duf) is None


@pytest.mark.parametrize(
    ("duf", "sted", "nb"),
    [
        ("", "lengde", "Fyll ut feltet."),
        ("20210000011", "lengde", "skal ha 12 sifre, men har 11. Er det et fødselsnummer?"),
        ("2021000001101", "lengde", "men har 13. Korriger nummeret."),
        ("2021 00000110", "tegn", "tegn nummer 5 er « »"),
        ("182100000110", "aar", "et år fra 1900 til 2099"),
        ("202100000111", "kontrollsifre", "siffer 11–12 stemmer ikke"),
        ("202100000210", "kontrollsifre", "Korriger DUF-nummer."),
    ],
)
def test_a_wrong_duf_number_is_told_where_and_what_to_do(duf: str, sted: str, nb: str):
    feil = kontroller_dufnummer(duf)

    assert feil is not None
    assert feil.sted == sted
    assert nb in feil.nb
    assert feil.en
    assert feil.en != feil.nb


def test_duf_numbers_are_made_from_year_and_running_number():
    assert lag_dufnummer(2021, 1) == "202100000110"
    assert lag_dufnummer(2022, 123456) == "202212345606"


@pytest.mark.parametrize(("aar", "nr"), [(2021, 0), (2021, 1_000_000), (1899, 1), (2100, 1), (20211, 1)])
def test_a_duf_number_that_cannot_be_made_is_refused(aar: int, nr: int):
    with pytest.raises(ValueError, match="DUF-nummer krever"):
        lag_dufnummer(aar, nr)


@given(laget_duf)
def test_a_made_duf_number_is_valid(duf: str):
    assert kontroller_dufnummer(duf) is None


@given(laget_duf, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_of_a_duf_number_is_always_found(duf: str, plass: int, avvik: int):
    galt = f"{duf[:plass]}{(int(duf[plass]) + avvik) % 10}{duf[plass + 1 :]}"

    assert kontroller_dufnummer(galt) is not None


@given(laget_duf, st.integers(0, 10))
def test_two_swapped_neighbours_of_a_duf_number_are_always_found(duf: str, plass: int):
    byttet = f"{duf[:plass]}{duf[plass + 1]}{duf[plass]}{duf[plass + 2 :]}"

    assert (kontroller_dufnummer(byttet) is None) == (byttet == duf)


@given(laget_duf)
def test_a_duf_number_is_the_same_sum_when_the_running_number_is_weighed_first(duf: str):
    vekter = (4, 6, 3, 2, 7, 5, 4, 6, 3, 2)  # the other way domain.md §8 states the formula
    sifre = duf[4:10] + duf[:4]

    assert int(duf[10:]) == sum(v * int(s) for v, s in zip(vekter, sifre, strict=True)) % 11


@given(st.text(max_size=13))
def test_any_text_is_judged_without_breaking(s: str):
    kontroller_foedselsnummer(s)
    kontroller_dufnummer(s)
    assert foedselsdato(s) is None or len(s) == 11
