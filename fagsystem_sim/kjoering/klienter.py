"""The ways to NIR of all kommuner in a run: users made when they are first needed, connections kept alive."""

import http.client
import threading
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests
from zeep.transports import Transport

from fagsystem_sim.kjoering.forbindelse import Forbindelse
from fagsystem_sim.kjoering.kalender import BEGGE
from fagsystem_sim.kjoering.maalinger import Maalinger
from fagsystem_sim.kontroll import Kontroll, KontrollFeil
from fagsystem_sim.lager.nirweb import Webklient
from fagsystem_sim.tilkobling import brukernavn, passord
from fagsystem_sim.vaner.vane import INTROBRUKER, NORSKBRUKER
from fagsystem_sim.ws4 import hent_kontrakt
from fagsystem_sim.ws4_masse import Masseklient, Massekvittering

TIDSGRENSE = 120.0

Koble = Callable[[requests.Session], None]
"""Prepares a session before it is used: how the bench reaches a register in its own process."""


def ingen_kobling(_session: requests.Session) -> None:
    """Sessions are used as they are."""


class Klienter:
    """Clients by kommune and role, for as many threads as there are; each thread has a connection of its own."""

    def __init__(self, kontroll: Kontroll, maalinger: Maalinger, koble: Koble = ingen_kobling) -> None:
        self._kontroll = kontroll
        self._transport = _Transport(maalinger, koble)
        self._kontrakt = hent_kontrakt(kontroll.ws4, self._transport)
        self._maalinger = maalinger
        self._koble = koble
        self._laas = threading.Lock()
        self._klienter: dict[tuple[str, str], Masseklient] = {}
        self._brukere: set[str] = set()
        self._traad = threading.local()

    def lukk(self) -> None:
        """Close the connections of all threads."""
        self._transport.lukk()

    def ws4(self, kommune: str, rolle: str) -> Masseklient:
        """The client of a user, who is made where there is none yet."""
        klient = self._klienter.get((kommune, rolle))
        if klient is None:
            bruker = self._bruker(kommune, rolle)
            klient = _Klient(
                self._maalinger, self._kontroll.ws4, bruker, passord(bruker), kommune, kontrakt=self._kontrakt,
                transport=self._transport,
            )  # fmt: skip
            self._klienter[kommune, rolle] = klient
        return klient

    def web(self, kommune: str, rolle: str) -> Webklient:
        """NIR web, as a user of the kommune sees it."""
        return Webklient(self._egen_kontroll(), self._bruker(kommune, rolle), kommune)

    def _bruker(self, kommune: str, rolle: str) -> str:
        navn, roller = brukernavn(kommune, rolle), [INTROBRUKER, NORSKBRUKER] if rolle == BEGGE else [rolle]
        with self._laas:
            if navn not in self._brukere:
                try:
                    self._kontroll.lag_bruker(navn, passord(navn), kommune, roller)
                except KontrollFeil as feil:
                    if feil.status != 409:  # it is there from before the run was stopped
                        raise
                self._brukere.add(navn)
        return navn

    def _egen_kontroll(self) -> Kontroll:
        """A control client of the thread's own: a session is not for two at a time."""
        kontroll: Kontroll | None = getattr(self._traad, "kontroll", None)
        if kontroll is None:
            k = self._kontroll
            kontroll = self._traad.kontroll = Kontroll(k.url, k.sandkasse, k.token, TIDSGRENSE)
            self._koble(kontroll.session)
            self._transport.aapnet(kontroll.session)
        return kontroll


class _Klient(Masseklient):
    """Books what zeep costs apart from the waiting for NIR."""

    def __init__(self, maalinger: Maalinger, *args: Any, **valg: Any) -> None:
        super().__init__(*args, **valg)
        self._maalinger = maalinger

    def overfoer_rader(self, meldings_id: str, rader: Any, kommune: str | None = None) -> Massekvittering:
        with self._maalinger.post("zeep"):
            return super().overfoer_rader(meldings_id, rader, kommune)


class _Transport(Transport):
    """One for all threads. A thread has a connection of its own, without the layers of a session, which cost as much
    as zeep does; only a session that was prepared is used as such."""

    def __init__(self, maalinger: Maalinger, koble: Koble) -> None:
        super().__init__(session=_session(koble), timeout=TIDSGRENSE, operation_timeout=TIDSGRENSE)  # type: ignore[no-untyped-call]  # zeep's has no types
        self._maalinger = maalinger
        self._koble = koble
        self._traad = threading.local()
        self._aapne: list[Forbindelse | requests.Session] = [self.session]

    def aapnet(self, session: requests.Session) -> None:
        """Remember what is to be closed."""
        self._aapne.append(session)

    def lukk(self) -> None:
        """Close what any thread has opened."""
        for forbindelse in self._aapne:
            forbindelse.close()

    def post(self, address: str, message: Any, headers: Any) -> requests.Response:
        """Post on the thread's own connection, which is opened anew once where the server has closed it."""
        with self._maalinger.post("NIR: overføring"):
            if self._koble is not ingen_kobling:
                return self._egen_session().post(address, data=message, headers=headers, timeout=TIDSGRENSE)
            try:
                return self._send(urlsplit(address), message, headers)
            except (http.client.HTTPException, OSError, ValueError) as feil:
                raise requests.ConnectionError(f"{address}: {feil!r}") from feil

    def _send(self, url: SplitResult, message: bytes, headers: Mapping[str, str]) -> requests.Response:
        forbindelser: dict[str, Forbindelse] = self._traad.__dict__.setdefault("forbindelser", {})
        forbindelse = forbindelser.get(url.netloc)
        if forbindelse is None:
            forbindelse = forbindelser[url.netloc] = Forbindelse(url, TIDSGRENSE)
            self._aapne.append(forbindelse)
        try:
            inn = forbindelse.post(url.path, headers, message)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # Closed while it was idle. Should the message have come through after all, NIR knows its meldingsId.
            inn = forbindelse.post(url.path, headers, message)
        svar = requests.Response()
        svar.status_code, svar._content = inn.status, inn.kropp
        svar.headers.update(inn.hoder)
        svar.encoding = "utf-8"
        return svar

    def _egen_session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._traad, "session", None)
        if session is None:
            session = self._traad.session = _session(self._koble)
            self._aapne.append(session)
        return session


def _session(koble: Koble) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    koble(session)
    return session
