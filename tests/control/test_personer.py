"""Persons of the central registers: one by one, from CSV, and what happens to them."""

from datetime import date

import pytest

from mocknir.control.personer_csv import KOLONNER
from mocknir.register.identitet import lag_dufnummer, lag_foedselsnummer

HODE = ";".join(KOLONNER)


def fnr(nr: int = 1) -> str:
    return lag_foedselsnummer(date(1990, 5, 17), "K", nr)


def linje(nr: int = 1, **felt: str) -> str:
    rad = {"foedselsnummer": fnr(nr), "navn": f"Person {nr}", "kommune": "0301", "bosatt": "01.06.2016",
           "grunnlag": "28", "opphold_gitt": "2016-03-01", **felt}  # fmt: skip
    return ";".join(rad.get(kolonne, "") for kolonne in KOLONNER)


def test_a_person_is_filled_out_from_the_number(plan):
    svar = plan.ok("POST", "persons", {"foedselsnummer": fnr(), "navn": "Åse Øye"})
    assert (svar["foedt"], svar["kjoenn"], svar["navn"]) == ("1990-05-17", "K", "Åse Øye")


def test_a_person_with_a_duf_number_alone_needs_the_rest(plan):
    duf = lag_dufnummer(2016, 4711)
    assert plan.avvist(422, "POST", "persons", {"dufnummer": duf, "navn": "A"})["field"] == "foedt"
    plan.ok("POST", "persons", {"dufnummer": duf, "navn": "A", "foedt": "1990-01-01", "kjoenn": "M"})
    assert plan.ok("GET", f"persons/{duf}")["person"]["ident"] == duf


@pytest.mark.parametrize(
    ("felt", "verdi"),
    [
        ("foedselsnummer", "12345678901"),
        ("foedselsnummer", "13097248022"),  # valid, and may be somebody's
        ("foedt", "1991-01-01"),
        ("foedt", "1990-02-30"),
        ("kjoenn", "M"),
        ("statsborgerskap", "Syria"),
        ("navn", ""),
        ("navn", "Per\u0000"),
    ],
)
def test_a_wrong_value_names_its_field(plan, felt, verdi):
    kropp = {"foedselsnummer": fnr(), "navn": "A", felt: verdi}
    assert plan.avvist(422, "POST", "persons", kropp)["field"] == felt
    assert plan.ok("GET", "persons")["persons"] == []


def test_the_same_number_twice_is_a_conflict(plan):
    plan.person()
    assert plan.avvist(409, "POST", "persons", {"foedselsnummer": fnr(), "navn": "B"})["code"] == "FinnesAllerede"


def test_the_list_comes_in_pages(plan):
    for nr in (1, 2, 3):
        plan.person(nr)
    forste = plan.ok("GET", "persons?limit=2")
    neste = plan.ok("GET", f"persons?limit=2&after={forste['next']}")
    assert [p["navn"] for p in forste["persons"] + neste["persons"]] == ["Person 1", "Person 2", "Person 3"]
    assert neste["next"] is None


def test_events_move_permit_and_end(plan):
    ident = plan.person()
    plan.ok("POST", "clock/advance", {"to": "2017-06-01"})
    sti = f"persons/{ident}/events"
    assert plan.ok("POST", sti, {"type": "flytting", "dato": "2017-05-01", "kommune": "1201"})["kommune"] == "1201"
    plan.ok("POST", sti, {"type": "opphold", "dato": "2017-05-02", "grunnlag": "familie"})
    plan.ok("POST", sti, {"type": "utvandring", "dato": "2017-05-03"})
    svar = plan.ok("POST", sti, {"type": "doed", "dato": "2017-05-04"})
    assert (svar["utvandret"], svar["doed"], svar["opphold"][-1]["grunnlag"]) == ("2017-05-03", "2017-05-04", "familie")


