"""The catalogue: every rule has a source, texts in both languages, parameters that can be set, and a test."""

import ast
from datetime import date
from pathlib import Path

import pytest

from mocknir.register.felt import ANTATT, DOKUMENTERT
from mocknir.register.skjema import TYPER
from mocknir.register.vurdering import Alvor
from mocknir.rules.katalog import KATALOG, lag_katalog
from mocknir.rules.regel import Art, Parameter, Regel

REGLER = list(KATALOG.values())
PARAMETRE = [(r.id, p) for r in REGLER for p in r.parametre]


def merket() -> set[str]:
    """The ids in `pytest.mark.regel("…")` in this folder."""
    funnet = set()
    for fil in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(fil.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.regel":
                (arg,) = node.args
                # «pytestmark = pytest.mark.regel("X")» and the decorator both name the rule outright
                assert isinstance(arg, ast.Constant), f"{fil.name}:{node.lineno}: write the id out"
                funnet.add(str(arg.value))
    return funnet


def test_every_rule_has_a_test_and_every_mark_a_rule():
    assert merket() == set(KATALOG)


def test_the_same_id_twice_is_an_error():
    with pytest.raises(ValueError, match=REGLER[0].id):
        lag_katalog(REGLER[0], REGLER[1], REGLER[0])


@pytest.mark.parametrize("regel", REGLER, ids=lambda r: r.id)
class TestRegel:
    def test_it_has_a_source_in_the_dossier(self, regel: Regel):
        for kilde in (regel.kilde, regel.detaljer):
            assert kilde.proveniens in (DOKUMENTERT, ANTATT)
            assert "§" in kilde.henvisning
        if regel.kilde.proveniens == ANTATT:
            assert regel.detaljer.proveniens == ANTATT

    def test_it_has_its_title_in_both_languages_and_tells_why_it_is_there(self, regel: Regel):
        assert regel.tittel != regel.title
        assert min(len(regel.tittel), len(regel.title)) > 10
        assert regel.gjoer.__doc__

    def test_it_is_met_for_kinds_that_there_are(self, regel: Regel):
        assert regel.typer <= set(TYPER)
        assert isinstance(regel.alvor, Alvor)
        assert regel.art is Art.REGISTRERING or not (regel.typer or regel.adgang or regel.uten_person)

    def test_its_parameters_have_names_of_their_own(self, regel: Regel):
        assert len(regel.standardverdier) == len(regel.parametre)


@pytest.mark.parametrize(("regel_id", "parameter"), PARAMETRE, ids=[f"{r}.{p.navn}" for r, p in PARAMETRE])
def test_the_default_of_a_parameter_is_one_of_its_values(regel_id: str, parameter: Parameter):
    skrevet = {"True": "ja", "False": "nei"}.get(str(parameter.standard), str(parameter.standard))

    assert parameter.les(skrevet) == parameter.standard
    assert parameter.tekst != parameter.text
    assert "§" in parameter.kilde.henvisning


@pytest.mark.parametrize(
    ("regel_id", "navn", "verdi"),
    [
        ("VINDU-TO-MAANEDER", "maaneder", "to"),
        ("VINDU-TO-MAANEDER", "maaneder", "601"),
        ("VINDU-TO-MAANEDER", "maaneder", "-1"),
        ("VINDU-TO-MAANEDER", "dato.tiltak", "vedtaksdato"),
        ("PROGRAM-TID", "fjerde_aar_fra", "2023"),
        ("PROGRAM-TIMER", "timer", "tretti"),
        ("LUKKING-FLYTTING", "sluttdato", "en gang"),
        ("TILGANG-ANSVAR", "uten_adresse", "kanskje"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_both_languages(regel_id: str, navn: str, verdi: str):
    parameter = next(p for p in KATALOG[regel_id].parametre if p.navn == navn)

    with pytest.raises(ValueError, match=" / ") as feil:
        parameter.les(verdi)
    assert verdi.lstrip("-") in str(feil.value)


def test_validity_follows_the_dossier():
    gyldighet = {r.id: (r.fra, r.til) for r in REGLER if r.fra or r.til}

    assert gyldighet == {
        "LOV-6A": (date(2022, 6, 15), None),
        "FUNKSJON-DATO": (None, date(2023, 6, 30)),
        "UTVIDET-6A": (date(2023, 7, 1), None),
        "STATISTIKK-2021": (date(2021, 1, 1), date(2021, 12, 31)),
    }
