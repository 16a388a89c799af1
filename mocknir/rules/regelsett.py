"""The rules of one sandbox on one virtual day: the catalogue with that sandbox's parameters."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from mocknir.register.rammer import Rammer
from mocknir.register.vurdering import (
    KANAL_NIR,
    Alvor,
    Anmerkning,
    Funn,
    Parametre,
    Sak,
    Vurdering,
)
from mocknir.rules.katalog import KATALOG
from mocknir.rules.regel import IKKE_AKTUELL, Art, Regel, Vurderer

PASSERT, GJALDT_IKKE, SLO_TIL = "", "-", "!"
"""How a rule stands in the trace of a judgement: passed, did not apply, bit."""


class _Ledd(NamedTuple):
    regel: Regel
    gjoer: Vurderer
    parametre: Parametre


class _Utvalg(NamedTuple):
    """The rules that some cases meet; what all of them answer, and what is then judged, where a case passes them all:
    as most do, that is looked at first."""

    ledd: tuple[_Ledd, ...]
    svar: list[None]
    passert: Vurdering


class Regelsett:
    """The rules with this sandbox's parameter values; judges cases.

    `overstyrt` maps (rule id, parameter) to the value that replaces the default.
    """

    def __init__(self, overstyrt: Mapping[tuple[str, str], int | bool | str] | None = None) -> None:
        self.overstyrt = dict(overstyrt or {})
        self.parametre: dict[str, Parametre] = {
            r.id: {
                **r.standardverdier,
                **{navn: verdi for (id_, navn), verdi in self.overstyrt.items() if id_ == r.id},
            }
            for r in KATALOG.values()
        }
        lengder = {**self.parametre["PROGRAM-TID"], **self.parametre["NORSK-FRIST"]}
        self._rammer = Rammer(**{navn: verdi for navn, verdi in lengder.items() if navn in Rammer._fields})
        self._utvalg: dict[tuple[date, str, bool, bool, bool], _Utvalg] = {}
        self._spor: dict[tuple[int, bytes], str] = {}

    def rammer(self) -> Rammer:
        """The lengths that programme time and deadlines are computed from, as the parameters set them."""
        return self._rammer

    def gjeldende(self, art: Art, dag: date) -> tuple[Regel, ...]:
        """The rules of one kind that are in effect on a day."""
        return tuple(r for r in KATALOG.values() if r.art is art and r.gjelder(dag))

    def vurder(self, sak: Sak, uendret: bool = False) -> Vurdering:
        """Judge one registration by every rule that is met for its type on that day."""
        noekkel = (
            sak.idag,
            sak.type,
            sak.deltaker is None or sak.innhold is None,
            uendret,
            sak.kanal == KANAL_NIR,
        )
        utvalg = self._utvalg.get(noekkel) or self._velg(*noekkel)
        ledd = utvalg.ledd
        svarene = [gjoer(sak, parametre) for _, gjoer, parametre in ledd]
        if svarene == utvalg.svar:
            return utvalg.passert
        anmerkninger: list[Anmerkning] = []
        utslag = bytearray(len(ledd))
        for nr, svar in enumerate(svarene):
            if svar is None:
                continue
            if svar is IKKE_AKTUELL:
                utslag[nr] = 1
                continue
            utslag[nr] = 2
            for funn in (svar,) if isinstance(svar, Funn) else svar:
                anmerkninger.append(anmerk(ledd[nr].regel, funn))
        spor_noekkel = (id(ledd), bytes(utslag))
        spor = self._spor.get(spor_noekkel)
        if spor is None:
            spor = self._spor[spor_noekkel] = _spor(ledd, utslag)
        return Vurdering(tuple(anmerkninger), spor)

    def _velg(self, dag: date, type_: str, uten_person: bool, uendret: bool, av_nir: bool) -> _Utvalg:
        if len(self._utvalg) > 500:  # a sandbox that lives through years meets few types a day
            self._utvalg.clear()
            self._spor.clear()
        ledd = tuple(
            _Ledd(r, r.gjoer, self.parametre[r.id])
            for r in self.gjeldende(Art.REGISTRERING, dag)
            if (not r.typer or type_ in r.typer or not type_)
            and (r.uten_person or not uten_person)
            and (r.adgang or not uendret)
            and (r.for_nir or not av_nir)
        )
        utvalg = _Utvalg(ledd, [None] * len(ledd), Vurdering((), _spor(ledd, bytes(len(ledd)))))
        self._utvalg[dag, type_, uten_person, uendret, av_nir] = utvalg
        return utvalg


def _spor(ledd: Sequence[_Ledd], utslag: Sequence[int]) -> str:
    """The trace of a judgement: the rules in order, each with the mark of how it stands."""
    merker = (PASSERT, GJALDT_IKKE, SLO_TIL)
    return " ".join(merker[u] + led.regel.id for u, led in zip(utslag, ledd, strict=True))


def anmerk(regel: Regel, funn: Funn) -> Anmerkning:
    """A finding with the name and provenance of its rule."""
    alvor = funn.alvor or regel.alvor
    proveniens = regel.kilde.proveniens
    return Anmerkning(regel.id, Alvor(alvor), funn.tekst, funn.text, funn.felt, proveniens)
