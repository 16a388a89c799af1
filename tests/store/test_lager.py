"""Sandboxes as namespaces: they do not see each other, survive a restart, and have one writer."""

import threading
from dataclasses import replace
from datetime import date

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, make_url

from mocknir.clock.klokke import Modus, les_tid
from mocknir.clock.wall import wall_time
from mocknir.register import commands as c
from mocknir.register.feil import Avvik, Feilkode
from mocknir.sandbox import Sandboxes
from mocknir.store import tabeller
from mocknir.store.lager import lager
from mocknir.store.migrering import migrer
from tests.kommune import Kommune


def test_sandboxes_do_not_see_each_other(sandkasser):
    # given a person in one sandbox
    en = sandkasser.opprett("skille-en")
    to = sandkasser.opprett("skille-to", date(2021, 5, 1))
    ola = Kommune(en).person()
    # then the other knows neither the person nor the clock
    assert en.bilde(ola.ident).person.navn == ola.navn
    with pytest.raises(Avvik) as feil:
        to.bilde(ola.ident)
    assert feil.value.kode is Feilkode.PERSON_UKJENT
    assert (en.naa().date(), to.naa().date()) == (date(2017, 1, 1), date(2021, 5, 1))
    for navn in ("skille-en", "skille-to"):
        sandkasser.slett(navn)


def test_whose_clock_runs_is_known_after_a_restart_without_opening_them(database):
    foer = Sandboxes(lager(database), wall_time)
    for navn in ("gaar", "gikk", "staar"):
        foer.opprett(navn)
    for navn in ("gaar", "gikk"):
        sandkasse = foer.hent(navn)
        sandkasse.sett_klokke(replace(sandkasse.klokke, modus=Modus.RUNNING))
    foer.hent("gikk").sett_klokke(replace(foer.hent("gikk").klokke, modus=Modus.FROZEN))
    foer.lukk()
    etter = Sandboxes(lager(database), wall_time)
    gaaende = etter.gaaende()
    assert ("gaar" in gaaende, "gikk" in gaaende, "staar" in gaaende) == (True, False, False)
    assert not etter._aapne
    for navn in ("gaar", "gikk", "staar"):
        etter.slett(navn)
    etter.lukk()


def test_what_was_acknowledged_is_there_after_a_restart(database):
    # given a transfer and an advanced clock
    foer = Sandboxes(lager(database), wall_time)
    oslo = Kommune(foer.opprett("omstart"))
    ola = oslo.person()
    oslo.start(ola)
    oslo.til("2017-05-01")
    bilde = oslo.sandbox.bilde(ola.ident)
    foer.lukk()
    # when the server starts again
    etter = Sandboxes(lager(database), wall_time)
    sandkasse = etter.hent("omstart")
    # then all is as it was, and it goes on from there
    assert sandkasse.naa().date() == date(2017, 5, 1)
    igjen = sandkasse.bilde(ola.ident)
    assert [(p.id, p.tekst) for p in igjen.poster] == [(p.id, p.tekst) for p in bilde.poster]
    assert igjen.programmer == bilde.programmer
    assert sandkasse.bruker(oslo.bruker.navn) is not None
    oslo.sandbox = sandkasse
    assert oslo.tiltak(ola, date(2017, 5, 1), None) == "godtatt"
    etter.slett("omstart")
    etter.lukk()


def test_a_second_writer_is_told_that_the_sandbox_is_taken(database):
    foerste = Sandboxes(lager(database), wall_time)
    foerste.opprett("opptatt")
    andre = Sandboxes(lager(database), wall_time)
    with pytest.raises(Avvik, match="opptatt"):
        andre.hent("opptatt")
    # and once the first lets go, the second may have it
    foerste.lukk()
    andre.hent("opptatt")
    andre.slett("opptatt")
    andre.lukk()


def test_reset_empties_and_delete_removes(sandkasser):
    sandkasse = sandkasser.opprett("nullstill", date(2019, 1, 1))
    ola = Kommune(sandkasse).person()
    # when it is reset
    sandkasse = sandkasser.nullstill("nullstill", date(2019, 1, 1))
    with pytest.raises(Avvik):
        sandkasse.bilde(ola.ident)
    assert sandkasse.naa().date() == date(2019, 1, 1)
    # and when it is deleted
    sandkasser.slett("nullstill")
    assert "nullstill" not in sandkasser.liste()
    with pytest.raises(Avvik) as feil:
        sandkasser.hent("nullstill")
    assert feil.value.kode is Feilkode.FINNES_IKKE


