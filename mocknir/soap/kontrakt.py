"""The WSDL of WS4 from its tables: document/literal wrapped, one inline schema, one port (design.md §2).

`python -m mocknir.soap.kontrakt` writes `wsdl/nir-ws4.wsdl` and the tables of `wsdl/README.md` anew.
"""

import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from mocknir.register.felt import Kilde
from mocknir.soap.operasjoner import OPERASJONER
from mocknir.soap.skjemamodell import Element, Enkel, Kompleks, Ledd, Operasjon, Valg
from mocknir.soap.typer import ENKLE, FEIL, KOMPLEKSE

NAVNEROM = "urn:mocknir:ws4:v1"
XSD = "http://www.w3.org/2001/XMLSchema"
WSDL = "http://schemas.xmlsoap.org/wsdl/"
WSDL_SOAP11 = "http://schemas.xmlsoap.org/wsdl/soap/"
WSDL_SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/"

NOEYTRAL_ADRESSE = "http://localhost:8080/ws4"
_PLASSHOLDER = "urn:adresse"

_en_om_gangen = threading.Lock()

OM = (
    "Dette er mocknirs rekonstruksjon av overføringstjenesten WS4 til Nasjonalt introduksjonsregister (NIR). "
    "Den virkelige kontrakten er ikke offentlig: navn på operasjoner, elementer og koder er våre egne. "
    "Merket [dokumentert …] betyr at NIR etter offentlige kilder kjenner opplysningen; [antatt …] at vi har "
    "antatt den. Henvisningene (domain.md) er ført opp med kilder i docs/kilder.md hos mocknir. / "
    "This is mocknir's reconstruction of WS4, the transfer service of Norway's register of introduction "
    "programmes. The real contract is not public: the names of operations, elements and codes are our own. "
    "[dokumentert …] says that NIR is publicly known to hold the fact; [antatt …] that we assumed it. The "
    "references (domain.md) are listed with their sources in mocknir's docs/kilder.md. "
    "Innlogging / Authentication [antatt §1.5]: WS-Security UsernameToken (PasswordText, PasswordDigest) "
    "eller/or HTTP Basic."
)


def render(adresse: str, *, soap12: bool = False) -> bytes:
    """The WSDL as UTF-8, with that `soap:address`; `soap12` gives the binding for SOAP 1.2 instead of 1.1."""
    return _mal(soap12).replace(_PLASSHOLDER, escape(adresse, {'"': "&quot;"})).encode()


@cache
def skjema_xml() -> bytes:
    """The inline schema as a document of its own: what validates the body of a message."""
    return "\n".join(_skjema(0)).encode()


def soap_action(operasjon: str) -> str:
    """The soapAction of an operation: never empty, and never looked at when a message comes in."""
    return f"{NAVNEROM}:{operasjon}"


@cache
def _mal(soap12: bool) -> str:
    soap = WSDL_SOAP12 if soap12 else WSDL_SOAP11
    binding = "NirWs4Soap12" if soap12 else "NirWs4Soap11"
    linjer = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<wsdl:definitions name="NirWs4" targetNamespace="{NAVNEROM}" xmlns:tns="{NAVNEROM}"',
        f'    xmlns:wsdl="{WSDL}" xmlns:soap="{soap}" xmlns:xs="{XSD}">',
        f"  <wsdl:documentation>{escape(OM)}</wsdl:documentation>",
        "  <wsdl:types>",
        *_skjema(4),
        "  </wsdl:types>",
        *(linje for o in OPERASJONER.values() for linje in _meldinger(o)),
        f'  <wsdl:message name="{FEIL.navn}Melding">',
        f'    <wsdl:part name="{FEIL.navn}" element="tns:{FEIL.navn}"/>',
        "  </wsdl:message>",
        '  <wsdl:portType name="NirWs4PortType">',
        *(linje for o in OPERASJONER.values() for linje in _abstrakt(o)),
        "  </wsdl:portType>",
        f'  <wsdl:binding name="{binding}" type="tns:NirWs4PortType">',
        '    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>',
        *(linje for o in OPERASJONER.values() for linje in _bundet(o)),
        "  </wsdl:binding>",
        '  <wsdl:service name="NirWs4">',
        f'    <wsdl:port name="NirWs4Port" binding="tns:{binding}">',
        f'      <soap:address location="{_PLASSHOLDER}"/>',
        "    </wsdl:port>",
        "  </wsdl:service>",
        "</wsdl:definitions>",
    ]
    return "\n".join(linjer) + "\n"


def _meldinger(o: Operasjon) -> Iterable[str]:
    for melding, element in ((o.navn + "Request", o.navn), (o.svarnavn, o.svarnavn)):
        yield f'  <wsdl:message name="{melding}">'
        yield f'    <wsdl:part name="parameters" element="tns:{element}"/>'
        yield "  </wsdl:message>"


def _abstrakt(o: Operasjon) -> Iterable[str]:
    yield f'    <wsdl:operation name="{o.navn}">'
    yield f"      <wsdl:documentation>{_dokumentasjon(o.tekst, o.text, o.kilde)}</wsdl:documentation>"
    yield f'      <wsdl:input message="tns:{o.navn}Request"/>'
    yield f'      <wsdl:output message="tns:{o.svarnavn}"/>'
    yield f'      <wsdl:fault name="{FEIL.navn}" message="tns:{FEIL.navn}Melding"/>'
    yield "    </wsdl:operation>"


