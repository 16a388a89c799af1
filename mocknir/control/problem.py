"""Errors of the control plane as problem details (RFC 9457), in bokmål with English beside it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any

from flask import Response
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException

from mocknir.register.feil import RAAD, Avvik, Feilkode

MEDIA = "application/problem+json"

STATUS: dict[Feilkode, HTTPStatus] = {
    Feilkode.UGYLDIG_MELDING: HTTPStatus.BAD_REQUEST,
    Feilkode.UKJENT_OPERASJON: HTTPStatus.NOT_FOUND,
    Feilkode.IKKE_AUTENTISERT: HTTPStatus.UNAUTHORIZED,
    Feilkode.INGEN_TILGANG: HTTPStatus.FORBIDDEN,
    Feilkode.OVERFOERING_STENGT: HTTPStatus.FORBIDDEN,
    Feilkode.MELDINGS_ID_BRUKT: HTTPStatus.CONFLICT,
    Feilkode.UKJENT_MELDING: HTTPStatus.NOT_FOUND,
    Feilkode.PERSON_UKJENT: HTTPStatus.NOT_FOUND,
    Feilkode.TJENESTEN_AVVIKLET: HTTPStatus.GONE,
    Feilkode.UGYLDIG_VERDI: HTTPStatus.UNPROCESSABLE_ENTITY,
    Feilkode.FINNES_ALLEREDE: HTTPStatus.CONFLICT,
    Feilkode.FINNES_IKKE: HTTPStatus.NOT_FOUND,
    Feilkode.KLOKKEN_GAAR_FRAM: HTTPStatus.CONFLICT,
    Feilkode.INTERN_FEIL: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The HTTP status of each code."""

TITLER: dict[int, str] = {
    400: "Forespørselen kan ikke leses / The request cannot be read",
    401: "Ikke logget inn / Not authenticated",
    403: "Ingen tilgang / Not allowed",
    404: "Finnes ikke / Not found",
    405: "Metoden brukes ikke her / Method not allowed",
    409: "Går ikke slik det står nå / Conflict",
    410: "Avviklet / Gone",
    413: "For stor / Too large",
    415: "Ukjent innholdstype / Unsupported media type",
    422: "Ugyldig verdi / Invalid value",
    500: "Feil i mocknir / Error in mocknir",
}


@dataclass(frozen=True, slots=True)
class Merknad:
    """One of several errors: `sted` holds where it is (`field`, `line`, `column`, `registration` …)."""

    tekst: str
    text: str
    sted: Mapping[str, Any] = field(default_factory=dict)


