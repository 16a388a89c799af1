"""Sandboxes and their clocks, through the control plane."""

import time

import pytest


def test_a_sandbox_is_made_listed_emptied_and_deleted(plan):
    svar = plan.kall("POST", "/sandboxes", {"name": "kurs", "clock": "2021-08-01"})
    assert svar.status_code == 201
    assert svar.get_json() == {
        "name": "kurs", "ws4": "/kurs/ws4", "wsdl": "/kurs/ws4?wsdl",
        "clock": {"now": "2021-08-01T08:00:00+02:00", "mode": "frozen", "speed": 1.0, "advancingTo": None},
        "seed": 1600250623, "label": None, "expires": None, "expiresIn": None,
    }  # fmt: skip
    assert "kurs" in [en["name"] for en in plan.ok("GET", "/sandboxes")["sandboxes"]]
    tom = plan.ok("POST", "/sandboxes/kurs/reset", {"clock": "2018-01-01"})
    assert tom["clock"]["now"] == "2018-01-01T08:00:00+01:00"
    assert plan.kall("DELETE", "/sandboxes/kurs").status_code == 204
    plan.avvist(404, "GET", "/sandboxes/kurs")


def test_a_label_goes_with_what_the_sandbox_holds(plan):
    # given a sandbox with a label
    plan.ok("POST", "/sandboxes", {"name": "kurs", "label": "skoleåret 2017"})
    assert plan.ok("GET", "/sandboxes/kurs")["label"] == "skoleåret 2017"
    plan.ok("POST", "/sandboxes/kurs/snapshots", {"name": "start"})
    # when it is emptied, then the label is gone, or another one
    assert plan.ok("POST", "/sandboxes/kurs/reset")["label"] is None
    assert plan.ok("POST", "/sandboxes/kurs/reset", {"label": "et nytt"})["label"] == "et nytt"
    # and when what it held comes back, so does the label; a copy has none, for it is somebody else's
    assert plan.ok("POST", "/sandboxes/kurs/snapshots/start/restore")["label"] == "skoleåret 2017"
    assert plan.ok("POST", "/sandboxes/kurs/fork", {"name": "kopi"})["label"] is None
    assert plan.ok("GET", "/sandboxes/kopi")["label"] is None
    assert plan.avvist(422, "POST", "/sandboxes", {"name": "ny", "label": " "})["field"] == "label"


def test_a_reset_forgets_the_persons_and_needs_no_body(plan):
    plan.person()
    plan.ok("POST", "reset")
    assert plan.ok("GET", "persons")["persons"] == []


def test_a_name_that_is_taken_is_a_conflict(plan):
    problem = plan.avvist(409, "POST", "/sandboxes", {"name": plan.navn})
    assert (problem["code"], problem["field"]) == ("FinnesAllerede", "name")


@pytest.mark.parametrize("navn", ["Store", "../x", "a b", "æ", "x" * 41])
def test_a_name_that_cannot_stand_in_a_url_is_refused(plan, navn):
    assert plan.avvist(422, "POST", "/sandboxes", {"name": navn})["field"] == "name"


def test_an_unknown_sandbox_says_how_to_make_it(plan):
    problem = plan.avvist(404, "GET", "/sandboxes/borte/clock")
    assert "mocknir sandbox create borte" in problem["detail"]
    assert problem["type"] == "urn:mocknir:feil:FinnesIkke"


def test_the_clock_advances_to_a_day_and_by_a_length(plan):
    svar = plan.ok("POST", "clock/advance", {"to": "2017-09-01"})
    assert svar == {"clock": plan.ok("GET", "clock"), "fired": []}
    assert svar["clock"]["now"] == "2017-09-01T08:00:00+02:00"
    assert plan.ok("POST", "clock/advance", {"by": "1m"})["clock"]["now"].startswith("2017-10-01")


def test_a_clock_that_somebody_else_has_moved_is_not_advanced(plan):
    plan.ok("POST", "clock/advance", {"to": "2017-09-01", "expected": "2017-01-01"})
    problem = plan.avvist(409, "POST", "clock/advance", {"to": "2017-10-01", "expected": "2017-01-01"})
    assert (problem["code"], problem["field"]) == ("KlokkenErFlyttet", "expected")
    assert plan.ok("GET", "clock")["now"].startswith("2017-09-01")


