"""Deadlines and their Beregningslogg (domain.md §5)."""

from datetime import date

import pytest

from mocknir.register.frist import norskfrist, norskfrist_dato, oppstartsfrist, samfunnskunnskapsfrist
from mocknir.register.person import Adresse, Opphold
from mocknir.register.rammer import STANDARD
from mocknir.register.registreringer import (
    INTRO,
    NORSK,
    Fravaer,
    Kontakt,
    Permisjon,
    Sluttmaal,
    Utdanningsbakgrunn,
    Vedtak,
)
from tests.unit.register.bygg import avslutning, deltaker, forlengelse, permisjon, person, post, tildeling

START = date(2017, 1, 1)
NY = date(2021, 6, 1)
NY_PERSON = person(
    opphold=(Opphold(date(2021, 3, 1), "28"),), adresser=(Adresse(date(2021, 5, 1), "0301"),), ankomst=date(2021, 1, 5)
)
UKRAINA = person(
    opphold=(Opphold(date(2022, 4, 1), "34"),), adresser=(Adresse(date(2022, 5, 1), "0301"),), ankomst=date(2022, 3, 20)
)


def frister(d):
    return d.programfrist(d.programmer[-1])


def test_introduksjonsloven_gives_two_years_and_three_at_most():
    assert frister(deltaker(tildeling(START))) == (date(2019, 1, 1), date(2020, 1, 1))


def test_an_extension_moves_the_deadline_to_the_limit():
    assert frister(deltaker(tildeling(START), forlengelse(date(2018, 12, 1)))) == (date(2020, 1, 1), date(2020, 1, 1))


def test_leave_is_added_and_overlapping_leave_once():
    # given leave of ten days, five of which are taken twice
    poster = [permisjon(date(2017, 3, 1), date(2017, 3, 10)), permisjon(date(2017, 3, 6), date(2017, 3, 10))]
    assert frister(deltaker(tildeling(START), *poster)).gjennomfoering == date(2019, 1, 11)


def test_leave_in_working_days_adds_monday_to_friday():
    # Monday 6 to Sunday 12 March 2017
    poster = [permisjon(date(2017, 3, 6), date(2017, 3, 12), "virkedager")]
    assert frister(deltaker(tildeling(START), *poster)).gjennomfoering == date(2019, 1, 6)


@pytest.mark.parametrize(("gyldig", "slutt"), [(True, date(2019, 1, 4)), (False, date(2019, 1, 1))])
def test_valid_absence_is_added_under_introduksjonsloven(gyldig, slutt):
    borte = post(Fravaer(INTRO, "egenSykdom", gyldig, date(2017, 3, 1), date(2017, 3, 3)))
    assert frister(deltaker(tildeling(START), borte)).gjennomfoering == slutt


def test_absence_in_a_leave_is_not_added_twice():
    borte = post(Fravaer(INTRO, "egenSykdom", True, date(2017, 3, 9), date(2017, 3, 12)))
    d = deltaker(tildeling(START), permisjon(date(2017, 3, 1), date(2017, 3, 10)), borte)
    assert frister(d).gjennomfoering == date(2019, 1, 13)


def test_absence_adds_nothing_under_integreringsloven():
    borte = post(Fravaer(INTRO, "egenSykdom", True, date(2021, 9, 1), date(2021, 9, 3)))
    assert frister(deltaker(tildeling(NY), borte, p=NY_PERSON)).gjennomfoering == date(2023, 6, 1)


def test_time_used_in_an_earlier_programme_is_taken_off():
    # given 59 days of programme in January and February
    poster = [tildeling(START), avslutning(date(2017, 2, 28)), tildeling(date(2017, 6, 1))]
    assert (date(2019, 6, 1) - frister(deltaker(*poster)).gjennomfoering).days == 59


@pytest.mark.parametrize(
    ("vei", "gjennomfoering", "grense"),
    [
        ([], date(2023, 6, 1), date(2024, 6, 1)),
        ([post(Sluttmaal("fullfoertVgo", NY))], date(2024, 6, 1), date(2025, 6, 1)),
        ([post(Sluttmaal("arbeid", NY))], date(2023, 6, 1), date(2024, 6, 1)),
        ([post(Utdanningsbakgrunn(True, NY))], date(2021, 12, 1), date(2022, 6, 1)),
    ],
    ids=["others", "goal upper secondary", "goal work", "upper secondary before"],
)
def test_integreringsloven_goes_by_goal_and_education(vei, gjennomfoering, grense):
    assert frister(deltaker(tildeling(NY), *vei, p=NY_PERSON)) == (gjennomfoering, grense)


