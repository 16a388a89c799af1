"""NIR's lists, the tiltak of the year, NIR's own closings, and what was rejected (domain.md §6.1, §4)."""

from datetime import date

import pytest

from mocknir.reports import RAPPORTER, Ord


def lag(oslo, navn, **parametre):
    return RAPPORTER[navn].lag(oslo.sandbox, parametre)


@pytest.fixture
def to_avsluttet(oslo):
    """Kari went to work; nobody ended Ola, and NIR closed him on 1 October."""
    kari, ola = oslo.person(1, navn="Kari"), oslo.person(2, navn="Ola", kjoenn="M", foedt=date(1950, 1, 1))
    for person in (kari, ola):
        oslo.start(person)
        oslo.tiltak(person, date(2017, 1, 1), date(2017, 3, 31))
    oslo.til("2017-03-31")
    oslo.avslutt(kari, date(2017, 3, 31), "arbeidHeltid")
    oslo.til("2017-10-15")
    return kari, ola


def test_who_ended_with_reason_by_whom_and_by_which_rule(oslo, to_avsluttet):
    tabell = lag(oslo, "avsluttede", aar="2017")
    assert tabell.kolonne("navn") == ["Kari", "Ola"]
    assert tabell.kolonne("avslutningsaarsak") == [
        Ord("Arbeid, heltid", "Work, full time"),
        Ord("Avslutningsårsak ikke registrert", "Reason not registered"),
    ]
    assert [v.tekst for v in tabell.kolonne("avsluttetAv")] == ["kommunen", "NIR"]
    assert tabell.kolonne("maaloppnaaelse") == [True, False]
    assert tabell.kolonne("lukketAvRegel") == [None, "LUKKING-OPPHOLD"]
    assert tabell.kolonne("slutt") == [date(2017, 3, 31), date(2017, 10, 1)]


@pytest.mark.parametrize(
    ("filter_", "ventet"),
    [
        ({"aarsak": "med"}, ["Kari"]),
        ({"aarsak": "uten"}, ["Ola"]),
        ({"kategori": "rett-og-plikt"}, ["Kari"]),
        ({"kategori": "kan tilbys introduksjonsprogram"}, ["Ola"]),
        ({"lov": "introduksjonsloven"}, ["Kari", "Ola"]),
        ({"lov": "integreringsloven"}, []),
        ({"kommune": "1201"}, []),
    ],
)
def test_the_filters_of_the_report(oslo, to_avsluttet, filter_, ventet):
    assert lag(oslo, "avsluttede", aar="2017", **filter_).kolonne("navn") == ventet


def test_a_closing_that_the_kommune_corrected_is_no_longer_nirs(oslo, to_avsluttet):
    _, ola = to_avsluttet
    fra_foer = lag(oslo, "lukkinger", aar="2017")
    assert fra_foer.rader[0][3:4] + fra_foer.rader[0][5:] == ("LUKKING-OPPHOLD", 1, 0)
    # when Oslo says what became of Ola
    oslo.til("2017-10-20")
    oslo.avslutt(ola, date(2017, 10, 1), "grunnskole")
    # then the list says so, and the closing counts as corrected
    assert lag(oslo, "avsluttede", aar="2017").kolonne("lukketAvRegel") == [None, None]
    assert lag(oslo, "lukkinger", aar="2017").summer[-2:] == (1, 1)
    # but not as of the day before
    assert lag(oslo, "lukkinger", aar="2017", per="2017-10-19").summer[-2:] == (1, 0)
    assert lag(oslo, "lukkinger", aar="2017", per="2017-09-30").rader == ()
    assert lag(oslo, "lukkinger", aar="2016", kommune="0301").rader == ()


def test_participants_are_those_in_programme_some_day_of_the_year(oslo, to_avsluttet):
    oslo.til("2018-01-10")
    sen = oslo.person(3, navn="Sen")
    oslo.start(sen)
    assert lag(oslo, "deltakere", aar="2017").kolonne("navn") == ["Kari", "Ola"]
    assert lag(oslo, "deltakere", aar="2018").kolonne("navn") == ["Sen"]


def test_two_programmes_in_a_year_are_one_participant(oslo, to_avsluttet):
    kari, _ = to_avsluttet
    assert oslo.start(kari, nr=2).startswith("godtatt")
    tabell = lag(oslo, "deltakere", aar="2017")
    assert list(zip(tabell.kolonne("navn"), tabell.kolonne("programmer"), strict=True)) == [("Kari", 2), ("Ola", 1)]
    assert tabell.kolonne("slutt") == [None, date(2017, 10, 1)]


