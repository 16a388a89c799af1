"""What is said above the plots and tables, in the page and in the summary."""

from collections.abc import Sequence

from fagsystem_sim.datoer import norsk
from fagsystem_sim.rapport.ord import med_fortegn, tall
from fagsystem_sim.rapport.resultat import Regnskap, Resultat, Sammenligning

ETTERLIGNING = (
    "Dette er en simulering. NIR er her mocknir, en etterligning uten tilknytning til IMDi; reglene dens er "
    "dokumentert i åpne kilder eller antatt. Kommunene har virkelige navn, men tallene deres er diktet, og sier "
    "ingenting om dem."
)

UKER = "Hver stolpe er en uke i virtuell tid. Under står det NIR avviste, og programmer som NIR lukket av seg selv."
FORSINKELSE = (
    "Kommunen skal registrere løpende, senest innen to måneder. Det som kommer etter streken, krever "
    "etterregistreringstilgang. Hver planlagt registrering er talt én gang."
)
AARSAKER = "Slik NIR kjente det ved siste frist. Bare arbeid og utdanning teller som måloppnåelse."
PLANLAGT, OVERFOERT = "Planlagt da simuleringen begynte", "Overført til NIR"
REGNSKAP = "Hva som ble av det saksbehandlerne skulle registrere, og hva som kom i tillegg."
KOMMUNER = (
    "Simulert: tallene sier ingenting om de virkelige kommunene. Hvert punkt er en kommune, og et større punkt flere "
    "på samme sted. Små kommuner spriker mest, fordi hver deltaker veier mye."
)
FRISTER = (
    "Slik NIR kjente det da fristen gikk ut. Hver person er talt én gang, med det siste programmet. Lukket av NIR er "
    "de som NIR hadde avsluttet, og som ingen hadde rettet da."
)
UPUBLISERT = "Tall som kjøringen gir, og som ingen har publisert."
KILDER = "Hva merkene i tabellen viser til."
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


def forbehold(r: Resultat) -> Sequence[str]:
    """What a figure that holds does not show, and whose the tolerance is; nothing where there is nothing published."""
    if not any(s.publisert not in ("", "–") for s in r.sammenligning):
        return ()
    ut = []
    if r.tilpasset and not r.hele_landet:
        ut.append("Profilen er tilpasset de publiserte tallene for hele landet, og ikke tall for noen kommune.")
    elif r.tilpasset:
        ut.append(
            "Profilen er tilpasset de publiserte tallene: deltakere, kjønn, alder og land er gitt i den, og livsløp og "
            "vaner er kalibrert så resten kommer ut. At et tall holder, viser at reglene og vanene kan gi det, og ikke "
            "at det gikk slik til."
        )
    if r.hele_landet:
        del_ = (
            ", utvidet med to standardavvik for den delen av deltakerne som er simulert" if r.skala < 1
            else "; alle tall er i full skala"
        )  # fmt: skip
        ut.append(f"Toleransen er profilens egen og ikke publisert{del_}.")
    if any(s.regnet for s in r.sammenligning):
        ut.append("Der kilden ikke gir ett tall for året, er det regnet med profilens eget anslag.")
    return tuple(ut)


def regnet(s: Sammenligning) -> str:
    """The number that the words of a source are taken for, where they do not say it themselves."""
    return f"regnet som {s.regnet}" if s.regnet and s.regnet not in s.publisert else ""


def forbehold_kort(r: Resultat) -> str:
    """The same in a sentence, for a run whose figures were judged."""
    if not r.tilpasset:
        return "Toleransen er profilens egen, og ikke publisert."
    return (
        "Profilen er tilpasset de publiserte tallene, og toleransen er dens egen: at et tall holder, viser at reglene "
        "og vanene kan gi det, og ikke at det gikk slik til."
    )


def kommuner(r: Resultat) -> str:
    """What the table of kommuner shows."""
    antall = len(r.kommuner)
    hvem = "En kommune" if antall == 1 else f"{tall(antall)} kommuner"
    return f"{hvem}. Måloppnåelse {r.aar}, slik NIR kjente det {norsk(r.per)}."


def lukkinger(r: Resultat) -> str:
    """What NIR's closings are, and how those came to be corrected that were."""
    return " ".join((_rettet(r), *_staar(r)))


def _staar(r: Resultat) -> Sequence[str]:
    """How many stand, and why the count of persons is another."""
    if not r.lukket:
        return ()
    staar = r.lukket - r.rettet
    ut = [f"{tall(staar)} sto {norsk(r.per)}."]
    i_maal = r.frister[-1].av_nir if r.frister else staar
    if i_maal != staar:
        uten = ", og uten dem som er tatt ut av tallgrunnlaget" if r.tatt_ut else ""
        ut.append(
            f"Måloppnåelsen har {tall(i_maal)}, for den teller hver person én gang, med det siste programmet{uten}."
        )
    return ut


def _rettet(r: Resultat) -> str:
    hva = f"Program i {r.aar} som NIR avsluttet uten at kommunen hadde registrert det."
    alle, rettet = r.lukket, r.rettet
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
