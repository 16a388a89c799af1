"""Hold a message against the schema, and say what is wrong in words that name the place and the remedy."""

import re
import threading
from typing import Any

from lxml import etree

from mocknir.soap import skjemafunn
from mocknir.soap.feil import Meldingsfeil, Skjemafunn
from mocknir.soap.kontrakt import nytt_skjema

MAKS_FUNN = 50
"""More findings than this are counted, not told: a systematic mistake repeats itself a thousand times."""
MAKS_TEGN = 64
"""So much of an eksternId is told, as much as the schema lets one have."""

_LEDD = re.compile(r"(?:([^:/]+):)?([^:/\[]+)(?:\[(\d+)\])?")
_DATO_MED_LUFT = re.compile(r"[ \t\r\n]*(\d{4}-\d\d-\d\d\S*)[ \t\r\n]*")
_lokal = threading.local()


def valider(innhold: etree._Element) -> None:
    """Raise Meldingsfeil with its findings when the payload does not follow the schema."""
    skjema: etree.XMLSchema | None = getattr(_lokal, "skjema", None)
    if skjema is None:  # its error log is part of it, so no two threads may share one
        skjema = _lokal.skjema = nytt_skjema()
    if skjema.validate(innhold):
        return
    logg = list(skjema.error_log)
    if _stram_datoer(innhold) and skjema.validate(innhold):
        return
    raise _feil(innhold, logg)


def _stram_datoer(innhold: etree._Element) -> bool:
    """Take away white space around dates, which XSD allows and libxml2 does not; tells whether there was any."""
    fant = False
    for element in innhold.iter():
        treff = _DATO_MED_LUFT.fullmatch(element.text or "")
        if treff is not None and treff[1] != element.text:
            element.text = treff[1]
            fant = True
    return fant


def _feil(innhold: etree._Element, logg: list[Any]) -> Meldingsfeil:
    funn: list[Skjemafunn] = []
    sett: set[str] = set()
    for oppfoering in logg:
        if oppfoering.path in sett:  # libxml2 tells one mistake twice: the facet, and then the value
            continue
        sett.add(oppfoering.path)
        if len(funn) < MAKS_FUNN:
            funn.append(_funn(innhold, oppfoering))
    antall = len(sett)
    foerste = funn[0]
    id_ = foerste.ekstern_id or ""
    hvor = f" (eksternId {id_[:MAKS_TEGN]}{'…' if len(id_) > MAKS_TEGN else ''})" if id_ else ""
    flere = f" Dette er det første av {antall} funn." if antall > 1 else ""
    more = f" This is the first of {antall} findings." if antall > 1 else ""
    return Meldingsfeil(
        f"Meldingen følger ikke skjemaet, og ingenting er registrert. Linje {foerste.linje}, {foerste.sti}{hvor}: "
        f"{foerste.tekst}.{flere}",
        f"The message does not follow the schema, and nothing was registered. Line {foerste.linje}, "
        f"{foerste.sti}{hvor}: {foerste.text}.{more}",
        felt=foerste.sti.rpartition("/")[2].partition("[")[0],
        funn=tuple(funn),
    )


def _funn(innhold: etree._Element, oppfoering: Any) -> Skjemafunn:
    element = _finn(innhold, oppfoering.path)
    tekst, text = skjemafunn.forklar(element, oppfoering.type_name, oppfoering.message)
    return Skjemafunn(oppfoering.line, _sti(element, innhold), _ekstern_id(element), tekst, text)


def _finn(innhold: etree._Element, sti: str) -> etree._Element:
    """The element of a path of libxml2, which writes `*` for elements of a default namespace."""
    element = innhold
    for ledd in sti.split("/")[2:]:
        treff = _LEDD.fullmatch(ledd)
        if treff is None:
            break
        prefiks, navn, nr = treff.groups()
        barn = [
            b for b in element
            if navn == "*" or (b.prefix == prefiks and etree.QName(b).localname == navn)
        ]  # fmt: skip
        if len(barn) < int(nr or 1):
            break
        element = barn[int(nr or 1) - 1]
    return element


def _sti(element: etree._Element, innhold: etree._Element) -> str:
    """A path for people: local names, numbered where a name repeats."""
    ledd: list[str] = []
    while True:
        navn = etree.QName(element).localname
        forelder = element.getparent()
        if element is innhold or forelder is None:
            return "/".join(["", navn, *reversed(ledd)])
        like = [b for b in forelder if b.tag == element.tag]
        ledd.append(f"{navn}[{like.index(element) + 1}]" if len(like) > 1 else navn)
        element = forelder


def _ekstern_id(element: etree._Element) -> str | None:
    for ledd in (element, *element.iterancestors()):
        if etree.QName(ledd).localname == "registrering":
            return next((b.text for b in ledd if etree.QName(b).localname == "eksternId"), None)
    return None
