"""Who counts in the year's figures, and as what."""

from datetime import date

import pytest

from mocknir.register.programrad import Programrad
from mocknir.rules.statistikk import regnes_med, teller

GRENSE = date(2021, 10, 1)
RAD = Programrad(
    1, "0301", "introduksjonsloven", "rett og plikt introduksjonsprogram", date(2018, 10, 1), GRENSE, GRENSE, GRENSE,
    GRENSE, None, None, True, GRENSE, "ikkeRegistrert", "NIR", False,
)  # fmt: skip


@pytest.mark.regel("STATISTIKK-MAAL")
@pytest.mark.parametrize(
    ("aarsak", "maal"),
    [
        ("arbeidHeltid", True), ("arbeidDeltid", True), ("videregaaende", True), ("hoeyereUtdanning", True),
        ("grunnskole", False), ("kvalifisering", False), ("annet", False), ("ikkeRegistrert", False), (None, False),
    ],
)  # fmt: skip
def test_only_work_and_education_reach_the_goal(aarsak, maal: bool):
    assert teller(RAD._replace(aarsak=aarsak)) == maal


@pytest.mark.regel("STATISTIKK-2021")
class TestUnntak:
    def test_closed_at_the_limit_of_an_extended_programme_is_out_of_the_base(self):
        assert not regnes_med(RAD, 2021)

    @pytest.mark.parametrize(
        "annet",
        [
            {"avsluttet_av": "kommune"},
            {"aarsak": "annet"},
            {"forlenget": False},
            {"slutt": date(2021, 9, 30)},  # closed for another cause, before the limit
        ],
    )
    def test_each_of_the_conditions_is_needed(self, annet):
        assert regnes_med(RAD._replace(**annet), 2021)

    @pytest.mark.parametrize(
        ("dag", "med"),
        [
            (date(2020, 12, 31), True),
            (date(2021, 1, 1), False),
            (date(2021, 12, 31), False),
            (date(2022, 1, 1), True),
        ],
    )
    def test_it_holds_for_2021_only(self, dag: date, med: bool):
        assert regnes_med(RAD._replace(slutt=dag, grense=dag), dag.year) == med


def test_the_base_is_who_ended_that_year():
    ordinaer = RAD._replace(aarsak="annet", avsluttet_av="kommune")

    assert regnes_med(ordinaer, 2021)
    assert not regnes_med(ordinaer, 2020)
    assert not regnes_med(ordinaer._replace(slutt=None), 2021)


def test_a_programme_that_another_kommune_carried_on_is_that_kommunes():
    assert not regnes_med(RAD._replace(aarsak="flyttet", avsluttet_av="kommune", viderefoert=True), 2021)
