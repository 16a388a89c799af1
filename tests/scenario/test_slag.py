"""The names that an expectation may use are those that the control plane answers with."""

import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from mocknir.control import svar
from mocknir.scenario import slag
from mocknir.scenario.slag import Slag


@pytest.mark.parametrize(
    ("ventet", "svart"),
    [
        (slag.LUKKING, svar.Lukking), (slag.REGISTRERING, svar.Post), (slag.FRIST, svar.Frist),
        (slag.PROGRAM, svar.Program), (slag.KATEGORI, svar.Kategori), (slag.PERSONALIA, svar.Person),
        (slag.FUNN, svar.Funn), (slag.UTFALL, svar.Utfall), (slag.ENDRING, svar.Endring),
        (slag.JOURNALPOST, svar.Journalpost),
    ],
)  # fmt: skip
def test_an_expectation_knows_the_fields_of_an_answer(ventet: Slag, svart: Any) -> None:
    _hold(ventet, svart, svart.__name__)


def _hold(ventet: Slag, svart: Any, hvor: str) -> None:
    svart = _uten_ingen(svart)
    if is_typeddict(svart):
        felter = get_type_hints(svart)
        assert ventet.felter is not None, hvor
        assert set(ventet.felter) == set(felter), hvor
        for navn, en in felter.items():
            _hold(ventet.felter[navn], en, f"{hvor}.{navn}")
    elif get_origin(svart) is Sequence:
        assert ventet.navn == "liste", hvor
        assert ventet.element is not None, hvor
        _hold(ventet.element, get_args(svart)[0], f"{hvor}[]")
    elif get_origin(svart) is Mapping:
        assert ventet.navn in ("fri", "objekt"), hvor
    else:
        enkle = {date: ("dato",), datetime: ("tid",), bool: ("ja/nei",), int: ("tall",), float: ("tall",)}
        tekst = ("tekst", "person", "kommune")
        assert ventet.navn in enkle.get(svart, tekst), hvor
        if isinstance(svart, type) and issubclass(svart, StrEnum):
            assert set(ventet.valg) == set(svart), hvor


def _uten_ingen(svart: Any) -> Any:
    if get_origin(svart) in (Union, types.UnionType):
        return next(en for en in get_args(svart) if en is not type(None))
    return svart
