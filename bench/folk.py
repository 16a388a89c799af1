"""A register full of people, written straight into the tables: the bench needs them there, not how they came."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from mocknir.register.identitet import lag_dufnummer
from mocknir.sandbox import Sandbox
from mocknir.store import tabeller as t

NATT = date(2017, 10, 1)
"""The night that the bench closes; six months before it is the last activity of those that fall due."""

START = date(2016, 3, 1)
FORFALT = date(2017, 3, 31)
AKTIV = date(2017, 9, 20)


def fyll(sandbox: Sandbox, deltakere: int, per_deltaker: int, forfalte: int) -> None:
    """Write `deltakere` participants with `per_deltaker` registrations each, `forfalte` of whom fall due on NATT.

    Each has a vedtak and a tiltak; the rest are monthly hours of Norwegian.
    """
    base = sandbox.base
    hver = deltakere // forfalte if forfalte else deltakere + 1
    ider = list(islice(base.ider["person"], deltakere))
    with base.transaksjon():
        base.sett_inn(t.person, [_person(id_) for id_ in ider])
        for bit in _biter(ider, 5000):
            base.sett_inn(t.registrering, list(_registreringer(base.ider["registrering"], bit, per_deltaker, hver)))
        base.sett_inn(t.program, [_program(next(base.ider["program"]), id_, id_ % hver == 0) for id_ in ider])


def _biter(ider: list[int], antall: int) -> Iterator[list[int]]:
    for i in range(0, len(ider), antall):
        yield ider[i : i + antall]


def _kommune(id_: int) -> str:
    return "0301" if id_ % 2 else "1201"


def _person(id_: int) -> tuple[Any, ...]:
    duf = lag_dufnummer(2015 + id_ // 900_000, id_ % 900_000 + 1)
    opphold, adresser = '[["2015-12-01","28"]]', f'[["2016-01-15","{_kommune(id_)}",false]]'
    return (id_, None, duf, f"Person {id_}", "1990-01-01", "MK"[id_ % 2], "SYR", None, True, None, None, opphold,
            adresser, 0)  # fmt: skip


def _registreringer(ider: Iterator[int], personer: Iterable[int], antall: int, hver: int) -> Iterator[tuple[Any, ...]]:
    for person in personer:
        kommune, slutt = _kommune(person), (FORFALT if person % hver == 0 else AKTIV).isoformat()
        start = START.isoformat()
        felles = ("fagsystem", "WS4", "ny", "2016-03-01T08:00:00", None, 0)
        vedtak = f'{{"ordning":"intro","vedtakstype":"tildeling","vedtaksdato":"{start}","fra":"{start}"}}'
        yield (next(ider), person, kommune, f"V{person}", "vedtak", "intro", "tildeling", start, None, vedtak, *felles)
        tiltak = f'{{"tiltakstype":"sprakpraksis","fra":"{start}","til":"{slutt}","timerPerUke":"20"}}'
        yield (
            next(ider),
            person,
            kommune,
            f"T{person}",
            "tiltak",
            "intro",
            "sprakpraksis",
            start,
            slutt,
            tiltak,
            *felles,
        )
        for nr in range(antall - 2):
            fra = START + timedelta(days=15 * nr)
            dag = fra.isoformat()
            timer = f'{{"ordning":"norsk","fag":"norsk","fra":"{dag}","til":"{dag}","antall":"30"}}'
            yield (next(ider), person, kommune, f"N{person}-{nr}", "timer", "norsk", "norsk", dag, dag, timer, *felles)


def _program(id_: int, person: int, forfaller: bool) -> tuple[Any, ...]:
    sist = (FORFALT if forfaller else AKTIV).isoformat()
    return (
        id_, person, 1, _kommune(person), "introduksjonsloven", "rett og plikt introduksjonsprogram",
        START.isoformat(), None, "2018-03-01", "2019-03-01", sist, None, None, False, None, None, None, False,
        "2016-03-01T08:00:00", None, 0,
    )  # fmt: skip
