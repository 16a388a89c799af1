"""What `fagsystem-sim` says to wrong usage, and to an address where no NIR answers."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner, Result

from fagsystem_sim.adresse import UgyldigAdresse, les_adresse
from fagsystem_sim.cli import main
from fagsystem_sim.nettfeil import ikke_naadd

INGEN = "http://127.0.0.1:9"


def kjoer(*argumenter: str, **miljoe: str) -> Result:
    return CliRunner().invoke(main, list(argumenter), env=miljoe, prog_name="fagsystem-sim")


@pytest.mark.parametrize(
    ("argumenter", "nb", "en"),
    [
        ("rnu", "Ingen kommando heter «rnu»; mente du run?", "did you mean run?"),
        ("qwerty", "velg en av run, live, habits", "choose one of run"),
        ("run --sede 3 x", "Ingen opsjon heter «--sede»; mente du --seed?", "did you mean --seed?"),
        ("run norge-2017 --seed", "--seed skal ha et helt tall etter seg", "It wants a value after it"),
        ("run norge-2017 --resume=3", "--resume tar ingen verdi", "It takes no value"),
        ("--version=3", "--version tar ingen verdi", "It takes no value"),
        ("run norge-2017 --seed abc", "--seed skal være et helt tall", "'abc' is not a valid integer"),
        ("run norge-2017 --workers 99", "--workers skal være et helt tall fra 1 til 16", "99 is not in the range"),
        ("run norge-2017 --scale abc", "--scale skal være et tall", "'abc' is not a valid float"),
        ("run", "PROFIL mangler", "PROFIL is missing"),
        ("run a b", "«b» er for mye", "That is too much"),
        ("reconcile", "--kommune NR mangler. Kommunenummer", "--kommune NR is missing. The kommune"),
        ("habits --format xml", "--format skal være en av table, json", "'xml' is not one of"),
        ("send borte.yaml", "FIL.yaml skal være en fil som finnes", "File 'borte.yaml' does not exist"),
        ("conform --store /etc/passwd x", "--store skal være en mappe", "'/etc/passwd' is a file"),
        ("live --sandbox ../a", "--sandbox: «../a» er ikke navnet på en sandkasse", "no name of a sandbox"),
        ("run norge-2017 --control-token æ", "--control-token: bare a–z", "only a–z"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_bokmaal_and_english(argumenter: str, nb: str, en: str):
    svar = kjoer(*argumenter.split())
    assert svar.exit_code == 2
    foran, _, etter = svar.output.partition(nb)
    assert "Feil / error: " in foran, svar.output
    assert en in etter


@pytest.mark.parametrize("kommando", ["run norge-2017", "live", "reconcile --kommune 0301 --store", "send", "demo"])
def test_every_command_says_what_address_is_wanted(kommando: str):
    egne = kommando.split() + [__file__] * (kommando.split(maxsplit=1)[0] in ("send", "reconcile"))
    svar = kjoer(*egne, "--url", "localhost:18999")
    assert svar.exit_code == 2
    assert "--url: «localhost:18999» er ikke adressen til en server; skriv http://localhost:18999 / " in svar.output
    svar = kjoer(*egne, MOCKNIR_URL="localhost:18999")
    assert svar.exit_code == 2
    assert "MOCKNIR_URL: «localhost:18999» er ikke" in svar.output


def test_an_endpoint_is_taken_apart_into_server_and_sandbox():
    sendt = kjoer("send", __file__, "--url", "http://127.0.0.1:8080/kurs-1/ws4?wsdl")
    assert "skriv http://127.0.0.1:8080, uten sti, og --sandbox kurs-1 / " in sendt.output
    kjoert = kjoer("run", "norge-2017", "--url", "http://127.0.0.1:8080/ws4")
    assert "skriv http://127.0.0.1:8080, uten sti" in kjoert.output


@pytest.mark.parametrize(
    ("skrevet", "ment"),
    [
        ("localhost:8080/", "http://localhost:8080"),
        ("8080", "http://127.0.0.1:8080"),
        ("htp://nir:80", "http://nir:80"),
        ("http:/nir:80", "http://nir:80"),
        ("http://nir:99999", "maskin og port, som http://127.0.0.1:8080"),
        ("http://nir:0", "maskin og port"),
        ("http://nir:abc", "maskin og port"),
        ("http://", "maskin og port"),
        ("http://[::1", "maskin og port"),
        ("http://" + 64 * "a" + ".no", "maskin og port"),
        ("http://ola:hemmelig@nir", "maskin og port"),
        ("", "maskin og port"),
    ],
)
def test_what_is_no_address_is_met_with_one(skrevet: str, ment: str):
    with pytest.raises(UgyldigAdresse) as feil:
        les_adresse(skrevet)
    assert f"skriv {ment}" in feil.value.nb


@pytest.mark.parametrize("skrevet", ["http://127.0.0.1:8080/", " HTTP://127.0.0.1:8080 ", "http://127.0.0.1:8080"])
def test_an_address_may_end_in_a_slash(skrevet: str):
    assert les_adresse(skrevet) == "http://127.0.0.1:8080"


@pytest.mark.parametrize("kommando", ["run norge-2017 --scale 0.001 --out", "live --participants 1", "send", "demo"])
def test_nobody_at_the_address(kommando: str, tmp_path: Path):
    fil = tmp_path / "en.yaml"
    fil.write_text('{kommune: "0301", user: u, password: p, registrations: [{person: "17859000266", type: kontakt}]}')
    sist = {"run": [str(tmp_path / "ut")], "send": [str(fil)]}.get(kommando.split(maxsplit=1)[0], [])
    svar = kjoer(*kommando.split(), *sist, "--url", INGEN)
    assert svar.exit_code == 3
    assert f"Ingen NIR svarer på {INGEN} (Connection refused). Start en NIR der med «mocknir serve»" in svar.output
    assert "No NIR answers" in svar.output
    assert "HTTPConnectionPool" not in svar.output
    assert "samme filen igjen" not in svar.output


@contextmanager
def _tjener(gjoer: Callable[[socket.socket], None]) -> Iterator[int]:
    """Something that listens and is no NIR."""
    with socket.create_server(("127.0.0.1", 0)) as lytter:

        def svar() -> None:
            while True:
                try:
                    inn, _ = lytter.accept()
                except OSError:
                    return
                with inn:
                    inn.recv(4096)
                    gjoer(inn)

        traad = threading.Thread(target=svar, daemon=True)
        traad.start()
        yield lytter.getsockname()[1]
        lytter.shutdown(socket.SHUT_RDWR)
        traad.join(5)


@pytest.mark.parametrize(
    ("gjoer", "skjema", "venter"),
    [
        (lambda _: None, "http", "ble brutt. Se etter om det er en NIR som svarer der"),
        (lambda inn: inn.sendall(b"SSH-2.0-OpenSSH\r\n"), "http", "ble brutt (BadStatusLine)"),
        (lambda inn: inn.recv(1), "http", "svarte ikke i tide"),
        (lambda inn: inn.sendall(b"HTTP/1.0 400 Bad\r\n\r\n"), "https", "nå over https (WRONG_VERSION_NUMBER)"),
    ],
)  # fmt: skip
def test_what_the_network_says_is_told_for_people(gjoer: Callable[[socket.socket], None], skjema: str, venter: str):
    with _tjener(gjoer) as port, requests.Session() as session:
        session.trust_env = False
        url = f"{skjema}://127.0.0.1:{port}"
        with pytest.raises(requests.RequestException) as feil:
            session.get(f"{url}/ws4", timeout=0.5)
    tekst = ikke_naadd(f"{url}/ws4", feil.value)
    assert venter in tekst
    assert "HTTP" not in tekst
    assert " / " in tekst


def test_an_unknown_machine_and_a_bad_certificate():
    with pytest.raises(requests.ConnectionError) as feil:
        requests.get("http://finnes.ikke.invalid", timeout=5, proxies={"http": ""})
    assert "Ingen maskin heter finnes.ikke.invalid (" in ikke_naadd("http://finnes.ikke.invalid", feil.value)
    sertifikat = requests.exceptions.SSLError(ssl.SSLCertVerificationError(1, "[SSL] certificate verify failed"))
    assert "ellers må sertifikatet være gyldig" in ikke_naadd("https://nir", sertifikat)


class _Vev(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"ikke json")

    def log_message(self, *_: object) -> None:
        pass


def test_the_demo_tells_what_is_no_mocknir_from_one():
    tjener = HTTPServer(("127.0.0.1", 0), _Vev)
    threading.Thread(target=tjener.serve_forever, daemon=True).start()
    try:
        svar = kjoer("demo", "--url", f"http://127.0.0.1:{tjener.server_port}")
    finally:
        tjener.shutdown()
        tjener.server_close()
    assert svar.exit_code == 3
    assert "er ikke en mocknir" in svar.output


@pytest.mark.parametrize(
    ("innhold", "venter"),
    [(b"a = [", "kan ikke brukes: Invalid value"), (b"a = 1", "mangler"), (b"\xff", "kan ikke brukes: 'utf-8' codec")],
)
@pytest.mark.parametrize("valg", ["--story", "--expected"])
def test_a_story_that_cannot_be_read_names_its_file(tmp_path: Path, valg: str, innhold: bytes, venter: str):
    fil = tmp_path / "egen.toml"
    fil.write_bytes(innhold)
    svar = kjoer("demo", valg, str(fil))
    assert svar.exit_code == 2
    assert f"{valg}: {fil}" in svar.output
    assert venter in svar.output


def test_the_list_of_commands_is_not_cut():
    assert "..." not in kjoer("--help").output.partition("Commands:")[2]


def test_a_command_that_is_interrupted_says_so(monkeypatch: pytest.MonkeyPatch):
    def avbryt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fagsystem_sim.cli.skjerm.konsoll", avbryt)
    svar = kjoer("habits")
    assert svar.exit_code == 130
    assert "Avbrutt. / Interrupted." in svar.output
