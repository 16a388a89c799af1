"""Who calls: WS-Security UsernameToken, text and digest, and HTTP Basic."""

import base64
import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mocknir.soap.feil import SOAP11, SOAP12
from tests.contract.nir import PASSORD, Nir, Svar, foelger_skjemaet, konvolutt, sikkerhet

DIGEST = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest"
TEXT = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText"
BASE64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary"


def naa(skjev: float = 0, form: str = "%Y-%m-%dT%H:%M:%SZ") -> str:
    return (datetime.now(UTC) + timedelta(seconds=skjev)).strftime(form)


def digest_token(
    bruker: str = "oslo", passord: str = PASSORD, nonce: bytes | None = None, opprettet: str | None = None
) -> str:
    nonce = secrets.token_bytes(16) if nonce is None else nonce
    opprettet = opprettet or naa()
    sum_ = base64.b64encode(hashlib.sha1(nonce + opprettet.encode() + passord.encode()).digest()).decode()
    return sikkerhet(
        f'<wsse:UsernameToken><wsse:Username>{bruker}</wsse:Username><wsse:Password Type="{DIGEST}">{sum_}'
        f'</wsse:Password><wsse:Nonce EncodingType="{BASE64}">{base64.b64encode(nonce).decode()}</wsse:Nonce>'
        f"<wsu:Created>{opprettet}</wsu:Created></wsse:UsernameToken>"
    )


def nektet(svar: Svar) -> Any:
    """The text of the refusal; fails when the answer is anything else."""
    assert svar.status == 500
    assert svar.feilkode == "IkkeAutentisert"
    assert svar.faultcode in ("soap:Client", "env:Sender")
    assert foelger_skjemaet(svar)
    return svar.tekst("n:NirFeil/n:tekst")


@pytest.mark.parametrize("soap", [SOAP11, SOAP12])
def test_a_password_in_text(nir: Nir, soap: str):
    assert nir.kall(nir.ett_vedtak(), soap=soap).status == 200


def test_a_password_in_text_with_its_type_nonce_and_created(nir: Nir):
    hode = sikkerhet(
        f'<wsse:UsernameToken><wsse:Username>oslo</wsse:Username><wsse:Password Type="{TEXT}">{PASSORD}'
        f"</wsse:Password><wsse:Nonce>YWJj</wsse:Nonce><wsu:Created>{naa()}</wsu:Created></wsse:UsernameToken>"
    )
    assert nir.kall(nir.ett_vedtak(), hode=hode).status == 200


def test_a_digest(nir: Nir):
    assert nir.kall(nir.ett_vedtak(), hode=digest_token()).status == 200


@pytest.mark.parametrize("form", ["%Y-%m-%dT%H:%M:%S.%f0Z", "%Y-%m-%dT%H:%M:%S+00:00", "%Y-%m-%dT%H:%M:%S"])
def test_a_digest_whose_created_is_written_as_other_stacks_write_it(nir: Nir, form: str):
    assert nir.kall(nir.ett_vedtak(), hode=digest_token(opprettet=naa(form=form))).status == 200


def test_the_tokens_time_is_the_walls_though_the_sandbox_is_in_2017(nir: Nir):
    assert nir.sandbox.naa().year == 2017
    assert nir.kall(nir.ett_vedtak(), hode=digest_token(opprettet=naa(-290))).status == 200
    tekst = nektet(nir.kall(nir.ett_vedtak(), hode=digest_token(opprettet="2017-01-01T00:00:00Z")))
    assert "sandkassens" in tekst


@pytest.mark.parametrize(("skjev", "ord_"), [(-320, "for gammel"), (320, "fram i tid")])
def test_a_created_more_than_five_minutes_off_is_refused(nir: Nir, skjev: float, ord_: str):
    assert ord_ in nektet(nir.kall(nir.ett_vedtak(), hode=digest_token(opprettet=naa(skjev))))


def test_a_replayed_nonce_is_refused_and_changes_nothing(nir: Nir):
    hode = digest_token()
    assert nir.kall(nir.ett_vedtak(), hode=hode).status == 200
    assert "Nonce" in nektet(nir.kall(nir.ett_vedtak("m-2"), hode=hode))
    assert len(nir.kall(nir.endringer()).tekster("n:endring")) == 1


def test_a_nonce_is_not_spent_by_a_wrong_password(nir: Nir):
    nonce = secrets.token_bytes(16)
    nektet(nir.kall(nir.ett_vedtak(), hode=digest_token(passord="gal", nonce=nonce)))
    assert nir.kall(nir.ett_vedtak(), hode=digest_token(nonce=nonce)).status == 200


def test_the_same_nonce_in_another_sandbox_is_another_nonce(nir: Nir):
    hode = digest_token(nonce=b"0123456789abcdef")
    sandkasser = nir.tjener.sandkasser
    assert nir.kall(nir.ett_vedtak(), hode=hode).status == 200
    svar = nir.post(konvolutt(nir.ett_vedtak(), hode=hode), sti="/default/ws4")
    assert "kom til sandkassen «default»" in nektet(svar)
    assert "default" in sandkasser.liste()


