"""Verdicts as JUnit XML, as GitLab, Jenkins and GitHub's tools read it: a suite for each folder.

What did not hold is a failure, what could not be run an error, what is not supported skipped. Viewers show the first
failure of a test alone, so one holds all that did not hold.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from xml.etree import ElementTree as ET

from mocknir.scenario.dom import Dom, etter_mappe
from mocknir.scenario.gang import Status
from mocknir.scenario.rapport import tekst

_UTENFOR_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML can hold, not even as a reference."""


def som_xml(alle: Sequence[Dom], lang: str) -> bytes:
    """The document, in UTF-8."""
    rot = ET.Element("testsuites", {"name": "mocknir", **_tall(alle)})
    for mappe, dommer in etter_mappe(alle).items():
        hoppet = _antall(dommer, Status.STOETTES_IKKE)
        suite = ET.SubElement(rot, "testsuite", {"name": mappe, **_tall(dommer), "skipped": hoppet})
        for d in dommer:
            suite.append(_prove(d, lang))
    ET.indent(rot)
    return bytes(ET.tostring(rot, encoding="utf-8", xml_declaration=True))


def _tall(alle: Sequence[Dom]) -> dict[str, str]:
    return {
        "tests": str(len(alle)),
        "failures": _antall(alle, Status.HOLDT_IKKE),
        "errors": _antall(alle, Status.KUNNE_IKKE),
        "time": f"{sum(d.sekunder for d in alle):.3f}",
    }


def _antall(alle: Sequence[Dom], status: Status) -> str:
    return str(sum(d.status is status for d in alle))


def _prove(d: Dom, lang: str) -> ET.Element:
    klasse = ".".join(del_ for del_ in PurePath(d.fil).parent.parts if del_ not in ("/", "..")) or "."
    prove = ET.Element(
        "testcase", classname=klasse, name=d.navn, time=f"{d.sekunder:.3f}", file=d.fil, line=str(d.linje)
    )
    if d.status is Status.STOETTES_IKKE:
        ET.SubElement(prove, "skipped", message=rens(d.grunn or ""))
    elif d.status is not Status.HOLDT:
        slag = "failure" if d.status is Status.HOLDT_IKKE else "error"
        galt = ET.SubElement(prove, slag, type=d.status.value, message=rens(_melding(d)))
        galt.text = rens("\n".join((d.tittel, *_linjer(d, lang))))
    return prove


def _melding(d: Dom) -> str:
    """In one line what is wrong first."""
    if d.hinder is not None:
        return d.hinder.tekst
    b = d.brudd[0]
    if not b.verdier:
        return b.tekst
    v = b.verdier[0]
    return f"{b.om}: {v.sti}: {v.ventet} ≠ {v.er}"


def _linjer(d: Dom, lang: str) -> Iterator[str]:
    """The text of the verdict below its head."""
    yield from (linje.tekst for linje in list(tekst.linjer(d, lang, alt=True))[2:])


def rens(verdi: str) -> str:
    """A text without the characters that no XML can hold."""
    return _UTENFOR_XML.sub("\N{REPLACEMENT CHARACTER}", verdi)
