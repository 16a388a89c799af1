"""`send`, `reconcile` and `habits` as commands, and what they say of bad input."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result
from flask import Flask
from werkzeug.serving import make_server
from zeep.transports import Transport

from fagsystem_sim.cli import main
from fagsystem_sim.lager import Lager, Sender
from fagsystem_sim.sending import UgyldigFil, les
from fagsystem_sim.vaner.register import VANER
from mocknir.app import create_app
from tests.lager import arbeid as a
from tests.lager.nir import PASSORD, Nir
from tests.lager.test_sender import NAA

HODE = f'kommune: "0301"\nuser: intro-0301\npassword: {PASSORD}\nregistrations:\n'


@contextmanager
def _tjener(app: Flask) -> Iterator[str]:
    tjener = make_server("127.0.0.1", 0, app)
    traad = threading.Thread(target=tjener.serve_forever)
    traad.start()
    try:
        yield f"http://127.0.0.1:{tjener.server_port}"
    finally:
        tjener.shutdown()
        traad.join(5)
        tjener.server_close()


@pytest.fixture
def url(nir: Nir) -> Iterator[str]:
    """The NIR on a real port."""
    with _tjener(nir.http.application) as adresse:
        yield adresse


def _kjoer(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def _fil(mappe: Path, *registreringer: str) -> Path:
    fil = mappe / "overfoering.yaml"
    fil.write_text(HODE + "".join(f"  - {{{r}}}\n" for r in registreringer), encoding="utf-8")
    return fil


VEDTAK = "type: vedtak, ordning: intro, vedtakstype: tildeling, vedtaksdato: 2017-01-02, fra: 2017-01-02"


def test_a_file_is_sent_and_the_receipt_can_be_read(nir: Nir, url: str, tmp_path: Path) -> None:
    fil = _fil(tmp_path, f'person: "{nir.person()}", {VEDTAK}')
    svar = _kjoer("send", fil, "--url", url)
    assert svar.exit_code == 0, svar.output
    assert "✓ godtatt" in svar.output
    assert "ingenting ble endret" in _kjoer("send", fil, "--url", url).output


def test_a_rejected_registration_is_told_with_its_rule(nir: Nir, url: str, tmp_path: Path) -> None:
    nir.person()
    svar = _kjoer("send", _fil(tmp_path, f'person: "17859000347", {VEDTAK}'), "--url", url)
    assert svar.exit_code == 1
    assert "PERSON-UKJENT" in svar.output


@pytest.mark.parametrize(
    ("registrering", "hva"),
    [
        ("person: 1785900026, " + VEDTAK, "registrations[0].person er «1785900026»; skriv 11 siffer"),
        ('person: "17859000266"', "registrations[0].type mangler / It is missing"),
        ("person: 17859000266, type: vedtakk", "registrations[0].type er «vedtakk»; mente du vedtak?"),
        ("person: 17859000266, type: tiltak, tiltakstyp: x", "tiltakstyp finnes ikke i tiltak; mente du tiltakstype?"),
        ("person: 17859000266, type: tiltak, fra: [1]", "registrations[0].fra er en liste; skriv én verdi: en dato"),
        ("person: 17859000266, type: tiltak, fra: {a: 1}", "registrations[0].fra er en gruppe; skriv én"),
        ("person: 17859000266, type: tiltak, eksternId: [1]", "registrations[0].eksternId er en liste"),
        ("person: 17859000266, type: tiltak, handling: fjern", "er «fjern»; skriv registrer eller slett"),
        (
            "person: 17859000266, type: tiltak, fra: 2017-01-02 03:04:00",
            "registrations[0].fra er «2017-01-02 03:04:00»; skriv en dag som finnes, uten klokkeslett, som 2017-01-02",
        ),
        ("person: 17859000266, type: tiltak, fra: 2017-01-02T03:04Z", "er «2017-01-02T03:04Z»; skriv en dag"),
        ("person: 17859000266, type: tiltak, fra: 2017-02-30", "registrations[0].fra er «2017-02-30»; skriv en dag"),
        ('person: 17859000266, type: tiltak, "a\\u0001": 3', "registrations[0].a\\u0001 finnes ikke i tiltak"),
        ('person: 17859000266, type: tiltak, "a b<": 3', "registrations[0].a b< finnes ikke i tiltak"),
    ],
)
def test_a_bad_file_names_the_key_and_the_remedy(url: str, tmp_path: Path, registrering: str, hva: str) -> None:
    svar = _kjoer("send", _fil(tmp_path, registrering), "--url", url)
    assert svar.exit_code == 2
    assert hva in svar.output
    assert " / " in svar.output
    assert "overfoering.yaml" in svar.output


@pytest.mark.parametrize(
    ("skrevet", "tegn"),
    [(r"\u0001", "U+0001"), (r"\0", "U+0000"), (r"\ud83d", "U+D83D"), (r"\uFFFE", "U+FFFE"), (r"\e", "U+001B")],
)
@pytest.mark.parametrize("felt", ["person", "type", "eksternId", "tiltakstype", "fra"])
def test_a_character_that_xml_cannot_have_is_found(tmp_path: Path, felt: str, skrevet: str, tegn: str) -> None:
    felter = {"person": "17859000266", "type": "tiltak"} | {felt: f'"abc{skrevet}"'}
    fil = _fil(tmp_path, ", ".join(f"{navn}: {verdi}" for navn, verdi in felter.items()))
    with pytest.raises(UgyldigFil, match=rf"registrations\[0\].{felt} har et tegn .*\({re.escape(tegn)}, tegn nr. 4"):
        les(fil)


def test_what_is_written_is_what_is_sent(nir: Nir, url: str, tmp_path: Path) -> None:
    # given numbers without quotation marks, a value that YAML has another word for, and an answer that is long
    ident = nir.person()
    fil = _fil(tmp_path, f"person: {ident}, {VEDTAK}", f"person: {ident}, type: kontakt, ordning: no, kontakttype: ~")
    fil.write_text(fil.read_text().replace('"0301"', "0301"))
    # when it is read, then nothing has become another number or false, and what is left out is left out
    rader = les(fil).rader
    assert les(fil).kommune == "0301"
    assert rader[0].innhold["vedtaksdato"] == "2017-01-02"
    assert rader[1].innhold == {"ordning": "no"}
    # and NIR judges even a megabyte of it
    lang = _fil(tmp_path, f"person: {ident}, type: tiltak, tiltakstype: {'a' * 1_000_000}")
    svar = _kjoer("send", lang, "--url", url)
    assert svar.exit_code == 1
    assert "passer ikke i Kodeverdi" in svar.output
    assert len(svar.output) < 1000


@pytest.mark.parametrize(
    ("tekst", "hva"),
    [
        ("a: [", "linje 1: ikke gyldig YAML"),
        ("[" * 3000, "for mange lag inne i hverandre"),
        ("a: 1\n? [b]\n: 2", "linje 2: ikke gyldig YAML (en nøkkel er ett ord, og ikke en liste"),
        ("dato: 2017-02-30", "dato er ingen kjent nøkkel"),
        ("user: a\nkommune: 0301\nuser: b", "linje 3: ikke gyldig YAML («user» står to ganger)"),
        ("a: !!int b", "lar seg ikke lese som YAML"),
        ("- 1", "må ha nøklene"),
        ("a: 1\nb: \x01", "tegn nr. 9 (U+0001) kan ikke stå i YAML"),
        ("kommune: 301", "kommune er «301»; skriv fire siffer"),
        ('kommune: "301"', "fire siffer"),
        ('kommune: "0301"\nbrukr: x', "brukr er ingen kjent nøkkel"),
        ('kommune: "0301"\nuser: x\npassword: y\nregistrations: []', "1 til 1000"),
        ('kommune: "0301"\nregistrations: [{}]\nuser: "x\\0"', "user har et tegn som XML ikke kan ha"),
        ("kommune: &a [*a]", "kommune er en liste"),
    ],
)
def test_a_file_that_is_no_transfer_says_why(tmp_path: Path, tekst: str, hva: str) -> None:
    (tmp_path / "x.yaml").write_text(tekst, encoding="utf-8")
    with pytest.raises(UgyldigFil) as feil:
        les(tmp_path / "x.yaml")
    assert hva in str(feil.value)
    assert "x.yaml" in str(feil.value)


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes("kommune: 0301\nuser: bærum".encode("latin-1"))
    with pytest.raises(UgyldigFil, match=r"linje 2: filen er ikke UTF-8; lagre den som UTF-8"):
        les(tmp_path / "x.yaml")


class _Nettside(BaseHTTPRequestHandler):
    SVAR = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.SVAR)

    def log_message(self, *_: object) -> None:
        pass


WSDL = (
    b'<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:x" name="x">'
    b"<wsdl:types/></wsdl:definitions>"
)


@pytest.mark.parametrize("svar", [b"<html><body>hei</body></html>", b"<p>hei", b"", WSDL])
def test_what_is_no_nir_is_told_from_one(tmp_path: Path, svar: bytes) -> None:
    tjener = HTTPServer(("127.0.0.1", 0), type("Side", (_Nettside,), {"SVAR": svar}))
    threading.Thread(target=tjener.serve_forever, daemon=True).start()
    try:
        ut = _kjoer(
            "send",
            _fil(tmp_path, f'person: "17859000266", {VEDTAK}'),
            "--url",
            f"http://127.0.0.1:{tjener.server_port}",
        )
    finally:
        tjener.shutdown()
        tjener.server_close()
    assert ut.exit_code == 3, ut.output
    assert ut.exception is None or isinstance(ut.exception, SystemExit)


def test_a_sandbox_that_is_not_there_is_met_with_those_that_are(url: str, tmp_path: Path) -> None:
    fil = _fil(tmp_path, f'person: "17859000266", {VEDTAK}')
    svar = _kjoer("send", fil, "--url", url, "--sandbox", "defualt")
    assert svar.exit_code == 3
    assert "Ingenting er sendt" in svar.output
    assert f"Ingen sandkasse på {url} heter «defualt». Mente du default? Der finnes: default." in svar.output
    assert "samme filen igjen" not in svar.output


def test_a_decimal_comma_within_braces_is_told_of(tmp_path: Path) -> None:
    fil = _fil(tmp_path, "person: '17859000266', type: timer, ordning: norsk, antall: 40,5")
    with pytest.raises(
        UgyldigFil, match=r"registrations\[0\]\.5 er ingen felt; skriv desimaltall med punktum, som 40\.5"
    ):
        les(fil)


def test_a_server_that_keeps_its_sandboxes_to_itself_still_says_that_there_is_none(nir: Nir, tmp_path: Path) -> None:
    # given a server whose control plane asks for a token
    with _tjener(create_app(nir.sandkasser, control_token="hemmelig")) as url:
        svar = _kjoer("send", _fil(tmp_path, f'person: "17859000266", {VEDTAK}'), "--url", url, "--sandbox", "borte")
        demo = _kjoer("demo", "--url", url)
    # then WS4 tells of the sandbox, and the demo of the token
    assert svar.exit_code == 3
    assert "svarte 404 Not Found: Ingen sandkasse heter «borte»" in svar.output
    assert demo.exit_code == 2
    assert "Kontrollplanet krever et token" in demo.output
    assert "--control-token" in demo.output


def test_an_answer_that_is_lost_after_sending_is_asked_for_with_the_same_file(
    nir: Nir, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a NIR that does what it is asked, and an answer that never comes
    fil = _fil(tmp_path, f'person: "{nir.person()}", {VEDTAK}')
    post = Transport.post

    def mist(self: Transport, *hva: object) -> None:
        post(self, *hva)
        raise requests.ConnectionError("Connection aborted", ConnectionResetError(104, "Connection reset by peer"))

    with monkeypatch.context() as m:
        m.setattr(Transport, "post", mist)
        svar = _kjoer("send", fil, "--url", url)
    # then the remedy is the same file, which does nothing twice
    assert svar.exit_code == 3
    assert "Send den samme filen igjen" in svar.output
    assert f"Forbindelsen til {url} ble brutt (Connection reset by peer)" in svar.output
    assert "ingenting ble endret" in _kjoer("send", fil, "--url", url).output


def test_reconcile_tells_agreement_from_difference(nir: Nir, url: str, tmp_path: Path) -> None:
    fil, ident = tmp_path / "lager.db", nir.person()
    lager = Lager(f"sqlite:///{fil}")
    lager.registrer([a.vedtak(ident)])
    Sender(lager, nir.klient, lambda: NAA).send()
    felles = ("--kommune", "0301", "--store", fil, "--url", url, "--user", "intro-0301", "--password", PASSORD)
    svar = _kjoer("reconcile", *felles)
    assert svar.exit_code == 0, svar.output
    assert "er enige" in svar.output

    lager.registrer([a.tiltak(ident, date(2017, 1, 2), date(2017, 1, 31))])
    lager.lukk()
    svar = _kjoer("reconcile", *felles)
    assert svar.exit_code == 1
    assert "Mangler i NIR" in svar.output
    rader = json.loads(_kjoer("reconcile", *felles, "--format", "json").output)
    assert [r["slag"] for r in rader] == ["mangler-i-nir"]
    assert _kjoer("reconcile", *felles[2:], "--kommune", "1103").exit_code == 2


def test_habits_are_listed_with_what_they_teach() -> None:
    tabell = _kjoer("habits")
    assert tabell.exit_code == 0
    assert all(navn in tabell.output for navn in VANER)
    rader = json.loads(_kjoer("habits", "--format", "json").output)
    assert [r["navn"] for r in rader] == list(VANER)
    assert all(r["laerer"] and r["teaches"] for r in rader)
