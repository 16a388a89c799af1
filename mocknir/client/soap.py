"""WS4 messages, written and read as the contract has them (wsdl/nir-ws4.wsdl), in SOAP 1.1."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from mocknir.client.feil import SoapFault, UnreadableAnswer, WrongUse
from mocknir.client.registreringer import Line
from mocknir.client.transport import Response

SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
NAMESPACE = "urn:mocknir:ws4:v1"
CONTENT_TYPE = "text/xml; charset=utf-8"
OVERFOER = "OverfoerRegistreringer"
HENT_KVITTERING = "HentKvittering"

_N = f"{{{NAMESPACE}}}"
_S = f"{{{SOAP11}}}"
_XML = ("text/xml", "application/soap+xml", "application/xml")


def transfer(meldings_id: str, kommune: str, lines: Sequence[Line]) -> bytes:
    """The envelope of OverfoerRegistreringer."""
    rot, melding = _konvolutt(OVERFOER)
    _felt(melding, "meldingsId", meldings_id)
    _felt(melding, "kommune", kommune)
    for linje in lines:
        registrering = etree.SubElement(melding, _N + "registrering")
        _felt(registrering, "eksternId", linje.ekstern_id)
        _felt(registrering, "dufnummer" if len(linje.person) == 12 else "foedselsnummer", linje.person)
        _felt(registrering, "handling", linje.handling)
        if linje.type is not None and (linje.felter or linje.handling != "slett"):
            element = etree.SubElement(registrering, _N + linje.type)
            for navn, verdi in linje.felter.items():
                _felt(element, navn, verdi)
    return _skriv(rot)


def receipt_question(meldings_id: str, kommune: str) -> bytes:
    """The envelope of HentKvittering."""
    rot, melding = _konvolutt(HENT_KVITTERING)
    _felt(melding, "meldingsId", meldings_id)
    _felt(melding, "kommune", kommune)
    return _skriv(rot)


def read_receipt(svar: Response, url: str) -> dict[str, Any]:
    """The receipt of an answer, in the form that the control plane gives one; raises SoapFault, UnreadableAnswer."""
    innhold = _innhold(svar, url)
    kvittering = innhold.find(f"{_N}kvittering")
    if kvittering is None:
        raise UnreadableAnswer(url, svar.status, svar.content_type, svar.body)
    return {
        "meldingsId": _tekst(kvittering, "meldingsId"),
        "kommune": _tekst(kvittering, "kommune"),
        "mottatt": _tekst(kvittering, "mottatt"),
        "journalnummer": int(_tekst(kvittering, "journalnummer") or 0),
        "gjentatt": _tekst(kvittering, "gjentatt") == "true",
        "utfall": [
            {
                "eksternId": _tekst(utfall, "eksternId"), "utfall": _tekst(utfall, "utfall"),
                "funn": [_felter(funn) for funn in utfall.iterchildren(f"{_N}funn")],
            }
            for utfall in kvittering.iterchildren(f"{_N}utfall")
        ],
    }  # fmt: skip


def _konvolutt(operasjon: str) -> tuple[etree._Element, etree._Element]:
    rot = etree.Element(f"{_S}Envelope", nsmap={"soap": SOAP11, None: NAMESPACE})
    return rot, etree.SubElement(etree.SubElement(rot, f"{_S}Body"), _N + operasjon)


def _felt(under: etree._Element, navn: str, verdi: Any) -> None:
    try:
        etree.SubElement(under, _N + navn).text = _verdi(verdi)
    except ValueError:
        raise WrongUse(
            f"{navn}: {verdi!r} har et tegn som XML ikke kan bære", f"{navn}: {verdi!r} has a character XML cannot hold"
        ) from None


def _verdi(verdi: Any) -> str:
    """A value as XML Schema writes it; a text stays what it is."""
    if isinstance(verdi, bool):
        return "true" if verdi else "false"
    if isinstance(verdi, date):
        return verdi.isoformat()
    return format(verdi, "f") if isinstance(verdi, Decimal) else str(verdi)


def _skriv(rot: etree._Element) -> bytes:
    return etree.tostring(rot, xml_declaration=True, encoding="UTF-8")


def _innhold(svar: Response, url: str) -> etree._Element:
    """What the Body of an answer carries; raises SoapFault when it is a fault."""
    try:
        if svar.content_type not in _XML:
            raise ValueError(svar.content_type)
        rot = etree.fromstring(svar.body, etree.XMLParser(resolve_entities=False, no_network=True))
        innhold = rot.find("{*}Body")[0]  # type: ignore[index]  # the TypeError is caught
    except (etree.XMLSyntaxError, ValueError, TypeError, IndexError):
        raise UnreadableAnswer(url, svar.status, svar.content_type, svar.body) from None
    if etree.QName(innhold).localname == "Fault":
        raise _feil(innhold, svar.status)
    return innhold


def _feil(fault: etree._Element, status: int) -> SoapFault:
    faultcode = fault.findtext("faultcode") or fault.findtext("{*}Code/{*}Value") or ""
    grunn = fault.findtext("faultstring") or fault.findtext("{*}Reason/{*}Text") or ""
    detalj = fault.find(f".//{_N}NirFeil")
    if detalj is None:
        nb, _, en = grunn.partition(" / ")
        return SoapFault(faultcode.rpartition(":")[2], nb, en, faultcode=faultcode, status=status)
    nummer = _tekst(detalj, "journalnummer")
    return SoapFault(
        _tekst(detalj, "kode") or "", _tekst(detalj, "tekst") or "", _tekst(detalj, "tekstEngelsk") or "",
        faultcode=faultcode, status=status, rule=_tekst(detalj, "regel"), field=_tekst(detalj, "felt"),
        proveniens=_tekst(detalj, "proveniens"), journalnummer=int(nummer) if nummer else None,
        findings=[_felter(funn) for funn in detalj.iterchildren(f"{_N}funn")],
    )  # fmt: skip


def _tekst(element: etree._Element, navn: str) -> str | None:
    return element.findtext(_N + navn)


def _felter(element: etree._Element) -> dict[str, str]:
    return {etree.QName(barn).localname: barn.text or "" for barn in element}
