"""A profile made ready for drawing from: running sums to look a random number up in, rates as plain numbers."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from fagsystem_sim.befolkning import kommuner
from fagsystem_sim.profiler.livet import Sti
from fagsystem_sim.profiler.modell import Gruppe, Profil
from fagsystem_sim.profiler.tall import Spenn
from fagsystem_sim.tilfeldig import Tilfeldig

T = TypeVar("T")


class Trekning(Generic[T]):
    """Things of which one is drawn; `summer` are the running sums of their weights."""

    __slots__ = ("summer", "ting")

    def __init__(self, ting: Sequence[T], summer: Sequence[float]) -> None:
        self.ting = ting
        self.summer = summer

    @classmethod
    def av(cls, vekter: dict[T, float]) -> "Trekning[T]":
        """From each thing with its weight."""
        return cls(list(vekter), list(accumulate(vekter.values())))

    def trekk(self, t: Tilfeldig) -> T:
        """One of them."""
        return self.ting[bisect_right(self.summer, t.random() * self.summer[-1], hi=len(self.ting) - 1)]


def antall(spenn: Spenn, t: Tilfeldig) -> int:
    """A number from a span, each as likely as the next."""
    return spenn.minst + int(t.random() * (spenn.mest - spenn.minst + 1))


class Stien(NamedTuple):
    """A way through the programme, ready for drawing."""

    sti: Sti
    maaneder: Trekning[int]
    forlengelse: Trekning[int]


class Kullet(NamedTuple):
    """The first and last day (ordinals) on which the programmes of a cohort began, and its nationalities."""

    fra: int
    til: int
    land: Trekning[str]


class Gruppen:
    """A group, ready for drawing; `g` is its part of the profile."""

    def __init__(self, g: Gruppe) -> None:
        self.g = g
        kull = [Kullet(k.fra.toordinal(), k.til.toordinal(), Trekning.av(k.statsborgerskap.vekter)) for k in g.kull]
        self.kull = Trekning(kull, list(accumulate(k.vekt for k in g.kull)))
        self.aldre = Trekning.av({_spenn(aar): vekt for aar, vekt in g.aldre.vekter.items()})
        self.grunnlag = Trekning.av(dict(g.grunnlag.vekter))
        stier = [Stien(s, Trekning.av(s.maaneder.vekter), Trekning.av(s.forlengelse.vekter)) for s in g.stier.values()]
        self.stier = Trekning(stier, list(accumulate(s.andel.verdi for s in g.stier.values())))
        self.tiltak = Trekning.av(dict(g.hverdag.tiltak.vekter))
        self.gyldige_grunner = Trekning.av(dict(g.hverdag.gyldige_grunner.vekter))
        self.norskmaal = Trekning.av(dict(g.vedtak.norskmaal.vekter))
        self.arbeidskoder = Trekning.av(dict(g.slutt.arbeidskoder.vekter))
        self.utdanningskoder = Trekning.av(dict(g.slutt.utdanningskoder.vekter))
        self.ellers = Trekning.av(dict(g.slutt.ellers.vekter))
        par, kvinner = g.par.verdi, g.kvinner.verdi
        self.enslige_kvinner = min(max((kvinner - par / 2) / (1 - par), 0.0), 1.0) if par < 1 else 0.0
        """Half of the couples are women, so the rest of them are among those who came alone."""


class Tabeller:
    """A profile, ready for drawing; days are ordinals."""

    def __init__(self, profil: Profil) -> None:
        self.profil = profil
        self.grupper = Trekning(
            [Gruppen(g) for g in profil.grupper.values()],
            list(accumulate(g.andel.verdi for g in profil.grupper.values())),
        )
        self.kommuner = Trekning.av(kommuner.vekter())
        self.fra, self.til = profil.periode.fra.toordinal(), profil.periode.til.toordinal()
        self.slutt = profil.simuleres.til.toordinal()
        self.aar = profil.periode.til.year


@lru_cache(maxsize=8)
def tabeller(profil: Profil) -> Tabeller:
    """The tables of a profile, made once."""
    return Tabeller(profil)


def _spenn(aldre: str) -> tuple[int, int]:
    yngst, eldst = aldre.split("-")
    return int(yngst), int(eldst)


def foedt_mellom(yngst: int, eldst: int, aar: int) -> tuple[int, int]:
    """The first and last day of birth (ordinals) of those who are of that age at the end of a year."""
    return date(aar - eldst, 1, 1).toordinal(), date(aar - yngst, 12, 31).toordinal()
