"""What is registered on a scheme and its decisions, and in the introduction programme (domain.md §2.3–2.7)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from mocknir.register.felt import Felt, antatt, dokumentert
from mocknir.register.registreringer.felles import INTRO, Begrunnelse, Fra, Ordning, Til, ValgfriTil, Vedtaksdato


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
