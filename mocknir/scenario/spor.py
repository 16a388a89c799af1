"""What the journal tells of a person: registrations that were rejected, messages that were refused, and versions that
hold no more. Read through the control plane, so that it also tells of what somebody else's system sent."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from mocknir.client.hendelser import WholeEntry
from mocknir.client.nir import Nir

MAKS = 100
"""So many entries of the journal are read, the latest ones."""


class Funn(NamedTuple):
    """What a rule said."""

    regel: str
    tekst: str


class Avvist(NamedTuple):
    """A registration that was rejected: `raa` is what was sent, as the register would have had it; `sendt` in words."""

    journalnummer: int
    tidspunkt: datetime
    person: str
    raa: Mapping[str, Any]
    sendt: str
    funn: tuple[Funn, ...]


class Avslag(NamedTuple):
    """A message that was refused whole."""

    journalnummer: int
    tidspunkt: datetime
    meldings_id: str | None
    kode: str
    tekst: str
    regel: str | None


class Versjon(NamedTuple):
    """A version of a registration: what was done in the journal entry (`ny`, `endret`, `slettet`)."""

    journalnummer: int
    tidspunkt: datetime
    person: str
    handling: str
    raa: Mapping[str, Any]


class Spor(NamedTuple):
    """All of it, the earliest first."""

    avviste: tuple[Avvist, ...]
    avslag: tuple[Avslag, ...]
    versjoner: tuple[Versjon, ...]


def les(nir: Nir, numre: Collection[str], lang: str) -> Spor:
    """What the journal tells of whoever has one of those numbers; of everybody where there are none."""
    avviste: list[Avvist] = []
    avslag: list[Avslag] = []
    versjoner: list[Versjon] = []
    for post in reversed(nir.journal(limit=MAKS)):
        if post.feilkode is None and not any(post.antall.values()):
            continue
        hel = nir.entry(post.journalnummer, lang)
        if post.feilkode is not None:
            tekst = hel.request["text"]
            if not numre or any(nummer in tekst for nummer in numre):
                avslag.append(_avslag(hel))
            continue
        avviste += [a for a in _avviste(hel) if not numre or a.person in numre]
        versjoner += [v for v in _versjoner(hel) if not numre or v.person in numre]
    return Spor(tuple(avviste), tuple(avslag), tuple(versjoner))


def _avslag(hel: WholeEntry) -> Avslag:
    post, feil = hel.entry, hel.judgement["feil"]
    return Avslag(post.journalnummer, post.tidspunkt, post.meldings_id, feil["kode"], feil["tekst"], feil["regel"])


def _avviste(hel: WholeEntry) -> Iterator[Avvist]:
    sendt = hel.details.get("avviste", {})
    for r in hel.judgement.get("registreringer", ()):
        if r["utfall"] != "avvist":
            continue
        _, type_, innhold = sendt.get(str(r["nr"]), (None, None, "{}"))
        raa = {
            "eksternId": r["eksternId"], "type": type_, "kommune": hel.entry.kommune, "content": json.loads(innhold),
        }  # fmt: skip
        funn = tuple(Funn(f["regel"], f["tekst"]) for f in r["funn"] if f["alvor"] == "avvist")
        yield Avvist(hel.entry.journalnummer, hel.entry.tidspunkt, r["ident"], raa, r["sendt"], funn)


def _versjoner(hel: WholeEntry) -> Iterator[Versjon]:
    for v in hel.changes:
        raa = {navn: v[navn] for navn in ("eksternId", "type", "kommune", "content")}
        yield Versjon(hel.entry.journalnummer, hel.entry.tidspunkt, v["person"], v["handling"], raa)
