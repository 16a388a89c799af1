"""The suites and their cases: files of the scenario language, which come along with the package."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from mocknir.scenario.les import Lest, les_tekst
from mocknir.scenario.modell import Requirement
from mocknir.scenario.ord import Ord, forslag

_TITLER = MappingProxyType({
    "ws4-grunn": Ord("Grunnleggende overføring: registrere, rette, slette, for hver kommune",
                     "Basic transfer: register, correct, delete, for each kommune"),
    "ws4-feil": Ord("Når NIR avviser: rette det som er galt, og gå videre med resten",
                    "When NIR rejects: correct what is wrong, and go on with the rest"),
    "ws4-tid": Ord("Når tiden går: frister, NIRs egne avslutninger, nye lover og nye kommunenummer",
                   "As time passes: deadlines, NIR's own endings, new laws and new kommune numbers"),
    "ws4-robust": Ord("Når nettet svikter: ingenting dobbelt, ingenting borte",
                      "When the network fails: nothing twice, nothing lost"),
})  # fmt: skip


class Sak(NamedTuple):
    """A case of a suite."""

    suite: str
    lest: Lest

    @property
    def navn(self) -> str:
        """Its name within the suite."""
        return self.lest.scenario.scenario

    @property
    def id(self) -> str:
        """Its name among all: `ws4-grunn/vedtak-og-tiltak`."""
        return f"{self.suite}/{self.navn}"

    @property
    def krav(self) -> Requirement:
        """What it requires."""
        krav = self.lest.scenario.requirement
        assert krav is not None  # `les_suiter` has seen to it
        return krav


class Suite(NamedTuple):
    """A suite: its cases in the order of what they require."""

    navn: str
    tittel: Ord
    saker: tuple[Sak, ...]


class Ukjent(LookupError):
    """No suite or case is called that."""

    def __init__(self, navn: str, ord_: Ord) -> None:
        super().__init__(ord_.tekst)
        self.navn = navn
        self.ord = ord_


@cache
def les_suiter() -> Mapping[str, Suite]:
    """All suites, in order. A case that cannot be used is a fault of the package: UgyldigScenario."""
    return MappingProxyType({navn: Suite(navn, tittel, _saker(navn)) for navn, tittel in _TITLER.items()})


def _saker(suite: str) -> tuple[Sak, ...]:
    mappe = files("mocknir.conformance").joinpath("suites", suite)
    lest = [
        les_tekst(fil.read_text(encoding="utf-8"), f"{suite}/{fil.name}")
        for fil in mappe.iterdir() if fil.name.endswith(".yaml")
    ]  # fmt: skip
    for en in lest:
        if en.scenario.requirement is None:
            raise ValueError(f"{en.fil}: requirement mangler / is missing")
    return tuple(sorted((Sak(suite, en) for en in lest), key=lambda sak: sak.krav.id))


def velg(suiter: Iterable[str], bare: Iterable[str] = ()) -> tuple[Sak, ...]:
    """The cases of suites, or `bare` those of them (by name, or `suite/name`). Raises Ukjent with the nearest word."""
    alle = les_suiter()
    valgt: list[Sak] = []
    for navn in dict.fromkeys(suiter):
        if navn not in alle:
            o = forslag(navn, alle)
            raise Ukjent(navn, Ord(f"ingen suite heter «{navn}»{o.tekst}", f"no suite is called «{navn}»{o.text}"))
        valgt += alle[navn].saker
    return tuple(valgt) if not (noen := set(bare)) else _bare(valgt, noen)


def _bare(saker: list[Sak], bare: set[str]) -> tuple[Sak, ...]:
    for navn in bare:
        if not any(navn in (sak.navn, sak.id) for sak in saker):
            o = forslag(navn, [sak.id if "/" in navn else sak.navn for sak in saker])
            raise Ukjent(navn, Ord(
                f"ingen sak heter «{navn}»{o.tekst or ';'} «mocknir conformance list» viser sakene",
                f"no case is called «{navn}»{o.text or ';'} «mocknir conformance list» shows the cases",
            ))  # fmt: skip
    return tuple(sak for sak in saker if bare & {sak.navn, sak.id})
