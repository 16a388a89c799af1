"""The kinds of value that bodies and query strings carry, for pydantic."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from mocknir.control.problem import naermest
from mocknir.register.skjema import camel
from mocknir.register.tekst import Ugyldig, kontroller_tegn, les_dato

Kanalnavn = Literal["WS4", "NIR-web", "NIR", "sentralt", "kontroll", "klokke"]
KANALER: tuple[str, ...] = get_args(Kanalnavn)
"""The ways in, as the journal names them."""


def _dato(verdi: Any) -> Any:
    if isinstance(verdi, str):
        try:
            return les_dato(verdi)
        except Ugyldig as feil:
            raise _egen(feil) from None
    if isinstance(verdi, date):
        return verdi
    raise _egen(Ugyldig("skal være en dato: ÅÅÅÅ-MM-DD", "must be a date: YYYY-MM-DD"))


def tegn(verdi: Any) -> Any:
    """A value as it is, when its characters can be carried; raises PydanticCustomError."""
    if isinstance(verdi, str):
        try:
            kontroller_tegn(verdi)
        except Ugyldig as feil:
            raise _egen(feil) from None
    return verdi


def _kanal(verdi: Any) -> Any:
    treff = next((kanal for kanal in KANALER if isinstance(verdi, str) and kanal.casefold() == verdi.casefold()), None)
    if treff is not None:
        return treff
    naer = naermest(str(verdi), KANALER)
    mente, meant = (f"mente du {naer}?", f"did you mean {naer}?") if naer else (
        f"bruk en av {', '.join(KANALER)}", f"use one of {', '.join(KANALER)}"
    )  # fmt: skip
    raise _egen(Ugyldig(f"er ingen vei inn; {mente}", f"is no way in; {meant}"))


def _egen(feil: Ugyldig) -> PydanticCustomError:
    return PydanticCustomError("mocknir", "{tekst} / {text}", {"tekst": feil.tekst, "text": feil.text})


Dato = Annotated[date, BeforeValidator(_dato)]
"""A day."""

# The check of the signs stands last, so that it comes first: otherwise pydantic measures a text before it strips it.
Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), BeforeValidator(tegn)]
"""A short text that says something."""

Fritekst = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), BeforeValidator(tegn)
]
"""A text of some length, as people write to each other."""

Noekkel = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64), BeforeValidator(tegn)]
"""A key: eksternId, meldingsId, the name of a user."""

Passord = Annotated[str, StringConstraints(min_length=1, max_length=200), BeforeValidator(tegn)]
"""A password: what it begins and ends with is part of it."""

Kanal = Annotated[Kanalnavn, BeforeValidator(_kanal)]
"""A way in, in large or small letters."""


class Modell(BaseModel):
    """A JSON body: its fields in camelCase, none but those that are known, nothing converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, alias_generator=camel)


class Sporring(BaseModel):
    """A query string: as a body, but its values come as text."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=camel)
