"""What is drawn by weights: ages, nationalities, lengths, grounds, kinds of tiltak, reasons for ending."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from fagsystem_sim.profiler import land
from fagsystem_sim.profiler.grunn import Del, Kilde, Vekt

YNGST, ELDST = 18, 67
"""The ages of participants (domain.md §5.1, §5.2)."""

Arbeid = Literal["arbeidHeltid", "arbeidDeltid"]
Utdanning = Literal["videregaaende", "hoeyereUtdanning"]
Ellers = Literal[
    "grunnskole", "kvalifisering", "arbeidssoeker", "sosialhjelp", "trygd", "fullfoertProgramtid", "annet"
]  # fmt: skip
Fravaersgrunn = Literal["egenSykdom", "barnsSykdom", "velferd", "hoeytid"]
Norsknivaa = Literal["A1", "A2", "B1", "B2", "C1"]
Tiltakstype = Literal[
    "norskopplaring", "samfunnskunnskap", "sprakpraksis", "arbeidstrening", "arbeidsmarkedsopp", "arbeid",
    "grunnskoleopp", "fagivgs", "yrkesrettet_kurs", "vurdering_realkompv_mkomp", "helsefremmende", "sosialt_nettverk",
    "annet", "livsmestring", "foreldreveiledning", "praksis", "hurtigspor", "digital_kompetanse",
]  # fmt: skip


def _tekst(verdi: Any) -> Any:
    """Numbers may stand without quotation marks where a word is meant."""
    return str(verdi) if isinstance(verdi, int) and not isinstance(verdi, bool) else verdi


def _aldre(tekst: str) -> str:
    yngst, _, eldst = tekst.partition("-")
    if not (yngst.isdecimal() and eldst.isdecimal() and YNGST <= int(yngst) <= int(eldst) <= ELDST):
        raise ValueError(
            f"«{tekst}» er ingen aldersgruppe. Skriv den yngste og den eldste alderen, som 18-25; tillatt er fra "
            f"{YNGST} til {ELDST} år / "
            f"It is no group of ages: write the youngest and the oldest, from {YNGST} to {ELDST}"
        )
    return tekst


class Vekter(Del):
    """The base of all distributions: weights that need not add up to anything, but not all be 0."""

    kilde: Kilde

    @model_validator(mode="after")
    def _noe(self) -> "Vekter":
        vekter: Mapping[Any, float] = getattr(self, "vekter", {})
        if not vekter:
            raise ValueError("vekter er tom; minst én må være med / There must be at least one weight")
        if not sum(vekter.values()):
            raise ValueError("vektene er 0 alle sammen; minst én må være større / The weights are all 0")
        return self


class Aldre(Vekter):
    """Ages in whole years, as SSB groups them; `18-25` is from the 18th birthday to the day before the 26th."""

    vekter: dict[Annotated[str, BeforeValidator(_tekst), AfterValidator(_aldre)], Vekt]


class Statsborgerskap(Vekter):
    """Nationalities by code of three letters (`SYR`); `XXX` is stateless."""

    vekter: dict[Annotated[str, AfterValidator(land.kontroller)], Vekt]


class Maaneder(Vekter):
    """Lengths in months."""

    vekter: dict[Annotated[int, Field(ge=1, le=36)], Vekt]


class Grunnlag(Vekter):
    """Grounds of residence, as NIR's central registers name them."""

    vekter: dict[Annotated[Literal["28", "34", "35", "38", "53", "familie"], BeforeValidator(_tekst)], Vekt]


class Tiltak(Vekter):
    """Kinds of tiltak."""

    vekter: dict[Tiltakstype, Vekt]


class Fravaersgrunner(Vekter):
    """Grounds of valid absence; that of a birth follows from the birth."""

    vekter: dict[Fravaersgrunn, Vekt]


class Norskmaal(Vekter):
    """Levels of norsk to aim at."""

    vekter: dict[Norsknivaa, Vekt]


class Arbeidskoder(Vekter):
    """Reasons for ending that reach the goal by work."""

    vekter: dict[Arbeid, Vekt]


class Utdanningskoder(Vekter):
    """Reasons for ending that reach the goal by education."""

    vekter: dict[Utdanning, Vekt]


class Ellerskoder(Vekter):
    """Reasons for ending at the planned end without reaching the goal."""

    vekter: dict[Ellers, Vekt]
