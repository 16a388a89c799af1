"""A registration as a scenario writes it: person, type, key, and the fields of its type side by side."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mocknir.control import innhold
from mocknir.register.registreringer import Innhold
from mocknir.register.skjema import TYPER
from mocknir.register.vurdering import REGISTRER, SLETT
from mocknir.scenario.ord import Feilord, Ord, forslag
from mocknir.scenario.verdier import skriv

EGNE = ("person", "type", "eksternId", "handling")
"""The keys that are no fields of a type."""

HANDLINGER = (REGISTRER, SLETT)
MAKS_NOEKKEL = 64
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Registrering:
    """One registration; `content` has its fields under their WS4 names as JSON values, `innhold` the same as a value.

    `person` is a name of the scenario or a number; `ekstern_id` is None only where a vendor's system chooses it.
    A deletion may come without type and content.
    """

    person: str
    type: str | None
    ekstern_id: str | None
    handling: str
    content: Mapping[str, Any]
    innhold: Innhold | None

    def som_dict(self, person: str) -> dict[str, Any]:
        """The registration as the control plane and the client take it, for the number that the person has."""
        egne = {"person": person, "type": self.type, "eksternId": self.ekstern_id, "handling": self.handling}
        return {**{k: v for k, v in egne.items() if v is not None}, **self.content}


def les(verdi: Any, *, med_noekkel: bool) -> tuple[Registrering | None, list[Feilord]]:
    """The registration that an object stands for, or all that is wrong with its form."""
    if not isinstance(verdi, Mapping):
        return None, [_feil((), "skal være en registrering: {person: …, type: …, …}",
                            "must be a registration: {person: …, type: …, …}")]  # fmt: skip
    feil: list[Feilord] = []
    egne = {navn: _noekkel(verdi, navn, feil) for navn in EGNE}
    handling = egne["handling"] or REGISTRER
    if handling not in HANDLINGER:
        feil.append(_ukjent("handling", handling, HANDLINGER, "er ingen handling", "is no handling"))
    if egne["person"] is None and "person" not in verdi:
        feil.append(_feil(("person",), "mangler", "is missing"))
    if med_noekkel and "eksternId" not in verdi:
        feil.append(_feil(("eksternId",), "mangler: fagsystemets egen nøkkel, som v1",
                          "is missing: the key of the sending system, as v1"))  # fmt: skip
    content = {navn: v.isoformat() if isinstance(v, date) else v for navn, v in verdi.items() if navn not in EGNE}
    lest = _innhold(egne["type"], handling, content, "type" in verdi, feil)
    if feil:
        return None, feil
    return Registrering(str(egne["person"]), egne["type"], egne["eksternId"], handling, content, lest), []


def _innhold(
    type_: str | None, handling: str, content: Mapping[str, Any], har_type: bool, feil: list[Feilord]
) -> Innhold | None:
    if type_ is None:
        if handling != SLETT and not har_type:
            o = Ord(f": en av {', '.join(TYPER)}", f": one of {', '.join(TYPER)}")
            feil.append(_feil(("type",), f"mangler{o.tekst}", f"is missing{o.text}"))
        elif content and not har_type:
            feil.append(_feil(("type",), "mangler, når felter er oppgitt", "is missing, where fields are given"))
        return None
    if type_ not in TYPER:
        feil.append(_ukjent("type", type_, TYPER, "er ingen registreringstype", "is no type of registration"))
        return None
    if handling == SLETT and not content:
        return None
    feil += _ikke_iso(type_, content)
    lest, funn = innhold.fra_dict(type_, content)
    kjente, felter = {f.sti for f in feil}, {f.navn for f in TYPER[type_].felter}
    for hvor, tekst, text in funn:
        navn = hvor.removeprefix("content.")
        if (navn,) not in kjente:
            feil.append(Feilord((navn,), Ord(tekst, text), navn not in felter))
    return lest


def _ikke_iso(type_: str, content: Mapping[str, Any]) -> Iterator[Feilord]:
    """Days as Norwegians write them: the register reads them, a scenario writes days in one way only."""
    for f in TYPER[type_].felter:
        verdi = content.get(f.navn)
        if f.slag is date and isinstance(verdi, str) and not _ISO.fullmatch(verdi):
            yield _feil(
                (f.navn,), f"«{verdi}» er ingen dato: skriv ÅÅÅÅ-MM-DD", f"«{verdi}» is no date: write YYYY-MM-DD"
            )


def _noekkel(verdi: Mapping[str, Any], navn: str, feil: list[Feilord]) -> str | None:
    if navn not in verdi:
        return None
    v = verdi[navn]
    if isinstance(v, str) and 0 < len(v) <= MAKS_NOEKKEL:
        return v
    if isinstance(v, str):
        feil.append(_feil((navn,), f"skal ha 1–{MAKS_NOEKKEL} tegn", f"must have 1–{MAKS_NOEKKEL} characters"))
    else:
        feil.append(_feil((navn,), f'skal være tekst: "{skriv(v)}"', f'must be text: "{skriv(v)}"'))
    return None


def _ukjent(navn: str, verdi: str, kjente: Any, tekst: str, text: str) -> Feilord:
    o = forslag(verdi, kjente)
    return _feil((navn,), f"«{verdi}» {tekst}{o.tekst}", f"«{verdi}» {text}{o.text}")


def _feil(sti: tuple[str, ...], tekst: str, text: str) -> Feilord:
    return Feilord(sti, Ord(tekst, text))
