"""mocknir scenario record and prepare, replay, and serve --scenario, as they are typed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mocknir.client import Server
from mocknir.client.svar import User
from tests.cli.conftest import Skall, start, stopp
from tests.cli.test_serve import serve
from tests.scenario.historier import fortell, vedtak

GULL = Path(__file__).parents[1] / "scenario" / "gylne"
FLYTTING = Path(__file__).parents[2] / "scenarios" / "lukking" / "flytting-uten-avslutning.yaml"


@pytest.fixture(scope="module")
def server(url: str) -> Iterator[Server]:
    server = Server.connect(url)
    yield server
    server.close()


@pytest.fixture(scope="module")
def kurs(server: Server, url: str) -> Iterator[Skall]:
    """The command against a sandbox in which the same has always happened."""
    with server.create("kurs", "2017-01-02", 1) as nir:
        fortell(nir)
        yield Skall(url, "kurs")


def test_what_was_recorded_is_verified(kurs: Skall, tmp_path: Path) -> None:
    # when
    svar = kurs("scenario", "record", "--name", "opptak")
    fil = tmp_path / "opptak.yaml"
    fil.write_text(svar.stdout, encoding="utf-8")
    # then
    assert svar.stdout == (GULL / "kurs.yaml").read_text(encoding="utf-8").replace("scenario: kurs", "scenario: opptak")
    kurs("scenario", "check", str(fil))
    kurs("verify", str(fil))


def test_a_recording_can_be_of_one_person_from_an_entry_on_and_without_expectations(kurs: Skall) -> None:
    en = kurs("scenario", "record", "--only-person", "17859000266", "--from", "1", "--no-expect").stdout
    assert '\npersons:\n  "no":\n    navn: "No"\n' in en
    assert en.endswith("expect: []\n")
    feil = kurs("scenario", "record", "--only-person", "17859000177", rc=2).stderr
    assert "NIR kjenner ingen person med nummer 17859000177" in feil


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_replay_reads_as_it_is_kept(kurs: Skall, lang: str) -> None:
    svar = kurs(
        "replay", "--clock", "2017-02-15", "--set", "LUKKING-OPPHOLD.maaneder=3", "--set",
        "VINDU-TO-MAANEDER.maaneder=1", "--lang", lang, rc=1,
    )  # fmt: skip
    assert svar.stdout == (GULL / f"replay.{lang}.txt").read_text(encoding="utf-8")


def test_a_replay_tells_by_its_exit_code_whether_anything_differs(kurs: Skall) -> None:
    likt = kurs("replay", "--set", "VINDU-TO-MAANEDER.maaneder=3", "--set", "STANS-LENGDE.maaneder=2", rc=0)
    assert likt.stdout.endswith("Ingenting er annerledes.\n")
    ulikt = json.loads(kurs("replay", "--set", "LUKKING-OPPHOLD.maaneder=3", "--format", "json", rc=1).stdout)
    assert ulikt["differs"]
    assert len(ulikt["closings"]) == 2


@pytest.mark.parametrize(
    ("ord_", "tekst"),
    [
        ((), "Oppgi --clock, --set eller begge"),
        (("--set", "VINDU"), "skriv REGEL.navn=verdi"),
        (("--set", "VINDU-TO-MANEDER.maaneder=3"), "Ingen regel heter VINDU-TO-MANEDER"),
        (("--clock", "2017-13-01"), "finnes ikke i kalenderen"),
        (("--clock", "2017-02-01", "--keep", "kurs"), "finnes allerede"),
    ],
)
def test_a_replay_that_cannot_be_says_why(kurs: Skall, ord_: tuple[str, ...], tekst: str) -> None:
    assert tekst in kurs("replay", *ord_, rc=2).stderr


def test_a_sandbox_is_prepared_up_to_where_something_is_expected(server: Server, url: str) -> None:
    skall = Skall(url, "klargjort")
    # when
    data = json.loads(skall("scenario", "prepare", str(FLYTTING), "--sandbox", "klargjort", "--format", "json").stdout)
    # then it is there as the scenario says, and whoever was made may transfer
    assert (data["sandbox"], data["ws4"], data["stepsDone"]) == ("klargjort", f"{url}/klargjort/ws4", 3)
    nir = server.sandbox("klargjort")
    assert nir.clock().today.isoformat() == "2017-05-01"
    (amina,) = data["persons"]
    assert (amina["name"], amina["kommune"]) == ("amina", "1201")
    assert nir.participant(amina["foedselsnummer"]).program[0].status == "i program"
    bruker = next(b for b in data["users"] if b["kommune"] == "1201")
    fagsystem = User(**{**bruker, "roles": tuple(bruker["roles"])}, raw={})
    linje = {"person": amina["foedselsnummer"], "eksternId": "v9", **vedtak("2017-05-01", "2018-12-31")}
    assert len(nir.transfer("1201", [linje], "m9", fagsystem).utfall) == 1
    # and one that is in use is not touched
    feil = skall("scenario", "prepare", str(FLYTTING), "--sandbox", "klargjort", rc=2).stderr
    assert "Sandkassen «klargjort» er i bruk. Tøm den med" in feil
    nir.delete()


def test_a_scenario_that_is_wrong_prepares_nothing(server: Server, url: str, tmp_path: Path) -> None:
    gal = tmp_path / "gal.yaml"
    gal.write_text(FLYTTING.read_text(encoding="utf-8").replace("kommune:", "komune:"), encoding="utf-8")
    feil = Skall(url, "gal")("scenario", "prepare", str(gal), rc=2).stderr
    assert "mente du kommune?" in feil
    assert "gal" not in [s.name for s in server.sandboxes()]
    # and no server starts with it
    svar = serve("--port", "0", "--scenario", str(gal), mappe=tmp_path)
    assert (svar.returncode, svar.stdout) == (2, "")
    assert svar.stderr.count("mente du kommune?") == 4
    assert [fil.name for fil in tmp_path.iterdir()] == ["gal.yaml"]


def test_a_server_starts_prepared_and_tells_what_it_holds(tmp_path: Path) -> None:
    prosess, linje = start(
        "--port", "0", "--scenario", str(FLYTTING), "--sandbox", "default", "--control-token", "hemmelig",
        mappe=tmp_path,
    )  # fmt: skip
    treff = re.search(r"http://\S+?(?=/ws4)", linje)
    assert treff
    assert prosess.stdout is not None
    sagt = [prosess.stdout.readline() for _ in range(6)]
    server = Server.connect(treff[0], "hemmelig")
    nir = server.sandbox()
    assert nir.clock().today.isoformat() == "2017-05-01"
    (amina,) = nir.persons()
    assert sagt[0].startswith("Sandkassen «default» er forberedt av scenarioet flytting-uten-avslutning: 3 av 4 steg")
    assert f"{treff[0]}/ws4" in sagt[2]
    assert re.search(r"fagsystem-0301  passord / password \w{20}  kommune 0301", sagt[3])
    assert f"amina  {amina.ident}" in sagt[5]
    server.close()
    assert stopp(prosess)[0] == 0


def test_a_sandbox_for_a_scenario_needs_the_scenario(tmp_path: Path) -> None:
    svar = serve("--port", "0", "--sandbox", "kurs", mappe=tmp_path)
    assert svar.returncode == 2
    assert "--sandbox hører til --scenario" in svar.stderr
