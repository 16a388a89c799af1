"""What a contract is made of: elements, choices, types and operations, each with its source.

Plain descriptions; `typer` and `operasjoner` fill them in, `kontrakt` renders them, `proveniens` lists them.
"""

from typing import NamedTuple

from mocknir.register.felt import Kilde

UBEGRENSET = "unbounded"


class Element(NamedTuple):
    """A child element: `type` is a name in this schema, or an `xs:` name; `mest` is a number or UBEGRENSET.

    `kodeverk` names the code list whose codes it takes (HentKodeverk gives them).
    """

    navn: str
    type: str
    tekst: str
    text: str
    kilde: Kilde
    minst: int = 1
    mest: int | str = 1
    kodeverk: str | None = None


class Valg(NamedTuple):
    """One of several elements; with `minst` 0 it may be left out."""

    elementer: tuple[Element, ...]
    minst: int = 1


Ledd = Element | Valg


class Enkel(NamedTuple):
    """A simple type: a base, facets in the order XSD wants them, or the closed list of its values."""

    navn: str
    base: str
    tekst: str
    text: str
    kilde: Kilde
    fasetter: tuple[tuple[str, str], ...] = ()
    verdier: tuple[str, ...] = ()


class Kompleks(NamedTuple):
    """A complex type: a sequence of elements and choices."""

    navn: str
    tekst: str
    text: str
    kilde: Kilde
    ledd: tuple[Ledd, ...]


class Operasjon(NamedTuple):
    """An operation: what is sent (`inn`) and what comes back (`ut`), both as the content of its wrapper."""

    navn: str
    tekst: str
    text: str
    kilde: Kilde
    inn: tuple[Ledd, ...]
    ut: tuple[Ledd, ...]

    @property
    def svarnavn(self) -> str:
        """The name of the wrapper element of the answer."""
        return self.navn + "Response"


def elementer(ledd: tuple[Ledd, ...]) -> list[Element]:
    """All elements of a sequence, those of its choices as well."""
    return [e for ett in ledd for e in (ett.elementer if isinstance(ett, Valg) else (ett,))]
