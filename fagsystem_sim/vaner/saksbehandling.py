"""From facts to registrations: each with a delay, by the right role, under a key of its own."""

from collections.abc import Sequence
from datetime import date
from math import log

from fagsystem_sim import tilfeldig
from fagsystem_sim.fakta import Arbeid, Faktum, Innbygger
from fagsystem_sim.tilfeldig import Tilfeldig
from fagsystem_sim.vaner.register import Vaner
from fagsystem_sim.vaner.system import IkkeTilpassetWs4
from fagsystem_sim.vaner.vane import INGEN, INTROBRUKER, NIR_WEB, NORSKBRUKER, WS4

_ROLLE_ORDNING = {"intro": INTROBRUKER, "mottak": INTROBRUKER, "norsk": NORSKBRUKER, "asylnorsk": NORSKBRUKER}
_ROLLE_TYPE = {
    "tiltak": INTROBRUKER, "sluttmaal": INTROBRUKER, "integreringskontrakt": INTROBRUKER,
    "mottakstiltak": INTROBRUKER, "reservasjon": INTROBRUKER, "utdanningsbakgrunn": NORSKBRUKER,
    "norskmaal": NORSKBRUKER, "fulltidVgo": NORSKBRUKER,
}  # fmt: skip


def utfoer(fakta: Sequence[Faktum], innbygger: Innbygger, vaner: Vaner, t: Tilfeldig) -> list[Arbeid]:
    """What caseworkers register of a person, in the order in which they do.

    `t` is the person's own generator. Nothing is registered before what came before it, so that a decision stands
    before what rests on it; only habits break that. Every habit draws, also one that is switched off: switching one
    on leaves all else as it was.
    """
    froe = t.getrandbits(64)
    vanene = [vane for vane, rate in vaner.folk if t.random() < rate]
    if not fakta:
        return []
    arbeid = _registrert(fakta, innbygger, vaner, t)
    for vane in vanene:
        arbeid = vane.endre(arbeid, innbygger, vaner.moenster, tilfeldig.generator(froe, vane.navn))
    if vaner.rater[IkkeTilpassetWs4.navn]:
        arbeid = _utenom_ws4(arbeid, vaner, tilfeldig.generator(froe, IkkeTilpassetWs4.navn))
    if vanene:
        arbeid.sort(key=_dag)
    return arbeid


def _registrert(fakta: Sequence[Faktum], innbygger: Innbygger, vaner: Vaner, t: Tilfeldig) -> list[Arbeid]:
    nr, ident = innbygger.nr, innbygger.foedselsnummer or innbygger.dufnummer
    tempo = vaner.saksbehandling
    tilfeldig_, middel, lengste = t.random, -tempo.forsinkelse.verdi, tempo.lengste.verdi
    arvet, fra_ordinal, ny = vaner.arvet, date.fromordinal, tuple.__new__
    noekler: dict[str, tuple[str, str]] = {}
    sist, prefiks, kommune_foer = 0, "", ""
    ut = []
    for dag, _, kommune, noekkel, type_, innhold in fakta:
        forsinkelse = int(log(1.0 - tilfeldig_()) * middel)
        naa = dag.toordinal() + (forsinkelse if forsinkelse < lengste else lengste)
        if naa % 7 in (6, 0):  # nobody works on Saturdays and Sundays; day 1 of the calendar is a Monday
            naa += 1 + (naa % 7 == 6)
        sist = max(sist, naa)
        if kommune != kommune_foer:
            kommune_foer, prefiks = kommune, f"{kommune}-{nr}-"
        ekstern_id = prefiks + noekkel
        if arvet:
            foer, gammel_id = noekler.setdefault(noekkel, (kommune, ekstern_id))
            if arvet.get(foer) == kommune:
                ekstern_id = gammel_id
        rolle = _ROLLE_TYPE.get(type_) or _ROLLE_ORDNING[innhold["ordning"]]
        ut.append(
            ny(
                Arbeid,
                (fra_ordinal(sist), kommune, nr, ident, rolle, ekstern_id, "registrer", type_, innhold, WS4, None),
            )
        )
    return ut


def _utenom_ws4(arbeid: list[Arbeid], vaner: Vaner, t: Tilfeldig) -> list[Arbeid]:
    navn, i_web = IkkeTilpassetWs4.navn, vaner.saksbehandling.foert_i_web
    andeler = {"tiltak": i_web.tiltak.verdi, "timer": i_web.timer.verdi, "fravaer": i_web.fravaer.verdi}
    ut = []
    for a in arbeid:
        trekk = t.random()
        if a.kanal == WS4 and vaner.kommune_har(navn, a.kommune):
            foert = trekk < andeler.get(a.type, 1.0)
            a = a._replace(kanal=NIR_WEB if foert else INGEN, vane=a.vane or navn)
        ut.append(a)
    return ut


def _dag(arbeid: Arbeid) -> date:
    return arbeid.registreres
