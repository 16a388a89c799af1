"""JSON Schemas: of the bodies and query strings from their pydantic models, of the answers from their types."""

import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import BaseModel

from mocknir.control.openapi.ordliste import ORD, Ord
from mocknir.control.openapi.skjemaord import SAERSKILT, SKJEMAER
from mocknir.register.kodeverk import KODEVERK
from mocknir.register.skjema import TYPER, Feltbeskrivelse

Skjema = dict[str, Any]
REF = "#/components/schemas/"
_ENKLE: dict[Any, Skjema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    type(None): {"type": "null"},
}


class Skjemaer:
    """The schemas under `#/components/schemas`, each made when it is first referred to."""

    def __init__(self) -> None:
        self.alle: dict[str, Skjema] = {}
        self._svar: dict[str, type] = {}
        for type_ in TYPER.values():
            self.alle[_stor(type_.navn)] = _registreringstype(type_.navn)

    def svar(self, hint: Any) -> Skjema:
        """The schema of an answer, or of a value in one; everything in it is told and nothing else comes."""
        if hint in _ENKLE:
            return dict(_ENKLE[hint])
        if hint is Any:
            return {}
        if is_typeddict(hint):
            return self._svarobjekt(hint)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return {"type": "string", "enum": [en.value for en in hint]}
        slag, ledd = get_origin(hint), get_args(hint)
        if slag is Literal:
            return {"type": "string", "enum": list(ledd)}
        if slag in (Union, types.UnionType):
            return _en_av([self.svar(en) for en in ledd])
        if slag in (dict, Mapping):
            return {"type": "object", "additionalProperties": self.svar(ledd[1])}
        assert slag in (list, tuple, Sequence), f"{hint} is in no answer so far"
        return {"type": "array", "items": self.svar(ledd[0])}

    def _svarobjekt(self, hint: Any) -> Skjema:
        navn: str = hint.__name__
        if navn not in self.alle:
            self.alle[navn] = {}  # it may refer to itself
            self._svar[navn] = hint
            felter = {felt: self.svar(slag) for felt, slag in get_type_hints(hint).items()}
            self.alle[navn] = {
                "type": "object",
                "description": _beskriv_skjema(navn, hint.__doc__),
                "properties": {felt: _med_ord(skjema, navn, felt, False) for felt, skjema in felter.items()},
                "required": [felt for felt in felter if felt in hint.__required_keys__],
                "additionalProperties": False,
            }
        assert self._svar.get(navn) is hint, f"two answers are called {navn}"
        return {"$ref": REF + navn}

    def inn(self, modell: type[BaseModel]) -> Skjema:
        """The schema of a body."""
        helt = modell.model_json_schema(ref_template=f"{REF}{{model}}")
        deler = helt.pop("$defs", {})
        deler.pop("JsonValue", None)  # the content of a registration, of which more is said than that
        for navn, skjema in {modell.__name__: helt, **deler}.items():
            self._ta_inn(navn, skjema)
        return {"$ref": REF + self._innnavn(modell.__name__)}

    def sporring(self, modell: type[BaseModel]) -> list[tuple[str, bool, Skjema]]:
        """The parameters of a query string: name, whether it must be there, and schema."""
        helt = modell.model_json_schema()
        krevd = helt.get("required", [])
        return [
            (felt, felt in krevd, _med_ord(_uten_null(self._rett(skjema)), modell.__name__, felt, False))
            for felt, skjema in helt["properties"].items()
        ]

    def _ta_inn(self, navn: str, skjema: Skjema) -> None:
        nytt = self._innnavn(navn)
        if nytt in self.alle:
            return
        skjema = self._rett(skjema)
        skjema["description"] = _beskriv_skjema(navn, skjema.get("description"))
        for felt, en in skjema.get("properties", {}).items():
            skjema["properties"][felt] = _med_ord(en, navn, felt, True)
        if "content" in skjema.get("properties", {}):
            skjema["properties"]["content"] = {
                "description": _tekst(ORD["content"]),
                "anyOf": [*({"$ref": REF + _stor(type_)} for type_ in TYPER), {"type": "null"}],
            }
        self.alle[nytt] = skjema

    def _innnavn(self, navn: str) -> str:
        """A body that has the name of an answer is called otherwise."""
        return f"{navn}Inn" if navn in self._svar else navn

    def _rett(self, skjema: Any) -> Any:
        """Without the titles that pydantic makes of the names of fields, and with the names that bodies have here."""
        if isinstance(skjema, list):
            return [self._rett(en) for en in skjema]
        if not isinstance(skjema, dict):
            return skjema
        ut = {navn: self._rett(en) for navn, en in skjema.items() if not (navn == "title" and isinstance(en, str))}
        if str(ut.get("$ref", "")).startswith(REF):
            ut["$ref"] = REF + self._innnavn(ut["$ref"].removeprefix(REF))
        if "mapping" in ut.get("discriminator", {}):
            ledd = ut["discriminator"]["mapping"].items()
            ut["discriminator"]["mapping"] = {v: REF + self._innnavn(ref.removeprefix(REF)) for v, ref in ledd}
        return ut


