"""The plots of the report, each with its sentence for when there is nothing to draw."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from fagsystem_sim.datoer import norsk
from fagsystem_sim.rapport.ord import prosent, tall
from fagsystem_sim.rapport.resultat import Kommunemaal, Resultat
from fagsystem_sim.rapport.tegning import (
    BLAA,
    GRAA,
    GUL,
    HEL,
    LILLA,
    LYSLILLA,
    MOERK,
    ROED,
    Plott,
    hele_tall,
    liggende,
    maaneder,
    sett_navn,
    tegn,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TO_MAANEDER = 61
"""Days of the line between in time and late; two months are 59 to 62."""

BREDDE, SISTE = 5, 180
"""Days of a bar, and from which day on all stand in one."""

MINST = 5
"""Ended a year from which a kommune's share is shown, as IMDi does (domain.md §6.3 [S52])."""

PUNKTER = 3
"""Fewer points than these are said in a sentence."""

MED_NAVN = 6
"""So many kommuner get their names in the plot, the largest; and those that share a point, where there is room."""

LINEAER_TIL = 20
"""Up to so many ended, the axis needs no logarithm."""


def uker(r: Resultat) -> Plott | str:
    """Registrations a week, below them the rejected ones, and below those NIR's closings."""
    if not r.uker:
        return "Ingenting ble overført til NIR."
    dager = [u.mandag.toordinal() for u in r.uker]
    rader = (
        ("godtatt, også med advarsel, og uendret (registreringer i uken)", BLAA,
         [u.godtatt + u.advarsel + u.uendret for u in r.uker]),
        ("avvist (registreringer i uken)", ROED, [u.avvist for u in r.uker]),
        ("lukket av NIR (program i uken)", LILLA, [u.lukket for u in r.uker]),
    )  # fmt: skip

    def innhold(figur: "Figure") -> None:
        akser = figur.subplots(3, 1, sharex=True, height_ratios=(3, 1.5, 1.5))
        for akse, (tittel, farge, antall) in zip(akser, rader, strict=True):
            akse.bar(dager, antall, width=6, color=farge)
            akse.set_title(tittel, color=farge)
            akse.set_ylim(0, max([*antall, 1]) * 1.08)
            akse.grid(axis="x", visible=False)
            hele_tall(akse)
            if not any(antall):
                akse.text(0.5, 0.4, "ingen", transform=akse.transAxes, ha="center", color=GRAA)
        maaneder(akser[-1], r.uker[0].mandag, r.uker[-1].mandag)

    sum_ = "; ".join(f"{tall(sum(antall))} {tittel.split(' (')[0]}" for tittel, _, antall in rader)
    return tegn(HEL, 5.6, f"Uke for uke, i alt: {sum_}.", innhold)


def forsinkelse(r: Resultat) -> Plott | str:
    """How long it took from a thing happened until it was transferred, beside the limit of two months."""
    alle = sum(r.forsinkelse.values())
    if not alle:
        return "Ingenting ble registrert."
    antall: dict[int, int] = {}
    for dager, n in r.forsinkelse.items():
        boks = min(max(dager, 0), SISTE) // BREDDE * BREDDE
        antall[boks] = antall.get(boks, 0) + n
    sene = prosent(100 * sum(n for d, n in r.forsinkelse.items() if d >= TO_MAANEDER) / alle)

    def innhold(figur: "Figure") -> None:
        akse = figur.subplots()
        bokser = sorted(antall)
        farger = [BLAA if boks + BREDDE / 2 < TO_MAANEDER else ROED for boks in bokser]
        akse.bar([b + BREDDE / 2 for b in bokser], [antall[b] for b in bokser], width=BREDDE * 0.9, color=farger)
        akse.axvline(TO_MAANEDER, color=MOERK, lw=1.4)
        akse.text(
            TO_MAANEDER + 2, 0.95, f"to måneder\n{sene} kommer etter", transform=akse.get_xaxis_transform(), va="top"
        )
        akse.set_xlabel("dager fra det skjedde til det ble overført")
        akse.set_ylabel("registreringer")
        merker = list(range(0, SISTE + 1, 30))
        akse.set_xticks(merker, [str(m) if m < SISTE else f"{SISTE} eller mer" for m in merker])
        akse.set_xlim(-3, SISTE + BREDDE + 3)
        akse.grid(axis="x", visible=False)
        hele_tall(akse)

    alt = f"Dager fra det skjedde til det ble overført, for {tall(alle)} registreringer: {sene} etter to måneder."
    return tegn(HEL, 3.4, alt, innhold)


def lukkinger(r: Resultat) -> Plott | str:
    """NIR's own closings by cause, the corrected part paler."""
    rader = sorted((en for en in r.lukkinger if en.antall), key=lambda en: -en.antall)
    if not rader:
        return f"NIR lukket ingen i {r.aar}."
    return liggende(
        "program", f"NIRs egne lukkinger i {r.aar} etter årsak", [_kort(en.regel) for en in rader],
        (f"sto {norsk(r.per)}", LILLA, [en.antall - en.rettet for en in rader]),
        ("rettet av kommunen siden", LYSLILLA, [en.rettet for en in rader]),
        ved=[f"{tall(en.antall)} ({tall(en.antall - en.rettet)} sto)" for en in rader],
    )  # fmt: skip


