"""The envelope: what is let pass since real clients send it, and what is refused, always as a SOAP fault."""

from collections.abc import Callable

import pytest

from mocknir.register.commands import Registrer
from mocknir.soap.feil import SOAP11, SOAP12
from mocknir.soap.kontrakt import NAVNEROM
from mocknir.soap.wsse import WSSE
from tests.contract.nir import TEXT_XML, Nir, foelger_skjemaet, konvolutt

SOAP12_TYPE = "application/soap+xml; charset=utf-8"
BASIC = "Basic b3NsbzpoZW1tZWxpZw=="  # oslo:hemmelig


def test_soap_1_1_is_answered_in_soap_1_1(nir: Nir):
    svar = nir.kall(nir.ett_vedtak(), soap=SOAP11)
    assert (svar.status, svar.soap, svar.hoder["Content-Type"]) == (200, SOAP11, TEXT_XML)
    assert svar.tekst("n:utfall/n:utfall") == "godtatt"


def test_soap_1_2_is_answered_in_soap_1_2(nir: Nir):
    svar = nir.kall(nir.ett_vedtak(), soap=SOAP12)
    assert (svar.status, svar.soap, svar.hoder["Content-Type"]) == (200, SOAP12, SOAP12_TYPE)
    assert svar.tekst("n:utfall/n:utfall") == "godtatt"


def test_a_fault_speaks_the_version_of_the_envelope_and_not_of_the_content_type(nir: Nir):
    svar = nir.post(konvolutt("<tull/>", soap=SOAP12, hode=nir.token()), TEXT_XML)
    assert (svar.status, svar.soap, svar.faultcode) == (500, SOAP12, "env:Sender")
    assert svar.tekst("s12:Subcode/s12:Value") == "nir:UkjentOperasjon"


def test_a_fault_of_what_is_no_xml_speaks_the_version_of_the_content_type(nir: Nir):
    assert nir.post("hei", SOAP12_TYPE).soap == SOAP12
    assert nir.post("hei", TEXT_XML).soap == SOAP11


