"""What is met by whoever types something wrong: the exit code, the option that it was, and both languages."""

import os
import pty
import subprocess
import sys

import pytest

from tests.cli.conftest import FNR

ROLLE = ("--role", "kommuneintrobruker")
PERIODE = ("--from", "2017-02-01", "--to", "2017-03-01")


@pytest.mark.parametrize(
    ("ord_", "nb", "en"),
    [
        ("case apply --kommune 0301 --reason=", "--reason kan ikke være tom", "--reason cannot be empty"),
        ("case apply --kommune 0301 --reason x --tag=", "--tag kan ikke være tom", "--tag cannot be empty"),
        ("case apply --kommune= --reason=", "--kommune kan ikke være tom; --reason kan ikke være tom", "--kommune"),
        ("case policy innvilg-merke", "--tag: Oppgi merkene", "--tag: Give the marks"),
        ("access grant --kommune 0301 --until 2018-01-01 --ordning x", "--ordning: «x» er ingen ordning", "--ordning"),
        ("person add --fnr 17859000267 --navn A", "--fnr: Fødselsnummer har feil kontrollsiffer", "--fnr: The f"),
        ("person add --duf 1 --navn A", "--duf: DUF-nummer skal ha 12 sifre", "--duf: A DUF-nummer has 12 digits"),
        (f"person add --fnr {FNR} --navn=", "--navn kan ikke være tom", "--navn cannot be empty"),
        (f"person add --fnr {FNR} --navn {'x' * 201}", "--navn skal ha høyst 200 tegn", "--navn must have at most"),
        ("user add a --kommune 0301 --role sjef", "--role: Rollen «sjef» finnes ikke", "--role: No role «sjef»"),
        ("user add a --kommune 9999 --role kommuneintrobruker", "--kommune: Kommune 9999 finnes ikke", "--kommune"),
        ("report avsluttede --aar tull", "--aar: «tull» kan ikke brukes", "--aar: «tull» cannot be used"),
        ("report finnesikke", "Ingen rapport heter «finnesikke»", "No report is called «finnesikke»"),
        ("report tiltak --aar 2017 --med format=csv", "--med: skriv --format csv", "write --format csv"),
        ("rules set VINDU-TO-MAANEDER maaneder tre", "«tre» er ikke et helt tall\n", "«tre» is not a whole number\n"),
        ("rules set VINDU-TO-MAANEDER maaneder 999", "må være fra 0 til 600\n", "must be from 0 to 600\n"),
        ("rules set VINDU-TO-MAANEDER maander 3", "mente du maaneder?\n", "did you mean maaneder?\n"),
        ("rules set VINDU-TO-MAANEDR maaneder 3", "mente du VINDU-TO-MAANEDER?\n", "did you mean VINDU-TO-MAANEDER?"),
        ("rules set LOV-6A utdanningsbakgrunn_fra i_dag", "«i_dag» er ikke en dato", "«i_dag» is not a date"),
        ("clock advance --by 30", "--by: «30» er ikke en varighet", "--by: «30» is not a length of time"),
        ("clock advance --to 31.02.2018", "--to: datoen «31.02.2018» finnes ikke i kal", "--to: the date «31.02.2018»"),
        ("clock run --speed 1e9", "--speed skal være høyst 864000\n", "--speed must be at most 864000\n"),
        ("sandbox expire s --in tull", "--in: «tull» er ikke en levetid", "--in: «tull» is not a time to live"),
    ],
)
def test_what_the_server_refuses_of_what_was_typed_is_wrong_usage_of_the_option_it_was(mocknir, ord_, nb, en):
    delt = ord_.split()
    if delt[:2] in (["case", "apply"], ["access", "grant"]):
        delt += PERIODE
    if delt[:2] == ["sandbox", "expire"]:
        delt[2] = mocknir.sandbox
    svar = mocknir(*delt, rc=2)
    assert svar.stdout == ""
    assert nb in svar.stderr
    assert en in svar.stderr