def test_a_duf_person_gets_a_foedselsnummer_and_is_found_by_both(plan):
    duf = lag_dufnummer(2016, 4711)
    plan.ok("POST", "persons", {"dufnummer": duf, "navn": "A", "foedt": "1990-05-17", "kjoenn": "K"})
    plan.ok("POST", f"persons/{duf}/events", {"type": "foedselsnummer", "foedselsnummer": fnr()})
    assert plan.ok("GET", f"persons/{duf}") == plan.ok("GET", f"persons/{fnr()}")


@pytest.mark.parametrize(
    ("kropp", "felt"),
    [
        ({"type": "flytting", "dato": "2018-01-01", "kommune": "1201"}, "dato"),
        ({"type": "flytting", "dato": "2016-12-01", "kommune": "9999"}, "kommune"),
        ({"type": "flytting", "dato": "2016-12-01"}, "kommune"),
        ({"type": "fødsel", "dato": "2016-12-01"}, "type"),
        ({"dato": "2016-12-01"}, "type"),
        ({"type": "opphold", "dato": "2018-01-01", "grunnlag": "28"}, "dato"),
        ({"type": "opphold", "dato": "2016-12-01", "grunnlag": "x"}, "grunnlag"),
    ],
)
def test_an_event_that_cannot_be_names_its_field(plan, kropp, felt):
    assert plan.avvist(422, "POST", f"persons/{plan.person()}/events", kropp)["field"] == felt


def test_an_event_of_somebody_unknown_is_not_found(plan):
    problem = plan.avvist(404, "POST", f"persons/{fnr()}/events", {"type": "doed", "dato": "2016-12-01"})
    assert problem["code"] == "PersonUkjent"


def test_events_of_several_persons_come_in_one_call(plan):
    en, to = plan.person(1), plan.person(2)
    hendelser = [
        {"person": en, "event": {"type": "flytting", "dato": "2016-12-01", "kommune": "1201"}},
        {"person": to, "event": {"type": "doed", "dato": "2016-12-02"}},
        {"person": en, "event": {"type": "utvandring", "dato": "2016-12-03"}},
    ]
    assert plan.ok("POST", "persons/events", {"events": hendelser}) == {"events": 3}
    forste, andre = plan.ok("GET", "persons")["persons"]
    assert (forste["kommune"], forste["utvandret"], andre["doed"]) == ("1201", "2016-12-03", "2016-12-02")


@pytest.mark.parametrize(
    ("hendelse", "status", "felt"),
    [
        ({"type": "flytting", "dato": "2018-01-01", "kommune": "1201"}, 422, "events.1.event.dato"),
        ({"type": "flytting", "dato": "2016-12-01", "kommune": "9999"}, 422, "events.1.event.kommune"),
        ({"type": "fødsel", "dato": "2016-12-01"}, 422, "events.1.event.type"),
    ],
)
def test_one_event_that_cannot_be_leaves_the_others_out_and_is_pointed_at(plan, hendelse, status, felt):
    en, to = plan.person(1), plan.person(2)
    kropp = [{"person": en, "event": {"type": "doed", "dato": "2016-12-02"}}, {"person": to, "event": hendelse}]
    assert plan.avvist(status, "POST", "persons/events", {"events": kropp})["field"] == felt
    assert [p.get("doed") for p in plan.ok("GET", "persons")["persons"]] == [None, None]


def test_among_several_events_one_of_somebody_unknown_is_pointed_at(plan):
    kropp = {"events": [{"person": fnr(), "event": {"type": "doed", "dato": "2016-12-01"}}]}
    problem = plan.avvist(404, "POST", "persons/events", kropp)
    assert (problem["code"], problem["field"]) == ("PersonUkjent", "events.0.person")


def test_a_csv_file_brings_all_its_persons(plan):
    svar = plan.csv("\ufeff" + HODE, linje(1), "", linje(2, avtalt_bosatt="nei", mottak="ja"), "")
    assert (svar.status_code, svar.get_json()) == (201, {"imported": 2})
    en, to = plan.ok("GET", "persons")["persons"]
    assert (en["kommune"], en["avtaltBosatt"], to["avtaltBosatt"]) == ("0301", True, False)
    assert to["adresse"] == [{"fra": "2016-06-01", "kommune": "0301", "mottak": True}]


