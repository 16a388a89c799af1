"""A call in a sandbox with a fault plan: what happens to it at each stage (design.md §7).

The plan itself looks into the message before anybody reads it, so that a fault can be about an operation or a kommune
at `before-parse` too; what cannot be read matches only faults that ask for nothing.

Waiting holds no lock, so that other calls to the sandbox go on meanwhile. That holds for `before-commit` as well: the
call is judged and undone, then it waits, and then it is judged anew and written. What came in between goes before it,
a repetition of the same message too: then the one that waited is the one that gets the receipt as repeated.
"""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from lxml import etree

from mocknir.faults.kinds import (
    DELAY,
    DRIBBLE,
    DROP,
    DUPLICATE,
    FAULT,
    HTML503,
    MUST_UNDERSTAND,
    RESET,
    TRUNCATE,
    VERSION_MISMATCH,
    WRONG_TYPE,
    Stage,
)
from mocknir.faults.rule import Call, Rule
from mocknir.faults.wire import Delivery
from mocknir.register.feil import Avvik, Feilkode
from mocknir.soap import binding, innpakning, konvolutt
from mocknir.soap.feil import Meldingsfeil, Skyld, Versjon
from mocknir.soap.feilsvar import feilsvar
from mocknir.soap.kontrakt import NAVNEROM
from mocknir.soap.operasjoner import OPERASJONER
from mocknir.soap.port import Ws4Port
from mocknir.soap.wsse import SECURITY, WSSE, les_basic

_log = logging.getLogger(__name__)
T = TypeVar("T")

HTML = "text/html; charset=utf-8"
_HTML_503 = (
    b"<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head>\n"
    b"<body><h1>Service Unavailable</h1><p>No server is available to handle this request.</p></body></html>\n"
)
"""What a load balancer answers when nobody is behind it."""


class Rammet(Exception):
    """A fault ended the call: what the client gets instead of the answer."""

    def __init__(
        self, kropp: bytes = b"", status: int = 500, innholdstype: str = HTML, feilkode: Feilkode | None = None,
        levering: Delivery | None = None,
    ) -> None:  # fmt: skip
        super().__init__(f"{status} {innholdstype} {levering}")
        self.kropp = kropp
        self.status = status
        self.innholdstype = innholdstype
        self.feilkode = feilkode
        self.levering = levering