@pytest.mark.parametrize(
    ("ord_", "sagt"),
    [
        ("person add", "--navn mangler / --navn is missing"),
        ("person show", "IDENT mangler / IDENT is missing"),
        ("clock show --sandbx p", "--sandbx finnes ikke; mente du --sandbox? / there is no --sandbx; did you mean --s"),
        ("clock show --nei", "--nei finnes ikke; se hjelpen / there is no --nei; see the help"),
        ("clock show --sandbox", "--sandbox må ha en verdi / --sandbox needs a value"),
        ("events --follow=ja", "--follow tar ingen verdi / --follow takes no value"),
        ("clock show hei", "«hei» er til overs; sett en tekst med mellomrom i anførselstegn / «hei» is left over"),
        ("journal show x", "NUMMER: «x» er ikke et helt tall / «x» is not a whole number"),
        ("clock run --speed fort", "--speed: «fort» er ikke et tall / «fort» is not a number"),
        ("clock due --days 0", "--days: 0 må være minst 1 og høyst 3660 / 0 must be at least 1 and at most 3660"),
        ("clock run --speed 0", "--speed: 0.0 må være over 0 / 0.0 must be above 0"),
        (
            "rules changed --format csv",
            "--format: «csv» kan ikke brukes; bruk en av table, json / «csv» cannot be used",
        ),
        ("journal list --from 2017-02-30", "--from: datoen «2017-02-30» finnes ikke i kalenderen / the date"),
        ("person import borte.csv", "FILE.csv: «borte.csv» finnes ikke / «borte.csv» does not exist"),
        ("person import /", "FILE.csv: «/» er en mappe, ikke en fil / «/» is a folder, not a file"),
        ("scenario prepare borte.yaml", "FILE: «borte.yaml» finnes ikke / «borte.yaml» does not exist"),
        ("report tiltak --out /", "--out: «/» er en mappe, ikke en fil / «/» is a folder, not a file"),
        ("clock show --url ftp://x", "--url: «ftp://x» er ikke en adresse; skriv for eksempel"),
        ("--nei", "--nei finnes ikke; se hjelpen / there is no --nei; see the help"),
    ],
)
def test_what_click_refuses_is_told_in_both_languages(mocknir, ord_, sagt):
    svar = mocknir(*ord_.split(), rc=2)
    assert svar.stdout == ""
    assert f"Feil / error: {sagt}" in svar.stderr
    assert not [ord_ for ord_ in ("Usage:", "Try '", "Error:", "Invalid value") if ord_ in svar.stderr]


def test_an_empty_value_of_a_parameter_is_told_as_any_other_that_is_wrong(mocknir):
    svar = mocknir("rules", "set", "VINDU-TO-MAANEDER", "maaneder", "", rc=2).stderr
    assert svar == "maaneder: «» er ikke et helt tall\nmaaneder: «» is not a whole number\n"


def test_the_help_has_its_headings_in_both_languages(mocknir):
    hjelp = mocknir("person", "show", "--help").output
    assert hjelp.startswith("Bruk / usage: mocknir person show [OPTIONS] IDENT\n")
    assert "Valg / options:\n" in hjelp
    assert "Vis denne hjelpen. / Show this help." in hjelp
    assert "Kommandoer / commands:\n" in mocknir("person", "--help").output


@pytest.mark.parametrize("ord_", ["why", "person show", "sandbox delete", "report", "rules set VINDU-TO-MAANEDER x"])
def test_a_name_that_is_empty_is_not_the_address_of_something_else(mocknir, ord_):
    delt = ord_.split()
    tom = ["rules", "set", "", "x", "3"] if delt[0] == "rules" else [*delt, ""]
    assert "tomt / a name or a number is empty" in mocknir(*tom, rc=2).stderr


@pytest.mark.parametrize("dag", ["31.12.2017", "2017-12-31"])
def test_a_day_is_read_however_it_is_written(mocknir, dag):
    assert "2017-12-31T08:00" in mocknir("clock", "advance", "--to", dag).output
    for valg in (("--per", dag), ("--med", f"per={dag}")):
        assert "ved utgangen av 31.12.2017" in mocknir("report", "avsluttede", "--aar", "2017", *valg).output
    satt = mocknir("rules", "set", "LOV-6A", "utdanningsbakgrunn_fra", dag).output
    assert "utdanningsbakgrunn_fra = 2017-12-31" in satt


@pytest.mark.parametrize(
    ("svar", "kode", "sagt"), [("ja", 0, "er slettet"), ("nei", 1, "Ingenting er gjort. / Nothing")]
)
def test_who_sits_at_a_terminal_is_asked_and_answers_in_either_language(mocknir, svar, kode, sagt):
    hoved, terminal = pty.openpty()
    kommando = ["-m", "mocknir", "sandbox", "delete", mocknir.sandbox, "--url", mocknir.url]
    p = subprocess.Popen(
        [sys.executable, *kommando], stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8",
    )  # fmt: skip
    os.write(hoved, f"{svar}\n".encode())
    ut, _ = p.communicate(timeout=30)
    os.close(terminal)
    os.close(hoved)
    assert "[j/N]" in ut
    assert sagt in ut
    assert p.returncode == kode
