"""From an HTTP body to the bytes of an envelope: content type, charset, gzip, and the root part of MTOM."""

import re
import zlib
from typing import NamedTuple

from werkzeug.http import parse_options_header

from mocknir.soap.feil import Meldingsfeil, Versjon

MAKS_STOERRELSE = 32 * 1024 * 1024
"""Bytes of a message: a thousand of the longest registrations fill a tenth of it."""

_XML = frozenset({"text/xml", "application/soap+xml", "application/xml", "application/xop+xml"})
_TOM_LINJE = re.compile(rb"\r?\n\r?\n")


class Type(NamedTuple):
    """A Content-Type taken apart."""

    navn: str
    parametre: dict[str, str]


def les_type(verdi: str | None) -> Type:
    """The name and parameters of a Content-Type header, names in lower case; an absent one reads as text/xml."""
    navn, parametre = parse_options_header(verdi or "text/xml")
    return Type(navn.lower(), {navn.lower(): verdi for navn, verdi in parametre.items()})


def versjon_av_type(verdi: str | None) -> Versjon:
    """The version of SOAP a content type speaks of: what a fault is written in when there is no envelope."""
    if not verdi or verdi.startswith("text/xml"):
        return Versjon.V11
    type_ = les_type(verdi)
    soap12 = "application/soap+xml"
    if type_.navn == soap12 or type_.parametre.get("start-info", "").startswith(soap12):
        return Versjon.V12
    return Versjon.V11


def pakk_ut(
    kropp: bytes, innholdstype: str | None, koding: str | None = None, maks: int = MAKS_STOERRELSE
) -> tuple[bytes, str | None]:
    """The envelope's bytes, and the charset that HTTP declares for them. Raises Meldingsfeil."""
    if koding and koding.lower() != "identity":
        kropp = _utvid(kropp, koding.lower(), maks)
    if innholdstype in ("text/xml; charset=utf-8", "text/xml;charset=UTF-8", None):
        return kropp, "utf-8" if innholdstype else None
    type_ = les_type(innholdstype)
    if type_.navn == "multipart/related":
        return _rotdel(kropp, type_.parametre)
    if type_.navn not in _XML:
        raise Meldingsfeil(
            f"Content-Type er {type_.navn}; bruk text/xml (SOAP 1.1) eller application/soap+xml (SOAP 1.2)",
            f"The Content-Type is {type_.navn}; use text/xml (SOAP 1.1) or application/soap+xml (SOAP 1.2)",
        )
    return kropp, type_.parametre.get("charset")


def for_stor(maks: int) -> Meldingsfeil:
    """The fault of a message over the limit."""
    mb = maks / (1024 * 1024)
    return Meldingsfeil(
        f"Meldingen er større enn {mb:g} MB. Del den opp: 20–200 registreringer per melding er passe",
        f"The message is larger than {mb:g} MB. Split it: 20–200 registrations a message is a good size",
    )


def _utvid(kropp: bytes, koding: str, maks: int) -> bytes:
    if koding not in ("gzip", "x-gzip"):
        raise Meldingsfeil(
            f"Content-Encoding {koding} er ukjent; bruk gzip eller ingen",
            f"The Content-Encoding {koding} is unknown; use gzip or none",
        )
    utvider = zlib.decompressobj(wbits=31)
    try:
        ut = utvider.decompress(kropp, maks + 1)
    except zlib.error:
        raise Meldingsfeil("Meldingen er ikke gzip", "The message is not gzip") from None
    if len(ut) > maks:
        raise for_stor(maks)
    if not utvider.eof:
        raise Meldingsfeil("Meldingen er avkortet gzip", "The message is truncated gzip")
    return ut


def _rotdel(kropp: bytes, parametre: dict[str, str]) -> tuple[bytes, str | None]:
    """The root part of a multipart/related message: the one that `start` names, or else the first."""
    grense, start = parametre.get("boundary", ""), parametre.get("start")
    deler = _deler(kropp, grense.encode())
    for hode, innhold in deler:
        if start is None or hode.get("content-id") == start.strip():
            return innhold, les_type(hode.get("content-type")).parametre.get("charset")
    raise Meldingsfeil(
        "Meldingen er multipart/related, men har ikke noen rotdel",
        "The message is multipart/related but has no root part",
    )


def _deler(kropp: bytes, grense: bytes) -> list[tuple[dict[str, str], bytes]]:
    if not grense:
        return []
    ut = []
    for del_ in (b"\r\n" + kropp).split(b"\n--" + grense)[1:]:
        if del_.startswith(b"--"):
            break
        _, _, del_ = del_.partition(b"\n")
        delt = _TOM_LINJE.split(b"\n" + del_, maxsplit=1)
        linjer = (linje.partition(":") for linje in delt[0].decode("latin-1").splitlines())
        hode = {navn.strip().lower(): verdi.strip() for navn, _, verdi in linjer}
        ut.append((hode, delt[-1].removesuffix(b"\r")))
    return ut
