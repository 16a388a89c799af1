"""LUKKING-…: when NIR ends by itself whom nobody ended (domain.md §4).

That NIR does it, for moving and for long gaps between vedtak or tiltak, is documented [A], and so is the limit of
programme time [S12][B]; how long NIR waits, how often it looks, and death and emigration are `antatt`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from mocknir.register import kommuner, mengde
from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.deltaker import Deltaker
from mocknir.register.felt import Kilde, antatt, dokumentert
from mocknir.register.post import Post
from mocknir.register.program import Program
from mocknir.register.programrad import Programrad
from mocknir.register.vurdering import Parametre
from mocknir.rules import ordlyd
from mocknir.rules.regel import Art, Parameter, Regel, regel

EN_DAG = timedelta(days=1)
HENDELSE, NATT = "hendelse", "natt"


class Forfall(NamedTuple):
    """When and how a closing rule bites.

    `natt` is the first night on which it does, `sluttdato` the day the programme then counts as ended (None = the
    night itself), `saa_paa` the ids of the registrations it looked at.
    """

    natt: date
    sluttdato: date | None
    tekst: str
    text: str
    saa_paa: tuple[int, ...]


class Soek(NamedTuple):
    """The border days of a night's search: a row is a candidate if one of its days is on or before its border."""

    flyttet_foer: date
    sist_aktiv_foer: date
    grense_foer: date
    borte_foer: date


def _sluttdato(standard: str, kilde: Kilde) -> Parameter:
    return Parameter(
        "sluttdato",
        standard,
        "Hvilken dag programmet regnes som avsluttet: hendelsens eller nattens",
        "Which day the programme counts as ended: that of the event or of the night",
        kilde,
        valg=(HENDELSE, NATT),
    )


def _aapent(rad: Programrad) -> bool:
    return rad.slutt is None and not rad.viderefoert


def _id(poster: list[Post]) -> tuple[int, ...]:
    return tuple(p.id for p in poster)


@regel(
    "LUKKING-DOED",
    tittel="NIR avslutter programmet for den som er død",
    title="NIR closes the programme of who has died",
    kilde=antatt("§4 [INF]"),
    art=Art.LUKKING,
)
def doed(deltaker: Deltaker, program: Program, rad: Programrad, p: Parametre) -> Forfall | None:
    """The night after Folkeregisteret has the death (domain.md §4 [INF] d)."""
    dag = deltaker.person.doed
    if dag is None or not _aapent(rad):
        return None
    return Forfall(
        dag + EN_DAG,
        max(dag, rad.start),
        f"Personen døde {dag:%d.%m.%Y} etter Folkeregisteret.",
        f"The person died on {dag} according to Folkeregisteret.",
        _id(program.vedtak),
    )


@regel(
    "LUKKING-UTVANDRET",
    tittel="NIR avslutter programmet for den som har flyttet fra Norge",
    title="NIR closes the programme of who has left Norway",
    kilde=antatt("§4 [INF]"),
    art=Art.LUKKING,
)
def utvandret(deltaker: Deltaker, program: Program, rad: Programrad, p: Parametre) -> Forfall | None:
    """The night after Folkeregisteret has the emigration (domain.md §4 [INF] d)."""
    dag = deltaker.person.utvandret
    if dag is None or not _aapent(rad):
        return None
    return Forfall(
        dag + EN_DAG,
        max(dag, rad.start),
        f"Personen flyttet fra Norge {dag:%d.%m.%Y} etter Folkeregisteret.",
        f"The person left Norway on {dag} according to Folkeregisteret.",
        _id(program.vedtak),
    )


@regel(
    "LUKKING-FLYTTING",
    tittel="NIR avslutter programmet når personen er flyttet og ingen ny kommune har overtatt",
    title="NIR closes the programme of who has moved when no other kommune took over",
    kilde=dokumentert("§4 [A]"),
    detaljer=antatt("§4 [INF]"),
    art=Art.LUKKING,
    parametre=[
        Parameter("dager", 90, "Dager den nye kommunen har på seg til å registrere vedtak",
                  "Days the new kommune has to register a decision", antatt("§4 [INF]"), mest=36_500),
        _sluttdato(HENDELSE, antatt("§4 [INF]")),
    ],
)  # fmt: skip
def flytting(deltaker: Deltaker, program: Program, rad: Programrad, p: Parametre) -> Forfall | None:
    """Moving is one of the two causes that IMDi names (domain.md §4 [A]).

    A vedtak on tildeling in the new kommune carries the programme on, and then there is nothing to close. A merger or
    a renumbering of the kommune is no move, and who moved to a kommune that it was then merged with lives in it again.
    """
    flyttet = rad.flyttet
    if flyttet is None or not _aapent(rad):
        return None
    dag = max(flyttet, rad.start)
    dager: int = p["dager"]
    siste = dag + timedelta(days=dager)
    natt = siste + EN_DAG
    bor = deltaker.person.adresse_paa(natt)
    if bor is not None and kommuner.samme(bor.kommune, rad.kommune, natt):
        return None
    lengde, length = mengde.dager(dager)
    return Forfall(
        natt,
        dag if p["sluttdato"] == HENDELSE else None,
        f"Personen flyttet fra {ordlyd.kommune(rad.kommune)} {flyttet:%d.%m.%Y}, og ingen annen kommune hadde "
        f"registrert vedtak om tildeling innen {siste:%d.%m.%Y} ({lengde}).",
        f"The person moved from {ordlyd.kommune(rad.kommune)} on {flyttet}, and no other kommune had registered a "
        f"decision on tildeling by {siste} ({length}).",
        _id(program.vedtak),
    )


