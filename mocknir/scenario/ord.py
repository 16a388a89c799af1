"""Texts for people in two languages, and the known word that a misspelt one was meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

Sti = tuple[str | int, ...]
"""A place in a scenario or in an answer: keys, and numbers of list elements from 0."""


class Ord(NamedTuple):
    """A text in bokmål and English."""

    tekst: str
    text: str

    def paa(self, lang: str) -> str:
        """The text in one of the languages."""
        return self.text if lang == "en" else self.tekst


class Feilord(NamedTuple):
    """What is wrong, and where: `sti` is relative to what was read; `er_noekkel`: it is the key, not its value."""

    sti: Sti
    ord: Ord
    er_noekkel: bool = False


def likt(verdi: str) -> Ord:
    """A text that is the same in both languages."""
    return Ord(verdi, verdi)


def stor(tekst: str) -> str:
    """The text with a capital first letter, as a sentence or a name begins."""
    return tekst[:1].upper() + tekst[1:]


def naermest(skrevet: str, kjente: Iterable[str]) -> str | None:
    """The known word that is spelt most like it, whatever the capitals; None when nothing is near."""
    etter_smaa = {k.casefold(): k for k in kjente}
    treff = get_close_matches(skrevet.casefold(), etter_smaa, n=1, cutoff=0.6)
    return etter_smaa[treff[0]] if treff else None


MANGE = 12
"""More words than this are not listed where one was wrong."""


def forslag(skrevet: str, kjente: Iterable[str]) -> Ord:
    """What to write instead, as the end of a sentence: the nearest word, or else the words there are."""
    alle = list(kjente)
    naer = naermest(skrevet, alle)
    if naer is not None:
        return Ord(f"; mente du {naer}?", f"; did you mean {naer}?")
    if not alle or len(alle) > MANGE:
        return Ord("", "")
    liste = ", ".join(alle)
    return Ord(
        f"; bruk {'en av ' if len(alle) > 1 else ''}{liste}", f"; use {'one of ' if len(alle) > 1 else ''}{liste}"
    )


def skriv_sti(sti: Sti) -> str:
    """A place as people write it: `steps[2].transfer.registrations[0].vedtakstype`."""
    ut = ""
    for ledd in sti:
        ut += f"[{ledd}]" if isinstance(ledd, int) else f".{ledd}" if ut else ledd
    return ut
