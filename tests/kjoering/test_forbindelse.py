"""A connection of a run's own, against servers that answer in the ways that HTTP allows."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from urllib.parse import urlsplit

import pytest

from fagsystem_sim.kjoering.forbindelse import Forbindelse

MED_LENGDE = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Type: text/xml\r\n\r\nhei"
I_BITER = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=1\r\nhe\r\n1\r\ni\r\n0\r\n\r\n"
TIL_SLUTT = b"HTTP/1.0 200 OK\r\n\r\nhei"
FORTSETT = b"HTTP/1.1 100 Continue\r\n\r\n" + MED_LENGDE


@contextmanager
def tjener(*svar: bytes) -> Iterator[Forbindelse]:
    """A connection to a server that answers each call with the next of these, and closes where there is no end."""
    with socket.create_server(("127.0.0.1", 0)) as lytter:

        def betjen() -> None:
            igjen = list(svar)
            while igjen:
                stikk, _ = lytter.accept()
                with stikk:
                    while igjen:
                        if not stikk.recv(65536):
                            break
                        stikk.sendall(en := igjen.pop(0))
                        if en not in (MED_LENGDE, I_BITER, FORTSETT):
                            break

        traad = threading.Thread(target=betjen, daemon=True)
        traad.start()
        forbindelse = Forbindelse(urlsplit(f"http://127.0.0.1:{lytter.getsockname()[1]}/ws4"), 10)
        try:
            yield forbindelse
        finally:
            forbindelse.close()
            traad.join(10)


def test_answers_of_every_form_are_read_one_after_another():
    with tjener(MED_LENGDE, I_BITER, FORTSETT, TIL_SLUTT, MED_LENGDE) as forbindelse:
        for _ in range(5):
            svar = forbindelse.post("/ws4", {"Content-Type": "text/xml"}, b"<a/>")
            assert (svar.status, svar.kropp) == (200, b"hei")
    assert svar.hoder == {"content-length": "3", "content-type": "text/xml"}


@pytest.mark.parametrize(
    ("svar", "feil"),
    [
        (b"", RemoteDisconnected),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nhei", IncompleteRead),
        (b"HTTP/1.1 200 OK\r\nContent-Le", IncompleteRead),
        (b"<html>", HTTPException),
    ],
)
def test_an_answer_that_is_cut_off_is_no_answer_and_the_next_call_begins_anew(svar: bytes, feil: type[Exception]):
    with tjener(svar, MED_LENGDE) as forbindelse:
        with pytest.raises(feil):
            forbindelse.post("/ws4", {}, b"<a/>")
        assert forbindelse.post("/ws4", {}, b"<a/>").kropp == b"hei"