class Problem(Exception):
    """An answer that says what was wrong and what to do about it.

    `raad`/`advice` is the remedy, by default that of every error of the kind; `merknader` are the single errors where
    there were several.
    """

    def __init__(
        self,
        status: int,
        kode: str,
        tekst: str,
        text: str,
        *,
        felt: str | None = None,
        raad: str | None = None,
        advice: str | None = None,
        merknader: Sequence[Merknad] = (),
        regel: str | None = None,
        hoder: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{tekst} / {text}")
        self.status = int(status)
        self.kode = kode
        self.tekst = tekst
        self.text = text
        self.felt = felt
        self.raad, self.advice = (raad, advice) if raad and advice else RAAD[Feilkode(kode)]
        self.merknader = tuple(merknader)
        self.regel = regel
        self.hoder = dict(hoder or {})

    def som_dict(self) -> dict[str, Any]:
        """The members of the problem document."""
        alle = {
            "type": f"urn:mocknir:feil:{self.kode}",
            "title": TITLER.get(self.status, HTTPStatus(self.status).phrase),
            "status": self.status,
            "code": self.kode,
            "detail": self.tekst,
            "detailEnglish": self.text,
            "field": self.felt,
            "remedy": self.raad,
            "remedyEnglish": self.advice,
            "rule": self.regel,
            "errors": [{**m.sted, "detail": m.tekst, "detailEnglish": m.text} for m in self.merknader] or None,
        }
        return {navn: verdi for navn, verdi in alle.items() if verdi is not None}

    def svar(self) -> Response:
        """The HTTP response."""
        kropp = json.dumps(self.som_dict(), ensure_ascii=False)
        return Response(kropp, self.status, self.hoder, content_type=MEDIA)


def av_avvik(avvik: Avvik, feltnavn: Mapping[str, str] | None = None) -> Problem:
    """What the register refused; `feltnavn` gives the field the name it has in the request."""
    felt = (feltnavn or {}).get(avvik.felt or "", avvik.felt)
    return Problem(
        STATUS[avvik.kode], avvik.kode.value, avvik.tekst, avvik.text, felt=felt, regel=avvik.regel,
    )  # fmt: skip


def av_http(feil: HTTPException) -> Problem:
    """What the web framework refused, with what would have been right."""
    status = feil.code or 500
    if status == HTTPStatus.NOT_FOUND:
        return Problem(
            404, "FinnesIkke", "Ingenting svarer på denne adressen", "Nothing answers at this address",
            raad="Se adressen: /ws4?wsdl er kontrakten, /control/v1/ viser kontrollplanet",
            advice="Check the address: /ws4?wsdl is the contract, /control/v1/ shows the control plane",
        )  # fmt: skip
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        lov = ", ".join(sorted(set(getattr(feil, "valid_methods", None) or ()) - {"HEAD", "OPTIONS"}))
        return Problem(
            405, "MetodenBrukesIkke", f"Denne adressen tar {lov}", f"This address takes {lov}",
            raad=f"Bruk {lov}", advice=f"Use {lov}", hoder={"Allow": lov},
        )  # fmt: skip
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return Problem(
            413, "ForStor", "Forespørselen er for stor", "The request is too large",
            raad="Del den i flere", advice="Send it in parts",
        )  # fmt: skip
    grunn = feil.description or HTTPStatus(status).phrase
    return Problem(
        status, "UgyldigForespoersel", f"Forespørselen ble avvist: {grunn}", f"Refused: {grunn}",
        raad="Se /control/v1/ for hva som kan sendes", advice="See /control/v1/ for what can be sent",
    )  # fmt: skip


def av_modell(feil: ValidationError, modell: type[BaseModel], hvor: str, where: str) -> Problem:
    """What did not fit the model of a body or a query string; `hvor` says which of them it was."""
    funn = feil.errors(include_url=False)
    if funn[0]["type"] == "json_invalid":
        grunn = str(funn[0].get("ctx", {}).get("error", ""))
        return Problem(
            400, "UgyldigJson", f"Kroppen er ikke JSON: {grunn}", f"The body is not JSON: {grunn}",
            raad="Send et JSON-objekt i UTF-8", advice="Send a JSON object in UTF-8",
        )  # fmt: skip
    merknader = [_merknad(f, modell) for f in funn[:20]]
    foerste = merknader[0]
    flere = len(funn) - 1
    felt = str(foerste.sted["field"]) or None
    return Problem(
        422, Feilkode.UGYLDIG_VERDI.value,
        f"{hvor}: {felt + ' ' if felt else ''}{foerste.tekst}" + (f" (og {flere} feil til)" if flere else ""),
        f"{where}: {felt + ' ' if felt else ''}{foerste.text}" + (f" (and {flere} more)" if flere else ""),
        felt=felt, merknader=merknader,
    )  # fmt: skip


def naermest(navn: str, kjente: Sequence[str]) -> str | None:
    """The known word that a misspelt one was meant to be."""
    treff = get_close_matches(navn.casefold(), {k.casefold(): k for k in kjente}, n=1, cutoff=0.6)
    return next((k for k in kjente if treff and k.casefold() == treff[0]), None)


_TEKSTER: dict[str, tuple[str, str]] = {
    "missing": ("mangler", "is missing"),
    "string_type": ("skal være tekst", "must be a string"),
    "int_type": ("skal være et helt tall", "must be a whole number"),
    "int_parsing": ("skal være et helt tall", "must be a whole number"),
    "int_from_float": ("skal være et helt tall", "must be a whole number"),
    "bool_type": ("skal være true eller false", "must be true or false"),
    "bool_parsing": ("skal være true eller false", "must be true or false"),
    "float_type": ("skal være et tall", "must be a number"),
    "float_parsing": ("skal være et tall", "must be a number"),
    "finite_number": ("skal være et tall", "must be a number"),
    "list_type": ("skal være en liste", "must be a list"),
    "tuple_type": ("skal være en liste", "must be a list"),
    "dict_type": ("skal være et objekt", "must be an object"),
    "model_type": ("skal være et JSON-objekt", "must be a JSON object"),
    "model_attributes_type": ("skal være et JSON-objekt", "must be a JSON object"),
    "literal_error": ("skal være en av {expected}", "must be one of {expected}"),
    "union_tag_invalid": ("«{tag}» skal være en av {expected_tags}", "«{tag}» must be one of {expected_tags}"),
    "union_tag_not_found": ("mangler", "is missing"),
    "empty": ("kan ikke være tom", "cannot be empty"),
    "string_too_short": ("skal ha minst {min_length} tegn", "must have at least {min_length} characters"),
    "string_too_long": ("skal ha høyst {max_length} tegn", "must have at most {max_length} characters"),
    "too_short": ("skal ha minst {min_length}", "must have at least {min_length}"),
    "too_long": ("skal ha høyst {max_length}, men har {actual_length}",
                 "must have at most {max_length}, but has {actual_length}"),
    "greater_than": ("skal være over {gt}", "must be above {gt}"),
    "greater_than_equal": ("skal være minst {ge}", "must be at least {ge}"),
    "less_than_equal": ("skal være høyst {le}", "must be at most {le}"),
}  # fmt: skip
"""What is wrong, by the kind of error; kinds of our own (`mocknir`) bring both texts along."""


def _merknad(funn: Any, modell: type[BaseModel]) -> Merknad:
    sted = list(funn["loc"])
    ctx = funn.get("ctx", {})
    slag = funn["type"]
    # The place of an error in one of several shapes begins with the name of the shape.
    if "root" in modell.model_fields and sted and slag not in ("union_tag_invalid", "union_tag_not_found"):
        sted = sted[1:]
    if slag in ("union_tag_invalid", "union_tag_not_found"):
        sted = [*sted, str(ctx.get("discriminator", "")).strip("'")]
    felt = ".".join(str(ledd) for ledd in sted)
    if slag == "mocknir":
        return Merknad(ctx["tekst"], ctx["text"], {"field": felt})
    if slag == "extra_forbidden":
        kjente = [f.alias or navn for navn, f in modell.model_fields.items()]
        forslag = naermest(str(sted[-1]), kjente) if len(sted) == 1 else None
        mente, meant = (f"; mente du {forslag}?", f"; did you mean {forslag}?") if forslag else ("", "")
        return Merknad(f"er ikke et felt her{mente}", f"is not a field here{meant}", {"field": felt})
    if slag in ("too_short", "too_long") and isinstance(funn["input"], str):
        slag = f"string_{slag}"
    if slag == "string_too_short" and ctx["min_length"] == 1:
        slag = "empty"
    ctx = {navn: int(v) if isinstance(v, float) and v.is_integer() else v for navn, v in ctx.items()}
    tekst, text = _TEKSTER.get(slag, (funn["msg"], funn["msg"]))
    return Merknad(tekst.format(**ctx), text.format(**ctx), {"field": felt})
