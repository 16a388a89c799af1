"""The virtual clock: frozen, running, and the ways to say how far."""

from datetime import date, datetime

import pytest

from mocknir.clock.jobber import netter
from mocknir.clock.klokke import Klokke, Modus, legg_til, les_tid, start
from mocknir.register.feil import Avvik
from mocknir.store.koding import OSLO

AATTE = datetime(2017, 1, 1, 8, tzinfo=OSLO)


def test_a_frozen_clock_stands_still():
    klokke = start(date(2017, 1, 1), vegg=1000.0)
    assert klokke.naa(1000.0) == klokke.naa(999_999.0) == datetime(2017, 1, 1, 8, tzinfo=OSLO)


def test_a_running_clock_follows_the_wall_at_its_speed():
    klokke = Klokke(AATTE, 1000.0, AATTE, Modus.RUNNING, fart=86400)
    assert klokke.naa(1000.0) == datetime(2017, 1, 1, 8, tzinfo=OSLO)
    assert klokke.naa(1030.0) == datetime(2017, 1, 31, 8, tzinfo=OSLO)


def test_a_running_clock_that_is_asked_often_loses_no_time():
    klokke = Klokke(AATTE, 1000.0, AATTE, Modus.RUNNING)
    for tiendedel in range(1, 1001):
        vegg = 1000.0 + tiendedel / 10
        klokke = klokke.paa(klokke.naa(vegg), vegg)
    assert (klokke.naa(1100.0) - AATTE).total_seconds() in (99, 100)


def test_a_wall_clock_that_is_set_back_does_not_turn_the_virtual_one():
    klokke = Klokke(AATTE, 1000.0, AATTE, Modus.RUNNING)
    assert klokke.naa(10.0) == datetime(2017, 1, 1, 8, tzinfo=OSLO)


def test_a_fast_clock_that_was_forgotten_stops_before_the_calendar_does():
    klokke = Klokke(AATTE, 0.0, AATTE, Modus.RUNNING, fart=864_000)
    assert klokke.naa(1e12).year == 2199


@pytest.mark.parametrize(
    ("lengde", "ventet"),
    [
        ("12h", "2017-01-31T20:00"),
        ("30d", "2017-03-02"),
        ("2w", "2017-02-14"),
        ("1m", "2017-02-28"),
        ("1y", "2018-01-31"),
    ],
)
def test_how_far_can_be_said_in_hours_days_weeks_months_and_years(lengde, ventet):
    assert legg_til(les_tid("2017-01-31"), lengde) == les_tid(ventet)


@pytest.mark.parametrize("lengde", ["", "d", "30", "-1d", "30 d", "1mnd", "99999y"])
def test_a_length_that_is_none_is_refused(lengde):
    with pytest.raises(Avvik):
        legg_til(les_tid("2017-01-31"), lengde)


@pytest.mark.parametrize("tekst", ["", "i morgen", "1.2.17", "01.09.2017T25:00"])
def test_a_date_that_is_none_is_refused_with_the_form_named(tekst):
    with pytest.raises(Avvik, match=r"skriv 2017-09-01 eller 01.09.2017, eller 2017-09-01T14:30"):
        les_tid(tekst)


@pytest.mark.parametrize("tekst", ["2017-02-30", "30.02.2017", "30.02.2017 14:30"])
def test_a_day_that_never_came_is_refused_as_it_was_written(tekst):
    with pytest.raises(Avvik, match=f"datoen «{tekst.split()[0]}» finnes ikke i kalenderen"):
        les_tid(tekst)


@pytest.mark.parametrize("tekst", ["2017-09-01T14:30", "01.09.2017T14:30", "1.9.2017 14:30"])
def test_a_moment_is_read_however_its_day_is_written(tekst):
    assert les_tid(tekst).isoformat() == "2017-09-01T14:30:00+02:00"


def test_a_moment_with_an_offset_is_read_as_norwegian_time():
    assert les_tid("2017-07-01T06:00:00+00:00") == les_tid("2017-07-01T08:00")


@pytest.mark.parametrize("tekst", ["2017-03-26T02:00", "2017-03-26T02:30", "2017-03-26T02:59:59"])
def test_a_moment_that_summer_time_skips_is_refused_with_the_one_to_write(tekst):
    skriv = tekst.replace("T02", "T03")[:16]
    with pytest.raises(Avvik, match=f"Skriv {skriv}") as avvist:
        les_tid(tekst)
    assert f"Write {skriv}" in avvist.value.text
    assert les_tid(skriv).isoformat() == f"{skriv}:00+02:00"


def test_who_comes_by_a_length_to_a_skipped_hour_comes_to_the_one_after():
    for fra, lengde in (("2017-03-25T02:30", "1d"), ("2017-02-26T02:30", "1m"), ("2017-03-26T01:30", "1h")):
        assert legg_til(les_tid(fra), lengde).isoformat() == "2017-03-26T03:30:00+02:00"
    assert legg_til(les_tid("2017-03-25T03:30"), "1d") == les_tid("2017-03-26T03:30")


def test_the_hour_that_comes_twice_comes_once_here():
    # the first one is it, however it is written
    assert les_tid("2017-10-29T02:30") == les_tid("2017-10-29T02:30+02:00")
    assert les_tid("2017-10-29T02:30").isoformat() == "2017-10-29T02:30:00+02:00"
    # and the second is refused, as it would be kept as the first
    with pytest.raises(Avvik, match=r"kommer to ganger 29\.10\.2017") as avvist:
        les_tid("2017-10-29T02:30+01:00")
    assert "2017-10-29T03:00" in avvist.value.tekst
    assert les_tid("2017-10-29T03:00+01:00") == les_tid("2017-10-29T03:00")


def test_every_night_comes_once_also_when_the_clocks_change():
    # given the nights around both changes of 2017, 26 March and 29 October
    for fra, til in (("2017-03-24", "2017-03-28"), ("2017-10-27", "2017-10-31")):
        dager = [n.date() for n in netter(les_tid(fra), les_tid(til))]
        assert dager == [date(*map(int, fra.split("-"))).replace(day=d.day) for d in dager]
        assert len(dager) == len(set(dager)) == 4


def test_a_night_that_is_now_has_passed_and_one_that_is_reached_counts():
    natt = les_tid("2017-01-02T04:00")
    assert list(netter(natt, natt)) == []
    assert [n.date() for n in netter(les_tid("2017-01-02T03:59"), natt)] == [date(2017, 1, 2)]


@pytest.mark.parametrize("tekst", ["2017-02-01", "01.02.2017", "1.2.2017"])
def test_a_day_may_be_written_as_norwegians_write_it(tekst):
    assert les_tid(tekst) == datetime(2017, 2, 1, 8, tzinfo=OSLO)
