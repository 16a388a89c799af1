"""NIR closes whom nobody closed, and the kommune corrects it (domain.md §4)."""

from dataclasses import replace
from datetime import date

import pytest

from mocknir.clock.klokke import Modus, les_tid
from mocknir.journal import poster
from mocknir.register import commands as c
from mocknir.register.feil import Avvik, Feilkode
from mocknir.sandbox import tid

START = date(2017, 1, 1)


@pytest.fixture
def ola(oslo):
    """A participant whose only tiltak ends on 31 March 2017."""
    person = oslo.person()
    oslo.start(person)
    oslo.tiltak(person, START, date(2017, 3, 31))
    return person


def program(oslo, person):
    return oslo.sandbox.bilde(person.ident).programmer[-1]


def test_a_long_time_without_registrations_closes_on_the_first_night_past_the_limit(oslo, ola):
    # given a last day of activity on 31 March and a limit of six months
    assert oslo.til("2017-09-30") == []
    # when the night of 1 October passes
    fyrt = oslo.til("2017-10-01")
    # then NIR has ended the programme
    assert [(x.regel, x.natt, x.ident) for x in fyrt] == [("LUKKING-OPPHOLD", date(2017, 10, 1), ola.ident)]
    bilde = program(oslo, ola)
    assert bilde.status == "avsluttet"
    assert (bilde.rad.avsluttet_av, bilde.rad.aarsak) == ("NIR", "ikkeRegistrert")
    assert bilde.lukking is not None
    assert bilde.lukking.parametre["maaneder"] == 6
    # and it says which registrations it looked at
    sett = {p.id: p.type for p in oslo.sandbox.bilde(ola.ident).poster}
    assert "tiltak" in {sett[id_] for id_ in bilde.lukking.saa_paa}


def test_the_limit_is_a_parameter(oslo, ola):
    oslo.sandbox.administrer(c.SettParameter("LUKKING-OPPHOLD", "maaneder", "3"))
    assert [x.natt for x in oslo.til("2017-12-01")] == [date(2017, 7, 1)]


def test_moving_without_a_new_vedtak_closes(oslo, ola):
    oslo.til("2017-02-01")
    oslo.sandbox.sentralt(c.FlyttPerson(ola.ident, date(2017, 2, 1), "1201"))
    fyrt = oslo.til("2017-06-01")
    assert [(x.regel, x.sluttdato) for x in fyrt] == [("LUKKING-FLYTTING", date(2017, 2, 1))]


def test_a_vedtak_in_the_new_kommune_carries_the_programme_on(oslo, ola):
    # given a move to Bergen
    oslo.til("2017-02-01")
    oslo.sandbox.sentralt(c.FlyttPerson(ola.ident, date(2017, 2, 1), "1201"))
    bergen = oslo.i("1201")
    # when Bergen makes its vedtak and goes on
    assert bergen.start(ola, nr=2, til=date(2018, 6, 30)) == "godtatt"
    bergen.tiltak(ola, date(2017, 2, 1), date(2018, 1, 31), nr=2)
    # then nothing is closed, and the first part is carried on
    assert bergen.til("2017-06-01") == []
    foer, etter = oslo.sandbox.bilde(ola.ident).programmer
    assert (foer.rad.kommune, foer.rad.viderefoert, foer.rad.slutt) == ("0301", True, date(2017, 1, 31))
    assert (etter.rad.kommune, etter.status) == ("1201", "i program")


def test_moving_back_in_time_closes_nothing(oslo, ola):
    oslo.til("2017-02-01")
    oslo.sandbox.sentralt(c.FlyttPerson(ola.ident, date(2017, 2, 1), "1201"))
    oslo.til("2017-03-01")
    oslo.sandbox.sentralt(c.FlyttPerson(ola.ident, date(2017, 3, 1), "0301"))
    assert oslo.til("2017-09-01") == []


@pytest.mark.parametrize(("hendelse", "regel"), [(c.MeldUtvandret, "LUKKING-UTVANDRET"), (c.MeldDoed, "LUKKING-DOED")])
def test_who_is_gone_is_closed_the_next_night(oslo, ola, hendelse, regel):
    oslo.til("2017-02-10")
    oslo.sandbox.sentralt(hendelse(ola.ident, date(2017, 2, 8)))
    fyrt = oslo.til("2017-02-11")
    assert [(x.regel, x.sluttdato, x.natt) for x in fyrt] == [(regel, date(2017, 2, 8), date(2017, 2, 11))]


