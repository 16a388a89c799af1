"""What the caseworkers register for a participant in a month: from the story to registrations."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from fagsystem_sim import tilfeldig
from fagsystem_sim.datoer import EN_DAG, Maaned, kvartalsslutt, om_maaneder
from fagsystem_sim.fagsystem import Arbeid
from fagsystem_sim.fortelling.modell import Deltaker
from fagsystem_sim.meldinger import Registrering
from fagsystem_sim.tilfeldig import Tilfeldig

INTRO, NORSK = "intro", "norsk"
"""The two transfer users, one for each writing role (domain.md §1.5), and the schemes they register."""

KVARTAL = (1, 4, 7, 10)
"""The months that begin a quarter, for which measures are planned."""

FERIE = 7
"""July: no training, and so no hours."""

_TIMER_PER_UKE = {"norskopplaring": Decimal(20)}
_ANDRE_TIMER_PER_UKE = Decimal(10)


def maanedens_arbeid(d: Deltaker, maaned: Maaned, froe: int) -> Iterator[Arbeid]:
    """What is registered of a participant when a month is over, in the order of the casework.

    Only what has happened by then is known: a measure is planned for the quarter, and cut short when the
    participant ends.
    """
    if maaned.siste < d.start:
        return
    t = tilfeldig.generator(froe, d.id, maaned)
    if d.start in maaned:
        yield from _vedtak(d)
    if d.forlengelse and d.forlengelse.vedtatt in maaned:
        yield _forlengelse(d)
    if d.permisjon and d.permisjon.vedtatt in maaned:
        yield _permisjon(d)
    slutter = d.slutt is not None and (d.meldt or d.slutt) in maaned
    dager = _aktive_dager(d, maaned)
    if dager is not None:
        yield from _nye_tiltak(d, maaned, dager)
        yield from _timer(d, maaned, dager, t)
        yield from _fravaer(d, maaned, dager, t)
    if slutter:
        yield from _avslutning(d)


def rettelser(d: Deltaker) -> Iterator[Arbeid]:
    """What is transferred once the caseworker has found out how it really ended.

    The ending first: NIR lets no measure last beyond the day on which it closed the programme itself.
    """
    retting = d.retting
    if retting is None:
        return
    yield _intro(
        d, "avslutning", "avslutning", ordning=INTRO, dato=retting.dato, avslutningsaarsak=retting.aarsak
    )  # fmt: skip
    if d.gruppe == "for_sent":
        yield from _avkortede_tiltak(d, retting.dato, date.max)
    if retting.tiltak:
        fra, til = retting.tiltak
        while fra <= til:
            yield from _tiltak(d, fra, min(kvartalsslutt(fra), til))
            fra = kvartalsslutt(fra) + EN_DAG


def _vedtak(d: Deltaker) -> Iterator[Arbeid]:
    vedtatt = d.start - timedelta(days=14)
    yield _intro(
        d, "vedtak", "vedtak", ordning=INTRO, vedtakstype="tildeling", vedtaksdato=vedtatt, fra=d.start,
        til=om_maaneder(d.start, 24) - EN_DAG, timerPerUke=Decimal(30),
    )  # fmt: skip
    yield _norsk(
        d, "vedtak-norsk", "vedtak", ordning=NORSK, vedtakstype="tildeling", vedtaksdato=vedtatt, fra=d.start
    )  # fmt: skip


def _forlengelse(d: Deltaker) -> Arbeid:
    assert d.forlengelse is not None
    vedtatt, fra, til = d.forlengelse
    return _intro(
        d, "forlengelse", "vedtak", ordning=INTRO, vedtakstype="forlengelse", vedtaksdato=vedtatt, fra=fra,
        til=til,
    )  # fmt: skip


def _permisjon(d: Deltaker) -> Arbeid:
    assert d.permisjon is not None
    grunn, vedtatt, fra, til = d.permisjon
    return _intro(
        d, "permisjon", "permisjon", ordning=INTRO, permisjonsgrunn=grunn, vedtaksdato=vedtatt, fra=fra, til=til
    )  # fmt: skip


def _aktive_dager(d: Deltaker, maaned: Maaned) -> tuple[date, date] | None:
    """The days of the month that the participant takes part on; None where there are none."""
    fra, til = max(d.start, maaned.foerste), min(d.aktiv_til or maaned.siste, maaned.siste)
    if d.permisjon and d.permisjon.fra <= til and fra <= d.permisjon.til:
        if fra < d.permisjon.fra:
            til = d.permisjon.fra - EN_DAG
        else:
            fra = d.permisjon.til + EN_DAG
    return (fra, til) if fra <= til else None


def _nye_tiltak(d: Deltaker, maaned: Maaned, dager: tuple[date, date]) -> Iterator[Arbeid]:
    """The measures that begin in the month: with the programme, a quarter, or the return from a leave."""
    tilbake = d.permisjon.til + EN_DAG if d.permisjon else None
    for fra in sorted({d.start, maaned.foerste, tilbake or d.start}):
        ny = fra in (d.start, tilbake) or fra.month in KVARTAL
        if ny and dager[0] <= fra <= dager[1]:
            yield from _tiltak(d, fra, _tiltak_til(d, fra, maaned))


def _tiltak_til(d: Deltaker, fra: date, maaned: Maaned) -> date:
    """The last day of a measure as it is planned at the end of a month."""
    til = min(kvartalsslutt(fra), d.planlagt_slutt(maaned))
    if d.siste_dag is not None:
        til = min(til, d.siste_dag)
    if d.slutt is not None and (d.meldt or d.slutt) <= maaned.siste:
        til = min(til, d.slutt)
    if d.permisjon and d.permisjon.vedtatt <= maaned.siste and fra < d.permisjon.fra:
        til = min(til, d.permisjon.fra - EN_DAG)
    return til


def _tiltak(d: Deltaker, fra: date, til: date) -> Iterator[Arbeid]:
    for tiltakstype in d.tiltak:
        if tiltakstype == "norskopplaring" and d.norsk_i_program and fra < d.norsk_i_program:
            continue
        timer = _TIMER_PER_UKE.get(tiltakstype, _ANDRE_TIMER_PER_UKE)
        yield _intro(
            d, f"{tiltakstype}-{fra:%Y%m%d}", "tiltak", tiltakstype=tiltakstype, fra=fra, til=til, timerPerUke=timer
        )  # fmt: skip


def _timer(d: Deltaker, maaned: Maaned, dager: tuple[date, date], t: Tilfeldig) -> Iterator[Arbeid]:
    fra, til = dager
    if maaned.nr == FERIE:
        return
    antall = max(1, t.randint(50, 84) * ((til - fra).days + 1) // 31)
    yield _norsk(
        d, f"norsk-{maaned}", "timer", ordning=NORSK, fag="norsk", fra=fra, til=til, antall=Decimal(antall)
    )  # fmt: skip


def _fravaer(d: Deltaker, maaned: Maaned, dager: tuple[date, date], t: Tilfeldig) -> Iterator[Arbeid]:
    """Now and then a few days' illness; never for those whose last day is a matter of counted days."""
    varighet, dag = t.randint(0, 2), t.randint(0, 20)
    syk = t.random() < 0.2
    fra = dager[0] + timedelta(days=dag)
    til = fra + timedelta(days=varighet)
    if not syk or til > dager[1] or d.forlengelse or maaned.nr == FERIE:
        return
    yield _intro(
        d, f"fravaer-{maaned}", "fravaer", ordning=INTRO, fravaersgrunn="egenSykdom", gyldig=True, fra=fra, til=til,
        timer=Decimal(6 * (varighet + 1)),
    )  # fmt: skip


