"""Support cases: a kommune applies for etterregistreringstilgang, and IMDi answers (domain.md §3.1 [A][B]).

That access is applied for in the support system, with a case marked «Introtiltak 2017» or «Årsrapportering 2021», is
`dokumentert`; how a case is decided, by whom and for how long is not known, and `antatt`.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from mocknir.register.commands import AvgjoerSak, GiTilgang

AV_PRAKSIS = "praksis"
"""Who decided a case that nobody looked at."""


class Saksstatus(StrEnum):
    """Where a case is: `mottatt` until it is decided, and then for good."""

    MOTTATT = "mottatt"
    INNVILGET = "innvilget"
    AVSLAATT = "avslaatt"


class Praksismodus(StrEnum):
    """How cases are decided: by hand, every one granted at once, or at once those with certain marks."""

    MANUELL = "manuell"
    INNVILG_ALLE = "innvilg-alle"
    INNVILG_MERKE = "innvilg-merke"


class Praksis(NamedTuple):
    """What IMDi does with cases in this sandbox; an access lasts `dager` days where no last day is given (`antatt`)."""

    modus: Praksismodus = Praksismodus.MANUELL
    merker: tuple[str, ...] = ()
    dager: int = 60


class Stoettesak(NamedTuple):
    """A case: what was applied for, and, once it is decided, the answer."""

    id: int
    kommune: str
    fra: date
    til: date
    ordning: str | None
    begrunnelse: str
    merke: str | None
    kontakt: str | None
    rolle: str
    mottatt: datetime
    status: Saksstatus = Saksstatus.MOTTATT
    avgjort: datetime | None = None
    avgjort_av: str | None = None
    svar: str | None = None


def avgjoerelse(sak: Stoettesak, praksis: Praksis) -> AvgjoerSak | None:
    """What the practice decides of a new case; None when somebody has to look at it."""
    if praksis.modus is Praksismodus.MANUELL:
        return None
    if praksis.modus is Praksismodus.INNVILG_MERKE and not _har_merke(sak, praksis.merker):
        return None
    return AvgjoerSak(sak.id, True, None, None, AV_PRAKSIS)


def _har_merke(sak: Stoettesak, merker: Sequence[str]) -> bool:
    """Whether the case carries one of those marks, however its letters and spaces are written."""
    return sak.merke is not None and _likt(sak.merke) in map(_likt, merker)


def _likt(merke: str) -> str:
    return " ".join(merke.casefold().split())


def tilgang(sak: Stoettesak, ut_dagen: date | None, praksis: Praksis, idag: date) -> GiTilgang:
    """The access that a granted case gives: the period applied for, open for as long as was said or is practice."""
    return GiTilgang(
        sak.kommune, sak.fra, sak.til, sak.ordning, ut_dagen or idag + timedelta(days=praksis.dager), sak.merke, sak.id
    )
