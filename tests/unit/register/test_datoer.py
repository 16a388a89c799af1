"""Date arithmetic: the border days, and the laws that hold for every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocknir.register.datoer import (
    UENDELIG,
    kalenderdager,
    legg_til_maaneder,
    legg_til_virkedager,
    maaneder_mellom,
    overlapp,
    samlede_dager,
    virkedager,
)

datoer = st.dates(date(1900, 1, 1), date(2100, 12, 31))
perioder = st.tuples(st.dates(date(2023, 1, 1), date(2023, 12, 31)), st.dates(date(2023, 1, 1), date(2023, 12, 31)))


def dagene(fra: date, til: date) -> list[date]:
    """Walk a period day by day: the slow way that the formulas must agree with."""
    return [date.fromordinal(dag) for dag in range(fra.toordinal(), til.toordinal() + 1)]


# Months


@pytest.mark.parametrize(
    ("fra", "maaneder", "til"),
    [
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 1, 31), 3, date(2024, 4, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 11, 15), 1, date(2024, 12, 15)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 5, 31), 0, date(2024, 5, 31)),
    ],
)
def test_adding_months_keeps_the_day_or_takes_the_last_one(fra: date, maaneder: int, til: date):
    assert legg_til_maaneder(fra, maaneder) == til


@given(datoer, st.integers(-1200, 1200))
def test_adding_months_moves_the_month_exactly_and_never_the_day_upwards(dato: date, n: int):
    flyttet = legg_til_maaneder(dato, n)

    assert (flyttet.year * 12 + flyttet.month) - (dato.year * 12 + dato.month) == n
    assert flyttet.day <= dato.day
    assert flyttet.day == dato.day or (flyttet + timedelta(days=1)).day == 1


@pytest.mark.parametrize("dato", [date(9999, 12, 1), UENDELIG])
def test_adding_months_beyond_the_last_year_is_refused(dato: date):
    with pytest.raises(ValueError, match="out of range"):
        legg_til_maaneder(dato, 1)


@pytest.mark.parametrize(
    ("fra", "til", "maaneder"),
    [
        (date(2024, 1, 1), date(2024, 1, 31), 0),
        (date(2024, 1, 1), date(2024, 2, 1), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 1, 15), date(2026, 1, 14), 23),
        (date(2024, 2, 1), date(2024, 1, 31), -1),
        (date(2024, 2, 1), date(2024, 1, 1), -1),
    ],
)
def test_only_whole_months_are_counted(fra: date, til: date, maaneder: int):
    assert maaneder_mellom(fra, til) == maaneder


@given(datoer, datoer)
def test_months_between_is_the_most_that_can_be_added_without_passing(fra: date, til: date):
    n = maaneder_mellom(fra, til)

    assert legg_til_maaneder(fra, n) <= til < legg_til_maaneder(fra, n + 1)


# Days


def test_a_period_of_one_day_has_one_day():
    mandag = date(2024, 5, 6)

    assert kalenderdager(mandag, mandag) == 1
    assert virkedager(mandag, mandag) == 1


def test_a_period_that_ends_before_it_starts_has_no_days():
    assert kalenderdager(date(2024, 5, 8), date(2024, 5, 6)) == 0
    assert virkedager(date(2024, 5, 8), date(2024, 5, 6)) == 0


def test_saturday_and_sunday_are_no_working_days():
    assert virkedager(date(2024, 5, 11), date(2024, 5, 12)) == 0
    assert virkedager(date(2024, 5, 10), date(2024, 5, 13)) == 2


def test_a_public_holiday_counts_as_a_working_day():
    grunnlovsdagen = date(2024, 5, 17)  # a Friday

    assert virkedager(grunnlovsdagen, grunnlovsdagen) == 1


@given(datoer, st.integers(-40, 800))
def test_days_and_working_days_are_what_counting_one_by_one_gives(fra: date, lengde: int):
    til = fra + timedelta(days=lengde)

    assert kalenderdager(fra, til) == len(dagene(fra, til))
    assert virkedager(fra, til) == sum(dag.weekday() < 5 for dag in dagene(fra, til))


@pytest.mark.parametrize(
    ("dato", "n", "svar"),
    [
        (date(2024, 5, 10), 1, date(2024, 5, 13)),  # Friday → Monday
        (date(2024, 5, 11), 1, date(2024, 5, 13)),  # Saturday → Monday
        (date(2024, 5, 13), 5, date(2024, 5, 20)),
        (date(2024, 5, 13), -1, date(2024, 5, 10)),  # Monday → Friday
        (date(2024, 5, 12), -1, date(2024, 5, 10)),  # Sunday → Friday
        (date(2024, 5, 11), 0, date(2024, 5, 11)),
    ],
)
def test_adding_working_days_skips_the_weekend(dato: date, n: int, svar: date):
    assert legg_til_virkedager(dato, n) == svar


@given(datoer, st.integers(1, 600))
def test_adding_working_days_lands_on_the_nth_one_after_or_before(dato: date, n: int):
    etter = legg_til_virkedager(dato, n)
    foer = legg_til_virkedager(dato, -n)

    assert etter.weekday() < 5
    assert virkedager(dato + timedelta(days=1), etter) == n
    assert foer.weekday() < 5
    assert virkedager(foer, dato - timedelta(days=1)) == n


# Periods


JANUAR = (date(2024, 1, 1), date(2024, 1, 31))


@pytest.mark.parametrize(
    ("fra", "til", "svar"),
    [
        (date(2024, 1, 31), date(2024, 2, 10), True),  # one day in common
        (date(2024, 2, 1), date(2024, 2, 10), False),  # follows on
        (date(2023, 12, 1), date(2024, 1, 1), True),
        (date(2023, 12, 1), date(2023, 12, 31), False),
        (date(2024, 1, 10), date(2024, 1, 12), True),  # within
        (date(2024, 1, 31), None, True),
        (date(2024, 2, 1), None, False),
        (None, date(2024, 1, 1), True),
        (None, date(2023, 12, 31), False),
        (None, None, True),
        (date(2024, 1, 20), date(2024, 1, 10), False),  # ends before it starts
    ],
)
def test_periods_overlap_when_they_share_a_day(fra: date | None, til: date | None, svar: bool):
    assert overlapp(*JANUAR, fra, til) is svar
    assert overlapp(fra, til, *JANUAR) is svar


def test_two_periods_without_end_overlap_however_far_apart_they_start():
    assert overlapp(date(1990, 1, 1), None, date(2090, 1, 1), None)


@given(perioder, perioder)
def test_overlap_is_a_common_day(a: tuple[date, date], b: tuple[date, date]):
    assert overlapp(*a, *b) == bool(set(dagene(*a)) & set(dagene(*b)))


def test_no_periods_are_no_days():
    assert samlede_dager([]) == 0


def test_a_day_in_two_periods_is_counted_once():
    uke_1 = (date(2024, 1, 1), date(2024, 1, 7))
    midt_i_uke_1_og_2 = (date(2024, 1, 5), date(2024, 1, 10))

    assert samlede_dager([midt_i_uke_1_og_2, uke_1, uke_1]) == 10


def test_a_period_without_end_can_be_counted():
    assert samlede_dager([(date(2024, 1, 1), UENDELIG)]) == kalenderdager(date(2024, 1, 1), UENDELIG)


@given(st.lists(perioder, max_size=8))
def test_total_days_are_the_days_in_at_least_one_period(flere: list[tuple[date, date]]):
    assert samlede_dager(flere) == len({dag for periode in flere for dag in dagene(*periode)})
