"""Running a scenario: its steps in a sandbox of its own, and its expectations held against what NIR then has.

All goes through `mocknir.client`, over HTTP or in process alike. What NIR refuses over WS4 or in NIR web is an answer
that may be expected; what the control plane refuses is a scenario that cannot be run.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple, Protocol

from mocknir.client.feil import ConnectionLost, MocknirError, Refused, SoapFault
from mocknir.client.nir import Nir
from mocknir.client.server import Server
from mocknir.client.svar import Fired, Person, Receipt, User
from mocknir.register.identitet import lag_foedselsnummer
from mocknir.scenario import tidslinje
from mocknir.scenario.forventninger import Expectation, FaultExpectation, LostExpectation, PersonExpectation
from mocknir.scenario.hendelser import Doed, Flytting, NyttFoedselsnummer, NyttOpphold
from mocknir.scenario.les import Lest
from mocknir.scenario.matchere import Differences
from mocknir.scenario.modell import (
    AccessStep,
    AdvanceStep,
    EventStep,
    ExpectStep,
    FaultStep,
    Message,
    ParameterStep,
    Persondata,
    RepeatStep,
    RestoreStep,
    Scenario,
    SnapshotStep,
    Step,
    Task,
    TransferStep,
    VendorStep,
    WebStep,
)
from mocknir.scenario.ord import Ord, Sti
from mocknir.scenario.registrering import Registrering
from mocknir.scenario.svarene import hent
from mocknir.scenario.tidslinje import Fakta, Tidslinje


class Status(StrEnum):
    """How it went with a scenario."""

    HOLDT = "holdt"
    HOLDT_IKKE = "holdt ikke"
    KUNNE_IKKE = "kunne ikke kjøres"
    STOETTES_IKKE = "støttes ikke"


class Stegsvar(NamedTuple):
    """What a step that transferred came to: a receipt, a refusal, or an answer that was lost."""

    steg: Step
    sti: Sti
    dag: date
    kvittering: Receipt | None = None
    feil: SoapFault | Refused | None = None
    tapt: ConnectionLost | None = None


class Brudd(NamedTuple):
    """An expectation that did not hold; without one, something happened that nobody expected, which `ord` tells."""

    sti: Sti
    dag: date
    forventning: Expectation | None
    avvik: Differences
    ord: Ord | None = None


class Hinder(NamedTuple):
    """Why a scenario could not be run on, and where."""

    sti: Sti
    ord: Ord


class Vendor(Protocol):
    """Who does the casework that a scenario asks somebody else's system to do."""

    def __call__(self, gang: "Gang", oppgave: Task) -> Receipt | None:
        """Do it; raises SoapFault and ConnectionLost as the transfer did, and Refused when it cannot be done."""


@dataclass
class Gang:
    """A scenario under way: the sandbox it runs in, the persons in it, and what has come of its steps."""

    scenario: Scenario
    nir: Nir
    linje: Tidslinje
    vendor: Vendor
    personer: dict[str, Person] = field(default_factory=dict)
    numre: dict[str, set[str]] = field(default_factory=dict)
    brukere: dict[str, User] = field(default_factory=dict)
    svar: dict[str, Stegsvar] = field(default_factory=dict)
    alle_svar: list[Stegsvar] = field(default_factory=list)
    fyrt: list[tuple[str | None, Fired]] = field(default_factory=list)
    brudd: list[Brudd] = field(default_factory=list)
    holdt: int = 0

    def ident(self, navn: str) -> str:
        """The number of a person of the scenario, or a number as it is."""
        return self.personer[navn].ident if navn in self.personer else navn

    def fakta(self, dag: date, person: str | None = None) -> Fakta:
        """What names stand for on a day."""
        numre = {navn: frozenset(alle) for navn, alle in self.numre.items()}
        return Fakta(self.linje, dag, numre, person)

    def registreringer(self, rekke: tuple[Registrering, ...]) -> list[dict[str, Any]]:
        """Registrations with the numbers of the persons."""
        return [r.som_dict(self.ident(r.person)) for r in rekke]


@dataclass(frozen=True)
class Resultat:
    """How a scenario went: what did not hold, or why it could not be run; `holdt` counts what held."""

    lest: Lest
    status: Status
    brudd: tuple[Brudd, ...] = ()
    hinder: Hinder | None = None
    holdt: int = 0
    gang: Gang | None = None


