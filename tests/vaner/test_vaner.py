"""Habits: what each does to the casework, and that a seed decides all of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from fagsystem_sim.fakta import Arbeid, Faktum, Innbygger
from fagsystem_sim.tilfeldig import generator
from fagsystem_sim.vaner.register import VANER, UkjentVane, UmuligRate, Vaner
from fagsystem_sim.vaner.saksbehandling import utfoer
from fagsystem_sim.vaner.vane import INGEN, INTROBRUKER, NIR_WEB, NORSKBRUKER, Personvane

START = date(2016, 3, 1)


def _person(nr: int = 1, **ellers: Any) -> Innbygger:
    felter: dict[str, Any] = {
        "nr": nr, "foedselsnummer": "17859000266", "dufnummer": "201600000143", "navn": "A", "foedt": date(1990, 5, 17),
        "kjoenn": "K", "statsborgerskap": "SYR", "grunnlag": "28", "opphold_gitt": date(2016, 1, 1),
        "ankomst": date(2015, 11, 1), "bosatt": date(2016, 2, 1), "kommune": "0301",
    }  # fmt: skip
    return Innbygger(**felter | ellers)


def _fakta(nr: int = 1, flytter: bool = False) -> list[Faktum]:
    """Two years: a decision, measures by the quarter, hours by the month, an extension and an ending."""

    def kommune(dag: date) -> str:
        return "1103" if flytter and dag >= START + timedelta(days=360) else "0301"

    def faktum(dag: date, noekkel: str, type_: str, **innhold: Any) -> Faktum:
        return Faktum(dag, nr, kommune(dag), noekkel, type_, innhold)

    ut = [faktum(START, "vedtak", "vedtak", ordning="intro", vedtakstype="tildeling", vedtaksdato=START, fra=START)]
    for maaned in range(24):
        fra = START + timedelta(days=30 * maaned)
        til = fra + timedelta(days=29)
        if maaned % 3 == 0:
            for slag in ("norskopplaring", "sprakpraksis"):
                ut.append(
                    faktum(fra, f"{slag}-{maaned}", "tiltak", tiltakstype=slag, fra=fra, til=fra + timedelta(days=89))
                )
        ut.append(faktum(til, f"timer-{maaned}", "timer", ordning="norsk", fag="norsk", fra=fra, til=til, antall=60))
    slutt = START + timedelta(days=730)
    dag = START + timedelta(days=600)
    ut.append(faktum(dag, "forl", "vedtak", ordning="intro", vedtakstype="forlengelse", vedtaksdato=dag, fra=dag))
    ut.append(faktum(slutt, "avsl", "avslutning", ordning="intro", dato=slutt, avslutningsaarsak="arbeidHeltid"))
    return sorted(ut, key=lambda f: f.dag)


def _med(*navn: str, flytter: bool = False, **person: Any) -> list[Arbeid]:
    return utfoer(_fakta(flytter=flytter), _person(**person), Vaner(dict.fromkeys(navn, 1.0)), generator(1, 1))


def _med_vane(arbeid: Iterable[Arbeid], navn: str) -> list[Arbeid]:
    return [a for a in arbeid if a.vane == navn]


def test_without_habits_all_is_registered_in_order_within_two_months() -> None:
    arbeid = _med()
    assert len(arbeid) == len(_fakta())
    assert [a.registreres for a in arbeid] == sorted(a.registreres for a in arbeid)
    for a, f in zip(arbeid, _fakta(), strict=True):
        assert timedelta(0) <= a.registreres - f.dag < timedelta(days=59)
        assert a.registreres.weekday() < 5
        assert a.ekstern_id == f"0301-1-{f.noekkel}"
        assert a.rolle == (NORSKBRUKER if f.type == "timer" else INTROBRUKER)


def test_a_habit_that_is_switched_on_changes_only_what_it_is_about() -> None:
    foer, etter = _med(), _med("glemmer-avslutning")
    assert etter[:-1] == foer[:-1]
    assert (etter[-1].kanal, etter[-1].vane) == (INGEN, "glemmer-avslutning")


def test_late_work_comes_in_one_heap_and_leaves_the_first_decision_alone() -> None:
    sene = _med_vane(_med("sen"), "sen")
    assert len({a.registreres for a in sene}) == 1
    assert not [a for a in sene if a.innhold.get("vedtakstype") == "tildeling"]


def test_annet_stands_for_the_ending_that_never_comes() -> None:
    arbeid = _med("annet-paa-forlenget")
    avslutninger = [a for a in arbeid if a.type == "avslutning"]
    assert [(a.innhold["avslutningsaarsak"], a.kanal) for a in avslutninger] == [
        ("annet", "WS4"), ("arbeidHeltid", INGEN),
    ]  # fmt: skip
    assert len({a.ekstern_id for a in avslutninger}) == 1


def test_norwegian_under_norsk_only_leaves_other_measures() -> None:
    borte = {a.innhold["tiltakstype"] for a in _med("bare-norsk") if a.kanal == INGEN}
    assert borte == {"norskopplaring"}


def test_who_does_not_see_a_move_goes_on_and_the_other_begins_late() -> None:
    foer = [a for a in _med(flytter=True) if a.kommune == "1103"]
    arbeid = _med("ser-ikke-flytting", flytter=True)
    ny = [a for a in arbeid if a.kommune == "1103"]
    assert min(a.registreres for a in ny) >= foer[0].registreres + timedelta(days=95)
    gammel = [a for a in arbeid if a.ekstern_id.startswith("0301-flyttet-")]
    assert {a.type for a in gammel} == {"tiltak", "timer"}
    assert all(a.kommune == "0301" for a in gammel)


def test_a_gap_leaves_measures_out_from_one_day_on() -> None:
    borte = sorted(a.innhold["fra"] for a in _med("hull-mellom-tiltak") if a.kanal == INGEN)
    assert borte
    assert borte[0] > START
    assert {a.type for a in _med("hull-mellom-tiltak") if a.kanal == INGEN} == {"tiltak"}


@pytest.mark.parametrize(
    ("person", "type_"),
    [({}, "sluttmaal"), ({"grunnlag": "34", "opphold_gitt": date(2022, 4, 1)}, "utdanningsbakgrunn")],
)
def test_the_wrong_law_adds_what_that_law_has_not(person: dict[str, Any], type_: str) -> None:
    ekstra = _med_vane(_med("gamle-felt-paa-ny-lov", **person), "gamle-felt-paa-ny-lov")
    assert [a.type for a in ekstra] == [type_]


def test_who_cannot_transfer_types_some_of_it_in_by_hand() -> None:
    kanaler = {(a.type, a.kanal) for a in _med("ikke-tilpasset-ws4")}
    assert ("vedtak", NIR_WEB) in kanaler
    assert ("avslutning", NIR_WEB) in kanaler
    assert ("timer", INGEN) in kanaler
    assert not [k for _, k in kanaler if k == "WS4"]


def test_one_person_does_not_move_the_chance_of_another() -> None:
    vaner = Vaner(dict.fromkeys(VANER, 0.5), froe=3)

    def nr(n: int) -> list[Arbeid]:
        return utfoer(_fakta(n), _person(n), vaner, generator(3, n))

    fram, bak = [nr(n) for n in range(1, 20)], [nr(n) for n in reversed(range(1, 20))]
    assert fram == bak[::-1]


def test_a_rate_is_the_share_of_persons() -> None:
    vaner = Vaner({"glemmer-avslutning": 0.3})
    glemt = sum(
        any(a.vane == "glemmer-avslutning" for a in utfoer(_fakta(n), _person(n), vaner, generator(1, n)))
        for n in range(1000)
    )
    assert 250 < glemt < 350


def test_a_merged_kommune_goes_on_under_the_keys_it_had() -> None:
    dag = START + timedelta(days=40)
    fakta = [
        Faktum(START, 1, "0722", "tiltak", "tiltak", {"tiltakstype": "annet", "fra": START, "til": dag}),
        Faktum(dag, 1, "0729", "tiltak", "tiltak", {"tiltakstype": "annet", "fra": START, "til": dag}),
        Faktum(dag, 1, "0729", "nytt", "tiltak", {"tiltakstype": "annet", "fra": dag, "til": dag}),
    ]
    arbeid = utfoer(fakta, _person(), Vaner({}, arvet={"0722": "0729"}), generator(1, 1))
    assert [a.ekstern_id for a in arbeid] == ["0722-1-tiltak", "0722-1-tiltak", "0729-1-nytt"]


def test_a_kommune_has_a_habit_or_has_it_not_for_good() -> None:
    vaner = Vaner({"ikke-tilpasset-ws4": 0.5}, froe=9)
    kommuner = [f"{nr:04}" for nr in range(100, 300)]
    har = [vaner.kommune_har("ikke-tilpasset-ws4", k) for k in kommuner]
    assert 70 < sum(har) < 130
    igjen = Vaner({"ikke-tilpasset-ws4": 0.5}, froe=9)
    assert [igjen.kommune_har("ikke-tilpasset-ws4", k) for k in reversed(kommuner)] == har[::-1]


def test_a_merged_kommune_keeps_still_in_january_unless_it_is_its_habit() -> None:
    slaatt = {"0729": date(2018, 1, 1)}
    rolig, ivrig = Vaner({}, sammenslaatte=slaatt), Vaner({"sammenslaatt-i-januar": 1}, sammenslaatte=slaatt)
    assert rolig.holder_stille("0729", date(2018, 1, 21))
    assert not rolig.holder_stille("0729", date(2018, 1, 22))
    assert not rolig.holder_stille("0301", date(2018, 1, 5))
    assert not ivrig.holder_stille("0729", date(2018, 1, 5))


@pytest.mark.parametrize(("tekst", "hva"), [("senn", "sen"), ("glemer-avslutning=0.2", "glemmer-avslutning")])
def test_an_unknown_habit_is_named_with_the_nearest(tekst: str, hva: str) -> None:
    with pytest.raises(UkjentVane, match=f"Mente du «{hva}»"):
        Vaner.av_tekst(tekst)


@pytest.mark.parametrize("rate", [1.1, -0.1, "mye", True, float("nan")])
def test_an_impossible_rate_is_named(rate: Any) -> None:
    with pytest.raises(UmuligRate, match=r"«sen».*fra 0 til 1"):
        Vaner({"sen": rate})


def test_habits_can_be_given_as_text() -> None:
    vaner = Vaner.av_tekst("sen, glemmer-avslutning=0.3")
    assert vaner.rater["glemmer-avslutning"] == 0.3
    assert vaner.rater["sen"] == VANER["sen"].standard
    with pytest.raises(UmuligRate):
        Vaner.av_tekst("sen=ofte")


@pytest.mark.parametrize("vane", VANER.values(), ids=lambda v: v.navn)
def test_each_habit_says_what_it_does_and_teaches(vane: Any) -> None:
    assert all(len(t) > 20 for t in (vane.gjoer, vane.does, vane.laerer, vane.teaches))
    assert 0 < vane.standard <= 1
    assert vane.per == "person" if isinstance(vane, Personvane) else vane.per in ("kommune", "melding")