def aarsaker(r: Resultat) -> Plott | str:
    """Endings by reason, women and men side by side in one bar."""
    if not r.aarsaker:
        return f"Ingen avsluttet i {r.aar}."
    summer: dict[str, int] = {}
    for (aarsak, _), antall in r.aarsaker.items():
        summer[aarsak] = summer.get(aarsak, 0) + antall
    navn = sorted(summer, key=lambda a: (-summer[a], a))
    return liggende(
        "deltakere", f"Avsluttede i {r.aar} etter avslutningsårsak", [_brutt(a) for a in navn],
        ("kvinner", GUL, [r.aarsaker.get((a, "kvinne"), 0) for a in navn]),
        ("menn", BLAA, [r.aarsaker.get((a, "mann"), 0) for a in navn]),
    )  # fmt: skip


def kommuner(r: Resultat) -> Plott | str:
    """Måloppnåelse of the kommuner with five or more ended, by the number ended; the country as a line."""
    rader = [k for k in r.kommuner if k.maal.avsluttet >= MINST and k.maal.prosent is not None]
    if len({(k.maal.avsluttet, k.maal.prosent) for k in rader}) < PUNKTER:
        return _uten_plott(rader)
    i_alt = sum(k.maal.avsluttet for k in r.kommuner)
    snitt = 100 * sum(k.maal.arbeid + k.maal.utdanning for k in r.kommuner) / i_alt
    flest = max(k.maal.avsluttet for k in rader)
    punkter = _punkter(rader)

    def innhold(figur: "Figure") -> None:
        akse = figur.subplots()
        stoerrelser = [26 * min(len(navn), 4) for navn in punkter.values()]
        x, y = zip(*punkter, strict=True)
        akse.scatter(x, y, s=stoerrelser, color=BLAA, alpha=0.55, linewidths=0)
        akse.axhline(snitt, color=MOERK, lw=1.2, ls="--", label=f"alle kommunene under ett: {prosent(snitt)}")
        skala = ""
        if flest > LINEAER_TIL:
            akse.set_xscale("log")
            merker = [m for m in (5, 10, 20, 50, 100, 200, 500, 1000) if m <= flest]
            akse.set_xticks(merker, [tall(m) for m in merker])
            akse.minorticks_off()
            akse.set_xlim(MINST * 0.9, flest * 1.25)
            skala = "; skalaen er logaritmisk"
        else:
            akse.set_xlim(MINST - 0.5, flest + 1)
            hele_tall(akse, x=True)
        akse.set_ylim(-3, 103)
        akse.set_xlabel(f"avsluttede i {r.aar} (kommuner med minst {MINST}{skala})")
        akse.set_ylabel("simulert måloppnåelse, prosent")
        figur.legend(loc="outside upper left")
        sett_navn(akse, _med_navn(punkter), punkter, snitt)

    alt = (
        f"Simulert måloppnåelse i {len(rader)} kommuner med minst {MINST} avsluttede; alle under ett: {prosent(snitt)}."
    )
    return tegn(HEL, 4.4, alt, innhold)


def _uten_plott(rader: Sequence[Kommunemaal]) -> str:
    """What there is to say where there are too few kommuner to compare."""
    if not rader:
        return f"Ingen kommune hadde minst {MINST} avsluttede; andelen vises ikke for så få."
    hver = [f"{k.navn} ({prosent(k.maal.prosent)} av {tall(k.maal.avsluttet)})" for k in rader]
    alle = f"{', '.join(hver[:-1])} og {hver[-1]}" if hver[1:] else hver[0]
    return f"Bare {alle} hadde minst {MINST} avsluttede."


def _punkter(rader: Iterable[Kommunemaal]) -> dict[tuple[float, float], list[str]]:
    """The points, the largest kommuner first, and who lies on each."""
    ut: dict[tuple[float, float], list[str]] = {}
    for k in sorted(rader, key=lambda k: (-k.maal.avsluttet, k.nummer)):
        ut.setdefault((k.maal.avsluttet, k.maal.prosent or 0.0), []).append(k.navn)
    return ut


def _med_navn(punkter: Mapping[tuple[float, float], Sequence[str]]) -> list[tuple[float, float, str]]:
    """What stands beside points: names of the largest, and of two that share one; of more that do, how many."""
    alle = [(x, y, navn) for (x, y), navn in punkter.items()]
    valgt = alle[:MED_NAVN] + [punkt for punkt in alle[MED_NAVN:] if len(punkt[2]) > 1]
    return [(x, y, ", ".join(navn) if len(navn) <= 2 else f"{len(navn)} kommuner") for x, y, navn in valgt]


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
