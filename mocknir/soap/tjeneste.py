"""WS4 itself: bytes in, bytes out. Every outcome is an envelope in the caller's version of SOAP.

What is called is told by the QName of the element in the Body, never by SOAPAction.
"""

import difflib
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

from lxml import etree

from mocknir.faults.wire import Delivery
from mocknir.register import kodeverk
from mocknir.register.commands import Registrer
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.vurdering import WS4, Bruker
from mocknir.soap import binding, innpakning, konvolutt, svar
from mocknir.soap.feil import IkkeLoggetInn, Meldingsfeil
from mocknir.soap.feilsvar import feilsvar
from mocknir.soap.forloep import Forloep, Rammet
from mocknir.soap.kontrakt import NAVNEROM
from mocknir.soap.operasjoner import OPERASJONER, STANDARD_ANTALL
from mocknir.soap.port import Ws4Port
from mocknir.soap.validering import valider
from mocknir.soap.wsse import SECURITY, Vokter

_log = logging.getLogger(__name__)
_FORSTAATT = frozenset({SECURITY})
_PASSORD = re.compile(rb"(<(?:[\w.-]+:)?Password\b[^<>]*>)[^<]*")
_HODELENGDE = 64 * 1024


class Foresporsel(NamedTuple):
    """An HTTP request, as far as WS4 reads it; `kropp` is None when its length alone refuses it."""

    kropp: bytes | None
    innholdstype: str | None = None
    autorisasjon: str | None = None
    koding: str | None = None


class Svar(NamedTuple):
    """An HTTP response: what was called, when that became known, and the fault's code, if it is one.

    `tid` is what the sandbox's clock showed; None when there is no such sandbox. `levering` is what the sandbox's
    fault plan does to its bytes.
    """

    status: int
    innholdstype: str
    kropp: bytes
    tid: datetime | None = None
    operasjon: str | None = None
    feilkode: Feilkode | None = None
    levering: Delivery | None = None

    @property
    def ber_om_innlogging(self) -> bool:
        """Whether it carries WWW-Authenticate: WCF sends Basic only to who has asked for it."""
        return self.status == 401


class _Kall:
    """What has been found out of a call so far: a fault needs it wherever it strikes.

    `raa` is what the journal is to keep of the message; `forloep` takes it past the faults of a sandbox that has some.
    """

    __slots__ = ("bruker", "foresporsel", "forloep", "innhold", "journalnummer", "operasjon", "raa", "versjon")

    def __init__(self, foresporsel: Foresporsel) -> None:
        self.foresporsel = foresporsel
        self.raa = uten_passord(foresporsel.kropp or b"")
        self.versjon = innpakning.versjon_av_type(foresporsel.innholdstype)
        self.operasjon: str | None = None
        self.innhold: etree._Element | None = None
        self.bruker: Bruker | None = None
        self.forloep: Forloep | None = None
        self.journalnummer: int | None = None


class Tjeneste:
    """The service over any sandbox. `vegg` reads the wall clock, for tokens; `maks` bounds a message's bytes."""

    def __init__(self, vegg: Callable[[], float], maks: int = innpakning.MAKS_STOERRELSE) -> None:
        self.maks = maks
        self._vokter = Vokter(vegg)

    def svar(self, hent_port: Callable[[], Ws4Port], foresporsel: Foresporsel) -> Svar:
        """Answer a call to WS4; never raises. `hent_port` raises Avvik where there is no such sandbox."""
        return _svar(hent_port, foresporsel, self._forbi_feilene)

    def avviklet(self, hent_port: Callable[[], Ws4Port], foresporsel: Foresporsel) -> Svar:
        """Answer a call to WS2, whatever it says: the service is gone (domain.md §1.2 [S1])."""
        return _svar(hent_port, foresporsel, self._avslaa)

    def _forbi_feilene(self, port: Ws4Port, kall: _Kall) -> bytes:
        if port.faults.rules:
            kropp, innholdstype, autorisasjon, koding = kall.foresporsel
            kall.forloep = Forloep(port, kropp or b"", innholdstype, koding, autorisasjon, kall.raa)
            kall.forloep.foer_lesing()
        return self._utfoer(port, kall)

    def _utfoer(self, port: Ws4Port, kall: _Kall) -> bytes:
        rot = self._les(kall)
        aapnet = konvolutt.pakk_ut(rot, kall.versjon)
        konvolutt.krev_forstaatt(aapnet, _FORSTAATT)
        kall.innhold = aapnet.innhold
        kall.operasjon = _operasjon(aapnet.innhold)
        kall.bruker = bruker = self._vokter.autentiser(port, aapnet.hoder, kall.foresporsel.autorisasjon)
        valider(aapnet.innhold)
        gjoer = _OPERASJONER[kall.operasjon]
        if kall.forloep is None:
            ut = gjoer(port, aapnet.innhold, bruker, kall.raa)
        else:
            ut = kall.forloep.utfoer(lambda: gjoer(port, aapnet.innhold, bruker, kall.raa))
        return svar.konvolutt(kall.operasjon, ut, kall.versjon)

    def _avslaa(self, port: Ws4Port, kall: _Kall) -> bytes:
        kall.operasjon = "WS2"
        with suppress(Meldingsfeil):  # what cannot be read is answered in the version its Content-Type speaks of
            self._les(kall)
        raise ws2_avviklet()

    def _les(self, kall: _Kall) -> etree._Element:
        kropp, innholdstype, _, koding = kall.foresporsel
        if kropp is None or len(kropp) > self.maks:
            kall.raa = b""
            raise innpakning.for_stor(self.maks)
        raa, charset = innpakning.pakk_ut(kropp, innholdstype, koding, self.maks)
        if raa is not kropp:
            kall.raa = uten_passord(raa)
        rot = konvolutt.les_xml(raa, charset)
        kall.versjon = konvolutt.versjon_av(rot)
        return rot


