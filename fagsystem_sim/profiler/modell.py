"""The shape of a profile: which keys it has, and within which bounds their numbers lie.

A number is never alone: `{verdi: 0.12, kilde: S70}` says where it comes from, a tag of domain.md §11 (`S70`, or `A`
and `B` for the two IMDi pages), a paragraph (`§5.1`), or `kalibrert` where it was fitted so that the published
figures come out; a few words may follow.
"""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kilde = Annotated[str, Field(pattern=r"^(kalibrert|S\d+|[AB]\b|§)")]
Andel = Annotated[float, Field(ge=0, le=1)]
Vekt = Annotated[float, Field(ge=0)]
Lov = Literal["introduksjonsloven", "integreringsloven", "integreringsloven6A"]
Kjoenn = Literal["K", "M"]
Land = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Maal = Literal["arbeidHeltid", "arbeidDeltid", "videregaaende", "hoeyereUtdanning"]
Ellers = Literal[
    "grunnskole", "kvalifisering", "arbeidssoeker", "sosialhjelp", "trygd", "fullfoertProgramtid", "annet"
]  # fmt: skip
Sluttmaal = Literal["fullfoertVgo", "hoeyereUtdanning", "arbeid", "grunnskoleOgArbeid"]
Tiltakstype = Literal[
    "norskopplaring", "samfunnskunnskap", "sprakpraksis", "arbeidstrening", "arbeidsmarkedsopp", "arbeid",
    "grunnskoleopp", "fagivgs", "yrkesrettet_kurs", "vurdering_realkompv_mkomp", "helsefremmende", "sosialt_nettverk",
    "annet", "livsmestring", "foreldreveiledning", "praksis", "hurtigspor", "digital_kompetanse",
]  # fmt: skip


class Del(BaseModel):
    """A part of a profile: unknown keys are errors, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Tall(Del):
    """A share from 0 to 1, and where it comes from."""

    verdi: Andel
    kilde: Kilde


class Rate(Del):
    """How often a year something happens to a person, and where the number comes from."""

    verdi: Annotated[float, Field(ge=0, le=10)]
    kilde: Kilde


class Antall(Del):
    """A number of persons, and where it comes from."""

    verdi: Annotated[int, Field(ge=1, le=100_000)]
    kilde: Kilde


class Spenn(Del):
    """A number of days or hours, drawn evenly between two, both included."""

    minst: Annotated[int, Field(ge=0, le=4000)]
    mest: Annotated[int, Field(ge=0, le=4000)]
    kilde: Kilde

    @model_validator(mode="after")
    def _ordnet(self) -> "Spenn":
        if self.mest < self.minst:
            raise ValueError(f"mest ({self.mest}) er mindre enn minst ({self.minst})")
        return self


class Vekter(Del):
    """The base of all distributions: weights that need not add up to anything, but not all be 0."""

    kilde: Kilde

    @model_validator(mode="after")
    def _noe(self) -> "Vekter":
        if not sum(getattr(self, "vekter", {}).values()):
            raise ValueError("vektene er 0 alle sammen; minst én må være større")
        return self


class Aldre(Vekter):
    """Ages in whole years, as SSB groups them; `18-25` is from the 18th birthday to the day before the 26th."""

    vekter: dict[Annotated[str, Field(pattern=r"^\d\d-\d\d$")], Vekt]


class Statsborgerskap(Vekter):
    """Nationalities by code of three letters (`SYR`); `XXX` is stateless."""

    vekter: dict[Land, Vekt]


class Maaneder(Vekter):
    """Lengths in months."""

    vekter: dict[Annotated[int, Field(ge=1, le=36)], Vekt]


class Grunnlag(Vekter):
    """Grounds of residence, as NIR's central registers name them."""

    vekter: dict[Literal["28", "34", "35", "38", "53", "familie"], Vekt]


class Tiltak(Vekter):
    """Kinds of tiltak."""

    vekter: dict[Tiltakstype, Vekt]


class Maalkoder(Vekter):
    """Reasons for ending that reach the goal, within work or within education."""

    vekter: dict[Maal, Vekt]


class Ellerskoder(Vekter):
    """Reasons for ending at the planned end without reaching the goal."""

    vekter: dict[Ellers, Vekt]


