"""How long a programme can be, by law and path, and what NIR holds of it."""

from datetime import date, timedelta

import pytest

from mocknir.register.rammer import STANDARD, Rammer
from mocknir.rules.katalog import KATALOG
from mocknir.rules.regelsett import Regelsett
from tests.unit.rules.bygg import (
    BERGEN,
    GAMMEL,
    INTRO,
    KOLLEKTIV,
    NORSK,
    NY,
    Adresse,
    Fravaer,
    Permisjon,
    Sluttmaal,
    Utdanningsbakgrunn,
    Vedtak,
    advart,
    avslutning,
    avvist,
    deltaker,
    forlengelse,
    person,
    post,
    retting,
    sak,
    sletting,
    tildeling,
    tiltak,
    vurder,
)

pytestmark = pytest.mark.regel("PROGRAM-TID")
ID = "PROGRAM-TID"
START = date(2019, 2, 1)
TO_AAR, TRE_AAR = date(2021, 2, 1), date(2022, 2, 1)
EN_DAG = timedelta(days=1)
gammel = person(GAMMEL)


def tid(innhold, *staar, idag: date = date(2021, 1, 10), p=gammel, **parametre):
    return vurder(ID, sak(innhold, idag, deltaker(*staar, person_=p)), **parametre)


class TestIntroduksjonsloven:
    def test_up_to_two_years_all_is_well(self):
        assert not tid(tiltak(date(2021, 1, 1), TO_AAR), tildeling(START))

    def test_past_two_years_an_extension_is_missing(self):
        funn = tid(tiltak(date(2021, 1, 1), TO_AAR + EN_DAG), tildeling(START))

        assert advart(funn, ID)
        assert "forlengelse" in funn[0].tekst
        assert funn[0].felt == "til"

    def test_with_an_extension_it_lasts_three(self):
        staar = tildeling(START), forlengelse(TO_AAR, TRE_AAR)

        assert not tid(tiltak(TO_AAR, TRE_AAR), *staar)

    @pytest.mark.parametrize("innhold", [
        tiltak(TO_AAR, TRE_AAR + EN_DAG), tiltak(TRE_AAR + EN_DAG), avslutning(TRE_AAR + EN_DAG),
        forlengelse(TO_AAR, TRE_AAR + EN_DAG), Vedtak(INTRO, "stansMidlertidig", TO_AAR, TO_AAR, TRE_AAR + EN_DAG),
    ])  # fmt: skip
    def test_past_three_years_nir_holds_nothing(self, innhold):
        funn = tid(innhold, tildeling(START), forlengelse(TO_AAR, TRE_AAR), idag=date(2023, 1, 10))

        assert avvist(funn, ID)
        assert "01.02.2022" in funn[0].tekst
        assert "2022-02-01" in funn[0].text
        assert "covid" not in funn[0].tekst
        assert "fjerde" not in funn[0].tekst
        felt = {"til": "Sett til senest", "fra": "Sett fra til senest", "dato": "Sett dato til senest"}
        assert felt[funn[0].felt] in funn[0].tekst

    def test_on_the_last_day_of_the_third_year_it_still_holds_the_ending(self):
        assert not tid(avslutning(TRE_AAR), tildeling(START), forlengelse(TO_AAR, TRE_AAR))

    @pytest.mark.parametrize(
        ("idag", "covid"),
        [
            (date(2020, 5, 25), False),
            (date(2020, 5, 26), True),
            (date(2022, 12, 31), True),
            (date(2023, 1, 1), False),
        ],
    )
    def test_while_the_covid_laws_held_the_text_says_that_nir_was_not_adapted(self, idag: date, covid: bool):
        funn = tid(forlengelse(TO_AAR, TRE_AAR + EN_DAG), tildeling(START), idag=idag)

        assert ("covid-19" in funn[0].tekst) == covid
        assert ("covid-19" in funn[0].text) == covid

    def test_leave_and_valid_absence_come_in_addition(self):
        perm = Permisjon(INTRO, "foedsel", START, date(2020, 1, 1), date(2020, 1, 30))
        fravaer = Fravaer(INTRO, "egenSykdom", True, date(2020, 3, 1), date(2020, 3, 10))
        senere = TRE_AAR + timedelta(days=40)

        assert not tid(avslutning(senere), tildeling(START), perm, fravaer)
        assert tid(avslutning(senere + EN_DAG), tildeling(START), perm, fravaer)

    def test_a_grant_is_judged_by_the_programme_it_would_begin(self):
        assert not tid(tildeling(START, TO_AAR))
        assert advart(tid(tildeling(START, TO_AAR + EN_DAG)), ID)
        assert advart(tid(tildeling(START, TRE_AAR)), ID)
        assert avvist(tid(tildeling(START, TRE_AAR + EN_DAG)), ID)

    def test_a_corrected_grant_is_judged_by_its_new_start(self):
        staar = post(tildeling(START, TO_AAR))
        d = deltaker(staar, person_=gammel)

        assert not vurder(ID, retting(tildeling(START + EN_DAG, TO_AAR + EN_DAG), staar, START, d))
        assert vurder(ID, retting(tildeling(START - EN_DAG, TO_AAR), staar, START, d))

    def test_time_used_in_an_earlier_programme_is_not_given_again(self):
        foer = tildeling(date(2019, 1, 1), date(2019, 12, 31)), avslutning(date(2019, 12, 31))

        assert not tid(tildeling(date(2020, 2, 1), date(2021, 1, 31)), *foer)
        assert advart(tid(tildeling(date(2020, 2, 1), date(2021, 3, 1)), *foer), ID)
        assert avvist(tid(tildeling(date(2020, 2, 1), date(2022, 3, 1)), *foer), ID)

    def test_time_used_in_another_kommune_counts_too(self):
        p = person(GAMMEL, (Adresse(date(2018, 1, 1), "0301"), Adresse(date(2020, 2, 1), BERGEN)))
        d = deltaker(tildeling(START), person_=p)

        assert not vurder(ID, sak(tildeling(date(2020, 2, 1), date(2021, 1, 31)), TO_AAR, d, kommune=BERGEN))
        assert vurder(ID, sak(tildeling(date(2020, 2, 1), date(2021, 3, 1)), TO_AAR, d, kommune=BERGEN))