def _svar(
    hent_port: Callable[[], Ws4Port], foresporsel: Foresporsel, utfoer: Callable[[Ws4Port, _Kall], bytes]
) -> Svar:
    kall = _Kall(foresporsel)
    port: Ws4Port | None = None
    try:
        port = hent_port()
        kropp = utfoer(port, kall)
        ut = Svar(200, kall.versjon.innholdstype, kropp, port.naa(), kall.operasjon)
    except Rammet as rammet:
        tid = port.naa() if port is not None else None
        return Svar(
            rammet.status, rammet.innholdstype, rammet.kropp, tid, kall.operasjon, rammet.feilkode, rammet.levering
        )
    except Avvik as avvik:
        ut = _feil(port, kall, avvik)
    except Exception:
        _log.exception("WS4: uventet feil")
        ut = _feil(port, kall, _internfeil())
    if kall.forloep is None:
        return ut
    innholdstype, levering = kall.forloep.ved_svar(ut.kropp, ut.innholdstype, kall.journalnummer)
    return ut._replace(innholdstype=innholdstype, levering=levering)


def uten_passord(raa: bytes) -> bytes:
    """The message with its WS-Security password struck out: the journal is read by others than its sender."""
    if b"Password" not in raa[:_HODELENGDE]:
        return raa
    return _PASSORD.sub(rb"\1***", raa[:_HODELENGDE], count=1) + raa[_HODELENGDE:]


def _operasjon(innhold: etree._Element) -> str:
    """The operation an element calls; raises Meldingsfeil when there is none of that QName."""
    navn = etree.QName(innhold)
    rom, lokalt = navn.namespace or "", navn.localname
    if rom == NAVNEROM and lokalt in OPERASJONER:
        return lokalt
    if lokalt in OPERASJONER:
        raise Meldingsfeil(
            f"«{lokalt}» står i navnerommet «{rom}», men WS4 her bruker «{NAVNEROM}»",
            f"«{lokalt}» is in the namespace «{rom}», but WS4 here uses «{NAVNEROM}»",
            kode=Feilkode.UKJENT_OPERASJON,
        )
    naer = difflib.get_close_matches(lokalt, OPERASJONER, 1, 0.7)
    nb, en = (f" Mente du «{naer[0]}»?", f" Did you mean «{naer[0]}»?") if naer else ("", "")
    alle = ", ".join(OPERASJONER)
    raise Meldingsfeil(
        f"WS4 har ingen operasjon «{{{rom}}}{lokalt}».{nb} Operasjonene er {alle}, i navnerommet {NAVNEROM}",
        f"WS4 has no operation «{{{rom}}}{lokalt}».{en} The operations are {alle}, in the namespace {NAVNEROM}",
        kode=Feilkode.UKJENT_OPERASJON,
    )


def _overfoer(port: Ws4Port, innhold: etree._Element, bruker: Bruker, raa: bytes) -> str:
    meldings_id, kommune = (binding.token(innhold[i].text) for i in (0, 1))
    command = Registrer(meldings_id, kommune, bruker, WS4, binding.linjer(innhold))
    return svar.kvittering(port.registrer(command, raa))


