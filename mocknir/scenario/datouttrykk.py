"""Days told by other days: `flytting + 90d`, `tildeling + 2m - 1d`, `v1.til`, `clock`."""

import re
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from mocknir.register.datoer import legg_til_maaneder
from mocknir.scenario.ord import Ord

_LEDD = re.compile(r"\s*([+-])\s*(\d{1,5})([dwmy])")
_UTTRYKK = re.compile(r"(?P<referanse>[^\s+].*?)(?P<ledd>(?:\s*[+-]\s*\d{1,5}[dwmy])*)")


class Kontekst(Protocol):
    """What the names in a scenario stand for where an expectation is held."""

    def dato(self, referanse: str) -> date | None:
        """The day of a step, an event, a field of a registration, or the clock; None when there is none."""

    def numre(self, navn: str) -> frozenset[str]:
        """The numbers of a person of the scenario; empty for anybody else."""


class Datouttrykk(NamedTuple):
    """A name, and how far from its day: each term a number of `d`ays, `w`eeks, `m`onths or `y`ears."""

    tekst: str
    referanse: str
    ledd: tuple[tuple[int, str], ...]

    def regn(self, kontekst: Kontekst) -> date | None:
        """The day it comes to; None when the name has none, or the calendar ends before it."""
        dag = kontekst.dato(self.referanse)
        if dag is None:
            return None
        try:
            for antall, enhet in self.ledd:
                if enhet in "my":
                    dag = legg_til_maaneder(dag, antall * (12 if enhet == "y" else 1))
                else:
                    dag += timedelta(days=antall * (7 if enhet == "w" else 1))
        except (ValueError, OverflowError):
            return None
        return dag


class Uleselig(ValueError):
    """A text that is no such expression."""

    def __init__(self, ord_: Ord) -> None:
        super().__init__(ord_.tekst)
        self.ord = ord_


def les(tekst: str) -> Datouttrykk:
    """The expression that a text writes; terms are reckoned from left to right. Raises Uleselig."""
    treff = _UTTRYKK.fullmatch(tekst.strip())
    if treff is None or re.search(r"\s", treff["referanse"]):
        raise Uleselig(Ord(
            f"«{tekst}» er ingen datoregning; skriv for eksempel «flytting + 90d» eller «tildeling + 2m - 1d»",
            f"«{tekst}» is no date arithmetic; write for instance «flytting + 90d» or «tildeling + 2m - 1d»",
        ))  # fmt: skip
    ledd = tuple((int(fortegn + tall), enhet) for fortegn, tall, enhet in _LEDD.findall(treff["ledd"]))
    return Datouttrykk(" ".join(tekst.split()), treff["referanse"], ledd)
