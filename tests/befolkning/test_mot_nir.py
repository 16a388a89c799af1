"""Registered punctually and rightly, every life is accepted by a real NIR: what goes wrong comes from habits."""

import json
from pathlib import Path

import pytest

from fagsystem_sim import befolkning, profiler
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.server import egen_server
from tests.befolkning.nir import Punktlig, overfoer_punktlig

ANTALL = 100


def punktlig(navn: str, mappe: Path) -> Punktlig:
    profil = profiler.les(navn)
    liv = [befolkning.livsloep(profil, nr, 42) for nr in range(1, ANTALL + 1)]
    with egen_server(f"sqlite:///{mappe / 'base'}", profil.foerste_dag, mappe) as url:
        return overfoer_punktlig(Kontroll(url, "befolkning"), profil, liv)


@pytest.mark.parametrize("navn", ["norge-2017", "ukraina-2023"])
def test_nir_godtar_alt_og_lukker_ingen(navn, tmp_path):
    svar = punktlig(navn, tmp_path)
    assert svar.avvist == []
    assert svar.lukket == []
    assert svar.utfall["godtatt"] > 0.99 * svar.utfall.total()


def test_i_2021_lukkes_bare_de_som_gaar_utover_grensen(tmp_path):
    svar = punktlig("kommune-2021", tmp_path)
    assert svar.avvist == []
    assert svar.lukket
    assert {lukking["regel"] for lukking in svar.lukket} == {"LUKKING-FRIST"}, json.dumps(svar.lukket, indent=1)