@regel(
    "LUKKING-OPPHOLD",
    tittel="NIR avslutter programmet når det går lang tid mellom vedtak eller tiltak",
    title="NIR closes the programme when a long time passes between decisions or measures",
    kilde=dokumentert("§4 [A]"),
    detaljer=antatt("§4 [INF]"),
    art=Art.LUKKING,
    parametre=[
        Parameter("maaneder", 6, "Måneder uten vedtak, tiltak eller permisjon",
                  "Months without a decision, a measure or leave", antatt("§4 [INF]"), mest=1200),
    ],
)  # fmt: skip
def opphold(deltaker: Deltaker, program: Program, rad: Programrad, p: Parametre) -> Forfall | None:
    """«Lang tid mellom registrering av ulike vedtak eller tiltak» is the other cause IMDi names (domain.md §4 [A])."""
    if not _aapent(rad):
        return None
    maaneder: int = p["maaneder"]
    siste = legg_til_maaneder(rad.sist_aktiv, maaneder)
    lengde, length = mengde.maaneder(maaneder)
    return Forfall(
        max(siste + EN_DAG, rad.start),
        None,
        f"Siste vedtak, tiltak eller permisjon gjaldt {rad.sist_aktiv:%d.%m.%Y}, og {lengde} var gått "
        f"{siste:%d.%m.%Y}.",
        f"The last decision, measure or leave was for {rad.sist_aktiv}, and {length} had passed on {siste}.",
        _id([*program.vedtak, *program.tiltak, *program.permisjoner]),
    )


@regel(
    "LUKKING-FRIST",
    tittel="NIR avslutter programmet når lengste programtid er ute",
    title="NIR closes the programme when its longest time is over",
    kilde=dokumentert("§4 [S12][B]"),
    detaljer=antatt("§5.5 [INF]"),
    art=Art.LUKKING,
)
def frist(deltaker: Deltaker, program: Program, rad: Programrad, p: Parametre) -> Forfall | None:
    """Past the limit the person shows as ended, «Avslutningsårsak ikke registrert» (domain.md §4 [S12][B])."""
    if not _aapent(rad):
        return None
    grense = rad.grense
    return Forfall(
        max(grense, rad.start) + EN_DAG,
        max(grense, rad.start),
        f"Lengste programtid, med permisjon og gyldig fravær, var ute {grense:%d.%m.%Y}.",
        f"The longest programme time, with leave and valid absence, was over on {grense}.",
        _id([*program.vedtak, *program.permisjoner, *program.fravaer]),
    )


LUKKINGER: tuple[Regel, ...] = (doed, utvandret, flytting, opphold, frist)
"""The closing rules in the order of the catalogue: of two that bite on the same night the first one closes."""


def foerste(
    deltaker: Deltaker, program: Program, rad: Programrad, parametre: Mapping[str, Parametre], natt: date
) -> tuple[Regel, Forfall] | None:
    """The rule that closes a programme first, and when, as things stand; None when nothing will.

    `parametre` are those of the sandbox by rule id. `natt` is the night that is looked at: a rule must hold on it. What
    is found may lie before it (the news came late) or after it (nothing bites yet).
    """
    treff: tuple[Regel, Forfall] | None = None
    for en_regel in LUKKINGER:
        if not en_regel.gjelder(natt):
            continue
        forfall: Forfall | None = en_regel.gjoer(deltaker, program, rad, parametre[en_regel.id])
        if forfall is not None and (treff is None or forfall.natt < treff[1].natt):
            treff = en_regel, forfall
    return treff


def grenser(parametre: Mapping[str, Parametre], natt: date) -> Soek:
    """The border days by which a night's candidates are found in the store.

    Every open programme that a rule closes by that night has a day on or before its border. The other way round it
    holds for programmes that began by then; the few that have not are told apart by the rules.
    """
    i_gaar = natt - EN_DAG
    return Soek(
        flyttet_foer=i_gaar - timedelta(days=parametre["LUKKING-FLYTTING"]["dager"]),
        sist_aktiv_foer=_siste_som_naar(i_gaar, parametre["LUKKING-OPPHOLD"]["maaneder"]),
        grense_foer=i_gaar,
        borte_foer=i_gaar,
    )


def _siste_som_naar(dag: date, maaneder: int) -> date:
    """The last day to which so many months can be added without passing `dag`.

    28 February is reached from 28 and from 31 August alike, so on the last day of a month all days of the earlier
    month count.
    """
    if (dag + EN_DAG).day == 1:
        neste = legg_til_maaneder(dag + EN_DAG, -maaneder)
        return neste - EN_DAG
    return legg_til_maaneder(dag, -maaneder)
