"""A person with all that stands registered on them: what rules are judged against."""

from collections.abc import Iterable
from datetime import date

from mocknir.register import frist, program
from mocknir.register.frist import Programfrist
from mocknir.register.lov import lov
from mocknir.register.person import Person
from mocknir.register.post import Post
from mocknir.register.program import Program
from mocknir.register.rammer import STANDARD, Rammer


class Deltaker:
    """A person and the registrations that hold now; programmes and deadlines are derived when asked for."""

    __slots__ = ("_etter_type", "_frister", "_programmer", "person", "poster", "rammer")

    def __init__(self, person: Person, poster: Iterable[Post] = (), rammer: Rammer = STANDARD) -> None:
        self.person = person
        self.poster = list(poster)
        self.rammer = rammer
        self._programmer: list[Program] | None = None
        self._frister: dict[int, Programfrist] = {}
        self._etter_type: dict[str, list[Post]] | None = None

    def av_type(self, type_: str) -> list[Post]:
        """The registrations of one type, in the order they came."""
        if self._etter_type is None:
            etter: dict[str, list[Post]] = {}
            for post in self.poster:
                etter.setdefault(post.type, []).append(post)
            self._etter_type = etter
        return self._etter_type.get(type_, [])

    @property
    def programmer(self) -> list[Program]:
        """The introduction programmes in order of time."""
        if self._programmer is None:
            self._programmer = program.utled(self.poster)
        return self._programmer

    def program_paa(self, dag: date) -> Program | None:
        """The programme that runs on that day."""
        return program.finn(self.programmer, dag)

    @property
    def loepende_program(self) -> Program | None:
        """The programme that has not ended."""
        return program.loepende(self.programmer)

    def lov(self, dag: date) -> str:
        """The law that governs the person on that day."""
        return lov(self.person, dag)

    def programfrist(self, p: Program) -> Programfrist:
        """The deadlines of one of the programmes."""
        kjent = self._frister.get(p.nr)
        if kjent is None:
            lov_ = self.lov(p.start)
            kjent = frist.programfrist(p, self._tidligere(p, lov_), lov_, self.rammer, **self._sti(lov_))
            self._frister[p.nr] = kjent
        return kjent

    def programfrist_logg(self, p: Program) -> frist.Frist:
        """Frist for gjennomføring of one of the programmes with its Beregningslogg."""
        lov_ = self.lov(p.start)
        return frist.logg_for_program(p, self._tidligere(p, lov_), lov_, self.rammer, **self._sti(lov_))

    def _tidligere(self, p: Program, lov_: str) -> list[Program]:
        if p.nr == 1:
            return []
        return [q for q in self.programmer[: p.nr - 1] if self.lov(q.start) == lov_]

    def _sti(self, lov_: str) -> dict[str, bool]:
        if lov_ != "integreringsloven":
            return {}
        return {
            "vgo_fra_foer": frist.har_vgo_fra_foer(self.av_type("utdanningsbakgrunn")),
            "vgo_som_maal": frist.har_vgo_som_maal(self.av_type("sluttmaal")),
        }

    def med(self, ny: Post | None, uten: Post | None = None) -> None:
        """Take a new version in and an old one out; what was derived is derived anew when it may differ."""
        if uten is not None:
            self.poster.remove(uten)
            self._etter_type = None
            if program.paavirker(uten):
                self._programmer = None
                self._frister.clear()
        if ny is not None:
            self.poster.append(ny)
            self._ta_inn(ny)

    def _ta_inn(self, ny: Post) -> None:
        """Keep what was derived in step with a registration that came last: most of them move little.

        A message of three registrations a person would otherwise derive all of the person's programmes three times,
        which was a tenth of its time.
        """
        if self._etter_type is not None:
            self._etter_type.setdefault(ny.type, []).append(ny)
        if not program.paavirker(ny):
            return
        if program.former(ny):
            self._programmer = None
        elif self._programmer is not None:
            program.legg_i(ny, self._programmer)
        if ny.type != "tiltak":  # the one of these kinds that no deadline depends on
            self._frister.clear()
