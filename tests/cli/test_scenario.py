"""mocknir scenario: new, check, explain and schema, as they are typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mocknir.cli import main


@pytest.fixture
def mappe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mocknir(*ord_: str) -> Result:
    return CliRunner().invoke(main, ["scenario", *ord_])


def test_a_new_scenario_passes_the_check(mappe: Path) -> None:
    # when
    svar = mocknir("new", "--rule", "LUKKING-FLYTTING", "--name", "flyttet")
    # then
    assert svar.exit_code == 0
    assert (mappe / "flyttet.yaml").read_text().startswith("# yaml-language-server: $schema=scenario.schema.json\n")
    sjekket = mocknir("check", "flyttet.yaml")
    assert (sjekket.exit_code, sjekket.output) == (0, "OK flyttet.yaml\n1 fil / file, 0 feil / errors\n")


def test_a_new_scenario_finds_the_schema_above_it(mappe: Path) -> None:
    (mappe / "scenarios" / "vindu").mkdir(parents=True)
    (mappe / "scenarios" / "scenario.schema.json").write_text("{}")
    assert mocknir("new", "scenarios/vindu/for-sent").exit_code == 0
    fil = mappe / "scenarios" / "vindu" / "for-sent.yaml"
    assert fil.read_text().startswith("# yaml-language-server: $schema=../scenario.schema.json\n")


def test_a_new_scenario_never_takes_the_place_of_another(mappe: Path) -> None:
    (mappe / "min.yaml").write_text("mitt arbeid")
    svar = mocknir("new", "min.yaml")
    assert svar.exit_code == 2
    assert "finnes alt, og er ikke rørt" in svar.output
    assert (mappe / "min.yaml").read_text() == "mitt arbeid"


@pytest.mark.parametrize(
    ("ord_", "tekst"),
    [
        (("new", "--rule", "VINDU-TO-MANEDER"), "mente du VINDU-TO-MAANEDER?"),
        (("new", "for sent.yaml"), "«for sent» er intet navn på et scenario"),
        (("new", "a.yaml", "--name", "b"), "et scenario heter det samme som filen"),
        (("check", "borte.yaml"), "borte.yaml"),
        (("check", "."), "ingen scenarioer"),
        (("check",), "FILE|DIR"),
    ],
)
def test_wrong_usage_writes_nothing(mappe: Path, ord_: tuple[str, ...], tekst: str) -> None:
    svar = mocknir(*ord_)
    assert svar.exit_code == 2
    assert tekst in svar.output
    assert list(mappe.iterdir()) == []


def test_check_tells_all_errors_of_all_files(mappe: Path) -> None:
    # given one scenario that is right and two that are not
    for navn in ("en", "to", "tre"):
        mocknir("new", navn)
    (mappe / "to.yaml").write_text((mappe / "to.yaml").read_text().replace("status: i program", "staus: i program"))
    (mappe / "tre.yaml").write_text((mappe / "tre.yaml").read_text().replace("scenario: tre", "scenario: fire"))
    # when
    svar = mocknir("check", ".")
    # then
    assert svar.exit_code == 2
    linjer = svar.output.splitlines()
    assert linjer[0] == "OK en.yaml"
    assert "to.yaml:50:11: expect[0].that[0].program.staus: er ikke et felt her; mente du status?" in svar.output
    assert "    is not a field here; did you mean status?" in linjer
    assert "tre.yaml:5:11: scenario: er «fire», men filen heter «tre»; skriv tre" in svar.output
    assert linjer[-1] == "3 filer / files, 2 feil / errors"


def test_check_as_json(mappe: Path) -> None:
    mocknir("new", "en")
    (mappe / "to.yaml").write_text("scenario: to\n")
    svar = mocknir("check", "en.yaml", "to.yaml", "borte.yaml", "--format", "json")
    assert svar.exit_code == 2
    riktig, gal, borte = json.loads(svar.output)["files"]
    assert borte["errors"][0]["detail"] == "finnes ikke"
    assert riktig == {"file": "en.yaml", "scenario": "en", "errors": []}
    assert gal["file"] == "to.yaml"
    assert {"line": 1, "column": 1, "path": "title", "detail": "mangler", "detailEnglish": "is missing"} in gal[
        "errors"
    ]


def test_explain_reads_the_scenario_aloud(mappe: Path) -> None:
    mocknir("new", "en")
    svar = mocknir("explain", "en.yaml", "--lang", "nb")
    assert svar.exit_code == 0
    assert "- 02.01.2017: Kommune 0301 Oslo overfører («tildeling»):" in svar.output
    assert "Regelen VINDU-TO-MAANEDER" in svar.output


def test_explain_does_not_read_what_is_wrong(mappe: Path) -> None:
    (mappe / "to.yaml").write_text("scenario: to\n")
    svar = mocknir("explain", "to.yaml")
    assert svar.exit_code == 2
    assert "to.yaml:1:1: title: mangler" in svar.output


def test_schema_is_printed(mappe: Path) -> None:
    svar = mocknir("schema")
    assert json.loads(svar.output)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
