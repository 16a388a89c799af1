"""When NIR closes by itself, on which night, and by which rule first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.programrad import Programrad, rader
from mocknir.rules import lukking
from mocknir.rules.katalog import KATALOG
from mocknir.rules.regelsett import Regelsett
from tests.unit.rules.bygg import (
    BERGEN,
    GAMMEL,
    INTRO,
    NIR,
    OSLO,
    Adresse,
    Permisjon,
    avslutning,
    deltaker,
    forlengelse,
    person,
    post,
    sak,
    tildeling,
    tiltak,
)

START = date(2019, 2, 1)
EN_DAG = timedelta(days=1)
PARAMETRE = Regelsett().parametre


def forfall(regel_id: str, *staar, p=None, nr: int = 0, **parametre):
    d = deltaker(*staar, person_=p or person(GAMMEL))
    regel = KATALOG[regel_id]
    return regel.gjoer(d, d.programmer[nr], rader(d)[nr], {**regel.standardverdier, **parametre})


def foerste(*staar, p=None, natt: date = date(2019, 6, 1), parametre=PARAMETRE):
    d = deltaker(*staar, person_=p or person(GAMMEL))
    treff = lukking.foerste(d, d.programmer[0], rader(d)[0], parametre, natt)
    return treff and (treff[0].id, treff[1].natt, treff[1].sluttdato)


@pytest.mark.regel("LUKKING-DOED")
@pytest.mark.regel("LUKKING-UTVANDRET")
@pytest.mark.parametrize(("regel_id", "felt"), [("LUKKING-DOED", "doed"), ("LUKKING-UTVANDRET", "utvandret")])
class TestBorte:
    def borte(self, felt: str, dag: date):
        return replace(person(GAMMEL), **{felt: dag})  # type: ignore[arg-type]

    def test_the_night_after_with_the_day_itself_as_the_end(self, regel_id: str, felt: str):
        dag = date(2019, 5, 1)
        svar = forfall(regel_id, tildeling(START), p=self.borte(felt, dag))

        assert (svar.natt, svar.sluttdato) == (dag + EN_DAG, dag)
        assert "01.05.2019" in svar.tekst
        assert "2019-05-01" in svar.text
        assert svar.saa_paa == (1,)

    def test_who_is_here_is_not_closed_nor_who_has_ended(self, regel_id: str, felt: str):
        borte = self.borte(felt, date(2019, 5, 1))

        assert forfall(regel_id, tildeling(START)) is None
        assert forfall(regel_id, tildeling(START), avslutning(date(2019, 4, 1)), p=borte) is None

    def test_a_programme_never_ends_before_it_began(self, regel_id: str, felt: str):
        svar = forfall(regel_id, tildeling(START), p=self.borte(felt, date(2019, 1, 20)))

        assert svar.sluttdato == START


@pytest.mark.regel("LUKKING-FLYTTING")
class TestFlytting:
    flyttet = date(2019, 6, 1)
    p = person(GAMMEL, (Adresse(date(2018, 1, 1), OSLO), Adresse(flyttet, BERGEN)))

    def test_after_90_days_without_a_decision_in_the_new_kommune(self):
        svar = forfall("LUKKING-FLYTTING", tildeling(START), p=self.p)

        assert svar.natt == self.flyttet + timedelta(days=91)
        assert svar.sluttdato == self.flyttet
        assert "30.08.2019 (90 dager)" in svar.tekst

    def test_the_days_and_the_day_of_ending_can_be_set(self):
        svar = forfall("LUKKING-FLYTTING", tildeling(START), p=self.p, dager=0, sluttdato="natt")

        assert (svar.natt, svar.sluttdato) == (self.flyttet + EN_DAG, None)

    def test_a_decision_in_the_new_kommune_carries_the_programme_on(self):
        ny = post(tildeling(date(2019, 8, 1)), "b", 2, BERGEN)

        assert forfall("LUKKING-FLYTTING", tildeling(START), ny, p=self.p, nr=0) is None
        assert forfall("LUKKING-FLYTTING", tildeling(START), ny, p=self.p, nr=1) is None

    def test_who_stays_is_not_closed(self):
        assert forfall("LUKKING-FLYTTING", tildeling(START)) is None

    def test_who_moved_to_a_kommune_that_the_own_one_is_merged_with_is_not_closed(self):
        # given moves from Finnøy to Stavanger, which are one from 2020, and on to Bergen
        stavanger = [Adresse(date(2018, 1, 1), "1141"), Adresse(date(2019, 12, 1), "1103")]
        tidlig = [stavanger[0], stavanger[1]._replace(fra=date(2019, 6, 1))]
        videre = [*stavanger, Adresse(date(2020, 6, 1), BERGEN)]

        def natt(*adresser: Adresse) -> date | None:
            svar = forfall("LUKKING-FLYTTING", post(tildeling(START), kommune="1141"), p=person(GAMMEL, adresser))
            return svar.natt if svar else None

        # then only who moved in good time before it, or moved on, is closed
        assert natt(*stavanger) is None
        assert natt(*tidlig) == date(2019, 8, 31)
        assert natt(*videre) == date(2020, 8, 31)

    def test_a_merger_is_no_move(self):
        oppegaard = person(GAMMEL, (Adresse(date(2018, 1, 1), "0217"),))
        ny_adresse = person(GAMMEL, (Adresse(date(2018, 1, 1), "0217"), Adresse(date(2020, 1, 1), "3020")))

        for p in (oppegaard, ny_adresse):
            assert forfall("LUKKING-FLYTTING", post(tildeling(START), kommune="0217"), p=p) is None

    @pytest.mark.parametrize(("gammelt", "nytt"), [("0217", "3020"), ("1141", "1103")])
    def test_nor_when_the_decision_came_under_the_new_number(self, gammelt: str, nytt: str):
        p = person(GAMMEL, (Adresse(date(2018, 1, 1), gammelt),))
        vedtak = post(tildeling(date(2020, 2, 1)), kommune=nytt, registrert=date(2020, 2, 2))

        assert forfall("LUKKING-FLYTTING", vedtak, p=p) is None

    def test_who_never_lived_there_has_the_days_from_the_start(self):
        p = person(GAMMEL, (Adresse(date(2018, 1, 1), BERGEN),))

        assert forfall("LUKKING-FLYTTING", tildeling(START), p=p).natt == START + timedelta(days=91)


@pytest.mark.regel("LUKKING-OPPHOLD")
class TestOpphold:
    def test_six_months_after_the_last_activity(self):
        svar = forfall("LUKKING-OPPHOLD", tildeling(START), tiltak(START, date(2019, 8, 31)))

        assert svar.natt == date(2020, 3, 1)  # 29 February is still within
        assert svar.sluttdato is None
        assert "31.08.2019" in svar.tekst
        assert svar.saa_paa == (1, 2)

    def test_a_decision_a_measure_and_leave_count_as_activity(self):
        perm = Permisjon(INTRO, "foedsel", START, date(2019, 3, 1), date(2019, 10, 1))

        assert forfall("LUKKING-OPPHOLD", tildeling(START)).natt == date(2019, 8, 2)
        assert forfall("LUKKING-OPPHOLD", tildeling(START), perm).natt == date(2020, 4, 2)
        assert forfall("LUKKING-OPPHOLD", tildeling(START), forlengelse(date(2019, 4, 1))).natt == date(2019, 10, 2)

    def test_the_months_can_be_set(self):
        assert forfall("LUKKING-OPPHOLD", tildeling(START), maaneder=12).natt == date(2020, 2, 2)

    def test_an_ended_programme_is_left_alone(self):
        assert forfall("LUKKING-OPPHOLD", tildeling(START), avslutning(date(2019, 4, 1))) is None


@pytest.mark.regel("LUKKING-FRIST")
class TestFrist:
    def test_the_night_after_the_limit_with_the_limit_as_the_end(self):
        svar = forfall("LUKKING-FRIST", tildeling(START), tiltak(START))

        assert (svar.natt, svar.sluttdato) == (date(2022, 2, 2), date(2022, 2, 1))

    def test_leave_moves_it(self):
        perm = Permisjon(INTRO, "foedsel", START, date(2019, 3, 1), date(2019, 3, 10))

        assert forfall("LUKKING-FRIST", tildeling(START), perm).natt == date(2022, 2, 12)

    def test_an_ended_programme_is_left_alone(self):
        assert forfall("LUKKING-FRIST", tildeling(START), avslutning(date(2019, 4, 1))) is None


class TestFoerste:
    def test_the_earliest_night_wins(self):
        assert foerste(tildeling(START)) == ("LUKKING-OPPHOLD", date(2019, 8, 2), None)
        assert foerste(tildeling(START), tiltak(START))[0] == "LUKKING-FRIST"
        assert foerste(tildeling(START), p=TestFlytting.p)[0] == "LUKKING-OPPHOLD"
        assert foerste(tildeling(START), tiltak(START), p=TestFlytting.p)[0] == "LUKKING-FLYTTING"

    def test_on_the_same_night_the_order_of_the_catalogue_decides(self):
        dag = date(2019, 5, 1)

        assert foerste(tildeling(START), p=person(GAMMEL, doed=dag, utvandret=dag))[0] == "LUKKING-DOED"

    def test_parameters_of_the_sandbox_hold(self):
        parametre = Regelsett({("LUKKING-OPPHOLD", "maaneder"): 1}).parametre

        assert foerste(tildeling(START), parametre=parametre)[1] == date(2019, 3, 2)

    def test_an_ended_programme_is_closed_by_none(self):
        assert foerste(tildeling(START), avslutning(date(2019, 4, 1))) is None

    def test_nir_closes_a_programme_that_began_in_the_future_of_its_limit_only_once_begun(self):
        d = deltaker(tildeling(START), person_=person(GAMMEL))
        rad = rader(d)[0]._replace(grense=date(2018, 1, 1), sist_aktiv=date(2018, 1, 1))

        for regel in lukking.LUKKINGER:
            svar = regel.gjoer(d, d.programmer[0], rad, PARAMETRE[regel.id])
            if svar is not None:
                assert svar.natt >= START
                assert svar.sluttdato is None or svar.sluttdato >= START


datoer = st.dates(date(2017, 1, 1), date(2024, 12, 31))


@st.composite
def programrader(draw: st.DrawFn) -> Programrad:
    start = draw(datoer)
    return Programrad(
        1, OSLO, "introduksjonsloven", None, start, None, start, draw(datoer), draw(datoer),
        draw(st.none() | datoer), draw(st.none() | datoer), False, None, None, None, False,
    )  # fmt: skip


@given(programrader(), datoer, st.integers(0, 400), st.integers(0, 30))
def test_the_border_days_find_exactly_what_the_rules_close(rad: Programrad, natt: date, dager: int, maaneder: int):
    parametre = Regelsett({("LUKKING-FLYTTING", "dager"): dager, ("LUKKING-OPPHOLD", "maaneder"): maaneder}).parametre
    adresser = (Adresse(rad.flyttet, BERGEN),) if rad.flyttet else ()
    d = deltaker(tildeling(rad.start), person_=person(GAMMEL, adresser, doed=rad.borte))

    treff = lukking.foerste(d, d.programmer[0], rad, parametre, natt)
    soek = lukking.grenser(parametre, natt)
    kandidat = (
        (rad.flyttet is not None and rad.flyttet <= soek.flyttet_foer)
        or rad.sist_aktiv <= soek.sist_aktiv_foer
        or rad.grense <= soek.grense_foer
        or (rad.borte is not None and rad.borte <= soek.borte_foer)
    )

    lukkes = treff is not None and treff[1].natt <= natt
    assert kandidat or not lukkes
    if rad.start + timedelta(days=dager) < natt:
        assert lukkes == kandidat


@given(datoer, st.integers(0, 60))
def test_the_border_of_activity_is_the_last_day_that_reaches(natt: date, maaneder: int):
    parametre = Regelsett({("LUKKING-OPPHOLD", "maaneder"): maaneder}).parametre
    border = lukking.grenser(parametre, natt).sist_aktiv_foer

    assert legg_til_maaneder(border, maaneder) < natt
    assert legg_til_maaneder(border + EN_DAG, maaneder) >= natt


def test_a_closing_of_nirs_own_passes_every_rule():
    d = deltaker(tildeling(START), person_=person(GAMMEL))
    nirs = sak(avslutning(date(2022, 2, 1), "ikkeRegistrert"), date(2022, 8, 1), d, kanal=NIR)

    assert Regelsett().vurder(nirs).anmerkninger == ()
