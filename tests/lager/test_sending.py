"""`send`, `reconcile` and `habits` as commands, and what they say of bad input."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from werkzeug.serving import make_server

from fagsystem_sim.cli import main
from fagsystem_sim.lager import Lager, Sender
from fagsystem_sim.sending import UgyldigFil, les
from fagsystem_sim.vaner.register import VANER
from tests.lager import arbeid as a
from tests.lager.nir import PASSORD, Nir
from tests.lager.test_sender import NAA

HODE = f'kommune: "0301"\nuser: intro-0301\npassword: {PASSORD}\nregistrations:\n'


@pytest.fixture
def url(nir: Nir) -> Iterator[str]:
    """The NIR on a real port."""
    tjener = make_server("127.0.0.1", 0, nir.http.application)
    traad = threading.Thread(target=tjener.serve_forever)
    traad.start()
    yield f"http://127.0.0.1:{tjener.server_port}"
    tjener.shutdown()
    traad.join(5)
    tjener.server_close()


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
        ("person: 17859000266, " + VEDTAK, "registrations[0].person er lest som 17859000266; sett den i anførselstegn"),
        ('person: "17859000266"', "registrations[0].type mangler"),
        ('person: "17859000266", type: vedtakk', "registrations[0].type er «vedtakk»; mente du vedtak?"),
        (
            'person: "17859000266", type: tiltak, tiltakstyp: x',
            "tiltakstyp finnes ikke i tiltak; mente du tiltakstype?",
        ),
        ('person: "17859000266", type: tiltak, fra: [1]', "registrations[0].fra er [1]; skriv en dato"),
    ],
)
def test_a_bad_file_names_the_key_and_the_remedy(url: str, tmp_path: Path, registrering: str, hva: str) -> None:
    svar = _kjoer("send", _fil(tmp_path, registrering), "--url", url)
    assert svar.exit_code == 2
    assert hva in svar.output
    assert "overfoering.yaml" in svar.output


@pytest.mark.parametrize(
    ("tekst", "hva"),
    [
        ("a: [", "linje 1: ikke gyldig YAML"),
        ("dato: 2017-02-30", "har en verdi som ikke finnes"),
        ("[" * 3000, "for mange lag inne i hverandre"),
        ("a: 1\n? [b]\n: 2", "linje 2: en nøkkel er ett ord, og ikke en liste"),
        ("- 1", "må ha nøklene"),
        ("kommune: 0301", "kommune er lest som 193"),
        ('kommune: "301"', "fire siffer"),
        ('kommune: "0301"\nbrukr: x', "brukr er ingen kjent nøkkel"),
        ('kommune: "0301"\nuser: x\npassword: y\nregistrations: []', "1 til 1000"),
    ],
)
def test_a_file_that_is_no_transfer_says_why(tmp_path: Path, tekst: str, hva: str) -> None:
    (tmp_path / "x.yaml").write_text(tekst, encoding="utf-8")
    with pytest.raises(UgyldigFil) as feil:
        les(tmp_path / "x.yaml")
    assert hva in str(feil.value)
    assert "x.yaml" in str(feil.value)


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


def test_where_nobody_answers_the_exit_code_is_three(tmp_path: Path) -> None:
    svar = _kjoer("send", _fil(tmp_path, f'person: "17859000266", {VEDTAK}'), "--url", "http://127.0.0.1:9")
    assert svar.exit_code == 3
    assert "samme filen igjen" in svar.output


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
