"""The terminal: its width where there is one, a steady width where the text goes into a file."""

import sys

from rich.console import Console


def konsoll() -> Console:
    """What the commands write their tables with."""
    return Console(width=None if sys.stdout.isatty() else 110, highlight=False, emoji=False)
