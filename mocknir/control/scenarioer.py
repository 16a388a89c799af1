"""/scenario of a sandbox, and the language it is written in: what happened, as a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, cast

from flask import Response, current_app, request
from pydantic import Field, JsonValue

from mocknir.client.nir import Nir
from mocknir.client.transport import WsgiTransport
from mocknir.control.problem import Merknad, Problem
from mocknir.control.ruter import INNHOLD_JSON, INNHOLD_YAML, Kall, Rute
from mocknir.control.sandkasser import sandkasse
from mocknir.control.verdier import Dato, Modell, Noekkel, Sporring, Tekst
from mocknir.register.feil import Avvik, Feilkode

if TYPE_CHECKING:
    from mocknir.scenario import matchere
    from mocknir.scenario.ord import Feilord


class Opptak(Sporring):
    """What is to be recorded, and under which name; `from` is the journal number from which on it expects something."""

    name: Noekkel | None = None
    only_person: Noekkel | None = None
    fra: Annotated[int, Field(alias="from", ge=0)] = 0
    expect: bool = True


def opptak(k: Kall[Opptak]) -> Response:
    """What happened in the sandbox, as a scenario."""
    from mocknir.scenario.opptak import Valg, ta_opp

    inn, sandbox = k.inn, k.sandbox
    valg = Valg(inn.name or sandbox.navn, inn.only_person, inn.fra, inn.expect)
    return Response(ta_opp(sandbox, valg), content_type=f"{INNHOLD_YAML}; charset=utf-8")


class Replay(Modell):
    """How the traffic is to come again: the first message on the day `clock`, rules with other `parameters`.

    Contents stay as they were sent, unless `shiftContent` moves the days in them by as much. `keep` is the name under
    which the sandbox that it is played in is kept.
    """

    clock: Dato | None = None
    shift_content: bool = False
    parameters: dict[Tekst, bool | int | Tekst] = Field(default_factory=dict)
    keep: Tekst | None = None


class ThenAndNow(TypedDict):
    """A day then and now."""

    then: date
    now: date


class OutcomeCounts(TypedDict):
    """How often each outcome was given, or each fault of a whole message."""

    then: dict[str, int]
    now: dict[str, int]


class ReplayFinding(TypedDict):
    """What a rule said."""

    regel: str | None
    tekst: str
    tekstEngelsk: str


class ReplayOutcome(TypedDict):
    """What became of a registration: an outcome, or the code of the fault that its message ended in."""

    utfall: str
    regler: Sequence[str]
    funn: Sequence[ReplayFinding]


class ReplayRegistration(TypedDict):
    """A registration that got another answer."""

    journalnummer: int
    tidspunkt: datetime
    kommune: str
    meldingsId: str
    person: str
    eksternId: str
    type: str | None
    then: ReplayOutcome
    now: ReplayOutcome


class ReplayEvent(TypedDict):
    """An event or an order that could not be carried out this time."""

    journalnummer: int
    operasjon: str
    person: str | None
    tekst: str
    tekstEngelsk: str


class ReplayClosing(TypedDict):
    """A closing by NIR."""

    regel: str
    sluttdato: date
    natt: date


class ReplayClosings(TypedDict):
    """A closing that came otherwise; null where there was none."""

    person: str
    programNr: int
    then: ReplayClosing | None
    now: ReplayClosing | None


class ReplayProgramme(TypedDict):
    """A programme that stands otherwise in the end: the fields that differ; null where there is no programme."""

    person: str
    programNr: int
    then: dict[str, Any] | None
    now: dict[str, Any] | None


class Differences(TypedDict):
    """What came otherwise the second time."""

    differs: bool
    firstMessage: ThenAndNow
    shiftContent: bool
    parameters: dict[str, str]
    messages: int
    outcomes: OutcomeCounts
    leftOut: int
    registrations: Sequence[ReplayRegistration]
    events: Sequence[ReplayEvent]
    closings: Sequence[ReplayClosings]
    programmes: Sequence[ReplayProgramme]
    sandbox: str | None


def replay(k: Kall[Replay]) -> Differences:
    """The same traffic under another date or other parameters, and what differs; the sandbox itself is untouched."""
    from mocknir.scenario.avspilling import Valg, spilt
    from mocknir.scenario.forskjell import finn

    inn = k.inn
    parametre = {n: ("ja" if v else "nei") if isinstance(v, bool) else str(v) for n, v in inn.parameters.items()}
    if inn.clock is None and not parametre:
        raise Avvik(
            Feilkode.UGYLDIG_VERDI, "Oppgi hva som skal være annerledes: clock, parameters eller begge",
            "Say what is to be other than it was: clock, parameters or both", felt="clock",
        )  # fmt: skip
    with spilt(k.kontroll.sandboxes, k.sandbox, Valg(inn.clock, inn.shift_content, parametre, inn.keep)) as avspilt:
        return cast(Differences, finn(avspilt))


class Expectations(Modell):
    """What is expected of the sandbox now: `that` as in a scenario, `persons` the numbers of the names used in it.

    A person may also be named by number; a receipt is named by the meldingsId of its message.
    """

    that: Annotated[tuple[dict[str, JsonValue], ...], Field(min_length=1, max_length=1000)]
    persons: dict[Noekkel, Noekkel] = Field(default_factory=dict)


class Difference(TypedDict):
    """Expected beside actual, at a place in what NIR has; of a list without the element, how the nearest differs."""

    path: str
    expected: str
    expectedEnglish: str
    actual: str
    actualEnglish: str
    nearest: Sequence[dict[str, Any]]


class Held(TypedDict):
    """Whether an expectation holds, and wherein it does not."""

    expectation: dict[str, Any]
    held: bool
    differences: Sequence[Difference]


class Judgement(TypedDict):
    """Whether all holds at the moment that the sandbox's clock shows, and each by itself."""

    held: bool
    now: datetime
    results: Sequence[Held]


