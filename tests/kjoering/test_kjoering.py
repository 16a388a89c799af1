"""A whole run: what it leaves behind, that the same seed gives the same bytes, and that it can be gone on with."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from bench.i_prosessen import IProsessen, register
from fagsystem_sim.kjoering.feil import KlokkenErFlyttet
from fagsystem_sim.kjoering.kalender import lag
from fagsystem_sim.kjoering.mappe import Mappe
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.lager.meldingsboks import Sending
from fagsystem_sim.lager.sender import Overfoert, Sender
from tests.kjoering.conftest import bestilling, kjoer_her, tabellene


def test_a_run_leaves_a_page_tables_and_a_summary(nir: IProsessen, profil: Path, tmp_path: Path):
    ut = tmp_path / "ut"
    kjoer_her(nir, bestilling(profil, ut))
    side = (ut / "rapport.html").read_text(encoding="utf-8")
    assert side.count("<svg ") == 5
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", side)  # it opens without a net
    tabeller = tabellene(ut)
    assert len(tabeller) == 9
    for navn, innhold in tabeller.items():
        assert innhold.startswith(b"\xef\xbb\xbf"), navn
        assert b";" in innhold.splitlines()[0], navn
    assert "| Deltakere i året |" in (ut / "sammendrag.md").read_text(encoding="utf-8")
    uker = [linje.split(";") for linje in tabeller["uker.csv"].decode("utf-8-sig").splitlines()[1:]]
    assert sum(int(uke[2]) for uke in uker) > 300
    assert sum(int(uke[5]) for uke in uker) > 0  # habits meet rules
    assert sum(int(uke[6]) for uke in uker) > 0  # and NIR closes


def test_one_worker_and_three_come_to_the_same_bytes(profil: Path, tmp_path: Path):
    tabeller = []
    for arbeidere in (1, 3):
        ut = tmp_path / f"ut{arbeidere}"
        with register(tmp_path / f"register{arbeidere}") as nir:
            kjoer_her(nir, bestilling(profil, ut, arbeidere=arbeidere))
        tabeller.append(tabellene(ut))
    assert tabeller[0] == tabeller[1]


@pytest.mark.parametrize("ganger", [1, 7])
def test_a_run_that_is_stopped_and_gone_on_with_comes_to_the_same_bytes(
    profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ganger: int
):
    with register(tmp_path / "register") as nir:
        kjoer_her(nir, bestilling(profil, tmp_path / "hel"))
    with register(tmp_path / "register2") as nir:
        ut = tmp_path / "delt"
        fortsett = False
        for nr in range(ganger):
            _avbryt_etter(monkeypatch, 40 + 13 * nr)
            with pytest.raises(KeyboardInterrupt):
                kjoer_her(nir, bestilling(profil, ut), fortsett=fortsett)
            fortsett = True
        monkeypatch.undo()
        kjoer_her(nir, bestilling(profil, ut), fortsett=True)
    assert tabellene(tmp_path / "hel") == tabellene(ut)


def _avbryt_etter(monkeypatch: pytest.MonkeyPatch, kall: int) -> None:
    """Let the run be interrupted in the middle of a day: after so many transfers, between store and NIR."""
    send = Sender.send
    igjen = iter(range(kall))

    def avbrutt(selv: Sender, kommune: str | None = None, foerst: Sequence[Sending] = ()) -> Overfoert:
        if next(igjen, None) is None:
            raise KeyboardInterrupt
        return send(selv, kommune, foerst)

    monkeypatch.undo()
    monkeypatch.setattr(Sender, "send", avbrutt)


def test_a_run_that_dies_before_it_has_noted_a_day_comes_to_the_same_bytes(
    profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """It dies on each day on which somebody moves, at the end of months, and while it notes what is to be corrected."""
    noterte, skriv = [], Mappe.skriv
    felles = {"kommunene": "0301,1201,1601"}

    def noter(mappe: Mappe, navn: str, tekst: str) -> None:
        noterte.append(mappe.stand.dag or "")
        skriv(mappe, navn, tekst)

    monkeypatch.setattr(Mappe, "skriv", noter)
    b = bestilling(profil, tmp_path / "hel", **felles)
    with register(tmp_path / "register") as nir:
        kjoer_her(nir, b)
    kalender = lag(b.profil, b.froe, b.skala, set(b.kommuner or ()), b.vaner(), 1)()
    igjen = {dag for dag, neste in pairwise(noterte) if dag > "2018" and dag[:7] != neste[:7]}
    igjen |= {dag.isoformat() for dag in kalender.sentrale} | {"retting-1.json"}

    def doe(mappe: Mappe, navn: str, tekst: str) -> None:
        for hva in igjen & {mappe.stand.dag, navn}:
            igjen.remove(hva)
            (mappe.sti / f"{navn}.ny").write_text(tekst[: len(tekst) // 2])
            raise KeyboardInterrupt
        skriv(mappe, navn, tekst)

    monkeypatch.setattr(Mappe, "skriv", doe)
    b, fortsett = bestilling(profil, tmp_path / "delt", **felles), False
    with register(tmp_path / "register2") as nir:
        while igjen:
            with pytest.raises(KeyboardInterrupt):
                kjoer_her(nir, b, fortsett=fortsett)
            fortsett = True
        kjoer_her(nir, b, fortsett=True)
    assert tabellene(tmp_path / "hel") == tabellene(b.ut)


def test_a_clock_that_somebody_else_moved_stops_the_run(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bestilt = bestilling(profil, tmp_path / "ut")
    _avbryt_etter(monkeypatch, 30)
    with pytest.raises(KeyboardInterrupt):
        kjoer_her(nir, bestilt)
    monkeypatch.undo()
    kontroll = Kontroll(bestilt.url or "", bestilt.sandkasse)
    nir.koble(kontroll.session)
    kontroll.flytt_klokken(bestilt.profil.simuleres.til)
    with pytest.raises(KlokkenErFlyttet, match="noen andre har flyttet den"):
        kjoer_her(nir, bestilt, fortsett=True)
