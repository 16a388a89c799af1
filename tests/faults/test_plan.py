"""The plan itself, on both databases: which calls it is about, how often it strikes, what it remembers."""

from dataclasses import replace

import pytest

from mocknir.clock.wall import wall_time
from mocknir.faults.kinds import Stage
from mocknir.faults.plan import Plan
from mocknir.faults.rule import Call, Rule, check
from mocknir.register.feil import Avvik
from mocknir.sandbox import Sandboxes
from mocknir.store.lager import lager

DROP = Rule(Stage.AFTER_COMMIT, "drop")
KALL = Call("OverfoerRegistreringer", "0301", "m-1", frozenset({"81899012345"}), "oslo")


def slag(plan: Plan, antall: int, kall: Call = KALL, stage: Stage = Stage.AFTER_COMMIT) -> str:
    """Which of so many calls are struck: `.x.` is the second of three."""
    return "".join("x" if plan.reach(stage, plan.fitting(kall)) else "." for _ in range(antall))


@pytest.mark.parametrize(
    ("regel", "ventet"),
    [
        (DROP, "xxxxx"),
        (replace(DROP, times=2), "xx..."),
        (replace(DROP, nth=3), "..x.."),
        (replace(DROP, nth=2, times=3), ".xxx."),
        (replace(DROP, probability=1.0), "xxxxx"),
        (replace(DROP, stage=Stage.BEFORE_PARSE), "....."),
    ],
)
def test_how_often_it_strikes(sandkasse, regel, ventet):
    sandkasse.faults.add(regel, sandkasse.naa())
    assert slag(sandkasse.faults, 5) == ventet


@pytest.mark.parametrize(
    ("om", "treffer"),
    [
        ({}, True),
        ({"operation": "OverfoerRegistreringer"}, True),
        ({"operation": "HentDeltaker"}, False),
        ({"kommune": "0301"}, True),
        ({"kommune": "1201"}, False),
        ({"meldings_id": "m-1"}, True),
        ({"meldings_id": "m-*"}, True),
        ({"meldings_id": "m-?"}, True),
        ({"meldings_id": "M-1"}, False),
        ({"meldings_id": "[m]-1"}, False),  # brackets are letters of a meldingsId
        ({"person": "81899012345"}, True),
        ({"person": "81899012346"}, False),
        ({"user": "oslo"}, True),
        ({"user": "bergen"}, False),
        ({"kommune": "0301", "user": "bergen"}, False),
    ],
)
def test_which_calls_it_is_about(om, treffer):
    assert replace(DROP, **om).fits(KALL) is treffer
    assert replace(DROP, **om).fits(Call()) is (om == {})


def test_chance_is_drawn_from_the_seed_alone(sandkasse):
    def trekk(seed):
        plan = Plan(sandkasse.base, seed)
        plan.clear(sandkasse.naa())
        plan.add(replace(DROP, probability=0.3), sandkasse.naa())
        return slag(plan, 300)

    with sandkasse.base.transaksjon():
        en, to, tre = trekk(7), trekk(7), trekk(8)
    assert 60 < en.count("x") < 120
    assert en == to != tre


def test_the_plan_and_its_counts_outlive_the_server(database):
    foer = Sandboxes(lager(database), wall_time)
    plan = foer.opprett("omstart-feil").faults
    naa = foer.hent("omstart-feil").naa()
    regel = plan.add(replace(DROP, probability=0.5, kommune="0301", meldings_id="m-*"), naa)
    trukket = slag(plan, 40)
    plan.record([regel], None, naa, KALL, b"")
    # when the server starts again
    foer.lukk()
    etter = Sandboxes(lager(database), wall_time)
    igjen = etter.hent("omstart-feil").faults
    # then the rule stands as it was, with what it has counted
    assert igjen.rules == (regel,)
    assert igjen.count(regel) == (40, trukket.count("x"))
    # and it goes on drawing where it was
    ren = Plan(etter.opprett("ren-feil").base, etter.hent("omstart-feil").seed)
    ren.add(regel, naa)
    assert slag(ren, 80) == trukket + slag(igjen, 40)
    for navn in ("omstart-feil", "ren-feil"):
        etter.slett(navn)
    etter.lukk()


def test_the_number_of_a_fault_that_struck_is_not_used_again(sandkasse):
    plan, naa = sandkasse.faults, sandkasse.naa()
    foerste = plan.add(DROP, naa)
    plan.record(plan.reach(Stage.AFTER_COMMIT, plan.fitting(KALL)), None, naa, KALL, b"")
    plan.remove(foerste.id, naa)
    assert plan.add(DROP, naa).id == foerste.id + 1
    with pytest.raises(Avvik, match="ingen feil 1"):
        plan.remove(foerste.id, naa)


def test_what_nobody_has_validated_can_be_journaled(sandkasse):
    plan, naa = sandkasse.faults, sandkasse.naa()
    plan.add(DROP, naa)
    kall = Call(None, "0" * 99, "m" * 999, frozenset(), "b" * 999)
    assert plan.record(plan.reach(Stage.AFTER_COMMIT, plan.fitting(kall)), None, naa, kall, b"<x/>")


@pytest.mark.parametrize(
    ("kind", "mente"),
    [("dropp", "drop"), ("Drop", "drop"), ("html-503", "html503"), ("InternFeil", "fault:InternFeil"),
     ("fault:internfeil", "fault:InternFeil"), ("duplicate", "duplicate-delivery"), ("xyz", None)],
)  # fmt: skip
def test_a_kind_that_is_none_is_met_with_the_nearest(kind, mente):
    with pytest.raises(Avvik) as feil:
        check(replace(DROP, kind=kind))
    assert feil.value.felt == "kind"
    assert (f"mente du {mente}?" in feil.value.tekst) == (mente is not None)
    assert (f"did you mean {mente}?" in feil.value.text) == (mente is not None)
    assert "mocknir fault kinds" in feil.value.tekst


@pytest.mark.parametrize(
    ("hva", "felt"),
    [
        ({"seconds": 1.0}, "seconds"),
        ({"bytes": 1}, "bytes"),
        ({"kommune": "Oslo"}, "kommune"),
        ({"person": "1"}, "person"),
    ],
)
def test_a_fault_that_could_never_be_says_what_is_wrong(hva, felt):
    with pytest.raises(Avvik) as feil:
        check(replace(DROP, **hva))
    assert feil.value.felt == felt
