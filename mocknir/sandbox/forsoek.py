"""A command on trial: carried out in one transaction, that can be undone when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from mocknir.clock.klokke import Modus
from mocknir.sandbox import tid
from mocknir.store import spoersmaal as q

if TYPE_CHECKING:
    from mocknir.sandbox.sandkasse import Sandbox

T = TypeVar("T")


class _Angret(Exception):
    """The transaction is to leave nothing behind."""


def utfoer(sandbox: Sandbox, gjoer: Callable[[], T], angre: Callable[[], bool]) -> tuple[T, int | None]:
    """What `gjoer` answers, and the number of the journal entry it left; None when `angre`, asked after it, undid it.

    What had fallen due on a running clock is done before, on its own, and stays.
    """
    with sandbox.base.laas:
        if sandbox.klokke.modus is Modus.RUNNING:
            tid.flytt(sandbox, sandbox.naa())
        klokke = sandbox.klokke
        try:
            with sandbox.base.transaksjon():
                klokke = sandbox.klokke  # which a sandbox that rested has just read anew
                ut = gjoer()
                if angre():
                    raise _Angret
                return ut, sandbox.base.rader(q.last_entry)[0][0]
        except BaseException as feil:
            # What is kept in memory may be of what was undone.
            sandbox.klokke = klokke
            sandbox.glem_deltakere()
            if not isinstance(feil, _Angret):
                raise
        return ut, None
