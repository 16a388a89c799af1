"""The nearest right word, for whoever misspelt one."""

from collections.abc import Iterable
from difflib import get_close_matches


def mente(ord_: str, kjente: Iterable[str]) -> str:
    """` Mente du «…»?`, or nothing where no word is near."""
    return f" Mente du «{naer}»?" if (naer := naermest(ord_, kjente)) else ""


def meant(ord_: str, kjente: Iterable[str]) -> str:
    """The same in English."""
    return f" Did you mean «{naer}»?" if (naer := naermest(ord_, kjente)) else ""


def naermest(ord_: str, kjente: Iterable[str]) -> str | None:
    """The nearest of the words, if one is near."""
    return next(iter(get_close_matches(ord_, list(kjente), n=1, cutoff=0.5)), None)
