"""What comes in between: as often as the profile says, with what follows from it, and never where its rate is 0."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from fagsystem_sim.befolkning import kommuner
from fagsystem_sim.fakta import Livsloep
from tests.befolkning.liv import (
    EN_DAG,
    ROLIG,
    TRE_LOVER,
    Folk,
    aarsak,
    dager,
    folk,
    rolig,
    sist,
    slutt,
    start,
    uten_tiltak,
    vedtak,
    vedtatt_til,
)

NAADD = ("arbeidHeltid", "arbeidDeltid", "videregaaende", "hoeyereUtdanning")
RATE = 1.0
"""So many times a year what is looked at happens; in the profiles it is rare."""


def sentralt(type_: str) -> Callable[[Livsloep], date | None]:
    return lambda liv: next((s.dag for s in liv.sentrale if s.type == type_), None)


def permisjon(grunn: str) -> Callable[[Livsloep], date | None]:
    return lambda liv: next((f.innhold["fra"] for f in sist(liv, "permisjon", permisjonsgrunn=grunn)), None)


def stanset(liv: Livsloep) -> date | None:
    return next((f.dag for f in vedtak(liv, "stansMidlertidig") + vedtak(liv, "stansPermanent")), None)


def naadd_tidlig(liv: Livsloep) -> date | None:
    """The goal reached before the time that the last decision gave."""
    dag = slutt(liv)
    return dag if dag and aarsak(liv) in NAADD and dag < vedtatt_til(liv) else None


HENDELSER: dict[str, tuple[dict[str, float], Callable[[Livsloep], date | None]]] = {
    "flytting": ({"risiko.flytting": RATE}, sentralt("flytting")),
    "utvandring": ({"risiko.utvandring": RATE}, sentralt("utvandring")),
    "doed": ({"risiko.doed": RATE}, sentralt("doed")),
    "avbrutt": ({"risiko.avbrutt": RATE}, lambda liv: slutt(liv) if aarsak(liv) == "avbrutt" else None),
    "tidlig": ({"risiko.tidlig.K": RATE, "risiko.tidlig.M": RATE}, naadd_tidlig),
    "stans": ({"risiko.stans": RATE}, stanset),
    "sykdom": ({"risiko.sykdom": RATE}, permisjon("langvarigSykdom")),
}


def rammede(hendelse: str, lov: str) -> Folk:
    """People to whom that happens about once a year, and nothing else does."""
    return folk(lov, ROLIG | HENDELSER[hendelse][0], 160)


@pytest.mark.parametrize("lov", TRE_LOVER)
@pytest.mark.parametrize("hendelse", HENDELSER)
def test_what_comes_in_between_comes_as_often_as_the_profile_says(hendelse: str, lov: str):
    # given people to whom it happens once a year, and nothing else does
    p, _, alle = rammede(hendelse, lov)
    naar = HENDELSER[hendelse][1]
    # when the people have lived, and the time is counted that each was in the programme, and it had not happened
    ganger, aar = 0, 0.0
    for liv in alle:
        dag = naar(liv)
        fra = max(start(liv) + timedelta(days=15), p.periode.fra)
        til = min(d for d in (dag, slutt(liv), p.simuleres.til) if d)
        ganger += dag is not None and dag >= fra
        aar += max(0, (til - fra).days) / 365
        assert dag is None or start(liv) < dag <= (slutt(liv) or p.simuleres.til)
    # then it came so many times a year
    assert ganger > 30
    assert ganger / aar == pytest.approx(RATE, rel=0.4)


@pytest.mark.parametrize("lov", TRE_LOVER)
def test_where_every_rate_is_zero_nothing_comes_in_between(lov: str):
    # when people live to whom nothing happens
    for liv in rolig(lov).liv:
        # then nobody is away, stopped, gone or dead, and who ends has had the time that was decided
        assert not liv.sentrale
        assert [naar for _, naar in HENDELSER.values() if naar(liv)] == []
        assert not sist(liv, "permisjon")
        assert not sist(liv, "fravaer", fravaersgrunn="foedsel")
        assert aarsak(liv) not in ("avbrutt", "flyttet", "utvandret", "doed", "stanset")


@pytest.mark.parametrize("lov", TRE_LOVER)
@pytest.mark.parametrize(("hendelse", "kode"), [("doed", "doed"), ("utvandring", "utvandret")])
def test_after_a_death_or_an_emigration_there_is_nothing(hendelse: str, kode: str, lov: str):
    borte = 0
    for liv in rammede(hendelse, lov).liv:
        for s in liv.sentrale:
            borte += 1
            # then the programme ended on that day, for that reason, and nothing was known or done afterwards
            assert s == liv.sentrale[-1]
            assert (slutt(liv), aarsak(liv)) == (s.dag, kode)
            assert liv.fakta[-1].type == "avslutning"
            assert all(f.innhold.get("til", s.dag) <= s.dag for f in sist(liv, "tiltak") + sist(liv, "timer"))
            assert max(f.innhold["til"] for f in sist(liv, "tiltak")) == s.dag
    assert borte > 30


@pytest.mark.parametrize("lov", TRE_LOVER)
def test_who_leaves_by_own_wish_or_reaches_the_goal_early_ends_that_day(lov: str):
    for hendelse in ("avbrutt", "tidlig"):
        _, g, alle = rammede(hendelse, lov)
        for liv in filter(HENDELSER[hendelse][1], alle):
            assert liv.fakta[-1].type == "avslutning"
            assert max(f.innhold["til"] for f in sist(liv, "tiltak")) == slutt(liv)
    # and early goals are reached by work and by education as often as the goals at the end are
    til_arbeid = Counter(aarsak(liv) in NAADD[:2] for liv in alle if naadd_tidlig(liv))
    arbeid, utdanning = ([getattr(m, kjoenn).verdi for kjoenn in "KM"] for m in (g.slutt.arbeid, g.slutt.utdanning))
    andeler = [a / (a + u) for a, u in zip(arbeid, utdanning, strict=True)]
    assert min(andeler) - 0.15 < til_arbeid[True] / til_arbeid.total() < max(andeler) + 0.15


@pytest.mark.parametrize("lov", TRE_LOVER)
def test_sick_leave_lies_in_the_programme_and_comes_in_addition_to_it(lov: str):
    p, g, alle = rammede("sykdom", lov)
    syke, ut_tiden = [], 0
    for liv in alle:
        intro = sist(liv, "permisjon", ordning="intro")
        # then the leave is registered where it counts: by the new law it moves the deadline of norsk too
        norsk = [{**f.innhold, "ordning": "intro"} for f in sist(liv, "permisjon", ordning="norsk")]
        assert norsk == ([] if lov == "introduksjonsloven" else [f.innhold for f in intro])
        for f in intro:
            fra, til = f.innhold["fra"], f.innhold["til"]
            assert f.innhold["permisjonsgrunn"] == "langvarigSykdom"
            assert start(liv) < fra
            assert til < (slutt(liv) or date.max)
            # and tiltak stop the day before it and go on the day after
            assert any(fra - EN_DAG <= t.innhold["til"] <= fra for t in sist(liv, "tiltak"))
            assert uten_tiltak(liv, fra, til)
            if til < (slutt(liv) or p.simuleres.til):
                assert til + EN_DAG in {t.innhold["fra"] for t in sist(liv, "tiltak")}
            syke.append(dager(f))
        # and who was ill and then stayed to the end was there as much longer
        if len(intro) == 1 and slutt(liv) and not vedtak(liv, "forlengelse"):
            ut_tiden += 1
            assert slutt(liv) == vedtak(liv, "tildeling")[0].innhold["til"] + timedelta(days=dager(intro[0]))
    spenn = g.avbrekk.sykdom
    assert spenn.minst <= min(syke) < sum(syke) / len(syke) < max(syke) <= spenn.mest
    assert ut_tiden > 10


@pytest.mark.parametrize("lov", TRE_LOVER)
def test_a_stop_is_for_a_time_within_three_months_or_for_good(lov: str):
    p, g, alle = rammede("stans", lov)
    spenn = g.avbrekk.stans
    midlertidig, permanent = 0, 0
    for liv in alle:
        for f in vedtak(liv, "stansPermanent"):
            # (of those before the year only who went on is here, and near the end nobody is stopped for a while)
            permanent += f.dag >= p.periode.fra and (vedtatt_til(liv) - f.dag).days > 46
            assert (slutt(liv), aarsak(liv)) == (f.dag, "stanset")
        for f in vedtak(liv, "stansMidlertidig"):
            midlertidig += f.dag >= p.periode.fra
            fra, til = f.innhold["fra"], f.innhold["til"]
            assert dager(f) <= min(spenn.mest + 1, 92)
            assert start(liv) < fra
            assert til < (slutt(liv) or date.max)
            # and there are no tiltak in that time, but from the day after it
            assert uten_tiltak(liv, fra, til)
            if til < p.simuleres.til:
                assert til + EN_DAG in {t.innhold["fra"] for t in sist(liv, "tiltak")}
    assert permanent / (midlertidig + permanent) == pytest.approx(g.avbrekk.stans_permanent.verdi, rel=0.4)


@pytest.mark.parametrize("lov", TRE_LOVER)
def test_who_moves_is_taken_over_by_the_new_kommune_or_ended_by_the_old(lov: str):
    p, g, alle = rammede("flytting", lov)
    overtatt, avsluttet = 0, 0
    for liv in alle:
        for flytting in liv.sentrale:
            foer = next(f.kommune for f in liv.fakta)
            hit = flytting.felter["kommune"]
            assert kommuner.paa(foer, flytting.dag) != hit
            assert start(liv) < flytting.dag <= (slutt(liv) or p.simuleres.til)
            i_aar = flytting.dag >= p.periode.fra  # of those before it only who was taken over is among the people
            if aarsak(liv) == "flyttet":
                avsluttet += i_aar
                assert slutt(liv) == flytting.dag
                assert kommuner.paa(liv.fakta[-1].kommune, flytting.dag) == kommuner.paa(foer, flytting.dag)
                continue
            # then the old kommune's tiltak end before the move, and the new one grants what is left some time after
            gamle, *nye = vedtak(liv, "tildeling")
            tiltak = sist(liv, "tiltak")
            assert all(f.innhold["til"] <= flytting.dag for f in tiltak if f.noekkel.startswith("1."))
            if not nye:  # it was still to come when the simulation ended
                assert flytting.dag + timedelta(days=g.avbrekk.overtakelse.mest + 2) > p.simuleres.til
                continue
            overtatt += i_aar
            (ny,) = nye
            assert kommuner.paa(hit, ny.dag) == ny.kommune
            ventet = (ny.dag - flytting.dag).days
            assert g.avbrekk.overtakelse.minst <= ventet <= g.avbrekk.overtakelse.mest + 2
            assert ny.innhold["fra"] == ny.dag < ny.innhold["til"] <= gamle.innhold["til"]
            assert any(f.innhold["fra"] == ny.dag for f in tiltak)
            assert {f.kommune for f in liv.fakta if f.dag < flytting.dag}.isdisjoint({hit})
            assert all(kommuner.paa(hit, f.dag) == f.kommune for f in liv.fakta if f.noekkel.startswith("2."))
    # and so many are taken over as the profile says, fewer by those in their last weeks or in an extended programme
    assert 0.5 * g.avbrekk.overtas.verdi < overtatt / (overtatt + avsluttet) < 1.2 * g.avbrekk.overtas.verdi
    assert avsluttet > 20


@pytest.mark.parametrize("lov", TRE_LOVER)
def test_nobody_is_taken_over_where_the_profile_says_that_nobody_is(lov: str):
    _, _, alle = folk(lov, ROLIG | {"risiko.flytting": RATE, "avbrekk.overtas": 0.0}, 100)
    flyttet = [liv for liv in alle if liv.sentrale]
    assert len(flyttet) > 20
    assert {aarsak(liv) for liv in flyttet} == {"flyttet"}


def foreldre(lov: str, *, par: float = 1.0, rate: float = RATE, alene: float = 0.0) -> Folk:
    """People to whom children are born, and nothing else happens; that part of them are couples."""
    tall = {"risiko.foedsel": rate, "risiko.enslig_foedsel": alene, "par": par, "kvinner": 0.5}
    return folk(lov, ROLIG | tall, 200)


@pytest.mark.parametrize("lov", TRE_LOVER)
def test_a_birth_gives_the_mother_leave_and_the_father_leave_or_days(lov: str):
    p, g, alle = foreldre(lov)
    moedre = [liv for liv in alle if liv.innbygger.kjoenn == "K"]
    fedre = [liv for liv in alle if liv.innbygger.kjoenn == "M"]
    # then as many children are born as the profile says: the next at the earliest 300 days after the last
    foedt = [(liv, f) for liv in moedre for f in sist(liv, "permisjon", ordning="intro")]
    assert {f.innhold["permisjonsgrunn"] for _, f in foedt} == {"foedsel"}
    aar = sum(((slutt(liv) or p.simuleres.til) - max(start(liv), p.periode.fra)).days / 365 for liv in moedre)
    i_tiden = sum(f.innhold["fra"] >= p.periode.fra for _, f in foedt)
    assert i_tiden / aar == pytest.approx(1 / (300 / 365 + 1 / RATE), rel=0.4)
    # and each mother has the leave the profile gives, in addition to her programme
    spenn = g.avbrekk.foedselspermisjon
    lengder = [dager(f) for _, f in foedt]
    assert spenn.minst <= min(lengder) < max(lengder) <= spenn.mest
    for liv, f in foedt:
        assert start(liv) < f.innhold["fra"]
        assert f.innhold["til"] < (slutt(liv) or date.max)
        assert slutt(liv) is None or slutt(liv) > vedtak(liv, "tildeling")[0].innhold["til"]
    # and of the fathers some have leave, the others nine days of valid absence
    lange = [f for liv in fedre for f in sist(liv, "permisjon", ordning="intro")]
    korte = [f for liv in fedre for f in sist(liv, "fravaer", fravaersgrunn="foedsel")]
    assert {f.innhold["permisjonsgrunn"] for f in lange} == {"omsorg"}
    assert all(g.avbrekk.far_dager.minst <= dager(f) <= g.avbrekk.far_dager.mest for f in lange)
    assert all(f.innhold["gyldig"] for f in korte)
    assert max(map(dager, korte)) == 9
    assert 0.4 < len(lange) / (len(lange) + len(korte)) / g.avbrekk.far_permisjon.verdi < 1.6
    # and both are at home with the child from the same day
    hos_mor = {(liv.innbygger.nr, f.innhold["fra"]) for liv, f in foedt}
    hos_far = {(liv.innbygger.nr - 1, f.innhold["fra"]) for liv in fedre for f in sist(liv, "permisjon")}
    assert len(hos_far & hos_mor) > 0.5 * len(hos_far) > 0


def test_children_are_born_to_couples_and_to_women_alone_each_by_their_own_rate():
    def foedende(**valg: float) -> Counter[str]:
        _, _, alle = foreldre("introduksjonsloven", **valg)
        return Counter(liv.innbygger.kjoenn for liv in alle if sist(liv, "permisjon"))

    assert foedende(par=1.0)["K"] > 20
    assert not foedende(par=1.0, rate=0.0, alene=RATE)
    assert not foedende(par=0.0)
    alene = foedende(par=0.0, alene=RATE)
    assert alene["K"] > 20
    assert not alene["M"]
