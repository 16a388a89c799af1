"""The verdict: what did not hold is told with what explains it, alike by every way to the register."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocknir.app import in_process
from mocknir.client.server import Server
from mocknir.client.svar import Receipt
from mocknir.scenario.etterproeving import naermest
from mocknir.scenario.gang import Gang, Status
from mocknir.scenario.kjoering import Kjoerer, overfoer_selv
from mocknir.scenario.les import les_tekst
from mocknir.scenario.modell import Task
from tests.contract.nir import tjener
from tests.scenario.conftest import lest
from tests.scenario.gull import GULL, TEKSTER, fil, tekst


@pytest.mark.parametrize(("navn", "lang"), TEKSTER)
def test_what_did_not_hold_is_told_as_the_golden_files_say(server: Server, navn: str, lang: str):
    assert tekst(server, navn, lang) == (GULL / fil(navn, lang)).read_text(encoding="utf-8")


def test_no_golden_file_is_left_of_a_scenario_that_is_gone():
    assert {f.name for f in GULL.iterdir()} == {fil(navn, lang) for navn, lang in TEKSTER}


def test_every_kind_of_step_and_expectation_holds_where_it_should(server: Server):
    resultat = Kjoerer(server).kjoer(lest("holder/alt-holder.yaml"))

    assert (resultat.brudd, resultat.hinder, resultat.status) == ((), None, Status.HOLDT)


@pytest.fixture
def over_http(tmp_path: Path) -> Iterator[Server]:
    with tjener(tmp_path) as nir, closing(Server.connect(nir.adresse)) as server:
        yield server


def test_over_http_a_scenario_is_judged_and_told_as_in_process(over_http: Server):
    assert Kjoerer(over_http).kjoer(lest("holder/alt-holder.yaml")).status is Status.HOLDT
    for navn in ("feil-og-tap", "person-holdt-foer", "fyrt"):
        ventet = (GULL / fil(navn, "nb")).read_text(encoding="utf-8")

        assert _uten_nett(tekst(over_http, navn, "nb")) == _uten_nett(ventet)


def _uten_nett(dom: str) -> str:
    """Without what only the network knows: where the server was, and how the connection went."""
    return re.sub(r"Svaret fra \S+ ble borte \(.*?\)", "Svaret ble borte", " ".join(dom.split()))


def test_on_postgresql_a_scenario_is_judged_and_told_as_on_sqlite(postgres: str):
    with closing(in_process(postgres)) as server:
        assert Kjoerer(server).kjoer(lest("holder/alt-holder.yaml")).status is Status.HOLDT
        for navn in ("person-rettet", "person-lukkes-senere"):
            assert tekst(server, navn, "nb") == (GULL / fil(navn, "nb")).read_text(encoding="utf-8")


def test_each_scenario_has_a_sandbox_of_its_own_that_is_gone_afterwards(server: Server):
    foer = {en.name for en in server.sandboxes()}
    begge = [Kjoerer(server).kjoer(lest("brister/person-lukkes-senere.yaml")) for _ in range(2)]

    assert begge[0].brudd == begge[1].brudd
    assert {en.name for en in server.sandboxes()} == foer


def test_a_sandbox_is_kept_under_the_name_of_its_scenario_when_asked_for(server: Server):
    resultat = Kjoerer(server, behold=True).kjoer(lest("brister/person-lukkes-senere.yaml"))

    assert resultat.sandkasse is not None
    with server.sandbox(resultat.sandkasse) as beholdt:
        assert beholdt.name.startswith("person-lukkes-senere-")
        assert str(beholdt.clock().today) == "2017-03-20"


VENDOR = """
scenario: leverandoer
title: {nb: En annens system gjør saksarbeidet, en: Somebody else's system does the casework}
facts: ["§3.1"]
clock: 2017-01-02
persons:
  amina: {kommune: "0301", lov: introduksjonsloven}
steps:
  - id: arbeid
    vendor:
      instruction: {nb: Tildel program., en: Grant a programme.}
      casework:
        - {person: amina, type: vedtak, ordning: intro, vedtakstype: tildeling, vedtaksdato: 2017-01-02, fra: 2017-01-02, til: 2018-12-31}
  - expect:
      - person: amina
        program: {status: avsluttet}
"""  # noqa: E501  # a registration on a line, as scenarios have it


def test_somebody_elses_system_is_asked_once_and_what_it_did_is_judged(server: Server):
    spurt: list[str] = []

    def leverandoer(gang: Gang, oppgave: Task) -> Receipt | None:
        spurt.append(oppgave.instruction.nb)
        return overfoer_selv(gang, oppgave)

    resultat = Kjoerer(server, leverandoer).kjoer(les_tekst(VENDOR, "leverandoer.yaml"))

    # It would be asked again if near misses were looked for by running the scenario anew.
    assert spurt == ["Tildel program."]
    assert [d.actual.tekst for b in resultat.brudd for d in b.avvik] == ["i program"]


def test_without_a_vendor_the_casework_is_transferred_as_asked_for(server: Server):
    tekst = VENDOR.replace("status: avsluttet", "status: i program")
    resultat = Kjoerer(server).kjoer(les_tekst(tekst, "leverandoer.yaml"))

    assert resultat.status is Status.HOLDT


def test_what_is_found_wrong_before_it_could_not_be_run_on_is_told_too(server: Server):
    umulig = '  - event: {person: amina, type: flytting, dato: 1900-01-01, kommune: "1201"}\n'
    resultat = Kjoerer(server).kjoer(les_tekst(VENDOR + umulig, "leverandoer.yaml"))

    assert (resultat.status, len(resultat.brudd)) == (Status.KUNNE_IKKE, 1)
    assert resultat.hinder is not None
    assert resultat.hinder.sti == ("steps", 2)


@given(st.integers(0, 300), st.integers(0, 300), st.booleans())
def test_the_parameter_told_is_the_nearest_that_holds(naa: int, grense: int, oppover: bool):
    def holder(verdi: int) -> bool:
        return verdi >= grense if oppover else verdi <= grense

    funnet = naermest(naa, 0, 100_000, holder)

    if holder(naa):
        return  # then nobody asks
    if funnet is None:
        assert oppover
        assert grense > 3 * naa + 4
    else:
        assert funnet == grense
