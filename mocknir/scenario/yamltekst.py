"""Writing YAML that is meant to be read: block style, days as days, comments where they belong."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

BREDDE = 116

_BART = re.compile(r"[A-Za-zÆØÅæøå](?:[\wÆØÅæøå /.()–+-]*[\wÆØÅæøå).])?")
_ORD = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])
"""Words that YAML reads as something else than text."""


@dataclass(frozen=True, slots=True)
class Kommentert:
    """An element of a list, or the value of a key, with lines that stand before it."""

    verdi: Any
    linjer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kommentar:
    """Lines that stand in a list where an element might have been."""

    linjer: tuple[str, ...]


def skriv(verdi: Mapping[str, Any]) -> str:
    """The text of an object."""
    return "".join(f"{linje}\n" for linje in _objekt(verdi, ""))


def kommentar(tekst: str, innrykk: str = "") -> list[str]:
    """A comment, on as many lines as it takes, whatever the text holds."""
    merke = f"{innrykk}# "
    return textwrap.wrap(" ".join(tekst.split()), BREDDE, initial_indent=merke, subsequent_indent=merke + "  ")


def enkel(verdi: Any) -> str:
    """A value that is neither object nor list, on one line."""
    if verdi is None:
        return "null"
    if isinstance(verdi, bool):
        return "true" if verdi else "false"
    if isinstance(verdi, date):
        return verdi.isoformat()
    if isinstance(verdi, Decimal):
        return format(verdi.normalize(), "f")
    if isinstance(verdi, int | float):
        return str(verdi)
    tekst = str(verdi)
    if _BART.fullmatch(tekst) and tekst.casefold() not in _ORD:
        return tekst
    return "".join(tegn if tegn.isprintable() else _unntatt(tegn) for tegn in json.dumps(tekst, ensure_ascii=False))


def _unntatt(tegn: str) -> str:
    return f"\\u{ord(tegn):04x}" if ord(tegn) < 0x10000 else f"\\U{ord(tegn):08x}"


def _objekt(verdi: Mapping[str, Any], innrykk: str) -> Iterator[str]:
    for navn, en in verdi.items():
        if isinstance(en, Kommentert):
            yield from (del_ for linje in en.linjer for del_ in kommentar(linje, innrykk))
            en = en.verdi
        yield from _felt(f"{innrykk}{enkel(navn)}:", en, innrykk)


def _felt(foran: str, verdi: Any, innrykk: str) -> Iterator[str]:
    if isinstance(verdi, Mapping) and verdi:
        yield foran
        yield from _objekt(verdi, innrykk + "  ")
    elif isinstance(verdi, Mapping):
        yield f"{foran} {{}}"
    elif _er_liste(verdi) and not any(map(_er_sammensatt, verdi)):
        yield f"{foran} [{', '.join(map(enkel, verdi))}]"
    elif _er_liste(verdi):
        yield foran
        yield from _liste(verdi, innrykk + "  ")
    else:
        yield f"{foran} {enkel(verdi)}"


def _liste(verdi: Sequence[Any], innrykk: str) -> Iterator[str]:
    for en in verdi:
        if isinstance(en, Kommentert | Kommentar):
            yield from (del_ for linje in en.linjer for del_ in kommentar(linje, innrykk))
        if isinstance(en, Kommentar):
            continue
        if isinstance(en, Kommentert):
            en = en.verdi
        if not isinstance(en, Mapping) or not en:
            yield f"{innrykk}- {enkel(en) if en or not isinstance(en, Mapping) else '{}'}"
            continue
        foerste, *resten = _objekt(en, innrykk + "  ")
        yield f"{innrykk}- {foerste[len(innrykk) + 2 :]}"
        yield from resten
    if all(isinstance(en, Kommentar) for en in verdi):
        yield f"{innrykk}[]"


def _er_liste(verdi: Any) -> bool:
    return isinstance(verdi, Sequence) and not isinstance(verdi, str)


def _er_sammensatt(verdi: Any) -> bool:
    return isinstance(verdi, Mapping | Kommentert | Kommentar) or _er_liste(verdi)
