"""Messages that nobody thought of: whatever is sent, the answer is an envelope, and never «something went wrong»."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mocknir.register.feil import Feilkode
from mocknir.soap.feil import SOAP11, SOAP12, Versjon
from mocknir.soap.tjeneste import Foresporsel, Tjeneste
from tests.contract.nir import TEXT_XML, Nir, konvolutt

TYPER = st.sampled_from([
    None, TEXT_XML, "text/xml", "text/xml; charset=utf-16", "text/xml; charset=", "application/soap+xml", "a/b", ";",
    "multipart/related; boundary=a", "text/xml; charset*=utf-8''x", "text/xml; charset=hex", "text/xml; charset=idna",
])  # fmt: skip
BITER = st.one_of(
    st.binary(max_size=4),
    st.sampled_from([
        b"<", b">", b"&", b"&#0;", b"]]>", b"<!DOCTYPE x>", b"<?xml?>", b"<!--", b"\xff", b"\xef\xbb\xbf", b"\x00",
        b" xmlns=''", b"<a/>", b"0001-01-01", b"99999-01-01", b"-1", b"1e5", b"INF", b"\xc2\xa0", b" a:b='1'",
        b"--a\r\n", "٣".encode(), b"  ",
    ]),
)  # fmt: skip


def _svar(nir: Nir, foresporsel: Foresporsel):
    return Tjeneste(lambda: 0.0).svar(lambda: nir.sandbox, foresporsel)


def _er_en_konvolutt(svar) -> None:
    rot = etree.fromstring(svar.kropp)
    assert etree.QName(rot).localname == "Envelope"
    assert etree.QName(rot).namespace in (SOAP11, SOAP12)
    assert svar.innholdstype in {v.innholdstype for v in Versjon}
    assert svar.feilkode is not Feilkode.INTERN_FEIL


def test_a_message_with_anything_put_anywhere_is_answered(nir: Nir):
    melding = konvolutt(nir.ett_vedtak(rest="<timerPerUke>37.5</timerPerUke>"), hode=nir.token()).encode()

    @given(st.integers(0, len(melding)), st.integers(0, 12), BITER, TYPER, st.sampled_from([None, "gzip", "Basic x"]))
    def proev(sted: int, lengde: int, bit_: bytes, type_: str | None, annet: str | None):
        endret = melding[:sted] + bit_ + melding[sted + lengde :]
        koding = annet if annet == "gzip" else None
        _er_en_konvolutt(_svar(nir, Foresporsel(endret, type_, annet, koding)))

    proev()


def test_any_bytes_at_all_are_answered(nir: Nir):
    @given(st.binary(max_size=200), TYPER)
    def proev(kropp: bytes, type_: str | None):
        _er_en_konvolutt(_svar(nir, Foresporsel(kropp, type_)))

    proev()


def test_a_value_replaced_by_any_text_is_answered(nir: Nir):
    felter = ["v-1", nir.fnr, "registrer", "intro", "tildeling", "2017-01-01", "m-1", nir.kommune]
    melding = konvolutt(nir.ett_vedtak(), hode=nir.token())

    @given(st.sampled_from(felter), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
    def proev(felt: str, verdi: str):
        _er_en_konvolutt(_svar(nir, Foresporsel(melding.replace(f">{felt}<", f">{verdi}<").encode(), TEXT_XML)))

    proev()
