"""Under which kommune a report shows what was registered, through mergers, renumberings and divisions."""

import json
from collections.abc import Iterable
from datetime import date

from mocknir.register import kommuner
from mocknir.reports.rapport import feil
from mocknir.reports.tabell import Ord


class Kommunekart:
    """Leads every kommune number to the one in force on the last day of the reporting year.

    `valgt` narrows a report to one kommune: a number in force on that day, or a later one, which stands for all
    that were to become it. What a divided kommune registered counts with its main successor alone
    (`kommuner.hovedetterfoelger`), so that the kommuner of a report add up to the whole.
    Raises Avvik for a number that is not a kommune or was gone by then.
    """

    def __init__(self, aar: int, valgt: str | None = None) -> None:
        self.dag = date(aar, 12, 31)
        self.valgt = valgt
        self._vist: dict[str, str | None] = {}
        if valgt is None:
            return
        if not kommuner.gyldig(valgt, self.dag) and not kommuner.forgjengere(valgt, self.dag):
            tekst, text = kommuner.forklar(valgt, self.dag) or ("", "")
            raise feil("kommune", f"kommune: {tekst}", f"kommune: {text}")

    def numre(self) -> frozenset[str] | None:
        """The numbers that what belongs to the chosen kommune can stand under, and more; None when all are asked for.

        `med` decides. Later numbers are among them: a correction after a reform comes under the new one.
        """
        if self.valgt is None:
            return None
        siste = kommuner.etterfoelgere(self.valgt, date.max)
        return frozenset().union(*(kommuner.slekt(nr, date.max) for nr in siste))

    def egne_numre(self) -> frozenset[str] | None:
        """The numbers that are shown as the chosen kommune without asking where anybody lived; None for all."""
        numre = self.numre()
        return None if numre is None else frozenset(nr for nr in numre if self.med(self.vist(nr)))

    def vist(self, nummer: str, adresser: str = "[]", dato: date | None = None) -> str:
        """The number to show for what stands under `nummer`.

        A number that came later leads back to the kommune it was before. Where several merged into it, the one the
        person lived in on `dato` is meant (`adresser` as the table `person` has them); without an answer there the
        later number stands.
        """
        if nummer not in self._vist:
            self._vist[nummer] = self._entydig(nummer)
        return self._vist[nummer] or self._etter_adresse(nummer, adresser, dato or self.dag)

    def _entydig(self, nummer: str) -> str | None:
        if kommuner.etterfoelgere(nummer, self.dag):
            return kommuner.hovedetterfoelger(nummer, self.dag)
        foer = kommuner.forgjengere(nummer, self.dag)
        if len(foer) > 1:
            return None
        return foer[0] if foer else nummer

    def _etter_adresse(self, nummer: str, adresser: str, dato: date) -> str:
        bodde = [kommune for fra, kommune, _ in json.loads(adresser) if date.fromisoformat(fra) <= dato]
        foer = kommuner.forgjengere(nummer, self.dag)
        if bodde and kommuner.etterfoelgere(bodde[-1], self.dag):
            kommune = kommuner.hovedetterfoelger(bodde[-1], self.dag)
            if kommune in foer:
                return kommune
        return nummer

    def med(self, vist: str) -> bool:
        """Whether what is shown under that number belongs to the chosen kommune."""
        return self.valgt is None or vist == self.valgt or vist in kommuner.forgjengere(self.valgt, self.dag)


def navn(nummer: str) -> str:
    """The name of a kommune; nothing for a number that has never been one."""
    return kommuner.navn(nummer) if kommuner.finnes(nummer) else ""


def undertekst(kart: Kommunekart) -> Iterable[Ord]:
    """How the chosen kommune is told above a table."""
    if kart.valgt is not None:
        hvem = f"{kart.valgt} {navn(kart.valgt)}".strip()
        yield Ord(f"Kommune {hvem}.", f"Kommune {hvem}.")
