"""What the register writes it also reads: every kind of registration, with any value the schema allows."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mocknir.register.commands import Linje
from mocknir.register.registreringer import Vedtak
from mocknir.register.skjema import TYPER, Feltbeskrivelse, til_tekst
from mocknir.soap import binding, svar
from mocknir.soap.feil import Versjon
from mocknir.soap.kontrakt import NAVNEROM
from mocknir.soap.konvolutt import les_xml, pakk_ut
from mocknir.soap.tekst import el, x
from mocknir.soap.validering import valider

TEGN = st.characters(exclude_categories=["Cs"], exclude_characters=["\ufffe", "\uffff"]).filter(
    lambda tegn: tegn >= " " or tegn in "\t\n\r"
)
TOKEN = st.text(TEGN, min_size=1, max_size=8).map(binding.token).filter(bool)
DATO = st.dates(date(1900, 1, 1), date(2999, 12, 31))
TIMER = st.integers(0, 9_999_999).map(lambda hundredeler: Decimal(hundredeler) / 100)


def _verdi(felt: Feltbeskrivelse) -> st.SearchStrategy[Any]:
    if felt.slag in (date, Decimal, bool):
        verdi: st.SearchStrategy[Any] = {date: DATO, Decimal: TIMER, bool: st.booleans()}[felt.slag]
    elif felt.felt.kodeverk or felt.felt.maks_lengde <= 64:
        verdi = TOKEN
    else:
        verdi = st.text(TEGN, min_size=1).filter(lambda t: not t.isspace())
    return verdi if felt.paakrevd else st.none() | verdi


@pytest.mark.parametrize("type_", list(TYPER))
@given(data=st.data())
def test_every_kind_of_registration_comes_back_as_it_was(type_: str, data: st.DataObject):
    beskrivelse = TYPER[type_]
    innhold = beskrivelse.klasse(*(data.draw(_verdi(f)) for f in beskrivelse.felter))
    ekstern_id = data.draw(TOKEN)
    lest = _les(type_, innhold, ekstern_id)
    assert lest == (Linje(ekstern_id, "17859000266", "registrer", type_, innhold),)


def _les(type_: str, innhold: Any, ekstern_id: str) -> tuple[Linje, ...]:
    felter = "".join(el(navn, verdi) for navn, verdi in json.loads(til_tekst(type_, innhold)).items())
    melding = (
        "<meldingsId>m</meldingsId><kommune>0301</kommune><registrering>"
        f"<eksternId>{x(ekstern_id)}</eksternId><foedselsnummer>17859000266</foedselsnummer>"
        f"<handling>registrer</handling><{type_}>{felter}</{type_}></registrering>"
    )
    raa = svar.konvolutt("OverfoerRegistreringer", melding, Versjon.V11).replace(
        b"RegistreringerResponse", b"Registreringer"
    )
    element = pakk_ut(les_xml(raa), Versjon.V11).innhold
    valider(element)
    return binding.linjer(element)


def _vedtak(**felter: str) -> Vedtak:
    alle = {"ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01", "fra": "2017-01-01", **felter}
    rad = "".join(f"<{navn}>{verdi}</{navn}>" for navn, verdi in alle.items())
    element = etree.fromstring(
        f'<OverfoerRegistreringer xmlns="{NAVNEROM}"><meldingsId>m</meldingsId><kommune>0301</kommune><registrering>'
        "<eksternId>v</eksternId><dufnummer> 202100000110 </dufnummer><handling>registrer</handling>"
        f"<vedtak>{rad}</vedtak></registrering></OverfoerRegistreringer>"
    )
    valider(element)
    (linje,) = binding.linjer(element)
    assert linje.ident == "202100000110"
    assert isinstance(linje.innhold, Vedtak)
    return linje.innhold


@pytest.mark.parametrize(
    "tekst", ["2017-01-31", "2017-01-31Z", "2017-01-31+02:00", "2017-01-31-14:00", "\n2017-01-31\t"]
)
def test_a_day_is_the_day_it_says_whatever_the_zone(tekst: str):
    assert _vedtak(fra=tekst).fra == date(2017, 1, 31)


@pytest.mark.parametrize(
    ("tekst", "tall"), [("37.5", "37.5"), ("+7.50", "7.5"), (".5", "0.5"), ("05.", "5"), (" 0 ", "0")]
)
def test_hours_are_read_as_numbers(tekst: str, tall: str):
    assert _vedtak(timerPerUke=tekst).timer_per_uke == Decimal(tall)


def test_codes_are_collapsed_and_an_empty_text_is_none():
    vedtak = _vedtak(ordning="  intro ", vedtakstype="to\n ord", begrunnelse=" \n ")
    assert (vedtak.ordning, vedtak.kode, vedtak.begrunnelse) == ("intro", "to ord", None)


def test_a_no_break_space_is_part_of_a_code_as_xsd_has_it():
    assert _vedtak(ordning="\u00a0intro").ordning == "\u00a0intro"


def test_text_that_xml_cannot_hold_is_shown_as_unknown():
    assert x("a\x00b<\ud800>\r&") == "a\ufffdb&lt;\ufffd&gt;&#13;&amp;"
