"""One line of a fault plan: which calls it is about, how often it strikes, and what it does then."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import NamedTuple

from mocknir.faults.kinds import BYTES, KINDS, SECONDS, Kind, Stage
from mocknir.register.feil import Avvik, Feilkode

MAX_SECONDS = 600
MAX_BYTES = 10_000_000
MAX_CALLS = 1_000_000
"""The most that a rule can ask for; who reads it from the outside holds it to that."""


class Call(NamedTuple):
    """A call as far as it can be told before anybody reads it: None where it does not say, or cannot be read."""

    operation: str | None = None
    kommune: str | None = None
    meldings_id: str | None = None
    persons: frozenset[str] = frozenset()
    user: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A fault to come. What is None is not asked for, or takes the default of its kind.

    `meldings_id` may hold `*` and `?`. `nth` is the first matching call that it can strike, and then it strikes once
    unless `times` says more; without it every matching call can be struck, without end unless `times` says so.
    `probability` is the chance of each of these calls, above 0 and at most 1, drawn from the sandbox's seed.
    """

    stage: Stage
    kind: str
    operation: str | None = None
    kommune: str | None = None
    meldings_id: str | None = None
    person: str | None = None
    user: str | None = None
    nth: int | None = None
    probability: float | None = None
    times: int | None = None
    seconds: float | None = None
    bytes: int | None = None
    id: int = 0

    @property
    def what(self) -> Kind:
        """The kind, with all that is said of it."""
        return KINDS[self.kind]

    @property
    def limit(self) -> int | None:
        """How often it strikes in all; None is without end."""
        return self.times if self.times is not None or self.nth is None else 1

    def fits(self, call: Call) -> bool:
        """Whether it is about that call."""
        return (
            self.operation in (None, call.operation)
            and self.kommune in (None, call.kommune)
            and self.user in (None, call.user)
            and (self.person is None or self.person in call.persons)
            and (self.meldings_id is None or fnmatchcase(call.meldings_id or "", self.meldings_id.replace("[", "[[]")))
        )


def usual_stage(kind: str) -> Stage:
    """Where a kind strikes when nobody says where; Avvik when there is no such kind."""
    return _kind(kind).stages[0]


def check(rule: Rule) -> None:
    """Raise Avvik, with what is allowed, unless the rule can do what it says."""
    kind = _kind(rule.kind)
    if rule.stage not in kind.stages:
        fine = ", ".join(kind.stages)
        raise _wrong(
            "stage", f"{kind.name} kan ikke slå til ved {rule.stage}; den kan ved {fine}",
            f"{kind.name} cannot strike at {rule.stage}; it can at {fine}",
        )  # fmt: skip
    for name, value in ((SECONDS, rule.seconds), (BYTES, rule.bytes)):
        if value is not None and name not in kind.parameters:
            who = ", ".join(k.name for k in KINDS.values() if name in k.parameters)
            raise _wrong(name, f"{kind.name} tar ikke {name}; det gjør {who}",
                         f"{kind.name} does not take {name}; these do: {who}")  # fmt: skip
    _form("kommune", rule.kommune, r"\d{4}", "fire siffer, som 0301", "four digits, as 0301")
    _form("person", rule.person, r"\d{11,12}", "et fødselsnummer eller et DUF-nummer",
          "a fødselsnummer or a DUF-nummer")  # fmt: skip


def _kind(name: str) -> Kind:
    if name in KINDS:
        return KINDS[name]
    folded = {known.casefold(): known for known in KINDS}
    # «fault:» is said once here: all the codes that begin with it look alike.
    near = get_close_matches(name.casefold(), folded, 1, 0.6) or get_close_matches(
        f"fault:{name}".casefold(), folded, 1
    )
    nb, en = (f"; mente du {folded[near[0]]}?", f"; did you mean {folded[near[0]]}?") if near else (".", ".")
    fine = ", ".join(known for known in KINDS if ":" not in known) + ", fault:KODE"
    raise _wrong("kind", f"«{name}» er ingen slags feil{nb} Bruk {fine}; se «mocknir fault kinds»",
                 f"«{name}» is no kind of fault{en} Use {fine}; see «mocknir fault kinds»")  # fmt: skip


def _form(name: str, value: str | None, pattern: str, nb: str, en: str) -> None:
    if value is not None and not re.fullmatch(pattern, value, re.ASCII):
        raise _wrong(name, f"{name} «{value}» skal være {nb}", f"{name} «{value}» must be {en}")


def _wrong(field: str, nb: str, en: str) -> Avvik:
    return Avvik(Feilkode.UGYLDIG_VERDI, nb, en, felt=field)
