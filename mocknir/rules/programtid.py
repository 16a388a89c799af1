"""PROGRAM-TID: how long a programme can be, and what NIR can hold of it (domain.md §5)."""

from datetime import date, timedelta

from mocknir.register import frist as frister
from mocknir.register import mengde
from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.deltaker import Deltaker
from mocknir.register.felt import Kilde, antatt, dokumentert
from mocknir.register.kodeverk import FORLENGELSE, STANS_MIDLERTIDIG, STANS_PERMANENT, TILDELING
from mocknir.register.lov import INTEGRERINGSLOVEN, INTRODUKSJONSLOVEN, KAPITTEL_6A, LOVNAVN
from mocknir.register.program import Program
from mocknir.register.rammer import STANDARD
from mocknir.register.registreringer import INTRO
from mocknir.register.tekst import les_dato
from mocknir.register.vurdering import SLETT, Alvor, Funn, Parametre, Sak
from mocknir.rules import tenkt
from mocknir.rules.regel import IKKE_AKTUELL, Parameter, Svar, regel

COVID_FRA, COVID_TIL = date(2020, 5, 26), date(2022, 12, 31)
"""The temporary laws on covid-19 gave programme time that NIR could not hold (domain.md §5.4 [S67][B])."""

LENGSTE = 240
"""The most months a length may be set to: far beyond any law, and still a date that can be computed."""

EN_DAG = timedelta(days=1)


def ramme(navn: str, nb: str, en: str, kilde: Kilde) -> Parameter:
    """A parameter named as a field of `Rammer`, with its default from there."""
    verdi: int | bool = getattr(STANDARD, navn)
    return Parameter(navn, verdi, nb, en, kilde, mest=LENGSTE)


_S63, _S46 = dokumentert("§5.2 [S63]"), dokumentert("§5.2 [S46][B]")