def test_a_reset_clock_begins_where_it_first_began(sandkasser):
    sandkasse = sandkasser.opprett("begynn", date(2019, 3, 1))
    Kommune(sandkasse).til("2019-08-01")
    assert sandkasser.nullstill("begynn").naa().date() == date(2019, 3, 1)
    sandkasser.slett("begynn")


def test_calls_that_meet_a_reset_are_done_before_it_or_after_it_or_told_to_try_again(sandkasser):
    # given a sandbox that is reset again and again while others look people up and register
    sandkasser.opprett("travel")
    feil: list[BaseException] = []
    ferdig = threading.Event()

    def bruk() -> None:
        while not ferdig.is_set():
            try:
                sandkasser.hent("travel").bilde("81899012345")
            except Avvik as avvik:
                if avvik.kode not in (Feilkode.PERSON_UKJENT, Feilkode.FINNES_IKKE):
                    feil.append(avvik)
            except BaseException as annet:
                feil.append(annet)

    traader = [threading.Thread(target=bruk) for _ in range(3)]
    for traad in traader:
        traad.start()
    for _ in range(8):
        sandkasser.nullstill("travel")
    ferdig.set()
    for traad in traader:
        traad.join()
    # then nobody met anything worse than being asked to try again
    assert feil == []
    sandkasser.slett("travel")


@pytest.mark.parametrize("navn", ["", "Stor", "med mellomrom", "../ut", "a" * 41, '"; DROP'])
def test_a_name_that_cannot_stand_in_a_url_is_refused(sandkasser, navn):
    with pytest.raises(Avvik) as feil:
        sandkasser.opprett(navn)
    assert feil.value.kode is Feilkode.UGYLDIG_VERDI


@pytest.mark.parametrize(
    "url", ["mysql://vert/base", "ikke en adresse", "sqlite:////proc/finnes/ikke", "sqlite:///x?synchronous=off"]
)
def test_a_database_that_cannot_be_used_is_refused_with_a_remedy(url):
    with pytest.raises(Avvik) as feil:
        lager(url)
    assert feil.value.felt == "--database"


@pytest.mark.parametrize(("spoersmaal", "ventet"), [("", 2), ("?synchronous=normal", 1), ("?synchronous=full", 2)])
def test_a_throw_away_store_need_not_wait_for_the_disk(tmp_path, spoersmaal, ventet):
    base = lager(f"sqlite:///{tmp_path}/nir{spoersmaal}").aapne("default")
    with base.les() as forbindelse:
        assert forbindelse.exec_driver_sql("PRAGMA synchronous").scalar() == ventet
    base.lukk()


def test_a_temporary_store_waits_for_the_disk_only_when_told(tmp_path):
    for url, ventet in (("sqlite://", 1), ("sqlite://?synchronous=full", 2)):
        store = lager(url)
        base = store.aapne("default")
        with base.les() as forbindelse:
            assert forbindelse.exec_driver_sql("PRAGMA synchronous").scalar() == ventet
        base.lukk()
        store.lukk()


def test_sandboxes_beside_a_file_keep_their_snapshots_apart(tmp_path):
    alle = Sandboxes(lager(f"sqlite:///{tmp_path}/nir.sqlite"), wall_time)
    for navn in ("default", "kurs"):
        alle.opprett(navn)
        alle.ta_snapshot(navn, "start")
        alle.ta_snapshot(navn, "kurs")
    assert alle.liste() == ["default", "kurs"]
    alle.slett("kurs")
    assert alle.liste() == ["default"]
    assert [s.navn for s in alle.snapshots("default")] == ["kurs", "start"]
    alle.gjenopprett("default", "start")
    alle.lukk()


def test_a_schema_with_a_comment_of_somebody_elses_is_a_sandbox_like_any_other(postgres):
    alle = Sandboxes(lager(postgres), wall_time)
    alle.opprett("merket")
    with psycopg.connect(postgres, autocommit=True) as tjener:
        tjener.execute("COMMENT ON SCHEMA nir_merket IS 'kurset i mai'")
    igjen = Sandboxes(lager(postgres), wall_time)
    assert "merket" in igjen.liste()
    assert "merket" not in igjen.utloep.alle
    alle.slett("merket")
    alle.lukk()
    igjen.lukk()


