"""What is registered on Norwegian and social studies (domain.md §2.2, §2.6, §2.7)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from mocknir.register.felt import Felt, antatt, dokumentert
from mocknir.register.registreringer.felles import NORSK, Fra, Ordning, Til, ValgfriTil, Vedtaksdato


class Timer(NamedTuple):
    """Gjennomførte timer i norsk eller samfunnskunnskap i en kalendermåned (domain.md §2.6 [S5])."""

    ordning: Ordning
    fag: Annotated[str, Felt("Fag", "Subject", dokumentert("§2.6 [S5]"), "fag")]
    fra: Fra
    til: Til
    antall: Annotated[Decimal, Felt("Antall timer", "Number of hours", dokumentert("§2.6 [S5]"))]
    opplaeringsspraak: Annotated[
        str | None,
        Felt("Språket opplæringen ble gitt på (ISO 639)", "Language of instruction (ISO 639)",
             dokumentert("§2.6 [S5]"), maks_lengde=8),
    ] = None  # fmt: skip

    @property
    def kode(self) -> str:
        return self.fag


class Utdanningsbakgrunn(NamedTuple):
    """Om personen har fullført videregående opplæring fra før (domain.md §2.7 [S5])."""

    videregaaende_fullfoert: Annotated[
        bool,
        Felt("Om videregående opplæring er fullført fra før", "Whether upper secondary was completed before",
             dokumentert("§2.7 [S5]")),
    ]  # fmt: skip
    dato: Annotated[date, Felt("Datoen det ble kartlagt", "The day it was established", antatt("§2.7 [S5]"))]

    @property
    def ordning(self) -> str:
        return NORSK

    @property
    def kode(self) -> str:
        return "vgo" if self.videregaaende_fullfoert else "utenVgo"

    @property
    def fra(self) -> date:
        return self.dato

    @property
    def til(self) -> None:
        return None


class Norskmaal(NamedTuple):
    """Norskmålet, samlet eller per delferdighet (domain.md §2.7 [S48])."""

    nivaa: Annotated[str, Felt("Nivå", "Level", dokumentert("§2.7 [S48][S4]"), "norsknivaa")]
    dato: Annotated[date, Felt("Datoen målet ble satt", "The day the goal was set", antatt("§2.7 [S48]"))]
    delferdighet: Annotated[
        str | None,
        Felt("Delferdighet; tom når målet gjelder alle", "Skill; empty when it holds for all",
             antatt("§2.7"), "delferdighet"),
    ] = None  # fmt: skip

    @property
    def ordning(self) -> str:
        return NORSK

    @property
    def kode(self) -> str:
        return self.nivaa

    @property
    def fra(self) -> date:
        return self.dato

    @property
    def til(self) -> None:
        return None


class FulltidVgo(NamedTuple):
    """Om personen går i videregående på fulltid (domain.md §2.2 [S6], §2.4 [S13])."""

    deltar: Annotated[
        bool, Felt("Om personen går på fulltid (ja/nei)", "Attends full time (yes/no)", dokumentert("§2.4 [S13]"))
    ]  # fmt: skip
    fra: Fra
    til: ValgfriTil = None

    @property
    def ordning(self) -> str:
        return NORSK

    @property
    def kode(self) -> str:
        return "ja" if self.deltar else "nei"


class Spraak(NamedTuple):
    """Morsmål og spor (domain.md §2.6 [S5], §2.7 [S17])."""

    ordning: Ordning
    morsmaal: Annotated[
        str, Felt("Morsmål (ISO 639)", "Mother tongue (ISO 639)", dokumentert("§2.6 [S5]"), maks_lengde=8)
    ]
    dato: Annotated[date, Felt("Datoen det ble kartlagt", "The day it was established", antatt("§2.7 [S17]"))]
    spor: Annotated[
        str | None, Felt("Spor i norskopplæringen", "Track", dokumentert("§2.7 [S17]"), "spor")
    ] = None  # fmt: skip

    @property
    def kode(self) -> str | None:
        return self.spor

    @property
    def fra(self) -> date:
        return self.dato

    @property
    def til(self) -> None:
        return None


class Fritak(NamedTuple):
    """Fritak fra opplæring eller prøve, med rettsgrunnlag (domain.md §2.4 [S41], §2.8 [S49])."""

    ordning: Ordning
    fritaksomraade: Annotated[
        str,
        Felt("Hva det er fritak fra", "What the exemption covers", dokumentert("§2.4 [S41]"),
             "fritaksomraade"),
    ]  # fmt: skip
    vedtaksdato: Vedtaksdato
    rettsgrunnlag: Annotated[
        str, Felt("Rettsgrunnlag", "Legal basis", dokumentert("§2.4, §2.8 [S49]"), "fritaksgrunnlag")
    ]

    @property
    def kode(self) -> str:
        return self.fritaksomraade

    @property
    def fra(self) -> date:
        return self.vedtaksdato

    @property
    def til(self) -> None:
        return None
