"""A municipal system: what it has registered, what it transfers, and what NIR answered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from fagsystem_sim.meldinger import AVVIST, GODTATT, MED_ADVARSEL, UENDRET, Endring, Kvittering, Registrering, Utfall
from fagsystem_sim.ws4 import Ws4Klient


class Arbeid(NamedTuple):
    """One registration and the user who transfers it."""

    bruker: str
    registrering: Registrering


@dataclass(slots=True)
class Resultat:
    """What became of registrations that were transferred."""

    utfall: Counter[str] = field(default_factory=Counter)
    regler: Counter[tuple[str, str]] = field(default_factory=Counter)
    merknader: list[Utfall] = field(default_factory=list)
    meldinger: int = 0

    @property
    def antall(self) -> int:
        """How many registrations were transferred."""
        return self.utfall.total()

    @property
    def tall(self) -> tuple[int, int, int, int]:
        """How many were accepted, accepted with a warning, unchanged, and rejected."""
        return self.utfall[GODTATT], self.utfall[MED_ADVARSEL], self.utfall[UENDRET], self.utfall[AVVIST]

    def ta_med(self, kvittering: Kvittering) -> None:
        """Count the outcomes of a receipt."""
        self.meldinger += 1
        for utfall in kvittering.utfall:
            self.utfall[utfall.kode] += 1
            self.regler.update({(funn.regel, funn.alvor) for funn in utfall.funn})
            if utfall.funn:
                self.merknader.append(utfall)

    def __iadd__(self, andre: "Resultat") -> "Resultat":
        self.utfall.update(andre.utfall)
        self.regler.update(andre.regler)
        self.merknader += andre.merknader
        self.meldinger += andre.meldinger
        return self


class Fagsystem:
    """The system of one kommune: transfers by `klienter`, one for each user, and remembers by eksternId."""

    def __init__(self, klienter: Mapping[str, Ws4Klient]) -> None:
        self.klienter = klienter
        self.register: dict[str, Arbeid] = {}
        self.resultat = Resultat()
        self._sekvens = 0

    def overfoer(self, navn: str, arbeid: Iterable[Arbeid]) -> Resultat:
        """Keep what was registered, and transfer it; a new message where the user changes.

        `navn` begins the meldingsId of each message and is used once.
        """
        resultat = Resultat()
        for runde, (bruker, gruppe) in enumerate(groupby(arbeid, lambda a: a.bruker), 1):
            gruppen = list(gruppe)
            self.register.update({a.registrering.ekstern_id: a for a in gruppen})
            registreringer = [a.registrering for a in gruppen]
            for kvittering in self.klienter[bruker].overfoer_alle(f"{navn}-{runde}-{bruker}", registreringer):
                resultat.ta_med(kvittering)
        self.resultat += resultat
        return resultat

    def les_endringer(self, bruker: str) -> list[Endring]:
        """What has changed in NIR since it was last asked, one's own transfers and what NIR did by itself."""
        endringer = list(self.klienter[bruker].endringer(self._sekvens))
        if endringer:
            self._sekvens = endringer[-1].sekvens
        return endringer

    @property
    def reddet(self) -> list[str]:
        """The messages whose answers got lost and that HentKvittering settled."""
        return [melding for klient in self.klienter.values() for melding in klient.reddet]
