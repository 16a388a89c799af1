"""The fault plan, through the control plane."""

import pytest

from mocknir.faults.kinds import KINDS
from mocknir.soap.feil import SOAP11
from mocknir.soap.kontrakt import NAVNEROM


def test_a_fault_is_added_listed_and_taken_out(plan):
    svar = plan.kall("POST", "faults", {
        "operation": "OverfoerRegistreringer", "match": {"kommune": "0301", "meldingsId": "m-*"}, "nth": 3, "times": 2,
        "stage": "after-commit", "kind": "drop",
    })  # fmt: skip
    assert svar.status_code == 201
    ny = svar.get_json()
    assert ny == {
        "id": 1, "kind": "drop", "stage": "after-commit", "operation": "OverfoerRegistreringer",
        "match": {"kommune": "0301", "meldingsId": "m-*", "person": None, "user": None}, "nth": 3, "probability": None,
        "times": 2, "seconds": None, "bytes": None, "seen": 0, "struck": 0, "spent": False,
        "tekst": "feil 1: drop etter lagring (after-commit), OverfoerRegistreringer, kommune 0301, meldingsId m-*,"
                 " fra kall nr. 3, 2 ganger",
        "tekstEngelsk": "fault 1: drop after writing (after-commit), OverfoerRegistreringer, kommune 0301, meldingsId"
                        " m-*, from call no. 3, 2 times",
    }  # fmt: skip
    assert plan.ok("GET", "faults") == {"faults": [ny]}
    assert plan.kall("DELETE", "faults/1").status_code == 204
    assert plan.ok("GET", "faults") == {"faults": []}
    # and the journal tells that the plan was changed
    fjernet, planlagt = plan.ok("GET", "journal?limit=2")["journal"]
    assert [(en["operasjon"], en["kanal"]) for en in (fjernet, planlagt)] == [
        ("FjernFeil", "kontroll"), ("PlanleggFeil", "kontroll"),
    ]  # fmt: skip
    engelsk = plan.ok("GET", f"journal/{planlagt['journalnummer']}?lang=en")["judgement"]
    assert (planlagt["tekst"], engelsk["tekst"]) == (ny["tekst"], ny["tekstEngelsk"])


def test_only_the_kind_is_needed_and_the_rest_is_what_is_usual_for_it(plan):
    for kind in KINDS.values():
        ny = plan.ok("POST", "faults", {"kind": kind.name})
        assert (ny["stage"], ny["nth"], ny["times"]) == (kind.stages[0], "every", None)
        assert {navn: ny[navn] for navn in kind.parameters} == dict(kind.parameters)
    assert plan.ok("POST", "faults", {"kind": "drop", "nth": "every"})["nth"] == "every"
    assert plan.kall("DELETE", "faults").status_code == 204
    assert plan.ok("GET", "faults") == {"faults": []}


def test_a_reset_empties_the_plan(plan):
    plan.ok("POST", "faults", {"kind": "drop"})
    plan.ok("POST", "reset")
    assert plan.ok("GET", "faults") == {"faults": []}


