"""The months of a programme: which tiltak there are, the hours of norsk, and absence."""

from collections.abc import Sequence

from fagsystem_sim.befolkning.bok import DAG, INTRO, NORSK, Bok, Periode, timer
from fagsystem_sim.befolkning.ramme import Ramme
from fagsystem_sim.befolkning.tabeller import Gruppen, antall
from fagsystem_sim.befolkning.vedtakene import Plan
from fagsystem_sim.tilfeldig import Tilfeldig

AAR = 365
_MAANED = 30


class Maanedsregnskap:
    """Plans tiltak, and settles a month when it is over; days are ordinals."""

    def __init__(self, bok: Bok, gruppe: Gruppen, ramme: Ramme, t: Tilfeldig) -> None:
        self.bok, self.gruppe, self.t = bok, gruppe, t
        self._start = ramme.start
        self._gjort_til = ramme.start - 1
        self._norsk: list[tuple[int, int]] = []
        self._norskmaaneder = 0
        self._samfunnskunnskap = t.random() < gruppe.g.hverdag.samfunnskunnskap.verdi
        self._foedt: int | None = None

    def planlegg(self, fra: int, til: int, plan: Plan) -> list[Periode]:
        """One tiltak, or two beside each other, from today on; norsk while there is a decision on it."""
        h, t, bok = self.gruppe.g.hverdag, self.t, self.bok
        andel = h.norsk_foerste_aar.verdi if fra < self._start + AAR else h.norsk_siden.verdi
        norsk = fra <= plan.norsk_til and t.random() < andel
        hva = ["norskopplaring" if norsk else self.gruppe.tiltak.trekk(t)]
        if t.random() < h.to_tiltak.verdi:
            andre = self.gruppe.tiltak.trekk(t)
            if andre not in hva:
                hva.append(andre)
        if norsk:
            self._norsk.append((fra, min(til, plan.norsk_til)))
        return [
            Periode(bok, fra, "tiltak", "tiltak", fra, til, tiltakstype=type_, timerPerUke=timer(timene.verdi))
            for type_, timene in zip(hva, (h.tiltakstimer, h.tiltakstimer_ved_siden), strict=False)
        ]

    def nyfoedt(self, dag: int) -> None:
        """A father stays at home for some days."""
        self._foedt = dag

    def avkort(self, til: int) -> None:
        """Norsk, where it is going on, ended that day."""
        if self._norsk and self._norsk[-1][1] > til:
            fra, _ = self._norsk.pop()
            if fra <= til:
                self._norsk.append((fra, til))

    def gjoer_opp(self, til: int, tiltak: Sequence[Periode], kjent: int | None = None) -> None:
        """Hours and absence since the last time, within one month; known on the last day unless told otherwise."""
        fra, dag = self._gjort_til + 1, kjent or til
        self._gjort_til = max(self._gjort_til, til)
        perioder = [(max(a, fra), min(b, til)) for a, b in self._norsk if a <= til and b >= fra]
        self._norsk = [(a, b) for a, b in self._norsk if b > til]
        if perioder and DAG(til).month != self.gruppe.g.hverdag.ferie.verdi:
            self._timer(dag, perioder)
        if tiltak:
            self._fravaer(dag, max(fra, tiltak[0].fra), min(til, tiltak[0].til))

    def _timer(self, dag: int, perioder: list[tuple[int, int]]) -> None:
        h, t = self.gruppe.g.hverdag, self.t
        fra, til = perioder[0][0], perioder[-1][1]
        dager = sum(b - a + 1 for a, b in perioder)
        self._norskmaaneder += 1
        self._rad(dag, fra, til, "norsk", max(1, antall(h.norsktimer, t) * dager // _MAANED))
        if self._samfunnskunnskap and self._norskmaaneder == h.samfunnskunnskap_maaned.verdi:
            mengde = h.samfunnskunnskap_timer.verdi * min(dager, _MAANED) // _MAANED
            self._rad(dag, fra, til, "samfunnskunnskap", max(1, mengde))

    def _rad(self, dag: int, fra: int, til: int, fag: str, mengde: int) -> None:
        bok = self.bok
        bok.skriv(
            dag, bok.noekkel(f"timer.{fag}"), "timer", ordning=NORSK, fag=fag, fra=DAG(fra), til=DAG(til),
            antall=timer(mengde),
        )  # fmt: skip

    def _fravaer(self, dag: int, fra: int, til: int) -> None:
        h, t, far = self.gruppe.g.hverdag, self.t, self.gruppe.g.avbrekk.far_fravaer
        if self._foedt is not None:
            foedt, self._foedt = max(self._foedt, fra), None
            if foedt <= til:
                self._borte(dag, foedt, min(foedt + far.verdi - 1, til), "foedsel", gyldig=True)
        elif fra <= til and t.random() < h.fravaer.verdi:
            foerste = fra + int(t.random() * (til - fra + 1))
            siste = min(foerste + antall(h.fravaersdager, t) - 1, til)
            if t.random() < h.gyldig.verdi:
                self._borte(dag, foerste, siste, self.gruppe.gyldige_grunner.trekk(t), gyldig=True)
            else:
                self._borte(dag, foerste, siste, "annet", gyldig=False)

    def _borte(self, dag: int, fra: int, til: int, grunn: str, *, gyldig: bool) -> None:
        bok, per_dag = self.bok, self.gruppe.g.hverdag.fravaerstimer.verdi
        bok.skriv(
            dag, bok.noekkel("fravaer"), "fravaer", ordning=INTRO, fravaersgrunn=grunn, gyldig=gyldig, fra=DAG(fra),
            til=DAG(til), timer=timer(per_dag * (til - fra + 1)),
        )  # fmt: skip
