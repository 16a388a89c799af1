"""The library: every scenario in scenarios/ holds, and each rule is shown biting, not biting, and at its border."""

from collections import defaultdict
from pathlib import Path

import pytest

from mocknir.client.server import Server
from mocknir.rules.katalog import KATALOG
from mocknir.scenario.dom import dom
from mocknir.scenario.gang import Status
from mocknir.scenario.kjoering import Kjoerer
from mocknir.scenario.les import Lest, les_alle
from mocknir.scenario.rapport.tekst import linjer

BIBLIOTEKET = Path(__file__).parents[2] / "scenarios"
LESTE = list(les_alle([BIBLIOTEKET]))
SCENARIOER = [en for en in LESTE if isinstance(en, Lest)]


def test_every_file_can_be_read():
    assert [f.paa("nb") for en in LESTE if not isinstance(en, Lest) for f in en.feil] == []


@pytest.mark.parametrize("lest", SCENARIOER, ids=lambda lest: lest.scenario.scenario)
def test_it_holds(server: Server, lest: Lest):
    resultat = Kjoerer(server).kjoer(lest)

    holdt = resultat.status in (Status.HOLDT, Status.STOETTES_IKKE)
    assert holdt, "\n".join(linje.tekst for linje in linjer(dom(resultat, "nb"), "nb"))


def test_every_scenario_says_what_it_shows():
    """A scenario of one's own need not; those that come along are found by it."""
    uten = [
        lest.fil
        for lest in SCENARIOER
        if not (lest.scenario.rules or lest.scenario.facts) or (lest.scenario.rules and lest.scenario.shows is None)
    ]
    assert uten == []


def test_every_rule_is_shown_biting_and_not_and_at_its_border():
    viser: dict[str, set[str | None]] = defaultdict(set)
    for lest in SCENARIOER:
        for regel in lest.scenario.rules:
            viser[regel].add(lest.scenario.shows)

    mangler = {r: {"biter", "biter-ikke", "grense"} - viser[r] for r in KATALOG}
    assert {r: m for r, m in mangler.items() if m} == {}


def test_every_rule_with_numbers_of_its_own_is_shown_with_another_value():
    andre = {
        navn.partition(".")[0]
        for lest in SCENARIOER
        for steg in (lest.scenario.parameters, *(getattr(s, "parameter", {}) for s in lest.scenario.steps))
        for navn in steg
    }

    assert sorted(r.id for r in KATALOG.values() if r.parametre and r.id not in andre) == []


def test_no_two_scenarios_have_the_same_name():
    navn = [lest.scenario.scenario for lest in SCENARIOER]

    assert sorted(navn) == sorted(set(navn))
