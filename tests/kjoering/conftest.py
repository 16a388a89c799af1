"""Tiny runs against a register in the test's own process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.i_prosessen import URL, IProsessen, register
from fagsystem_sim.kjoering.bestilling import Bestilling, bestill
from fagsystem_sim.kjoering.framdrift import konsoll
from fagsystem_sim.kjoering.hele import kjoer
from fagsystem_sim.kjoering.visning import Visning
from fagsystem_sim.profiler.les import MAPPE

VANER = {
    "glemmer-avslutning": 0.2, "sen": 0.2, "ser-ikke-flytting": 0.5, "hull-mellom-tiltak": 0.1, "mister-svar": 0.1,
    "sender-to-ganger": 0.1, "feil-rekkefoelge": 0.1, "feil-rolle": 0.05, "mister-svar-uten-meldingsid": 0.05,
    "ikke-tilpasset-ws4": 0.2,
}  # fmt: skip


@pytest.fixture(scope="session")
def profil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty participants of the national year, who move and whose caseworkers forget a lot, over a year and a half."""
    lest = yaml.safe_load((MAPPE / "norge-2017.yaml").read_text(encoding="utf-8"))
    lest |= {
        "navn": "liten", "tittel": "Liten", "deltakere": {"verdi": 40, "kilde": "kalibrert"},
        "simuleres": {"fra": "2016-10-01", "til": "2018-03-16"},
        "vaner": {navn: {"verdi": rate, "kilde": "kalibrert"} for navn, rate in VANER.items()},
        "retting": [
            {"dag": "2018-01-15", "andel": {"verdi": 0.6, "kilde": "kalibrert"}},
            {"dag": "2018-03-16", "andel": {"verdi": 0.6, "kilde": "kalibrert"}, "tilgang_fra": "2017-01-01",
             "tilgang_til": "2017-12-31", "merke": "Introtiltak 2017"},
        ],
    }  # fmt: skip
    gruppe = lest["grupper"]["introduksjonsloven"]
    gruppe["kull"] = [gruppe["kull"][-1] | {"fra": "2016-10-01", "til": "2017-03-01"}]
    gruppe["risiko"]["flytting"]["verdi"] = 0.5
    gruppe["risiko"]["avbrutt"]["verdi"] = 0.3
    fil = tmp_path_factory.mktemp("profil") / "liten.yaml"
    fil.write_text(yaml.safe_dump(lest, allow_unicode=True), encoding="utf-8")
    return fil


@pytest.fixture
def nir(tmp_path: Path) -> Iterator[IProsessen]:
    """A register in this process."""
    with register(tmp_path / "register") as en:
        yield en


def bestilling(profil: Path, ut: Path, **valg: Any) -> Bestilling:
    return bestill(str(profil), **{"url": URL, "ut": ut, **valg})


def kjoer_her(nir: IProsessen, bestilt: Bestilling, *, fortsett: bool = False, overskriv: bool = False) -> bool:
    """A run against a register in this process."""
    return kjoer(bestilt, Visning(konsoll(stille=True)), fortsett=fortsett, overskriv=overskriv, koble=nir.koble)


def tabellene(ut: Path) -> dict[str, bytes]:
    """The bytes of all CSV files of a run."""
    return {fil.name: fil.read_bytes() for fil in sorted(ut.glob("*.csv"))}
