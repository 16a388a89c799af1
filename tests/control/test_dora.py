"""The door of the control plane: who comes in, and what is said to requests that are none."""

import pytest

from mocknir.app import create_app
from mocknir.control.blueprint import MAKS_STOERRELSE, RUTER
from tests.control.conftest import Plan

TOKEN = "hemmelig"


@pytest.mark.parametrize("raa", [b"{", b"\xff", b"", b"[]", b"null", b'{"mode": ' + b"[" * 5000, b"{'mode': 1}"])
def test_a_body_that_is_no_json_object_says_so(plan, raa):
    svar = plan.kall("PUT", "clock", data=raa, content_type="application/json")
    assert svar.status_code in (400, 422)
    assert svar.content_type == "application/problem+json"


@pytest.mark.parametrize("type_", ["application/x-www-form-urlencoded", "text/plain", None])
def test_another_content_type_is_told_the_right_one(plan, type_):
    problem = plan.avvist(415, "POST", "users", data=b"{}", content_type=type_)
    assert problem["remedy"] == "Send Content-Type: application/json"


def test_a_wrong_method_is_told_the_right_ones(plan):
    svar = plan.kall("PATCH", "clock")
    assert svar.headers["Allow"] == "GET, PUT"
    assert svar.get_json()["remedy"] == "Bruk GET, PUT"


def test_a_wrong_address_is_told_where_to_look(plan):
    assert "/control/v1/" in plan.avvist(404, "GET", "klokke")["remedy"]


def test_a_body_too_large_is_told_so(plan):
    raa = b" " * (MAKS_STOERRELSE + 1)
    plan.avvist(413, "POST", "persons/import", data=raa, content_type="text/csv")


def test_a_nul_in_an_address_is_refused_before_a_database_sees_it(plan):
    assert "U+0000" in plan.avvist(422, "GET", "persons/%00")["detail"]


@pytest.mark.parametrize(
    ("hoder", "fra"),
    [
        ({}, "192.0.2.7"),
        ({"Origin": "https://ond.example"}, "127.0.0.1"),
        ({"Host": "ond.example"}, "127.0.0.1"),  # a name that was made to point here
    ],
)
def test_without_a_token_other_machines_and_sites_stay_outside(plan, hoder, fra):
    problem = plan.avvist(403, "GET", "clock", headers=hoder, environ_base={"REMOTE_ADDR": fra})
    assert "--control-token" in problem["remedy"]


@pytest.mark.parametrize("fra", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_comes_in(plan, fra):
    plan.ok("GET", "clock", headers={"Origin": "http://localhost"}, environ_base={"REMOTE_ADDR": fra})


def test_with_a_token_whoever_has_it_comes_in(plan):
    app = create_app(plan.sandboxes, control_token=TOKEN)
    med_token = Plan(app.test_client(), plan.sandboxes, plan.navn)
    annet_sted = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    hode = {"Authorization": f"Bearer {TOKEN}"}
    med_token.ok("GET", "clock", headers=hode, **annet_sted)
    for feil in ({}, {"Authorization": "Bearer noe annet"}, {"Authorization": "Bearer æ"}):
        assert med_token.avvist(401, "GET", "clock", headers=feil)["code"] == "IkkeAutentisert"


def test_an_error_of_our_own_is_a_problem_too(plan, monkeypatch):
    def feiler(*_):
        raise RuntimeError("uventet")

    monkeypatch.setattr(type(plan.sandboxes), "liste", feiler)
    assert plan.avvist(500, "GET", "/sandboxes")["code"] == "InternFeil"


def test_signs_of_life_and_the_start_page_need_no_sandbox(plan):
    assert plan.klient.get("/healthz").get_json()["status"] == "ok"
    assert "/ws4?wsdl" in plan.klient.get("/").text


def test_every_route_is_described_in_both_languages():
    assert all(rute.tekst and rute.text and rute.gjoer.__doc__ for rute in RUTER)
    assert len({(rute.metode, rute.sti) for rute in RUTER}) == len(RUTER)