def test_no_table_counts_by_itself():
    """A copy of a table takes its rows along, and would not take along a counter beside them."""
    assert [t.name for t in tabeller.metadata.sorted_tables if t.autoincrement_column is not None] == []


def test_a_postgres_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(Avvik, match="svarer ikke"):
        lager("postgresql://ingen@127.0.0.1:1/ingen").liste()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    fil = tmp_path / "notat.sqlite"
    fil.write_text("Dette er ikke en database, men et langt notat som noen vil ha igjen. " * 20)
    foer = fil.read_bytes()
    with pytest.raises(Avvik, match="kan ikke åpnes"):
        Sandboxes(lager(f"sqlite:///{fil}"), wall_time).hent("default")
    assert fil.read_bytes() == foer


def test_a_database_that_failed_is_opened_anew_and_nothing_half_done_is_remembered(tmp_path):
    sandkasser = Sandboxes(lager(f"sqlite:///{tmp_path}/nir"), wall_time)
    sandkasse = sandkasser.opprett("full")
    # given a disk with room for a little more
    with sandkasse.base.les() as forbindelse:
        (sider,) = forbindelse.exec_driver_sql("PRAGMA page_count").one()
    sandkasse.base._peker.execute(f"PRAGMA max_page_count={sider + 1}")
    # when it is full
    lagret = 0

    def sett_til_det_er_fullt() -> None:
        nonlocal lagret
        for verdi in range(1, 1200):
            sandkasse.administrer(c.SettParameter("LUKKING-OPPHOLD", "maaneder", str(verdi)))
            lagret = verdi

    with pytest.raises(Avvik, match="ingenting er registrert") as feil:
        sett_til_det_er_fullt()
    assert feil.value.kode is Feilkode.INTERN_FEIL
    # and there is room again, then the value that was acknowledged holds, and work goes on
    igjen = sandkasser.hent("full")
    assert igjen.regelsett.parametre["LUKKING-OPPHOLD"]["maaneder"] == lagret > 0
    assert Kommune(igjen).person().ident
    sandkasser.lukk()


def test_a_connection_that_was_lost_is_made_anew(postgres):
    sandkasser = Sandboxes(lager(postgres), wall_time)
    sandkasse = sandkasser.opprett("brudd")
    person = Kommune(sandkasse).person()
    # given that PostgreSQL was started anew
    with psycopg.connect(postgres, autocommit=True) as tjener:
        tjener.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query <> ''"
        )
    # when a call has met it
    with pytest.raises(Avvik, match="ingenting er registrert"):
        sandkasse.flytt_klokken(les_tid("2017-01-03"))
    # then the next one is answered
    igjen = sandkasser.hent("brudd")
    assert igjen.bilde(person.ident).person == person
    with igjen.base.les() as forbindelse:
        assert forbindelse.exec_driver_sql("SELECT count(*) FROM person").scalar() == 1
    sandkasser.slett("brudd")
    sandkasser.lukk()


def test_a_postgres_user_that_may_make_nothing_is_told_so(postgres):
    with psycopg.connect(postgres, autocommit=True) as tjener:
        tjener.execute("CREATE ROLE fattig LOGIN")
    url = make_url(postgres).set(username="fattig").render_as_string(hide_password=False)
    sandkasser = Sandboxes(lager(url), wall_time)
    with pytest.raises(Avvik, match="permission denied") as feil:
        sandkasser.opprett("ingenting")
    assert feil.value.felt == "--database"
    sandkasser.lukk()


def test_the_migrations_lead_to_the_tables(database):
    """The tables that a new sandbox is made with are those that the migrations make of an old one."""
    url = database.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine("sqlite://" if url.startswith("sqlite") else url)
    with engine.connect() as forbindelse:
        if engine.dialect.name == "postgresql":
            forbindelse.exec_driver_sql("CREATE SCHEMA migrering")
            forbindelse.exec_driver_sql("SET search_path TO migrering")
            forbindelse.dialect.default_schema_name = "migrering"
        migrer(forbindelse)
        forskjeller = compare_metadata(MigrationContext.configure(forbindelse), tabeller.metadata)
        assert forskjeller == []
        assert forbindelse.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == tabeller.VERSJON
        assert {i["name"] for i in inspect(forbindelse).get_indexes("registrering")} >= {"registrering_ekstern"}
        forbindelse.rollback()
    engine.dispose()
