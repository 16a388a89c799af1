"""Populations to look at: those of one law, with some numbers of the profile changed, and what their lives contain."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from fagsystem_sim import befolkning, profiler
from fagsystem_sim.fakta import Faktum, Livsloep
from fagsystem_sim.profiler.modell import Gruppe, Profil

LOVER = {
    "introduksjonsloven": ("norge-2017", "introduksjonsloven"),
    "integreringsloven": ("ukraina-2023", "integreringsloven"),
    "integreringsloven6A": ("ukraina-2023", "kapittel_6a"),
    "covid": ("kommune-2021", "introduksjonsloven"),
}
"""A profile and a group of it for each law, and for the year in which programmes went on past the longest time."""

TRE_LOVER = ("introduksjonsloven", "integreringsloven", "integreringsloven6A")

RISIKO = ("flytting", "utvandring", "doed", "avbrutt", "tidlig.K", "tidlig.M", "stans", "sykdom", "foedsel",
          "enslig_foedsel")  # fmt: skip
ROLIG = {f"risiko.{hva}": 0.0 for hva in RISIKO}
"""Nothing comes in between."""

FROE = 42
LENGE = timedelta(days=4 * 365)
"""So much longer than its profile a quiet life is simulated, so that everybody comes to the end."""

EN_DAG = timedelta(days=1)


lest = cache(profiler.les)


def endret(lov: str, tall: Mapping[str, Any], lenger: timedelta = timedelta()) -> Profil:
    """The profile of one group alone, with some of the group's numbers changed: `{"risiko.doed": 0.5}`.

    A span is changed as a whole, `{"avbrekk.stans": (5, 9)}`; a key that is not there is a mistake of the test.
    `lenger` is how much longer it is simulated.
    """
    navn, gruppe = LOVER[lov]
    data = lest(navn).model_dump()
    data["simuleres"]["til"] += lenger
    data["grupper"] = {gruppe: data["grupper"][gruppe] | {"andel": {"verdi": 1, "kilde": "kalibrert"}}}
    for noekkel, verdi in tall.items():
        sted = data["grupper"][gruppe]
        for del_ in noekkel.split("."):
            sted = sted[del_]
        ny = dict(zip(("minst", "mest"), verdi, strict=True)) if isinstance(verdi, tuple) else {"verdi": verdi}
        assert ny.keys() < sted.keys(), noekkel
        sted |= ny
    return Profil.model_validate(data)


class Folk(NamedTuple):
    """A profile of one group, that group, and the first people of it."""

    profil: Profil
    g: Gruppe
    liv: list[Livsloep]


def folk(lov: str, tall: Mapping[str, Any], antall: int, lenger: timedelta = timedelta()) -> Folk:
    """The first people of a profile with those numbers changed; the same are made once."""
    return _folk(lov, tuple(tall.items()), antall, lenger)


@cache
def _folk(lov: str, tall: tuple[tuple[str, Any], ...], antall: int, lenger: timedelta) -> Folk:
    profil = endret(lov, dict(tall), lenger)
    liv = [befolkning.livsloep(profil, nr, FROE) for nr in range(1, antall + 1)]
    return Folk(profil, next(iter(profil.grupper.values())), liv)


def rolig(lov: str, antall: int = 200, **tall: Any) -> Folk:
    """Whole lives to which nothing happens that nobody planned; of `tall`, `__` stands for the point in a key."""
    return folk(lov, ROLIG | {noekkel.replace("__", "."): verdi for noekkel, verdi in tall.items()}, antall, LENGE)


def start(liv: Livsloep) -> date:
    """The first day of the programme."""
    return befolkning.programmer(liv)[0].start


def slutt(liv: Livsloep) -> date | None:
    """The day on which it was ended; None while nobody has."""
    return befolkning.programmer(liv)[-1].slutt


def aarsak(liv: Livsloep) -> str | None:
    """Why it was ended."""
    return befolkning.programmer(liv)[-1].aarsak


def vedtak(liv: Livsloep, vedtakstype: str, ordning: str = "intro") -> list[Faktum]:
    """The decisions of a kind."""
    return [f for f in liv.fakta if f.type == "vedtak" and f.innhold["vedtakstype"] == vedtakstype
            and f.innhold["ordning"] == ordning]  # fmt: skip


def vedtatt_til(liv: Livsloep) -> date:
    """The last day of the programme by the last decision."""
    dag: date = (vedtak(liv, "forlengelse") or vedtak(liv, "tildeling"))[-1].innhold["til"]
    return dag


def sist(liv: Livsloep, type_: str, **innhold: Any) -> list[Faktum]:
    """The things of a kind as they are known at last, in order of their beginning."""
    ut = {f.noekkel: f for f in liv.fakta if f.type == type_ and innhold.items() <= f.innhold.items()}
    return sorted(ut.values(), key=lambda f: f.innhold.get("fra", f.dag))


def dager(f: Faktum) -> int:
    """How many days something lasts."""
    return int((f.innhold["til"] - f.innhold["fra"]).days) + 1


def uten_tiltak(liv: Livsloep, fra: date, til: date) -> bool:
    """Whether no tiltak goes on in that time; one may have its last day as it begins."""
    return all(f.innhold["til"] <= fra or f.innhold["fra"] > til for f in sist(liv, "tiltak"))


def maaneder(fra: date, til: date) -> Iterator[tuple[date, date]]:
    """The months that a time touches: the days of each within it."""
    while fra <= til:
        neste = (fra.replace(day=1) + timedelta(days=31)).replace(day=1)
        yield fra, min(til, neste - EN_DAG)
        fra = neste
