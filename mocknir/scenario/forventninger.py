"""What a scenario expects: of a receipt, a person, the feed, a report, the journal, or what NIR did by itself.

Each expectation is known by its first key. Fields of `Matcher` hold what was written, compiled; None where nothing was.
"""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from pydantic import Discriminator, Field, JsonValue, Tag

from mocknir.scenario import slag
from mocknir.scenario.matchere import Matcher
from mocknir.scenario.verdityper import (
    Dato,
    EnAv,
    Kommune,
    Modell,
    Navn,
    Noekkel,
    Parameterverdi,
    Person,
    Tekst,
    Ventet,
)

KRAV, ANBEFALING = NIVAAER = ("krav", "anbefaling")
"""How much is asked of a system that the conformance kit tries: it must, or it should."""


class Expectation(Modell):
    """Something that is expected; `noekkel` is the key it is known by, `level` is for cases of conformance."""

    noekkel: ClassVar[str]

    level: Annotated[str, EnAv(*NIVAAER)] = KRAV

    @property
    def sagt(self) -> set[str]:
        """What was written of it, save how much it is asked for."""
        return self.model_fields_set - {"level"}


class ReceiptExpectation(Expectation):
    """What a step that transferred got as receipt; `outcomes` by eksternId, `utfall` the whole list."""

    noekkel = "receipt"

    receipt: Navn
    outcomes: dict[Noekkel, Annotated[Matcher, Ventet(slag.ET_UTFALL)]] | None = None
    utfall: Annotated[Matcher | None, Ventet(slag.liste(slag.UTFALL))] = None
    gjentatt: bool | None = None


class FaultExpectation(Expectation):
    """That a step ended in a SOAP fault, or in what NIR web refused as a whole."""

    noekkel = "fault"

    fault: Navn
    kode: Annotated[Matcher | None, Ventet(slag.FEILKODE)] = None
    regel: Annotated[Matcher | None, Ventet(slag.REGEL)] = None
    tekst: Annotated[Matcher | None, Ventet(slag.TEKST)] = None


class LostExpectation(Expectation):
    """That the answer to a step was lost on the way."""

    noekkel = "lost"

    lost: Navn


class PersonExpectation(Expectation):
    """What NIR knows of a person; `program` is the last programme, `programmer` all of them."""

    noekkel = "person"

    person: Person
    lov: Annotated[Matcher | None, Ventet(slag.LOV)] = None
    kommune: Annotated[Matcher | None, Ventet(slag.KOMMUNE)] = None
    kategori: Annotated[Matcher | None, Ventet(slag.liste(slag.KATEGORI))] = None
    frist: Annotated[Matcher | None, Ventet(slag.liste(slag.FRIST))] = None
    program: Annotated[Matcher | None, Ventet(slag.PROGRAM)] = None
    programmer: Annotated[Matcher | None, Ventet(slag.liste(slag.PROGRAM))] = None
    registrering: Annotated[Matcher | None, Ventet(slag.liste(slag.REGISTRERING))] = None
    personalia: Annotated[Matcher | None, Ventet(slag.PERSONALIA)] = None


class FeedExpectation(Expectation):
    """What the change feed of a kommune holds."""

    noekkel = "feed"

    feed: Kommune
    endring: Annotated[Matcher, Ventet(slag.liste(slag.ENDRING))]


def _rapporter() -> list[JsonValue]:
    """The names of the reports, which are asked for only where they are needed: they bring the database along."""
    from mocknir.reports import RAPPORTER

    return list(RAPPORTER)


class ReportExpectation(Expectation):
    """What a report shows; `with` are its parameters, a row has the names of its columns."""

    noekkel = "report"

    report: Tekst = Field(json_schema_extra=lambda skjema: skjema.update(enum=_rapporter()))
    with_: dict[str, Parameterverdi] = Field(alias="with", default_factory=dict)
    rows: Annotated[Matcher | None, Ventet(slag.liste(slag.FRI))] = None
    sum: Annotated[Matcher | None, Ventet(slag.FRI)] = None


class Journalfilter(Modell):
    """Which entries of the journal; those that fit all that is named."""

    operasjon: Tekst | None = None
    kanal: Tekst | None = None
    bruker: Tekst | None = None
    kommune: Kommune | None = None
    meldings_id: Tekst | None = None
    person: Person | None = None
    fra: Dato | None = None
    til: Dato | None = None
    bare_feil: bool | None = None


class JournalExpectation(Expectation):
    """What the journal holds: how many entries, under how many meldingsId, and what is in them, the latest first."""

    noekkel = "journal"

    journal: Journalfilter
    count: Annotated[Matcher | None, Ventet(slag.TALL)] = None
    meldinger: Annotated[Matcher | None, Ventet(slag.TALL)] = None
    entries: Annotated[Matcher | None, Ventet(slag.liste(slag.JOURNALPOST))] = None


class FiredExpectation(Expectation):
    """What NIR closed by itself so far, or in the step that `of` names."""

    noekkel = "fired"

    fired: Annotated[Matcher, Ventet(slag.liste(slag.LUKKING))]
    of: Navn | None = None


FORVENTNINGER: dict[str, type[Expectation]] = {
    k.noekkel: k
    for k in (
        ReceiptExpectation,
        FaultExpectation,
        LostExpectation,
        PersonExpectation,
        FeedExpectation,
        ReportExpectation,
        JournalExpectation,
        FiredExpectation,
    )
}
"""Every kind of expectation by the key it is known by."""


def kjenn(verdi: Any, gruppe: str, slag_: Iterable[str]) -> str | None:
    """The tag of the kind that an object is, by the first of its keys that is one's; no key of a file looks like it."""
    if not isinstance(verdi, dict):
        return None
    return next((f"<{gruppe} {n}>" for n in verdi if n in slag_), None)


AnyExpectation = Annotated[
    Annotated[ReceiptExpectation, Tag("<expect receipt>")]
    | Annotated[FaultExpectation, Tag("<expect fault>")]
    | Annotated[LostExpectation, Tag("<expect lost>")]
    | Annotated[PersonExpectation, Tag("<expect person>")]
    | Annotated[FeedExpectation, Tag("<expect feed>")]
    | Annotated[ReportExpectation, Tag("<expect report>")]
    | Annotated[JournalExpectation, Tag("<expect journal>")]
    | Annotated[FiredExpectation, Tag("<expect fired>")],
    Discriminator(lambda verdi: kjenn(verdi, "expect", FORVENTNINGER)),
]