def _hent_kvittering(port: Ws4Port, innhold: etree._Element, bruker: Bruker, raa: bytes) -> str:
    v = binding.felter(innhold)
    return svar.kvittering(port.kvittering(v["meldingsId"], bruker, v["kommune"], raa))


def _hent_deltaker(port: Ws4Port, innhold: etree._Element, bruker: Bruker, raa: bytes) -> str:
    v = binding.felter(innhold)
    return svar.deltaker(port.hent_deltaker(binding.ident(v), bruker, v["kommune"], raa))


def _hent_endringer(port: Ws4Port, innhold: etree._Element, bruker: Bruker, raa: bytes) -> str:
    v = binding.felter(innhold)
    maks = int(v.get("maksAntall", STANDARD_ANTALL))
    bare_nir = binding.sant(v.get("bareNir", "false"))
    return svar.endringer(port.hent_endringer(v["kommune"], bruker, int(v["fraSekvens"]), maks, raa, bare_nir))


def _hent_kodeverk(port: Ws4Port, innhold: etree._Element, bruker: Bruker, raa: bytes) -> str:
    v = binding.felter(innhold)
    dag = binding.dato(v["dato"]) if "dato" in v else port.naa().date()
    navn = v.get("navn")
    if navn is not None and navn not in kodeverk.KODEVERK:
        alle = ", ".join(kodeverk.KODEVERK)
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"Ingen kodeverk heter «{navn}». Kodeverkene er {alle}",
            f"No code list is called «{navn}». The code lists are {alle}",
            felt="navn",
        )
    port.journalfoer_kall("HentKodeverk", bruker.navn, raa)
    return svar.kodeverksamling([liste for liste in kodeverk.KODEVERK.values() if navn in (None, liste.navn)], dag)


_OPERASJONER: dict[str, Callable[[Ws4Port, etree._Element, Bruker, bytes], str]] = {
    "OverfoerRegistreringer": _overfoer,
    "HentKvittering": _hent_kvittering,
    "HentDeltaker": _hent_deltaker,
    "HentEndringer": _hent_endringer,
    "HentKodeverk": _hent_kodeverk,
}


def _feil(port: Ws4Port | None, kall: _Kall, avvik: Avvik) -> Svar:
    nummer = tid = None
    if port is not None:
        funn = [(f.linje, f.sti, f.tekst, f.text) for f in avvik.funn] if isinstance(avvik, Meldingsfeil) else []
        bruker = kall.bruker.navn if kall.bruker else None
        try:
            tid = port.naa()
            nummer = kall.journalnummer = port.journalfoer_avvik(
                kall.operasjon, bruker, kall.raa, avvik.kode.value, avvik.tekst, funn, text=avvik.text,
                regel=avvik.regel, kommune=_kommune(kall.innhold),
            )  # fmt: skip
        except Avvik as hinder:  # the sandbox is gone, or its database fails: nothing of ours to look into
            _log.warning("WS4: feilen lot seg ikke journalføre: %s", hinder.tekst)
        except Exception:  # a fault the journal cannot take is still a fault the client must hear of
            _log.exception("WS4: feilen lot seg ikke journalføre")
    status = 401 if isinstance(avvik, IkkeLoggetInn) else 500
    kropp = feilsvar(avvik, kall.versjon, nummer)
    return Svar(status, kall.versjon.innholdstype, kropp, tid, kall.operasjon, avvik.kode)


def _kommune(innhold: etree._Element | None) -> str | None:
    """The kommune of a message that may be anything, if it says one."""
    nummer = binding.token(innhold.findtext(f"{{{NAVNEROM}}}kommune")) if innhold is not None else ""
    return nummer if len(nummer) == 4 else None


def _internfeil() -> Avvik:
    return Avvik(
        Feilkode.INTERN_FEIL,
        "Noe gikk galt i mocknir, og ingenting er registrert. Loggen til tjeneren sier hva",
        "Something went wrong inside mocknir, and nothing was registered. The server's log tells what",
    )


AVVIKLET = date(2021, 6, 11)
"""The day WS2 closed (domain.md §1.2 [S1])."""


def ws2_avviklet() -> Avvik:
    """What WS2 answers."""
    return Avvik(
        Feilkode.TJENESTEN_AVVIKLET,
        f"WS2 ble avviklet {AVVIKLET:%d.%m.%Y}. Bruk WS4; beskrivelsen ligger på /ws4?wsdl",
        f"WS2 was closed on {AVVIKLET:%d.%m.%Y}. Use WS4; its description is at /ws4?wsdl",
        proveniens="dokumentert",
    )
