"""How an answer becomes a value: the fields of a class, read from a JSON object by their names and types.

Each value keeps what it was read from in `raw`, also fields that this client does not know.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from mocknir.register.skjema import camel

T = TypeVar("T", bound="Answer")
Raw = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What all answers have."""

    raw: Raw = field(default_factory=dict, repr=False, compare=False)


def read(klasse: type[T], raw: Raw) -> T:
    """A value of that class from a JSON object."""
    verdier = {}
    slag: Any = klasse  # mypy holds the class's own __hash__ against it
    for navn, noekkel, gjoer in _felter(slag):
        if noekkel in raw:
            verdi = raw[noekkel]
            verdier[navn] = gjoer(verdi) if gjoer is not None and verdi is not None else verdi
    return klasse(raw=raw, **verdier)


@cache
def _felter(klasse: Any) -> tuple[tuple[str, str, Callable[[Any], Any] | None], ...]:
    hint = get_type_hints(klasse)
    return tuple(
        (f.name, camel(f.name), _leser(hint[f.name])) for f in fields(klasse) if f.name != "raw"
    )  # fmt: skip


def _leser(hint: Any) -> Callable[[Any], Any] | None:
    """How a value of a field is made of JSON; None where it is kept as it is."""
    if get_origin(hint) in (Union, UnionType):
        hint = next(t for t in get_args(hint) if t is not NoneType)
    if hint in (date, datetime):
        les_tid: Callable[[Any], Any] = hint.fromisoformat
        return les_tid
    if isinstance(hint, type) and issubclass(hint, Answer):
        return lambda verdi: read(hint, verdi)
    if get_origin(hint) is tuple:
        en = _leser(get_args(hint)[0])
        return tuple if en is None else lambda verdier: tuple([en(verdi) for verdi in verdier])
    return None
