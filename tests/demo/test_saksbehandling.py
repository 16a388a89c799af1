"""From the story to registrations: what a caseworker knows in a month, and what is left out."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import fagsystem_sim.fortelling
from fagsystem_sim.datoer import Maaned, maaneder
from fagsystem_sim.fagsystem import Arbeid
from fagsystem_sim.fortelling import modell
from fagsystem_sim.fortelling.modell import Deltaker, Fortelling, Permisjon
from fagsystem_sim.fortelling.saksbehandling import maanedens_arbeid, rettelser

FIL = Path(fagsystem_sim.fortelling.__file__).parent / "kontroll_2017.toml"


@pytest.fixture(scope="module")
def fortelling() -> Fortelling:
    return modell.les(FIL)


def deltaker(**felter: Any) -> Deltaker:
    vanlig = {
        "id": "D1", "gruppe": "g", "navn": "Test Testesen", "kjoenn": "K", "foedt": date(1990, 1, 1), "land": "SYR",
        "start": date(2016, 2, 15), "tiltak": ("norskopplaring", "arbeidstrening"),
    }  # fmt: skip
    return Deltaker(**{**vanlig, **felter})


def arbeid(d: Deltaker, fra: str, til: str) -> list[Arbeid]:
    fra_, til_ = (Maaned(*map(int, tekst.split("-"))) for tekst in (fra, til))
    return [a for m in maaneder(fra_, til_) for a in maanedens_arbeid(d, m, froe=1)]


def tiltak(liste: list[Arbeid], slag: str = "norskopplaring") -> list[tuple[date, date]]:
    innhold = [a.registrering.innhold for a in liste if a.registrering.type == "tiltak"]
    return [(i["fra"], i["til"]) for i in innhold if i["tiltakstype"] == slag]


def test_a_programme_begins_with_decisions_measures_and_hours():
    typer = Counter((a.bruker, a.registrering.type) for a in arbeid(deltaker(), "2016-02", "2016-02"))
    assert typer["intro", "vedtak"] == typer["norsk", "vedtak"] == 1
    assert typer["intro", "tiltak"] == 2
    assert typer["norsk", "timer"] == 1


def test_measures_are_planned_for_the_quarter():
    assert tiltak(arbeid(deltaker(), "2016-01", "2016-09")) == [
        (date(2016, 2, 15), date(2016, 3, 31)),
        (date(2016, 4, 1), date(2016, 6, 30)),
        (date(2016, 7, 1), date(2016, 9, 30)),
    ]


def test_a_programme_that_begins_with_the_quarter_has_its_measures_once():
    assert tiltak(arbeid(deltaker(start=date(2016, 4, 1)), "2016-04", "2016-06")) == [
        (date(2016, 4, 1), date(2016, 6, 30))
    ]


def test_an_ending_cuts_the_planned_measure_short_before_it_is_sent():
    d = deltaker(slutt=date(2016, 5, 20), aarsak="arbeidHeltid")
    liste = arbeid(d, "2016-04", "2016-12")
    assert tiltak(liste) == [(date(2016, 4, 1), date(2016, 6, 30)), (date(2016, 4, 1), date(2016, 5, 20))]
    sist = [a.registrering for a in liste if a.bruker == "intro"][-1]
    assert (sist.type, sist.innhold["dato"]) == ("avslutning", date(2016, 5, 20))
    assert not arbeid(d, "2016-06", "2016-12")


def test_an_ending_in_the_first_month_of_a_quarter_is_known_when_the_measure_is_sent():
    liste = arbeid(deltaker(slutt=date(2016, 4, 20), aarsak="annet"), "2016-04", "2016-06")
    assert tiltak(liste) == [(date(2016, 4, 1), date(2016, 4, 20))]


def test_what_is_reported_late_is_sent_late_and_the_measure_stands_as_planned_till_then():
    d = deltaker(slutt=date(2016, 5, 20), meldt=date(2016, 9, 5), aarsak="arbeidHeltid")
    foer = arbeid(d, "2016-04", "2016-08")
    assert tiltak(foer) == [(date(2016, 4, 1), date(2016, 6, 30))]
    assert [a.registrering.type for a in arbeid(d, "2016-09", "2016-09")] == ["tiltak", "tiltak", "avslutning"]


def test_who_is_forgotten_has_no_ending_and_nothing_after_the_last_day():
    liste = arbeid(deltaker(siste_dag=date(2016, 6, 30)), "2016-02", "2017-12")
    assert "avslutning" not in {a.registrering.type for a in liste}
    assert max(til for _, til in tiltak(liste)) == date(2016, 6, 30)


def test_a_leave_stops_the_hours_and_the_return_begins_new_measures():
    d = deltaker(permisjon=Permisjon("foedsel", date(2016, 6, 20), date(2016, 7, 1), date(2016, 11, 30)))
    liste = arbeid(d, "2016-06", "2016-12")
    assert tiltak(liste)[0][0] == date(2016, 12, 1)
    timer = [a.registrering.innhold["fra"] for a in liste if a.registrering.type == "timer"]
    assert timer == [date(2016, 6, 1), date(2016, 12, 1)]


def test_no_measure_outlasts_two_years_without_an_extension(fortelling: Fortelling):
    for d in fortelling.deltakere:
        siste = Maaned.av(d.planlagt_slutt(Maaned(2018, 5)))
        liste = arbeid(d, "2014-08", str(min(siste, Maaned(2018, 5))))
        assert all(til <= d.planlagt_slutt(Maaned(2018, 5)) for _, til in tiltak(liste)), d.id


def test_the_same_seed_gives_the_same_casework(fortelling: Fortelling):
    d = fortelling.deltakere[5]
    en, annen = (list(maanedens_arbeid(d, Maaned(2016, 3), froe)) for froe in (1, 1))
    assert en == annen
    maaned_for_maaned = [arbeid(d, "2015-08", "2017-05"), arbeid(d, "2015-08", "2017-05")]
    assert maaned_for_maaned[0] == maaned_for_maaned[1]


def test_corrections_give_the_ending_first_and_then_the_measures_nobody_sent(fortelling: Fortelling):
    liste = [a.registrering for a in rettelser(fortelling.etter_id["D25"])]
    assert [r.type for r in liste] == ["avslutning", *["tiltak"] * 6]
    assert liste[-1].innhold["til"] == liste[0].innhold["dato"] == date(2017, 12, 15)


def test_who_has_nothing_to_correct_gives_nothing(fortelling: Fortelling):
    assert list(rettelser(fortelling.etter_id["D04"])) == []


def test_the_story_is_about_forty_synthetic_persons(fortelling: Fortelling):
    assert len(fortelling.deltakere) == 40
    assert all(int(d.ident[2:4]) > 80 for d in fortelling.deltakere)
    assert {n.deltaker for n in fortelling.notater} <= set(fortelling.etter_id)
