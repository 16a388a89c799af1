"""What a vendor's system is told, in words and as JSON, and the one who does it by hand."""

import json
import os
import pty
import subprocess
import threading
from collections.abc import Mapping
from typing import Any

import pytest

from mocknir.app import create_app
from mocknir.client.server import Server
from mocknir.client.transport import WsgiTransport
from mocknir.conformance import oppdrag
from mocknir.conformance.ankomst import Ankomst
from mocknir.conformance.loep import Bestilling, kjoer
from mocknir.conformance.proeve import Oppsett
from mocknir.conformance.resultat import Kjoering, Utfall
from mocknir.conformance.suiter import les_suiter, velg
from mocknir.conformance.utfoerere import ForHaand, Utfoerer, Utfoert
from tests.conformance.conftest import kommando
from tests.conformance.system import System
from tests.conformance.test_brutte import Stille
from tests.contract.nir import Tjener

ALLE = velg(les_suiter())


class Husker(System):
    """Keeps what it was told."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.husket: list[Mapping[str, Any]] = []

    def utfoer(self, o: Mapping[str, Any], ankomst: Ankomst, sekunder: float) -> Utfoert:
        self.husket.append(o)
        return super().utfoer(o, ankomst, sekunder)


def proev(nir: Tjener, utfoerer: Utfoerer, *saker: str, seed: int = 7, frist: float | None = None) -> Kjoering:
    oppsett = Oppsett("oppdrag", "fagsystem", "hemmelig", seed, frist, 0.2, "nb")
    server = Server(WsgiTransport(create_app(nir.sandkasser)))
    valgt = [sak for sak in ALLE if not saker or sak.navn in saker]
    return kjoer(server, utfoerer, Bestilling(valgt, "oppdrag", oppsett), Stille())


def fortalt(nir: Tjener, *saker: str, seed: int = 7) -> list[Mapping[str, Any]]:
    """All assignments of those cases."""
    system = Husker(nir.adresse)
    proev(nir, system, *saker, seed=seed)
    system.lukk()
    return system.husket


@pytest.fixture(scope="module")
def alle(nir: Tjener) -> list[Mapping[str, Any]]:
    return fortalt(nir)


def test_every_assignment_tells_in_both_languages_what_casework_and_not_how_it_is_sent(
    alle: list[Mapping[str, Any]],
) -> None:
    assert {(o["suite"], o["case"]) for o in alle} == {(sak.suite, sak.navn) for sak in ALLE}
    for o in alle:
        # it is JSON, and holds no XML
        raa = json.dumps(o, ensure_ascii=False)
        assert "xmlns" not in raa
        assert "Envelope" not in raa
        # everybody spoken of is there with a number, and every kommune with a user
        personer = {p["name"]: p for p in o["persons"]}
        brukere = {b["kommune"]: b for b in o["users"]}
        for a in o["casework"]:
            assert personer[a["person"]].keys() & {"foedselsnummer", "dufnummer"}
            assert brukere[a["kommune"]]["password"] == "hemmelig"
            assert a["text"]["nb"] != a["text"]["en"]
        # and it can be read aloud
        for lang in ("nb", "en"):
            tekst = oppdrag.tekst(o, lang)
            assert o["instruction"][lang] in tekst
            assert o["nir"]["ws4"] in tekst
            assert tekst.count("\n- ") == len(o["casework"])


def test_no_two_cases_and_no_two_runs_have_a_person_in_common(nir: Tjener, alle: list[Mapping[str, Any]]) -> None:
    # given the persons of a run, by case
    numre: dict[str, set[str]] = {}
    for o in alle:
        for p in o["persons"]:
            if "navn" in p:
                numre.setdefault(o["case"], set()).add(p.get("foedselsnummer") or p["dufnummer"])
    flate = [n for sett in numre.values() for n in sett]
    # then no case has a person of another, whom the vendor's system would remember
    assert len(flate) == len(set(flate))
    # and the same seed gives the same again, another one others
    saker = ("retting", "duf-og-saa-foedselsnummer")
    assert [o["persons"] for o in fortalt(nir, *saker)] == [o["persons"] for o in alle if o["case"] in saker]
    andre = {p.get("foedselsnummer") or p["dufnummer"] for o in fortalt(nir, *saker, seed=8) for p in o["persons"]}
    assert not andre & set(flate)


def test_what_is_asked_for_again_is_a_correction_and_a_deletion_says_of_what(alle: list[Mapping[str, Any]]) -> None:
    retting = [o for o in alle if o["case"] == "retting"]
    assert [a["action"] for o in retting for a in o["casework"]] == ["registrer", "registrer", "rett"]
    (slett,) = next(o for o in alle if o["case"] == "sletting" and o["step"] == 2)["casework"]
    assert slett["action"] == "slett"
    assert slett["text"]["nb"].startswith("Tiltak Grunnskoleopplæring")
    assert "fields" not in slett


def test_a_code_can_be_told_by_its_text_alone(alle: list[Mapping[str, Any]]) -> None:
    (o,) = (o for o in alle if o["case"] == "kodeverk-paa-datoen")
    tiltak = o["casework"][1]
    assert tiltak["codes"] == {"tiltakstype": {"list": "tiltakstype", "text": "Livsmestring i et nytt land"}}
    assert "tiltakstype" not in tiltak["fields"]


class Medhjelper(ForHaand):
    """By hand, with somebody who does it a while after it was told."""

    def __init__(self, system: System) -> None:
        self.sagt: list[str] = []
        super().__init__(self.sagt.append, "nb")
        self.system = system

    def utfoer(self, o: Mapping[str, Any], ankomst: Ankomst, sekunder: float) -> Utfoert:
        threading.Timer(0.2, self.system.utfoer, (o, ankomst, sekunder)).start()
        return super().utfoer(o, ankomst, sekunder)


def test_by_hand_it_goes_on_once_all_that_was_asked_for_has_come(nir: Tjener) -> None:
    # given somebody who reads the assignment, and transfers; one registration is rejected, which counts as come
    system = System(nir.adresse)
    hjelper = Medhjelper(system)
    saker = ("sletting", "ukjent-person", "nir-lukket-ved-flytting")
    k = proev(nir, hjelper, *saker, frist=20)
    system.lukk()
    # then all cases are judged, each step as its transfer came; nobody waits for whom NIR has ended
    assert {r.sak.navn: r.utfall for r in k.saker} == dict.fromkeys(saker, Utfall.BESTAATT)
    assert {b.utfoert.ord.tekst for r in k.saker for b in r.steg} == {"Det kom til NIR"}
    assert "Registrer [vd]: Vedtak: Tildeling 01.03.2017–28.02.2019" in "\n".join(hjelper.sagt)


def test_by_hand_time_runs_out_where_nobody_does_it(nir: Tjener) -> None:
    k = proev(nir, ForHaand(lambda _: None, "nb"), "kontakt-vedtak-og-tiltak", frist=0.5)
    assert [r.utfall for r in k.saker] == [Utfall.IKKE_BESTAATT]
    assert k.saker[0].steg[0].utfoert.ord.tekst == "Etter 0.5 sekunder var ikke alt for amina kommet til NIR"


def test_by_hand_enter_goes_on() -> None:
    # given a terminal at which somebody sits
    deres, vaart = pty.openpty()
    with subprocess.Popen(
        kommando("run", "ws4-grunn", "--case", "sletting", "--timeout", "60s"), stdin=vaart, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    ) as prosess:  # fmt: skip
        os.close(vaart)
        assert prosess.stderr is not None
        assert prosess.stdout is not None
        for linje in prosess.stderr:
            if "Enter går videre" in linje:
                os.write(deres, b"\n")
        ut = prosess.stdout.read()
    os.close(deres)
    # then both steps are passed by
    assert prosess.returncode == 1
    assert ut.count("trykket Enter") == 2
