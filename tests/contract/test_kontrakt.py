"""The contract of record: what the files say, what every SOAP stack demands, and what it must own up to."""

import keyword
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree

from mocknir.register.skjema import TYPER
from mocknir.soap import kontrakt, proveniens

MAPPE = Path(__file__).parents[2] / "wsdl"
NS = {"wsdl": kontrakt.WSDL, "xs": kontrakt.XSD, "soap": kontrakt.WSDL_SOAP11, "soap12": kontrakt.WSDL_SOAP12}

# Words that a generated class could not have as a member, in the languages that vendors write in.
CSHARP = """
abstract as base bool break byte case catch char checked class const continue decimal default
delegate do double else enum event explicit extern false finally fixed float for foreach goto if
implicit in int interface internal is lock long namespace new null object operator out override
params private protected public readonly ref return sbyte sealed short sizeof stackalloc static
string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual
void volatile while
"""
JAVA = """
assert boolean extends final implements import instanceof native package super synchronized throws
transient strictfp var record yield
"""
CPP = """
alignas alignof and asm auto bitand bitor compl concept constexpr decltype delete export friend
inline mutable noexcept not nullptr or register requires signed template typedef typeid typename
union unsigned wchar_t xor
"""
NOEKKELORD = {*keyword.kwlist, *keyword.softkwlist, *f"{CSHARP} {JAVA} {CPP}".split()}


def _wsdl(*, soap12: bool = False):
    return etree.fromstring(kontrakt.render("http://nir.example:8080/a/ws4", soap12=soap12))


@pytest.fixture(scope="module")
def wsdl():
    return _wsdl()


def test_the_wsdl_on_file_is_the_one_the_server_renders():
    assert (MAPPE / "nir-ws4.wsdl").read_bytes() == kontrakt.render(kontrakt.NOEYTRAL_ADRESSE), (
        "run python -m mocknir.soap.kontrakt"
    )


def test_the_readme_lists_what_the_tables_say():
    readme = (MAPPE / "README.md").read_text(encoding="utf-8")
    assert readme == proveniens.sett_inn(readme), "run python -m mocknir.soap.kontrakt"


def test_it_says_that_it_is_a_reconstruction(wsdl):
    om = wsdl.findtext("wsdl:documentation", namespaces=NS)
    assert "rekonstruksjon" in om
    assert "not public" in om


def test_there_is_one_service_one_port_one_inline_schema_and_no_import(wsdl):
    for sti in ("wsdl:service", "wsdl:service/wsdl:port", "wsdl:binding", "wsdl:types/xs:schema"):
        assert len(wsdl.findall(sti, NS)) == 1, sti
    assert wsdl.find(".//wsdl:import", NS) is None
    assert wsdl.find(".//xs:import", NS) is None
    assert wsdl.find("wsdl:types/xs:schema", NS).get("elementFormDefault") == "qualified"


def test_the_second_document_binds_soap_1_2_and_nothing_else():
    tolv = _wsdl(soap12=True)
    assert len(tolv.findall("wsdl:binding/soap12:binding", NS)) == 1
    assert tolv.find("wsdl:binding/soap:binding", NS) is None


def test_the_address_is_the_callers_and_is_escaped():
    wsdl = etree.fromstring(kontrakt.render('http://x/ws4?a=1&b="2"'))
    assert wsdl.find(".//soap:address", NS).get("location") == 'http://x/ws4?a=1&b="2"'


def test_wrapped_document_literal_with_a_soap_action_and_one_fault(wsdl):
    schema = wsdl.find("wsdl:types/xs:schema", NS)
    operasjoner = wsdl.findall("wsdl:portType/wsdl:operation", NS)
    assert [o.get("name") for o in operasjoner] == [
        "OverfoerRegistreringer", "HentKvittering", "HentDeltaker", "HentEndringer", "HentKodeverk",
    ]  # fmt: skip
    for o in operasjoner:
        navn = o.get("name")
        for melding, element in ((f"{navn}Request", navn), (f"{navn}Response", f"{navn}Response")):
            (part,) = wsdl.findall(f"wsdl:message[@name='{melding}']/wsdl:part", NS)
            assert (part.get("name"), part.get("element")) == ("parameters", f"tns:{element}")
            assert schema.find(f"xs:element[@name='{element}']/xs:complexType/xs:sequence", NS) is not None
        assert [f.get("name") for f in o.findall("wsdl:fault", NS)] == ["NirFeil"]
    for o in wsdl.findall("wsdl:binding/wsdl:operation", NS):
        assert o.find("soap:operation", NS).get("soapAction").endswith(o.get("name"))
        assert o.find("wsdl:input/soap:body", NS).get("use") == "literal"


def test_no_element_is_a_keyword_where_vendors_generate_code(wsdl):
    navn = {e.get("name") for e in wsdl.iter(f"{{{kontrakt.XSD}}}element")}
    assert not navn & NOEKKELORD
    assert not {n.lower() for n in navn} & {n.lower() for n in NOEKKELORD}
    assert all(n.isascii() and n.isidentifier() for n in navn)


def test_every_type_and_field_says_what_it_is_and_where_it_comes_from(wsdl):
    for slag in ("element", "complexType", "simpleType"):
        for e in wsdl.iter(f"{{{kontrakt.XSD}}}{slag}"):
            if e.get("name") is None or e.get("name").endswith("Response"):
                continue
            tekst = e.findtext("xs:annotation/xs:documentation", namespaces=NS)
            assert " / " in tekst, e.get("name")
            assert "[dokumentert §" in tekst or "[antatt §" in tekst, e.get("name")


@pytest.mark.parametrize("type_", list(TYPER))
def test_every_registration_type_carries_the_registers_fields(wsdl, type_):
    navn = type_[0].upper() + type_[1:]
    felter = wsdl.findall(f".//xs:complexType[@name='{navn}']/xs:sequence/xs:element", NS)
    assert [(f.get("name"), f.get("minOccurs", "1") == "1") for f in felter] == [
        (f.navn, f.paakrevd) for f in TYPER[type_].felter
    ]


def test_codes_are_tokens_since_their_validity_has_dates(wsdl):
    kodeverdi = wsdl.find(".//xs:simpleType[@name='Kodeverdi']/xs:restriction", NS)
    assert kodeverdi.get("base") == "xs:token"
    assert kodeverdi.find("xs:enumeration", NS) is None


def test_threads_that_need_a_schema_at_once_do_not_make_them_at_once(monkeypatch: pytest.MonkeyPatch):
    # given libxml2, which two threads that make a first schema at the same time bring down
    lag, inne, mest = etree.XMLSchema, [], []

    def langsom(dokument: etree._Element) -> etree.XMLSchema:
        inne.append(dokument)
        time.sleep(0.02)
        mest.append(len(inne))
        inne.pop()
        return lag(dokument)

    monkeypatch.setattr(etree, "XMLSchema", langsom)
    # when many threads ask for one
    with ThreadPoolExecutor(6) as basseng:
        skjemaer = list(basseng.map(lambda _: kontrakt.nytt_skjema(), range(6)))
    # then each gets one of its own, made while no other was
    assert len(set(map(id, skjemaer))) == 6
    assert max(mest) == 1
