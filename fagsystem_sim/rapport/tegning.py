"""How plots are drawn: one style, SVG that stands in the page itself, and nothing that lies on anything else."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from fagsystem_sim.datoer import MAANEDSNAVN
from fagsystem_sim.rapport.ord import tall

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

BLAA, ROED, LILLA, LYSLILLA, GRAA, MOERK, GUL = (
    "#1f5a96", "#c8452f", "#6b3a86", "#cbb7d8", "#6b7280", "#111827", "#e0a63a",
)  # fmt: skip
"""Colours that stand side by side differ in lightness too, so that they can be told apart in grey."""

HEL, HALV = 9.6, 4.9
"""Inches of a plot across the page, and of one beside another: so that the letters come out alike."""

_STIL: Any = {  # matplotlib types each of its some 300 settings by name
    "svg.fonttype": "none",  # text stays text: it can be searched
    "svg.hashsalt": "fagsystem-sim",  # the same figures give the same file
    "font.family": ["sans-serif"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GRAA,
    "axes.labelcolor": "#374151",
    "axes.titlesize": 10,
    "axes.titlelocation": "left",
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e5e7eb",
    "xtick.color": "#374151",
    "ytick.color": "#374151",
    "legend.frameon": False,
}


class Plott(NamedTuple):
    """A plot, and what is said of it to those who do not see it."""

    figur: "Figure"
    alt: str


def tegn(bredde: float, hoeyde: float, alt: str, innhold: Callable[["Figure"], None]) -> Plott:
    """A figure in the report's style, of so many inches, with what `innhold` draws in it."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_STIL):
        figur = Figure(figsize=(bredde, hoeyde), layout="constrained")
        innhold(figur)
    return Plott(figur, alt)


def som_html(plott: Plott) -> str:
    """The SVG element of a plot."""
    import matplotlib as mpl

    ut = io.StringIO()
    with mpl.rc_context(_STIL):
        plott.figur.savefig(ut, format="svg", transparent=True, metadata={"Date": None})
    svg = ut.getvalue()
    klasse = "hel" if plott.figur.get_figwidth() == HEL else "halv"
    start = f'<svg class="{klasse}" role="img" aria-label="{escape(plott.alt)}" '
    return svg[svg.index("<svg") :].replace("<svg ", start, 1)


def liggende(
    enhet: str,
    alt: str,
    merker: Sequence[str],
    *deler: tuple[str, str, Sequence[int]],
    ved: Sequence[str] | None = None,
) -> Plott:
    """Bars lying below each other, each put together of parts (name, colour, numbers), at its end its sum or `ved`.

    The first label stands at the top. A bar is as high as any other, however many there are.
    """
    summer = [sum(tall_) for tall_ in zip(*(antall for _, _, antall in deler), strict=True)]
    ved = ved or [tall(sum_) for sum_ in summer]

    def innhold(figur: "Figure") -> None:
        akse = figur.subplots()
        plass = range(len(merker))
        til_venstre = [0] * len(merker)
        for navn, farge, antall in deler:
            akse.barh(plass, antall, left=til_venstre, height=0.68, color=farge, label=navn)
            til_venstre = [a + b for a, b in zip(til_venstre, antall, strict=True)]
        for nr, (sum_, tekst) in enumerate(zip(summer, ved, strict=True)):
            akse.annotate(tekst, (sum_, nr), xytext=(4, -1), textcoords="offset points", va="center")
        akse.set_yticks(plass, merker)
        akse.set_ylim(len(merker) - 0.4, -0.6)
        akse.set_xlim(0, max(summer) * (1.12 + 0.03 * max(map(len, ved))))  # there is room for what stands there
        akse.set_xlabel(enhet)
        akse.grid(axis="y", visible=False)
        akse.tick_params(axis="y", length=0)
        hele_tall(akse, x=True)
        figur.legend(loc="outside upper left", ncols=len(deler))

    hver = ", ".join(f"{merke.replace(chr(10), ' ')} {tekst}" for merke, tekst in zip(merker, ved, strict=True))
    return tegn(HALV, 1.1 + 0.4 * len(merker), f"{alt}: {hver}.", innhold)


def maaneder(akse: "Axes", fra: date, til: date) -> None:
    """Ticks at the first of January, April, July and October (of each month in a short time), with years below."""
    alle = [date(aar, maaned, 1) for aar in range(fra.year, til.year + 1) for maaned in range(1, 13)]
    dager = [dag for dag in alle if fra <= dag <= til]
    if len(dager) > 9:
        dager = [dag for dag in dager if dag.month % 3 == 1]
    if not dager:
        dager = [fra]
    navn = []
    for nr, dag in enumerate(dager):
        kort = MAANEDSNAVN[dag.month - 1][:3]
        navn.append(f"{kort}\n{dag.year}" if dag.month == 1 or nr == 0 else kort)
    akse.set_xticks([dag.toordinal() for dag in dager], navn)


def hele_tall(akse: "Axes", x: bool = False) -> None:
    """Ticks at whole numbers only, written as Norwegians do."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    retning = akse.xaxis if x else akse.yaxis
    retning.set_major_locator(MaxNLocator(5, integer=True, steps=[1, 2, 5, 10]))
    retning.set_major_formatter(FuncFormatter(lambda verdi, _: tall(verdi)))


_RUNDT = ((6, 5, "left", "bottom"), (-6, 5, "right", "bottom"), (6, -5, "left", "top"), (-6, -5, "right", "top"),
          (0, 8, "center", "bottom"), (0, -8, "center", "top"))  # fmt: skip
"""Where the name of a point may stand: points of the page to the side and up, and what of the text is held there."""


def sett_navn(
    akse: "Axes", navngitte: Sequence[tuple[float, float, str]], punkter: Iterable[tuple[float, float]], linje: float
) -> None:
    """Names beside points, so that none lies on another, on a point, on a line across the plot, or beyond the axes.

    To be called when all else has been drawn, the most important name first: one that finds no place is left out.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.transforms import Bbox

    figur = akse.get_figure(root=True)
    assert figur is not None
    FigureCanvasAgg(figur)
    figur.draw_without_rendering()  # so that the layout is there to be measured
    ramme = akse.get_window_extent()
    hoeyde = akse.transData.transform((1, linje))[1]
    opptatt = [Bbox.from_extents(ramme.x0, hoeyde - 2, ramme.x1, hoeyde + 2)]
    for punkt in punkter:
        px, py = akse.transData.transform(punkt)
        opptatt.append(Bbox.from_extents(px - 3, py - 3, px + 3, py + 3))
    for x, y, navn in navngitte:
        for dx, dy, ha, va in _RUNDT:
            tekst = akse.annotate(navn, (x, y), xytext=(dx, dy), textcoords="offset points", ha=ha, va=va, fontsize=9)
            tekst.set_in_layout(False)
            boks = tekst.get_window_extent()
            if _inni(boks, ramme) and not any(boks.overlaps(annen) for annen in opptatt):
                opptatt.append(boks)
                break
            tekst.remove()


def _inni(boks: "Bbox", ramme: "Bbox") -> bool:
    return bool(boks.x0 >= ramme.x0 and boks.x1 <= ramme.x1 and boks.y0 >= ramme.y0 and boks.y1 <= ramme.y1)
