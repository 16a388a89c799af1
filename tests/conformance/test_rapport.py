"""What a run came to, as a kommune, a CI server and a program read it."""

import json
import re
from xml.etree import ElementTree as ET

import pytest

from mocknir.app import create_app
from mocknir.client.server import Server
from mocknir.client.transport import WsgiTransport
from mocknir.conformance.loep import Bestilling, kjoer
from mocknir.conformance.proeve import Oppsett
from mocknir.conformance.rapport.data import som_json
from mocknir.conformance.rapport.html import som_html
from mocknir.conformance.rapport.junit import som_xml
from mocknir.conformance.rapport.tekst import linjer, sammendrag
from mocknir.conformance.resultat import Kjoering
from mocknir.conformance.suiter import velg
from tests.conformance.brutte import EnOgEn, NyIdEtterTap
from tests.conformance.test_brutte import Stille
from tests.contract.nir import Tjener

BARE = ("flere-personer", "sletting", "retting", "avvist-og-rettet", "svaret-ble-borte-etter-lagring")


class Blandet(EnOgEn, NyIdEtterTap):
    """One of each kind of outcome."""


@pytest.fixture(scope="module")
def kjoering(nir: Tjener) -> Kjoering:
    """A run of which one case is skipped, and a question waits for its answer."""
    system = Blandet(nir.adresse)
    try:
        return kjoer(
            Server(WsgiTransport(create_app(nir.sandkasser))), system,
            Bestilling(
                velg(("ws4-grunn", "ws4-feil", "ws4-robust"), BARE), "rapport",
                Oppsett("r", "fagsystem", "hemmelig", 7, None, 0.2, "nb"), "Sak & Arkiv", "<4.2>", hopp=("retting",),
            ),
            Stille(),
        )  # fmt: skip
    finally:
        system.lukk()


def test_the_page_tells_a_kommune_what_was_tried_and_how_it_went(kjoering: Kjoering) -> None:
    side = som_html(kjoering, "nb")
    # which system, and that this is no approval, in both languages
    assert "<h1>Sak &amp; Arkiv &lt;4.2&gt; prøvd mot WS4</h1>" in side
    assert "Det er ikke en godkjenning fra IMDi" in side
    assert "It is not an approval by IMDi" in side
    # each requirement with its source, its provenance and its result
    for r in kjoering.saker:
        krav = r.sak.krav
        assert f"{krav.provenance}, {krav.source}" in side
        assert f'<a href="#{r.sak.navn}">{krav.id}</a>' in side
    assert side.count("✗ ikke bestått") == 2
    # the evidence: what came to NIR, and what NIR made of it
    borte = next(r for r in kjoering.saker if r.sak.navn == "svaret-ble-borte-etter-lagring")
    ider = [str(post["meldingsId"]) for post in borte.journal]
    assert len(ider) == 3
    assert all(f">{id_}</td>" in side for id_ in ider)
    assert "1 godtatt; Svaret ble borte etter at meldingen var skrevet" in side
    # and it opens without a network
    assert not re.search(r'(src|href)="(?!#)', side)
    assert "url(" not in side
    assert "Requirement" in som_html(kjoering, "en")


def test_ci_sees_a_failure_and_what_nobody_has_judged_as_skipped(kjoering: Kjoering) -> None:
    rot = ET.fromstring(som_xml(kjoering, "nb"))
    saker = {en.get("name"): en for en in rot.iter("testcase")}
    assert [(s.get("name"), s.get("tests"), s.get("failures"), s.get("skipped")) for s in rot] == [
        ("ws4-grunn", "3", "0", "1"), ("ws4-feil", "1", "0", "1"), ("ws4-robust", "1", "1", "0"),
    ]  # fmt: skip
    galt = saker["svaret-ble-borte-etter-lagring"].find("failure")
    assert galt is not None
    assert galt.get("message", "").startswith("WS4-ROBUST-01: Er svaret borte")
    assert "Ventet: Journalens poster" in (galt.text or "")
    assert "hoppet over" in saker["retting"].find("skipped").get("message", "")
    assert "Viste systemet" in saker["avvist-og-rettet"].find("skipped").get("message", "")
    assert "Anbefalt" in (saker["flere-personer"].findtext("system-out") or "")
    assert saker["sletting"].find("failure") is None
    egenskaper = {p.get("name"): p.get("value") for p in saker["sletting"].iter("property")}
    assert egenskaper == {
        "requirement": "WS4-GRUNN-06", "source": "[A], §10 [INF]", "provenance": "dokumentert", "result": "bestått"
    }  # fmt: skip


def test_a_program_reads_status_apart_from_result(kjoering: Kjoering) -> None:
    svar = json.loads(som_json(kjoering, "en"))
    saker = {sak["case"]: sak for sak in svar["cases"]}
    assert svar["system"] == {"name": "Sak & Arkiv", "version": "<4.2>"}
    assert {sak["status"] for sak in saker.values()} == {"ferdig"}
    assert {navn: sak["result"] for navn, sak in saker.items()} == {
        "flere-personer": "advarsel", "sletting": "bestått", "retting": "hoppet over", "avvist-og-rettet": "manuell",
        "svaret-ble-borte-etter-lagring": "ikke bestått",
    }  # fmt: skip
    funn = saker["flere-personer"]["findings"]
    assert [f["onlyRecommended"] for f in funn] == [True]
    assert saker["sletting"]["clock"] == {"from": "2017-03-01", "to": "2017-03-01"}


def test_a_reader_is_told_what_was_expected_and_what_is_left_to_answer(kjoering: Kjoering) -> None:
    alt = "\n".join(linje for r in kjoering.saker for linje in linjer(r, "nb"))
    assert "advarsel      WS4-GRUNN-08" in alt
    assert "Ventet: Anbefalt: Journalens poster (operasjon: OverfoerRegistreringer" in alt
    assert "Svar med --answer avvist-og-rettet=ja" in alt
    assert "Leverandøren har bedt om at saken hoppes over" in alt
    assert "5 saker: 1 bestått, 1 ikke bestått, 1 advarsel, 1 hoppet over, 1 manuell" in sammendrag(kjoering, "nb")
    assert "5 cases: 1 passed, 1 failed, 1 warning, 1 skipped, 1 manual" in sammendrag(kjoering, "en")
