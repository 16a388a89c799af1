"""The way to a NIR for many kommuner: its contract is read once, and each user has a client of its own."""

from zeep.wsdl import Document

from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.lager.nirweb import Webklient
from fagsystem_sim.vaner.vane import INTROBRUKER
from fagsystem_sim.ws4 import hent_kontrakt, ny_transport
from fagsystem_sim.ws4_masse import Masseklient, kontroller

PASSORD = "fagsystem-passord"
"""The password of the users that a simulation makes for itself."""


def brukernavn(kommune: str, rolle: str) -> str:
    """The transfer user of a kommune in a role, as simulations name them: `fagsystem-0301-intro`."""
    return f"fagsystem-{kommune}-{'intro' if rolle == INTROBRUKER else 'norsk'}"


class Tilkobling:
    """A NIR at `url`, in a sandbox. Raises SvarBorte where nothing answers, or something that is no NIR.

    Each thread needs one of its own.
    """

    def __init__(
        self,
        url: str,
        sandkasse: str = "default",
        *,
        token: str | None = None,
        tidsgrense: float = 60.0,
        passord: str = PASSORD,
        kontrakt: Document | None = None,
    ) -> None:
        self.kontroll = Kontroll(url, sandkasse, token, tidsgrense)
        self.passord = passord
        self._transport = ny_transport(tidsgrense)
        self.kontrakt = kontrakt or hent_kontrakt(self.kontroll.ws4, self._transport)
        kontroller(self.kontrakt)
        self._klienter: dict[tuple[str, str], Masseklient] = {}

    def klient(self, kommune: str, rolle: str, bruker: str | None = None, passord: str | None = None) -> Masseklient:
        """The client of a kommune in a role; by the simulation's own user unless another is named."""
        navn = bruker or brukernavn(kommune, rolle)
        klient = self._klienter.get((kommune, navn))
        if klient is None:
            klient = self._klienter[kommune, navn] = Masseklient(
                self.kontroll.ws4, navn, passord or self.passord, kommune, kontrakt=self.kontrakt,
                transport=self._transport,
            )  # fmt: skip
        return klient

    def web(self, kommune: str, rolle: str) -> Webklient:
        """NIR web for a kommune in a role."""
        return Webklient(self.kontroll, brukernavn(kommune, rolle), kommune)
