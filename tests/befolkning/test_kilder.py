"""Whatever a profile cites can be looked up, in the list of sources and in docs/kilder.md."""

from typing import Any

import pytest
import yaml

from fagsystem_sim import profiler
from fagsystem_sim.profiler.les import MAPPE
from fagsystem_sim.rapport import kilder
from tests import dekning
from tests.unit.test_docs import AVSNITT, KJENTE

LINJER = dekning.KILDER.read_text(encoding="utf-8").splitlines()


def henvisninger(del_: Any) -> list[str]:
    """Every `kilde` in a profile."""
    if isinstance(del_, dict):
        her = [del_["kilde"]] if "kilde" in del_ else []
        return her + [sagt for verdi in del_.values() for sagt in henvisninger(verdi)]
    return [sagt for verdi in del_ for sagt in henvisninger(verdi)] if isinstance(del_, list) else []


@pytest.mark.parametrize("navn", profiler.navn())
def test_every_source_that_a_profile_cites_can_be_looked_up(navn: str):
    """Given a profile that comes with the program; then its tags and sections are in the list and in docs/kilder.md."""
    alle = henvisninger(yaml.safe_load((MAPPE / f"{navn}.yaml").read_text(encoding="utf-8")))
    merker = {merke for henvisning in alle for merke in kilder.merker(henvisning)}
    assert len(merker) > 10
    assert merker <= kilder.alle().keys()
    assert merker <= KJENTE
    assert {avsnitt for henvisning in alle for avsnitt in AVSNITT.findall(henvisning)} <= KJENTE


def test_the_page_of_sources_has_the_same_lines_as_the_list():
    assert [
        linje for k in kilder.alle().values()
        if (linje := f"| {k.merke} | {k.utgiver}: {k.tittel} ({k.adresse}) |") not in LINJER
    ] == []  # fmt: skip
    assert all(k.tittel and k.utgiver and k.adresse.startswith("http") for k in kilder.alle().values())


@pytest.mark.parametrize(
    ("henvisning", "merker"),
    [("S108, S70: midt imellom", ["S108", "S70"]), ("A", ["A"]), ("§5.4 [S67][B]", ["S67", "B"]), ("S31b", ["S31b"]),
     ("kalibrert mot A; S10", ["A", "S10"]), ("SSB 31 716", []), ("LUKKING-OPPHOLD", []), ("", [])],
)  # fmt: skip
def test_tags_are_found_in_what_is_said(henvisning: str, merker: list[str]):
    assert kilder.merker(henvisning) == merker