def test_chapter_6a_gives_twelve_months():
    fra = date(2022, 9, 1)
    assert frister(deltaker(tildeling(fra), p=UKRAINA)) == (date(2023, 9, 1), date(2023, 9, 1))


def test_the_log_tells_every_step_and_ends_on_the_deadline():
    borte = post(Fravaer(INTRO, "egenSykdom", True, date(2017, 3, 20), date(2017, 3, 21)))
    d = deltaker(
        tildeling(date(2016, 5, 1)), avslutning(date(2016, 5, 10)), tildeling(START), forlengelse(date(2018, 12, 1)),
        permisjon(date(2017, 3, 1), date(2017, 3, 10)), borte,
    )  # fmt: skip
    frist = d.programfrist_logg(d.programmer[-1])
    assert [s.tekst for s in frist.logg] == [
        "Programmet startet 01.01.2017",
        "36 måneder etter introduksjonsloven, forlenget ved vedtak",
        "+ 10 dager permisjon",
        "+ 2 dager gyldig fravær",
        "- 10 dager brukt i tidligere program",
    ]
    assert frist.logg[-1].dato == frist.dato == frister(d).gjennomfoering


def test_the_start_is_due_three_months_after_settlement_or_a_later_claim():
    p = person()
    assert oppstartsfrist(p, [], STANDARD).dato == date(2016, 6, 1)
    krav = post(Kontakt(INTRO, "krav", date(2016, 4, 15)))
    assert oppstartsfrist(p, [krav], STANDARD).dato == date(2016, 7, 15)
    assert oppstartsfrist(p, [post(Kontakt(INTRO, "tilbud", date(2016, 4, 15)))], STANDARD).dato == date(2016, 6, 1)
    assert oppstartsfrist(person(adresser=(Adresse(START, "0301", mottak=True),)), [], STANDARD) is None


def test_norwegian_is_due_by_law_and_education():
    permisjoner = [post(Permisjon(NORSK, "foedsel", NY, NY, date(2021, 6, 10)))]
    assert norskfrist(person(), permisjoner, STANDARD, START).dato == date(2019, 1, 1)  # leave adds nothing: §5.1
    assert norskfrist(NY_PERSON, [], STANDARD, NY).dato == date(2024, 3, 1)
    assert norskfrist(NY_PERSON, permisjoner, STANDARD, NY).dato == date(2024, 3, 11)
    assert norskfrist(NY_PERSON, [post(Utdanningsbakgrunn(True, NY))], STANDARD, NY).dato == date(2022, 9, 1)
    assert samfunnskunnskapsfrist(NY_PERSON, STANDARD, NY).dato == date(2022, 3, 1)


def test_the_day_alone_is_the_day_of_the_log():
    permisjoner = [post(Permisjon(NORSK, "foedsel", NY, NY, date(2021, 6, 10)))]
    vedtak = [post(Vedtak(NORSK, "tildeling", NY, NY))]
    for p in (person(), NY_PERSON, UKRAINA, person(opphold=())):
        for poster in ([], permisjoner, vedtak, [*vedtak, *permisjoner, post(Utdanningsbakgrunn(True, NY))]):
            for dag in (START, NY, date(2022, 9, 1)):
                frist = norskfrist(p, poster, STANDARD, dag)
                assert norskfrist_dato(p, poster, STANDARD, dag) == (frist.dato if frist else None)


def test_under_chapter_6a_the_first_decision_starts_the_clock():
    dag = date(2022, 9, 1)
    assert norskfrist(UKRAINA, [], STANDARD, dag) is None
    vedtak = [post(Vedtak(NORSK, "tildeling", dag, d)) for d in (date(2022, 10, 1), date(2022, 9, 1))]
    assert norskfrist(UKRAINA, vedtak, STANDARD, dag).dato == date(2023, 9, 1)
