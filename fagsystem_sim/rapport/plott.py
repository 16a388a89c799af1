"""The plots of the report, drawn by matplotlib as SVG that stands in the page itself."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from fagsystem_sim.datoer import MAANEDSNAVN
from fagsystem_sim.rapport.ord import tall
from fagsystem_sim.rapport.resultat import Resultat

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLAA, ROED, LILLA, GRAA, LYS, GROENN, GUL = (
    "#1f5a96", "#c8452f", "#7b4b94", "#6b7280", "#c9d3de", "#3d8361", "#d99a2b",
)  # fmt: skip
HEL, HALV = 9.6, 4.9
"""Inches of a plot across the page, and of one beside another: so that the letters come out alike."""

TO_MAANEDER = 61
"""Days of the line between in time and late; two months are 59 to 62."""

_STIL: Any = {  # matplotlib types each of its some 300 settings by name
    "svg.fonttype": "none",  # text stays text: it can be searched and read aloud
    "svg.hashsalt": "fagsystem-sim",  # the same figures give the same file
    "font.family": ["sans-serif"],
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GRAA,
    "axes.labelcolor": "#374151",
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e5e7eb",
    "xtick.color": "#374151",
    "ytick.color": "#374151",
    "legend.frameon": False,
}


def uker(r: Resultat) -> str:
    """Registrations a week above, rejected ones below, NIR's closings beside them."""

    def tegn(figur: "Figure") -> None:
        oppe, nede = figur.subplots(2, 1, sharex=True, height_ratios=(3, 2))
        dager = [u.mandag.toordinal() for u in r.uker]
        overfoert = [u.godtatt + u.advarsel + u.uendret for u in r.uker]
        oppe.bar(dager, overfoert, width=6, color=BLAA, label="godtatt (også med advarsel, og uendret)")
        oppe.set_ylabel("registreringer")
        oppe.legend(loc="upper left")
        nede.bar(dager, [u.avvist for u in r.uker], width=6, color=ROED, label="avvist")
        nede.plot(dager, [u.lukket for u in r.uker], color=LILLA, lw=1.6, drawstyle="steps-mid", label="lukket av NIR")
        nede.set_ylabel("antall")
        nede.legend(loc="upper left", ncols=2)
        _hele_tall(oppe)
        _hele_tall(nede)
        _maaneder(nede, r.uker[0].mandag, r.uker[-1].mandag)
        for akse in (oppe, nede):
            akse.grid(axis="x", visible=False)

    return _svg(tegn, HEL, 4.6, "Overføringer og avvisninger uke for uke")


def forsinkelse(r: Resultat) -> str:
    """How long it took from a thing happened until it was transferred, beside the limit of two months."""

    def tegn(figur: "Figure") -> None:
        akse = figur.subplots()
        bredde, siste = 5, 180
        antall: dict[int, int] = {}
        for dager, n in r.forsinkelse.items():
            boks = min(max(dager, 0), siste) // bredde * bredde
            antall[boks] = antall.get(boks, 0) + n
        bokser = sorted(antall)
        farger = [BLAA if boks + bredde / 2 < TO_MAANEDER else ROED for boks in bokser]
        akse.bar([b + bredde / 2 for b in bokser], [antall[b] for b in bokser], width=bredde * 0.9, color=farger)
        akse.axvline(TO_MAANEDER, color="#111827", lw=1.4)
        alle, sene = sum(r.forsinkelse.values()), sum(n for d, n in r.forsinkelse.items() if d >= TO_MAANEDER)
        akse.text(
            TO_MAANEDER + 2, 0.95, f"to måneder\n{tall(100 * sene / max(alle, 1), 1)} % kommer etter",
            transform=akse.get_xaxis_transform(), va="top",
        )  # fmt: skip
        akse.set_xlabel("dager fra det skjedde til det ble overført")
        akse.set_ylabel("registreringer")
        merker = list(range(0, siste + 1, 30))
        akse.set_xticks(merker, [str(m) if m < siste else f"{siste}+" for m in merker])
        akse.set_xlim(-3, siste + bredde + 3)
        akse.grid(axis="x", visible=False)
        _hele_tall(akse)

    return _svg(tegn, HEL, 3.4, "Hvor lang tid registreringen tok")


