"""Expectations held against a sandbox now, and the schema they are written by."""

import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator

from mocknir.register.identitet import lag_foedselsnummer
from tests.control.conftest import Plan

VEDTAK = {
    "ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01", "fra": "2017-01-01",
    "til": "2018-12-31",
}  # fmt: skip


@pytest.fixture
def fnr(plan: Plan) -> str:
    """Somebody who has a programme since the first of January, on the first of March."""
    fnr = plan.person(navn="Amina")
    linje = {"eksternId": "v1", "person": fnr, "type": "vedtak", "content": VEDTAK}
    plan.ok("POST", "registrations", {"meldingsId": "m1", "user": plan.bruker(), "registrations": [linje]})
    plan.ok("POST", "clock/advance", {"to": "2017-03-01"})
    return fnr


def hold(plan: Plan, *that: object, **mer: object):
    return plan.ok("POST", "expectations", {"that": that, **mer})


def test_what_is_so_holds(plan, fnr):
    svar = hold(
        plan,
        {"person": "amina", "lov": "introduksjonsloven", "program": {"status": "i program", "start": "2017-01-01"}},
        {"person": fnr, "program": {"start": {"date": "today - 2m"}}},
        {"receipt": "m1", "outcomes": {"v1": {"one_of": ["godtatt", "godtattMedAdvarsel"]}}},
        {"feed": "0301", "endring": {"contains": {"person": "amina", "handling": "ny"}}},
        {"report": "maaloppnaaelse", "with": {"aar": 2017}, "rows": {"count": {"min": 0}}},
        {"journal": {"operasjon": "OverfoerRegistreringer", "person": "amina"}, "count": 1},
        {"fired": []},
        persons={"amina": fnr},
    )
    assert svar["held"], svar
    assert svar["now"].startswith("2017-03-01T08:00")
    assert [en["held"] for en in svar["results"]] == [True] * 7


def test_what_is_not_so_is_told_with_expected_beside_actual(plan, fnr):
    ventet = {"person": fnr, "program": {"status": "avsluttet", "avsluttetAv": "NIR"}}
    svar = hold(plan, ventet, {"person": fnr, "kommune": "0301"})
    assert not svar["held"]
    galt, rett = svar["results"]
    assert galt["expectation"] == ventet
    assert sorted(galt["differences"], key=lambda en: en["path"]) == [
        {"path": "program.avsluttetAv", "expected": "NIR", "expectedEnglish": "NIR", "actual": "ingen verdi",
         "actualEnglish": "no value", "nearest": []},
        {"path": "program.status", "expected": "avsluttet", "expectedEnglish": "avsluttet", "actual": "i program",
         "actualEnglish": "i program", "nearest": []},
    ]  # fmt: skip
    assert (rett["held"], rett["differences"]) == (True, [])


def test_of_a_list_the_nearest_element_is_told(plan, fnr):
    (en,) = hold(plan, {"person": fnr, "registrering": {"contains": {"eksternId": "v1", "type": "tiltak"}}})["results"]
    assert en["differences"][0]["nearest"] == [
        {"path": "registrering[0].type", "expected": "tiltak", "expectedEnglish": "tiltak", "actual": "vedtak",
         "actualEnglish": "vedtak", "nearest": []},
    ]  # fmt: skip


def test_what_nir_closed_so_far_can_be_expected_and_days_reckoned_from_a_move(plan, fnr):
    hendelse = {"type": "flytting", "dato": "2017-03-01", "kommune": "1201"}
    plan.ok("POST", f"persons/{fnr}/events", hendelse)
    plan.ok("POST", "clock/advance", {"to": "2017-07-01"})
    svar = hold(
        plan,
        {"fired": [{"person": "amina", "regel": "LUKKING-FLYTTING", "sluttdato": {"date": "amina.flytting"}}]},
        {"person": "amina", "program": {"slutt": {"date": "flytting"}}},
        persons={"amina": fnr},
    )
    assert svar["held"], svar


@pytest.mark.parametrize(
    ("that", "felt", "tekst"),
    [
        ({"person": "FNR", "programm": {}}, "that[0].programm", "mente du program?"),
        ({"person": "FNR", "program": {"staus": "i program"}}, "that[0].program.staus", "mente du status?"),
        ({"person": "FNR", "program": {"status": "i progam"}}, "that[0].program.status", "mente du i program?"),
        ({"person": "FNR"}, "that[0].person", "venter ingenting av personen"),
        ({"person": "ola", "lov": "introduksjonsloven"}, "that[0].person", "«ola» er ikke med"),
        ({"person": "FNR", "program": {"slutt": {"date": "flytting"}}}, "that[0].program.slutt.date", "har ingen dag"),
        ({"recipt": "m1"}, "that[0].recipt", "mente du receipt?"),
        ({"receipt": "m2", "outcomes": {"v1": "godtatt"}}, "that[0].receipt", "oppgi en meldingsId; bruk m1"),
        ({"fault": "m1"}, "that[0].fault", "bruk journal:"),
        ({"fired": [], "of": "fram"}, "that[0].of", "bruk journal:"),
        ({"report": "maloppnaelse", "with": {"aar": 2017}, "rows": []}, "that[0].report", "mente du maaloppnaaelse?"),
    ],
)
def test_what_says_nothing_is_refused_with_its_place_and_the_nearest_word(plan, fnr, that, felt, tekst):
    that = {navn: fnr if verdi == "FNR" else verdi for navn, verdi in that.items()}
    problem = plan.avvist(422, "POST", "expectations", {"that": [that]})
    assert problem["field"] == felt
    assert tekst in problem["detail"]
    assert problem["errors"][0]["field"] == felt


def test_all_that_is_wrong_is_told(plan, fnr):
    problem = plan.avvist(422, "POST", "expectations", {"that": [{"person": fnr, "a": 1}, {"b": 1}, {"fired": []}]})
    assert [en["field"] for en in problem["errors"]] == ["that[0].a", "that[1].b"]
    assert "(og 1 feil til)" in problem["detail"]


def test_somebody_nir_does_not_know_is_not_there(plan, fnr):
    ukjent = lag_foedselsnummer(date(1990, 5, 17), "K", 2)
    for kropp in (
        {"that": [{"person": ukjent, "kommune": "0301"}]}, {"that": [{"fired": []}], "persons": {"ola": ukjent}},
    ):  # fmt: skip
        assert plan.avvist(404, "POST", "expectations", kropp)["code"] == "PersonUkjent"
    plan.avvist(422, "POST", "expectations", {"that": []})


def test_the_schema_is_served_as_it_is_published(plan):
    skjema = plan.ok("GET", "/schema/scenario.json")
    assert skjema == json.loads(Path("scenarios/scenario.schema.json").read_text(encoding="utf-8"))
    assert not Draft202012Validator(skjema).is_valid({"scenario": 1})
