"""Which law governs a person, and what NIR says they have a right or a duty to (domain.md §2.1, §5)."""

from datetime import date

import pytest

from mocknir.register.kategori import introkategori, kategorier, norskkategori
from mocknir.register.lov import lov
from mocknir.register.person import Adresse, Opphold
from tests.unit.register.bygg import person


@pytest.mark.parametrize(
    ("gitt", "ankomst", "grunnlag", "dag", "ventet"),
    [
        (date(2020, 12, 31), date(2020, 12, 31), "28", date(2021, 6, 1), "introduksjonsloven"),
        (date(2021, 1, 1), date(2020, 12, 1), "28", date(2021, 6, 1), "integreringsloven"),
        (date(2020, 12, 1), date(2021, 1, 1), "35", date(2021, 6, 1), "integreringsloven"),
        (date(2022, 3, 11), date(2022, 3, 11), "34", date(2022, 6, 15), "integreringsloven6A"),
        (date(2022, 3, 11), date(2022, 3, 11), "34", date(2022, 6, 14), "integreringsloven"),
        (date(2022, 3, 10), date(2022, 3, 10), "34", date(2022, 6, 15), "integreringsloven"),
        (date(2022, 4, 1), date(2022, 4, 1), "28", date(2022, 9, 1), "integreringsloven"),
    ],
)
def test_the_law_follows_permit_and_arrival(gitt, ankomst, grunnlag, dag, ventet):
    assert lov(person(opphold=(Opphold(gitt, grunnlag),), ankomst=ankomst), dag) == ventet


def test_a_person_can_come_under_two_laws_in_a_life():
    # given collective protection first, and an ordinary permit later
    p = person(opphold=(Opphold(date(2022, 4, 1), "34"), Opphold(date(2024, 2, 1), "28")), ankomst=date(2022, 3, 20))
    assert lov(p, date(2024, 1, 31)) == "integreringsloven6A"
    assert lov(p, date(2024, 2, 1)) == "integreringsloven"


def test_an_asylum_seeker_follows_the_day_of_arrival():
    assert lov(person(opphold=(), ankomst=date(2020, 12, 31)), date(2021, 6, 1)) == "introduksjonsloven"
    assert lov(person(opphold=(), ankomst=date(2021, 1, 1)), date(2021, 6, 1)) == "integreringsloven"


@pytest.mark.parametrize(
    ("foedt", "grunnlag", "avtalt", "ventet"),
    [
        (date(1999, 1, 1), "28", True, "rett og plikt introduksjonsprogram"),
        (date(1999, 1, 2), "28", True, None),
        (date(1961, 1, 2), "28", True, "rett og plikt introduksjonsprogram"),
        (date(1961, 1, 1), "28", True, "kan tilbys introduksjonsprogram"),
        (date(1990, 1, 1), "28", False, "kan tilbys introduksjonsprogram"),
        (date(1990, 1, 1), "annet", True, None),
    ],
)
def test_the_category_goes_by_age_ground_and_agreement(foedt, grunnlag, avtalt, ventet):
    p = person(foedt=foedt, opphold=(Opphold(date(2016, 1, 1), grunnlag),), avtalt_bosatt=avtalt)
    assert introkategori(p, date(2017, 1, 1)) == ventet


@pytest.mark.parametrize(
    ("foedt", "opphold", "dag", "ventet"),
    [
        (date(2001, 1, 1), Opphold(date(2016, 1, 1), "28"), date(2017, 1, 1), "rett og plikt"),
        (date(2001, 1, 2), Opphold(date(2016, 1, 1), "28"), date(2017, 1, 1), None),
        (date(1961, 1, 1), Opphold(date(2016, 1, 1), "28"), date(2017, 1, 1), "rett"),
        (date(1990, 1, 1), Opphold(date(2016, 1, 1), "annet"), date(2017, 1, 1), "plikt"),
        (date(2000, 1, 1), Opphold(date(2021, 6, 1), "28"), date(2022, 1, 1), "rett og plikt"),
        (date(1955, 1, 1), Opphold(date(2021, 6, 1), "28"), date(2022, 1, 1), None),
        (date(1990, 1, 1), Opphold(date(2022, 4, 1), "34"), date(2022, 9, 1), "Rett til norsk"),
    ],
)
def test_the_category_for_norwegian(foedt, opphold, dag, ventet):
    assert norskkategori(person(foedt=foedt, opphold=(opphold,), ankomst=opphold.gitt), dag) == ventet


def test_nir_lists_the_schemes_by_their_names():
    ukraina = person(opphold=(Opphold(date(2022, 4, 1), "34"),), ankomst=date(2022, 4, 1))
    navn = [(k.ordningsnavn, k.kategori) for k in kategorier(ukraina, date(2022, 9, 1))]
    assert navn == [
        ("Introduksjonsprogram", "rett og plikt introduksjonsprogram"),
        ("Norsk rett/norskmål", "Rett til norsk"),
    ]
    mottak = person(opphold=(), adresser=(Adresse(date(2017, 1, 1), "0301", mottak=True),))
    assert [k.ordning for k in kategorier(mottak, date(2017, 6, 1))] == ["asylnorsk"]
