"""Registering in NIR web, the feed, the journal, the reports and the reasons."""

import pytest

VEDTAK = {"ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01", "fra": "2017-01-01",
          "til": "2017-12-31", "timerPerUke": 37.5}  # fmt: skip


@pytest.fixture
def oslo(plan):
    plan.fnr = plan.person()
    plan.bruker()
    return plan


def melding(plan, *registreringer, **felt):
    alle = [{"eksternId": f"r{nr}", "person": plan.fnr, **r} for nr, r in enumerate(registreringer)]
    return {"user": "oslo", "registrations": alle, **felt}


def vedtak(**endring):
    return {"type": "vedtak", "content": {k: v for k, v in {**VEDTAK, **endring}.items() if v is not None}}


def test_each_registration_gets_its_own_outcome(oslo):
    svar = oslo.ok("POST", "registrations", melding(
        oslo, vedtak(), {"type": "avslutning", "content": {
            "ordning": "intro", "dato": "2018-01-01", "avslutningsaarsak": "finnesIkke"}},
    ))  # fmt: skip
    godtatt, avvist = svar["utfall"]
    assert (godtatt["utfall"], avvist["utfall"]) == ("godtatt", "avvist")
    assert {"regel", "alvor", "tekst", "tekstEngelsk", "felt", "proveniens"} == set(avvist["funn"][0])
    (post,) = oslo.ok("GET", f"persons/{oslo.fnr}")["registrering"]
    assert (post["kanal"], post["aktoer"], post["content"]["timerPerUke"]) == ("NIR-web", "oslo", "37.5")


def test_a_registration_is_deleted_by_its_key_alone(oslo):
    oslo.ok("POST", "registrations", melding(oslo, vedtak()))
    svar = oslo.ok("POST", "registrations", melding(oslo, {"handling": "slett"}))
    assert svar["utfall"][0]["utfall"] == "godtatt"
    assert oslo.ok("GET", f"persons/{oslo.fnr}")["registrering"] == []


def test_the_same_message_gets_the_same_receipt(oslo):
    kropp = melding(oslo, vedtak(), meldingsId="m-1")
    forst, igjen = (oslo.ok("POST", "registrations", kropp) for _ in range(2))
    assert igjen == {**forst, "gjentatt": True}
    annet = melding(oslo, vedtak(til="2017-06-30"), meldingsId="m-1")
    assert oslo.avvist(409, "POST", "registrations", annet)["code"] == "MeldingsIdBrukt"


@pytest.mark.parametrize(
    ("registrering", "felt", "tekst"),
    [
        (vedtak(fra=None), "content.fra", "mangler"),
        (vedtak(fra="2017-13-01"), "content.fra", "finnes ikke i kalenderen"),
        (vedtak(fra=20170101), "content.fra", "skal være en dato"),
        (vedtak(timerPerUke=37.555), "content.timerPerUke", "to desimaler"),
        (vedtak(timerPerUke="mange"), "content.timerPerUke", "timetall"),
        (vedtak(begrunnelse="x" * 1001), "content.begrunnelse", "0–1000 tegn"),
        (vedtak(begrunnelse="\u0001"), "content.begrunnelse", "U+0001"),
        (vedtak(vedtaksDato="2017-01-01"), "content.vedtaksDato", "mente du vedtaksdato?"),
        ({"type": "vedtakk", "content": {}}, "type", "mente du vedtak?"),
        ({"type": "vedtak"}, "content", "mangler"),
        ({"content": {}}, "type", "mangler"),
        (
            {"type": "fulltidVgo", "content": {"deltar": "ja", "fra": "2017-01-01"}},
            "content.deltar",
            "skal være true",
        ),
    ],
)
def test_content_that_has_not_the_form_names_registration_and_field(oslo, registrering, felt, tekst):
    problem = oslo.avvist(422, "POST", "registrations", melding(oslo, vedtak(), registrering))
    (feil,) = problem["errors"]
    assert (feil["registration"], feil["eksternId"], feil["field"]) == (1, "r1", f"registrations.1.{felt}")
    assert tekst in feil["detail"]
    assert oslo.ok("GET", f"persons/{oslo.fnr}")["registrering"] == []


