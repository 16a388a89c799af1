"""The doors themselves: the WSDL, the readable page, sizes, HTTP's older and odder habits, and the retired WS2."""

import gzip
import urllib.error
import urllib.request

import pytest
from lxml import etree

from mocknir.soap import kontrakt
from mocknir.soap.feil import SOAP11, SOAP12
from mocknir.soap.innpakning import MAKS_STOERRELSE
from tests.contract.nir import TEXT_XML, Nir, foelger_skjemaet, konvolutt, raa_svar


def _hent(adresse: str) -> tuple[int, str, bytes]:
    try:
        with urllib.request.urlopen(adresse, timeout=10) as svar:
            return svar.status, svar.headers["Content-Type"], svar.read()
    except urllib.error.HTTPError as feil:
        with feil:
            return feil.code, feil.headers["Content-Type"], feil.read()


@pytest.mark.parametrize("spoersmaal", ["?wsdl", "?WSDL", "?wsdl=1", "?singleWsdl"])
def test_the_wsdl_has_the_address_it_was_asked_at(nir: Nir, spoersmaal: str):
    status, type_, kropp = _hent(nir.url + spoersmaal)
    assert (status, type_) == (200, TEXT_XML)
    assert kropp == kontrakt.render(nir.url)


def test_the_second_document_is_for_soap_1_2(nir: Nir):
    assert _hent(nir.url + "?wsdl&soap=1.2")[2] == kontrakt.render(nir.url, soap12=True)


def test_the_default_sandbox_needs_no_name(nir: Nir):
    wsdl = etree.fromstring(_hent(f"{nir.tjener.adresse}/ws4?wsdl")[2])
    adresse = wsdl.find(f".//{{{kontrakt.WSDL_SOAP11}}}address").get("location")
    assert adresse == f"{nir.tjener.adresse}/ws4"


def test_a_browser_gets_a_page_that_says_what_this_is(nir: Nir):
    status, type_, kropp = _hent(nir.url)
    assert (status, type_) == (200, "text/plain; charset=utf-8")
    assert f"{nir.url}?wsdl" in kropp.decode()


def test_an_unknown_sandbox_is_a_fault_to_a_call_and_a_404_to_a_browser(nir: Nir):
    svar = nir.post(konvolutt(nir.ett_vedtak(), soap=SOAP12), "application/soap+xml", "/finnes-ikke/ws4")
    assert (svar.status, svar.soap, svar.feilkode) == (500, SOAP12, "FinnesIkke")
    assert foelger_skjemaet(svar)
    status, _, kropp = _hent(f"{nir.tjener.adresse}/finnes-ikke/ws4?wsdl")
    assert status == 404
    assert "finnes-ikke" in kropp.decode()


def test_other_methods_are_told_which_to_use(nir: Nir):
    foresporsel = urllib.request.Request(nir.url, method="PUT", data=b"<a/>")
    with pytest.raises(urllib.error.HTTPError) as feil:
        urllib.request.urlopen(foresporsel, timeout=10)
    with feil.value:
        assert (feil.value.code, feil.value.headers["Allow"]) == (405, "GET, POST")


def test_http_date_follows_the_sandbox(nir: Nir):
    assert nir.kall(nir.ett_vedtak()).hoder["Date"] == "Sun, 01 Jan 2017 07:00:00 GMT"
    assert nir.post("hei").hoder["Date"] == "Sun, 01 Jan 2017 07:00:00 GMT"


def _hode(nir: Nir, lengde: int, versjon: str = "1.1", mer: str = "") -> bytes:
    return (
        f"POST /{nir.sandbox.navn}/ws4 HTTP/{versjon}\r\nHost: nir\r\nContent-Type: text/xml; charset=utf-8\r\n"
        f"Content-Length: {lengde}\r\nConnection: close\r\n{mer}\r\n"
    ).encode()


def test_http_1_0(nir: Nir):
    kropp = konvolutt(nir.ett_vedtak(), hode=nir.token()).encode()
    hode, _, svar = raa_svar(nir, _hode(nir, len(kropp), "1.0") + kropp).partition(b"\r\n\r\n")
    assert hode.startswith(b"HTTP/1.0 200")
    assert b"<utfall>godtatt</utfall>" in svar


def test_expect_100_continue(nir: Nir):
    kropp = konvolutt(nir.ett_vedtak(), hode=nir.token()).encode()
    svar = raa_svar(nir, _hode(nir, len(kropp), mer="Expect: 100-continue\r\n") + kropp)
    assert svar.startswith(b"HTTP/1.1 100")
    assert b"<utfall>godtatt</utfall>" in svar


