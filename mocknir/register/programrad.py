"""A programme as one flat row: what reports count and what nightly closing searches (design.md §9).

The rows are derived from the registrations by `Deltaker.programmer` and kept, system-versioned, beside them, so
that «who had ended by 28 February, as known then» is one query.
"""

from datetime import date
from typing import NamedTuple

from mocknir.register import kommuner
from mocknir.register.deltaker import Deltaker
from mocknir.register.kategori import introkategori
from mocknir.register.person import Person
from mocknir.register.program import Program


class Programrad(NamedTuple):
    """One programme of one person.

    `frist` is frist for gjennomføring, `grense` the last day NIR can hold; `sist_aktiv` the last day covered by
    vedtak, tiltak or leave; `flyttet` the day the person left the kommune (None = lives there); `borte` the day
    of death or emigration.
    """

    nr: int
    kommune: str
    lov: str
    kategori: str | None
    start: date
    planlagt_slutt: date | None
    frist: date
    grense: date
    sist_aktiv: date
    flyttet: date | None
    borte: date | None
    forlenget: bool
    slutt: date | None
    aarsak: str | None
    avsluttet_av: str | None
    viderefoert: bool


def rader(deltaker: Deltaker) -> list[Programrad]:
    """The rows of all programmes of a participant, as they follow from what stands registered."""
    return [_rad(deltaker, program) for program in deltaker.programmer]


def _rad(deltaker: Deltaker, program: Program) -> Programrad:
    frist = deltaker.programfrist(program)
    person = deltaker.person
    return Programrad(
        program.nr,
        program.kommune,
        deltaker.lov(program.start),
        introkategori(person, program.start),
        program.start,
        program.planlagt_slutt,
        frist.gjennomfoering,
        frist.grense,
        min(program.sist_aktiv, frist.grense),
        flyttet(person, program.kommune, program.vedtak[0].registrert_fra.date()),
        min((d for d in (person.doed, person.utvandret) if d is not None), default=None),
        program.forlenget,
        program.slutt,
        program.aarsak,
        program.avsluttet_av,
        program.viderefoert,
    )


def flyttet(person: Person, kommune: str, kjent: date = date.min) -> date | None:
    """The day since which the person lives outside the kommune; None while they live in it.

    A merger or a renumbering is no move: numbers that lead to the same kommune are the same one. `kjent` is a day on
    which the number was in use: an address of 2018 under 1141 Finnøy is in 1103 Stavanger for who began there in 2020.
    Who moved to Stavanger in 2019 is back in the kommune when Finnøy becomes part of it: the next move counts anew.
    """
    ute: date | None = None
    bodde = ""
    for adresse in person.adresser:
        if ute is not None and kommuner.samme(bodde, kommune, adresse.fra):
            ute = None
        bodde = adresse.kommune
        if adresse.kommune == kommune or kommuner.samme(adresse.kommune, kommune, max(adresse.fra, kjent)):
            ute = None
        elif ute is None:
            ute = adresse.fra
    return ute
