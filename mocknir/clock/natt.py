"""The nightly closing: NIR ends whom nobody ended (domain.md §4).

The candidates come from one indexed question; each is then judged by the closing rules, and closed by an ordinary
command of NIR's own, a command a kommune.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from mocknir.register.commands import Linje, Registrer
from mocknir.register.deltaker import Deltaker
from mocknir.register.kodeverk import IKKE_REGISTRERT, TILDELING
from mocknir.register.post import NIR, Post
from mocknir.register.program import Program
from mocknir.register.programrad import Programrad, rader
from mocknir.register.registreringer import INTRO, Avslutning
from mocknir.register.svar import Lukking
from mocknir.register.vurdering import KANAL_NIR, REGISTRER, ROLLER, Bruker
from mocknir.rules import lukking
from mocknir.rules.regelsett import Regelsett
from mocknir.store import koding, lesing
from mocknir.store import spoersmaal as q
from mocknir.store.base import Base

EN_DAG = timedelta(days=1)
SISTE_ID = 2**62
"""Greater than any id in the register: a closing that is foreseen comes after all that stands."""


class Kandidater(NamedTuple):
    """The participants that a night must look at, and their open programme rows."""

    deltakere: dict[int, Deltaker]
    rader: list[tuple[int, Programrad]]


def kandidater(base: Base, regelsett: Regelsett, natt: date) -> Kandidater:
    """Whom a night must look at."""
    grenser = lukking.grenser(regelsett.parametre, natt)
    funnet = base.rader(q.kandidater, {navn: dag.isoformat() for navn, dag in grenser._asdict().items()})
    if not funnet:
        return Kandidater({}, [])
    personer = lesing.personer_etter_id(base, sorted({rad[1] for rad in funnet}))
    return Kandidater(
        lesing.deltakere(base, personer.values(), regelsett.rammer()),
        [(rad[1], koding.programrad(rad)) for rad in funnet],
    )


def finn(funnet: Kandidater, regelsett: Regelsett, foerste: date, siste: date) -> list[Lukking]:
    """What the nights from `foerste` to `siste` close, by which rule and on which night; changes nothing."""
    ut = []
    for person_id, rad in funnet.rader:
        deltaker = funnet.deltakere[person_id]
        program = deltaker.programmer[rad.nr - 1]
        treff = lukking.foerste(deltaker, program, rad, regelsett.parametre, siste)
        if treff is None or treff[1].natt > siste:
            continue
        regel, forfall = treff
        natt = max(forfall.natt, foerste)
        sluttdato = max(forfall.sluttdato or natt, _tidligst(program, natt))
        ut.append(
            Lukking(
                person_id, deltaker.person.ident, rad.nr, rad.kommune, regel.id, sluttdato,
                natt, forfall.tekst, forfall.text, dict(regelsett.parametre[regel.id]), forfall.saa_paa,
            )
        )  # fmt: skip
    return sorted(ut, key=_rekkefoelge)


def _rekkefoelge(lukking_: Lukking) -> tuple[date, str, int]:
    return lukking_.natt, lukking_.kommune, lukking_.person_id


def _tidligst(program: Program, natt: date) -> date:
    """The first day the programme can end on, as known that night.

    An ending on or before the first day of a later decision would part that decision from the programme, and leave
    it running by itself.
    """
    senere = [v.fra + EN_DAG for v in program.vedtak[1:] if v.kode == TILDELING and v.fra is not None and v.fra < natt]
    return max([program.start, *senere])


def forutse(funnet: Kandidater, regelsett: Regelsett, foerste: date, siste: date) -> list[Lukking]:
    """What the nights from `foerste` to `siste` will close, if nothing more is registered.

    A decision ahead, from a day after the ending, begins a programme of its own once NIR has closed; that one can be
    closed in its turn.
    """
    ut = []
    for lukking_ in finn(funnet, regelsett, foerste, siste):
        ut.append(lukking_)
        deltaker = _etter(funnet.deltakere[lukking_.person_id], lukking_)
        aapne = (rad for rad in rader(deltaker) if rad.slutt is None and rad.nr > lukking_.program_nr)
        neste = [(lukking_.person_id, rad) for rad in aapne]
        if neste:
            videre = Kandidater({lukking_.person_id: deltaker}, neste)
            ut += forutse(videre, regelsett, lukking_.natt + EN_DAG, siste)
    return sorted(ut, key=_rekkefoelge)


def _etter(deltaker: Deltaker, lukking_: Lukking) -> Deltaker:
    """The participant as the closing will leave them."""
    natt = datetime.combine(lukking_.natt, time(), UTC)
    avslutning = Post(
        id=SISTE_ID, person_id=lukking_.person_id, kommune=lukking_.kommune, ekstern_id=NIR, type="avslutning",
        ordning=INTRO, kode=IKKE_REGISTRERT, fra=lukking_.sluttdato, til=None, tekst="", aktoer=NIR, kanal=KANAL_NIR,
        registrert_fra=natt, journal_id=0,
    )  # fmt: skip
    return Deltaker(deltaker.person, [*deltaker.poster, avslutning], deltaker.rammer)


def kommandoer(lukkinger: Iterable[Lukking], natt: date) -> list[tuple[Registrer, list[Lukking]]]:
    """The commands by which NIR closes, one a kommune, each with the closings it carries out."""
    etter_kommune: dict[str, list[Lukking]] = defaultdict(list)
    for lukking_ in lukkinger:
        etter_kommune[lukking_.kommune].append(lukking_)
    ut = []
    for kommune, liste in sorted(etter_kommune.items()):
        linjer = tuple(
            Linje(
                f"NIR-{lukking_.person_id}-{lukking_.program_nr}-{natt:%Y%m%d}", lukking_.ident, REGISTRER,
                "avslutning", Avslutning(INTRO, lukking_.sluttdato, IKKE_REGISTRERT),
            )
            for lukking_ in liste
        )  # fmt: skip
        bruker = Bruker(NIR, kommune, ROLLER)
        ut.append((Registrer(f"NIR-{natt:%Y%m%d}", kommune, bruker, KANAL_NIR, linjer), liste))
    return ut