class TestIntegreringsloven:
    start = date(2021, 3, 1)

    @pytest.mark.parametrize(
        ("forhold", "uten", "med"),
        [
            ((), date(2023, 3, 1), date(2024, 3, 1)),
            ((Utdanningsbakgrunn(True, date(2021, 2, 1)),), date(2021, 9, 1), date(2022, 3, 1)),
            ((Sluttmaal("fullfoertVgo", date(2021, 2, 1)),), date(2024, 3, 1), date(2025, 3, 1)),
        ],
    )
    def test_the_path_sets_the_length(self, forhold, uten: date, med: date):
        idag = date(2023, 1, 1)

        assert not tid(tildeling(self.start, uten), *forhold, p=person(NY), idag=idag)
        assert advart(tid(tildeling(self.start, uten + EN_DAG), *forhold, p=person(NY), idag=idag), ID)
        assert advart(tid(tildeling(self.start, med), *forhold, p=person(NY), idag=idag), ID)
        assert avvist(tid(tildeling(self.start, med + EN_DAG), *forhold, p=person(NY), idag=idag), ID)

    def test_nir_could_not_hold_the_fourth_year_in_2021(self):
        staar = tildeling(self.start), Sluttmaal("fullfoertVgo", date(2021, 2, 1))
        fjerde = forlengelse(date(2022, 6, 1), date(2025, 3, 1))

        funn = tid(fjerde, *staar, p=person(NY), idag=date(2022, 12, 31))
        assert avvist(funn, ID)
        assert "fjerde året" in funn[0].tekst
        assert "01.03.2024" in funn[0].tekst
        assert not tid(fjerde, *staar, p=person(NY), idag=date(2023, 1, 1))
        assert not tid(fjerde._replace(til=date(2024, 3, 1)), *staar, p=person(NY), idag=date(2022, 12, 31))
        assert not tid(fjerde, *staar, p=person(NY), idag=date(2022, 6, 1), fjerde_aar_fra="2022-06-01")

    def test_other_paths_have_no_fourth_year_to_wait_for(self):
        staar = tildeling(self.start), forlengelse(date(2023, 3, 1), date(2024, 3, 1))

        assert not tid(tiltak(date(2023, 3, 1), date(2024, 3, 1)), *staar, p=person(NY), idag=date(2022, 12, 31))

    def test_three_months_is_the_shortest_programme(self):
        assert not tid(tildeling(self.start, date(2021, 5, 31)), p=person(NY))
        funn = tid(tildeling(self.start, date(2021, 5, 30)), p=person(NY))
        assert advart(funn, ID)
        assert "31.05.2021" in funn[0].tekst
        assert not tid(tildeling(START, START), p=gammel)

    def test_chapter_6a_is_six_to_twelve_months(self):
        p, start = person(KOLLEKTIV), date(2022, 9, 1)

        assert advart(tid(tildeling(start, date(2023, 2, 27)), p=p), ID)
        assert not tid(tildeling(start, date(2023, 2, 28)), p=p)
        assert not tid(tildeling(start, date(2023, 9, 1)), p=p)
        assert avvist(tid(tildeling(start, date(2023, 9, 2)), p=p), ID)


def test_what_is_no_matter_of_programme_time_is_left_alone():
    staar = post(tiltak(TRE_AAR + EN_DAG), "x9", 9)

    assert not vurder(ID, sletting(staar, TRE_AAR, deltaker(tildeling(START), staar, person_=gammel)))
    assert not tid(tildeling(START, TRE_AAR + EN_DAG, NORSK))
    assert not tid(Vedtak(INTRO, "avslag", START, START, TRE_AAR + EN_DAG, None, "for gammel"))
    assert not tid(tiltak(TRE_AAR))


def test_the_lengths_of_the_register_are_the_parameters_of_the_rules():
    eiere = {p.navn for i in (ID, "NORSK-FRIST") for p in KATALOG[i].parametre}

    assert set(Rammer._fields) <= eiere
    assert Regelsett().rammer() == STANDARD
    assert Regelsett({(ID, "intro_m"): 18}).rammer() == STANDARD._replace(intro_m=18)
