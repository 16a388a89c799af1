"""Whatever happens on the way, and whenever the system dies: nothing is lost and nothing is doubled."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fagsystem_sim.avstemming import avstem
from fagsystem_sim.fakta import Arbeid
from fagsystem_sim.lager import Lager, Sender
from fagsystem_sim.lager import meldingsboks as boks
from fagsystem_sim.meldinger import AVVIST
from fagsystem_sim.vaner.register import Vaner
from fagsystem_sim.vaner.vane import INTROBRUKER
from tests.lager import arbeid as a
from tests.lager.nir import Krasj, Nir

UHELL = st.sampled_from([None, None, "foer", "etter", "503", "dobbelt", "krasj-foer", "krasj-etter"])
STEG = st.sampled_from(["kvitter", "utsett", "neste", "rader"])
SYSTEMVANER = st.sampled_from([
    "sender-to-ganger", "mister-svar", "mister-svar-uten-meldingsid", "feil-kommune", "feil-rolle", "feil-rekkefoelge",
])  # fmt: skip


@st.composite
def aar(draw: st.DrawFn) -> list[list[tuple[str, int, int]]]:
    """A few rounds of work: what is registered, of which thing, with which content."""
    slag = st.sampled_from(["vedtak", "tiltak", "timer", "fravaer", "slett"])
    runde = st.lists(st.tuples(slag, st.integers(0, 2), st.integers(0, 4)), max_size=6)
    return draw(st.lists(runde, min_size=1, max_size=4))


@contextmanager
def _doer_ved(steg: str | None, hvor: int) -> Iterator[None]:
    """The system dies just before or just after the `hvor`-th time it takes a step in its own store."""
    if steg is None:
        yield
        return
    ekte, teller = getattr(boks, steg), itertools.count()

    def med_krasj(*args: Any, **navngitt: Any) -> Any:
        nr = next(teller)
        if nr == hvor // 2 and hvor % 2 == 0:
            raise Krasj
        svar = ekte(*args, **navngitt)
        if nr == hvor // 2:
            raise Krasj
        return svar

    setattr(boks, steg, med_krasj)
    try:
        yield
    finally:
        setattr(boks, steg, ekte)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    runder=aar(),
    uhell=st.lists(UHELL, max_size=12),
    steg=st.none() | STEG,
    hvor=st.integers(0, 5),
    vaner=st.lists(SYSTEMVANER, max_size=2, unique=True),
    straks=st.booleans(),
)
def test_they_agree_on_all_that_nir_accepted(
    runder: list[list[tuple[str, int, int]]], uhell: list[str | None], steg: str | None, hvor: int, vaner: list[str],
    straks: bool,
) -> None:  # fmt: skip
    with tempfile.TemporaryDirectory() as mappe:
        nir = Nir(Path(mappe))
        try:
            _en_historie(nir, f"sqlite:///{mappe}/lager.db", runder, uhell, steg, hvor, vaner, straks)
        finally:
            nir.lukk()


def _en_historie(
    nir: Nir, url: str, runder: list[list[tuple[str, int, int]]], uhell: list[str | None], steg: str | None, hvor: int,
    vaner: list[str], straks: bool,
) -> None:  # fmt: skip
    ident, naa = nir.person(), datetime(2017, 1, 2, 12, tzinfo=UTC)
    vanene = Vaner(dict.fromkeys(vaner, 0.5), froe=1)
    fasit: dict[str, Arbeid] = {}
    lager = Lager(url)
    nir.transport.plan.extend(uhell)
    sendt: list[Arbeid] = []
    with _doer_ved(steg, hvor):
        for runde in runder:
            arbeid = [_arbeid(ident, naa.date(), *ett) for ett in runde]
            arbeid = [x for x in arbeid if x.handling != "slett" or x.ekstern_id in fasit]
            sender, foerst = Sender(lager, nir.klient, partial(_gi, naa), vanene), []
            if straks:
                foerst = sender.registrer(arbeid)
            else:
                lager.registrer(arbeid)
            sendt += arbeid
            fasit.update({x.ekstern_id: x for x in arbeid})
            try:
                sender.send(foerst=foerst)
            except Krasj:
                lager.lukk()
                lager = Lager(url)
            naa += timedelta(hours=1)
    nir.transport.plan.clear()
    for _ in range(40):
        if not lager.venter():
            break
        naa += timedelta(days=1)
        Sender(lager, nir.klient, partial(_gi, naa), Vaner({})).send()

    assert lager.venter() == 0
    poster = {p.ekstern_id: p for p in lager.poster("0301")}
    assert poster.keys() == fasit.keys()
    avvik = avstem(lager, nir.klient("0301", INTROBRUKER), "0301")
    assert [x for x in avvik if poster[x.ekstern_id].status != AVVIST] == []
    i_nir = nir.klient("0301", INTROBRUKER).register()
    staar = [p for p in i_nir.values() if not p.slettet]
    assert len(staar) == sum(n for n in nir.klient("0301", INTROBRUKER).deltaker(ident).registreringer.values())
    assert {p.ekstern_id for p in staar} <= poster.keys()
    assert not [p for p in poster.values() if p.status == "ukjent"]
    lager.lukk()


def _gi(naa: datetime) -> datetime:
    return naa


def _arbeid(ident: str, dag: date, slag: str, nr: int, variant: int) -> Arbeid:
    fra = date(2016, 12, 5) + timedelta(days=variant)
    if slag == "vedtak":
        return a.vedtak(ident, date(2016, 12, 5))._replace(registreres=dag)
    if slag == "tiltak":
        return a.tiltak(ident, fra, fra + timedelta(days=60), f"tiltak-{nr}", dag)
    if slag == "timer":
        return a.timer(ident, fra, fra + timedelta(days=9), 10 + variant, f"timer-{nr}")._replace(registreres=dag)
    fravaer = a.fravaer(ident, fra, fra + timedelta(days=1), f"fravaer-{nr}")._replace(registreres=dag)
    return fravaer._replace(handling="slett") if slag == "slett" else fravaer
