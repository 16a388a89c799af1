"""Users through the client: a new password, and a user that is gone."""

import pytest

from mocknir.client import Nir, Server, SoapFault
from tests.client.test_nir import VEDTAK


def test_a_user_gets_another_password_and_is_removed(server: Server):
    with server.create() as nir:
        # given a user that has transferred
        ola = nir.person()
        gammel = nir.user("0301", name="fagsystem", password="hemmelig")
        nir.transfer("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}], user=gammel)
        # when the password is another, then the old one no longer opens
        ny = nir.new_password(gammel, "hemmeligere")
        with pytest.raises(SoapFault, match="IkkeAutentisert"):
            nir.transfer("0301", [{"person": ola, "eksternId": "v2", **VEDTAK}], user=gammel)
        nir.transfer("0301", [{"person": ola, "eksternId": "v3", **VEDTAK}], user=ny)
        assert nir.new_password(ny).password not in ("", "hemmelig", "hemmeligere")
        # when it is gone, then nothing opens, what it registered stands, and the name is free
        nir.remove_user(ny)
        with pytest.raises(SoapFault, match="IkkeAutentisert"):
            nir.transfer("0301", [{"person": ola, "eksternId": "v4", **VEDTAK}], user=ny)
        assert nir.participant(ola).registrering
        assert nir.user("1201", name="fagsystem").kommune == "1201"
        # and the same can be replayed and recorded
        assert not nir.control.send("POST", "replay", body={"clock": "2017-01-01"})["differs"]
        assert b"eksternId: v3" in nir.control.raa("GET", "/scenario").body


def test_who_transfers_by_itself_goes_on_with_the_new_password_and_without_the_user(nir: Nir):
    ola = nir.person()
    nir.transfer("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}])
    (egen,) = nir.users()
    nir.new_password(egen)
    assert nir.transfer("0301", [{"person": ola, "eksternId": "v2", **VEDTAK}]).journalnummer
    nir.remove_user(egen)
    assert nir.transfer("0301", [{"person": ola, "eksternId": "v3", **VEDTAK}]).journalnummer
