"""A sandbox that keeps the participants it met last answers, and writes, as one that reads them every time."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from mocknir.clock.wall import wall_time
from mocknir.register import commands as c
from mocknir.register import programrad
from mocknir.register.deltaker import Deltaker
from mocknir.register.feil import Avvik
from mocknir.register.identitet import lag_dufnummer, lag_foedselsnummer
from mocknir.register.person import Adresse, Opphold
from mocknir.register.post import Post
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
from mocknir.register.vurdering import REGISTRER, SLETT
from mocknir.sandbox import Sandbox, Sandboxes
from mocknir.sandbox.nylige import Kjent, Nylige
from mocknir.store import lesing
from mocknir.store import tabeller as t
from mocknir.store.lager import lager
from tests.kommune import Kommune
from tests.unit.register.bygg import person, tiltak

BEGYNTE = date(2021, 1, 4)


class Tilfeldig:
    """What one seed makes happen in a sandbox: the same in every sandbox that is given the same seed."""

    def __init__(self, seed: int, kommune: Kommune) -> None:
        self.r = random.Random(seed)
        self.oslo = kommune
        self.nabo = kommune.i("3024")
        grunnlag = ("28", "34", "28", "familie")
        self.folk = [kommune.person(nr + 1, grunnlag=g, bosatt=date(2020, 6, 1)) for nr, g in enumerate(grunnlag)]
        self.folk += kommune.sandbox.sentralt(c.OpprettPerson(
            "To Numre", date(1990, 1, 1), "K", "UKR", lag_foedselsnummer(date(1990, 1, 1), "K", 9),
            lag_dufnummer(2020, 7), (Opphold(date(2020, 3, 1), "28"),), (Adresse(date(2020, 6, 1), "0301"),),
        ))  # fmt: skip
        self.antall = 0

    def hend(self) -> object:
        gjoer = self.r.choices(
            (self.melding, self.sentralt, self.parameter, self.klokken, self.svikt), (20, 2, 1, 3, 2)
        )
        try:
            return gjoer[0]()
        except Avvik as avvik:
            return str(avvik)

    def innhold(self):
        r, idag = self.r, self.oslo.idag
        fra = max(BEGYNTE, idag - timedelta(days=r.randrange(70)))
        til = fra + timedelta(days=r.randrange(60))
        ordning = r.choice((INTRO, INTRO, NORSK))
        return r.choice((
            Vedtak(ordning, r.choice(("tildeling", "tildeling", "forlengelse")), fra, fra, r.choice((None, til))),
            Tiltak(r.choice(("sprakpraksis", "norskopplaring")), fra, r.choice((None, til)), Decimal(30)),
            Permisjon(ordning, "foedsel", fra, fra, til), Fravaer(ordning, "egenSykdom", r.random() < 0.5, fra, til),
            Avslutning(ordning, fra, r.choice(("arbeidHeltid", "avbrutt", "finnesIkke"))),
            Timer(NORSK, "norsk", fra, fra, Decimal(5)), Sluttmaal("fullfoertVgo", fra), Utdanningsbakgrunn(True, fra),
        ))  # fmt: skip

    def melding(self) -> object:
        kommune = self.r.choice((self.oslo, self.oslo, self.nabo))
        linjer = []
        for _ in range(self.r.randrange(1, 6)):
            ident, noekkel = self.r.choice(self.r.choice(self.folk).numre), f"e{self.r.randrange(25)}"
            if self.r.random() < 0.15:
                linjer.append(c.Linje(noekkel, ident, SLETT, None, None))
            else:
                innhold = self.innhold()
                navn = type(innhold).__name__
                linjer.append(c.Linje(noekkel, ident, REGISTRER, navn[0].lower() + navn[1:], innhold))
        self.antall += 1
        return kommune.send(*linjer, meldings_id=f"m{self.antall - (self.r.random() < 0.05)}").utfall

    def sentralt(self) -> object:
        p, idag = self.r.choice(self.folk), self.oslo.idag
        kommune = self.r.choice(("0301", "3024"))
        hendelser = [c.FlyttPerson(p.ident, idag, kommune), c.FlyttPerson("13097248022", idag, kommune)]
        return self.oslo.sandbox.sentralt(*hendelser[: 1 + (self.r.random() < 0.3)])

    def parameter(self) -> object:
        maaneder = str(self.r.choice((1, 12, 24)))
        self.oslo.sandbox.administrer(c.SettParameter("PROGRAM-TID", "integrering_m", maaneder))
        return maaneder

    def klokken(self) -> object:
        return self.oslo.til(f"{self.r.choice((1, 10, 60))}d")

    def svikt(self) -> object:
        """A message that fails in the middle of being written."""
        base = self.oslo.sandbox.base
        with pytest.MonkeyPatch.context() as patch:
            ekte = base.sett_inn
            patch.setattr(base, "sett_inn", lambda tabell, rader: 1 / 0 if tabell is t.journal else ekte(tabell, rader))
            with pytest.raises(ZeroDivisionError):
                self.melding()
        return None


def innhold(kommune: Kommune) -> list[object]:
    with kommune.sandbox.base.les() as forbindelse:
        return [
            [tuple(rad) for rad in forbindelse.execute(select(tabell).order_by(tabell.c.id))]
            for tabell in (t.person, t.registrering, t.program, t.lukking, t.anmerkning)
        ]


def kontroller(sandbox: Sandbox) -> None:
    base, kjente = sandbox.base, sandbox._nylige._kjente
    with base.transaksjon():
        personer = lesing.personer_etter_id(base, list(kjente))
        lest = lesing.deltakere(base, personer.values(), sandbox.regelsett.rammer())
        rader = lesing.programrader(base, list(kjente))
    for id_, kjent in kjente.items():
        assert kjent.programrader in (None, rader[id_])
        assert (kjent.deltaker.person, kjent.deltaker.rammer) == (lest[id_].person, lest[id_].rammer)
        assert [*map(alt, kjent.deltaker.poster)] == [*map(alt, lest[id_].poster)]
        assert programrad.rader(kjent.deltaker) == programrad.rader(lest[id_])
    assert sandbox._nylige._poster == sum(len(kjent.deltaker.poster) for kjent in kjente.values())


def alt(post: Post) -> list[object]:
    return [post.innhold, *(getattr(post, felt) for felt in Post.__slots__ if felt != "_innhold")]


@pytest.mark.parametrize("maks_poster", [12, 10_000])
@pytest.mark.parametrize("seed", range(12))
def test_what_is_kept_changes_nothing(tmp_path, seed, maks_poster):
    # given two sandboxes, of which one keeps nobody
    alle = Sandboxes(lager(f"sqlite:///{tmp_path}"), wall_time, BEGYNTE)
    med, uten = (Tilfeldig(seed, Kommune(alle.opprett(navn))) for navn in ("med", "uten"))
    med.oslo.sandbox._nylige = Nylige(maks_poster)
    uten.oslo.sandbox._nylige = Nylige(0)
    # when the same happens in both, they answer the same, and who is kept is as the database has them
    for _ in range(60):
        assert med.hend() == uten.hend()
        kontroller(med.oslo.sandbox)
    # then both hold the same
    assert innhold(med.oslo) == innhold(uten.oslo)
    for p in med.folk:
        assert str(med.oslo.sandbox.bilde(p.ident)) == str(uten.oslo.sandbox.bilde(p.ident))
    alle.lukk()


def test_who_came_first_is_kept_until_many_have_been_turned_away():
    nylige = Nylige(2)
    for nr in range(19):
        ny = replace(person(), id=nr, foedselsnummer=f"f{nr}", dufnummer=f"d{nr}")
        nylige.legg([Kjent(Deltaker(ny, [tiltak(BEGYNTE)]), None)])
        ventet = ["d0", "f0"] if nr == 0 else ["d0", "d1", "f0", "f1"] if nr < 18 else []
        assert sorted(nylige._etter_ident) == ventet
