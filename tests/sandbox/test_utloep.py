"""How sandboxes come by themselves and go by themselves: first use, and expiry by the wall's clock."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mocknir.client import Refused, SoapFault
from mocknir.client.svar import User
from tests.sandbox.conftest import Lokal, lokal

DAG = 86_400
OSLO = User(user="oslo", password="hemmelig", kommune="0301", roles=("kommuneintrobruker",))


def om(server: Lokal, navn: str) -> Any:
    return server.server.sandbox(navn).control.get()


def wsdl(server: Lokal, navn: str) -> tuple[int, str]:
    svar = server.transport.send("GET", f"/{navn}/ws4?wsdl")
    return svar.status, svar.body.decode()


def test_an_expiry_is_shown_and_can_be_moved_and_taken_away(server: Lokal):
    nir = server.lag("gaar-ut", expires="2h")
    slutt = datetime.fromtimestamp(int(server.vegg()) + 7200, UTC)
    svar = om(server, "gaar-ut")
    assert (datetime.fromisoformat(svar["expires"]), svar["expiresIn"]) == (slutt, 7200)
    server.vegg.naa += 60  # type: ignore[attr-defined]
    assert om(server, "gaar-ut")["expiresIn"] == 7140
    assert nir.control.send("PUT", "expiry", body={"expires": "7d"})["expiresIn"] == 7 * DAG
    listet = {en["name"]: en["expiresIn"] for en in server.server.control.get()["sandboxes"]}
    assert (listet["gaar-ut"], listet["default"]) == (7 * DAG, None)
    assert nir.control.send("PUT", "expiry", body={"expires": "never"})["expires"] is None
    server.vegg.naa += 365 * DAG  # type: ignore[attr-defined]
    assert nir.persons() == []


@pytest.mark.parametrize("levetid", ["", "2", "h", "0h", "-1h", "2 timer", "1.5h", "999999d", "1y"])
def test_what_is_no_time_to_live_is_refused(server: Lokal, levetid):
    with pytest.raises(Refused) as feil:
        server.server.create("aldri", expires=levetid)
    assert (feil.value.status, feil.value.field) == (422, "expires")
    assert "aldri" not in server.sandboxes.liste()


def test_who_asks_for_an_expired_sandbox_is_told_when_it_went(server: Lokal):
    nir = server.lag("borte", expires="1h")
    nir.person("0301")
    nir.control.send("POST", "snapshots", body={"name": "start"})
    naar = datetime.fromtimestamp(server.vegg(), UTC) + timedelta(hours=1)
    server.vegg.naa += 3600  # type: ignore[attr-defined]
    with pytest.raises(Refused) as feil:
        nir.persons()
    assert feil.value.status == 404
    assert f"{naar:%Y-%m-%d}" in str(feil.value)
    assert "utløpt" in feil.value.detail
    assert "--expires" in feil.value.detail
    status, tekst = wsdl(server, "borte")
    assert (status, "utløpt" in tekst) == (404, True)
    with pytest.raises(SoapFault, match="utløpt"):
        nir.receipt("0301", "m1", OSLO)
    assert "borte" not in [en["name"] for en in server.server.control.get()["sandboxes"]]
    # and a new one of that name is empty
    igjen = server.lag("borte")
    assert igjen.persons() == []
    assert igjen.control.get("snapshots") == {"snapshots": []}


def test_a_server_deletes_what_has_expired_by_itself_also_after_a_restart(database: str):
    with lokal(database) as foerste:
        naa = foerste.vegg()
        foerste.server.create("kort", expires="1h")
        foerste.server.create("lang", expires="2d")
    with lokal(database) as server:
        server._laget += ["kort", "lang"]
        assert om(server, "kort")["expires"] is not None
        server.lag("tredje", expires="1w")  # with the first that can expire, the server begins to look
        server.vegg.naa = naa + 3601  # type: ignore[attr-defined]
        frist = time.monotonic() + 10
        while "kort" in server.sandboxes._lager.liste() and time.monotonic() < frist:
            time.sleep(0.02)
        assert sorted(server.sandboxes._lager.liste()) == sorted(set(server.sandboxes.liste()) - {"kort"})
        assert om(server, "lang")["expires"] is not None


def test_a_fork_expires_with_the_one_it_comes_of_and_a_restore_changes_no_expiry(server: Lokal):
    nir = server.lag("mor", expires="1h")
    nir.control.send("POST", "snapshots", body={"name": "start"})
    nir.control.send("PUT", "expiry", body={"expires": "3h"})
    assert nir.control.send("POST", "snapshots", "start", "restore")["expiresIn"] == 3 * 3600
    assert nir.control.send("POST", "reset")["expiresIn"] == 3 * 3600
    assert om(server, server.fork(nir, "barn").name)["expiresIn"] == 3 * 3600
    assert om(server, server.fork(nir, "barn-2", expires="never").name)["expires"] is None


def test_the_sandbox_behind_ws4_is_emptied_when_it_expires(server: Lokal):
    nir = server.server.sandbox("default")
    nir.person("0301")
    nir.control.send("PUT", "expiry", body={"expires": "1h"})
    server.vegg.naa += 3600  # type: ignore[attr-defined]
    assert nir.persons() == []
    assert nir.control.get()["expires"] is None


# --- first use


def test_first_use_makes_a_sandbox_that_lives_as_long_as_the_server_says(database: str):
    with lokal(database, lag_ved_bruk=True, levetid=DAG) as server:
        server._laget += ["ny-1", "ny-2", "ny-3"]
        assert wsdl(server, "ny-1")[0] == 200
        with pytest.raises(SoapFault) as feil:  # it is there, but nobody has an account in it
            server.server.sandbox("ny-2").receipt("0301", "m1", OSLO)
        assert feil.value.code == "IkkeAutentisert"
        assert server.server.sandbox("ny-3").clock().today.isoformat() == "2017-01-01"
        assert [om(server, navn)["expiresIn"] for navn in ("ny-1", "ny-2", "ny-3")] == [DAG] * 3
        # one that has expired is made anew
        server.server.sandbox("ny-1").person("0301")
        server.vegg.naa += DAG + 1  # type: ignore[attr-defined]
        assert server.server.sandbox("ny-1").persons() == []
        # but a name that cannot be one makes nothing, and what is to be deleted is not made first
        assert wsdl(server, "Stor")[0] == 404
        for gjoer in (lambda: server.server.control.send("DELETE", "aldri"), lambda: server.server.sandbox("Å")):
            with pytest.raises(Refused):
                gjoer()
        assert {"aldri", "Stor"}.isdisjoint(server.sandboxes.liste())


def test_without_that_an_unknown_name_is_unknown(server: Lokal):
    assert wsdl(server, "ukjent")[0] == 404
    with pytest.raises(Refused) as feil:
        server.server.sandbox("ukjent")
    assert feil.value.status == 404
    assert "ukjent" not in server.sandboxes.liste()
