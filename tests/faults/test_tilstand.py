"""What a lost answer leaves behind on both databases, and how the clients get out of it: the reason for all this."""

import datetime as dt
import threading
import time
from typing import Any

import pytest
import requests
import zeep
from zeep.wsse.username import UsernameToken

from mocknir.clock.klokke import Klokke, Modus, les_tid
from mocknir.journal.hvorfor import forklar
from tests.contract.nir import PASSORD, TEXT_XML, Nir, konvolutt, raa_svar
from tests.faults.conftest import Klient, Sett

VEDTAK = {"ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": dt.date(2017, 1, 1),
          "fra": dt.date(2017, 1, 1)}  # fmt: skip


@pytest.fixture
def zeepklient(nir: Nir) -> Any:
    sesjon = requests.Session()
    sesjon.trust_env = False
    transport = zeep.Transport(session=sesjon, timeout=20, operation_timeout=20)
    return zeep.Client(nir.url + "?wsdl", transport=transport, wsse=UsernameToken("oslo", PASSORD)).service


def overfoer(tjeneste: Any, nir: Nir, meldings_id: str) -> Any:
    registrering = {"eksternId": "v-1", "foedselsnummer": nir.fnr, "handling": "registrer", "vedtak": VEDTAK}
    return tjeneste.OverfoerRegistreringer(meldings_id, "0301", [registrering])


@pytest.mark.parametrize("kind", ["drop", "reset", "html503", "truncate"])
def test_a_client_that_repeats_its_meldings_id_or_asks_gets_the_receipt_of_the_lost_answer(
    klient: Klient, zeepklient: Any, nir: Nir, kind: str
):
    # given an answer that is lost after the message was written
    klient.feil(kind, "on-response" if kind == "truncate" else "after-commit", nth=1)
    with pytest.raises((requests.RequestException, zeep.exceptions.Error)):
        overfoer(zeepklient, nir, "m-1")
    # when one client asks, and another sends the same again
    spurt = zeepklient.HentKvittering("m-1", "0301")
    igjen = overfoer(zeepklient, nir, "m-1")
    # then both have the same receipt, and there is one registration
    assert [u.utfall for u in spurt.utfall] == [u.utfall for u in igjen.utfall] == ["godtatt"]
    assert spurt.journalnummer == igjen.journalnummer == klient.slag()[0][0]
    assert (spurt.gjentatt, igjen.gjentatt) == (False, True)
    assert klient.registrert() == 1


def test_a_client_that_sends_it_as_a_new_message_sees_that_nothing_changed(klient: Klient):
    klient.feil("drop", "after-commit", nth=1)
    klient.send("m-1")
    assert klient.send("m-2").kvittert == "uendret"
    assert klient.registrert() == 1


def test_what_was_lost_before_the_commit_never_came(klient: Klient):
    # given an answer that is lost before the message is written
    klient.feil("drop", "before-commit", nth=1)
    assert klient.send().utfall == "mistet"
    # then there is no receipt to ask for, nothing in the feed, and the call is told
    assert klient.kvittering().tekst("n:NirFeil/n:kode") == "UkjentMelding"
    feed = klient.kall(klient.nir.endringer())
    assert feed.soap.findall(".//{*}endring") == []
    tekst = forklar(klient.nir.sandbox, "m-1").tekst
    assert "Meldingen «m-1» kom inn" in tekst
    assert (
        "Svaret ble borte etter at meldingen var vurdert, men før den ble skrevet: forbindelsen ble lukket (feil 1)."
    ) in tekst
    assert "Registeret har ingenting av kallet" in tekst
    # and participants that were looked at are not remembered as they would have been
    assert klient.send("m-2").kvittert == "godtatt"
    assert klient.registrert() == 1


