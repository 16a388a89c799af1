"""The calendar: the same whoever makes it, each registration once a transfer, and within reach of the window."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

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
    en, to = (kalender.lag(b.profil, b.froe, b.skala, None, b.vaner(), n) for n in (1, 2))
    assert (en.personer, en.sentrale, en.identer, en.deltakere) == (to.personer, to.sentrale, to.identer, to.deltakere)
    assert (en.forsinkelse, en.registreringer) == (to.forsinkelse, to.registreringer)
    assert _innhold(en) == _innhold(to)


def test_what_is_corrected_before_a_transfer_is_transferred_once_as_it_stood_last(profil: Path, tmp_path: Path):
    b = bestill(str(profil), ut=tmp_path)
    innhold = _innhold(kalender.lag(b.profil, b.froe, b.skala, None, b.vaner(), 1))
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


@pytest.mark.parametrize(("plan", "dager"), [("straks", 0), ("natt", 1)])
def test_the_profile_says_when_large_and_small_kommuner_transfer(plan: str, dager: int, profil: Path, tmp_path: Path):
    # given small kommuner that transfer at once, or by night, and a country in which only Oslo is large
    lest = yaml.safe_load(profil.read_text(encoding="utf-8"))
    lest["overfoering"]["smaa"]["plan"] = plan
    lest["overfoering"]["stor_fra"]["verdi"] = 0.06
    (tmp_path / "min.yaml").write_text(yaml.safe_dump(lest, allow_unicode=True), encoding="utf-8")
    # when they plan their transfers
    planer = Planer(les(str(tmp_path / "min.yaml")))
    # then the small ones do as is said, over New Year too, and Oslo goes on by the week
    for dag in (date(2017, 3, 31), date(2017, 12, 31), date(2018, 3, 16)):
        assert planer.dag("0938", dag) == planer.dag("1201", dag) == dag + timedelta(days=dager)
    assert len({planer.dag("0301", date(2017, 3, dag)) for dag in range(1, 32)}) in (5, 6)
    assert [planer.stor(kommune) for kommune in ("0301", "1201", "0938")] == [True, False, False]


def test_without_habits_only_what_is_settled_at_the_end_of_a_month_can_come_too_late(tmp_path: Path):
    b = bestill("norge-2017", skala=0.02, ut=tmp_path)
    b = replace(b, profil=b.profil.model_copy(update={"vaner": {}}))
    innhold = _innhold(kalender.lag(b.profil, b.froe, b.skala, None, b.vaner(), 1))
    foerst: dict[str, tuple[date, Arbeid]] = {}
    for dag, arbeid in ((dag, a) for dag, kommuner in innhold.items() for liste in kommuner.values() for a in liste):
        foerst.setdefault(arbeid.ekstern_id, (dag, arbeid))  # a correction goes by what it changes
    sene = [a for dag, a in foerst.values() if (dag - a.innhold[kalender._DATO.get(a.type, "dato")]).days > 59]
    assert {a.type for a in sene} == {"timer", "fravaer"}
    assert len(sene) < 0.01 * len(foerst)


def test_the_one_user_of_a_small_kommune_has_both_roles(profil: Path, tmp_path: Path):
    b = bestill(str(profil), ut=tmp_path)
    alle = [a for k in _innhold(kalender.lag(b.profil, b.froe, b.skala, None, b.vaner(), 1)).values()
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