def test_tiltak_count_a_participant_once_per_kind_and_name_those_without(oslo):
    # given one with two registrations of a kind and one of another, and one without any
    flittig, uten = oslo.person(1), oslo.person(2)
    for person in (flittig, uten):
        oslo.start(person)
    oslo.tiltak(flittig, date(2017, 1, 1), date(2017, 1, 31), 1)
    oslo.tiltak(flittig, date(2017, 2, 1), None, 2)
    oslo.tiltak(flittig, date(2017, 1, 1), date(2017, 2, 28), 3, "norskopplaring")
    oslo.til("2017-04-01")
    tabell = lag(oslo, "tiltak", aar="2017")
    assert [(rad[2].tekst, rad[3] and rad[3].tekst, rad[4], rad[5]) for rad in tabell.rader] == [
        ("Norskopplæring", "Grunnleggende norsk og samfunnskunnskap", 1, 1),
        ("Språkpraksis", "Arbeidsliv", 1, 2),
        ("Uten tiltak", None, 1, 0),
    ]
    assert tabell.summer[-2:] == (2, 3)
    # when the programme ends with a tiltak left open, it does not run on in the next year
    oslo.avslutt(flittig, date(2017, 4, 1))
    oslo.til("2018-01-02")
    assert lag(oslo, "tiltak", aar="2018").rader == ()


def test_a_tiltak_left_open_belongs_to_the_programme_it_was_given_in(oslo):
    # given a programme that ended with one tiltak left open and one not begun, and a second one in the next year
    person = oslo.person()
    oslo.start(person)
    oslo.tiltak(person, date(2017, 1, 1), None)
    oslo.tiltak(person, date(2017, 6, 1), date(2018, 3, 31), 2, "arbeid")
    oslo.til("2017-04-01")
    assert oslo.avslutt(person, date(2017, 4, 1), "avbrutt").startswith("godtatt")
    # then what never began is not counted
    assert next((rad[2].tekst, rad[5]) for rad in lag(oslo, "tiltak", aar="2017").rader) == ("Språkpraksis", 1)
    assert lag(oslo, "tiltak", aar="2017").summer[-1] == 1
    oslo.til("2018-01-10")
    assert oslo.start(person, nr=2).startswith("godtatt")
    assert [(rad[2].tekst, rad[4]) for rad in lag(oslo, "tiltak", aar="2018").rader] == [("Uten tiltak", 1)]


def test_one_tiltak_through_two_programmes_is_one_registration(oslo):
    person = oslo.person()
    oslo.start(person)
    oslo.tiltak(person, date(2017, 1, 1), date(2017, 12, 31))
    oslo.til("2017-02-01")
    oslo.avslutt(person, date(2017, 2, 1), "avbrutt")
    oslo.til("2017-03-01")
    assert oslo.start(person, nr=2).startswith("godtatt")
    assert lag(oslo, "tiltak", aar="2017").summer[-2:] == (1, 1)


def test_a_corrected_tiltak_is_one_registration_and_as_it_was_known(oslo):
    person = oslo.person()
    oslo.start(person)
    oslo.tiltak(person, date(2017, 1, 1), date(2017, 6, 30))
    oslo.til("2017-02-01")
    assert oslo.tiltak(person, date(2017, 1, 1), date(2017, 6, 30), kode="arbeidstrening").startswith("godtatt")
    typer = [rad[2].tekst for rad in lag(oslo, "tiltak", aar="2017").rader]
    assert typer == ["Arbeidstrening", "Uten tiltak"]
    assert lag(oslo, "tiltak", aar="2017", per="2017-01-31").rader[0][2].tekst == "Språkpraksis"


def test_tiltak_of_another_year_leave_the_participant_without(oslo):
    person = oslo.person()
    oslo.start(person)
    oslo.tiltak(person, date(2017, 1, 1), date(2017, 12, 31))
    oslo.til("2018-01-02")
    assert [(rad[2].tekst, rad[4]) for rad in lag(oslo, "tiltak", aar="2018").rader] == [("Uten tiltak", 1)]


def test_rejections_are_counted_by_rule(oslo):
    # given two registrations out of the window in one message, and one that is accepted
    person = oslo.person()
    oslo.start(person)
    oslo.til("2017-06-01")
    oslo.tiltak(person, date(2017, 2, 1), date(2017, 5, 31), 1)
    oslo.tiltak(person, date(2017, 2, 2), date(2017, 5, 31), 2)
    oslo.tiltak(person, date(2017, 6, 1), date(2017, 12, 31), 3)
    tabell = lag(oslo, "avvisninger", aar="2017")
    rad = next(rad for rad in tabell.rader if rad[0] == "VINDU-TO-MAANEDER")
    assert (rad[2].tekst, rad[3], *rad[4:]) == ("avvist", "dokumentert", 2, 2, 1)
    # and they belong to the kommune and the time they came
    assert lag(oslo, "avvisninger", kommune="1201").rader == ()
    assert lag(oslo, "avvisninger", per="2017-05-31").rader == ()
    assert lag(oslo, "avvisninger", aar="2016").rader == ()


def test_every_report_can_be_made_of_an_empty_sandbox_and_says_what_it_is(oslo):
    for rapport in RAPPORTER.values():
        aar = {"aar": "2017"} if any(p.navn == "aar" for p in rapport.parametre) else {}
        tabell = rapport.lag(oslo.sandbox, aar)
        assert all(len(rad) == len(tabell.kolonner) for rad in tabell.rader)
        assert tabell.summer is None or len(tabell.summer) == len(tabell.kolonner)
        assert rapport.beskrivelse
        assert rapport.description
        assert tabell.undertekst
        assert tabell.undertext