def test_why_tells_of_the_lost_answer_in_both_languages(klient: Klient):
    klient.feil("drop", "after-commit")
    klient.send()
    nummer = klient.slag()[0][0]
    nb, en = (forklar(klient.nir.sandbox, "m-1", lang) for lang in ("nb", "en"))
    assert f"står som #{nummer} i journalen" in nb.tekst
    assert "Svaret ble borte etter at meldingen var skrevet: forbindelsen ble lukket (feil 1)." in nb.tekst
    assert "The answer was lost after the message was written: the connection was closed (fault 1)." in en.tekst
    (feil,) = nb.som_dict()["meldinger"][0]["faults"]
    assert (feil["fault"], feil["stage"], feil["kind"], feil["journalnummer"]) == (1, "after-commit", "drop", nummer)


@pytest.mark.parametrize("stage", ["before-parse", "before-commit", "after-commit", "on-response"])
def test_others_go_on_while_a_call_waits(klient: Klient, nir: Nir, stage: str):
    # given a call that waits for a while
    klient.feil("delay", stage, seconds=0.6, meldings_id="treg")
    sett: list[Sett] = []
    treg = threading.Thread(target=lambda: sett.append(klient.send("treg")))
    treg.start()
    # when another client of the same sandbox sends until it is through
    rask = Klient(nir)
    ganger = 0
    while treg.is_alive():
        svar = rask.send(f"rask-{ganger}")
        assert svar.kvittert in ("godtatt", "uendret")
        assert svar.sekunder < 0.5
        ganger += 1
    treg.join()
    rask.forbindelse.close()
    # then it had many answers meanwhile, and the slow one got its own in the end
    assert ganger > 2
    assert sett[0].sekunder >= 0.6
    assert sett[0].kvittert in ("godtatt", "uendret")
    assert klient.registrert() == 1


def test_a_repetition_overtakes_the_call_that_waits_before_its_commit(klient: Klient, nir: Nir):
    klient.feil("delay", "before-commit", seconds=0.5, nth=1)
    sett: list[Sett] = []
    treg = threading.Thread(target=lambda: sett.append(klient.send()))
    treg.start()
    while not nir.sandbox.faults.count(nir.sandbox.faults.rules[0]).struck:
        pass
    utaalmodig = Klient(nir)
    foerst = utaalmodig.send()
    treg.join()
    utaalmodig.forbindelse.close()
    assert (foerst.tekst("n:gjentatt"), sett[0].tekst("n:gjentatt")) == ("false", "true")
    assert foerst.tekst("n:kvittering/n:journalnummer") == sett[0].tekst("n:kvittering/n:journalnummer")
    assert klient.registrert() == 1


def test_what_is_undone_does_not_turn_the_clock_back(klient: Klient, nir: Nir):
    # given a running clock, and a night that closes somebody before the next call
    sandbox = nir.sandbox
    klient.kall(nir.overfoer(nir.registrering(nir.vedtak(rest="<til>2017-02-01</til>"))))
    naa = [sandbox.vegg()]
    sandbox.vegg = lambda: naa[0]
    sandbox.sett_klokke(Klokke(sandbox.naa(), naa[0], sandbox.klokke.begynte, Modus.RUNNING, 1.0))
    klient.feil("drop", "before-commit", nth=1)
    naa[0] += (les_tid("2020-01-01") - les_tid("2017-01-01")).total_seconds()
    # when that call is undone
    assert klient.send("m-2").utfall == "mistet"
    # then the night has passed all the same, once
    (program,) = sandbox.bilde(nir.fnr).programmer
    assert program.rad.avsluttet_av == "NIR"
    assert sandbox.naa().year == sandbox.klokke.anker.year == 2020


def test_a_clock_that_was_moved_on_trial_stands_where_it_stood(nir: Nir):
    sandbox = nir.sandbox
    assert sandbox.forsoek(lambda: sandbox.flytt_klokken(les_tid("2018-01-01")), lambda: True)[1] is None
    assert sandbox.naa() == les_tid("2017-01-01").replace(hour=8)
    assert sandbox.forsoek(lambda: sandbox.flytt_klokken(les_tid("2018-01-01")))[1] is not None
    assert sandbox.naa().year == 2018


