"""The HTTP doors of WS4 and of the retired WS2, as a Flask blueprint.

`/ws4` is the sandbox `default`, `/{sandbox}/ws4` any other. GET gives the WSDL or a page that says where it is;
POST is a call. The size is judged by Content-Length before the body is read.
"""

import re
from collections.abc import Callable
from datetime import UTC
from email.utils import format_datetime

from flask import Blueprint, Response, request

from mocknir.faults.wire import deliver
from mocknir.register.feil import Avvik
from mocknir.soap import innpakning, kontrakt
from mocknir.soap.port import Ws4Port
from mocknir.soap.tjeneste import AVVIKLET, Foresporsel, Svar, Tjeneste

STANDARD = "default"
_ALLE_METODER = ["GET", "POST", "PUT", "PATCH", "DELETE"]

_WS4 = re.compile(r"/(?:([^/]+)/)?ws4")

HentSandbox = Callable[[str], Ws4Port]


def lag_blueprint(
    hent_sandbox: HentSandbox, vegg: Callable[[], float], maks: int = innpakning.MAKS_STOERRELSE
) -> Blueprint:
    """The doors over the sandboxes that `hent_sandbox` finds by name (Avvik when there is none).

    `vegg` reads the wall clock, in seconds since 1970; `maks` bounds the bytes of a message.
    """
    blueprint = Blueprint("soap", __name__)
    tjeneste = Tjeneste(vegg, maks)

    @blueprint.route("/ws4", methods=_ALLE_METODER)
    @blueprint.route("/<sandbox>/ws4", methods=_ALLE_METODER)
    def ws4(sandbox: str = STANDARD) -> Response:
        if request.method == "POST":
            return _kall(tjeneste, tjeneste.svar, lambda: hent_sandbox(sandbox))
        if request.method != "GET":
            return _tekst("WS4: GET ?wsdl eller POST en SOAP-konvolutt.\n", 405, Allow="GET, POST")
        try:
            hent_sandbox(sandbox)
        except Avvik as avvik:
            return _tekst(f"{avvik.tekst}\n{avvik.text}\n", 404)
        spurt = {navn.lower() for navn in request.args}
        if spurt & {"wsdl", "singlewsdl"}:
            soap12 = request.args.get("soap") == "1.2"
            return Response(kontrakt.render(request.base_url, soap12=soap12), content_type="text/xml; charset=utf-8")
        return _tekst(_om_ws4(sandbox, request.base_url))

    @blueprint.route("/ws2", methods=_ALLE_METODER)
    @blueprint.route("/<sandbox>/ws2", methods=_ALLE_METODER)
    def ws2(sandbox: str = STANDARD) -> Response:
        if request.method == "POST":
            return _kall(tjeneste, tjeneste.avviklet, lambda: hent_sandbox(sandbox))
        return _tekst(
            f"WS2 ble avviklet {AVVIKLET:%d.%m.%Y}. Bruk WS4.\nWS2 was closed on {AVVIKLET:%d.%m.%Y}. Use WS4.\n",
            410,
        )

    return blueprint


def kalt_sandkasse(metode: str, sti: str) -> str | None:
    """The sandbox that a call to WS4 is for; None for whatever else is asked."""
    treff = _WS4.fullmatch(sti) if metode == "POST" else None
    return None if treff is None else treff[1] or STANDARD


def _kall(
    tjeneste: Tjeneste,
    gjoer: Callable[[Callable[[], Ws4Port], Foresporsel], Svar],
    hent_port: Callable[[], Ws4Port],
) -> Response:
    hoder = request.headers
    request.max_content_length = None  # the limit is ours, since its answer must be a SOAP fault
    for_stor = (request.content_length or 0) > tjeneste.maks
    svar = gjoer(
        hent_port,
        Foresporsel(
            None if for_stor else request.stream.read(tjeneste.maks + 1),
            hoder.get("Content-Type"),
            hoder.get("Authorization"),
            hoder.get("Content-Encoding"),
        ),
    )
    if svar.levering is None:
        ut = Response(svar.kropp, svar.status, content_type=svar.innholdstype)
    else:
        ut = Response(deliver(request.environ, svar.kropp, svar.levering), svar.status, content_type=svar.innholdstype)
        ut.content_length = len(svar.kropp)
    if svar.tid is not None:  # HTTP's Date follows the sandbox too (design.md §5)
        ut.headers["Date"] = format_datetime(svar.tid.astimezone(UTC), usegmt=True)
    if svar.ber_om_innlogging:
        ut.headers["WWW-Authenticate"] = 'Basic realm="mocknir WS4", charset="UTF-8"'
    return ut


def _tekst(tekst: str, status: int = 200, **hoder: str) -> Response:
    ut = Response(tekst, status, content_type="text/plain; charset=utf-8")
    ut.headers.update(hoder)
    return ut


def _om_ws4(sandbox: str, adresse: str) -> str:
    return (
        f"mocknir WS4, sandkassen «{sandbox}».\n\n"
        f"Kontrakten: {adresse}?wsdl (SOAP 1.1), {adresse}?wsdl&soap=1.2 (SOAP 1.2)\n"
        "Kall: POST en SOAP-konvolutt hit, med WS-Security UsernameToken eller HTTP Basic.\n\n"
        f"The contract: {adresse}?wsdl (SOAP 1.1), {adresse}?wsdl&soap=1.2 (SOAP 1.2)\n"
        "A call: POST a SOAP envelope here, with a WS-Security UsernameToken or HTTP Basic.\n"
    )
