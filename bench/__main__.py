"""`make bench`: run all of it and show the ratios; `--liten` for a quick look at a tenth of the size.

The national year is run for every twentieth kommune (every fortieth with `--liten`); `--helt-aar` runs the whole
country.
"""

import argparse
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from bench import aar, natt, oppstart, overfoering, sandkasser, scenarioer
from bench.maaling import Resultat, vis_tid

DELER = ("oppstart", "sandkasser", "scenarioer", "overfoering", "natt", "aar")


def main() -> None:
    """Measure, and print a table a part."""
    leser = argparse.ArgumentParser(prog="bench", description=__doc__)
    leser.add_argument("--liten", action="store_true", help="a tenth of the people, half of the year's kommuner")
    leser.add_argument("--del", dest="deler", action="append", choices=DELER)
    leser.add_argument("--helt-aar", action="store_true", help="the national year for the whole country")
    valg = leser.parse_args()
    del_ = 10 if valg.liten else 1
    deler: dict[str, Iterator[Resultat]] = {
        "oppstart": oppstart.maal(),
        "sandkasser": sandkasser.maal(),
        "scenarioer": scenarioer.maal(),
        "overfoering": overfoering.maal(1_000_000 // del_),
        "natt": natt.maal(100_000 // del_, 30, 250),
        "aar": aar.maal(1 if valg.helt_aar else 20 * (2 if valg.liten else 1)),
    }
    for navn in valg.deler or deler:
        _vis(navn, list(deler[navn]))


def _vis(navn: str, resultater: list[Resultat]) -> None:
    tabell = Table("hva", "tid", "forhold", "mot", "mål", "", title=navn, title_justify="left")
    for r in resultater:
        forhold = "" if r.forhold is None else f"{r.forhold:.2f}"
        holdt = {None: "", True: "holdt", False: "IKKE holdt"}[r.holdt]
        tabell.add_row(r.hva, vis_tid(r.sekunder) if r.sekunder else "", forhold, r.mot, r.maal, holdt)
    Console(width=None if Console().is_terminal else 140).print(tabell)


if __name__ == "__main__":
    main()
