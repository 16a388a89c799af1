"""Codes of their lists, days in order, amounts that can be."""

from datetime import date
from decimal import Decimal

import pytest

from mocknir.register.felt import antatt
from mocknir.register.kodeverk import Kode
from mocknir.register.registreringer import ASYLNORSK, Fritak, Kontakt, Mottakstiltak, Norskmaal, Spraak
from mocknir.rules.kode import brukbar
from tests.unit.rules.bygg import (
    GAMMEL,
    INTRO,
    NORSK,
    NY,
    Fravaer,
    Klage,
    Permisjon,
    Timer,
    Vedtak,
    avvist,
    deltaker,
    person,
    sak,
    tildeling,
    tiltak,
    vurder,
)

IDAG = date(2021, 6, 15)
_FOER_MAI = date(2021, 4, 30)


@pytest.mark.regel("KODE-GYLDIG")
class TestKode:
    def kode(self, innhold, opphold=NY, idag: date = IDAG):
        return vurder("KODE-GYLDIG", sak(innhold, idag, deltaker(person_=person(opphold))))

    def test_a_known_code_passes_and_an_unknown_one_gets_its_nearest(self):
        assert not self.kode(tiltak(IDAG))
        funn = self.kode(tiltak(IDAG, type_="Sprakpraksiss"))
        assert funn[0].felt == "tiltakstype"
        assert "Mente du sprakpraksis" in funn[0].tekst
        assert "Did you mean sprakpraksis" in funn[0].text

    def test_a_code_like_no_other_gets_the_whole_list(self):
        assert "tilbud, krav" in vurder("KODE-GYLDIG", sak(_kontakt("zzzz"), IDAG))[0].tekst

    def test_every_coded_field_is_judged(self):
        funn = self.kode(Fritak("norks", "norks", IDAG, "helsa"))

        assert [f.felt for f in funn] == ["ordning", "fritaksomraade", "rettsgrunnlag"]

    def test_a_code_of_the_new_law_is_not_for_persons_of_the_old(self):
        assert not self.kode(tiltak(IDAG, type_="livsmestring"))
        funn = self.kode(tiltak(IDAG, type_="livsmestring"), GAMMEL)
        assert "introduksjonsloven" in funn[0].tekst
        assert "norskopplaring" in funn[0].tekst

    @pytest.mark.parametrize(
        ("dag", "idag", "godtatt"),
        [
            (date(2021, 4, 30), date(2021, 4, 30), False),
            (date(2021, 5, 1), date(2021, 5, 1), True),
            (date(2021, 4, 15), date(2021, 5, 1), True),  # NIR has it by the day it is registered
        ],
    )
    def test_a_code_holds_from_its_first_day(self, dag: date, idag: date, godtatt: bool):
        funn = self.kode(Norskmaal("C1K2", dag), idag=idag)

        assert (not funn) == godtatt
        if funn:
            assert "fra 01.05.2021" in funn[0].tekst

    @pytest.mark.parametrize(
        ("dag", "idag", "godtatt"),
        [
            (date(2020, 12, 31), IDAG, True),  # registered late, for a day on which it held
            (date(2021, 1, 1), IDAG, False),
            (date(2019, 12, 31), date(2019, 12, 31), False),
            (date(2020, 1, 1), date(2019, 12, 31), True),  # decided ahead
        ],
    )
    def test_a_code_out_of_use_holds_for_the_days_it_was_in_use(self, dag: date, idag: date, godtatt: bool):
        utgaatt = Kode("x", "x", "x", antatt("§2"), fra=date(2020, 1, 1), til=date(2020, 12, 31))

        assert brukbar(utgaatt, dag, idag, None) == godtatt

    def test_a_list_without_codes_yet_says_so(self):
        funn = self.kode(Klage(INTRO, _FOER_MAI, "x1", "medhld", _FOER_MAI), idag=_FOER_MAI)

        assert "Ingen koder gjelder ennå" in funn[0].tekst

    def test_hours_language_and_exemptions_do_not_belong_to_intro(self):
        mai = (date(2021, 5, 1), date(2021, 5, 31))

        assert not self.kode(Timer(NORSK, "norsk", *mai, Decimal(1)))
        assert not self.kode(Timer(ASYLNORSK, "norsk", *mai, Decimal(1)))
        assert "tiltak" in self.kode(Timer(INTRO, "norsk", *mai, Decimal(1)))[0].tekst
        assert self.kode(Spraak(INTRO, "ar", IDAG))


