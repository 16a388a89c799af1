"""The control plane as a Flask blueprint: each route read, guarded, carried out and answered the same way."""

import hmac
from contextlib import suppress
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.http import http_date

from mocknir.control import (
    administrasjon,
    faults,
    hendelser,
    journal,
    registreringer,
    saker,
    sandkasser,
    scenarioer,
    sentrale,
    snapshots,
    spoersmaal,
    visning,
)
from mocknir.control.openapi.ruter import lag_ruter
from mocknir.control.problem import Problem, av_avvik, av_modell
from mocknir.control.ruter import INNHOLD_CSV, INNHOLD_JSON, PREFIKS, Kall, Kontroll, Rute
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.tekst import Ugyldig, kontroller_tegn

MAKS_STOERRELSE = 32 * 1024 * 1024

RUTER: tuple[Rute, ...] = (
    *sandkasser.RUTER, *snapshots.RUTER, *sentrale.RUTER, *administrasjon.RUTER, *faults.RUTER, *saker.RUTER,
    *registreringer.RUTER, *spoersmaal.RUTER, *journal.RUTER, *hendelser.RUTER, *scenarioer.RUTER,
)  # fmt: skip
"""Every route of the control plane but those that tell of it."""


def alle_ruter(med_token: bool) -> tuple[Rute, ...]:
    """The routes, and those that tell of them all; `med_token` says that this server asks for a token."""
    ruter = (*RUTER, *lag_ruter(lambda: ruter, med_token))
    return ruter


def lag_blueprint(kontroll: Kontroll, token: str | None) -> Blueprint:
    """The routes under /control/v1; with a token whoever has it may call, without one this machine alone."""
    blueprint = Blueprint("control", __name__, url_prefix=PREFIKS)
    blueprint.before_request(lambda: slipp_inn(token))
    for nr, rute in enumerate(alle_ruter(bool(token))):
        blueprint.add_url_rule(
            rute.sti, f"{rute.gjoer.__name__}_{nr}", _visning(rute, kontroll), methods=[rute.metode],
            strict_slashes=False,
        )  # fmt: skip
    return blueprint


def slipp_inn(token: str | None) -> None:
    """Raise Problem unless the caller may act on the control plane."""
    if token:
        vist = request.headers.get("Authorization", "").encode()
        if not hmac.compare_digest(vist, f"Bearer {token}".encode()):
            raise Problem(
                401, Feilkode.IKKE_AUTENTISERT, "Kontrollplanet krever et token", "The control plane asks for a token",
                raad="Send Authorization: Bearer TOKEN; kommandoene tar --control-token eller MOCKNIR_CONTROL_TOKEN",
                advice="Send Authorization: Bearer TOKEN; the commands take --control-token or MOCKNIR_CONTROL_TOKEN",
                hoder={"WWW-Authenticate": 'Bearer realm="mocknir"'},
            )  # fmt: skip
        return
    opphav = request.headers.get("Origin")
    # A page of another site must not reach the tester's own machine through the tester's browser.
    fremmed_side = opphav is not None and urlsplit(opphav).netloc != request.host
    if fremmed_side or not (_lokal(request.remote_addr) and _lokal(_vert(request.host))):
        raise Problem(
            403, Feilkode.INGEN_TILGANG, "Kontrollplanet svarer bare på forespørsler fra samme maskin",
            "The control plane answers this machine alone",
            raad="Start serveren med --control-token (eller MOCKNIR_CONTROL_TOKEN) og send det med",
            advice="Start the server with --control-token (or MOCKNIR_CONTROL_TOKEN) and send it along",
        )  # fmt: skip


def _vert(adresse: str) -> str:
    return urlsplit(f"//{adresse}").hostname or ""


def _lokal(adresse: str | None) -> bool:
    if adresse == "localhost":
        return True
    try:
        ip = ip_address(adresse or "")
    except ValueError:
        return False
    bak = getattr(ip, "ipv4_mapped", None)
    return ip.is_loopback or (bak is not None and bak.is_loopback)


