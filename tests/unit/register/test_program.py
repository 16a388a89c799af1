"""Programmes are read off the registrations, whatever order these came in."""

import random
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocknir.register.program import utled
from mocknir.register.registreringer import INTRO, Vedtak
from tests.unit.register.bygg import avslutning, forlengelse, permisjon, post, tildeling, tiltak

JAN, MARS, JUNI, DES = date(2017, 1, 1), date(2017, 3, 1), date(2017, 6, 1), date(2017, 12, 1)


def spenn(poster):
    return [(p.kommune, p.start, p.slutt, p.aarsak, p.viderefoert) for p in utled(poster)]


def test_without_a_grant_there_is_no_programme():
    assert utled([tiltak(JAN), avslutning(MARS)]) == []


def test_a_grant_begins_a_programme_and_an_ending_ends_it():
    assert spenn([tildeling(JAN)]) == [("0301", JAN, None, None, False)]
    assert spenn([tildeling(JAN), avslutning(MARS)]) == [("0301", JAN, MARS, "arbeidHeltid", False)]


def test_a_grant_after_an_ending_begins_another():
    poster = [tildeling(JAN), avslutning(MARS, "avbrutt"), tildeling(JUNI)]
    assert spenn(poster) == [("0301", JAN, MARS, "avbrutt", False), ("0301", JUNI, None, None, False)]


def test_a_second_grant_while_it_runs_belongs_to_it():
    assert spenn([tildeling(JAN, MARS), tildeling(JUNI)]) == [("0301", JAN, None, None, False)]


def test_a_grant_elsewhere_carries_it_on_there():
    poster = [tildeling(JAN), tildeling(JUNI, kommune="1201"), avslutning(DES, kommune="1201")]
    assert spenn(poster) == [
        ("0301", JAN, date(2017, 5, 31), None, True),
        ("1201", JUNI, DES, "arbeidHeltid", False),
    ]


def test_the_kommune_left_behind_may_still_say_that_the_person_moved():
    poster = [tildeling(JAN), tildeling(JUNI, kommune="1201"), avslutning(MARS, "flyttet")]
    foer, etter = utled(poster)
    assert (foer.aarsak, foer.slutt, foer.viderefoert) == ("flyttet", MARS, False)
    assert (etter.kommune, etter.slutt) == ("1201", None)


def test_an_ending_by_another_kommune_ends_nothing():
    assert spenn([tildeling(JAN), avslutning(MARS, kommune="1201")]) == [("0301", JAN, None, None, False)]


def test_a_renumbered_kommune_is_the_same_kommune():
    # Trondheim: 1601 until 2017, 5001 from 2018
    slutt = date(2018, 3, 1)
    assert spenn([tildeling(JAN, kommune="1601"), avslutning(slutt, kommune="5001")]) == [
        ("1601", JAN, slutt, "arbeidHeltid", False)
    ]


def test_what_falls_in_a_programme_belongs_to_it():
    poster = [
        tildeling(JAN),
        avslutning(MARS),
        tildeling(JUNI),
        tiltak(date(2017, 2, 1)),
        tiltak(JUNI),
        permisjon(JUNI, DES),
    ]
    foer, etter = utled(poster)
    assert ([len(foer.tiltak), len(foer.permisjoner)], [len(etter.tiltak), len(etter.permisjoner)]) == ([1, 0], [1, 1])


@pytest.mark.parametrize(
    ("dag", "status"),
    [
        (date(2016, 12, 31), "planlagt"),
        (JAN, "i program"),
        (date(2017, 2, 10), "permisjon"),
        (date(2017, 2, 21), "stanset"),
        (MARS, "avsluttet"),
        (DES, "avsluttet"),
    ],
)
def test_the_status_follows_the_day(dag, status):
    stans = post(Vedtak(INTRO, "stansMidlertidig", date(2017, 2, 20), date(2017, 2, 20), date(2017, 2, 25), None, "x"))
    (program,) = utled([tildeling(JAN), permisjon(date(2017, 2, 1), date(2017, 2, 15)), stans, avslutning(MARS)])
    assert program.status(dag) == status


def test_last_activity_is_the_last_day_of_tiltak_or_leave_or_the_first_of_a_decision():
    assert utled([tildeling(JAN, DES)])[0].sist_aktiv == JAN
    assert utled([tildeling(JAN, DES), tiltak(JAN, MARS)])[0].sist_aktiv == MARS
    assert utled([tildeling(JAN, DES), tiltak(JAN, MARS), permisjon(MARS, JUNI)])[0].sist_aktiv == JUNI
    assert utled([tildeling(JAN, DES), tiltak(JAN, MARS), forlengelse(DES)])[0].sist_aktiv == DES
    assert utled([tildeling(JAN, DES), tiltak(JAN)])[0].sist_aktiv == date.max


_dager = st.dates(date(2017, 1, 1), date(2018, 12, 31))


@given(
    st.lists(st.tuples(st.sampled_from(["T", "A"]), _dager, st.sampled_from(["0301", "1201"])), max_size=8),
    st.integers(),
)
def test_the_order_of_arrival_does_not_matter_and_programmes_never_overlap(hendelser, froe):
    # given grants and endings on different days
    dager = {dag: (slag, kommune) for slag, dag, kommune in hendelser}
    poster = [
        tildeling(dag, kommune=kommune) if slag == "T" else avslutning(dag, kommune=kommune)
        for dag, (slag, kommune) in dager.items()
    ]
    programmer = utled(poster)
    # then another order gives the same programmes
    stokket = list(poster)
    random.Random(froe).shuffle(stokket)
    assert spenn(stokket) == spenn(poster)
    # and they follow each other, only the last one running
    for foer, etter in pairwise(programmer):
        assert foer.slutt is not None
        assert foer.start <= foer.slutt < etter.start
