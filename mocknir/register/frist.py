"""NIR's «Fristberegning»: frist for oppstart and for gjennomføring, each with its «Beregningslogg» (domain.md §5.5).

The exact arithmetic of NIR is not public; what is computed here is the reading of domain.md §5.5 ([INF]):
base + duration + leave (+ valid absence under introduksjonsloven), days counted once when they overlap.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, cast

from mocknir.register import lov as lover
from mocknir.register import mengde
from mocknir.register.datoer import legg_til_maaneder, samlede_dager, virkedager
from mocknir.register.kodeverk import TILDELING
from mocknir.register.lov import INTRODUKSJONSLOVEN, KAPITTEL_6A, lov
from mocknir.register.person import Person
from mocknir.register.post import Post
from mocknir.register.program import Program
from mocknir.register.rammer import Rammer
from mocknir.register.registreringer import NORSK, Fravaer, Permisjon


class Steg(NamedTuple):
    """A line of the Beregningslogg: what was done, in both languages, and the date it led to."""

    tekst: str
    text: str
    dato: date


class Frist(NamedTuple):
    """A deadline and how it came about."""

    navn: str
    name: str
    dato: date
    logg: tuple[Steg, ...]


class Programfrist(NamedTuple):
    """The two dates of a programme: `gjennomfoering` (as decided), `grense` (past it NIR holds nothing).

    `gjennomfoering` counts forlengelse only where a vedtak gave it; `grense` is the longest the law allows.
    """

    gjennomfoering: date
    grense: date


def lengder(lov_: str, vgo_fra_foer: bool, vgo_som_maal: bool, rammer: Rammer) -> tuple[int, int]:
    """Months of programme without and with forlengelse, by law and path (domain.md §5.1–5.3)."""
    if lov_ == INTRODUKSJONSLOVEN:
        return rammer.intro_m, rammer.intro_forlenget_m
    if lov_ == KAPITTEL_6A:
        return rammer.kapittel_6a_m, rammer.kapittel_6a_forlenget_m
    if vgo_som_maal:
        return rammer.vgo_maal_m, rammer.vgo_maal_forlenget_m
    if vgo_fra_foer:
        return rammer.vgo_fra_foer_m, rammer.vgo_fra_foer_forlenget_m
    return rammer.integrering_m, rammer.integrering_forlenget_m


def permisjonsdager(permisjoner: Iterable[Post]) -> int:
    """The days that leave adds; overlapping leave counts once, `virkedager` counts Monday to Friday."""
    perioder, virke = [], 0
    for post in permisjoner:
        if post.fra is None or post.til is None:
            continue
        if cast(Permisjon, post.innhold).dagtype == "virkedager":
            virke += virkedager(post.fra, post.til)
        else:
            perioder.append((post.fra, post.til))
    return (samlede_dager(perioder) if perioder else 0) + virke


def fravaersdager(fravaer: Iterable[Post], permisjoner: Sequence[Post]) -> int:
    """The days of valid absence that do not fall in a leave as well."""
    gyldig = [p for p in fravaer if p.til and cast(Fravaer, p.innhold).gyldig]
    if not gyldig:
        return 0
    perm = [(p.fra, p.til) for p in permisjoner if p.fra and p.til]
    alle = samlede_dager([*perm, *((p.fra, p.til) for p in gyldig if p.fra and p.til)])
    return alle - (samlede_dager(perm) if perm else 0)


def programfrist(
    program: Program,
    tidligere: Sequence[Program],
    lov_: str,
    rammer: Rammer,
    *,
    vgo_fra_foer: bool = False,
    vgo_som_maal: bool = False,
) -> Programfrist:
    """The deadlines of one programme, less the time already used in earlier ones under the same law."""
    uten, med = lengder(lov_, vgo_fra_foer, vgo_som_maal, rammer)
    dager = _tillegg(program, lov_, rammer) - _brukt(tidligere)
    justering = timedelta(days=dager)
    grense = legg_til_maaneder(program.start, med) + justering
    if program.forlenget:
        return Programfrist(grense, grense)
    return Programfrist(legg_til_maaneder(program.start, uten) + justering, grense)


def _tillegg(program: Program, lov_: str, rammer: Rammer) -> int:
    if not program.permisjoner and not program.fravaer:
        return 0
    dager = permisjonsdager(program.permisjoner)
    if lov_ == INTRODUKSJONSLOVEN and rammer.gyldig_fravaer_forlenger:
        dager += fravaersdager(program.fravaer, program.permisjoner)
    return dager


def _brukt(tidligere: Sequence[Program]) -> int:
    """Days of programme already used, leave not counted."""
    brukt = 0
    for program in tidligere:
        if program.slutt is not None:
            brukt += (program.slutt - program.start).days + 1 - permisjonsdager(program.permisjoner)
    return max(0, brukt)


def logg_for_program(
    program: Program,
    tidligere: Sequence[Program],
    lov_: str,
    rammer: Rammer,
    *,
    vgo_fra_foer: bool = False,
    vgo_som_maal: bool = False,
) -> Frist:
    """Frist for gjennomføring of a programme, told step by step."""
    uten, med = lengder(lov_, vgo_fra_foer, vgo_som_maal, rammer)
    maaneder = med if program.forlenget else uten
    nb, en = lover.LOVNAVN[lov_]
    dato = legg_til_maaneder(program.start, maaneder)
    steg = [
        Steg(
            f"Programmet startet {program.start:%d.%m.%Y}",
            f"The programme began on {program.start}",
            program.start,
        ),
        Steg(
            f"{mengde.maaneder(maaneder)[0]} etter {nb}" + (", forlenget ved vedtak" if program.forlenget else ""),
            f"{mengde.maaneder(maaneder)[1]} under {en}" + (", extended by decision" if program.forlenget else ""),
            dato,
        ),
    ]
    dager = permisjonsdager(program.permisjoner)
    if dager:
        dato += timedelta(days=dager)
        steg.append(_dagsteg("+", dager, "permisjon", "leave", dato))
    if lov_ == INTRODUKSJONSLOVEN and rammer.gyldig_fravaer_forlenger:
        dager = fravaersdager(program.fravaer, program.permisjoner)
        if dager:
            dato += timedelta(days=dager)
            steg.append(_dagsteg("+", dager, "gyldig fravær", "valid absence", dato))
    brukt = _brukt(tidligere)
    if brukt:
        dato -= timedelta(days=brukt)
        steg.append(_dagsteg("-", brukt, "brukt i tidligere program", "programme already used", dato))
    return Frist("Frist for gjennomføring av introduksjonsprogram", "Deadline for completing the programme",
                 dato, tuple(steg))  # fmt: skip


def _dagsteg(tegn: str, dager: int, hva: str, what: str, dato: date) -> Steg:
    nb, en = mengde.dager(dager)
    return Steg(f"{tegn} {nb} {hva}", f"{tegn} {en} of {what}", dato)


def oppstartsfrist(person: Person, poster: Iterable[Post], rammer: Rammer) -> Frist | None:
    """Frist for oppstart: three months from settlement, or from the claim if that is later (domain.md §2.4).

    None while the person is not settled. That the later of the two days counts is `antatt`.
    """
    bosatt = person.bosatt
    if bosatt is None:
        return None
    krav = [p.fra for p in poster if p.type == "kontakt" and p.ordning == "intro" and p.kode == "krav" and p.fra]
    fra = max([bosatt, *krav])
    hva = ("Krav framsatt", "Claim made") if fra != bosatt else ("Bosatt", "Settled")
    dato = legg_til_maaneder(fra, rammer.oppstart_m)
    lengde, length = mengde.maaneder(rammer.oppstart_m)
    return Frist("Frist for oppstart", "Deadline for starting", dato, (
        Steg(f"{hva[0]} {fra:%d.%m.%Y}", f"{hva[1]} on {fra}", fra),
        Steg(f"+ {lengde}", f"+ {length}", dato),
    ))  # fmt: skip


def norskfrist(person: Person, poster: Sequence[Post], rammer: Rammer, dato: date) -> Frist | None:
    """Frist for gjennomføring of Norwegian training, by law (domain.md §5.1–5.3); None while nothing starts it.

    introduksjonsloven: 36 months from the first permit, leave does not add [S41][S62]. integreringsloven: 18
    months with upper secondary from before, else 3 years, from the permit, plus leave [S6][S65]. Chapter 6A: 12
    months from the first day of the first vedtak, plus leave [S13].
    """
    lov_ = lov(person, dato)
    grunnlag = _norskgrunnlag(person, poster, rammer, dato, lov_)
    if grunnlag is None:
        return None
    fra, maaneder, dager = grunnlag
    hva = ("Oppholdstillatelse gitt", "Residence granted on")
    if lov_ == KAPITTEL_6A:
        hva = ("Første vedtak gjelder fra", "The first decision holds from")
    slutt = legg_til_maaneder(fra, maaneder)
    nb, en = lover.LOVNAVN[lov_]
    steg = [
        Steg(f"{hva[0]} {fra:%d.%m.%Y}", f"{hva[1]} {fra}", fra),
        Steg(f"+ {mengde.maaneder(maaneder)[0]} etter {nb}", f"+ {mengde.maaneder(maaneder)[1]} under {en}", slutt),
    ]
    if dager:
        slutt += timedelta(days=dager)
        steg.append(_dagsteg("+", dager, "permisjon", "leave", slutt))
    return Frist("Frist for gjennomføring av norskopplæring", "Deadline for completing Norwegian training",
                 slutt, tuple(steg))  # fmt: skip


def norskfrist_dato(person: Person, poster: Sequence[Post], rammer: Rammer, dato: date) -> date | None:
    """The day of `norskfrist`, without telling how: writing the log costs ten times the sum itself."""
    grunnlag = _norskgrunnlag(person, poster, rammer, dato, lov(person, dato))
    if grunnlag is None:
        return None
    fra, maaneder, dager = grunnlag
    return legg_til_maaneder(fra, maaneder) + timedelta(days=dager)


def _norskgrunnlag(
    person: Person, poster: Sequence[Post], rammer: Rammer, dato: date, lov_: str
) -> tuple[date, int, int] | None:
    """What the deadline of Norwegian training is the sum of: a day, months, and days of leave."""
    if lov_ == KAPITTEL_6A:
        starter = [p.fra for p in poster if p.type == "vedtak" and p.ordning == NORSK and p.kode == TILDELING and p.fra]
        fra, maaneder = (min(starter) if starter else None), rammer.norsk_6a_m
    else:
        opphold = person.opphold_paa(dato)
        fra = opphold.gitt if opphold else None
        if lov_ == INTRODUKSJONSLOVEN:
            maaneder = rammer.norsk_gammel_m
        else:
            maaneder = rammer.norsk_vgo_m if har_vgo_fra_foer(poster) else rammer.norsk_uten_vgo_m
    if fra is None:
        return None
    if lov_ == INTRODUKSJONSLOVEN:
        return fra, maaneder, 0
    return fra, maaneder, permisjonsdager(p for p in poster if p.type == "permisjon" and p.ordning == NORSK)


def samfunnskunnskapsfrist(person: Person, rammer: Rammer, dato: date) -> Frist | None:
    """Frist for samfunnskunnskap: 12 months from the permit, under integreringsloven (domain.md §5.2 [S41])."""
    opphold = person.opphold_paa(dato)
    if opphold is None or lov(person, dato) != lover.INTEGRERINGSLOVEN:
        return None
    slutt = legg_til_maaneder(opphold.gitt, rammer.samfunnskunnskap_m)
    lengde, length = mengde.maaneder(rammer.samfunnskunnskap_m)
    return Frist("Frist for samfunnskunnskap", "Deadline for social studies", slutt, (
        Steg(f"Oppholdstillatelse gitt {opphold.gitt:%d.%m.%Y}", f"Residence granted on {opphold.gitt}", opphold.gitt),
        Steg(f"+ {lengde}", f"+ {length}", slutt),
    ))  # fmt: skip


def har_vgo_fra_foer(poster: Iterable[Post]) -> bool:
    """Whether the last registered utdanningsbakgrunn says that upper secondary was completed before."""
    return _siste_kode(poster, "utdanningsbakgrunn") == "vgo"


def har_vgo_som_maal(poster: Iterable[Post]) -> bool:
    """Whether the last registered sluttmål is fullført videregående opplæring."""
    return _siste_kode(poster, "sluttmaal") == "fullfoertVgo"


def _siste_kode(poster: Iterable[Post], type_: str) -> str | None:
    """The code of the latest registration of a type, by its day and then by when it came."""
    treff = [p for p in poster if p.type == type_]
    return max(treff, key=lambda p: (p.fra or date.min, p.id)).kode if treff else None