def overfoer_selv(gang: Gang, oppgave: Task) -> Receipt | None:
    """The vendor where there is none: the casework is transferred as it is asked for."""
    if not oppgave.casework:
        return None
    kommune = oppgave.kommune or next(iter(gang.personer.values())).kommune or "0301"
    return gang.nir.transfer(kommune, gang.registreringer(oppgave.casework))


class Kjoerer:
    """Runs scenarios on a server, each in a sandbox of its own, which is removed unless `behold`."""

    def __init__(self, server: Server, vendor: Vendor = overfoer_selv, behold: bool = False) -> None:
        self.server = server
        self.vendor = vendor
        self.behold = behold

    def kjoer(self, lest: Lest) -> Resultat:
        """Run a scenario; whatever goes wrong is in the result."""
        s = lest.scenario
        if s.unsupported is not None:
            return Resultat(lest, Status.STOETTES_IKKE)
        gang: Gang | None = None
        sti: Sti = ()
        try:
            nir = self.server.create(clock=s.clock, seed=s.seed)
            gang = Gang(s, nir, tidslinje.bygg(s), self.vendor)
            for sti, gjoer in _gjoeremaal(gang):  # noqa: B007  # where it stopped is told
                gjoer()
            _uventet(gang)
        except MocknirError as feil:
            hinder = Hinder(sti, Ord(feil.tekst, feil.text))
            return Resultat(lest, Status.KUNNE_IKKE, hinder=hinder, gang=gang)
        finally:
            if gang is not None and not self.behold:
                with suppress(MocknirError):
                    gang.nir.delete()
        status = Status.HOLDT_IKKE if gang.brudd else Status.HOLDT
        return Resultat(lest, status, tuple(gang.brudd), holdt=gang.holdt, gang=gang)


def _gjoeremaal(gang: Gang) -> Iterator[tuple[Sti, Callable[[], None]]]:
    """All that is to be done, in order, each with its place in the file."""
    s = gang.scenario
    yield ("parameters",), lambda: _parametre(gang, s.parameters)
    for navn, data in s.persons.items():
        yield ("persons", navn), partial(_person, gang, navn, data)
    for navn, bruker in s.users.items():
        yield ("users", navn), partial(_bruker, gang, navn, bruker.kommune, bruker.roles)
    for nr, steg in enumerate(s.steps):
        yield ("steps", nr), partial(_steg, gang, nr, steg)
    for nr, ventet in enumerate(s.expect):
        yield ("expect", nr, "at"), partial(_fram, gang, None, ventet.at)
        for i, forventning in enumerate(ventet.that):
            yield ("expect", nr, "that", i), partial(_hold, gang, forventning, ("expect", nr, "that", i), ventet.at)


def _parametre(gang: Gang, verdier: dict[str, bool | int | str]) -> None:
    for navn, verdi in verdier.items():
        regel, _, kort = navn.partition(".")
        gang.nir.set(regel, kort, verdi)


def _person(gang: Gang, navn: str, data: Persondata) -> None:
    felt = data.model_dump(exclude_none=True, exclude={"kommune", "lov"})
    kommune = data.kommune or (data.adresse[0].kommune if data.adresse else "0301")
    if data.kommune is None and data.adresse is None:
        felt["adresse"] = ()
    _husk(gang, navn, gang.nir.person(kommune, data.lov, **felt))


def _husk(gang: Gang, navn: str, person: Person) -> None:
    gang.personer[navn] = person
    gang.numre.setdefault(navn, set()).update(n for n in (person.foedselsnummer, person.dufnummer) if n)


def _bruker(gang: Gang, navn: str, kommune: str, roller: tuple[str, ...]) -> None:
    gang.brukere[navn] = gang.nir.user(kommune, roller, navn)


