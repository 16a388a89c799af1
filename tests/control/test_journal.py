"""The journal: searched, read whole, and asked why."""

import pytest

VEDTAK = {"ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01", "fra": "2017-01-01",
          "til": "2018-12-31"}  # fmt: skip


@pytest.fixture
def overfoert(plan):
    """A person with a decision, and a tiltak that was too late, in one message; then a month passes."""
    fnr, _ = plan.person(), plan.bruker()
    sent = {"tiltakstype": "sprakpraksis", "fra": "2016-08-01", "til": "2016-09-30"}
    plan.ok("POST", "registrations", {"user": "oslo", "meldingsId": "m1", "registrations": [
        {"eksternId": "V1", "person": fnr, "type": "vedtak", "content": VEDTAK},
        {"eksternId": "T1", "person": fnr, "type": "tiltak", "content": sent},
    ]})  # fmt: skip
    plan.ok("POST", "clock/advance", {"to": "2017-02-01"})
    return fnr


def sok(plan, **sporring):
    svar = plan.ok("GET", "journal", query_string=sporring)
    return [post["operasjon"] for post in svar["journal"]]


@pytest.mark.parametrize(
    ("sporring", "ventet"),
    [
        ({"from": "2017-02-01"}, ["FlyttKlokke"]),
        ({"to": "01.01.2017", "channel": "sentralt"}, ["OpprettPerson"]),
        ({"operation": "OpprettBruker"}, ["OpprettBruker"]),
        ({"user": "oslo"}, ["OverfoerRegistreringer"]),
        ({"kommune": "0301", "channel": "NIR-web"}, ["OverfoerRegistreringer"]),
        ({"meldingsId": "m1"}, ["OverfoerRegistreringer"]),
        ({"onlyFaults": "true"}, ["OverfoerRegistreringer"]),
        ({"before": "2"}, ["OpprettPerson"]),
        ({"person": "81899012345"}, []),
    ],
)
def test_each_filter_finds_its_own(plan, overfoert, sporring, ventet):
    assert sok(plan, **sporring) == ventet


def test_a_person_is_found_and_pages_follow_on(plan, overfoert):
    assert sok(plan, person=overfoert) == ["OverfoerRegistreringer", "OpprettPerson"]
    foerste = plan.ok("GET", "journal", query_string={"limit": "3"})
    assert sok(plan) == sok(plan, limit="3") + sok(plan, before=foerste["next"])
    assert plan.ok("GET", "journal")["next"] is None


@pytest.mark.parametrize("sporring", [{"from": "i går"}, {"onlyFaults": "kanskje"}, {"limit": "0"}, {"ident": "1"}])
def test_a_filter_that_cannot_be_names_itself(plan, sporring):
    assert plan.avvist(422, "GET", "journal", query_string=sporring)["field"] == next(iter(sporring))


@pytest.mark.parametrize(
    ("channel", "sies", "said"),
    [
        ("NIR-wep", "mente du NIR-web?", "did you mean NIR-web?"),
        ("tull", "bruk en av WS4, NIR-web, NIR, sentralt, kontroll, klokke", "use one of WS4, NIR-web, NIR,"),
    ],
)
def test_a_way_in_that_there_is_not_is_met_with_those_there_are(plan, channel, sies, said):
    problem = plan.avvist(422, "GET", "journal", query_string={"channel": channel})
    assert problem["field"] == "channel"
    assert sies in problem["detail"]
    assert said in problem["detailEnglish"]


def test_a_way_in_is_found_in_large_and_small_letters(plan, overfoert):
    assert sok(plan, channel="nir-web") == sok(plan, channel="NIR-web") == ["OverfoerRegistreringer"]


def test_an_entry_whole_has_the_request_the_judgement_and_what_it_changed(plan, overfoert):
    nummer = plan.ok("GET", "journal", query_string={"meldingsId": "m1"})["journal"][0]["journalnummer"]
    hel = plan.ok("GET", f"journal/{nummer}")
    assert hel["entry"]["antall"] == {"godtatt": 1, "godtattMedAdvarsel": 0, "uendret": 0, "avvist": 1}
    assert '"eksternId": "T1"' in hel["request"]["text"]
    assert hel["request"]["bytes"] == len(hel["request"]["text"].encode())
    vedtak, tiltak = hel["judgement"]["registreringer"]
    assert "PROGRAM-TID" in vedtak["passert"] + vedtak["gjaldtIkke"]
    assert "VINDU-TO-MAANEDER" in [f["regel"] for f in tiltak["funn"]]
    assert [(v["eksternId"], v["handling"], v["content"]) for v in hel["changes"]] == [("V1", "ny", VEDTAK)]
    assert hel["closings"] == []
    engelsk = plan.ok("GET", f"journal/{nummer}", query_string={"lang": "en"})
    assert engelsk["judgement"]["registreringer"][1]["funn"][0]["tekst"] != tiltak["funn"][0]["tekst"]


def test_an_entry_tells_why(plan, overfoert):
    nummer = plan.ok("GET", "journal", query_string={"meldingsId": "m1"})["journal"][0]["journalnummer"]
    assert plan.ok("GET", f"journal/{nummer}/why")["slag"] == "melding"
    tekst = plan.kall("GET", f"journal/{nummer}/why", query_string={"format": "text", "lang": "en"})
    assert tekst.content_type == "text/plain; charset=utf-8"
    assert "Rule VINDU-TO-MAANEDER" in tekst.text


def test_a_night_of_closings_tells_whom_it_closed(plan, overfoert):
    plan.ok("POST", "clock/advance", {"to": "2019-12-31"})
    (natt,) = plan.ok("GET", "journal", query_string={"channel": "NIR"})["journal"]
    (lukking,) = plan.ok("GET", f"journal/{natt['journalnummer']}")["closings"]
    assert (lukking["person"], lukking["regel"]) == (overfoert, "LUKKING-OPPHOLD")


@pytest.mark.parametrize("nummer", ["999", "x", "99999999999999999999"])
@pytest.mark.parametrize("ende", ["", "/why"])
def test_an_entry_that_is_none_is_not_found(plan, nummer, ende):
    assert plan.avvist(404, "GET", f"journal/{nummer}{ende}")["field"] == "number"
