"""Three ways in which a vendor's system is made to do its casework: by a command, by a webhook, or by hand."""

import http.client
import json
import os
import select
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import IO, NamedTuple, Protocol
from urllib.parse import urlsplit

from mocknir.client.feil import MocknirError
from mocknir.conformance import oppdrag as oppdragene
from mocknir.conformance.ankomst import Ankomst
from mocknir.conformance.oppdrag import Oppdrag
from mocknir.scenario.ord import Ord

POLL = 0.3
"""Seconds between two looks at the journal."""

MAKS_UTSKRIFT = 4000
"""So much of what a command wrote is kept, the end of it."""

PLASS = "{instructions}"


class Utfoert(NamedTuple):
    """How an assignment went: the words for the report, what the system said, and how long it took."""

    ord: Ord
    utskrift: str = ""
    sekunder: float = 0.0


class Sviktet(MocknirError):
    """The vendor's system did not do what it was asked; `utfoert` tells what is known."""

    def __init__(self, ord_: Ord, utskrift: str = "", sekunder: float = 0.0) -> None:
        super().__init__(ord_.tekst, ord_.text)
        self.utfoert = Utfoert(ord_, utskrift, sekunder)


class Umulig(Exception):
    """There is no vendor's system to ask: nothing more can be tried."""

    def __init__(self, ord_: Ord) -> None:
        super().__init__(ord_.tekst)
        self.ord = ord_


class Utfoerer(Protocol):
    """Who makes the vendor's system do it."""

    @property
    def navn(self) -> Ord:
        """Who it is, for the report."""

    def utfoer(self, o: Oppdrag, ankomst: Ankomst, sekunder: float) -> Utfoert:
        """Have it done within so many seconds. Raises Sviktet and Umulig."""


