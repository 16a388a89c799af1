"""The store: all or nothing, and what it says when the disk is full."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fagsystem_sim.lager import Lager, LagerFeil
from fagsystem_sim.lager.plan import Overfoeringsplan
from fagsystem_sim.vaner.vane import INGEN
from tests.lager import arbeid as a

IDENT = "17859000266"


@pytest.fixture
def lager(lagerurl: str) -> Iterator[Lager]:
    lager = Lager(lagerurl)
    yield lager
    lager.lukk()


def test_record_event_and_outbox_go_together(lager: Lager) -> None:
    antall = lager.registrer([a.vedtak(IDENT), a.avslutning(IDENT, date(2017, 6, 1), kanal=INGEN, vane="sen")])
    assert antall == lager.venter("0301") == 1
    (post,) = lager.poster("0301")
    assert (post.type, post.status, post.registrert) == ("vedtak", "ukjent", date(2017, 1, 2))
    assert lager.rader("SELECT hva FROM hendelse") == [("registrert",)]
    assert [g.type for g in lager.glemte("0301", date(2017, 6, 1))] == ["avslutning"]
    assert lager.glemte("0301", date(2017, 5, 31)) == []


def test_a_correction_is_the_same_registration(lager: Lager) -> None:
    lager.registrer([a.timer(IDENT, date(2017, 1, 2), date(2017, 1, 31), 60)])
    lager.registrer([a.timer(IDENT, date(2017, 1, 2), date(2017, 1, 31), 61)])
    (post,) = lager.poster("0301")
    assert post.innhold["antall"] == "61"
    assert lager.venter() == 2


def test_what_was_forgotten_and_is_registered_is_forgotten_no_more(lager: Lager) -> None:
    glemt = a.avslutning(IDENT, date(2017, 6, 1), kanal=INGEN)
    lager.registrer([glemt])
    lager.registrer([glemt._replace(kanal="WS4", registreres=date(2018, 3, 1))])
    assert lager.glemte("0301", date(2018, 6, 1)) == []


def test_a_full_disk_is_said_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    lager = Lager(f"sqlite:///{tmp_path}/lager.db")
    lager.registrer([a.vedtak(IDENT)])
    sider = lager.rader("PRAGMA page_count")[0][0]
    lager.rader(f"PRAGMA max_page_count={sider + 2}")
    mange = [a.timer(IDENT, date(2017, 1, 2), date(2017, 1, 31), 60, f"t{i}") for i in range(2000)]
    with pytest.raises(LagerFeil, match=r"Disken er full.*\n?.*disk is full"):
        lager.registrer(mange)
    assert lager.venter() == 1
    assert len(list(lager.poster("0301"))) == 1
    lager.lukk()


def test_a_store_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    with pytest.raises(LagerFeil, match="kan ikke åpnes"):
        Lager(f"sqlite:///{tmp_path}/finnes-ikke/lager.db")


def test_a_store_keeps_its_mark(tmp_path: Path) -> None:
    Lager(f"sqlite:///{tmp_path}/lager.db", merke="n17-42").lukk()
    igjen = Lager(f"sqlite:///{tmp_path}/lager.db")
    assert igjen.merke == "n17-42"
    igjen.lukk()


@pytest.mark.parametrize(("plan", "nr", "dager"), [("straks", 3, 0), ("natt", 3, 1), ("uke", 3, 7), ("maaned", 3, 28)])
def test_transfers_come_as_the_plan_says(plan: str, nr: int, dager: int) -> None:
    en = Overfoeringsplan(plan, nr)
    naa = en.neste(datetime(2017, 1, 6, 12, tzinfo=UTC))
    neste = en.neste(naa)
    assert (neste - naa).days == dager
    with pytest.raises(ValueError, match="straks, natt, uke, maaned"):
        Overfoeringsplan("iblant")
