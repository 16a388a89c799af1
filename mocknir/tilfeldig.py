"""The one place where chance comes in: keys that nobody may guess, and seeded generators that give the same again."""

import random
import secrets
import uuid

Tilfeldig = random.Random
"""What a function that needs chance takes as an argument."""


def passord() -> str:
    """A password of 20 letters and digits, safe in a shell, a URL and XML."""
    return secrets.token_hex(10)


def meldings_id() -> str:
    """A key for a message whose sender gave none."""
    return str(uuid.uuid4())


def generator(froe: int, *noekkel: object) -> Tilfeldig:
    """A generator of its own for a seed and a key, so that one use of chance does not move another's numbers."""
    return Tilfeldig("|".join(map(str, (froe, *noekkel))))
