"""Running a scenario: its steps in a sandbox of its own, and its expectations held against what NIR then has.

All goes through `mocknir.client`, over HTTP or in process alike. What NIR refuses over WS4 or in NIR web is an answer
that may be expected; what the control plane refuses is a scenario that cannot be run.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import perf_counter
from typing import NamedTuple

from mocknir import tilfeldig
from mocknir.client.feil import ConnectionLost, MocknirError, Refused
from mocknir.client.server import Server
from mocknir.client.svar import Receipt
from mocknir.scenario import stegene, tidslinje
from mocknir.scenario.forventninger import Expectation, FaultExpectation, LostExpectation, PersonExpectation
from mocknir.scenario.gang import Brudd, Gang, Status, Vendor
from mocknir.scenario.les import Lest
from mocknir.scenario.matchere import Differences
from mocknir.scenario.modell import ExpectStep, Scenario, Task, VendorStep
from mocknir.scenario.ord import Ord, Sti
from mocknir.scenario.svarene import hent

_UGYLDIG = re.compile(r"[^a-z0-9]+")
LEVETID = "1d"
"""How long a sandbox lives by the wall that could not be removed, as when the run was killed."""


class Hinder(NamedTuple):
    """Why a scenario could not be run on, and where."""

    sti: Sti
    ord: Ord


@dataclass(frozen=True)
class Resultat:
    """How a scenario went: what did not hold, or why it could not be run; `holdt` counts what held.

    `sandkasse` is where it can be looked at, when it was kept.
    """

    lest: Lest
    status: Status
    brudd: tuple[Brudd, ...] = ()
    hinder: Hinder | None = None
    holdt: int = 0
    sekunder: float = 0.0
    sandkasse: str | None = None


class Gjoeremaal(NamedTuple):
    """Something to be done, with its place in the file: an expectation to hold on a day, or `gjoer`."""

    sti: Sti
    dag: date
    forventning: Expectation | None
    gjoer: Callable[[], None]


def overfoer_selv(gang: Gang, oppgave: Task) -> Receipt | None:
    """The vendor where there is none: the casework is transferred as it is asked for.

    An answer that is lost is asked for once more, under the same meldingsId, as a case system should.
    """
    arbeid = [r for r in oppgave.casework if not (oppgave.skip_ended and _avsluttet_av_nir(gang, r.person))]
    if not arbeid:
        return None
    person = arbeid[0].person
    bor = gang.personer[person].kommune if person in gang.personer else None
    sak = f"sak-{len(gang.alle_svar) + 1}"
    linjer = [{"eksternId": f"{sak}-{nr}", **r} for nr, r in enumerate(gang.registreringer(tuple(arbeid)), 1)]
    hva = oppgave.kommune or bor or stegene.KOMMUNE, linjer, sak
    try:
        return gang.nir.transfer(*hva)
    except ConnectionLost:
        return gang.nir.transfer(*hva)


def _avsluttet_av_nir(gang: Gang, person: str) -> bool:
    programmer = gang.nir.participant(gang.ident(person)).program
    return bool(programmer) and programmer[-1].avsluttet_av == "NIR"


class Kjoerer:
    """Runs scenarios on a server, each in a sandbox of its own, which is removed unless `behold`."""

    def __init__(self, server: Server, vendor: Vendor = overfoer_selv, behold: bool = False, lang: str = "nb") -> None:
        self.server = server
        self.vendor = vendor
        self.behold = behold
        self.lang = lang

    def kjoer(self, lest: Lest) -> Resultat:
        """Run a scenario; whatever goes wrong is in the result."""
        s = lest.scenario
        if s.unsupported is not None:
            return Resultat(lest, Status.STOETTES_IKKE)
        begynte = perf_counter()
        sti: Sti = ("clock",)
        brudd: list[Brudd] = []
        holdt, hinder, sandkasse = 0, None, None
        try:
            with self.begynn(s) as gang:
                sandkasse = gang.nir.name if self.behold else None
                for hva in gjoeremaal(gang):
                    sti = hva.sti
                    avvik = utfoer(gang, hva)
                    if avvik:
                        brudd.append(self._med_grunn(gang, Brudd(sti, hva.dag, hva.forventning, avvik)))
                    elif hva.forventning is not None:
                        holdt += 1
                brudd += [self._med_grunn(gang, en) for en in _uventet(gang)]
        except MocknirError as feil:
            hinder = Hinder(sti, _ord(feil))
        status = Status.KUNNE_IKKE if hinder else Status.HOLDT_IKKE if brudd else Status.HOLDT
        return Resultat(
            lest, status, self._etterproevd(lest, tuple(brudd)), hinder, holdt, perf_counter() - begynte, sandkasse
        )

    def begynn(self, s: Scenario) -> AbstractContextManager[Gang]:
        """A scenario about to be run, in a new sandbox; who has one already begins there."""
        return begynt(self.server, s, self.vendor, behold=self.behold)

    def _etterproevd(self, lest: Lest, brudd: tuple[Brudd, ...]) -> tuple[Brudd, ...]:
        """The breaches with what is found by running the scenario again, where that costs nobody anything."""
        egen = self.vendor is overfoer_selv or not any(isinstance(s, VendorStep) for s in lest.scenario.steps)
        if not brudd or not egen:
            return brudd
        from mocknir.scenario.etterproeving import Proever  # only needed where something did not hold

        return Proever(self.server, lest, self.vendor, self.lang).forklar(brudd)

    def _med_grunn(self, gang: Gang, brudd: Brudd) -> Brudd:
        """The breach with what explains it, which is gone with the sandbox."""
        from mocknir.scenario import grunner  # only needed where something did not hold

        return grunner.forklar(gang, brudd, self.lang)


@contextmanager
def begynt(
    server: Server,
    s: Scenario,
    vendor: Vendor,
    parametre: Mapping[str, bool | int | str] | None = None,
    behold: bool = False,
) -> Iterator[Gang]:
    """A scenario about to be run in a new sandbox, which is gone afterwards unless `behold`.

    `parametre` come on top of the scenario's own.
    """
    nir = server.create(
        f"{s.scenario[:31].rstrip('-')}-{tilfeldig.passord()[:8]}", s.clock, 1 if s.seed is None else s.seed
    )
    try:
        yield Gang(s, nir, tidslinje.bygg(s), vendor, {**s.parameters, **(parametre or {})})
    finally:
        if not behold:
            with suppress(MocknirError):
                nir.delete()


def gjoeremaal(gang: Gang) -> Iterator[Gjoeremaal]:
    """All that is to be done, in order."""
    s, linje = gang.scenario, gang.linje
    yield Gjoeremaal(("parameters",), s.clock, None, partial(stegene.parametre, gang, dict(gang.parametre)))
    for navn, data in s.persons.items():
        yield Gjoeremaal(("persons", navn), s.clock, None, partial(stegene.person, gang, navn, data))
    for navn, b in s.users.items():
        yield Gjoeremaal(("users", navn), s.clock, None, partial(stegene.bruker, gang, navn, b))
    for nr, steg in enumerate(s.steps):
        if isinstance(steg, ExpectStep):
            for i, f in enumerate(steg.expect):
                yield Gjoeremaal(("steps", nr, "expect", i), linje.dager[nr], f, _ingenting)
        else:
            yield Gjoeremaal(("steps", nr), linje.dager[nr], None, partial(stegene.steg, gang, nr, steg))
    for nr, ventet in enumerate(s.expect):
        yield Gjoeremaal(("expect", nr, "at"), ventet.at, None, partial(stegene.fram, gang, None, ventet.at))
        for i, f in enumerate(ventet.that):
            yield Gjoeremaal(("expect", nr, "that", i), ventet.at, f, _ingenting)


def _ingenting() -> None:
    pass


def utfoer(gang: Gang, hva: Gjoeremaal) -> Differences:
    """Do it, or hold what is expected and answer wherein it differs."""
    if hva.forventning is None:
        hva.gjoer()
        return []
    return hold(gang, hva.forventning, hva.dag)


def hold(gang: Gang, forventning: Expectation, dag: date) -> Differences:
    """Wherein what NIR has now differs from what is expected."""
    person = forventning.person if isinstance(forventning, PersonExpectation) else None
    return hent(gang, forventning, gang.fakta(dag, person))


def _uventet(gang: Gang) -> Iterator[Brudd]:
    """A refusal or a lost answer that nobody expected is a breach too."""
    ventet = set()
    for f in _forventninger(gang.scenario):
        if isinstance(f, FaultExpectation):
            ventet.add(f.fault)
        elif isinstance(f, LostExpectation):
            ventet.add(f.lost)
    for svar in gang.alle_svar:
        if svar.steg.id in ventet:
            continue
        if svar.feil is not None:
            o = _ord(svar.feil)
            yield Brudd(svar.sti, svar.dag, None, [], Ord(
                f"Meldingen ble avslått, og ingen ventet det. {o.tekst}",
                f"The message was refused, and nobody expected it. {o.text}",
            ))  # fmt: skip
        elif svar.tapt is not None:
            yield Brudd(svar.sti, svar.dag, None, [], Ord(
                f"Svaret ble borte, og ingen ventet det. {svar.tapt.tekst}",
                f"The answer was lost, and nobody expected it. {svar.tapt.text}",
            ))  # fmt: skip


def _ord(feil: MocknirError) -> Ord:
    """What went wrong, with what to do about it."""
    if isinstance(feil, Refused):
        tekst, text = f"{feil.code}: {feil.detail}", f"{feil.code}: {feil.detail_english}"
        if feil.remedy:
            return Ord(f"{tekst} → {feil.remedy}", f"{text} → {feil.remedy_english or feil.remedy}")
        return Ord(tekst, text)
    kode = getattr(feil, "code", None)
    return Ord(f"{kode}: {feil.tekst}", f"{kode}: {feil.text}") if kode else Ord(feil.tekst, feil.text)


def _forventninger(s: Scenario) -> Iterator[Expectation]:
    for steg in s.steps:
        if isinstance(steg, ExpectStep):
            yield from steg.expect
    for ventet in s.expect:
        yield from ventet.that