def _stor(navn: str) -> str:
    return navn[0].upper() + navn[1:] + "Innhold"


def _en_av(flere: list[Skjema]) -> Skjema:
    """One of several; of plain types it is said shortly."""
    if all(set(en) == {"type"} for en in flere):
        return {"type": [en["type"] for en in flere]}
    if len(flere) == 2 and flere[1] == {"type": "null"} and "type" in flere[0] and "enum" not in flere[0]:
        return {**flere[0], "type": [flere[0]["type"], "null"]}
    return {"anyOf": flere}


def _uten_null(skjema: Skjema) -> Skjema:
    """In a query string nothing is null: what is not there is left out."""
    ut = {navn: en for navn, en in skjema.items() if not (navn == "default" and en is None)}
    flere = [en for en in ut.get("anyOf", ()) if en != {"type": "null"}]
    if len(flere) == 1:
        del ut["anyOf"]
        ut |= flere[0]
    return ut


def ordet(skjema: str, felt: str) -> Ord:
    """What a word means in a schema; KeyError for one that nobody has explained."""
    return SAERSKILT.get(f"{skjema}.{felt}") or ORD[felt]


def _med_ord(en: Skjema, skjema: str, felt: str, inn: bool) -> Skjema:
    """A field with what it means, where that comes from, and, where it is taken in, its values and its form."""
    ord_ = ordet(skjema, felt)
    en = {**en, "description": _tekst(ord_)}
    if ord_.kilde is not None:
        en["x-kilde"] = ord_.kilde._asdict()
    if inn and (ord_.valg or ord_.moenster):
        en = _med_form(en, ord_)
    return en


def _med_form(en: Skjema, ord_: Ord) -> Skjema:
    """The same, its texts held to the values or the form of the word."""
    if "anyOf" in en:
        return {**en, "anyOf": [_med_form(ett, ord_) for ett in en["anyOf"]]}
    if "items" in en:
        return {**en, "items": _med_form(en["items"], ord_)}
    if en.get("type") != "string" or "enum" in en or "const" in en:
        return en
    en = {navn: verdi for navn, verdi in en.items() if navn not in ("minLength", "maxLength", "pattern")}
    return {**en, "enum": list(ord_.valg)} if ord_.valg else {**en, "pattern": ord_.moenster}


def parameter(navn: str, emne: str) -> tuple[str, Skjema]:
    """What a part of an address means, and its schema."""
    ord_ = ordet(emne, navn)
    skjema = {"type": "string", "minLength": 1}
    return _tekst(ord_), _med_form(skjema, ord_) if ord_.valg or ord_.moenster else skjema


def _tekst(ord_: Ord) -> str:
    kilde = f" ({ord_.kilde.proveniens}: {ord_.kilde.henvisning})" if ord_.kilde else ""
    return f"{ord_.tekst} / {ord_.text}{kilde}"


def _beskriv_skjema(navn: str, engelsk: str | None) -> str:
    return f"{SKJEMAER[navn]} / {' '.join((engelsk or '').split())}".removesuffix(" / ")


def _registreringstype(type_: str) -> Skjema:
    """The content of a registration, as the WS4 contract has it."""
    beskrevet = TYPER[type_]
    return {
        "type": "object",
        "description": f"{beskrevet.tekst}. / {beskrevet.text}.",
        "properties": {f.navn: _felt(f) for f in beskrevet.felter},
        "required": [f.navn for f in beskrevet.felter if f.paakrevd],
        "additionalProperties": False,
    }


def _felt(f: Feltbeskrivelse) -> Skjema:
    felt = f.felt
    ut: Skjema = {
        "description": f"{felt.tekst}. / {felt.text}. ({felt.kilde.proveniens}: {felt.kilde.henvisning})",
        "x-kilde": felt.kilde._asdict(),
    }
    if felt.kodeverk is not None:  # a code that is not in the list is judged by the rules, not by the form
        koder = ", ".join(kode.kode for kode in KODEVERK[felt.kodeverk].koder)
        ut["description"] += f" Kodeverk / code list {felt.kodeverk}: {koder}."
    former: dict[type, Skjema] = {
        date: {"type": ["string"], "format": "date"},
        bool: {"type": ["boolean"]},
        Decimal: {
            "type": ["number", "string"], "minimum": 0, "maximum": 99999.99, "pattern": r"^\d{1,5}([.,]\d{1,2})?$",
        },
        str: {"type": ["string"], "maxLength": 64 if felt.kodeverk else max(64, felt.maks_lengde)},
    }  # fmt: skip
    form = former[f.slag]
    slag = form["type"] if f.paakrevd else [*form["type"], "null"]
    return {**ut, **form, "type": slag if len(slag) > 1 else slag[0]}
