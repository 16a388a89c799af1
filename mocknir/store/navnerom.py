"""What a store of sandboxes can do: each sandbox is a namespace of a database (design.md §5).

Whatever makes a namespace or puts another in its place does so whole or not at all, also when the process is killed
in the middle.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Table

from mocknir.register.feil import Avvik, Feilkode
from mocknir.store.base import Base, Rad

GYLDIG_NAVN = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""What a sandbox or a snapshot may be called: it stands in URLs, file names and schema names."""

Rader = Mapping[Table, Sequence[Rad]]
"""The rows that a sandbox begins with."""


class Snapshot(NamedTuple):
    """A sandbox as it stood: when it was kept, in seconds of the wall, and what its own clock showed.

    `byte` is what it takes on the disk.
    """

    navn: str
    tatt: float
    klokke: str
    byte: int


def kontroller_navn(navn: str) -> None:
    """Raise Avvik when a sandbox cannot be called that."""
    if not GYLDIG_NAVN.fullmatch(navn):
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"«{navn}» kan ikke være navn på en sandkasse: bruk små bokstaver a–z, tall og bindestrek, høyst 40 tegn",
            f"«{navn}» cannot name a sandbox: use a–z, digits and hyphens, at most 40 characters",
            felt="sandbox",
        )


def opptatt(navn: str, hvor: str) -> Avvik:
    """That another process has the sandbox open."""
    return Avvik(
        Feilkode.UGYLDIG_VERDI,
        f"Sandkassen «{navn}» i {hvor} er åpnet av en annen mocknir: stopp den, eller bruk en annen --database",
        f"Sandbox «{navn}» in {hvor} is open in another mocknir: stop it, or use another --database",
        felt="--database",
    )


class Lager(ABC):
    """All sandboxes of one database URL, each with its snapshots.

    Who calls holds the lock of each Base that is handed in.
    """

    @property
    @abstractmethod
    def maks_vaakne(self) -> int:
        """How many sandboxes may hold files or connections at a time."""

    @abstractmethod
    def liste(self) -> list[str]:
        """The names of the sandboxes, sorted."""

    @abstractmethod
    def med_klokke(self, modus: str) -> list[str]:
        """The sandboxes whose clock is in that mode, sorted, without those that another process has open.

        They are not opened for it.
        """

    @abstractmethod
    def finnes(self, navn: str) -> bool:
        """Whether there is a sandbox of that name."""

    @abstractmethod
    def opprett(self, navn: str, rader: Rader, utloeper: float | None) -> None:
        """Make a sandbox that holds those rows."""

    @abstractmethod
    def aapne(self, navn: str) -> Base:
        """Open a sandbox for writing; its tables are brought up to date first."""

    @abstractmethod
    def toem(self, base: Base, rader: Rader) -> None:
        """Let an open sandbox hold those rows and nothing else."""

    @abstractmethod
    def fork(self, base: Base, navn: str, snapshot: str | None, nytt_navn: str, utloeper: float | None) -> None:
        """Make a sandbox that holds what an open one does, or what a snapshot of it does."""

    @abstractmethod
    def slett(self, navn: str) -> None:
        """Remove a sandbox with its snapshots and all that they hold; it must not be open."""

    @abstractmethod
    def snapshots(self, navn: str) -> list[Snapshot]:
        """The snapshots of a sandbox, by name."""

    @abstractmethod
    def har_snapshot(self, navn: str, snapshot: str) -> bool:
        """Whether a sandbox has a snapshot of that name."""

    @abstractmethod
    def ta_snapshot(self, base: Base, navn: str, snapshot: str, tatt: float, rader: Rader) -> Snapshot:
        """Keep an open sandbox as it stands, but the tables of `rader` with those rows."""

    @abstractmethod
    def gjenopprett(self, base: Base, navn: str, snapshot: str) -> None:
        """Let an open sandbox hold what the snapshot does."""

    @abstractmethod
    def slett_snapshot(self, navn: str, snapshot: str) -> None:
        """Remove a snapshot."""

    @abstractmethod
    def utloep(self) -> dict[str, float]:
        """When the sandboxes expire that do, in seconds of the wall."""

    @abstractmethod
    def sett_utloep(self, navn: str, utloeper: float | None) -> None:
        """Let a sandbox expire at a moment, or never; a snapshot neither keeps that nor puts it back."""

    @abstractmethod
    def lukk(self) -> None:
        """Let go of what the store itself holds beside its sandboxes."""
