"""What the kommune decides: the offer, the programme and its length by law, extension, and why it ended."""

from typing import Any

from fagsystem_sim.befolkning.bok import DAG, EVIG, INTRO, NORSK, Bok, timer
from fagsystem_sim.befolkning.ramme import Ramme
from fagsystem_sim.befolkning.tabeller import Gruppen
from fagsystem_sim.datoer import om_maaneder
from fagsystem_sim.profiler import lover
from fagsystem_sim.profiler.livet import Sti
from fagsystem_sim.profiler.lover import Lov, lengste
from fagsystem_sim.profiler.modell import Gruppe
from fagsystem_sim.tilfeldig import Tilfeldig

NYTT_I_6A = lover.NYTT_I_6A.toordinal()


def permisjonsordninger(lov: Lov) -> tuple[str, ...]:
    """Where a leave is registered: by integreringsloven it moves the deadline of norsk too (domain.md §5.2 [S65])."""
    return (INTRO,) if lov == "introduksjonsloven" else (INTRO, NORSK)


class Plan:
    """How long the programme and the training in norsk last, as decided by now; days are ordinals.

    `ved_grensen` says that the programme is as long as it can be in NIR.
    """

    def __init__(self, ramme: Ramme, t: Tilfeldig) -> None:
        self.lov: Lov = ramme.gruppe.g.lov
        self._vedtak = ramme.gruppe.g.vedtak
        self._sti, maaneder, self._forlengelse = ramme.gruppe.stier.trekk(t)
        self._start = DAG(ramme.start)
        self._tillegg = 0
        lengde = maaneder.trekk(t)
        self.slutt = om_maaneder(self._start, lengde).toordinal() - 1
        self.forlenget = False
        self.ved_grensen = lengde >= lengste(self.lov, self._sti.vgo, self._sti.sluttmaal, self._start)
        self.norsk_til = _norskfrist(ramme, self._sti) - 1
        if self.norsk_til < ramme.start + self._vedtak.korteste.verdi:
            self.norsk_til = 0
        self.utvidet_ventes = (
            self.lov == "integreringsloven6A" and t.random() < ramme.gruppe.g.utvidet_norsk.verdi
        )  # fmt: skip

    @property
    def sti(self) -> Sti:
        """The way through the programme."""
        return self._sti

    @property
    def grense(self) -> int:
        """The last day NIR can hold."""
        maaneder = lengste(self.lov, self._sti.vgo, self._sti.sluttmaal, self._start)
        return om_maaneder(self._start, maaneder).toordinal() - 1 + self._tillegg

    def utsett(self, dager: int) -> None:
        """A leave comes in addition to the programme (domain.md §5.1 [B])."""
        self.slutt += dager
        self._tillegg += dager
        if self.lov != "introduksjonsloven" and self.norsk_til:
            self.norsk_til += dager

    def forleng(self, bok: Bok, naa: int, t: Tilfeldig) -> bool:
        """Whether the programme is extended at its planned end; if so the decision is written down."""
        if self.forlenget or t.random() >= self._sti.forlenges.verdi:
            return False
        maaneder = self._forlengelse.trekk(t)
        til = min(om_maaneder(DAG(naa + 1), maaneder).toordinal() - 1, self.grense)
        if til - naa < self._vedtak.korteste.verdi:
            return False
        self.forlenget, self.slutt, self.ved_grensen = True, til, til == self.grense
        bok.vedtak(naa, INTRO, "forlengelse", naa + 1, til)
        return True

    def kan_overtas(self, dag: int, minst: int) -> bool:
        """Whether there is enough left for another kommune to carry on; an extended programme it does not."""
        return not self.forlenget and self.slutt - dag >= minst

    def overta(self, bok: Bok, naa: int) -> None:
        """The new kommune grants what is left, two days short: NIR counts months anew from there (domain.md §5.5)."""
        self.slutt -= 2
        self._tillegg -= 2
        timene = self._vedtak.programtimer.verdi
        _tildel(bok, naa, naa, self.slutt, self.norsk_til if self.norsk_til > naa else 0, timene)

    def utvid_norsk(self, bok: Bok, naa: int) -> None:
        """Under chapter 6A: extended norsk near the deadline, VGO answered first (domain.md §2.4 [S13])."""
        foerst = self.norsk_til - self._vedtak.utvidet_norsk_foer.verdi
        if self.utvidet_ventes and naa >= NYTT_I_6A and foerst <= naa <= self.norsk_til:
            self.utvidet_ventes = False
            bok.skriv(naa, bok.noekkel("fulltidVgo"), "fulltidVgo", deltar=False, fra=DAG(naa))
            fra, self.norsk_til = self.norsk_til + 1, self.norsk_til + self._vedtak.utvidet_norsk_dager.verdi
            bok.vedtak(naa, NORSK, "utvidetNorsk", fra, self.norsk_til)


