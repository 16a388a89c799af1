"""HTTP as the client speaks it: connections kept, nothing sent twice, and every way to lose an answer told apart."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from mocknir.client import ConnectionLost, HttpTransport, NotReached, WrongUse, WsgiTransport
from mocknir.faults.wire import CONNECTION

SVAR = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Hva: her\r\n\r\nja"
RESET = b"\x01\x00\x00\x00\x00\x00\x00\x00"

Oppfoersel = Callable[[socket.socket, bytes], bool]
"""What is done to a connection when a request has come; whether it is kept."""


class Tjener:
    """A server that does with each request what it is told to, and remembers the requests."""

    def __init__(self, *oppfoersel: Oppfoersel) -> None:
        self.foresporsler: list[bytes] = []
        self.forbindelser = 0
        self.la_paa = threading.Event()
        self._oppfoersel = list(oppfoersel)
        self._lytter = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._lytter.getsockname()[1]}"
        threading.Thread(target=self._lytt, daemon=True).start()

    def _lytt(self) -> None:
        while True:
            try:
                forbindelse, _ = self._lytter.accept()
            except OSError:
                return
            self.forbindelser += 1
            threading.Thread(target=self._svar, args=[forbindelse], daemon=True).start()

    def _svar(self, forbindelse: socket.socket) -> None:
        with forbindelse:
            while foresporsel := self._les(forbindelse):
                self.foresporsler.append(foresporsel)
                if not self._oppfoersel.pop(0)(forbindelse, foresporsel):
                    break
        self.la_paa.set()

    def _les(self, forbindelse: socket.socket) -> bytes:
        raa = b""
        while b"\r\n\r\n" not in raa or len(raa) < raa.index(b"\r\n\r\n") + 4 + self._lengde(raa):
            bit = forbindelse.recv(65536)
            if not bit:
                return b""
            raa += bit
        return raa

    def _lengde(self, raa: bytes) -> int:
        treff = re.search(rb"Content-Length: (\d+)", raa)
        return int(treff[1]) if treff else 0

    def lukk(self) -> None:
        self._lytter.close()


def svar(s: socket.socket, _: bytes) -> bool:
    s.sendall(SVAR)
    return True


def ekko(s: socket.socket, foresporsel: bytes) -> bool:
    sti = foresporsel.split()[1]
    s.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(sti), sti))
    return True


def svar_og_legg_paa(s: socket.socket, _: bytes) -> bool:
    s.sendall(SVAR)
    return False


def legg_paa(s: socket.socket, _: bytes) -> bool:
    return False


def nullstill(s: socket.socket, _: bytes) -> bool:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    return False


def halvt(s: socket.socket, _: bytes) -> bool:
    s.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbare litt")
    return False


def ti_stille(s: socket.socket, _: bytes) -> bool:
    return threading.Event().wait(1)


@contextmanager
def mot(*oppfoersel: Oppfoersel, frist: float = 5) -> Iterator[tuple[Tjener, HttpTransport]]:
    tjener = Tjener(*oppfoersel)
    transport = HttpTransport(tjener.url, timeout=frist)
    try:
        yield tjener, transport
    finally:
        transport.close()
        tjener.lukk()


def test_calls_share_a_connection():
    with mot(svar, svar) as (tjener, transport):
        foerste, andre = transport.send("GET", "/a?b=c"), transport.send("POST", "/d", b"kropp")

    assert (foerste.status, foerste.body, foerste.headers["x-hva"]) == (200, b"ja", "her")
    assert andre.body == b"ja"
    assert tjener.forbindelser == 1
    assert tjener.foresporsler[0].startswith(b"GET /a?b=c HTTP/1.1")
    assert tjener.foresporsler[1].endswith(b"\r\n\r\nkropp")


def test_a_connection_that_the_server_closed_in_between_is_replaced():
    with mot(svar_og_legg_paa, svar) as (tjener, transport):
        transport.send("GET", "/")
        tjener.la_paa.wait(5)
        andre = transport.send("GET", "/")

    assert andre.body == b"ja"
    assert tjener.forbindelser == 2


@pytest.mark.parametrize("hendelse", [legg_paa, nullstill, halvt])
def test_a_lost_answer_is_told_and_nothing_is_sent_twice(hendelse: Oppfoersel):
    with mot(svar, hendelse, svar) as (tjener, transport):
        transport.send("GET", "/")
        with pytest.raises(ConnectionLost, match="HentKvittering"):
            transport.send("POST", "/ws4", b"melding")
        etterpaa = transport.send("GET", "/etterpaa")

    assert etterpaa.status == 200
    assert [f.split()[1] for f in tjener.foresporsler] == [b"/", b"/ws4", b"/etterpaa"]


def test_an_answer_that_takes_too_long_is_lost():
    with mot(ti_stille, frist=0.2) as (_, transport), pytest.raises(ConnectionLost, match="ikke i tide") as lost:
        transport.send("GET", "/")

    assert isinstance(lost.value.reason, TimeoutError)


def test_where_nobody_listens_nothing_was_sent():
    with socket.create_server(("127.0.0.1", 0)) as ledig:
        port = ledig.getsockname()[1]

    with pytest.raises(NotReached, match=r"mocknir serve"):
        HttpTransport(f"http://127.0.0.1:{port}").send("GET", "/")


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with mot(svar) as (_, transport):
        assert transport.send("GET", "/").status == 200


def test_a_proxy_of_the_environment_is_asked_for_other_machines(monkeypatch: pytest.MonkeyPatch):
    proxy = Tjener(svar)
    monkeypatch.setenv("http_proxy", proxy.url.replace("//", "//hei:du@"))
    monkeypatch.delenv("no_proxy", raising=False)
    transport = HttpTransport("http://nir.example.test/grunn/ws4")

    svaret = transport.send("GET", "/control")
    transport.close()
    proxy.lukk()

    assert svaret.body == b"ja"
    assert proxy.foresporsler[0].startswith(b"GET http://nir.example.test/grunn/control HTTP/1.1")
    assert b"Proxy-Authorization: Basic aGVpOmR1" in proxy.foresporsler[0]


def test_many_threads_each_get_their_own_answer():
    with mot(*[ekko] * 80) as (tjener, transport), ThreadPoolExecutor(8) as traader:
        stier = [f"/{nr}" for nr in range(80)]
        svarene = list(traader.map(lambda sti: transport.send("GET", sti).body.decode(), stier))

    assert svarene == stier
    assert tjener.forbindelser <= 8


@pytest.mark.parametrize("url", ["ftp://nir", "http://", "http://vert:port", "http://vert?sandbox=a"])
def test_what_is_no_address_is_told_what_one_looks_like(url: str):
    with pytest.raises(WrongUse, match=r"127\.0\.0\.1:8080"):
        HttpTransport(url)


def test_an_application_in_process_sees_a_request_from_this_machine():
    sett: dict[str, Any] = {}

    def app(environ, start_response):
        sett.update(environ, kropp=environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        start_response("201 Created", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"ja", b"da"]

    svaret = WsgiTransport(app).send("POST", "/bl%C3%A5?a=%20b", "æ".encode(), {"Content-Type": "x/y", "X-Hva": "1"})

    assert (svaret.status, svaret.content_type, svaret.body) == (201, "text/plain", b"jada")
    assert sett["PATH_INFO"].encode("latin-1").decode() == "/blå"
    assert (sett["QUERY_STRING"], sett["kropp"].decode(), sett["REMOTE_ADDR"]) == ("a=%20b", "æ", "127.0.0.1")
    assert (sett["CONTENT_TYPE"], sett["HTTP_X_HVA"]) == ("x/y", "1")


def test_an_application_in_process_can_lose_its_answer():
    def app(environ, start_response):
        environ[CONNECTION] = "drop"
        start_response("200 OK", [])
        return [b""]

    with pytest.raises(ConnectionLost, match="drop"):
        WsgiTransport(app).send("POST", "/ws4")