def test_advancing_closes_whom_nobody_closed_as_due_foretold(plan):
    # given a programme that runs out of vedtak and tiltak
    fnr = plan.person()
    plan.bruker()
    vedtak = {"ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01", "fra": "2017-01-01",
              "til": "2017-03-01"}  # fmt: skip
    kvittering = plan.ok("POST", "registrations", {
        "user": "oslo", "registrations": [{"eksternId": "v1", "person": fnr, "type": "vedtak", "content": vedtak}],
    })  # fmt: skip
    assert [u["utfall"] for u in kvittering["utfall"]] == ["godtatt"], kvittering
    varslet = plan.ok("GET", "clock/due?days=3000")["due"]
    # when the years pass
    fyrt = plan.ok("POST", "clock/advance", {"to": "2020-01-01"})["fired"]
    # then NIR closed it, on the night and by the rule that was told
    assert [(en["person"], en["natt"], en["regel"]) for en in fyrt] == [
        (en["person"], en["natt"], en["regel"]) for en in varslet
    ]
    assert fyrt[0]["person"] == fnr
    assert fyrt[0]["tekst"]
    assert varslet[0]["nummer"] is None
    (program,) = plan.ok("GET", f"persons/{fnr}")["program"]
    assert program["avsluttetAv"] == "NIR"
    assert program["lukking"]["nummer"] == fyrt[0]["nummer"]


def test_the_clock_does_not_go_back(plan):
    problem = plan.avvist(409, "POST", "clock/advance", {"to": "2016-12-31"})
    assert (problem["code"], problem["field"]) == ("KlokkenGaarFram", "to")
    assert plan.ok("GET", "clock")["now"].startswith("2017-01-01")


@pytest.mark.parametrize(
    ("kropp", "felt"),
    [
        ({"to": "32.01.2017"}, "to"),
        ({"to": "i morgen"}, "to"),
        ({"by": "en uke"}, "by"),
        ({"by": "99y"}, "by"),
        ({}, "to"),
        ({"to": "2018-01-01", "by": "1d"}, "to"),
        ({"til": "2018-01-01"}, "til"),
    ],
)
def test_an_advance_that_makes_no_sense_names_its_field(plan, kropp, felt):
    assert plan.avvist(422, "POST", "clock/advance", kropp)["field"] == felt


def test_a_misspelt_field_is_met_with_the_right_word(plan):
    problem = plan.avvist(422, "PUT", "clock", {"mode": "running", "sped": 2})
    assert "mente du speed" in problem["detail"]


def test_a_running_clock_moves_by_itself_until_it_is_frozen(plan):
    plan.ok("PUT", "clock", {"mode": "running", "speed": 864_000})
    forst = plan.sandbox.klokke.anker
    frist = time.monotonic() + 5
    # the beat writes the clock, with nobody asking for it
    while plan.sandbox.klokke.anker <= forst and time.monotonic() < frist:
        time.sleep(0.02)
    assert plan.sandbox.klokke.anker > forst
    stoppet = plan.ok("PUT", "clock", {"mode": "frozen"})
    assert stoppet["mode"] == "frozen"
    time.sleep(0.05)
    assert plan.ok("GET", "clock") == stoppet


@pytest.mark.parametrize(
    "kropp",
    [{"mode": "backwards"}, {"mode": "running", "speed": 0}, {"mode": "running", "speed": -1},
     {"mode": "running", "speed": 1e300}, {"mode": "frozen", "speed": 2}, {"speed": 2}],
)  # fmt: skip
def test_a_clock_that_cannot_go_so_is_refused(plan, kropp):
    plan.avvist(422, "PUT", "clock", kropp)
    assert plan.ok("GET", "clock")["mode"] == "frozen"


def test_http_date_follows_the_sandbox(plan):
    assert plan.kall("GET", "clock").headers["Date"] == "Sun, 01 Jan 2017 07:00:00 GMT"
