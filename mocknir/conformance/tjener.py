"""A server of the kit's own, in this process, where it is given no address."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

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
    from mocknir.app import create_app, straks
    from mocknir.clock.wall import wall_time
    from mocknir.control.hjerteslag import Hjerteslag
    from mocknir.sandbox import Sandboxes
    from mocknir.store.lager import lager
    from mocknir.tjener import Tjener

    sandboxes = Sandboxes(lager("sqlite://"), wall_time)
    hjerteslag = Hjerteslag(sandboxes)
    try:
        app = create_app(sandboxes, hjerteslag=hjerteslag)
        try:
            tjener = Tjener(app, straks(sandboxes), host=VERT, port=port, threads=TRAADER)
        except OSError as feil:
            raise KanIkkeLytte(Ord(
                f"Port {port} kan ikke brukes: {feil.strerror}. Velg en annen --port; 0 finner en ledig",
                f"Port {port} cannot be used: {feil.strerror}. Choose another --port; 0 finds a free one",
            )) from None  # fmt: skip
        traad = threading.Thread(target=tjener.gaa, daemon=True)
        traad.start()
        try:
            yield f"http://{VERT}:{tjener.adresse.port}"
        finally:
            tjener.stopp()
            traad.join()
    finally:
        hjerteslag.stopp()
        sandboxes.lukk()
