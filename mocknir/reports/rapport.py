"""What a report is: a name, what it takes, and a function that reads a table out of a sandbox."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.tekst import Ugyldig
from mocknir.reports.tabell import Tabell
from mocknir.sandbox import Sandbox


class Parameter(NamedTuple):
    """One thing that can be asked of a report.

    `les` makes a value of the text, or raises Ugyldig with what is allowed; `valg` are the values a form can offer.
    """

    navn: str
    tekst: str
    text: str
    les: Callable[[str], Any]
    paakrevd: bool = False
    valg: tuple[str, ...] = ()


Lest = Mapping[str, Any]
"""The parameters as values; one that was not given is None."""


@dataclass(frozen=True, slots=True)
class Rapport:
    """A report of NIR; `lag` makes its table."""

    navn: str
    tittel: str
    title: str
    beskrivelse: str
    description: str
    parametre: tuple[Parameter, ...]
    gjoer: Callable[[Sandbox, Lest], Tabell]

    def lag(self, sandbox: Sandbox, parametre: Mapping[str, str]) -> Tabell:
        """Make the table; Avvik names a parameter that is unknown, missing or wrong, and what is allowed."""
        kjente = {p.navn: p for p in self.parametre}
        for navn in parametre:
            if navn not in kjente:
                raise _ukjent(self, navn)
        return self.gjoer(sandbox, {p.navn: _les(self, p, parametre.get(p.navn, "").strip()) for p in self.parametre})


def _les(rapport: Rapport, parameter: Parameter, tekst: str) -> Any:
    if not tekst:
        if parameter.paakrevd:
            raise feil(
                parameter.navn,
                f"Rapporten «{rapport.navn}» må ha «{parameter.navn}»: {parameter.tekst}",
                f"The report «{rapport.navn}» needs «{parameter.navn}»: {parameter.text}",
            )
        return None
    try:
        return parameter.les(tekst)
    except Ugyldig as ugyldig:
        raise feil(
            parameter.navn,
            f"{parameter.navn}: «{tekst}» kan ikke brukes; {ugyldig.tekst}",
            f"{parameter.navn}: «{tekst}» cannot be used; {ugyldig.text}",
        ) from None


def feil(felt: str, tekst: str, text: str) -> Avvik:
    """What a report refuses, with the parameter at fault."""
    return Avvik(Feilkode.UGYLDIG_VERDI, tekst, text, felt=felt)


def _ukjent(rapport: Rapport, navn: str) -> Avvik:
    if not rapport.parametre:
        return feil(
            navn,
            f"Rapporten «{rapport.navn}» tar ingen parametre, heller ikke «{navn}»",
            f"The report «{rapport.navn}» takes no parameters, nor «{navn}»",
        )
    kjente = ", ".join(p.navn for p in rapport.parametre)
    return feil(
        navn,
        f"Rapporten «{rapport.navn}» har ingen parameter «{navn}»; bruk {kjente}",
        f"The report «{rapport.navn}» has no parameter «{navn}»; use {kjente}",
    )
