"""/faults of a sandbox: what is to go wrong there; and /fault-kinds, the table of what can."""

from collections.abc import Sequence
from difflib import get_close_matches
from http import HTTPStatus
from typing import Annotated, Literal, TypedDict

from pydantic import BeforeValidator, Field, WithJsonSchema

from mocknir.control.ruter import Kall, Rute
from mocknir.control.verdier import Modell, Noekkel, Tekst
from mocknir.faults import words
from mocknir.faults.kinds import KINDS, Stage
from mocknir.faults.plan import Plan
from mocknir.faults.rule import MAX_BYTES, MAX_CALLS, MAX_SECONDS, Rule, usual_stage
from mocknir.register.feil import Avvik, Feilkode
from mocknir.soap.operasjoner import OPERASJONER

EVERY = "every"

_Calls = Annotated[int, Field(ge=1, le=MAX_CALLS)]
_Nth = Annotated[
    _Calls | None,
    BeforeValidator(lambda value: None if value == EVERY else value),
    WithJsonSchema({"anyOf": [
        {"type": "integer", "minimum": 1, "maximum": MAX_CALLS}, {"const": EVERY}, {"type": "null"},
    ]}),
]  # fmt: skip


class FaultMatch(Modell):
    """Which calls a fault is about; `meldingsId` may hold `*` and `?`, `person` is a number that the message names."""

    kommune: Tekst | None = None
    meldings_id: Noekkel | None = None
    person: Tekst | None = None
    user: Noekkel | None = None


class NewFault(Modell):
    """A fault to add: every call, or those of an operation and a match.

    `nth` is the first matching call that it can strike; then it strikes `times` times (1 unless said). Without `nth`
    (or with `every`) each matching call can be struck. `probability` is the chance of each. `stage` is the usual one of
    the kind unless said; `seconds` and `bytes` are those of the kind.
    """

    kind: Annotated[Tekst, WithJsonSchema({"type": "string", "enum": list(KINDS)})]
    stage: Literal["before-parse", "before-commit", "after-commit", "on-response"] | None = None
    operation: Annotated[Tekst, WithJsonSchema({"type": "string", "enum": list(OPERASJONER)})] | None = None
    match: FaultMatch = FaultMatch()
    nth: _Nth = None
    probability: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False, strict=False)] | None = None
    times: _Calls | None = None
    seconds: Annotated[float, Field(gt=0, le=MAX_SECONDS, allow_inf_nan=False, strict=False)] | None = None
    bytes: Annotated[int, Field(ge=1, le=MAX_BYTES)] | None = None


class Match(TypedDict):
    """Which calls a fault is about; null asks for nothing."""

    kommune: str | None
    meldingsId: str | None
    person: str | None
    user: str | None


class Fault(TypedDict):
    """A fault of the plan: `seen` calls have matched it, `struck` of them it struck; `spent` says that it is done."""

    id: int
    kind: str
    stage: str
    operation: str | None
    match: Match
    nth: int | str
    probability: float | None
    times: int | None
    seconds: float | None
    bytes: int | None
    seen: int
    struck: int
    spent: bool
    tekst: str
    tekstEngelsk: str


class Faults(TypedDict):
    """The plan, in the order in which faults are looked at."""

    faults: Sequence[Fault]


class FaultKind(TypedDict):
    """A kind: the stages it can strike at, the usual one first, its parameters, and what it teaches."""

    kind: str
    stages: Sequence[str]
    parameters: dict[str, float | None]
    teaches: str
    teachesEnglish: str


class FaultKinds(TypedDict):
    """Every kind."""

    kinds: Sequence[FaultKind]


def kinds(_: Kall[None]) -> FaultKinds:
    """What can go wrong, and where."""
    return table()


