"""All sandboxes of a server: create, list, open, reset, delete."""

import threading
from collections.abc import Callable
from datetime import date

from mocknir.clock import klokke
from mocknir.register.feil import Avvik, Feilkode
from mocknir.sandbox import tid
from mocknir.sandbox.nylige import MAKS_POSTER
from mocknir.sandbox.sandkasse import Sandbox
from mocknir.store.lager import Lager, kontroller_navn

STANDARD = "default"
STARTDAG = date(2017, 1, 1)
"""Where a new sandbox's clock stands unless another day is asked for."""


class Sandboxes:
    """The sandboxes of one store; each is opened once and stays open until it is closed or deleted."""

    def __init__(
        self, lager: Lager, vegg: Callable[[], float], startdag: date = STARTDAG, husk: int = MAKS_POSTER
    ) -> None:
        self._lager = lager
        self._vegg = vegg
        self._startdag = startdag
        self._husk = husk
        self._aapne: dict[str, Sandbox] = {}
        self._laas = threading.RLock()

    def liste(self) -> list[str]:
        """The names of all sandboxes."""
        return self._lager.liste()

    def hent(self, navn: str) -> Sandbox:
        """An existing sandbox; Avvik when there is none of that name."""
        sandbox = self._aapne.get(navn)
        if sandbox is not None and not sandbox.base.sviktet:
            return sandbox
        with self._laas:
            sandbox = self._aapne.get(navn)
            if sandbox is not None:
                if not sandbox.base.sviktet:
                    return sandbox
                del self._aapne[navn]
                sandbox.lukk()
            kontroller_navn(navn)
            if navn not in self._lager.liste():
                raise Avvik(
                    Feilkode.FINNES_IKKE,
                    f"Ingen sandkasse heter «{navn}»; lag den med «mocknir sandbox create {navn}»",
                    f"No sandbox is called «{navn}»; make it with «mocknir sandbox create {navn}»",
                    felt="sandbox",
                )
            return self._aapne_ny(navn, None)

    def opprett(self, navn: str, startdag: date | None = None) -> Sandbox:
        """A new sandbox, its clock frozen on `startdag`; Avvik when the name is taken."""
        with self._laas:
            kontroller_navn(navn)
            if navn in self._lager.liste():
                raise Avvik(
                    Feilkode.FINNES_ALLEREDE, f"Sandkassen «{navn}» finnes allerede",
                    f"The sandbox «{navn}» already exists", felt="sandbox",
                )  # fmt: skip
            return self._aapne_ny(navn, startdag or self._startdag)

    def hent_eller_opprett(self, navn: str) -> Sandbox:
        """The sandbox of that name, made if need be."""
        return self.hent(navn) if navn in self._lager.liste() else self.opprett(navn)

    def _aapne_ny(self, navn: str, startdag: date | None) -> Sandbox:
        base = self._lager.aapne(navn)
        try:
            with base.transaksjon():
                if not tid.har_klokke(base):
                    tid.lagre_klokke(base, klokke.start(startdag or self._startdag, self._vegg()))
            sandbox = Sandbox(navn, base, self._vegg, self._husk)
        except BaseException:
            base.lukk()
            raise
        self._aapne[navn] = sandbox
        return sandbox

    def nullstill(self, navn: str, startdag: date | None = None) -> Sandbox:
        """An empty sandbox under the same name; the clock begins where it first began, or on `startdag`."""
        with self._laas:
            begynte = self.hent(navn).klokke.begynte.date()
            self.slett(navn)
            return self.opprett(navn, startdag or begynte)

    def slett(self, navn: str) -> None:
        """Remove a sandbox and all it holds; a call that is under way in it is finished first."""
        with self._laas:
            self.hent(navn)
            self._aapne.pop(navn).lukk()
            self._lager.slett(navn)

    def lukk(self) -> None:
        """Close all sandboxes; nothing acknowledged is lost."""
        with self._laas:
            for sandbox in self._aapne.values():
                sandbox.lukk()
            self._aapne.clear()
            self._lager.lukk()
