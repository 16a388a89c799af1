"""Reconciliation: the fagsystem beside NIR, what differs, since when, why, and what would mend it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from fagsystem_sim.datoer import norsk
from fagsystem_sim.lager import koding
from fagsystem_sim.lager.lager import UKJENT, Lager, Post
from fagsystem_sim.lager.meldingsboks import USIKKER
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

_SOEK_TILGANG = "Søk etterregistreringstilgang hos IMDi, og overfør på nytt når den er gitt."
_ELLERS_TILGANG = "Er det gått mer enn to måneder siden, må kommunen først søke etterregistreringstilgang."

_SLETT = {
    "LOV-FELT": "Registreringen finnes ikke i personens lov; slett den i fagsystemet.",
    "LOV-6A": "Registreringen passer ikke med kapittel 6A; slett den i fagsystemet.",
    "PERSON-UKJENT": "Personen er ikke i NIR; sjekk nummeret, eller ta det opp med IMDi.",
}
"""What mends nothing else that NIR said, since the registration cannot stand."""

_RAAD = {
    "VINDU-FREMTID": "Rett datoen, eller overfør på nytt når den er nådd.",
    "PROGRAM-OVERLAPP": "Avslutt det andre programmet først.",
    "PROGRAM-TID": "NIR tar ikke imot mer enn lengste programtid; rett datoene, eller før permisjon og fravær.",
    "TILGANG-ANSVAR": "Den andre kommunen skal registrere; slett hos oss, eller få adressen rettet i Folkeregisteret.",
    "TILGANG-ROLLE": "Overfør med brukeren som har rollen.",
    "FUNKSJON-DATO": "NIR tok ikke imot dette ennå; overfør på nytt når funksjonen er kommet.",
}
_RAAD_ELLERS = "Rett det funnet peker på, og overfør på nytt."
_VINDU = "VINDU-TO-MAANEDER"
"""The rule that is asked of IMDi, when all else is right."""


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
    utboks, begynte = lager.i_utboksen(kommune), lager.foerst_registrert(kommune)
    avsluttet = {p.ident for p in poster.values() if er_intro_avslutning(p) and p.status not in (AVVIST, UKJENT)}
    ut = [
        avvik
        for id_, post in poster.items()
        if post == foer.get(id_) and (avvik := _ett(post, nir.get(id_), utboks.get(id_), begynte))
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


def _ett(post: Post, i_nir: Nirpost | None, utboks: str | None, begynte: Mapping[str, date]) -> Avvik | None:
    """`utboks` is the state of what waits to be sent of it, `begynte` when each was registered for the first time."""
    staar = i_nir is not None and not i_nir.slettet
    siden = post.registrert
    if post.handling == "slett":
        slag = IKKE_SLETTET if staar else None
    elif i_nir is None:
        slag, siden = MANGLER_I_NIR, begynte.get(post.ekstern_id, siden)
    elif i_nir.slettet:
        slag, siden = MANGLER_I_NIR, max(siden, i_nir.tidspunkt.date())
    else:
        slag = None if _likt(post.innhold, i_nir.innhold) else ULIKT
    if slag is None:
        return None
    hvorfor, retting = _hvorfor(post, i_nir, utboks)
    return Avvik(
        post.kommune, post.ekstern_id, post.ident, post.type, slag, siden, hvorfor, retting,
        dict(post.innhold), i_nir.innhold if i_nir is not None and staar else None,
    )  # fmt: skip


def _hvorfor(post: Post, i_nir: Nirpost | None, utboks: str | None) -> tuple[str, str]:
    if utboks == USIKKER:
        return (
            "Den er sendt, men svaret ble borte: NIR kan ha godtatt eller avvist den.",
            "Spør etter kvitteringen (HentKvittering); fagsystemet gjør det ved neste overføring.",
        )
    if utboks is not None:
        return "Den ligger i utboksen og er ikke sendt.", "Overfør."
    if post.status == AVVIST:
        return _avvist(post)
    if i_nir is not None and i_nir.slettet:
        return f"{i_nir.aktoer} slettet den i NIR {norsk(i_nir.tidspunkt)}.", "Slett den her, eller overfør på nytt."
    if i_nir is not None:
        return (
            f"{i_nir.aktoer} endret den i NIR ({i_nir.kanal}) {norsk(i_nir.tidspunkt)}.",
            "Finn ut hva som er rett; registrer det her og overfør på nytt.",
        )
    return "NIR har svart godtatt, men har den ikke i endringsstrømmen.", "Overfør på nytt, og meld fra til IMDi."


def _avvist(post: Post) -> tuple[str, str]:
    """All that NIR said against it, on the day that it did; and what mends it, the window of two months last."""
    naar = f" {norsk(post.svart)}" if post.svart else ""
    funn = [f for f in post.funn if f.alvor == AVVIST]
    if not funn:
        return f"NIR avviste den{naar}.", _RAAD_ELLERS
    sagt = " ".join(f"{f.regel}. {foerste_setning(f.tekst)}" for f in funn)
    hvorfor = f"NIR avviste den{naar}: {sagt}"
    if umulig := [_SLETT[f.regel] for f in funn if f.regel in _SLETT]:
        return hvorfor, umulig[0]
    andre = [_RAAD.get(f.regel) or _nirs_raad(f.tekst) for f in funn if f.regel != _VINDU]
    sist = _SOEK_TILGANG if len(andre) < len(funn) else _ELLERS_TILGANG
    return hvorfor, " ".join([*dict.fromkeys(andre), sist])


def foerste_setning(tekst: str) -> str:
    """What was wrong, of a finding's text."""
    return _SETNING.split(tekst)[0]


def _nirs_raad(tekst: str) -> str:
    """What NIR itself advises, after the sentence that says what was wrong."""
    raad = " ".join(_SETNING.split(tekst)[1:])
    return f"{raad} Overfør så på nytt." if raad else _RAAD_ELLERS


def _lukket(kommune: str, post: Nirpost) -> Avvik:
    return Avvik(
        kommune, post.ekstern_id, post.ident, post.type, LUKKET, post.tidspunkt.date(),
        f"NIR avsluttet programmet selv: {post.regel}. {post.lukking}",
        "Har deltakeren sluttet: registrer avslutningen med dato og årsak, om nødvendig med etterregistreringstilgang, "
        "og overfør. Går programmet fortsatt: registrer nytt vedtak om tildeling.",
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