def table() -> FaultKinds:
    """The kinds, as the control plane and the command show them."""
    return {
        "kinds": [
            {
                "kind": kind.name, "stages": [stage.value for stage in kind.stages],
                "parameters": dict(kind.parameters), "teaches": kind.teaches.nb, "teachesEnglish": kind.teaches.en,
            }
            for kind in KINDS.values()
        ]
    }  # fmt: skip


def list_(k: Kall[None]) -> Faults:
    """The fault plan."""
    plan = k.sandbox.faults
    return {"faults": [_fault(plan, rule) for rule in plan.rules]}


def add(k: Kall[NewFault]) -> Fault:
    """Add a fault to the plan."""
    new, match, sandbox = k.inn, k.inn.match, k.sandbox
    _operation(new.operation)
    stage = Stage(new.stage) if new.stage is not None else usual_stage(new.kind)
    rule = Rule(
        stage, new.kind, new.operation, match.kommune, match.meldings_id, match.person, match.user, new.nth,
        new.probability, new.times, new.seconds, new.bytes,
    )  # fmt: skip
    return _fault(sandbox.faults, sandbox.faults.add(rule, sandbox.naa()))


def remove(k: Kall[None]) -> None:
    """Take one fault out of the plan."""
    number = k.sti["fault"]
    if not number.isdecimal() or not number.isascii() or len(number) > 9:
        raise Avvik(Feilkode.FINNES_IKKE, f"«{number}» er ikke nummeret på en feil; se «mocknir fault list»",
                    f"«{number}» is not the number of a fault; see «mocknir fault list»", felt="fault")  # fmt: skip
    k.sandbox.faults.remove(int(number), k.sandbox.naa())


def clear(k: Kall[None]) -> None:
    """Empty the plan."""
    k.sandbox.faults.clear(k.sandbox.naa())


def _operation(name: str | None) -> None:
    if name is None or name in OPERASJONER:
        return
    near = get_close_matches(name.casefold(), [known.casefold() for known in OPERASJONER], 1, 0.5)
    meant = next((known for known in OPERASJONER if near and known.casefold() == near[0]), None)
    nb, en = (f"; mente du {meant}?", f"; did you mean {meant}?") if meant else (".", ".")
    fine = ", ".join(OPERASJONER)
    raise Avvik(
        Feilkode.UGYLDIG_VERDI, f"WS4 har ingen operasjon «{name}»{nb} Operasjonene er {fine}",
        f"WS4 has no operation «{name}»{en} The operations are {fine}", felt="operation",
    )  # fmt: skip


def _fault(plan: Plan, rule: Rule) -> Fault:
    count, said = plan.count(rule), words.plan(rule)
    return {
        "id": rule.id, "kind": rule.kind, "stage": rule.stage.value, "operation": rule.operation,
        "match": {
            "kommune": rule.kommune, "meldingsId": rule.meldings_id, "person": rule.person, "user": rule.user,
        },
        "nth": rule.nth if rule.nth is not None else EVERY, "probability": rule.probability, "times": rule.limit,
        "seconds": rule.seconds, "bytes": rule.bytes, "seen": count.seen, "struck": count.struck,
        "spent": plan.spent(rule), "tekst": said.nb, "tekstEngelsk": said.en,
    }  # fmt: skip


_ALL = "/sandboxes/<sandbox>/faults"

RUTER = (
    Rute("GET", "/fault-kinds", kinds, "Hva som kan gå galt", "What can go wrong"),
    Rute("GET", _ALL, list_, "Feilplanen", "The fault plan"),
    Rute("POST", _ALL, add, "Legg en feil til planen", "Add a fault to the plan", NewFault, HTTPStatus.CREATED,
         felter=(("kommune", "match.kommune"), ("person", "match.person"))),
    Rute("DELETE", _ALL, clear, "Tøm feilplanen", "Empty the fault plan", status=HTTPStatus.NO_CONTENT),
    Rute("DELETE", f"{_ALL}/<fault>", remove, "Ta en feil ut av planen", "Take a fault out of the plan",
         status=HTTPStatus.NO_CONTENT),
)  # fmt: skip
