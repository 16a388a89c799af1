"""What happened in a sandbox: the entries of its journal, and events as they happen."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from mocknir.client import sse
from mocknir.client.kontroll import Control, sti
from mocknir.client.les import Answer, Raw, read
from mocknir.client.svar import Fired

HOLD = 25.0
"""The longest, in seconds, that the server keeps one question waiting."""


@dataclass(frozen=True, kw_only=True)
class Strike(Answer):
    """What a fault of the plan did to a call: the `nr`-th time that this `fault` struck."""

    fault: int
    nr: int
    stage: str
    kind: str
    seconds: float | None
    bytes: int | None
    tekst: str
    tekst_engelsk: str


@dataclass(frozen=True, kw_only=True)
class JournalEntry(Answer):
    """An entry of the journal: who called what, and how it ended.

    `regel` is the rule that refused a whole call, `antall` counts the outcomes of a transfer, and `faults` tells what
    the fault plan did to the call.
    """

    journalnummer: int
    tidspunkt: datetime
    kanal: str
    operasjon: str | None = None
    bruker: str | None = None
    kommune: str | None = None
    ident: str | None = None
    meldings_id: str | None = None
    feilkode: str | None = None
    tekst: str | None = None
    tekst_engelsk: str | None = None
    regel: str | None = None
    antall: Raw = field(default_factory=dict)
    faults: tuple[Strike, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WholeEntry(Answer):
    """An entry whole: the request as it came (passwords struck out), what NIR made of it, and what it changed."""

    entry: JournalEntry
    request: Raw
    judgement: Raw
    changes: tuple[Raw, ...]
    closings: tuple[Fired, ...]
    details: Raw


@dataclass(frozen=True, kw_only=True)
class Event(Answer):
    """Something that happened: its kind (`transfer`, `closing`, `central`, `clock` …), in words, and its entry.

    `closings` are whom NIR closed in it. That the sandbox was emptied or put back is a `reset`, and has no entry.
    """

    type: str
    tekst: str = ""
    tekst_engelsk: str = ""
    entry: JournalEntry | None = None
    closings: tuple[Fired, ...] = ()


def events(control: Control, after: int, first: int | None, wait: float) -> Iterator[Event]:
    """What happened after an entry of the journal, and what happens until nothing has for `wait` seconds."""
    igjen = first
    slutt = time.monotonic() + wait
    while igjen is None or igjen > 0:
        hold = min(HOLD, max(0.0, slutt - time.monotonic()))
        raa = control.raa("GET", sti("events", after=after, hold=hold, first=True), long=True).body.decode()
        pause = 0.0
        for navn, verdi in sse.felter(raa):
            if navn == "id":
                after = int(verdi)
            elif navn == "retry":
                pause = int(verdi) / 1000
            else:
                yield read(Event, json.loads(verdi))
                slutt = time.monotonic() + wait
                if igjen is not None:
                    igjen -= 1
                    if igjen == 0:
                        return
        venter = slutt - time.monotonic()
        if venter <= 0:
            return
        if "data:" not in raa:  # it had no place for one more who waits
            time.sleep(min(pause, venter))
