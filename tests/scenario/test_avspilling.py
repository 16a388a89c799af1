"""The same traffic once more: what differs is told, what does not is not, and the sandbox itself is as it was."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from mocknir.client import Nir, Refused, Server, SoapFault
from mocknir.scenario import avspilling
from tests.scenario.historier import STEG, Gang, fortell, vedtak


@pytest.fixture(scope="module")
def kurs(server: Server) -> Iterator[Nir]:
    with server.create("replay-kurs", "2017-01-02", 1) as nir:
        fortell(nir)
        yield nir


def spill(nir: Nir, **kropp: Any) -> Any:
    return nir.control.send("POST", "replay", body=kropp)


def alt(nir: Nir) -> list[Any]:
    """All that a tester can see of a sandbox."""
    personer = [nir.participant(p).raw for p in nir.persons()]
    sider = [nir.control.get(hva) for hva in ("clock", "users", "access", "faults", "rules", "snapshots")]
    return [personer, sider, [en.raw for en in nir.journal(limit=1000)], [en.raw for en in nir.feed("0301")]]


def test_another_parameter_rejects_what_was_accepted(server: Server) -> None:
    with server.create(clock="2017-01-02") as nir:
        # given a measure that begins within two months, but not within one
        amina = nir.person("0301", "introduksjonsloven")
        nir.transfer("0301", [{"person": amina, "eksternId": "v1", **vedtak("2016-11-20", "2018-11-01")}], "m1")
        # when
        svar = spill(nir, parameters={"VINDU-TO-MAANEDER.maaneder": 1})
    # then
    assert svar["differs"]
    assert svar["outcomes"] == {"then": {"godtatt": 1}, "now": {"avvist": 1}}
    (en,) = svar["registrations"]
    assert (en["eksternId"], en["person"], en["meldingsId"]) == ("v1", amina.ident, "m1")
    assert (en["then"]["utfall"], en["now"]["utfall"]) == ("godtatt", "avvist")
    assert en["now"]["regler"] == ["VINDU-TO-MAANEDER"]
    assert "20.11.2016 ligger mer enn 1 måned" in en["now"]["funn"][0]["tekst"]
    (program,) = svar["programmes"]
    assert (program["then"]["status"], program["now"]) == ("i program", None)


def test_what_comes_later_is_too_late_as_it_was_sent_but_not_when_its_days_are_moved_too(server: Server) -> None:
    with server.create(clock="2017-01-02") as nir:
        amina = nir.person("0301", "introduksjonsloven")
        nir.transfer("0301", [{"person": amina, "eksternId": "v1", **vedtak()}], "m1")
        som_sendt = spill(nir, clock="2017-06-02")
        flyttet = spill(nir, clock="2017-06-02", shiftContent=True)
    assert som_sendt["firstMessage"] == {"then": "2017-01-02", "now": "2017-06-02"}
    assert som_sendt["registrations"][0]["now"]["regler"] == ["VINDU-TO-MAANEDER"]
    assert not flyttet["differs"], flyttet


def test_a_transfer_that_was_refused_comes_in_on_another_day(server: Server) -> None:
    # given Færder, merged that January, which sends too early
    with server.create(clock="2018-01-05") as nir:
        amina = nir.person("0729", "introduksjonsloven")
        with pytest.raises(SoapFault, match="OverfoeringStengt"):
            nir.transfer("0729", [{"person": amina, "eksternId": "v1", **vedtak("2018-01-05", "2019-12-31")}], "m1")
        svar = spill(nir, clock="2018-02-05")
    (en,) = svar["registrations"]
    assert (en["then"]["utfall"], en["then"]["regler"]) == ("OverfoeringStengt", ["OVERFOERING-STENGT"])
    assert en["now"]["utfall"] == "godtatt"


def test_what_nir_closes_follows_the_parameter(kurs: Nir) -> None:
    svar = spill(kurs, parameters={"LUKKING-OPPHOLD.maaneder": 3})
    # the closing night comes earlier, and goes before the one that the move would have brought
    assert [(en["then"]["natt"], en["now"]["natt"]) for en in svar["closings"]] == [
        ("2017-05-03", "2017-04-03"), ("2017-10-01", "2017-07-01"),
    ]  # fmt: skip
    assert [(en["then"], en["now"]) for en in svar["programmes"]] == [
        ({"slutt": "2017-02-01"}, {"slutt": "2017-04-03"}), ({"slutt": "2017-10-01"}, {"slutt": "2017-07-01"}),
    ]  # fmt: skip
    assert svar["registrations"] == []


def test_an_event_that_cannot_be_is_told(kurs: Nir) -> None:
    # a move that has not happened yet when it is told
    svar = spill(kurs, clock="2016-11-01")
    assert [en["operasjon"] for en in svar["events"]] == ["FlyttPerson"]
    assert "01.02.2017 er fram i tid" in svar["events"][0]["tekst"]


def test_the_sandbox_is_untouched_and_no_other_is_left(server: Server, kurs: Nir) -> None:
    foer, sandkasser = alt(kurs), [s.name for s in server.sandboxes()]
    spill(kurs, clock="2021-03-01", shiftContent=True, parameters={"VINDU-TO-MAANEDER.maaneder": 1})
    assert alt(kurs) == foer
    assert [s.name for s in server.sandboxes()] == sandkasser


def test_the_sandbox_it_is_played_in_can_be_kept(server: Server, kurs: Nir) -> None:
    svar = spill(kurs, parameters={"LUKKING-OPPHOLD.maaneder": 3}, keep="beholdt")
    assert svar["sandbox"] == "beholdt"
    with server.sandbox("beholdt") as beholdt:
        assert beholdt.clock().today == kurs.clock().today
        assert beholdt.raw["expires"] is None
        assert [p.navn for p in beholdt.persons()] == [p.navn for p in kurs.persons()]


@pytest.mark.parametrize(
    ("kropp", "tekst"),
    [
        ({}, "clock, parameters eller begge"),
        ({"parameters": {"VINDU-TO-MANEDER.maaneder": 3}}, "Ingen regel heter VINDU-TO-MANEDER"),
        ({"parameters": {"VINDU-TO-MAANEDER.mnd": 3}}, "ingen parameter «mnd»"),
        ({"parameters": {"VINDU-TO-MAANEDER.maaneder": "tre"}}, "«tre» er ikke et helt tall"),
        ({"clock": "2190-01-01"}, "den må være fra 1950 til 2150"),
        ({"clock": "2017-02-01", "keep": "replay-kurs"}, "finnes allerede"),
        ({"clock": "2017-02-01", "keep": "Stor"}, "Stor"),
    ],
)
def test_what_cannot_be_replayed_is_refused_and_leaves_nothing(
    server: Server, kurs: Nir, kropp: dict[str, Any], tekst: str
) -> None:
    sandkasser = [s.name for s in server.sandboxes()]
    with pytest.raises(Refused, match=tekst):
        spill(kurs, **kropp)
    assert [s.name for s in server.sandboxes()] == sandkasser


def test_an_empty_sandbox_and_one_too_large_are_refused(
    server: Server, kurs: Nir, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server.create() as nir, pytest.raises(Refused, match="ingen meldinger å spille på nytt"):
        spill(nir, clock="2017-02-01")
    monkeypatch.setattr(avspilling, "MAKS", 5)
    with pytest.raises(Refused, match="høyst 5 spilles på nytt"):
        spill(kurs, clock="2017-02-01")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEG)
def test_the_same_once_more_is_the_same(server: Server, steg: list[tuple[Any, ...]]) -> None:
    with server.create(clock="2017-06-01") as nir:
        gang = Gang(nir)
        gang(("vedtak", 0, 0, 0))
        for ett in steg:
            gang(ett)
        foer = alt(nir)
        svar = spill(nir, clock="2017-06-01")
        assert not svar["differs"], svar
        assert alt(nir) == foer
