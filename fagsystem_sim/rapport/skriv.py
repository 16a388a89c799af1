"""Writing a report to a folder."""

from pathlib import Path

from fagsystem_sim.rapport import html, tabeller
from fagsystem_sim.rapport.resultat import Resultat
from fagsystem_sim.rapport.sammendrag import markdown

SIDE, SAMMENDRAG = "rapport.html", "sammendrag.md"


def skriv(resultat: Resultat, mappe: Path) -> list[Path]:
    """Write the page, the summary and the tables, and tell which files they are; OSError when the disk says no."""
    filer = {SIDE: html.side(resultat).encode(), SAMMENDRAG: markdown(resultat).encode()}
    filer |= {f"{tabell.fil}.csv": tabeller.til_csv(tabell) for tabell in tabeller.alle(resultat)}
    ut = []
    for navn, innhold in filer.items():
        (mappe / navn).write_bytes(innhold)
        ut.append(mappe / navn)
    return ut
