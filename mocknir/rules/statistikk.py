"""STATISTIKK-…: who counts in the year's figures, and as what (domain.md §2.9, §6.1)."""

from datetime import date

from mocknir.register.felt import antatt, dokumentert
from mocknir.register.kodeverk import IKKE_REGISTRERT, teller_som_maal
from mocknir.register.programrad import Programrad
from mocknir.register.vurdering import Parametre
from mocknir.rules.regel import Art, regel


@regel(
    "STATISTIKK-MAAL",
    tittel="Måloppnåelse er overgang til arbeid eller utdanning",
    title="The goal is reached by going to work or education",
    kilde=dokumentert("§2.9 b, c [S42][S52]"),
    detaljer=antatt("§2.9 [INF]"),
    art=Art.STATISTIKK,
)
def maal(rad: Programrad, p: Parametre) -> bool:
    """Måloppnåelse = (arbeid + utdanning) / all ended, NIR-closed and «ikke registrert» included (domain.md §6.1)."""
    return teller_som_maal(rad.aarsak)


@regel(
    "STATISTIKK-2021",
    tittel="2021: avsluttet ved 3-årsfristen uten registrert årsak tas ut av tallgrunnlaget",
    title="2021: ended at the 3-year limit without a registered reason is taken out of the base",
    kilde=dokumentert("§2.9 e [B]"),
    art=Art.STATISTIKK,
    fra=date(2021, 1, 1),
    til=date(2021, 12, 31),
)
def unntak_2021(rad: Programrad, p: Parametre) -> bool:
    """Whether a programme is taken out of the base, for reporting year 2021 only (domain.md §2.9 e [B]).

    Persons with a vedtak on extended programme whom NIR closed when the limit (with leave and valid absence) was over,
    provided the kommune registered no reason: NIR was not adapted to the temporary covid-19 laws.
    """
    return (
        rad.forlenget
        and rad.avsluttet_av == "NIR"
        and rad.aarsak == IKKE_REGISTRERT
        and rad.slutt is not None
        and rad.slutt >= rad.grense
    )


def teller(rad: Programrad) -> bool:
    """Whether a programme that ended counts as reaching the goal."""
    return bool(maal.gjoer(rad, {}))


def regnes_med(rad: Programrad, aar: int) -> bool:
    """Whether a programme is in the base of the year's figures: ended that year, and not carried on elsewhere.

    A person belongs to one cohort of leavers, the last one (domain.md §4 [S59]): a programme that another kommune
    carried on is that kommune's. The exception of 2021 is STATISTIKK-2021's.
    """
    if rad.slutt is None or rad.viderefoert or rad.slutt.year != aar:
        return False
    return not (unntak_2021.gjelder(rad.slutt) and unntak_2021.gjoer(rad, {}))
