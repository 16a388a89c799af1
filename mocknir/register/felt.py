"""How a field of a registration is described: one description serves the contract, the binding and the store."""

from typing import NamedTuple

DOKUMENTERT = "dokumentert"
ANTATT = "antatt"


class Kilde(NamedTuple):
    """Where a rule, a code or a field comes from.

    `proveniens` is `dokumentert` (a fact with a public source) or `antatt` (our assumption);
    `henvisning` points into domain.md, e.g. `§2.3 [S22]`.
    """

    proveniens: str
    henvisning: str


def dokumentert(henvisning: str) -> Kilde:
    """A fact with a source."""
    return Kilde(DOKUMENTERT, henvisning)


def antatt(henvisning: str) -> Kilde:
    """An assumption of ours; the reference names what it leans on."""
    return Kilde(ANTATT, henvisning)


class Felt(NamedTuple):
    """What is said of one field beside its Python type.

    `tekst`/`text` explain it in bokmål and English; `kodeverk` names its code list;
    `maks_lengde` bounds free text.
    """

    tekst: str
    text: str
    kilde: Kilde
    kodeverk: str | None = None
    maks_lengde: int = 200