def test_every_error_of_form_is_told(oslo):
    problem = oslo.avvist(422, "POST", "registrations", melding(oslo, vedtak(fra=None, til="x"), {"type": "timer"}))
    assert len(problem["errors"]) == 3


@pytest.mark.parametrize(
    ("endring", "status", "felt"),
    [
        ({"user": "ukjent"}, 422, "user"),
        ({"kommune": "1201"}, 403, "kommune"),
        ({"registrations": []}, 422, "registrations"),
        ({"registrations": [{"eksternId": "x", "person": "1"}] * 1001}, 422, "registrations"),
        ({"registrations": [{"person": "1"}]}, 422, "registrations.0.eksternId"),
    ],
)
def test_a_message_that_is_refused_whole(oslo, endring, status, felt):
    assert oslo.avvist(status, "POST", "registrations", {**melding(oslo, vedtak()), **endring})["field"] == felt


def test_the_feed_and_the_journal_tell_what_happened(oslo):
    oslo.ok("POST", "registrations", melding(oslo, vedtak(), meldingsId="m-1"))
    side = oslo.ok("GET", "feed?kommune=0301")
    assert [(e["handling"], e["person"], e["registrering"]["type"]) for e in side["endring"]] == [
        ("ny", oslo.fnr, "vedtak")
    ]
    assert oslo.ok("GET", f"feed?kommune=0301&after={side['sisteSekvens']}")["endring"] == []
    siste = oslo.ok("GET", "journal?limit=1")["journal"][0]
    assert (siste["meldingsId"], siste["kanal"], siste["antall"]["godtatt"]) == ("m-1", "NIR-web", 1)
    eldre = oslo.ok("GET", f"journal?before={siste['journalnummer']}")["journal"]
    assert [e["operasjon"] for e in eldre] == ["OpprettBruker", "OpprettPerson"]
    assert "hemmelig" not in str(eldre)


def test_reports_come_as_json_and_csv(oslo):
    rapport = oslo.ok("GET", "reports/avsluttede?aar=2017")
    assert rapport["rader"] == []
    csv = oslo.kall("GET", "reports/avsluttede?aar=2017&format=csv")
    assert csv.data.startswith(b"\xef\xbb\xbfKommune;")
    assert csv.headers["Content-Disposition"] == 'attachment; filename="avsluttede.csv"'
    assert "avsluttede" in [r["navn"] for r in oslo.ok("GET", "reports")["reports"]]


@pytest.mark.parametrize(
    ("sti", "status", "felt"),
    [
        ("reports/fravaer", 404, "navn"),
        ("reports/avsluttede", 422, "aar"),
        ("reports/avsluttede?aar=2017&maaned=1", 422, "maaned"),
        ("reports/avsluttede?aar=2017&format=xls", 422, "format"),
        ("reports/avsluttede?aar=2017&aar=2018", 422, "aar"),
        ("clock/due?days=mange", 422, "days"),
        ("clock/due?dager=3", 422, "dager"),
        ("clock?x=1", 422, "x"),
        ("feed", 422, "kommune"),
    ],
)
def test_a_wrong_question_names_its_parameter(oslo, sti, status, felt):
    assert oslo.avvist(status, "GET", sti)["field"] == felt


def test_why_tells_of_a_message_and_of_a_person(oslo):
    oslo.ok("POST", "registrations", melding(oslo, vedtak(), meldingsId="m/1"))
    assert oslo.ok("GET", "why/m%2F1")["slag"] == "melding"
    assert oslo.ok("GET", f"why/{oslo.fnr}?lang=en")["slag"] == "person"
    tekst = oslo.kall("GET", f"why/{oslo.fnr}?format=text")
    assert tekst.content_type == "text/plain; charset=utf-8"
    assert "Person 1" in tekst.text
    assert oslo.avvist(404, "GET", "why/borte")["field"] == "referanse"
    assert oslo.avvist(422, "GET", "why/borte?lang=nn")["field"] == "lang"
