"""The population of a profile: how many they are, each life by its number, and all of them in order."""

from collections.abc import Iterator

from fagsystem_sim import tilfeldig
from fagsystem_sim.befolkning import kommuner as kommunene
from fagsystem_sim.befolkning.loep import Loep
from fagsystem_sim.befolkning.ramme import Husholdning, Sted, husholdning, ramme, sted
from fagsystem_sim.befolkning.tabeller import Tabeller, tabeller
from fagsystem_sim.fakta import Livsloep
from fagsystem_sim.profiler.modell import Profil
from fagsystem_sim.tilfeldig import Tilfeldig

FORSOEK = 60
"""So many lives are tried until one takes part in the period; early cohorts need a few, as most of them have ended."""


class UkjentKommune(Exception):
    """A kommune number that no kommune has had; the text is for people, in bokmål."""


def antall(profil: Profil, skala: float = 1.0) -> int:
    """How many persons there are at that scale, from 0 up; persons are numbered from 1 to that."""
    return round(profil.deltakere.verdi * skala)


def livsloep(profil: Profil, nr: int, froe: int) -> Livsloep:
    """The life of a person: as it is for that seed and profile, whoever else is made and in what order.

    It is a life that takes part in the programme at some time in `profil.periode`.
    """
    tab = tabeller(profil)
    hus, t, her = _begynn(tab, nr, froe)
    return _lev(tab, hus, her, nr, t)


def folk(profil: Profil, froe: int, skala: float = 1.0, kommuner: set[str] | None = None) -> Iterator[Livsloep]:
    """All lives in order of number; with `kommuner` those first settled in one of them (a later number counts too).

    A move may lead out of them. Raises UkjentKommune.
    """
    tab = tabeller(profil)
    opphav = None if kommuner is None else _opphav(tab, kommuner)
    for nr in range(1, antall(profil, skala) + 1):
        hus, t, her = _begynn(tab, nr, froe)
        if opphav is None or her.kommune in opphav:
            yield _lev(tab, hus, her, nr, t)


def _begynn(tab: Tabeller, nr: int, froe: int) -> tuple[Husholdning, Tilfeldig, Sted]:
    hus = husholdning(tab, nr, froe)
    t = tilfeldig.generator(froe, tab.profil.navn, nr)
    return hus, t, sted(tab, hus.gruppe, hus.t or t)


def _lev(tab: Tabeller, hus: Husholdning, her: Sted, nr: int, t: Tilfeldig) -> Livsloep:
    person = ramme(tab, hus, her, nr, t)
    for _ in range(FORSOEK):
        loep = Loep(tab, person, t)
        liv = loep.lev()
        if person.start <= tab.til and (loep.slutt is None or loep.slutt >= tab.fra):
            break
    return liv


def _opphav(tab: Tabeller, numre: set[str]) -> set[str]:
    """The kommuner of 2017 that those numbers are of."""
    ukjente = sorted(nr for nr in numre if nr not in kommunene.alle())
    if ukjente:
        raise UkjentKommune(f"Det finnes ingen kommune {', '.join(ukjente)}.")
    dag = tab.profil.periode.fra
    return {nr for nr in kommunene.vekter() if nr in numre or kommunene.paa(nr, dag) in numre}