def lukkinger(r: Resultat) -> str:
    """NIR's own closings by cause, the corrected part paler."""

    def tegn(figur: "Figure") -> None:
        akse = figur.subplots()
        rader = sorted((en for en in r.lukkinger if en.antall), key=lambda en: en.antall)
        navn = [_kort(en.regel) for en in rader]
        staar = [en.antall - en.rettet for en in rader]
        akse.barh(navn, staar, color=LILLA, label="står")
        akse.barh(navn, [en.rettet for en in rader], left=staar, color="#cbb7d8", label="rettet av kommunen siden")
        for nr, en in enumerate(rader):
            akse.text(en.antall, nr, f" {tall(en.antall)}", va="center")
        akse.margins(x=0.12)
        akse.grid(axis="y", visible=False)
        akse.tick_params(axis="y", length=0)
        if rader:
            akse.legend(loc="lower right")

    return _svg(tegn, HALV, 3.4, "NIRs egne lukkinger etter årsak")


def aarsaker(r: Resultat) -> str:
    """Endings by reason, women and men side by side in one bar."""

    def tegn(figur: "Figure") -> None:
        akse = figur.subplots()
        summer: dict[str, int] = {}
        for (aarsak, _), antall in r.aarsaker.items():
            summer[aarsak] = summer.get(aarsak, 0) + antall
        navn = sorted(summer, key=lambda a: (summer[a], a))
        kvinner = [r.aarsaker.get((a, "kvinne"), 0) for a in navn]
        menn = [r.aarsaker.get((a, "mann"), 0) for a in navn]
        merker = [_brutt(a) for a in navn]
        akse.barh(merker, kvinner, color=GUL, label="kvinner")
        akse.barh(merker, menn, left=kvinner, color=BLAA, label="menn")
        for nr, a in enumerate(navn):
            akse.text(summer[a], nr, f" {tall(summer[a])}", va="center")
        akse.margins(x=0.12)
        akse.grid(axis="y", visible=False)
        akse.tick_params(axis="y", length=0)
        if navn:
            akse.legend(loc="lower right")
        _hele_tall(akse, x=True)

    antall = len({aarsak for aarsak, _ in r.aarsaker})
    return _svg(tegn, HALV, 1.0 + 0.36 * max(antall, 7), "Avsluttede etter avslutningsårsak")


def kommuner(r: Resultat) -> str:
    """Måloppnåelse of the kommuner with five or more ended, by the number ended; the country as a line."""

    def tegn(figur: "Figure") -> None:
        akse = figur.subplots()
        rader = [k for k in r.kommuner if k.maal.avsluttet >= MINST and k.maal.prosent is not None]
        x = [k.maal.avsluttet for k in rader]
        y = [k.maal.prosent or 0.0 for k in rader]
        akse.scatter(x, y, s=22, color=BLAA, alpha=0.55, linewidths=0)
        for k in sorted(rader, key=lambda k: -k.maal.avsluttet)[:6]:
            akse.annotate(
                k.navn, (k.maal.avsluttet, k.maal.prosent or 0.0), xytext=(5, 4), textcoords="offset points",
                fontsize=9,
            )  # fmt: skip
        i_alt = sum(k.maal.avsluttet for k in r.kommuner)
        i_maal = sum(k.maal.arbeid + k.maal.utdanning for k in r.kommuner)
        if i_alt:
            snitt = 100 * i_maal / i_alt
            akse.axhline(snitt, color=GRAA, lw=1.2, ls="--")
            akse.text(1.005, snitt, f"alle\n{tall(snitt, 1)} %", transform=akse.get_yaxis_transform(), va="center")
        akse.set_xscale("log")
        merker = [m for m in (5, 10, 20, 50, 100, 200, 500) if not x or m <= max(x)]
        akse.set_xticks(merker, [str(m) for m in merker])
        akse.minorticks_off()
        akse.set_ylim(-3, 103)
        akse.set_xlabel(f"avsluttet i året (kommuner med minst {MINST})")
        akse.set_ylabel("måloppnåelse, prosent")

    return _svg(tegn, HEL, 4.2, "Måloppnåelse etter kommune")


