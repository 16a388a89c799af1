"""What was recorded passes the check and holds when it is run, and can be read."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from mocknir.app import in_process
from mocknir.client import Nir, Refused, Server
from mocknir.scenario import opptak
from mocknir.scenario.gang import Status
from mocknir.scenario.kjoering import Kjoerer
from mocknir.scenario.les import les_tekst
from mocknir.scenario.modell import Scenario
from mocknir.scenario.ord import skriv_sti
from tests.scenario.conftest import HER
from tests.scenario.historier import STEG, Gang, fortell, vedtak

GULL = HER / "gylne" / "kurs.yaml"
"""Written anew by `mocknir scenario record --sandbox kurs` after `fortell`."""


@pytest.fixture(scope="module")
def kurs(server: Server) -> Iterator[Nir]:
    """A sandbox in which the same has always happened."""
    with server.create("kurs", "2017-01-02", 1) as nir:
        fortell(nir)
        yield nir


def ta_opp(nir: Nir, **sporring: Any) -> str:
    hale = "&".join(f"{navn}={verdi}" for navn, verdi in sporring.items())
    return nir.control.raa("GET", f"/scenario?{hale}").body.decode()


def holder(server: Server, tekst: str, navn: str) -> Scenario:
    """Check and run it; answers the scenario."""
    lest = les_tekst(tekst, f"{navn}.yaml")
    resultat = Kjoerer(server).kjoer(lest)
    galt = [(skriv_sti(b.sti), b.ord, [(skriv_sti(a.path), *a[1:3]) for a in b.avvik]) for b in resultat.brudd]
    assert (resultat.status, galt, resultat.hinder) == (Status.HOLDT, [], None), tekst
    return lest.scenario


def test_a_recording_and_a_replay_are_the_same_on_both_databases(database: str) -> None:
    with closing(in_process(database)) as server, server.create("kurs", "2017-01-02", 1) as nir:
        fortell(nir)
        assert ta_opp(nir) == GULL.read_text(encoding="utf-8")
        assert not nir.control.send("POST", "replay", body={"clock": "2017-01-02"})["differs"]


def test_a_recording_holds(server: Server, kurs: Nir) -> None:
    s = holder(server, ta_opp(kurs), "kurs")
    assert list(s.persons) == ["amina", "amina-2", "no"]
    # those who had no permit or no known arrival get none
    assert s.persons["amina-2"].opphold == ()
    assert s.persons["no"].dufnummer == "201512345609"
    assert {"VINDU-TO-MAANEDER", "LUKKING-FLYTTING", "LUKKING-OPPHOLD"} <= set(s.rules)


def test_one_person_alone_is_recorded_with_nobody_else(server: Server, kurs: Nir) -> None:
    amina = next(p for p in kurs.persons() if p.navn == "Amina Testmann")
    tekst = ta_opp(kurs, onlyPerson=amina.ident, name="amina")
    s = holder(server, tekst, "amina")
    assert list(s.persons) == ["amina"]
    assert "v2" not in tekst


def test_what_is_expected_can_begin_at_an_entry_of_the_journal(server: Server, kurs: Nir) -> None:
    sist = next(en for en in kurs.journal() if en.meldings_id == "m5")
    tekst = ta_opp(kurs, **{"from": sist.journalnummer})
    s = holder(server, tekst, "kurs")
    # the last message is about one person, who is there with all that led there
    assert list(s.persons) == ["no"]
    assert [f.noekkel for f in s.expect[0].that] == ["receipt", "fired", "person"]


def test_nothing_is_expected_where_that_is_asked_for(kurs: Nir) -> None:
    assert ta_opp(kurs, expect="false").endswith("\nexpect: []\n")


def test_a_registration_of_somebody_who_came_later_is_left_out_with_a_word(server: Server) -> None:
    with server.create("senere", "2017-01-02", 1) as nir:
        amina = nir.person("0301", "introduksjonsloven", navn="Amina")
        linjer = [{"person": p, "eksternId": f"v-{p}", **vedtak()} for p in (amina.ident, "17859000266")]
        nir.transfer("0301", linjer, "m1")
        nir.person("0301", "introduksjonsloven", navn="Berit", foedselsnummer="17859000266")
        nir.transfer("0301", linjer[1:], "m2")
        tekst = ta_opp(nir)
    assert "utelatt / left out: v-17859000266 om / about 17859000266, som kom til NIR senere" in tekst
    holder(server, tekst, "senere")


def test_too_much_is_refused_with_what_to_do(kurs: Nir, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opptak, "MAKS", 5)
    with pytest.raises(Refused, match=r"har 6 registreringer, og et opptak kan ha 5\. Ta opp én person"):
        ta_opp(kurs)


@pytest.mark.parametrize(
    ("sporring", "tekst"),
    [
        ({"name": "to%20ord"}, "uten mellomrom"),
        ({"onlyPerson": "17859000177"}, "NIR kjenner ingen person"),
        ({"from": "-1"}, "from"),
    ],
)
def test_what_cannot_be_recorded_is_refused(kurs: Nir, sporring: dict[str, str], tekst: str) -> None:
    with pytest.raises(Refused, match=tekst):
        ta_opp(kurs, **sporring)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEG)
def test_whatever_happened_its_recording_holds(server: Server, steg: list[tuple[Any, ...]]) -> None:
    with server.create(clock="2017-06-01") as nir:
        gang = Gang(nir)
        for ett in steg:
            gang(ett)
        tekst = ta_opp(nir, name="hendt")
    holder(server, tekst, "hendt")
