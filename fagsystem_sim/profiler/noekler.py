"""The keys of the figures that can be held against what is published: `kjoering.dom` makes just these.

A figure is either a count (of persons or programmes) or a share from 0 to 1. `land.SYR` is the share of a nationality,
by any code of `land.KODER`; all other keys are fixed.
"""

from typing import Literal

from fagsystem_sim.profiler import land
from fagsystem_sim.profiler.naer import meant, mente

Slag = Literal["antall", "andel"]

ALDRE = ((25, "18-25"), (35, "26-35"), (45, "36-45"), (55, "46-55"), (200, "56+"))
"""SSB's groups of age at the end of the year: the oldest in each."""

KJOENN = ("K", "M")
UKRAINA, ANDRE = "UKR", "andre"
"""Those who have fled from Ukraine and everybody else, as IMDi parts those who ended (domain.md §6.3 [S73])."""

LAND = "land."
ANTALL = (
    "deltakere", "startet", "avsluttet", *(f"avsluttet.{hvem}" for hvem in (UKRAINA, ANDRE)), "lukket_av_nir",
    "ikke_registrert", "tatt_ut",
)  # fmt: skip
ANDELER = (
    "andel.ikke_registrert",
    *(f"maal{hvem}{hva}" for hvem in ("", ".K", ".M") for hva in ("", ".arbeid", ".utdanning")),
    *(f"{hva}.{hvem}" for hva in ("arbeid", "utdanning") for hvem in (UKRAINA, ANDRE)),
    *(f"avsluttet.{kjoenn}" for kjoenn in KJOENN),
    *(f"deltakere.{kjoenn}" for kjoenn in KJOENN),
    *(f"alder.{navn}" for _, navn in ALDRE),
)  # fmt: skip


def slag(noekkel: str) -> Slag:
    """Whether the figure of a key that there is, is a count or a share."""
    return "antall" if noekkel in ANTALL else "andel"


def kontroller(noekkel: str) -> str:
    """The key itself. Raises ValueError, with the nearest one, for a key that no figure can ever have."""
    if noekkel in ANTALL or noekkel in ANDELER:
        return noekkel
    if noekkel.startswith(LAND):
        land.kontroller(noekkel.removeprefix(LAND))
        return noekkel
    alle = (*ANTALL, *ANDELER)
    kjente = (*alle, f"{LAND}SYR")
    raise ValueError(
        f"«{noekkel}» er ikke nøkkelen til noe tall.{mente(noekkel, kjente)} Tillatt er {', '.join(alle)}, og "
        f"{LAND}LANDKODE, som {LAND}SYR / «{noekkel}» is the key of no figure.{meant(noekkel, kjente)}"
    )
