"""What reports ask the store: programmes as NIR knew them at the end of a day (design.md §3)."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, or_, select

from mocknir.register.lov import LOVNAVN
from mocknir.register.programrad import Programrad
from mocknir.reports.kommunekart import Kommunekart
from mocknir.reports.rapport import Lest
from mocknir.reports.tabell import Kolonne, Ord
from mocknir.store import koding
from mocknir.store import tabeller as t


def etter(per: date) -> str:
    """The moment that day ends, as the store writes it: all that was written before it is known."""
    return (per + timedelta(days=1)).isoformat()


def kjent(tabell: Table, per: date) -> ColumnElement[bool]:
    """The versions that held at the end of the day `per`."""
    grense = etter(per)
    return and_(
        tabell.c.registrert_fra < grense,
        or_(tabell.c.registrert_til.is_(None), tabell.c.registrert_til >= grense),
    )


def aarets_dager(aar: int) -> tuple[str, str]:
    """The first and the last day of a year, as the store writes them."""
    return f"{aar:04}-01-01", f"{aar:04}-12-31"


def avsluttet_i(fra_aar: int, til_aar: int) -> ColumnElement[bool]:
    """Programmes that ended in those years; one that another kommune carried on has not ended (domain.md §4 [S59])."""
    p = t.program
    return and_(
        p.c.slutt >= aarets_dager(fra_aar)[0], p.c.slutt <= aarets_dager(til_aar)[1], p.c.viderefoert.is_(False)
    )


def i_program(aar: int) -> ColumnElement[bool]:
    """Programmes that ran some day of the year."""
    p = t.program
    foerste, siste = aarets_dager(aar)
    return and_(p.c.start <= siste, or_(p.c.slutt.is_(None), p.c.slutt >= foerste))


def etter_filter(p: Lest) -> ColumnElement[bool]:
    """The conditions of the parameters `lov` and `kategori`."""
    vilkaar = [t.program.c[navn] == p[navn] for navn in ("lov", "kategori") if p.get(navn) is not None]
    return and_(True, *vilkaar)


def i_kommune(tabell: Table, kart: Kommunekart) -> ColumnElement[bool]:
    """Rows under a number that the chosen kommune may have registered under; `Programlinje.vist` decides."""
    numre = kart.numre()
    return and_(True) if numre is None else tabell.c.kommune.in_(sorted(numre))


class Programlinje(NamedTuple):
    """A programme, the person in it, and the kommune number to show."""

    person_id: int
    navn: str
    ident: str
    kjoenn: str
    vist: str
    rad: Programrad


def programmer(
    forbindelse: Connection, per: date, kart: Kommunekart, *vilkaar: ColumnElement[bool]
) -> list[Programlinje]:
    """The programmes as known at the end of `per`, by kommune, name, person and start."""
    p, q = t.program, t.person
    spoersmaal: Select[Any] = (
        select(*p.c, q.c.navn, q.c.foedselsnummer, q.c.dufnummer, q.c.kjoenn, q.c.adresser)
        .join(q, q.c.id == p.c.person_id)
        .where(kjent(p, per), i_kommune(p, kart), *vilkaar)
        .order_by(p.c.person_id, p.c.nr)
    )
    ut = []
    for rad in forbindelse.execute(spoersmaal):
        program = koding.programrad(rad)
        navn, fnr, duf, kjoenn, adresser = rad[-5:]
        vist = kart.vist(program.kommune, adresser, program.slutt)
        if kart.med(vist):
            ut.append(Programlinje(rad[1], navn, fnr or duf, kjoenn, vist, program))
    return sorted(ut, key=lambda linje: (linje.vist, linje.navn, linje.person_id, linje.rad.nr))


def lukkende_regler(forbindelse: Connection, per: date) -> dict[tuple[int, str], str]:
    """By which rule NIR had closed, of the endings that stood on that day: by person and day of the ending."""
    lukking, r = t.lukking, t.registrering
    rader = forbindelse.execute(
        select(lukking.c.person_id, r.c.fra, lukking.c.regel).join(r, r.c.id == lukking.c.post_id).where(kjent(r, per))
    )
    return {(person_id, fra): regel for person_id, fra, regel in rader}


KJOENN = {"K": Ord("Kvinner", "Women"), "M": Ord("Menn", "Men")}

PERSONKOLONNER = (
    Kolonne("kommune", "Kommune", "Kommune"),
    Kolonne("kommunenavn", "Kommunenavn", "Name of kommune"),
    Kolonne("navn", "Navn", "Name"),
    Kolonne("ident", "Fødselsnummer/DUF-nummer", "National id/DUF number"),
    Kolonne("kjoenn", "Kjønn", "Sex"),
    Kolonne("lov", "Lov", "Law"),
    Kolonne("kategori", "Kategori", "Category"),
    Kolonne("start", "Start", "Start"),
)


def lovord(lov: str) -> Ord:
    """The name of a law."""
    return Ord(*LOVNAVN[lov])


def personverdier(linje: Programlinje, navn: str) -> tuple[str | date | Ord | None, ...]:
    """The values of PERSONKOLONNER; `navn` is the kommune's."""
    kjoenn = Ord("kvinne", "woman") if linje.kjoenn == "K" else Ord("mann", "man")
    return (
        linje.vist, navn, linje.navn, linje.ident, kjoenn, lovord(linje.rad.lov), linje.rad.kategori, linje.rad.start,
    )  # fmt: skip


def kjent_per(per: date) -> Ord:
    """The sentence that says as of which day a table is."""
    return Ord(
        f"Slik NIR kjente det ved utgangen av {per:%d.%m.%Y}.",
        f"As NIR knew it at the end of {per}.",
    )


def sammen(*deler: Ord) -> tuple[str, str]:
    """Sentences as one text in each language."""
    return " ".join(d.tekst for d in deler if d.tekst), " ".join(d.text for d in deler if d.text)
