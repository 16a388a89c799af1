"""A run as JUnit XML: a suite for each suite, a case for each case.

What did not pass is a failure, what was interrupted or waits an error; what was skipped or waits for an answer is
skipped, and a warning is told in the output of a case that passed: JUnit knows no more.
"""

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from mocknir.conformance.rapport.tekst import hvorfor
from mocknir.conformance.resultat import Kjoering, Saksresultat, Utfall, ordet
from mocknir.scenario.rapport.junit import rens


def som_xml(k: Kjoering, lang: str) -> bytes:
    """The document, in UTF-8."""
    rot = ET.Element("testsuites", {"name": "mocknir conformance", **_tall(k.saker)})
    for navn, gruppe in groupby(k.saker, lambda r: r.sak.suite):
        saker = list(gruppe)
        hoppet = sum(r.utfall in (Utfall.HOPPET_OVER, Utfall.MANUELL) for r in saker)
        suite = ET.SubElement(
            rot, "testsuite", {"name": navn, **_tall(saker), "skipped": str(hoppet), "timestamp": k.begynt.isoformat()}
        )
        for r in saker:
            suite.append(_sak(r, lang))
    ET.indent(rot)
    return bytes(ET.tostring(rot, encoding="utf-8", xml_declaration=True))


def _tall(saker: Sequence[Saksresultat]) -> dict[str, str]:
    return {
        "tests": str(len(saker)),
        "failures": str(sum(r.utfall is Utfall.IKKE_BESTAATT for r in saker)),
        "errors": str(sum(r.utfall is None for r in saker)),
        "time": f"{sum(r.sekunder for r in saker):.3f}",
    }


def _sak(r: Saksresultat, lang: str) -> ET.Element:
    en = ET.Element("testcase", classname=r.sak.suite, name=r.sak.navn, time=f"{r.sekunder:.3f}")
    krav = r.sak.krav
    egenskaper = ET.SubElement(en, "properties")
    for navn, verdi in (("requirement", krav.id), ("source", krav.source), ("provenance", krav.provenance),
                        ("result", r.utfall or r.status)):  # fmt: skip
        ET.SubElement(egenskaper, "property", name=navn, value=rens(str(verdi)))
    linjer = list(hvorfor(r, lang))
    tekst = rens("\n".join((r.sak.lest.scenario.title.paa(lang), *linjer)))
    if r.utfall is None:
        ET.SubElement(en, "error", type=r.status, message=rens(_kort(r, lang))).text = tekst
    elif r.utfall is Utfall.IKKE_BESTAATT:
        ET.SubElement(en, "failure", type=r.utfall, message=rens(_kort(r, lang))).text = tekst
    elif r.utfall in (Utfall.HOPPET_OVER, Utfall.MANUELL):
        ET.SubElement(en, "skipped", message=rens(f"{ordet(r.utfall, lang)}: {' '.join(linjer)}"))
    elif r.utfall is Utfall.ADVARSEL:
        ET.SubElement(en, "system-out").text = tekst
    return en


def _kort(r: Saksresultat, lang: str) -> str:
    return r.grunn.paa(lang) if r.grunn else f"{r.sak.krav.id}: {r.sak.krav.text.paa(lang)}"
