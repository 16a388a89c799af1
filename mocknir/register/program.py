"""Introduction programmes, read off a person's registrations: pure derivation, nothing stored twice.

NIR's own bookkeeping is not public. Here a programme begins with a vedtak on tildeling, is lengthened by
vedtak on forlengelse, and lasts until an avslutning. A tildeling in another kommune while it runs carries it on
there («videreført»): the person counts in the last kommune only, as SSB counts (domain.md §4 [S59]).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from mocknir.register import kommuner
from mocknir.register.kodeverk import FORLENGELSE, STANS_MIDLERTIDIG, STANS_PERMANENT, TILDELING
from mocknir.register.post import Post
from mocknir.register.registreringer import INTRO

EN_DAG = timedelta(days=1)

_I_INTRO = frozenset({"vedtak", "tiltak", "permisjon", "fravaer", "avslutning"})
"""The types that make up a programme, where they are of intro."""

_GIR_LENGDEN = frozenset({"sluttmaal", "utdanningsbakgrunn"})
"""The types that the length of a programme goes by (`Deltaker.programfrist`)."""

PLANLAGT, I_PROGRAM, PERMISJON, STANSET, AVSLUTTET = (
    "planlagt",
    "i program",
    "permisjon",
    "stanset",
    "avsluttet",
)


@dataclass(slots=True)
class Program:
    """One programme of one person in one kommune.

    `planlagt_slutt` is the last day that the vedtak speak of; `slutt`, `aarsak` and `avslutning` are None while
    it runs; `viderefoert` says that another kommune carried it on, `forlenget` that a vedtak on forlengelse stands.

    `sist_aktiv` is the last day covered by a tiltak or a leave, or else the day of the last vedtak. That only these
    count as activity, and that a vedtak counts by its own first day and not by its duration, is `antatt` (domain.md §4
    [A]: «lang tid mellom registrering av ulike vedtak eller tiltak»).
    """

    nr: int
    kommune: str
    start: date
    planlagt_slutt: date | None
    vedtak: list[Post]
    sist_aktiv: date
    tiltak: list[Post] = field(default_factory=list)
    permisjoner: list[Post] = field(default_factory=list)
    fravaer: list[Post] = field(default_factory=list)
    avslutning: Post | None = None
    slutt: date | None = None
    viderefoert: bool = False
    forlenget: bool = False

    @property
    def aarsak(self) -> str | None:
        """The code of the reason it ended for."""
        return self.avslutning.kode if self.avslutning else None

    @property
    def avsluttet_av(self) -> str | None:
        """`NIR`, `kommune`, or None while it runs."""
        if self.avslutning is None:
            return None
        return "NIR" if self.avslutning.av_nir else "kommune"

    def dekker(self, dag: date) -> bool:
        """Whether the programme runs on that day."""
        return self.start <= dag and (self.slutt is None or dag <= self.slutt)

    def status(self, dag: date) -> str:
        """Where the participant stands on that day."""
        if self.slutt is not None and self.slutt < dag:
            return AVSLUTTET
        if dag < self.start:
            return PLANLAGT
        if any(v.kode in STANSER and v.fra and v.fra <= dag <= v.slutt for v in self.vedtak):
            return STANSET
        if any(p.fra and p.fra <= dag <= p.slutt for p in self.permisjoner):
            return PERMISJON
        return AVSLUTTET if self.avslutning and self.slutt == dag else I_PROGRAM


STANSER = (STANS_MIDLERTIDIG, STANS_PERMANENT)
_STARTER = TILDELING
_I_PROGRAMMET = frozenset((FORLENGELSE, *STANSER))


def paavirker(post: Post) -> bool:
    """Whether a registration can change a programme, its deadline or its last activity; most cannot."""
    return (post.ordning == INTRO and post.type in _I_INTRO) or post.type in _GIR_LENGDEN


def former(post: Post) -> bool:
    """Whether a registration makes or ends programmes; all others fall into the programmes there are."""
    return post.ordning == INTRO and (post.type == "avslutning" or (post.type == "vedtak" and post.kode == _STARTER))


def utled(poster: Iterable[Post]) -> list[Program]:
    """The programmes in a person's registrations, in order of time; numbered from 1."""
    tildelinger, avslutninger, andre = [], [], []
    for post in poster:
        if post.ordning != INTRO or post.type not in _I_INTRO:
            continue
        if not former(post):
            andre.append(post)
        elif post.type == "avslutning":
            avslutninger.append(post)
        else:
            tildelinger.append(post)
    if not tildelinger:
        return []
    programmer = _kjeder(sorted(tildelinger, key=_dag_og_id), sorted(avslutninger, key=_dag_og_id))
    for post in andre:
        legg_i(post, programmer)
    return programmer


