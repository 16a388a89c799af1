"""What the client writes is what the contract says, for every type of registration, in whatever order it is given."""

from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from mocknir.client import soap
from mocknir.client.feil import WrongUse
from mocknir.client.registreringer import lines
from mocknir.register.skjema import TYPER
from mocknir.soap import kontrakt
from mocknir.soap.feil import SOAP11
from mocknir.soap.kontrakt import nytt_skjema

VERDIER = {date: date(2017, 1, 1), Decimal: Decimal("12.50"), bool: True, str: "kode"}
SKJEMA = nytt_skjema()


def gyldig(konvolutt: bytes) -> bool:
    melding = etree.fromstring(konvolutt)[0][0]
    return SKJEMA.validate(melding) or pytest.fail(str(SKJEMA.error_log))


@pytest.mark.parametrize("type_", TYPER.values(), ids=lambda t: t.navn)
def test_every_type_follows_the_schema_in_any_order(type_):
    felter = {f.navn: VERDIER[f.slag] for f in reversed(type_.felter)}
    registrering = {**felter, "type": type_.navn, "person": "12345678901", "eksternId": "a"}
    assert gyldig(soap.transfer("m1", "0301", lines([registrering], lambda: "x")))


def test_deletions_duf_numbers_and_questions_follow_the_schema():
    to = [
        {"person": "12345678901", "eksternId": "a", "handling": "slett"},
        {"person": "201513116508", "eksternId": "b", "handling": "slett", "type": "vedtak"},
    ]
    assert gyldig(soap.transfer("m1", "0301", lines(to, lambda: "x")))
    assert gyldig(soap.receipt_question("m1", "0301"))


def test_names_are_those_of_the_contract():
    assert soap.NAMESPACE == kontrakt.NAVNEROM
    assert soap.SOAP11 == SOAP11
    assert f"{soap.NAMESPACE}:{soap.OVERFOER}" == kontrakt.soap_action(soap.OVERFOER)


def test_a_character_that_xml_cannot_hold_is_named():
    with pytest.raises(WrongUse, match="begrunnelse"):
        soap.transfer(
            "m1", "0301", lines([{"person": "1", "type": "vedtak", "begrunnelse": "a\x00b"}], lambda: "x")
        )  # fmt: skip
