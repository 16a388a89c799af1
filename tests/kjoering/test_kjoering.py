"""A whole run: what it leaves behind, that the same seed gives the same bytes, and that it can be gone on with."""

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bench.i_prosessen import IProsessen, register
from fagsystem_sim.kjoering.bestilling import Bestilling
from fagsystem_sim.kjoering.feil import Bruksfeil, LagerErSkadd, SandkassenErEndret
from fagsystem_sim.kjoering.kalender import lag
from fagsystem_sim.kjoering.loep import Loep
from fagsystem_sim.kjoering.mappe import Mappe, Stand, er_begynt
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.lager.endringer import lukkede
from fagsystem_sim.lager.lager import Lager
from fagsystem_sim.lager.meldingsboks import Sending
from fagsystem_sim.lager.sender import Overfoert, Sender
from fagsystem_sim.rapport import kilder
from tests.kjoering.conftest import bestilling, kjoer_her, tabellene


@pytest.fixture(scope="module")
def hel(profil: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a whole run, with one worker and without interruption."""
    mappe = tmp_path_factory.mktemp("hel")
    with register(mappe / "register") as nir:
        kjoer_her(nir, bestilling(profil, mappe / "ut", arbeidere=1))
    return mappe / "ut"


def test_a_run_leaves_a_page_tables_and_a_summary(hel: Path):
    side = (hel / "rapport.html").read_text(encoding="utf-8")
    assert side.count("<svg ") == 4
    assert "Ingen kommune hadde minst 5 avsluttede" in side
    lenker = re.findall(r'<a href="(https?://[^"]+)">', side)
    assert kilder.alle()["S69"].adresse in lenker
    assert len(re.findall(r"""(src|href)=["']?(https?:)?//""", side)) == len(lenker)  # it opens without a net
    tabeller = tabellene(hel)
    assert len(tabeller) == 11
    for navn, innhold in tabeller.items():
        assert innhold.startswith(b"\xef\xbb\xbf"), navn
        assert b";" in innhold.splitlines()[0], navn
    sammendrag = (hel / "sammendrag.md").read_text(encoding="utf-8")
    assert "| Deltakere i året |" in sammendrag
    assert "Profilen er tilpasset de publiserte tallene" in sammendrag
    assert "| Lukket av NIR, ikke rettet 15.01.2018 |" in sammendrag  # before the last of its rounds
    uker = [linje.split(";") for linje in tabeller["uker.csv"].decode("utf-8-sig").splitlines()[1:]]
    assert sum(int(uke[2]) for uke in uker) > 300
    assert sum(int(uke[5]) for uke in uker) > 0  # habits meet rules
    assert sum(int(uke[6]) for uke in uker) > 0  # and NIR closes


def test_what_was_planned_and_what_came_to_nir_are_accounted_for_to_the_last_registration(hel: Path, profil: Path):
    """Answers get lost, messages go out twice, in the wrong order, and by the wrong user."""
    b = bestilling(profil, hel)
    rader = [linje.split(";") for linje in tabellene(hel)["regnskap.csv"].decode("utf-8-sig").splitlines()[1:]]
    (planlagt, antall), *poster, (overfoert, sum_) = ((hva, int(n)) for hva, n in rader)
    uker = [linje.split(";") for linje in tabellene(hel)["uker.csv"].decode("utf-8-sig").splitlines()[1:]]
    assert (planlagt, overfoert) == ("Planlagt da simuleringen begynte", "Overført til NIR")
    assert antall == lag(b.profil, b.froe, b.skala, None, b.vaner(), 1).registreringer
    assert antall + sum(n for _, n in poster) == sum_ == sum(int(n) for uke in uker for n in uke[2:6])
    assert len(poster) >= 4
    assert "Ikke gjort rede for" not in dict(poster)
    # and the page says when the first and the last of them came, as the journal tells
    dager = [mandag for mandag, meldinger, *_ in uker if int(meldinger)]
    ingress = (hel / "sammendrag.md").read_text(encoding="utf-8").splitlines()[4]
    foerste, siste = re.findall(r"(?:kom|den siste) (\d\d\.\d\d\.\d{4})", ingress)
    for dag, mandag in ((foerste, dager[0]), (siste, dager[-1])):
        etter = date.fromisoformat("-".join(reversed(dag.split(".")))) - date.fromisoformat(mandag)
        assert 0 <= etter.days < 7


