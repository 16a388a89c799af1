"""What the population's lives contain is what a run without habits tells NIR, person by person and day by day."""

from collections import Counter
from datetime import timedelta

import pytest

from fagsystem_sim.kjoering import kalender
from fagsystem_sim.vaner.register import Vaner
from tests.befolkning.liv import FROE, ROLIG, TRE_LOVER, folk, sist

SENEST = timedelta(days=90)
"""So long it may take from that something is known until it is transferred: delay, and the wait for the month."""

LIVLIG = {f"risiko.{hva}": 0.3 for hva in ("flytting", "utvandring", "doed", "avbrutt", "stans", "sykdom", "foedsel")}


@pytest.mark.parametrize("lov", TRE_LOVER)
def test_a_run_without_habits_transfers_all_that_happens(lov: str):
    # given people to whom a lot happens, and caseworkers without habits
    p, _, alle = folk(lov, ROLIG | LIVLIG, 120)
    skala = len(alle) / p.deltakere.verdi
    # when their kommuner plan what they transfer
    plan = kalender.lag(p, FROE, skala, None, Vaner({}, FROE), 1)
    sendt = {}
    for dag in sorted(plan.bunker):
        for arbeid in (a for deres in plan.hent(dag).values() for a in deres):
            sendt[arbeid.ekstern_id.partition("-")[2]] = (dag, arbeid)
    # then NIR hears of each person on the day of settlement, and of each move, emigration and death on its day
    assert sum(map(len, plan.personer.values())) == len(alle)
    assert sum(map(len, plan.sentrale.values())) == sum(len(liv.sentrale) for liv in alle)
    hendt, typer = Counter[str](), Counter[str]()
    for liv in alle:
        assert liv.innbygger in plan.personer[liv.innbygger.bosatt]
        for s in liv.sentrale:
            hendt[s.type] += 1
            assert s in plan.sentrale[s.dag]
        # and what its life contains is transferred after it was known, by the kommune of then, as it was known at last
        for f in (f for type_ in {f.type for f in liv.fakta} for f in sist(liv, type_)):
            if f.dag + SENEST > p.simuleres.til:
                continue
            dag, arbeid = sendt[f"{liv.innbygger.nr}-{f.noekkel}"]
            assert f.dag < dag <= f.dag + SENEST
            assert (arbeid.type, arbeid.innhold, arbeid.kanal) == (f.type, f.innhold, "WS4")
            hva = f.innhold.get("vedtakstype") or f.innhold.get("avslutningsaarsak") or f.innhold.get("permisjonsgrunn")
            typer[f"{f.type} {hva}" if hva else f.type] += 1
    # and that is all of what there is
    assert set(hendt) == {"flytting", "utvandring", "doed"}
    assert set(typer) >= {
        "kontakt", "vedtak tildeling", "vedtak forlengelse", "tiltak", "timer", "fravaer", "permisjon langvarigSykdom",
        "permisjon foedsel", "vedtak stansMidlertidig", "vedtak stansPermanent", "avslutning doed",
        "avslutning utvandret", "avslutning flyttet", "avslutning avbrutt", "avslutning stanset",
        "avslutning arbeidHeltid",
    }  # fmt: skip
