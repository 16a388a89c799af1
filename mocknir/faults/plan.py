"""The fault plan of a sandbox: what is to go wrong, counted and drawn so that the same seed gives the same faults.

A call meets it at each stage (`reach`), and what struck is written with the call's journal entry when this is known
(`record`). Rules and their counts stand in the table `fault`, so that restart, snapshot and fork keep them; strikes
stand in `fault_strike`, and outlive the rule that made them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from mocknir.faults import words
from mocknir.faults.kinds import BYTES, FAULT, SECONDS, Stage, Words
from mocknir.faults.rule import Call, Rule, check
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.vurdering import WS4
from mocknir.store import spoersmaal as q
from mocknir.store import tabeller as t
from mocknir.store.base import Base, Rad
from mocknir.store.skriving import Journalpost, skriv_journal

CONTROL = "kontroll"
ADDED, REMOVED = "PlanleggFeil", "FjernFeil"
"""What the journal calls it when the plan is changed."""


class Count(NamedTuple):
    """How many matching calls a rule has seen, and how many of them it struck."""

    seen: int = 0
    struck: int = 0


class Plan:
    """The plan, held in memory and in the database; `rules` is empty, and costs nothing, where none was added."""

    def __init__(self, base: Base, seed: int) -> None:
        self._base = base
        self._seed = seed
        self.rules: tuple[Rule, ...] = ()
        self._counts: dict[int, Count] = {}
        self._unwritten: set[int] = set()
        with base.transaksjon():
            rows = base.rader(q.faults)
        for row in rows:
            self.rules += (_rule(row),)
            self._counts[row[0]] = Count(row[13], row[14])

    def count(self, rule: Rule) -> Count:
        """What a rule has seen and struck so far."""
        return self._counts.get(rule.id, Count())

    def spent(self, rule: Rule) -> bool:
        """Whether it has struck as often as it shall."""
        return rule.limit is not None and self.count(rule).struck >= rule.limit

    # --- the calls ----------------------------------------------------------------------------------------------

    def fitting(self, call: Call) -> tuple[Rule, ...]:
        """The rules that are about a call, in the order they were added."""
        return tuple(rule for rule in self.rules if rule.fits(call))

    def reach(self, stage: Stage, rules: Sequence[Rule]) -> list[Rule]:
        """What strikes a call, that these rules are about, as it comes to a stage; each of them counts it.

        What strikes first and ends the call is the last: rules after it have not seen the call.
        """
        struck = []
        with self._base.laas:
            for rule in rules:
                if rule.stage is not stage or rule.id not in self._counts or self.spent(rule):
                    continue
                seen, before = self._counts[rule.id]
                strikes = seen + 1 >= (rule.nth or 1) and self._drawn(rule, seen + 1)
                self._counts[rule.id] = Count(seen + 1, before + strikes)
                self._unwritten.add(rule.id)
                if strikes:
                    struck.append(rule)
                    if rule.what.ends:
                        break
        return struck

    def _drawn(self, rule: Rule, call: int) -> bool:
        """Whether chance strikes that call: the same for the same seed, rule and number, after a restart too."""
        if rule.probability is None:
            return True
        lot = hashlib.blake2b(f"{self._seed}:{rule.id}:{call}".encode(), digest_size=8).digest()
        return int.from_bytes(lot) < rule.probability * 2**64

    def keep(self) -> None:
        """Write what was counted: before a wait, in which the sandbox may be closed or put back."""
        base = self._base
        with base.laas:
            if not self._unwritten:
                return
            with base.transaksjon():
                for id_ in self._unwritten & self._counts.keys():
                    seen, struck = self._counts[id_]
                    base.utfoer(q.count_fault, {"f": id_, "saa": seen, "slo": struck})
            self._unwritten.clear()

    def record(self, struck: Sequence[Rule], number: int | None, now: datetime, call: Call, raw: bytes) -> int | None:
        """Write what was counted, and what struck a call under its journal number; the number is answered.

        A call that left no entry gets one here, if something struck it.
        """
        if not struck:
            self.keep()
            return number
        base = self._base
        with base.transaksjon():
            self.keep()
            if number is None:
                number = base.neste(t.journal)
                skriv_journal(base, _entry(number, now, struck, call, raw))
            for rule in struck:
                nr = (base.rader(q.last_strike, {"f": rule.id})[0][0] or 0) + 1
                base.sett_inn(t.fault_strike, [(
                    rule.id, nr, rule.stage.value, rule.kind, rule.seconds, rule.bytes,
                    _at_most(64, call.meldings_id), number,
                )])  # fmt: skip
        return number

    # --- the plan -----------------------------------------------------------------------------------------------

    def add(self, rule: Rule, now: datetime) -> Rule:
        """Add a rule, with the defaults of its kind and the next number; Avvik when it cannot do what it says."""
        check(rule)
        base = self._base
        with base.transaksjon():
            used = max((row[0] or 0 for row in base.rader(q.last_fault)), default=0)
            rule = _complete(rule, used + 1)
            journal_id = self._journal(ADDED, now, words.plan(rule))
            base.sett_inn(t.fault, [(
                rule.id, rule.operation, rule.kommune, rule.meldings_id, rule.person, rule.user, rule.nth,
                rule.probability, rule.times, rule.stage.value, rule.kind, rule.seconds, rule.bytes, 0, 0, journal_id,
            )])  # fmt: skip
        with base.laas:
            self._counts[rule.id] = Count()
            self.rules += (rule,)
        return rule

    def remove(self, id_: int, now: datetime) -> None:
        """Take a rule out of the plan; Avvik when it is not there. What it struck stays in the journal."""
        if id_ not in self._counts:
            there = ", ".join(str(rule.id) for rule in self.rules)
            nb, en = (f"; der er {there}", f"; there are {there}") if there else ("; planen er tom", "; it is empty")
            raise Avvik(Feilkode.FINNES_IKKE, f"Feilplanen har ingen feil {id_}{nb}",
                        f"The fault plan has no fault {id_}{en}", felt="fault")  # fmt: skip
        self._remove([id_], now)

    def clear(self, now: datetime) -> None:
        """Empty the plan."""
        self._remove([rule.id for rule in self.rules], now)

    def _remove(self, ids: Sequence[int], now: datetime) -> None:
        if not ids:
            return
        with self._base.transaksjon():
            for id_ in ids:
                self._base.utfoer(q.remove_fault, {"f": id_})
            numbers = ", ".join(map(str, ids))
            self._journal(REMOVED, now, Words(f"feil {numbers}", f"fault {numbers}"))
            self.rules = tuple(rule for rule in self.rules if rule.id not in ids)
            for id_ in ids:
                self._counts.pop(id_, None)

    def _journal(self, operation: str, now: datetime, said: Words) -> int:
        journal_id = self._base.neste(t.journal)
        post = Journalpost(journal_id, now, CONTROL, operation, tekst=said.nb, detaljer={"text": said.en})
        skriv_journal(self._base, post)
        return journal_id


def _rule(row: Rad) -> Rule:
    """The rule of a row of the table `fault`."""
    id_, operation, kommune, meldings_id, person, user, nth, probability, times, stage, kind, seconds, bytes_ = row[:13]
    return Rule(
        Stage(stage), kind, operation, kommune, meldings_id, person, user, nth, probability, times, seconds, bytes_, id_
    )


def _complete(rule: Rule, id_: int) -> Rule:
    """The rule under its number, with the amounts that its kind has when none is given."""
    usual = rule.what.parameters
    seconds = rule.seconds if rule.seconds is not None else usual.get(SECONDS)
    bytes_ = rule.bytes if rule.bytes is not None else usual.get(BYTES)
    return replace(rule, id=id_, seconds=seconds, bytes=int(bytes_) if bytes_ is not None else None)


def _entry(number: int, now: datetime, struck: Sequence[Rule], call: Call, raw: bytes) -> Journalpost:
    """The entry of a call that the register itself has nothing of.

    Its meldingsId stands in the details: in the entry's own column it would be a message that the register has.
    """
    last = struck[-1]
    said = [words.strike(rule.stage, rule.kind, rule.seconds, rule.bytes, rule.id) for rule in struck]
    return Journalpost(
        number, now, WS4, call.operation or "ukjent", _at_most(64, call.user), _at_most(4, call.kommune),
        feilkode=last.kind.removeprefix(FAULT) if last.kind.startswith(FAULT) else None,
        tekst=" ".join(w.nb for w in said), forespoersel=raw,
        detaljer={"text": " ".join(w.en for w in said), "forstyrret": {"meldingsId": call.meldings_id}},
    )  # fmt: skip


def _at_most(length: int, text: str | None) -> str | None:
    """The text if a column of that length can hold it: what nobody has validated may be of any length."""
    return text if text is None or len(text) <= length else None