def test_the_three_year_limit_closes_and_says_so(oslo):
    person = oslo.person()
    oslo.start(person)
    oslo.tiltak(person, START, None)
    # then the last day is 31 December 2019, the day before three years are full … the night after the limit
    assert oslo.til("2020-01-01") == []
    fyrt = oslo.til("2020-02-01")
    assert [x.regel for x in fyrt] == ["LUKKING-FRIST"]
    assert program(oslo, person).rad.aarsak == "ikkeRegistrert"


def test_the_kommune_corrects_within_the_window(oslo, ola):
    oslo.til("2017-10-15")
    # when the case worker says what became of the participant
    assert oslo.avslutt(ola, date(2017, 10, 1), "arbeidHeltid") == "godtatt"
    # then the ending is the kommune's
    bilde = program(oslo, ola)
    assert (bilde.rad.avsluttet_av, bilde.rad.aarsak, bilde.lukking) == ("kommune", "arbeidHeltid", None)
    # and NIR does not close it again
    assert oslo.til("2018-06-01") == []


def test_past_the_window_the_correction_needs_access(oslo, ola):
    oslo.til("2018-05-01")
    assert oslo.avslutt(ola, date(2017, 10, 1)) == "avvist"
    # when the kommune is granted etterregistreringstilgang for 2017
    periode = (date(2017, 1, 1), date(2017, 12, 31), "intro", date(2018, 6, 12), "Introtiltak 2017")
    oslo.sandbox.administrer(c.GiTilgang("0301", *periode))
    # then it is accepted, until and with the last day of the grant
    oslo.til("2018-06-12")
    assert oslo.avslutt(ola, date(2017, 10, 1)) == "godtatt"
    assert program(oslo, ola).rad.avsluttet_av == "kommune"


def test_resuming_after_an_ending_is_a_second_programme(oslo, ola):
    oslo.til("2017-03-01")
    oslo.avslutt(ola, date(2017, 3, 1), "avbrutt")
    oslo.til("2017-06-01")
    assert oslo.start(ola, nr=2, til=date(2018, 6, 30)) == "godtatt"
    foer, etter = oslo.sandbox.bilde(ola.ident).programmer
    assert (foer.status, etter.status) == ("avsluttet", "i program")
    # and the time already used is taken off what is left (60 days were used)
    assert (etter.rad.grense - date(2020, 6, 1)).days == -60


def test_due_is_a_dry_run(oslo, ola):
    oslo.til("2017-08-01")
    # when asked what the coming ninety days would close
    kommer = oslo.sandbox.forfaller(90)
    # then it tells night and rule, and nothing has changed
    assert [(x.regel, x.natt) for x in kommer] == [("LUKKING-OPPHOLD", date(2017, 10, 1))]
    assert program(oslo, ola).status == "i program"
    assert oslo.sandbox.forfaller(30) == []
    # and it comes true
    fyrt = oslo.til("2017-10-30")
    assert [(x.regel, x.natt, x.ident) for x in fyrt] == [(x.regel, x.natt, x.ident) for x in kommer]


def test_the_clock_goes_forward_only(oslo):
    oslo.til("2017-05-01")
    with pytest.raises(Avvik) as feil:
        oslo.til("2017-04-30")
    assert feil.value.kode is Feilkode.KLOKKEN_GAAR_FRAM
    assert oslo.idag == date(2017, 5, 1)


def test_an_advance_that_is_cut_off_goes_on_where_it_stood(oslo, monkeypatch):
    # given three participants that fall due on three nights
    personer = [oslo.person(n) for n in (1, 2, 3)]
    for nr, person in enumerate(personer, start=1):
        oslo.start(person)
        oslo.tiltak(person, START, date(2017, 2, nr))
    # when the advance dies on the second night, after NIR has judged and before it has committed
    lukk, netter = tid._lukk, []

    def doer(sandbox, funnet, lukkinger, natt):
        ut = lukk(sandbox, funnet, lukkinger, natt)
        netter.append(natt)
        if len(netter) == 2:
            raise KeyboardInterrupt
        return ut

    monkeypatch.setattr(tid, "_lukk", doer)
    with pytest.raises(KeyboardInterrupt):
        oslo.til("2017-12-01")
    monkeypatch.undo()
    # then the first night is done, the second has left nothing, and the clock stands at the first
    statuser = [program(oslo, p).status for p in personer]
    assert statuser == ["avsluttet", "i program", "i program"]
    assert oslo.idag == date(2017, 8, 2)
    assert oslo.sandbox.klokke.maal == les_tid("2017-12-01")
    # and the same advance again does the rest, once
    fyrt = oslo.til("2017-12-01")
    assert [x.ident for x in fyrt] == [p.ident for p in personer[1:]]
    assert oslo.sandbox.klokke.maal is None


