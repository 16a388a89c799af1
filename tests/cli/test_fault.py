"""`mocknir fault`, against `mocknir serve`."""

import http.client
import json
from urllib.parse import urlsplit

import pytest


def hent_kodeverk(mocknir):
    """A call without credentials: what it is answered does not matter here."""
    delt = urlsplit(mocknir.url)
    forbindelse = http.client.HTTPConnection(str(delt.hostname), delt.port, timeout=10)
    try:
        forbindelse.request("POST", f"/{mocknir.sandbox}/ws4", "<x/>", {"Content-Type": "text/xml"})
        return forbindelse.getresponse().status
    finally:
        forbindelse.close()


def test_a_fault_strikes_once_and_the_list_says_so(mocknir):
    ut = mocknir("fault", "add", "--kind", "drop", "--stage", "before-parse", "--nth", "2", "--times", "1")
    assert "feil 1: drop før lesing (before-parse), alle kall, fra kall nr. 2, 1 gang" in ut.output
    assert hent_kodeverk(mocknir) == 500
    with pytest.raises(http.client.RemoteDisconnected):
        hent_kodeverk(mocknir)
    assert hent_kodeverk(mocknir) == 500
    (feil,) = json.loads(mocknir("fault", "list", "--format", "json").output)["faults"]
    assert (feil["seen"], feil["struck"], feil["spent"]) == (2, 1, True)
    assert "drop" in mocknir("fault", "list").output


def test_a_reset_comes_over_the_wire_of_the_real_server(mocknir):
    mocknir("fault", "add", "--kind", "reset", "--stage", "before-parse")
    with pytest.raises(ConnectionResetError) as brudd:
        hent_kodeverk(mocknir)
    assert not isinstance(brudd.value, http.client.RemoteDisconnected)


def test_a_match_is_written_field_by_field(mocknir):
    ord_ = "--kind delay --seconds 0.1 --match kommune=0301 --match meldingsid=m=* --probability 0.5"
    mocknir("fault", "add", *ord_.split(), "--operation", "OverfoerRegistreringer")
    (feil,) = json.loads(mocknir("fault", "list", "--format", "json").output)["faults"]
    assert feil["match"] == {"kommune": "0301", "meldingsId": "m=*", "person": None, "user": None}
    assert (feil["seconds"], feil["probability"]) == (0.1, 0.5)
    assert "kommune=0301" in mocknir("fault", "list").output


def test_one_is_taken_out_or_all(mocknir):
    for _ in range(3):
        mocknir("fault", "add", "--kind", "drop")
    mocknir("fault", "clear", "2")
    assert [en["id"] for en in json.loads(mocknir("fault", "list", "--format", "json").output)["faults"]] == [1, 3]
    mocknir("fault", "clear")
    assert "(ingen / none)" in mocknir("fault", "list").output


@pytest.mark.parametrize(
    ("ord_", "sagt"),
    [
        (("--kind", "dropp"), "--kind: «dropp» er ingen slags feil; mente du drop?"),
        (("--kind", "dribble", "--stage", "after-commit"), "den kan ved on-response"),
        (("--kind", "drop", "--match", "kommun=0301"), "kommune=0301"),
        (("--kind", "drop", "--stage", "aldri"), "before-parse"),
        (("--kind", "drop", "--nth", "0"), "--nth: 0 må være minst 1 / 0 must be at least 1"),
        (("--kind", "drop", "--probability", "1.5"), "må være minst 0 og høyst 1"),
        (("--kind", "delay", "--seconds", "0"), "må være over 0 og høyst 600"),
    ],
)
def test_what_cannot_be_says_what_can(mocknir, ord_, sagt):
    assert sagt in mocknir("fault", "add", *ord_, rc=2).output


def test_the_kinds_are_shown_with_what_they_teach(mocknir):
    tekst = mocknir("fault", "kinds").output
    assert "HentKvittering" in tekst
    assert "fault:OverfoeringStengt" in tekst
    slag = json.loads(mocknir("fault", "kinds", "--format", "json").output)["kinds"]
    assert {en["kind"] for en in slag} >= {"delay", "drop", "reset", "truncate", "dribble", "duplicate-delivery"}
