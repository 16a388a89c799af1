"""The shape of a profile: which keys it has, and within which bounds their numbers lie.

A number is never alone: `{verdi: 0.12, kilde: S70}` says where it comes from, a tag of domain.md §11 (`S70`, or `A`
and `B` for the two IMDi pages), a paragraph (`§5.1`), or `kalibrert` where it was fitted so that the published
figures come out; a few words may follow.

`livet` has the lives of a group, `arbeidet` casework and transfers. What has a value there may be left out, and is
then what it was before there was a key for it: a profile of somebody's own goes on as it did. The profiles that come
with the program say all of it.
"""

from datetime import date, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from fagsystem_sim.profiler import noekler
from fagsystem_sim.profiler.arbeidet import Overfoering, Saksbehandling, Vanemoenster
from fagsystem_sim.profiler.grunn import Dag, Del, Figurtall, Kilde, Tekst, Vekt
from fagsystem_sim.profiler.livet import Avbrekk, Foer, Hverdag, Risiko, Slutt, Sti, Vedtak
from fagsystem_sim.profiler.lover import Lov
from fagsystem_sim.profiler.tall import Antall, Periode, Tall
from fagsystem_sim.profiler.vekter import Aldre, Grunnlag, Statsborgerskap


class Kull(Periode):
    """Those whose programme began in a time, evenly spread over it; `vekt` is their part of the group."""

    vekt: Vekt
    kilde: Kilde
    statsborgerskap: Statsborgerskap


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
    vedtak: Vedtak = Vedtak()
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
            raise ValueError(
                "tilgang_fra og tilgang_til hører sammen: oppgi begge eller ingen / Give both days of access, or none"
            )
        if self.tilgang_fra and self.tilgang_til and self.tilgang_til < self.tilgang_fra:
            raise ValueError(
                f"tilgang_til ({self.tilgang_til}) ligger før tilgang_fra ({self.tilgang_fra}) / "
                "tilgang_til lies before tilgang_fra"
            )
        return self


class Publisert(Del):
    """A published figure to hold the simulation against: `verdi`, and the bounds within which it is met.

    `noekkel` is one of `noekler`, which says whether the figure is a count or a share from 0 to 1. `sagt` is what the
    source says where it does not say `verdi` itself («over 5 av 10»); `verdi` is then the profile's own estimate.
    """

    noekkel: Annotated[str, AfterValidator(noekler.kontroller)]
    tekst: Tekst
    verdi: Figurtall
    fra: Figurtall
    til: Figurtall
    kilde: Kilde
    sagt: Tekst | None = None

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
            raise ValueError(
                f"{verdi:g} er for mye: «{noekkel}» er en andel fra 0 til 1{prosent} / It is a share from 0 to 1"
            )
        if noekler.slag(noekkel) == "antall" and 0 < verdi < 1:
            raise ValueError(
                f"{verdi:g} er en andel, men «{noekkel}» er et antall; skriv hvor mange det er / "
                "It is a share, but the key is that of a number; write how many there are"
            )
        return verdi

    @model_validator(mode="after")
    def _imellom(self) -> "Publisert":
        if self.til < self.fra:
            raise ValueError(f"til ({self.til:g}) er mindre enn fra ({self.fra:g}) / til is less than fra")
        if not self.fra <= self.verdi <= self.til:
            raise ValueError(
                f"verdi ({self.verdi:g}) ligger ikke fra {self.fra:g} til {self.til:g} / "
                "verdi does not lie between fra and til"
            )
        return self


class Profil(Del):
    """A country of participants: who takes part in `periode`, and how their lives go in `simuleres`.

    `simuleres.fra` is the day before which nobody's programme has begun. `overfoering` says when systems transfer,
    `saksbehandling` how fast caseworkers are, `vaner` how many have which habit, by its name, and `vanemoenster` what
    it amounts to; `retting` are the rounds of correction, `publisert` the figures to compare with.
    """

    navn: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$")]
    tittel: Tekst
    om: str
    periode: Periode
    simuleres: Periode
    deltakere: Antall
    grupper: Annotated[dict[str, Gruppe], Field(min_length=1)]
    overfoering: Overfoering = Overfoering()
    saksbehandling: Saksbehandling = Saksbehandling()
    vanemoenster: Vanemoenster = Vanemoenster()
    vaner: dict[str, Tall] = Field(default_factory=dict)
    retting: list[Rettingsrunde] = Field(default_factory=list)
    publisert: list[Publisert] = Field(default_factory=list)

    def __hash__(self) -> int:
        return hash(self.navn)

    @property
    def foerste_dag(self) -> date:
        """A day before anything of what NIR is to be told has happened: residence, arrival, settlement come later."""
        return self.simuleres.fra - timedelta(days=365)