def klokkeposter(oslo):
    """Who moved the clock or set it going, and what the journal says of it, the oldest first."""
    funnet = [poster.hel(oslo.sandbox, p.nummer) for p in poster.liste(oslo.sandbox) if "Klokke" in p.operasjon]
    return [(hel.post.kanal, hel.post.operasjon, hel.detaljer) for hel in reversed(funnet)]


def test_the_journal_tells_how_the_clock_was_moved(oslo, ola):
    oslo.til("2017-09-01")
    oslo.til("2017-09-01")
    oslo.til("2017-12-01")
    assert klokkeposter(oslo) == [
        ("kontroll", "FlyttKlokke", {"fra": "2017-01-01T08:00:00", "til": "2017-09-01T08:00:00", "lukket": 0}),
        ("kontroll", "FlyttKlokke", {"fra": "2017-09-01T08:00:00", "til": "2017-12-01T08:00:00", "lukket": 1}),
    ]


def test_a_running_clock_leaves_an_entry_only_of_a_night_that_closed_somebody(oslo, ola):
    # given a clock that runs six hours a second, and stands two nights before the one that closes
    oslo.til("2017-09-29T12:00")
    sandbox = oslo.sandbox
    vegg = sandbox.klokke.vegg
    sandbox.vegg = lambda: vegg
    sandbox.sett_klokke(replace(sandbox.klokke, modus=Modus.RUNNING, fart=21_600.0))
    # when it runs past them
    for nr in range(2, 14):
        vegg += 1
        oslo.person(nr)
    # then the journal says that it was set going, and what it did by itself
    assert klokkeposter(oslo)[1:] == [
        ("kontroll", "SettKlokke", {"modus": "running", "fart": 21_600.0}),
        ("klokke", "FlyttKlokke", {"fra": "2017-10-01T00:00:00", "til": "2017-10-01T06:00:00", "lukket": 1}),
    ]


def test_a_refused_call_on_a_running_clock_undoes_no_night(oslo, ola):
    # given a clock that runs two hours a second, and stands an hour before the night that closes
    oslo.til("2017-10-01T03:00")
    sandbox = oslo.sandbox
    vegg = sandbox.klokke.vegg
    sandbox.vegg = lambda: vegg
    sandbox.sett_klokke(replace(sandbox.klokke, modus=Modus.RUNNING, fart=7200.0))
    # when the night passes, and the first call after it is refused
    vegg += 1
    with pytest.raises(Avvik):
        sandbox.sentralt(c.MeldDoed("00000000000", date(2017, 1, 1)))
    # then that night has closed, and a day later nothing has been closed again
    for nr in (2, 3):
        lukking = program(oslo, ola).lukking
        assert lukking is not None
        assert (lukking.natt, lukking.sluttdato) == (date(2017, 10, 1), date(2017, 10, 1))
        vegg += 12
        oslo.person(nr)
    assert tid.les_klokke(sandbox.base).anker <= sandbox.naa()


@pytest.fixture
def to_vedtak(oslo):
    """A participant who moved on 10 February, and whom Oslo then gave a new decision from 10 March."""
    person = oslo.person()
    oslo.start(person, til=date(2017, 2, 28))
    oslo.til("2017-02-10")
    oslo.sandbox.sentralt(c.FlyttPerson(person.ident, date(2017, 2, 10), "1201"))
    assert oslo.start(person, date(2017, 3, 10), nr=2).startswith("godtatt")
    return person


def test_a_closing_ends_a_programme_with_all_its_decisions(oslo, to_vedtak):
    # when 90 days have passed since the move
    ventet = oslo.sandbox.forfaller(300)
    fyrt = oslo.til("2017-12-01")
    # then it is ended once, after its last decision began, and no part of it runs on
    assert [(x.natt, x.sluttdato) for x in fyrt] == [(date(2017, 5, 12), date(2017, 3, 11))]
    assert [(x.natt, x.sluttdato) for x in ventet] == [(x.natt, x.sluttdato) for x in fyrt]
    assert len(oslo.sandbox.bilde(to_vedtak.ident).programmer) == 1


def test_a_decision_ahead_is_a_programme_of_its_own_and_its_closing_is_foreseen(oslo, to_vedtak):
    oslo.sandbox.administrer(c.SettParameter("LUKKING-FLYTTING", "dager", "5"))
    ventet = oslo.sandbox.forfaller(300)
    assert [(x.program_nr, x.natt) for x in ventet] == [(1, date(2017, 2, 16)), (2, date(2017, 3, 16))]
    fyrt = oslo.til("2017-12-01")
    assert [x._replace(post_id=0) for x in fyrt] == ventet