class Driver:
    """A command that is run for each assignment, with the path of its JSON file for `{instructions}`."""

    def __init__(self, kommando: str, mappe: Path) -> None:
        self._mappe = mappe
        try:
            self._argumenter = shlex.split(kommando)
        except ValueError as feil:
            raise Umulig(Ord(f"--driver «{kommando}» kan ikke leses: {feil}. Se på anførselstegnene",
                             f"--driver «{kommando}» cannot be read: {feil}. Look at its quotes"),
                         ) from None  # fmt: skip
        if not any(PLASS in en for en in self._argumenter):
            raise Umulig(
                Ord(
                    f"--driver mangler {PLASS}, som blir til stien til oppdraget: './system {PLASS}'",
                    f"--driver lacks {PLASS}, which becomes the path of the assignment: './system {PLASS}'",
                )
            )
        if shutil.which(self._argumenter[0]) is None:
            raise Umulig(Ord(
                f"Driveren «{self._argumenter[0]}» finnes ikke, eller kan ikke kjøres. Oppgi stien til den, som "
                "./system, og se at den er kjørbar (chmod +x)",
                f"The driver «{self._argumenter[0]}» is not there, or cannot be run. Give its path, as ./system, and "
                "see that it is executable (chmod +x)",
            ))  # fmt: skip
        self.navn = Ord(f"kommandoen {kommando}", f"the command {kommando}")

    def utfoer(self, o: Oppdrag, ankomst: Ankomst, sekunder: float) -> Utfoert:
        """Run it; its exit code is to be 0."""
        fil = self._mappe / o["suite"] / o["case"] / f"{o['step']}.json"
        fil.parent.mkdir(parents=True, exist_ok=True)
        fil.write_text(json.dumps(o, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        argumenter = [en.replace(PLASS, str(fil)) for en in self._argumenter]
        begynte = monotonic()
        with tempfile.TemporaryFile() as ut:
            try:
                prosess = subprocess.Popen(
                    argumenter, stdin=subprocess.DEVNULL, stdout=ut, stderr=ut, start_new_session=True
                )
            except OSError as feil:
                raise Umulig(Ord(f"Driveren {argumenter[0]} kan ikke startes: {feil.strerror}",
                                 f"The driver {argumenter[0]} cannot be started: {feil.strerror}"),
                             ) from None  # fmt: skip
            try:
                kode = prosess.wait(sekunder)
            except subprocess.TimeoutExpired:
                _drep(prosess)
                raise Sviktet(
                    Ord(f"Driveren var ikke ferdig på {sekunder:g} sekunder, og ble stoppet. Gi den lengre tid med "
                        "--timeout, eller se hva den venter på",
                        f"The driver was not done within {sekunder:g} seconds, and was stopped. Give it longer by "
                        "--timeout, or see what it waits for"),
                    _slutten(ut), monotonic() - begynte,
                ) from None  # fmt: skip
            except BaseException:
                _drep(prosess)
                raise
            utskrift = _slutten(ut)
        if kode:
            raise Sviktet(
                Ord(f"Driveren sluttet med utgangskode {kode}", f"The driver ended with exit code {kode}"), utskrift,
                monotonic() - begynte,
            )  # fmt: skip
        return Utfoert(Ord("Driveren sluttet med utgangskode 0", "The driver ended with exit code 0"), utskrift,
                       monotonic() - begynte)  # fmt: skip


def _drep(prosess: "subprocess.Popen[bytes]") -> None:
    """End a command with whatever it has started."""
    if sys.platform == "win32":
        prosess.kill()
    else:
        try:
            os.killpg(prosess.pid, signal.SIGKILL)
        except ProcessLookupError:
            prosess.kill()
    prosess.wait()


def _slutten(fil: IO[bytes]) -> str:
    fil.seek(0)
    alt = fil.read().decode("utf-8", "replace").strip()
    return alt if len(alt) <= MAKS_UTSKRIFT else f"… {alt[-MAKS_UTSKRIFT:]}"


class Webhook:
    """An address that each assignment is posted to as JSON.

    2xx says that the casework is done and transferred; 202 that it was begun, and its transfer is waited for.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        deler = urlsplit(url)
        if deler.scheme not in ("http", "https") or not deler.hostname:
            raise Umulig(Ord(f"--webhook «{url}» er ingen adresse; skriv http://vert:port/sti",
                             f"--webhook «{url}» is no address; write http://host:port/path"))  # fmt: skip
        self._deler = deler
        self.navn = Ord(f"webhooken {url}", f"the webhook {url}")

    def utfoer(self, o: Oppdrag, ankomst: Ankomst, sekunder: float) -> Utfoert:
        """Post it, and wait for 2xx."""
        begynte = monotonic()
        status, kropp = self._send(o, sekunder)
        if not 200 <= status < 300:
            raise Sviktet(Ord(f"Webhooken svarte {status}", f"The webhook answered {status}"), kropp,
                          monotonic() - begynte)  # fmt: skip
        if status == http.client.ACCEPTED:
            mangler = vent(ankomst, begynte + sekunder)
            if mangler:
                raise Sviktet(_ikke_kommet(mangler, sekunder), kropp, monotonic() - begynte)
        return Utfoert(Ord(f"Webhooken svarte {status}", f"The webhook answered {status}"), kropp,
                       monotonic() - begynte)  # fmt: skip

    def _send(self, o: Oppdrag, sekunder: float) -> tuple[int, str]:
        d = self._deler
        slag = http.client.HTTPSConnection if d.scheme == "https" else http.client.HTTPConnection
        forbindelse = slag(str(d.hostname), d.port, timeout=sekunder)
        try:
            try:
                forbindelse.connect()
            except OSError as feil:
                raise Umulig(Ord(f"Ingen svarer på webhooken {self._url}: {feil}. Start systemet, og kjør igjen",
                                 f"Nobody answers at the webhook {self._url}: {feil}. Start the system, and run again",
                                 )) from None  # fmt: skip
            raa = json.dumps(o, ensure_ascii=False).encode()
            sti = (d.path or "/") + (f"?{d.query}" if d.query else "")
            forbindelse.request("POST", sti, raa, {"Content-Type": "application/json"})
            svar = forbindelse.getresponse()
            return svar.status, svar.read(MAKS_UTSKRIFT).decode("utf-8", "replace").strip()
        except TimeoutError:
            raise Sviktet(Ord(f"Webhooken svarte ikke på {sekunder:g} sekunder",
                              f"The webhook did not answer within {sekunder:g} seconds"),
                          sekunder=sekunder) from None  # fmt: skip
        except (http.client.HTTPException, OSError) as feil:
            raise Sviktet(Ord(f"Webhooken brøt forbindelsen: {feil!r}", f"The webhook broke the connection: {feil!r}"),
                          ) from None  # fmt: skip
        finally:
            forbindelse.close()


class ForHaand:
    """Somebody who reads the assignment and does it; ended by what comes to NIR, by Enter, or by the time."""

    navn = Ord("for hånd", "by hand")

    def __init__(self, si: Callable[[str], None], lang: str) -> None:
        self._si = si
        self._lang = lang

    def utfoer(self, o: Oppdrag, ankomst: Ankomst, sekunder: float) -> Utfoert:
        """Tell it, and wait."""
        self._si("\n" + oppdragene.tekst(o, self._lang))
        self._si(Ord(f"Venter i {sekunder:g} sekunder på at det kommer til NIR; Enter går videre.",
                     f"Waiting {sekunder:g} seconds for it to come to NIR; Enter goes on.",
                     ).paa(self._lang))  # fmt: skip
        begynte = monotonic()
        mangler = vent(ankomst, begynte + sekunder, _enter)
        brukt = monotonic() - begynte
        if mangler is None:
            return Utfoert(Ord("Den som gjorde det, trykket Enter", "Who did it pressed Enter"), "", brukt)
        if mangler:
            return Utfoert(_ikke_kommet(mangler, sekunder), "", brukt)
        self._si(Ord("Kommet.", "Arrived.").paa(self._lang))
        return Utfoert(Ord("Det kom til NIR", "It came to NIR"), "", brukt)


def vent(ankomst: Ankomst, til: float, enter: Callable[[float], bool] | None = None) -> list[str] | None:
    """Wait until all has come, and answer what has not when the time is over; None where Enter ended it."""
    while True:
        mangler = ankomst.mangler()
        if not mangler and ankomst.noe():
            return []
        igjen = til - monotonic()
        if igjen <= 0:
            return mangler or ["?"]
        if enter is None:
            sleep(min(POLL, igjen))
        elif enter(min(POLL, igjen)):
            return None


def _enter(sekunder: float) -> bool:
    """Whether somebody presses Enter within so many seconds."""
    if sys.stdin is None or sys.stdin.closed or not sys.stdin.isatty():
        sleep(sekunder)
        return False
    klar, _, _ = select.select([sys.stdin], [], [], sekunder)
    if not klar:
        return False
    if sys.stdin.readline():
        return True
    sleep(sekunder)  # Ctrl-D: nobody will press anything more
    return False


def _ikke_kommet(mangler: list[str], sekunder: float) -> Ord:
    hvem = ", ".join(dict.fromkeys(en for en in mangler if en != "?"))
    om, about = (f" for {hvem}", f" for {hvem}") if hvem else ("", "")
    return Ord(f"Etter {sekunder:g} sekunder var ikke alt{om} kommet til NIR",
               f"After {sekunder:g} seconds not all{about} had come to NIR")  # fmt: skip
