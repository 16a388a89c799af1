"""The OpenAPI document is right: a machine that reads nothing else calls every route, with right and wrong data."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import hypothesis
import jsonschema_rs
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from mocknir.app import create_app
from mocknir.clock.wall import wall_time
from mocknir.control.blueprint import alle_ruter
from mocknir.control.hjerteslag import Hjerteslag
from mocknir.control.lyttere import Lyttere
from mocknir.control.openapi.dokument import dokument
from mocknir.control.openapi.eksempler import EKSEMPLER, FNR, STEDER
from mocknir.register import commands as c
from mocknir.register.identitet import lag_foedselsnummer
from mocknir.sandbox import Sandboxes
from mocknir.store.lager import lager
from tests.kommune import Kommune

TOKEN = "hemmelig"
DOKUMENT = dokument(alle_ruter(True), True)
KONTROLLER = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, negative_data_rejection, unsupported_method, ignored_auth,
]  # fmt: skip
"""All but one: what is formed rightly may still be refused by a rule of the domain (`positive_data_acceptance`)."""


@cache
def nir():
    """A server with a sandbox «default» in which something has happened, for all tests here."""
    sandboxes = Sandboxes(lager("sqlite://"), wall_time)
    hjerteslag = Hjerteslag(sandboxes)
    fyll(sandboxes)
    return create_app(sandboxes, hjerteslag=hjerteslag, control_token=TOKEN, lyttere=Lyttere(0)), sandboxes, hjerteslag


@pytest.fixture(scope="module", autouse=True)
def _stopp() -> Iterator[None]:
    yield
    if nir.cache_info().currsize:
        _, sandboxes, hjerteslag = nir()
        hjerteslag.stopp()
        sandboxes.lukk()
        nir.cache_clear()


def fyll(sandboxes: Sandboxes) -> None:
    """The sandbox «default» with a person, a user, a programme, a case and an access."""
    sandbox = sandboxes.opprett("default")
    oslo = Kommune(sandbox)
    person = oslo.person()
    oslo.start(person)
    oslo.tiltak(person, date(2016, 8, 1), date(2016, 9, 30))
    sandbox.administrer(c.GiTilgang("0301", date(2016, 1, 1), date(2016, 12, 31), "intro", date(2017, 6, 12)))
    sandbox.administrer(c.SoekTilgang("0301", date(2016, 1, 1), date(2016, 12, 31), None, "x", None, None, "x"))


def wsgi(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    app, sandboxes, _ = nir()
    if "default" not in sandboxes.liste():  # the last call removed it
        fyll(sandboxes)
    svar: Iterable[bytes] = app(environ, start_response)
    return svar


SKJEMA = schemathesis.openapi.from_dict(DOKUMENT, config=SchemathesisConfig.from_dict({
    "seed": 1, "auth": {"openapi": {"token": {"bearer": TOKEN}}},
    "parameters": {"path.sandbox": "default"},
    "generation": {"deterministic": True, "max-examples": 8},
}))  # fmt: skip
SKJEMA.app = wsgi


@SKJEMA.parametrize()
@hypothesis.settings(deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
def test_every_route_is_as_it_is_described(case):
    case.call_and_validate(checks=KONTROLLER)


RUTER = {
    f"{metode.upper()} {sti}": operasjon
    for sti, sted in DOKUMENT["paths"].items()
    for metode, operasjon in sted.items()
}  # fmt: skip
"""Every operation under its method and path."""

_HER = "/sandboxes/{sandbox}"
I_REKKEFOELGE = [
    "GET /", "GET /openapi.json", "GET /fault-kinds", "POST /sandboxes", "GET /sandboxes", f"GET {_HER}",
    f"PUT {_HER}/expiry", f"POST {_HER}/users", f"GET {_HER}/users", f"POST {_HER}/persons",
    f"POST {_HER}/registrations", f"POST {_HER}/persons/import", f"GET {_HER}/persons",
    f"GET {_HER}/persons/{{ident}}", f"GET {_HER}/clock", f"GET {_HER}/clock/due", f"POST {_HER}/snapshots",
    f"GET {_HER}/snapshots", f"POST {_HER}/clock/advance", f"POST {_HER}/persons/{{ident}}/events",
    f"POST {_HER}/persons/events", f"POST {_HER}/access", f"GET {_HER}/access", f"POST {_HER}/cases",
    f"POST {_HER}/cases/{{case}}/decision", f"GET {_HER}/cases", f"GET {_HER}/cases/{{case}}",
    f"DELETE {_HER}/access/{{access}}", f"PUT {_HER}/cases/policy", f"GET {_HER}/cases/policy", f"GET {_HER}/rules",
    f"PUT {_HER}/rules/{{regel}}/parameters/{{navn}}", f"DELETE {_HER}/rules/{{regel}}/parameters/{{navn}}",
    f"POST {_HER}/faults", f"GET {_HER}/faults", f"DELETE {_HER}/faults/{{fault}}", f"DELETE {_HER}/faults",
    f"GET {_HER}/feed", f"GET {_HER}/reports", f"GET {_HER}/reports/{{navn}}", f"GET {_HER}/why/{{referanse}}",
    "GET /schema/scenario.json", f"GET {_HER}/scenario", f"POST {_HER}/replay", f"POST {_HER}/expectations",
    f"GET {_HER}/events", f"GET {_HER}/journal", f"GET {_HER}/journal/{{number}}", f"GET {_HER}/journal/{{number}}/why",
    f"PUT {_HER}/clock", f"POST {_HER}/fork", f"POST {_HER}/snapshots/{{snapshot}}/restore",
    f"PATCH {_HER}/users/{{user}}", f"DELETE {_HER}/users/{{user}}", f"DELETE {_HER}/snapshots/{{snapshot}}",
    f"POST {_HER}/reset", f"DELETE {_HER}",
]  # fmt: skip
"""Every operation once, in an order in which each has what it needs."""

EGNE = {
    "PUT /sandboxes/{sandbox}/clock": {"mode": "frozen"},
    "POST /sandboxes/{sandbox}/persons/import": EKSEMPLER["text/csv"].replace(
        FNR, lag_foedselsnummer(date(1990, 5, 17), "M", 2)
    ),
}
"""Bodies where the example would do it a second time, or let the clock run away."""

SPOERRING = {
    "GET /sandboxes/{sandbox}/feed": {"kommune": "0301"},
    "GET /sandboxes/{sandbox}/events": {"hold": "0"},
    "GET /sandboxes/{sandbox}/reports/{navn}": {"aar": "2017"},
}


def test_every_route_answers_its_example_with_what_the_document_says(tmp_path):
    # given a server with nothing in it
    sandboxes = Sandboxes(lager(f"sqlite:///{tmp_path}"), wall_time)
    hjerteslag = Hjerteslag(sandboxes)
    klient = create_app(sandboxes, hjerteslag=hjerteslag).test_client()
    validator = {navn: _validator(navn) for navn in RUTER}
    # when every operation is called, in an order that makes sense
    for navn in I_REKKEFOELGE:
        svar = _kall(klient, navn)
        # then it goes well, and the answer is as it was described
        assert svar.status_code < 300, (navn, svar.text)
        status = str(svar.status_code)
        assert status in RUTER[navn]["responses"], navn
        if svar.mimetype == "application/json":
            validator[navn](svar.get_json())
    hjerteslag.stopp()
    sandboxes.lukk()
    assert sorted(I_REKKEFOELGE) == sorted(RUTER)


def _kall(klient, navn, **ekstra):
    metode, _, sti = navn.partition(" ")
    operasjon = RUTER[navn]
    navnene = {p["name"]: p["example"] for p in operasjon["parameters"] if p["in"] == "path"}
    if navnene.get("sandbox") == STEDER["sandbox"]:
        navnene["sandbox"] = EKSEMPLER["NySandkasse"]["name"]
    innhold = {} if ekstra.keys() & {"data", "json"} else operasjon.get("requestBody", {}).get("content", {})
    ut: dict[str, Any] = {"query_string": SPOERRING.get(navn)}
    for media, ett in innhold.items():
        kropp = EGNE.get(navn, ett["example"])
        ut |= {"data": kropp, "content_type": media} if isinstance(kropp, str) else {"json": kropp}
    return klient.open("/control/v1" + sti.format(**navnene), method=metode, **{**ut, **ekstra})


def _validator(navn):
    """Holds an answer to the schema of the operation."""
    ok = next(svar for status, svar in RUTER[navn]["responses"].items() if status.startswith("2"))
    skjema = ok.get("content", {}).get("application/json", {}).get("schema", {})
    return jsonschema_rs.validator_for({**skjema, "components": DOKUMENT["components"]}).validate


GALT: dict[str, dict[str, Any]] = {
    "et ukjent ledd i adressen": {"query_string": {"tull": "1"}},
    "en kropp som ikke er JSON": {"data": b"{", "content_type": "application/json"},
    "en kropp av feil slag": {"data": b"x", "content_type": "text/html"},
    "en liste": {"json": [1]},
    "et ukjent felt": {"json": {"tull": 1}},
}


@pytest.mark.parametrize("navn", RUTER)
def test_wrong_input_is_met_with_a_problem_that_says_what_to_do(navn):
    # given a sandbox without anything in it, so that nothing that an address names is there
    klient = nir()[0].test_client()
    hoder = {"Authorization": f"Bearer {TOKEN}"}
    problem = jsonschema_rs.validator_for({
        "$ref": "#/components/schemas/Problem", "components": DOKUMENT["components"],
    })  # fmt: skip
    for galt in GALT.values():
        svar = _kall(klient, navn, headers=hoder, **galt)
        if svar.status_code < 300 and "requestBody" not in RUTER[navn]:
            continue  # it takes no body, and looks at none
        assert 400 <= svar.status_code < 500, svar.text
        assert svar.content_type == "application/problem+json"
        problem.validate(svar.get_json())
    svar = _kall(klient, navn)
    assert svar.status_code == 401
    problem.validate(svar.get_json())


def test_every_part_of_the_control_plane_is_told_in_both_languages():
    assert {tag for operasjon in RUTER.values() for tag in operasjon["tags"]} == {t["name"] for t in DOKUMENT["tags"]}
    assert len({operasjon["operationId"] for operasjon in RUTER.values()}) == len(RUTER)
    for skjema in DOKUMENT["components"]["schemas"].values():
        for felt in (skjema, *skjema.get("properties", {}).values()):
            assert " / " in felt["description"], felt


def test_the_page_lists_every_route_and_needs_nothing_from_elsewhere():
    klient = nir()[0].test_client()
    side = klient.get("/control/v1/", headers={"Authorization": f"Bearer {TOKEN}"})
    assert side.content_type == "text/html; charset=utf-8"
    for operasjon in RUTER.values():
        assert f'id="{operasjon["operationId"]}"' in side.text
    assert "Flytt klokken fram" in side.text
    assert "Advance the clock" in side.text
    assert set(re.findall(r"https?://[^/'\"]+", side.text)) == {"http://127.0.0.1:8080"}  # the examples alone
    assert "src=" not in side.text
    assert "<link" not in side.text
