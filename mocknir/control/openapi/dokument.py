"""The OpenAPI 3.1 document, made of the tables of routes."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, get_type_hints

from mocknir import __version__
from mocknir.control import svar
from mocknir.control.openapi.eksempler import EKSEMPLER, STEDER
from mocknir.control.openapi.emner import EMNER, emne
from mocknir.control.openapi.skjema import Skjema, Skjemaer, parameter
from mocknir.control.problem import MEDIA, TITLER
from mocknir.control.ruter import INNHOLD_CSV, INNHOLD_HENDELSER, INNHOLD_JSON, INNHOLD_YAML, PREFIKS, Rute
from mocknir.reports import RAPPORTER

_LEDD = re.compile(r"<(?:\w+:)?(\w+)>")

OM = """\
Kontrollplanet til mocknir: sandkasser, klokke, personer, brukere, tilganger, regler, feil og journal.
Ukjente felt avvises, og hver feil er et problemdokument (RFC 9457) som sier hva en kan gjøre. Dager skrives
`2017-02-28`; `28.02.2017` forstås også.

mocknir's control plane: sandboxes, clock, persons, users, access, rules, faults and journal. Unknown fields are
refused, and every error is a problem document (RFC 9457) that says what to do. Days are written `2017-02-28`;
`28.02.2017` is understood too.
"""


def dokument(ruter: Iterable[Rute], med_token: bool) -> dict[str, Any]:
    """The document; `med_token` says that this server asks for one."""
    skjemaer = Skjemaer()
    ruter = tuple(ruter)
    steder: dict[str, dict[str, Any]] = {}
    svarene = [_svarskjema(rute, skjemaer) for rute in ruter]  # before the bodies, which give way to their names
    for rute, svarskjema in zip(ruter, svarene, strict=True):
        sted = steder.setdefault(sti(rute), {})
        sted[rute.metode.lower()] = _operasjon(rute, svarskjema, skjemaer)
    problem = skjemaer.svar(svar.Problem)
    return {
        "openapi": "3.1.0",
        "info": {"title": "mocknir kontrollplan / control plane", "version": __version__, "description": OM},
        "servers": [{"url": PREFIKS}],
        "security": [{"token": []}] if med_token else [],
        "tags": [{"name": navn, "description": f"{nb} / {en}"} for navn, (nb, en) in EMNER.items()],
        "paths": steder,
        "components": {
            "schemas": skjemaer.alle,
            "responses": {
                f"Problem{status}": {"description": tittel, "content": {MEDIA: {"schema": problem}}}
                for status, tittel in TITLER.items()
            },
            "securitySchemes": {
                "token": {
                    "type": "http", "scheme": "bearer",
                    "description": "Når serveren er startet med --control-token; ellers svarer den bare samme maskin. "
                    "/ Where the server was started with --control-token; otherwise it answers this machine alone.",
                }
            },
        },
    }  # fmt: skip


def sti(rute: Rute) -> str:
    """The path of a route as OpenAPI writes it."""
    return _LEDD.sub(r"{\1}", rute.sti)


def operasjons_id(rute: Rute) -> str:
    """`getSandboxClock` of `GET /sandboxes/{sandbox}/clock`: the same as long as the address is."""
    alle = re.sub(r"(\w+?)e?s?/\{\1\}", r"\1", sti(rute))  # cases/{case} is a case
    ledd = [ord_ for ord_ in re.split(r"[^A-Za-z0-9]+", alle) if ord_] or ["page"]
    return rute.metode.lower() + "".join(ord_[0].upper() + ord_[1:] for ord_ in ledd)


def _svarskjema(rute: Rute, skjemaer: Skjemaer) -> Skjema | None:
    hint = get_type_hints(rute.gjoer)["return"] if rute.svar is ... else rute.svar
    return None if hint in (None, type(None)) else skjemaer.svar(hint)


def _operasjon(rute: Rute, svarskjema: Skjema | None, skjemaer: Skjemaer) -> dict[str, Any]:
    ut: dict[str, Any] = {
        "operationId": operasjons_id(rute),
        "tags": [emne(rute)],
        "summary": f"{rute.tekst} / {rute.text}",
        "description": " ".join((rute.gjoer.__doc__ or rute.text).split()),
        "parameters": [*_adresse(rute), *_sporring(rute, skjemaer), *_hoder(rute)],
        "responses": {str(int(rute.status)): _riktig(rute, svarskjema)}
        | {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in _gale(rute)},
    }
    if kropp := _kropp(rute, skjemaer):
        ut["requestBody"] = kropp
    return ut


def _riktig(rute: Rute, skjema: Skjema | None) -> dict[str, Any]:
    if INNHOLD_HENDELSER in rute.medier:
        innhold: dict[str, Any] = {INNHOLD_HENDELSER: {"schema": _hendelse(skjema)}}
    else:
        innhold = {INNHOLD_JSON: {"schema": skjema}} if skjema is not None else {}
        slag = {INNHOLD_YAML: "object"}
        innhold |= {media: {"schema": {"type": slag.get(media, "string")}} for media in rute.medier}
    ut: dict[str, Any] = {"description": f"{rute.tekst} / {rute.text}"}
    return {**ut, "content": innhold} if innhold else ut


def _hendelse(skjema: Skjema | None) -> Skjema:
    """What each event of a stream is; `reset` says that the sandbox was emptied or put back."""
    reset = {
        "type": "object", "properties": {"type": {"const": "reset"}}, "required": ["type"],
        "additionalProperties": False,
    }  # fmt: skip
    return {
        "type": "object",
        "properties": {
            "id": {"type": "string", "description": "Journalnummeret. / The number of the entry."},
            "event": {"type": "string", "enum": ["message", "reset"]},
            "data": {"type": "string", "contentMediaType": INNHOLD_JSON, "contentSchema": {"anyOf": [skjema, reset]}},
        },
        "required": ["data"],
    }


def _gale(rute: Rute) -> Iterator[int]:
    """The statuses of what a call can have wrong."""
    yield from (401, 403)
    if "<" in rute.sti:
        yield 404
    if rute.metode != "GET":
        yield 409
    if _tar_kropp(rute):
        yield from (400, 413, 415)
    yield from (422, 500)


def _tar_kropp(rute: Rute) -> bool:
    return rute.metode != "GET" and (rute.inn is not None or rute.innhold != INNHOLD_JSON)


def _adresse(rute: Rute) -> Iterator[dict[str, Any]]:
    for navn in _LEDD.findall(rute.sti):
        tekst, skjema = parameter(navn, emne(rute))
        yield {
            "name": navn, "in": "path", "required": True, "description": tekst, "schema": skjema,
            "example": STEDER.get(f"{emne(rute)}.{navn}", STEDER.get(navn)),
        }  # fmt: skip


def _sporring(rute: Rute, skjemaer: Skjemaer) -> Iterator[dict[str, Any]]:
    if rute.metode != "GET":
        return
    if rute.inn is not None:
        for navn, krevd, skjema in skjemaer.sporring(rute.inn):
            yield {
                "name": navn, "in": "query", "required": krevd, "description": skjema.pop("description"),
                "schema": skjema,
            }  # fmt: skip
    elif rute.fri_sporring:
        yield from _rapportsporring()


def _hoder(rute: Rute) -> Iterator[dict[str, Any]]:
    for navn in rute.hoder:
        tekst, _ = parameter(navn, emne(rute))
        yield {
            "name": navn, "in": "header", "required": False, "description": tekst,
            "schema": {"type": "integer", "minimum": 0},
        }  # fmt: skip


def _rapportsporring() -> Iterator[dict[str, Any]]:
    """What any of the reports takes; each says in `GET …/reports` which of them are its own."""
    tekst, skjema = "Formen svaret gis i. / The form of the answer.", {"type": "string", "enum": ["json", "csv"]}
    yield {"name": "format", "in": "query", "required": False, "description": tekst, "schema": skjema}
    tekst, skjema = "Språket. / The language.", {"type": "string", "enum": ["nb", "en"]}
    yield {"name": "lang", "in": "query", "required": False, "description": tekst, "schema": skjema}
    alle = {p.navn: p for rapport in RAPPORTER.values() for p in rapport.parametre}
    for navn, p in alle.items():
        hvem = ", ".join(rapport.navn for rapport in RAPPORTER.values() if navn in {q.navn for q in rapport.parametre})
        yield {
            "name": navn, "in": "query", "required": False, "description": f"{p.tekst} / {p.text} ({hvem})",
            "schema": {"type": "string"},
        }  # fmt: skip


def _kropp(rute: Rute, skjemaer: Skjemaer) -> dict[str, Any] | None:
    if rute.innhold == INNHOLD_CSV:
        media = {"schema": {"type": "string"}, "example": EKSEMPLER[INNHOLD_CSV]}
        return {"required": True, "content": {INNHOLD_CSV: media}}
    if rute.inn is None or rute.metode == "GET":
        return None
    krevd = any(felt.is_required() for felt in rute.inn.model_fields.values())
    innhold = {"schema": skjemaer.inn(rute.inn), "example": EKSEMPLER[rute.inn.__name__]}
    return {"required": krevd, "content": {INNHOLD_JSON: innhold}}
