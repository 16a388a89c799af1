"""The one place that draws at random: keys and passwords that nobody may guess."""

import secrets
import uuid


def passord() -> str:
    """A password of 20 letters and digits, safe in a shell, a URL and XML."""
    return secrets.token_hex(10)


def meldings_id() -> str:
    """A key for a message whose sender gave none."""
    return str(uuid.uuid4())
