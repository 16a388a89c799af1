"""What a fault does to the connection, once the answer is known: lose it, break it, cut it, or let it trickle.

Under waitress the connection itself is cut, by way of the channel that serves it: its bound method
`check_client_disconnected` stands in the WSGI environment. Whoever calls the application in the same process has no
connection; for such a transport this stands in the environ when the application has returned:

    environ["mocknir.connection"] = "drop" | "reset" | "truncate:N"

`drop`: closed without an answer. `reset`: broken (TCP RST) without an answer. `truncate:N`: the headers, with the
Content-Length of the whole, and N bytes of the body. The transport has to treat each of them as a lost connection,
whatever status and bytes the application answered; without the key the answer is whole. A delay is waited for, and a
trickling answer trickles, within the call, as on the wire. Other WSGI servers than waitress close a connection whose
answer is shorter than its Content-Length, so that there a drop and a reset look like a cut answer.
"""

import socket
import struct
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from mocknir.faults.kinds import DRIBBLE, RESET, TRUNCATE

CONNECTION = "mocknir.connection"

WAITRESS = "waitress.client_disconnected"

_AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER of zero seconds: closing discards what is unsent and sends RST."""


class Delivery(NamedTuple):
    """How an answer goes out: `kind` is drop, reset, truncate or dribble; `seconds` between two times `bytes`."""

    kind: str
    seconds: float = 0.0
    bytes: int = 0


def deliver(environ: dict[str, Any], body: bytes, delivery: Delivery) -> Iterator[bytes]:
    """The body of an answer as it is to be sent; marks the environ, and ends the connection where that is asked for."""
    if delivery.kind == DRIBBLE:
        return _dribble(body, delivery)
    size = min(delivery.bytes, len(body)) if delivery.kind == TRUNCATE else 0
    environ[CONNECTION] = f"{TRUNCATE}:{size}" if delivery.kind == TRUNCATE else delivery.kind
    return _cut(body[:size], _ending(environ, delivery.kind))


def _dribble(body: bytes, delivery: Delivery) -> Iterator[bytes]:
    for start in range(0, len(body), delivery.bytes):
        if start:
            time.sleep(delivery.seconds)
        yield body[start : start + delivery.bytes]


def _cut(body: bytes, end: Callable[[], None]) -> Iterator[bytes]:
    if body:
        yield body
    end()


def _ending(environ: dict[str, Any], kind: str) -> Callable[[], None]:
    """What ends the connection after the bytes that were let through; nothing where there is none."""
    channel = getattr(environ.get(WAITRESS), "__self__", None)
    if channel is None:
        return lambda: None
    from waitress.channel import ClientDisconnected

    def end() -> None:
        if kind == RESET:
            channel.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        # What waitress itself raises when the other side is gone: it writes nothing more, and closes.
        raise ClientDisconnected

    return end
