"""What is registered in reception centres, and on the person in the register (domain.md §2.8, §7)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from mocknir.register.felt import Felt, antatt, dokumentert
from mocknir.register.registreringer.felles import MOTTAK, REGISTER, Fra, ValgfriTil


class Mottakstiltak(NamedTuple):
    """Et kvalifiseringstiltak i mottak (domain.md §2.8 [S49])."""

    tiltakstype: Annotated[str, Felt("Tiltakstype", "Kind of measure", dokumentert("§2.8 [S49]"), "mottakstiltakstype")]
    fra: Fra
    til: ValgfriTil = None
    timer: Annotated[Decimal | None, Felt("Timer", "Hours", dokumentert("§2.2 [S6]"))] = None
    fullfoert: Annotated[
        bool | None, Felt("Om tiltaket er fullført", "Whether completed", dokumentert("§2.8 [S49]"))
    ] = None  # fmt: skip

    @property
    def ordning(self) -> str:
        return MOTTAK

    @property
    def kode(self) -> str:
        return self.tiltakstype


class Reservasjon(NamedTuple):
    """Reservasjon mot bruk av opplysninger til forskning (domain.md §1.7 [S4], §7 [S83])."""

    reservert: Annotated[
        bool, Felt("Om personen har reservert seg", "Whether the person opted out", dokumentert("§7 [S83]"))
    ]
    dato: Annotated[date, Felt("Datoen for reservasjonen", "The day of it", antatt("§7 [S83]"))]

    @property
    def ordning(self) -> str:
        return REGISTER

    @property
    def kode(self) -> str:
        return "ja" if self.reservert else "nei"

    @property
    def fra(self) -> date:
        return self.dato

    @property
    def til(self) -> None:
        return None