def _kontakt(type_: str):
    return Kontakt(INTRO, type_, IDAG)


@pytest.mark.regel("PERIODE-GYLDIG")
class TestPeriode:
    def periode(self, innhold, **p):
        return vurder("PERIODE-GYLDIG", sak(innhold, IDAG), **p)

    def test_a_period_of_one_day_is_the_shortest(self):
        assert not self.periode(tiltak(IDAG, date(2021, 6, 15)))
        funn = self.periode(tiltak(IDAG, date(2021, 6, 14)))
        assert funn[0].felt == "til"
        assert "15.06.2021 eller senere" in funn[0].tekst

    def test_the_outcome_of_a_complaint_does_not_come_before_it(self):
        funn = self.periode(Klage(INTRO, IDAG, "x1", "medhold", date(2021, 6, 14)))

        assert funn[0].felt == "utfallsdato"

    @pytest.mark.parametrize(("utfall", "dato", "felt"), [("medhold", None, "utfallsdato"), (None, IDAG, "utfall")])
    def test_outcome_and_its_day_go_together(self, utfall, dato, felt: str):
        assert self.periode(Klage(INTRO, IDAG, "x1", utfall, dato))[0].felt == felt
        assert not self.periode(Klage(INTRO, IDAG, "x1"))

    def test_hours_are_given_within_one_calendar_month(self):
        assert not self.periode(Timer(NORSK, "norsk", date(2021, 5, 1), date(2021, 5, 31), Decimal(60)))
        assert self.periode(Timer(NORSK, "norsk", date(2021, 5, 31), date(2021, 6, 1), Decimal(6)))
        assert self.periode(Timer(NORSK, "norsk", date(2020, 5, 1), date(2021, 5, 1), Decimal(6)))

    @pytest.mark.parametrize(("antall", "godtatt"), [("0", True), ("48", True), ("48.5", False), ("-0.5", False)])
    def test_no_day_has_more_hours_than_24(self, antall: str, godtatt: bool):
        timer = Timer(NORSK, "norsk", date(2021, 5, 1), date(2021, 5, 2), Decimal(antall))
        fravaer = Fravaer(INTRO, "ferie", True, date(2021, 5, 1), date(2021, 5, 2), Decimal(antall))

        assert (not self.periode(timer)) == godtatt
        assert (not self.periode(fravaer)) == godtatt

    def test_no_week_has_more_hours_than_168(self):
        assert not self.periode(tiltak(IDAG, timer=Decimal(168)))
        assert self.periode(tiltak(IDAG, timer=Decimal("168.5")))
        assert self.periode(Vedtak(INTRO, "tildeling", IDAG, IDAG, None, Decimal(-1)))
        assert self.periode(Mottakstiltak("annet", IDAG, None, Decimal(-1)))[0].felt == "timer"
        assert not self.periode(Mottakstiltak("annet", IDAG, None, Decimal(0)))

    def test_years_are_from_the_law_to_ten_years_ahead(self):
        assert not self.periode(tiltak(date(2003, 1, 1)))
        assert self.periode(tiltak(date(2002, 12, 31)))[0].felt == "fra"
        assert not self.periode(tiltak(IDAG, date(2031, 12, 31)))
        assert self.periode(tiltak(IDAG, date(2032, 1, 1)))[0].felt == "til"
        for aar in (2003, 2031):
            assert not self.periode(tiltak(date(aar, 1, 1)))
            assert not self.periode(Vedtak(INTRO, "tildeling", date(aar, 1, 1), IDAG))
        assert self.periode(Vedtak(INTRO, "tildeling", date(1921, 1, 1), IDAG))[0].felt == "vedtaksdato"
        assert self.periode(Permisjon(INTRO, "foedsel", date(1921, 1, 1), IDAG, IDAG))[0].felt == "vedtaksdato"

    def test_the_last_day_of_all_is_left_out_instead(self):
        funn = self.periode(tildeling(IDAG, date.max))

        assert "tomt" in funn[0].tekst
        assert avvist(funn, "PERIODE-GYLDIG")
