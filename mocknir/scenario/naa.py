"""Expectations held against a sandbox as it stands: the language of scenarios, without a scenario around it.

A person is named by number, or by a name that is given a number beside it; a receipt by the meldingsId of its message.
What only a scenario knows, such as how a call of its own ended, cannot be asked about.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from mocknir.client.les import read
from mocknir.client.nir import Nir
from mocknir.client.svar import Fired, Receipt
from mocknir.control import visning
from mocknir.journal import poster
from mocknir.register.person import Person
from mocknir.register.svar import Kvittering
from mocknir.sandbox import Sandbox
from mocknir.scenario import fortid
from mocknir.scenario.forventninger import (
    Expectation,
    FaultExpectation,
    FiredExpectation,
    LostExpectation,
    PersonExpectation,
    ReceiptExpectation,
)
from mocknir.scenario.gang import Gang, Stegsvar
from mocknir.scenario.kjoering import hold, overfoer_selv
from mocknir.scenario.matchere import Differences
from mocknir.scenario.modell import ExpectStep, Scenario
from mocknir.scenario.modellfeil import av_pydantic
from mocknir.scenario.ord import Feilord, Ord, Sti, forslag
from mocknir.scenario.sjekk_felles import Blikk
from mocknir.scenario.sjekk_forventning import sjekk_forventning
from mocknir.scenario.tidslinje import Tidslinje
from mocknir.store import skriving
from mocknir.store import tabeller as t

_ETT = ("expect", 0)
"""Where the expectations stand in the scenario that is made around them."""


class Gale(Exception):
    """Expectations that say nothing that can be held: all that is wrong with them, each at its place."""

    def __init__(self, feil: Sequence[Feilord]) -> None:
        super().__init__("\n".join(f"{f.sti}: {f.ord.tekst}" for f in feil))
        self.feil = tuple(feil)


class Dom(NamedTuple):
    """Wherein what NIR has differs from an expectation; nothing where it holds."""

    forventning: Expectation
    avvik: Differences


def hold_naa(sandbox: Sandbox, nir: Nir, that: Sequence[Any], personer: Mapping[str, str]) -> list[Dom]:
    """Hold each expectation; `nir` asks the same sandbox. Raises Gale, and Avvik for a person NIR does not know."""
    scenario = _les(sandbox.naa().date(), that, personer)
    kjente = {navn: sandbox.deltaker(nummer).person for navn, nummer in personer.items()}
    linje = Tidslinje(sandbox.klokke.begynte.date(), (), {}, dict(_hendelser(kjente)), {})
    forventninger = scenario.expect[0].that
    kvitteringer = {f.receipt: _kvittering(sandbox, f.receipt) for f in forventninger
                    if isinstance(f, ReceiptExpectation)}  # fmt: skip
    feil = list(_sjekk(scenario, linje, forventninger, kvitteringer, sandbox))
    if feil:
        raise Gale(feil)
    gang = Gang(scenario, nir, linje, overfoer_selv, {})
    for navn in personer:
        gang.husk(navn, nir.participant(personer[navn]).person)
    for f in forventninger:
        if isinstance(f, PersonExpectation) and f.person not in personer:
            sandbox.deltaker(f.person)
    dag = scenario.clock
    spurt = ExpectStep.model_construct(expect=())
    gang.svar = {navn: Stegsvar(spurt, (), dag, kvittering=en) for navn, en in kvitteringer.items() if en is not None}
    gang.fyrt = [(None, read(Fired, _json(visning.lukking(en)))) for en in fortid.lukkinger(sandbox)]
    return [Dom(f, hold(gang, f, dag)) for f in forventninger]


def _les(idag: date, that: Sequence[Any], personer: Mapping[str, str]) -> Scenario:
    """The expectations read as those of a scenario, so that the same is wrong with them as would be there."""
    rundt = {
        "scenario": "naa", "title": {"nb": "nå", "en": "now"}, "clock": idag,
        "persons": {navn: {"foedselsnummer": nummer} for navn, nummer in personer.items()},
        "expect": [{"at": idag, "that": list(that)}],
    }  # fmt: skip
    try:
        return Scenario.model_validate(rundt)
    except ValidationError as ugyldig:
        raise Gale([f._replace(sti=_her(f.sti)) for f in av_pydantic(ugyldig)]) from None


def _her(sti: Sti) -> Sti:
    return sti[len(_ETT) :] if sti[: len(_ETT)] == _ETT else sti


def _hendelser(personer: Mapping[str, Person]) -> Iterator[tuple[tuple[str, str], date]]:
    """The days that `{date: flytting + 90d}` can be reckoned from."""
    for navn, p in personer.items():
        dager = {
            "flytting": p.adresser[-1].fra if len(p.adresser) > 1 else None, "utvandring": p.utvandret,
            "doed": p.doed, "opphold": p.opphold[-1].gitt if p.opphold else None,
        }  # fmt: skip
        yield from (((navn, type_), dag) for type_, dag in dager.items() if dag is not None)


def _sjekk(
    scenario: Scenario, linje: Tidslinje, forventninger: Sequence[Expectation],
    kvitteringer: Mapping[str, Receipt | None], sandbox: Sandbox,
) -> Iterator[Feilord]:  # fmt: skip
    blikk = Blikk(scenario, linje).etter(scenario.clock)
    for nr, f in enumerate(forventninger):
        sti: Sti = ("that", nr)
        match f:
            case ReceiptExpectation():
                if kvitteringer[f.receipt] is None:
                    o = forslag(f.receipt, _meldinger(sandbox))
                    yield Feilord((*sti, "receipt"), Ord(
                        f"NIR har ingen kvittering for «{f.receipt}»: oppgi en meldingsId{o.tekst}",
                        f"NIR has no receipt of «{f.receipt}»: give a meldingsId{o.text}",
                    ))  # fmt: skip
            case FaultExpectation() | LostExpectation() | FiredExpectation(of=str()):
                noekkel = "of" if isinstance(f, FiredExpectation) else f.noekkel
                yield Feilord((*sti, noekkel), Ord(
                    "viser til et steg, og her er ingen steg; bruk journal: om hvordan et kall gikk",
                    "points at a step, and there are no steps here; use journal: of how a call went",
                ), er_noekkel=True)  # fmt: skip
            case _:
                yield from sjekk_forventning(blikk, f, sti)


def _meldinger(sandbox: Sandbox) -> list[str]:
    return [post.meldings_id for post in poster.liste(sandbox, antall=poster.MAKS) if post.meldings_id]


def _kvittering(sandbox: Sandbox, meldings_id: str) -> Receipt | None:
    """The receipt of the latest message under that id."""
    funnet = poster.hele(sandbox, t.journal.c.meldings_id == meldings_id)
    if not funnet:
        return None
    post = funnet[-1].post
    utfall = skriving.utfall_av(funnet[-1].detaljer)
    svar = Kvittering(meldings_id, post.kommune or "", post.tidspunkt, post.nummer, utfall)
    return read(Receipt, _json(visning.kvittering(svar)))


def _json(verdi: Any) -> Any:
    return json.loads(visning.tekst(verdi))
