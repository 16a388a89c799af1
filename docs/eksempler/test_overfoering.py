"""NIR avslutter når deltakeren flytter. / NIR ends the programme of who moves.

    pip install mocknir pytest
    pytest docs/eksempler/test_overfoering.py

Fixturen `nir` er en sandkasse for denne testen alene, på en server som startes én gang; se `pytest --help`.
/ The fixture `nir` is a sandbox for this test alone, on a server that is started once; see `pytest --help`.
"""

import pytest

from mocknir.client import ConnectionLost


def transfer(nir, foedselsnummer):
    """Her kalles ditt fagsystem med nir.url. / This is where your case system is called with nir.url."""
    vedtak = {
        "person": foedselsnummer, "type": "vedtak", "eksternId": "v1", "ordning": "intro",
        "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01", "fra": "2017-01-01", "til": "2018-12-31",
    }  # fmt: skip
    return nir.transfer("0301", [vedtak], meldings_id="m1")


def test_moving_without_ending(nir):
    ola = nir.person(kommune="0301", lov="introduksjonsloven")
    assert transfer(nir, ola.foedselsnummer).outcomes == {"v1": "godtatt"}

    nir.move(ola, to="1201")
    nir.advance(to="2017-12-01")

    nir.expect(ola, program={"status": "avsluttet", "avsluttet_av": "NIR", "maaloppnaaelse": False})


@pytest.mark.mocknir(clock="2017-03-15", parameters={"VINDU-TO-MAANEDER.maaneder": 1})
def test_too_late(nir):
    ola = nir.person(bosatt="2016-12-01")

    (utfall,) = transfer(nir, ola.foedselsnummer).utfall

    assert (utfall.utfall, utfall.rules) == ("avvist", ("VINDU-TO-MAANEDER",))


def test_a_lost_answer(nir):
    ola = nir.person()
    nir.fault("drop", operation="OverfoerRegistreringer", stage="after-commit", nth=1)

    with pytest.raises(ConnectionLost):
        transfer(nir, ola.foedselsnummer)

    assert transfer(nir, ola.foedselsnummer).gjentatt
