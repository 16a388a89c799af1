"""What is a sandbox's own beside its register: the seed that its chance comes from, and its maker's label."""

from hashlib import sha256
from typing import NamedTuple

from mocknir.store import spoersmaal as q
from mocknir.store.base import Base, Rad

_SEED, _MERKELAPP = "seed", "label"
MAKS_SEED = 2**31 - 1
"""The greatest seed."""


def seed_av_navn(navn: str) -> int:
    """The seed of a sandbox that was given none: the same name has the same on every machine."""
    return int.from_bytes(sha256(navn.encode()).digest()[:4]) & MAKS_SEED


class Egenskaper(NamedTuple):
    """`merkelapp` is what its maker knows it by, where he gave one."""

    seed: int
    merkelapp: str | None


def rader(seed: int, merkelapp: str | None) -> list[Rad]:
    """The rows that keep them."""
    return [(_SEED, str(seed)), *([(_MERKELAPP, merkelapp)] if merkelapp is not None else [])]


def glem_merkelapp(base: Base) -> None:
    """Take the label off."""
    with base.transaksjon():
        base.utfoer(q.glem_egenskap, {"n": _MERKELAPP})


def les(base: Base, navn: str) -> Egenskaper:
    """Those of an open sandbox."""
    with base.transaksjon():
        gitt = {rad[0]: rad[1] for rad in base.rader(q.egenskaper)}
    return Egenskaper(int(gitt[_SEED]) if _SEED in gitt else seed_av_navn(navn), gitt.get(_MERKELAPP))
