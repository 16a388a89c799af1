"""A WS4 client for many registrations at a time: what a transfer of a whole country needs.

zeep spends some 190 µs on a registration of a message, most of it on trying the seventeen kinds one after another,
and some 70 µs on its line in the receipt. Here the sender knows which kind it is, and asks only after what was not
plainly accepted. So zeep reads the contract, makes the envelope and signs in, and a plugin of zeep's puts the
registrations in, by zeep's own types; on the way back it takes out the lines that say nothing but `godtatt`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import zeep
from lxml import etree
from zeep.exceptions import Error
from zeep.wsdl import Document

from fagsystem_sim.meldinger import Endring, Utfall
from fagsystem_sim.ws4 import SvarBorte, Ws4Klient

NAVNEROM = "urn:mocknir:ws4:v1"
_N = f"{{{NAVNEROM}}}"
_BODY = "{*}Body"
_FELT = tuple[str, str, Callable[[Any], str]]

_sier_noe = etree.XPath("n:utfall[n:utfall != 'godtatt' or n:funn]", namespaces={"n": NAVNEROM})
_er_lukking = etree.XPath("n:endring[n:lukking]", namespaces={"n": NAVNEROM})

_TOM: dict[str, Any] = {"eksternId": "-", "foedselsnummer": "00000000000", "handling": "slett"}
"""The one registration that zeep writes, and that the real ones take the place of."""


class Rad(NamedTuple):
    """A registration as it lies in the outbox: `innhold` under wire names, as text, numbers and truth values."""

    ekstern_id: str
    ident: str
    handling: str
    type: str
    innhold: Mapping[str, Any]


class Massekvittering(NamedTuple):
    """A receipt of which only what is not plainly `godtatt` was read: `utfall`, with the rest of it accepted."""

    meldings_id: str
    mottatt: datetime
    gjentatt: bool
    antall: int
    utfall: tuple[Utfall, ...]


class Nirpost(NamedTuple):
    """A registration as NIR has it, out of the change feed; `innhold` as the wire writes it.

    `lukking` is NIR's own text where NIR closed a programme by it; `slettet` says that it no longer stands.
    """

    ekstern_id: str
    ident: str
    type: str
    innhold: dict[str, str]
    aktoer: str
    kanal: str
    tidspunkt: datetime
    slettet: bool
    regel: str | None
    lukking: str | None


class Masseklient(Ws4Klient):
    """A user of a kommune that transfers much; takes what Ws4Klient takes.

    Never waits and never asks twice: who sends decides when to try again.
    """

    def __init__(self, endepunkt: str, bruker: str, passord: str, kommune: str, **valg: Any) -> None:
        self._vedlegg = _Vedlegg()
        super().__init__(endepunkt, bruker, passord, kommune, tillegg=[self._vedlegg], **valg)
        self._vedlegg.felter = _felter(self.kontrakt)

    @property
    def felter(self) -> dict[str, tuple[str, ...]]:
        """The kinds of registration in the contract, with the names of their fields."""
        return {type_: tuple(felt[0] for felt in felter) for type_, (_, felter) in self._vedlegg.felter.items()}

    def overfoer_rader(self, meldings_id: str, rader: Sequence[Rad], kommune: str | None = None) -> Massekvittering:
        """Transfer a message once. Raises SvarBorte and NirFeil."""
        self._vedlegg.rader = rader
        return self._kvittering("OverfoerRegistreringer", meldings_id, kommune, registrering=[_TOM])

    def hent_kvittering(self, meldings_id: str, kommune: str | None = None) -> Massekvittering:
        """The receipt of an earlier message; NirFeil `UkjentMelding` when NIR never got it."""
        return self._kvittering("HentKvittering", meldings_id, kommune)

    def lukkinger(self, fra_sekvens: int, maks: int = 1000) -> tuple[list[Endring], int, bool]:
        """A page of the feed: what NIR closed by itself, how far the page goes, and whether there is more."""
        with self._vedlegg.bare_det_som_sier_noe():
            svar = self._kall("HentEndringer", kommune=self.kommune, fraSekvens=fra_sekvens, maksAntall=maks)
        return [Endring.les(xml) for xml in svar.endring], svar.sisteSekvens, svar.flere

    def register(self) -> dict[str, Nirpost]:
        """All that NIR has of the kommune, as the feed tells it from the beginning on, by eksternId."""
        ut: dict[str, Nirpost] = {}
        sekvens, flere = 0, True
        while flere:
            with self._vedlegg.fang() as fanget:
                svar = self._kall("HentEndringer", kommune=self.kommune, fraSekvens=sekvens, maksAntall=1000)
            ut.update((post.ekstern_id, post) for post in map(_les_post, fanget))
            sekvens, flere = svar.sisteSekvens, svar.flere
        return ut

    def _kvittering(self, operasjon: str, meldings_id: str, kommune: str | None, **ekstra: Any) -> Massekvittering:
        with self._vedlegg.bare_det_som_sier_noe():
            svar = self._kall(operasjon, meldingsId=meldings_id, kommune=kommune or self.kommune, **ekstra)
        a = svar.antall
        return Massekvittering(
            svar.meldingsId, svar.mottatt, svar.gjentatt, a.godtatt + a.godtattMedAdvarsel + a.uendret + a.avvist,
            tuple(map(Utfall.les, svar.utfall)),
        )  # fmt: skip


class _Vedlegg(zeep.Plugin):
    """Puts the registrations into a message that goes out, and thins the answer that comes in."""

    def __init__(self) -> None:
        self.felter: dict[str, tuple[str, tuple[_FELT, ...]]] = {}
        self.rader: Sequence[Rad] = ()
        self._tynn = False
        self._fanget: list[etree._Element] | None = None

    @contextmanager
    def fang(self) -> Iterator[list[etree._Element]]:
        """Keep the changes of an answer as they came, and give zeep the rest."""
        fanget: list[etree._Element] = []
        self._fanget = fanget
        try:
            yield fanget
        finally:
            self._fanget = None

    def bare_det_som_sier_noe(self) -> "_Vedlegg":
        return self

    def __enter__(self) -> None:
        self._tynn = True

    def __exit__(self, *_: object) -> None:
        self._tynn = False
        self.rader = ()

    def egress(self, envelope: Any, http_headers: Any, operation: Any, binding_options: Any) -> tuple[Any, Any]:
        if self.rader:
            tom = envelope.find(f"{_BODY}/*/{_N}registrering")
            melding = tom.getparent()
            melding.remove(tom)
            _legg_ved(melding, self.rader, self.felter)
        return envelope, http_headers

    def ingress(self, envelope: Any, http_headers: Any, operation: Any) -> tuple[Any, Any]:
        body = envelope.find(_BODY)
        if body is None or not len(body):
            raise Error("svaret er ingen SOAP-konvolutt")
        if self._fanget is not None:
            for endring in list(body.iter(f"{_N}endring")):
                endring.getparent().remove(endring)
                self._fanget.append(endring)
        elif self._tynn and len(body[0]):
            svar = body[0][0] if body[0].tag.endswith("Response") else body[0]
            for del_ in (svar, body[0]):
                _tynn_ut(del_, f"{_N}utfall", _sier_noe)
                _tynn_ut(del_, f"{_N}endring", _er_lukking)
        return envelope, http_headers


def _legg_ved(melding: etree._Element, rader: Sequence[Rad], felter: dict[str, tuple[str, tuple[_FELT, ...]]]) -> None:
    under = etree.SubElement
    for ekstern_id, ident, handling, type_, innhold in rader:
        registrering = under(melding, _N + "registrering")
        under(registrering, _N + "eksternId").text = ekstern_id
        under(registrering, _N + ("dufnummer" if len(ident) == 12 else "foedselsnummer")).text = ident
        under(registrering, _N + "handling").text = handling
        if handling == "slett":
            continue
        tagg, sekvens = felter[type_]
        element = under(registrering, tagg)
        for navn, felttagg, til_xml in sekvens:
            verdi = innhold.get(navn)
            if verdi is not None:
                under(element, felttagg).text = verdi if verdi.__class__ is str else til_xml(verdi)


def _tynn_ut(element: etree._Element, tagg: str, behold: etree.XPath) -> None:
    alle = element.findall(tagg)
    if alle and len(alle[0]):
        sier_noe = set(behold(element))
        for barn in alle:
            if barn not in sier_noe:
                element.remove(barn)


def _les_post(endring: etree._Element) -> Nirpost:
    def verdi(element: etree._Element, navn: str) -> str:
        return element.findtext(_N + navn) or ""

    post = endring.find(f"{_N}registrering")
    assert post is not None
    innhold, lukking = post[-1], endring.find(f"{_N}lukking")
    return Nirpost(
        verdi(post, "eksternId"),
        verdi(endring, "foedselsnummer") or verdi(endring, "dufnummer"),
        etree.QName(innhold).localname,
        {etree.QName(felt).localname: felt.text or "" for felt in innhold},
        verdi(post, "aktoer"),
        verdi(post, "kanal"),
        datetime.fromisoformat(verdi(endring, "tidspunkt")),
        verdi(endring, "handling") == "slettet",
        None if lukking is None else verdi(lukking, "regel"),
        None if lukking is None else verdi(lukking, "tekst"),
    )


def kontroller(kontrakt: Document) -> None:
    """Raise SvarBorte where a contract is not that of WS4."""
    _felter(kontrakt)


@lru_cache(maxsize=8)
def _felter(kontrakt: Document) -> dict[str, tuple[str, tuple[_FELT, ...]]]:
    """By kind of registration: its tag, and its fields in the order of the contract as zeep has read it.

    Raises SvarBorte where the contract is not that of WS4.
    """
    try:
        registrering = kontrakt.types.get_type(f"{_N}Registrering")
        return {
            navn: (
                element.qname.text,
                tuple((felt, e.qname.text, e.type.xmlvalue) for felt, e in element.type.elements),
            )
            for navn, element in registrering.elements
            if hasattr(element.type, "elements")
        }
    except (Error, AttributeError) as feil:
        sted = kontrakt.location
        raise SvarBorte(
            f"Det som svarer på {sted}, er ikke NIRs WS4: {feil} / What answers is not NIR's WS4."
        ) from None
