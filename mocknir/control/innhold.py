"""The content of a registration from a JSON object under WS4 names, with the same bounds as the contract.

Only the form is judged here, as a schema would; codes have validity dates and are judged by the rules.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from mocknir.control.modeller import NyRegistrering
from mocknir.control.problem import Merknad, naermest
from mocknir.register.commands import Linje
from mocknir.register.registreringer import Innhold
from mocknir.register.skjema import TYPER, Feltbeskrivelse
from mocknir.register.tekst import Ugyldig, kontroller_tegn, les_dato
from mocknir.register.vurdering import SLETT

MAKS_KODE = 64
MAKS_TIMER = Decimal("99999.99")


def linjer(registreringer: tuple[NyRegistrering, ...]) -> tuple[list[Linje], list[Merknad]]:
    """The lines of a message and what is wrong with them, each error with its registration and field."""
    ut, alle = [], []
    for nr, registrering in enumerate(registreringer):
        innhold, feil = _innhold(registrering)
        ut.append(
            Linje(registrering.ekstern_id, registrering.person, registrering.handling, registrering.type, innhold)
        )
        for felt, tekst, text in feil:
            sted = {"registration": nr, "eksternId": registrering.ekstern_id}
            alle.append(Merknad(tekst, text, {**sted, "field": f"registrations.{nr}.{felt}"}))
    return ut, alle


_Feil = list[tuple[str, str, str]]


def _innhold(registrering: NyRegistrering) -> tuple[Innhold | None, _Feil]:
    if registrering.handling == SLETT and registrering.content is None:
        return None, _ukjent_type(registrering.type) if registrering.type else []
    if registrering.type is None:
        return None, [("type", *_valg("mangler", "is missing", TYPER))]
    if registrering.type not in TYPER:
        return None, _ukjent_type(registrering.type)
    if registrering.content is None:
        return None, [("content", "mangler", "is missing")]
    return fra_dict(registrering.type, registrering.content)


def _ukjent_type(type_: str) -> _Feil:
    if type_ in TYPER:
        return []
    forslag = naermest(type_, list(TYPER))
    return [("type", *_valg(f"«{type_}» er ingen registreringstype", f"«{type_}» is no type", TYPER, forslag))]


def fra_dict(type_: str, verdier: Mapping[str, Any]) -> tuple[Innhold | None, _Feil]:
    """The registration that an object under wire names stands for, or what is wrong with it, field by field."""
    beskrivelse = TYPER[type_]
    kjente = {f.navn: f for f in beskrivelse.felter}
    feil: _Feil = []
    for navn in verdier.keys() - kjente.keys():
        forslag = naermest(navn, list(kjente))
        feil.append((
            f"content.{navn}",
            *_valg(f"er ikke et felt i {type_}", f"is not a field of {type_}", kjente, forslag),
        ))  # fmt: skip
    lest = {}
    for navn, felt in kjente.items():
        verdi = verdier.get(navn)
        if verdi is None:
            if felt.paakrevd:
                tekst, text = felt.felt.tekst, felt.felt.text
                feil.append((f"content.{navn}", f"mangler ({tekst})", f"is missing ({text})"))
            continue
        try:
            lest[felt.attributt] = _LES[felt.slag](verdi, felt)
        except Ugyldig as ugyldig:
            feil.append((f"content.{navn}", ugyldig.tekst, ugyldig.text))
    return (None, feil) if feil else (beskrivelse.klasse(**lest), [])


def _valg(tekst: str, text: str, kjente: Mapping[str, Any], forslag: str | None = None) -> tuple[str, str]:
    if forslag:
        return f"{tekst}; mente du {forslag}?", f"{text}; did you mean {forslag}?"
    liste = ", ".join(kjente)
    return f"{tekst}; bruk en av {liste}", f"{text}; use one of {liste}"


def _dato(verdi: object, _: Feltbeskrivelse) -> date:
    if not isinstance(verdi, str):
        raise Ugyldig("skal være en dato: ÅÅÅÅ-MM-DD", "must be a date: YYYY-MM-DD")
    return les_dato(verdi)


def _timer(verdi: object, _: Feltbeskrivelse) -> Decimal:
    krav = Ugyldig(
        "skal være et timetall fra 0, med inntil to desimaler, som 37.5",
        "must be a number of hours from 0, with at most two decimals, as 37.5",
    )
    if isinstance(verdi, bool) or not isinstance(verdi, int | float | str):
        raise krav
    try:
        tall = Decimal(str(verdi).strip().replace(",", "."))
    except InvalidOperation:
        raise krav from None
    if not tall.is_finite() or not 0 <= tall <= MAKS_TIMER or tall != tall.quantize(Decimal("0.01")):
        raise krav
    return tall


def _ja_nei(verdi: object, _: Feltbeskrivelse) -> bool:
    if not isinstance(verdi, bool):
        raise Ugyldig("skal være true eller false", "must be true or false")
    return verdi


def _tekst(verdi: object, felt: Feltbeskrivelse) -> str:
    if not isinstance(verdi, str):
        raise Ugyldig("skal være tekst", "must be a string")
    kontroller_tegn(verdi)
    noekkel = felt.felt.kodeverk is not None or felt.attributt.endswith("ekstern_id")
    maks = MAKS_KODE if noekkel else felt.felt.maks_lengde
    # Only free text keeps its spaces and may be empty; in the contract all else is a token.
    fri = not noekkel and maks > MAKS_KODE
    tekst = verdi if fri else " ".join(verdi.split())
    if len(tekst) > maks or not (tekst or fri):
        raise Ugyldig(
            f"skal ha {0 if fri else 1}–{maks} tegn, men har {len(tekst)}",
            f"must have {0 if fri else 1}–{maks} characters, but has {len(tekst)}",
        )
    return tekst


_LES: dict[type, Callable[[object, Feltbeskrivelse], Any]] = {
    date: _dato,
    Decimal: _timer,
    bool: _ja_nei,
    str: _tekst,
}
