"""Carrying out a scenario's steps, by the client alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from mocknir.client.feil import ConnectionLost, Refused, SoapFault
from mocknir.client.svar import Receipt, User
from mocknir.register.identitet import lag_foedselsnummer
from mocknir.scenario.gang import Gang, Sendt, Stegsvar
from mocknir.scenario.hendelser import Doed, Flytting, NyttFoedselsnummer, NyttOpphold
from mocknir.scenario.modell import (
    AccessStep,
    AdvanceStep,
    Brukerdata,
    EventStep,
    FaultRule,
    FaultStep,
    Message,
    ParameterStep,
    Persondata,
    RepeatStep,
    RestoreStep,
    SnapshotStep,
    Step,
    Transfer,
    TransferStep,
    VendorStep,
    WebStep,
)
from mocknir.scenario.ord import Sti

KOMMUNE = "0301"
"""Where somebody lives of whom the scenario does not say it."""


def parametre(gang: Gang, verdier: dict[str, bool | int | str]) -> None:
    """Give rules other values."""
    for navn, verdi in verdier.items():
        regel, _, kort = navn.partition(".")
        gang.nir.set(regel, kort, verdi)


def person(gang: Gang, navn: str, data: Persondata) -> None:
    """Let a person come."""
    felt = data.model_dump(exclude_none=True, exclude={"kommune", "lov"})
    # Where the file says that there is none, none is made up.
    felt |= {n: None for n in data.model_fields_set & {"foedselsnummer", "ankomst"} if getattr(data, n) is None}
    kommune = data.kommune or (data.adresse[0].kommune if data.adresse else KOMMUNE)
    if data.kommune is None and data.adresse is None:
        felt["adresse"] = ()
    if data.navn is None:
        felt["fornavn"] = (navn[:1].upper() + navn[1:]).replace("-", " ").replace("_", " ")
    gang.husk(navn, gang.nir.person(kommune, data.lov, **felt))


def bruker(gang: Gang, navn: str, data: Brukerdata) -> None:
    """Make a user."""
    gang.brukere[navn] = gang.nir.user(data.kommune, data.roles, navn, data.password)


def steg(gang: Gang, nr: int, hva: Step) -> None:
    """Carry out a step; raises MocknirError when the control plane does not let it."""
    dag = gang.linje.dager[nr]
    match hva:
        case TransferStep():
            _overfoer(gang, hva, nr, _sendt(gang, nr, hva.transfer))
        case WebStep():
            s = _sendt(gang, nr, hva.web)
            _svar(gang, hva, nr, s, lambda: gang.nir.register(s.kommune, s.registreringer, s.meldings_id, s.bruker))
        case RepeatStep():
            sendt = gang.svar[hva.repeat].sendt
            assert sendt is not None  # `sjekk` has seen to it
            _overfoer(gang, hva, nr, sendt)
        case VendorStep():
            _svar(gang, hva, nr, None, lambda: gang.vendor(gang, hva.vendor))
        case EventStep():
            _hendelse(gang, nr, hva)
        case AdvanceStep():
            fram(gang, hva.id, dag)
        case AccessStep():
            a = hva.access
            gang.nir.access(a.kommune, a.fra, a.til, a.ordning, until=a.until, tag=a.tag)
        case ParameterStep():
            parametre(gang, hva.parameter)
        case FaultStep():
            _uhell(gang, hva.fault)
        case SnapshotStep():
            gang.nir.snapshot(hva.snapshot)
        case RestoreStep():
            gang.nir.restore(hva.restore)


def fram(gang: Gang, navn: str | None, dag: date) -> None:
    """Let time pass, and remember what NIR did meanwhile."""
    gang.fyrt += [(navn, en) for en in gang.nir.advance(to=dag)]


def _sendt(gang: Gang, nr: int, m: Message) -> Sendt:
    navn = m.meldings_id or f"{gang.scenario.scenario[:50]}-{nr}"
    return Sendt(m.kommune, navn, _avsender(gang, m), gang.registreringer(m.registrations))


def _avsender(gang: Gang, m: Message) -> User | None:
    """Who sends a message: a user of the scenario, under a wrong password perhaps, or one that NIR does not know."""
    if m.user is None:
        return None
    kjent = gang.brukere.get(m.user) or User(raw={}, user=m.user, kommune=m.kommune, roles=(), password=m.user)
    passord = m.password if isinstance(m, Transfer) else None
    return replace(kjent, password=passord) if passord else kjent


def _overfoer(gang: Gang, hva: Step, nr: int, s: Sendt) -> None:
    _svar(gang, hva, nr, s, lambda: gang.nir.transfer(s.kommune, s.registreringer, s.meldings_id, s.bruker))


def _svar(gang: Gang, hva: Step, nr: int, sendt: Sendt | None, gjoer: Callable[[], Receipt | None]) -> None:
    sti: Sti = ("steps", nr)
    svar = Stegsvar(hva, sti, gang.linje.dager[nr], sendt)
    try:
        svar = svar._replace(kvittering=gjoer())
    except SoapFault as feil:
        svar = svar._replace(feil=feil)
    except ConnectionLost as feil:
        svar = svar._replace(tapt=feil)
    except Refused as feil:
        if not isinstance(hva, WebStep):
            raise
        svar = svar._replace(feil=feil)
    gang.alle_svar.append(svar)
    if hva.id is not None:
        gang.svar[hva.id] = svar


def _hendelse(gang: Gang, nr: int, hva: EventStep) -> None:
    h, nir = hva.event, gang.nir
    ident = gang.ident(h.person)
    match h:
        case Flytting():
            ny = nir.move(ident, h.kommune, h.dato, h.mottak)
        case NyttOpphold():
            ny = nir.permit(ident, h.grunnlag, h.dato)
        case NyttFoedselsnummer():
            en = gang.personer[h.person]
            nummer = h.foedselsnummer or lag_foedselsnummer(en.foedt, "K" if en.kjoenn == "K" else "M", 200 + nr)
            ny = nir.number(ident, nummer)
        case Doed():
            ny = nir.die(ident, h.dato)
        case _:
            ny = nir.emigrate(ident, h.dato)
    if h.person in gang.personer:
        gang.husk(h.person, ny)


def _uhell(gang: Gang, rule: FaultRule) -> None:
    felt: dict[str, Any] = rule.model_dump(exclude_none=True)
    if rule.person is not None:
        felt["person"] = gang.ident(rule.person)
    gang.nir.fault(**felt)
