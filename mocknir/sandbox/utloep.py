"""When sandboxes expire: by the wall's clock, as nobody waits for a sandbox on its own."""

import re
from math import inf

from mocknir.register.feil import Avvik, Feilkode
from mocknir.store.navnerom import Lager

ALDRI = "never"
_VARIGHET = re.compile(r"(\d{1,5})(s|min|h|d|w)")
_SEKUNDER = {"s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}

MAKS_HUSKET = 1000
"""How many expired sandboxes are remembered, to tell who asks for one where it went."""


def les_levetid(tekst: str, felt: str = "expires") -> float | None:
    """The seconds of `30min`, `2h`, `7d` or `2w`; None for `never`; Avvik when it is none of these."""
    if tekst == ALDRI:
        return None
    treff = _VARIGHET.fullmatch(tekst)
    if treff is None or int(treff[1]) == 0:
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"«{tekst}» er ikke en levetid: skriv for eksempel 30min, 2h, 7d, 2w eller never",
            f"«{tekst}» is not a time to live: write for example 30min, 2h, 7d, 2w or never",
            felt=felt,
        )
    return float(int(treff[1]) * _SEKUNDER[treff[2]])


class Utloep:
    """When the sandboxes of a store expire, read once and kept in step with it, and which of late have."""

    def __init__(self, lager: Lager) -> None:
        self._lager = lager
        self._lest: dict[str, float] | None = None
        self._husket: dict[str, float] = {}

    @property
    def alle(self) -> dict[str, float]:
        """The moments, by name, of those that expire."""
        if self._lest is None:
            self._lest = self._lager.utloep()
        return self._lest

    def er_ute(self, navn: str, naa: float) -> bool:
        """Whether a sandbox has expired."""
        return self.alle.get(navn, inf) <= naa

    def noter(self, navn: str, naar: float | None) -> None:
        """A sandbox was made, or given another moment; the store knows."""
        self._husket.pop(navn, None)
        if naar is None:
            self.alle.pop(navn, None)
        else:
            self.alle[navn] = naar

    def sett(self, navn: str, naar: float | None) -> None:
        """Let a sandbox expire at a moment, or never."""
        self._lager.sett_utloep(navn, naar)
        self.noter(navn, naar)

    def husk(self, navn: str) -> None:
        """Remember one that expired and was removed."""
        self._husket[navn] = self.alle.pop(navn)
        while len(self._husket) > MAKS_HUSKET:
            del self._husket[next(iter(self._husket))]

    def utloept(self, navn: str) -> float | None:
        """When a sandbox that is gone expired; None for any other."""
        return self._husket.get(navn)
