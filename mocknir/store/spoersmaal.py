"""The questions that the writer asks, each built once for an open database (`Base.rader`)."""

from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    CompoundSelect,
    Delete,
    Integer,
    Select,
    Text,
    Update,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
    union_all,
)

from mocknir.store import tabeller as t
from mocknir.store.base import Base

_r, _p, _j = t.registrering.c, t.program.c, t.journal.c


def blant(base: Base, kolonne: Column[Any], navn: str) -> ColumnElement[bool]:
    """That a column is one of a list given as one parameter (`Base.liste`)."""
    if base.sqlite:
        return kolonne.in_(select(func.json_each(bindparam(navn, type_=Text)).table_valued("value").c.value))
    slag = Integer if isinstance(kolonne.type, Integer) else Text
    return kolonne == func.any(cast(bindparam(navn), ARRAY(slag)))


def person_en(base: Base) -> Select[Any]:
    """The person with one of two numbers: `fnr`, `duf`."""
    p = t.person.c
    return select(t.person).where(or_(p.foedselsnummer == bindparam("fnr"), p.dufnummer == bindparam("duf")))


def person_flere(base: Base) -> Select[Any]:
    """The persons with numbers in the lists `fnr`, `duf`."""
    p = t.person.c
    return select(t.person).where(or_(blant(base, p.foedselsnummer, "fnr"), blant(base, p.dufnummer, "duf")))


def person_id(base: Base) -> Select[Any]:
    """The persons with the register's own ids `ider`."""
    return select(t.person).where(blant(base, t.person.c.id, "ider"))


def slett_person(base: Base) -> Delete:
    """Take out the row of person `p`, to write it anew."""
    return t.person.delete().where(t.person.c.id == bindparam("p"))


def gjeldende_en(base: Base) -> Select[Any]:
    """The registrations in force of person `p`, unsorted: sorting whole rows takes as long as reading them."""
    hvor = and_(_r.person_id == bindparam("p"), _r.registrert_til.is_(None))
    return select(*t.POST).where(hvor)


def gjeldende_flere(base: Base) -> Select[Any]:
    """The registrations in force of the persons `p`, unsorted."""
    hvor = and_(blant(base, _r.person_id, "p"), _r.registrert_til.is_(None))
    return select(*t.POST).where(hvor)


def ekstern_en(base: Base) -> Select[Any]:
    """The registrations in force under the key `e`."""
    return select(*t.POST).where(and_(_r.ekstern_id == bindparam("e"), _r.registrert_til.is_(None)))


def ekstern_flere(base: Base) -> Select[Any]:
    """The registrations in force under the keys `e`."""
    return select(*t.POST).where(and_(blant(base, _r.ekstern_id, "e"), _r.registrert_til.is_(None)))


def program_en(base: Base) -> Select[Any]:
    """The programme rows in force of person `p`."""
    hvor = and_(_p.person_id == bindparam("p"), _p.registrert_til.is_(None))
    return select(t.program).where(hvor).order_by(_p.nr)


def program_flere(base: Base) -> Select[Any]:
    """The programme rows in force of the persons `p`."""
    hvor = and_(blant(base, _p.person_id, "p"), _p.registrert_til.is_(None))
    return select(t.program).where(hvor).order_by(_p.nr)


def med_program(base: Base) -> Select[Any]:
    """The ids of all persons that have, or had, a programme."""
    return select(_p.person_id).distinct()


def lukkinger(base: Base) -> Select[Any]:
    """NIR's closings that made the registrations `p`."""
    return select(t.lukking).where(blant(base, t.lukking.c.post_id, "p"))


def melding(base: Base) -> Select[Any]:
    """The journal row of the message `m` of the kommune `k`."""
    return select(t.journal).where(and_(_j.meldings_id == bindparam("m"), _j.kommune == bindparam("k")))


def feed(base: Base) -> Select[Any]:
    """The changes of the `kommuner` after `fra_sekvens`, at most `antall`, with the person's numbers."""
    return (
        select(*t.POST, _r.handling, t.person.c.foedselsnummer, t.person.c.dufnummer)
        .join(t.person, t.person.c.id == _r.person_id)
        .where(and_(blant(base, _r.kommune, "kommuner"), _r.id > bindparam("fra_sekvens")))
        .order_by(_r.id)
        .limit(bindparam("antall"))
    )


