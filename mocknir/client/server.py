"""A server: its sandboxes come and go here."""

from __future__ import annotations

from typing import Self

from mocknir.client.forvaltning import Day
from mocknir.client.kontroll import Control
from mocknir.client.les import read
from mocknir.client.nir import Nir, nytt_navn
from mocknir.client.svar import Sandbox
from mocknir.client.transport import HttpTransport, Transport


class Server:
    """A mocknir, over whichever transport; may raise NotReached, ConnectionLost and Refused."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.control = Control(transport, "sandboxes")

    @classmethod
    def connect(cls, url: str, token: str | None = None) -> Self:
        """The server at an address, as `http://127.0.0.1:8080`; `token` where it asks for one."""
        return cls(HttpTransport(url, token))

    @property
    def url(self) -> str:
        """Where it is."""
        return self.transport.url

    def sandboxes(self) -> list[Sandbox]:
        """All sandboxes."""
        return [read(Sandbox, en) for en in self.control.get()["sandboxes"]]

    def create(
        self, name: str | None = None, clock: Day | None = None, seed: int | None = None, expires: str | None = None
    ) -> Nir:
        """A new sandbox, its clock frozen at eight in the morning of `clock`; a name is made where none is given.

        `seed` is what its chance comes from: of the name, or 1 where that is made, so that a test is the same each
        time. `expires` is how long it lives by the wall's clock (`30min`, `2h`, `7d`).
        """
        if name is None:
            name, seed = nytt_navn(), 1 if seed is None else seed
        kropp = {"name": name, "clock": clock, "seed": seed, "expires": expires}
        return Nir(self.transport, self.control.send("POST", body=kropp), own=True)

    def sandbox(self, name: str = "default") -> Nir:
        """A sandbox that is there already."""
        return Nir(self.transport, self.control.get(name))

    def close(self) -> None:
        """Let go of connections; one in process is closed with all it holds."""
        self.transport.close()
