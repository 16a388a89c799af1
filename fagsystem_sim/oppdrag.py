"""An assignment of a conformance kit: what it must hold for the casework to be done."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from fagsystem_sim.adresse import er_endepunkt
from fagsystem_sim.sending import IKKE_I_XML

FORMAT = "mocknir-conformance/1"


class UgyldigOppdrag(Exception):
    """The assignment cannot be done: what is wrong with it, and where."""


def _til_xml(tekst: str) -> str:
    if tegn := IKKE_I_XML.search(tekst):
        raise PydanticCustomError("tegn", "har et tegn som XML ikke kan ha (U+{nr})", {"nr": f"{ord(tegn[0]):04X}"})
    return tekst


def _dag(tekst: str) -> str:
    try:
        date.fromisoformat(tekst)
    except ValueError:
        raise PydanticCustomError("dag", "skal være en dag, som 2017-03-01") from None
    return tekst


def _endepunkt(tekst: str) -> str:
    if not er_endepunkt(tekst):
        raise PydanticCustomError("adresse", "skal være et endepunkt, som http://127.0.0.1:8080/ws4")
    return tekst


Tekst = Annotated[str, AfterValidator(_til_xml)]


class _Del(BaseModel):
    model_config = ConfigDict(strict=True)


class _Nir(_Del):
    ws4: Annotated[str, AfterValidator(_endepunkt)]


class _Bruker(_Del):
    kommune: Tekst
    user: Tekst
    password: Tekst


class _Person(_Del):
    name: str
    foedselsnummer: Tekst | None = None
    dufnummer: Tekst | None = None


class _Kode(_Del):
    verk: str = Field(alias="list")
    text: str
    code: Tekst | None = None


class _Arbeid(_Del):
    person: str
    kommune: Tekst
    reference: Tekst
    action: Literal["registrer", "rett", "slett"]
    type: Tekst = ""
    fields: dict[str, Tekst | bool | int | float | None] | None = None
    codes: dict[str, _Kode] | None = None


class _Oppdrag(_Del):
    format: Literal["mocknir-conformance/1"]
    run: str
    suite: str
    case: str
    clock: Annotated[str, AfterValidator(_dag)]
    nir: _Nir
    users: list[_Bruker]
    read: list[str]
    skipEnded: bool  # noqa: N815  # as it stands in the assignment
    persons: list[_Person]
    casework: list[_Arbeid]


def les(fil: Path) -> Any:
    """The assignment in a file. Raises UgyldigOppdrag."""
    try:
        return json.loads(fil.read_text(encoding="utf-8"))
    except OSError as feil:
        raise UgyldigOppdrag(f"{fil} kan ikke leses: {feil.strerror} / It cannot be read") from None
    except (ValueError, RecursionError) as feil:
        raise UgyldigOppdrag(f"{fil} er ikke JSON: {feil} / It is not JSON") from None


def kontroller(o: Any) -> None:
    """Raise UgyldigOppdrag unless it is an assignment of the kind that is known here, and holds together."""
    if not isinstance(o, dict):
        raise UgyldigOppdrag("oppdraget skal være et JSON-objekt / The assignment must be a JSON object")
    try:
        lest = _Oppdrag.model_validate(o)
    except ValidationError as feil:
        raise UgyldigOppdrag(_forklar(feil)) from None
    navn = {p.name for p in lest.persons if p.foedselsnummer or p.dufnummer}
    for nr, a in enumerate(lest.casework):
        if a.person not in navn:
            raise UgyldigOppdrag(f"casework.{nr}.person: «{a.person}» har ikke noe nummer i persons / Unknown person")
        if a.kommune not in {b.kommune for b in lest.users}:
            raise UgyldigOppdrag(f"users: ingen bruker for kommune {a.kommune} / There is no user for it")


def _forklar(feil: ValidationError) -> str:
    """The first thing that is wrong, with its place."""
    detalj = feil.errors(include_url=False)[0]
    # where a value may be of several kinds, pydantic adds the kind it tried to its place
    hvor = ".".join(str(ledd) for ledd in detalj["loc"] if "[" not in str(ledd))
    verdi = detalj["input"]
    if detalj["type"] == "missing" or verdi is None:
        return f"{hvor} mangler / It is missing"
    if hvor == "format":
        return f"format er {verdi!r:.60}; her kjennes {FORMAT} / That format is not known here"
    hva = detalj["msg"] if detalj["type"] in ("tegn", "dag", "adresse") else "er av feil slag"
    return f"{hvor} {hva}: {verdi!r:.60} / It is not as it should be"
