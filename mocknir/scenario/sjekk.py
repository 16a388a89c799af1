"""What is wrong with a scenario whose form is right: names that stand for nothing, days in the wrong order, no point.

Reports beside the model: what needs the whole scenario, or the day a step is carried out on.
"""

import re
from collections.abc import Iterator

from mocknir.register.lov import INTEGRERINGSLOVEN, INTEGRERINGSLOVEN_FRA, KAPITTEL_6A, KAPITTEL_6A_FRA
from mocknir.scenario.forventninger import (
    Expectation,
    FaultExpectation,
    FeedExpectation,
    FiredExpectation,
    JournalExpectation,
    PersonExpectation,
    ReceiptExpectation,
    ReportExpectation,
)
from mocknir.scenario.modell import ExpectStep, Persondata, Scenario
from mocknir.scenario.ord import Feilord, Ord, Sti
from mocknir.scenario.sjekk_felles import Blikk, feil, henvisning, identer, kommune, parametre
from mocknir.scenario.sjekk_forventning import sjekk_forventning
from mocknir.scenario.sjekk_krav import sjekk_krav
from mocknir.scenario.sjekk_steg import sjekk_steg
from mocknir.scenario.tidslinje import CLOCK, TODAY, bygg

_FAKTUM = re.compile(r"§\d+(\.\d+[a-z]?)?( .*)?")


def sjekk(scenario: Scenario, stamme: str) -> list[Feilord]:
    """All that is wrong with it; `stamme` is the file's name without ending, which the scenario is called by."""
    blikk = Blikk(scenario, bygg(scenario))
    return [
        *_hode(scenario, stamme), *_personer(scenario), *_steg(blikk), *_til_slutt(blikk), *_poeng(scenario),
        *sjekk_krav(scenario),
    ]  # fmt: skip


def _hode(s: Scenario, stamme: str) -> Iterator[Feilord]:
    if s.scenario != stamme:
        yield feil(("scenario",), f"er «{s.scenario}», men filen heter «{stamme}»; skriv {stamme}",
                   f"is «{s.scenario}», but the file is called «{stamme}»; write {stamme}")  # fmt: skip
    for nr, faktum in enumerate(s.facts):
        if not _FAKTUM.fullmatch(faktum):
            yield feil(("facts", nr), f"«{faktum}» er intet avsnitt; skriv det som §3.1",
                       f"«{faktum}» is no section; write it as §3.1")  # fmt: skip
    if s.source is not None:
        yield from henvisning(s.source, ("source",))
    yield from parametre(s.parameters, ("parameters",))
    for navn, bruker in s.users.items():
        yield from kommune(bruker.kommune, s.clock, ("users", navn, "kommune"))


def _personer(s: Scenario) -> Iterator[Feilord]:
    for navn, p in s.persons.items():
        sti: Sti = ("persons", navn)
        if p.kommune is None and p.adresse is None:
            yield feil((*sti, "kommune"), "mangler: hvor personen bor", "is missing: where the person lives")
        if p.kommune is not None:
            yield from kommune(p.kommune, s.clock, (*sti, "kommune"))
        for nr, bosted in enumerate(p.adresse or ()):
            yield from kommune(bosted.kommune, bosted.fra, (*sti, "adresse", nr, "kommune"))
        yield from identer(p.foedselsnummer, p.dufnummer, sti)
        yield from _lov(p, s, sti)
        if p.foedt is not None and p.foedt > s.clock:
            yield feil(
                (*sti, "foedt"), f"{p.foedt} ligger etter clock {s.clock}", f"{p.foedt} is after clock {s.clock}"
            )
        if p.statsborgerskap is not None and not re.fullmatch(r"[A-Z]{3}", p.statsborgerskap):
            land = p.statsborgerskap
            yield feil((*sti, "statsborgerskap"), f"«{land}» er ikke en landkode med tre store bokstaver, som SYR",
                       f"«{land}» is no country code of three capital letters, as SYR")  # fmt: skip


_I_KRAFT = {INTEGRERINGSLOVEN: INTEGRERINGSLOVEN_FRA, KAPITTEL_6A: KAPITTEL_6A_FRA}


def _lov(p: Persondata, s: Scenario, sti: Sti) -> Iterator[Feilord]:
    fra = _I_KRAFT.get(p.lov or "")
    if fra is not None and s.clock < fra:
        yield feil((*sti, "lov"), f"{p.lov} gjelder fra {fra}, og clock er {s.clock}; begynn senere",
                   f"{p.lov} is in force from {fra}, and clock is {s.clock}; begin later")  # fmt: skip


def _steg(b: Blikk) -> Iterator[Feilord]:
    sett: dict[str, int] = {}
    for nr, steg in enumerate(b.scenario.steps):
        if steg.id is not None:
            if steg.id in (CLOCK, TODAY):
                yield feil(
                    ("steps", nr, "id"), f"«{steg.id}» er opptatt: det er klokken", f"«{steg.id}» is the clock's"
                )
            if steg.id in sett:
                yield feil(("steps", nr, "id"), f"«{steg.id}» heter også steps[{sett[steg.id]}]",
                           f"«{steg.id}» is also the name of steps[{sett[steg.id]}]")  # fmt: skip
            sett.setdefault(steg.id, nr)
        yield from sjekk_steg(b, nr, steg)
        if isinstance(steg, ExpectStep):
            for n, forventning in enumerate(steg.expect):
                yield from sjekk_forventning(b.paa(nr), forventning, ("steps", nr, "expect", n))


def _til_slutt(b: Blikk) -> Iterator[Feilord]:
    dag = b.tidslinje.slutt
    for nr, ventet in enumerate(b.scenario.expect):
        if ventet.at < dag:
            yield feil(("expect", nr, "at"), f"{ventet.at} er tilbake i tid: klokken viser {dag}, og går bare framover",
                       f"{ventet.at} lies back in time: the clock shows {dag}, and only goes forward")  # fmt: skip
        dag = max(dag, ventet.at)
        for n, forventning in enumerate(ventet.that):
            yield from sjekk_forventning(b.etter(dag), forventning, ("expect", nr, "that", n))


def _poeng(s: Scenario) -> Iterator[Feilord]:
    """A scenario says something of what the register holds or answers, or why it cannot."""
    if s.unsupported is not None:
        return
    alle = [f for e in s.expect for f in e.that] + [f for t in s.steps if isinstance(t, ExpectStep) for f in t.expect]
    if not any(map(_sier_noe, alle)):
        yield Feilord(("expect",), Ord(
            "venter ingenting av registeret: legg til minst én forventning om en person, en kvitterings utfall, "
            "endringer, en rapport eller hva NIR gjorde (person:, receipt:, feed:, report:, fired:)",
            "expects nothing of the register: add at least one expectation of a person, the outcomes of a receipt, "
            "the feed, a report or what NIR did (person:, receipt:, feed:, report:, fired:)",
        ))  # fmt: skip


def _sier_noe(f: Expectation) -> bool:
    """Whether an expectation is about state or content, and not only that something happened."""
    match f:
        case PersonExpectation():
            return bool(f.sagt - {"person"})
        case ReceiptExpectation():
            return bool(f.outcomes) or f.utfall is not None
        case ReportExpectation():
            return f.rows is not None or f.sum is not None
        case JournalExpectation():
            return f.entries is not None or f.meldinger is not None
        case FaultExpectation():
            return any((f.kode, f.regel, f.tekst))
    return isinstance(f, FeedExpectation | FiredExpectation)
