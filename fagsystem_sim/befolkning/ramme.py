"""What is given before a programme begins: the household, the person, and the days of the way to the programme.

Persons 2n-1 and 2n are drawn to be a couple or not by a generator of the household; a couple shares cohort, kommune,
nationality and children, and everything else a person draws alone. So each life can be made without the others.
"""

from datetime import date
from typing import NamedTuple

from fagsystem_sim import tilfeldig
from fagsystem_sim.befolkning import kommuner, nummer
from fagsystem_sim.befolkning.navn import navn
from fagsystem_sim.befolkning.tabeller import Gruppen, Tabeller, antall, foedt_mellom
from fagsystem_sim.fakta import Innbygger
from fagsystem_sim.identitet import dufnummer
from fagsystem_sim.profiler import lover
from fagsystem_sim.tilfeldig import Tilfeldig

ATTEN_AAR = 6575
_NY_LOV = lover.NY_LOV.toordinal()
_NIR_TAR_IMOT = lover.NIR_TAR_IMOT.toordinal()
_KOLLEKTIV = lover.KOLLEKTIV_FRA.toordinal()


class Husholdning(NamedTuple):
    """What a household has in common; `t` goes on drawing for a couple, and is None for who came alone."""

    gruppe: Gruppen
    t: Tilfeldig | None


class Sted(NamedTuple):
    """Where and when a life in the programme begins: the kommune by its number in 2017, `start` an ordinal."""

    kommune: str
    start: int
    land: str


class Ramme(NamedTuple):
    """A person before the programme: the days (ordinals) of offer, decision and start, and children to be born."""

    innbygger: Innbygger
    gruppe: Gruppen
    par: bool
    tilbud: int
    vedtak: int
    start: int
    foedsler: tuple[int, ...]


def husholdning(tab: Tabeller, nr: int, froe: int) -> Husholdning:
    """The household of a person."""
    t = tilfeldig.generator(froe, tab.profil.navn, "husholdning", (nr + 1) // 2)
    gruppe = tab.grupper.trekk(t)
    return Husholdning(gruppe, t if t.random() < gruppe.g.par.verdi else None)


def sted(tab: Tabeller, gruppe: Gruppen, t: Tilfeldig) -> Sted:
    """Where and when it begins: drawn first, so that whoever lives elsewhere can be passed over."""
    kommune = tab.kommuner.trekk(t)
    kull = gruppe.kull.trekk(t)
    start = kull.fra + int(t.random() * (kull.til - kull.fra + 1))
    return Sted(kommune, start, kull.land.trekk(t))


def ramme(tab: Tabeller, hus: Husholdning, her: Sted, nr: int, t: Tilfeldig) -> Ramme:
    """The person, and the way to the programme."""
    gruppe, g = hus.gruppe, hus.gruppe.g
    kvinne = nr % 2 == 1 if hus.t is not None else t.random() < gruppe.enslige_kvinner
    kjoenn = "K" if kvinne else "M"
    grunnlag = gruppe.grunnlag.trekk(t)
    foer = g.foer
    start = her.start + (antall(foer.par_fra_hverandre, t) if hus.t is not None else 0)
    tilbud = start - antall(foer.tilbud_til_start, t)
    bosatt = tilbud - antall(foer.bosatt_til_tilbud, t)
    if grunnlag in ("35", "familie"):
        ankomst = bosatt
        opphold = bosatt - antall(foer.familie_til_bosatt, t)
    else:
        opphold = bosatt - antall(foer.opphold_til_bosatt, t)
        ankomst = opphold - antall(foer.ankomst_til_opphold, t)
    if g.lov == "introduksjonsloven":
        ankomst, opphold = min(ankomst, _NY_LOV - 1), min(opphold, _NY_LOV - 1)
    else:
        opphold = max(opphold, _KOLLEKTIV if grunnlag == lover.KOLLEKTIV else _NY_LOV)
        bosatt = max(bosatt, opphold)
        tilbud = max(tilbud, bosatt, _NIR_TAR_IMOT)
    tilbud = hverdag(tilbud)
    start = hverdag(max(start, tilbud))
    vedtak = hverdag(max(tilbud, start - antall(foer.vedtak_foer_start, t)))
    start = max(start, vedtak)
    yngst, eldst = gruppe.aldre.trekk(t)
    foerste, siste = foedt_mellom(yngst, eldst, tab.aar)
    siste = min(siste, tilbud - ATTEN_AAR)
    foedt = date.fromordinal(nummer.foedselsdag(min(foerste, siste - nummer.KLASSER), siste, nr, t))
    dag = date.fromordinal
    innbygger = Innbygger(
        nr, nummer.foedselsnummer(foedt, kjoenn, nr), dufnummer(dag(ankomst).year, 100_000 + nr),
        navn(her.land, kjoenn, t), foedt, kjoenn, her.land, grunnlag, dag(opphold), dag(ankomst), dag(bosatt),
        kommuner.paa(her.kommune, dag(bosatt)),
        t.random() < g.avtalt_bosatt.verdi,
    )  # fmt: skip
    return Ramme(innbygger, gruppe, hus.t is not None, tilbud, vedtak, start, _foedsler(tab, hus, kjoenn, start, t))


def hverdag(dag: int) -> int:
    """The day itself, or the Monday after a weekend."""
    ukedag = (dag - 1) % 7
    return dag if ukedag < 5 else dag + 7 - ukedag


def _foedsler(tab: Tabeller, hus: Husholdning, kjoenn: str, start: int, t: Tilfeldig) -> tuple[int, ...]:
    """The days on which children are born: to a couple from the day that is theirs, to a woman alone from her start."""
    risiko = hus.gruppe.g.risiko
    if hus.t is not None:
        t, fra, rate = hus.t, tab.fra - risiko.foedsler_fra.verdi, risiko.foedsel.verdi
    elif kjoenn == "K":
        fra, rate = start, risiko.enslig_foedsel.verdi
    else:
        return ()
    ut = []
    while rate and (fra := fra + risiko.mellom_foedsler.verdi + int(t.expovariate(rate / 365))) <= tab.slutt:
        ut.append(fra)
    return tuple(ut)
