"""The waits between tries, on the virtual clock: doubled up to the longest, and no two alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import cast

from fagsystem_sim.lager import Lager, Sender
from fagsystem_sim.lager.sender import FOERSTE_PAUSE, LENGSTE_PAUSE
from fagsystem_sim.vaner.register import Vaner
from fagsystem_sim.ws4 import SvarBorte
from fagsystem_sim.ws4_masse import Masseklient
from tests.lager import arbeid as a

NAA = datetime(2017, 1, 2, 12, tzinfo=UTC)
KOMMUNER = ("0301", "1201", "1601")
FORSOEK = 12


class _Borte:
    """A NIR that never answers."""

    def overfoer_rader(self, *_: object) -> None:
        raise SvarBorte("ingen svarer")

    hent_kvittering = overfoer_rader


class _Klokke:
    naa = NAA

    def __call__(self) -> datetime:
        return self.naa


def _pauser(url: str, froe: int) -> dict[str, list[timedelta]]:
    """How long the message of each kommune has waited before each try, where nobody ever answers."""
    ut: dict[str, list[timedelta]] = {}
    with Lager(url) as lager:
        lager.registrer([a.vedtak("17859000266", kommune=kommune) for kommune in KOMMUNER])
        klokke, borte = _Klokke(), cast("Masseklient", _Borte())
        sender = Sender(lager, lambda *_: borte, klokke, Vaner({}, froe))
        for kommune in KOMMUNER:
            foer, ut[kommune] = NAA, []
            klokke.naa = NAA
            for _ in range(FORSOEK):
                assert sender.send(kommune).tapt == 1
                neste = datetime.fromisoformat(lager.rader("SELECT neste FROM melding WHERE kommune=?", kommune)[0][0])
                klokke.naa = neste - timedelta(seconds=1)
                assert sender.send(kommune).tapt == 0  # the moment has not come
                ut[kommune].append(neste - foer)
                foer = klokke.naa = neste
    return ut


def test_each_wait_is_twice_the_one_before_up_to_the_longest(tmp_path: Path) -> None:
    for vent in _pauser(f"sqlite:///{tmp_path}/lager.db", 1).values():
        for forsoek, pause in enumerate(vent):
            midt = min(FOERSTE_PAUSE * 2**forsoek, LENGSTE_PAUSE)
            assert midt / 2 <= pause <= midt * 3 / 2, forsoek
        assert vent[-1] >= LENGSTE_PAUSE / 2
        assert sum(vent, timedelta()) < LENGSTE_PAUSE * 1.5 * FORSOEK


def test_no_two_messages_wait_equally_long_so_that_they_do_not_all_come_back_at_once(tmp_path: Path) -> None:
    alle = _pauser(f"sqlite:///{tmp_path}/lager.db", 1)
    for samtidig in zip(*alle.values(), strict=True):
        assert len(set(samtidig)) == len(KOMMUNER)
        assert max(samtidig) - min(samtidig) > timedelta(seconds=1)
    for vent in alle.values():  # nor is one wait a plain double of another
        assert all(etter != foer * 2 for foer, etter in pairwise(vent))


def test_the_same_seed_gives_the_same_waits_and_another_seed_others(tmp_path: Path) -> None:
    en, to, annen = (_pauser(f"sqlite:///{tmp_path}/{nr}.db", froe) for nr, froe in enumerate((1, 1, 2)))
    assert en == to
    assert all(en[kommune] != annen[kommune] for kommune in KOMMUNER)
