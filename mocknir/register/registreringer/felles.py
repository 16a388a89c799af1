"""The words that the kinds of registration share: schemes, the usual fields, and what every kind answers."""

from datetime import date
from typing import Annotated, Protocol

from mocknir.register.felt import Felt, dokumentert

INTRO = "intro"
NORSK = "norsk"
ASYLNORSK = "asylnorsk"
MOTTAK = "mottak"
REGISTER = "register"
"""The scheme of what concerns the person in the register as a whole (reservasjon)."""

Ordning = Annotated[
    str,
    Felt("Ordningen det gjelder", "The scheme concerned", dokumentert("§2.1 [S24]"), "ordning"),
]
Fra = Annotated[date, Felt("Første dag", "First day", dokumentert("§2.5 [S17]"))]
Til = Annotated[date, Felt("Siste dag", "Last day", dokumentert("§2.5 [S17]"))]
ValgfriTil = Annotated[
    date | None, Felt("Siste dag, når den er kjent", "Last day, once known", dokumentert("§2.5 [S17]"))
]
Vedtaksdato = Annotated[date, Felt("Datoen vedtaket ble fattet", "The day of the decision", dokumentert("§2.3 [S22]"))]
Begrunnelse = Annotated[
    str | None,
    Felt("Begrunnelse i klartekst", "Reason in plain text", dokumentert("§2.3 [S22]"), maks_lengde=1000),
]


class Innhold(Protocol):
    """What every kind of registration answers."""

    @property
    def ordning(self) -> str: ...
    @property
    def kode(self) -> str | None: ...
    @property
    def fra(self) -> date | None: ...
    @property
    def til(self) -> date | None: ...
