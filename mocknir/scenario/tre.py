"""A YAML file as plain values, with the place in the file of each key and value.

Stricter than YAML: a key that stands twice, a number with leading zeros, `yes` for true, a date that is not ISO,
anchors and tags are errors that say what to write instead.
"""

import re
from datetime import date
from typing import Any, NamedTuple

import yaml

from mocknir.scenario.ord import Ord, Sti

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where the wheel has it: ten times as fast."""

MAKS_TEGN = 1_000_000
_TAG = "tag:yaml.org,2002:"
_HELTALL = re.compile(r"[+-]?(0|[1-9]\d{0,17})")
_DESIMAL = re.compile(r"[+-]?(0|[1-9]\d*)\.\d+")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class Sted(NamedTuple):
    """A line and a column, both from 1."""

    linje: int
    kolonne: int


class Merket(NamedTuple):
    """What is wrong at a place in the text, and the path to it."""

    sti: Sti
    sted: Sted
    ord: Ord


class Tre(NamedTuple):
    """The value of a file, where each value and each key in it begins, and what could not be read."""

    verdi: Any
    verdier: dict[Sti, Sted]
    noekler: dict[Sti, Sted]
    feil: list[Merket]

    def sted(self, sti: Sti) -> Sted:
        """Where something stands; what is missing is shown at the object it is missing from."""
        while sti:
            funnet = self.verdier.get(sti) or self.noekler.get(sti)
            if funnet is not None:
                return funnet
            sti = sti[:-1]
        return self.verdier.get((), Sted(1, 1))

    def noekkelsted(self, sti: Sti) -> Sted:
        """Where a key stands."""
        return self.noekler.get(sti) or self.sted(sti)


_ETT_TIL = "but found another document"
"""What the parser says of a file with a second document."""


def les(tekst: str) -> Tre:
    """The tree of a YAML text; what is no YAML comes back as an error and no value."""
    tre = Tre(None, {}, {}, [])
    if len(tekst) > MAKS_TEGN:
        return _uten(tre, Sted(1, 1), f"er lenger enn {MAKS_TEGN} tegn", f"is longer than {MAKS_TEGN} characters")
    try:
        node = yaml.compose(tekst, Loader=_Loader)
    except yaml.MarkedYAMLError as feil:
        merke = feil.problem_mark or feil.context_mark
        sted = _sted(merke) if merke else Sted(1, 1)
        if feil.problem == _ETT_TIL:
            return _uten(tre, sted, "her begynner et scenario til (---); gi det en egen fil",
                         "another scenario begins here (---); give it a file of its own")  # fmt: skip
        hva = feil.problem or feil.context or "?"
        raad = _raad(tekst, sted)
        return _uten(tre, sted, f"er ikke YAML: {hva}{raad.tekst}", f"is not YAML: {hva}{raad.text}")
    except (yaml.YAMLError, RecursionError) as feil:
        return _uten(tre, Sted(1, 1), f"er ikke YAML: {feil}", f"is not YAML: {feil}")
    if node is None:
        return _uten(tre, Sted(1, 1), "er tom; «mocknir scenario new» skriver en begynnelse",
                     "is empty; «mocknir scenario new» writes a beginning")  # fmt: skip
    verdi = _Leser(tre).les(node, ())
    return tre._replace(verdi=verdi)


def _uten(tre: Tre, sted: Sted, tekst: str, text: str) -> Tre:
    tre.feil.append(Merket((), sted, Ord(tekst, text)))
    return tre


def _raad(tekst: str, sted: Sted) -> Ord:
    """Where to look, as YAML says what is wrong in riddles."""
    linjer = tekst.splitlines()
    if sted.linje <= len(linjer) and "\t" in linjer[sted.linje - 1][: sted.kolonne]:
        return Ord("; rykk inn med mellomrom, ikke med tabulator", "; indent with spaces, not with tabs")
    return Ord("; se på innrykk, kolon og anførselstegn her og like over",
               "; look at indents, colons and quotes here and just above")  # fmt: skip


def _sted(merke: Any) -> Sted:
    return Sted(merke.line + 1, merke.column + 1)


class _Leser:
    def __init__(self, tre: Tre) -> None:
        self.tre = tre
        self.sett: set[int] = set()

    def _feil(self, node: Any, sti: Sti, tekst: str, text: str) -> None:
        self.tre.feil.append(Merket(sti, _sted(node.start_mark), Ord(tekst, text)))

    def les(self, node: Any, sti: Sti) -> Any:
        self.tre.verdier[sti] = _sted(node.start_mark)
        if id(node) in self.sett:
            self._feil(node, sti, "er et alias (*); skriv verdien ut", "is an alias (*); write the value out")
            return None
        self.sett.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._objekt(node, sti)
        if isinstance(node, yaml.SequenceNode):
            return [self.les(barn, (*sti, nr)) for nr, barn in enumerate(node.value)]
        return self._enkel(node, sti)

    def _objekt(self, node: Any, sti: Sti) -> dict[str, Any]:
        ut: dict[str, Any] = {}
        for noekkel, barn in node.value:
            if not isinstance(noekkel, yaml.ScalarNode):
                self._feil(noekkel, sti, "har en nøkkel som ikke er tekst", "has a key that is no text")
                continue
            navn = noekkel.value
            if noekkel.tag == f"{_TAG}merge":
                self._feil(noekkel, (*sti, navn), "brukes ikke her; skriv feltene ut", "is not used here; write it out")
                continue
            if noekkel.tag != f"{_TAG}str" and not (navn.isascii() and navn.isalpha()):
                # Words such as «on» and «no» are fine as names; 0301 would lose its zero elsewhere.
                self._feil(noekkel, (*sti, navn), f'skal stå i anførselstegn: "{navn}"', f'must be in quotes: "{navn}"')
            if navn in ut:
                foerst = self.tre.noekler[(*sti, navn)]
                self._feil(noekkel, (*sti, navn), f"står to ganger; den første er på linje {foerst.linje}",
                           f"stands twice; the first is on line {foerst.linje}")  # fmt: skip
                continue
            self.tre.noekler[(*sti, navn)] = _sted(noekkel.start_mark)
            ut[navn] = self.les(barn, (*sti, navn))
        return ut

    def _enkel(self, node: Any, sti: Sti) -> Any:
        slag, tekst = node.tag.removeprefix(_TAG), node.value
        if slag == "str":
            return tekst
        if slag == "null":
            return None
        if slag == "bool":
            return self._bool(node, sti)
        if slag == "int" and _HELTALL.fullmatch(tekst):
            return int(tekst)
        if slag == "float" and _DESIMAL.fullmatch(tekst):
            return float(tekst)
        if slag in ("int", "float"):
            self._feil(node, sti, f'«{tekst}» leses ikke som du skrev det; sett det i anførselstegn: "{tekst}"',
                       f'«{tekst}» is not read as you wrote it; put it in quotes: "{tekst}"')  # fmt: skip
            return tekst
        if slag == "timestamp":
            return self._dato(node, sti)
        self._feil(node, sti, f"har et merke ({node.tag}) som ikke brukes her", f"has a tag ({node.tag}) not used here")
        return None

    def _bool(self, node: Any, sti: Sti) -> bool | str:
        if node.value in ("true", "false"):
            return bool(node.value == "true")
        tekst: str = node.value
        self._feil(node, sti, f'«{tekst}»: skriv true eller false, eller "{tekst}" i anførselstegn når det er tekst',
                   f'«{tekst}»: write true or false, or "{tekst}" in quotes where it is text')  # fmt: skip
        return tekst

    def _dato(self, node: Any, sti: Sti) -> date | str:
        tekst: str = node.value
        if not _ISO.fullmatch(tekst):
            self._feil(node, sti, f"«{tekst}»: en dato skrives ÅÅÅÅ-MM-DD, uten klokkeslett",
                       f"«{tekst}»: a date is written YYYY-MM-DD, without a time of day")  # fmt: skip
            return tekst
        try:
            return date.fromisoformat(tekst)
        except ValueError:
            self._feil(node, sti, f"datoen «{tekst}» finnes ikke i kalenderen", f"the date «{tekst}» does not exist")
            return tekst
