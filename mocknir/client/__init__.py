"""A typed client of mocknir: its control plane, and WS4 as a case system calls it.

    from mocknir.client import Server

    nir = Server.connect("http://127.0.0.1:8080").create(clock="2017-01-01")
    ola = nir.person(kommune="0301", lov="introduksjonsloven")
    receipt = nir.transfer("0301", [{"person": ola, "type": "vedtak", "eksternId": "v1", "ordning": "intro", …}])

`mocknir.app.in_process()` gives a Server without sockets. What goes wrong is one of `Refused` (the control plane
said no), `SoapFault` (NIR did), `ConnectionLost` (no answer came, so nobody knows), `NotReached` (nobody is there)
and `WrongUse` (the call itself), each with a text that says what to do.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_STED = {
    **dict.fromkeys(
        ("ConnectionLost", "MocknirError", "NotReached", "Refused", "SoapFault", "UnreadableAnswer", "WrongUse"),
        "feil",
    ),
    **dict.fromkeys(("HttpTransport", "Response", "Transport", "WsgiTransport"), "transport"),
    "Nir": "nir",
    "Server": "server",
}  # fmt: skip


def __getattr__(navn: str) -> Any:
    """Import a name when it is asked for: a command that only sends a request does without the rest."""
    if navn not in _STED:
        raise AttributeError(f"module {__name__!r} has no attribute {navn!r}")
    return getattr(import_module(f"{__name__}.{_STED[navn]}"), navn)
