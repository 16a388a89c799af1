"""The kinds of value in a scenario's file, for pydantic: days, keys, expectations, registrations."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, PlainValidator, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from mocknir.register.skjema import camel
from mocknir.register.tekst import FOERSTE_AAR, SISTE_AAR
from mocknir.scenario import registrering
from mocknir.scenario.kompiler import Ugyldig, kompiler
from mocknir.scenario.matchere import Matcher
from mocknir.scenario.ord import Feilord, Ord, forslag
from mocknir.scenario.slag import Slag
from mocknir.scenario.verdier import skriv

FEIL = "scenario"
"""The kind of pydantic's error that brings its texts along, and the places of several in one."""


MERKE = "mocknir"
"""Under this name a kind of value of ours says what it is, for those who describe the models."""


class Modell(BaseModel):
    """An object of the language: its keys in camelCase, none but those that are known."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, alias_generator=camel, arbitrary_types_allowed=True
    )


def feil(*funn: Feilord) -> PydanticCustomError:
    """The error that tells all of these."""
    return PydanticCustomError(FEIL, "{tekst}", {"tekst": funn[0].ord.tekst, "feil": funn})


def _en(tekst: str, text: str) -> PydanticCustomError:
    return feil(Feilord((), Ord(tekst, text)))


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def _dato(verdi: Any) -> date:
    if verdi is None:
        raise _en("mangler: en dato, ÅÅÅÅ-MM-DD", "is missing: a date, YYYY-MM-DD")
    if isinstance(verdi, str) and _ISO.fullmatch(verdi):
        try:
            verdi = date.fromisoformat(verdi)
        except ValueError:
            raise _en(
                f"datoen «{verdi}» finnes ikke i kalenderen", f"the date «{verdi}» is not in the calendar"
            ) from None
    if not isinstance(verdi, date):
        v = skriv(verdi)
        raise _en(f"skal være en dato: ÅÅÅÅ-MM-DD, ikke «{v}»", f"must be a date: YYYY-MM-DD, not «{v}»")
    if not FOERSTE_AAR <= verdi.year <= SISTE_AAR:
        raise _en(
            f"året skal være fra {FOERSTE_AAR} til {SISTE_AAR}", f"the year must be from {FOERSTE_AAR} to {SISTE_AAR}"
        )
    return verdi


def _tekst(verdi: Any) -> str:
    if isinstance(verdi, str):
        if verdi.strip():
            return verdi.strip()
        raise _en("er tom", "is empty")
    if isinstance(verdi, int | float | date) and not isinstance(verdi, bool):
        v = skriv(verdi)
        raise _en(f'skal være tekst; sett den i anførselstegn: "{v}"', f'must be text; put it in quotes: "{v}"')
    if verdi is None:
        raise _en("er tom", "is empty")
    raise _en("skal være tekst", "must be text")


def _kommune(verdi: Any) -> str:
    if isinstance(verdi, int) and not isinstance(verdi, bool):
        raise _en(
            f'skal være fire siffer i anførselstegn: "{verdi:04}"', f'must be four digits in quotes: "{verdi:04}"'
        )
    tekst = _tekst(verdi)
    if not re.fullmatch(r"\d{4}", tekst):
        raise _en(f'«{tekst}» er intet kommunenummer; skriv fire siffer i anførselstegn, som "0301"',
                  f'«{tekst}» is no kommune number; write four digits in quotes, as "0301"')  # fmt: skip
    return tekst


NAVN = r"[^\s.<>\[\]{}]+"
"""What somebody, a step or a scenario can be called."""


def _navn(verdi: Any) -> str:
    tekst = _tekst(verdi)
    if not re.fullmatch(NAVN, tekst):
        raise _en(
            f"«{tekst}» er intet navn her: uten mellomrom og punktum", f"«{tekst}» is no name here: no spaces, no dots"
        )
    return tekst


_LENGDE = r"[1-9]\d{0,4}[dwmy]"


def _lengde(verdi: Any) -> str:
    if not (isinstance(verdi, str) and re.fullmatch(_LENGDE, verdi)):
        v = skriv(verdi)
        raise _en(f"«{v}» er ingen varighet; skriv 30d, 2w, 3m (måneder) eller 1y",
                  f"«{v}» is no length of time; write 30d, 2w, 3m (months) or 1y")  # fmt: skip
    return verdi


_VEGGTID = r"[1-9]\d{0,4}[smh]"


def _veggtid(verdi: Any) -> str:
    if not (isinstance(verdi, str) and re.fullmatch(_VEGGTID, verdi)):
        v = skriv(verdi)
        raise _en(f"«{v}» er ingen ventetid; skriv 60s, 5m (minutter) eller 1h",
                  f"«{v}» is no time to wait; write 60s, 5m (minutes) or 1h")  # fmt: skip
    return verdi


T = TypeVar("T")
Rekke = Annotated[tuple[T, ...], Field(strict=False)]
"""A list of a file."""

Dato = Annotated[date, BeforeValidator(_dato), WithJsonSchema({"type": "string", "format": "date"})]
Tekst = Annotated[
    str, BeforeValidator(_tekst), Field(max_length=2000), WithJsonSchema({"type": "string", "minLength": 1})
]
Kommune = Annotated[str, BeforeValidator(_kommune), WithJsonSchema({"type": "string", "pattern": r"^\d{4}$"})]
Navn = Annotated[
    str, BeforeValidator(_navn), Field(max_length=64),
    WithJsonSchema({"type": "string", "pattern": f"^{NAVN}$", "maxLength": 64}),
]  # fmt: skip
Noekkel = Annotated[
    str, BeforeValidator(_tekst), Field(max_length=64),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 64}),
]  # fmt: skip
"""A key of a sending system: eksternId."""
Lengde = Annotated[str, BeforeValidator(_lengde), WithJsonSchema({"type": "string", "pattern": f"^{_LENGDE}$"})]
Veggtid = Annotated[str, BeforeValidator(_veggtid), WithJsonSchema({"type": "string", "pattern": f"^{_VEGGTID}$"})]
Person = Navn
"""A person: a name of the scenario, or a number of 11 or 12 digits in quotes."""


def _parameterverdi(verdi: Any) -> bool | int | str:
    """A number, a switch or a text; a day is text in the form that rules and reports take."""
    if isinstance(verdi, bool | int):
        return verdi
    if isinstance(verdi, date):
        return verdi.isoformat()
    if isinstance(verdi, float):
        return skriv(verdi)
    return _tekst(verdi)


Parameterverdi = Annotated[
    bool | int | str, PlainValidator(_parameterverdi), WithJsonSchema({"type": ["string", "number", "boolean"]})
]


class EnAv:
    """Marks a text as one of several words."""

    def __init__(self, *valg: str) -> None:
        self.valg = valg

    def _les(self, verdi: Any) -> str:
        tekst = _tekst(verdi)
        if tekst not in self.valg:
            o = forslag(tekst, self.valg)
            raise _en(f"«{tekst}» kjennes ikke{o.tekst}", f"«{tekst}» is not known{o.text}")
        return tekst

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _egen(self._les, {"valg": self.valg})


class Ventet:
    """Marks a field as an expectation of a value of that kind; what stands there is compiled to a Matcher."""

    def __init__(self, slag: Slag) -> None:
        self.slag = slag

    def _les(self, verdi: Any) -> Matcher:
        try:
            return kompiler(verdi, self.slag)
        except Ugyldig as ugyldig:
            raise feil(*ugyldig.feil) from None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _egen(self._les, {"ventet": self.slag})


class SomRegistrering:
    """Marks a registration; `med_noekkel` says whether it must have its eksternId."""

    def __init__(self, *, med_noekkel: bool) -> None:
        self.med_noekkel = med_noekkel

    def _les(self, verdi: Any) -> registrering.Registrering:
        lest, funn = registrering.les(verdi, med_noekkel=self.med_noekkel)
        if lest is None:
            raise feil(*funn)
        return lest

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return _egen(self._les, {"registrering": self.med_noekkel})


def _egen(les: Callable[[Any], Any], merke: Mapping[str, Any]) -> CoreSchema:
    return core_schema.no_info_plain_validator_function(les, metadata={MERKE: dict(merke)})


Registrering = Annotated[registrering.Registrering, SomRegistrering(med_noekkel=True)]
Saksarbeid = Annotated[registrering.Registrering, SomRegistrering(med_noekkel=False)]
"""A registration that somebody else's system is asked for, under a key of its own choice."""
