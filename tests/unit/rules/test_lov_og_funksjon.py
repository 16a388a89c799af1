"""What belongs to one law, and what NIR could not yet hold."""

from datetime import date
from decimal import Decimal

import pytest

from mocknir.register.registreringer import Integreringskontrakt, Kontakt, Norskmaal, Reservasjon
from mocknir.rules.katalog import KATALOG
from tests.unit.rules.bygg import (
    GAMMEL,
    INTRO,
    KOLLEKTIV,
    NORSK,
    NY,
    FulltidVgo,
    Klage,
    Opphold,
    Sluttmaal,
    Timer,
    Utdanningsbakgrunn,
    Vedtak,
    avslutning,
    deltaker,
    person,
    post,
    sak,
    sletting,
    tildeling,
    tiltak,
    vurder,
)

IDAG = date(2021, 6, 15)


def for_person(regel_id: str, innhold, opphold, idag: date = IDAG):
    return vurder(regel_id, sak(innhold, idag, deltaker(person_=person(opphold))))


@pytest.mark.regel("LOV-FELT")
@pytest.mark.parametrize(
    "innhold",
    [
        Sluttmaal("arbeid", IDAG),
        Integreringskontrakt(IDAG),
        Utdanningsbakgrunn(True, IDAG),
        Norskmaal("B1", IDAG),
        FulltidVgo(True, IDAG),
    ],
)
def test_what_came_with_integreringsloven_is_not_for_persons_of_the_old_law(innhold):
    assert not for_person("LOV-FELT", innhold, NY)
    assert "integreringsloven" in for_person("LOV-FELT", innhold, GAMMEL)[0].tekst
    staar = post(innhold)
    assert not vurder("LOV-FELT", sletting(staar, IDAG, deltaker(staar, person_=person(GAMMEL))))


@pytest.mark.regel("LOV-FELT")
def test_the_first_day_of_the_new_law_is_the_border():
    innhold = Sluttmaal("arbeid", IDAG)

    assert not for_person("LOV-FELT", innhold, (Opphold(date(2021, 1, 1), "28"),))
    assert for_person("LOV-FELT", innhold, (Opphold(date(2020, 12, 31), "28"),))


@pytest.mark.regel("LOV-6A")
class TestKapittel6A:
    @pytest.mark.parametrize(("idag", "godtatt"), [(date(2023, 6, 30), False), (date(2023, 7, 1), True)])
    def test_utdanningsbakgrunn_came_in_july_2023(self, idag: date, godtatt: bool):
        assert (not for_person("LOV-6A", Utdanningsbakgrunn(True, idag), KOLLEKTIV, idag)) == godtatt
        assert not for_person("LOV-6A", Utdanningsbakgrunn(True, idag), NY, idag)

    def test_extended_norwegian_is_for_chapter_6a_alone_and_belongs_to_norsk(self):
        dag = date(2023, 8, 1)
        utvidet = Vedtak(NORSK, "utvidetNorsk", dag, dag)

        assert not for_person("LOV-6A", utvidet, KOLLEKTIV, dag)
        assert for_person("LOV-6A", utvidet, NY, dag)[0].felt == "vedtakstype"
        assert for_person("LOV-6A", utvidet._replace(ordning=INTRO), KOLLEKTIV, dag)[0].felt == "ordning"
        assert not for_person("LOV-6A", tildeling(dag), NY, dag)

    def test_the_law_of_the_day_it_concerns_counts(self):
        foer = Utdanningsbakgrunn(True, date(2022, 6, 14))
        opphold = (Opphold(date(2022, 4, 1), "34"),)

        assert not for_person("LOV-6A", foer, opphold, date(2022, 8, 1))
        assert for_person("LOV-6A", foer._replace(dato=date(2022, 6, 15)), opphold, date(2022, 8, 1))

    def test_it_holds_from_the_day_the_chapter_came_into_force(self):
        assert not KATALOG["LOV-6A"].gjelder(date(2022, 6, 14))
        assert KATALOG["LOV-6A"].gjelder(date(2022, 6, 15))


_DAG = date(2021, 1, 15)


@pytest.mark.regel("FUNKSJON-DATO")
class TestFunksjon:
    @pytest.mark.parametrize(
        ("innhold", "fra"),
        [
            (Kontakt(INTRO, "tilbud", _DAG), date(2021, 3, 1)),
            (tildeling(_DAG), date(2021, 3, 1)),
            (tiltak(_DAG), date(2021, 3, 1)),
            (Timer(NORSK, "norsk", _DAG, _DAG, Decimal(1)), date(2021, 3, 1)),
            (Sluttmaal("arbeid", _DAG), date(2021, 3, 1)),
            (avslutning(_DAG), date(2021, 5, 1)),
            (FulltidVgo(True, _DAG), date(2021, 5, 1)),
            (Klage(INTRO, _DAG, "x1"), date(2021, 5, 1)),
            (Reservasjon(True, _DAG), date(2021, 5, 1)),
            (Norskmaal("B1", _DAG), date(2021, 3, 1)),
            (Norskmaal("C1K2", _DAG), date(2021, 5, 1)),
        ],
    )
    def test_each_kind_came_with_its_delivery(self, innhold, fra: date):
        dagen_foer = date.fromordinal(fra.toordinal() - 1)

        assert not for_person("FUNKSJON-DATO", innhold, NY, fra)
        assert f"{fra:%d.%m.%Y}" in for_person("FUNKSJON-DATO", innhold, NY, dagen_foer)[0].tekst

    def test_utdanningsbakgrunn_came_with_the_law(self):
        assert not for_person("FUNKSJON-DATO", Utdanningsbakgrunn(True, _DAG), NY, date(2021, 1, 1))

    def test_under_the_old_law_nir_held_all_but_complaints_and_reservations(self):
        assert not for_person("FUNKSJON-DATO", tildeling(_DAG), GAMMEL, _DAG)
        assert not for_person("FUNKSJON-DATO", avslutning(_DAG), GAMMEL, _DAG)
        assert for_person("FUNKSJON-DATO", Klage(INTRO, _DAG, "x1"), GAMMEL, date(2021, 4, 30))
        assert not for_person("FUNKSJON-DATO", Klage(INTRO, _DAG, "x1"), GAMMEL, date(2021, 5, 1))

    def test_extended_norwegian_came_in_july_2023_and_then_the_rule_is_over(self):
        utvidet = Vedtak(NORSK, "utvidetNorsk", date(2023, 6, 30), date(2023, 6, 30))

        assert for_person("FUNKSJON-DATO", utvidet, KOLLEKTIV, date(2023, 6, 30))
        assert KATALOG["FUNKSJON-DATO"].gjelder(date(2023, 6, 30))
        assert not KATALOG["FUNKSJON-DATO"].gjelder(date(2023, 7, 1))

    def test_a_delivery_cannot_be_set_past_the_end_of_the_rule(self):
        parameter = next(p for p in KATALOG["FUNKSJON-DATO"].parametre if p.navn == "alle.klage")

        assert parameter.les("2021-08-01") == "2021-08-01"
        with pytest.raises(ValueError, match="2023-07-01"):
            parameter.les("2023-07-02")
        with pytest.raises(ValueError, match=r"alle\.klage"):
            parameter.les("mai")
