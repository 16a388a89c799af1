"""PROGRAM-TIMER: how full a week of measures can be (domain.md §2.5)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple, cast

from mocknir.register.felt import antatt, dokumentert
from mocknir.register.post import Post
from mocknir.register.registreringer import Tiltak
from mocknir.register.vurdering import SLETT, Alvor, Funn, Parametre, Sak
from mocknir.rules import ordlyd
from mocknir.rules.regel import IKKE_AKTUELL, Parameter, Svar, les_timer, regel

_NULL = Decimal(0)


class _Samtidig(NamedTuple):
    fra: date
    slutt: date
    timer: Decimal
    erstatter: bool
    ekstern_id: str


@regel(
    "PROGRAM-TIMER",
    tittel="Samtidige tiltak er til sammen ikke over full uke",
    title="Measures at the same time are no more than a full week",
    kilde=dokumentert("§2.5 [S33][S38]"),
    detaljer=antatt("§2.5 [INF]"),
    alvor=Alvor.ADVARSEL,
    typer=("tiltak",),
    parametre=[
        Parameter("timer", "37.5", "Timer i en full uke", "Hours in a full week", dokumentert("§2.5 [S33]"),
                  form=les_timer),
    ],
)  # fmt: skip
def timer(sak: Sak, p: Parametre) -> Svar:
    """Full time is 37.5 hours a week (domain.md §2.5 [S33][S38]).

    A tiltak that replaces others in a period («tiltak som erstatter andre i en periode» [S17]) stands alone there.
    """
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    i = cast(Tiltak, sak.i)
    egne = i.timer_per_uke
    if not egne:
        return IKKE_AKTUELL
    fra, slutt = i.fra, i.til or date.max
    andre = [
        post
        for post in sak.d.av_type("tiltak")
        if post is not sak.foer and post.fra is not None and post.fra <= slutt and post.slutt >= fra
    ]
    mest = Decimal(p["timer"])
    nytt = _Samtidig(fra, slutt, egne, bool(i.erstatter_andre), sak.ekstern_id)
    if not andre:
        return None if egne <= mest else _for_mye((nytt,), egne, mest, fra)
    alle = [nytt, *_les(andre)]
    for dag in sorted({fra, *(t.fra for t in alle if t.fra > fra)}):
        samtidige = [t for t in alle if t.fra <= dag <= t.slutt]
        erstatter = [t for t in samtidige if t.erstatter]
        if erstatter:
            samtidige = erstatter
        sum_ = sum((t.timer for t in samtidige), _NULL)
        if sum_ > mest and nytt in samtidige:
            return _for_mye(samtidige, sum_, mest, dag)
    return None


def _les(poster: Iterable[Post]) -> Iterable[_Samtidig]:
    for post in poster:
        tiltak = cast(Tiltak, post.innhold)
        yield _Samtidig(
            tiltak.fra, post.slutt, tiltak.timer_per_uke or _NULL, bool(tiltak.erstatter_andre), post.ekstern_id
        )


def _for_mye(samtidige: Iterable[_Samtidig], sum_: Decimal, mest: Decimal, dag: date) -> Funn:
    deler = [f"{t.ekstern_id} {_tall(t.timer)}" for t in samtidige]
    return Funn(
        f"Tiltakene er til sammen {_nb(sum_)} timer i uken fra {dag:%d.%m.%Y} ({ordlyd.liste(deler, 'og')}); full uke "
        f"er {_nb(mest)} timer. Sett til-dato på det som er slutt, sett ned timene, eller merk tiltaket som "
        "erstatterAndre.",
        f"The measures are {_tall(sum_)} hours a week in all from {dag} ({ordlyd.liste(deler, 'and')}); a full week "
        f"is {_tall(mest)} hours. Give what is over a last day, lower the hours, or mark the measure as "
        "erstatterAndre.",
        "timerPerUke",
    )


def _tall(timer: Decimal) -> str:
    return format(timer.normalize(), "f")


def _nb(timer: Decimal) -> str:
    return _tall(timer).replace(".", ",")
