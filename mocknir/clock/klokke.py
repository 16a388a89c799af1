"""The virtual clock of a sandbox: frozen or running, and never going back (design.md §5).

Moments are in Norwegian time (`Europe/Oslo`), whole seconds.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.tekst import IkkeIKalenderen, les_dato
from mocknir.store.koding import OSLO

SISTE_TID = datetime(2199, 12, 31, tzinfo=OSLO)
"""Where a running clock stops: a fast one that was forgotten must not run off the calendar."""


class Modus(StrEnum):
    """`frozen` stands still until advanced; `running` follows the wall clock at a speed."""

    FROZEN = "frozen"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Klokke:
    """The state of a clock: at the wall's `vegg` seconds it showed `anker`; `fart` virtual seconds a second.

    `maal` is the moment an advance is under way to; it is None once the advance has come there. `begynte` is where
    the clock was first set, and where a reset sets it again.
    """

    anker: datetime
    vegg: float
    begynte: datetime
    modus: Modus = Modus.FROZEN
    fart: float = 1.0
    maal: datetime | None = None

    def naa(self, vegg: float) -> datetime:
        """What the clock shows when the wall shows `vegg`."""
        if self.modus is Modus.FROZEN:
            return self.anker
        gaatt = min(max(0.0, vegg - self.vegg) * self.fart, (SISTE_TID - self.anker).total_seconds())
        return (self.anker + timedelta(seconds=max(0.0, gaatt))).replace(microsecond=0)

    def paa(self, tid: datetime, vegg: float) -> "Klokke":
        """The same clock, showing `tid` when the wall shows `vegg`.

        One that ran past `tid` keeps running from the moment it showed it: what is left of a second is not lost.
        """
        if self.modus is Modus.RUNNING and self.anker <= tid <= self.naa(vegg):
            vegg = min(vegg, self.vegg + (tid - self.anker).total_seconds() / self.fart)
        return replace(self, anker=tid, vegg=vegg)


def start(dag: date, vegg: float) -> Klokke:
    """A frozen clock at eight in the morning of a day."""
    tid = datetime.combine(dag, time(8), OSLO)
    return Klokke(tid, vegg, tid)


def les_tid(tekst: str) -> datetime:
    """A moment from `2017-09-01` or `01.09.2017` (eight in the morning), or from either and the time of day,
    `2017-09-01T14:30`; Avvik when it is none.

    Nor is it one that summer time skips. The hour that comes twice in October comes once here, as moments are kept
    without their offset: the second one, which only an offset can tell, is refused.
    """
    try:
        dag, skille, klokkeslett = tekst.strip().replace(" ", "T", 1).partition("T")
        if not skille:
            return datetime.combine(les_dato(dag), time(8), OSLO)
        tid = datetime.fromisoformat(f"{les_dato(dag)}T{klokkeslett}")
    except IkkeIKalenderen as feil:
        raise Avvik(Feilkode.UGYLDIG_VERDI, feil.tekst, feil.text, felt="to") from None
    except ValueError:
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"«{tekst}» er ikke en dato: skriv 2017-09-01 eller 01.09.2017, eller 2017-09-01T14:30 med klokkeslett",
            f"«{tekst}» is not a date: write 2017-09-01 or 01.09.2017, or 2017-09-01T14:30 with the time of day",
            felt="to",
        ) from None
    if tid.tzinfo is not None:
        tid = tid.astimezone(OSLO)
    tid = tid.replace(tzinfo=OSLO, microsecond=0)
    hopp = _hopp(tid)
    if tid.fold and hopp < _INGEN:
        neste = (tid + timedelta(hours=1)).replace(minute=0, second=0, fold=0)
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"Timen {tid:%H:00}–{neste:%H:%M} kommer to ganger {tid:%d.%m.%Y}, men klokken her har den bare én gang,"
            f" i sommertid: skriv {tid:%Y-%m-%dT%H:%M}, eller {neste:%Y-%m-%dT%H:%M} for når den er over",
            f"The hour {tid:%H:00}–{neste:%H:%M} comes twice on {tid:%Y-%m-%d}, but the clock here has it only once, in"
            f" summer time: write {tid:%Y-%m-%dT%H:%M}, or {neste:%Y-%m-%dT%H:%M} for when it is over",
            felt="to",
        )
    if hopp > _INGEN:
        etter = tid + hopp
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"{tid:%d.%m.%Y} fantes ikke {tid:%H:%M}: klokken ble stilt en time fram til sommertid. Skriv"
            f" {etter:%Y-%m-%dT%H:%M}",
            f"There was no {tid:%H:%M} on {tid:%Y-%m-%d}: the clocks went an hour forward to summer time. Write"
            f" {etter:%Y-%m-%dT%H:%M}",
            felt="to",
        )
    return tid


_INGEN = timedelta(0)


def _hopp(tid: datetime) -> timedelta:
    """How far the clocks jump over a moment: less than nothing where it comes twice."""
    foer, etter = (tid.replace(fold=fold).utcoffset() or _INGEN for fold in (0, 1))
    return etter - foer


_LENGDE = re.compile(r"(\d{1,5})([hdwmy])")


def legg_til(tid: datetime, lengde: str) -> datetime:
    """A moment so much later: `12h`, `30d`, `2w`, `3m` (months) or `1y`; Avvik when it is none of these.

    Who comes to an hour that summer time skips has come an hour further.
    """
    treff = _LENGDE.fullmatch(lengde)
    if treff is None:
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"«{lengde}» er ikke en varighet: skriv for eksempel 12h, 30d, 2w, 3m (måneder) eller 1y",
            f"«{lengde}» is not a length of time: write for example 12h, 30d, 2w, 3m (months) or 1y",
            felt="by",
        )
    antall, enhet = int(treff[1]), treff[2]
    try:
        if enhet in "my":
            dag = legg_til_maaneder(tid.date(), antall * (12 if enhet == "y" else 1))
            ny = datetime.combine(dag, tid.timetz())
        else:
            ny = tid + timedelta(**{{"h": "hours", "d": "days", "w": "weeks"}[enhet]: antall})
        return ny + max(_hopp(ny), _INGEN)
    except (OverflowError, ValueError):
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"{lengde} etter {tid:%d.%m.%Y} er lenger fram enn kalenderen rekker",
            f"{lengde} after {tid.date()} is beyond the calendar",
            felt="by",
        ) from None
