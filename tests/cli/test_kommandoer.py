"""The commands against a running server: what they do, print and refuse."""

import contextlib
import csv
import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from xml.etree import ElementTree

import click
import pytest

from mocknir.cli import KOMMANDOER, main
from mocknir.rules.katalog import KATALOG
from tests.cli.conftest import FNR


def alle_kommandoer(gruppe=main, foran=()):
    with click.Context(gruppe) as ctx:
        for navn in gruppe.list_commands(ctx):
            kommando = gruppe.get_command(ctx, navn)
            yield (*foran, navn), kommando
            if isinstance(kommando, click.Group):
                yield from alle_kommandoer(kommando, (*foran, navn))


@pytest.mark.parametrize(("ord_", "kommando"), [pytest.param(o, k, id=" ".join(o)) for o, k in alle_kommandoer()])
def test_every_command_has_help_in_both_languages_with_an_example(ord_, kommando):
    assert " / " in kommando.help
    assert f"mocknir {ord_[0]}" in kommando.help.partition("\b")[2]
    for valg in kommando.params:
        if isinstance(valg, click.Option) and valg.help:
            assert " / " in valg.help or "SOAP" in valg.help, valg.name


def test_the_help_lists_every_command(mocknir):
    hjelp = mocknir("--help").output
    assert all(f"  {navn} " in hjelp for navn in KOMMANDOER)
    assert re.search(r"3 +serveren svarer ikke", hjelp)


def test_a_person_is_added_listed_and_shown(med_person):
    assert FNR in med_person("person", "list").output
    vist = med_person("person", "show", FNR).output
    assert "Amina Åsen" in vist
    assert "Frist for oppstart / Deadline for starting: 2016-09-01" in vist
    assert json.loads(med_person("person", "show", FNR, "--format", "json").output)["person"]["kjoenn"] == "K"


def test_persons_move_get_permits_leave_and_die(med_person):
    med_person("clock", "advance", "--to", "2017-06-01")
    assert "kommune 1201" in med_person("person", "move", FNR, "--to", "1201", "--date", "2017-05-01").output
    med_person("person", "permit", FNR, "--grunnlag", "familie", "--date", "2017-05-02")
    med_person("person", "emigrate", FNR, "--date", "03.05.2017")
    med_person("person", "die", FNR, "--date", "2017-05-04")
    person = json.loads(med_person("person", "list", "--format", "json").output)["persons"][0]
    assert (person["utvandret"], person["doed"]) == ("2017-05-03", "2017-05-04")
    vist = med_person("person", "show", FNR).output
    assert "Opphold / permit: 2017-05-02, familie" in vist
    assert "Adresse / address: 2017-05-01, 1201" in vist
    assert "Utvandret / emigrated: 2017-05-03\nDød / died: 2017-05-04" in vist
    assert "Programmer / programmes:" in vist
    assert "Registreringer / registrations:" in vist


def test_a_csv_file_is_imported(mocknir, tmp_path):
    fil = tmp_path / "p.csv"
    fil.write_text(f"foedselsnummer;navn\n{FNR};Åse", encoding="utf-8-sig")
    assert mocknir("person", "import", str(fil)).output == "1 importert / imported\n"
    mocknir("person", "import", "-", inn="x", rc=2)


def test_a_csv_file_with_broken_lines_names_them_and_imports_nobody(mocknir, tmp_path):
    fil = tmp_path / "p.csv"
    fil.write_text(f"foedselsnummer;navn;bosatt\n{FNR};A;\n123;B;\n{FNR};C;i går\n", encoding="utf-8")
    svar = mocknir("person", "import", str(fil), rc=2)
    assert svar.stdout == ""
    assert "Linje 3, kolonne foedselsnummer" in svar.stderr
    assert "Line 3, column foedselsnummer" in svar.stderr
    assert "linje 4, bosatt: «i går» er ikke en dato" in svar.stderr
    assert mocknir("person", "list").output == "(ingen / none)\n"


def test_a_user_gets_a_password_made_given_or_read(mocknir):
    ord_ = ("--kommune", "0301", "--role", "kommuneintrobruker")
    assert "Passord / password: " in mocknir("user", "add", "a", *ord_).output
    assert "hemmelig" not in mocknir("user", "add", "b", *ord_, "--password", "hemmelig").output
    assert "hemmelig" not in mocknir("user", "add", "c", *ord_, "--password-stdin", inn="hemmelig\n").output
    assert [u["user"] for u in json.loads(mocknir("user", "list", "--format", "json").output)["users"]] == list("abc")
    mocknir("user", "add", "d", *ord_, "--password-stdin", inn="", rc=2)


