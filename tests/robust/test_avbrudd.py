"""The server is killed in the middle, or many clients come at once: what was acknowledged is there, once."""

import http.client
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import etree

from bench.meldinger import melding
from mocknir.register.identitet import lag_dufnummer

ROT = Path(__file__).parent.parent.parent
WS4 = "{urn:mocknir:ws4:v1}"
PERSONER = [lag_dufnummer(2016, n) for n in range(1, 9)]


class Tjener:
    """A `mocknir serve` of its own process over a database."""

    def __init__(self, database: str) -> None:
        self.prosess = subprocess.Popen(
            [sys.executable, "-m", "mocknir", "serve", "--port", "0", "--database", database, "--clock", "2017-09-30"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROT,
        )
        assert self.prosess.stdout is not None
        linje = self.prosess.stdout.readline()
        self.port = int(linje.split("http://127.0.0.1:")[1].split("/")[0])

    def post(self, sti: str, kropp: bytes, slag: str) -> tuple[int, bytes]:
        forbindelse = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            forbindelse.request("POST", sti, kropp, {"Content-Type": slag})
            svar = forbindelse.getresponse()
            return svar.status, svar.read()
        finally:
            forbindelse.close()

    def kontroll(self, sti: str, **felter: object) -> dict[str, object]:
        status, svar = self.post("/control/v1/sandboxes/default" + sti, json.dumps(felter).encode(), "application/json")
        assert status < 300, svar
        return json.loads(svar) if svar else {}

    def send(self, raa: bytes) -> etree._Element:
        _, svar = self.post("/ws4", raa, "text/xml; charset=utf-8")
        return etree.fromstring(svar)

    def kvittering(self, id_: str) -> etree._Element:
        mal = melding(id_, PERSONER, 3).decode()
        start, slutt = mal.index("<ws4:OverfoerRegistreringer>"), mal.index("  </soapenv:Body>")
        spoersmaal = (
            f"<ws4:HentKvittering><ws4:meldingsId>{id_}</ws4:meldingsId><ws4:kommune>0301</ws4:kommune>"
            "</ws4:HentKvittering>"
        )
        return self.send((mal[:start] + spoersmaal + mal[slutt:]).encode())

    def stopp(self, hvordan: signal.Signals = signal.SIGTERM) -> int:
        self.prosess.send_signal(hvordan)
        assert self.prosess.stdout is not None
        self.prosess.stdout.close()
        return self.prosess.wait(10)


@contextmanager
def tjener(database: str) -> Iterator[Tjener]:
    t = Tjener(database)
    try:
        yield t
    finally:
        if t.prosess.poll() is None:
            t.stopp()


@pytest.fixture
def nir(tmp_path: Path) -> Iterator[Tjener]:
    """A running server with a user and eight participants in Oslo."""
    with tjener(f"sqlite:///{tmp_path}/nir") as t:
        forbered(t)
        yield t


def forbered(t: Tjener) -> None:
    roller = ["kommuneintrobruker", "kommunenorskbruker"]
    t.kontroll("/users", user="bench", password="hemmelig", kommune="0301", roles=roller)
    for duf in PERSONER:
        t.kontroll(
            "/persons", dufnummer=duf, navn="Test", foedt="1990-01-01", kjoenn="K", statsborgerskap="SYR",
            opphold=[{"gitt": "2016-03-01", "grunnlag": "28"}], adresse=[{"fra": "2016-06-01", "kommune": "0301"}],
        )  # fmt: skip


def utfall(svar: etree._Element) -> list[str]:
    return [u.findtext(f"{WS4}utfall") or "" for u in svar.iter(f"{WS4}utfall") if len(u)]


def feilkode(svar: etree._Element) -> str | None:
    return next((e.text for e in svar.iter(f"{WS4}kode")), None)


def test_killed_in_the_middle_it_has_all_that_it_acknowledged_and_nothing_by_half(tmp_path):
    database = f"sqlite:///{tmp_path}/nir"
    # given clients that transfer without pause
    bekreftet: dict[str, list[str]] = {}
    sendt: list[str] = []
    with tjener(database) as t:
        forbered(t)

        def send_uten_pause(klient: int) -> None:
            for nr in range(10_000):
                id_ = f"k{klient}-{nr}"
                sendt.append(id_)
                try:
                    svar = t.send(melding(id_, PERSONER, 30))
                except (OSError, http.client.HTTPException, etree.XMLSyntaxError):
                    return
                bekreftet[id_] = utfall(svar)

        klienter = [threading.Thread(target=send_uten_pause, args=(n,)) for n in range(3)]
        for klient in klienter:
            klient.start()
        while len(bekreftet) < 15:
            klienter[0].join(0.02)
        # when the server is killed
        t.stopp(signal.SIGKILL)
        for klient in klienter:
            klient.join()
    # then, started again, it has each acknowledged message whole, and any other one whole or not at all
    with tjener(database) as t:
        for id_ in sendt:
            svar = t.kvittering(id_)
            if id_ in bekreftet:
                assert utfall(svar) == bekreftet[id_]
                assert sum(u.startswith("godtatt") for u in bekreftet[id_]) >= 10
            else:
                assert feilkode(svar) == "UkjentMelding" or len(utfall(svar)) == 30
        # and it takes the unacknowledged ones again, to the same end
        for id_ in set(sendt) - set(bekreftet):
            assert len(utfall(t.send(melding(id_, PERSONER, 30)))) == 30


def test_many_clients_at_once_are_all_served_and_the_same_message_counts_once(nir):
    # given 40 messages, each sent by three clients at the same time
    ider = [f"m{n}" for n in range(40)]
    with ThreadPoolExecutor(12) as klienter:
        svar = list(klienter.map(lambda id_: nir.send(melding(id_, PERSONER, 3)), ider * 3))
    # then each got the same receipt three times, two of them as a repetition
    gjentatt = [s.findtext(f".//{WS4}gjentatt") for s in svar]
    assert sorted(gjentatt) == ["false"] * 40 + ["true"] * 80
    for nr, id_ in enumerate(ider):
        kvitteringer = {s.findtext(f".//{WS4}journalnummer") for s in svar[nr::40]}
        assert len(kvitteringer) == 1, id_


def test_asked_to_stop_it_closes_its_books_and_ends_well(nir, tmp_path):
    nir.send(melding("m1", PERSONER, 3))
    assert nir.stopp(signal.SIGINT) == 0
    # the write-ahead log has been taken into the file
    assert not (tmp_path / "nir" / "default.sqlite-wal").exists()


def test_a_country_of_systems_may_each_keep_a_connection_open(nir):
    # given more kept-alive connections than there are kommuner
    aapne = []
    try:
        for nr in range(450):
            forbindelse = http.client.HTTPConnection("127.0.0.1", nir.port, timeout=20)
            forbindelse.request("GET", "/healthz")
            assert forbindelse.getresponse().read(), nr
            aapne.append(forbindelse)
        # then each of them still gets its answers
        for forbindelse in aapne[::50]:
            forbindelse.request("GET", "/healthz")
            assert forbindelse.getresponse().status == 200
    finally:
        for forbindelse in aapne:
            forbindelse.close()
