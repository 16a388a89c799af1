"""NIR web, for who registers by hand: the control plane plays the page that people type into."""

from datetime import datetime
from typing import Any

from fagsystem_sim.kontroll import IngenKontakt, Kontroll, KontrollFeil
from fagsystem_sim.meldinger import GODTATT, Funn, Utfall
from fagsystem_sim.ws4 import NirFeil, SvarBorte
from fagsystem_sim.ws4_masse import Massekvittering, Rad


class Webklient:
    """A user of a kommune at a NIR's web pages."""

    def __init__(self, kontroll: Kontroll, bruker: str, kommune: str) -> None:
        self.kontroll = kontroll
        self.bruker = bruker
        self.kommune = kommune

    def overfoer_rader(self, meldings_id: str, rader: list[Rad], kommune: str | None = None) -> Massekvittering:
        """Register by hand, once. Raises SvarBorte and NirFeil."""
        try:
            svar = self.kontroll.registrer(
                self.bruker, kommune or self.kommune, meldings_id,
                [
                    {
                        "eksternId": rad.ekstern_id, "person": rad.ident, "handling": rad.handling, "type": rad.type,
                        "content": dict(rad.innhold),
                    }
                    for rad in rader
                ],
            )  # fmt: skip
        except IngenKontakt as feil:
            raise SvarBorte(str(feil)) from feil
        except KontrollFeil as feil:
            if feil.status >= 500:
                raise SvarBorte(str(feil)) from feil
            raise NirFeil("UgyldigVerdi" if feil.status == 422 else "IngenTilgang", str(feil)) from feil
        utfall = tuple(_utfall(u) for u in svar["utfall"])
        sier_noe = tuple(u for u in utfall if u.kode != GODTATT or u.funn)
        mottatt = datetime.fromisoformat(svar["mottatt"])
        return Massekvittering(meldings_id, mottatt, svar["gjentatt"], len(utfall), sier_noe)

    def hent_kvittering(self, meldings_id: str, kommune: str | None = None) -> Massekvittering:
        """NIR web shows no receipts: whoever is unsure registers again, under the same key."""
        raise NirFeil("UkjentMelding", "NIR web viser ingen kvitteringer")


def _utfall(svar: dict[str, Any]) -> Utfall:
    funn = tuple(Funn(f["regel"], f["alvor"], f["tekst"], f["felt"]) for f in svar["funn"])
    return Utfall(svar["eksternId"], svar["utfall"], funn)