def _visning(rute: Rute, kontroll: Kontroll) -> Any:
    def vis(**sti: str) -> Response:
        request.max_content_length = MAKS_STOERRELSE
        try:
            for navn, verdi in (*sti.items(), *request.args.items(multi=True)):
                _kontroller(navn, verdi)
            ut = rute.gjoer(_les(rute, kontroll, sti))
        except Avvik as avvik:
            raise av_avvik(avvik, dict(rute.felter)) from None
        return _svar(ut, rute, kontroll, sti.get("sandbox"))

    return vis


def _kontroller(navn: str, verdi: str) -> None:
    try:
        kontroller_tegn(navn)
        kontroller_tegn(verdi)
    except Ugyldig as feil:
        raise Avvik(Feilkode.UGYLDIG_VERDI, f"Adressen {feil.tekst}", f"The address {feil.text}") from None


def _les(rute: Rute, kontroll: Kontroll, sti: dict[str, str]) -> Kall[Any]:
    sporring = _sporring()
    if rute.metode == "GET":
        inn: BaseModel | None = None
        if rute.inn is not None:
            inn = _modell(rute.inn, sporring)
        elif not rute.fri_sporring:
            _ingen_sporring(sporring)
        return Kall(kontroll, sti, inn, sporring=sporring)
    _ingen_sporring(sporring)
    raa = request.get_data()
    if rute.inn is None and rute.innhold == INNHOLD_JSON:
        return Kall(kontroll, sti, None)
    # A body that may be left out needs no content type either, but then no page of another site may send it.
    if request.mimetype != rute.innhold and (raa or request.mimetype):
        raise _feil_innhold(rute.innhold)
    if rute.innhold == INNHOLD_CSV:
        return Kall(kontroll, sti, None, raa)
    assert rute.inn is not None
    return Kall(kontroll, sti, _modell(rute.inn, raa or b"{}"), raa)


def _sporring() -> dict[str, str]:
    for navn, verdier in request.args.lists():
        if len(verdier) > 1:
            raise Avvik(
                Feilkode.UGYLDIG_VERDI, f"{navn} står {len(verdier)} ganger i adressen; skriv den én gang",
                f"{navn} stands {len(verdier)} times in the address; write it once", felt=navn,
            )  # fmt: skip
    return request.args.to_dict()


def _ingen_sporring(sporring: dict[str, str]) -> None:
    for navn in sporring:
        raise Avvik(
            Feilkode.UGYLDIG_VERDI, f"Denne adressen tar ikke «{navn}»", f"This address does not take «{navn}»",
            felt=navn,
        )  # fmt: skip


def _modell(modell: type[BaseModel], verdi: bytes | dict[str, str]) -> BaseModel:
    try:
        if isinstance(verdi, bytes):
            return modell.model_validate_json(verdi)
        return modell.model_validate(verdi)
    except ValidationError as feil:
        if isinstance(verdi, bytes):
            raise av_modell(feil, modell, "I kroppen", "In the body") from None
        raise av_modell(feil, modell, "I adressen", "In the address") from None


def _feil_innhold(innhold: str) -> Problem:
    sendt = request.mimetype or "ingen / none"
    return Problem(
        415, "UkjentInnholdstype", f"Denne adressen tar {innhold}, men fikk {sendt}",
        f"This address takes {innhold}, but got {sendt}", raad=f"Send Content-Type: {innhold}",
        advice=f"Send Content-Type: {innhold}",
    )  # fmt: skip


def _svar(ut: Any, rute: Rute, kontroll: Kontroll, navn: str | None) -> Response:
    if isinstance(ut, Response):
        svar = ut
    elif ut is None:
        return Response(status=HTTPStatus.NO_CONTENT)
    else:
        svar = Response(visning.tekst(ut) + "\n", rute.status, content_type=INNHOLD_JSON)
    if navn is not None:  # HTTP's Date follows the sandbox (design.md §5)
        with suppress(Avvik):  # unless it is gone by now
            svar.headers["Date"] = http_date(kontroll.hent(navn).naa())
    return svar
