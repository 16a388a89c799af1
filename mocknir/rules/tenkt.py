"""What the register would look like if a registration were taken in: for rules that judge its consequences."""

from datetime import UTC, date, datetime, time

from mocknir.register import kommuner
from mocknir.register.deltaker import Deltaker
from mocknir.register.post import Post
from mocknir.register.program import Program
from mocknir.register.vurdering import Sak

TENKT_ID = 2**62
"""Greater than any id in the register, so that the thought-of registration sorts as the last one come."""

SISTE_AAR = 9000
"""Later years cannot be computed with; PERIODE-GYLDIG rejects them long before."""


def post(sak: Sak) -> Post:
    """The registration of a case as it would stand in the register."""
    i = sak.i
    return Post(
        id=TENKT_ID, person_id=sak.d.person.id, kommune=sak.kommune, ekstern_id=sak.ekstern_id, type=sak.type,
        ordning=i.ordning, kode=i.kode, fra=i.fra, til=i.til, tekst="", aktoer=sak.bruker.navn,
        kanal=sak.kanal, registrert_fra=datetime.combine(sak.idag, time(), UTC), journal_id=0, innhold=i,
    )  # fmt: skip


def uten_foer(sak: Sak) -> Deltaker:
    """The participant without the version that this registration replaces."""
    if sak.foer is None:
        return sak.d
    return Deltaker(sak.d.person, [p for p in sak.d.poster if p is not sak.foer], sak.d.rammer)


def med(sak: Sak, ny: Post) -> Deltaker:
    """The participant with the registration taken in and the version it replaces left out."""
    poster = [p for p in sak.d.poster if p is not sak.foer]
    poster.append(ny)
    return Deltaker(sak.d.person, poster, sak.d.rammer)


def egen(sak: Sak, kommune: str) -> bool:
    """Whether that is the kommune of the case, or one that has become part of it."""
    return kommune == sak.kommune or kommuner.samme(kommune, sak.kommune, sak.idag)


def eget_program(sak: Sak, dag: date) -> Program | None:
    """The latest programme of the kommune that had begun by that day, ended or not."""
    for program in reversed(sak.d.programmer):
        if program.start <= dag and egen(sak, program.kommune):
            return program
    return None


def kan_regnes(dag: date) -> bool:
    """Whether months can be added to the day."""
    return dag.year < SISTE_AAR
