"""First the grant, then what happens in the programme, then its ending; and one programme at a time."""

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.rules.bygg import (
    BERGEN,
    INTRO,
    NORSK,
    OSLO,
    Adresse,
    Fravaer,
    Permisjon,
    Vedtak,
    advart,
    av_nir,
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

START, SLUTT = date(2021, 3, 1), date(2021, 9, 30)
IDAG = date(2021, 10, 1)


@pytest.mark.regel("PROGRAM-REKKEFOELGE")
class TestRekkefoelge:
    ID = "PROGRAM-REKKEFOELGE"

    def rekkefoelge(self, innhold, *staar, **annet):
        return vurder(self.ID, sak(innhold, IDAG, deltaker(*staar), **annet))

    @pytest.mark.parametrize(
        "innhold",
        [
            tiltak(START),
            forlengelse(START),
            Vedtak(INTRO, "stansPermanent", START, START),
            Permisjon(INTRO, "foedsel", START, START, START),
            Fravaer(INTRO, "ferie", True, START, START),
            avslutning(START),
        ],
    )
    def test_a_running_programme_is_needed(self, innhold):
        assert not self.rekkefoelge(innhold, tildeling(START))
        assert "tildeling" in self.rekkefoelge(innhold)[0].tekst

    def test_leave_from_norwegian_and_a_grant_need_none(self):
        assert not self.rekkefoelge(Permisjon(NORSK, "foedsel", START, START, START))
        assert not self.rekkefoelge(tildeling(START))

    def test_the_day_before_the_start_is_too_early(self):
        funn = self.rekkefoelge(tiltak(date(2021, 2, 28)), tildeling(START))

        assert "01.03.2021" in funn[0].tekst

    def test_the_last_day_is_the_last(self):
        staar = tildeling(START), avslutning(SLUTT)

        assert not self.rekkefoelge(tiltak(SLUTT, SLUTT), *staar)
        assert "Rett avslutningen med eksternId x2" in self.rekkefoelge(tiltak(date(2021, 10, 1)), *staar)[0].tekst

    def test_a_measure_does_not_outlast_its_programme(self):
        staar = tildeling(START), avslutning(SLUTT)

        assert not self.rekkefoelge(tiltak(START, SLUTT), *staar)
        for til in (date(2021, 10, 1), None):
            funn = self.rekkefoelge(tiltak(START, til), *staar)
            assert funn[0].felt == "til"
            assert "senest 30.09.2021" in funn[0].tekst
            assert "Rett avslutningen med eksternId x2" in funn[0].tekst

    def test_after_nirs_own_closing_the_text_says_when_and_what_to_do(self):
        funn = self.rekkefoelge(tiltak(date(2021, 10, 1)), tildeling(START), av_nir(SLUTT))

        assert "NIR avsluttet programmet 30.09.2021" in funn[0].tekst
        assert "Rett avslutningen" in funn[0].tekst
        assert "nytt vedtak om tildeling" in funn[0].tekst

    def test_a_programme_of_another_kommune_is_carried_on_by_a_grant_first(self):
        funn = self.rekkefoelge(tiltak(START), tildeling(START), kommune=BERGEN)

        assert "0301 Oslo" in funn[0].tekst
        assert "tildeling" in funn[0].tekst

    def test_a_merged_kommune_carries_on_its_own(self):
        d = deltaker(post(tildeling(date(2019, 3, 1)), kommune="0217"))

        assert not vurder(self.ID, sak(tiltak(date(2020, 2, 1)), IDAG, d, kommune="3020"))

    def test_a_second_ending_names_the_first(self):
        funn = self.rekkefoelge(avslutning(date(2021, 8, 1)), tildeling(START), avslutning(SLUTT))

        assert funn[0].felt == "eksternId"
        assert "x2" in funn[0].tekst

    def test_the_same_ending_may_be_corrected(self):
        staar = post(avslutning(SLUTT), "x2", 2)
        d = deltaker(tildeling(START), staar)

        assert not vurder(self.ID, retting(avslutning(date(2021, 8, 1)), staar, IDAG, d))
        assert not vurder(self.ID, retting(avslutning(date(2021, 10, 1)), staar, IDAG, d))

    @pytest.mark.parametrize("dag", [date(2021, 8, 1), SLUTT, date(2021, 10, 1)])
    def test_what_nir_closed_the_kommune_corrects_on_any_day(self, dag: date):
        assert not self.rekkefoelge(avslutning(dag), tildeling(START), av_nir(SLUTT))

    def test_but_not_into_the_programme_that_followed(self):
        staar = tildeling(START), av_nir(SLUTT), post(tildeling(date(2021, 11, 1)), "b", 3, BERGEN)

        assert not self.rekkefoelge(avslutning(date(2021, 11, 1)), *staar)
        assert "01.11.2021" in self.rekkefoelge(avslutning(date(2021, 11, 2)), *staar)[0].tekst

    def test_an_ending_does_not_come_before_the_start(self):
        assert "01.03.2021" in self.rekkefoelge(avslutning(date(2021, 2, 28)), tildeling(START))[0].tekst

    def test_the_kommune_left_behind_may_say_why(self):
        staar = tildeling(START), post(tildeling(date(2021, 6, 1)), "b", 2, BERGEN)

        assert not self.rekkefoelge(avslutning(date(2021, 6, 10), "flyttet"), *staar)

    def test_a_grant_is_not_deleted_from_under_what_belongs_to_it(self):
        vedtak = post(tildeling(START))
        med = deltaker(vedtak, tiltak(START))

        funn = vurder(self.ID, sletting(vedtak, IDAG, med))
        assert "tiltak x2" in funn[0].tekst
        assert not vurder(self.ID, sletting(vedtak, IDAG, deltaker(vedtak)))
        assert "NIRs avslutning" in vurder(self.ID, sletting(vedtak, IDAG, deltaker(vedtak, av_nir(SLUTT))))[0].tekst

    def test_nor_moved_past_it(self):
        vedtak = post(tildeling(START))
        d = deltaker(vedtak, tiltak(date(2021, 4, 1)))

        assert not vurder(self.ID, retting(tildeling(date(2021, 4, 1)), vedtak, IDAG, d))
        assert vurder(self.ID, retting(tildeling(date(2021, 4, 2)), vedtak, IDAG, d))
        assert vurder(self.ID, retting(Vedtak(INTRO, "avslag", START, START), vedtak, IDAG, d))
        assert vurder(self.ID, retting(tildeling(START, ordning=NORSK), vedtak, IDAG, d))

    def test_measures_are_deleted_freely(self):
        staar = post(tiltak(START), "x2", 2)

        assert not vurder(self.ID, sletting(staar, IDAG, deltaker(tildeling(START), staar)))


@pytest.mark.regel("PROGRAM-OVERLAPP")
class TestOverlapp:
    ID = "PROGRAM-OVERLAPP"

    def overlapp(self, innhold, *staar, p=None, **annet):
        return vurder(self.ID, sak(innhold, IDAG, deltaker(*staar, person_=p or person()), **annet))

    def test_a_first_grant_passes(self):
        assert not self.overlapp(tildeling(START, SLUTT))

    def test_within_the_planned_time_an_extension_is_meant(self):
        funn = self.overlapp(tildeling(SLUTT), tildeling(START, SLUTT))

        assert "forlengelse" in funn[0].tekst
        assert "x1" in funn[0].tekst
        assert not self.overlapp(tildeling(date(2021, 10, 1)), tildeling(START, SLUTT))
        assert self.overlapp(tildeling(date(2021, 10, 1)), tildeling(START))

    def test_after_an_ending_a_new_programme_may_begin(self):
        staar = tildeling(START, date(2022, 12, 31)), avslutning(SLUTT)

        assert not self.overlapp(tildeling(date(2021, 10, 1)), *staar)
        assert not self.overlapp(tildeling(SLUTT), *staar)
        assert "avslutningen" in self.overlapp(tildeling(date(2021, 9, 29)), *staar)[0].tekst

    def test_another_kommune_takes_over_only_whom_it_houses(self):
        flyttet = person(adresser=(Adresse(date(2018, 1, 1), OSLO), Adresse(date(2021, 6, 1), BERGEN)))

        assert not self.overlapp(tildeling(date(2021, 6, 1)), tildeling(START), p=flyttet, kommune=BERGEN)
        funn = self.overlapp(tildeling(date(2021, 5, 31)), tildeling(START), p=flyttet, kommune=BERGEN)
        assert "0301 Oslo" in funn[0].tekst

    def test_a_grant_does_not_reach_into_a_later_programme(self):
        staar = tildeling(date(2021, 6, 1), SLUTT)

        assert not self.overlapp(tildeling(START, date(2021, 5, 31)), staar)
        assert "31.05.2021" in self.overlapp(tildeling(START, date(2021, 6, 1)), staar)[0].tekst

    def test_a_correction_does_not_overlap_itself(self):
        staar = post(tildeling(START, SLUTT))

        assert not vurder(self.ID, retting(tildeling(START, IDAG), staar, IDAG, deltaker(staar)))

    def test_other_decisions_are_not_its_business(self):
        assert not self.overlapp(forlengelse(START), tildeling(START, SLUTT))
        assert not self.overlapp(tildeling(START, SLUTT, NORSK), tildeling(START, SLUTT))


@pytest.mark.regel("PROGRAM-TIMER")
class TestTimer:
    ID = "PROGRAM-TIMER"

    def timer(self, innhold, *staar, foer=None, **p):
        return vurder(self.ID, sak(innhold, IDAG, deltaker(*staar), foer=foer), **p)

    @pytest.mark.parametrize(("timer", "mye"), [("17.5", False), ("18", True)])
    def test_a_full_week_is_37_and_a_half_hours(self, timer: str, mye: bool):
        funn = self.timer(tiltak(START, SLUTT, Decimal(timer)), tiltak(START, SLUTT, Decimal(20)))

        assert advart(funn, self.ID) == mye
        if mye:
            assert "38 timer" in funn[0].tekst
            assert "37,5" in funn[0].tekst

    def test_a_single_measure_may_be_too_much_by_itself(self):
        assert not self.timer(tiltak(START, None, Decimal("37.5")))
        assert self.timer(tiltak(START, None, Decimal(38)))

    def test_only_days_in_common_count(self):
        foer, etter = tiltak(START, date(2021, 5, 31), Decimal(30)), tiltak(date(2021, 8, 1), None, Decimal(30))

        assert not self.timer(tiltak(date(2021, 6, 1), date(2021, 7, 31), Decimal(30)), foer, etter)
        assert "01.08.2021" in self.timer(tiltak(date(2021, 6, 1), date(2021, 8, 1), Decimal(30)), foer, etter)[0].tekst
        assert (
            "31.05.2021" in self.timer(tiltak(date(2021, 5, 31), date(2021, 7, 31), Decimal(30)), foer, etter)[0].tekst
        )

    def test_a_measure_that_replaces_others_stands_alone(self):
        erstatter = tiltak(date(2021, 6, 1), date(2021, 6, 30), Decimal(37), erstatter_andre=True)

        assert not self.timer(erstatter, tiltak(START, SLUTT, Decimal(30)))
        assert self.timer(erstatter._replace(erstatter_andre=None), tiltak(START, SLUTT, Decimal(30)))
        assert not self.timer(tiltak(date(2021, 6, 1), date(2021, 6, 30), Decimal(30)), erstatter)

    def test_a_correction_does_not_count_itself(self):
        staar = post(tiltak(START, SLUTT, Decimal(30)))

        assert not self.timer(tiltak(START, SLUTT, Decimal(35)), staar, foer=staar)

    def test_the_full_week_can_be_set(self):
        assert self.timer(tiltak(START, None, Decimal(31)), timer="30")


@pytest.mark.regel("STANS-LENGDE")
@pytest.mark.parametrize(
    ("til", "svar"), [(date(2021, 5, 31), "godtatt"), (date(2021, 6, 1), "avvist"), (None, "advarsel")]
)
def test_a_temporary_stop_lasts_three_months(til, svar: str):
    stans = Vedtak(INTRO, "stansMidlertidig", START, START, til)

    funn = vurder("STANS-LENGDE", sak(stans, IDAG))

    assert ("avvist" if avvist(funn, "STANS-LENGDE") else "advarsel" if funn else "godtatt") == svar
    if funn:
        assert "31.05.2021" in funn[0].tekst
    assert not vurder("STANS-LENGDE", sak(stans._replace(vedtakstype="stansPermanent"), IDAG))
    assert not vurder("STANS-LENGDE", sak(stans._replace(ordning=NORSK), IDAG))


@pytest.mark.regel("VEDTAK-BEGRUNNELSE")
def test_a_refusal_gives_its_reason():
    avslag = Vedtak(INTRO, "avslag", START, START)

    assert vurder("VEDTAK-BEGRUNNELSE", sak(avslag, IDAG))[0].felt == "begrunnelse"
    assert vurder("VEDTAK-BEGRUNNELSE", sak(avslag._replace(begrunnelse="  "), IDAG))
    assert not vurder("VEDTAK-BEGRUNNELSE", sak(avslag._replace(begrunnelse="over 55"), IDAG))
    stans = avslag._replace(vedtakstype="stansPermanent")
    assert not vurder("VEDTAK-BEGRUNNELSE", sak(stans, IDAG))
    assert vurder("VEDTAK-BEGRUNNELSE", sak(stans, IDAG), ogsaa_stans=True)