def test_a_chunked_body(nir: Nir):
    kropp = konvolutt(nir.ett_vedtak(), hode=nir.token()).encode()
    hode = (
        f"POST /{nir.sandbox.navn}/ws4 HTTP/1.1\r\nHost: nir\r\nContent-Type: text/xml\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    ).encode()
    biter = b"".join(b"%x\r\n%s\r\n" % (len(bit_), bit_) for bit_ in (kropp[:100], kropp[100:])) + b"0\r\n\r\n"
    assert b"<utfall>godtatt</utfall>" in raa_svar(nir, hode + biter)


def test_a_body_of_100_mb_is_refused_by_its_length(nir: Nir):
    svar = nir.post(b"<" * (100 * 1024 * 1024))
    assert (svar.status, svar.feilkode) == (500, "UgyldigMelding")
    assert "større enn 32 MB" in svar.tekst("n:NirFeil/n:tekst")


def test_the_limit_holds_where_the_length_is_not_told(nir: Nir):
    hode = (
        f"POST /{nir.sandbox.navn}/ws4 HTTP/1.1\r\nHost: nir\r\nContent-Type: text/xml\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    ).encode()
    bit_ = b" " * (MAKS_STOERRELSE + 1)
    svar = raa_svar(nir, hode + b"%x\r\n%s\r\n0\r\n\r\n" % (len(bit_), bit_))
    assert "større enn 32 MB".encode() in svar


def test_a_gzipped_body(nir: Nir):
    kropp = gzip.compress(konvolutt(nir.ett_vedtak(), hode=nir.token()).encode())
    assert nir.post(kropp, Content_Encoding="gzip").status == 200


@pytest.mark.parametrize(
    ("kropp", "koding", "tekst"),
    [
        (gzip.compress(b" " * (MAKS_STOERRELSE + 1)), "gzip", "større enn 32 MB"),
        (b"hei", "gzip", "ikke gzip"),
        (gzip.compress(b"<a/>")[:-12], "gzip", "avkortet"),
        (b"hei", "br", "bruk gzip eller ingen"),
    ],
    ids=["too large when unpacked", "not gzip", "truncated", "another coding"],
)
def test_a_body_that_cannot_be_unpacked_is_a_fault(nir: Nir, kropp: bytes, koding: str, tekst: str):
    svar = nir.post(kropp, Content_Encoding=koding)
    assert svar.feilkode == "UgyldigMelding"
    assert tekst in svar.tekst("n:NirFeil/n:tekst")


@pytest.mark.parametrize("soap", [SOAP11, SOAP12])
@pytest.mark.parametrize("sti", ["/ws2", "/{}/ws2"])
def test_ws2_says_when_it_was_closed_in_the_callers_version(nir: Nir, soap: str, sti: str):
    svar = nir.post(konvolutt("<Hva/>", soap=soap), TEXT_XML, sti.format(nir.sandbox.navn))
    assert (svar.status, svar.soap, svar.feilkode) == (500, soap, "TjenestenAvviklet")
    assert "11.06.2021" in svar.tekst("n:NirFeil/n:tekst")
    assert svar.tekst("n:NirFeil/n:proveniens") == "dokumentert"
    assert foelger_skjemaet(svar)


def test_ws2_answers_what_is_no_xml_as_well(nir: Nir):
    assert nir.post("hei", TEXT_XML, "/ws2").feilkode == "TjenestenAvviklet"
    status, _, kropp = _hent(f"{nir.tjener.adresse}/ws2?wsdl")
    assert status == 410
    assert b"11.06.2021" in kropp


def test_a_sandbox_that_goes_while_a_message_is_under_way_is_a_fault_and_no_mystery_in_the_log(
    nir: Nir, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    aapen = nir.sandbox.bruker

    def og_saa_er_den_borte(navn: str) -> object:
        ut = aapen(navn)
        nir.tjener.sandkasser.slett(nir.sandbox.navn)
        return ut

    monkeypatch.setattr(nir.sandbox, "bruker", og_saa_er_den_borte)
    svar = nir.kall(nir.ett_vedtak())
    assert "Sandkassen ble slettet mens kallet var på vei" in svar.tekst("n:NirFeil/n:tekst")
    assert [(linje.levelname, linje.exc_info) for linje in caplog.records] == [("WARNING", None)]
