"""The numbers that shape an outcome stand in the profile: each is said there, each is used, and none was changed."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from fagsystem_sim import profiler
from fagsystem_sim.kjoering.bestilling import bestill
from fagsystem_sim.kjoering.kalender import lag
from fagsystem_sim.profiler.les import MAPPE
from fagsystem_sim.vaner.register import VANER

N, K, U = "norge-2017", "kommune-2021", "ukraina-2023"

SENERE = {
    "foer": ("par_fra_hverandre",),
    "hverdag": (
        "tiltakstimer", "tiltakstimer_ved_siden", "ferie", "samfunnskunnskap_timer", "samfunnskunnskap_maaned",
        "fravaersdager", "fravaerstimer", "gyldige_grunner",
    ),
    "risiko": ("tidligst", "mellom_foedsler", "foedsler_fra"),
    "avbrekk": ("far_fravaer",),
    "vedtak": ("programtimer", "korteste", "minst_igjen", "norskmaal", "utvidet_norsk_dager", "utvidet_norsk_foer"),
}  # fmt: skip
"""Keys of a group that came later than the first profiles."""

BARE_NYE_LOVER = {"norskmaal", "utvidet_norsk_dager", "utvidet_norsk_foer", "utvidet_norsk", "utover_grensen"}
"""What a group may be silent of, as its law has it not."""


def _lest(navn: str) -> dict[str, Any]:
    lest: dict[str, Any] = yaml.safe_load((MAPPE / f"{navn}.yaml").read_text(encoding="utf-8"))
    return lest


def _skrevet(mappe: Path, lest: dict[str, Any]) -> Path:
    fil = mappe / "min.yaml"
    fil.write_text(yaml.safe_dump(lest, allow_unicode=True), encoding="utf-8")
    return fil


def _usagt(del_: BaseModel, hvor: str) -> Iterator[str]:
    """The keys with a source of their own that a part of a profile leaves to the code."""
    for navn in type(del_).model_fields:
        verdi = getattr(del_, navn)
        for en, sted in _deler(verdi, f"{hvor}.{navn}"):
            if navn not in del_.model_fields_set:
                yield sted
            yield from _usagt(en, sted)


def _deler(verdi: Any, hvor: str) -> list[tuple[BaseModel, str]]:
    if isinstance(verdi, dict):
        return [(en, f"{hvor}.{n}") for n, en in verdi.items() if isinstance(en, BaseModel)]
    return [(verdi, hvor)] if isinstance(verdi, BaseModel) else []


@pytest.mark.parametrize("navn", [N, K, U])
def test_the_profiles_that_come_along_leave_no_number_to_the_code(navn: str):
    usagt = [sted for sted in _usagt(profiler.les(navn), navn) if sted.rpartition(".")[2] not in BARE_NYE_LOVER]
    assert usagt == []


def test_a_profile_from_before_goes_on_as_it_did(tmp_path: Path):
    # given a profile of somebody's own that has none of what has become keys since
    lest = _lest(N)
    for del_ in ("overfoering", "saksbehandling", "vanemoenster"):
        del lest[del_]
    gruppe = lest["grupper"]["introduksjonsloven"]
    for del_, navnene in SENERE.items():
        for navn in navnene:
            gruppe[del_].pop(navn, None)
    del gruppe["vedtak"]
    # when it is read, then its numbers are those that the profile it was made from says
    assert _verdier(profiler.les(_skrevet(tmp_path, lest))) == _verdier(profiler.les(N))


def _verdier(profil: profiler.Profil) -> Any:
    def uten(verdi: Any) -> Any:
        if isinstance(verdi, dict):
            return {k: uten(v) for k, v in verdi.items() if k != "kilde"}
        return [uten(v) for v in verdi] if isinstance(verdi, list) else verdi

    return uten(profil.model_dump())


@cache
def _uendret(navn: str, mappe: Path) -> str:
    return _arbeidet(_skrevet(mappe, _med_vaner(navn)))


def _med_vaner(navn: str) -> dict[str, Any]:
    """A profile with all habits, in which most of what seldom happens happens often."""
    lest = _lest(navn)
    lest["deltakere"]["verdi"] = 150
    lest["vaner"] = {vane: {"verdi": 0.3, "kilde": "kalibrert"} for vane in VANER}
    for gruppe in lest["grupper"].values():
        gruppe["hverdag"]["to_tiltak"]["verdi"] = gruppe["hverdag"]["fravaer"]["verdi"] = 0.5
        for hva in ("flytting", "stans", "foedsel"):
            gruppe["risiko"][hva]["verdi"] = 0.5
    return lest


def _arbeidet(fil: Path) -> str:
    """All that caseworkers make of the lives, with the days of the transfers."""
    b = bestill(str(fil), ut=fil.parent)
    kalender = lag(b.profil, b.froe, b.skala, None, b.vaner(), 1)
    return repr([(dag, sorted(kalender.hent(dag).items())) for dag in sorted(kalender.bunker)])


@pytest.fixture(scope="module")
def mappe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uendret")


@pytest.mark.parametrize(
    ("navn", "sted", "ny"),
    [
        (N, "foer.par_fra_hverandre", {"mest": 60}),
        (N, "hverdag.tiltakstimer", {"verdi": 15}),
        (N, "hverdag.tiltakstimer_ved_siden", {"verdi": 5}),
        (N, "hverdag.ferie", {"verdi": 8}),
        (N, "hverdag.samfunnskunnskap_timer", {"verdi": 25}),
        (N, "hverdag.samfunnskunnskap_maaned", {"verdi": 5}),
        (N, "hverdag.fravaersdager", {"mest": 9}),
        (N, "hverdag.fravaerstimer", {"verdi": 7}),
        (N, "hverdag.gyldige_grunner", {"vekter": {"velferd": 1}}),
        (N, "risiko.tidligst", {"verdi": 90}),
        (N, "risiko.mellom_foedsler", {"verdi": 500}),
        (N, "risiko.foedsler_fra", {"verdi": 100}),
        (N, "avbrekk.far_fravaer", {"verdi": 2}),
        (N, "vedtak.programtimer", {"verdi": 37}),
        (N, "vedtak.korteste", {"verdi": 200}),
        (N, "vedtak.minst_igjen", {"verdi": 120}),
        (U, "vedtak.norskmaal", {"vekter": {"C1": 1}}),
        (U, "vedtak.utvidet_norsk_dager", {"verdi": 90}),
        (U, "vedtak.utvidet_norsk_foer", {"verdi": 32}),
        (N, "overfoering.stor_fra", {"verdi": 0.001}),
        (N, "overfoering.store", {"plan": "straks"}),
        (N, "overfoering.smaa", {"plan": "natt"}),
        (N, "saksbehandling.forsinkelse", {"verdi": 2.5}),
        (N, "saksbehandling.lengste", {"verdi": 10}),
        (N, "saksbehandling.foert_i_web.tiltak", {"verdi": 0.1}),
        (N, "saksbehandling.foert_i_web.timer", {"verdi": 0.9}),
        (N, "saksbehandling.foert_i_web.fravaer", {"verdi": 0.9}),
        (N, "vanemoenster.sen", {"minst": 10}),
        (N, "vanemoenster.annet_paa_forlenget", {"mest": 400}),
        (N, "vanemoenster.flytting_sees", {"mest": 400}),
        (N, "vanemoenster.flytting_foeres", {"verdi": 200}),
        (N, "vanemoenster.hull", {"mest": 800}),
        (N, "vanemoenster.hull_for_godt", {"verdi": 1}),
        (U, "vanemoenster.feil_felt_vgo", {"verdi": 1}),
    ],
)
def test_each_number_shapes_the_outcome(navn: str, sted: str, ny: dict[str, Any], mappe: Path, tmp_path: Path):
    lest = _med_vaner(navn)
    foerste, *resten = sted.split(".")
    rot = lest if foerste in lest else next(iter(lest["grupper"].values()))
    for noekkel in (foerste, *resten):
        rot = rot[noekkel]
    rot.update(ny)
    assert _arbeidet(_skrevet(tmp_path, lest)) != _uendret(navn, mappe)


def test_a_merged_kommune_keeps_still_as_long_as_the_profile_says(tmp_path: Path):
    lest = _lest(N)
    lest["vaner"] = {}
    lest["saksbehandling"]["januarstille"]["verdi"] = 40
    b = bestill(str(_skrevet(tmp_path, lest)), ut=tmp_path)
    vaner = b.vaner()
    kommune, dag = next(iter(vaner.sammenslaatte.items()))
    assert [vaner.holder_stille(kommune, dag.replace(day=1, month=maaned)) for maaned in (1, 2, 3)] == [
        True,
        True,
        False,
    ]
