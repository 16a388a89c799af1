"""The nearest right word, for whoever misspelt one."""

from collections.abc import Iterable
from difflib import get_close_matches


def mente(ord_: str, kjente: Iterable[str]) -> str:
    """` Mente du «…»?`, or nothing where no word is near."""
    like = get_close_matches(ord_, list(kjente), n=1, cutoff=0.5)
    return f" Mente du «{like[0]}»?" if like else ""
