"""What the parts of a profile are made of: a base that refuses what it does not know, sources, days and numbers."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

FOERSTE_DAG, SISTE_DAG = date(2005, 9, 1), date(2039, 12, 31)
"""NIR holds nothing from before its forskrift (domain.md §7 [S81]); further ahead nobody knows kommuner or laws."""

MEST_VEKT = 1_000_000


class Del(BaseModel):
    """A part of a profile: unknown keys are errors, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _dag(verdi: Any) -> date:
    """A day as YAML or ISO 8601 has it; a number would be read as seconds since 1970."""
    if isinstance(verdi, str):
        try:
            verdi = date.fromisoformat(verdi)
        except ValueError:
            raise PydanticCustomError("date_type", "en dato") from None
    if isinstance(verdi, datetime) or not isinstance(verdi, date):
        raise PydanticCustomError("date_type", "en dato")
    if not FOERSTE_DAG <= verdi <= SISTE_DAG:
        raise ValueError(
            f"{verdi} er utenfor det tillatte, fra {FOERSTE_DAG} til {SISTE_DAG} "
            f"/ It must be from {FOERSTE_DAG} to {SISTE_DAG}"
        )
    return verdi


def _ikke_ja_eller_nei(verdi: Any) -> Any:
    """`true` is no number, though it would be read as 1."""
    if isinstance(verdi, bool):
        raise PydanticCustomError("float_type", "et tall")
    return verdi


_Tall = BeforeValidator(_ikke_ja_eller_nei)

Kilde = Annotated[str, Field(pattern=r"^(kalibrert|S\d+|[AB]\b|§)")]
Tekst = Annotated[str, Field(pattern=r"\S")]
Dag = Annotated[date, BeforeValidator(_dag)]
Andel = Annotated[float, _Tall, Field(ge=0, le=1, allow_inf_nan=False)]
Vekt = Annotated[float, _Tall, Field(ge=0, le=MEST_VEKT, allow_inf_nan=False)]
AarligRate = Annotated[float, _Tall, Field(ge=0, le=10, allow_inf_nan=False)]
Personer = Annotated[int, _Tall, Field(ge=1, le=100_000)]
Dager = Annotated[int, _Tall, Field(ge=0, le=4000)]
Timer = Annotated[int, _Tall, Field(ge=1, le=166)]
"""Hours in a month: at most 37.5 a week (domain.md §2.5)."""
Uketimer = Annotated[int, _Tall, Field(ge=1, le=60)]
"""Hours a week: full time is 37.5, and NIR warns of more (domain.md §2.5 [S33])."""
Dagtimer = Annotated[int, _Tall, Field(ge=1, le=24)]
Maanedsnummer = Annotated[int, _Tall, Field(ge=1, le=12)]
Ventedager = Annotated[float, _Tall, Field(ge=0, le=365, allow_inf_nan=False)]
Figurtall = Annotated[float, _Tall, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
