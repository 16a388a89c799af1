"""The journal is searched and read whole."""

from datetime import date

import pytest

from mocknir.journal import poster
from mocknir.register import commands as c
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.registreringer import Tiltak

TILTAK = Tiltak("sprakpraksis", date(2017, 1, 1), date(2017, 8, 31))


@pytest.fixture
def to(oslo):
    """Two persons in one message on 1 January, one of them again on 5 January, and a fault on the 6th."""
    en, annen = oslo.person(1), oslo.person(2)
    oslo.send(oslo.linje(en, "A", TILTAK), oslo.linje(annen, "B", TILTAK), meldings_id="felles")
    oslo.til("2017-01-05")
    oslo.send(oslo.linje(en, "C", TILTAK), meldings_id="alene")
    oslo.til("2017-01-06")
    oslo.sandbox.journalfoer_avvik("HentDeltaker", "ukjent", b"<x/>", "IkkeAutentisert", "Feil passord")
    return en, annen


def operasjoner(oslo, **sok):
    return [(p.operasjon, p.meldings_id) for p in poster.liste(oslo.sandbox, **sok)]


def test_the_latest_come_first_and_pages_follow_on(oslo, to):
    alle = poster.liste(oslo.sandbox)
    assert [p.nummer for p in alle] == sorted((p.nummer for p in alle), reverse=True)
    foerste = poster.liste(oslo.sandbox, antall=2)
    resten = poster.liste(oslo.sandbox, foer=foerste[-1].nummer)
    assert foerste + resten == alle


@pytest.mark.parametrize(
    ("sok", "ventet"),
    [
        ({"meldings_id": "felles"}, ["felles"]),
        ({"fra": date(2017, 1, 5), "til": date(2017, 1, 5), "kanal": "WS4"}, ["alene"]),
        ({"fra": date(2017, 1, 6), "kanal": "kontroll"}, [None]),
        ({"kanal": "WS4", "kommune": "0301"}, ["alene", "felles"]),
        ({"bruker": "ukjent"}, [None]),
        ({"operasjon": "HentDeltaker"}, [None]),
        ({"kommune": "1201"}, []),
    ],
)
def test_each_search_finds_its_own(oslo, to, sok, ventet):
    assert [m for _, m in operasjoner(oslo, **sok)] == ventet


def test_a_person_is_found_in_messages_about_several(oslo, to):
    en, annen = to
    assert operasjoner(oslo, ident=annen.ident) == [("OverfoerRegistreringer", "felles"), ("OpprettPerson", None)]
    assert ("OverfoerRegistreringer", "alene") in operasjoner(oslo, ident=en.ident)


def test_faults_and_rejections_alone(oslo, to):
    assert all(p.feilkode or p.avvist for p in poster.liste(oslo.sandbox, bare_feil=True))
    assert ("HentDeltaker", None) in operasjoner(oslo, bare_feil=True)


def test_one_entry_whole_has_the_request_as_it_was_received(oslo, to):
    # given a request large enough to be kept compressed
    raa = "<melding>æøå</melding>".encode() * 1000
    command = c.Registrer("stor", "0301", oslo.bruker, "WS4", (oslo.linje(to[0], "D", TILTAK),))
    nummer = oslo.sandbox.registrer(command, raa).journal_id
    hel = poster.hel(oslo.sandbox, nummer)
    assert hel.forespoersel == raa
    assert hel.post.meldings_id == "stor"
    assert [u[0] for u in hel.detaljer["utfall"]] == ["D"]


def test_a_number_that_the_journal_has_not_is_named(oslo):
    with pytest.raises(Avvik) as feil:
        poster.hel(oslo.sandbox, 4711)
    assert feil.value.kode is Feilkode.FINNES_IKKE
    assert "#4711" in feil.value.tekst
