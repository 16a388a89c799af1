"""The kinds of registration that WS4 carries, one class each (domain.md §1.6, §2.2–2.8).

Each class says what the register keeps of that kind. Beside its own fields every kind answers four
questions, so that rules and reports can treat them alike: `ordning` (the scheme), `kode` (the code that
characterises it), `fra` and `til` (the days it concerns; `til` is None while open).
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple, Protocol

from mocknir.register.felt import Felt, antatt, dokumentert

INTRO = "intro"
NORSK = "norsk"
ASYLNORSK = "asylnorsk"
MOTTAK = "mottak"
REGISTER = "register"
"""The scheme of what concerns the person in the register as a whole (reservasjon)."""

Ordning = Annotated[
    str,
    Felt("Ordningen det gjelder", "The scheme concerned", dokumentert("§2.1 [S24]"), "ordning"),
]
Fra = Annotated[date, Felt("Første dag", "First day", dokumentert("§2.5 [S17]"))]
Til = Annotated[date, Felt("Siste dag", "Last day", dokumentert("§2.5 [S17]"))]
ValgfriTil = Annotated[
    date | None, Felt("Siste dag, når den er kjent", "Last day, once known", dokumentert("§2.5 [S17]"))
]
Vedtaksdato = Annotated[date, Felt("Datoen vedtaket ble fattet", "The day of the decision", dokumentert("§2.3 [S22]"))]
Begrunnelse = Annotated[
    str | None,
    Felt("Begrunnelse i klartekst", "Reason in plain text", dokumentert("§2.3 [S22]"), maks_lengde=1000),
]


class Innhold(Protocol):
    """What every kind of registration answers."""

    @property
    def ordning(self) -> str: ...
    @property
    def kode(self) -> str | None: ...
    @property
    def fra(self) -> date | None: ...
    @property
    def til(self) -> date | None: ...


class Kontakt(NamedTuple):
    """Kommunens tilbud, eller personens krav eller søknad (domain.md §2.3 [S22])."""

    ordning: Ordning
    kontakttype: Annotated[
        str, Felt("Tilbud, krav, søknad eller kontakt", "Offer, claim, application or contact",
                  dokumentert("§2.3 [S22]"), "kontakttype")
    ]  # fmt: skip
    dato: Annotated[date, Felt("Datoen for kontakten", "The day of the contact", dokumentert("§2.3 [S22]"))]

    @property
    def kode(self) -> str:
        return self.kontakttype

    @property
    def fra(self) -> date:
        return self.dato

    @property
    def til(self) -> date:
        return self.dato


class Vedtak(NamedTuple):
    """Et vedtak om tildeling, avslag, forlengelse, stans eller utvidet norskopplæring (domain.md §2.4)."""

    ordning: Ordning
    vedtakstype: Annotated[
        str, Felt("Vedtakstype", "Kind of decision", dokumentert("§2.4"), "vedtakstype")
    ]  # fmt: skip
    vedtaksdato: Vedtaksdato
    fra: Fra
    til: ValgfriTil = None
    timer_per_uke: Annotated[
        Decimal | None, Felt("Omfang i timer per uke", "Volume in hours a week", dokumentert("§2.3 [S22]"))
    ] = None
    begrunnelse: Begrunnelse = None

    @property
    def kode(self) -> str:
        return self.vedtakstype


class Tiltak(NamedTuple):
    """Et tiltak i introduksjonsprogrammet (domain.md §2.5; «Deltakelse Intro»)."""

    tiltakstype: Annotated[str, Felt("Tiltakstype", "Kind of measure", dokumentert("§2.5 [S42]"), "tiltakstype")]
    fra: Fra
    til: ValgfriTil = None
    timer_per_uke: Annotated[Decimal | None, Felt("Timer per uke", "Hours a week", dokumentert("§2.5 [S17]"))] = None
    erstatter_andre: Annotated[
        bool | None,
        Felt("Tiltaket erstatter andre tiltak i perioden", "It replaces other measures in the period",
             dokumentert("§2.3 [S17]")),
    ] = None  # fmt: skip
    fullfoert: Annotated[
        bool | None,
        Felt("Om livsmestring eller foreldreveiledning er fullført", "Whether the course was completed",
             dokumentert("§2.3 [S28]")),
    ] = None  # fmt: skip

    @property
    def ordning(self) -> str:
        return INTRO

    @property
    def kode(self) -> str:
        return self.tiltakstype


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


class Fravaer(NamedTuple):
    """Fravær fra introduksjonsprogram eller norskopplæring (domain.md §2.6 [S39])."""

    ordning: Ordning
    fravaersgrunn: Annotated[
        str, Felt("Fraværsgrunn", "Reason for absence", dokumentert("§2.6 [S39]"), "fravaersgrunn")
    ]
    gyldig: Annotated[bool, Felt("Om fraværet er gyldig", "Whether it is valid", dokumentert("§2.6 [S39]"))]
    fra: Fra
    til: Til
    timer: Annotated[
        Decimal | None, Felt("Fravær i timer", "Absence in hours", dokumentert("§2.3 [S22]"))
    ] = None  # fmt: skip

    @property
    def kode(self) -> str:
        return self.fravaersgrunn


class Permisjon(NamedTuple):
    """Et vedtak om permisjon og dens varighet (domain.md §2.3 [S22], §5.2 [S65])."""

    ordning: Ordning
    permisjonsgrunn: Annotated[
        str, Felt("Permisjonsgrunn", "Reason for leave", dokumentert("§2.3 [S22]"), "permisjonsgrunn")
    ]
    vedtaksdato: Vedtaksdato
    fra: Fra
    til: Til
    dagtype: Annotated[
        str | None,
        Felt("Kalenderdager (standard) eller virkedager", "Calendar days (default) or working days",
             dokumentert("§2.3 [S17]"), "dagtype"),
    ] = None  # fmt: skip

    @property
    def kode(self) -> str:
        return self.permisjonsgrunn


class Avslutning(NamedTuple):
    """Slutten på deltakelsen og sluttårsaken (domain.md §2.3 [S22], §2.9)."""

    ordning: Ordning
    dato: Annotated[date, Felt("Sluttdato", "Day of the ending", dokumentert("§2.3 [S22]"))]
    avslutningsaarsak: Annotated[
        str,
        Felt("Avslutningsårsak: hovedaktivitet ved slutten", "Reason: the main activity at the end",
             dokumentert("§2.3 [S22], §2.9 [S42]"), "avslutningsaarsak"),
    ]  # fmt: skip

    @property
    def kode(self) -> str:
        return self.avslutningsaarsak

    @property
    def fra(self) -> date:
        return self.dato

    @property
    def til(self) -> date:
        return self.dato


class Klage(NamedTuple):
    """En klage på et vedtak, og utfallet (domain.md §2.3 [S22], i NIR fra mai 2021 [S4])."""

    ordning: Ordning
    dato: Annotated[date, Felt("Datoen klagen kom inn", "The day of the complaint", antatt("§2.3 [S22]"))]
    vedtak_ekstern_id: Annotated[
        str, Felt("eksternId på vedtaket det klages på", "eksternId of the decision", antatt("§2.3 [S22]"),
                  maks_lengde=64)
    ]  # fmt: skip
    utfall: Annotated[str | None, Felt("Klageutfall", "Outcome", dokumentert("§2.3 [S22]"), "klageutfall")] = None
    utfallsdato: Annotated[date | None, Felt("Datoen for utfallet", "The day of the outcome", antatt("§2.3 [S22]"))] = (
        None
    )

    @property
    def kode(self) -> str | None:
        return self.utfall

    @property
    def fra(self) -> date:
        return self.dato

    @property
    def til(self) -> date | None:
        return self.utfallsdato


class Sluttmaal(NamedTuple):
    """Sluttmålet for introduksjonsprogrammet etter integreringsloven (domain.md §2.7 [S45])."""

    sluttmaal: Annotated[str, Felt("Sluttmål", "Final goal", dokumentert("§2.7 [S45][S46]"), "sluttmaal")]
    dato: Annotated[date, Felt("Datoen målet ble satt", "The day the goal was set", antatt("§2.7 [S45]"))]

    @property
    def ordning(self) -> str:
        return INTRO

    @property
    def kode(self) -> str:
        return self.sluttmaal

    @property
    def fra(self) -> date:
        return self.dato

    @property
    def til(self) -> date | None:
        return None


class Integreringskontrakt(NamedTuple):
    """At det er inngått integreringskontrakt (domain.md §2.7 [S6])."""

    dato: Annotated[date, Felt("Datoen kontrakten ble inngått", "Day of signing", dokumentert("§2.7 [S6]"))]

    @property
    def ordning(self) -> str:
        return INTRO

    @property
    def kode(self) -> None:
        return None

    @property
    def fra(self) -> date:
        return self.dato

    @property
    def til(self) -> None:
        return None


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


class Mottakstiltak(NamedTuple):
    """Et kvalifiseringstiltak i mottak (domain.md §2.8 [S49])."""

    tiltakstype: Annotated[str, Felt("Tiltakstype", "Kind of measure", dokumentert("§2.8 [S49]"), "mottakstiltakstype")]
    fra: Fra
    til: ValgfriTil = None
    timer: Annotated[Decimal | None, Felt("Timer", "Hours", dokumentert("§2.2 [S6]"))] = None
    fullfoert: Annotated[
        bool | None, Felt("Om tiltaket er fullført", "Whether completed", dokumentert("§2.8 [S49]"))
    ] = None  # fmt: skip

    @property
    def ordning(self) -> str:
        return MOTTAK

    @property
    def kode(self) -> str:
        return self.tiltakstype


class Reservasjon(NamedTuple):
    """Reservasjon mot bruk av opplysninger til forskning (domain.md §1.7 [S4], §7 [S83])."""

    reservert: Annotated[
        bool, Felt("Om personen har reservert seg", "Whether the person opted out", dokumentert("§7 [S83]"))
    ]
    dato: Annotated[date, Felt("Datoen for reservasjonen", "The day of it", antatt("§7 [S83]"))]

    @property
    def ordning(self) -> str:
        return REGISTER

    @property
    def kode(self) -> str:
        return "ja" if self.reservert else "nei"

    @property
    def fra(self) -> date:
        return self.dato

    @property
    def til(self) -> None:
        return None
