"""Kommune numbers through the reforms: which number held when, and which one carries it on.

The table is SSB's (`data/README.md`): every number in force from 2017, with the changes of 1 January 2018,
2019, 2020 and 2024 (`domain.md §8`). A date before 2017 is answered with the kommuner of 2017, a date after
2024 with those of 2024. Numbers are strings of four digits; in the table a number has one spell and one name.
"""

import csv
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

FORSLAG = 3
"""The largest number of suggestions given for a number or a name that is not known."""


class Kommune(NamedTuple):
    """One kommune number, its name and the time it was in force, both ends included.

    `gyldig_fra` None is before 2018, `gyldig_til` None is still in force. `etterfoelgere` took over the day
    after `gyldig_til`; there are several where the kommune was divided.
    """

    nummer: str
    navn: str
    gyldig_fra: date | None
    gyldig_til: date | None
    etterfoelgere: tuple[str, ...]

    def gjelder(self, dato: date) -> bool:
        """Tell whether the number is in force on the date."""
        return (self.gyldig_fra is None or self.gyldig_fra <= dato) and (
            self.gyldig_til is None or dato <= self.gyldig_til
        )


class UkjentKommune(LookupError):
    """The number is not a kommune, or not one on the date asked for."""


@cache
def _tabell() -> dict[str, Kommune]:
    fil = files("mocknir.register").joinpath("data", "kommuner.csv")
    with fil.open(encoding="utf-8") as linjer:
        return {
            rad["kommunenummer"]: Kommune(
                nummer=rad["kommunenummer"],
                navn=rad["navn"],
                gyldig_fra=date.fromisoformat(rad["gyldig_fra"]) if rad["gyldig_fra"] else None,
                gyldig_til=date.fromisoformat(rad["gyldig_til"]) if rad["gyldig_til"] else None,
                etterfoelgere=tuple(rad["etterfoelgere"].split("|")) if rad["etterfoelgere"] else (),
            )
            for rad in csv.DictReader(linjer, delimiter=";")
        }


@cache
def _reformer() -> tuple[date, ...]:
    return tuple(sorted({k.gyldig_fra for k in _tabell().values() if k.gyldig_fra}))


def _stand(dato: date) -> date:
    """Give the last reform on or before the date (date.min before the first).

    Nothing changes between two reforms, so the caches below hold five days' answers, not one per date.
    """
    nr = bisect_right(_reformer(), dato)
    return _reformer()[nr - 1] if nr else date.min


def finnes(nr: str) -> bool:
    """Tell whether this has been a kommune number at any time since 2017."""
    return nr in _tabell()


def gyldig(nr: str, dato: date) -> bool:
    """Tell whether this number is in force on the date; False for a number that is not known."""
    kommune = _tabell().get(nr)
    return kommune is not None and kommune.gjelder(dato)


def navn(nr: str, dato: date | None = None) -> str:
    """Give the name of a kommune, on a date when one is given.

    Official names in several languages come as one text, «Trondheim - Tråante». Raises UkjentKommune when
    the number has never been in force, or, with a date, is not in force on it.
    """
    kommune = _tabell().get(nr)
    if kommune is None or (dato is not None and not kommune.gjelder(dato)):
        raise UkjentKommune(_tekst(forklar(nr, dato or date.max)))
    return kommune.navn


@lru_cache(maxsize=8192)
def _etterfoelgere(nr: str, stand: date) -> tuple[str, ...]:
    kommune = _tabell().get(nr)
    if kommune is None or (kommune.gyldig_fra is not None and stand < kommune.gyldig_fra):
        return ()
    if kommune.gyldig_til is None or stand <= kommune.gyldig_til:
        return (nr,)
    return tuple(dict.fromkeys(e for neste in kommune.etterfoelgere for e in _etterfoelgere(neste, stand)))


def etterfoelgere(nr: str, dato: date) -> tuple[str, ...]:
    """Give the numbers in force on the date that carry on this kommune, through every reform between.

    The number itself while it is in force; several after a division; none when the number is not known or
    comes into force after the date.
    """
    return _etterfoelgere(nr, _stand(dato))


