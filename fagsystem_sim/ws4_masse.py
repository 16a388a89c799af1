"""A WS4 client for many registrations at a time: what a transfer of a whole country needs.

zeep spends some 190 µs on a registration of a message, most of it on trying the seventeen kinds one after another,
and some 70 µs on its line in the receipt. Here the sender knows which kind it is, and asks only after what was not
plainly accepted. So zeep reads the contract, makes the envelope and signs in, and a plugin of zeep's puts the
registrations in, by zeep's own types (4 µs each); on the way back it takes out the lines that say nothing but
`godtatt`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import zeep
from lxml import etree
from zeep.exceptions import Error
from zeep.wsdl import Document

from fagsystem_sim.meldinger import Endring, Utfall
from fagsystem_sim.ws4 import Ws4Klient, ikke_ws4

NAVNEROM = "urn:mocknir:ws4:v1"
_N = f"{{{NAVNEROM}}}"
_BODY = "{*}Body"
_Felter = tuple[tuple[str, Callable[[Any], str]], ...]
"""Names of fields, and how zeep's type of each writes a value."""

_sier_noe = etree.XPath("n:utfall[n:utfall != 'godtatt' or n:funn]", namespaces={"n": NAVNEROM})


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
        self._vedlegg.skjema = _skjema(self.kontrakt)

    @property
    def felter(self) -> dict[str, tuple[str, ...]]:
        """The kinds of registration in the contract, with the names of their fields."""
        return {type_: tuple(navn for navn, _ in felter) for type_, felter in self._vedlegg.skjema.felter.items()}

    def overfoer_rader(self, meldings_id: str, rader: Sequence[Rad], kommune: str | None = None) -> Massekvittering:
        """Transfer a message once. Raises SvarBorte and NirFeil."""
        self._vedlegg.rader = rader
        return self._kvittering("OverfoerRegistreringer", meldings_id, kommune, registrering=zeep.xsd.SkipValue)

    def hent_kvittering(self, meldings_id: str, kommune: str | None = None) -> Massekvittering:
        """The receipt of an earlier message; NirFeil `UkjentMelding` when NIR never got it."""
        return self._kvittering("HentKvittering", meldings_id, kommune)

    def lukkinger(self, fra_sekvens: int, maks: int = 1000) -> tuple[list[Endring], int, bool]:
        """A page of the feed: what NIR closed by itself, how far the page goes, and whether there is more."""
        svar = self._kall(
            "HentEndringer", kommune=self.kommune, fraSekvens=fra_sekvens, maksAntall=maks, bareNir=True
        )  # fmt: skip
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
        self.skjema = _Skjema({})
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
            melding = envelope.find(f"{_BODY}/*")
            _legg_ved(melding, self.rader, self.skjema)
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
                _tynn_ut(del_)
        return envelope, http_headers


class _Mal(NamedTuple):
    """How a registration with certain fields is written: `%s` for its key, its person, and the value of each."""

    tekst: str
    felter: _Felter


class _Skjema:
    """The kinds of registration in a contract, each with its fields in the contract's order."""

    def __init__(self, felter: dict[str, _Felter]) -> None:
        self.felter = felter
        self._maler: dict[tuple[object, ...], _Mal] = {}

    def mal(self, prefiks: str, dufnummer: bool, handling: str, type_: str, innhold: Mapping[str, Any]) -> _Mal:
        """The form of all registrations that have the same fields as this one."""
        noekkel = prefiks, dufnummer, handling, type_, *innhold
        mal = self._maler.get(noekkel)
        if mal is None:
            mal = self._maler[noekkel] = self._lag(prefiks + ":", dufnummer, handling, type_, innhold)
        return mal

    def _lag(self, p: str, dufnummer: bool, handling: str, type_: str, innhold: Mapping[str, Any]) -> _Mal:
        person = "dufnummer" if dufnummer else "foedselsnummer"
        deler = [_element(p, "eksternId", "%s"), _element(p, person, "%s"), _element(p, "handling", handling)]
        brukte: _Felter = ()
        if handling != "slett":
            brukte = tuple(felt for felt in self.felter[type_] if innhold.get(felt[0]) is not None)
            deler.append(_element(p, type_, "".join(_element(p, navn, "%s") for navn, _ in brukte)))
        return _Mal(_element(p, "registrering", "".join(deler)), brukte)


def _legg_ved(melding: etree._Element, rader: Sequence[Rad], skjema: _Skjema) -> None:
    """Put registrations at the end of a message.

    They are written as text, which libxml2 reads: making their elements one by one takes twice as long.
    """
    prefiks = melding.prefix or "w"
    maler: list[str] = []
    verdier: list[str] = []
    for ekstern_id, ident, handling, type_, innhold in rader:
        if None in innhold.values():
            innhold = {navn: verdi for navn, verdi in innhold.items() if verdi is not None}
        mal, felter = skjema.mal(prefiks, len(ident) == 12, handling, type_, innhold)
        maler.append(mal)
        verdier += (ekstern_id, ident)
        for navn, til_xml in felter:
            verdi = innhold[navn]
            if verdi.__class__ is bool:  # also in a field that wants another kind: NIR says which
                verdi = "true" if verdi else "false"
            verdier.append(verdi if verdi.__class__ is str else til_xml(verdi))
    alt = "".join(verdier)
    if any(tegn in alt for tegn in "&<>\r"):
        verdier = [escape(verdi, {"\r": "&#13;"}) for verdi in verdier]
    tekst = f'<x xmlns:{prefiks}="{NAVNEROM}">{"".join(maler)}</x>' % tuple(verdier)
    melding.extend(etree.fromstring(tekst))


def _element(p: str, navn: str, innhold: str) -> str:
    return f"<{p}{navn}>{innhold}</{p}{navn}>"


def _tynn_ut(element: etree._Element) -> None:
    alle = element.findall(f"{_N}utfall")
    if not alle or not len(alle[0]):
        return
    sier_noe = set(_sier_noe(element))
    if not sier_noe:
        foerste = element.index(alle[0])
        del element[foerste : foerste + len(alle)]
        return
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
    """Raise IngenNir where a contract is not that of WS4."""
    _skjema(kontrakt)


@lru_cache(maxsize=8)
def _skjema(kontrakt: Document) -> _Skjema:
    """The kinds of registration as zeep has read them. Raises IngenNir where the contract is not that of WS4."""
    try:
        registrering = kontrakt.types.get_type(f"{_N}Registrering")
        return _Skjema({
            navn: tuple((felt, e.type.xmlvalue) for felt, e in element.type.elements)
            for navn, element in registrering.elements
            if hasattr(element.type, "elements")
        })  # fmt: skip
    except (Error, AttributeError) as feil:
        raise ikke_ws4(str(kontrakt.location)) from feil
