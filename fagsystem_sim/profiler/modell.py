"""The shape of a profile: which keys it has, and within which bounds their numbers lie.

A number is never alone: `{verdi: 0.12, kilde: S70}` says where it comes from, a tag of domain.md §11 (`S70`, or `A`
and `B` for the two IMDi pages), a paragraph (`§5.1`), or `kalibrert` where it was fitted so that the published
figures come out; a few words may follow.
"""

from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from fagsystem_sim.profiler import noekler
from fagsystem_sim.profiler.grunn import (
    AarligRate,
    Andel,
    Dag,
    Dager,
    Del,
    Figurtall,
    Kilde,
    Personer,
    Tekst,
    Timer,
    Vekt,
)
from fagsystem_sim.profiler.lover import Lov, Sluttmaal
from fagsystem_sim.profiler.vekter import (
    Aldre,
    Arbeidskoder,
    Ellerskoder,
    Grunnlag,
    Maaneder,
    Statsborgerskap,
    Tiltak,
    Utdanningskoder,
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


class Spenn(Del):
    """A number of days, drawn evenly between two, both included."""

    minst: Dager
    mest: Dager
    kilde: Kilde

    @model_validator(mode="after")
    def _ordnet(self) -> "Spenn":
        if self.mest < self.minst:
            raise ValueError(f"mest ({self.mest}) er mindre enn minst ({self.minst})")
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
            raise ValueError(f"til ({self.til}) ligger før fra ({self.fra})")
        return self


class Kull(Periode):
    """Those whose programme began in a time, evenly spread over it; `vekt` is their part of the group."""

    vekt: Vekt
    kilde: Kilde
    statsborgerskap: Statsborgerskap


class Sti(Del):
    """A way through the programme: how long, and how it can be extended.

    `vgo` and `sluttmaal` are what is registered under integreringsloven, where the length follows from them
    (domain.md §5.2); `forlenges` is the share extended at the planned end, by `forlengelse` months.
    """

    andel: Tall
    maaneder: Maaneder
    forlenges: Tall
    forlengelse: Maaneder
    vgo: bool | None = None
    sluttmaal: Sluttmaal | None = None


class Etterkjoenn(Del):
    """A share for women and one for men."""

    K: Tall
    M: Tall


class Ratekjoenn(Del):
    """A yearly rate for women and one for men."""

    K: Rate
    M: Rate


class Slutt(Del):
    """How a programme that lasts its time ends: to work, to education, or else."""

    arbeid: Etterkjoenn
    utdanning: Etterkjoenn
    arbeidskoder: Arbeidskoder
    utdanningskoder: Utdanningskoder
    ellers: Ellerskoder

    @model_validator(mode="after")
    def _under_en(self) -> "Slutt":
        for kjoenn in ("K", "M"):
            sum_ = getattr(self.arbeid, kjoenn).verdi + getattr(self.utdanning, kjoenn).verdi
            if sum_ > 1 + 1e-9:
                raise ValueError(f"arbeid + utdanning for {kjoenn} er {sum_:.2f}; tillatt er høyst 1")
        return self


class Risiko(Del):
    """What may come in between, so many times a year.

    `tidlig` is a goal reached before the time, `avbrutt` leaving by own wish, `stans` a temporary stop, `sykdom` an
    illness long enough for leave, `foedsel` a child to the woman of a couple (`enslig_foedsel` of a woman alone).
    """

    flytting: Rate
    utvandring: Rate
    doed: Rate
    avbrutt: Rate
    tidlig: Ratekjoenn
    stans: Rate
    sykdom: Rate
    foedsel: Rate
    enslig_foedsel: Rate


class Foer(Del):
    """The way to the programme, in days: residence before arrival or after it, settlement, offer, decision, start."""

    ankomst_til_opphold: Spenn
    opphold_til_bosatt: Spenn
    familie_til_bosatt: Spenn
    bosatt_til_tilbud: Spenn
    tilbud_til_start: Spenn
    vedtak_foer_start: Spenn


class Hverdag(Del):
    """What a month in the programme is like.

    `norsk` is the share of tiltak that are norskopplæring in the first year and after it; `to_tiltak` the share with
    another beside; `norsktimer` the hours of norsk in a full month; `fravaer` the share of months with absence and
    `gyldig` the share of it that is valid; `tiltak` the other kinds.
    """

    tiltaksdager: Spenn
    norsk_foerste_aar: Tall
    norsk_siden: Tall
    to_tiltak: Tall
    tiltak: Tiltak
    norsktimer: Timespenn
    samfunnskunnskap: Tall
    fravaer: Tall
    gyldig: Tall


class Avbrekk(Del):
    """How long what comes in between lasts, in days, and what becomes of who moves or is stopped.

    `overtas` is the share of those who move whose new kommune carries the programme on; `stans_permanent` the share
    of stops that end the programme; `far_permisjon` the share of fathers who take leave at a birth.
    """

    foedselspermisjon: Spenn
    far_permisjon: Tall
    far_dager: Spenn
    sykdom: Spenn
    stans: Spenn
    stans_permanent: Tall
    overtas: Tall
    overtakelse: Spenn


class Gruppe(Del):
    """Participants under one law. `utover_grensen`: the share of those who reach the longest time whose programme
    goes on past it by the covid laws, where NIR holds nothing (domain.md §5.4 [B])."""

    lov: Lov
    andel: Tall
    kull: Annotated[list[Kull], Field(min_length=1)]
    kvinner: Tall
    aldre: Aldre
    grunnlag: Grunnlag
    avtalt_bosatt: Tall
    par: Tall
    stier: Annotated[dict[str, Sti], Field(min_length=1)]
    foer: Foer
    hverdag: Hverdag
    risiko: Risiko
    avbrekk: Avbrekk
    slutt: Slutt
    utover_grensen: Tall = Tall(verdi=0, kilde="§5")
    utvidet_norsk: Tall = Tall(verdi=0, kilde="§2.4")


class Rettingsrunde(Del):
    """A deadline for correcting: on `dag` a share of what is wrong is put right, with etterregistreringstilgang for
    `tilgang_fra`–`tilgang_til` that carries `merke`, or without where these are left out (domain.md §3)."""

    dag: Dag
    andel: Tall
    tilgang_fra: Dag | None = None
    tilgang_til: Dag | None = None
    merke: str = ""

    @model_validator(mode="after")
    def _hel(self) -> "Rettingsrunde":
        if (self.tilgang_fra is None) != (self.tilgang_til is None):
            raise ValueError("tilgang_fra og tilgang_til hører sammen: oppgi begge eller ingen")
        if self.tilgang_fra and self.tilgang_til and self.tilgang_til < self.tilgang_fra:
            raise ValueError(f"tilgang_til ({self.tilgang_til}) ligger før tilgang_fra ({self.tilgang_fra})")
        return self


class Publisert(Del):
    """A published figure to hold the simulation against: `verdi`, and the bounds within which it is met.

    `noekkel` is one of `noekler`, which says whether the figure is a count or a share from 0 to 1.
    """

    noekkel: Annotated[str, AfterValidator(noekler.kontroller)]
    tekst: Tekst
    verdi: Figurtall
    fra: Figurtall
    til: Figurtall
    kilde: Kilde

    @property
    def andel(self) -> bool:
        """Whether it is a share, and no count."""
        return noekler.slag(self.noekkel) == "andel"

    @field_validator("verdi", "fra", "til")
    @classmethod
    def _av_sitt_slag(cls, verdi: float, info: ValidationInfo) -> float:
        noekkel = info.data.get("noekkel")
        if noekkel is None:
            return verdi
        if noekler.slag(noekkel) == "andel" and verdi > 1:
            prosent = f"; skriv {verdi / 100:g} for {verdi:g} prosent" if verdi <= 100 else ""
            raise ValueError(f"{verdi:g} er for mye: «{noekkel}» er en andel fra 0 til 1{prosent}")
        if noekler.slag(noekkel) == "antall" and 0 < verdi < 1:
            raise ValueError(f"{verdi:g} er en andel, men «{noekkel}» er et antall; skriv hvor mange det er")
        return verdi

    @model_validator(mode="after")
    def _imellom(self) -> "Publisert":
        if self.til < self.fra:
            raise ValueError(f"til ({self.til:g}) er mindre enn fra ({self.fra:g})")
        if not self.fra <= self.verdi <= self.til:
            raise ValueError(f"verdi ({self.verdi:g}) ligger ikke fra {self.fra:g} til {self.til:g}")
        return self


class Profil(Del):
    """A country of participants: who takes part in `periode`, and how their lives go in `simuleres`.

    `simuleres.fra` is the day before which nobody's programme has begun. `vaner` are habits of caseworkers and
    systems by name, `retting` the rounds of correction, `publisert` the figures to compare with.
    """

    navn: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$")]
    tittel: Tekst
    om: str
    periode: Periode
    simuleres: Periode
    deltakere: Antall
    grupper: Annotated[dict[str, Gruppe], Field(min_length=1)]
    vaner: dict[str, Tall] = Field(default_factory=dict)
    retting: list[Rettingsrunde] = Field(default_factory=list)
    publisert: list[Publisert] = Field(default_factory=list)

    def __hash__(self) -> int:
        return hash(self.navn)

    @property
    def foerste_dag(self) -> date:
        """A day before anything of what NIR is to be told has happened: residence, arrival, settlement come later."""
        return self.simuleres.fra - timedelta(days=365)
