"""What a judged message leaves behind: versions, programme rows, findings, and the journal entry."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from mocknir.register.behandle import SLETTET, Behandling, Utfall
from mocknir.register.commands import Registrer
from mocknir.register.deltaker import Deltaker
from mocknir.register.programrad import rader
from mocknir.register.vurdering import Alvor, Anmerkning, Utfallskode
from mocknir.store import koding, lesing
from mocknir.store import spoersmaal as q
from mocknir.store import tabeller as t
from mocknir.store.base import Base, Rad

PAKK_FRA = 4096
"""Bytes from which a request is kept compressed."""

_PAKKET = b"z"
_RAA = b"r"


def pakk(innhold: bytes) -> bytes:
    """Bytes as the journal keeps them: large ones compressed, small ones as they are."""
    if len(innhold) < PAKK_FRA:
        return _RAA + innhold
    return _PAKKET + zlib.compress(innhold, 1)


def pakk_ut(lagret: bytes | memoryview | None) -> bytes:
    """The bytes that `pakk` was given."""
    if lagret is None:
        return b""
    innhold = bytes(lagret)
    return zlib.decompress(innhold[1:]) if innhold[:1] == _PAKKET else innhold[1:]


def skriv_endringer(base: Base, behandling: Behandling, naa: datetime) -> None:
    """Write the new versions and end the ones they replace."""
    tidspunkt = koding.tid_tekst(naa)
    nye, gamle = [], []
    for handling, post, foer in behandling.endringer:
        nye.append(koding.post_rad(post, handling, tidspunkt, tidspunkt if handling == SLETTET else None))
        if foer is not None:
            gamle.append(foer.id)
    base.sett_inn(t.registrering, nye)
    base.avslutt_versjoner(t.registrering, tidspunkt, gamle)


def skriv_programmer(
    base: Base,
    deltakere: Iterable[Deltaker],
    naa: datetime,
    journal_id: int,
    kjente: Mapping[int, lesing.Programrader] = MappingProxyType({}),
) -> dict[int, lesing.Programrader]:
    """Derive the programmes of those participants anew and keep a version where they differ.

    `sist_aktiv` alone makes no version: only the next night asks for it, and each month's tiltak moves it on.

    Answers the rows then in force. `kjente` are those in force so far, of participants for whom that is known; the
    others' are read.
    """
    etter_id = {d.person.id: d for d in deltakere}
    if not etter_id:
        return {}
    tidspunkt = koding.tid_tekst(naa)
    nye: list[Rad] = []
    gamle: list[int] = []
    aktive: list[tuple[int, str]] = []
    ut: dict[int, lesing.Programrader] = {}
    lagrede = lesing.programrader(base, [id_ for id_ in etter_id if id_ not in kjente])
    for person_id, deltaker in etter_id.items():
        lagret = lagrede[person_id] if person_id in lagrede else kjente[person_id]
        utledet = rader(deltaker)
        gjelder = {rad.nr: (id_, rad) for id_, rad in lagret}
        ut[person_id] = []
        for rad in utledet:
            id_, foer = gjelder.pop(rad.nr, (0, None))
            if foer is not None and foer != rad and foer._replace(sist_aktiv=rad.sist_aktiv) == rad:
                aktive.append((id_, rad.sist_aktiv.isoformat()))
            elif foer != rad:
                if foer is not None:
                    gamle.append(id_)
                id_ = base.neste(t.program)
                nye.append((id_, person_id, *koding.programrad_verdier(rad), tidspunkt, None, journal_id))
            ut[person_id].append((id_, rad))
        gamle += [id_ for id_, _ in gjelder.values()]
    base.avslutt_versjoner(t.program, tidspunkt, gamle)
    base.sett_inn(t.program, nye)
    base.rett(t.program, "sist_aktiv", aktive)
    return ut


GJENTAR = "Gjentar #{}: samme kvittering, ingenting endret"
"""What the journal says of a message that came again, with the number of the entry of the first time."""


@dataclass(frozen=True, slots=True)
class Journalpost:
    """One entry of the journal, about to be written."""

    id: int
    tidspunkt: datetime
    kanal: str
    operasjon: str
    bruker: str | None = None
    kommune: str | None = None
    ident: str | None = None
    meldings_id: str | None = None
    innhold_hash: str | None = None
    feilkode: str | None = None
    tekst: str | None = None
    antall: tuple[int, int, int, int] = (0, 0, 0, 0)
    forespoersel: bytes = b""
    detaljer: dict[str, Any] | None = None


def skriv_journal(base: Base, post: Journalpost) -> None:
    """Write a journal entry."""
    detaljer = koding.json_tekst(post.detaljer).encode() if post.detaljer is not None else b""
    base.sett_inn(t.journal, [(
        post.id, koding.tid_tekst(post.tidspunkt), post.kanal, post.operasjon, post.bruker, post.kommune,
        post.ident, post.meldings_id, post.innhold_hash, post.feilkode, post.tekst, *post.antall,
        pakk(post.forespoersel), pakk(detaljer),
    )])  # fmt: skip


def skriv_anmerkninger(base: Base, command: Registrer, utfall: Sequence[Utfall], journal_id: int) -> None:
    """Write a row per finding, so that «rejected by which rule» is a question to the database."""
    base.sett_inn(t.anmerkning, [
        (base.neste(t.anmerkning), journal_id, nr, u.ident, u.ekstern_id, linje.type or "", a.regel, a.alvor.value,
         a.tekst, a.text, a.felt)
        for nr, (u, linje) in enumerate(zip(utfall, command.linjer, strict=True), start=1)
        if u.anmerkninger
        for a in u.anmerkninger
    ])  # fmt: skip


_REKKEFOELGE = (
    Utfallskode.GODTATT,
    Utfallskode.GODTATT_MED_ADVARSEL,
    Utfallskode.UENDRET,
    Utfallskode.AVVIST,
)


def tell(utfall: Sequence[Utfall]) -> tuple[int, int, int, int]:
    """How many lines were accepted, accepted with a warning, unchanged and rejected."""
    antall = dict.fromkeys(_REKKEFOELGE, 0)
    for u in utfall:
        antall[u.kode] += 1
    a, b, c, d = antall.values()
    return a, b, c, d


def utfall_til_detaljer(utfall: Sequence[Utfall], command: Registrer, tekster: Sequence[str]) -> dict[str, Any]:
    """The outcomes of a message as the journal keeps them; equal traces are kept once.

    What was rejected stands nowhere else, so its content is kept here, under its place in the message.
    """
    spor: dict[str, int] = {}
    avviste = {
        nr: (linje.handling, linje.type, tekst)
        for nr, (u, linje, tekst) in enumerate(zip(utfall, command.linjer, tekster, strict=True), start=1)
        if u.kode is Utfallskode.AVVIST
    }
    return {
        "utfall": [
            (u.ekstern_id, u.ident, u.kode.value, spor.setdefault(u.spor, len(spor)), list(u.anmerkninger))
            for u in utfall
        ],
        "spor": list(spor),
        "avviste": avviste,
    }


def utfall_fra_detaljer(lagret: bytes | memoryview | None) -> tuple[Utfall, ...]:
    """The outcomes that were written to the journal."""
    return utfall_av(json.loads(pakk_ut(lagret) or b"{}"))


def utfall_av(detaljer: Mapping[str, Any]) -> tuple[Utfall, ...]:
    """The outcomes in the details of a journal entry."""
    spor = detaljer.get("spor", [])
    return tuple(
        Utfall(
            ekstern_id,
            ident,
            Utfallskode(kode),
            tuple(Anmerkning(a[0], Alvor(a[1]), *a[2:]) for a in anmerkninger),
            spor[nr],
        )
        for ekstern_id, ident, kode, nr, anmerkninger in detaljer.get("utfall", [])
    )


def tidligere_melding(base: Base, meldings_id: str, kommune: str, slekt: Iterable[str]) -> Rad | None:
    """The journal row of an earlier message under that id: the kommune's own, or else a predecessor's, the latest."""
    # Mostly there is one number to ask for, and a list in the question costs three times the question.
    funnet = [rad for nummer in slekt for rad in base.rader(q.melding, {"m": meldings_id, "k": nummer})]
    return max(funnet, key=lambda rad: (rad[5] == kommune, rad[0]), default=None)
