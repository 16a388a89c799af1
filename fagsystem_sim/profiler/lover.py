"""The laws in time: from when on there can be what, and for how many months (domain.md §1.7, §5)."""

from datetime import date
from typing import Literal

Lov = Literal["introduksjonsloven", "integreringsloven", "integreringsloven6A"]
Sluttmaal = Literal["fullfoertVgo", "hoeyereUtdanning", "arbeid", "grunnskoleOgArbeid"]

NY_LOV = date(2021, 1, 1)
"""Residence granted from this day on is under integreringsloven, before it under introduksjonsloven (§5.2)."""

NIR_TAR_IMOT = date(2021, 3, 1)
"""NIR took kontakt, vedtak and tiltak under integreringsloven from the delivery of March 2021 (§1.7)."""

KOLLEKTIV = "34"
"""The ground of chapter 6A: kollektiv beskyttelse, utlendingsloven § 34 (§5.3)."""

KOLLEKTIV_FRA = date(2022, 3, 11)
"""Residence on that ground from this day on is under chapter 6A (§5.3)."""

KAPITTEL_6A = date(2022, 6, 15)
"""Chapter 6A in force (§5.3 [S100])."""

NYTT_I_6A = date(2023, 7, 1)
"""From this day utdanningsbakgrunn and utvidet norsk exist under chapter 6A (§2.2, §2.4 [S13])."""

FJERDE_AAR = date(2023, 1, 1)
"""Before this day NIR did not hold the fourth year towards upper secondary (§5.4 [B]; day `antatt`)."""

COVID_FRA, COVID_TIL = date(2020, 5, 26), date(2022, 12, 31)
"""The temporary laws by which a programme could go on past what NIR holds (§5.4 [S67])."""

PROGRAM_FRA: dict[Lov, date] = {"integreringsloven": NIR_TAR_IMOT, "integreringsloven6A": KAPITTEL_6A}
"""The first day on which a programme can begin in NIR, by law; the first law was there before NIR was."""

NYE_TILTAK = frozenset({"livsmestring", "foreldreveiledning", "praksis", "hurtigspor", "digital_kompetanse"})
"""Kinds of tiltak that came with integreringsloven (§2.5 d)."""

NAVN: dict[Lov, str] = {
    "introduksjonsloven": "introduksjonsloven",
    "integreringsloven": "integreringsloven",
    "integreringsloven6A": "kapittel 6A",
}


def norskfrist(lov: Lov, vgo: bool | None) -> int:
    """Months for the training in norsk: from the start by chapter 6A, else from residence (domain.md §5.1–5.3)."""
    if lov == "integreringsloven6A":
        return 12
    return 18 if vgo and lov == "integreringsloven" else 36


def lengste(lov: Lov, vgo: bool | None, sluttmaal: Sluttmaal | None, start: date) -> int:
    """Months of the longest programme that NIR can hold, by law and way (domain.md §5.1–5.3)."""
    if lov == "introduksjonsloven":
        return 36
    if lov == "integreringsloven6A":
        return 12
    if sluttmaal == "fullfoertVgo":
        return 48 if start >= FJERDE_AAR else 36
    return 12 if vgo else 36
