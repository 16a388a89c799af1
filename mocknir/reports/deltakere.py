"""NIR's report «Deltakere i introduksjonsprogram»: persons with a registered vedtak (domain.md §6.1 [S68])."""

from itertools import groupby

from mocknir.reports import kommunekart as kart_
from mocknir.reports import utvalg
from mocknir.reports.kommunekart import Kommunekart
from mocknir.reports.parametre import AAR, KATEGORI, KOMMUNE, LOV, PER, kontroller_aar, per_dag
from mocknir.reports.rapport import Lest, Rapport
from mocknir.reports.tabell import Kolonne, Ord, Rad, Tabell
from mocknir.sandbox import Sandbox

TITTEL = Ord("Deltakere i introduksjonsprogram", "Participants in the introduction programme")

KOLONNER = (
    *utvalg.PERSONKOLONNER,
    Kolonne("planlagtSlutt", "Planlagt slutt", "Planned end"),
    Kolonne("frist", "Frist for gjennomføring", "Deadline for completing"),
    Kolonne("slutt", "Slutt", "End"),
    Kolonne("viderefoert", "Videreført i annen kommune", "Carried on in another kommune"),
    Kolonne("programmer", "Programmer i året", "Programmes in the year"),
)
"""NIR's own columns are not public (domain.md §6.1: NOT FOUND); these are ours (`antatt`)."""


def _lag(sandbox: Sandbox, p: Lest) -> Tabell:
    aar = kontroller_aar(sandbox, "aar", p["aar"])
    per = per_dag(sandbox, p["per"], aar)
    kart = Kommunekart(aar, p["kommune"])
    with sandbox.base.les() as forbindelse:
        linjer = utvalg.programmer(forbindelse, per, kart, utvalg.i_program(aar), utvalg.etter_filter(p))
    rader = tuple(_rad(list(gruppe)) for _, gruppe in groupby(linjer, key=lambda linje: (linje.vist, linje.person_id)))
    personer = len({linje.person_id for linje in linjer})
    nb, en = ("person", "person") if personer == 1 else ("personer", "persons")
    tekst, text = utvalg.sammen(
        utvalg.kjent_per(per),
        *kart_.undertekst(kart),
        Ord(f"{personer} {nb}; den som var i program i flere kommuner, står i hver.",
            f"{personer} {en}; who was in a programme in several kommuner stands in each."),
    )  # fmt: skip
    return Tabell(f"{TITTEL.tekst} {aar}", f"{TITTEL.text} {aar}", tekst, text, KOLONNER, rader)


def _rad(linjer: list[utvalg.Programlinje]) -> Rad:
    """One person in one kommune, by the last of the programmes there."""
    siste = linjer[-1]
    rad = siste.rad
    return (
        *utvalg.personverdier(siste, kart_.navn(siste.vist)),
        rad.planlagt_slutt, rad.frist, rad.slutt, rad.viderefoert, len(linjer),
    )  # fmt: skip


RAPPORT = Rapport(
    "deltakere",
    *TITTEL,
    "Hvem som har vedtak om program i kommunen og var i program i løpet av året, en rad per person og kommune.",
    "Who has a decision on a programme in the kommune and was in it during the year, a row per person and kommune.",
    (AAR, KOMMUNE, KATEGORI, LOV, PER),
    _lag,
)
