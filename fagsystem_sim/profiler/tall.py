"""Numbers of a profile, each with where it comes from: shares, rates, days, hours, and spans that are drawn from."""

from pydantic import model_validator

from fagsystem_sim.profiler.grunn import (
    AarligRate,
    Andel,
    Dag,
    Dager,
    Dagtimer,
    Del,
    Kilde,
    Maanedsnummer,
    Personer,
    Timer,
    Uketimer,
    Ventedager,
)


class Tall(Del):
    """A share from 0 to 1, and where it comes from."""

    verdi: Andel
    kilde: Kilde


class Rate(Del):
    """How often a year something happens to a person, and where the number comes from."""

    verdi: AarligRate
    kilde: Kilde


class Antall(Del):
    """A number of persons, and where it comes from."""

    verdi: Personer
    kilde: Kilde


class Dagtall(Del):
    """A number of days, and where it comes from."""

    verdi: Dager
    kilde: Kilde


class Ventetid(Del):
    """A time in days, at most a year, and where it comes from; parts of a day count where it is a mean."""

    verdi: Ventedager
    kilde: Kilde


class Timetall(Del):
    """Hours a week, and where the number comes from."""

    verdi: Uketimer
    kilde: Kilde


class Dagstimer(Del):
    """Hours a day, and where the number comes from."""

    verdi: Dagtimer
    kilde: Kilde


class Maanedstimer(Del):
    """Hours in a month, and where the number comes from."""

    verdi: Timer
    kilde: Kilde


class Maanedstall(Del):
    """A month by its number, from 1 to 12, and where it comes from."""

    verdi: Maanedsnummer
    kilde: Kilde


class Spenn(Del):
    """A number of days, drawn evenly between two, both included."""

    minst: Dager
    mest: Dager
    kilde: Kilde

    @model_validator(mode="after")
    def _ordnet(self) -> "Spenn":
        if self.mest < self.minst:
            raise ValueError(f"mest ({self.mest}) er mindre enn minst ({self.minst}) / mest is less than minst")
        return self


class Timespenn(Spenn):
    """A number of hours in a month, drawn evenly between two, both included."""

    minst: Timer
    mest: Timer


class Periode(Del):
    """From a day to a day, both included."""

    fra: Dag
    til: Dag

    @model_validator(mode="after")
    def _ordnet(self) -> "Periode":
        if self.til < self.fra:
            raise ValueError(f"til ({self.til}) ligger før fra ({self.fra}) / til lies before fra")
        return self