def _bundet(o: Operasjon) -> Iterable[str]:
    yield f'    <wsdl:operation name="{o.navn}">'
    yield f'      <soap:operation soapAction="{soap_action(o.navn)}" style="document"/>'
    yield '      <wsdl:input><soap:body use="literal"/></wsdl:input>'
    yield '      <wsdl:output><soap:body use="literal"/></wsdl:output>'
    yield f'      <wsdl:fault name="{FEIL.navn}"><soap:fault name="{FEIL.navn}" use="literal"/></wsdl:fault>'
    yield "    </wsdl:operation>"


def _skjema(innrykk: int) -> list[str]:
    linjer = [
        f'<xs:schema targetNamespace="{NAVNEROM}" elementFormDefault="qualified"',
        f'    xmlns:tns="{NAVNEROM}" xmlns:xs="{XSD}">',
    ]
    for enkel in ENKLE:
        linjer += _enkel(enkel)
    for kompleks in KOMPLEKSE:
        linjer += _kompleks(kompleks)
    for o in OPERASJONER.values():
        linjer += _omslag(o.navn, o.inn, _dokumentasjon(o.tekst, o.text, o.kilde))
        linjer += _omslag(o.svarnavn, o.ut, f"Svaret på {o.navn}. / The answer to {o.navn}.")
    linjer += _element(FEIL, 2, toppnivaa=True)
    linjer.append("</xs:schema>")
    return [" " * innrykk + linje for linje in linjer]


def _dokumentasjon(tekst: str, text: str, kilde: Kilde, kodeverk: str | None = None) -> str:
    koder = f" Kodeverk / code list: {kodeverk}." if kodeverk else ""
    return escape(f"{_punktum(tekst)} / {_punktum(text)}{koder} [{kilde.proveniens} {kilde.henvisning}]")


def _punktum(tekst: str) -> str:
    return tekst if tekst.endswith(".") else tekst + "."


def _annotasjon(dokumentasjon: str, innrykk: int) -> str:
    return f"{' ' * innrykk}<xs:annotation><xs:documentation>{dokumentasjon}</xs:documentation></xs:annotation>"


def _enkel(t: Enkel) -> Iterable[str]:
    yield f'  <xs:simpleType name="{t.navn}">'
    yield _annotasjon(_dokumentasjon(t.tekst, t.text, t.kilde), 4)
    yield f'    <xs:restriction base="{t.base}">'
    for navn, verdi in (*t.fasetter, *(("enumeration", v) for v in t.verdier)):
        yield f"      <xs:{navn} value={quoteattr(verdi)}/>"
    yield "    </xs:restriction>"
    yield "  </xs:simpleType>"


def _kompleks(t: Kompleks) -> Iterable[str]:
    yield f'  <xs:complexType name="{t.navn}">'
    yield _annotasjon(_dokumentasjon(t.tekst, t.text, t.kilde), 4)
    yield from _sekvens(t.ledd, 4)
    yield "  </xs:complexType>"


def _omslag(navn: str, ledd: tuple[Ledd, ...], dokumentasjon: str) -> Iterable[str]:
    yield f'  <xs:element name="{navn}">'
    yield _annotasjon(dokumentasjon, 4)
    yield "    <xs:complexType>"
    yield from _sekvens(ledd, 6)
    yield "    </xs:complexType>"
    yield "  </xs:element>"


def _sekvens(ledd: tuple[Ledd, ...], innrykk: int) -> Iterable[str]:
    luft = " " * innrykk
    yield f"{luft}<xs:sequence>"
    for ett in ledd:
        if isinstance(ett, Valg):
            yield f"{luft}  <xs:choice{_antall(ett.minst, 1)}>"
            for element in ett.elementer:
                yield from _element(element, innrykk + 4)
            yield f"{luft}  </xs:choice>"
        else:
            yield from _element(ett, innrykk + 2)
    yield f"{luft}</xs:sequence>"


def _element(e: Element, innrykk: int, *, toppnivaa: bool = False) -> Iterable[str]:
    luft = " " * innrykk
    type_ = e.type if e.type.startswith("xs:") else f"tns:{e.type}"
    antall = "" if toppnivaa else _antall(e.minst, e.mest)
    yield f'{luft}<xs:element name="{e.navn}" type="{type_}"{antall}>'
    yield _annotasjon(_dokumentasjon(e.tekst, e.text, e.kilde, e.kodeverk), innrykk + 2)
    yield f"{luft}</xs:element>"


def _antall(minst: int, mest: int | str) -> str:
    return (f' minOccurs="{minst}"' if minst != 1 else "") + (f' maxOccurs="{mest}"' if mest != 1 else "")


def nytt_skjema() -> etree.XMLSchema:
    """A compiled schema; it keeps its error log in itself, so each thread needs one of its own.

    One is made at a time: libxml2 makes its table of built-in types with the first one, and two threads that do so at
    once bring the process down.
    """
    dokument = etree.fromstring(skjema_xml())
    with _en_om_gangen:
        return etree.XMLSchema(dokument)


def skriv(mappe: Path) -> None:
    """Write the WSDL of record and the tables of its README into a folder."""
    from mocknir.soap.proveniens import sett_inn

    (mappe / "nir-ws4.wsdl").write_bytes(render(NOEYTRAL_ADRESSE))
    readme = mappe / "README.md"
    readme.write_text(sett_inn(readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    skriv(Path(__file__).parents[2] / "wsdl")
