"""A life: the same for the same seed whoever makes it, and never against itself."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fagsystem_sim import befolkning, profiler
from fagsystem_sim.befolkning import kommuner
from fagsystem_sim.fakta import Livsloep

PROFILER = ("norge-2017", "kommune-2021", "ukraina-2023")
GJELDER = {"timer": "til", "fravaer": "fra", "avslutning": "dato", "kontakt": "dato"}
"""The field of a kind that may not lie ahead of the day on which it is known."""

profilnavn = st.sampled_from(PROFILER)


@cache
def profil(navn: str) -> profiler.Profil:
    return profiler.les(navn)


def lev(navn: str, nr: int, froe: int) -> Livsloep:
    return befolkning.livsloep(profil(navn), nr, froe)


def tekst(oppdrag: tuple[str, int, int]) -> str:
    """All of a life, to the byte."""
    return repr(lev(*oppdrag))


@pytest.mark.parametrize("navn", PROFILER)
def test_ett_froe_gir_ett_utfall_hvem_som_enn_gjoer_arbeidet(navn):
    oppdrag = [(navn, nr, 42) for nr in range(1, 41)]
    rett_fram = [tekst(o) for o in oppdrag]
    baklengs = [tekst(o) for o in reversed(oppdrag)][::-1]
    with ProcessPoolExecutor(2, get_context("spawn")) as basseng:
        delt = list(basseng.map(tekst, oppdrag, chunksize=7))
    alle = [repr(liv) for liv in befolkning.folk(profil(navn), 42, 40 / profil(navn).deltakere.verdi)]
    assert rett_fram == baklengs == delt == alle


def test_et_annet_froe_gir_et_annet_folk():
    assert tekst(("norge-2017", 1, 1)) != tekst(("norge-2017", 1, 2))


@given(profilnavn, st.integers(1, 40_000), st.integers(0, 2**32))
def test_fakta_og_liv_henger_sammen(navn, nr, froe):
    liv = lev(navn, nr, froe)
    dager = [f.dag for f in liv.fakta]
    assert dager == sorted(dager)
    assert [s.dag for s in liv.sentrale] == sorted(s.dag for s in liv.sentrale)
    assert all(f.innbygger == nr for f in liv.fakta)
    assert dager[-1] <= profil(navn).simuleres.til
    for f in liv.fakta:
        if f.type in GJELDER:
            assert f.innhold[GJELDER[f.type]] <= f.dag
        if "til" in f.innhold:
            assert f.innhold["fra"] <= f.innhold["til"]
        if f.type == "timer":
            assert f.innhold["fra"].replace(day=1) == f.innhold["til"].replace(day=1)
            assert f.innhold["antall"] > 0


@given(profilnavn, st.integers(1, 40_000), st.integers(0, 2**32))
def test_ett_program_om_gangen_og_tiltak_inne_i_det(navn, nr, froe):
    liv = lev(navn, nr, froe)
    (program,) = befolkning.programmer(liv)
    slutt = program.slutt or date.max
    sist_kjent = {f.noekkel: f for f in liv.fakta}
    for f in sist_kjent.values():
        if f.type in ("tiltak", "timer", "permisjon", "fravaer"):
            assert program.start <= f.innhold["fra"]
            assert f.innhold["til"] <= slutt
    tiltak = sorted((f.innhold["fra"], f.innhold["til"]) for f in sist_kjent.values() if f.type == "tiltak")
    borte = [(f.innhold["fra"], f.innhold["til"]) for f in sist_kjent.values() if f.type == "permisjon"]
    assert not [(t, b) for t in tiltak for b in borte if t[0] < b[0] <= t[1] or b[0] < t[0] <= b[1]]
    samtidige = Counter(fra for fra, _ in tiltak)
    assert max(samtidige.values(), default=0) <= 2


@given(profilnavn, st.integers(1, 40_000), st.integers(0, 2**32))
def test_ingenting_skjer_etter_doed_utvandring_eller_slutt(navn, nr, froe):
    liv = lev(navn, nr, froe)
    (program,) = befolkning.programmer(liv)
    if program.slutt is not None:
        assert liv.fakta[-1].type == "avslutning"
        assert liv.fakta[-1].dag == program.slutt
    for s in liv.sentrale:
        if s.type in ("doed", "utvandring"):
            assert (program.slutt, program.aarsak) == (s.dag, {"doed": "doed", "utvandring": "utvandret"}[s.type])


@given(profilnavn, st.integers(1, 40_000), st.integers(0, 2**32))
def test_hver_dag_har_kommunen_nummeret_som_gjelder_da(navn, nr, froe):
    liv = lev(navn, nr, froe)
    for f in liv.fakta:
        k = kommuner.alle()[f.kommune]
        assert (k.fra or date.min) <= f.dag <= (k.til or date.max)
    flyttet = [s for s in liv.sentrale if s.type == "flytting"]
    if not flyttet:
        assert {kommuner.paa(f.kommune, date.max) for f in liv.fakta} == {kommuner.paa(liv.innbygger.kommune, date.max)}


@given(profilnavn, st.integers(1, 40_000), st.integers(0, 2**32))
def test_opphold_og_ankomst_stemmer_med_loven(navn, nr, froe):
    p, liv = lev(navn, nr, froe).innbygger, lev(navn, nr, froe)
    typer = {f.type for f in liv.fakta}
    ny = max(p.opphold_gitt, p.ankomst) >= date(2021, 1, 1)
    assert ny == ("integreringskontrakt" in typer)
    assert p.opphold_gitt <= p.bosatt <= liv.fakta[0].dag
    start = befolkning.programmer(liv)[0].start
    assert 18 <= (start - p.foedt).days / 365.24 < 68


def test_noekler_er_en_person_sine_egne_og_det_samme_igjen_er_samme_slags():
    for nr in range(1, 200):
        slag: dict[str, str] = {}
        for f in lev("norge-2017", nr, 3).fakta:
            assert slag.setdefault(f.noekkel, f.type) == f.type


def test_ektefeller_bor_sammen_og_faar_barn_samme_dag():
    par = []
    for nr in range(1, 400, 2):
        en, annen = lev("norge-2017", nr, 5), lev("norge-2017", nr + 1, 5)
        if en.innbygger.kommune == annen.innbygger.kommune and en.innbygger.kjoenn != annen.innbygger.kjoenn:
            par.append((en, annen))
    assert len(par) > 40
    assert any(_foedt(en) and _foedt(en) == _foedt(annen) for en, annen in par)


def _foedt(liv: Livsloep) -> Any:
    return next((f.innhold["fra"] for f in liv.fakta if "foedsel" in f.innhold.values()), None)


def test_bare_noen_kommuner_er_de_samme_menneskene():
    p = profil("norge-2017")
    alle = {liv.innbygger.nr: liv for liv in befolkning.folk(p, 42, 0.02)}
    oslo = list(befolkning.folk(p, 42, 0.02, {"0301"}))
    assert oslo == [liv for liv in alle.values() if liv.innbygger.kommune == "0301"]
    assert len(oslo) > 20


def test_en_kommune_kan_nevnes_med_nummeret_den_har_i_profilens_aar():
    trondheim = list(befolkning.folk(profil("ukraina-2023"), 42, 0.01, {"5001"}))
    assert trondheim
    assert {liv.innbygger.kommune for liv in trondheim} == {"5001"}


def test_ukjent_kommune_nevnes():
    with pytest.raises(befolkning.UkjentKommune, match="9999"):
        list(befolkning.folk(profil("norge-2017"), 42, 0.01, {"0301", "9999"}))
