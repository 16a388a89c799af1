"""Waking those who wait for something to be written."""

import threading


class Varsel:
    """A counter of what was committed, and a place to wait for it to grow.

    The writer pays for a lock only when somebody waits.
    """

    def __init__(self) -> None:
        self.nummer = 0
        self._venter = 0
        self._betingelse = threading.Condition()

    def meld(self) -> None:
        """Something was committed; only the writer says so, holding the writer's lock."""
        self.nummer += 1
        if self._venter:
            self.vekk()

    def vekk(self) -> None:
        """Let those who wait look again at what they wait for."""
        with self._betingelse:
            self._betingelse.notify_all()

    def vent(self, nummer: int, sekunder: float) -> bool:
        """Wait until more is committed than `nummer` says, or to be waked; False when the time went by."""
        with self._betingelse:
            # Counted before the number is looked at: the writer counts up before it looks for who waits.
            self._venter += 1
            try:
                return self.nummer != nummer or self._betingelse.wait(sekunder)
            finally:
                self._venter -= 1