class Kull(Del):
    """Those whose programme began in a time, evenly spread over it; `vekt` is their part of the group."""

    fra: date
    til: date
    vekt: Vekt
    kilde: Kilde
    statsborgerskap: Statsborgerskap

    @model_validator(mode="after")
    def _ordnet(self) -> "Kull":
        if self.til < self.fra:
            raise ValueError(f"til ({self.til}) ligger før fra ({self.fra})")
        return self


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
    arbeidskoder: Maalkoder
    utdanningskoder: Maalkoder
    ellers: Ellerskoder

    @model_validator(mode="after")
    def _under_en(self) -> "Slutt":
        for kjoenn in ("K", "M"):
            sum_ = getattr(self.arbeid, kjoenn).verdi + getattr(self.utdanning, kjoenn).verdi
            if sum_ > 1:
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
    norsktimer: Spenn
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


class Periode(Del):
    """From a day to a day, both included."""

    fra: date
    til: date

    @model_validator(mode="after")
    def _ordnet(self) -> "Periode":
        if self.til < self.fra:
            raise ValueError(f"til ({self.til}) ligger før fra ({self.fra})")
        return self


class Rettingsrunde(Del):
    """A deadline for correcting: on `dag` a share of what is wrong is put right, with etterregistreringstilgang for
    `tilgang_fra`–`tilgang_til` that carries `merke`, or without where these are left out (domain.md §3)."""

    dag: date
    andel: Tall
    tilgang_fra: date | None = None
    tilgang_til: date | None = None
    merke: str = ""

    @model_validator(mode="after")
    def _hel(self) -> "Rettingsrunde":
        if (self.tilgang_fra is None) != (self.tilgang_til is None):
            raise ValueError("tilgang_fra og tilgang_til hører sammen: oppgi begge eller ingen")
        if self.tilgang_fra and self.tilgang_til and self.tilgang_til < self.tilgang_fra:
            raise ValueError(f"tilgang_til ({self.tilgang_til}) ligger før tilgang_fra ({self.tilgang_fra})")
        return self


class Publisert(Del):
    """A published figure to hold the simulation against: `verdi`, and the bounds within which it is met."""

    noekkel: Annotated[str, Field(pattern=r"^[a-z][a-zA-Z0-9_.+-]*$")]
    tekst: str
    verdi: float
    fra: float
    til: float
    kilde: Kilde

    @model_validator(mode="after")
    def _imellom(self) -> "Publisert":
        if not self.fra <= self.verdi <= self.til:
            raise ValueError(f"verdi ({self.verdi:g}) ligger ikke fra {self.fra:g} til {self.til:g}")
        return self


class Profil(Del):
    """A country of participants: who takes part in `periode`, and how their lives go in `simuleres`.

    `simuleres.fra` is the day before which nobody's programme has begun. `vaner` are habits of caseworkers and
    systems by name, `retting` the rounds of correction, `publisert` the figures to compare with.
    """

    navn: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    tittel: str
    om: str
    periode: Periode
    simuleres: Periode
    deltakere: Antall
    grupper: Annotated[dict[str, Gruppe], Field(min_length=1)]
    vaner: dict[str, Tall] = {}
    retting: list[Rettingsrunde] = []
    publisert: list[Publisert] = []

    def __hash__(self) -> int:
        return hash(self.navn)

    @model_validator(mode="after")
    def _kull_innenfor(self) -> "Profil":
        for navn, gruppe in self.grupper.items():
            for nr, kull in enumerate(gruppe.kull):
                if kull.fra < self.simuleres.fra or kull.til > self.periode.til:
                    raise ValueError(
                        f"grupper.{navn}.kull.{nr}: {kull.fra}–{kull.til} må ligge i "
                        f"{self.simuleres.fra}–{self.periode.til} (simuleres.fra–periode.til)"
                    )
        if self.simuleres.til < self.periode.til:
            raise ValueError(f"simuleres.til ({self.simuleres.til}) ligger før periode.til ({self.periode.til})")
        return self

    @model_validator(mode="after")
    def _runder_i_rekkefoelge(self) -> "Profil":
        foer = self.simuleres.fra
        for nr, runde in enumerate(self.retting):
            if runde.dag > self.simuleres.til:
                raise ValueError(
                    f"retting.{nr}.dag ({runde.dag}) ligger etter simuleres.til ({self.simuleres.til}), og kommer aldri"
                )
            if runde.dag < foer:
                raise ValueError(f"retting.{nr}.dag ({runde.dag}) ligger før {foer}; rundene skal stå i rekkefølge")
            foer = runde.dag
        return self

    @property
    def foerste_dag(self) -> date:
        """A day before anything of what NIR is to be told has happened: residence, arrival, settlement come later."""
        return self.simuleres.fra - timedelta(days=365)
