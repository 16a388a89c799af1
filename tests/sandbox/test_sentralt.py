"""What the central registers and the administration may not say."""

from datetime import date

import pytest

from mocknir.journal import poster
from mocknir.register import commands as c
from mocknir.register.feil import Avvik, Feilkode
from mocknir.sandbox import journalfoert
from mocknir.store import tabeller as t


@pytest.mark.parametrize("dag", [date(1990, 5, 16), date(2017, 1, 2)], ids=["before the birth", "ahead"])
@pytest.mark.parametrize(
    "hendelse",
    [
        lambda ident, dag: c.FlyttPerson(ident, dag, "1201"),
        c.MeldUtvandret,
        c.MeldDoed,
        lambda ident, dag: c.GiOpphold(ident, dag, "28"),
    ],
    ids=["move", "emigration", "death", "permit"],
)
def test_nothing_happens_before_a_birth_or_ahead_of_time(oslo, hendelse, dag):
    # given somebody born on 17 May 1990, on 1 January 2017
    ola = oslo.person(foedt=date(1990, 5, 17))
    with pytest.raises(Avvik) as feil:
        oslo.sandbox.sentralt(hendelse(ola.ident, dag))
    assert feil.value.kode is Feilkode.UGYLDIG_VERDI
    assert oslo.sandbox.bilde(ola.ident).person == ola


def test_several_events_are_taken_together_or_not_at_all(oslo):
    ola = oslo.person()
    with pytest.raises(Avvik) as feil:
        oslo.sandbox.sentralt(
            c.FlyttPerson(ola.ident, date(2016, 12, 1), "1201"), c.MeldDoed(ola.ident, date(2017, 6, 1))
        )
    assert feil.value.sted == 1
    assert oslo.sandbox.bilde(ola.ident).kommune == "0301"


def test_an_access_is_granted_for_today_at_least(oslo):
    periode = (date(2016, 1, 1), date(2016, 12, 31), "intro")
    with pytest.raises(Avvik, match="senere dag"):
        oslo.sandbox.administrer(c.GiTilgang("0301", *periode, ut_dagen=date(2016, 12, 31)))
    oslo.sandbox.administrer(c.GiTilgang("0301", *periode, ut_dagen=date(2017, 1, 1)))


def test_the_journal_keeps_commands_whole_but_no_password(oslo):
    # given
    fnr = oslo.person(1, navn="Amina, født Åsen=1").ident
    oslo.til("2017-03-01")
    # when
    oslo.sandbox.sentralt(c.FlyttPerson(fnr, date(2017, 2, 1), "1201", True))
    oslo.sandbox.administrer(c.GiTilgang("0301", date(2016, 1, 1), date(2016, 12, 31), None, date(2017, 6, 1), "Merke"))
    # then each can be read back as it was
    poster_ = poster.hele(oslo.sandbox, t.journal.c.kanal.in_(("sentralt", "kontroll")))
    lest = [journalfoert.kommando(hel.post.operasjon, hel.detaljer) for hel in poster_]
    bruker, person, _, flytting, tilgang = lest
    assert bruker == c.OpprettBruker("fagsystem-0301", "", "0301", oslo.bruker.roller)
    assert isinstance(person, c.OpprettPerson)
    assert (person.navn, person.opphold[0].grunnlag) == ("Amina, født Åsen=1", "28")
    assert flytting == c.FlyttPerson(fnr, date(2017, 2, 1), "1201", True)
    assert tilgang == c.GiTilgang("0301", date(2016, 1, 1), date(2016, 12, 31), None, date(2017, 6, 1), "Merke")
    assert "hemmelig" not in str([hel.detaljer for hel in poster_])


@pytest.mark.parametrize(
    "hendelse",
    [
        lambda ident: c.FlyttPerson(ident, date(2016, 12, 2), "1201"),
        lambda ident: c.MeldUtvandret(ident, date(2016, 12, 2)),
        lambda ident: c.GiOpphold(ident, date(2016, 12, 2), "28"),
        lambda ident: c.MeldDoed(ident, date(2016, 11, 1)),
    ],
    ids=["move", "emigration", "permit", "another death"],
)
def test_the_dead_do_nothing_more(oslo, hendelse):
    # given somebody who died on 1 December 2016
    ola = oslo.person()
    doed = oslo.sandbox.sentralt(c.MeldDoed(ola.ident, date(2016, 12, 1)))[0]
    # when something later is told of them, or another death
    with pytest.raises(Avvik, match=r"er meldt død 01.12.2016") as feil:
        oslo.sandbox.sentralt(hendelse(ola.ident))
    # then nothing of it is taken in
    assert feil.value.kode is Feilkode.UGYLDIG_VERDI
    assert oslo.sandbox.bilde(ola.ident).person == doed


def test_news_of_what_happened_before_a_death_may_come_after_it(oslo):
    ola = oslo.person()
    oslo.sandbox.sentralt(c.MeldDoed(ola.ident, date(2016, 12, 20)))
    oslo.sandbox.sentralt(c.GiOpphold(ola.ident, date(2016, 12, 20), "28"))
    assert oslo.sandbox.bilde(ola.ident).person.opphold[-1].gitt == date(2016, 12, 20)