@pytest.mark.parametrize("stage", ["before-parse", "before-commit"])
def test_what_was_counted_stands_while_the_call_waits(klient: Klient, nir: Nir, stage: str):
    regel = klient.feil("delay", stage, seconds=0.4, nth=1)
    treg = threading.Thread(target=klient.send)
    treg.start()
    while not nir.sandbox.faults.count(regel).struck:
        pass
    time.sleep(0.1)
    # when the sandbox is read anew meanwhile
    nir.sandbox.les_paa_nytt()
    # then the fault is spent, and the next client does not meet it
    assert nir.sandbox.faults.count(regel) == (1, 1)
    treg.join()
    assert klient.send("m-2").sekunder < 0.4


def test_a_connection_that_was_kept_goes_on_after_a_fault_that_leaves_it(klient: Klient):
    klient.feil("fault:InternFeil", "after-commit", nth=1)
    klient.feil("dribble", "on-response", nth=2, seconds=0.01, bytes=100)
    klient.send("m-0")
    port = klient.forbindelse.sock.getsockname()
    assert klient.send("m-1").kvittert == "uendret"
    assert klient.send("m-2").kvittert == "uendret"
    assert klient.forbindelse.sock.getsockname() == port


def test_a_call_sent_ahead_on_a_connection_that_is_lost_is_not_done(klient: Klient, nir: Nir):
    klient.feil("drop", "after-commit", nth=1)
    # given two calls written at once
    kropper = [konvolutt(nir.ett_vedtak(id_), hode=nir.token()).encode() for id_ in ("m-1", "m-2")]
    hode = f"POST /{nir.sandbox.navn}/ws4 HTTP/1.1\r\nHost: nir\r\nContent-Type: {TEXT_XML}\r\nContent-Length: "
    # then nothing is answered, the first is done and the second is not
    assert raa_svar(nir, b"".join(f"{hode}{len(k)}\r\n\r\n".encode() + k for k in kropper)) == b""
    assert klient.kvittering("m-1").kvittert == "godtatt"
    assert klient.kvittering("m-2").tekst("n:NirFeil/n:kode") == "UkjentMelding"


def test_a_snapshot_and_a_fork_keep_the_plan_with_what_it_has_counted(klient: Klient, nir: Nir):
    # given a fault that strikes the third transfer, after one of them
    klient.feil("drop", "after-commit", nth=3)
    assert klient.send("m-1").utfall == "svar"
    alle, navn = nir.tjener.sandkasser, nir.sandbox.navn
    alle.ta_snapshot(navn, "foer")
    alle.fork(navn, f"{navn}-gren")
    # when the second and third are sent, then put back and sent again, and sent in the fork
    forloep = [[klient.send(f"m-{nr}").utfall for nr in (2, 3)]]
    nir.sandbox = alle.gjenopprett(navn, "foer")
    forloep.append([klient.send(f"m-{nr}").utfall for nr in (2, 3)])
    nir.sandbox = alle.hent(f"{navn}-gren")
    forloep.append([klient.send(f"m-{nr}").utfall for nr in (2, 3)])
    # then all of them lose the third, and tell of it once
    assert forloep == [["svar", "mistet"]] * 3
    assert len(klient.slag()) == 1
    alle.slett(nir.sandbox.navn)
    nir.sandbox = alle.hent(navn)
    assert len(klient.slag()) == 1


def test_a_call_that_waits_while_the_sandbox_is_put_back_finds_its_way_out(klient: Klient, nir: Nir):
    alle, navn = nir.tjener.sandkasser, nir.sandbox.navn
    klient.feil("delay", "after-commit", seconds=0.5)
    alle.ta_snapshot(navn, "foer")
    sett: list[Sett] = []
    treg = threading.Thread(target=lambda: sett.append(klient.send("m-1")))
    treg.start()
    while not klient.slag():
        pass
    nir.sandbox = alle.gjenopprett(navn, "foer")
    treg.join()
    assert sett[0].kvittert == "godtatt"
    assert klient.registrert() == 0
    assert klient.send("m-2").kvittert == "godtatt"
    assert len(klient.slag()) == 1
