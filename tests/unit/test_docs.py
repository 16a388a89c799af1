"""The written pages say what the code says."""

import re
from pathlib import Path

import pytest

from mocknir.register.kodeverk import KODEVERK
from mocknir.register.skjema import TYPER
from mocknir.rules.katalog import KATALOG
from tests import regelside

ROT = Path(__file__).parent.parent.parent


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


def test_every_reference_can_be_looked_up():
    kilder = (ROT / "docs" / "kilder.md").read_text()
    forste = set(re.findall(r"^\| (\S+) \|", kilder, re.M))
    for kilde, hvor in henvisninger():
        assert "§" in kilde.henvisning, hvor
        avsnitt = re.findall(r"§(\d+(?:\.\d+b?)?)", kilde.henvisning)
        merker = re.findall(r"\[(A|B|S\d+b?|INF(?:-general)?)\]", kilde.henvisning)
        assert {*avsnitt, *merker} <= forste, (hvor, kilde.henvisning)


def test_the_page_of_rules_is_up_to_date():
    assert regelside.SIDE.read_text() == regelside.side(), "run: python -m tests.regelside"


@pytest.mark.parametrize("id_", KATALOG)
def test_every_rule_has_tests(id_):
    assert len(regelside.tester()[id_]) >= 1
