"""Lives counted as the published figures are, from the facts alone: what punctual casework would make of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from fagsystem_sim.fakta import Livsloep
from fagsystem_sim.profiler.modell import Profil
from fagsystem_sim.profiler.noekler import ALDRE

ARBEID = frozenset({"arbeidHeltid", "arbeidDeltid"})
UTDANNING = frozenset({"videregaaende", "hoeyereUtdanning"})
"""The reasons that reach the goal (domain.md §2.9 c)."""


class Programtid(NamedTuple):
    """A programme; one that another kommune carried on is part of the same. `slutt` None while nobody has ended it."""

    start: date
    slutt: date | None
    aarsak: str | None
    kommune: str


def programmer(liv: Livsloep) -> list[Programtid]:
    """The programmes of a life, in order of time."""
    ut: list[Programtid] = []
    for faktum in liv.fakta:
        innhold = faktum.innhold
        if innhold.get("ordning") != "intro":
            continue
        if faktum.type == "vedtak" and innhold["vedtakstype"] == "tildeling":
            if ut and ut[-1].slutt is None:
                ut[-1] = ut[-1]._replace(kommune=faktum.kommune)
            else:
                ut.append(Programtid(innhold["fra"], None, None, faktum.kommune))
        elif faktum.type == "avslutning":
            ut[-1] = ut[-1]._replace(slutt=innhold["dato"], aarsak=innhold["avslutningsaarsak"])
    return ut


@dataclass(slots=True)
class Tall:
    """Counts of a period; each Counter is by sex (K, M), age group, nationality, reason or kommune."""

    personer: int = 0
    deltakere: Counter[str] = field(default_factory=Counter)
    startet: int = 0
    avsluttet: Counter[str] = field(default_factory=Counter)
    arbeid: Counter[str] = field(default_factory=Counter)
    utdanning: Counter[str] = field(default_factory=Counter)
    aldre: Counter[str] = field(default_factory=Counter)
    land: Counter[str] = field(default_factory=Counter)
    aarsaker: Counter[str] = field(default_factory=Counter)
    avsluttede_land: Counter[str] = field(default_factory=Counter)
    arbeid_land: Counter[str] = field(default_factory=Counter)
    kommuner: Counter[str] = field(default_factory=Counter)
    fakta: Counter[str] = field(default_factory=Counter)

    def maal(self, kjoenn: str | None = None) -> float:
        """The share that went to work or education, of all ended or of one sex."""
        noekler = (kjoenn,) if kjoenn else ("K", "M")
        naadd = sum(self.arbeid[k] + self.utdanning[k] for k in noekler)
        return naadd / max(1, sum(self.avsluttet[k] for k in noekler))


def tell(profil: Profil, liv: Iterable[Livsloep]) -> Tall:
    """Count lives in the period of a profile."""
    fra, til = profil.periode.fra, profil.periode.til
    ut = Tall()
    for ett in liv:
        ut.personer += 1
        ut.fakta.update(faktum.type for faktum in ett.fakta)
        for program in programmer(ett):
            if program.start <= til and (program.slutt is None or program.slutt >= fra):
                _tell(ut, ett, program, fra, til)
    return ut


def _tell(ut: Tall, liv: Livsloep, program: Programtid, fra: date, til: date) -> None:
    person = liv.innbygger
    kjoenn, land = person.kjoenn, person.statsborgerskap
    alder = til.year - person.foedt.year
    ut.deltakere[kjoenn] += 1
    ut.aldre[next(navn for eldst, navn in ALDRE if alder <= eldst)] += 1
    ut.land[land] += 1
    ut.startet += fra <= program.start
    if program.slutt is None or program.slutt > til:
        return
    aarsak = program.aarsak or ""
    ut.avsluttet[kjoenn] += 1
    ut.aarsaker[aarsak] += 1
    ut.avsluttede_land[land] += 1
    ut.kommuner[program.kommune] += 1
    if aarsak in ARBEID:
        ut.arbeid[kjoenn] += 1
        ut.arbeid_land[land] += 1
    elif aarsak in UTDANNING:
        ut.utdanning[kjoenn] += 1