def test_a_user_gets_a_new_password_and_is_removed(mocknir):
    ord_ = ("--kommune", "0301", "--role", "kommuneintrobruker", "--password", "hemmelig")
    mocknir("user", "add", "fagsystem", *ord_)
    assert "mocknir user password fagsystem" in mocknir("user", "add", "fagsystem", *ord_, rc=2).stderr
    svar = mocknir("user", "password", "fagsystem", "--password-stdin", inn="hemmeligere\n").output
    assert svar == "fagsystem har fått nytt passord / has another password\n"
    assert "Passord / password: " in mocknir("user", "password", "fagsystem").output
    assert mocknir("user", "remove", "fagsystem").output == "fagsystem er fjernet / is removed\n"
    assert mocknir("user", "list").output == "(ingen / none)\n"
    assert (
        "Ingen bruker heter «fagsystem»; se «mocknir user list»" in mocknir("user", "remove", "fagsystem", rc=2).stderr
    )


def test_an_unknown_role_is_told_the_roles(mocknir):
    svar = mocknir("user", "add", "a", "--kommune", "0301", "--role", "sjef", rc=2)
    assert "bruk kommuneintrobruker eller kommunenorskbruker" in svar.stderr
    assert "use kommuneintrobruker or kommunenorskbruker" in svar.stderr


def test_access_is_granted_and_listed(mocknir):
    mocknir("access", "grant", "--kommune", "0301", "--from", "2017-01-01", "--to", "31.12.2017", "--ordning", "intro",
            "--until", "2018-06-12", "--merke", "Introtiltak 2017")  # fmt: skip
    (rad,) = csv.DictReader(io.StringIO(mocknir("access", "list", "--format", "csv").output), delimiter=";")
    assert rad == {"id": "1", "kommune": "0301", "from": "2017-01-01", "to": "2017-12-31", "ordning": "intro",
                   "until": "2018-06-12", "merke": "Introtiltak 2017", "case": ""}  # fmt: skip


def test_the_clock_advances_runs_and_freezes(mocknir):
    assert "2017-09-01T08:00:00+02:00" in mocknir("clock", "advance", "--to", "2017-09-01").output
    assert "2017-10-01" in mocknir("clock", "advance", "--by", "30d").output
    assert "går / running, 86400 s/s" in mocknir("clock", "run", "--speed", "86400").output
    assert "står / frozen" in mocknir("clock", "freeze").output
    assert json.loads(mocknir("clock", "show", "--format", "json").output)["mode"] == "frozen"
    assert mocknir("clock", "due", "--days", "90").output == "(ingen / none)\n"


def test_the_clock_is_not_turned_back(mocknir):
    svar = mocknir("clock", "advance", "--to", "2016-01-01", rc=2)
    assert "går bare framover" in svar.stderr
    assert "Gjenopprett et snapshot av sandkassen, eller tilbakestill den" in svar.stderr
    assert "only goes forward" in svar.stderr
    assert "Restore a snapshot of the sandbox, or reset it" in svar.stderr


@pytest.mark.parametrize(
    "ord_",
    [
        ("clock", "advance"),
        ("clock", "advance", "--to", "2017-09-01", "--by", "1d"),
        ("person", "move", FNR, "--to", "1201", "--date", "31.02.2017"),
        ("person", "add", "--fnr", FNR, "--navn", "A", "--kommune", "0301"),
        ("person", "add", "--navn", "A"),
        ("person", "import", "finnes-ikke.csv"),
        ("report", "avsluttede", "--med", "aar"),
        ("clock", "show", "--url", "ftp://x"),
        ("clock", "show", "--control-token", "å"),
        ("tull",),
    ],
)
def test_wrong_usage_is_two(mocknir, ord_):
    assert mocknir(*ord_, rc=2).stdout == ""


def test_a_misspelt_command_is_met_with_the_right_word(mocknir):
    svar = mocknir("sandbx", rc=2).stderr
    assert "Ingen kommando heter «sandbx»; mente du sandbox?" in svar
    assert "There is no command «sandbx»; did you mean sandbox?" in svar
    assert "Ingen kommando heter «tull»; velg en av serve, sandbox, clock" in mocknir("tull", rc=2).stderr


def test_a_misspelt_subcommand_is_met_with_the_right_word_too(mocknir):
    svar = mocknir("sandbox", "creat", rc=2).stderr
    assert "Ingen kommando heter «creat»; mente du create?" in svar
    assert "There is no command «creat»; did you mean create?" in svar
    assert "velg en av advance, due, freeze, run, show." in mocknir("clock", "tull", rc=2).stderr


@pytest.mark.parametrize("ord_", ["restore", "reset", "delete"])
def test_who_is_not_asked_is_told_so_in_the_help(mocknir, ord_):
    assert "uten terminal spørres det aldri" in " ".join(mocknir("sandbox", ord_, "--help").output.split())


