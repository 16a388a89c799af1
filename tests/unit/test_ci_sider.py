"""docs/ci.md can be copied: its YAML parses, and each of our commands in it exists with its options."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from mocknir.cli import main

ROT = Path(__file__).parents[2]
SIDE = (ROT / "docs" / "ci.md").read_text()
BLOKKER = [yaml.safe_load(innhold) for innhold in re.findall(r"^```yaml\n(.*?)^```$", SIDE, re.M | re.S)]


def tekster(verdi: Any) -> Iterator[str]:
    """Every command line below a value: lines of text, and commands written as lists."""
    if isinstance(verdi, str):
        yield from verdi.splitlines()
    elif isinstance(verdi, list) and verdi[:1] == ["mocknir"]:
        yield shlex.join(verdi)
    elif isinstance(verdi, list):
        for en in verdi:
            yield from tekster(en)
    elif isinstance(verdi, dict):
        for en in verdi.values():
            yield from tekster(en)


KOMMANDOER = sorted({t.removesuffix(" &") for t in tekster(BLOKKER) if t.startswith("mocknir ")})


def test_the_page_has_what_both_services_read():
    github, gitlab = BLOKKER
    assert {"on", True} & set(github)  # YAML 1.1 reads «on» as true
    assert all("runs-on" in jobb and jobb["steps"] for jobb in github["jobs"].values())
    assert all(jobb["script"] and jobb["image"] for jobb in gitlab.values())
    assert gitlab["scenarier"]["artifacts"]["reports"]["junit"] == ["scenarier.xml", "pytest.xml"]
    assert len(KOMMANDOER) >= 4


@pytest.mark.parametrize("linje", KOMMANDOER)
def test_each_command_is_one_of_ours(linje: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROT)
    navn, *ord_ = shlex.split(linje)
    kommando: click.Command = main
    ctx = None
    while isinstance(kommando, click.Group):
        ctx = kommando.make_context(navn, ord_, parent=ctx)
        navn_, under, ord_ = kommando.resolve_command(ctx, [*ctx._protected_args, *ctx.args])
        assert under is not None
        navn, kommando = str(navn_), under
    assert kommando.make_context(navn, ord_, parent=ctx).params


def test_the_options_of_the_plugin_are_those_of_the_page(pytestconfig: pytest.Config):
    gruppe = next(g for g in pytestconfig._parser._groups if g.name == "mocknir")
    paa_siden = set(re.findall(r"`(--mocknir-\w+)", SIDE))
    assert paa_siden == {navn for valg in gruppe.options for navn in valg.names()}
