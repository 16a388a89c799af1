"""Read an envelope: parse without entities, DTD or network, tell its version, and find what it carries.

Lenient where real clients differ (a missing or empty Header, any prefix, comments, un-namespaced
`mustUnderstand`), strict where XML is a weapon (DOCTYPE, depth, size).
"""

import codecs
import re
import threading
from typing import NamedTuple

from lxml import etree

from mocknir.soap.feil import SOAP11, SOAP12, Meldingsfeil, Skjemafunn, Skyld, Versjon

_VERSJONER = {v.navnerom: v for v in Versjon}
_FOR_OSS = {
    Versjon.V11: {"http://schemas.xmlsoap.org/soap/actor/next"},
    Versjon.V12: {f"{SOAP12}/role/next", f"{SOAP12}/role/ultimateReceiver"},
}
_ROLLE = {Versjon.V11: f"{{{SOAP11}}}actor", Versjon.V12: f"{{{SOAP12}}}role"}
_PROLOG = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_lokal = threading.local()


class Konvolutt(NamedTuple):
    """An opened envelope: its header blocks, and the one element its Body carries."""

    versjon: Versjon
    hoder: list[etree._Element]
    innhold: etree._Element


def les_xml(raa: bytes, charset: str | None = None) -> etree._Element:
    """The root of the document; `charset` of the Content-Type goes before what the document says of itself.

    Raises Meldingsfeil.
    """
    if not raa or raa.isspace():
        raise Meldingsfeil(
            "Forespørselen er tom; her ventes en SOAP-konvolutt",
            "The request is empty; a SOAP envelope is expected",
        )
    _nekt_doctype(raa)
    try:
        rot = etree.fromstring(raa, _parser(charset))
    except etree.XMLSyntaxError as feil:
        raise _ikke_xml(feil) from None
    if rot.getroottree().docinfo.internalDTD is not None:
        raise _doctype()
    return rot


def versjon_av(rot: etree._Element) -> Versjon:
    """The version of SOAP that an envelope is written in; raises Meldingsfeil when it is none."""
    navn = etree.QName(rot)
    versjon = _VERSJONER.get(navn.namespace or "")
    if navn.localname != "Envelope":
        raise Meldingsfeil(
            f"Dokumentet begynner med «{navn.localname}»; her ventes en SOAP-konvolutt (Envelope)",
            f"The document begins with «{navn.localname}»; a SOAP envelope (Envelope) is expected",
        )
    if versjon is None:
        raise Meldingsfeil(
            f"Konvolutten står i navnerommet «{navn.namespace or ''}». Bruk {SOAP11} (SOAP 1.1) eller {SOAP12} "
            "(SOAP 1.2)",
            f"The envelope is in the namespace «{navn.namespace or ''}». Use {SOAP11} (SOAP 1.1) or {SOAP12} "
            "(SOAP 1.2)",
            skyld=Skyld.VERSJON,
        )
    return versjon


def pakk_ut(rot: etree._Element, versjon: Versjon) -> Konvolutt:
    """Header blocks and payload of an envelope; raises Meldingsfeil when its Body does not carry one element."""
    kropp = hode = None
    for del_ in rot:
        if del_.tag == f"{{{versjon.navnerom}}}Body":
            kropp = del_
        elif del_.tag == f"{{{versjon.navnerom}}}Header":
            hode = del_
    if kropp is None:
        raise Meldingsfeil("Konvolutten har ingen Body", "The envelope has no Body")
    innhold = list(kropp)
    if len(innhold) != 1:
        raise Meldingsfeil(
            f"Body har {len(innhold)} elementer; her ventes ett: operasjonen som kalles",
            f"The Body has {len(innhold)} elements; one is expected: the operation that is called",
        )
    return Konvolutt(versjon, [] if hode is None else list(hode), innhold[0])


def krev_forstaatt(konvolutt: Konvolutt, forstaatt: frozenset[str]) -> None:
    """Raise the MustUnderstand fault when a header meant for us must be understood and its tag is not known."""
    rom = konvolutt.versjon.navnerom
    ukjente = []
    for hode in konvolutt.hoder:
        if hode.tag in forstaatt or hode.get(f"{{{rom}}}mustUnderstand", "0").strip() not in ("1", "true"):
            continue
        if hode.get(_ROLLE[konvolutt.versjon], "") in _FOR_OSS[konvolutt.versjon] | {""}:
            navn = etree.QName(hode)
            ukjente.append((navn.namespace or "", navn.localname))
    if ukjente:
        liste = ", ".join(f"{{{r}}}{n}" for r, n in ukjente)
        raise Meldingsfeil(
            f"SOAP-hodet {liste} er merket mustUnderstand, men WS4 kjenner bare WS-Security. Slå av "
            "funksjonen som legger det til (ofte WS-Addressing), eller fjern mustUnderstand",
            f"The SOAP header {liste} is marked mustUnderstand, but WS4 knows WS-Security only. Turn off the "
            "feature that adds it (often WS-Addressing), or remove mustUnderstand",
            skyld=Skyld.HODE,
            hoder=tuple(ukjente),
        )


def _parser(charset: str | None) -> etree.XMLParser:
    """This thread's parser for a charset: a parser keeps its error log in itself."""
    parsere: dict[str | None, etree.XMLParser] | None = getattr(_lokal, "parsere", None)
    if parsere is None:
        parsere = _lokal.parsere = {}
    parser = parsere.get(charset)
    if parser is None:
        try:
            koding = codecs.lookup(charset).name if charset else None
            parser = etree.XMLParser(
                encoding=koding, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                remove_comments=True, remove_pis=True, collect_ids=False,
            )  # fmt: skip
        except LookupError:
            raise Meldingsfeil(
                f"Tegnsettet «{charset}» er ukjent; bruk utf-8", f"The charset «{charset}» is unknown; use utf-8"
            ) from None
        if len(parsere) > 20:
            parsere.clear()
        parsere[charset] = parser
    return parser


def _nekt_doctype(raa: bytes) -> None:
    """Refuse a DOCTYPE before the parser meets it; encodings that hide it here are caught after parsing."""
    if b"<!DOCTYPE" not in raa:
        return
    sted = 3 if raa.startswith(codecs.BOM_UTF8) else 0
    while treff := _PROLOG.match(raa, sted):
        sted = treff.end()
    if raa.startswith(b"<!DOCTYPE", sted):
        raise _doctype()


def _doctype() -> Meldingsfeil:
    return Meldingsfeil(
        "Meldingen har en DOCTYPE. SOAP tillater ingen DTD, og entiteter leses ikke; fjern den",
        "The message has a DOCTYPE. SOAP allows no DTD, and entities are not read; remove it",
    )


def _ikke_xml(feil: etree.XMLSyntaxError) -> Meldingsfeil:
    linje, kolonne = feil.position
    hva = (feil.msg or "").split(", line ")[0]
    return Meldingsfeil(
        f"Meldingen er ikke velformet XML: linje {linje}, kolonne {kolonne}: {hva}",
        f"The message is not well-formed XML: line {linje}, column {kolonne}: {hva}",
        funn=(Skjemafunn(linje, "/", None, f"Kolonne {kolonne}: {hva}", f"Column {kolonne}: {hva}"),),
    )