@regel(
    "PROGRAM-TID",
    tittel="Programmet er ikke lengre enn loven og NIR tillater",
    title="The programme is no longer than the law and NIR allow",
    kilde=dokumentert("§5, §5.4 [B]"),
    detaljer=antatt("§5.5 [INF]"),
    typer=("vedtak", "tiltak", "avslutning"),
    parametre=[
        ramme("oppstart_m", "Måneder til frist for oppstart", "Months to the deadline for starting",
              dokumentert("§2.4 [S31][S32]")),
        ramme("intro_m", "Måneder program etter introduksjonsloven", "Months under the Introduction Act",
              dokumentert("§5.1 [S51]")),
        ramme("intro_forlenget_m", "Måneder med forlengelse etter introduksjonsloven",
              "Months with extension under the Introduction Act", dokumentert("§5.1 [S51][S60]")),
        ramme("vgo_fra_foer_m", "Måneder for den som har videregående fra før",
              "Months with upper secondary from before", _S63),
        ramme("vgo_fra_foer_forlenget_m", "Måneder med forlengelse for den som har videregående fra før",
              "Months with extension, upper secondary from before", _S63),
        ramme("vgo_maal_m", "Måneder når sluttmålet er fullført videregående",
              "Months when the goal is completed upper secondary", _S46),
        ramme("vgo_maal_forlenget_m", "Måneder med forlengelse når sluttmålet er fullført videregående",
              "Months with extension when the goal is completed upper secondary", _S46),
        ramme("integrering_m", "Måneder for andre etter integreringsloven", "Months for others, Integration Act",
              antatt("§5.2 [INF-general]")),
        ramme("integrering_forlenget_m", "Måneder med forlengelse for andre etter integreringsloven",
              "Months with extension for others, Integration Act", antatt("§5.2 [INF-general]")),
        ramme("kapittel_6a_m", "Måneder etter kapittel 6A", "Months under chapter 6A", dokumentert("§5.3 [S66]")),
        ramme("kapittel_6a_forlenget_m", "Måneder med forlengelse etter kapittel 6A",
              "Months with extension under chapter 6A", dokumentert("§5.3 [S66]")),
        ramme("gyldig_fravaer_forlenger", "Om gyldig fravær forlenger etter introduksjonsloven",
              "Whether valid absence extends under the Introduction Act", dokumentert("§5.1 [B]")),
        Parameter("integrering_minst_m", 3, "Korteste program etter integreringsloven",
                  "The shortest programme under the Integration Act", dokumentert("§5.2 [S46]"), mest=LENGSTE),
        Parameter("kapittel_6a_minst_m", 6, "Korteste program etter kapittel 6A",
                  "The shortest programme under chapter 6A", antatt("§5.3 [S66]"), mest=LENGSTE),
        Parameter("fjerde_aar_fra", "2023-01-01", "Dagen NIR kan holde det fjerde året mot videregående",
                  "The day from which NIR holds the fourth year towards upper secondary", antatt("§5.4 [B]"),
                  form=les_dato),
    ],
)  # fmt: skip
def programtid(sak: Sak, p: Parametre) -> Svar:
    """NIR holds no vedtak, tiltak or avslutning past the longest programme (domain.md §5, [B]).

    introduksjonsloven: 2 years, 3 with forlengelse; integreringsloven: by path; chapter 6A: 6–12 months; leave and
    valid absence come in addition. Past the un-extended length a vedtak on forlengelse is missing, which is a
    warning. In 2021 NIR held neither covid extensions nor the fourth year of the path to upper secondary [B]; that
    it learned the latter when the covid laws ended is `antatt`.
    """
    i = sak.i
    if i.ordning != INTRO or sak.handling == SLETT:
        return IKKE_AKTUELL
    fra = i.fra
    if fra is None or not tenkt.kan_regnes(fra):
        return IKKE_AKTUELL  # PERIODE-GYLDIG says why
    if sak.type == "tiltak":
        program = sak.d.program_paa(fra)
    elif sak.type == "avslutning":
        program = tenkt.eget_program(sak, fra)
    elif i.kode == TILDELING:
        return _tildeling(sak, p, fra)
    elif i.kode in (FORLENGELSE, STANS_MIDLERTIDIG, STANS_PERMANENT):
        program = sak.d.program_paa(fra)
    else:
        return IKKE_AKTUELL
    if program is None:
        return IKKE_AKTUELL  # PROGRAM-REKKEFOELGE says that there is none
    return _for_langt(sak, p, sak.d, program, advar=sak.type == "tiltak")


def _tildeling(sak: Sak, p: Parametre, fra: date) -> Svar:
    """Judge a grant by the programme that there would be with it."""
    ny = tenkt.post(sak)
    deltaker = tenkt.med(sak, ny)
    program = next((q for q in deltaker.programmer if any(v is ny for v in q.vedtak)), None)
    if program is None:
        return IKKE_AKTUELL
    funn = _for_langt(sak, p, deltaker, program, advar=True)
    if funn is not None or program.vedtak[0] is not ny:
        return funn
    return _for_kort(p, deltaker.lov(fra), fra, sak.i.til)


def _for_langt(sak: Sak, p: Parametre, deltaker: Deltaker, program: Program, *, advar: bool) -> Funn | None:
    i = sak.i
    dag, felt = (i.til, "til") if i.til is not None else (i.fra, "fra")
    if sak.type == "avslutning":
        felt = "dato"
    assert dag is not None  # the kinds judged here all have a first day
    frist = deltaker.programfrist(program)
    grense = _holdbar(sak, p, deltaker, program, frist.grense)
    if dag > grense:
        return _utenfor(sak, deltaker, program, dag, grense, felt, fjerde=grense < frist.grense)
    if not advar or program.forlenget or dag <= frist.gjennomfoering:
        return None
    lov = deltaker.lov(program.start)
    nb, en = _sti(lov)
    return Funn(
        f"{felt} {dag:%d.%m.%Y} ligger etter frist for gjennomføring {frist.gjennomfoering:%d.%m.%Y}, og det står "
        f"ikke vedtak om forlengelse. Registrer forlengelse (den kan vare til {grense:%d.%m.%Y}), eller rett "
        f"datoen.{nb}",
        f"{felt} {dag} lies after the deadline for completing, {frist.gjennomfoering}, and there is no decision on "
        f"extension. Register a forlengelse (it can last until {grense}), or correct the date.{en}",
        felt,
        Alvor.ADVARSEL,
    )


