"""Reading scenarios: a file becomes a Scenario, or all that is wrong with it, each error with its place."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from mocknir.scenario import tre as yamltre
from mocknir.scenario.modell import Scenario
from mocknir.scenario.modellfeil import av_pydantic
from mocknir.scenario.ord import Feilord, Ord, Sti, skriv_sti
from mocknir.scenario.sjekk import sjekk
from mocknir.scenario.tre import Sted, Tre

ENDELSER = (".yaml", ".yml")


class Feil(NamedTuple):
    """An error in a file: the line and the column from 1, the path of keys, and what is wrong."""

    fil: str
    sted: Sted
    sti: Sti
    ord: Ord

    def paa(self, lang: str) -> str:
        """The error as a line: «fil.yaml:31:15: steps[2].transfer.kommune: …»."""
        hvor = f"{self.fil}:{self.sted.linje}:{self.sted.kolonne}"
        return f"{hvor}: {skriv_sti(self.sti)}: {self.ord.paa(lang)}" if self.sti else f"{hvor}: {self.ord.paa(lang)}"


class UgyldigScenario(Exception):
    """A file that holds no scenario, or one that cannot be used: all that is wrong with it."""

    def __init__(self, feil: Iterable[Feil]) -> None:
        self.feil = tuple(sorted(feil, key=lambda f: f.sted))
        super().__init__("\n".join(f"{f.paa('nb')} / {f.ord.text}" for f in self.feil))


class Lest(NamedTuple):
    """A scenario, the file it came from, and where everything in it stands."""

    fil: str
    scenario: Scenario
    tre: Tre


def les(fil: Path) -> Lest:
    """The scenario of a file, read and checked. Raises UgyldigScenario."""
    try:
        tekst = fil.read_text(encoding="utf-8")
    except UnicodeDecodeError as feil:
        nr = feil.start + 1
        raise _en(fil, f"er ikke UTF-8 (byte {nr}); lagre filen som UTF-8",
                  f"is not UTF-8 (byte {nr}); save the file as UTF-8") from None  # fmt: skip
    except FileNotFoundError:
        raise _en(fil, "finnes ikke", "does not exist") from None
    except OSError as feil:
        raise _en(fil, f"kan ikke leses: {feil.strerror}", f"cannot be read: {feil.strerror}") from None
    return les_tekst(tekst, str(fil))


def les_tekst(tekst: str, fil: str) -> Lest:
    """The scenario of a text, which the errors call `fil`; its stem is the id the scenario must have."""
    tre = yamltre.les(tekst)
    feil = [Feil(fil, m.sted, m.sti, m.ord) for m in tre.feil]
    if feil and tre.verdi is None:
        raise UgyldigScenario(feil)
    try:
        scenario = Scenario.model_validate(tre.verdi)
    except ValidationError as ugyldig:
        kjente = {f.sti for f in feil}
        feil += [_paa_plass(fil, tre, f) for f in av_pydantic(ugyldig) if f.sti not in kjente]
        raise UgyldigScenario(feil) from None
    feil += [_paa_plass(fil, tre, f) for f in sjekk(scenario, Path(fil).stem)]
    if feil:
        raise UgyldigScenario(feil)
    return Lest(fil, scenario, tre)


def _paa_plass(fil: str, tre: Tre, f: Feilord) -> Feil:
    return Feil(fil, tre.noekkelsted(f.sti) if f.er_noekkel else tre.sted(f.sti), f.sti, f.ord)


def finn(stier: Iterable[Path]) -> Iterator[Path]:
    """The files that are meant, each once: each file itself, and of a folder all scenarios below it, by name."""
    sett: set[Path] = set()
    for sti in stier:
        mappe = sti.is_dir()
        for fil in sorted(f for f in sti.rglob("*") if f.suffix in ENDELSER and f.is_file()) if mappe else (sti,):
            hel = fil.resolve()
            if hel not in sett:
                sett.add(hel)
                yield fil


def les_alle(stier: Iterable[Path]) -> Iterator[Lest | UgyldigScenario]:
    """Each file as a scenario or as what is wrong with it; two scenarios of one name are one too many."""
    sett: dict[str, str] = {}
    for fil in finn(stier):
        try:
            lest = les(fil)
        except UgyldigScenario as feil:
            yield feil
            continue
        foerst = sett.setdefault(lest.scenario.scenario, lest.fil)
        if foerst == lest.fil:
            yield lest
        else:
            sti: Sti = ("scenario",)
            ord_ = Ord(f"heter det samme som {foerst}; gi filen et annet navn",
                       f"has the same name as {foerst}; call the file something else")  # fmt: skip
            yield UgyldigScenario([Feil(lest.fil, lest.tre.sted(sti), sti, ord_)])


def _en(fil: Path, tekst: str, text: str) -> UgyldigScenario:
    return UgyldigScenario([Feil(str(fil), Sted(1, 1), (), Ord(tekst, text))])
