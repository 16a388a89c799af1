"""What a municipal system sends over WS4 and reads from it, as plain values.

The names on the wire are those of wsdl/nir-ws4.wsdl; here they are Python's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

GODTATT, MED_ADVARSEL, UENDRET, AVVIST = "godtatt", "godtattMedAdvarsel", "uendret", "avvist"
"""The outcomes of a registration."""


@dataclass(frozen=True, slots=True)
class Registrering:
    """One registration: `type` is the element of its content (`vedtak`, `tiltak` …), `innhold` its fields.

    `ekstern_id` is the municipal system's own key: the same key again corrects what it named.
    """

    ekstern_id: str
    ident: str
    type: str
    innhold: Mapping[str, Any]
    handling: str = "registrer"

    def til_xml(self) -> dict[str, Any]:
        """The value of the element `registrering` as zeep takes it."""
        felt = "dufnummer" if len(self.ident) == 12 else "foedselsnummer"
        return {
            "eksternId": self.ekstern_id,
            felt: self.ident,
            "handling": self.handling,
            self.type: {k: v for k, v in self.innhold.items() if v is not None},
        }


class Melding(NamedTuple):
    """A message of 1–1000 registrations for one kommune; `meldings_id` makes sending it twice harmless."""

    meldings_id: str
    kommune: str
    registreringer: Sequence[Registrering]


class Funn(NamedTuple):
    """What a rule found in a registration; `alvor` is `avvist` or `advarsel`."""

    regel: str
    alvor: str
    tekst: str
    felt: str | None

    @classmethod
    def les(cls, xml: Any) -> "Funn":
        """From a zeep object of the type Regelfunn."""
        return cls(xml.regel, xml.alvor, xml.tekst, xml.felt)


class Utfall(NamedTuple):
    """What became of one registration."""

    ekstern_id: str
    kode: str
    funn: tuple[Funn, ...]

    @classmethod
    def les(cls, xml: Any) -> "Utfall":
        """From a zeep object of the type Registreringsutfall."""
        return cls(xml.eksternId, xml.utfall, tuple(map(Funn.les, xml.funn)))


class Kvittering(NamedTuple):
    """The receipt of a message; `gjentatt` says that NIR had it from before and changed nothing."""

    meldings_id: str
    mottatt: datetime
    gjentatt: bool
    utfall: tuple[Utfall, ...]

    @classmethod
    def les(cls, xml: Any) -> "Kvittering":
        """From a zeep object of the type Kvittering."""
        return cls(xml.meldingsId, xml.mottatt, xml.gjentatt, tuple(map(Utfall.les, xml.utfall)))


class Lukking(NamedTuple):
    """Why NIR closed a programme by itself: the rule, the night, and how many registrations decided it."""

    regel: str
    sluttdato: date
    natt: date
    tekst: str
    parametre: dict[str, str]
    saa_paa: tuple[int, ...]

    @classmethod
    def les(cls, xml: Any) -> "Lukking | None":
        """From a zeep object of the type Lukking, or None where there is none."""
        if xml is None:
            return None
        parametre = {p.navn: p.verdi for p in xml.parameter}
        return cls(xml.regel, xml.sluttdato, xml.natt, xml.tekst, parametre, tuple(xml.saaPaa))


class Program(NamedTuple):
    """An introduction programme as NIR sees it; `avsluttet_av` is `kommune`, `NIR`, or None while it runs."""

    nr: int
    kommune: str
    start: date
    status: str
    slutt: date | None
    aarsak: str | None
    avsluttet_av: str | None
    lukking: Lukking | None

    @classmethod
    def les(cls, xml: Any) -> "Program":
        """From a zeep object of the type Program."""
        return cls(
            xml.nr, xml.kommune, xml.start, xml.status, xml.slutt, xml.avslutningsaarsak, xml.avsluttetAv,
            Lukking.les(xml.lukking),
        )  # fmt: skip


class Deltaker(NamedTuple):
    """What NIR knows of a person; `registreringer` counts those in force, by type."""

    navn: str
    lov: str
    kommune: str | None
    programmer: tuple[Program, ...]
    registreringer: dict[str, int]

    @classmethod
    def les(cls, xml: Any) -> "Deltaker":
        """From a zeep object of the type HentDeltakerResponse."""
        antall: dict[str, int] = {}
        for post in xml.registrering:
            type_ = next(navn for navn in _INNHOLD if getattr(post, navn, None) is not None)
            antall[type_] = antall.get(type_, 0) + 1
        return cls(xml.person.navn, xml.lov, xml.kommune, tuple(map(Program.les, xml.program)), antall)


class Endring(NamedTuple):
    """One change in the feed of a kommune; `lukking` where NIR did it by itself."""

    sekvens: int
    tidspunkt: datetime
    handling: str
    ident: str
    ekstern_id: str
    aktoer: str
    lukking: Lukking | None

    @classmethod
    def les(cls, xml: Any) -> "Endring":
        """From a zeep object of the type Endring."""
        post = xml.registrering
        return cls(
            xml.sekvens, xml.tidspunkt, xml.handling, xml.foedselsnummer or xml.dufnummer, post.eksternId,
            post.aktoer, Lukking.les(xml.lukking),
        )  # fmt: skip


_INNHOLD = (
    "kontakt", "vedtak", "tiltak", "timer", "fravaer", "permisjon", "avslutning", "klage", "sluttmaal",
    "integreringskontrakt", "utdanningsbakgrunn", "norskmaal", "fulltidVgo", "spraak", "fritak",
    "mottakstiltak", "reservasjon",
)  # fmt: skip
