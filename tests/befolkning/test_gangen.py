"""The ordinary way, from settlement to an ending with a reason: each step is there, in its place, as the profile says.

The people here are those to whom nothing happens that nobody planned; what comes in between stands in test_hendelser.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

import pytest

from fagsystem_sim.datoer import om_maaneder
from fagsystem_sim.fakta import Livsloep
from fagsystem_sim.profiler import lover
from fagsystem_sim.profiler.livet import Sti
from fagsystem_sim.profiler.modell import Gruppe
from tests.befolkning.liv import (
    EN_DAG,
    TRE_LOVER,
    aarsak,
    dager,
    maaneder,
    rolig,
    sist,
    slutt,
    start,
    vedtak,
    vedtatt_til,
)

HELG = 2
"""Days that an office is closed: what falls on them comes on the Monday."""

TRE_MAANEDER = 92

pytestmark = pytest.mark.parametrize("lov", TRE_LOVER)


def andel(ja: Iterable[bool]) -> float:
    """The share of those for whom it is so."""
    telt = Counter(ja)
    assert telt.total() >= 50
    return telt[True] / telt.total()


def om_lag(ventet: float) -> object:
    """What a share of a few hundred may come out as."""
    return pytest.approx(ventet, abs=0.1)


def test_settlement_comes_after_residence_and_before_the_offer(lov: str):
    _, g, alle = rolig(lov)
    ventet, opphold = [], []
    for liv in alle:
        p = liv.innbygger
        assert p.opphold_gitt <= p.bosatt <= liv.fakta[0].dag
        ventet.append((liv.fakta[0].dag - p.bosatt).days)
        opphold.append((p.bosatt - p.opphold_gitt).days)
    # then between residence, settlement and offer there are as many days as the profile says
    spenn = g.foer.bosatt_til_tilbud
    assert spenn.minst <= min(ventet)
    assert max(ventet) <= spenn.mest + HELG or lov == "integreringsloven"  # in March 2021 NIR made some wait
    assert sum(ventet) / len(ventet) == pytest.approx((spenn.minst + spenn.mest) / 2, rel=0.2)
    assert max(opphold) > 30


def test_families_come_together_or_to_each_other(lov: str):
    # given people of whom half come with wife or husband
    _, g, alle = rolig(lov, par=0.5, kvinner=0.5)
    sammen = []
    for en, annen in zip(alle[::2], alle[1::2], strict=True):
        a, b = en.innbygger, annen.innbygger
        likt = (a.kommune, a.statsborgerskap, a.kjoenn, b.kjoenn) == (b.kommune, b.statsborgerskap, "K", "M")
        sammen.append(likt and abs((start(en) - start(annen)).days) <= 21 + HELG)
    # then they do, and are settled in the same kommune
    assert andel(sammen) == om_lag(0.5)
    # and who came to family here had residence before arriving, and is settled on that day
    familie = [liv.innbygger for liv in alle if liv.innbygger.grunnlag == "familie"]
    vekter = g.grunnlag.vekter
    assert len(familie) / len(alle) == om_lag(vekter.get("familie", 0) / sum(vekter.values()))
    assert all(p.opphold_gitt <= p.ankomst == p.bosatt or p.opphold_gitt == p.bosatt for p in familie)


def test_everybody_is_offered_a_programme_once_and_within_three_months_of_settlement(lov: str):
    for liv in rolig(lov).liv:
        (tilbud,) = sist(liv, "kontakt")
        assert tilbud == liv.fakta[0]
        assert tilbud.innhold["kontakttype"] == "tilbud"
        assert liv.innbygger.bosatt <= tilbud.innhold["dato"] == tilbud.dag <= vedtak(liv, "tildeling")[0].dag
    # then nobody waits too long for it where no profile says so, save whom NIR could not hold before March 2021
    assert not [liv for liv in rolig(lov).liv if _sent(liv) and not date(2021, 3, 1) <= start(liv) < date(2021, 5, 1)]
    # and where one does, as many as it says
    _, _, alle = rolig(lov, foer__bosatt_til_tilbud=(TRE_MAANEDER - 50, TRE_MAANEDER + 50))
    assert andel(map(_sent, alle)) == om_lag(0.5)


def _sent(liv: Livsloep) -> bool:
    return (sist(liv, "kontakt")[0].dag - liv.innbygger.bosatt).days > TRE_MAANEDER


def test_the_decision_lies_between_the_offer_and_the_start_and_gives_a_length_of_the_profile(lov: str):
    _, g, alle = rolig(lov)
    lengder = Counter[int]()
    for liv in alle:
        (tildelt,) = vedtak(liv, "tildeling")
        fra, til = tildelt.innhold["fra"], tildelt.innhold["til"]
        assert liv.fakta[0].dag <= tildelt.innhold["vedtaksdato"] == tildelt.dag <= fra == start(liv)
        assert (fra - tildelt.dag).days <= g.foer.vedtak_foer_start.mest + HELG
        assert (fra - liv.fakta[0].dag).days <= g.foer.tilbud_til_start.mest + 21 + 2 * HELG
        lengder[next(m for m in range(1, 49) if om_maaneder(fra, m) > til)] += 1
    # then the lengths are those of the ways, each as often as it is said (who has a short one has often ended before)
    ventet = dict.fromkeys(range(1, 49), 0.0)
    for sti in g.stier.values():
        for maaneder_, vekt in sti.maaneder.vekter.items():
            ventet[maaneder_] += sti.andel.verdi * vekt / sum(sti.maaneder.vekter.values())
    mulige = {maaneder_ for maaneder_, andel_ in ventet.items() if andel_}
    assert set(lengder) <= mulige
    assert max(lengder) == max(mulige)
    assert max(mulige, key=lambda m: ventet[m]) in [m for m, _ in lengder.most_common(2)]


def test_what_a_law_asks_for_is_decided_with_the_programme(lov: str):
    _, _, alle = rolig(lov)
    ny = lov != "introduksjonsloven"
    for liv in alle:
        typer = Counter(f.type for f in liv.fakta if f.dag <= start(liv))
        assert [typer[t] for t in ("integreringskontrakt", "norskmaal", "sluttmaal")] == [int(ny)] * 3
        # by the law of 2021 the length rests on what school there was before; under chapter 6A from July 2023
        spurt = ny and (lov == "integreringsloven" or vedtak(liv, "tildeling")[0].dag >= lover.NYTT_I_6A)
        assert typer["utdanningsbakgrunn"] == int(spurt)
    # and norsk is granted with it
    assert andel(bool(vedtak(liv, "tildeling", "norsk")) for liv in alle) > 0.9


def test_tiltak_begin_with_the_programme_and_follow_each_other_without_a_gap(lov: str):
    _, g, alle = rolig(lov)
    spenn, varte = g.hverdag.tiltaksdager, []
    par, foerste = [], []
    for liv in alle:
        perioder = Counter((f.innhold["fra"], f.innhold["til"]) for f in sist(liv, "tiltak"))
        rekke = sorted(perioder)
        # then the first is from the first day, each from the day after the one before, and the last until the end
        assert rekke[0][0] == start(liv)
        assert all(neste[0] == denne[1] + EN_DAG for denne, neste in pairwise(rekke))
        assert rekke[-1][1] == slutt(liv)
        # (what ends with a decision may be shorter or longer)
        varte += [(b - a).days for a, b in rekke[:-1] if b != vedtak(liv, "tildeling")[0].innhold["til"]]
        par += [n == 2 for n in perioder.values()]
        foerste += [
            f.innhold["tiltakstype"] == "norskopplaring"
            for f in sist(liv, "tiltak")
            if (f.innhold["fra"] - start(liv)).days < 365 and f.noekkel == _foerst_av(liv, f.innhold["fra"])
        ]
        kjent = {"norskopplaring", *(t for t, vekt in g.hverdag.tiltak.vekter.items() if vekt)}
        assert {f.innhold["tiltakstype"] for f in sist(liv, "tiltak")} <= kjent
    # and they last as long, and are norsk or two at a time as often, as the profile says
    assert spenn.minst <= min(varte) < max(varte) <= spenn.mest
    assert sum(varte) / len(varte) == pytest.approx((spenn.minst + spenn.mest) / 2, rel=0.15)
    assert andel(par) == om_lag(g.hverdag.to_tiltak.verdi)
    assert andel(foerste) == om_lag(g.hverdag.norsk_foerste_aar.verdi)


def _foerst_av(liv: Livsloep, fra: date) -> str:
    """The key of the first of those tiltak that begin on a day."""
    return next(f.noekkel for f in liv.fakta if f.type == "tiltak" and f.innhold["fra"] == fra)


def test_each_month_with_norsk_has_its_hours_but_july(lov: str):
    _, g, alle = rolig(lov)
    spenn, hele = g.hverdag.norsktimer, []
    for liv in alle:
        vedtatt = [v.innhold["til"] for slag in ("tildeling", "utvidetNorsk") for v in vedtak(liv, slag, "norsk")]
        siste = min(slutt(liv) or date.max, max(vedtatt, default=date.min))
        norsk = [
            (fra, til)
            for f in sist(liv, "tiltak", tiltakstype="norskopplaring")
            for fra, til in maaneder(f.innhold["fra"], min(f.innhold["til"], siste))
            if fra.month != 7
        ]
        timer = sist(liv, "timer", fag="norsk")
        # then each month in which there was norsk has its hours, and no other has; a single day may have none
        fikk = [(f.innhold["fra"].year, f.innhold["fra"].month) for f in timer]
        assert len(fikk) == len(set(fikk))
        assert {(a.year, a.month) for a, b in norsk if a < b} <= set(fikk) <= {(a.year, a.month) for a, _ in norsk}
        assert all(f.dag >= f.innhold["til"] for f in timer)
        hele += [int(f.innhold["antall"]) for f in timer if dager(f) == 30]
    # and the hours of a whole month are those of the profile
    assert spenn.minst <= min(hele) < max(hele) <= spenn.mest
    assert sum(hele) / len(hele) == pytest.approx((spenn.minst + spenn.mest) / 2, rel=0.05)


def test_fifty_hours_of_samfunnskunnskap_are_given_to_as_many_as_the_profile_says(lov: str):
    _, g, alle = rolig(lov)
    fikk = []
    for liv in alle:
        samfunn = sist(liv, "timer", fag="samfunnskunnskap")
        assert len(samfunn) <= 1
        assert all(f.innhold["antall"] == 50 for f in samfunn if dager(f) >= 30)
        if len(sist(liv, "timer", fag="norsk")) >= 3:  # in the third month
            fikk.append(bool(samfunn))
    assert andel(fikk) == om_lag(g.hverdag.samfunnskunnskap.verdi)
    assert not [f for liv in rolig(lov, 60, hverdag__samfunnskunnskap=0.0).liv
                for f in sist(liv, "timer", fag="samfunnskunnskap")]  # fmt: skip


def test_months_have_absence_as_often_as_the_profile_says_and_it_is_valid_as_often(lov: str):
    _, g, alle = rolig(lov)
    fravaer = [f for liv in alle for f in sist(liv, "fravaer")]
    antall = sum(len(list(maaneder(start(liv), slutt(liv) or date.max))) for liv in alle)
    assert len(fravaer) / antall == pytest.approx(g.hverdag.fravaer.verdi, rel=0.25)
    assert andel(f.innhold["gyldig"] for f in fravaer) == om_lag(g.hverdag.gyldig.verdi)
    for f in fravaer:
        assert f.innhold["fra"].month == f.innhold["til"].month
        assert f.innhold["gyldig"] == (f.innhold["fravaersgrunn"] != "annet")
    assert not [f for liv in rolig(lov, 60, hverdag__fravaer=0.0).liv for f in sist(liv, "fravaer")]


def test_as_many_are_extended_at_the_end_as_the_profile_says_and_within_what_the_law_gives(lov: str):
    p, g, alle = rolig(lov)
    forlenget, ventet = [], []
    for liv in alle:
        sti, (tildelt,) = _stien(g, liv), vedtak(liv, "tildeling")
        grense = om_maaneder(start(liv), lover.lengste(g.lov, sti.vgo, sti.sluttmaal, start(liv)))
        mer = vedtak(liv, "forlengelse")
        assert len(mer) <= 1
        for f in mer:
            assert f.dag == tildelt.innhold["til"] == f.innhold["fra"] - EN_DAG
            assert f.innhold["til"] < grense
        if p.periode.fra <= tildelt.innhold["til"] < grense - timedelta(31):  # there is a month left to give
            forlenget.append(bool(mer))
            ventet.append(sti.forlenges.verdi)
    assert andel(forlenget) == om_lag(sum(ventet) / len(ventet))
    # and nobody where the profile says that nobody is
    stier = {f"stier__{navn}__forlenges": 0.0 for navn in g.stier}
    assert not [f for liv in rolig(lov, 60, **stier).liv for f in vedtak(liv, "forlengelse")]


def _stien(g: Gruppe, liv: Livsloep) -> Sti:
    """The way somebody goes, by the sluttmaal that is registered; of those with the same any, as they are alike."""
    maal = {f.innhold["sluttmaal"] for f in sist(liv, "sluttmaal")} or {None}
    return next(sti for sti in g.stier.values() if sti.sluttmaal in maal)


def test_a_programme_that_has_lasted_its_time_ends_that_day_with_a_reason_of_the_profile(lov: str):
    _, g, alle = rolig(lov)
    grunner: dict[str, Counter[str]] = {"K": Counter(), "M": Counter()}
    for liv in alle:
        (avslutning,) = sist(liv, "avslutning")
        # then it ended on the last day decided, and that is the last of all that is known
        assert avslutning == liv.fakta[-1]
        assert avslutning.innhold["dato"] == avslutning.dag == vedtatt_til(liv)
        grunner[liv.innbygger.kjoenn][avslutning.innhold["avslutningsaarsak"]] += 1
    # and women and men come to work and education as often as it is said of each, by the codes that are said
    for kjoenn, telt in grunner.items():
        s = g.slutt
        for maal, koder in ((s.arbeid, s.arbeidskoder), (s.utdanning, s.utdanningskoder)):
            naadd = sum(telt[kode] for kode in koder.vekter)
            assert naadd / telt.total() == pytest.approx(getattr(maal, kjoenn).verdi, abs=0.12)
        assert set(telt) <= {*s.arbeidskoder.vekter, *s.utdanningskoder.vekter, *s.ellers.vekter}
        assert telt.total() > 50
    assert len(grunner["K"] + grunner["M"]) > 8


def test_nobody_comes_to_work_or_education_where_the_profile_says_that_nobody_does(lov: str):
    ingen = {f"slutt__{hva}__{kjoenn}": 0.0 for hva in ("arbeid", "utdanning") for kjoenn in ("K", "M")}
    _, g, alle = rolig(lov, 100, **ingen)
    assert {aarsak(liv) for liv in alle} <= set(g.slutt.ellers.vekter)


def test_utvidet_norsk_is_for_chapter_6a_from_july_2023_when_the_deadline_is_near(lov: str):
    _, g, alle = rolig(lov)
    utvidet, naerme_fristen = [], []
    for liv in alle:
        mer = vedtak(liv, "utvidetNorsk", "norsk")
        for f in mer:
            # then the decision comes near the deadline, VGO answered first
            frist = vedtak(liv, "tildeling", "norsk")[0].innhold["til"]
            assert frist - timedelta(45) <= f.dag <= frist == f.innhold["fra"] - EN_DAG
            assert f.dag >= lover.NYTT_I_6A
            assert [v.dag for v in sist(liv, "fulltidVgo")] == [f.dag]
        utvidet += mer
        if vedtatt_til(liv) >= om_maaneder(start(liv), 12) - timedelta(40) > lover.NYTT_I_6A:
            naerme_fristen.append(bool(mer))
    if lov == "integreringsloven6A":
        assert andel(naerme_fristen) == pytest.approx(g.utvidet_norsk.verdi, abs=0.15)
    else:
        assert not utvidet


def test_programmes_go_on_past_the_longest_time_under_the_covid_laws_alone(lov: str):
    """Where NIR holds nothing, so that nobody can end them."""
    assert all(slutt(liv) for liv in rolig(lov).liv)
    _, g, alle = rolig("covid", 400)
    ved_grensen = [vedtatt_til(liv) == om_maaneder(start(liv), 36) - EN_DAG for liv in alle]
    assert andel(not slutt(liv) for liv, er in zip(alle, ved_grensen, strict=True) if er) == om_lag(
        g.utover_grensen.verdi
    )
    assert all(slutt(liv) for liv, er in zip(alle, ved_grensen, strict=True) if not er)
