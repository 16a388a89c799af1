"""docs/konformitet.md says what is so: the keys of an assignment, the suites, the options."""

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest

from mocknir.cli.conformance import run
from mocknir.conformance.resultat import Status, Utfall
from mocknir.conformance.suiter import les_suiter
from tests.contract.nir import Tjener

SIDE = (Path(__file__).parents[2] / "docs" / "konformitet.md").read_text(encoding="utf-8")


def test_the_example_has_the_keys_that_an_assignment_has(nir: Tjener) -> None:
    # given an assignment of the case in the example
    from tests.conformance.test_oppdrag import fortalt

    eksempel = json.loads(re.findall(r"^```json\n(.*?)^```$", SIDE, re.M | re.S)[0])
    virkelig = fortalt(nir, eksempel["case"])[eksempel["step"] - 1]
    # then the example is like it, to the last key
    assert list(eksempel) == list(virkelig)
    assert list(eksempel["casework"][0]) == list(virkelig["casework"][0])
    assert {**eksempel["casework"][0], "text": None} == {**virkelig["casework"][0], "text": None}
    assert set(eksempel["persons"][0]) <= set(virkelig["persons"][0])
    assert eksempel["title"]["nb"] == virkelig["title"]["nb"]


def test_every_suite_status_and_result_is_told() -> None:
    for ord_ in (*les_suiter(), *Status, *Utfall):
        assert ord_ in SIDE


@pytest.mark.parametrize("valg", sorted(set(re.findall(r"--[a-z]+", SIDE))))
def test_every_option_on_the_page_is_one_of_ours(valg: str) -> None:
    kjente: set[Any] = {navn for p in run.params if isinstance(p, click.Option) for navn in p.opts}
    assert valg in kjente
