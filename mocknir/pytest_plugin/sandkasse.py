"""The sandbox of a test: a client that can also say what it expects, in the matchers of scenarios."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from mocknir import tilfeldig
from mocknir.client import Nir, Refused, Server, WrongUse
from mocknir.client.feil import unknown
from mocknir.client.registreringer import ident
from mocknir.client.svar import Participant, Person
from mocknir.register.skjema import camel
from mocknir.scenario.forventninger import PersonExpectation
from mocknir.scenario.kompiler import NOEKLER, Ugyldig, kompiler
from mocknir.scenario.matchere import Difference
from mocknir.scenario.ord import skriv_sti
from mocknir.scenario.slag import Slag
from mocknir.scenario.verdier import MANGLER
from mocknir.scenario.verdityper import Ventet

MARKER = "mocknir"
_SETTINGS = ("clock", "parameters", "seed")


class ExpectingNir(Nir):
    """A sandbox with `expect`; `disappointed` are those of whom something else was expected."""

    lang: str = "nb"

    def __init__(self, transport: Any, raw: Mapping[str, Any], *, own: bool = False) -> None:
        super().__init__(transport, raw, own=own)
        self.disappointed: list[str] = []

    def expect(self, person: Person | str, **fields: Any) -> Participant:
        """Hold what NIR knows of a person against what is expected of the fields named; answers what it knows.

        `lov`, `kommune`, `kategori`, `frist`, `program` (the last programme), `programmer` (all of them),
        `registrering`, `personalia`, as the control plane answers them; names inside in camelCase or snake_case.
        Values are values or the matchers of scenarios: `{"one_of": [...]}`, `{"not": x}`, `{"absent": True}`,
        `{"any": True}`, `{"matches": "…"}`, `{"min": …, "max": …}`, `{"date": "clock + 90d"}`, `{"contains": …}`,
        `{"count": n}`; of an object only what is named is looked at.

        Raises AssertionError with expected beside actual, and why; WrongUse for what cannot be expected.
        """
        __tracebackhide__ = True  # pytest then shows the line of the test, and not this one
        matcher = _compile(fields)
        known = self.participant(person)
        differences = matcher.hold(_picture(known), _Clock(known.dato))
        if differences:
            self.disappointed.append(known.person.ident)
            raise AssertionError("\n".join(self._told(known, differences)))
        return known

    def remove(self) -> None:
        """Delete the sandbox, unless the test did."""
        try:
            self.delete()
        except Refused as refused:
            if refused.status != 404:
                raise

    def _told(self, known: Participant, differences: Sequence[Difference]) -> list[str]:
        who = f"{known.person.navn} ({known.person.ident})"
        lines = [
            f"{who}: {len(differences)} avvik {known.dato:%d.%m.%Y} i sandkassen {self.name}",
            f"{who}: {len(differences)} difference{'s' * (len(differences) > 1)} on {known.dato} in {self.name}", "",
        ]  # fmt: skip
        for one in differences:
            lines += _difference(one, "  ", self.lang)
        return [*lines, "", *self.why(ident(known.person), self.lang).rstrip().splitlines()]


def begin(server: Server, node: pytest.Item, lang: str, expires: str | None) -> ExpectingNir:
    """A new sandbox for a test, as its markers ask for; the nearest marker goes before those further out."""
    settings: dict[str, Any] = {}
    for mark in reversed(list(node.iter_markers(MARKER))):
        if mark.args:
            raise WrongUse(
                "mocknir-merket tar navngitte verdier, som mocknir(clock=\"2021-03-01\")",
                "the marker mocknir takes named values, as mocknir(clock=\"2021-03-01\")",
            )  # fmt: skip
        for name in mark.kwargs:
            if name not in _SETTINGS:
                raise unknown("Merket mocknir", "The marker mocknir", name, _SETTINGS)
        settings |= {**mark.kwargs, "parameters": {**settings.get("parameters", {}), **_given(mark)}}
    made = server.create(_name(node.name), settings.get("clock"), settings.get("seed", 1), expires)
    sandbox = ExpectingNir(made.transport, made.raw, own=True)
    sandbox.lang = lang
    try:
        for name, value in settings.get("parameters", {}).items():
            rule, _, parameter = name.partition(".")
            sandbox.set(rule, parameter, value)
    except BaseException:
        sandbox.remove()
        raise
    return sandbox


def _given(mark: pytest.Mark) -> Mapping[str, Any]:
    parameters: Mapping[str, Any] = mark.kwargs.get("parameters") or {}
    for name in parameters:
        if "." not in name:
            raise WrongUse(
                f"Parameteren «{name}» skrives REGEL.navn, som VINDU-TO-MAANEDER.maaneder",
                f"The parameter «{name}» is written RULE.name, as VINDU-TO-MAANEDER.maaneder",
            )
    return parameters


def _name(test: str) -> str:
    """A name that tells which test a sandbox is of, and is nobody else's: at most 40 of a–z, digits and hyphens."""
    said = re.sub(r"[^a-z0-9]+", "-", test.removeprefix("test_").lower()).strip("-")
    return f"{said[:27].rstrip('-') or 't'}-{tilfeldig.passord()[:12]}"


FIELDS: dict[str, Slag] = {
    name: next(m.slag for m in field.metadata if isinstance(m, Ventet))
    for name, field in PersonExpectation.model_fields.items()
    if any(isinstance(m, Ventet) for m in field.metadata)
}
"""What can be expected of a person, as in a scenario."""


def _compile(fields: Mapping[str, Any]) -> Any:
    if not fields:
        raise WrongUse(
            f"Forventningen nevner ingenting; nevn minst ett av {', '.join(FIELDS)}",
            f"Nothing is expected; name at least one of {', '.join(FIELDS)}",
        )
    try:
        return kompiler(_plain(fields), Slag("objekt", felter=FIELDS))
    except Ugyldig as invalid:
        told = [f"  {skriv_sti(en.sti)}: {en.ord.tekst} / {en.ord.text}" for en in invalid.feil]
        raise WrongUse("Dette kan ikke ventes:", "This cannot be expected:", told) from None


def _plain(value: Any) -> Any:
    """What was written in Python as a scenario would write it."""
    if isinstance(value, Person):
        return value.ident
    if isinstance(value, Mapping):
        return {name if name in NOEKLER else camel(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _picture(known: Participant) -> dict[str, Any]:
    programmes = known.raw["program"]
    return {
        **known.raw, "program": programmes[-1] if programmes else MANGLER, "programmer": programmes,
        "personalia": known.raw["person"],
    }  # fmt: skip


def _difference(one: Difference, indent: str, lang: str) -> list[str]:
    """Expected beside actual; of a list without the element, how the nearest one differs."""
    lines = [
        f"{indent}{skriv_sti(one.path)}",
        f"{indent}    ventet / expected: {one.expected.paa(lang)}",
        f"{indent}    er / is:           {one.actual.paa(lang)}",
    ]
    if one.nearest:
        lines.append(f"{indent}    nærmest / nearest:")
        for inner in one.nearest:
            lines += _difference(inner, f"{indent}      ", lang)
    return lines


class _Clock:
    """What dates can be reckoned from: the sandbox's own day, `clock`."""

    def __init__(self, today: date) -> None:
        self._today = today

    def dato(self, referanse: str) -> date | None:
        return self._today if referanse == "clock" else None

    def numre(self, navn: str) -> frozenset[str]:
        return frozenset()
