"""What a rule is: an object with its source, its provenance, its parameters and one function (design.md §4)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, NamedTuple

from mocknir.register.felt import Kilde
from mocknir.register.tekst import Ugyldig
from mocknir.register.vurdering import Alvor, Funn, Parametre, Sak


class IkkeAktuell(Enum):
    """What a rule answers that does not apply to a case."""

    IKKE_AKTUELL = "ikke aktuell"


IKKE_AKTUELL = IkkeAktuell.IKKE_AKTUELL

Svar = Funn | Sequence[Funn] | IkkeAktuell | None
"""A rule's answer: one finding or several, not applicable, or None when the case passed."""


class Art(StrEnum):
    """When a rule is met: at the door, on a registration, at night, or in the year's figures."""

    INNGANG = "inngang"
    REGISTRERING = "registrering"
    LUKKING = "lukking"
    STATISTIKK = "statistikk"


def les_timer(tekst: str) -> Decimal:
    """Hours of a week, from 0 to 168, with two decimals at most; Ugyldig for anything else, such as NaN."""
    if not _TIMER.fullmatch(tekst) or Decimal(tekst) > TIMER_I_UKEN:
        raise Ugyldig(
            f"«{tekst}» er ikke timer i en uke: skriv et tall fra 0 til {TIMER_I_UKEN}, som 37.5",
            f"«{tekst}» is not hours of a week: write a number from 0 to {TIMER_I_UKEN}, as 37.5",
        )
    return Decimal(tekst)


TIMER_I_UKEN = 168
_TIMER = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")


class Parameter(NamedTuple):
    """A number or a switch of a rule; `standard` sets its type (int, bool or str).

    An int lies from `minst` to `mest`; a str is one of `valg`, or what `form` reads without an Ugyldig
    (`les_dato`, `les_timer`). All three hold for `les` alone: a rule trusts what it is given.
    """

    navn: str
    standard: int | bool | str
    tekst: str
    text: str
    kilde: Kilde
    minst: int = 0
    mest: int = 100_000
    valg: tuple[str, ...] = ()
    form: Callable[[str], object] | None = None

    def les(self, verdi: str) -> int | bool | str:
        """The value a text stands for, a day as YYYY-MM-DD, as rules compare the text; Ugyldig says what is allowed."""
        try:
            return self._les(verdi)
        except Ugyldig as feil:
            raise Ugyldig(f"{self.navn}: {feil.tekst}", f"{self.navn}: {feil.text}") from None

    def _les(self, verdi: str) -> int | bool | str:
        if isinstance(self.standard, bool):
            if verdi.lower() not in ("ja", "nei", "true", "false"):
                raise Ugyldig(f"«{verdi}» er ikke ja eller nei", f"«{verdi}» is neither ja (yes) nor nei (no)")
            return verdi.lower() in ("ja", "true")
        if isinstance(self.standard, int):
            try:
                tall = int(verdi)
            except ValueError:
                raise Ugyldig(f"«{verdi}» er ikke et helt tall", f"«{verdi}» is not a whole number") from None
            if not self.minst <= tall <= self.mest:
                raise Ugyldig(f"{tall} må være fra {self.minst} til {self.mest}",
                              f"{tall} must be from {self.minst} to {self.mest}")  # fmt: skip
            return tall
        if self.valg and verdi not in self.valg:
            alle = ", ".join(self.valg)
            raise Ugyldig(f"«{verdi}» må være en av {alle}", f"«{verdi}» must be one of {alle}")
        lest = self.form(verdi) if self.form is not None else verdi
        return lest.isoformat() if isinstance(lest, date) else verdi


@dataclass(frozen=True, slots=True)
class Regel:
    """One rule.

    `gjoer` is its function, whose docstring tells why the rule is there. `kilde` says whether the rule itself is
    documented, `detaljer` whether its details are. `fra`/`til` are the virtual days on which it holds (for a rule
    of the figures: the days on which programmes ended). `typer` are the registration types it is met for (empty =
    all). `uten_person`: it can be judged on somebody NIR does not know. `adgang`: a rule of access, met also when
    the content is unchanged. `for_nir`: it also binds what NIR does itself.
    """

    id: str
    tittel: str
    title: str
    kilde: Kilde
    detaljer: Kilde
    art: Art
    alvor: Alvor
    gjoer: Callable[..., Any]
    parametre: tuple[Parameter, ...] = ()
    typer: frozenset[str] = frozenset()
    fra: date | None = None
    til: date | None = None
    uten_person: bool = False
    adgang: bool = False
    for_nir: bool = False

    def gjelder(self, dag: date) -> bool:
        """Whether the rule is in effect on that virtual day."""
        return (self.fra is None or self.fra <= dag) and (self.til is None or dag <= self.til)

    @property
    def standardverdier(self) -> dict[str, int | bool | str]:
        """The parameters with their defaults."""
        return {p.navn: p.standard for p in self.parametre}


@dataclass(slots=True)
class _Bygger:
    felter: dict[str, Any] = field(default_factory=dict)

    def __call__(self, gjoer: Callable[..., Any]) -> Regel:
        return Regel(gjoer=gjoer, **self.felter)


def regel(
    id: str,
    *,
    tittel: str,
    title: str,
    kilde: Kilde,
    detaljer: Kilde | None = None,
    alvor: Alvor = Alvor.AVVIST,
    art: Art = Art.REGISTRERING,
    parametre: Sequence[Parameter] = (),
    typer: Sequence[str] = (),
    fra: date | None = None,
    til: date | None = None,
    uten_person: bool = False,
    adgang: bool = False,
    for_nir: bool = False,
) -> Callable[[Callable[..., Any]], Regel]:
    """Make a rule of the function below it; the function's docstring says why and cites the source."""
    return _Bygger({
        "id": id, "tittel": tittel, "title": title, "kilde": kilde, "detaljer": detaljer or kilde, "art": art,
        "alvor": alvor, "parametre": tuple(parametre), "typer": frozenset(typer), "fra": fra, "til": til,
        "uten_person": uten_person, "adgang": adgang, "for_nir": for_nir,
    })  # fmt: skip


Vurderer = Callable[[Sak, Parametre], Svar]
"""The function of a rule of art REGISTRERING."""
