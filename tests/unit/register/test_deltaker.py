"""What a participant keeps in step with new registrations is what would be derived from all of them."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from mocknir.register.deltaker import Deltaker
from mocknir.register.person import Opphold
from mocknir.register.post import Post
from mocknir.register.programrad import rader
from mocknir.register.registreringer import (
    INTRO,
    NORSK,
    Avslutning,
    Fravaer,
    Permisjon,
    Sluttmaal,
    Tiltak,
    Timer,
    Utdanningsbakgrunn,
    Vedtak,
)
from tests.unit.register.bygg import person, post

LOVER = (date(2016, 1, 1), date(2021, 3, 1))
"""Days of a first permit: introduksjonsloven, integreringsloven."""


def tilfeldig(r: random.Random, begynte: date) -> Post:
    fra = begynte + timedelta(days=r.randrange(900))
    til = fra + timedelta(days=r.randrange(120))
    ordning = r.choice((INTRO, INTRO, INTRO, NORSK))
    innhold = r.choice((
        Vedtak(ordning, r.choice(("tildeling", "forlengelse", "stansMidlertidig")), fra, fra, r.choice((None, til))),
        Tiltak("sprakpraksis", fra, r.choice((None, til))), Permisjon(ordning, "foedsel", fra, fra, til),
        Fravaer(ordning, "egenSykdom", r.random() < 0.5, fra, til), Avslutning(ordning, fra, "arbeidHeltid"),
        Timer(NORSK, "norsk", fra, fra, Decimal(30)), Sluttmaal("fullfoertVgo", fra), Utdanningsbakgrunn(True, fra),
    ))  # fmt: skip
    return post(innhold, r.choice(("0301", "0301", "1201")))


def utledet(d: Deltaker) -> object:
    typer = sorted({p.type for p in d.poster})
    innhold = [
        (p.nr, p.slutt, [[q.id for q in liste] for liste in (p.vedtak, p.tiltak, p.permisjoner, p.fravaer)])
        for p in d.programmer
    ]
    return rader(d), innhold, [d.programfrist(p) for p in d.programmer], [(t, d.av_type(t)) for t in typer]


@pytest.mark.parametrize("seed", range(60))
def test_what_is_kept_is_what_all_the_registrations_give(seed):
    r = random.Random(seed)
    begynte = r.choice(LOVER)
    p = person(opphold=(Opphold(begynte, "28"),), ankomst=begynte)
    d = Deltaker(p, [post(Vedtak(INTRO, "tildeling", begynte, begynte))])
    for _ in range(25):
        # given a participant whose programmes, deadlines or lists have been asked for, or not
        if r.random() < 0.7:
            utledet(d)
        # when a registration comes, replaces one, or goes
        uten = r.choice(d.poster) if d.poster and r.random() < 0.3 else None
        ny = None if uten is not None and r.random() < 0.4 else tilfeldig(r, begynte)
        d.med(ny, uten=uten)
        # then it answers as one that meets them all at once
        if r.random() < 0.7:
            assert utledet(d) == utledet(Deltaker(p, d.poster))
    assert utledet(d) == utledet(Deltaker(p, d.poster))
