"""From elements that follow the schema to the register's commands, by tables read off `skjema.TYPER`."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from sys import intern
from typing import Any, NamedTuple

from lxml import etree

from mocknir.register.commands import Linje
from mocknir.register.registreringer import Innhold
from mocknir.register.skjema import TYPER, Feltbeskrivelse
from mocknir.soap.kontrakt import NAVNEROM

_INDRE_LUFT = re.compile(r"[\t\n\r]|  ")
_LUFT = re.compile(r"[ \t\n\r]+")
REGISTRERING = f"{{{NAVNEROM}}}registrering"
FOEDSELSNUMMER = f"{{{NAVNEROM}}}foedselsnummer"
DUFNUMMER = f"{{{NAVNEROM}}}dufnummer"


def token(tekst: str | None) -> str:
    """The value of an `xs:token`: no white space at its ends, single spaces within."""
    if not tekst:
        return ""
    if tekst.isalnum():  # as numbers and codes are, and with nothing to take away
        return tekst
    tekst = tekst.strip(" \t\n\r")
    return _LUFT.sub(" ", tekst) if _INDRE_LUFT.search(tekst) else tekst


def dato(tekst: str) -> date:
    """The day of an `xs:date`; a zone after it is not read."""
    return date.fromisoformat(tekst.strip()[:10])


def sant(tekst: str) -> bool:
    """The value of an `xs:boolean`."""
    return tekst.strip() in ("true", "1")


def _fritekst(tekst: str | None) -> str | None:
    """Free text as sent; an empty element says no more than none."""
    return tekst if tekst and not tekst.isspace() else None


def _kode(tekst: str | None) -> str:
    """A code, one text in memory however many registrations carry it."""
    return intern(token(tekst))


_LESERE: dict[type, Callable[[Any], Any]] = {date: dato, Decimal: Decimal, bool: sant}


def _leser(felt: Feltbeskrivelse) -> Callable[[Any], Any]:
    if felt.slag in _LESERE:
        return _LESERE[felt.slag]
    if felt.felt.kodeverk:
        return _kode
    return token if felt.felt.maks_lengde <= 64 else _fritekst


class _Binding(NamedTuple):
    """How one type of registration is read: where each field goes, and how its text is understood."""

    type: str
    lag: Callable[[list[Any]], Innhold]
    felter: dict[str, tuple[int, Callable[[Any], Any]]]
    tomme: list[Any]


_BINDINGER = {
    f"{{{NAVNEROM}}}{t.navn}": _Binding(
        t.navn,
        t.klasse._make,  # type: ignore[attr-defined]  # every kind is a NamedTuple
        {f"{{{NAVNEROM}}}{f.navn}": (nr, _leser(f)) for nr, f in enumerate(t.felter)},
        [None] * len(t.felter),
    )
    for t in TYPER.values()
}


def linjer(innhold: etree._Element) -> tuple[Linje, ...]:
    """The registrations of an OverfoerRegistreringer that has been validated, in order."""
    return tuple([_linje(e) for e in innhold.iterchildren(REGISTRERING)])


def _linje(registrering: etree._Element) -> Linje:
    ekstern_id, person, handling, *rest = registrering
    type_ = innhold = None
    if rest:
        type_, innhold = _innhold(rest[0])
    return Linje(token(ekstern_id.text), token(person.text), token(handling.text), type_, innhold)


def _innhold(element: Any) -> tuple[str, Innhold]:
    type_, lag, felter, tomme = _BINDINGER[element.tag]
    verdier = tomme.copy()
    for barn in element:
        nr, les = felter[barn.tag]
        verdier[nr] = les(barn.text)
    return type_, lag(verdier)


def felter(innhold: etree._Element) -> dict[str, str]:
    """The plain fields of a question, by name."""
    return {etree.QName(barn).localname: token(barn.text) for barn in innhold}


def ident(verdier: dict[str, str]) -> str:
    """The number a person is addressed with."""
    return verdier.get("foedselsnummer") or verdier["dufnummer"]