def test_three_workers_come_to_the_same_bytes_as_one(nir: IProsessen, hel: Path, profil: Path, tmp_path: Path):
    kjoer_her(nir, bestilling(profil, tmp_path / "ut", arbeidere=3))
    assert tabellene(tmp_path / "ut") == tabellene(hel)


def test_a_run_that_is_stopped_and_gone_on_with_comes_to_the_same_bytes(
    nir: IProsessen, hel: Path, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ut, fortsett = tmp_path / "delt", False
    for nr in range(7):
        _avbryt_etter(monkeypatch, 11 + 4 * nr)
        with pytest.raises(KeyboardInterrupt):
            kjoer_her(nir, bestilling(profil, ut), fortsett=fortsett)
        fortsett = True
    monkeypatch.undo()
    kjoer_her(nir, bestilling(profil, ut), fortsett=True)
    assert tabellene(hel) == tabellene(ut)


def _avbryt_etter(monkeypatch: pytest.MonkeyPatch, kall: int) -> None:
    """Let the run be interrupted in the middle of a day: after so many transfers, between store and NIR."""
    monkeypatch.undo()
    send = Sender.send
    igjen = iter(range(kall))

    def avbrutt(selv: Sender, kommune: str | None = None, foerst: Sequence[Sending] = ()) -> Overfoert:
        if next(igjen, None) is None:
            raise KeyboardInterrupt
        return send(selv, kommune, foerst)

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
    kalender = lag(b.profil, b.froe, b.skala, set(b.kommuner or ()), b.vaner(), 1)
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


def _avbrutt(
    nir: IProsessen, bestilt: Bestilling, monkeypatch: pytest.MonkeyPatch, *, overskriv: bool = False
) -> Kontroll:
    """A run that was interrupted, and the way to its sandbox."""
    _avbryt_etter(monkeypatch, 30)
    with pytest.raises(KeyboardInterrupt):
        kjoer_her(nir, bestilt, overskriv=overskriv)
    monkeypatch.undo()
    return kontroll_av(nir, bestilt)


def kontroll_av(nir: IProsessen, bestilt: Bestilling) -> Kontroll:
    kontroll = Kontroll(bestilt.url or "", bestilt.sandkasse)
    nir.koble(kontroll.session)
    return kontroll


def test_a_clock_that_somebody_else_moved_stops_the_run(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bestilt = bestilling(profil, tmp_path / "ut")
    _avbrutt(nir, bestilt, monkeypatch).flytt_klokken(bestilt.profil.simuleres.til)
    with pytest.raises(SandkassenErEndret, match="noen andre har flyttet den"):
        kjoer_her(nir, bestilt, fortsett=True)


def test_a_sandbox_that_somebody_emptied_or_deleted_stops_the_run_that_is_gone_on_with(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bestilt = bestilling(profil, tmp_path / "ut")
    kontroll = _avbrutt(nir, bestilt, monkeypatch)
    kontroll.lag_sandkasse(bestilt.profil.foerste_dag)
    with pytest.raises(SandkassenErEndret, match="holder ikke denne kjøringen lenger"):
        kjoer_her(nir, bestilt, fortsett=True)
    kontroll.slett_sandkasse()
    with pytest.raises(SandkassenErEndret, match="finnes ikke lenger"):
        kjoer_her(nir, bestilt, fortsett=True)


@pytest.mark.parametrize(
    ("gjoer", "tekst"),
    [
        (lambda k, dag: k.flytt_klokken(dag + timedelta(days=1)), "noen andre har flyttet den"),
        (lambda k, dag: k.lag_sandkasse(date(2016, 1, 1)), "holder ikke denne kjøringen lenger"),
        (
            lambda k, dag: (k.lag_sandkasse(date(2016, 1, 1)), k.flytt_klokken(dag)),
            "holder ikke denne kjøringen lenger",
        ),
        (lambda k, dag: k._sandkasse("DELETE", "/users/0301-intro"), "NIR slipper ikke lenger inn"),
        (lambda k, dag: k.slett_sandkasse(), "finnes ikke lenger"),
    ],
)
def test_what_somebody_does_to_the_sandbox_of_a_run_under_way_is_noticed_and_cannot_be_gone_on_with(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    gjoer: Callable[[Kontroll, date], object], tekst: str,
):  # fmt: skip
    # given a run in its fourth month
    bestilt = bestilling(profil, tmp_path / "ut", kommunene="0301")
    kontroll, lev = kontroll_av(nir, bestilt), Loep._lev
    dager: list[date] = []
    forstyrret: list[object] = []

    def lev_og_forstyrr(selv: Loep, dag: date, basseng: ThreadPoolExecutor) -> None:
        dager.append(dag)
        lev(selv, dag, basseng)
        if dag >= date(2017, 1, 1) and not forstyrret:
            forstyrret.append(gjoer(kontroll, dag))

    monkeypatch.setattr(Loep, "_lev", lev_og_forstyrr)
    # when somebody else does something to its sandbox, then it ends when it next has to do with it
    with pytest.raises(SandkassenErEndret, match=tekst):
        kjoer_her(nir, bestilt)
    assert dager[-1] < date(2018, 2, 1)
    # and it is not gone on with, whatever the sandbox looks like now
    with pytest.raises(Bruksfeil, match="begynn på nytt med --overwrite"):
        kjoer_her(nir, bestilt, fortsett=True)


def test_a_clock_that_was_put_back_is_left_where_it_was_put(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bestilt = bestilling(profil, tmp_path / "ut", kommunene="0301")
    kontroll, lev = kontroll_av(nir, bestilt), Loep._lev
    satt: list[date] = []

    def lev_og_sett_tilbake(selv: Loep, dag: date, basseng: ThreadPoolExecutor) -> None:
        lev(selv, dag, basseng)
        if not satt and dag > date(2016, 12, 1):
            kontroll._sandkasse("POST", "/snapshots", {"name": "foer"})
            satt.append(kontroll.klokken())
        elif satt and dag > date(2017, 2, 1):
            kontroll._sandkasse("POST", "/snapshots/foer/restore")

    monkeypatch.setattr(Loep, "_lev", lev_og_sett_tilbake)
    with pytest.raises(SandkassenErEndret, match="noen andre har flyttet den"):
        kjoer_her(nir, bestilt)
    assert kontroll.klokken() == satt[0]


def test_runs_in_two_folders_do_not_empty_each_other_s_sandbox(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # given a run, and what it has in its sandbox
    en, annen = bestilling(profil, tmp_path / "en"), bestilling(profil, tmp_path / "annen")
    kontroll = _avbrutt(nir, en, monkeypatch)
    foer = kontroll.sandkassen()
    # when the same is run in another folder, then it is refused, and nothing is done
    with pytest.raises(Bruksfeil, match="holder noe annet enn det som er kjørt i mappen"):
        kjoer_her(nir, annen)
    assert kontroll.sandkassen() == foer
    assert not (tmp_path / "annen").exists()
    # but a sandbox of its own may be had, the first folder may empty its own, and whoever says so empties any
    _avbrutt(nir, bestilling(profil, tmp_path / "annen", sandkasse="en-annen"), monkeypatch)
    _avbrutt(nir, en, monkeypatch, overskriv=True)
    _avbrutt(nir, bestilling(profil, tmp_path / "tredje"), monkeypatch, overskriv=True)
    assert kontroll.sandkassen() != foer


def test_a_sandbox_that_somebody_made_and_left_empty_may_be_used(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bestilt = bestilling(profil, tmp_path / "ut", sandkasse="kurs")
    kontroll_av(nir, bestilt).lag_sandkasse(date(2020, 1, 1))
    _avbrutt(nir, bestilt, monkeypatch)
    assert er_begynt(tmp_path / "ut")


def test_an_interrupted_run_is_not_begun_anew_without_a_word(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bestilt = bestilling(profil, tmp_path / "ut")
    _avbrutt(nir, bestilt, monkeypatch)
    lager = (tmp_path / "ut" / "fagsystem.db").read_bytes()
    with pytest.raises(Bruksfeil, match=r"ble avbrutt \d\d\.\d\d\.\d{4}\. Gå videre med --resume"):
        kjoer_her(nir, bestilt)
    # nor where nobody can tell how far it is
    stand = tmp_path / "ut" / "kjoering.json"
    for skade in ("{", stand.read_text().replace('"versjon": 2', '"versjon": 1')):
        stand.write_text(skade)
        with pytest.raises(Bruksfeil, match="lar seg ikke lese"):
            kjoer_her(nir, bestilt)
    assert (tmp_path / "ut" / "fagsystem.db").read_bytes() == lager
    _avbrutt(nir, bestilt, monkeypatch, overskriv=True)


def test_the_report_of_an_earlier_run_does_not_stay_beside_a_new_one(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ut = tmp_path / "ut"
    kjoer_her(nir, bestilling(profil, ut, kommunene="0301"))
    (ut / "eget.csv").write_text("mitt")
    assert (ut / "rapport.html").exists()
    _avbrutt(nir, bestilling(profil, ut, froe=7), monkeypatch)
    assert [fil.name for fil in ut.iterdir() if fil.suffix in (".html", ".md", ".csv")] == ["eget.csv"]


@pytest.mark.parametrize("felt", [{"dag": "tull"}, {"dag": 5}, {"bestilling": None}, {"filer": 3}])
def test_a_note_of_the_run_that_is_not_as_it_was_written_is_not_read(tmp_path: Path, felt: dict[str, object]):
    Mappe(tmp_path, Stand({})).lagre()
    fil = tmp_path / "kjoering.json"
    fil.write_text(json.dumps(json.loads(fil.read_text()) | felt))
    with pytest.raises(Bruksfeil, match="lar seg ikke lese"):
        Mappe.fortsett(tmp_path, {})


def test_a_store_that_is_older_than_the_run_is_not_gone_on_with(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # given a run that was interrupted, and a copy of its store from the year before
    ut = tmp_path / "ut"
    bestilt = bestilling(profil, ut, kommunene="0301,1201")
    _avbryt_etter(monkeypatch, 20)
    with pytest.raises(KeyboardInterrupt):
        kjoer_her(nir, bestilt)
    (tmp_path / "kopi.db").write_bytes((ut / "fagsystem.db").read_bytes())
    _avbryt_etter(monkeypatch, 30)
    with pytest.raises(KeyboardInterrupt):
        kjoer_her(nir, bestilt, fortsett=True)
    monkeypatch.undo()
    # when it is put in place, then that is told
    (ut / "fagsystem.db").write_bytes((tmp_path / "kopi.db").read_bytes())
    with pytest.raises(LagerErSkadd, match="eldre enn kjøringen"):
        kjoer_her(nir, bestilt, fortsett=True)


def test_the_systems_have_heard_of_all_that_nir_closed(hel: Path):
    lager = Lager(f"sqlite:///{hel / 'fagsystem.db'}")
    hoert = Counter(lukket.regel for lukket in lukkede(lager))
    hendelser = lager.rader("SELECT count(*) FROM hendelse WHERE hva='lukket'")[0][0]
    lager.lukk()
    uker = tabellene(hel)["uker.csv"].decode("utf-8-sig").splitlines()[1:]
    assert hoert.total() == hendelser == sum(int(uke.split(";")[6]) for uke in uker) > 0


@pytest.mark.parametrize(("skade", "feil", "tekst"), [
    (lambda fil: fil.write_bytes(b"ikke en database" * 500), LagerErSkadd, "--overwrite"),
    (lambda fil: fil.unlink(), Bruksfeil, "er borte, så det er ikke noe å gå videre med"),
])  # fmt: skip
def test_a_store_that_is_damaged_or_gone_is_not_called_a_full_disk(
    nir: IProsessen, profil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    skade: Callable[[Path], object], feil: type[Exception], tekst: str,
):  # fmt: skip
    bestilt = bestilling(profil, tmp_path / "ut")
    _avbrutt(nir, bestilt, monkeypatch)
    for hale in ("-wal", "-shm"):
        (tmp_path / "ut" / f"fagsystem.db{hale}").unlink(missing_ok=True)
    skade(tmp_path / "ut" / "fagsystem.db")
    with pytest.raises(feil, match=tekst):
        kjoer_her(nir, bestilt, fortsett=True)
