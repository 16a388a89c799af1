"""The web server: which thread carries out a call, and that nobody is kept waiting by somebody else's."""

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from mocknir.tjener import KORT, Laas, Tjener

HVEM = "traad"


class Arbeid:
    """A WSGI application that says which thread answers; `/vent` waits until it is let go, `/treg` takes its time, and
    `/stor` says more than waitress holds for a client that does not read."""

    def __init__(self) -> None:
        self.laas = threading.RLock()
        self.venter = threading.Event()
        self.slipp = threading.Event()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        environ["wsgi.input"].read()
        if environ["PATH_INFO"] == "/vent":
            self.venter.set()
            assert self.slipp.wait(10)
        if environ["PATH_INFO"] == "/treg":
            time.sleep(0.1)
        svar = threading.current_thread().name.encode() * (1 if environ["PATH_INFO"] != "/stor" else 5_000_000)
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(svar)))])
        return [svar]

    def straks(self, metode: str, sti: str) -> Laas | None:
        """POST is short, while nobody holds the lock."""
        return self.laas if metode == "POST" and self.laas.acquire(blocking=False) else None


@contextmanager
def kjoerer(arbeid: Arbeid, threads: int = 2) -> Iterator[Tjener]:
    tjener = Tjener(arbeid, arbeid.straks, host="127.0.0.1", port=0, threads=threads)
    traad = threading.Thread(target=tjener.gaa, name=HVEM)
    traad.start()
    try:
        yield tjener
    finally:
        arbeid.slipp.set()
        tjener.stopp()
        traad.join(10)
        assert not traad.is_alive()


@pytest.fixture
def arbeid() -> Arbeid:
    return Arbeid()


def kall(tjener: Tjener, metode: str, sti: str = "/", byte: int = 20_000) -> str:
    forbindelse = http.client.HTTPConnection(*tjener.adresse, timeout=10)
    try:
        forbindelse.request(metode, sti, b"x" * byte if metode == "POST" else None)
        return forbindelse.getresponse().read().decode()
    finally:
        forbindelse.close()


def test_a_short_call_is_carried_out_where_it_is_read_and_any_other_by_a_thread(arbeid):
    with kjoerer(arbeid) as tjener:
        assert kall(tjener, "POST") == HVEM
        assert kall(tjener, "GET").startswith("waitress-")


def test_what_somebody_else_works_on_is_left_to_a_thread_and_the_reader_stays_free(arbeid):
    # given one who holds the lock of what the calls work on
    with kjoerer(arbeid) as tjener:
        tatt, ferdig = threading.Event(), threading.Event()

        def hold() -> None:
            with arbeid.laas:
                tatt.set()
                ferdig.wait(10)

        holder = threading.Thread(target=hold)
        holder.start()
        assert tatt.wait(10)
        # when a call to it comes
        hvem = kall(tjener, "POST")
        ferdig.set()
        holder.join()
    # then it is not the reader that waits for him
    assert hvem.startswith("waitress-")


def test_the_lock_is_let_go_after_each_call(arbeid):
    with kjoerer(arbeid) as tjener:
        assert {kall(tjener, "POST") for _ in range(5)} == {HVEM}
        ledig = threading.Event()
        annen = threading.Thread(target=lambda: ledig.set() if arbeid.laas.acquire(timeout=5) else None)
        annen.start()
        annen.join()
    assert ledig.is_set()


def test_a_call_that_is_held_holds_nobody_else(arbeid):
    with kjoerer(arbeid) as tjener:
        svar: list[str] = []
        holdt = threading.Thread(target=lambda: svar.append(kall(tjener, "GET", "/vent")))
        holdt.start()
        assert arbeid.venter.wait(10)
        assert kall(tjener, "POST") == HVEM
        assert kall(tjener, "GET").startswith("waitress-")
        arbeid.slipp.set()
        holdt.join(10)
        assert svar


