"""Synthetic numbers, held against the examples of domain.md §8 and the check digits."""

from datetime import date

import pytest
from stdnum.no import fodselsnummer

from fagsystem_sim.identitet import dufnummer, tenornummer


def test_a_tenor_number_has_80_on_its_month_and_valid_check_digits():
    nummer = tenornummer(date(1990, 3, 4), "K")
    assert nummer.startswith("048390")
    assert nummer[9] == fodselsnummer.calc_check_digit1(nummer)
    assert nummer[10] == fodselsnummer.calc_check_digit2(nummer)


@pytest.mark.parametrize(("kjoenn", "rest"), [("K", 0), ("M", 1)])
def test_the_third_individual_digit_tells_the_sex(kjoenn: str, rest: int):
    assert all(int(tenornummer(date(1990, 3, 4), kjoenn, nr)[8]) % 2 == rest for nr in range(1, 20))


def test_numbers_of_a_day_differ_and_run_out():
    numre = {tenornummer(date(1990, 3, 4), "M", nr) for nr in range(1, 150)}
    assert len(numre) == 149
    with pytest.raises(ValueError, match="finnes ikke 999"):
        tenornummer(date(1990, 3, 4), "M", 999)


@pytest.mark.parametrize("nummer", ["202100000110", "202212345606", "201598765406", "202305050508"])
def test_duf_numbers_are_those_of_the_dossier(nummer: str):
    assert dufnummer(int(nummer[:4]), int(nummer[4:10])) == nummer
