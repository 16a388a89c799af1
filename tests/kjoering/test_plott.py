"""The plots: whole numbers on axes of counts, and nothing that lies on anything else, however much there is."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from fagsystem_sim.rapport import plott
from fagsystem_sim.rapport.resultat import Kommunemaal, Lukking, Maal, Resultat, Uke
from fagsystem_sim.rapport.tegning import BLAA, GUL, LILLA, LYSLILLA, Plott, som_html
from tests.kjoering.test_rapport import resultat

TALL = (1, 3, 40, 12_000)
"""From one to the whole country."""


def _kommune(nr: int, avsluttet: int, maal: int) -> Kommunemaal:
    navn = ("Oslo", "Bergen", "Trondheim - Tråante", "Nore og Uvdal")[nr % 4] + str(nr // 4 or "")
    return Kommunemaal(f"{nr:04}", navn, Maal(navn, avsluttet, maal, 0, 0, 0, 100 * maal / avsluttet))


def _lukkinger(n: int) -> Resultat:
    return resultat(lukkinger=[Lukking(f"LUKKING-{en}", "t", n, n // 2) for en in ("DOED", "FRIST", "OPPHOLD")[:n]])


def _aarsaker(n: int) -> Resultat:
    navn = ("Arbeid, heltid", "Videre kvalifisering eller arbeidsmarkedstiltak", "Stanset", "Annet")[:n]
    return resultat(aarsaker={(en, kjoenn): n for en in navn for kjoenn in ("kvinne", "mann")[:n]})


def _uker(n: int) -> Resultat:
    uker = [Uke(date(2014, 3, 3) + timedelta(days=7 * i), 1, n, 0, 0, n // 3, n % 3) for i in range(min(n, 220))]
    return resultat(uker=uker)


def _forsinkelse(n: int) -> Resultat:
    return resultat(forsinkelse=dict.fromkeys(range(0, 400, 7), n))


def _tegn(lag: Callable[[Resultat], Plott | str], r: Resultat) -> Figure:
    tegnet = lag(r)
    assert isinstance(tegnet, Plott)
    FigureCanvasAgg(tegnet.figur)
    tegnet.figur.draw_without_rendering()
    return tegnet.figur


def _hele(merker: Sequence[str]) -> bool:
    return all(merke.replace("\u202f", "").isdigit() for merke in merker if merke)


@pytest.mark.parametrize("n", TALL)
@pytest.mark.parametrize(
    ("lag", "r", "langs_x"),
    [(plott.lukkinger, _lukkinger, True), (plott.aarsaker, _aarsaker, True), (plott.uker, _uker, False),
     (plott.forsinkelse, _forsinkelse, False)],
)  # fmt: skip
def test_axes_of_counts_have_whole_numbers(
    lag: Callable[[Resultat], Plott | str], r: Callable[[int], Resultat], langs_x: bool, n: int
) -> None:
    for akse in _tegn(lag, r(n)).axes:
        merker = akse.get_xticklabels() if langs_x else akse.get_yticklabels()
        assert len({merke.get_text() for merke in merker}) >= 2
        assert _hele([merke.get_text() for merke in merker])


@pytest.mark.parametrize("n", TALL)
@pytest.mark.parametrize(("lag", "r"), [(plott.lukkinger, _lukkinger), (plott.aarsaker, _aarsaker)])
def test_the_legend_stands_beside_the_bars_and_the_sums_within_the_axes(
    lag: Callable[[Resultat], Plott | str], r: Callable[[int], Resultat], n: int
) -> None:
    figur = _tegn(lag, r(n))
    akse, (forklaring,) = figur.axes[0], figur.legends
    ramme = akse.get_window_extent()
    assert not forklaring.get_window_extent().overlaps(ramme)
    for tekst in akse.texts:
        assert _inni(tekst.get_window_extent(), ramme)
        assert not any(tekst.get_window_extent().overlaps(stolpe.get_window_extent()) for stolpe in akse.patches
                       if stolpe.get_window_extent().width)  # fmt: skip


def test_one_bar_is_no_thicker_than_one_of_many() -> None:
    tykkelser = {
        round(figur.axes[0].patches[0].get_window_extent().height)
        for figur in (_tegn(plott.aarsaker, _aarsaker(n)) for n in (1, 2, 4))
    }
    assert max(tykkelser) < 1.25 * min(tykkelser)


@pytest.mark.parametrize("antall", [3, 6, 40, 350])
def test_names_of_kommuner_lie_on_nothing_and_within_the_plot(antall: int) -> None:
    t = random.Random(antall)
    sizes = [max(5, min(520, int(4 * t.paretovariate(0.9)))) for _ in range(antall)]
    r = resultat(kommuner=[_kommune(nr, n, t.randint(n // 3, n // 2 + 1)) for nr, n in enumerate(sizes)])
    figur = _tegn(plott.kommuner, r)
    akse = figur.axes[0]
    ramme, snitt = akse.get_window_extent(), akse.lines[0]
    navn = [tekst.get_window_extent() for tekst in akse.texts if isinstance(tekst, Annotation)]
    assert navn
    assert all(_inni(boks, ramme) for boks in navn)
    assert not any(a.overlaps(b) for a, b in combinations(navn, 2))
    hoeyde = akse.transData.transform(snitt.get_xydata())[0][1]
    assert not any(boks.y0 < hoeyde < boks.y1 for boks in navn)
    punkter = akse.transData.transform(akse.collections[0].get_offsets())
    assert not any(boks.contains(x, y) for boks in navn for x, y in punkter)
    assert not figur.legends[0].get_window_extent().overlaps(ramme)


def test_kommuner_that_share_a_point_are_seen_to_also_among_the_small() -> None:
    """Given seven large kommuner and five small ones, of which two and three share a point; then that is told there."""
    store = [_kommune(nr, 20 + 7 * nr, 2 * nr) for nr in range(7)]
    r = resultat(kommuner=[*store, *(_kommune(nr, 8, 2) for nr in (7, 8)), *(_kommune(nr, 6, 4) for nr in (9, 10, 11))])
    akse = _tegn(plott.kommuner, r).axes[0]
    assert {f"{_kommune(7, 8, 2).navn}, {_kommune(8, 8, 2).navn}", "3 kommuner"} <= {en.get_text() for en in akse.texts}
    punkter = akse.collections[0]
    assert isinstance(punkter, PathCollection)
    assert len(punkter.get_sizes()) == 9
    assert len(set(punkter.get_sizes())) == 3


def test_a_bar_of_closings_says_how_many_stood() -> None:
    figur = _tegn(plott.lukkinger, resultat(lukkinger=[Lukking("LUKKING-FRIST", "t", 12, 1)]))
    assert [tekst.get_text() for tekst in figur.axes[0].texts] == ["12 (11 sto)"]
    assert figur.legends[0].get_texts()[0].get_text() == "sto 12.06.2018"


def test_kommuner_on_one_point_are_named_together() -> None:
    r = resultat(kommuner=[_kommune(0, 9, 3), _kommune(1, 9, 3), _kommune(2, 6, 1), _kommune(3, 7, 5)])
    assert "Oslo, Bergen" in [tekst.get_text() for tekst in _tegn(plott.kommuner, r).axes[0].texts]


@pytest.mark.parametrize(
    ("kommuner", "setning"),
    [([], "Ingen kommune hadde minst 5 avsluttede; andelen vises ikke for så få."),
     ([_kommune(0, 4, 2)], "Ingen kommune hadde minst 5 avsluttede; andelen vises ikke for så få."),
     ([_kommune(0, 8, 2)], "Bare Oslo (25,0 % av 8) hadde minst 5 avsluttede."),
     ([_kommune(0, 8, 2), _kommune(1, 5, 1)],
      "Bare Oslo (25,0 % av 8) og Bergen (20,0 % av 5) hadde minst 5 avsluttede.")],
)  # fmt: skip
def test_too_few_kommuner_are_told_of_in_a_sentence(kommuner: list[Kommunemaal], setning: str) -> None:
    assert plott.kommuner(resultat(kommuner=kommuner)) == setning


def test_a_week_in_which_nothing_was_rejected_says_so() -> None:
    akser = _tegn(plott.uker, resultat(uker=[Uke(date(2017, 1, 2), 1, 5, 0, 0, 0, 0)])).axes
    assert [[tekst.get_text() for tekst in akse.texts] for akse in akser] == [[], ["ingen"], ["ingen"]]


def test_every_plot_tells_its_figures_to_who_does_not_see_it() -> None:
    r = resultat(lukkinger=[Lukking("LUKKING-FRIST", "t", 1200, 2)], aarsaker={("A & B", "kvinne"): 3})
    alle = [lag(r) for lag in (plott.uker, plott.forsinkelse, plott.lukkinger, plott.aarsaker)]
    for tegnet, sier in zip(
        alle, ("; 5 avvist;", "33,3 % etter to måneder", "Frist gått 1\u202f200", "A &amp; B 3"), strict=True
    ):
        assert isinstance(tegnet, Plott)
        start = som_html(tegnet).split(">")[0]
        assert 'role="img"' in start
        assert sier in start


@pytest.mark.parametrize(("en", "annen"), [(BLAA, GUL), (LILLA, LYSLILLA)])
def test_parts_of_a_bar_can_be_told_apart_in_grey(en: str, annen: str) -> None:
    lys = [sum(del_ * vekt for del_, vekt in zip(to_rgb(f), (0.299, 0.587, 0.114), strict=True)) for f in (en, annen)]
    assert abs(lys[0] - lys[1]) > 0.25


def _inni(boks: Bbox, ramme: Bbox) -> bool:
    return bool(boks.x0 >= ramme.x0 and boks.x1 <= ramme.x1 and boks.y0 >= ramme.y0 and boks.y1 <= ramme.y1)
