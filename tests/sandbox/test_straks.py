"""In which sandboxes a call waits for nothing but its own work, so that it can be carried out at once."""

import threading

import pytest

from mocknir.app import straks
from tests.sandbox.conftest import Lokal, lokal


def tatt(server: Lokal, sti: str = "/prove/ws4", metode: str = "POST") -> bool:
    """Whether a call may be carried out at once; whatever lock it was given is let go again."""
    laas = straks(server.sandboxes)(metode, sti)
    if laas is None:
        return False
    laas.release()
    return True


def test_a_call_to_a_sandbox_that_stands_still_is_carried_out_at_once(tmp_path):
    with lokal(f"sqlite:///{tmp_path}") as server:
        server.lag("prove")
        assert tatt(server)
        assert tatt(server, "/ws4")
        # and only a call, or a question for a sign of life
        for metode, sti in (("GET", "/prove/ws4"), ("POST", "/prove/ws2"), ("POST", "/control/v1/sandboxes")):
            assert not tatt(server, sti, metode), sti
        assert tatt(server, "/healthz", "GET")
        for ukjent in ("/finnes-ikke/ws4", "/a/b/ws4", "//ws4", "/ws4/", ""):
            assert not tatt(server, ukjent), ukjent


@pytest.mark.parametrize(
    "hold",
    [
        lambda server, nir: nir.run(1.0),
        lambda server, nir: nir.control.send("POST", "faults", body={"kind": "delay", "seconds": 1}),
        lambda server, nir: nir.expire("30s"),
        lambda server, nir: server.sandboxes.hent("prove").hvil(),
        lambda server, nir: nir.delete(),
    ],
    ids=["running", "fault", "expires", "rests", "deleted"],
)
def test_where_a_call_may_have_to_wait_it_gets_a_thread(tmp_path, hold):
    with lokal(f"sqlite:///{tmp_path}") as server:
        nir = server.lag("prove")
        assert tatt(server)
        hold(server, nir)
        assert not tatt(server)


def test_one_that_expires_in_good_time_waits_for_nothing(tmp_path):
    with lokal(f"sqlite:///{tmp_path}") as server:
        server.lag("prove", expires="24h")
        assert tatt(server)


def test_where_somebody_is_at_work_a_call_gets_a_thread(tmp_path):
    with lokal(f"sqlite:///{tmp_path}") as server:
        server.lag("prove")
        svar: list[bool] = []
        with server.sandboxes.hent("prove").base.laas:
            annen = threading.Thread(target=lambda: svar.append(tatt(server)))
            annen.start()
            annen.join()
        assert svar == [False]
        assert tatt(server)


def test_a_database_that_is_asked_over_a_socket_is_waited_for_by_a_thread(postgres: str):
    with lokal(postgres) as server:
        server.lag("prove-straks")
        assert not tatt(server, "/prove-straks/ws4")
