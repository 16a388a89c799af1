"""With punctual casework the population comes out near the published figures (domain.md §6.3)."""

from functools import cache

import pytest

from fagsystem_sim import befolkning, profiler
from fagsystem_sim.befolkning import Tall

SKALA = 0.1


@cache
def tall(navn: str) -> Tall:
    profil = profiler.les(navn)
    return befolkning.tell(profil, befolkning.folk(profil, 42, SKALA))


def omtrent(verdi: float, slakk: float = 0.08) -> object:
    return pytest.approx(verdi, rel=slakk)


def test_norge_2017():
    t = tall("norge-2017")
    n = t.deltakere.total()
    assert 23_961 < n / SKALA < 27_067
    assert t.avsluttet.total() / SKALA == omtrent(4790)
    assert 0.44 < t.maal() < 0.52
    assert t.maal("M") > 0.50
    assert 0.27 < t.maal("K") < 0.38
    assert t.deltakere["K"] / n == omtrent(0.40)
    assert t.aldre["26-35"] / n == omtrent(0.443)
    assert [land for land, _ in t.land.most_common(3)] == ["SYR", "ERI", "SOM"]
    assert [land for land, _ in t.avsluttede_land.most_common(3)] == ["ERI", "SYR", "SOM"]
    assert t.fakta.total() / t.personer < 26


def test_kommune_2021():
    t = tall("kommune-2021")
    assert t.deltakere.total() / SKALA == omtrent(10_595, 0.02)
    assert t.startet / SKALA == omtrent(2246, 0.12)
    assert t.avsluttet.total() / SKALA == omtrent(3295, 0.12)
    assert 0.44 < t.maal() < 0.56
    assert 0.10 < t.maal("M") - t.maal("K") < 0.30


def test_ukraina_2023():
    t = tall("ukraina-2023")
    n = t.deltakere.total()
    assert n / SKALA == omtrent(32_500, 0.02)
    assert t.startet / SKALA == omtrent(17_699)
    assert t.avsluttet.total() / SKALA == omtrent(11_400, 0.12)
    assert t.land["UKR"] / n == omtrent(0.708)
    assert t.avsluttede_land["UKR"] / SKALA == omtrent(9100, 0.12)
    assert t.deltakere["K"] / n == omtrent(0.627, 0.04)
    andre = t.avsluttet.total() - t.avsluttede_land["UKR"]
    assert t.arbeid_land["UKR"] / t.avsluttede_land["UKR"] > 0.45
    assert (t.arbeid.total() - t.arbeid_land["UKR"]) / andre < 0.35