def _norskfrist(ramme: Ramme, sti: Sti) -> int:
    lov, opphold = ramme.gruppe.g.lov, ramme.innbygger.opphold_gitt
    fra = DAG(ramme.start) if lov == "integreringsloven6A" else opphold
    return om_maaneder(fra, lover.norskfrist(lov, sti.vgo)).toordinal()


def tilbud(bok: Bok, naa: int) -> None:
    """The kommune offers a programme, within three months as a rule (domain.md §2.4 [S31])."""
    bok.skriv(naa, bok.noekkel("kontakt"), "kontakt", ordning=INTRO, kontakttype="tilbud", dato=DAG(naa))


def tildeling(bok: Bok, plan: Plan, g: Gruppe, ramme: Ramme, t: Tilfeldig) -> None:
    """The decision, and what integreringsloven asks for before it, since the length follows from that (§5.2)."""
    naa, sti = ramme.vedtak, plan.sti

    def skriv(type_: str, **innhold: Any) -> None:
        bok.skriv(naa, bok.noekkel(type_), type_, **innhold, dato=DAG(naa))

    ny = g.lov != "introduksjonsloven"
    if sti.vgo is not None and (g.lov == "integreringsloven" or (ny and naa >= NYTT_I_6A)):
        skriv("utdanningsbakgrunn", videregaaendeFullfoert=sti.vgo)
    if ny and sti.sluttmaal is not None:
        skriv("sluttmaal", sluttmaal=sti.sluttmaal)
    _tildel(bok, naa, ramme.start, plan.slutt, plan.norsk_til, g.vedtak.programtimer.verdi)
    if ny:
        skriv("norskmaal", nivaa=ramme.gruppe.norskmaal.trekk(t))
        skriv("integreringskontrakt")


def _tildel(bok: Bok, naa: int, fra: int, til: int, norsk_til: int, timene: int) -> None:
    bok.vedtak(naa, INTRO, "tildeling", fra, til, timerPerUke=timer(timene))
    if norsk_til:
        bok.vedtak(naa, NORSK, "tildeling", fra, min(norsk_til, EVIG))


def aarsak(gruppe: Gruppen, kjoenn: str, t: Tilfeldig) -> str:
    """Why a programme ended that lasted its time: the main activity then (domain.md §2.3 [S22])."""
    arbeid, utdanning = _maalandeler(gruppe, kjoenn)
    u = t.random()
    if u < arbeid:
        return gruppe.arbeidskoder.trekk(t)
    if u < arbeid + utdanning:
        return gruppe.utdanningskoder.trekk(t)
    return gruppe.ellers.trekk(t)


def maal(gruppe: Gruppen, kjoenn: str, t: Tilfeldig) -> str:
    """Why a programme ended before its time because the goal was reached."""
    arbeid, utdanning = _maalandeler(gruppe, kjoenn)
    if t.random() * (arbeid + utdanning) < arbeid:
        return gruppe.arbeidskoder.trekk(t)
    return gruppe.utdanningskoder.trekk(t)


def _maalandeler(gruppe: Gruppen, kjoenn: str) -> tuple[float, float]:
    slutt = gruppe.g.slutt
    if kjoenn == "K":
        return slutt.arbeid.K.verdi, slutt.utdanning.K.verdi
    return slutt.arbeid.M.verdi, slutt.utdanning.M.verdi
