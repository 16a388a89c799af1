"""The parameters that reports have in common, and the day that a report is made as of."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from mocknir.register.kategori import KAN_TILBYS_INTRO, RETT_OG_PLIKT_INTRO
from mocknir.register.lov import LOVER
from mocknir.register.tekst import IkkeIKalenderen, Ugyldig, les_dato
from mocknir.reports.frister import siste_frist
from mocknir.reports.rapport import Parameter, feil
from mocknir.sandbox import Sandbox

FRIST = "frist"
"""The value of `per` that stands for the last deadline of the reporting year."""

FOERSTE_AAR = 2004
"""Programmes were first given under introduksjonsloven, lov 4 July 2003 (domain.md §7)."""


def _aar(tekst: str) -> int:
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) == 4 and int(tekst) >= FOERSTE_AAR):
        raise Ugyldig(
            f"skriv et årstall fra {FOERSTE_AAR} med fire sifre, for eksempel 2017",
            f"write a year from {FOERSTE_AAR} on with four digits, for instance 2017",
        )
    return int(tekst)


def _kommune(tekst: str) -> str:
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) == 4):
        raise Ugyldig(
            "skriv et kommunenummer med fire sifre, for eksempel 0301",
            "write a kommune number with four digits, for instance 0301",
        )
    return tekst


def _dag(tekst: str) -> date | str:
    if tekst == FRIST:
        return tekst
    try:
        return les_dato(tekst)
    except IkkeIKalenderen:
        raise Ugyldig("dagen finnes ikke i kalenderen", "the day is not in the calendar") from None
    except Ugyldig:
        raise Ugyldig(
            f"skriv en dag som ÅÅÅÅ-MM-DD eller dd.mm.åååå, eller «{FRIST}» for årets siste frist",
            f"write a day as YYYY-MM-DD or dd.mm.yyyy, or «{FRIST}» for the last deadline of the year",
        ) from None


def en_av(valg: Mapping[str, str]) -> Callable[[str], str]:
    """Read one of several words, each under any of its spellings."""

    def les(tekst: str) -> str:
        funnet = valg.get(tekst)
        if funnet is None:
            alle = ", ".join(f"«{v}»" for v in valg)
            raise Ugyldig(f"bruk en av {alle}", f"use one of {alle}")
        return funnet

    return les


MED, UTEN = "med", "uten"

_KATEGORIER = {
    "kan-tilbys": KAN_TILBYS_INTRO,
    "rett-og-plikt": RETT_OG_PLIKT_INTRO,
    KAN_TILBYS_INTRO: KAN_TILBYS_INTRO,
    RETT_OG_PLIKT_INTRO: RETT_OG_PLIKT_INTRO,
}

AAR = Parameter("aar", "rapporteringsåret, for eksempel 2017", "the reporting year, for instance 2017", _aar, True)
VALGFRITT_AAR = AAR._replace(paakrevd=False)
FRA_AAR = Parameter("fra_aar", "første rapporteringsår", "the first reporting year", _aar)
TIL_AAR = Parameter("til_aar", "siste rapporteringsår", "the last reporting year", _aar)
KOMMUNE = Parameter("kommune", "kommunenummer", "the kommune's number", _kommune)
PER = Parameter(
    "per",
    f"dagen NIRs kunnskap gjelder, ÅÅÅÅ-MM-DD, eller «{FRIST}»; ellers i dag",
    f"the day whose knowledge counts, YYYY-MM-DD, or «{FRIST}»; otherwise today",
    _dag,
)
LOV = Parameter("lov", "loven som gjelder", "the law that governs", en_av({v: v for v in LOVER}), valg=LOVER)
KATEGORI = Parameter(
    "kategori", "NIRs kategori", "NIR's category", en_av(_KATEGORIER), valg=(KAN_TILBYS_INTRO, RETT_OG_PLIKT_INTRO)
)
AARSAK = Parameter(
    "aarsak",
    "«med» registrert årsak, eller «uten»: ikke registrert",
    "«med»: with a registered reason, or «uten»: not registered",
    en_av({MED: MED, UTEN: UTEN}),
    valg=(MED, UTEN),
)


def per_dag(sandbox: Sandbox, per: Any, aar: int | None) -> date:
    """The day at whose end NIR's knowledge counts; Avvik when it lies ahead on the sandbox's clock."""
    idag = sandbox.naa().date()
    if per is None:
        return idag
    if per == FRIST:
        if aar is None:
            raise feil(
                "per",
                f"per: «{FRIST}» må ha et rapporteringsår; legg til «aar»",
                f"per: «{FRIST}» needs a reporting year; add «aar»",
            )
        per = siste_frist(aar).dato
    assert isinstance(per, date)
    if per > idag:
        raise feil(
            "per",
            f"per: {per:%d.%m.%Y} ligger fram i tid; sandkassens klokke viser {idag:%d.%m.%Y}. Bruk en dag som har"
            " vært, eller flytt klokken",
            f"per: {per} lies ahead; the sandbox's clock shows {idag}. Use a day that has been, or advance the clock",
        )
    return per


def kontroller_aar(sandbox: Sandbox, navn: str, aar: int) -> int:
    """The reporting year; Avvik when it has not begun on the sandbox's clock."""
    idag = sandbox.naa().date()
    if aar > idag.year:
        raise feil(
            navn,
            f"{navn}: {aar} har ikke begynt; sandkassens klokke viser {idag:%d.%m.%Y}",
            f"{navn}: {aar} has not begun; the sandbox's clock shows {idag}",
        )
    return aar
