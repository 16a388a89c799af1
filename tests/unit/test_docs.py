"""The written pages say what the code says."""

import re

import pytest

from mocknir.register.kodeverk import KODEVERK
from mocknir.register.skjema import TYPER
from mocknir.rules.katalog import KATALOG
from tests import dekning, regelside
from tests.fakta import FAKTA, GRUNNER


def henvisninger():
    for regel in KATALOG.values():
        yield regel.kilde, regel.id
        yield regel.detaljer, regel.id
        for parameter in regel.parametre:
            yield parameter.kilde, f"{regel.id}.{parameter.navn}"
    for liste in KODEVERK.values():
        for kode in liste.koder:
            yield kode.kilde, f"{liste.navn}.{kode.kode}"
    for type_ in TYPER.values():
        for felt in type_.felter:
            yield felt.felt.kilde, f"{type_.navn}.{felt.navn}"


AVSNITT = re.compile(r"§(\d+(?:\.\d+b?)?)")
MERKE = re.compile(r"\[(A|B|S\d+b?|INF(?:-general)?)\]")
KJENTE = set(re.findall(r"^\| (\S+) \|", dekning.KILDER.read_text(encoding="utf-8"), re.M))


def test_every_reference_can_be_looked_up():
    for kilde, hvor in henvisninger():
        assert "§" in kilde.henvisning, hvor
        assert {*AVSNITT.findall(kilde.henvisning), *MERKE.findall(kilde.henvisning)} <= KJENTE, (
            hvor,
            kilde.henvisning,
        )


def test_every_source_that_a_scenario_names_can_be_looked_up():
    ukjente = {}
    for lest in dekning.scenarioer():
        sagt = " ".join((lest.scenario.source or "", *lest.scenario.facts))
        galt = {*AVSNITT.findall(sagt), *MERKE.findall(sagt)} - KJENTE
        if galt:
            ukjente[lest.scenario.scenario] = galt

    assert ukjente == {}


def test_the_page_of_rules_is_up_to_date():
    assert regelside.SIDE.read_text(encoding="utf-8") == regelside.side(), "run: python -m tests.regelside"


def test_the_page_of_coverage_is_up_to_date():
    assert dekning.SIDE.read_text(encoding="utf-8") == dekning.side(), "run: python -m tests.regelside"


@pytest.mark.parametrize("id_", KATALOG)
def test_every_rule_has_tests(id_):
    assert len(dekning.merkede()[id_]) >= 1


@pytest.mark.parametrize("faktum", FAKTA, ids=lambda f: f.noekkel)
def test_every_fact_is_shown_or_tested_or_it_is_said_why_not(faktum):
    if dekning.dekket(faktum):
        assert faktum.hvorfor is None
    else:
        assert faktum.hvorfor in GRUNNER
    assert set(faktum.regler) <= set(KATALOG)
    assert [t for t in faktum.tester if not dekning.finnes(t)] == []


def test_a_scenario_names_facts_that_there_are():
    """By key, or a whole section."""
    kjente = {f.noekkel for f in FAKTA} | {f.noekkel.split()[0] for f in FAKTA}
    assert set(dekning.etter_faktum()) <= kjente


def test_no_fact_is_there_twice():
    noekler = [f.noekkel for f in FAKTA]
    assert sorted(set(noekler)) == sorted(noekler)
