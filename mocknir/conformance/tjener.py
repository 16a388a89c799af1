"""A server of the kit's own, in this process, where it is given no address."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mocknir.scenario.ord import Ord

VERT = "127.0.0.1"
TRAADER = 8


class KanIkkeLytte(Exception):
    """The port is taken, or not to be had."""

    def __init__(self, ord_: Ord) -> None:
        super().__init__(ord_.tekst)
        self.ord = ord_


@contextmanager
def egen(port: int) -> Iterator[str]:
    """A server on a port (0 is any that is free), and its address; it is gone with all it held afterwards."""
    from waitress import wasyncore
    from waitress.server import create_server

    from mocknir.app import create_app
    from mocknir.clock.wall import wall_time
    from mocknir.control.hjerteslag import Hjerteslag
    from mocknir.sandbox import Sandboxes
    from mocknir.store.lager import lager

    sandboxes = Sandboxes(lager("sqlite://"), wall_time)
    hjerteslag = Hjerteslag(sandboxes)
    try:
        try:
            server: Any = create_server(
                create_app(sandboxes, hjerteslag=hjerteslag), host=VERT, port=port, threads=TRAADER, ident="mocknir",
                asyncore_use_poll=True,
            )  # fmt: skip
        except OSError as feil:
            raise KanIkkeLytte(Ord(
                f"Port {port} kan ikke brukes: {feil.strerror}. Velg en annen --port; 0 finner en ledig",
                f"Port {port} cannot be used: {feil.strerror}. Choose another --port; 0 finds a free one",
            )) from None  # fmt: skip
        stopp = threading.Event()

        def gaa() -> None:
            while not stopp.is_set():
                wasyncore.loop(timeout=1.0, use_poll=True, map=server._map, count=1)

        traad = threading.Thread(target=gaa, daemon=True)
        traad.start()
        try:
            yield f"http://{VERT}:{server.effective_port}"
        finally:
            stopp.set()
            server.pull_trigger()
            traad.join()
            server.task_dispatcher.shutdown()
            wasyncore.close_all(server._map)  # clients keep their connections open
    finally:
        hjerteslag.stopp()
        sandboxes.lukk()
