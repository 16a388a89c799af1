"""The calendar: the same whoever makes it, each registration once a transfer, and within reach of the window."""

from datetime import date
from pathlib import Path

import pytest

from fagsystem_sim.fakta import Arbeid
from fagsystem_sim.kjoering import kalender
from fagsystem_sim.kjoering.bestilling import bestill
from fagsystem_sim.kjoering.kalender import BEGGE, Kalender, Planer
from fagsystem_sim.kjoering.reform import reformer, sammenslaatte
from fagsystem_sim.profiler.les import les


def _innhold(k: Kalender) -> dict[date, dict[str, list[Arbeid]]]:
    return {dag: k.hent(dag) for dag in sorted(k.bunker)}


def test_two_processes_make_what_one_makes(profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    b = bestill(str(profil), ut=tmp_path)
    monkeypatch.setattr(kalender, "STYKKE", 7)
    en, to = (kalender.lag(b.profil, b.froe, b.skala, None, b.vaner(), n)() for n in (1, 2))
    assert (en.personer, en.sentrale, en.identer, en.deltakere) == (to.personer, to.sentrale, to.identer, to.deltakere)
    assert (en.forsinkelse, en.registreringer) == (to.forsinkelse, to.registreringer)
    assert _innhold(en) == _innhold(to)


def test_what_is_corrected_before_a_transfer_is_transferred_once_as_it_stood_last(profil: Path, tmp_path: Path):
    b = bestill(str(profil), ut=tmp_path)
    innhold = _innhold(kalender.lag(b.profil, b.froe, b.skala, None, b.vaner(), 1)())
    for arbeid in (a for kommuner in innhold.values() for a in kommuner.values()):
        registrert = [a.ekstern_id for a in arbeid if a.kanal != "ingen"]
        assert len(registrert) == len(set(registrert))


def test_a_large_kommune_transfers_weekly_with_two_users_and_a_small_one_monthly_with_one(profil: Path):
    planer = Planer(les(str(profil)))
    dager = [date(2017, 3, dag) for dag in range(1, 32)]
    oslo, bygland = ({planer.dag(kommune, dag) for dag in dager} for kommune in ("0301", "0938"))
    assert len(oslo) in (5, 6)
    assert len(bygland) == 2
    assert all(planer.dag("0938", dag) > dag for dag in dager)
    assert planer.stor("0301")
    assert not planer.stor("0938")


def test_the_one_user_of_a_small_kommune_has_both_roles(profil: Path, tmp_path: Path):
    b = bestill(str(profil), ut=tmp_path)
    alle = [a for k in _innhold(kalender.lag(b.profil, b.froe, b.skala, None, b.vaner(), 1)()).values()
            for arbeid in k.values() for a in arbeid]  # fmt: skip
    planer = Planer(b.profil)
    assert alle
    assert all((a.rolle == BEGGE) != planer.stor(a.kommune) for a in alle)


def test_the_reforms_of_2018_are_mergers_and_mere_changes_of_number():
    alle = reformer(date(2017, 1, 1), date(2018, 6, 1))
    assert ("1601", "5001") in {(r.gammel, r.ny) for r in alle}
    nye = sammenslaatte(alle)
    assert nye["5054"] == date(2018, 1, 1)  # Rissa og Leksvik ble Indre Fosen
    assert "5001" not in nye  # Trondheim fikk bare nytt nummer
