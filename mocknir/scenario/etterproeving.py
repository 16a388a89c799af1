"""Near misses that are found by trying: the scenario is run again, up to what did not hold.

Only where the scenario does its own casework, so that it can be run as often as one likes.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from mocknir.client.feil import MocknirError
from mocknir.client.server import Server
from mocknir.journal.spraak import dag, velg
from mocknir.rules.katalog import KATALOG
from mocknir.scenario import stegene
from mocknir.scenario.forventninger import Expectation, FeedExpectation, PersonExpectation
from mocknir.scenario.gang import Brudd, Gang, Vendor
from mocknir.scenario.kjoering import Gjoeremaal, begynt, gjoeremaal, hold, utfoer
from mocknir.scenario.les import Lest
from mocknir.scenario.modell import AdvanceStep, ParameterStep

MAKS_BRUDD = 2
"""So many breaches of a scenario are tried; what comes after often follows from them."""

MAKS_PARAMETRE = 3
"""So many parameters are tried for each."""


class Proever:
    """Tries what would have made the expectations of one scenario hold."""

    def __init__(self, server: Server, lest: Lest, vendor: Vendor, lang: str) -> None:
        self.server = server
        self.lest = lest
        self.vendor = vendor
        self.lang = lang

    def forklar(self, brudd: tuple[Brudd, ...]) -> tuple[Brudd, ...]:
        """The breaches, with what was found by trying added to their near misses."""
        return tuple(
            self._en(b) if nr < MAKS_BRUDD and b.forventning is not None else b for nr, b in enumerate(brudd)
        )  # fmt: skip

    def _en(self, b: Brudd) -> Brudd:
        try:
            funnet = (*self._holdt_foer(b), *self._med_parameter(b))
        except MocknirError:
            return b  # what was run once and cannot be run again tells nothing
        return b._replace(grunnlag=b.grunnlag._replace(nesten=(*b.grunnlag.nesten, *funnet)))

    # --- it held before

    def _holdt_foer(self, b: Brudd) -> Iterator[str]:
        """Until when each part of it held, and what came then."""
        f = b.forventning
        if not isinstance(f, PersonExpectation | FeedExpectation):
            return
        deler = _deler(f, b)
        holdt_til: dict[str, date] = {}
        slutt: dict[str, str] = {}
        with begynt(self.server, self.lest.scenario, self.vendor) as gang:
            for hva in gjoeremaal(gang):
                if hva.sti == b.sti:
                    break
                if hva.forventning is not None:
                    continue
                for naar, som in self._biter(gang, hva):
                    for navn, del_ in deler.items():
                        if isinstance(f, PersonExpectation) and f.person not in gang.personer:
                            continue
                        if not hold(gang, del_, naar):
                            holdt_til[navn] = naar
                            slutt.pop(navn, None)
                        elif navn in holdt_til:
                            slutt.setdefault(navn, som)
        for navn, som in slutt.items():
            hva_, what = (f"«{navn}»", f"«{navn}»") if len(deler) > 1 else ("Det", "It")
            yield velg(self.lang, f"{hva_} holdt til og med {dag(holdt_til[navn], self.lang)}; {som}",
                       f"{what} held until {dag(holdt_til[navn], self.lang)}; {som}")  # fmt: skip

    def _biter(self, gang: Gang, hva: Gjoeremaal) -> Iterator[tuple[date, str]]:
        """Do it, and stop after each night in which NIR closed something: the day, and what was done to come there."""
        linje = self.lest.tre.sted(hva.sti).linje
        nr = hva.sti[1] if hva.sti[0] == "steps" else None
        steg = gang.scenario.steps[nr] if isinstance(nr, int) else None
        if isinstance(steg, AdvanceStep) or hva.sti[0] == "expect":
            fra = gang.nir.clock().today
            for en in gang.nir.due(max(0, (hva.dag - fra).days)):
                if fra < en.natt <= hva.dag:
                    if en.natt - timedelta(days=1) > fra:
                        stegene.fram(gang, None, en.natt - timedelta(days=1))
                        yield en.natt - timedelta(days=1), ""
                    stegene.fram(gang, None, en.natt)
                    fra = en.natt
                    yield (
                        fra,
                        velg(
                            self.lang,
                            f"natt til {dag(en.natt, self.lang)} avsluttet NIR programmet ({en.regel}).",
                            f"in the night to {dag(en.natt, self.lang)} NIR ended the programme ({en.regel}).",
                        ),
                    )
        utfoer(gang, hva)
        navn = steg.noekkel if steg is not None else str(hva.sti[0])
        yield hva.dag, velg(self.lang, f"så kom steget på linje {linje} ({navn}).",
                            f"then came the step on line {linje} ({navn}).")  # fmt: skip

    # --- it would have held with another parameter

    def _med_parameter(self, b: Brudd) -> Iterator[str]:
        """The nearest value of a parameter with which it would have held."""
        satt = {n for s in self.lest.scenario.steps if isinstance(s, ParameterStep) for n in s.parameter}
        kandidater = [
            (f"{id_}.{p.navn}", p)
            for id_ in dict.fromkeys((*b.grunnlag.regler, *self.lest.scenario.rules))
            for p in KATALOG[id_].parametre
            if isinstance(p.standard, int) and not isinstance(p.standard, bool) and f"{id_}.{p.navn}" not in satt
        ]
        for navn, p in kandidater[:MAKS_PARAMETRE]:
            naa = int(self.lest.scenario.parameters.get(navn, p.standard))

            def holder(verdi: int, navn: str = navn) -> bool:
                return self._holder_med(b, navn, verdi)

            verdi = naermest(naa, p.minst, p.mest, holder)
            if verdi is not None:
                yield velg(self.lang, f"Med {navn} = {verdi} hadde det holdt; den er {naa}.",
                           f"With {navn} = {verdi} it would have held; it is {naa}.")  # fmt: skip

    def _holder_med(self, b: Brudd, navn: str, verdi: int) -> bool:
        try:
            with begynt(self.server, self.lest.scenario, self.vendor, {navn: verdi}) as gang:
                for hva in gjoeremaal(gang):
                    if hva.sti == b.sti:
                        return not utfoer(gang, hva)
                    if hva.forventning is None:
                        utfoer(gang, hva)
        except MocknirError:
            return False
        return False


def _deler(f: PersonExpectation | FeedExpectation, b: Brudd) -> dict[str, Expectation]:
    """An expectation as many, each about one of the fields that differ."""
    navn = [str(n) for n in dict.fromkeys(a.path[0] for a in b.avvik)]
    ikke = [n for n in type(f).model_fields if n not in ("person", "feed")]
    return {n: f.model_copy(update={annet: None for annet in ikke if annet != n}) for n in navn}


def naermest(naa: int, minst: int, mest: int, holder: Callable[[int], bool]) -> int | None:
    """The value nearest to `naa` that holds, if one within reach does: a rule bites from some value on."""
    for ytterst in (min(mest, 3 * naa + 4), minst):
        if ytterst == naa or not holder(ytterst):
            continue
        bra, daarlig = ytterst, naa
        while abs(bra - daarlig) > 1:
            midt = (bra + daarlig) // 2
            bra, daarlig = (midt, daarlig) if holder(midt) else (bra, midt)
        return bra
    return None
