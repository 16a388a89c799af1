"""A run whose store is a PostgreSQL: the same outcome, found again, and never another's."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy.engine import make_url

from bench.i_prosessen import IProsessen, register
from fagsystem_sim.cli.live import kommando as live
from fagsystem_sim.cli.reconcile import kommando as reconcile
from fagsystem_sim.cli.run import kommando as run
from fagsystem_sim.kjoering.feil import Bruksfeil, KanIkkeSkrive
from fagsystem_sim.lager.lager import Lager
from tests.kjoering.conftest import bestilling, kjoer_her, tabellene
from tests.kjoering.test_kjoering import _avbryt_etter
from tests.lager.baser import gjoer, ny_base, spoer

KOMMUNER = {"kommunene": "0301,1201,1601"}


@pytest.fixture
def base(postgres: str) -> str:
    return ny_base(postgres)


def _kjoer(kommando: object, *argumenter: object) -> Result:
    return CliRunner().invoke(kommando, [str(a) for a in argumenter])  # type: ignore[arg-type]  # one of three


def _ord(svar: Result) -> str:
    return " ".join(svar.output.split())


def test_on_postgresql_stopped_and_gone_on_with_it_comes_to_the_same_bytes(
    profil: Path, tmp_path: Path, base: str, monkeypatch: pytest.MonkeyPatch
):
    # given a run on SQLite, and another tables' owner in the database
    with register(tmp_path / "register") as nir:
        kjoer_her(nir, bestilling(profil, tmp_path / "hel", **KOMMUNER))
    gjoer(base, "CREATE TABLE melding (mitt text); INSERT INTO melding VALUES ('viktig')")
    # when the same is run on PostgreSQL, interrupted, and gone on with
    ut = tmp_path / "delt"
    with register(tmp_path / "register2") as nir:
        _avbryt_etter(monkeypatch, 40)
        with pytest.raises(KeyboardInterrupt):
            kjoer_her(nir, bestilling(profil, ut, lager=base, **KOMMUNER))
        monkeypatch.undo()
        with pytest.raises(Bruksfeil, match="bestilt annerledes"):
            kjoer_her(nir, bestilling(profil, ut, **KOMMUNER), fortsett=True)
        kjoer_her(nir, bestilling(profil, ut, lager=base, **KOMMUNER), fortsett=True)
    # then it is the same, the store lies there alone, and what was there is there
    assert tabellene(tmp_path / "hel") == tabellene(ut)
    assert not (ut / "fagsystem.db").exists()
    assert spoer(base, "SELECT count(*) > 0 FROM fagsystem_sim.registrering") == [(True,)]
    assert spoer(base, "SELECT * FROM public.melding") == [("viktig",)]


def test_reconcile_finds_the_run_from_the_folder_and_from_the_store(
    profil: Path, tmp_path: Path, base: str, monkeypatch: pytest.MonkeyPatch
):
    # given a run with a NIR of its own, and a password in the address of its store
    med_passord = make_url(base).set(password="hemmelig-7").render_as_string(hide_password=False)
    svar = _kjoer(run, profil, "--kommuner", "0301,1201", "--out", tmp_path / "ut", "--store", med_passord)
    assert svar.exit_code == 0, svar.output
    # then it is noted where the store is, and not by which password
    filer = b"".join(fil.read_bytes() for fil in (tmp_path / "ut").glob("*.*"))
    assert b"hemmelig-7" not in filer
    assert make_url(base).database in json.loads((tmp_path / "ut/kjoering.json").read_text())["bestilling"]["store"]
    # when nobody says where, or when the store is named elsewhere, then the run and its NIR are found
    monkeypatch.chdir(tmp_path)
    her = _kjoer(reconcile, "--kommune", "0301", "--format", "json")
    assert "Lageret / the store: postgresql://postgres@/lager_" in her.stderr
    (tmp_path / "annet-sted").mkdir()
    monkeypatch.chdir(tmp_path / "annet-sted")
    der = _kjoer(reconcile, "--kommune", "0301", "--format", "json", "--store", base)
    assert {rad["kommune"] for rad in json.loads(her.stdout)} == {"0301"}
    assert json.loads(her.stdout) == json.loads(der.stdout)
    assert (her.exit_code, der.exit_code) == (1, 1)
    # and a kommune that is not there is met with those that are
    annen = _kjoer(reconcile, "--kommune", "5001", "--store", base)
    assert annen.exit_code == 2
    assert "Lageret har ikke noe fra kommune 5001; det har 0" in _ord(annen)


def test_another_run_s_store_is_not_emptied_without_a_word(
    nir: IProsessen, profil: Path, tmp_path: Path, base: str, monkeypatch: pytest.MonkeyPatch
):
    # given a run whose store is a PostgreSQL
    en = bestilling(profil, tmp_path / "en", lager=base, **KOMMUNER)
    kjoer_her(nir, en)
    foer = spoer(base, "SELECT count(*), max(ekstern_id) FROM fagsystem_sim.registrering")
    # when another folder is to use the same, then it is refused and nothing is done
    annen = bestilling(profil, tmp_path / "annen", lager=base, sandkasse="annen", **KOMMUNER)
    with pytest.raises(Bruksfeil, match=r"holder en annen kjøring.*--overwrite"):
        kjoer_her(nir, annen)
    assert spoer(base, "SELECT count(*), max(ekstern_id) FROM fagsystem_sim.registrering") == foer
    assert not (tmp_path / "annen").exists()
    # but the folder may use its own again, and whoever says so empties it
    kjoer_her(nir, en)
    kjoer_her(nir, annen, overskriv=True)
    # and then the first is told that it is another's
    _avbryt_etter(monkeypatch, 10)
    with pytest.raises(KeyboardInterrupt):
        kjoer_her(nir, en, overskriv=True)
    monkeypatch.undo()
    kjoer_her(nir, annen, overskriv=True)
    with pytest.raises(Bruksfeil, match="holder en annen kjøring"):
        kjoer_her(nir, en, fortsett=True)
    gjoer(base, "DROP SCHEMA fagsystem_sim CASCADE")
    with pytest.raises(Bruksfeil, match="er borte, så det er ikke noe å gå videre med"):
        kjoer_her(nir, en, fortsett=True)


def test_what_somebody_else_keeps_by_the_same_names_is_left_alone_also_with_overwrite(
    nir: IProsessen, profil: Path, tmp_path: Path, base: str
):
    gjoer(base, "CREATE SCHEMA fagsystem_sim; CREATE TABLE fagsystem_sim.melding (mitt text)")
    with pytest.raises(Bruksfeil, match="holder tabeller som er andres"):
        kjoer_her(nir, bestilling(profil, tmp_path / "ut", lager=base), overskriv=True)
    assert spoer(base, "SELECT * FROM fagsystem_sim.melding") == []


def test_two_runs_do_not_write_one_store(
    nir: IProsessen, profil: Path, tmp_path: Path, base: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("fagsystem_sim.lager.database.VENT", 1)
    under_vei = Lager(base, eier="en-mappe", hold=True)
    with pytest.raises(Bruksfeil, match="En annen kjøring bruker lageret"):
        kjoer_her(nir, bestilling(profil, tmp_path / "ut", lager=base), overskriv=True)
    assert under_vei.tilstand("mappe") == "en-mappe"
    Lager(base, finnes=True).lukk()  # who only reads may
    under_vei.lukk()
    Lager(base, eier="en-mappe", hold=True).lukk()


def test_a_database_that_goes_away_is_told_of_and_the_run_gone_on_with(
    nir: IProsessen, profil: Path, tmp_path: Path, base: str, monkeypatch: pytest.MonkeyPatch
):
    b = bestilling(profil, tmp_path / "ut", lager=base, **KOMMUNER)
    skriv, ganger = Lager.skriv, iter(range(20))

    def skriv_og_mist(selv: Lager, *hva: object) -> None:
        if next(ganger, None) is None:
            gjoer(base, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE datname=current_database() AND pid<>pg_backend_pid()")  # fmt: skip
        skriv(selv, *hva)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(Lager, "skriv", skriv_og_mist)
    with pytest.raises(KanIkkeSkrive, match=r"svarer ikke lenger: .*se at PostgreSQL går, og gå videre"):
        kjoer_her(nir, b)
    monkeypatch.undo()
    kjoer_her(nir, b, fortsett=True)
    with register(tmp_path / "register2") as annen:
        kjoer_her(annen, bestilling(profil, tmp_path / "hel", **KOMMUNER))
    assert tabellene(tmp_path / "ut") == tabellene(tmp_path / "hel")


@pytest.fixture
def laast(base: str) -> Iterator[str]:
    """A database whose user needs a password."""
    url = make_url(base)
    fil = Path(str(spoer(base, "SHOW hba_file")[0][0]))
    foer = fil.read_text()
    gjoer(base, "CREATE ROLE laast LOGIN PASSWORD 'rett-1'")
    gjoer(base, f"GRANT CREATE ON DATABASE {url.database} TO laast")
    fil.write_text(f"local {url.database} laast scram-sha-256\n{foer}")
    gjoer(base, "SELECT pg_reload_conf()")
    yield url.set(username="laast", password="rett-1").render_as_string(hide_password=False)
    fil.write_text(foer)
    gjoer(base, f"SELECT pg_reload_conf(); DROP OWNED BY laast; REVOKE ALL ON DATABASE {url.database} FROM laast")
    gjoer(base, "DROP ROLE laast")


def test_who_is_not_let_in_is_told_why_and_what_to_do(
    nir: IProsessen, profil: Path, tmp_path: Path, laast: str, monkeypatch: pytest.MonkeyPatch
):
    # given a run by a user with a password
    monkeypatch.chdir(tmp_path)
    kjoer_her(nir, bestilling(profil, tmp_path / "ut", lager=laast, **KOMMUNER))
    # when it is looked for without the password, or with a wrong one
    uten = _kjoer(reconcile, "--kommune", "0301")
    feil = _kjoer(run, profil, "--out", tmp_path / "ny", "--store", laast.replace("rett-1", "galt-2"))
    # then the sentence says what to do, and tells no password
    assert (uten.exit_code, feil.exit_code) == (2, 2)
    for svar in (uten, feil):
        assert "slipper ingen inn: connection" in _ord(svar)
        assert "i PGPASSWORD eller i ~/.pgpass. / It lets nobody in." in _ord(svar)
        assert "galt-2" not in svar.output
    assert not (tmp_path / "ny").exists()
    # and it is found where the environment gives it
    monkeypatch.setenv("PGPASSWORD", "rett-1")
    assert "slipper ingen inn" not in _ord(_kjoer(reconcile, "--kommune", "0301"))


@pytest.mark.parametrize(
    ("store", "kode", "tekst"),
    [
        ("postgresql://u:p1@127.0.0.1:9/base", 3, "Lageret postgresql://u@127.0.0.1:9/base svarer ikke: connection"),
        ("BASE", 2, "Lag basen med «createdb finnes-ikke», eller rett --store. / It lets nobody in. Make it by"),
        ("postgresql://u:p1@127.0.0.1:x/base", 2, "«postgresql://…@127.0.0.1:x/base» er ikke adressen til en Postgre"),
        ("postgresql://u:p1@127.0.0.1:9", 2, "skriv postgresql://bruker@vert/base / That is no address"),
        ("mysql://u:p1@vert/base", 2, "er ikke adressen til en PostgreSQL; skriv postgresql://bruker@vert/base / "),
        ("lager.db", 2, "ellers er lageret en fil i mappen til kjøringen (--out)"),
        ("sqlite:///lager.db", 2, "ellers er lageret en fil i mappen til kjøringen (--out)"),
    ],
)
def test_a_store_that_cannot_be_had_is_told_before_anything_is_done(
    profil: Path, tmp_path: Path, base: str, store: str, kode: int, tekst: str
):
    if store == "BASE":
        store = make_url(base).set(database="finnes-ikke").render_as_string(hide_password=False)
    for svar in (
        _kjoer(run, profil, "--out", tmp_path / "ut", "--store", store),
        _kjoer(live, "--participants", "2", "--out", tmp_path / "ut", "--store", store),
        _kjoer(reconcile, "--kommune", "0301", "--store", store),
    ):
        if "lager.db" in store and "filen lager.db finnes ikke" in _ord(svar):  # reconcile takes a file
            continue
        assert svar.exit_code == kode, svar.output
        assert tekst in _ord(svar)
        assert "p1" not in svar.output
        assert not (tmp_path / "ut").exists()


def test_a_file_that_is_another_s_is_not_written_in(tmp_path: Path):
    import sqlite3

    fil = tmp_path / "bilder.db"
    with sqlite3.connect(fil) as annens:
        annens.execute("CREATE TABLE bilde (navn text)")
    annens.close()
    svar = _kjoer(reconcile, "--kommune", "0301", "--store", fil)
    assert svar.exit_code == 2
    assert "bilder.db er ikke lageret til et fagsystem" in _ord(svar)
    with sqlite3.connect(fil) as annens:
        assert annens.execute("SELECT name FROM sqlite_master").fetchall() == [("bilde",)]
    annens.close()


def test_keys_are_sorted_alike_whatever_language_the_database_has(base: str):
    Lager(base).lukk()
    sortering = spoer(
        base, "SELECT DISTINCT collation_name FROM information_schema.columns WHERE table_schema='fagsystem_sim' "
        "AND data_type='character varying'",
    )  # fmt: skip
    assert sortering == [("C",)]
    with pytest.raises(psycopg.Error):
        gjoer(base, "SELECT * FROM public.registrering")
