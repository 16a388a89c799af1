"""A sandbox prepared by a scenario: where it is, who its users and its persons are, and what it waits for."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mocknir.cli.feil import avvist
from mocknir.cli.scenario import GalFil
from mocknir.client.feil import MocknirError

if TYPE_CHECKING:
    from mocknir.client.server import Server
    from mocknir.scenario.forberedelse import Forberedt
    from mocknir.scenario.modell import Scenario


def les(fil: Path) -> "Scenario":
    """The scenario of a file; raises GalFil with all that is wrong with it."""
    from mocknir.scenario.les import UgyldigScenario
    from mocknir.scenario.les import les as les_fil

    try:
        return les_fil(fil).scenario
    except UgyldigScenario as ugyldig:
        raise GalFil(ugyldig) from None


def forbered(server: "Server", scenario: "Scenario", sandbox: str | None) -> "Forberedt":
    """Prepare the sandbox of that name, else the scenario's own; raises Avvist."""
    from mocknir.scenario import forberedelse

    try:
        return forberedelse.forbered(server, scenario, sandbox or forberedelse.sandkassenavn(scenario.scenario))
    except MocknirError as feil:
        raise avvist(feil) from None


def som_dict(f: "Forberedt", url: str) -> dict[str, Any]:
    """As JSON values; `url` is where the server is reached."""
    gang = f.gang
    ws4 = url + gang.nir.raw["ws4"]
    venter = f.venter
    return {
        "sandbox": gang.nir.name, "ws4": ws4, "wsdl": f"{ws4}?wsdl", "clock": gang.nir.clock().now.isoformat(),
        "scenario": gang.scenario.scenario, "stepsDone": f.gjort, "steps": len(gang.scenario.steps),
        "users": [
            {"user": b.name, "password": b.password, "kommune": b.kommune, "roles": list(b.roles)} for b in f.brukere
        ],
        "persons": [
            {
                "name": navn, "foedselsnummer": p.foedselsnummer, "dufnummer": p.dufnummer, "navn": p.navn,
                "kommune": p.kommune,
            }
            for navn, p in gang.personer.items()
        ],
        "waitsFor": None if venter is None else venter.vendor.instruction.model_dump(),
        "refused": [
            {"step": svar.steg.id or svar.sti[1], "detail": galt.tekst, "detailEnglish": galt.text}
            for svar in gang.alle_svar
            if (galt := svar.feil or svar.tapt) is not None
        ],
    }  # fmt: skip


def som_tekst(data: dict[str, Any]) -> Iterator[str]:
    """As lines to read."""
    yield (f"Sandkassen «{data['sandbox']}» er forberedt av scenarioet {data['scenario']}: {data['stepsDone']} av "
           f"{data['steps']} steg er gjort, klokken viser {data['clock'][:10]}.")  # fmt: skip
    yield (f"The sandbox «{data['sandbox']}» is prepared: {data['stepsDone']} of {data['steps']} steps are done, the "
           f"clock shows {data['clock'][:10]}.")  # fmt: skip
    yield f"  WS4     {data['ws4']}  (WSDL: {data['wsdl']})"
    for b in data["users"]:
        yield f"  {b['user']}  passord / password {b['password']}  kommune {b['kommune']} ({', '.join(b['roles'])})"
    for p in data["persons"]:
        numre = " ".join(n for n in (p["foedselsnummer"], p["dufnummer"]) if n)
        yield f"  {p['name']}  {numre}  {p['navn']}, kommune {p['kommune'] or '–'}"
    for en in data["refused"]:
        yield f"  steg / step {en['step']}: {en['detail']} / {en['detailEnglish']}"
    if data["waitsFor"]:
        yield f"  Nå / now: {data['waitsFor']['nb']} / {data['waitsFor']['en']}"
