"""Preparing a sandbox by a scenario: its persons and users, and its steps up to where somebody else comes in."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from mocknir.client.feil import MocknirError, Refused, WrongUse
from mocknir.client.nir import Nir
from mocknir.client.server import Server
from mocknir.client.svar import User
from mocknir.register.vurdering import ROLLER
from mocknir.scenario import tidslinje
from mocknir.scenario.gang import Gang
from mocknir.scenario.kjoering import gjoeremaal, overfoer_selv, utfoer
from mocknir.scenario.modell import ExpectStep, Scenario, TransferStep, VendorStep, WebStep

MAKS_NAVN = 40


class Forberedt(NamedTuple):
    """A sandbox that is ready: `gjort` of the scenario's steps are done, `brukere` have their passwords."""

    gang: Gang
    gjort: int
    brukere: tuple[User, ...]

    @property
    def venter(self) -> VendorStep | None:
        """The casework that is waited for, where it stopped before some."""
        steg = self.gang.scenario.steps[self.gjort : self.gjort + 1]
        return steg[0] if steg and isinstance(steg[0], VendorStep) else None


def sandkassenavn(scenario: str) -> str:
    """What the sandbox of a scenario is called: the same name, as far as a sandbox can have it."""
    navn = scenario.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", "-", navn).strip("-")[:MAKS_NAVN].rstrip("-") or "scenario"


def forbered(server: Server, s: Scenario, navn: str) -> Forberedt:
    """Prepare a sandbox of that name, a new one or one in which nothing has happened.

    Raises MocknirError when it is in use or something cannot be done; a sandbox that was made is then gone again.
    """
    nir, ny = _sandkasse(server, s, navn)
    gang = Gang(s, nir, tidslinje.bygg(s), overfoer_selv, dict(s.parameters))
    try:
        gjort = _foerste_hinder(s)
        for hva in gjoeremaal(gang):
            if hva.forventning is not None or hva.sti[0] == "expect" or hva.sti == ("steps", gjort):
                break
            utfoer(gang, hva)
        return Forberedt(gang, gjort, tuple(_brukere(gang)))
    except MocknirError:
        with suppress(MocknirError):
            nir.delete() if ny else nir.reset()
        raise


def _sandkasse(server: Server, s: Scenario, navn: str) -> tuple[Nir, bool]:
    """The sandbox, empty, on the day the scenario begins; and whether it is new."""
    if navn not in {en.name for en in server.sandboxes()}:
        return server.create(navn, s.clock, _seed(s)), True
    nir = server.sandbox(navn)
    if nir.journal(limit=1):
        raise WrongUse(
            f"Sandkassen «{navn}» er i bruk. Tøm den med «mocknir sandbox reset {navn} --yes», slett den, eller velg en"
            " annen med --sandbox",
            f"The sandbox «{navn}» is in use. Empty it with «mocknir sandbox reset {navn} --yes», delete it, or choose"
            " another with --sandbox",
        )
    nir.reset(s.clock, _seed(s))
    return nir, False


def _seed(s: Scenario) -> int:
    """As when it is verified, so that the persons are the same."""
    return 1 if s.seed is None else s.seed


def _foerste_hinder(s: Scenario) -> int:
    """The number of the first step that waits for somebody or expects something."""
    return next((nr for nr, steg in enumerate(s.steps) if isinstance(steg, VendorStep | ExpectStep)), len(s.steps))


def _brukere(gang: Gang) -> Iterator[User]:
    """The users of the scenario, and for each kommune in it that has none with both roles, one more."""
    yield from gang.brukere.values()
    dekket = {b.kommune for b in gang.brukere.values() if set(b.roles) == set(ROLLER)}
    for kommune in sorted(_kommuner(gang) - dekket):
        with suppress(Refused):  # a kommune that is not there yet, or no longer
            yield gang.nir.user(kommune, name=f"fagsystem-{kommune}")


def _kommuner(gang: Gang) -> set[str]:
    ut = {p.kommune for p in gang.personer.values() if p.kommune}
    for steg in gang.scenario.steps:
        if isinstance(steg, TransferStep | WebStep):
            ut.add((steg.transfer if isinstance(steg, TransferStep) else steg.web).kommune)
        elif isinstance(steg, VendorStep) and steg.vendor.kommune:
            ut.add(steg.vendor.kommune)
    return ut