def test_the_list_of_sandboxes_says_which_clocks_stand_and_which_go(mocknir):
    assert "står / frozen" in mocknir("sandbox", "list").output
    mocknir("clock", "run", "--speed", "60")
    assert "går / running, 60 s/s" in mocknir("sandbox", "list").output


def test_an_unknown_sandbox_is_told_how_to_make_it(mocknir):
    svar = mocknir("clock", "show", "--sandbox", "borte", rc=2)
    assert "mocknir sandbox create borte" in svar.stderr


def test_sandboxes_are_made_listed_emptied_and_deleted(mocknir):
    mocknir("sandbox", "create", "kurs", "--clock", "2021-08-01")
    assert "2021-08-01" in mocknir("sandbox", "list").output
    assert "2018-01-01" in mocknir("sandbox", "reset", "kurs", "--clock", "2018-01-01").output
    mocknir("sandbox", "delete", "kurs")
    mocknir("sandbox", "delete", "kurs", rc=2)


def test_where_no_server_answers_the_exit_code_is_three(mocknir):
    svar = mocknir("clock", "show", "--url", "http://127.0.0.1:9", rc=3)
    assert "Ingen mocknir svarer på http://127.0.0.1:9" in svar.stderr
    assert "Start it with «mocknir serve»" in svar.stderr


def test_rules_need_no_server(mocknir):
    assert [r["id"] for r in json.loads(mocknir("rules", "--format", "json").output)["rules"]] == list(KATALOG)
    assert mocknir("rules", "--format", "md").output.count("\n") == len(KATALOG) + 2
    assert all(id_ in mocknir("rules").output for id_ in KATALOG)


def test_a_parameter_is_set_and_given_back(mocknir):
    ord_ = ("VINDU-TO-MAANEDER", "maaneder")
    assert "maaneder = 3 (standard / default 2)" in mocknir("rules", "set", *ord_, "3").output
    assert "maaneder = 3" in mocknir("rules", "changed").output
    mocknir("rules", "set", *ord_, "-3", rc=2)
    mocknir("rules", "set", *ord_, "mange", rc=2)
    mocknir("rules", "unset", *ord_)
    assert mocknir("rules", "changed").output == "(ingen / none)\n"


def test_reports_are_shown_and_written(mocknir, tmp_path):
    assert "maaloppnaaelse" in mocknir("report", "list").output
    assert "Deltakere som har avsluttet" in mocknir("report", "avsluttede", "--aar", "2017").output
    assert json.loads(mocknir("report", "tiltak", "--aar", "2017", "--format", "json").output)["rader"] == []
    fil = tmp_path / "r.csv"
    mocknir("report", "avsluttede", "--aar", "2017", "--per", "2017-01-01", "--format", "csv", "--out", str(fil))
    assert fil.read_bytes().startswith(b"\xef\xbb\xbfKommune;")
    assert "kan ikke skrives" in mocknir("report", "tiltak", "--aar", "2017", "--out", "/nei/x.csv", rc=2).stderr
    assert "bruk avsluttede" in mocknir("report", "fravaer", rc=2).stderr


def test_why_tells_of_a_person_in_both_languages(med_person):
    assert "Amina Åsen" in med_person("why", FNR).output
    assert med_person("why", FNR, "--lang", "en").output != med_person("why", FNR).output
    assert json.loads(med_person("why", FNR, "--format", "json").output)["slag"] == "person"
    assert med_person("why", FNR, "--all").output == med_person("why", FNR).output  # there is no routine yet
    med_person("why", "borte", rc=2)


def test_the_contract_is_printed_without_a_server(mocknir):
    for versjon in ("1.1", "1.2"):
        wsdl = mocknir("wsdl", "--soap", versjon, "--address", "http://x/ws4?a&b").output
        assert "http://x/ws4?a&b" in [e.get("location") for e in ElementTree.fromstring(wsdl).iter()]


@pytest.mark.parametrize("gruppe", ["", *(" ".join(o) for o, k in alle_kommandoer() if isinstance(k, click.Group))])
def test_no_summary_is_cut_in_the_help_of_80_columns(mocknir, gruppe, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    kommandoer = mocknir(*gruppe.split(), "--help").output.partition("Kommandoer / commands:")[2]
    assert kommandoer
    assert "..." not in kommandoer


def ved_terminal(skall, *ord_, bredde=80):
    """What a command shows in a window."""
    hoved, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, bredde, 0, 0))
    p = subprocess.Popen(
        [sys.executable, "-m", "mocknir", *ord_, "--url", skall.url, "--sandbox", skall.sandbox], stdout=terminal,
        env={**os.environ, "TERM": "xterm", "NO_COLOR": "1", "COLUMNS": str(bredde)},
    )  # fmt: skip
    os.close(terminal)
    ut = b""
    with contextlib.suppress(OSError):
        while biter := os.read(hoved, 65536):
            ut += biter
    os.close(hoved)
    assert p.wait(timeout=30) == 0
    return re.sub(r"\x1b\[[0-9;]*m", "", ut.decode()).replace("\r", "")


