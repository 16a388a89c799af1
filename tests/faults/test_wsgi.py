"""The same faults where there is no connection: a client that calls the application in its own process."""

import pytest
from werkzeug.test import EnvironBuilder

from mocknir.app import create_app
from mocknir.client import ConnectionLost, WsgiTransport
from mocknir.faults.wire import CONNECTION
from tests.contract.nir import TEXT_XML, Nir, konvolutt
from tests.faults.conftest import Klient

pytestmark = pytest.mark.parametrize("tjener", ["sqlite"], indirect=True)


@pytest.fixture
def app(nir: Nir):
    return create_app(nir.tjener.sandkasser)


def melding(nir: Nir) -> bytes:
    return konvolutt(nir.ett_vedtak(), hode=nir.token()).encode()


@pytest.mark.parametrize(
    ("kind", "stage", "merke", "rest"),
    [("drop", "after-commit", "drop", 0), ("reset", "before-commit", "reset", 0),
     ("truncate", "on-response", "truncate:25", 25), ("wrong-content-type", "on-response", None, None)],
)  # fmt: skip
def test_the_environ_says_what_became_of_the_connection(app, nir: Nir, klient: Klient, kind, stage, merke, rest):
    klient.feil(kind, stage, **({"bytes": 25} if kind == "truncate" else {}))
    environ = EnvironBuilder(f"/{nir.sandbox.navn}/ws4", method="POST", data=melding(nir), content_type=TEXT_XML)
    gitt = environ.get_environ()
    hoder: dict[str, str] = {}
    kropp = b"".join(app(gitt, lambda _status, alle: hoder.update(alle)))
    assert gitt.get(CONNECTION) == merke
    assert len(kropp) == (int(hoder["Content-Length"]) if rest is None else rest)
    assert klient.registrert() == (0 if stage == "before-commit" else 1)


@pytest.mark.parametrize(("kind", "stage"), [("drop", "after-commit"), ("reset", "after-commit"), ("truncate", None)])
def test_a_client_in_the_same_process_loses_its_connection_too(app, nir: Nir, klient: Klient, kind, stage):
    klient.feil(kind, stage or "on-response", nth=1)
    transport = WsgiTransport(app)
    sti, hoder = f"/{nir.sandbox.navn}/ws4", {"Content-Type": TEXT_XML}
    with pytest.raises(ConnectionLost):
        transport.send("POST", sti, melding(nir), hoder)
    igjen = transport.send("POST", sti, melding(nir), hoder)
    assert igjen.status == 200
    assert b"<gjentatt>true</gjentatt>" in igjen.body
