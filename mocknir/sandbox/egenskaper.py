"""What is a sandbox's own beside its register: the seed that its chance comes from."""

from hashlib import sha256

from mocknir.store import spoersmaal as q
from mocknir.store.base import Base, Rad

_SEED = "seed"
MAKS_SEED = 2**31 - 1
"""The greatest seed."""


def seed_av_navn(navn: str) -> int:
    """The seed of a sandbox that was given none: the same name has the same on every machine."""
    return int.from_bytes(sha256(navn.encode()).digest()[:4]) & MAKS_SEED


def rader(seed: int) -> list[Rad]:
    """The rows that keep it."""
    return [(_SEED, str(seed))]


def seed(base: Base, navn: str) -> int:
    """The seed of an open sandbox."""
    with base.transaksjon():
        gitt = {rad[0]: rad[1] for rad in base.rader(q.egenskaper)}
    return int(gitt[_SEED]) if _SEED in gitt else seed_av_navn(navn)