def _dag_og_id(post: Post) -> tuple[date, int]:
    return (post.fra or date.min, post.id)


def _kjeder(tildelinger: Sequence[Post], avslutninger: Sequence[Post]) -> list[Program]:
    programmer: list[Program] = []
    ventende = list(avslutninger)
    for tildeling in tildelinger:
        assert tildeling.fra is not None  # a vedtak always has a first day
        siste = programmer[-1] if programmer else None
        if siste is not None:
            _avslutt(siste, ventende, foer=tildeling.fra)
        if siste is not None and siste.slutt is None:
            if _samme_kommune(siste, tildeling, tildeling.fra):
                siste.vedtak.append(tildeling)
                siste.planlagt_slutt = _senest(siste.planlagt_slutt, tildeling.til)
                siste.sist_aktiv = max(siste.sist_aktiv, tildeling.fra)
                continue
            siste.viderefoert = True
            siste.slutt = max(siste.start, tildeling.fra - EN_DAG)
        nr, fra = len(programmer) + 1, tildeling.fra
        programmer.append(Program(nr, tildeling.kommune, fra, tildeling.til, [tildeling], fra))
    _avslutt(programmer[-1], ventende, foer=None)
    for rest in ventende:  # the kommune left behind may still say why the person left it
        forlatt = next((p for p in programmer if _forlatt(p, rest)), None)
        if forlatt is not None:
            forlatt.avslutning = rest
    return programmer


def _forlatt(program: Program, avslutning: Post) -> bool:
    """Whether an ending is the word of the kommune that another one carried the programme on from."""
    return (
        program.viderefoert
        and program.avslutning is None
        and program.start <= (avslutning.fra or date.min)
        and _samme_kommune(program, avslutning, program.start)
    )


def _avslutt(program: Program, ventende: list[Post], foer: date | None) -> None:
    """Give a programme the first ending that falls in it, and take that ending off the list."""
    for avslutning in ventende:
        dag = avslutning.fra
        assert dag is not None  # an avslutning always has a day
        if dag < program.start or (foer is not None and dag > foer):
            continue
        if not _samme_kommune(program, avslutning, dag):
            continue
        ventende.remove(avslutning)
        program.avslutning = avslutning
        program.slutt = dag
        return


def _samme_kommune(program: Program, post: Post, dag: date) -> bool:
    """Whether a registration comes from the kommune of the programme.

    A decision of December 2019 may be transferred, or corrected, in January 2020 under the number the kommune then
    has, so the numbers are compared on the day of the later registration.
    """
    if program.kommune == post.kommune:
        return True
    kjent = program.vedtak[0].registrert_fra.date()
    return kommuner.samme(program.kommune, post.kommune, max(dag, kjent, post.registrert_fra.date()))


def _senest(a: date | None, b: date | None) -> date | None:
    return max(a, b) if a is not None and b is not None else None


def legg_i(post: Post, programmer: Iterable[Program]) -> None:
    """Put a vedtak, tiltak, leave or absence of intro into the programme that runs on its first day."""
    dag = post.fra
    if dag is None or post.ordning != INTRO:
        return
    program = finn(programmer, dag)
    if program is None:
        return
    if post.type == "tiltak":
        program.tiltak.append(post)
        program.sist_aktiv = max(program.sist_aktiv, post.slutt)
    elif post.type == "permisjon":
        program.permisjoner.append(post)
        program.sist_aktiv = max(program.sist_aktiv, post.slutt)
    elif post.type == "fravaer":
        program.fravaer.append(post)
    elif post.type == "vedtak" and post.kode in _I_PROGRAMMET:
        program.vedtak.append(post)
        program.sist_aktiv = max(program.sist_aktiv, dag)
        if post.kode == FORLENGELSE:
            program.forlenget = True
            if post.til is not None and program.planlagt_slutt is not None:
                program.planlagt_slutt = max(program.planlagt_slutt, post.til)


def finn(programmer: Iterable[Program], dag: date) -> Program | None:
    """The programme that runs on that day; of several, the latest begun."""
    treff = None
    for program in programmer:
        if program.dekker(dag):
            treff = program
    return treff


def loepende(programmer: Sequence[Program]) -> Program | None:
    """The programme that has not ended, if there is one."""
    siste = programmer[-1] if programmer else None
    return siste if siste is not None and siste.slutt is None else None