def _holdbar(sak: Sak, p: Parametre, deltaker: Deltaker, program: Program, grense: date) -> date:
    """The last day NIR can hold today: without the fourth year until NIR was adapted to it."""
    if (
        sak.idag.isoformat() >= p["fjerde_aar_fra"]
        or deltaker.lov(program.start) != INTEGRERINGSLOVEN
        or not frister.har_vgo_som_maal(deltaker.av_type("sluttmaal"))
    ):
        return grense
    rammer = deltaker.rammer
    fjerde = legg_til_maaneder(program.start, rammer.vgo_maal_forlenget_m) - legg_til_maaneder(
        program.start, rammer.vgo_maal_m
    )
    return grense - fjerde


def _utenfor(
    sak: Sak, deltaker: Deltaker, program: Program, dag: date, grense: date, felt: str, *, fjerde: bool
) -> Funn:
    lov = deltaker.lov(program.start)
    nb, en = _sti(lov)
    if fjerde:
        nb += " Det fjerde året mot fullført videregående kan ikke registreres i NIR ennå."
        en += " The fourth year towards upper secondary cannot be registered in NIR yet."
    if COVID_FRA <= sak.idag <= COVID_TIL:
        nb += (
            " NIR er ikke tilpasset de midlertidige covid-19-lovene: utvidet og forsterket program utover grensen "
            "kan ikke registreres, og kommunen er unntatt plikten for den tiden."
        )
        en += (
            " NIR is not adapted to the temporary covid-19 laws: extended programme past the limit cannot be "
            "registered, and the kommune is exempt from the duty for that time."
        )
    lovnavn, lovname = LOVNAVN[lov]
    sett = "Sett til" if felt == "til" else f"Sett {felt} til"
    return Funn(
        f"NIR tar ikke imot vedtak, tiltak eller avslutning etter {grense:%d.%m.%Y} for programmet som startet "
        f"{program.start:%d.%m.%Y} (lengste programtid etter {lovnavn}, med permisjon og gyldig fravær), men {felt} "
        f"er {dag:%d.%m.%Y}. {sett} senest {grense:%d.%m.%Y}, eller registrer manglende permisjon først.{nb}",
        f"NIR holds no decision, measure or ending after {grense} for the programme that began on {program.start} "
        f"(longest programme under {lovname}, with leave and valid absence), but {felt} is {dag}. Set {felt} to "
        f"{grense} at the latest, or register missing leave first.{en}",
        felt,
    )


def _sti(lov: str) -> tuple[str, str]:
    if lov != INTEGRERINGSLOVEN:
        return "", ""
    return (
        " Lengden følger av utdanningsbakgrunn og sluttmål slik de står i NIR; registrer dem først.",
        " The length follows from utdanningsbakgrunn and sluttmål as they stand in NIR; register those first.",
    )


def _for_kort(p: Parametre, lov: str, fra: date, til: date | None) -> Funn | None:
    if lov == INTRODUKSJONSLOVEN or til is None:
        return None
    maaneder: int = p["kapittel_6a_minst_m"] if lov == KAPITTEL_6A else p["integrering_minst_m"]
    siste = legg_til_maaneder(fra, maaneder) - EN_DAG
    if til >= siste:
        return None
    nb, en = LOVNAVN[lov]
    lengde, length = mengde.maaneder(maaneder)
    return Funn(
        f"Programmet varer {fra:%d.%m.%Y}–{til:%d.%m.%Y}, kortere enn {lengde}, som er det korteste etter "
        f"{nb}. Ventet var til {siste:%d.%m.%Y} eller senere.",
        f"The programme lasts {fra}–{til}, shorter than {length}, the shortest under {en}. Expected was til "
        f"{siste} or later.",
        "til",
        Alvor.ADVARSEL,
    )