LEMPELSER: dict[str, Callable[[Nir], str | bytes]] = {
    "no Header": lambda n: f'<s:Envelope xmlns:s="{SOAP11}"><s:Body>{n.ett_vedtak()}</s:Body></s:Envelope>',
    "an empty Header": lambda n: (
        f'<s:Envelope xmlns:s="{SOAP11}"><s:Header/><s:Body>{n.ett_vedtak()}</s:Body></s:Envelope>'
    ),
    "no XML declaration": lambda n: konvolutt(n.ett_vedtak()).partition("?>")[2],
    "a byte order mark": lambda n: b"\xef\xbb\xbf" + konvolutt(n.ett_vedtak()).encode(),
    "the default namespace": lambda n: (
        f'<Envelope xmlns="{SOAP11}"><Body>{n.ett_vedtak()}</Body></Envelope>'
    ),
    "two prefixes for one namespace": lambda n: konvolutt(
        f'<a:HentKvittering xmlns:a="{NAVNEROM}" xmlns:b="{NAVNEROM}"><b:meldingsId>m</b:meldingsId>'
        f"<a:kommune>{n.kommune}</a:kommune></a:HentKvittering>"
    ),
    "comments and processing instructions": lambda n: konvolutt(
        n.ett_vedtak().replace("<kommune>", "<!-- her --><?pi her?><kommune>").replace("2017-01", "20<!-- -->17-01")
    ),
    "numeric character references": lambda n: konvolutt(n.ett_vedtak().replace("intro", "&#105;ntr&#x6F;")),
    "a date with a zone": lambda n: konvolutt(n.ett_vedtak(fra="2017-01-01Z", rest="<til>2018-01-01+14:00</til>")),
    "white space around values": lambda n: konvolutt(n.ett_vedtak().replace("intro", "\n  intro\n")),
    "a CDATA section": lambda n: konvolutt(n.ett_vedtak().replace("intro", "<![CDATA[intro]]>")),
    "an un-namespaced mustUnderstand": lambda n: konvolutt(
        n.ett_vedtak(), hode='<x:Sporing xmlns:x="urn:x" mustUnderstand="1">1</x:Sporing>'
    ),
    "a header that need not be understood": lambda n: konvolutt(
        n.ett_vedtak(), hode='<x:Sporing xmlns:x="urn:x" soap:mustUnderstand="0">1</x:Sporing>'
    ),
    "a header meant for somebody else": lambda n: konvolutt(
        n.ett_vedtak(), hode='<x:S xmlns:x="urn:x" soap:mustUnderstand="1" soap:actor="http://andre.example/">1</x:S>'
    ),
    "an id on the Body": lambda n: konvolutt(n.ett_vedtak()).replace("<soap:Body>", '<soap:Body Id="body-1">'),
    "UTF-16": lambda n: konvolutt(n.ett_vedtak()).replace("utf-8", "utf-16").encode("utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("lempelse", LEMPELSER)
def test_it_accepts(nir: Nir, lempelse: str):
    if lempelse == "two prefixes for one namespace":  # asks for the receipt of an earlier message
        assert nir.kall(nir.ett_vedtak("m")).status == 200
    type_ = "text/xml" if lempelse == "UTF-16" else TEXT_XML
    svar = nir.post(LEMPELSER[lempelse](nir), type_, Authorization=BASIC)
    assert svar.status == 200, svar.kropp.decode()
    assert svar.tekst("n:utfall/n:utfall") == "godtatt"


def test_dispatch_follows_the_body_and_never_the_soap_action(nir: Nir):
    svar = nir.post(konvolutt(nir.ett_vedtak(), hode=nir.token()), SOAPAction='"urn:mocknir:ws4:v1:HentKodeverk"')
    assert svar.tekst("n:utfall/n:utfall") == "godtatt"


def test_the_charset_of_http_goes_before_the_documents_own(nir: Nir):
    rest = "<begrunnelse>Å lære norsk</begrunnelse>"
    kropp = konvolutt(nir.ett_vedtak(rest=rest), hode=nir.token()).encode("iso-8859-1")
    assert nir.post(kropp, "text/xml; charset=ISO-8859-1").status == 200
    svar = nir.kall(nir.endringer())
    assert svar.tekst("n:begrunnelse") == "Å lære norsk"


def test_an_mtom_message_is_read_from_its_root_part(nir: Nir):
    kropp = (
        '--mim\r\nContent-Type: application/octet-stream\r\nContent-ID: <vedlegg>\r\n\r\n\x01\x02\r\n'
        '--mim\r\nContent-Type: application/xop+xml; charset=UTF-8; type="text/xml"\r\n'
        f"Content-ID: <rot>\r\n\r\n{konvolutt(nir.ett_vedtak(), hode=nir.token())}\r\n--mim--\r\n"
    )  # fmt: skip
    type_ = 'multipart/related; boundary="mim"; type="application/xop+xml"; start="<rot>"; start-info="text/xml"'
    assert nir.post(kropp, type_).tekst("n:utfall/n:utfall") == "godtatt"
    uten_start = kropp.partition("\x02\r\n")[2]
    svar = nir.post(uten_start, 'multipart/related; boundary=mim; start-info="text/xml"')
    assert svar.tekst("n:gjentatt") == "true"
    assert nir.post(b"tull", type_).feilkode == "UgyldigMelding"


MANGE = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
AVVIST: dict[str, tuple[str | bytes, str]] = {
    "nothing at all": ("", "tom"),
    "text that is no XML": ("hei", "ikke velformet XML: linje 1, kolonne 1"),
    "a tag that is not closed": (konvolutt("<a>"), "linje 1"),
    "an element that is no envelope": ("<a/>", "begynner med «a»"),
    "an envelope without a Body": (f'<s:Envelope xmlns:s="{SOAP11}"/>', "ingen Body"),
    "an empty Body": (konvolutt(""), "Body har 0 elementer"),
    "two payloads": (konvolutt("<a/><b/>"), "Body har 2 elementer"),
    "an unknown operation": (konvolutt(f'<HentDeltakere xmlns="{NAVNEROM}"/>'), "Mente du «HentDeltaker»?"),
    "the wrong namespace": (konvolutt('<HentDeltaker xmlns="urn:nir:ws4"/>'), f"bruker «{NAVNEROM}»"),
    "no namespace": (konvolutt("<HentDeltaker/>"), "navnerommet «»"),
    "an answer as a question": (konvolutt(f'<HentDeltakerResponse xmlns="{NAVNEROM}"/>'), "ingen operasjon"),
    "billion laughs": (
        f'<!DOCTYPE s [<!ENTITY a0 "ha">{MANGE}]><s>&a9;</s>', "DOCTYPE"
    ),
    "billion laughs in an attribute": (
        f'<?xml version="1.0"?> <!-- x --> <!DOCTYPE s [<!ENTITY a0 "ha">{MANGE}]><s a="&a9;"/>', "DOCTYPE"
    ),
    "an external entity": ('<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><s>&x;</s>', "DOCTYPE"),
    "an external DTD": ('<!DOCTYPE s SYSTEM "http://127.0.0.1:1/x.dtd"><s/>', "DOCTYPE"),
    "a DOCTYPE hidden in UTF-16": ('<!DOCTYPE s [<!ENTITY x "y">]><s>&x;</s>'.encode("utf-16"), "DOCTYPE"),
    "an undeclared entity": (konvolutt("<a>&x;</a>"), "ikke velformet"),
    "elements nested too deep": (konvolutt("<a>" * 400 + "</a>" * 400), "ikke velformet"),
}  # fmt: skip


@pytest.mark.parametrize("hva", AVVIST)
@pytest.mark.parametrize("type_", ["text/xml", "application/soap+xml"])
def test_it_refuses_with_a_fault(nir: Nir, hva: str, type_: str):
    kropp, tekst = AVVIST[hva]
    svar = nir.post(kropp, type_, Authorization=BASIC)
    assert svar.status == 500
    assert svar.feilkode in ("UgyldigMelding", "UkjentOperasjon")
    assert tekst in (svar.tekst("n:NirFeil/n:tekst") or "")
    assert svar.tekst("n:NirFeil/n:tekstEngelsk")
    assert int(svar.tekst("n:NirFeil/n:journalnummer") or 0) > 0
    assert foelger_skjemaet(svar)


def test_text_that_only_speaks_of_a_doctype_is_no_doctype(nir: Nir):
    rest = "<begrunnelse><![CDATA[<!DOCTYPE html>]]></begrunnelse>"
    assert nir.kall(nir.ett_vedtak(rest=rest)).status == 200


def test_a_schema_location_is_not_followed(nir: Nir):
    innhold = nir.ett_vedtak().replace(
        "<OverfoerRegistreringer ",
        '<OverfoerRegistreringer xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="urn:mocknir:ws4:v1 file:///finnes/ikke.xsd" ',
        1,
    )
    assert nir.kall(innhold).status == 200


@pytest.mark.parametrize(("type_", "soap"), [("text/xml", SOAP11), ("application/soap+xml", SOAP12)])
def test_an_unknown_envelope_is_a_version_mismatch(nir: Nir, type_: str, soap: str):
    svar = nir.post('<s:Envelope xmlns:s="urn:soap2"><s:Body/></s:Envelope>', type_)
    assert (svar.status, svar.soap) == (500, soap)
    assert svar.faultcode.endswith(":VersionMismatch")
    assert svar.feilkode is None  # SOAP 1.1 §4.4: no detail when the Body is not at fault
    if soap == SOAP12:
        assert [e.get("qname") for e in svar.dokument.iter(f"{{{SOAP12}}}SupportedEnvelope")] == [
            "e12:Envelope", "e11:Envelope",
        ]  # fmt: skip


@pytest.mark.parametrize(("soap", "verdi"), [(SOAP11, "1"), (SOAP12, "true"), (SOAP12, "1")])
def test_a_header_nobody_understands_is_a_must_understand_fault(nir: Nir, soap: str, verdi: str):
    adressering = f'<w:To xmlns:w="http://www.w3.org/2005/08/addressing" soap:mustUnderstand="{verdi}">x</w:To>'
    svar = nir.kall(nir.ett_vedtak(), soap=soap, hode=nir.token() + adressering)
    assert svar.status == 500
    assert svar.faultcode.endswith(":MustUnderstand")
    assert "WS-Addressing" in svar.kropp.decode()
    if soap == SOAP12:
        assert [e.get("qname") for e in svar.dokument.iter(f"{{{SOAP12}}}NotUnderstood")] == ["h:To"]
    assert nir.kall(nir.endringer()).tekster("n:endring") == []


def test_ws_security_may_demand_to_be_understood(nir: Nir):
    hode = nir.token().replace("<wsse:Security ", '<wsse:Security soap:mustUnderstand="1" ')
    assert nir.kall(nir.ett_vedtak(), hode=hode).status == 200


def test_a_content_type_that_is_not_soap_is_refused_with_its_remedy(nir: Nir):
    svar = nir.post(konvolutt(nir.ett_vedtak(), hode=nir.token()), "application/json")
    assert svar.feilkode == "UgyldigMelding"
    assert "text/xml" in svar.tekst("n:NirFeil/n:tekst")


def test_an_unknown_charset_is_refused_with_its_remedy(nir: Nir):
    svar = nir.post(konvolutt(nir.ett_vedtak()), "text/xml; charset=klingon")
    assert "utf-8" in svar.tekst("n:NirFeil/n:tekst")


def test_no_content_type_reads_as_soap_1_1(nir: Nir):
    assert nir.post(konvolutt(nir.ett_vedtak(), hode=nir.token()), None).status == 200


def test_the_journal_keeps_the_message_without_its_password(nir: Nir, monkeypatch: pytest.MonkeyPatch):
    sett: list[bytes] = []
    registrer = nir.sandbox.registrer

    def spion(command: Registrer, raa: bytes):
        sett.append(raa)
        return registrer(command, raa)

    monkeypatch.setattr(nir.sandbox, "registrer", spion)
    assert nir.kall(nir.ett_vedtak()).status == 200
    assert b"hemmelig" not in sett[0]
    assert b"<wsse:Password>***</wsse:Password>" in sett[0]
    assert WSSE.encode() in sett[0]
