"""The NIR of a run: one of its own, or one that runs already, and in it a sandbox that is the run's alone."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Any

from fagsystem_sim.datoer import norsk
from fagsystem_sim.kjoering.bestilling import Bestilling
from fagsystem_sim.kjoering.feil import Bruksfeil, LagerErSkadd, SandkassenErEndret
from fagsystem_sim.kjoering.finn import Kjoering
from fagsystem_sim.kjoering.klienter import Koble
from fagsystem_sim.kjoering.mappe import Mappe, holdt, nir_i
from fagsystem_sim.kontroll import IngenKontakt, Kontroll, KontrollFeil
from fagsystem_sim.server import egen_server, kjoerende

HUSK = 700_000
"""Registrations that the own server of a run holds in memory: all of a national year, some 400 MB. Half of it would
take a fifth more of NIR's time, to read the other half again and again."""


@contextmanager
def sandkassen(b: Bestilling, mappe: Mappe, koble: Koble) -> Iterator[Kontroll]:
    """The sandbox of a run, for as long as the block lasts: made for one that begins, known again by one that goes on.

    A server of one's own logs in the folder. Raises IngenKontakt and SandkassenErEndret.
    """
    if b.url:
        with _kontroll(b, b.url, koble) as kontroll:
            yield from _klar(b, mappe, kontroll)
        return
    with ExitStack() as slutt:
        try:
            tjener = egen_server(_rask(mappe.nir), b.profil.foerste_dag, mappe.sti, husk=HUSK)
            adresse = slutt.enter_context(tjener)
        except IngenKontakt as feil:
            if not mappe.begynt:
                raise
            raise LagerErSkadd(
                f"NIR-basen til kjøringen lar seg ikke starte; er den skadd, så begynn på nytt med --overwrite. / "
                f"The NIR of the run does not start; if its database is damaged, begin anew with --overwrite.\n{feil}"
            ) from None
        yield from _klar(b, mappe, slutt.enter_context(_kontroll(b, adresse, koble)))


def _rask(database: str) -> str:
    """A database whose commits reach the disk in time, but not before they are answered: a machine that stops ends the
    run too."""
    return f"{database}?synchronous=normal"


@contextmanager
def igjen(kjoering: Kjoering, url: str | None, ellers: str) -> Iterator[str]:
    """The URL of the NIR that a store was transferred to, for as long as the block lasts.

    `url` where it is given; else the one that the run was given, or its own, which is started where it does not run;
    and `ellers` where nothing tells of a run. Raises IngenKontakt, and Bruksfeil where the folder is in use.
    """
    if url or kjoering.stand is None or kjoering.stand.bestilling.get("url"):
        yield url or (str(kjoering.stand.bestilling["url"]) if kjoering.stand is not None else ellers)
        return
    assert kjoering.mappe is not None  # it tells of the run
    sti = kjoering.mappe
    database = _rask(nir_i(sti))
    if adresse := kjoerende(sti, database):
        yield adresse
        return
    if not (sti / "nir").is_dir():
        raise Bruksfeil(
            f"NIR-basen til kjøringen, {sti / 'nir'}, er borte; si hvilken NIR med --url. / "
            f"The NIR of the run, {sti / 'nir'}, is gone; say which NIR with --url."
        )
    with ExitStack() as slutt:
        try:
            slutt.enter_context(holdt(sti))
        except Bruksfeil:
            raise Bruksfeil(
                f"NIR-basen i {sti} er i bruk av en annen kommando; prøv igjen når den er ferdig. / "
                f"The NIR in {sti} is in use by another command; try again when it is done."
            ) from None
        yield slutt.enter_context(egen_server(database, date(2017, 1, 1), sti))


def _klar(b: Bestilling, mappe: Mappe, kontroll: Kontroll) -> Iterator[Kontroll]:
    if mappe.begynt:
        kjenn_igjen(kontroll, mappe.stand.merke)
    else:
        kontroll.lag_sandkasse(b.profil.foerste_dag, mappe.stand.merke)
    yield kontroll


@contextmanager
def _kontroll(b: Bestilling, adresse: str, koble: Koble) -> Iterator[Kontroll]:
    kontroll = Kontroll(adresse, b.sandkasse, b.token)
    koble(kontroll.session)
    try:
        yield kontroll
    finally:
        kontroll.session.close()


