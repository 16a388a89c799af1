"""The event stream: what happens in a sandbox, in order and without a gap, to listeners that eat no server."""

import json
import threading
import time

import pytest

from mocknir.app import in_process
from mocknir.client import ConnectionLost
from mocknir.control import hendelser
from mocknir.control.lyttere import Lyttere
from mocknir.control.modeller import Hendelsessporring
from mocknir.sandbox import Sandboxes
from mocknir.store.varsel import Varsel
from tests.kommune import Kommune

VEDTAK = {"ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01", "fra": "2017-01-01",
          "til": "2018-12-31"}  # fmt: skip


def les(tekst):
    """The events of a stream: number and data."""
    ut = []
    for blokk in tekst.split("\n\n"):
        felter = dict(linje.split(": ", 1) for linje in blokk.split("\n") if not linje.startswith(":") and linje)
        if "data" in felter:
            ut.append((int(felter["id"]), json.loads(felter["data"])))
    return ut


def hent(plan, **sporring):
    svar = plan.kall("GET", "events", query_string={"hold": "0", **sporring})
    assert svar.content_type == "text/event-stream"
    return les(svar.text)


def test_everything_that_happens_is_told_with_its_number_in_the_journal(plan):
    fnr, _ = plan.person(), plan.bruker()
    plan.ok("POST", "registrations", {"user": "oslo", "meldingsId": "m1", "registrations": [
        {"eksternId": "V1", "person": fnr, "type": "vedtak", "content": VEDTAK},
    ]})  # fmt: skip
    plan.ok("PUT", "rules/LUKKING-OPPHOLD/parameters/maaneder", {"value": 4})
    plan.ok("PUT", "cases/policy", {"mode": "innvilg-alle"})
    plan.ok("POST", "cases", {"kommune": "0301", "from": "2016-01-01", "to": "2016-12-31", "begrunnelse": "x"})
    plan.ok("POST", "faults", {"kind": "drop", "operation": "HentDeltaker"})
    plan.ok("POST", "clock/advance", {"to": "2019-12-31"})
    alle = hent(plan)
    assert [data["type"] for _, data in alle] == [
        "central", "user", "transfer", "parameter", "case", "case", "case", "access", "plan", "closing", "clock",
    ]  # fmt: skip
    numre = [nummer for nummer, _ in alle]
    assert numre == sorted(set(numre)) == [data["entry"]["journalnummer"] for _, data in alle]
    lukking = alle[-2][1]
    assert [en["regel"] for en in lukking["closings"]] == ["LUKKING-OPPHOLD"]
    assert lukking["tekst"] == f"NIR lukket i kommune 0301 Oslo: {fnr} (LUKKING-OPPHOLD)"
    assert alle[2][1]["tekstEngelsk"] == "OverfoerRegistreringer (oslo, kommune 0301 Oslo, m1): 1 accepted"
    assert "NIR closed 1" in alle[-1][1]["tekstEngelsk"]
    assert all(data["tekst"] and data["tekstEngelsk"] for _, data in alle)


def test_a_fault_that_struck_is_told_with_what_it_struck():
    # given an answer that is lost after the message was written, and a message that is lost before it
    server = in_process()
    with server.create() as nir:
        ola = nir.person(kommune="0301")
        nir.fault(operation="OverfoerRegistreringer", stage="after-commit", kind="drop", nth=1)
        nir.fault(operation="OverfoerRegistreringer", stage="before-commit", kind="reset", nth=2)
        vedtak = {"person": ola, "type": "vedtak", "eksternId": "v1", **VEDTAK}
        for _ in range(2):
            with pytest.raises(ConnectionLost):
                nir.transfer("0301", [vedtak], meldings_id="m1")
        nir.transfer("0301", [vedtak], meldings_id="m1")
        stroem = nir.control.transport.send("GET", f"/control/v1/sandboxes/{nir.name}/events?hold=0")
    server.close()
    *_, tapt, rammet, igjen = (data for _, data in les(stroem.body.decode()))
    assert [data["type"] for data in (tapt, rammet, igjen)] == ["transfer", "strike", "repeat"]
    assert "1 accepted. The answer was lost after the message was written" in tapt["tekstEngelsk"]
    assert [slag["stage"] for slag in tapt["entry"]["faults"]] == ["after-commit"]
    assert "before it was written" in rammet["tekstEngelsk"]
    assert "the same again" in igjen["tekstEngelsk"]


def test_who_comes_back_goes_on_from_what_was_heard_last(plan):
    for nr in range(1, 5):
        plan.person(nr)
    alle = hent(plan)
    assert hent(plan, after=alle[1][0]) == alle[2:]
    svar = plan.kall("GET", "events", query_string={"hold": "0", "after": "0"},
                     headers={"Last-Event-ID": str(alle[2][0])})  # fmt: skip
    assert les(svar.text) == alle[3:]
    assert hent(plan, after=alle[-1][0]) == []
    assert plan.avvist(422, "GET", "events", headers={"Last-Event-ID": "x"})["field"] == "Last-Event-ID"


