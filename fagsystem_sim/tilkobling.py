"""The way to a NIR for one kommune, as `reconcile` and `send` go: its contract, and a user.

What the users are called that a simulation makes is said here.
"""

from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.vaner.vane import INTROBRUKER, NORSKBRUKER
from fagsystem_sim.ws4 import hent_kontrakt, ny_transport
from fagsystem_sim.ws4_masse import Masseklient, kontroller

_KORT = {INTROBRUKER: "intro", NORSKBRUKER: "norsk"}


def brukernavn(kommune: str, rolle: str) -> str:
    """The transfer user of a kommune in a role: `0301-intro`; `0301-fagsystem` where one user has both."""
    return f"{kommune}-{_KORT.get(rolle, 'fagsystem')}"


def passord(bruker: str) -> str:
    """Its password. Nothing is secret in a sandbox, and a run that goes on must know it again."""
    return f"passord-{bruker}"


def koble(endepunkt: Kontroll, kommune: str, bruker: str, hemmelig: str | None = None) -> Masseklient:
    """A client of a user, at the NIR that a control client points to.

    Raises SvarBorte where nothing answers, or something that is no NIR.
    """
    transport = ny_transport(60.0)
    kontrakt = hent_kontrakt(endepunkt.ws4, transport)
    kontroller(kontrakt)
    return Masseklient(
        endepunkt.ws4, bruker, hemmelig or passord(bruker), kommune, kontrakt=kontrakt, transport=transport
    )  # fmt: skip
