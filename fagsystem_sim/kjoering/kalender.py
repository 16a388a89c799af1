"""The calendar of a run: the whole population and its casework, made beforehand and laid away by day.

What lies ahead is kept as bytes, bundles for each day of transfer: a million registrations as Python objects would
fill the memory of a small machine. What a day brings is the same however many processes make it.
"""

import pickle
import signal
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from multiprocessing import get_context
from typing import NamedTuple

from fagsystem_sim import tilfeldig
from fagsystem_sim.befolkning import antall, folk, kommuner, livsloep
from fagsystem_sim.datoer import EN_DAG
from fagsystem_sim.fakta import Arbeid, Innbygger, Livsloep, Sentralt
from fagsystem_sim.lager.plan import MAANED, UKE, Overfoeringsplan
from fagsystem_sim.profiler.modell import Profil
from fagsystem_sim.vaner import saksbehandling
from fagsystem_sim.vaner.register import Vaner

BEGGE = "begge"
"""What stands for a role where one user has both: a transfer user carries one or both writing roles (domain.md §1.5),
in a large kommune one, in a small one both."""

DAGEN_ER_SLUTT = time(16)
"""When what a day brings has been registered."""

SPREDT = {UKE: 5, MAANED: 28}
"""Over so many nights the kommuner of a plan are spread."""

STYKKE = 500
"""Persons a task of another process makes."""

_DATO = {
    "kontakt": "dato", "vedtak": "vedtaksdato", "tiltak": "fra", "timer": "til", "fravaer": "til",
    "permisjon": "vedtaksdato", "avslutning": "dato", "klage": "dato", "fritak": "vedtaksdato", "fulltidVgo": "fra",
    "mottakstiltak": "fra",
}  # fmt: skip
"""The date from which it counts how late a registration is; `dato` where nothing stands here."""


class Deltaker(NamedTuple):
    """What the report needs of a person."""

    kjoenn: str
    land: str
    foedt: date


