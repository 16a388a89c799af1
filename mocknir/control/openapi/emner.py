"""The parts of the control plane, by which its routes are grouped."""

from mocknir.control.ruter import Rute

EMNER: dict[str, tuple[str, str]] = {
    "sandboxes": ("Sandkasser: hver sin NIR", "Sandboxes: one NIR each"),
    "clock": ("Klokken: tiden går, og NIR lukker", "The clock: time passes, and NIR closes"),
    "snapshots": ("Snapshots: ta vare på, gå tilbake", "Snapshots: keep, and go back"),
    "persons": ("Personer, fra de sentrale registrene", "Persons, from the central registers"),
    "users": ("Brukere i kommunene", "Users of the kommuner"),
    "access": ("Etterregistreringstilganger", "Access to register late"),
    "cases": ("Støttesaker: søknad og avgjørelse", "Support cases: application and decision"),
    "rules": ("Regler og parametre", "Rules and parameters"),
    "registrations": ("Registrering som i NIR web, og endringsstrømmen", "Registering as in NIR web, and the feed"),
    "faults": ("Feil på bestilling", "Faults on demand"),
    "scenario": ("Scenarioer: ta opp, spill på nytt, og hva som ventes",
                 "Scenarios: record, replay, and what is expected"),
    "reports": ("Rapporter", "Reports"),
    "journal": ("Journalen, og hvorfor", "The journal, and why"),
    "events": ("Det som skjer, mens det skjer", "What happens, as it happens"),
    "about": ("Om kontrollplanet selv", "About the control plane itself"),
}  # fmt: skip

_UNDER = {
    "fork": "snapshots", "expiry": "sandboxes", "reset": "sandboxes", "feed": "registrations", "why": "journal",
    "fault-kinds": "faults", "openapi.json": "about", "replay": "scenario",
    "expectations": "scenario", "schema": "scenario",
}  # fmt: skip


def emne(rute: Rute) -> str:
    """The part that a route belongs to."""
    if rute.sti == "/":
        return "about"
    ledd = rute.sti.removeprefix("/sandboxes/<sandbox>").strip("/").split("/")[0] or "sandboxes"
    return _UNDER.get(ledd, ledd)
