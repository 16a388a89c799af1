"""Matchers: what an expectation says of a value, and wherein an answer differs from it.

Pure. Values are what a scenario writes (dates are dates) on the one side, and what the control plane answers (dates
are text) on the other. `kompiler.kompiler` makes a matcher of what was written.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from mocknir.scenario.datouttrykk import Datouttrykk, Kontekst
from mocknir.scenario.ord import Ord, Sti, likt
from mocknir.scenario.verdier import MANGLER, dag_av, lik, tall_av, vis


class Difference(NamedTuple):
    """Wherein an answer differs: the place in it, what was expected there and what stood there.

    A place whose last step is missing in the answer has `actual` «mangler». Where a list had no element that fits,
    `nearest` tells how the most alike of them differs.
    """

    path: Sti
    expected: Ord
    actual: Ord
    nearest: "tuple[Difference, ...]" = ()


Differences = list[Difference]


class Matcher(ABC):
    """What an expectation says of one value."""

    __slots__ = ()

    @abstractmethod
    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        """Wherein the value differs; nothing when the expectation holds."""

    @abstractmethod
    def beskriv(self, kontekst: Kontekst) -> Ord:
        """What is expected, in words that follow «ventet» and «expected»."""

    def deler(self) -> "Iterator[tuple[Sti, Matcher]]":
        """The matchers within, each with its place in what was written."""
        yield from ()


class UtenSvar:
    """A context in which no name stands for anything."""

    def dato(self, referanse: str) -> date | None:
        """No day."""
        return None

    def numre(self, navn: str) -> frozenset[str]:
        """No numbers."""
        return frozenset()


INGEN: Final = UtenSvar()


def _avvik(matcher: Matcher, actual: Any, kontekst: Kontekst, path: Sti, *nearest: Difference) -> Differences:
    return [Difference(path, matcher.beskriv(kontekst), vis(actual), nearest)]


@dataclass(frozen=True, slots=True)
class Eksakt(Matcher):
    """Just this value; a day also matches a moment of that day."""

    verdi: str | int | float | bool | date | None

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        return [] if lik(self.verdi, actual) else _avvik(self, actual, kontekst, path)

    def beskriv(self, kontekst: Kontekst) -> Ord:
        return vis(self.verdi)


@dataclass(frozen=True, slots=True)
class Personref(Matcher):
    """A person of the scenario by name, or anybody by number."""

    navn: str

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        if actual == self.navn or (isinstance(actual, str) and actual in kontekst.numre(self.navn)):
            return []
        return _avvik(self, actual, kontekst, path)

    def beskriv(self, kontekst: Kontekst) -> Ord:
        numre = sorted(kontekst.numre(self.navn))
        return likt(f"{self.navn} ({', '.join(numre)})" if numre else self.navn)


@dataclass(frozen=True, slots=True)
class Dato(Matcher):
    """`{date: …}`: a day reckoned from another."""

    uttrykk: Datouttrykk

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        dag = self.uttrykk.regn(kontekst)
        return [] if dag is not None and dag_av(actual) == dag else _avvik(self, actual, kontekst, path)

    def beskriv(self, kontekst: Kontekst) -> Ord:
        dag = self.uttrykk.regn(kontekst)
        if dag is None:
            return Ord(f"{self.uttrykk.tekst} (ingen slik dag)", f"{self.uttrykk.tekst} (no such day)")
        return likt(f"{dag} ({self.uttrykk.tekst})")


@dataclass(frozen=True, slots=True)
class Noe(Matcher):
    """`{any: true}`: that there is a value, whichever."""

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        return _avvik(self, actual, kontekst, path) if actual is MANGLER or actual is None else []

    def beskriv(self, kontekst: Kontekst) -> Ord:
        return Ord("en verdi", "a value")


@dataclass(frozen=True, slots=True)
class Fravaerende(Matcher):
    """`{absent: true}`: that there is no value."""

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        return [] if actual is MANGLER or actual is None else _avvik(self, actual, kontekst, path)

    def beskriv(self, kontekst: Kontekst) -> Ord:
        return Ord("ingen verdi", "no value")


@dataclass(frozen=True, slots=True)
class Moenster(Matcher):
    """`{matches: …}`: a text that a regular expression describes from beginning to end."""

    moenster: str

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        treff = isinstance(actual, str) and re.fullmatch(self.moenster, actual, re.DOTALL)
        return [] if treff else _avvik(self, actual, kontekst, path)

    def beskriv(self, kontekst: Kontekst) -> Ord:
        return Ord(f"en tekst som passer med /{self.moenster}/", f"a text that fits /{self.moenster}/")


@dataclass(frozen=True, slots=True)
class Mellom(Matcher):
    """`{min: …, max: …}`: a number or a day within bounds, both included."""

    minst: Eksakt | Dato | None
    mest: Eksakt | Dato | None

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        for grense, over in ((self.minst, False), (self.mest, True)):
            if grense is None:
                continue
            ytterst = _ordnet(grense, kontekst)
            verdi = dag_av(actual) if isinstance(ytterst, date) else tall_av(actual)
            if ytterst is None or verdi is None or (verdi > ytterst if over else verdi < ytterst):
                return _avvik(self, actual, kontekst, path)
        return []

    def beskriv(self, kontekst: Kontekst) -> Ord:
        ned, opp = (g.beskriv(kontekst) if g else None for g in (self.minst, self.mest))
        if ned and opp:
            return Ord(f"fra {ned.tekst} til {opp.tekst}", f"from {ned.text} to {opp.text}")
        if ned:
            return Ord(f"minst {ned.tekst}", f"at least {ned.text}")
        assert opp is not None  # one of them is there
        return Ord(f"høyst {opp.tekst}", f"at most {opp.text}")

    def deler(self) -> Iterator[tuple[Sti, Matcher]]:
        if self.minst:
            yield ("min",), self.minst
        if self.mest:
            yield ("max",), self.mest


def _ordnet(grense: Eksakt | Dato, kontekst: Kontekst) -> Any:
    if isinstance(grense, Dato):
        return grense.uttrykk.regn(kontekst)
    return grense.verdi if isinstance(grense.verdi, date) else tall_av(grense.verdi)


@dataclass(frozen=True, slots=True)
class EnAv(Matcher):
    """`{one_of: […]}`: what one of several says."""

    valg: tuple[Matcher, ...]

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        if any(not m.hold(actual, kontekst, path) for m in self.valg):
            return []
        return _avvik(self, actual, kontekst, path)

    def beskriv(self, kontekst: Kontekst) -> Ord:
        alle = [m.beskriv(kontekst) for m in self.valg]
        if len(alle) == 1:
            return alle[0]
        return Ord("en av " + ", ".join(o.tekst for o in alle), "one of " + ", ".join(o.text for o in alle))

    def deler(self) -> Iterator[tuple[Sti, Matcher]]:
        yield from ((("one_of", nr), m) for nr, m in enumerate(self.valg))


@dataclass(frozen=True, slots=True)
class Ikke(Matcher):
    """`{not: …}`: anything but what another says."""

    annet: Matcher

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        return [] if self.annet.hold(actual, kontekst, path) else _avvik(self, actual, kontekst, path)

    def beskriv(self, kontekst: Kontekst) -> Ord:
        annet = self.annet.beskriv(kontekst)
        return Ord(f"ikke {annet.tekst}", f"not {annet.text}")

    def deler(self) -> Iterator[tuple[Sti, Matcher]]:
        yield ("not",), self.annet


@dataclass(frozen=True, slots=True)
class Antall(Matcher):
    """`{count: …}`: how many elements a list has."""

    antall: Eksakt | Mellom

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        if isinstance(actual, list | tuple) and not self.antall.hold(len(actual), kontekst):
            return []
        if not isinstance(actual, list | tuple):
            return _avvik(self, actual, kontekst, path)
        return [Difference(path, self.beskriv(kontekst), likt(str(len(actual))))]

    def beskriv(self, kontekst: Kontekst) -> Ord:
        antall = self.antall.beskriv(kontekst)
        return Ord(f"{antall.tekst} i antall", f"{antall.text} in number")

    def deler(self) -> Iterator[tuple[Sti, Matcher]]:
        if isinstance(self.antall, Mellom):
            yield ("count",), self.antall


@dataclass(frozen=True, slots=True)
class Inneholder(Matcher):
    """`{contains: …}`: a list with elements that fit, one for each; or a text with this in it."""

    elementer: tuple[Matcher, ...]
    alene: bool = True
    """Whether one element was written, and not a list of them."""

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        if isinstance(actual, str):
            deler = [m.verdi for m in self.elementer if isinstance(m, Eksakt)]
            if len(deler) == len(self.elementer) and all(isinstance(d, str) and d in actual for d in deler):
                return []
            return _avvik(self, actual, kontekst, path)
        if not isinstance(actual, list | tuple):
            return _avvik(self, actual, kontekst, path)
        avvik = [[m.hold(e, kontekst, (*path, nr)) for nr, e in enumerate(actual)] for m in self.elementer]
        uten = _uten_element([[nr for nr, a in enumerate(rad) if not a] for rad in avvik])
        ut = []
        for nr in uten:
            naermest = min(avvik[nr], key=_vekt, default=[])
            hele = Inneholder((self.elementer[nr],)).beskriv(kontekst)
            ut.append(Difference(path, hele, _liste(actual), tuple(naermest)))
        return ut

    def beskriv(self, kontekst: Kontekst) -> Ord:
        alle = [m.beskriv(kontekst) for m in self.elementer]
        return Ord("et element " + " og et ".join(o.tekst for o in alle),
                   "an element " + " and one ".join(o.text for o in alle))  # fmt: skip

    def deler(self) -> Iterator[tuple[Sti, Matcher]]:
        yield from ((("contains",) if self.alene else ("contains", nr), m) for nr, m in enumerate(self.elementer))


def _vekt(avvik: Differences) -> tuple[int, int]:
    """How far off an element is: one that differs deep within is nearer than one that differs at the door."""
    return len(avvik), -max((len(a.path) for a in avvik), default=0)


def _liste(actual: Sequence[Any]) -> Ord:
    n = len(actual)
    if n == 1:
        return Ord("ett element, som ikke passer", "one element, which does not fit")
    return Ord(f"{n} elementer, ingen som passer", f"{n} elements, none that fits") if n else Ord("tom", "empty")


def _uten_element(passer: list[list[int]]) -> list[int]:
    """Which of the wishes get no element when each element serves one: augmenting paths, as lists are short."""
    eier: dict[int, int] = {}

    def finn(nr: int, sett: set[int]) -> bool:
        for element in passer[nr]:
            if element not in sett:
                sett.add(element)
                if element not in eier or finn(eier[element], sett):
                    eier[element] = nr
                    return True
        return False

    return [nr for nr in range(len(passer)) if not finn(nr, set())]


@dataclass(frozen=True, slots=True)
class Felter(Matcher):
    """An object, of which only what is named is looked at."""

    felter: Mapping[str, Matcher]

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        if not isinstance(actual, Mapping):
            return _avvik(self, actual, kontekst, path)
        ut: Differences = []
        for navn, m in self.felter.items():
            ut += m.hold(actual.get(navn, MANGLER), kontekst, (*path, navn))
        return ut

    def beskriv(self, kontekst: Kontekst) -> Ord:
        alle = [(navn, m.beskriv(kontekst)) for navn, m in self.felter.items()]
        nb, en = (", ".join(f"{navn}: {o[nr]}" for navn, o in alle) for nr in (0, 1))
        return Ord(f"med {nb}", f"with {en}") if alle else Ord("et objekt", "an object")

    def deler(self) -> Iterator[tuple[Sti, Matcher]]:
        yield from (((navn,), m) for navn, m in self.felter.items())


@dataclass(frozen=True, slots=True)
class Liste(Matcher):
    """A list, matched element by element and in full."""

    elementer: tuple[Matcher, ...]

    def hold(self, actual: Any, kontekst: Kontekst, path: Sti = ()) -> Differences:
        if not isinstance(actual, list | tuple):
            return _avvik(self, actual, kontekst, path)
        if len(actual) != len(self.elementer):
            n = len(self.elementer)
            return [Difference(path, Ord(f"{n} i antall", f"{n} in number"), likt(str(len(actual))))]
        ut: Differences = []
        for nr, (m, element) in enumerate(zip(self.elementer, actual, strict=True)):
            ut += m.hold(element, kontekst, (*path, nr))
        return ut

    def beskriv(self, kontekst: Kontekst) -> Ord:
        if not self.elementer:
            return Ord("en tom liste", "an empty list")
        alle = [m.beskriv(kontekst) for m in self.elementer]
        return Ord("[" + "; ".join(o.tekst for o in alle) + "]", "[" + "; ".join(o.text for o in alle) + "]")

    def deler(self) -> Iterator[tuple[Sti, Matcher]]:
        yield from (((nr,), m) for nr, m in enumerate(self.elementer))