def _avslutning(d: Deltaker) -> Iterator[Arbeid]:
    """The measures of the last quarter cut short where they were planned to last longer, and the ending."""
    assert d.slutt is not None
    yield from _avkortede_tiltak(d, d.slutt, d.meldt or d.slutt)
    yield _intro(d, "avslutning", "avslutning", ordning=INTRO, dato=d.slutt, avslutningsaarsak=d.aarsak)


def _avkortede_tiltak(d: Deltaker, slutt: date, meldt: date) -> Iterator[Arbeid]:
    fra = max(d.start, om_maaneder(kvartalsslutt(slutt).replace(day=1), -2))
    planlagt = _tiltak_til(d, fra, Maaned.av(fra))
    if Maaned.av(fra) < Maaned.av(meldt) and slutt < planlagt:
        yield from _tiltak(d, fra, slutt)


def _intro(d: Deltaker, noekkel: str, type_: str, **innhold: Any) -> Arbeid:
    return Arbeid(INTRO, Registrering(f"{d.id}-{noekkel}", d.ident, type_, innhold))


def _norsk(d: Deltaker, noekkel: str, type_: str, **innhold: Any) -> Arbeid:
    return Arbeid(NORSK, Registrering(f"{d.id}-{noekkel}", d.ident, type_, innhold))