def test_who_has_heard_more_than_there_is_is_told_of_the_reset_and_hears_all_anew(plan):
    plan.person()
    plan.person(2)
    plan.ok("POST", "reset")
    plan.person(3)
    (nullstilt, person) = hent(plan, after=2)
    assert nullstilt == (0, {"type": "reset"})
    assert person[1]["type"] == "central"


@pytest.fixture
def lyttere(plan):
    """Places of our own, in front of the sandbox."""
    return Lyttere(2)


def lytt(plan, lyttere, hoert, hold=20.0, **valg):
    """A listener in a thread of its own, which notes when it heard what."""
    inn = Hendelsessporring(hold=hold, **valg)

    def hoer():
        for tekst in hendelser._stroem(plan.sandbox, 0, inn, lyttere):
            hoert.append((time.monotonic(), tekst))

    traad = threading.Thread(target=hoer)
    traad.start()
    vent(lambda: hoert)
    return traad


def vent(til, sekunder=5.0):
    slutt = time.monotonic() + sekunder
    while not til():
        assert time.monotonic() < slutt
        time.sleep(0.002)


def test_a_held_listener_hears_at_once_and_lets_go_when_the_server_stops(plan, lyttere):
    hoert: list[tuple[float, str]] = []
    traad = lytt(plan, lyttere, hoert)
    for nr in (1, 2):
        plan.person(nr)
        naa = time.monotonic()
        vent(lambda nr=nr: len(hoert) == nr + 1)
        assert hoert[-1][0] - naa < 0.5
    lyttere.stopp()
    traad.join(2)
    assert not traad.is_alive()
    assert len(les("".join(tekst for _, tekst in hoert))) == 2


def test_more_listeners_than_places_are_answered_at_once_and_asked_to_come_back(plan, lyttere):
    plan.person()
    hoert: list[list[tuple[float, str]]] = [[], [], []]
    traader = [lytt(plan, lyttere, en) for en in hoert]
    traader[2].join(2)
    assert [traad.is_alive() for traad in traader] == [True, True, False]
    assert hoert[2][0][1] == f"retry: {hendelser.KOM_TILBAKE_SNART}\n\n"
    assert len(les(hoert[2][-1][1])) == 1
    # and a place that is given up is there for the next
    lyttere.stopp()
    for traad in traader:
        traad.join(2)
    lyttere.stoppet = False
    with lyttere.plass(Varsel()) as fikk:
        assert fikk


def test_who_asks_for_the_first_alone_is_answered_when_it_comes(plan, lyttere):
    hoert: list[tuple[float, str]] = []
    traad = lytt(plan, lyttere, hoert, first=True)
    plan.person()
    traad.join(2)
    assert not traad.is_alive()
    assert len(les("".join(tekst for _, tekst in hoert))) == 1


def test_a_listener_lets_go_of_a_sandbox_that_is_deleted(plan, lyttere):
    hoert: list[tuple[float, str]] = []
    traad = lytt(plan, lyttere, hoert)
    plan.ok("DELETE", "")
    traad.join(2)
    assert not traad.is_alive()
    assert plan.navn not in plan.sandboxes.liste()
    assert les("".join(tekst for _, tekst in hoert)) == []
    plan.sandboxes.opprett(plan.navn)


def test_a_silent_sandbox_gives_a_sign_of_life(plan, lyttere, monkeypatch):
    monkeypatch.setattr(hendelser, "LIVSTEGN", 0.01)
    hoert: list[tuple[float, str]] = []
    lytt(plan, lyttere, hoert, hold=0.2).join(2)
    assert ": …\n\n" in [tekst for _, tekst in hoert]


def test_no_event_is_lost_between_what_was_there_and_what_comes(sandkasser: Sandboxes):
    """A writer and a listener side by side, on both databases."""
    sandbox = sandkasser.opprett("strom")
    oslo = Kommune(sandbox)
    hoert: list[str] = []

    mine = Lyttere()

    def hoer():
        hoert.extend(hendelser._stroem(sandbox, 0, Hendelsessporring(hold=20.0), mine))

    traad = threading.Thread(target=hoer)
    traad.start()
    for nr in range(1, 101):
        oslo.person(nr)
    vent(lambda: len(les("".join(hoert))) == 101)
    mine.stopp()
    traad.join(2)
    assert [nummer for nummer, _ in les("".join(hoert))] == list(range(1, 102))
    sandkasser.slett("strom")