def hovedetterfoelger(nr: str, dato: date) -> str:
    """Give the one number that carries on this kommune on the date.

    After a division it is the successor with the same name (Haram 1534 is 1580 Haram in 2024), otherwise
    the first that SSB lists (Snillfjord 5012 becomes 5055 Heim). The latter is an assumption (`antatt`): the
    table does not tell where most people live. Raises UkjentKommune when no number carries it on.
    """
    numre = etterfoelgere(nr, dato)
    if not numre:
        raise UkjentKommune(_tekst(forklar(nr, dato)))
    if len(numre) == 1:
        return numre[0]
    navnedeler = _navnedeler(navn(nr))
    return next((e for e in numre if navnedeler & _navnedeler(navn(e))), numre[0])


@lru_cache(maxsize=8192)
def _forgjengere(nr: str, stand: date) -> tuple[str, ...]:
    kommune = _tabell().get(nr)
    if kommune is None:
        return ()
    fra = max(stand, kommune.gyldig_fra or stand)
    return tuple(k.nummer for k in _alle(stand) if nr in _etterfoelgere(k.nummer, fra))


def forgjengere(nr: str, dato: date) -> tuple[str, ...]:
    """Give the numbers in force on the date that were to become this kommune: `etterfoelgere` backwards.

    The number itself while it is in force; several before a merger; none when the number is not known or has
    gone out of force before the date.
    """
    return _forgjengere(nr, _stand(dato))


@lru_cache(maxsize=8192)
def _slekt(nr: str, stand: date) -> frozenset[str]:
    return frozenset((nr, *(annen for annen in _tabell() if nr in _etterfoelgere(annen, stand))))


def slekt(nr: str, dato: date) -> frozenset[str]:
    """Give every number, old and new, that leads to this one on the date, and always the number itself.

    What a kommune registered under its earlier numbers is found under these. A kommune that was divided
    belongs to each of its successors.
    """
    return _slekt(nr, _stand(dato))


def samme(a: str, b: str, dato: date) -> bool:
    """Tell whether two numbers lead to a common number on the date.

    Ski and Oppegård are the same from 2020 (Nordre Follo), not before. A number that is not yet in force on
    the date leads nowhere and is the same as none.
    """
    stand = _stand(dato)
    return not set(_etterfoelgere(a, stand)).isdisjoint(_etterfoelgere(b, stand))


def nyopprettet(nr: str) -> date | None:
    """Give the day a reform brought this number into force, be it by merger, division or a new fylke.

    None for a number older than 2018 and for one that is not known.
    """
    kommune = _tabell().get(nr)
    return kommune.gyldig_fra if kommune else None


@cache
def _alle_sammenslaainger() -> dict[str, tuple[date, ...]]:
    tabell = _tabell()
    opphav: dict[tuple[str, date], int] = {}
    for kommune in tabell.values():
        if kommune.gyldig_til is None:
            continue
        dag = kommune.gyldig_til + timedelta(days=1)
        for ny in kommune.etterfoelgere:
            # A kommune that kept its number while it took in another is one of the merged itself.
            besto = tabell[ny].gjelder(kommune.gyldig_til)
            opphav[ny, dag] = opphav.get((ny, dag), int(besto)) + 1
    svar: dict[str, tuple[date, ...]] = {}
    for (ny, dag), antall in sorted(opphav.items()):
        if antall > 1:
            svar[ny] = (*svar.get(ny, ()), dag)
    return svar


def sammenslaainger(nr: str) -> tuple[date, ...]:
    """Give the days on which two or more kommuner became, or were taken into, this number, oldest first.

    A new number alone is no merger (Halden 3001 → 3101), nor is a division (Ålesund 1508). Keeping the number
    while taking in another is one (Stavanger 1103 in 2020), and so is taking in a part of a divided kommune
    (Hitra 5056, with a part of Snillfjord).
    """
    return _alle_sammenslaainger().get(nr, ())


@cache
def _alle(stand: date) -> tuple[Kommune, ...]:
    return tuple(sorted(k for k in _tabell().values() if k.gjelder(stand)))


def alle(dato: date) -> tuple[Kommune, ...]:
    """Give every kommune in force on the date, by number."""
    return _alle(_stand(dato))


