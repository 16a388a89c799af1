"""Run a client written in another language against a sandbox, and read what it saw."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.contract.nir import PASSORD, Nir

MAPPE = Path(__file__).parent


def kjoer(nir: Nir, *kommando: str, **valg: Any) -> Any:
    """What the client printed as JSON, given the sandbox's address, a user and a person."""
    oppsett = {"url": nir.url, "bruker": nir.bruker, "passord": PASSORD, "fnr": nir.fnr, **valg}
    miljoe = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    ferdig = subprocess.run(
        kommando, input=json.dumps(oppsett), capture_output=True, text=True, timeout=60, env=miljoe, check=False
    )
    assert ferdig.returncode == 0, ferdig.stdout + ferdig.stderr
    return json.loads(ferdig.stdout)