def test_a_window_of_80_columns_shows_whole_words_and_what_there_was_no_room_for(med_person):
    med_person("fault", "add", "--kind", "drop", "--stage", "before-commit", "--operation", "OverfoerRegistreringer")
    med_person("case", "apply", "--kommune", "0301", "--from", "2016-10-01", "--to", "2016-12-31", "--reason",
               "Tiltak mangler i registeret", "--tag", "Introtiltak 2016")  # fmt: skip
    for ord_, hele in (
        (("journal", "list"), [FNR, "OpprettPerson", "2017-01-01 08:00"]),
        (("fault", "list"), ["før lagring", "(before-commit)", "OverfoerRegistreringer"]),
        (("case", "list"), ["2016-10-01", "2016-12-31", "mottatt"]),
        (("person", "list"), [FNR, "Amina Åsen"]),
        (("person", "show", FNR), [FNR]),
        (("sandbox", "list"), [med_person.sandbox, "2017-01-01 08:00"]),
        (("report", "list"), ["maaloppnaaelse"]),
    ):
        vist = ved_terminal(med_person, *ord_)
        assert max(map(len, vist.splitlines())) <= 80 or ord_[0] == "person"
        assert not [tekst for tekst in hele if tekst not in vist], vist
    assert "Ikke plass til / no room for: Merke / label" in ved_terminal(med_person, "case", "list")
    assert "Ikke plass" not in ved_terminal(med_person, "case", "list", bredde=200)


def test_a_pipe_gets_whole_lines_without_colours(med_person, url):
    ut = subprocess.run(
        [sys.executable, "-m", "mocknir", "person", "list", "--url", url, "--sandbox", med_person.sandbox],
        capture_output=True, text=True, encoding="utf-8", check=True, env={"COLUMNS": "40", "TERM": "xterm-256color"},
    ).stdout  # fmt: skip
    assert "\x1b" not in ut
    (linje,) = [linje for linje in ut.splitlines() if FNR in linje]
    assert "Amina Åsen" in linje
    assert linje.rstrip().endswith("28")


def test_a_sandbox_is_kept_put_back_doubled_and_given_a_time_to_live(med_person):
    navn, kopi = med_person.sandbox, f"{med_person.sandbox}-kopi"
    assert "2017-01-01" in med_person("sandbox", "snapshot", navn, "start").output
    med_person("clock", "advance", "--to", "2018-01-01")
    assert "2017-01-01" in med_person("sandbox", "restore", navn, "start").output
    assert f"/{kopi}/ws4" in med_person("sandbox", "fork", navn, kopi, "--snapshot", "start", "--expires", "30h").output
    assert FNR in med_person("person", "list", "--sandbox", kopi).output
    listet = {
        en["name"]: en for en in json.loads(med_person("sandbox", "list", "--format", "json").output)["sandboxes"]
    }
    assert (listet[navn]["expires"], listet[kopi]["expiresIn"] > 29 * 3600) == (None, True)
    assert "1 d " in med_person("sandbox", "list").output
    assert "utløper / expires 20" in med_person("sandbox", "expire", navn, "--in", "7d").output
    assert "does not expire" in med_person("sandbox", "expire", navn, "--in", "never").output
    assert "start" in med_person("sandbox", "snapshots", navn).output
    med_person("sandbox", "snapshots", navn, "--delete", "start")
    assert json.loads(med_person("sandbox", "snapshots", navn, "--format", "json").output) == {"snapshots": []}
    med_person("sandbox", "delete", kopi)


def test_a_misspelt_snapshot_is_met_with_the_right_word(mocknir):
    mocknir("sandbox", "snapshot", mocknir.sandbox, "start")
    assert "mente du «start»" in mocknir("sandbox", "restore", mocknir.sandbox, "strat", rc=2).stderr


def test_the_sandbox_behind_ws4_is_not_deleted_and_is_emptied_instead(mocknir):
    assert "→ Tøm den: mocknir sandbox reset default" in mocknir("sandbox", "delete", "default", "--yes", rc=2).stderr
    assert "/ws4" in json.loads(mocknir("sandbox", "list", "--format", "json").output)["sandboxes"][0]["ws4"]
    mocknir("clock", "show", "--sandbox", "default")
