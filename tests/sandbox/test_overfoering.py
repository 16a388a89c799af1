"""Transferring registrations: what gets in, what a repetition does, what a correction leaves behind."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from mocknir.register import commands as c
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.registreringer import INTRO, Avslutning, Tiltak, Vedtak
from mocknir.register.vurdering import WS4
from tests.kommune import Kommune

START = date(2017, 1, 1)


def antall(oslo: Kommune, hvor: str = "1=1") -> int:
    with oslo.sandbox.base.les() as forbindelse:
        return int(forbindelse.scalar(text(f"SELECT count(*) FROM registrering WHERE {hvor}")) or 0)


def test_an_accepted_registration_is_in_the_register(oslo):
    # given a person in the kommune
    ola = oslo.person()
    # when the case system transfers a vedtak
    assert oslo.start(ola) == "godtatt"
    # then the programme runs
    bilde = oslo.sandbox.bilde(ola.ident)
    assert [(p.rad.start, p.status) for p in bilde.programmer] == [(START, "i program")]


def test_good_ones_are_in_and_bad_ones_are_out_in_one_receipt(oslo):
    # given a message of 1000: every third registration has a day that lies ahead as an ending
    ola = oslo.person()
    oslo.start(ola)
    linjer = [
        oslo.linje(
            ola,
            f"r{n}",
            Tiltak("sprakpraksis", START + timedelta(days=n % 20), None)
            if n % 3
            else Avslutning(INTRO, date(2017, 6, 1), "arbeidHeltid"),
        )
        for n in range(1000)
    ]
    # when it is transferred
    kvittering = oslo.send(*linjer)
    # then each has its own outcome, and only the good ones are there
    utfall = [u.kode.value for u in kvittering.utfall]
    assert len(utfall) == 1000
    assert {u for n, u in enumerate(utfall) if n % 3 == 0} == {"avvist"}
    assert all(u.startswith("godtatt") for n, u in enumerate(utfall) if n % 3)
    assert antall(oslo, "type = 'tiltak'") == 666
    assert antall(oslo, "type = 'avslutning'") == 0


def test_the_same_registration_again_is_unchanged(oslo):
    ola = oslo.person()
    oslo.start(ola)
    # when the same vedtak is transferred in another message
    assert oslo.start(ola) == "uendret"
    # then there is one version
    assert antall(oslo) == 1


def test_unchanged_holds_long_after_the_window_has_closed(oslo):
    ola = oslo.person()
    oslo.start(ola)
    oslo.tiltak(ola, START, date(2018, 6, 1))
    oslo.til("2017-12-01")
    # then what was accepted can be transferred again, and what differs cannot
    assert oslo.tiltak(ola, START, date(2018, 6, 1)) == "uendret"
    assert oslo.tiltak(ola, START, date(2018, 6, 1), kode="arbeid") == "avvist"


def test_a_correction_makes_a_new_version_and_keeps_the_old_one(oslo):
    ola = oslo.person()
    oslo.start(ola)
    oslo.tiltak(ola, START, date(2017, 3, 1))
    oslo.til("2017-01-10")
    # when the end of the tiltak is moved
    assert oslo.tiltak(ola, START, date(2017, 4, 1)) == "godtatt"
    # then the register knows the new end, and that it knew the old one until then
    bilde = oslo.sandbox.bilde(ola.ident)
    assert [p.til for p in bilde.poster if p.type == "tiltak"] == [date(2017, 4, 1)]
    assert antall(oslo, "type = 'tiltak'") == 2
    assert antall(oslo, "type = 'tiltak' AND registrert_til = '2017-01-10T08:00:00'") == 1


def test_deleting_takes_a_registration_out_of_force_and_keeps_its_trace(oslo):
    ola = oslo.person()
    oslo.start(ola)
    oslo.tiltak(ola, START, date(2017, 3, 1))
    # when
    assert oslo.slett(ola, f"T{ola.id}-1") == "godtatt"
    # then
    assert [p.type for p in oslo.sandbox.bilde(ola.ident).poster] == ["vedtak"]
    assert antall(oslo, "handling = 'slettet'") == 1
    # and deleting it again is refused: there is nothing there
    assert oslo.slett(ola, f"T{ola.id}-1") == "avvist"


def test_a_later_line_sees_what_an_earlier_one_made(oslo):
    ola = oslo.person()
    vedtak = Vedtak(INTRO, "tildeling", START, START, date(2018, 12, 31))
    tiltak = Tiltak("sprakpraksis", START, None)
    # when the vedtak and its tiltak come in one message
    kvittering = oslo.send(oslo.linje(ola, "v", vedtak), oslo.linje(ola, "t", tiltak))
    # then both are in
    assert [u.kode.value for u in kvittering.utfall] == ["godtatt", "godtatt"]
    # and in the other order the tiltak has no programme to be in
    kari = oslo.person(2)
    kvittering = oslo.send(oslo.linje(kari, "t2", tiltak), oslo.linje(kari, "v2", vedtak))
    assert [u.kode.value for u in kvittering.utfall] == ["avvist", "godtatt"]


def test_the_same_message_again_gets_the_same_receipt_and_changes_nothing(oslo):
    ola = oslo.person()
    linje = oslo.linje(ola, "v", Vedtak(INTRO, "tildeling", START, START, None))
    foerste = oslo.send(linje, meldings_id="m1")
    oslo.til("2017-02-01")
    # when the answer was lost and the message is sent again
    igjen = oslo.send(linje, meldings_id="m1")
    # then
    assert igjen.gjentatt
    assert igjen._replace(gjentatt=False) == foerste
    assert antall(oslo) == 1
    assert oslo.sandbox.kvittering("m1", oslo.bruker, "0301") == foerste


def test_a_message_id_cannot_be_used_for_something_else(oslo):
    ola = oslo.person()
    oslo.send(oslo.linje(ola, "v", Vedtak(INTRO, "tildeling", START, START, None)), meldings_id="m1")
    with pytest.raises(Avvik) as feil:
        oslo.send(oslo.linje(ola, "v2", Vedtak(INTRO, "tildeling", START, START, None)), meldings_id="m1")
    assert feil.value.kode is Feilkode.MELDINGS_ID_BRUKT
    assert antall(oslo) == 1


def test_a_receipt_nobody_has_is_said_to_be_missing(oslo):
    with pytest.raises(Avvik) as feil:
        oslo.sandbox.kvittering("aldri-sendt", oslo.bruker, "0301")
    assert feil.value.kode is Feilkode.UKJENT_MELDING


def test_another_kommunes_key_is_its_own(oslo):
    # given the same eksternId in two kommuner
    ola = oslo.person()
    bergen = oslo.i("1201")
    kari = bergen.person(2)
    oslo.registrer(ola, "v", Vedtak(INTRO, "tildeling", START, START, None))
    # then it names two registrations
    assert bergen.registrer(kari, "v", Vedtak(INTRO, "tildeling", START, START, None)) == "godtatt"


def test_a_key_that_is_anothers_persons_is_refused(oslo):
    ola, kari = oslo.person(1), oslo.person(2)
    oslo.registrer(ola, "v", Vedtak(INTRO, "tildeling", START, START, None))
    assert oslo.registrer(kari, "v", Vedtak(INTRO, "tildeling", START, START, None)) == "avvist"
    assert oslo.sandbox.bilde(kari.ident).poster == ()


def test_a_user_of_another_kommune_is_refused_whole(oslo):
    bergen = oslo.i("1201")
    melding = c.Registrer("m", "0301", bergen.bruker, WS4, ())
    with pytest.raises(Avvik) as feil:
        oslo.sandbox.registrer(melding)
    assert feil.value.kode is Feilkode.INGEN_TILGANG
    assert feil.value.regel == "TILGANG-KOMMUNE"


def test_the_feed_tells_all_that_changed_and_who_did_it(oslo):
    # given a programme that nobody ends, in a kommune that stops registering
    ola = oslo.person()
    oslo.start(ola)
    oslo.tiltak(ola, START, date(2017, 3, 1))
    oslo.til("2017-12-31")
    # when the kommune reads its feed in small pages
    rader, fra = [], 0
    while True:
        side = oslo.sandbox.hent_endringer("0301", oslo.bruker, fra, 2)
        rader += side.rader
        fra = side.siste_sekvens
        if not side.flere:
            break
    # then it hears what it sent, and that NIR closed the programme, and by which rule
    assert [(r.handling, r.post.type, r.post.aktoer) for r in rader] == [
        ("ny", "vedtak", oslo.bruker.navn),
        ("ny", "tiltak", oslo.bruker.navn),
        ("ny", "avslutning", "NIR"),
    ]
    assert rader[-1].lukking is not None
    assert rader[-1].lukking.regel == "LUKKING-OPPHOLD"
    # and asking on from there gives nothing new
    assert oslo.sandbox.hent_endringer("0301", oslo.bruker, fra, 2).rader == ()


def test_the_feed_can_leave_out_what_the_kommune_sent_itself(oslo):
    # given two whom NIR has closed, one of whom the kommune has corrected since
    ola, kari = oslo.person(1), oslo.person(2)
    for hvem in (ola, kari):
        oslo.start(hvem)
        oslo.tiltak(hvem, START, date(2017, 3, 1))
    oslo.til("2017-12-31")
    oslo.registrer(ola, "slutt", Avslutning("introduksjonsprogram", date(2017, 12, 1), "arbeid"))
    # when it asks for what NIR did, in pages of one, and another kommune does
    sider = [oslo.sandbox.hent_endringer("0301", oslo.bruker, 0, 1, b"", True)]
    sider.append(oslo.sandbox.hent_endringer("0301", oslo.bruker, sider[0].siste_sekvens, 1, b"", True))
    bergen = oslo.i("1201")
    # then it hears of both closings and of nothing else, and the other of none
    assert [(r.handling, r.post.aktoer, r.ident) for side in sider for r in side.rader] == [
        ("ny", "NIR", ola.ident),
        ("ny", "NIR", kari.ident),
    ]
    assert [side.flere for side in sider] == [True, False]
    assert all(r.lukking is not None for side in sider for r in side.rader)
    assert oslo.sandbox.hent_endringer("0301", oslo.bruker, sider[1].siste_sekvens, 1, b"", True).rader == ()
    assert bergen.sandbox.hent_endringer("1201", bergen.bruker, 0, 10, b"", True).rader == ()


def test_a_renumbered_kommune_goes_on_with_its_people_its_user_and_its_keys(sandkasse):
    # given Trondheim, 1601 in 2017 and 5001 from 2018
    foer = Kommune(sandkasse, "1601")
    foer.til("2017-12-01")
    ola = foer.person()
    foer.start(ola)
    tiltak = Tiltak("sprakpraksis", date(2017, 12, 1), date(2018, 3, 1))
    foer.registrer(ola, "t", tiltak)
    foer.til("2018-01-25")
    # when it transfers under its new number, as the same user
    melding = c.Registrer(
        "m1", "5001", foer.bruker, WS4, (foer.linje(ola, "t", tiltak._replace(til=date(2018, 5, 1))),)
    )
    kvittering = sandkasse.registrer(melding)
    # then it corrects its own registration, and the old number is refused with the new one named
    assert kvittering.utfall[0].kode.value == "godtatt"
    assert [p.til for p in sandkasse.bilde(ola.ident).poster if p.type == "tiltak"] == [date(2018, 5, 1)]
    with pytest.raises(Avvik, match="5001"):
        sandkasse.registrer(replace(melding, kommune="1601", meldings_id="m2"))
    # and the feed of the new number holds what the old one sent
    side = sandkasse.hent_endringer("5001", foer.bruker, 0, 10)
    assert [r.post.kommune for r in side.rader] == ["1601", "1601", "5001"]


def test_two_merged_kommuner_keep_the_keys_they_both_used(sandkasse):
    # given Finnøy and Stavanger, which both called a registration «1» and a message «m»
    stavanger, finnoey = Kommune(sandkasse, "1103"), Kommune(sandkasse, "1141")
    stavanger.til("2019-12-01")
    folk = {k.nummer: k.person(nr, bosatt=date(2019, 6, 1)) for nr, k in enumerate((finnoey, stavanger), start=1)}
    vedtak = Vedtak(INTRO, "tildeling", date(2019, 12, 1), date(2019, 12, 1), date(2021, 11, 30))
    for kommune in (finnoey, stavanger):
        kommune.send(kommune.linje(folk[kommune.nummer], "1", vedtak), meldings_id="m")
    # when they are one, from 2020, and transfer both again, the one from Finnøy changed
    stavanger.til("2020-01-27")
    kvittering = stavanger.send(
        stavanger.linje(folk["1141"], "1", vedtak._replace(til=date(2021, 10, 31))),
        stavanger.linje(folk["1103"], "1", vedtak),
    )
    # then each is known as its own
    assert [(u.kode.value, u.anmerkninger) for u in kvittering.utfall] == [("godtatt", ()), ("uendret", ())]
    # and either can be deleted, but no third person can have the key
    assert stavanger.registrer(stavanger.person(3, bosatt=date(2019, 12, 1)), "1", vedtak) == "avvist"
    assert [stavanger.slett(person, "1") for person in folk.values()] == ["godtatt", "godtatt"]
    # and the message that is asked for is the kommune's own
    assert sandkasse.kvittering("m", stavanger.bruker, "1103").kommune == "1103"
