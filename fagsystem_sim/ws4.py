"""A WS4 client as a municipal system needs it: sends, reads receipts, and survives an answer that got lost."""

import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal

import requests
import zeep
from lxml import etree
from zeep.exceptions import Error, Fault
from zeep.transports import Transport
from zeep.wsdl import Document
from zeep.wsse.username import UsernameToken

from fagsystem_sim.meldinger import Deltaker, Endring, Kvittering, Melding, Registrering
from fagsystem_sim.nettfeil import KOBLE_OPP, hvorfor, ikke_naadd

PORSJON = 200
"""Registrations a message: 20–200 is where a message costs least (design.md §9)."""

Innlogging = Literal["digest", "tekst", "basic"]


class Ws4Feil(Exception):
    """A call that gave no answer to go on with."""


class NirFeil(Ws4Feil):
    """NIR refused the call as a whole: the contract's one declared fault.

    `kode` is for programs (`IkkeAutentisert`, `UkjentMelding` …), `tekst` for people.
    """

    def __init__(self, kode: str, tekst: str, regel: str | None = None) -> None:
        super().__init__(f"{kode}: {tekst}")
        self.kode = kode
        self.tekst = tekst
        self.regel = regel


class SvarBorte(Ws4Feil):
    """No readable answer came, so nobody knows here whether NIR has done what it was asked."""


class IngenNir(SvarBorte):
    """There is no NIR at the address, so nothing has been sent: nobody answers, or something else does."""


class Ws4Klient:
    """One user of one kommune at one WS4 endpoint (`http://127.0.0.1:8080/ws4`).

    `tidsgrense` is the seconds to wait for an answer; after a lost one `overfoer` asks again up to `forsoek`
    times, `pause` seconds apart, longer each time. `reddet` tells which messages were settled by HentKvittering.
    `kontrakt` and `transport` are made from the endpoint unless handed in; `tillegg` are zeep's plugins.
    """

    def __init__(
        self,
        endepunkt: str,
        bruker: str,
        passord: str,
        kommune: str,
        *,
        innlogging: Innlogging = "digest",
        tidsgrense: float = 30.0,
        forsoek: int = 3,
        pause: float = 0.5,
        kontrakt: Document | None = None,
        transport: Transport | None = None,
        tillegg: Sequence[zeep.Plugin] = (),
    ) -> None:
        self._endepunkt = endepunkt
        self.bruker = bruker
        self.kommune = kommune
        self.forsoek = forsoek
        self.pause = pause
        self.reddet: list[str] = []
        self.transport = transport or ny_transport(tidsgrense)
        wsse = None
        if innlogging == "basic":
            self.transport.session.auth = (bruker.encode(), passord.encode())
        else:
            wsse = UsernameToken(bruker, passord, use_digest=innlogging == "digest")
        self.kontrakt = kontrakt or hent_kontrakt(endepunkt, self.transport)
        self._zeep = zeep.Client(self.kontrakt, wsse=wsse, transport=self.transport, plugins=list(tillegg))

    def overfoer(self, melding: Melding) -> Kvittering:
        """Transfer a message and get its receipt.

        A lost answer is asked for by HentKvittering; where NIR does not know the message, it never arrived and is
        sent again under the same `meldings_id`. Raises SvarBorte when NIR stays silent, NirFeil when it refuses.
        """
        try:
            return self._send(melding)
        except SvarBorte as borte:
            sist = borte
        for omgang in range(self.forsoek):
            time.sleep(self.pause * 2**omgang)
            try:
                return self._hent_eller_send(melding)
            except SvarBorte as borte:
                sist = borte
        raise sist

    def overfoer_alle(self, prefiks: str, registreringer: Sequence[Registrering]) -> Iterator[Kvittering]:
        """Transfer any number of registrations in messages of a handy size, named `prefiks-1`, `-2` …"""
        for nr, start in enumerate(range(0, len(registreringer), PORSJON), 1):
            del_ = registreringer[start : start + PORSJON]
            yield self.overfoer(Melding(f"{prefiks}-{nr}", self.kommune, del_))

    def kvittering(self, meldings_id: str) -> Kvittering:
        """The receipt of an earlier message; NirFeil `UkjentMelding` when NIR never got it."""
        svar = self._kall("HentKvittering", meldingsId=meldings_id, kommune=self.kommune)
        return Kvittering.les(svar)

    def deltaker(self, ident: str) -> Deltaker:
        """What NIR knows of a person."""
        felt = "dufnummer" if len(ident) == 12 else "foedselsnummer"
        return Deltaker.les(self._kall("HentDeltaker", kommune=self.kommune, **{felt: ident}))

    def endringer(self, fra_sekvens: int = 0) -> Iterator[Endring]:
        """All changes after a sequence number, page by page, also those NIR made itself."""
        flere = True
        while flere:
            svar = self._kall("HentEndringer", kommune=self.kommune, fraSekvens=fra_sekvens, maksAntall=1000)
            yield from map(Endring.les, svar.endring)
            fra_sekvens, flere = svar.sisteSekvens, svar.flere

    def kodeverk(self, dag: date | None = None) -> dict[str, dict[str, str]]:
        """The code lists valid on a day: list, code, text."""
        svar = self._kall("HentKodeverk", **({"dato": dag} if dag else {}))
        return {verk.navn: {kode.verdi: kode.tekst for kode in verk.kode} for verk in svar.kodeverk}

    def _hent_eller_send(self, melding: Melding) -> Kvittering:
        try:
            kvittering = self.kvittering(melding.meldings_id)
        except NirFeil as feil:
            if feil.kode != "UkjentMelding":
                raise
            return self._send(melding)
        self.reddet.append(melding.meldings_id)
        return kvittering

    def _send(self, melding: Melding) -> Kvittering:
        svar = self._kall(
            "OverfoerRegistreringer",
            meldingsId=melding.meldings_id,
            kommune=melding.kommune,
            registrering=[registrering.til_xml() for registrering in melding.registreringer],
        )
        return Kvittering.les(svar)

    def _kall(self, operasjon: str, **innhold: Any) -> Any:
        try:
            return getattr(self._zeep.service, operasjon)(**innhold)
        except Fault as fault:
            raise _les_feil(fault) from None
        except requests.RequestException as feil:
            raise SvarBorte(f"{operasjon}: {hvorfor(self._endepunkt, feil)}") from feil
        except Error as feil:  # not SOAP, or cut off in the middle
            status = getattr(feil, "status_code", None)
            http = f" (HTTP {status})" if status else ""
            raise SvarBorte(
                f"{operasjon}: svaret lot seg ikke lese{http}. / The answer could not be read{http}."
            ) from feil


