"""/snapshots, /fork and /expiry of a sandbox: it is kept, put back, doubled, and given a time to live."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import TypedDict

from mocknir.control import svar
from mocknir.control.ruter import Kall, Rute
from mocknir.control.sandkasser import les_utloep, sandkasse, veggtid
from mocknir.control.verdier import Modell, Tekst
from mocknir.store import koding
from mocknir.store import navnerom as lagret


class NyttSnapshot(Modell):
    """A snapshot to take: register, users, clock, journal, faults, parameters and seed as they stand."""

    name: Tekst


class Fork(Modell):
    """A sandbox to make of another one as it stands, or of a snapshot of it.

    `expires` is how long it is to live (`2h`, `7d`, `never`); it expires with the other one unless that is given.
    """

    name: Tekst
    snapshot: Tekst | None = None
    expires: Tekst | None = None


class Levetid(Modell):
    """How long a sandbox is to live from now on by the wall's clock: `30min`, `2h`, `7d`, `2w` or `never`."""

    expires: Tekst


class Snapshot(TypedDict):
    """A snapshot: when it was taken, by the wall's clock, and what the sandbox's own clock showed."""

    name: str
    taken: datetime
    clock: datetime
    bytes: int


class Snapshots(TypedDict):
    """The snapshots of a sandbox."""

    snapshots: Sequence[Snapshot]


def _snapshot(en: lagret.Snapshot) -> Snapshot:
    return {"name": en.navn, "taken": veggtid(en.tatt), "clock": koding.tid(en.klokke), "bytes": en.byte}


def liste_snapshots(k: Kall[None]) -> Snapshots:
    """The snapshots of a sandbox."""
    return {"snapshots": [_snapshot(en) for en in k.kontroll.sandboxes.snapshots(k.sandbox.navn)]}


def ta_snapshot(k: Kall[NyttSnapshot]) -> Snapshot:
    """Keep a sandbox as it stands."""
    return _snapshot(k.kontroll.sandboxes.ta_snapshot(k.sandbox.navn, k.inn.name))


def gjenopprett(k: Kall[None]) -> svar.Sandkasse:
    """Put a sandbox back to how it stood."""
    return sandkasse(k, k.kontroll.sandboxes.gjenopprett(k.sandbox.navn, k.sti["snapshot"]))


def slett_snapshot(k: Kall[None]) -> None:
    """Remove a snapshot."""
    k.kontroll.sandboxes.slett_snapshot(k.sandbox.navn, k.sti["snapshot"])


def fork(k: Kall[Fork]) -> svar.Sandkasse:
    """Make a sandbox that holds what another one does."""
    navn = k.sandbox.navn
    utloeper = k.kontroll.sandboxes.utloep.alle.get(navn) if k.inn.expires is None else les_utloep(k, k.inn.expires)
    return sandkasse(k, k.kontroll.sandboxes.fork(navn, k.inn.name, k.inn.snapshot, utloeper=utloeper))


def sett_levetid(k: Kall[Levetid]) -> svar.Sandkasse:
    """Let a sandbox expire, or not."""
    sandbox = k.sandbox
    k.kontroll.sandboxes.sett_utloep(sandbox.navn, les_utloep(k, k.inn.expires))
    return sandkasse(k, sandbox)


_EN = "/sandboxes/<sandbox>"

RUTER = (
    Rute("GET", f"{_EN}/snapshots", liste_snapshots, "Alle snapshots", "All snapshots"),
    Rute("POST", f"{_EN}/snapshots", ta_snapshot, "Ta et snapshot", "Take a snapshot", NyttSnapshot,
         HTTPStatus.CREATED, felter=(("snapshot", "name"),)),
    Rute("POST", f"{_EN}/snapshots/<snapshot>/restore", gjenopprett, "Gå tilbake til et snapshot",
         "Restore a snapshot"),
    Rute("DELETE", f"{_EN}/snapshots/<snapshot>", slett_snapshot, "Slett et snapshot", "Delete a snapshot",
         status=HTTPStatus.NO_CONTENT),
    Rute("POST", f"{_EN}/fork", fork, "Lag en kopi av en sandkasse", "Fork a sandbox", Fork, HTTPStatus.CREATED,
         felter=(("sandbox", "name"),)),
    Rute("PUT", f"{_EN}/expiry", sett_levetid, "Sett levetiden til en sandkasse", "Set when a sandbox expires",
         Levetid),
)  # fmt: skip