GALE = {
    "a wrong password": (lambda n: n.token("gal"), "Feil passord"),
    "an empty password": (lambda n: n.token(""), "Feil passord"),
    "a wrong password in a digest": (lambda n: digest_token(passord="gal"), "Base64(SHA-1("),
    "an unknown user": (lambda n: n.token(bruker="bergen"), "«bergen» finnes ikke"),
    "a digest without a nonce": (lambda n: digest_token(nonce=b""), "krever både Nonce og Created"),
    "a nonce that is not Base64": (
        lambda n: digest_token().replace('Base64Binary">', 'Base64Binary">å'), "ikke Base64"
    ),
    "a created that is no time": (lambda n: digest_token(opprettet="i går"), "ikke et tidspunkt"),
    "a token without a user": (
        lambda n: sikkerhet("<wsse:UsernameToken><wsse:Password>x</wsse:Password></wsse:UsernameToken>"),
        "mangler Username",
    ),
    "a token without a password": (
        lambda n: sikkerhet("<wsse:UsernameToken><wsse:Username>oslo</wsse:Username></wsse:UsernameToken>"),
        "mangler Username eller Password",
    ),
    "a timestamp that has run out": (
        lambda n: n.token().replace(
            "<wsse:UsernameToken>",
            "<wsu:Timestamp><wsu:Expires>2017-01-01T00:00:00Z</wsu:Expires></wsu:Timestamp><wsse:UsernameToken>",
        ),
        "gikk ut",
    ),
}  # fmt: skip


@pytest.mark.parametrize("hva", ["a wrong password", "a wrong password in a digest", "an unknown user"])
def test_the_refusal_names_its_rule(nir: Nir, hva: str):
    svar = nir.kall(nir.ett_vedtak(), hode=GALE[hva][0](nir))
    assert svar.tekst("n:NirFeil/n:regel") == "TILGANG-BRUKER"
    assert svar.tekst("n:NirFeil/n:felt") == ("Username" if hva == "an unknown user" else "Password")


@pytest.mark.parametrize("hva", GALE)
def test_it_refuses(nir: Nir, hva: str):
    hode, tekst = GALE[hva]
    assert tekst in nektet(nir.kall(nir.ett_vedtak(), hode=hode(nir)))
    assert nir.kall(nir.endringer()).tekster("n:endring") == []


def _basic(bruker: str, passord: str, koding: str = "utf-8") -> str:
    return "Basic " + base64.b64encode(f"{bruker}:{passord}".encode(koding)).decode()


def test_http_basic(nir: Nir):
    svar = nir.post(konvolutt(nir.ett_vedtak()), Authorization=_basic("oslo", PASSORD))
    assert svar.status == 200
    assert "Feil passord" in nektet(nir.post(konvolutt(nir.ett_vedtak()), Authorization=_basic("oslo", "gal")))
    assert "Base64" in nektet(nir.post(konvolutt(nir.ett_vedtak()), Authorization="Basic ¤"))


def test_http_basic_with_norwegian_letters_in_either_encoding(nir: Nir):
    for koding in ("utf-8", "latin-1"):
        tekst = nektet(nir.post(konvolutt(nir.ett_vedtak()), Authorization=_basic("åse", "x", koding)))
        assert "«åse»" in tekst


def test_ws_security_goes_before_basic(nir: Nir):
    svar = nir.post(konvolutt(nir.ett_vedtak(), hode=nir.token()), Authorization=_basic("oslo", "gal"))
    assert svar.status == 200


@pytest.mark.parametrize("autorisasjon", [{}, {"Authorization": "Bearer abc"}])
def test_no_credentials_are_asked_for_and_the_two_ways_are_named(nir: Nir, autorisasjon: dict[str, str]):
    svar = nir.post(konvolutt(nir.ett_vedtak()), **autorisasjon)
    assert svar.status == 401
    assert svar.hoder["WWW-Authenticate"].startswith("Basic ")
    assert svar.feilkode == "IkkeAutentisert"
    for ord_ in ("UsernameToken", "PasswordDigest", "HTTP Basic"):
        assert ord_ in svar.tekst("n:NirFeil/n:tekst")
        assert ord_ in svar.tekst("n:NirFeil/n:tekstEngelsk")


def test_who_may_not_act_for_the_kommune_is_told_by_the_register(nir: Nir):
    svar = nir.kall(nir.overfoer(nir.registrering(nir.vedtak()), kommune="4601"))
    assert svar.status == 500
    assert svar.feilkode == "IngenTilgang"
    assert svar.tekst("n:NirFeil/n:regel") == "TILGANG-KOMMUNE"
    assert svar.tekst("n:NirFeil/n:proveniens") == "dokumentert"
