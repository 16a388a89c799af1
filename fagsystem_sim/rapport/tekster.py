"""What is said above the plots and tables, in the page and in the summary."""

from collections.abc import Sequence

from fagsystem_sim.rapport.ord import med_fortegn, tall
from fagsystem_sim.rapport.resultat import Regnskap, Resultat

UKER = "Hver stolpe er en uke i virtuell tid. Under står det NIR avviste, og programmer som NIR lukket av seg selv."
FORSINKELSE = (
    "Kommunen skal registrere løpende, senest innen to måneder. Det som kommer etter streken, krever "
    "etterregistreringstilgang. Hver planlagt registrering er talt én gang."
)
AARSAKER = "Slik NIR kjente det ved siste frist. Bare arbeid og utdanning teller som måloppnåelse."
PLANLAGT, OVERFOERT = "Planlagt da simuleringen begynte", "Overført til NIR"
REGNSKAP = "Hva som ble av det saksbehandlerne skulle registrere, og hva som kom i tillegg."
KOMMUNER = "Hvert punkt er en kommune. Små kommuner spriker mest, fordi hver deltaker veier mye."
REGLER = (
    "Registreringer som NIR avviste eller advarte om, etter regel. Den som bryter flere regler, står under hver av dem."
)


NEVNES = 3
"""So many kommuner are told of by name."""


def hvor(kommuner: Sequence[str] | None) -> str:
    """Where a run took place: the kommuner by name, a count of many, or the whole country."""
    if kommuner is None:
        return "hele landet"
    return ", ".join(kommuner) if len(kommuner) <= NEVNES else f"{tall(len(kommuner))} kommuner"


def dom(r: Resultat) -> str:
    """Whether the figures hold against those that are published, in a sentence."""
    doemt = [s for s in r.sammenligning if s.holder is not None]
    holder = sum(s.holder is True for s in doemt)
    if not r.hele_landet:
        return "Tallene er ikke for hele landet, og er ikke holdt mot de publiserte."
    if not doemt:
        return "Ingen tall er holdt mot de publiserte: profilen har ingen, eller deltakerne er for få til å dømme."
    if holder < len(doemt):
        return f"{holder} av {len(doemt)} tall som kan holdes mot det publiserte, holder."
    return f"Alle {holder} tall som kan holdes mot det publiserte, holder."


def lukkinger(r: Resultat) -> str:
    """What NIR's closings are, and how those came to be corrected that were."""
    hva = "Deltakere som NIR avsluttet uten at kommunen hadde registrert det."
    alle, rettet = sum(en.antall for en in r.lukkinger), sum(en.rettet for en in r.lukkinger)
    if not rettet:
        return hva
    i_runder = r.rettet_i_runder or 0
    vanlig = "med en vanlig overføring, da avslutningen kom fram etter at NIR hadde lukket"
    i_runde = "på dagen for en rettingsrunde"
    hvor_mange = f"{hva} Kommunene har rettet {tall(rettet)} av {tall(alle)}"
    if i_runder in (0, rettet):
        return f"{hvor_mange}, {i_runde if i_runder else vanlig}."
    return f"{hvor_mange}: {tall(rettet - i_runder)} {vanlig}, og {tall(i_runder)} {i_runde}."


def utfall(r: Resultat) -> Sequence[tuple[str, int]]:
    """What became of all that was transferred; the last is counted across the others."""
    return (
        ("… godtatt", sum(u.godtatt for u in r.uker)),
        ("… godtatt med advarsel", sum(u.advarsel for u in r.uker)),
        ("… uendret, for NIR hadde det fra før", sum(u.uendret for u in r.uker)),
        ("… avvist", sum(u.avvist for u in r.uker)),
        ("herav ført for hånd i NIR web", r.regnskap.i_web),
    )


def regnskap(r: Resultat) -> Sequence[tuple[str, str]]:
    """The rows of the account, up to its sum."""
    g = r.regnskap
    return (
        (PLANLAGT, tall(g.planlagt)),
        *((post.hva, med_fortegn(post.antall)) for post in g.poster),
        (OVERFOERT, tall(g.overfoert)),
    )


def regnskap_kort(g: Regnskap) -> str:
    """The account in a sentence."""
    deler = ", ".join(f"{med_fortegn(post.antall)} {post.kort}" for post in g.poster)
    return f"Planlagt {tall(g.planlagt)} registreringer, overført {tall(g.overfoert)}{': ' if deler else ''}{deler}."
