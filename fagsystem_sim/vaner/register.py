"""All habits there are, and how often each of them shows."""

import difflib
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from fagsystem_sim import tilfeldig
from fagsystem_sim.profiler.arbeidet import Saksbehandling, Vanemoenster
from fagsystem_sim.vaner import folk, system
from fagsystem_sim.vaner.vane import Meldingsvane, Personvane, Vane

VANER: dict[str, Vane] = {
    vane.navn: vane
    for vane in (
        folk.GlemmerAvslutning(), folk.Sen(), folk.AnnetPaaForlenget(), folk.BareNorsk(), folk.SerIkkeFlytting(),
        folk.HullMellomTiltak(), folk.GamleFeltPaaNyLov(), system.SenderToGanger(), system.FeilRekkefoelge(),
        system.MisterSvar(), system.MisterSvarUtenMeldingsid(), system.FeilKommune(), system.FeilRolle(),
        system.IkkeTilpassetWs4(), system.SammenslaattIJanuar(),
    )
}  # fmt: skip
"""The habits by name, in the order in which they take hold. The order is part of the outcome of a seed."""


class UkjentVane(ValueError):
    """There is no habit of that name."""

    def __init__(self, navn: str) -> None:
        naer = difflib.get_close_matches(navn, VANER, 1, 0.5)
        mente = (f" Mente du «{naer[0]}»?", f" Did you mean «{naer[0]}»?") if naer else ("", "")
        super().__init__(
            f"Ingen vane heter «{navn}».{mente[0]} Se fagsystem-sim habits. / "
            f"There is no habit «{navn}».{mente[1]} See fagsystem-sim habits."
        )


class UmuligRate(ValueError):
    """A rate that is no share between 0 and 1."""

    def __init__(self, navn: str, rate: object) -> None:
        super().__init__(
            f"Raten til vanen «{navn}» er {rate!r}; den må være et tall fra 0 til 1. / "
            f"The rate of the habit «{navn}» is {rate!r}; it must be a number from 0 to 1."
        )


class Vaner:
    """The habits of a run, by `rater` (name → share, 0–1), and the pace of casework.

    `saksbehandling` and `moenster` are those of a profile, or as they are when a profile is silent. `sammenslaatte`
    tells on which day a kommune came out of a merger, and `arvet` which number a merged kommune has now, so that its
    keys live on. Raises UkjentVane and UmuligRate.
    """

    def __init__(
        self,
        rater: Mapping[str, Any],
        froe: int = 0,
        *,
        saksbehandling: Saksbehandling | None = None,
        moenster: Vanemoenster | None = None,
        sammenslaatte: Mapping[str, date] | None = None,
        arvet: Mapping[str, str] | None = None,
    ) -> None:
        for navn, rate in rater.items():
            if navn not in VANER:
                raise UkjentVane(navn)
            if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 <= rate <= 1:
                raise UmuligRate(navn, rate)
        self.rater = {navn: float(rater.get(navn, 0.0)) for navn in VANER}
        self.froe = froe
        self.saksbehandling = saksbehandling or Saksbehandling()
        self.moenster = moenster or Vanemoenster()
        self.sammenslaatte = sammenslaatte or {}
        self.arvet = arvet or {}
        self.folk = [(vane, self.rater[navn]) for navn, vane in VANER.items() if isinstance(vane, Personvane)]
        self._meldinger = [(navn, self.rater[navn]) for navn, v in VANER.items() if isinstance(v, Meldingsvane)]
        self._stille_meldinger = not any(rate for _, rate in self._meldinger)
        self._kommuner: dict[tuple[str, str], bool] = {}

    @classmethod
    def av_tekst(cls, tekst: str, froe: int = 0) -> "Vaner":
        """From `glemmer-avslutning,sen=0.3`: the names, with a rate or at their usual one."""
        rater: dict[str, float] = {}
        for del_ in filter(None, (d.strip() for d in tekst.split(","))):
            navn, er_lik, rate = del_.partition("=")
            if navn not in VANER:
                raise UkjentVane(navn)
            try:
                rater[navn] = float(rate) if er_lik else VANER[navn].standard
            except ValueError:
                raise UmuligRate(navn, rate) from None
        return cls(rater, froe)

    def kommune_har(self, navn: str, kommune: str) -> bool:
        """Whether a kommune has a habit; always the same answer for the same seed."""
        if not (rate := self.rater[navn]):
            return False
        svar = self._kommuner.get((navn, kommune))
        if svar is None:
            svar = tilfeldig.generator(self.froe, navn, kommune).random() < rate
            self._kommuner[navn, kommune] = svar
        return svar

    def melding(self, meldings_id: str) -> frozenset[str]:
        """The habits that show in a message; always the same answer for the same seed and message."""
        if self._stille_meldinger:
            return frozenset()
        t = tilfeldig.generator(self.froe, "melding", meldings_id)
        return frozenset(navn for navn, rate in self._meldinger if t.random() < rate)

    def holder_stille(self, kommune: str, dag: date) -> bool:
        """Whether a merged kommune keeps its transfers back on a day."""
        slaatt_sammen = self.sammenslaatte.get(kommune)
        return (
            slaatt_sammen is not None
            and slaatt_sammen <= dag < slaatt_sammen + timedelta(days=self.saksbehandling.januarstille.verdi)
            and not self.kommune_har("sammenslaatt-i-januar", kommune)
        )
