"""What is wrong with a case of the conformance kit: what another system does cannot be spoken of by keys of our own."""

from collections.abc import Iterator

from mocknir.register.vurdering import SLETT
from mocknir.scenario.forventninger import FaultExpectation, LostExpectation, ReceiptExpectation
from mocknir.scenario.modell import ExpectStep, Scenario, VendorStep
from mocknir.scenario.ord import Feilord, Sti
from mocknir.scenario.sjekk_felles import feil, henvisning


def sjekk_krav(s: Scenario) -> Iterator[Feilord]:
    """All that is wrong with what a case requires; nothing where the scenario is no such case."""
    if s.requirement is None:
        if s.manual is not None:
            yield feil(("manual",), "er bare for saker som har requirement: stryk den",
                       "is only for cases that have a requirement: leave it out", er_noekkel=True)  # fmt: skip
        return
    yield from henvisning(s.requirement.source, ("requirement", "source"))
    if not any(isinstance(steg, VendorStep) for steg in s.steps):
        yield feil(("steps",), "ber ingen leverandør om noe: legg til et vendor-steg",
                   "asks nothing of a vendor: add a vendor step")  # fmt: skip
    yield from _kvitteringer(s)
    yield from _saksarbeid(s)


def _kvitteringer(s: Scenario) -> Iterator[Feilord]:
    """What another system got as answer is its own: the register and the journal tell what came of it."""
    leverandoerens = {steg.id for steg in s.steps if isinstance(steg, VendorStep) and steg.id}
    alle: list[tuple[Sti, object]] = [
        (("steps", nr, "expect", i), f)
        for nr, steg in enumerate(s.steps) if isinstance(steg, ExpectStep)
        for i, f in enumerate(steg.expect)
    ]  # fmt: skip
    alle += [(("expect", nr, "that", i), f) for nr, v in enumerate(s.expect) for i, f in enumerate(v.that)]
    for sti, f in alle:
        if isinstance(f, ReceiptExpectation | FaultExpectation | LostExpectation):
            navn: str = getattr(f, f.noekkel)
            if navn in leverandoerens:
                yield feil(
                    (*sti, f.noekkel), f"«{navn}» gjør leverandørens system, og svaret er dets eget: se i registeret "
                    "eller journalen (person:, journal:)",
                    f"«{navn}» is done by the vendor's system, whose answer is its own: look at the register or the "
                    "journal (person:, journal:)",
                )  # fmt: skip


def _saksarbeid(s: Scenario) -> Iterator[Feilord]:
    """Every piece of casework has a name, and what is to be deleted has been asked for before under that name."""
    kjente: set[str] = set()
    for nr, steg in enumerate(s.steps):
        if not isinstance(steg, VendorStep):
            continue
        for i, r in enumerate(steg.vendor.casework):
            sti: Sti = ("steps", nr, "vendor", "casework", i, "eksternId")
            if not r.ekstern_id:
                yield feil(sti, "mangler: navnet som systemet kan bes om å rette det under, som v1",
                           "is missing: the name under which the system can be asked to correct it, as v1")  # fmt: skip
            elif r.handling == SLETT and r.ekstern_id not in kjente:
                yield feil(
                    sti, "skal være navnet på noe systemet er bedt om å registrere før",
                    "must be the name of something that the system was asked to register before",
                )  # fmt: skip
        kjente |= {r.ekstern_id for r in steg.vendor.casework if r.ekstern_id}
