"""Reports: JUnit XML that its readers read, a page that opens without a network, JSON, and text for a terminal."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from mocknir.client.server import Server
from mocknir.scenario.dom import Dom, Hinder, dom
from mocknir.scenario.forklar import forklar
from mocknir.scenario.gang import Status
from mocknir.scenario.kjoering import Kjoerer
from mocknir.scenario.rapport.data import som_json
from mocknir.scenario.rapport.html import som_html
from mocknir.scenario.rapport.junit import som_xml
from mocknir.scenario.rapport.tekst import linjer, sammendrag
from tests.scenario.conftest import HER, lest

FILER = (
    "brister/person-avslutning-for-sent.yaml", "brister/feil-og-tap.yaml", "holder/alt-holder.yaml",
    "brister/kan-ikke.yaml", "brister/stoettes-ikke.yaml",
)  # fmt: skip


@pytest.fixture(scope="module")
def dommer(server: Server) -> list[Dom]:
    """One verdict of each status, and one with several breaches."""
    return [dom(Kjoerer(server).kjoer(lest(fil)), "nb") for fil in FILER]


@pytest.fixture(scope="module")
def side(dommer: list[Dom]) -> str:
    return som_html(dommer, {fil: forklar(lest(fil).scenario, "nb") for fil in FILER}, 1.5, "nb")


def skjema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(HER / "junit.xsd"))


def prove(rot: etree._Element, navn: str) -> etree._Element:
    """The test of a scenario."""
    return next(en for en in rot.iter("testcase") if en.get("name") == navn)


def test_junit_follows_the_schema_and_counts_what_is_in_it(dommer: list[Dom]):
    rot = etree.fromstring(som_xml(dommer, "nb"))

    skjema().assertValid(rot)
    assert {n: rot.get(n) for n in ("tests", "failures", "errors")} == {"tests": "5", "failures": "2", "errors": "1"}
    # The folders come once each, though scenarios of another stood between those of the first.
    assert [(s.get("name"), s.get("tests"), s.get("skipped")) for s in rot] == [
        ("brister", "4", "1"),
        ("holder", "1", "0"),
    ]


def test_junit_has_of_each_scenario_its_place_and_all_that_did_not_hold(dommer: list[Dom]):
    rot = etree.fromstring(som_xml(dommer, "nb"))
    feil_og_tap = prove(rot, "feil-og-tap")

    assert (feil_og_tap.get("classname"), feil_og_tap.get("file"), feil_og_tap.get("line")) == (
        "brister", "brister/feil-og-tap.yaml", "2",
    )  # fmt: skip
    failure = feil_og_tap[0]
    assert failure.get("type") == "holdt ikke"
    assert failure.get("message") == "Feilen i «brukt»: fault: en feil ≠ en kvittering"
    assert str(failure.text).startswith("Feil og tapte svar")
    for linje in (46, 48, 50, 51, 53, 24, 30):
        assert f"brister/feil-og-tap.yaml:{linje} " in str(failure.text)
    (error,), (skipped,) = prove(rot, "kan-ikke"), prove(rot, "stoettes-ikke")
    assert (error.tag, error.get("type")) == ("error", "kunne ikke kjøres")
    assert str(error.get("message")).startswith("UgyldigVerdi: ")
    assert (skipped.tag, skipped.get("message")) == ("skipped", "Kravet er ikke avklart. (2026-11-22)")


@given(st.text())
def test_junit_is_xml_whatever_a_text_holds(tekst: str):
    hinder = Hinder(3, tekst)
    d = Dom("mappe/a.yaml", 1, "a", tekst, (), Status.KUNNE_IKKE, "kunne ikke", 0.1, 0, (), hinder, None, None)

    skjema().assertValid(etree.fromstring(som_xml([d], "nb")))


class Lest(HTMLParser):
    """What a browser would fetch, whether tags are balanced, and the text."""

    def __init__(self, side: str) -> None:
        super().__init__()
        self.aapne: list[str] = []
        self.hentes: list[str] = []
        self.tekst = ""
        self.saker: dict[str, bool] = {}
        self.feed(side)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        felt = dict(attrs)
        self.hentes += [v for n, v in attrs if n in ("src", "href") and v]
        if tag == "details":
            self.saker[str(felt["id"])] = "open" in felt
        if tag not in ("meta", "p", "li"):
            self.aapne.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("p", "li"):
            assert self.aapne.pop() == tag

    def handle_data(self, data: str) -> None:
        self.tekst += f"{data} "


def test_the_page_fetches_nothing_and_unfolds_what_did_not_hold(side: str):
    lest_ = Lest(side)

    assert lest_.hentes == []
    assert "@import" not in side
    assert "url(" not in side
    assert lest_.aapne == []
    assert lest_.saker == {
        "person-avslutning-for-sent": True, "feil-og-tap": True, "kan-ikke": True, "stoettes-ikke": False,
        "alt-holder": False,
    }  # fmt: skip


def test_the_page_has_of_each_scenario_its_words_its_verdict_and_its_history(side: str):
    tekst = " ".join(Lest(side).tekst.split())

    assert "5 scenarioer, 1,50 s" in tekst
    for del_ in (
        "En avslutning som sendes for sent, blir avvist", "program.avslutningsaarsak arbeidHeltid ingen verdi",
        "avvist av VINDU-TO-MAANEDER", "dokumentert, domain.md §3.1", "Kravet er ikke avklart.",
        "02.01.2017: Kommune 0301 Oslo overfører («tildeling»)", "03.05.2017 (#5): Avvist: Avslutning",
    ):  # fmt: skip
        assert del_ in tekst


def test_the_page_shows_what_looks_like_markup_as_it_is(dommer: list[Dom]):
    lumsk = dommer[0]._replace(tittel="<script>alert(1)</script> & «co»")
    lest_ = Lest(som_html([lumsk], {lumsk.fil: "<b>fet</b>"}, 0.1, "nb"))

    assert "<script>alert(1)</script> & «co»" in lest_.tekst
    assert "<b>fet</b>" in lest_.tekst


def test_json_says_what_differs_and_leaves_out_what_says_nothing(dommer: list[Dom]):
    svar = json.loads(som_json(dommer, 1.0))
    for_sent, *_, kan_ikke, stoettes_ikke = svar["scenarios"]

    assert {n: for_sent["brudd"][0]["verdier"][0][n] for n in ("sti", "ventet", "er", "linje")} == {
        "sti": "program.status", "ventet": "avsluttet", "er": "i program", "linje": 26,
    }  # fmt: skip
    assert for_sent["brudd"][0]["regler"][0]["id"] == "VINDU-TO-MAANEDER"
    assert kan_ikke["hinder"]["linje"] == 18
    assert set(stoettes_ikke) == {
        "fil",
        "linje",
        "navn",
        "tittel",
        "regler",
        "status",
        "ord",
        "grunn",
        "sekunder",
        "holdt",
    }


def test_all_that_is_known_is_told_when_asked_for(dommer: list[Dom]):
    kort, alt = ("\n".join(li.tekst for li in linjer(dommer[1], "nb", alt=a)) for a in (False, True))

    assert "… og 2 til; se alt med -v" in kort
    assert "Personen kom inn i NIR" not in kort
    assert "Personen kom inn i NIR" in alt
    assert re.search(r"forventninger, \d,\d\d s\)", alt)


def test_of_many_scenarios_those_that_did_not_hold_are_named_once_more(dommer: list[Dom]):
    mange = [*dommer, *[dommer[2]] * 6]
    siste = [linje.tekst for linje in sammendrag(mange, 2.0, "nb")]

    assert siste == [
        "Dette holdt ikke:",
        "  brister/person-avslutning-for-sent.yaml:25  En avslutning som sendes for sent, blir avvist",
        "  brister/feil-og-tap.yaml:46  Feil og tapte svar som noen ventet, og andre",
        "  brister/kan-ikke.yaml:18  Kontrollplanet sier nei",
        "11 scenarioer: 7 holdt, 2 holdt ikke, 1 kunne ikke kjøres, 1 støttes ikke (2,00 s)",
    ]
    assert [linje.tekst for linje in sammendrag(dommer[:1], 0.5, "en")] == ["1 scenario: 1 did not hold (0.50 s)"]