def ny_transport(tidsgrense: float = 30.0, slag: type[Transport] = Transport) -> Transport:
    """A way to NIR with a limit on waiting, and without the proxies of the environment."""
    session = requests.Session()
    session.trust_env = False
    grenser = min(KOBLE_OPP, tidsgrense), tidsgrense
    return slag(session=session, timeout=grenser, operation_timeout=grenser)


def hent_kontrakt(endepunkt: str, transport: Transport) -> Document:
    """Read the WSDL that an endpoint gives. Raises IngenNir."""
    try:
        return Document(f"{endepunkt}?wsdl", transport)  # type: ignore[arg-type]  # zeep's own annotation is wrong
    except requests.RequestException as feil:
        raise IngenNir(ikke_naadd(endepunkt, feil)) from feil
    except Error as feil:
        raise ikke_ws4(f"{endepunkt}?wsdl") from feil


def ikke_ws4(sted: str) -> IngenNir:
    """That what answers at a place is not the contract of WS4."""
    return IngenNir(
        f"Det som svarer på {sted}, er ikke NIRs WS4. Se etter om adressen er riktig. / "
        "What answers there is not NIR's WS4. See whether the address is right."
    )


def _les_feil(fault: Fault) -> Ws4Feil:
    """The declared fault in a SOAP Fault; a Fault without one says nothing of what NIR has done."""
    nir_feil = None
    if isinstance(fault.detail, etree._Element):
        nir_feil = fault.detail.find("{*}NirFeil")
    if nir_feil is None:
        return SvarBorte(f"SOAP-feil {fault.code}: {fault.message}")
    return NirFeil(
        nir_feil.findtext("{*}kode") or "",
        nir_feil.findtext("{*}tekst") or "",
        nir_feil.findtext("{*}regel"),
    )
