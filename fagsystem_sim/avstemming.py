"""Reconciliation: the fagsystem beside NIR, what differs, since when, why, and what would mend it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from fagsystem_sim.lager import koding
from fagsystem_sim.lager.lager import UKJENT, Lager, Post
from fagsystem_sim.meldinger import AVVIST
from fagsystem_sim.vaner.vane import er_intro_avslutning
from fagsystem_sim.ws4_masse import Masseklient, Nirpost

MANGLER_I_NIR, MANGLER_HER, ULIKT, IKKE_SLETTET, LUKKET = (
    "mangler-i-nir", "mangler-her", "ulikt-innhold", "ikke-slettet", "lukket-av-nir",
)  # fmt: skip
"""The kinds of difference."""

NIR = "NIR"
"""The actor of what NIR did by itself."""

_SETNING = re.compile(r"(?<=\.) (?=[A-ZÆØÅ])")
"""Between two sentences: NIR's first says what was wrong, the rest what `retting` says shorter."""

_RAAD = {
    "VINDU-TO-MAANEDER": "Søk etterregistreringstilgang hos IMDi, og overfør på nytt når den er gitt.",
    "VINDU-FREMTID": "Rett datoen, eller overfør på nytt når den er nådd.",
    "PROGRAM-REKKEFOELGE": "Se at vedtaket står i NIR og at programmet ikke er avsluttet; overfør så på nytt.",
    "PROGRAM-OVERLAPP": "Avslutt det andre programmet først.",
    "PROGRAM-TID": "NIR tar ikke imot mer enn lengste programtid; rett datoene, eller før permisjon og fravær.",
    "TILGANG-ANSVAR": "Den andre kommunen skal registrere; slett hos oss, eller få adressen rettet i Folkeregisteret.",
    "TILGANG-ROLLE": "Overfør med brukeren som har rollen.",
    "LOV-FELT": "Registreringen finnes ikke i personens lov; slett den i fagsystemet.",
    "LOV-6A": "Registreringen passer ikke med kapittel 6A; slett den i fagsystemet.",
    "FUNKSJON-DATO": "NIR tok ikke imot dette ennå; overfør på nytt når funksjonen er kommet.",
    "PERSON-UKJENT": "Personen er ikke i NIR; sjekk nummeret, eller ta det opp med IMDi.",
}
_RAAD_ELLERS = "Rett det funnet peker på, og overfør på nytt."


class Avvik(NamedTuple):
    """One difference: `siden` since when, `hvorfor` and `retting` in bokmål; `her` and `i_nir` are the contents."""

    kommune: str
    ekstern_id: str
    ident: str
    type: str
    slag: str
    siden: date
    hvorfor: str
    retting: str
    her: dict[str, Any] | None
    i_nir: dict[str, Any] | None


def avstem(lager: Lager, klient: Masseklient, kommune: str) -> list[Avvik]:
    """What differs between the record of a kommune and what NIR has of it, in order of person and key.

    What is written while this looks is left out. A registration that NIR has and the store has never heard of was made
    beside it, most likely in NIR web. Raises SvarBorte and NirFeil.
    """
    foer = {post.ekstern_id: post for post in lager.poster(kommune)}
    nir = klient.register()
    poster = {post.ekstern_id: post for post in lager.poster(kommune)}
    venter = {rad[0] for rad in lager.rader("SELECT ekstern_id FROM utboks WHERE kommune=?", kommune)}
    avsluttet = {p.ident for p in poster.values() if er_intro_avslutning(p) and p.status not in (AVVIST, UKJENT)}
    ut = [
        avvik
        for id_, post in poster.items()
        if post == foer.get(id_) and (avvik := _ett(post, nir.get(id_), id_ in venter))
    ]
    for post in nir.values():
        if post.slettet:
            continue
        if post.aktoer == NIR:
            if post.ident not in avsluttet:
                ut.append(_lukket(kommune, post))
        elif post.ekstern_id not in poster:
            ut.append(_mangler_her(kommune, post))
    return sorted(ut, key=lambda a: (a.ident, a.ekstern_id))


def _ett(post: Post, i_nir: Nirpost | None, venter: bool) -> Avvik | None:
    staar = i_nir is not None and not i_nir.slettet
    if post.handling == "slett":
        slag = IKKE_SLETTET if staar else None
    elif i_nir is None or i_nir.slettet:
        slag = MANGLER_I_NIR
    else:
        slag = None if _likt(post.innhold, i_nir.innhold) else ULIKT
    if slag is None:
        return None
    hvorfor, retting = _hvorfor(post, i_nir, venter)
    return Avvik(
        post.kommune, post.ekstern_id, post.ident, post.type, slag, post.registrert, hvorfor, retting,
        dict(post.innhold), i_nir.innhold if i_nir is not None and staar else None,
    )  # fmt: skip


def _hvorfor(post: Post, i_nir: Nirpost | None, venter: bool) -> tuple[str, str]:
    if venter:
        return "Den ligger i utboksen og er ikke besvart.", "Overfør."
    if post.status == AVVIST:
        funn = post.funn[0] if post.funn else None
        if funn is None:
            return "NIR avviste den.", _RAAD_ELLERS
        return f"NIR avviste den: {funn.regel}. {_SETNING.split(funn.tekst)[0]}", _RAAD.get(funn.regel, _RAAD_ELLERS)
    if i_nir is not None and i_nir.slettet:
        return f"{i_nir.aktoer} slettet den i NIR {i_nir.tidspunkt:%d.%m.%Y}.", "Slett den her, eller overfør på nytt."
    if i_nir is not None:
        return (
            f"{i_nir.aktoer} endret den i NIR ({i_nir.kanal}) {i_nir.tidspunkt:%d.%m.%Y}.",
            "Finn ut hva som er rett; registrer det her og overfør på nytt.",
        )
    return "NIR har svart godtatt, men har den ikke i endringsstrømmen.", "Overfør på nytt, og meld fra til IMDi."


def _lukket(kommune: str, post: Nirpost) -> Avvik:
    return Avvik(
        kommune, post.ekstern_id, post.ident, post.type, LUKKET, post.tidspunkt.date(),
        f"NIR avsluttet programmet selv: {post.regel}. {post.lukking}",
        "Registrer avslutningen med dato og årsak, om nødvendig med etterregistreringstilgang, og overfør.",
        None, post.innhold,
    )  # fmt: skip


def _mangler_her(kommune: str, post: Nirpost) -> Avvik:
    return Avvik(
        kommune, post.ekstern_id, post.ident, post.type, MANGLER_HER, post.tidspunkt.date(),
        f"{post.aktoer} registrerte den i NIR ({post.kanal}) utenom dette lageret.",
        "Registrer den her også, eller slett den i NIR om den er feil.", None, post.innhold,
    )  # fmt: skip


def _likt(her: Mapping[str, Any], i_nir: Mapping[str, Any]) -> bool:
    return _wire(her) == _wire(i_nir)


def _wire(innhold: Mapping[str, Any]) -> dict[str, Any]:
    """The content as the wire writes it, truth values as words."""
    return {
        navn: ("true" if verdi else "false") if verdi.__class__ is bool else verdi
        for navn, verdi in koding.normalisert(innhold).items()
    }
