"""The WS4 client: what it does when answers get lost, when NIR refuses, and when there is much to send."""

import pytest

from fagsystem_sim.ws4 import NirFeil, SvarBorte
from tests.demo.falsk_nir import AvvisendeNir, FalskNir, klient, melding, registrering

OVERFOER, HENT = "OverfoerRegistreringer", "HentKvittering"


def test_an_answer_lost_after_the_transfer_is_fetched_and_nothing_is_sent_twice():
    nir = FalskNir("tapt")
    k = klient(nir)
    kvittering = k.overfoer(melding())
    assert nir.kalt == [OVERFOER, HENT]
    assert kvittering.utfall[0].kode == "godtatt"
    assert k.reddet == ["m1"]


def test_a_message_that_never_arrived_is_sent_again_under_the_same_id():
    nir = FalskNir("bort")
    k = klient(nir)
    k.overfoer(melding())
    assert nir.kalt == [OVERFOER, HENT, OVERFOER]
    assert nir.mottatt == {"m1": 1}
    assert k.reddet == []


def test_the_receipt_may_get_lost_too():
    nir = FalskNir("tapt", "tapt", "bort")
    assert klient(nir).overfoer(melding()).meldings_id == "m1"
    assert nir.kalt == [OVERFOER, HENT, HENT, HENT]


@pytest.mark.parametrize(
    "svar",
    [
        pytest.param("<html>503</html>", id="a page of a proxy"),
        pytest.param("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Bo", id="cut off"),
        pytest.param("", id="empty"),
    ],
)
def test_an_answer_that_cannot_be_read_counts_as_lost(svar: str):
    nir = FalskNir(svar)
    assert klient(nir).overfoer(melding()).utfall
    assert nir.kalt == [OVERFOER, HENT]


def test_a_silent_nir_is_given_up_after_the_attempts_allowed():
    nir = FalskNir(*["bort"] * 9)
    with pytest.raises(SvarBorte, match=HENT):
        klient(nir, forsoek=2).overfoer(melding())
    assert nir.kalt == [OVERFOER, HENT, HENT]


def test_a_refusal_is_told_and_not_tried_again():
    nir = AvvisendeNir()
    with pytest.raises(NirFeil, match="annen kommune") as feil:
        klient(nir).overfoer(melding())
    assert (feil.value.kode, feil.value.regel) == ("IngenTilgang", "TILGANG-KOMMUNE")
    assert nir.kalt == [OVERFOER]


def test_many_registrations_go_in_messages_of_a_handy_size():
    nir = FalskNir()
    kvitteringer = list(klient(nir).overfoer_alle("2017-01", [registrering(str(n)) for n in range(450)]))
    assert nir.mottatt == {"2017-01-1": 200, "2017-01-2": 200, "2017-01-3": 50}
    assert [k.meldings_id for k in kvitteringer] == list(nir.mottatt)


def test_nothing_to_send_is_no_message():
    nir = FalskNir()
    assert list(klient(nir).overfoer_alle("2017-01", [])) == []
    assert nir.kalt == []


@pytest.mark.parametrize(("innlogging", "slag"), [("digest", "#PasswordDigest"), ("tekst", "#PasswordText")])
def test_the_password_goes_as_digest_or_as_text(innlogging: str, slag: str):
    nir = FalskNir()
    klient(nir, innlogging=innlogging).overfoer(melding())
    passord = nir.hoder[0].find(".//{*}Password")
    assert passord.get("Type").endswith(slag)
    assert (passord.text == "hemmelig") is (innlogging == "tekst")


def test_basic_login_has_no_security_header():
    nir = FalskNir()
    k = klient(nir, innlogging="basic")
    k.overfoer(melding())
    assert nir.hoder[0] is None
    assert k.transport.session.auth == (b"0805-intro", b"hemmelig")