def naermeste(nr_eller_navn: str, dato: date) -> tuple[Kommune, ...]:
    """Suggest what a number or a name that is not usable on the date was meant to be, the best first.

    A number or a name from another time is followed to the date, a lost leading zero put back, and the rest
    compared by spelling: numbers with one digit wrong or two swapped, names by `difflib`. At most `FORSLAG`
    suggestions, all in force on the date; none when nothing is near.
    """
    stand = _stand(dato)
    sok = nr_eller_navn.strip()
    traff: list[str] = []
    if sok.isdigit():
        sok = sok.zfill(4)
        traff += _i_bruk(sok, stand) or sorted(
            (k.nummer for k in _alle(stand) if _ett_tastetrykk_fra(sok, k.nummer)),
            key=lambda nr: (nr[:2] != sok[:2], nr),  # a slip within the fylke before one of fylke
        )
    else:
        numre = _numre_etter_navn()
        for likt in get_close_matches(sok.casefold(), numre, n=FORSLAG, cutoff=0.75):
            # Ålesund has had four numbers: the one in force goes before what the others became.
            for nr in sorted(numre[likt], key=lambda nr: not gyldig(nr, dato)):
                traff += _i_bruk(nr, stand)
    return tuple(_tabell()[nr] for nr in list(dict.fromkeys(traff))[:FORSLAG])


def forklar(nr: str, dato: date) -> tuple[str, str] | None:
    """Explain, in bokmål and in English, why this number cannot be used on the date and what to use instead.

    None when it can.
    """
    if gyldig(nr, dato):
        return None
    kommune = _tabell().get(nr)
    if kommune is None:
        forslag = naermeste(nr, dato)
        mente = f" Mente du {_liste(forslag, 'eller')}?" if forslag else ""
        meant = f" Did you mean {_liste(forslag, 'or')}?" if forslag else ""
        if len(nr) != 4 or not (nr.isascii() and nr.isdigit()):
            return (
                f"«{nr}» er ikke et kommunenummer: det skal ha fire sifre.{mente}",
                f"“{nr}” is not a kommune number: it must have four digits.{meant}",
            )
        mente = mente or " Bruk et kommunenummer, som 0301 Oslo."
        meant = meant or " Use a kommune number, as 0301 Oslo."
        return f"Kommune {nr} finnes ikke.{mente}", f"Kommune {nr} does not exist.{meant}"
    bruk = tuple(_tabell()[e] for e in _i_bruk(nr, _stand(dato)))
    if kommune.gyldig_til is not None and kommune.gyldig_til < dato:
        dag = kommune.gyldig_til
        naar, when = f"gjaldt til {dag:%d.%m.%Y}", f"was in force until {dag}"
    else:
        dag = kommune.gyldig_fra or date.min
        naar, when = f"gjelder først fra {dag:%d.%m.%Y}", f"is in force only from {dag}"
    return (
        f"Kommune {nr} {kommune.navn} {naar}; bruk {_liste(bruk, 'eller')}.",
        f"Kommune {nr} {kommune.navn} {when}; use {_liste(bruk, 'or')}.",
    )


def _i_bruk(nr: str, stand: date) -> tuple[str, ...]:
    """Follow a number, forwards or backwards, to the ones in force."""
    return _etterfoelgere(nr, stand) or _forgjengere(nr, stand)


def _ett_tastetrykk_fra(a: str, b: str) -> bool:
    """Tell whether one digit differs, or two have changed places."""
    ulike = [par for par in zip(a, b, strict=False) if par[0] != par[1]]
    return len(a) == len(b) and (len(ulike) == 1 or (len(ulike) == 2 and ulike[0] == (ulike[1][1], ulike[1][0])))


def _navnedeler(navn: str) -> frozenset[str]:
    """Split «Hábmer - Hamarøy» and drop the fylke of «Våler (Viken)», to compare names."""
    return frozenset(ett.partition(" (")[0].casefold() for ett in navn.split(" - "))


@cache
def _numre_etter_navn() -> dict[str, list[str]]:
    numre: dict[str, list[str]] = {}
    for kommune in _tabell().values():
        for ett in _navnedeler(kommune.navn):
            numre.setdefault(ett, []).append(kommune.nummer)
    return numre


def _liste(kommuner: Iterable[Kommune], bindeord: str) -> str:
    *foran, siste = (f"{k.nummer} {k.navn}" for k in kommuner)
    return f"{', '.join(foran)} {bindeord} {siste}" if foran else siste


def _tekst(forklaring: tuple[str, str] | None) -> str:
    return " / ".join(forklaring or ())
