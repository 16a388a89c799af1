"""A life in the programme as discrete events: SimPy processes that take turns on a calendar of days.

One small environment for each person. `_programmet` goes from tiltak to tiltak until the end, `_maanedene` settles
hours and absence when a month is over, `_hendelsene` breaks in with what nobody planned.
"""

from calendar import monthrange
from collections.abc import Generator
from functools import cache

import simpy

from fagsystem_sim.befolkning import hverdagen, kommuner, vedtakene
from fagsystem_sim.befolkning.bok import DAG, INTRO, Bok, Periode
from fagsystem_sim.befolkning.ramme import Ramme, hverdag
from fagsystem_sim.befolkning.tabeller import Tabeller, antall
from fagsystem_sim.fakta import Livsloep
from fagsystem_sim.tilfeldig import Tilfeldig

Prosess = Generator[simpy.Event, object, None]


@cache
def _igjen_av_maaneden(dag: int) -> int:
    """The days after that one in its month."""
    i_maaneden = DAG(dag)
    return monthrange(i_maaneden.year, i_maaneden.month)[1] - i_maaneden.day


class Loep:
    """One life: what is going on in it now, and the book that its facts are written in."""

    def __init__(self, tab: Tabeller, ramme: Ramme, t: Tilfeldig) -> None:
        self.tab, self.ramme, self.t = tab, ramme, t
        self.gruppe, self.g = ramme.gruppe, ramme.gruppe.g
        self.bok = Bok(ramme.innbygger)
        self.plan = vedtakene.Plan(ramme, t)
        self.maanedsregnskap = hverdagen.Maanedsregnskap(self.bok, self.gruppe, ramme, t)
        self.tiltak: list[Periode] = []
        self.permisjoner: list[Periode] = []
        self.borte_til = self.tiltak_til = 0
        self.overtas_av: str | None = None
        self.slutt: int | None = None
        self.env = simpy.Environment(initial_time=ramme.tilbud)
        self.programmet = self.env.process(self._programmet())

    def lev(self) -> Livsloep:
        """Live to the end of what is simulated."""
        self.env.run(until=max(self.tab.slutt, self.ramme.tilbud) + 1)
        bok = self.bok
        return Livsloep(
            self.ramme.innbygger, tuple(bok.sentrale), tuple(sorted(bok.fakta, key=lambda faktum: faktum.dag))
        )

    @property
    def naa(self) -> int:
        """Today, an ordinal."""
        return int(self.env.now)

    def _programmet(self) -> Prosess:
        env, ramme = self.env, self.ramme
        vedtakene.tilbud(self.bok, ramme.tilbud)
        yield env.timeout(ramme.vedtak - ramme.tilbud)
        vedtakene.tildeling(self.bok, self.plan, self.g, ramme, self.t)
        yield env.timeout(ramme.start - ramme.vedtak)
        env.process(self._maanedene())
        env.process(self._hendelsene())
        while True:
            try:
                if self.borte_til >= self.naa:
                    yield env.timeout(self.borte_til + 1 - self.naa)
                if self.overtas_av is not None:
                    self._overta(self.overtas_av)
                if not self.tiltak:
                    self.tiltak_til = self._nye_tiltak()
                yield env.timeout(self.tiltak_til - self.naa)
                self.tiltak = []
                if self.tiltak_til == self.plan.slutt and not self._gaar_videre():
                    return
                yield env.timeout(1)
            except simpy.Interrupt as avbrudd:
                if not self._rammes(str(avbrudd.cause)):
                    return

    def _maanedene(self) -> Prosess:
        while self.slutt is None:
            yield self.env.timeout(_igjen_av_maaneden(self.naa))
            if self.slutt is None:
                self.maanedsregnskap.gjoer_opp(self.naa, self.tiltak)
                self.plan.utvid_norsk(self.bok, self.naa)
            yield self.env.timeout(1)

    def _hendelsene(self) -> Prosess:
        for dag, hva in sorted(self._tilskikkelser()):
            if dag > self.tab.slutt:
                return
            yield self.env.timeout(dag - self.naa)
            if not self.programmet.is_alive:
                return
            self.programmet.interrupt(hva)

    def _tilskikkelser(self) -> list[tuple[int, str]]:
        """What will come in between, unless something else comes first: each drawn by its yearly rate."""
        r, t, start = self.g.risiko, self.t, self.ramme.start
        tidlig = r.tidlig.K if self.ramme.innbygger.kjoenn == "K" else r.tidlig.M
        rater = (
            ("flytting", r.flytting), ("utvandring", r.utvandring), ("doed", r.doed), ("avbrutt", r.avbrutt),
            ("tidlig", tidlig), ("stans", r.stans), ("sykdom", r.sykdom),
        )  # fmt: skip
        ut = [(dag, "foedsel") for dag in self.ramme.foedsler if dag > start]
        for hva, rate in rater:
            if rate.verdi:
                ut.append((start + r.tidligst.verdi + int(t.expovariate(rate.verdi / 365)), hva))
        return ut

    def _nye_tiltak(self) -> int:
        """Plan what comes now; its last day."""
        naa, slutt = self.naa, self.plan.slutt
        til = naa + antall(self.g.hverdag.tiltaksdager, self.t)
        if slutt - til < self.g.vedtak.minst_igjen.verdi:
            til = slutt
        self.tiltak = self.maanedsregnskap.planlegg(naa, til, self.plan)
        return til

    def _gaar_videre(self) -> bool:
        """At the planned end: an extension, an ending, or on beyond what NIR can hold."""
        if self.plan.forleng(self.bok, self.naa, self.t):
            return True
        if self.plan.ved_grensen and self.t.random() < self.g.utover_grensen.verdi:
            self.maanedsregnskap.gjoer_opp(self.naa, self.tiltak)
            self.slutt = self.naa
            return False
        self._avslutt(vedtakene.aarsak(self.gruppe, self.ramme.innbygger.kjoenn, self.t))
        return False

    def _rammes(self, hva: str) -> bool:
        """What an event does; whether the programme goes on."""
        naa, bok = self.naa, self.bok
        if hva in ("doed", "utvandring"):
            bok.sentralt(naa, hva)
            self._avslutt("doed" if hva == "doed" else "utvandret")
            return False
        if hva == "avbrutt":
            self._avslutt("avbrutt")
            return False
        if naa <= self.borte_til:
            return True
        if hva == "tidlig":
            self._avslutt(vedtakene.maal(self.gruppe, self.ramme.innbygger.kjoenn, self.t))
            return False
        return self._avbrekk(hva)

    def _avbrekk(self, hva: str) -> bool:
        a, t = self.g.avbrekk, self.t
        if hva == "flytting":
            return self._flytt()
        if hva == "stans":
            return self._stans()
        if hva == "sykdom":
            self._permisjon("langvarigSykdom", antall(a.sykdom, t))
        elif self.ramme.innbygger.kjoenn == "K":
            self._permisjon("foedsel", antall(a.foedselspermisjon, t))
        elif t.random() < a.far_permisjon.verdi:
            self._permisjon("omsorg", antall(a.far_dager, t))
        else:
            self.maanedsregnskap.nyfoedt(self.naa)
        return True

    def _avkort(self, til: int) -> None:
        """What is going on lasted to that day only."""
        for periode in (*self.tiltak, *self.permisjoner):
            periode.avkort(self.bok, self.naa, til)
        self.maanedsregnskap.avkort(til)
        self.tiltak = []

    def _permisjon(self, grunn: str, dager: int) -> None:
        naa = self.naa
        self._avkort(naa - 1)
        til = naa + dager - 1
        for ordning in vedtakene.permisjonsordninger(self.g.lov):
            self.permisjoner.append(Periode(
                self.bok, naa, f"permisjon.{ordning}", "permisjon", naa, til, ordning=ordning, permisjonsgrunn=grunn,
                vedtaksdato=DAG(naa),
            ))  # fmt: skip
        self.borte_til = til
        self.plan.utsett(dager)

    def _stans(self) -> bool:
        naa = self.naa
        if self.t.random() < self.g.avbrekk.stans_permanent.verdi:
            self.bok.vedtak(
                naa, INTRO, "stansPermanent", naa, begrunnelse="Ugyldig fravær langt over 10 prosent av programtiden"
            )
            self._avslutt("stanset")
            return False
        til = min(naa + antall(self.g.avbrekk.stans, self.t), self.plan.slutt - self.g.vedtak.minst_igjen.verdi)
        if til > naa:
            self._avkort(naa - 1)
            self.bok.vedtak(naa, INTRO, "stansMidlertidig", naa, til, begrunnelse="Ugyldig fravær over tid")
            self.borte_til = til
        return True

    def _flytt(self) -> bool:
        """Moves: the new kommune carries the programme on, or the one left behind ends it."""
        naa, a, minst = self.naa, self.g.avbrekk, self.g.vedtak.minst_igjen.verdi
        hit = kommuner.paa(self.tab.kommuner.trekk(self.t), DAG(naa))
        if hit == self.bok.kommune(naa):
            return True
        self.bok.sentralt(naa, "flytting", kommune=hit)
        overtas = hverdag(naa + antall(a.overtakelse, self.t))
        if self.t.random() >= a.overtas.verdi or not self.plan.kan_overtas(overtas, minst):
            self._avslutt("flyttet")
            return False
        self._avkort(naa - 1)
        self.maanedsregnskap.gjoer_opp(naa - 1, (), kjent=naa)
        self.borte_til, self.overtas_av = overtas - 1, hit
        return True

    def _overta(self, kommune: str) -> None:
        self.overtas_av = None
        self.bok.flytt(kommune)
        self.bok.program += 1
        self.plan.overta(self.bok, self.naa)

    def _avslutt(self, aarsak: str) -> None:
        naa = self.naa
        self._avkort(naa)
        self.maanedsregnskap.gjoer_opp(naa, self.tiltak)
        self.bok.skriv(
            naa, self.bok.noekkel("avslutning"), "avslutning", ordning=INTRO, dato=DAG(naa), avslutningsaarsak=aarsak
        )
        self.slutt = naa
