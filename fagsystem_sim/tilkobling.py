"""The way to a NIR for one kommune, as `reconcile` and `send` go: its contract, and a user.

What the users are called that a simulation makes is said here.
"""

from contextlib import suppress
from difflib import get_close_matches

import requests

from fagsystem_sim.kontroll import IngenKontakt, Kontroll, KontrollFeil
from fagsystem_sim.vaner.vane import INTROBRUKER, NORSKBRUKER
from fagsystem_sim.ws4 import IngenNir, hent_kontrakt, ny_transport
from fagsystem_sim.ws4_masse import Masseklient, kontroller

FLEST = 20
"""So many sandboxes are named where the one that was asked for is not there."""

_KORT = {INTROBRUKER: "intro", NORSKBRUKER: "norsk"}


def brukernavn(kommune: str, rolle: str) -> str:
    """The transfer user of a kommune in a role: `0301-intro`; `0301-fagsystem` where one user has both."""
    return f"{kommune}-{_KORT.get(rolle, 'fagsystem')}"


def passord(bruker: str) -> str:
    """Its password. Nothing is secret in a sandbox, and a run that goes on must know it again."""
    return f"passord-{bruker}"


def koble(endepunkt: Kontroll, kommune: str, bruker: str, hemmelig: str | None = None) -> Masseklient:
    """A client of a user, at the NIR that a control client points to.

    Raises IngenNir where nothing answers, or something that is no NIR, or a mocknir without the sandbox.
    """
    transport = ny_transport(60.0)
    try:
        kontrakt = hent_kontrakt(endepunkt.ws4, transport)
    except IngenNir as feil:
        if isinstance(feil.__cause__, requests.HTTPError):
            _kontroller_sandkassen(endepunkt)
        raise
    kontroller(kontrakt)
    return Masseklient(
        endepunkt.ws4, bruker, hemmelig or passord(bruker), kommune, kontrakt=kontrakt, transport=transport
    )  # fmt: skip


def _kontroller_sandkassen(kontroll: Kontroll) -> None:
    """Raise IngenNir where a mocknir answers that tells of its sandboxes, and has none of that name."""
    finnes = None
    with suppress(IngenKontakt, KontrollFeil):  # then what went wrong before is what is told
        finnes = kontroll.sandkasser()
    if not isinstance(finnes, list):
        return
    navn = sorted(str(ett["name"]) for ett in finnes)
    if kontroll.sandkasse in navn:
        return
    mente = get_close_matches(kontroll.sandkasse, navn, 1)
    nb, en = (f"Mente du {mente[0]}? ", f"Did you mean {mente[0]}? ") if mente else ("", "")
    alle = ", ".join(navn[:FLEST]) + (" …" if len(navn) > FLEST else "") or "–"
    raise IngenNir(
        f"Ingen sandkasse på {kontroll.url} heter «{kontroll.sandkasse}». {nb}Der finnes: {alle}. / "
        f"No sandbox there is called that. {en}There are: {alle}."
    )
