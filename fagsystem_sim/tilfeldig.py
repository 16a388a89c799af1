"""The one place where chance comes in: seeded, so that the same seed gives the same casework."""

import random
from uuid import uuid4

Tilfeldig = random.Random
"""What a function that needs chance takes as an argument."""


def generator(froe: int, *noekkel: object) -> Tilfeldig:
    """A generator of its own for a key, so that what happens to one participant does not move another's numbers."""
    return Tilfeldig("|".join(map(str, (froe, *noekkel))))


def merke() -> str:
    """A name that nothing else has, and that nothing is drawn from: what tells one run from another."""
    return uuid4().hex
