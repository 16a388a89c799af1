"""Corrections at a deadline: a kommune goes through whom it has ended, and whom NIR has (domain.md §3.2, §4)."""

from collections import defaultdict
from datetime import date

from fagsystem_sim.fakta import Arbeid
from fagsystem_sim.lager.endringer import lukkede
from fagsystem_sim.lager.lager import Lager
from fagsystem_sim.meldinger import AVVIST
from fagsystem_sim.tilfeldig import Tilfeldig
from fagsystem_sim.vaner.vane import NIR_WEB, WS4, er_intro_avslutning

_REKKEFOELGE = {"vedtak": 0, "avslutning": 1, "permisjon": 2, "tiltak": 3}
"""The ending goes before the measures: NIR lets none last beyond the day on which it closed the programme itself."""


def rett(lager: Lager, kommune: str, dag: date, andel: float, t: Tilfeldig) -> list[Arbeid]:
    """What a kommune registers on a day when it corrects what it has of its ended participants.

    Ended are those whose programme it knows has ended, and those whom NIR closed as far as the feed has been read.
    The kommune gets round to `andel` of them (0–1), drawn from `t`; of each of these comes what was forgotten and
    what was rejected, under the keys it had.
    """
    glemte = lager.glemte(kommune, dag)
    poster = list(lager.poster(kommune, bare_avsluttende=True))
    kanal = NIR_WEB if lager.foerer_i_web(kommune) else WS4
    mangler: dict[int, dict[str, Arbeid]] = defaultdict(dict)
    avsluttet = {a.innbygger for a in glemte if er_intro_avslutning(a)}
    nummer: dict[str, int] = {a.ident: a.innbygger for a in glemte}
    for p in poster:
        nummer[p.ident] = p.innbygger
        if er_intro_avslutning(p):
            avsluttet.add(p.innbygger)
        if p.status == AVVIST:
            mangler[p.innbygger][p.ekstern_id] = Arbeid(
                dag, kommune, p.innbygger, p.ident, p.rolle, p.ekstern_id, p.handling, p.type, p.innhold, p.kanal
            )
    avsluttet |= {nummer[lukket.ident] for lukket in lukkede(lager, kommune) if lukket.ident in nummer}
    for a in glemte:
        mangler[a.innbygger][a.ekstern_id] = a._replace(registreres=dag, kanal=kanal)
    ut: list[Arbeid] = []
    for innbygger in sorted(avsluttet):
        if t.random() < andel:
            ut += sorted(mangler[innbygger].values(), key=_rang)
    return ut


def _rang(arbeid: Arbeid) -> tuple[int, str, str]:
    innhold = arbeid.innhold
    fra = str(innhold.get("fra") or innhold.get("dato") or innhold.get("vedtaksdato") or "")
    return _REKKEFOELGE.get(arbeid.type, 4), fra, arbeid.ekstern_id
