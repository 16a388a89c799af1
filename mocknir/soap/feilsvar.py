"""A refusal as a SOAP Fault, in the caller's version, with NirFeil in its detail."""

from mocknir.register.feil import Avvik, Feilkode
from mocknir.soap.feil import SOAP11, SOAP12, Meldingsfeil, Skjemafunn, Skyld, Versjon
from mocknir.soap.kontrakt import NAVNEROM
from mocknir.soap.tekst import el, x

_TJENERFEIL = frozenset({Feilkode.INTERN_FEIL, Feilkode.OVERFOERING_STENGT})
"""Faults where the same message may do later what it cannot do now: Server in SOAP 1.1, Receiver in 1.2."""

_OPPGRADERING = (
    f'<env:Upgrade><env:SupportedEnvelope qname="e12:Envelope" xmlns:e12="{SOAP12}"/>'
    f'<env:SupportedEnvelope qname="e11:Envelope" xmlns:e11="{SOAP11}"/></env:Upgrade>'
)


def feilsvar(avvik: Avvik, versjon: Versjon, journalnummer: int | None = None) -> bytes:
    """The envelope of a fault.

    A fault that speaks of the envelope or its headers has no detail, as SOAP 1.1 §4.4 wants it; the journal
    number then stands in its text.
    """
    skyld = _skyld(avvik)
    om_hodet = skyld in (Skyld.VERSJON, Skyld.HODE)
    detalj = "" if om_hodet else nir_feil(avvik, journalnummer)
    nb, en = avvik.tekst, avvik.text
    if om_hodet and journalnummer is not None:
        nb, en = f"{nb} (journalnummer {journalnummer})", f"{en} (journal number {journalnummer})"
    bygg = _soap11 if versjon is Versjon.V11 else _soap12
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + bygg(avvik, skyld, nb, en, detalj)).encode()


def nir_feil(avvik: Avvik, journalnummer: int | None) -> str:
    """The element NirFeil."""
    funn = avvik.funn if isinstance(avvik, Meldingsfeil) else ()
    return (
        f'<NirFeil xmlns="{NAVNEROM}">'
        + el("kode", avvik.kode.value)
        + el("tekst", avvik.tekst)
        + el("tekstEngelsk", avvik.text)
        + el("felt", avvik.felt)
        + el("regel", avvik.regel)
        + el("proveniens", avvik.proveniens)
        + el("journalnummer", journalnummer)
        + "".join(map(_funn, funn))
        + "</NirFeil>"
    )


def _funn(funn: Skjemafunn) -> str:
    return (
        "<funn>"
        + el("linje", funn.linje)
        + el("sti", funn.sti)
        + el("eksternId", funn.ekstern_id)
        + el("tekst", funn.tekst)
        + el("tekstEngelsk", funn.text)
        + "</funn>"
    )


def _skyld(avvik: Avvik) -> Skyld:
    if isinstance(avvik, Meldingsfeil):
        return avvik.skyld
    return Skyld.TJENER if avvik.kode in _TJENERFEIL else Skyld.KLIENT


def _soap11(avvik: Avvik, skyld: Skyld, nb: str, en: str, detalj: str) -> str:
    return (
        f'<soap:Envelope xmlns:soap="{SOAP11}"><soap:Body><soap:Fault>'
        f"<faultcode>soap:{skyld.value[0]}</faultcode>"
        f"<faultstring>{x(nb)} / {x(en)}</faultstring>"
        + (f"<detail>{detalj}</detail>" if detalj else "")
        + "</soap:Fault></soap:Body></soap:Envelope>"
    )


def _soap12(avvik: Avvik, skyld: Skyld, nb: str, en: str, detalj: str) -> str:
    hode = ""
    if skyld is Skyld.VERSJON:
        hode = _OPPGRADERING
    elif isinstance(avvik, Meldingsfeil):
        hode = "".join(f'<env:NotUnderstood qname="h:{x(navn)}" xmlns:h="{x(rom)}"/>' for rom, navn in avvik.hoder)
    delkode = f"<env:Subcode><env:Value>nir:{avvik.kode.value}</env:Value></env:Subcode>" if detalj else ""
    return (
        f'<env:Envelope xmlns:env="{SOAP12}" xmlns:nir="{NAVNEROM}">'
        + (f"<env:Header>{hode}</env:Header>" if hode else "")
        + "<env:Body><env:Fault>"
        f"<env:Code><env:Value>env:{skyld.value[1]}</env:Value>{delkode}</env:Code>"
        # One Text for both languages: node's soap shows two of them as «[object Object],[object Object]».
        f'<env:Reason><env:Text xml:lang="nb">{x(nb)} / {x(en)}</env:Text></env:Reason>'
        + (f"<env:Detail>{detalj}</env:Detail>" if detalj else "")
        + "</env:Fault></env:Body></env:Envelope>"
    )
