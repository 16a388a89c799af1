"""Support cases: a kommune applies for access to register late, and gets it, or does not (domain.md §3.1 [A])."""

import pytest

SOEKNAD = {
    "kommune": "0301", "from": "2016-01-01", "to": "2016-12-31", "ordning": "intro",
    "begrunnelse": "Tiltakene for 2016 mangler", "merke": "Introtiltak 2016", "kontakt": "Kari Nordmann",
}  # fmt: skip


def registrer_sent(plan, fnr):
    """The outcome of registering what lies five months back."""
    vedtak = {"ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2016-07-01", "fra": "2016-07-01"}
    linje = {"eksternId": "V1", "person": fnr, "type": "vedtak", "content": vedtak}
    svar = plan.ok("POST", "registrations", {"user": "oslo", "registrations": [linje]})
    return svar["utfall"][0]["utfall"]


def operasjoner(plan):
    return [
        p["operasjon"] for p in reversed(plan.ok("GET", "journal", query_string={"channel": "kontroll"})["journal"])
    ]


def test_a_case_waits_until_somebody_grants_it_and_then_opens_the_period(plan):
    # given a kommune that is too late, and applies
    fnr, _ = plan.person(), plan.bruker()
    assert registrer_sent(plan, fnr) == "avvist"
    sak = plan.ok("POST", "cases", SOEKNAD)
    assert (sak["id"], sak["status"], sak["decision"], sak["access"]) == (1, "mottatt", None, None)
    assert sak["rolle"] == "kommunenirsuperbruker"
    assert registrer_sent(plan, fnr) == "avvist"
    # when it is granted
    sak = plan.ok("POST", "cases/1/decision", {"decision": "innvilget", "svar": "Lykke til", "until": "2017-06-12"})
    # then the case holds the decision and the access, and the kommune may register
    assert sak["status"] == "innvilget"
    assert sak["decision"] == {"decision": "innvilget", "time": "2017-01-01T08:00:00+01:00", "by": "IMDi",
                               "svar": "Lykke til"}  # fmt: skip
    assert plan.ok("GET", "access")["access"] == [sak["access"]]
    assert sak["access"] == {
        "id": 1, "kommune": "0301", "from": "2016-01-01", "to": "2016-12-31", "ordning": "intro",
        "until": "2017-06-12", "merke": "Introtiltak 2016", "case": 1,
    }  # fmt: skip
    assert plan.ok("GET", "cases") == {"cases": [sak]}
    assert plan.ok("GET", "cases/1") == sak
    assert registrer_sent(plan, fnr) == "godtatt"
    assert operasjoner(plan)[-3:] == ["SoekTilgang", "AvgjoerSak", "GiTilgang"]


def test_a_case_that_is_turned_down_opens_nothing_and_stays_so(plan):
    plan.ok("POST", "cases", SOEKNAD)
    sak = plan.ok("POST", "cases/1/decision", {"decision": "avslaatt", "svar": "For sent", "by": "Ola"})
    assert (sak["status"], sak["decision"]["by"], sak["access"]) == ("avslaatt", "Ola", None)
    problem = plan.avvist(409, "POST", "cases/1/decision", {"decision": "innvilget"})
    assert "Sak 1 ble avslått 01.01.2017 av Ola" in problem["detail"]
    assert "Case 1 was denied on 2017-01-01 by Ola" in problem["detailEnglish"]
    assert plan.ok("GET", "access")["access"] == []


@pytest.mark.parametrize(
    ("praksis", "status", "ut"),
    [
        ({"mode": "innvilg-alle", "days": 10}, "innvilget", "2017-01-11"),
        ({"mode": "innvilg-merke", "merker": ["introtiltak  2016"]}, "innvilget", "2017-03-02"),
        ({"mode": "innvilg-merke", "merker": ["Introtiltak 2017"]}, "mottatt", None),
        ({"mode": "manuell"}, "mottatt", None),
    ],
)
def test_the_practice_of_the_sandbox_decides_at_once_what_it_covers(plan, praksis, status, ut):
    assert plan.ok("PUT", "cases/policy", praksis) == {"merker": [], "days": 60, **praksis}
    assert plan.ok("GET", "cases/policy") == {"merker": [], "days": 60, **praksis}
    sak = plan.ok("POST", "cases", SOEKNAD)
    assert sak["status"] == status
    assert (sak["access"] or {"until": None})["until"] == ut
    if ut is not None:
        assert sak["decision"]["by"] == "praksis"


def test_cases_and_practice_are_there_after_a_restart(plan):
    plan.ok("POST", "cases", SOEKNAD)
    plan.ok("PUT", "cases/policy", {"mode": "innvilg-alle"})
    innvilget = plan.ok("POST", "cases", SOEKNAD)
    plan.start_paa_nytt()
    assert [s["status"] for s in plan.ok("GET", "cases")["cases"]] == ["mottatt", "innvilget"]
    assert plan.ok("GET", "cases/2") == innvilget
    assert plan.ok("POST", "cases", SOEKNAD)["id"] == 3


@pytest.mark.parametrize(
    ("endring", "felt"),
    [
        ({"kommune": "9999"}, "kommune"), ({"to": "2015-12-31"}, "to"), ({"ordning": "alt"}, "ordning"),
        ({"begrunnelse": " "}, "begrunnelse"), ({"rolle": "kommuneintrobruker"}, "rolle"),
    ],
)  # fmt: skip
def test_an_application_that_cannot_be_names_the_field_and_leaves_no_case(plan, endring, felt):
    assert plan.avvist(422, "POST", "cases", {**SOEKNAD, **endring})["field"] == felt
    assert plan.ok("GET", "cases") == {"cases": []}


def test_an_access_that_would_be_over_leaves_the_case_undecided(plan):
    plan.ok("POST", "cases", SOEKNAD)
    kropp = {"decision": "innvilget", "until": "2016-12-31"}
    assert plan.avvist(422, "POST", "cases/1/decision", kropp)["field"] == "until"
    assert plan.ok("GET", "cases/1")["status"] == "mottatt"
    kropp = {"decision": "avslaatt", "until": "2017-12-31"}
    assert plan.avvist(422, "POST", "cases/1/decision", kropp)["field"] == "until"


@pytest.mark.parametrize("nummer", ["2", "x", "0", "99999999999999999999"])
def test_a_case_that_is_none_is_not_found(plan, nummer):
    plan.ok("POST", "cases", SOEKNAD)
    assert plan.avvist(404, "GET", f"cases/{nummer}")["field"] == "case"
    plan.avvist(404, "POST", f"cases/{nummer}/decision", {"decision": "innvilget"})


def test_marks_must_be_named_where_they_decide(plan):
    assert plan.avvist(422, "PUT", "cases/policy", {"mode": "innvilg-merke"})["field"] == "merker"
    assert plan.ok("GET", "cases/policy")["mode"] == "manuell"


def test_an_access_that_is_taken_back_opens_nothing_any_more(plan):
    fnr, _ = plan.person(), plan.bruker()
    plan.ok("PUT", "cases/policy", {"mode": "innvilg-alle"})
    plan.ok("POST", "cases", SOEKNAD)
    plan.ok("DELETE", "access/1")
    assert plan.ok("GET", "access")["access"] == []
    assert plan.ok("GET", "cases/1")["access"] is None
    assert registrer_sent(plan, fnr) == "avvist"
    assert plan.avvist(404, "DELETE", "access/1")["field"] == "access"
    plan.start_paa_nytt()
    assert plan.ok("GET", "access")["access"] == []
    assert plan.ok("POST", "cases", SOEKNAD)["access"]["id"] == 2
