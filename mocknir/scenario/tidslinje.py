"""The virtual days of a scenario: what the clock shows at each step, and which day a name stands for.

A scenario's clock stands still but for `advance`, `restore` and the days of `expect`, so its days are known before it
is run.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain

from mocknir.register.datoer import legg_til_maaneder
from mocknir.scenario.hendelser import NyttFoedselsnummer
from mocknir.scenario.modell import (
    AdvanceStep,
    EventStep,
    Goal,
    RestoreStep,
    Scenario,
    SnapshotStep,
    Step,
    TransferStep,
    VendorStep,
    WebStep,
)
from mocknir.scenario.registrering import Registrering

CLOCK, TODAY = "clock", "today"
"""The day the scenario begins, and the day an expectation is held."""


class UtenforKalenderen(ValueError):
    """An advance that the calendar ends before."""


def maal(fra: date, goal: Goal) -> date:
    """The day an advance leads to. Raises UtenforKalenderen."""
    if goal.to is not None:
        return goal.to
    antall, enhet = int((goal.by or "0d")[:-1]), (goal.by or "0d")[-1]
    try:
        if enhet in "my":
            return legg_til_maaneder(fra, antall * (12 if enhet == "y" else 1))
        return fra + timedelta(days=antall * (7 if enhet == "w" else 1))
    except (ValueError, OverflowError):
        raise UtenforKalenderen from None


@dataclass(frozen=True, slots=True)
class Tidslinje:
    """The days of a scenario: `dager[n]` is what the clock shows after step n, `slutt` after the last.

    `steg` has the day of each step that has an id (of an event the day it happened), `hendelser` the latest day of
    each kind of event by person, `felt` the days in registrations by eksternId and field.
    """

    start: date
    dager: tuple[date, ...]
    steg: Mapping[str, date]
    hendelser: Mapping[tuple[str, str], date]
    felt: Mapping[tuple[str, str], date]

    @property
    def slutt(self) -> date:
        """What the clock shows when all steps are done."""
        return self.dager[-1] if self.dager else self.start

    def foer(self, nr: int) -> date:
        """What the clock shows when step `nr` begins."""
        return self.dager[nr - 1] if nr else self.start

    def navn(self) -> Iterator[str]:
        """All names that a day can be reckoned from."""
        yield from (CLOCK, TODAY, *self.steg)
        yield from (f"{person}.{type_}" for person, type_ in self.hendelser)
        yield from (f"{noekkel}.{navn}" for noekkel, navn in self.felt)


def bygg(scenario: Scenario) -> Tidslinje:
    """The days of a scenario; what cannot be, such as an advance back, is taken as it is written."""
    dag = scenario.clock
    dager: list[date] = []
    steg: dict[str, date] = {}
    hendelser: dict[tuple[str, str], date] = {}
    felt: dict[tuple[str, str], date] = {}
    bilder: dict[str, date] = {}
    for en in scenario.steps:
        if isinstance(en, AdvanceStep):
            dag = _etter(dag, en.advance)
        elif isinstance(en, SnapshotStep):
            bilder[en.snapshot] = dag
        elif isinstance(en, RestoreStep):
            dag = bilder.get(en.restore, dag)
        dager.append(dag)
        eget = dag
        if isinstance(en, EventStep):
            h = en.event
            eget = dag if isinstance(h, NyttFoedselsnummer) else h.dato
            hendelser[h.person, h.type] = eget
        if en.id is not None:
            steg[en.id] = eget
        for registrering in registreringer(en):
            felt |= _datoer(registrering)
    return Tidslinje(scenario.clock, tuple(dager), steg, hendelser, felt)


def _etter(dag: date, goal: Goal) -> date:
    try:
        return maal(dag, goal)
    except UtenforKalenderen:
        return dag


def registreringer(steg: Step) -> tuple[Registrering, ...]:
    """The registrations that a step sends or asks for."""
    if isinstance(steg, TransferStep):
        return steg.transfer.registrations
    if isinstance(steg, WebStep):
        return steg.web.registrations
    return steg.vendor.casework if isinstance(steg, VendorStep) else ()


def _datoer(registrering: Registrering) -> dict[tuple[str, str], date]:
    if registrering.innhold is None or registrering.ekstern_id is None:
        return {}
    ut = {}
    for navn in registrering.content:
        try:
            ut[registrering.ekstern_id, navn] = date.fromisoformat(str(registrering.content[navn]))
        except ValueError:
            continue
    return ut


@dataclass(frozen=True, slots=True)
class Fakta:
    """What the names of a scenario stand for, as an expectation is held: the Kontekst of its matchers.

    `idag` is what the clock shows, `person` whom the expectation is about, `personnumre` every number that a person of
    the scenario is known by.
    """

    tidslinje: Tidslinje
    idag: date
    personnumre: Mapping[str, frozenset[str]] = field(default_factory=dict)
    person: str | None = None

    def om(self, person: str | None) -> "Fakta":
        """The same, about a person: `flytting` is then that person's."""
        return replace(self, person=person)

    def paa(self, dag: date) -> "Fakta":
        """The same, on another day."""
        return replace(self, idag=dag)

    def numre(self, navn: str) -> frozenset[str]:
        """The numbers of a person of the scenario."""
        return self.personnumre.get(navn, frozenset())

    def dato(self, referanse: str) -> date | None:
        """The day of `clock`, `today`, a step, an event (`flytting`, `amina.flytting`) or a field (`v1.til`)."""
        t = self.tidslinje
        if referanse in (CLOCK, TODAY):
            return t.start if referanse == CLOCK else self.idag
        if referanse in t.steg:
            return t.steg[referanse]
        foran, punktum, bak = referanse.rpartition(".")
        if punktum:
            return t.hendelser.get((foran, bak)) or t.felt.get((foran, bak))
        return self._hendelse(referanse)

    def _hendelse(self, type_: str) -> date | None:
        """The day of an event of that kind: of the person it is about, or else of the only one who had it."""
        if self.person is not None:
            return self.tidslinje.hendelser.get((self.person, type_))
        dager = {dag for (_, en), dag in self.tidslinje.hendelser.items() if en == type_}
        return dager.pop() if len(dager) == 1 else None


def alle_navn(tidslinje: Tidslinje, person: str | None) -> Iterable[str]:
    """The names that a day can be reckoned from in an expectation about that person."""
    egne = (type_ for hvem, type_ in tidslinje.hendelser if hvem == person)
    return chain(tidslinje.navn(), egne)
