"""How a route of the control plane is described, and what its handler is given.

The routes stand as tables of `Rute` in the files beside this one (`RUTER` in each): method, address, model and
text, enough to serve them by and to describe them by.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from mocknir.clock.klokke import Modus
from mocknir.control.hjerteslag import Hjerteslag
from mocknir.control.lyttere import Lyttere
from mocknir.sandbox import Sandbox, Sandboxes

PREFIKS = "/control/v1"
"""Where the control plane begins."""

INNHOLD_JSON = "application/json"
INNHOLD_CSV = "text/csv"
INNHOLD_TEKST = "text/plain"
INNHOLD_HTML = "text/html"
INNHOLD_YAML = "text/yaml"
INNHOLD_HENDELSER = "text/event-stream"

INN = TypeVar("INN")


@dataclass(frozen=True, slots=True)
class Kontroll:
    """What the control plane acts on."""

    sandboxes: Sandboxes
    hjerteslag: Hjerteslag
    lyttere: Lyttere = field(default_factory=Lyttere)

    def hent(self, navn: str) -> Sandbox:
        """A sandbox that is there, or is made by its first use; its clock is followed when it runs."""
        sandbox = self.sandboxes.bruk(navn)
        if sandbox.klokke.modus is Modus.RUNNING:
            self.hjerteslag.foelg(navn)
        return sandbox


@dataclass(frozen=True, slots=True)
class Kall(Generic[INN]):
    """A request, read: `sti` from the address, `inn` the model of its body or query, `raa` its body as it came.

    `sporring` holds the query string of a route that has no model for it.
    """

    kontroll: Kontroll
    sti: dict[str, str]
    inn: INN
    raa: bytes = b""
    sporring: dict[str, str] = field(default_factory=dict)

    @property
    def sandbox(self) -> Sandbox:
        """The sandbox that the address names."""
        return self.kontroll.hent(self.sti["sandbox"])


MAKS_ID = 2**63 - 1
"""The greatest number that a database can be asked for."""


def heltall(tekst: str) -> int:
    """A number of an address; 0, which nothing has, for a text that is none."""
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 19 else 0


class Rute(NamedTuple):
    """One route: `inn` models the query string of a GET and the body of anything else.

    `felter` gives the fields that the register names the names they have in the body. `innhold` is the media type
    of the body; `fri_sporring` lets the handler judge the query string itself. What it answers as JSON is told by the
    return type of `gjoer`, or by `svar` where that makes the response itself; `medier` are the other media types it
    can answer in, `hoder` the headers it reads.
    """

    metode: str
    sti: str
    gjoer: Callable[[Any], Any]
    tekst: str
    text: str
    inn: type[BaseModel] | None = None
    status: HTTPStatus = HTTPStatus.OK
    innhold: str = INNHOLD_JSON
    felter: tuple[tuple[str, str], ...] = ()
    fri_sporring: bool = False
    svar: Any = ...
    medier: tuple[str, ...] = ()
    hoder: tuple[str, ...] = ()