def test_commas_other_orders_and_norwegian_letters_in_the_header_will_do(plan):
    assert plan.csv("Navn,Fødselsnummer", f'"Ali, Amina",{fnr()}').status_code == 201
    assert plan.ok("GET", "persons")["persons"][0]["navn"] == "Ali, Amina"


def test_a_spreadsheet_s_tab_before_a_number_is_no_part_of_it(plan):
    assert plan.csv("navn;foedselsnummer", f"Amina;\t{fnr()}").status_code == 201


def test_every_broken_line_is_told_of_and_nobody_is_imported(plan):
    svar = plan.csv(
        HODE, linje(1), linje(2, bosatt="31.02.2016"), linje(3, foedselsnummer="123"), "x;y", linje(1), linje(4)
    )
    problem = svar.get_json()
    assert svar.status_code == 422
    assert [(e["line"], e.get("column")) for e in problem["errors"]] == [
        (3, "bosatt"), (4, "foedselsnummer"), (5, None), (6, "foedselsnummer"),
    ]  # fmt: skip
    assert problem["detail"].startswith("Linje 3, kolonne bosatt: datoen «31.02.2016» finnes ikke")
    assert "Ingen ble importert" in problem["detail"]
    assert plan.ok("GET", "persons")["persons"] == []


def test_a_line_that_the_register_refuses_leaves_the_others_out_too(plan):
    plan.person(2)
    problem = plan.csv(HODE, linje(1), linje(2)).get_json()
    assert (problem["errors"][0]["line"], problem["errors"][0]["column"]) == (3, "foedselsnummer")
    assert [p["navn"] for p in plan.ok("GET", "persons")["persons"]] == ["Person 2"]


@pytest.mark.parametrize(
    ("felt", "kolonne"),
    [
        ({"kommune": "301"}, "kommune"),
        ({"kommune": ""}, "kommune"),
        ({"grunnlag": "asyl"}, "grunnlag"),
        ({"opphold_gitt": ""}, "opphold_gitt"),
        ({"navn": ""}, "navn"),
        ({"mottak": "kanskje"}, "mottak"),
        ({"foedselsdato": "1990-05-18"}, "foedselsdato"),
        ({"foedselsdato": "17/5-90"}, "foedselsdato"),
    ],
)
def test_a_broken_cell_names_its_column(plan, felt, kolonne):
    (feil,) = plan.csv(HODE, linje(1, **felt)).get_json()["errors"]
    assert (feil["line"], feil["column"]) == (2, kolonne)


@pytest.mark.parametrize(
    ("fil", "tekst"),
    [
        ("", "filen er tom"),
        (HODE, "ingen personer"),
        ("navn;fodselnummer\nA;1", "mente du foedselsnummer?"),
        ("kommune;bosatt\n0301;2016-01-01", "navn: mangler i overskriften"),
        ("navn;navn;dufnummer\nA;B;1", "står to ganger"),
        ('navn;dufnummer\n"A;1', "anførselstegn"),
    ],
)
def test_a_file_that_is_none_says_what_is_missing(plan, fil, tekst):
    assert tekst in plan.csv(fil).get_json()["detail"]


def test_a_file_in_another_encoding_says_where(plan):
    raa = f"{HODE}\n{linje(1, navn='Åse')}".encode("latin-1")
    problem = plan.avvist(422, "POST", "persons/import", data=raa, content_type="text/csv")
    assert problem["errors"][0]["line"] == 2
    assert "UTF-8" in problem["detail"]


def test_at_most_twenty_errors_are_told(plan):
    assert len(plan.csv(HODE, *(["x"] * 100)).get_json()["errors"]) == 20