def expectations(k: Kall[Expectations]) -> Judgement:
    """Whether the sandbox is as it is expected to be."""
    from mocknir.scenario.naa import Gale, hold_naa

    inn, sandbox = k.inn, k.sandbox
    token = request.authorization.token if request.authorization is not None else None
    nir = Nir(WsgiTransport(current_app.wsgi_app, token=token), sandkasse(k, sandbox))
    try:
        dommer = hold_naa(sandbox, nir, inn.that, inn.persons)
    except Gale as gale:
        raise _gale(gale.feil) from None
    resultater: list[Held] = [
        {"expectation": skrevet, "held": not dom.avvik, "differences": [_avvik(en) for en in dom.avvik]}
        for skrevet, dom in zip(inn.that, dommer, strict=True)
    ]
    return {"held": all(r["held"] for r in resultater), "now": sandbox.naa(), "results": resultater}


def _avvik(en: matchere.Difference) -> Difference:
    from mocknir.scenario.ord import skriv_sti

    return {
        "path": skriv_sti(en.path), "expected": en.expected.tekst, "expectedEnglish": en.expected.text,
        "actual": en.actual.tekst, "actualEnglish": en.actual.text,
        "nearest": [{**_avvik(under)} for under in en.nearest],
    }  # fmt: skip


def _gale(feil: Sequence[Feilord]) -> Problem:
    from mocknir.scenario.ord import skriv_sti

    merknader = [Merknad(f.ord.tekst, f.ord.text, {"field": skriv_sti(f.sti)}) for f in feil]
    felt, flere = str(merknader[0].sted["field"]), len(feil) - 1
    return Problem(
        422, Feilkode.UGYLDIG_VERDI.value,
        f"{felt}: {merknader[0].tekst}" + (f" (og {flere} feil til)" if flere else ""),
        f"{felt}: {merknader[0].text}" + (f" (and {flere} more)" if flere else ""),
        felt=felt, merknader=merknader,
    )  # fmt: skip


def skjema(_: Kall[None]) -> Response:
    """The JSON Schema of scenarios."""
    from mocknir.scenario.skjema import tekst

    return Response(tekst(), content_type=INNHOLD_JSON)


_EN = "/sandboxes/<sandbox>"

RUTER = (
    Rute("GET", f"{_EN}/scenario", opptak, "Det som har hendt, som et scenario", "What happened, as a scenario", Opptak,
         svar=None, medier=(INNHOLD_YAML,)),
    Rute("POST", f"{_EN}/replay", replay, "Det samme en gang til, under en annen dato eller andre parametre",
         "The same once more, under another date or other parameters", Replay, felter=(("navn", "parameters"),)),
    Rute("POST", f"{_EN}/expectations", expectations, "Om sandkassen er som ventet",
         "Whether the sandbox is as expected", Expectations),
    Rute("GET", "/schema/scenario.json", skjema, "JSON-skjemaet for scenarioer", "The JSON Schema of scenarios",
         svar=dict[str, Any]),
)  # fmt: skip
