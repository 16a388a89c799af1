"""Whatever happens on the way, and whenever the system dies: nothing is lost and nothing is doubled."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fagsystem_sim.avstemming import LUKKET, NIR, avstem
from fagsystem_sim.fakta import Arbeid
from fagsystem_sim.lager import Lager, Sender
from fagsystem_sim.lager import meldingsboks as boks
from fagsystem_sim.lager.endringer import lukkede
from fagsystem_sim.meldinger import AVVIST
from fagsystem_sim.vaner.register import Vaner
from fagsystem_sim.vaner.vane import INTROBRUKER, NIR_WEB
from fagsystem_sim.ws4 import SvarBorte
from tests.lager import arbeid as a
from tests.lager.baser import ny_base
from tests.lager.nir import Krasj, Nir

KOMMUNER = ("0301", "1201")
SENT = ("sent-1", "sent-2", "sent-3", "sent-6", "sent-99")
UHELL = st.sampled_from([None, None, None, "foer", "etter", "503", "dobbelt", *SENT, "krasj-foer", "krasj-etter"])
STEG = st.sampled_from(["kvitter", "utsett", "neste", "rader"])
SYSTEMVANER = st.sampled_from([
    "sender-to-ganger", "mister-svar", "mister-svar-uten-meldingsid", "feil-kommune", "feil-rolle", "feil-rekkefoelge",
])  # fmt: skip
TIME, MAANED, AAR = timedelta(hours=1), timedelta(days=40), timedelta(days=300)
"""What passes between two rounds: less than a wait, more than the two months of two of them, and more than NIR waits
for somebody who does nothing."""


class Ett(NamedTuple):
    """A piece of work: of which of three persons, what, which of them, and with which content.

    The third person moves from the first kommune to the second; `gammel` is done where the person lived before.
    """

    hvem: int
    slag: str
    nr: int = 0
    variant: int = 0
    gammel: bool = False


@dataclass(frozen=True)
class Runde:
    """A round of work, what passes before it, and whether the feed is read after it."""

    arbeid: tuple[Ett, ...]
    pause: timedelta = TIME
    leser: bool = True


@dataclass(frozen=True)
class Historie:
    """What is done, and what befalls it. `flytter` is the round before which somebody moves."""

    runder: tuple[Runde, ...]
    uhell: tuple[str | None, ...] = ()
    flytter: int = 1
    steg: str | None = None
    hvor: int = 0
    vaner: tuple[str, ...] = ()
    straks: bool = False
    web: bool = False


SLAG = st.sampled_from(["vedtak", "tiltak", "timer", "fravaer", "slett", "avslutning"])
ETT = st.builds(Ett, st.integers(0, 2), SLAG, st.integers(0, 1), st.integers(0, 2), st.booleans())
RUNDE = st.builds(
    Runde, st.lists(ETT, max_size=5).map(tuple), st.sampled_from([TIME, TIME, MAANED, AAR]), st.booleans()
)
HISTORIE = st.builds(
    Historie,
    st.lists(RUNDE, min_size=1, max_size=4).map(tuple),
    st.lists(UHELL, max_size=14).map(tuple),
    st.integers(0, 3),
    st.none() | STEG,
    st.integers(0, 5),
    st.lists(SYSTEMVANER, max_size=2, unique=True).map(tuple),
    st.booleans(),
    st.booleans(),
)
INNSTILLINGER = settings(deadline=None, suppress_health_check=list(HealthCheck))


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


@pytest.fixture
def verden(tmp_path: Path) -> Iterator[Nir]:
    nir = Nir(tmp_path, kommuner=KOMMUNER)
    yield nir
    nir.lukk()


def test_they_agree_on_all_that_nir_accepted(verden: Nir, tmp_path: Path) -> None:
    @settings(INNSTILLINGER, max_examples=45)
    @given(HISTORIE)
    def alltid(historie: Historie) -> None:
        Fortelling(verden, f"sqlite:///{tmp_path}/lager.db", historie).fortell()

    alltid()


def test_they_agree_also_where_the_store_is_a_postgresql(verden: Nir, postgres: str) -> None:
    base = ny_base(postgres)

    @settings(INNSTILLINGER, max_examples=6)
    @given(HISTORIE)
    def alltid(historie: Historie) -> None:
        Fortelling(verden, base, historie).fortell()

    alltid()


_BEGYNNELSE = (*(Ett(hvem, slag) for hvem in range(3) for slag in ("vedtak", "tiltak")), Ett(1, "timer"))


@pytest.mark.parametrize("web", [False, True])
def test_a_history_with_all_of_it(lagerurl: str, verden: Nir, web: bool) -> None:
    # given two kommuner with three persons, one of whom moves; messages that come after their retry, or after a year
    historie = Historie(
        (
            Runde(_BEGYNNELSE),
            Runde((Ett(0, "tiltak", variant=1), Ett(1, "tiltak", variant=1)), MAANED),
            Runde((Ett(2, "fravaer", gammel=True),), AAR),
            Runde((Ett(0, "vedtak", variant=2),), TIME),
        ),
        ("sent-3", "dobbelt", "sent-99", "503", "etter", "foer", None, "sent-2"), 2, web=web,
    )  # fmt: skip
    # when they work, and NIR closes whom nobody has done anything with
    ut = Fortelling(verden, lagerurl, historie)
    ut.fortell()
    # then they agree after what does happen
    assert ut.nir.vei.sene_gjentakelser >= 1
    assert ut.skjedd["reddet"] >= 1
    assert ut.skjedd["tapt"] >= 4
    assert ut.skjedd["lukket"] >= 2
    assert ut.skjedd["avvist"] >= 1


def test_a_message_that_comes_after_what_was_corrected_since_does_not_undo_it(verden: Nir, tmp_path: Path) -> None:
    # given the first message of each kommune, one over WS4 and one by hand, that comes when all is over
    begynnelse = tuple(Ett(hvem, slag) for hvem in (0, 1) for slag in ("vedtak", "tiltak"))
    rettet = tuple(Ett(hvem, "tiltak", variant=1) for hvem in (0, 1))
    historie = Historie((Runde(begynnelse, leser=False), Runde(rettet)), ("sent-99", "sent-99"), web=True)
    # when both are sent again, and then a correction, then NIR has had the late ones and keeps to what was corrected
    ut = Fortelling(verden, f"sqlite:///{tmp_path}/lager.db", historie)
    ut.fortell()
    assert (ut.nir.vei.sene_gjentakelser, ut.skjedd["avvist"]) == (2, 0)


class Fortelling:
    """Lives through a history with a NIR in a new sandbox and a new store, and holds them beside each other."""

    def __init__(self, nir: Nir, url: str, historie: Historie) -> None:
        nir.begynn_igjen()
        self.nir, self.url, self.h = nir, url, historie
        self.naa = datetime(2017, 1, 2, 12, tzinfo=UTC)
        self.identer = [nir.person(nr + 1, KOMMUNER[nr % 2]) for nr in (0, 1, 2)]
        self.vaner = Vaner(dict.fromkeys(historie.vaner, 0.5), froe=1)
        self.fasit: dict[tuple[str, str], Arbeid] = {}
        self.sendt = 0
        self.skjedd: Counter[str] = Counter()
        self.lager = Lager(url)

    def fortell(self) -> None:
        """Live through it, then clear up, and hold the store beside NIR."""
        try:
            self.nir.vei.plan.extend(self.h.uhell)
            with _doer_ved(self.h.steg, self.h.hvor):
                for nr, runde in enumerate(self.h.runder):
                    self._gaa(runde.pause if nr else timedelta())
                    if nr == self.h.flytter:
                        self.nir.flytt(self.identer[2], self.naa.date(), KOMMUNER[1])
                    self._runde(nr, runde)
            self._rydd()
            for kommune in KOMMUNER:
                self._sammenlign(kommune)
        finally:
            self.lager.slett()

    def _gaa(self, tid: timedelta) -> None:
        foer = self.naa.date()
        self.naa += tid
        if self.naa.date() != foer:
            self.nir.flytt_klokken(self.naa.date())

    def _sender(self, vaner: Vaner) -> Sender:
        return Sender(self.lager, self.nir.klient, lambda: self.naa, vaner, self.nir.web)

    def _runde(self, nr: int, runde: Runde) -> None:
        for kommune in KOMMUNER:
            arbeid = [x for ett in runde.arbeid if (x := self._arbeid(ett, nr)).kommune == kommune]
            arbeid = [x for x in arbeid if x.handling != "slett" or (kommune, x.ekstern_id) in self.fasit]
            sender, foerst = self._sender(self.vaner), []
            if self.h.straks:
                foerst = sender.registrer(arbeid)
            else:
                self.lager.registrer(arbeid)
            self.sendt += len(arbeid)
            self.fasit |= {(kommune, x.ekstern_id): x for x in arbeid}
            try:
                ut = sender.send(kommune, foerst)
                self.skjedd.update({"tapt": ut.tapt, "reddet": ut.reddet, "avvist": ut.utfall[AVVIST]})
                if runde.leser:
                    self.skjedd["lukket"] += len(sender.les_endringer(kommune))
            except SvarBorte:
                pass  # the feed is read next time
            except Krasj:
                self.lager.lukk()
                self.lager = Lager(self.url, finnes=True)

    def _rydd(self) -> None:
        """Nothing befalls them any more: what waits is sent, what is late arrives, and the feed is read."""
        self.nir.vei.plan.clear()
        for _ in range(40):
            if not self.lager.venter():
                break
            self._gaa(timedelta(days=1))
            ut = self._sender(Vaner({})).send()
            self.skjedd.update({"tapt": ut.tapt, "reddet": ut.reddet, "avvist": ut.utfall[AVVIST]})
        self.nir.vei.la_komme()
        for kommune in KOMMUNER:
            self.skjedd["lukket"] += len(self._sender(Vaner({})).les_endringer(kommune))

    def _sammenlign(self, kommune: str) -> None:
        assert self.lager.venter(kommune) == 0
        poster = {p.ekstern_id: p for p in self.lager.poster(kommune)}
        assert poster.keys() == {id_ for k, id_ in self.fasit if k == kommune}
        assert not [p for p in poster.values() if p.status == "ukjent"]
        (antall,) = self.lager.rader("SELECT count(*) FROM hendelse WHERE hva IN ('registrert', 'slettet')")[0]
        assert antall == self.sendt
        klient = self.nir.klient(kommune, INTROBRUKER)
        # what differs is what NIR has rejected, and what it has closed, which the store has read
        avvik = avstem(self.lager, klient, kommune)
        assert [x for x in avvik if x.slag != LUKKET and poster[x.ekstern_id].status != AVVIST] == []
        i_nir = klient.register()
        av_nir = {id_ for id_ in i_nir if id_.startswith(f"{NIR}-")}  # also what the kommune has corrected since
        assert {x.ekstern_id for x in lukkede(self.lager, kommune)} == av_nir
        assert {x.ekstern_id for x in avvik if x.slag == LUKKET} <= av_nir
        # and NIR has each of them once, and nothing that nobody registered
        staar = [p for p in i_nir.values() if not p.slettet]
        assert {p.ekstern_id for p in staar} <= poster.keys() | av_nir
        assert len({(p.type, p.ident, tuple(p.innhold.items()), p.ekstern_id) for p in staar}) == len(staar)

    def _arbeid(self, ett: Ett, nr: int) -> Arbeid:
        flyttet = ett.hvem == 2 and nr >= self.h.flytter and not ett.gammel
        kommune = KOMMUNER[1] if ett.hvem == 1 or flyttet else KOMMUNER[0]
        arbeid = _lag(self.identer[ett.hvem], self.naa.date(), ett)
        return arbeid._replace(
            kommune=kommune, ekstern_id=kommune + arbeid.ekstern_id[4:], registreres=self.naa.date(),
            kanal=NIR_WEB if self.h.web and kommune == KOMMUNER[1] else arbeid.kanal,
        )  # fmt: skip


def _lag(ident: str, dag: date, ett: Ett) -> Arbeid:
    fra = dag - timedelta(days=20 - ett.variant)
    if ett.slag == "vedtak":
        vedtak = a.vedtak(ident, fra)
        return vedtak._replace(innhold={**vedtak.innhold, "til": fra + timedelta(days=90)})
    if ett.slag == "tiltak":
        return a.tiltak(ident, fra, fra + timedelta(days=60), f"tiltak-{ett.nr}")
    if ett.slag == "timer":
        return a.timer(ident, fra, fra + timedelta(days=9), 10 + ett.variant, f"timer-{ett.nr}")
    if ett.slag == "avslutning":
        return a.avslutning(ident, fra)
    fravaer = a.fravaer(ident, fra, fra + timedelta(days=1), f"fravaer-{ett.nr}")
    return fravaer._replace(handling="slett") if ett.slag == "slett" else fravaer