def _steg(gang: Gang, nr: int, steg: Step) -> None:
    sti: Sti = ("steps", nr)
    dag = gang.linje.dager[nr]
    match steg:
        case TransferStep():
            _overfoer(gang, steg, sti, dag, steg.transfer)
        case WebStep():
            m = steg.web
            bruker = gang.brukere[m.user] if m.user else None
            _svar(gang, steg, sti, dag, lambda: gang.nir.register(
                m.kommune, gang.registreringer(m.registrations), _meldings_id(gang, sti, m), bruker))  # fmt: skip
        case RepeatStep():
            foerst = gang.svar[steg.repeat]
            assert isinstance(foerst.steg, TransferStep)  # `sjekk` has seen to it
            _overfoer(gang, steg, sti, dag, foerst.steg.transfer, foerst.sti)
        case VendorStep():
            _svar(gang, steg, sti, dag, lambda: gang.vendor(gang, steg.vendor))
        case EventStep():
            _hendelse(gang, nr, steg)
        case AdvanceStep():
            _fram(gang, steg.id, dag)
        case AccessStep():
            a = steg.access
            gang.nir.access(a.kommune, a.fra, a.til, a.ordning, until=a.until, tag=a.tag)
        case ParameterStep():
            _parametre(gang, steg.parameter)
        case FaultStep():
            gang.nir.control.send("POST", "faults", body=steg.fault.model_dump(by_alias=True, exclude_none=True))
        case SnapshotStep():
            gang.nir.control.send("POST", "snapshots", body={"name": steg.snapshot})
        case RestoreStep():
            gang.nir.control.send("POST", "snapshots", steg.restore, "restore")
        case ExpectStep():
            for i, forventning in enumerate(steg.expect):
                _hold(gang, forventning, (*sti, "expect", i), dag)


def _meldings_id(gang: Gang, sti: Sti, melding: Message) -> str:
    return melding.meldings_id or f"{gang.scenario.scenario}-{sti[1]}"


def _overfoer(gang: Gang, steg: Step, sti: Sti, dag: date, m: Message, opphav: Sti | None = None) -> None:
    bruker = gang.brukere[m.user] if m.user else None
    _svar(gang, steg, sti, dag, lambda: gang.nir.transfer(
        m.kommune, gang.registreringer(m.registrations), _meldings_id(gang, opphav or sti, m), bruker))  # fmt: skip


def _svar(gang: Gang, steg: Step, sti: Sti, dag: date, gjoer: Callable[[], Receipt | None]) -> None:
    try:
        svar = Stegsvar(steg, sti, dag, gjoer())
    except SoapFault as feil:
        svar = Stegsvar(steg, sti, dag, feil=feil)
    except ConnectionLost as feil:
        svar = Stegsvar(steg, sti, dag, tapt=feil)
    except Refused as feil:
        if not isinstance(steg, WebStep):
            raise
        svar = Stegsvar(steg, sti, dag, feil=feil)
    gang.alle_svar.append(svar)
    if steg.id is not None:
        gang.svar[steg.id] = svar


def _hendelse(gang: Gang, nr: int, steg: EventStep) -> None:
    h, nir = steg.event, gang.nir
    ident = gang.ident(h.person)
    match h:
        case Flytting():
            person = nir.move(ident, h.kommune, h.dato, h.mottak)
        case NyttOpphold():
            person = nir.permit(ident, h.grunnlag, h.dato)
        case NyttFoedselsnummer():
            en = gang.personer[h.person]
            nummer = h.foedselsnummer or lag_foedselsnummer(en.foedt, "K" if en.kjoenn == "K" else "M", 200 + nr)
            person = nir.number(ident, nummer)
        case Doed():
            person = nir.die(ident, h.dato)
        case _:
            person = nir.emigrate(ident, h.dato)
    if h.person in gang.personer:
        _husk(gang, h.person, person)


def _fram(gang: Gang, navn: str | None, dag: date) -> None:
    gang.fyrt += [(navn, en) for en in gang.nir.advance(to=dag)]


def _hold(gang: Gang, forventning: Expectation, sti: Sti, dag: date) -> None:
    """Hold an expectation against what NIR has now."""
    person = forventning.person if isinstance(forventning, PersonExpectation) else None
    avvik = hent(gang, forventning, gang.fakta(dag, person))
    if avvik:
        gang.brudd.append(Brudd(sti, dag, forventning, avvik))
    else:
        gang.holdt += 1


def _uventet(gang: Gang) -> None:
    """A refusal or a lost answer that nobody expected is a breach too."""
    ventet = set()
    for f in _forventninger(gang.scenario):
        if isinstance(f, FaultExpectation):
            ventet.add(f.fault)
        elif isinstance(f, LostExpectation):
            ventet.add(f.lost)
    for svar in gang.alle_svar:
        galt = svar.feil or svar.tapt
        if galt is not None and svar.steg.id not in ventet:
            ord_ = Ord(f"Ingen ventet at dette ble avslått: {galt}", f"Nobody expected this to be refused: {galt}")
            gang.brudd.append(Brudd(svar.sti, svar.dag, None, [], ord_))


def _forventninger(s: Scenario) -> Iterator[Expectation]:
    for steg in s.steps:
        if isinstance(steg, ExpectStep):
            yield from steg.expect
    for ventet in s.expect:
        yield from ventet.that