@pytest.mark.parametrize(
    ("kropp", "felt", "raad"),
    [
        ({"kind": "drop", "stage": "on-response"}, "stage", "den kan ved after-commit, before-commit, before-parse"),
        ({"kind": "drop", "stage": "aftercommit"}, "stage", "before-commit"),
        ({"kind": "truncat"}, "kind", "mente du truncate?"),
        ({"kind": "drop", "operation": "overfoerRegistrering"}, "operation", "mente du OverfoerRegistreringer?"),
        ({"kind": "drop", "operation": "x"}, "operation", "HentKvittering"),
        ({"kind": "drop", "match": {"kommune": "Oslo"}}, "match.kommune", "fire siffer"),
        ({"kind": "drop", "match": {"person": "12"}}, "match.person", "fødselsnummer"),
        ({"kind": "drop", "match": {"kommun": "0301"}}, "match.kommun", "er ikke et felt"),
        ({"kind": "drop", "seconds": 5}, "seconds", "delay, dribble"),
        ({"kind": "drop", "nth": 0}, "nth", "minst 1"),
        ({"kind": "drop", "nth": "tredje"}, "nth", "helt tall"),
        ({"kind": "drop", "probability": 1.5}, "probability", "høyst 1"),
        ({"kind": "drop", "times": 0}, "times", "minst 1"),
        ({"kind": "delay", "seconds": 1e9}, "seconds", "høyst 600"),
        ({"kind": "drop", "kommune": "0301"}, "kommune", "er ikke et felt"),
        ({"stage": "after-commit"}, "kind", "mangler"),
    ],
)
def test_what_cannot_be_planned_says_what_can(plan, kropp, felt, raad):
    problem = plan.avvist(422, "POST", "faults", kropp)
    assert problem["field"] == felt
    assert raad in problem["detail"]
    assert plan.ok("GET", "faults") == {"faults": []}


@pytest.mark.parametrize("nummer", ["7", "x", "99999999999999999999"])
def test_a_fault_that_is_not_there_is_not_found(plan, nummer):
    assert nummer in plan.avvist(404, "DELETE", f"faults/{nummer}")["detail"]


def test_the_table_says_where_each_kind_can_strike_and_what_it_teaches(plan):
    slag = {en["kind"]: en for en in plan.ok("GET", "/fault-kinds")["kinds"]}
    assert slag["drop"]["stages"] == ["after-commit", "before-commit", "before-parse"]
    assert slag["delay"]["parameters"] == {"seconds": 5.0}
    assert "fault:OverfoeringStengt" in slag
    assert all(en["teaches"] and en["teachesEnglish"] for en in slag.values())


def test_the_journal_shows_what_struck_and_what_was_refused_in_both_languages(plan):
    plan.ok("POST", "faults", {"kind": "html503", "stage": "before-parse", "nth": 2})
    for _ in range(2):
        plan.klient.post(f"/{plan.navn}/ws4", data=b"<x/>", content_type="text/xml")
    rammet, avvist, planlagt = plan.ok("GET", "journal?limit=3")["journal"]
    (slag,) = rammet["faults"]
    assert (slag["fault"], slag["nr"], slag["stage"], slag["kind"]) == (1, 1, "before-parse", "html503")
    assert slag["tekst"] == "Klienten fikk en HTML-side med status 503 før meldingen ble lest (feil 1)."
    assert slag["tekstEngelsk"] == "The client got an HTML page with status 503 before the message was read (fault 1)."
    assert (avvist["faults"], avvist["feilkode"]) == ([], "UgyldigMelding")
    assert "begynner med «x»" in avvist["tekst"]
    assert "begins with «x»" in avvist["tekstEngelsk"]
    assert planlagt["operasjon"] == "PlanleggFeil"
    # and an entry of its own keeps the request that was not read
    hel = plan.ok("GET", f"journal/{rammet['journalnummer']}")
    assert (hel["entry"], hel["request"]["text"]) == (rammet, "<x/>")
    assert hel["judgement"]["behandling"] == "forstyrret"


def test_the_rule_that_refused_a_whole_call_is_shown(plan):
    # given a user of another kommune than the one the message is for
    plan.bruker()
    spoersmaal = f'<HentEndringer xmlns="{NAVNEROM}"><kommune>1201</kommune><fraSekvens>0</fraSekvens></HentEndringer>'
    innhold = f'<s:Envelope xmlns:s="{SOAP11}"><s:Body>{spoersmaal}</s:Body></s:Envelope>'
    plan.klient.post(f"/{plan.navn}/ws4", data=innhold, content_type="text/xml", auth=("oslo", "hemmelig"))
    post = plan.ok("GET", "journal?limit=1")["journal"][0]
    assert (post["feilkode"], post["regel"], post["kommune"]) == ("IngenTilgang", "TILGANG-KOMMUNE", "1201")
    assert post["tekstEngelsk"] != post["tekst"]