MINST = 5
"""Ended a year from which a kommune's share is shown, as IMDi does (domain.md §6.3 [S52])."""


_KORT = {
    "LUKKING-DOED": "Død", "LUKKING-UTVANDRET": "Utvandret", "LUKKING-FLYTTING": "Flyttet",
    "LUKKING-OPPHOLD": "Lenge uten\ntiltak", "LUKKING-FRIST": "Frist gått",
}  # fmt: skip


def _kort(regel: str) -> str:
    """A few words for a closing rule."""
    return _KORT.get(regel, regel.removeprefix("LUKKING-").capitalize())


def _brutt(tekst: str) -> str:
    """A long reason on two lines."""
    return "\n".join(wrap(tekst.replace("/", "/ "), 30)).replace("/ ", "/")


def _maaneder(akse: "Axes", fra: date, til: date) -> None:
    """Ticks at the first of January, April, July and October, the year written at January."""
    dager: list[int] = []
    navn: list[str] = []
    for aar in range(fra.year, til.year + 2):
        for maaned in (1, 4, 7, 10):
            dag = date(aar, maaned, 1)
            if fra <= dag <= til:
                dager.append(dag.toordinal())
                kort = MAANEDSNAVN[maaned - 1][:3]
                navn.append(f"{kort}\n{aar}" if maaned == 1 or not navn else kort)
    akse.set_xticks(dager, navn)


def _hele_tall(akse: "Axes", x: bool = False) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    retning = akse.xaxis if x else akse.yaxis
    retning.set_major_locator(MaxNLocator(5, integer=True))
    retning.set_major_formatter(FuncFormatter(lambda verdi, _: tall(verdi)))


def _svg(tegn: Callable[["Figure"], None], bredde: float, hoeyde: float, tittel: str) -> str:
    """The SVG element of a figure, with a title that screen readers say."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_STIL):
        figur = Figure(figsize=(bredde, hoeyde), layout="constrained")
        tegn(figur)
        ut = io.StringIO()
        figur.savefig(ut, format="svg", transparent=True, metadata={"Date": None, "Title": tittel})
    svg = ut.getvalue()
    return svg[svg.index("<svg") :].replace("<svg ", f'<svg role="img" aria-label="{tittel}" ', 1)


ALLE: Sequence[tuple[str, str, Callable[[Resultat], str]]] = (
    ("Overføringer og avvisninger uke for uke",
     "Hver stolpe er en uke i virtuell tid. Avviste registreringer og det NIR lukket av seg selv, står under.", uker),
    ("Hvor lang tid registreringen tok",
     "Kommunen skal registrere løpende, senest innen to måneder. Det som kommer etter streken, krever"
     " etterregistreringstilgang.", forsinkelse),
    ("NIRs egne lukkinger etter årsak",
     "Deltakere som NIR avsluttet uten at kommunen hadde registrert det.", lukkinger),
    ("Avsluttede etter avslutningsårsak",
     "Slik NIR kjente det ved siste frist. Bare arbeid og utdanning teller som måloppnåelse.", aarsaker),
    ("Måloppnåelse etter kommune",
     "Hvert punkt er en kommune. Små kommuner spriker mest, fordi hver deltaker veier mye.", kommuner),
)  # fmt: skip
"""The plots in the order of the page: heading, what there is to see, and who draws it."""
