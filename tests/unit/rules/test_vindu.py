"""The window of two months back, the access that opens it, and the days ahead."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.registreringer import Kontakt, Mottakstiltak, Reservasjon
from tests.unit.rules.bygg import (
    BERGEN,
    INTRO,
    NORSK,
    OSLO,
    Fravaer,
    Klage,
    Permisjon,
    Tilgang,
    Timer,
    avslutning,
    deltaker,
    post,
    retting,
    sak,
    sletting,
    tildeling,
    tiltak,
    vurder,
)

ID = "VINDU-TO-MAANEDER"


@pytest.mark.regel("VINDU-TO-MAANEDER")
class TestVindu:
    @pytest.mark.parametrize(
        ("dato", "siste"),
        [
            (date(2020, 12, 31), date(2021, 2, 28)),
            (date(2023, 12, 31), date(2024, 2, 29)),
            (date(2020, 12, 1), date(2021, 2, 1)),
            (date(2021, 1, 15), date(2021, 3, 15)),
        ],
    )
    def test_the_last_day_is_two_months_on(self, dato: date, siste: date):
        assert not vurder(ID, sak(avslutning(dato), siste))
        funn = vurder(ID, sak(avslutning(dato), siste + timedelta(days=1)))
        assert funn[0].felt == "dato"
        assert f"{siste:%d.%m.%Y}" in funn[0].tekst
        assert f"{siste}" in funn[0].text

    @given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(0, 200), st.integers(0, 6))
    def test_the_quick_way_past_agrees_with_the_calendar(self, dato: date, dager: int, maaneder: int):
        idag = dato + timedelta(days=dager)

        assert (not vurder(ID, sak(tiltak(dato), idag), maaneder=maaneder)) == (
            idag <= legg_til_maaneder(dato, maaneder)
        )

    @pytest.mark.parametrize(
        ("innhold", "felt"),
        [
            (tildeling(date(2021, 5, 1), vedtaksdato=date(2021, 1, 1)), "vedtaksdato"),
            (tiltak(date(2021, 1, 1), date(2021, 5, 31)), "fra"),
            (Timer(NORSK, "norsk", date(2021, 1, 1), date(2021, 1, 31), Decimal(1)), "til"),
            (Fravaer(INTRO, "ferie", True, date(2021, 1, 1), date(2021, 1, 31)), "til"),
            (Permisjon(INTRO, "foedsel", date(2021, 1, 1), date(2021, 5, 1), date(2021, 6, 1)), "vedtaksdato"),
            (Kontakt(INTRO, "tilbud", date(2021, 1, 1)), "dato"),
            (Reservasjon(True, date(2021, 1, 1)), "dato"),
        ],
    )
    def test_each_kind_has_its_date(self, innhold, felt: str):
        assert vurder(ID, sak(innhold, date(2021, 5, 15)))[0].felt == felt

    def test_which_date_counts_can_be_set(self):
        s = sak(tiltak(date(2021, 1, 1), date(2021, 5, 31)), date(2021, 6, 15))

        assert vurder(ID, s)
        assert not vurder(ID, s, **{"dato.tiltak": "til"})
        aapent = sak(tiltak(date(2021, 6, 1)), date(2021, 6, 15))
        assert not vurder(ID, aapent, **{"dato.tiltak": "til"})

    def test_of_a_correction_only_a_changed_end_counts(self):
        staar = post(tiltak(date(2021, 1, 1)))
        d = deltaker(staar)

        assert not vurder(ID, retting(tiltak(date(2021, 1, 1), date(2021, 6, 1)), staar, date(2021, 6, 15), d))
        funn = vurder(ID, retting(tiltak(date(2021, 1, 1), date(2021, 4, 1)), staar, date(2021, 6, 15), d))
        assert funn[0].felt == "til"

    def test_of_two_ends_the_earlier_counts(self):
        staar = post(tiltak(date(2021, 1, 1), date(2021, 4, 1)))

        assert vurder(
            ID, retting(tiltak(date(2021, 1, 1), date(2021, 6, 1)), staar, date(2021, 6, 15), deltaker(staar))
        )

    def test_a_course_may_be_marked_completed_when_it_ends(self):
        staar = post(tiltak(date(2021, 1, 1), type_="livsmestring"))
        ny = tiltak(date(2021, 1, 1), date(2021, 6, 1), type_="livsmestring", fullfoert=True)
        bare_merket = tiltak(date(2021, 1, 1), type_="livsmestring", fullfoert=True)

        assert not vurder(ID, retting(ny, staar, date(2021, 6, 15), deltaker(staar)))
        assert not vurder(ID, retting(bare_merket, staar, date(2021, 6, 15), deltaker(staar)))

    def test_the_hours_of_a_measure_in_mottak_are_known_when_it_ends(self):
        staar = post(Mottakstiltak("livsmestring", date(2021, 1, 1)))
        ny = Mottakstiltak("livsmestring", date(2021, 1, 1), date(2021, 6, 1), Decimal(40), fullfoert=True)

        assert not vurder(ID, retting(ny, staar, date(2021, 8, 1), deltaker(staar)))
        assert vurder(ID, retting(ny, staar, date(2021, 8, 2), deltaker(staar)))[0].felt == "til"

    def test_the_outcome_of_a_complaint_has_a_window_of_its_own(self):
        staar = post(Klage(INTRO, date(2021, 1, 1), "x1"))
        d = deltaker(staar)
        tidlig = Klage(INTRO, date(2021, 1, 1), "x1", "medhold", date(2021, 3, 1))

        assert vurder(ID, retting(tidlig, staar, date(2021, 6, 15), d))[0].felt == "utfallsdato"
        assert not vurder(ID, retting(tidlig._replace(utfallsdato=date(2021, 6, 1)), staar, date(2021, 6, 15), d))

    def test_any_other_change_goes_by_the_earlier_date(self):
        staar = post(tiltak(date(2021, 1, 1)))
        d = deltaker(staar)

        assert vurder(ID, retting(tiltak(date(2021, 6, 1)), staar, date(2021, 6, 15), d))
        assert vurder(ID, retting(tiltak(date(2021, 1, 1), timer=Decimal(10)), staar, date(2021, 6, 15), d))

    def test_a_deletion_goes_by_what_it_deletes(self):
        gammel, ny = post(tiltak(date(2021, 1, 1))), post(tiltak(date(2021, 6, 1)), "x2", 2)
        d = deltaker(gammel, ny)

        assert vurder(ID, sletting(gammel, date(2021, 6, 15), d))
        assert not vurder(ID, sletting(ny, date(2021, 6, 15), d))


@pytest.mark.regel("VINDU-TO-MAANEDER")
class TestTilgang:
    idag = date(2021, 6, 15)
    aapen = Tilgang(1, OSLO, date(2021, 1, 1), date(2021, 3, 31), INTRO, date(2021, 6, 30))

    def vindu(self, tilgang: Tilgang, innhold=None, **annet):
        innhold = innhold or tiltak(date(2021, 1, 1))
        return vurder(ID, sak(innhold, annet.pop("idag", self.idag), tilganger=(tilgang,), **annet))

    def test_an_access_opens_its_period_and_scheme_until_its_day(self):
        assert not self.vindu(self.aapen)
        assert not self.vindu(self.aapen, tiltak(date(2021, 3, 31)))
        assert not self.vindu(self.aapen._replace(ordning=None))
        assert not self.vindu(self.aapen, idag=date(2021, 6, 30))

    @pytest.mark.parametrize(
        "annet",
        [
            {"fra": date(2021, 1, 2)},
            {"til": date(2020, 12, 31)},
            {"ordning": NORSK},
            {"ut_dagen": date(2021, 6, 14)},
            {"kommune": BERGEN},
        ],
    )
    def test_it_opens_nothing_else(self, annet):
        assert self.vindu(self.aapen._replace(**annet))

    def test_the_refusal_tells_what_access_there_is_and_which_is_over(self):
        er = self.vindu(self.aapen, tiltak(date(2020, 12, 1)))[0]
        var = self.vindu(self.aapen, idag=date(2021, 7, 1))[0]

        assert "Kommunen har tilgang for 01.01.2021–31.03.2021" in er.tekst
        assert "Kommunen hadde tilgang for 01.01.2021–31.03.2021" in var.tekst
        assert "The kommune had access for 2021-01-01–2021-03-31" in var.text

    def test_a_reservation_belongs_to_any_scheme(self):
        assert not self.vindu(self.aapen, Reservasjon(True, date(2021, 1, 1)))

    def test_an_access_follows_the_kommune_through_a_merger(self):
        assert not self.vindu(self.aapen._replace(kommune="0217"), kommune="3020")


@pytest.mark.regel("VINDU-FREMTID")
class TestFremtid:
    idag = date(2021, 6, 15)
    imorgen = date(2021, 6, 16)

    def fremtid(self, innhold):
        return vurder("VINDU-FREMTID", sak(innhold, self.idag))

    def test_what_is_done_is_done_today_at_the_latest(self):
        assert not self.fremtid(avslutning(self.idag))
        funn = self.fremtid(avslutning(self.imorgen))
        assert funn[0].felt == "dato"
        assert "15.06.2021" in funn[0].tekst

    @pytest.mark.parametrize(
        ("innhold", "felt"),
        [
            (Timer(NORSK, "norsk", date(2021, 6, 1), date(2021, 6, 30), Decimal(1)), "til"),
            (tildeling(date(2021, 7, 1)), "vedtaksdato"),
            (Fravaer(INTRO, "ferie", True, date(2021, 6, 16), date(2021, 6, 17)), "fra"),
            (Klage(INTRO, date(2021, 6, 1), "x1", "medhold", date(2021, 6, 16)), "utfallsdato"),
            (tiltak(date(2021, 6, 1), date(2021, 6, 30), type_="livsmestring", fullfoert=True), "fullfoert"),
            (Mottakstiltak("livsmestring", date(2021, 6, 16), None, None, True), "fullfoert"),
        ],
    )
    def test_each_kind_has_the_days_that_must_have_been(self, innhold, felt: str):
        assert self.fremtid(innhold)[0].felt == felt

    def test_decisions_measures_and_leave_may_begin_ahead(self):
        assert not self.fremtid(tildeling(date(2021, 7, 1), vedtaksdato=self.idag))
        assert not self.fremtid(tiltak(date(2021, 7, 1)))
        assert not self.fremtid(Permisjon(INTRO, "foedsel", self.idag, date(2021, 7, 1), date(2021, 8, 1)))
        assert not self.fremtid(Fravaer(INTRO, "egenSykdom", True, self.idag, date(2021, 6, 30)))
        assert not self.fremtid(tiltak(date(2021, 6, 1), self.idag, type_="livsmestring", fullfoert=True))
