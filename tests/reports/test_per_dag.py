"""A report is as NIR knew things at the end of a day: what was corrected later does not change it (domain.md §3.2)."""

from datetime import date
from decimal import Decimal

import pytest

from mocknir.register import commands as c
from mocknir.register.feil import Avvik, Feilkode
from mocknir.reports import RAPPORTER
from mocknir.reports.frister import FRISTER, siste_frist

ENDT = date(2017, 12, 31)


def prosent(oslo, **parametre):
    tabell = RAPPORTER["maaloppnaaelse"].lag(oslo.sandbox, {"aar": "2017", **parametre})
    assert tabell.summer is not None
    return tabell.summer[-2]


@pytest.fixture
def ola(oslo):
    """A participant who ended on 31 December 2017 for «Annet»."""
    person = oslo.person()
    oslo.start(person)
    oslo.tiltak(person, date(2017, 1, 1), ENDT)
    oslo.til("2018-01-10")
    assert oslo.avslutt(person, ENDT, "annet") == "godtatt"
    return person


def test_a_correction_after_28_february_leaves_the_figures_per_28_february(oslo, ola):
    # given what was known on 28 February 2018
    oslo.til("2018-03-01T00:00")
    oslo.sandbox.administrer(c.GiTilgang("0301", date(2017, 1, 1), ENDT, "intro", date(2018, 6, 12)))
    # when the reason is corrected in the first moment of 1 March
    assert oslo.avslutt(ola, ENDT, "arbeidHeltid") == "godtatt"
    # then the figures per 28 February stand, and those of today are new
    assert prosent(oslo, per="2018-02-28") == Decimal(0)
    assert prosent(oslo, per="2018-03-01") == Decimal(100)
    assert prosent(oslo) == Decimal(100)


def test_a_correction_in_the_last_second_of_28_february_counts(oslo, ola):
    oslo.til("2018-02-28T23:59:59")
    assert oslo.avslutt(ola, ENDT, "arbeidHeltid") == "godtatt"
    oslo.til("2018-03-05")
    assert prosent(oslo, per="2018-02-28") == Decimal(100)
    assert prosent(oslo, per="2018-02-27") == Decimal(0)


def test_an_ending_that_was_not_known_yet_is_not_in_the_report(oslo, ola):
    lag = RAPPORTER["avsluttede"].lag
    assert lag(oslo.sandbox, {"aar": "2017", "per": "2018-01-09"}).rader == ()
    assert len(lag(oslo.sandbox, {"aar": "2017", "per": "2018-01-10"}).rader) == 1


def test_frist_is_the_last_deadline_of_the_reporting_year(oslo, ola):
    # given a correction between the second and the third deadline for 2017
    oslo.til("2018-05-01")
    oslo.sandbox.administrer(c.GiTilgang("0301", date(2017, 1, 1), ENDT, None, date(2018, 6, 12)))
    oslo.avslutt(ola, ENDT, "videregaaende")
    # when the third has not come, then it cannot be asked for
    with pytest.raises(Avvik) as feil:
        prosent(oslo, per="frist")
    assert feil.value.felt == "per"
    assert "12.06.2018" in feil.value.tekst
    # but when it has, it is the one that counts
    oslo.til("2018-06-13")
    assert prosent(oslo, per="frist") == Decimal(100)
    assert prosent(oslo, per="2018-03-16") == Decimal(0)


def test_the_deadlines_are_the_documented_ones():
    assert [f.dato for f in FRISTER[2017]] == [date(2018, 1, 15), date(2018, 3, 16), date(2018, 6, 12)]
    assert siste_frist(2023).dato == date(2024, 2, 29)
    assert siste_frist(2021).kilde.proveniens == "dokumentert"
    assert siste_frist(2019).kilde.proveniens == "antatt"
    # years that nobody has told of follow the pattern
    assert siste_frist(2027).dato == date(2028, 2, 29)
    with pytest.raises(Avvik):
        siste_frist(2016)


@pytest.mark.parametrize(
    ("navn", "parametre", "felt", "i_teksten"),
    [
        ("avsluttede", {}, "aar", "aar"),
        ("avsluttede", {"aar": "17"}, "aar", "fire sifre"),
        ("avsluttede", {"aar": "2018"}, "aar", "har ikke begynt"),
        ("avsluttede", {"aar": "2017", "aarsak": "kanskje"}, "aarsak", "«med», «uten»"),
        ("avsluttede", {"aar": "2017", "kategori": "plikt"}, "kategori", "kan tilbys introduksjonsprogram"),
        ("avsluttede", {"aar": "2017", "lov": "NIR-loven"}, "lov", "integreringsloven6A"),
        ("avsluttede", {"aar": "2017", "kommune": "oslo"}, "kommune", "fire sifre"),
        ("avsluttede", {"aar": "2017", "kommune": "0302"}, "kommune", "0301 Oslo"),
        ("avsluttede", {"aar": "2017", "per": "i går"}, "per", "ÅÅÅÅ-MM-DD eller dd.mm.åååå, eller «frist»"),
        ("avsluttede", {"aar": "2017", "per": "30.02.2017"}, "per", "finnes ikke i kalenderen"),
        ("avsluttede", {"aar": "2017", "per": "28.02.2018"}, "per", "28.02.2018 ligger fram i tid"),
        ("avsluttede", {"aar": "2017", "per": "2018-02-28"}, "per", "01.01.2017"),
        ("avsluttede", {"aar": "2017", "komune": "0301"}, "komune", "kommune"),
        ("maaloppnaaelse", {}, "aar", "fra_aar"),
        ("maaloppnaaelse", {"aar": "2017", "etter": "alder"}, "etter", "kjoenn"),
        ("maaloppnaaelse", {"aar": "2017", "til_aar": "2017"}, "til_aar", "enten"),
        ("maaloppnaaelse", {"fra_aar": "2017", "til_aar": "2016"}, "til_aar", "før"),
        ("lukkinger", {"per": "frist"}, "per", "aar"),
        ("frister", {"aar": "2017"}, "aar", "ingen parametre"),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_allowed(oslo, navn, parametre, felt, i_teksten):
    with pytest.raises(Avvik) as feil:
        RAPPORTER[navn].lag(oslo.sandbox, parametre)
    assert (feil.value.kode, feil.value.felt) == (Feilkode.UGYLDIG_VERDI, felt)
    assert i_teksten in feil.value.tekst
    assert feil.value.text