def kontroller(b: Bestilling, koble: Koble) -> None:
    """Raise IngenKontakt unless the control plane of a mocknir answers, where a run is to have one that runs."""
    if not b.url:
        return
    with _kontroll(b, b.url, koble) as kontroll:
        kontroller_svar(kontroll)


def kontroller_svar(kontroll: Kontroll) -> None:
    """Raise IngenKontakt unless the control plane of a mocknir answers."""
    try:
        svar = kontroll.sandkasser()
    except (KontrollFeil, ValueError) as feil:
        if isinstance(feil, KontrollFeil) and feil.status in (401, 403):
            raise
        svar = None
    if not isinstance(svar, list):
        raise IngenKontakt(
            f"Det som svarer på {kontroll.url}, er ikke en mocknir. / What answers at {kontroll.url} is no mocknir."
        )


def kontroller_ledig(b: Bestilling, merke: str, koble: Koble) -> None:
    """Raise Bruksfeil where the sandbox of a run that is to begin holds what is not of the same folder."""
    if not b.url:
        return
    with _kontroll(b, b.url, koble) as kontroll:
        finnes = kontroll.sandkassen()
        if finnes is None or finnes["label"] == merke or kontroll.er_tom():
            return
    raise Bruksfeil(
        f"Sandkassen «{b.sandkasse}» på {b.url} holder noe annet enn det som er kjørt i mappen {b.ut}. Velg en annen "
        "med --sandbox, eller tøm den med --overwrite. / "
        f"The sandbox «{b.sandkasse}» holds something else than what was run in this folder. Choose another with "
        "--sandbox, or empty it with --overwrite."
    )


def kjenn_igjen(kontroll: Kontroll, merke: str) -> None:
    """Raise SandkassenErEndret unless the sandbox still is the one that carries a folder's mark."""
    finnes = kontroll.sandkassen()
    if finnes is not None and finnes["label"] == merke:
        return
    navn = kontroll.sandkasse
    hva, what = (
        ("finnes ikke lenger", "is no longer there") if finnes is None
        else ("holder ikke denne kjøringen lenger: noen har tømt den eller bruker den til noe annet",
              "no longer holds this run: somebody has emptied it, or uses it for something else")
    )  # fmt: skip
    raise SandkassenErEndret(f"Sandkassen «{navn}» på {kontroll.url} {hva}. / The sandbox «{navn}» {what}.")


class Klokke:
    """Moves the clock of the run's sandbox, and notices when somebody else has, or has taken the sandbox."""

    def __init__(self, kontroll: Kontroll, merke: str) -> None:
        self._kontroll = kontroll
        self._merke = merke
        self._viser: date | None = None

    def kontroller(self, *ventet: date) -> date:
        """The day it shows; SandkassenErEndret unless it lies from the first to the last of these days."""
        viser = self._kontroll.klokken()
        if not ventet[0] <= viser <= ventet[-1]:
            raise self._flyttet(viser, ventet[-1])
        self._viser = viser
        return viser

    def flytt(self, til: date) -> list[dict[str, Any]]:
        """Advance to a day; what NIR closed on the way. Raises SandkassenErEndret."""
        try:
            lukket = self._kontroll.flytt_klokken(til, self._viser)
        except KontrollFeil as feil:
            if feil.status == 404:
                self.kjenn_igjen()
            if feil.status != 409:
                raise
            raise self._flyttet(self._kontroll.klokken(), self._viser or til) from None
        self._viser = til
        return lukket

    def kjenn_igjen(self) -> None:
        """Raise SandkassenErEndret unless the sandbox still is the run's."""
        kjenn_igjen(self._kontroll, self._merke)

    def _flyttet(self, viser: date, ventet: date) -> SandkassenErEndret:
        self.kjenn_igjen()
        return SandkassenErEndret(
            f"Klokken i sandkassen «{self._kontroll.sandkasse}» viser {norsk(viser)}, men kjøringen er på "
            f"{norsk(ventet)}: noen andre har flyttet den. En klokke går bare framover. / "
            f"The clock of the sandbox shows {viser} where the run is at {ventet}: somebody else has moved it. "
            "A clock goes forward only."
        )
