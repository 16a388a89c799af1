"""The JSON Schema of the scenario language (2020-12), made of the models: for completion in editors, and other tools.

It holds the form alone: whatever is checked with the whole scenario in view, such as names and days, is left to
`mocknir scenario check`. All that `check` accepts, it accepts.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from mocknir.register.felt import Felt
from mocknir.register.kodeverk import KODEVERK
from mocknir.register.skjema import TYPER, Feltbeskrivelse, Registreringstype
from mocknir.register.vurdering import SLETT
from mocknir.scenario import beskrivelser
from mocknir.scenario import slag as slagene
from mocknir.scenario.forventninger import FORVENTNINGER
from mocknir.scenario.modell import STEG, Scenario
from mocknir.scenario.registrering import EGNE, HANDLINGER, MAKS_NOEKKEL
from mocknir.scenario.slag import Slag
from mocknir.scenario.verdityper import MERKE

Skjema = dict[str, Any]

DIALEKT = "https://json-schema.org/draft/2020-12/schema"
_EGEN_REF = "mocknir:ref"
"""Stands for $ref until pydantic has counted its own."""
_MATCHER: Skjema = {_EGEN_REF: "Matcher"}
_TEKST: Skjema = {"type": "string"}


class _Generator(GenerateJsonSchema):
    """pydantic's own, told of the kinds of value that are ours."""

    def function_plain_schema(self, schema: core_schema.PlainValidatorFunctionSchema) -> JsonSchemaValue:
        merke = (schema.get("metadata") or {}).get(MERKE)
        if merke is None:
            return super().function_plain_schema(schema)
        if "valg" in merke:
            return {"type": "string", "enum": list(merke["valg"])}
        if "registrering" in merke:
            return {_EGEN_REF: "Registrering" if merke["registrering"] else "Saksarbeid"}
        return _av_slag(merke["ventet"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


@cache
def tekst() -> str:
    """The schema as the file that is published."""
    return json.dumps(_lag(), ensure_ascii=False, indent=1) + "\n"


def _lag() -> Skjema:
    ut: Skjema = Scenario.model_json_schema(by_alias=True, schema_generator=_Generator)
    definisjoner = ut.pop("$defs")
    for noekkel, klasse in (*STEG.items(), *FORVENTNINGER.items()):
        definisjoner[klasse.__name__]["description"] = beskrivelser.tekst(noekkel)
    definisjoner |= {navn: _objekt(slag) for navn, slag in _OBJEKTER.items()}
    definisjoner |= {_navn(t): _felter(t) for t in TYPER.values()}
    definisjoner |= {"Registrering": _registrering(("person", "eksternId")), "Saksarbeid": _registrering(("person",))}
    definisjoner["Matcher"] = _matcher()
    hele = {
        **ut, "$schema": DIALEKT, "title": "mocknir: scenario",
        "description": "Et scenario for mocknir / A scenario for mocknir", "$defs": dict(sorted(definisjoner.items())),
    }  # fmt: skip
    _pynt(hele)
    return hele


def _pynt(verdi: Any) -> None:
    """Give every key its description, and every reference its form."""
    if isinstance(verdi, list):
        for en in verdi:
            _pynt(en)
    elif isinstance(verdi, dict):
        if _EGEN_REF in verdi:
            verdi["$ref"] = f"#/$defs/{quote(verdi.pop(_EGEN_REF))}"
        for navn, en in (verdi.get("properties") or {}).items():
            beskrevet = beskrivelser.tekst(navn)
            if isinstance(en, dict) and beskrevet and "description" not in en:
                en["description"] = beskrevet
        for en in list(verdi.values()):
            _pynt(en)


_OBJEKTER: Mapping[str, Slag] = {
    f"{navn.capitalize()}Svar": slag
    for navn, slag in vars(slagene).items()
    if isinstance(slag, Slag) and slag.navn == "objekt" and slag.kort is None
}
"""The objects of answers that have a name, each a definition of its own."""


def _av_slag(slag: Slag) -> Skjema:
    """What may be written where an answer has a value of that kind: the value, none, or a matcher."""
    if slag.navn == "fri":
        return {}
    alternativer = [_enkelt(slag), {"type": "null"}, _MATCHER]
    if slag.kort is not None and slag.felter is not None:
        alternativer.insert(0, _enkelt(slag.felter[slag.kort]))
    return {"anyOf": alternativer}


def _enkelt(slag: Slag) -> Skjema:
    match slag.navn:
        case "objekt":
            kjent = next((n for n, o in _OBJEKTER.items() if o.felter is slag.felter), None)
            return {_EGEN_REF: kjent} if kjent else _objekt(slag)
        case "liste":
            return {"type": "array", "items": _av_slag(slag.element or Slag("fri"))}
        case "tall":
            return {"type": "number"}
        case "ja/nei":
            return {"type": "boolean"}
        case "dato":
            return {"type": "string", "format": "date"}
    return {"type": "string", "enum": list(slag.valg)} if slag.valg else _TEKST


def _objekt(slag: Slag) -> Skjema:
    felter = {navn: _av_slag(s) for navn, s in (slag.felter or {}).items()}
    return {"type": "object", "properties": felter, "additionalProperties": False}


def _matcher() -> Skjema:
    """The objects that are matchers; what stands within is held by `check`."""
    grense = {"anyOf": [{"type": "number"}, _TEKST, _MATCHER]}
    antall = {"anyOf": [{"type": "integer", "minimum": 0}, _MATCHER]}
    sann = {"const": True}
    enkle: Skjema = {
        "one_of": {"type": "array", "minItems": 1}, "not": {}, "absent": sann, "any": sann,
        "matches": {"type": "string", "format": "regex"}, "date": _TEKST, "contains": {}, "count": antall,
    }  # fmt: skip
    en_og_en = [
        {"type": "object", "properties": {navn: skjema}, "required": [navn], "additionalProperties": False}
        for navn, skjema in enkle.items()
    ]
    mellom = {
        "type": "object", "properties": {"min": grense, "max": grense}, "minProperties": 1,
        "additionalProperties": False,
    }  # fmt: skip
    return {"oneOf": [*en_og_en, mellom]}


def _registrering(paakrevd: tuple[str, ...]) -> Skjema:
    """A registration: its own keys, and by its type the fields of it."""
    noekkel = {"type": "string", "minLength": 1, "maxLength": MAKS_NOEKKEL}
    egne: Skjema = {
        "person": noekkel, "type": {"type": "string", "enum": list(TYPER)}, "eksternId": noekkel,
        "handling": {"type": "string", "enum": list(HANDLINGER)},
    }  # fmt: skip
    uten_type = {
        "if": {"not": {"required": ["type"]}},
        "then": {**_SLETT, "propertyNames": {"enum": list(EGNE)}},
    }
    etter_type = [
        {"if": {"required": ["type"], "properties": {"type": {"const": t.navn}}}, "then": {_EGEN_REF: _navn(t)}}
        for t in TYPER.values()
    ]
    return {
        "type": "object", "properties": egne, "required": list(paakrevd), "allOf": [uten_type, *etter_type],
    }  # fmt: skip


_SLETT: Skjema = {"required": ["handling"], "properties": {"handling": {"const": SLETT}}}


def _navn(t: Registreringstype) -> str:
    return f"type {t.navn}"


def _felter(t: Registreringstype) -> Skjema:
    felter = {f.navn: _felt(f) for f in t.felter}
    return {
        "description": f"{t.tekst} / {t.text}",
        "properties": felter,
        "propertyNames": {"enum": [*EGNE, *felter]},
        "anyOf": [{"required": [f.navn for f in t.felter if f.paakrevd]}, _SLETT],
    }


def _felt(f: Feltbeskrivelse) -> Skjema:
    ut = _felttype(f)
    if not f.paakrevd:
        ut = {"anyOf": [ut, {"type": "null"}]}
    return {"description": _beskriv(f.felt), **ut}


def _felttype(f: Feltbeskrivelse) -> Skjema:
    if f.felt.kodeverk is not None:
        # A scenario may send a code that NIR does not know, to show that it is rejected: the codes are offered only.
        koder = [k.kode for k in KODEVERK[f.felt.kodeverk].koder]
        return {"anyOf": [{"type": "string", "enum": koder}, {"type": "string", "minLength": 1}]}
    match f.slag.__name__:
        case "date":
            return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case "Decimal":
            return {"type": ["number", "string"]}
        case "bool":
            return {"type": "boolean"}
    return {"type": "string"}


def _beskriv(f: Felt) -> str:
    return f"{f.tekst} / {f.text} ({f.kilde.proveniens}, domain.md {f.kilde.henvisning})"
