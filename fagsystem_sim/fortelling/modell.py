"""A story as its TOML file tells it: a kommune, its participants, the slips of its caseworkers."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from fagsystem_sim.datoer import EN_DAG, Maaned, om_maaneder
from fagsystem_sim.identitet import tenornummer

STANDARDTILTAK = (
    ("norskopplaring", "sprakpraksis"),
    ("norskopplaring", "arbeidstrening"),
    ("norskopplaring", "grunnskoleopp"),
    ("norskopplaring", "fagivgs"),
    ("norskopplaring", "yrkesrettet_kurs"),
)
"""What a participant takes part in where the story does not say: one of these, by their place in the list."""


class Bruker(NamedTuple):
    """A transfer user of the kommune."""

    id: str
    passord: str
    roller: tuple[str, ...]


class Permisjon(NamedTuple):
    """A leave: decided on a day, from and to."""

    grunn: str
    vedtatt: date
    fra: date
    til: date


class Forlengelse(NamedTuple):
    """A decision to extend the programme, and its new last day."""

    vedtatt: date
    fra: date
    til: date


class Retting(NamedTuple):
    """What the caseworker finds out in the spring: how it really ended.

    `tiltak` are the quarters' measures that were never registered, to be sent as well: from and to.
    """

    dato: date
    aarsak: str
    tiltak: tuple[date, date] | None = None


class Hendelse(NamedTuple):
    """What Folkeregisteret tells NIR of a participant: `flytting` (to a kommune), `utvandring`, `doed`."""

    type: str
    dato: date
    kommune: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deltaker:
    """One participant and what the caseworkers do for them.

    `slutt` and `aarsak` are what the caseworker registers, on `meldt` (the day itself unless the story says
    otherwise); after `siste_dag` the caseworkers register nothing more. `norsk_i_program` is the day from which
    Norwegian training is registered as a tiltak too (None: from the start).
    """

    id: str
    gruppe: str
    navn: str
    kjoenn: str
    foedt: date
    land: str
    start: date
    slutt: date | None = None
    aarsak: str | None = None
    meldt: date | None = None
    siste_dag: date | None = None
    tiltak: tuple[str, ...] = ()
    permisjon: Permisjon | None = None
    forlengelse: Forlengelse | None = None
    hendelse: Hendelse | None = None
    retting: Retting | None = None
    norsk_i_program: date | None = None
    loepenummer: int = 1

    @property
    def ident(self) -> str:
        """The synthetic national identity number."""
        return tenornummer(self.foedt, self.kjoenn, self.loepenummer)

    @property
    def aktiv_til(self) -> date | None:
        """The last day on which the caseworkers know of activity; None while there is no end."""
        return self.siste_dag or self.slutt

    def planlagt_slutt(self, maaned: Maaned) -> date:
        """The last day of the programme as decided by the end of a month."""
        if self.forlengelse and self.forlengelse.vedtatt <= maaned.siste:
            return self.forlengelse.til
        return om_maaneder(self.start, 24) - EN_DAG


class Notat(NamedTuple):
    """What a caseworker or a participant does in a month, told to people."""

    maaned: Maaned
    deltaker: str
    tekst: str


class Saerskilt(NamedTuple):
    """A registration out of the ordinary, sent in a month by a user beside the casework."""

    maaned: Maaned
    deltaker: str
    bruker: str
    ekstern_id: str
    type: str
    innhold: Mapping[str, Any]


class Tilgang(NamedTuple):
    """The etterregistreringstilgang: when the kommune applies for it and gets it, and what it opens."""

    soekt: date
    gitt: date
    fra: date
    til: date
    ordning: str
    ut_dagen: date
    merke: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fortelling:
    """The whole story."""

    tittel: str
    froe: int
    kommune: str
    kommunenavn: str
    foerste_maaned: Maaned
    aar: int
    frister: tuple[date, ...]
    mistet_svar: Maaned
    hvorfor: str
    brukere: tuple[Bruker, ...]
    deltakere: tuple[Deltaker, ...]
    grupper: Mapping[str, str]
    notater: tuple[Notat, ...]
    saerskilte: tuple[Saerskilt, ...]
    tilgang: Tilgang
    etter_id: Mapping[str, Deltaker] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "etter_id", {d.id: d for d in self.deltakere})

    @property
    def startdag(self) -> date:
        """Where the clock begins: the first day of the first month."""
        return self.foerste_maaned.foerste

    @property
    def siste_frist(self) -> date:
        """The deadline that fixes the figures of the year."""
        return self.frister[-1]


def les(fil: Path) -> Fortelling:
    """Read a story; KeyError or TypeError names what a line lacks or has too much of."""
    with fil.open("rb") as f:
        raa = tomllib.load(f)
    deltakere: list[Deltaker] = []
    for gruppe, innhold in raa["gruppe"].items():
        deltakere += [_deltaker(rad, gruppe, nr) for nr, rad in enumerate(innhold["deltakere"], len(deltakere))]
    ider = [d.ident for d in deltakere]
    if len(set(ider)) != len(ider):
        raise ValueError(f"{fil}: to deltakere har samme fødselsdato og kjønn; gi den ene et annet loepenummer")
    return Fortelling(
        **{navn: raa[navn] for navn in ("tittel", "froe", "aar", "hvorfor")},
        kommune=raa["kommune"]["nummer"],
        kommunenavn=raa["kommune"]["navn"],
        foerste_maaned=_maaned(raa["foerste_maaned"]),
        mistet_svar=_maaned(raa["mistet_svar"]),
        frister=tuple(raa["frister"]),
        brukere=tuple(Bruker(b["id"], b["passord"], tuple(b["roller"])) for b in raa["bruker"]),
        deltakere=tuple(deltakere),
        grupper={navn: innhold["tekst"] for navn, innhold in raa["gruppe"].items()},
        notater=tuple(Notat(_maaned(rad[0]), *rad[1:]) for rad in raa["notater"]),
        saerskilte=tuple(Saerskilt(**{**rad, "maaned": _maaned(rad["maaned"])}) for rad in raa["saerskilt"]),
        tilgang=Tilgang(**raa["tilgang"]),
    )


def _maaned(tekst: str) -> Maaned:
    aar, nr = tekst.split("-")
    return Maaned(int(aar), int(nr))


def _deltaker(rad: dict[str, Any], gruppe: str, plass: int) -> Deltaker:
    slag = {"permisjon": Permisjon, "forlengelse": Forlengelse, "hendelse": Hendelse, "retting": Retting}
    felter = {navn: slag[navn](**verdi) if navn in slag else verdi for navn, verdi in rad.items()}
    felter["tiltak"] = tuple(rad.get("tiltak", STANDARDTILTAK[plass % len(STANDARDTILTAK)]))
    return Deltaker(gruppe=gruppe, **felter)
