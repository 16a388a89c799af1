"""The count of a run: what NIR made of what was sent, as it goes on, and week by week afterwards."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from fagsystem_sim.rapport.resultat import Uke

UKE = timedelta(days=7)


class Tall(NamedTuple):
    """How many messages, registrations by outcome, and closings by NIR."""

    meldinger: int = 0
    godtatt: int = 0
    advarsel: int = 0
    uendret: int = 0
    avvist: int = 0
    lukket: int = 0

    def og(self, andre: "Tall") -> "Tall":
        """Both together."""
        return Tall(*(a + b for a, b in zip(self, andre, strict=True)))

    def uten(self, andre: "Tall") -> "Tall":
        """What has come since the other."""
        return Tall(*(a - b for a, b in zip(self, andre, strict=True)))

    @property
    def tatt_imot(self) -> int:
        """Registrations that stand in NIR, new or from before."""
        return self.godtatt + self.advarsel + self.uendret


def av_utfall(meldinger: int, utfall: Counter[str]) -> Tall:
    """From the outcomes of receipts, by their codes in the contract."""
    return Tall(meldinger, utfall["godtatt"], utfall["godtattMedAdvarsel"], utfall["uendret"], utfall["avvist"])


def uker(journal: Iterable[dict[str, Any]]) -> list[Uke]:
    """NIR's journal by week, each message once, however often it came; also the weeks in which nothing happened.

    What stands in the journal is the same whether the run was interrupted or not.
    """
    av_uke: defaultdict[date, Tall] = defaultdict(Tall)
    for post in journal:
        if post["operasjon"] != "OverfoerRegistreringer" or post["feilkode"] or not sum(post["antall"].values()):
            continue
        dag = date.fromisoformat(post["tidspunkt"][:10])
        mandag = dag - timedelta(days=dag.weekday())
        if post["kanal"] == "NIR":
            tall = Tall(lukket=post["antall"]["godtatt"])
        else:
            tall = av_utfall(1, Counter(post["antall"]))
        av_uke[mandag] = av_uke[mandag].og(tall)
    if not av_uke:
        return []
    foerste, siste = min(av_uke), max(av_uke)
    return [
        Uke(dag, *av_uke.get(dag, Tall())) for dag in (foerste + UKE * nr for nr in range((siste - foerste) // UKE + 1))
    ]
