"""Snapshots, restore, fork and reset, through the front doors, on both databases."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from mocknir.client import Nir, Refused, SoapFault
from tests.sandbox.conftest import Lokal, lokal

NOEKKEL = {
    "type": "vedtak", "ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01", "fra": "2017-01-01",
    "til": "2018-12-31",
}  # fmt: skip


def vedtak(nir: Nir, person: Any, meldings_id: str) -> Any:
    rad = {"person": person, "eksternId": meldings_id, **NOEKKEL}
    return nir.transfer("0301", [rad], meldings_id=meldings_id).utfall[0].utfall


def alt(nir: Nir) -> dict[str, Any]:
    """Everything that a sandbox shows of itself."""
    om = nir.control.get()
    del om["expires"], om["expiresIn"]
    spurt = {navn: nir.control.get(navn) for navn in ("persons", "users", "rules", "faults", "access", "journal")}
    personer = [nir.control.get("persons", en["ident"]) for en in spurt["persons"]["persons"]]
    return {"om": om, **spurt, "personer": personer, "feed": nir.feed("0301")}


def test_a_snapshot_keeps_everything_and_a_restore_puts_it_back(server: Lokal):
    # given a sandbox in which something of every kind has been done
    nir = server.lag("alt", clock=date(2017, 1, 1), seed=7)
    ola = nir.person("0301")
    assert vedtak(nir, ola, "m1") == "godtatt"
    nir.advance(by="1m")
    nir.set("VINDU-TO-MAANEDER", "maaneder", 5)
    nir.control.send("POST", "faults", body={"kind": "delay", "seconds": 0.001, "nth": 3})
    foer = alt(nir)
    tatt = nir.control.send("POST", "snapshots", body={"name": "start"})
    assert (tatt["name"], tatt["clock"]) == ("start", foer["om"]["clock"]["now"])
    # when all of it is changed
    nir.person("0301")
    nir.move(ola, "1103")
    nir.user("1103")
    nir.set("VINDU-TO-MAANEDER", "maaneder", 1)
    nir.control.send("DELETE", "faults")
    nir.control.send("POST", "access", body={
        "kommune": "0301", "from": "2016-01-01", "to": "2016-12-31", "until": "2018-01-01",
    })  # fmt: skip
    fyrt = nir.advance(to="2020-01-01")
    assert fyrt
    nir.control.send("POST", "reset", body={"clock": "2019-01-01", "seed": 8})
    assert alt(nir) != foer
    # then a restore puts it back, the clock too, and says where it stands
    svar = nir.control.send("POST", "snapshots", "start", "restore")
    assert svar["clock"] == foer["om"]["clock"]
    assert alt(nir) == foer
    # and the register goes on from there: what it knew it knows, and what came after is new
    nir = server.server.sandbox("alt")
    assert nir.receipt("0301", "m1").outcomes == {"m1": "godtatt"}
    assert vedtak(nir, nir.person("0301"), "m2") == "godtatt"
    assert [en.person for en in nir.advance(to="2020-01-01")] == [ola.ident, nir.persons()[1].ident]


def test_snapshots_are_listed_and_deleted_and_outlive_a_restart(database: str):
    with lokal(database) as foerste:
        nir = foerste.server.create("bilder", clock=date(2018, 5, 1))
        nir.control.send("POST", "snapshots", body={"name": "en"})
        nir.advance(by="1y")
        nir.control.send("POST", "snapshots", body={"name": "to"})
    with lokal(database) as server:
        nir = server.server.sandbox("bilder")
        liste = nir.control.get("snapshots")["snapshots"]
        assert [(s["name"], s["clock"][:10]) for s in liste] == [("en", "2018-05-01"), ("to", "2019-05-01")]
        assert all(s["bytes"] > 1000 for s in liste)
        assert "bilder" in server.sandboxes.liste()
        assert not [navn for navn in server.sandboxes.liste() if "@" in navn or "snap" in navn]
        nir.control.send("DELETE", "snapshots", "to")
        nir.control.send("POST", "snapshots", "en", "restore")
        assert nir.clock().today == date(2018, 5, 1)
        # and they go with their sandbox
        nir.delete()
        igjen = server.lag("bilder")
        assert igjen.control.get("snapshots") == {"snapshots": []}


def test_a_running_clock_goes_on_from_where_the_snapshot_was_taken(server: Lokal):
    nir = server.lag("klokke", clock=date(2017, 1, 1))
    nir.run(speed=86_400)
    server.vegg.naa += 2  # type: ignore[attr-defined]
    nir.control.send("POST", "snapshots", body={"name": "gaar"})
    assert nir.clock().today == date(2017, 1, 3)
    server.vegg.naa += 1000  # type: ignore[attr-defined]
    assert nir.clock().today == date(2019, 9, 30)
    svar = nir.control.send("POST", "snapshots", "gaar", "restore")
    assert (svar["clock"]["now"][:10], svar["clock"]["mode"]) == ("2017-01-03", "running")
    server.vegg.naa += 3  # type: ignore[attr-defined]
    assert nir.clock().today == date(2017, 1, 6)
    # a fork of it too
    kopi = server.fork(nir, "klokke-2", snapshot="gaar")
    assert kopi.clock().today == date(2017, 1, 3)
    server.vegg.naa += 1  # type: ignore[attr-defined]
    assert (kopi.clock().today, nir.clock().today) == (date(2017, 1, 4), date(2017, 1, 7))


def test_a_fork_is_a_sandbox_of_its_own(server: Lokal):
    nir = server.lag("stamme", seed=11)
    ola = nir.person("0301")
    vedtak(nir, ola, "m1")
    nir.control.send("POST", "snapshots", body={"name": "start"})
    kari = nir.person("0301")
    kopi = server.fork(nir, "gren")
    fra_start = server.fork(nir, "gren-2", snapshot="start")
    # then it holds what the other one held, or held then, and the same chance
    assert {**alt(kopi), "om": None} == {**alt(nir), "om": None}
    assert [p.ident for p in fra_start.persons()] == [ola.ident]
    assert (kopi.seed, fra_start.seed, kopi.control.get("snapshots")) == (11, 11, {"snapshots": []})
    # and from here on they go their own ways
    kopi.move(kari, "1103")
    kopi.advance(by="1y")
    vedtak(nir, kari, "m2")
    nir.control.send("POST", "snapshots", "start", "restore")
    assert [p.ident for p in kopi.persons()] == [ola.ident, kari.ident]
    assert (kopi.clock().today.year, nir.clock().today.year) == (2018, 2017)
    with pytest.raises(SoapFault) as feil:
        kopi.receipt("0301", "m2")
    assert feil.value.code == "UkjentMelding"


def test_a_call_that_comes_while_a_sandbox_is_put_back_waits_and_sees_what_was(server: Lokal, monkeypatch):
    # given a sandbox that is being put back to before a user and a person came
    nir = server.lag("venter")
    nir.control.send("POST", "snapshots", body={"name": "start"})
    bruker, ola = nir.user("0301"), nir.person("0301")
    i_gang, videre = threading.Event(), threading.Event()
    gjenopprett = server.sandboxes._lager.gjenopprett

    def langsomt(*hva: Any) -> None:
        i_gang.set()
        assert videre.wait(10)
        gjenopprett(*hva)

    monkeypatch.setattr(server.sandboxes._lager, "gjenopprett", langsomt)
    with ThreadPoolExecutor(3) as kallere:
        tilbake = kallere.submit(lambda: nir.control.send("POST", "snapshots", "start", "restore"))
        assert i_gang.wait(10)
        # when calls come meanwhile
        rad = {"person": ola, "eksternId": "v1", **NOEKKEL}
        sendt = kallere.submit(lambda: nir.transfer("0301", [rad], user=bruker))
        spurt = kallere.submit(nir.persons)
        time.sleep(0.1)
        assert not sendt.done()
        assert not spurt.done()
        videre.set()
        # then they are answered by the sandbox as it was: nobody is called that, and nobody is there
        assert isinstance(sendt.exception(10), SoapFault)
        assert sendt.exception().code == "IkkeAutentisert"
        assert spurt.result(10) == []
        assert tilbake.result(10)["name"] == "venter"


def test_restores_amid_transfers_leave_nothing_by_half(server: Lokal):
    nir = server.lag("travel")
    ola = nir.person("0301")
    vedtak(nir, ola, "foerst")
    nir.control.send("POST", "snapshots", body={"name": "start"})
    foer = alt(nir)
    utfall: list[str] = []
    ferdig = threading.Event()

    def overfoer(traad: int) -> None:
        nr = 0
        while not ferdig.is_set():
            nr += 1
            utfall.append(vedtak(nir, ola, f"t{traad}-{nr}"))

    traader = [threading.Thread(target=overfoer, args=(n,)) for n in range(3)]
    for traad in traader:
        traad.start()
    for _ in range(10):
        nir.control.send("POST", "snapshots", "start", "restore")
        time.sleep(0.02)
    ferdig.set()
    for traad in traader:
        traad.join()
    nir.control.send("POST", "snapshots", "start", "restore")
    # then each was answered, each restore was whole, and in the end it is as it was
    assert len(utfall) >= 10
    assert set(utfall) <= {"godtatt", "godtattMedAdvarsel", "avvist"}
    assert alt(nir) == foer


def test_a_reset_keeps_snapshots_and_seed_and_takes_another_when_asked(server: Lokal):
    nir = server.lag("toem", seed=3)
    nir.person("0301")
    nir.control.send("POST", "snapshots", body={"name": "start"})
    nir.reset()
    assert (nir.persons(), nir.control.get()["seed"]) == ([], 3)
    nir.control.send("POST", "snapshots", "start", "restore")
    assert len(nir.persons()) == 1
    nir.control.send("POST", "reset", body={"seed": 4})
    assert nir.control.get()["seed"] == 4


def test_the_seed_comes_of_the_name_unless_one_is_given(server: Lokal):
    nir = server.lag("froe")
    assert nir.seed == server.sandboxes.hent("froe").seed == 591_781_403
    sandbox = server.sandboxes.hent("froe")
    en, to = sandbox.tilfeldig("personer"), sandbox.tilfeldig("personer")
    assert [en.random() for _ in range(3)] == [to.random() for _ in range(3)]
    assert sandbox.tilfeldig("feil").random() != sandbox.tilfeldig("personer").random()


@pytest.mark.parametrize(
    ("sti", "kropp", "status", "sier", "felt"),
    [
        (("snapshots",), {"name": "start"}, 409, "velg et annet navn", "name"),
        (("snapshots",), {"name": "Å"}, 422, "små bokstaver", "name"),
        (("snapshots", "strat", "restore"), None, 404, "mente du «start»", "snapshot"),
        (("snapshots", "../x", "restore"), None, 404, "Ingenting svarer", None),
        (("snapshots", "Ø", "restore"), None, 404, "det er start", "snapshot"),
        (("fork",), {"name": "navn-2"}, 409, "finnes allerede", "name"),
        (("fork",), {"name": "A"}, 422, "små bokstaver", "name"),
        (("fork",), {"name": "fri", "snapshot": "slutt"}, 404, "«slutt»", "snapshot"),
        (("fork",), {"name": "fri", "expires": "snart"}, 422, "30min, 2h", "expires"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_remedy(server: Lokal, sti, kropp, status, sier, felt):
    nir = server.lag("navn-1")
    server.lag("navn-2")
    nir.control.send("POST", "snapshots", body={"name": "start"})
    with pytest.raises(Refused) as feil:
        nir.control.send("POST", *sti, body=kropp)
    problem = feil.value
    assert (problem.status, problem.field) == (status, felt)
    assert sier in problem.detail
    assert "fri" not in server.sandboxes.liste()


def test_the_sandbox_behind_ws4_is_not_deleted(server: Lokal):
    with pytest.raises(Refused) as feil:
        server.server.sandbox("default").delete()
    assert feil.value.status == 409
    assert "reset" in str(feil.value.remedy)
    assert server.server.sandbox("default").name == "default"
