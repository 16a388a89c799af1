"""The registration types as a table: what the contract renders, the wire binds and the store keeps.

The classes in `registreringer` are the source; everything here is read off them once.
"""

import json
import types
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from mocknir.register import registreringer as r
from mocknir.register.felt import Felt
from mocknir.register.registreringer import Innhold


class Feltbeskrivelse(NamedTuple):
    """One field: `attributt` in Python, `navn` on the wire, `slag` its plain type."""

    attributt: str
    navn: str
    slag: type
    paakrevd: bool
    felt: Felt


class Registreringstype(NamedTuple):
    """One kind of registration: `navn` is its element name on the wire and its value in the store."""

    navn: str
    klasse: Callable[..., Innhold]
    felter: tuple[Feltbeskrivelse, ...]
    tekst: str
    text: str


def camel(attributt: str) -> str:
    """The wire name of a Python name: `timer_per_uke` becomes `timerPerUke`."""
    foerste, *resten = attributt.split("_")
    return foerste + "".join(ord_.capitalize() for ord_ in resten)


def _felter(klasse: type) -> tuple[Feltbeskrivelse, ...]:
    hint = get_type_hints(klasse, include_extras=True)
    felter = []
    for attributt in klasse._fields:  # type: ignore[attr-defined]  # every kind is a NamedTuple
        slag, felt = get_args(hint[attributt])
        valgfri = get_origin(slag) in (Union, types.UnionType)
        if valgfri:
            slag = next(t for t in get_args(slag) if t is not type(None))
        felter.append(Feltbeskrivelse(attributt, camel(attributt), slag, not valgfri, felt))
    return tuple(felter)


def _type(klasse: type, tekst: str, text: str) -> Registreringstype:
    navn = klasse.__name__[0].lower() + klasse.__name__[1:]
    return Registreringstype(navn, klasse, _felter(klasse), tekst, text)


TYPER: dict[str, Registreringstype] = {
    t.navn: t
    for t in (
        _type(r.Kontakt, "Kontakt, søknad eller krav", "Contact, application or claim"),
        _type(r.Vedtak, "Vedtak", "Decision"),
        _type(r.Tiltak, "Tiltak i introduksjonsprogram", "Measure in the introduction programme"),
        _type(r.Timer, "Timer i norsk og samfunnskunnskap", "Hours of Norwegian and social studies"),
        _type(r.Fravaer, "Fravær", "Absence"),
        _type(r.Permisjon, "Permisjon", "Leave"),
        _type(r.Avslutning, "Avslutning", "Ending"),
        _type(r.Klage, "Klage og klageutfall", "Complaint and its outcome"),
        _type(r.Sluttmaal, "Sluttmål", "Final goal"),
        _type(r.Integreringskontrakt, "Integreringskontrakt", "Integration contract"),
        _type(r.Utdanningsbakgrunn, "Utdanningsbakgrunn", "Education from before"),
        _type(r.Norskmaal, "Norskmål", "Goal for Norwegian"),
        _type(r.FulltidVgo, "Deltakelse i fulltid videregående", "Full-time upper secondary"),
        _type(r.Spraak, "Språk og spor", "Language and track"),
        _type(r.Fritak, "Fritak", "Exemption"),
        _type(r.Mottakstiltak, "Kvalifisering i mottak", "Measure in a reception centre"),
        _type(r.Reservasjon, "Reservasjon mot forskning", "Opting out of research"),
    )
}


def _desimal(verdi: Decimal) -> str:
    return format(verdi.normalize(), "f")


def _anfoert(gjoer: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda verdi: f'"{gjoer(verdi)}"'


_TIL_JSON: dict[type, Callable[[Any], str]] = {
    date: _anfoert(date.isoformat), Decimal: _anfoert(_desimal), bool: lambda verdi: "true" if verdi else "false",
    str: encode_basestring,
}  # fmt: skip
_FRA_TEKST: dict[type, Callable[[Any], Any]] = {date: date.fromisoformat, Decimal: Decimal}

_SKRIV = {t.navn: tuple((f'"{f.navn}":', _TIL_JSON[f.slag]) for f in t.felter) for t in TYPER.values()}
_LES = {t.navn: tuple((f.attributt, f.navn, _FRA_TEKST.get(f.slag)) for f in t.felter) for t in TYPER.values()}
_les_json = json.JSONDecoder().raw_decode


def til_tekst(type_: str, innhold: Innhold) -> str:
    """The canonical text of a registration: a JSON object under wire names; equal texts mean equal content.

    Put together here, since every registration is written once and an encoder is made anew for each: a third of the
    time. A test holds it against `json`.
    """
    return "{" + ",".join([
        navn + gjoer(verdi)
        for (navn, gjoer), verdi in zip(_SKRIV[type_], innhold, strict=True)  # type: ignore[call-overload]  # any type's tuple
        if verdi is not None
    ]) + "}"  # fmt: skip


def fra_tekst(type_: str, tekst: str) -> Innhold:
    """The registration that a canonical text was made of."""
    verdier, _ = _les_json(tekst)
    return TYPER[type_].klasse(**{
        attributt: gjoer(verdier[navn]) if gjoer else verdier[navn]
        for attributt, navn, gjoer in _LES[type_]
        if navn in verdier
    })  # fmt: skip
