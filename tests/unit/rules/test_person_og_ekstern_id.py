"""The number of a person, and the key of a registration."""

from datetime import date

import pytest

from mocknir.register.vurdering import SLETT
from tests.unit.rules.bygg import FNR, deltaker, post, retting, sak, sletting, tildeling, tiltak, vurder

IDAG = date(2021, 6, 15)


@pytest.mark.regel("PERSON-NUMMER")
@pytest.mark.parametrize(
    ("ident", "felt"),
    [
        ("13097248021", "foedselsnummer"),
        ("1309724802", "foedselsnummer"),
        ("202100000111", "dufnummer"),
        ("2021000001100", "dufnummer"),
        ("", "foedselsnummer"),
    ],
)
def test_a_number_that_cannot_be_is_told_where(ident: str, felt: str):
    funn = vurder("PERSON-NUMMER", sak(tiltak(IDAG), IDAG, ident=ident, ukjent=True))

    assert funn[0].felt == felt
    assert not vurder("PERSON-UKJENT", sak(tiltak(IDAG), IDAG, ident=ident, ukjent=True))


@pytest.mark.regel("PERSON-NUMMER")
@pytest.mark.parametrize("ident", [FNR, "202100000110", "53097248016"])
def test_a_valid_number_passes(ident: str):
    assert not vurder("PERSON-NUMMER", sak(tiltak(IDAG), IDAG, ident=ident, ukjent=True))


@pytest.mark.regel("PERSON-UKJENT")
def test_a_valid_number_that_nir_does_not_know_is_answered_with_what_to_do():
    funn = vurder("PERSON-UKJENT", sak(tiltak(IDAG), IDAG, ident="202100000110", ukjent=True))

    assert "plikt" in funn[0].tekst
    assert "supportsystem" in funn[0].tekst
    assert not vurder("PERSON-UKJENT", sak(tiltak(IDAG), IDAG))


@pytest.mark.regel("EKSTERNID")
class TestEksternId:
    def test_a_new_key_and_a_known_key_of_the_same_kind_pass(self):
        staar = post(tiltak(IDAG))

        assert not vurder("EKSTERNID", sak(tiltak(IDAG), IDAG))
        assert not vurder("EKSTERNID", retting(tiltak(IDAG, IDAG), staar, IDAG, deltaker(staar)))
        assert not vurder("EKSTERNID", sletting(staar, IDAG, deltaker(staar)))

    def test_nothing_is_deleted_that_is_not_there(self):
        funn = vurder("EKSTERNID", sak(None, IDAG, handling=SLETT, ekstern_id="borte"))

        assert "borte" in funn[0].tekst

    def test_a_key_of_another_person_is_not_taken_over(self):
        funn = vurder("EKSTERNID", sak(tiltak(IDAG), IDAG, foer_annen_person="ny"))

        assert "annen person" in funn[0].tekst

    def test_a_key_does_not_change_its_kind(self):
        staar = post(tildeling(IDAG))

        funn = vurder("EKSTERNID", retting(tiltak(IDAG), staar, IDAG, deltaker(staar)))

        assert "Vedtak" in funn[0].tekst

    def test_a_registration_has_a_key_and_content(self):
        assert vurder("EKSTERNID", sak(tiltak(IDAG), IDAG, ekstern_id=""))
        assert vurder("EKSTERNID", sak(None, IDAG))