class Forloep:
    """One call on its way past the fault plan; `raa` is what the journal may keep of the message."""

    def __init__(
        self, port: Ws4Port, kropp: bytes, innholdstype: str | None, koding: str | None, autorisasjon: str | None,
        raa: bytes,
    ) -> None:  # fmt: skip
        self._port = port
        self._raa = raa
        self._kall, self._versjon = innsyn(kropp, innholdstype, koding, autorisasjon)
        self._regler = port.faults.fitting(self._kall)
        self._slag: list[Rule] = []
        self._nummer: int | None = None

    def foer_lesing(self) -> None:
        """What strikes before the message is read; Rammet when that ends the call."""
        self._utsett(self._port.faults.reach(Stage.BEFORE_PARSE, self._regler))

    def utfoer(self, gjoer: Callable[[], T]) -> T:
        """Carry out a call that was read, past the faults before and after its commit; Rammet when one ends it."""
        if not self._regler:
            return gjoer()
        foer: list[Rule] = []

        def angre() -> bool:
            foer.extend(self._port.faults.reach(Stage.BEFORE_COMMIT, self._regler))
            return any(regel.kind != DUPLICATE for regel in foer)

        ut, self._nummer = self._port.forsoek(gjoer, angre)
        if self._nummer is None:
            self._utsett(foer)
            ut, self._nummer = self._port.forsoek(gjoer)
        else:
            self._slag += foer
        if any(regel.kind == DUPLICATE for regel in foer):
            ut, self._nummer = self._port.forsoek(gjoer)
        self._utsett(self._port.faults.reach(Stage.AFTER_COMMIT, self._regler))
        return ut

    def ved_svar(self, kropp: bytes, innholdstype: str, nummer: int | None) -> tuple[str, Delivery | None]:
        """The content type and the delivery of an answer; `nummer` is the journal entry of one that is a fault."""
        self._nummer = self._nummer or nummer
        levering = None
        slag = self._port.faults.reach(Stage.ON_RESPONSE, self._regler)
        for regel in slag:
            if regel.kind == WRONG_TYPE:
                innholdstype = HTML
            elif regel.kind == TRUNCATE:
                levering = Delivery(TRUNCATE, bytes=regel.bytes or len(kropp) // 2)
            elif regel.kind == DRIBBLE:
                levering = Delivery(DRIBBLE, regel.seconds or 0.0, regel.bytes or 1)
        self._slag += slag
        self._noter()
        for regel in slag:
            _vent(regel)
        return innholdstype, levering

    def _utsett(self, slag: list[Rule]) -> None:
        """Let the call wait for what delays it, and end it by what ends it."""
        for regel in slag:
            self._slag.append(regel)
            if regel.what.ends:
                self._noter()
                raise self._rammet(regel)
            if self._nummer is not None:
                self._noter()  # so that the journal tells it while the client waits
            else:
                self._port.faults.keep()
            _vent(regel)

    def _noter(self) -> None:
        """Leave in the journal what has struck so far."""
        slag, self._slag = self._slag, []
        try:
            self._nummer = self._port.faults.record(slag, self._nummer, self._port.naa(), self._kall, self._raa)
        except Avvik as hinder:  # the sandbox is gone, or its database fails: nothing of ours to look into
            _log.warning("WS4: feilen i feilplanen lot seg ikke journalføre: %s", hinder.tekst)
        except Exception:  # as with a fault that cannot be journaled: the client's answer goes before it
            _log.exception("WS4: feilen i feilplanen lot seg ikke journalføre")

    def _rammet(self, regel: Rule) -> Rammet:
        kind = regel.kind
        if kind in (DROP, RESET):
            return Rammet(levering=Delivery(kind))
        if kind == HTML503:
            return Rammet(_HTML_503, 503)
        avvik = _avvik(kind, regel.id)
        return Rammet(
            feilsvar(avvik, self._versjon, self._nummer), innholdstype=self._versjon.innholdstype, feilkode=avvik.kode
        )


def innsyn(
    kropp: bytes, innholdstype: str | None, koding: str | None, autorisasjon: str | None
) -> tuple[Call, Versjon]:
    """What can be told of a call without judging it, and the version of SOAP to answer it in."""
    versjon = innpakning.versjon_av_type(innholdstype)
    bruker = None
    try:
        basic = les_basic(autorisasjon) if autorisasjon else None
        bruker = basic.bruker if basic else None
        rot = konvolutt.les_xml(*innpakning.pakk_ut(kropp, innholdstype, koding))
        versjon = konvolutt.versjon_av(rot)
        aapnet = konvolutt.pakk_ut(rot, versjon)
    except Avvik:
        return Call(user=bruker), versjon
    innhold = aapnet.innhold
    for hode in aapnet.hoder:
        if hode.tag == SECURITY:
            bruker = (hode.findtext(f"{{{WSSE}}}UsernameToken/{{{WSSE}}}Username") or "").strip() or bruker
    personer = (e.text for e in innhold.iter(binding.FOEDSELSNUMMER, binding.DUFNUMMER))
    navn = etree.QName(innhold).localname
    return Call(
        navn if navn in OPERASJONER else None, _token(innhold, "kommune"), _token(innhold, "meldingsId"),
        frozenset(binding.token(p) for p in personer), bruker,
    ), versjon  # fmt: skip


def _token(innhold: etree._Element, navn: str) -> str | None:
    return binding.token(innhold.findtext(f"{{{NAVNEROM}}}{navn}")) or None


def _vent(regel: Rule) -> None:
    if regel.kind == DELAY:
        time.sleep(regel.seconds or 0.0)


def _avvik(kind: str, nummer: int) -> Avvik:
    """The SOAP fault of a kind, which says of itself that it was asked for."""
    nb = f"Feilplanen svarer dette (feil {nummer}); fjern den med «mocknir fault clear {nummer}»"
    en = f"The fault plan answers this (fault {nummer}); remove it with «mocknir fault clear {nummer}»"
    if kind == VERSION_MISMATCH:
        return Meldingsfeil(nb, en, skyld=Skyld.VERSJON)
    if kind == MUST_UNDERSTAND:
        return Meldingsfeil(nb, en, skyld=Skyld.HODE, hoder=((WSSE, "Security"),))
    return Avvik(Feilkode(kind.removeprefix(FAULT)), nb, en)
