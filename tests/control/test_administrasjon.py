"""Users, access and rule parameters."""

import pytest

BRUKER = {"user": "fagsystem", "kommune": "0301", "roles": ["kommuneintrobruker"]}
TILGANG = {"kommune": "0301", "from": "2017-01-01", "to": "2017-12-31", "ordning": "intro", "until": "2018-06-12"}


def test_a_password_is_made_and_shown_once(plan):
    ny = plan.ok("POST", "users", BRUKER)
    assert len(ny["password"]) >= 16
    assert plan.sandbox.bruker("fagsystem").passord == ny["password"]
    assert plan.ok("GET", "users") == {"users": [BRUKER]}


def test_a_password_that_was_given_is_not_repeated(plan):
    assert "password" not in plan.ok("POST", "users", {**BRUKER, "password": "hemmelig"})


@pytest.mark.parametrize(
    ("endring", "felt"),
    [
        ({"roles": ["sjef"]}, "roles"), ({"roles": []}, "roles"), ({"kommune": "9999"}, "kommune"),
        ({"user": "NIR"}, "user"), ({"user": "a:b"}, "user"), ({"user": ""}, "user"), ({"user": 7}, "user"),
    ],
)  # fmt: skip
def test_a_user_that_cannot_be_names_the_field(plan, endring, felt):
    assert plan.avvist(422, "POST", "users", {**BRUKER, **endring})["field"] == felt
    assert plan.ok("GET", "users")["users"] == []


def test_a_name_that_is_empty_is_told_so(plan):
    bruker = {"user": "", "kommune": "0301", "roles": ["kommuneintrobruker"]}
    assert "user kan ikke være tom" in plan.avvist(422, "POST", "users", bruker)["detail"]


def test_a_user_is_made_once(plan):
    plan.ok("POST", "users", BRUKER)
    assert plan.avvist(409, "POST", "users", BRUKER)["field"] == "user"


def test_a_user_has_its_password_changed_and_is_removed_and_the_journal_tells_without_the_password(plan):
    plan.ok("POST", "users", BRUKER)
    assert "password" not in plan.ok("PATCH", "users/fagsystem", {"password": "hemmeligere"})
    assert plan.sandbox.bruker("fagsystem").passord == "hemmeligere"
    laget = plan.ok("PATCH", "users/fagsystem", {})
    assert plan.sandbox.bruker("fagsystem").passord == laget["password"] != "hemmeligere"
    plan.ok("DELETE", "users/fagsystem")
    assert plan.ok("GET", "users")["users"] == []
    journal = plan.ok("GET", "journal")["journal"]
    assert [en["operasjon"] for en in journal] == ["FjernBruker", "ByttPassord", "ByttPassord", "OpprettBruker"]
    assert {en["kanal"] for en in journal} == {"kontroll"}
    hele = [plan.ok("GET", f"journal/{en['journalnummer']}") for en in journal]
    assert "hemmeligere" not in str(hele)
    assert laget["password"] not in str(hele)


@pytest.mark.parametrize(("metode", "kropp"), [("PATCH", {}), ("DELETE", None)])
def test_a_user_that_is_not_there_is_met_with_the_one_that_is_like_it(plan, metode, kropp):
    plan.ok("POST", "users", BRUKER)
    feil = plan.avvist(404, metode, "users/fagsytem", kropp)
    assert (feil["field"], "mente du fagsystem?" in feil["detail"]) == ("user", True)
    assert plan.avvist(422, "PATCH", "users/fagsystem", {"password": ""})["field"] == "password"


def test_access_is_granted_and_listed(plan):
    svar = plan.ok("POST", "access", {**TILGANG, "merke": "Introtiltak 2017"})
    assert (
        plan.ok("GET", "access")["access"]
        == [svar]
        == [{"id": 1, **TILGANG, "merke": "Introtiltak 2017", "case": None}]
    )


@pytest.mark.parametrize(
    ("endring", "felt"),
    [({"to": "2016-12-31"}, "to"), ({"ordning": "alt"}, "ordning"), ({"until": "12. juni"}, "until")],
)
def test_access_that_cannot_be_names_the_field(plan, endring, felt):
    assert plan.avvist(422, "POST", "access", {**TILGANG, **endring})["field"] == felt


def parameter(plan, regel="VINDU-TO-MAANEDER", navn="maaneder"):
    (en,) = [r for r in plan.ok("GET", "rules")["rules"] if r["id"] == regel]
    return next(p for p in en["parameter"] if p["navn"] == navn)


def test_a_parameter_holds_in_its_sandbox_until_it_is_given_back(plan):
    sti = "rules/VINDU-TO-MAANEDER/parameters/maaneder"
    plan.ok("PUT", sti, {"value": 3})
    assert (parameter(plan)["verdi"], parameter(plan)["standard"]) == (3, 2)
    plan.ok("PUT", sti, {"value": "4"})
    assert parameter(plan)["verdi"] == 4
    plan.ok("DELETE", sti)
    assert parameter(plan)["verdi"] == 2


def test_a_switch_takes_true_and_ja(plan):
    sti = "rules/OVERFOERING-STENGT/parameters/nytt_nummer"
    for verdi in (True, "ja"):
        plan.ok("PUT", sti, {"value": verdi})
        assert parameter(plan, "OVERFOERING-STENGT", "nytt_nummer")["verdi"] is True


def test_a_rule_a_parameter_or_a_value_that_is_none_is_refused(plan):
    assert plan.avvist(404, "PUT", "rules/VINDU/parameters/maaneder", {"value": 3})["field"] == "rule"
    sti = "rules/VINDU-TO-MAANEDER/parameters"
    assert plan.avvist(422, "PUT", f"{sti}/uker", {"value": 3})["field"] == "parameter"
    assert plan.avvist(422, "PUT", f"{sti}/maaneder", {"value": "mange"})["field"] == "value"
    assert plan.avvist(422, "PUT", f"{sti}/maaneder", {"value": None})["field"].startswith("value")


@pytest.mark.parametrize(
    ("regel", "navn", "verdi"),
    [
        ("PROGRAM-TIMER", "timer", "NaN"),
        ("PROGRAM-TIMER", "timer", "1e400"),
        ("PROGRAM-TIMER", "timer", "-5"),
        ("PROGRAM-TIMER", "timer", "168.5"),
        ("LOV-6A", "utdanningsbakgrunn_fra", "20230701"),
        ("PROGRAM-TID", "fjerde_aar_fra", "2023-W01-1"),
        ("FUNKSJON-DATO", "integreringsloven.tiltak", "20210301"),
    ],
)
def test_a_number_or_a_day_that_a_rule_cannot_work_with_is_refused(plan, regel, navn, verdi):
    assert plan.avvist(422, "PUT", f"rules/{regel}/parameters/{navn}", {"value": verdi})["field"] == "value"


@pytest.mark.parametrize("sti", ["persons?after", "journal?before", "feed?kommune=0301&after"])
def test_a_number_beyond_the_database_is_refused(plan, sti):
    assert "høyst" in plan.avvist(422, "GET", f"{sti}={2**63}")["detail"]
