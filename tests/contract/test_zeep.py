"""A real client library over real HTTP: what a vendor who writes Python meets."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import requests
import zeep
from lxml import etree
from requests.auth import HTTPBasicAuth
from zeep.wsse.username import UsernameToken

from mocknir.soap.kontrakt import NAVNEROM
from tests.contract.nir import PASSORD, Nir

FLERE = "?wsdl&soap=1.2"


@pytest.fixture(params=["?wsdl", FLERE], ids=["soap11", "soap12"])
def klient(nir: Nir, request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Makes clients for a sandbox, from either document."""

    def lag(**hva: Any) -> Any:
        sesjon = requests.Session()
        sesjon.trust_env = False
        if "auth" in hva:
            sesjon.auth = hva.pop("auth")
        transport = zeep.Transport(session=sesjon, timeout=30, operation_timeout=30)
        return zeep.Client(nir.url + request.param, transport=transport, **hva).service

    return lag


def _registrering(nir: Nir, **innhold: Any) -> dict[str, Any]:
    return {"eksternId": "v-1", "foedselsnummer": nir.fnr, "handling": "registrer", **innhold}


def _vedtak(**mer: Any) -> dict[str, Any]:
    dag = dt.date(2017, 1, 1)
    return {"ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": dag, "fra": dag, **mer}


def test_success(nir: Nir, klient: Callable[..., Any]):
    tjeneste = klient(wsse=UsernameToken("oslo", PASSORD))
    vedtak = _vedtak(timerPerUke=Decimal("37.5"), til=dt.date(2018, 12, 31))
    kvittering = tjeneste.OverfoerRegistreringer("m-1", "0301", [_registrering(nir, vedtak=vedtak)])
    assert kvittering.meldingsId == "m-1"
    assert kvittering.gjentatt is False
    assert kvittering.mottatt == dt.datetime.fromisoformat("2017-01-01T08:00:00+01:00")
    assert [(u.eksternId, u.utfall, u.funn) for u in kvittering.utfall] == [("v-1", "godtatt", [])]
    assert kvittering.antall.godtatt == 1

    deltaker = tjeneste.HentDeltaker(kommune="0301", foedselsnummer=nir.fnr)
    assert deltaker.person.navn == "Amina Åsen"
    assert deltaker.registrering[0].vedtak.timerPerUke == Decimal("37.5")
    assert deltaker.program[0].gjennomfoeringsfrist.dato == dt.date(2019, 1, 1)

    side = tjeneste.HentEndringer("0301", 0)
    assert [e.registrering.eksternId for e in side.endring] == ["v-1"]
    assert side.flere is False
    assert tjeneste.HentKvittering("m-1", "0301").journalnummer == kvittering.journalnummer
    assert {liste.navn for liste in tjeneste.HentKodeverk().kodeverk} >= {"ordning", "tiltakstype"}


def test_rejection(nir: Nir, klient: Callable[..., Any]):
    tjeneste = klient(wsse=UsernameToken("oslo", PASSORD))
    vedtak = _vedtak(vedtaksdato=dt.date(2016, 1, 1), fra=dt.date(2016, 1, 1))
    kvittering = tjeneste.OverfoerRegistreringer("m-1", "0301", [_registrering(nir, vedtak=vedtak)])
    (utfall,) = kvittering.utfall
    assert utfall.utfall == "avvist"
    assert "VINDU-TO-MAANEDER" in [f.regel for f in utfall.funn]
    assert all(f.tekst and f.tekstEngelsk and f.proveniens for f in utfall.funn)


def test_fault(nir: Nir, klient: Callable[..., Any]):
    tjeneste = klient(wsse=UsernameToken("oslo", PASSORD))
    with pytest.raises(zeep.exceptions.Fault) as feil:
        tjeneste.HentKvittering("borte", "0301")
    assert "kom ikke fram" in feil.value.message
    assert etree.tostring(feil.value.detail).count(b"UkjentMelding") == 1
    assert feil.value.detail.findtext(f".//{{{NAVNEROM}}}kode") == "UkjentMelding"


@pytest.mark.parametrize("legitimasjon", ["text", "digest", "basic"])
def test_credentials(nir: Nir, klient: Callable[..., Any], legitimasjon: str):
    def tjeneste(passord: str) -> Any:
        if legitimasjon == "basic":
            return klient(auth=HTTPBasicAuth("oslo", passord))
        return klient(wsse=UsernameToken("oslo", passord, use_digest=legitimasjon == "digest"))

    assert tjeneste(PASSORD).HentEndringer("0301", 0).sisteSekvens == 0
    with pytest.raises(zeep.exceptions.Fault, match="Feil passord"):
        tjeneste("gal").HentEndringer("0301", 0)


def test_no_credentials(klient: Callable[..., Any]):
    with pytest.raises(zeep.exceptions.Fault, match="ingen innlogging"):
        klient().HentEndringer("0301", 0)