@dataclass(slots=True)
class Kalender:
    """What is to happen, by day; `bunker` hold pickled lists of Arbeid by the day of transfer, in order of person."""

    personer: defaultdict[date, list[Innbygger]] = field(default_factory=lambda: defaultdict(list))
    sentrale: defaultdict[date, list[Sentralt]] = field(default_factory=lambda: defaultdict(list))
    bunker: defaultdict[date, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    identer: dict[int, str] = field(default_factory=dict)
    deltakere: dict[str, Deltaker] = field(default_factory=dict)
    forsinkelse: Counter[int] = field(default_factory=Counter)
    registreringer: int = 0

    def ta_med(self, andre: "Kalender") -> None:
        """Lay what was made elsewhere, of later persons, beside this."""
        for dag, personer in andre.personer.items():
            self.personer[dag] += personer
        for dag, hendelser in andre.sentrale.items():
            self.sentrale[dag] += hendelser
        for dag, bunker in andre.bunker.items():
            self.bunker[dag] += bunker
        self.identer |= andre.identer
        self.deltakere |= andre.deltakere
        self.forsinkelse.update(andre.forsinkelse)
        self.registreringer += andre.registreringer

    def hent(self, dag: date) -> dict[str, list[Arbeid]]:
        """Take out what is transferred on a day, by kommune: in order of casework, each registration once."""
        arbeid = [a for bunke in self.bunker.pop(dag, ()) for a in pickle.loads(bunke)]  # noqa: S301  # our own
        ut: defaultdict[str, list[Arbeid]] = defaultdict(list)
        for en in sorted(arbeid, key=_registreres):
            ut[en.kommune].append(en)
        return ut


def _registreres(arbeid: Arbeid) -> date:
    return arbeid.registreres


class Planer:
    """When each kommune transfers, as the profile says of large and small ones."""

    def __init__(self, profil: Profil) -> None:
        self._overfoering = profil.overfoering
        self._vekt: defaultdict[str, float] = defaultdict(float)
        for kommune in kommuner.alle().values():
            self._vekt[kommuner.paa(kommune.nr, date.max)] += kommune.vekt
        self._fra = profil.foerste_dag
        self._til = profil.simuleres.til + timedelta(days=40)
        self._dager: dict[tuple[str, int], dict[date, date]] = {}
        self._av_kommune: dict[str, dict[date, date]] = {}
        self._stor: dict[str, bool] = {}

    def dag(self, kommune: str, registrert: date) -> date:
        """The day of the transfer, by the number that the kommune has at that time."""
        dager = self._av_kommune.get(kommune)
        if dager is None:
            dager = self._av_kommune[kommune] = self._plan(kommune)
        return dager.get(registrert, self._til)

    def stor(self, kommune: str) -> bool:
        """Whether the kommune is a large one."""
        if kommune not in self._stor:
            vekt = self._vekt[kommuner.paa(kommune, date.max)]
            self._stor[kommune] = vekt >= self._overfoering.stor_fra.verdi * sum(self._vekt.values())
        return self._stor[kommune]

    def _plan(self, kommune: str) -> dict[date, date]:
        siste = kommuner.paa(kommune, date.max)  # so that nothing overtakes what was registered under another number
        plan = (self._overfoering.store if self.stor(kommune) else self._overfoering.smaa).plan
        noekkel = plan, int(siste) % SPREDT.get(plan, 1)
        if noekkel not in self._dager:
            self._dager[noekkel] = self._regn_ut(Overfoeringsplan(*noekkel))
        return self._dager[noekkel]

    def _regn_ut(self, plan: Overfoeringsplan) -> dict[date, date]:
        ut: dict[date, date] = {}
        dag = self._fra
        while dag <= self._til:
            naar = plan.neste(datetime.combine(dag, DAGEN_ER_SLUTT)).date()
            for _ in range(max(1, (naar - dag).days)):
                ut[dag] = naar
                dag += EN_DAG
        return ut


@contextmanager
def lages(
    profil: Profil, froe: int, skala: float, bare: set[str] | None, vaner: Vaner, prosesser: int
) -> Iterator[Callable[[], Kalender]]:
    """Begin to make the calendar, and give a function that waits for it; what is not made when the block ends, is not.

    `bare` are the kommuner to begin in. Large populations are made by `prosesser` processes.
    """
    n = antall(profil, skala)
    til = profil.simuleres.til
    if prosesser < 2 or bare is not None or n < 4 * STYKKE:
        yield lambda: pakk(folk(profil, froe, skala, bare), Planer(profil), vaner, froe, til)
        return
    basseng = ProcessPoolExecutor(prosesser, get_context("spawn"), _begynn, (profil, froe, vaner))
    try:
        oppgaver = [basseng.submit(_stykke, fra, min(fra + STYKKE, n + 1)) for fra in range(1, n + 1, STYKKE)]

        def vent() -> Kalender:
            ut = Kalender()
            for oppgave in oppgaver:
                ut.ta_med(oppgave.result())
            basseng.shutdown()  # its processes would keep their memory through the run
            return ut

        yield vent
    finally:
        basseng.shutdown(cancel_futures=True)


def lag(profil: Profil, froe: int, skala: float, bare: set[str] | None, vaner: Vaner, prosesser: int) -> Kalender:
    """The calendar, made and waited for (`lages`)."""
    with lages(profil, froe, skala, bare, vaner, prosesser) as vent:
        return vent()


_arbeider: tuple[Profil, int, Vaner, Planer] | None = None


def _begynn(profil: Profil, froe: int, vaner: Vaner) -> None:
    global _arbeider  # noqa: PLW0603  # what a process of the pool is given once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started it
    _arbeider = profil, froe, vaner, Planer(profil)


def _stykke(fra: int, til: int) -> Kalender:
    assert _arbeider is not None
    profil, froe, vaner, planer = _arbeider
    return pakk((livsloep(profil, nr, froe) for nr in range(fra, til)), planer, vaner, froe, profil.simuleres.til)


def pakk(liv: Iterable[Livsloep], planer: Planer, vaner: Vaner, froe: int, til: date) -> Kalender:
    """Lives into a calendar, with what caseworkers make of them, up to and with a day."""
    ut = Kalender()
    loese: defaultdict[date, list[Arbeid]] = defaultdict(list)
    for ett in liv:
        person = ett.innbygger
        ident = person.foedselsnummer or person.dufnummer
        ut.personer[person.bosatt].append(person)
        ut.identer[person.nr] = ident
        ut.deltakere[ident] = Deltaker(person.kjoenn, person.statsborgerskap, person.foedt)
        for hendelse in ett.sentrale:
            if hendelse.dag <= til:
                ut.sentrale[hendelse.dag].append(hendelse)
        t = tilfeldig.generator(froe, "saksbehandling", person.nr)
        arbeid = saksbehandling.utfoer(ett.fakta, person, vaner, t)
        for dag, en in _fordel(arbeid, planer, til):
            loese[dag].append(en)
            if en.kanal != "ingen":
                ut.registreringer += 1
                dato = en.innhold.get(_DATO.get(en.type, "dato"))
                ut.forsinkelse[(dag - dato).days if isinstance(dato, date) else 0] += 1
    ut.bunker.update({dag: [pickle.dumps(liste, 5)] for dag, liste in loese.items()})
    return ut


def _fordel(arbeid: list[Arbeid], planer: Planer, til: date) -> Iterator[tuple[date, Arbeid]]:
    """Each registration of a person with the day of its transfer.

    What was registered twice before a transfer is transferred once: where it stood first, as it stood last.
    """
    ut: dict[tuple[date, str, str, bool], Arbeid] = {}
    for en in arbeid:
        dag = planer.dag(en.kommune, en.registreres)
        if dag > til:
            continue
        naa = kommuner.paa(en.kommune, dag)
        noekkel = (dag, naa, en.ekstern_id, en.kanal == "ingen")
        foer = ut.get(noekkel)
        if foer is not None:
            ut[noekkel] = foer._replace(handling=en.handling, innhold=en.innhold, vane=en.vane)
        else:
            ut[noekkel] = en._replace(kommune=naa, rolle=en.rolle if planer.stor(naa) else BEGGE)
    for (dag, _, _, _), en in ut.items():
        yield dag, en
