"""The bytes of a CSV file, JSON and text (RFC 4180; Norwegian spreadsheets; formula injection)."""

import json
from datetime import date
from decimal import Decimal

import pytest

from mocknir.reports import Kolonne, Ord, Tabell
from mocknir.reports.format import til_csv, til_json, til_tekst


def tabell(*rader, kolonner="navn", summer=None):
    return Tabell(
        "Tittel", "Title", "Under", "Below",
        tuple(Kolonne(k, k.capitalize(), k.upper()) for k in kolonner.split()), rader, summer,
    )  # fmt: skip


def celle(verdi, lang="nb"):
    return til_csv(tabell((verdi,)), lang).decode("utf-8-sig").split("\r\n")[1]


def test_the_bytes_are_what_a_norwegian_spreadsheet_opens():
    svar = til_csv(tabell(
        ("Bjørg; «Bø»", date(2017, 3, 1), Decimal("33.3"), True, 7, None), kolonner="navn dag prosent maal antall tom",
        summer=(Ord("Sum", "Total"), None, Decimal("49.0"), None, 7, None),
    ))  # fmt: skip
    assert svar == (
        "\ufeffNavn;Dag;Prosent;Maal;Antall;Tom\r\n"
        '"Bjørg; «Bø»";01.03.2017;33,3;ja;7;\r\n'
        "Sum;;49,0;;7;\r\n"
    ).encode()  # fmt: skip
    assert svar.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("navn", ["=1+1", "+47", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1"])
def test_a_name_is_never_a_formula(navn):
    assert celle(navn).lstrip('"').startswith("'")


@pytest.mark.parametrize("navn", ["Ola", "Anne-Marie", "O=la", "Kari +1"])
def test_other_names_stand_as_they_are(navn):
    assert celle(navn) == navn


@pytest.mark.parametrize("nummer", ["0301", "01868312345", "201712345678"])
def test_a_number_that_names_something_keeps_its_zeros(nummer):
    # a spreadsheet makes 301, 1868312345 and 2,01712E+11 of the bare digits
    assert celle(nummer) == "\t" + nummer


def test_numbers_that_count_are_numbers():
    assert celle(-3) == "-3"
    assert celle(Decimal("-0.5")) == "-0,5"


def test_words_follow_the_language():
    assert celle(Ord("kvinne", "woman"), "en") == "woman"
    assert til_csv(tabell(), "en").decode("utf-8-sig") == "NAVN\r\n"


def test_json_has_iso_days_and_real_numbers():
    svar = json.loads(til_json(tabell((date(2017, 3, 1), Decimal("33.3"), False), kolonner="dag prosent maal")))
    assert svar["rader"] == [{"dag": "2017-03-01", "prosent": 33.3, "maal": False}]
    assert svar["kolonner"][0] == {"navn": "dag", "tittel": "Dag", "title": "DAG"}
    assert svar["summer"] is None


def test_text_is_aligned_and_in_the_language_asked_for():
    svar = tabell(("Ola", 7), ("Kari", 12), kolonner="navn antall", summer=(Ord("Sum", "Total"), 19))
    assert til_tekst(svar).splitlines() == [
        "Tittel", "Under", "",
        "Navn  Antall", "----  ------", "Ola        7", "Kari      12", "----  ------", "Sum       19",
    ]  # fmt: skip
    assert til_tekst(svar, "en").splitlines()[0] == "Title"
    assert "(ingen rader)" in til_tekst(tabell())
