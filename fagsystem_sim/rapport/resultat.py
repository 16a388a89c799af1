"""What came of a run, as the report, the tables and the summary tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Sammenligning(NamedTuple):
    """A figure beside the published one; `holder` is None where there is nothing to hold it against.

    `simulert` is what NIR's reports say, `omregnet` the same at full size, which is what is judged. Where `publisert`
    are the words of a source, `regnet` is the number that the profile takes them for.
    """

    hva: str
    simulert: str
    omregnet: str
    publisert: str
    toleranse: str
    kilde: str
    holder: bool | None
    regnet: str = ""


def todelt(rader: Sequence[Sammenligning]) -> tuple[Sequence[Sammenligning], Sequence[Sammenligning]]:
    """The rows up to the last that has something published, and those after it."""
    siste = max((nr for nr, s in enumerate(rader, 1) if s.publisert != "–"), default=0)
    return rader[:siste], rader[siste:]


class Uke(NamedTuple):
    """A week of transfers, from its Monday: what NIR made of what was sent."""

    mandag: date
    meldinger: int
    godtatt: int
    advarsel: int
    uendret: int
    avvist: int
    lukket: int


class Post(NamedTuple):
    """An item between what was planned and what was transferred: `antall` is what it adds or takes away.

    `kort` says the same in a few words, within a sentence.
    """

    hva: str
    kort: str
    antall: int


class Regnskap(NamedTuple):
    """From the registrations that were planned to those that came to NIR, of which `i_web` by hand in NIR web."""

    planlagt: int
    poster: Sequence[Post]
    i_web: int

    @property
    def overfoert(self) -> int:
        """How many came to NIR and were judged."""
        return self.planlagt + sum(post.antall for post in self.poster)


class Lukking(NamedTuple):
    """A cause of NIR's own closings in the year, and how many of them the kommuner had corrected at the end."""

    regel: str
    tekst: str
    antall: int
    rettet: int


class Anmerkning(NamedTuple):
    """A rule that objected: `alvor` is `avvist` or `advarsel`."""

    regel: str
    tekst: str
    alvor: str
    registreringer: int
    personer: int


class Maal(NamedTuple):
    """Måloppnåelse of somebody (a kommune, a sex, the country as known on a day)."""

    hvem: str
    avsluttet: int
    arbeid: int
    utdanning: int
    ikke_registrert: int
    av_nir: int
    prosent: float | None


class Kommunemaal(NamedTuple):
    """Måloppnåelse of a kommune."""

    nummer: str
    navn: str
    maal: Maal


@dataclass(frozen=True, slots=True)
class Resultat:
    """All of it. `aarsaker` counts endings by reason and sex; `forsinkelse` registrations by days from deed to NIR.

    `rettet_i_runder` of the corrected closings were corrected on the day of a round of corrections; None where the
    profile has no rounds. `tatt_ut` who ended are not in the base of måloppnåelse. `tilpasset`: the profile says of
    some of its numbers that they were fitted so that the published figures come out.
    """

    tittel: str
    ingress: str
    aar: int
    per: date
    sammenligning: Sequence[Sammenligning]
    regnskap: Regnskap
    uker: Sequence[Uke]
    lukkinger: Sequence[Lukking]
    anmerkninger: Sequence[Anmerkning]
    aarsaker: Mapping[tuple[str, str], int]
    forsinkelse: Mapping[int, int]
    frister: Sequence[Maal]
    kjoenn: Sequence[Maal]
    kommuner: Sequence[Kommunemaal]
    hele_landet: bool = True
    rettet_i_runder: int | None = None
    tatt_ut: int = 0
    tilpasset: bool = False
    skala: float = 1.0
    merknader: Sequence[str] = ()

    @property
    def registreringer(self) -> int:
        """How many registrations were transferred."""
        return self.regnskap.overfoert

    @property
    def lukket(self) -> int:
        """How many programmes of the year NIR closed by itself."""
        return sum(en.antall for en in self.lukkinger)

    @property
    def rettet(self) -> int:
        """How many of these the kommuner have corrected."""
        return sum(en.rettet for en in self.lukkinger)

    @property
    def holder(self) -> bool:
        """Whether every figure that was judged holds."""
        return all(s.holder is not False for s in self.sammenligning)