def feed_av_nir(base: Base) -> Select[Any]:
    """Of the same, what NIR did itself: its closings, which are few beside all that was sent."""
    c = t.lukking.c
    return (
        select(*t.POST, _r.handling, t.person.c.foedselsnummer, t.person.c.dufnummer)
        .select_from(t.lukking)
        .join(t.registrering, _r.id == c.post_id)
        .join(t.person, t.person.c.id == _r.person_id)
        .where(and_(blant(base, c.kommune, "kommuner"), c.post_id > bindparam("fra_sekvens")))
        .order_by(c.post_id)
        .limit(bindparam("antall"))
    )


def kandidater(base: Base) -> Select[Any]:
    """The open programmes that some closing rule can bite on, by the border days of a night.

    Each of the four says itself that the programme is open: only so does SQLite take the index that is made for it.
    """
    dager = (_p.flyttet, _p.sist_aktiv, _p.grense, _p.borte)
    return select(t.program).where(
        or_(*(and_(_p.registrert_til.is_(None), _p.slutt.is_(None), d <= bindparam(f"{d.name}_foer")) for d in dager))
    )


def klokke(base: Base) -> Select[Any]:
    """The clock's one row."""
    return select(t.klokke)


def slett_klokke(base: Base) -> Delete:
    """Take out the clock's row, to write it anew."""
    return t.klokke.delete()


def brukere(base: Base) -> Select[Any]:
    """All users, by name."""
    return select(t.bruker).order_by(t.bruker.c.navn)


def bytt_passord(base: Base) -> Update:
    """Give the user `b` the password `p`."""
    return t.bruker.update().where(t.bruker.c.navn == bindparam("b")).values(passord=bindparam("p"))


def fjern_bruker(base: Base) -> Delete:
    """Take the user `b` away."""
    return t.bruker.delete().where(t.bruker.c.navn == bindparam("b"))


def tilganger(base: Base) -> Select[Any]:
    """The access grants that were not taken back, in the order they were given."""
    return select(t.tilgang).where(t.tilgang.c.trukket.is_(None)).order_by(t.tilgang.c.id)


def trekk_tilgang(base: Base) -> Update:
    """Take back access grant `a` at the moment `naa`."""
    return t.tilgang.update().where(t.tilgang.c.id == bindparam("a")).values(trukket=bindparam("naa"))


def stoettesaker(base: Base) -> Select[Any]:
    """All support cases, in the order they came."""
    return select(t.stoettesak).order_by(t.stoettesak.c.id)


def slett_stoettesak(base: Base) -> Delete:
    """Take out the row of case `s`, to write it anew."""
    return t.stoettesak.delete().where(t.stoettesak.c.id == bindparam("s"))


def stoettepraksis(base: Base) -> Select[Any]:
    """How support cases are decided, where that was said."""
    return select(t.stoettepraksis)


def slett_stoettepraksis(base: Base) -> Delete:
    """Take that out, to write it anew."""
    return t.stoettepraksis.delete()


def parametre(base: Base) -> Select[Any]:
    """The rule parameters that differ from their defaults."""
    return select(t.parameter)


def slett_parameter(base: Base) -> Delete:
    """Give the rule `r` its default for the parameter `n` back."""
    p = t.parameter.c
    return t.parameter.delete().where(and_(p.regel == bindparam("r"), p.navn == bindparam("n")))


def egenskaper(base: Base) -> Select[Any]:
    """What the sandbox has of its own beside the register."""
    return select(t.egenskap.c.navn, t.egenskap.c.verdi)


def glem_egenskap(_base: Base) -> Delete:
    """Remove what the sandbox has under a name; by n."""
    return t.egenskap.delete().where(t.egenskap.c.navn == bindparam("n"))


def faults(base: Base) -> Select[Any]:
    """The fault plan, in the order it was made."""
    return select(t.fault).order_by(t.fault.c.id)


def last_fault(base: Base) -> CompoundSelect[Any]:
    """The highest number a fault has, or had when it struck."""
    return union_all(select(func.max(t.fault.c.id)), select(func.max(t.fault_strike.c.fault_id)))


def count_fault(base: Base) -> Update:
    """The fault `f` has now seen `saa` calls, and struck `slo` of them."""
    return t.fault.update().where(t.fault.c.id == bindparam("f")).values(seen=bindparam("saa"), struck=bindparam("slo"))


def remove_fault(base: Base) -> Delete:
    """Take the fault `f` out of the plan."""
    return t.fault.delete().where(t.fault.c.id == bindparam("f"))


def last_strike(base: Base) -> Select[Any]:
    """The number of the last strike of the fault `f`."""
    return select(func.max(t.fault_strike.c.nr)).where(t.fault_strike.c.fault_id == bindparam("f"))


def last_entry(base: Base) -> Select[Any]:
    """The number of the journal's last entry."""
    return select(func.max(_j.id))
