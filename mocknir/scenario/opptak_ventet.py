"""What a recording expects: the receipts that were given, what NIR closed, and how each person stands in the end."""

from collections.abc import Iterable, Sequence
from typing import Any

from mocknir.faults.kinds import DROP, FAULT, HTML503, MUST_UNDERSTAND, RESET, TRUNCATE, VERSION_MISMATCH, WRONG_TYPE
from mocknir.register import kodeverk
from mocknir.register.behandle import Utfall
from mocknir.register.svar import Deltakerbilde, Lukking, Programbilde
from mocknir.scenario.historie import Melding
from mocknir.scenario.opptak_folk import Folk

SISTE_REGISTRERINGER = 3
"""How many of a person's registrations are told, the latest ones."""

_TAPT = frozenset({DROP, RESET, TRUNCATE, HTML503, WRONG_TYPE})
"""Faults after which a client has no answer that it can read."""


def svar(steg: str, m: Melding, utfall: Sequence[Utfall]) -> dict[str, Any]:
    """The answer that the sender of a message got."""
    slag = {s.kind for s in m.slag}
    if slag & _TAPT:
        return {"lost": steg}
    feil = next((s for s in slag if s.startswith(FAULT) or s in (VERSION_MISMATCH, MUST_UNDERSTAND)), None)
    if feil is not None:
        kode = {"kode": feil.removeprefix(FAULT)} if feil.startswith(FAULT) else {}
        return {"fault": steg, **kode}
    if m.avslag is not None:
        regel = {"regel": m.avslag.regel} if m.avslag.regel else {}
        return {"fault": steg, "kode": m.avslag.kode, **regel}
    gjentatt = {"gjentatt": True} if m.gjentar is not None else {}
    noekler = [u.ekstern_id for u in utfall]
    if len(set(noekler)) < len(noekler):
        return {"receipt": steg, **gjentatt, "utfall": [{"eksternId": u.ekstern_id, **_hele(u)} for u in utfall]}
    return {"receipt": steg, **gjentatt, "outcomes": {u.ekstern_id: _ett(u) for u in utfall}}


def _ett(u: Utfall) -> Any:
    return _hele(u) if u.anmerkninger else u.kode.value


def _hele(u: Utfall) -> dict[str, Any]:
    regler = [{"regel": a.regel} for a in u.anmerkninger]
    if not regler:
        return {"utfall": u.kode.value}
    return {"utfall": u.kode.value, "funn": {"contains": regler[0] if len(regler) == 1 else regler}}


def lukket(lukkinger: Iterable[Lukking], folk: Folk) -> dict[str, Any]:
    """All that NIR closed, in order."""
    return {"fired": [
        {"person": folk.navn(en.ident), "regel": en.regel, "sluttdato": en.sluttdato, "natt": en.natt}
        for en in lukkinger
    ]}  # fmt: skip


def person(bilde: Deltakerbilde, folk: Folk) -> dict[str, Any]:
    """How a person stands: law, kommune, the last programme, the last registrations."""
    ut: dict[str, Any] = {"person": folk.navn(bilde.person.ident), "lov": bilde.lov, "kommune": bilde.kommune}
    ut["program"] = _program(bilde.programmer[-1]) if bilde.programmer else None
    siste = [
        {"type": post.type, "aktoer": post.aktoer} if post.av_nir else {"eksternId": post.ekstern_id, "type": post.type}
        for post in bilde.poster[-SISTE_REGISTRERINGER:]
    ]
    ut["registrering"] = {"contains": siste} if siste else {"count": 0}
    return ut


def _program(bilde: Programbilde) -> dict[str, Any]:
    rad = bilde.rad
    ut: dict[str, Any] = {"nr": rad.nr, "status": bilde.status, "start": rad.start, "slutt": rad.slutt}
    if rad.slutt is not None:
        ut |= {"avsluttetAv": rad.avsluttet_av, "avslutningsaarsak": rad.aarsak}
        if not rad.viderefoert:
            ut["maaloppnaaelse"] = kodeverk.teller_som_maal(rad.aarsak)
    return ut
