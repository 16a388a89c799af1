"""What the report says of where its figures come from, on the page, in the summary, the tables, and on the terminal."""

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from fagsystem_sim import profiler
from fagsystem_sim.kjoering.visning import Visning
from fagsystem_sim.rapport import html, kilder, tabeller
from fagsystem_sim.rapport.resultat import Resultat, Sammenligning
from fagsystem_sim.rapport.sammendrag import markdown
from tests.kjoering.test_rapport import resultat


def _med(*rader: Sammenligning, **annet: object) -> Resultat:
    return resultat(sammenligning=rader, **annet)


MENN = Sammenligning("Menn", "55,8 %", "55,8 %", "over 5 av 10", "42,2–67,8 %", "S69", True, "54,0 %")
FRA = Sammenligning("Syria", "40 %", "40 %", "31,3 % i 2016, 50,6 % i 2018", "28–53 %", "S108, S70", True, "41,0 %")


def test_the_report_has_the_sources_it_cites_and_no_others():
    """Given a figure of S69; then page, summary and tables tell what S69 is, and the page loads nothing from it."""
    r = _med(MENN)
    side, tekst = html.side(r), markdown(r)
    s69 = kilder.alle()["S69"]
    for del_ in (s69.tittel, s69.utgiver, s69.adresse):
        assert del_ in side
        assert del_ in tekst
    assert '<a href="#kilde-S69">S69</a>' in side
    assert '<li id="kilde-S69">' in side
    assert "kilde-S70" not in side
    assert not re.search(r"<(?:link|script|img|iframe)|\bsrc=|url\(h", side)
    (tabell,) = [t for t in tabeller.alle(r) if t.fil == "kilder"]
    assert tabell.rader == [s69]


def test_a_tag_of_a_profile_of_one_s_own_is_shown_and_not_explained():
    assert "<b>S999</b> står ikke i kildelisten" in html.side(_med(MENN._replace(kilde="S999")))
    assert "## Kilder" not in markdown(_med(MENN._replace(kilde="kalibrert")))


def test_what_nobody_has_published_is_not_shown_as_published():
    """Given «over 5 av 10», which the profile takes for 54 per cent; then it is told that it does."""
    assert '<td class="sagt">over 5 av 10<small>regnet som 54,0 %</small></td>' in html.side(_med(MENN))
    assert "| over 5 av 10 (regnet som 54,0 %) |" in markdown(_med(MENN))
    assert "eget anslag" in markdown(_med(MENN))
    (tabell,) = [t for t in tabeller.alle(_med(MENN)) if t.fil == "sammenligning"]
    assert "Menn;55,8 %;55,8 %;over 5 av 10;54,0 %;42,2–67,8 %;ja;S69" in tabeller.til_csv(tabell).decode()
    assert "regnet som" not in markdown(_med(MENN._replace(publisert="om lag 54,0 %")))


def test_the_figures_of_2017_that_no_source_says_have_what_it_says():
    """All of them: counted in other years, or told in a few words."""
    assert [p.noekkel for p in profiler.les("norge-2017").publisert if not p.sagt] == []


@pytest.mark.parametrize(("bredde", "kilde"), [(80, False), (100, True), (140, True)])
def test_the_table_on_the_terminal_is_readable(bredde: int, kilde: bool, tmp_path: Path):
    """Given a terminal of so many characters; then no number is cut, and the words of two years stand on two lines."""
    ut = io.StringIO()
    bare = Sammenligning("Avvist: PROGRAM-REKKEFOELGE", "144", "2 880", "–", "", "", None)
    r = _med(MENN, FRA, bare, tilpasset=True)
    Visning(Console(file=ut, width=bredde)).ferdig(r, [tmp_path], tmp_path, None)
    linjer = ut.getvalue().splitlines()
    assert all(len(linje) <= bredde for linje in linjer)
    (menn,) = [linje for linje in linjer if "Menn" in linje]
    assert ("S69" in menn) is kilde
    assert [menn.count(verdi) for verdi in ("55,8 %", "over 5 av 10", "42,2–67,8 %", "✓")] == [2, 1, 1, 1]
    assert any("31,3 % i 2016," in linje for linje in linjer)
    assert any("50,6 % i 2018" in linje for linje in linjer)
    assert any(linje.split() == ["Avvist:", "PROGRAM-REKKEFOELGE", "144", "2", "880"] for linje in linjer)
    assert "Profilen er tilpasset de publiserte tallene" in ut.getvalue()
