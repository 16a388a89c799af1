"""From what a scenario writes to a matcher: the keys that make one, and what cannot be asked of a value."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from mocknir.scenario import datouttrykk
from mocknir.scenario.matchere import (
    Antall,
    Dato,
    Eksakt,
    EnAv,
    Felter,
    Fravaerende,
    Ikke,
    Inneholder,
    Liste,
    Matcher,
    Mellom,
    Moenster,
    Noe,
    Personref,
)
from mocknir.scenario.ord import Feilord, Ord, Sti, forslag
from mocknir.scenario.slag import FRI, Slag
from mocknir.scenario.verdier import skriv

NOEKLER = ("one_of", "not", "absent", "any", "matches", "min", "max", "date", "contains", "count")
"""The keys that make an object a matcher."""

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_TID = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?([+-]\d{2}:\d{2}|Z)?")


class Ugyldig(ValueError):
    """What was written is no expectation: all that is wrong with it, each with its place."""

    def __init__(self, feil: list[Feilord]) -> None:
        super().__init__("; ".join(f.ord.tekst for f in feil))
        self.feil = feil


def kompiler(verdi: Any, slag: Slag = FRI) -> Matcher:
    """The matcher that a value stands for where answers hold a value of that kind. Raises Ugyldig."""
    kompilering = _Kompilering()
    matcher = kompilering.les(verdi, slag, ())
    if kompilering.feil:
        raise Ugyldig(kompilering.feil)
    return matcher


class _Kompilering:
    def __init__(self) -> None:
        self.feil: list[Feilord] = []

    def _feil(self, sti: Sti, tekst: str, text: str, *, er_noekkel: bool = False) -> Matcher:
        self.feil.append(Feilord(sti, Ord(tekst, text), er_noekkel))
        return Noe()

    def les(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        if isinstance(verdi, Mapping):
            noekler = [n for n in verdi if n in NOEKLER]
            if noekler:
                return self._matcher(verdi, noekler, slag, sti)
            return self._felter(verdi, slag, sti)
        if isinstance(verdi, list):
            if slag.navn not in ("liste", "fri"):
                return self._feil(sti, "er ikke en liste i registeret", "is no list in the register")
            element = slag.element or FRI
            return Liste(tuple(self.les(v, element, (*sti, nr)) for nr, v in enumerate(verdi)))
        return self._enkel(verdi, slag, sti)

    def _felter(self, verdi: Mapping[str, Any], slag: Slag, sti: Sti) -> Matcher:
        if slag.navn == "liste":
            return self._feil(
                sti, "er en liste; skriv {contains: {…}} for å finne et element i den",
                "is a list; write {contains: {…}} to find an element in it",
            )  # fmt: skip
        if slag.navn not in ("objekt", "fri"):
            return self._feil(
                sti, f"er en enkelt verdi ({_hva(slag).tekst}){forslag(next(iter(verdi), ''), NOEKLER).tekst}",
                f"is a single value ({_hva(slag).text}){forslag(next(iter(verdi), ''), NOEKLER).text}",
            )  # fmt: skip
        felter = {}
        for navn, v in verdi.items():
            if slag.felter is not None and navn not in slag.felter:
                o = forslag(navn, (*slag.felter, *NOEKLER))
                self._feil((*sti, navn), f"er ikke et felt her{o.tekst}", f"is not a field here{o.text}",
                           er_noekkel=True)  # fmt: skip
                continue
            felter[navn] = self.les(v, (slag.felter or {}).get(navn, FRI), (*sti, navn))
        return Felter(felter)

    def _matcher(self, verdi: Mapping[str, Any], noekler: list[str], slag: Slag, sti: Sti) -> Matcher:
        if len(noekler) != len(verdi):
            annen = next(n for n in verdi if n not in NOEKLER)
            return self._feil(
                (*sti, annen), f"kan ikke stå sammen med {noekler[0]}: skriv det inni {noekler[0]}, eller bare feltene",
                f"cannot stand beside {noekler[0]}: write it inside {noekler[0]}, or the fields alone", er_noekkel=True,
            )  # fmt: skip
        if set(noekler) <= {"min", "max"}:
            return self._mellom(verdi, slag, sti)
        if len(noekler) > 1:
            return self._feil(
                sti, f"har både {' og '.join(noekler)}; bruk ett av dem", f"has both {' and '.join(noekler)}; use one"
            )
        lesere: dict[str, Callable[[Any, Slag, Sti], Matcher]] = {
            "one_of": self._en_av, "not": self._ikke, "absent": self._fravaerende, "any": self._noe,
            "matches": self._moenster, "date": self._dato, "contains": self._inneholder, "count": self._antall,
        }  # fmt: skip
        return lesere[noekler[0]](verdi[noekler[0]], slag, (*sti, noekler[0]))

    def _en_av(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        if not isinstance(verdi, list) or not verdi:
            return self._feil(sti, "skal være en liste av verdier", "must be a list of values")
        return EnAv(tuple(self.les(v, slag, (*sti, nr)) for nr, v in enumerate(verdi)))

    def _ikke(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        return Ikke(self.les(verdi, slag, sti))

    def _fravaerende(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        return Fravaerende() if verdi is True else self._bare_true(sti, "any")

    def _noe(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        return Noe() if verdi is True else self._bare_true(sti, "absent")

    def _bare_true(self, sti: Sti, motsatt: str) -> Matcher:
        return self._feil(
            sti, f"kan bare være true; det motsatte er {{{motsatt}: true}}",
            f"can only be true; the opposite is {{{motsatt}: true}}",
        )  # fmt: skip

    def _moenster(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        if slag.navn not in ("tekst", "kommune", "fri", "tid"):
            return self._feil(
                sti, f"passer bare på tekst, og her er det {_hva(slag).tekst}",
                f"is for text alone, and here is {_hva(slag).text}",
            )  # fmt: skip
        if not isinstance(verdi, str):
            return self._feil(sti, "skal være et mønster i anførselstegn", "must be a pattern in quotes")
        try:
            re.compile(verdi)
        except re.error as feil:
            return self._feil(sti, f"«{verdi}» er intet regulært uttrykk: {feil.msg}",
                              f"«{verdi}» is no regular expression: {feil.msg}")  # fmt: skip
        return Moenster(verdi)

    def _mellom(self, verdi: Mapping[str, Any], slag: Slag, sti: Sti) -> Matcher:
        if slag.navn not in ("tall", "dato", "tid", "fri"):
            return self._feil(
                sti, f"min og max passer på tall og datoer, og her er det {_hva(slag).tekst}",
                f"min and max are for numbers and dates, and here is {_hva(slag).text}",
            )  # fmt: skip
        grenser = {}
        for navn, v in verdi.items():
            m = self.les(v, slag, (*sti, navn))
            if isinstance(m, Dato) or (isinstance(m, Eksakt) and _ordnes(m.verdi)):
                grenser[navn] = m
            elif not isinstance(m, Noe):
                self._feil((*sti, navn), "skal være et tall, en dato eller {date: …}",
                           "must be a number, a date or {date: …}")  # fmt: skip
        ned, opp = grenser.get("min"), grenser.get("max")
        if isinstance(ned, Eksakt) and isinstance(opp, Eksakt):
            if isinstance(ned.verdi, date) != isinstance(opp.verdi, date):
                return self._feil(sti, "min og max skal begge være tall eller begge datoer",
                                  "min and max must both be numbers or both dates")  # fmt: skip
            if ned.verdi > opp.verdi:  # type: ignore[operator]  # both are ordered, and alike
                return self._feil(sti, f"min {skriv(ned.verdi)} er over max {skriv(opp.verdi)}",
                                  f"min {skriv(ned.verdi)} is above max {skriv(opp.verdi)}")  # fmt: skip
        return Mellom(ned, opp)

    def _dato(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        if slag.navn not in ("dato", "tid", "fri"):
            return self._feil(
                sti, f"her er ingen dato, men {_hva(slag).tekst}", f"here is no date but {_hva(slag).text}"
            )
        if not isinstance(verdi, str):
            return self._feil(sti, "skal være tekst, som «flytting + 90d»; en fast dato skrives uten date:",
                              "must be text, as «flytting + 90d»; a fixed date is written without date:")  # fmt: skip
        try:
            return Dato(datouttrykk.les(verdi))
        except datouttrykk.Uleselig as feil:
            return self._feil(sti, *feil.ord)

    def _inneholder(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        if slag.navn == "tekst" and not slag.valg:
            if isinstance(verdi, str):
                return Inneholder((Eksakt(verdi),))
            return self._feil(sti, "skal være tekst", "must be text")
        if slag.navn not in ("liste", "fri"):
            return self._feil(
                sti, f"passer på lister og fri tekst, og her er det {_hva(slag).tekst}",
                f"is for lists and free text, and here is {_hva(slag).text}",
            )  # fmt: skip
        element = slag.element or FRI
        if not isinstance(verdi, list):
            return Inneholder((self.les(verdi, element, sti),))
        if not verdi:
            return self._feil(sti, "er tom; nevn minst ett element", "is empty; name at least one element")
        return Inneholder(tuple(self.les(v, element, (*sti, nr)) for nr, v in enumerate(verdi)), alene=False)

    def _antall(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        if slag.navn not in ("liste", "fri"):
            return self._feil(sti, f"teller en liste, og her er det {_hva(slag).tekst}",
                              f"counts a list, and here is {_hva(slag).text}")  # fmt: skip
        return les_antall(self, verdi, sti)

    def _enkel(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        if verdi is None:
            return Eksakt(None)
        if slag.navn == "fri":
            return Eksakt(verdi)
        if slag.kort is not None and slag.felter is not None:
            return Felter({slag.kort: self._enkel(verdi, slag.felter[slag.kort], sti)})
        if slag.navn in ("objekt", "liste"):
            hva, what = _hva(slag)
            return self._feil(sti, f"er {hva}, ikke «{skriv(verdi)}»", f"is {what}, not «{skriv(verdi)}»")
        if slag.navn in ("dato", "tid"):
            return self._dag(verdi, slag, sti)
        if not isinstance(verdi, _PYTHON[slag.navn]) or (slag.navn == "tall" and isinstance(verdi, bool)):
            hva, what = _hva(slag)
            sitat = Ord("", "")
            if isinstance(verdi, int | float) and not isinstance(verdi, bool):
                sitat = Ord(f'; sett det i anførselstegn: "{verdi}"', f'; put it in quotes: "{verdi}"')
            return self._feil(sti, f"skal være {hva}, ikke «{skriv(verdi)}»{sitat.tekst}",
                              f"must be {what}, not «{skriv(verdi)}»{sitat.text}")  # fmt: skip
        if slag.valg and verdi not in slag.valg:
            o = forslag(verdi, slag.valg)
            return self._feil(sti, f"«{verdi}» kjennes ikke{o.tekst}", f"«{verdi}» is not known{o.text}")
        return Personref(verdi) if slag.navn == "person" else Eksakt(verdi)

    def _dag(self, verdi: Any, slag: Slag, sti: Sti) -> Matcher:
        if isinstance(verdi, date):
            return Eksakt(verdi)
        if isinstance(verdi, str):
            if slag.navn == "tid" and _TID.fullmatch(verdi):
                return Eksakt(verdi)
            try:
                if _ISO.fullmatch(verdi):
                    return Eksakt(date.fromisoformat(verdi))
            except ValueError:
                pass
        return self._feil(
            sti, f"«{skriv(verdi)}» er ingen dato: skriv ÅÅÅÅ-MM-DD, eller {{date: \"flytting + 90d\"}}",
            f"«{skriv(verdi)}» is no date: write YYYY-MM-DD, or {{date: \"flytting + 90d\"}}",
        )  # fmt: skip


def les_antall(k: _Kompilering, verdi: Any, sti: Sti) -> Matcher:
    """How many: a number, or bounds."""
    if isinstance(verdi, int) and not isinstance(verdi, bool) and verdi >= 0:
        return Antall(Eksakt(verdi))
    if isinstance(verdi, Mapping) and verdi and set(verdi) <= {"min", "max"}:
        grenser = k.les(verdi, Slag("tall"), sti)
        return Antall(grenser) if isinstance(grenser, Mellom) else grenser
    return k._feil(sti, "skal være et antall fra 0, eller {min: …, max: …}",
                   "must be a number from 0, or {min: …, max: …}")  # fmt: skip


_PYTHON: dict[str, Any] = {
    "tekst": str, "person": str, "kommune": str, "tall": int | float, "ja/nei": bool,
}  # fmt: skip

_HVA = {
    "tekst": ("tekst", "text"), "tall": ("et tall", "a number"), "ja/nei": ("true eller false", "true or false"),
    "dato": ("en dato", "a date"), "tid": ("et tidspunkt", "a moment"), "person": ("en person", "a person"),
    "kommune": ("et kommunenummer", "a kommune number"), "objekt": ("et objekt", "an object"),
    "liste": ("en liste", "a list"), "fri": ("noe", "something"),
}  # fmt: skip


def _hva(slag: Slag) -> Ord:
    return Ord("et kodeord", "a code") if slag.valg else Ord(*_HVA[slag.navn])


def _ordnes(verdi: Any) -> bool:
    return isinstance(verdi, int | float | date) and not isinstance(verdi, bool)
