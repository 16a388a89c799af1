"""A typed client of mocknir: its control plane, and WS4 as a case system calls it.

    from mocknir.client import Server

    nir = Server.connect("http://127.0.0.1:8080").create(clock="2017-01-01")
    ola = nir.person(kommune="0301", lov="introduksjonsloven")
    receipt = nir.transfer("0301", [{"person": ola, "type": "vedtak", "eksternId": "v1", "ordning": "intro", …}])

`mocknir.app.in_process()` gives a Server without sockets. What goes wrong is one of `Refused` (the control plane
said no), `SoapFault` (NIR did), `ConnectionLost` (no answer came, so nobody knows), `NotReached` (nobody is there)
and `WrongUse` (the call itself), each with a text that says what to do.
"""

from mocknir.client.feil import (
    ConnectionLost,
    MocknirError,
    NotReached,
    Refused,
    SoapFault,
    UnreadableAnswer,
    WrongUse,
)
from mocknir.client.nir import Nir
from mocknir.client.server import Server
from mocknir.client.transport import HttpTransport, Response, Transport, WsgiTransport

__all__ = [
    "ConnectionLost",
    "HttpTransport",
    "MocknirError",
    "Nir",
    "NotReached",
    "Refused",
    "Response",
    "Server",
    "SoapFault",
    "Transport",
    "UnreadableAnswer",
    "WrongUse",
    "WsgiTransport",
]