def test_many_calls_on_one_connection_and_at_once_are_each_answered(arbeid):
    # given clients that send three calls before they read an answer
    ett = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab"
    siste = ett.replace(b"Host: x", b"Host: x\r\nConnection: close")
    svar: list[bytes] = []

    def klient() -> None:
        with socket.create_connection(tjener.adresse, timeout=10) as stikk:
            stikk.sendall(ett + ett + siste)
            svar.append(b"".join(iter(lambda: stikk.recv(65536), b"")))

    # when eight of them do so at once
    with kjoerer(arbeid) as tjener:
        klienter = [threading.Thread(target=klient) for _ in range(8)]
        for en in klienter:
            en.start()
        for en in klienter:
            en.join(10)
    # then each gets its three
    assert [en.count(b"200 OK") for en in svar] == [3] * 8


def test_a_call_that_is_being_carried_out_when_it_is_to_stop_is_answered(arbeid):
    with kjoerer(arbeid) as tjener:
        svar: list[str] = []
        klient = threading.Thread(target=lambda: svar.append(kall(tjener, "POST", "/vent")))
        klient.start()
        assert arbeid.venter.wait(10)
        tjener.stopp()
        arbeid.slipp.set()
        klient.join(10)
    assert svar == [HVEM]


def test_a_call_that_cannot_be_read_is_answered_as_one(arbeid):
    with kjoerer(arbeid) as tjener, socket.create_connection(tjener.adresse, timeout=10) as stikk:
        stikk.sendall(b"POST / HTTP/1.1\r\nContent-Length: mange\r\n\r\n")
        assert b"400 Bad Request" in stikk.recv(65536)


def test_a_long_message_gets_a_thread_as_it_would_keep_all_others_waiting(arbeid):
    with kjoerer(arbeid) as tjener:
        assert kall(tjener, "POST", byte=KORT) == HVEM
        assert kall(tjener, "POST", byte=KORT + 1).startswith("waitress-")


def test_a_message_whose_length_is_not_told_gets_a_thread(arbeid):
    hode = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
    with kjoerer(arbeid) as tjener, socket.create_connection(tjener.adresse, timeout=10) as stikk:
        stikk.sendall(hode + b"2\r\nab\r\n0\r\n\r\n")
        svar = b"".join(iter(lambda: stikk.recv(65536), b""))
    assert svar.rpartition(b"\r\n\r\n")[2].startswith(b"waitress-")


def test_who_asks_for_much_and_reads_nothing_keeps_nobody_waiting(arbeid):
    # given a client that sends two calls at once, and leaves some twenty megabytes unread
    to = b"POST /stor HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n" * 2
    with kjoerer(arbeid) as tjener, socket.create_connection(tjener.adresse, timeout=10) as stikk:
        stikk.sendall(to)
        time.sleep(0.2)
        # then others are answered all the same
        assert kall(tjener, "POST") == HVEM
        assert kall(tjener, "GET").startswith("waitress-")


TREGT = b"POST /treg HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"


@contextmanager
def mange_trege(tjener: Tjener, antall: int) -> Iterator[None]:
    """So many clients whose calls take a tenth of a second each."""
    with ExitStack() as stabel:
        for _ in range(antall):
            stikk = stabel.enter_context(socket.create_connection(tjener.adresse, timeout=10))
            stikk.sendall(TREGT)
        yield


def test_a_wish_to_stop_is_heard_between_two_calls(arbeid):
    # given calls that take three seconds between them
    with ExitStack() as stabel, kjoerer(arbeid) as tjener:
        stabel.enter_context(mange_trege(tjener, 30))
        foer = time.monotonic()
        tjener.stopp()
    # then it has come to its end long before
    assert time.monotonic() - foer < 1.5


def test_whoever_else_calls_is_heard_between_two_calls(arbeid):
    with kjoerer(arbeid) as tjener, mange_trege(tjener, 30):
        foer = time.monotonic()
        assert kall(tjener, "GET").startswith("waitress-")
        assert time.monotonic() - foer < 1.5
