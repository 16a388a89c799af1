"""The yearly deadlines by which kommuner must have their data right (domain.md §3.2)."""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.felt import Kilde, antatt, dokumentert
from mocknir.reports.rapport import Lest, Rapport
from mocknir.reports.tabell import Kolonne, Ord, Tabell
from mocknir.sandbox import Sandbox


class Aarsfrist(NamedTuple):
    """A deadline for one reporting year: the day, what was to be done by it, and where that is known from."""

    dato: date
    tekst: str
    text: str
    kilde: Kilde


_ENDELIG = ("Frist for å ajourføre data i NIR", "Deadline for bringing data in NIR up to date")


def _i_februar(aar: int, kilde: Kilde) -> tuple[Aarsfrist, ...]:
    return (Aarsfrist(date(aar + 1, 2, monthrange(aar + 1, 2)[1]), *_ENDELIG, kilde),)


_MOENSTER = antatt("§3.2 [INF]")

FRISTER: dict[int, tuple[Aarsfrist, ...]] = {
    2017: (
        Aarsfrist(date(2018, 1, 15), "Første frist", "First deadline", dokumentert("§3.2 [S10]")),
        Aarsfrist(date(2018, 3, 16), "Ny frist etter feil i NIR", "New deadline after errors in NIR",
                  dokumentert("§3.2 [S14]")),
        Aarsfrist(date(2018, 6, 12), "Ny frist etter samkjøring med SSB", "New deadline after matching with SSB",
                  dokumentert("§3.2 [A]")),
    ),
    2018: (
        Aarsfrist(date(2018, 12, 31), "Data er à jour", "Data are up to date", dokumentert("§3.2 [S11]")),
        *_i_februar(2018, dokumentert("§3.2 [S11]")),
    ),
    2019: _i_februar(2019, _MOENSTER),
    2020: _i_februar(2020, dokumentert("§3.2 [S12]")),
    2021: _i_februar(2021, dokumentert("§3.2 [B]")),
    2022: _i_februar(2022, dokumentert("§3.2 [S6]")),
    2023: _i_februar(2023, dokumentert("§3.2 [S7]")),
    2024: _i_februar(2024, _MOENSTER),
    2025: _i_februar(2025, _MOENSTER),
}  # fmt: skip
"""The deadlines of each reporting year in order; the last one fixes the year's figures."""


def frister(aar: int) -> tuple[Aarsfrist, ...]:
    """The deadlines of a reporting year; by the pattern of the known ones (`antatt`) where none is known.

    Raises Avvik before 2017: until then KOSTRA's form 11b was reported, not NIR (domain.md §6.1 [S68]).
    """
    if aar < min(FRISTER):
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"NIR har ingen frist for rapporteringsåret {aar}: før {min(FRISTER)} ble det rapportert til KOSTRA. Skriv"
            " en dato i «per»",
            f"NIR has no deadline for the reporting year {aar}: before {min(FRISTER)} KOSTRA was reported to. Write a"
            " date in «per»",
            felt="per",
        )
    return FRISTER.get(aar) or _i_februar(aar, _MOENSTER)


def siste_frist(aar: int) -> Aarsfrist:
    """The deadline that fixes a reporting year's figures."""
    return frister(aar)[-1]


def _lag(sandbox: Sandbox, p: Lest) -> Tabell:
    aarene = sorted({*FRISTER, *range(max(FRISTER) + 1, sandbox.naa().year + 1)})
    return Tabell(
        "Årlige frister",
        "Yearly deadlines",
        "Frister for å ajourføre data i NIR for et rapporteringsår; den siste avgjør årets tall.",
        "Deadlines for bringing data in NIR up to date for a reporting year; the last one fixes the year's figures.",
        (
            Kolonne("aar", "Rapporteringsår", "Reporting year"),
            Kolonne("frist", "Frist", "Deadline"),
            Kolonne("hva", "Hva", "What"),
            Kolonne("proveniens", "Proveniens", "Provenance"),
            Kolonne("kilde", "Kilde", "Source"),
        ),
        tuple(
            (aar, f.dato, Ord(f.tekst, f.text), f.kilde.proveniens, f"domain.md {f.kilde.henvisning}")
            for aar in aarene
            for f in frister(aar)
        ),
    )


RAPPORT = Rapport(
    "frister",
    "Årlige frister",
    "Yearly deadlines",
    "Fristene for å ajourføre data i NIR, år for år. «per=frist» i de andre rapportene er årets siste frist.",
    "The deadlines for bringing data in NIR up to date, year by year. «per=frist» in the other reports is the last.",
    (),
    _lag,
)
