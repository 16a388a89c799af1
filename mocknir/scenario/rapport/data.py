"""Verdicts as JSON, for programs."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from mocknir.register.skjema import camel
from mocknir.scenario.dom import Dom


def som_json(alle: Sequence[Dom], brukt: float) -> str:
    """The verdicts; fields that say nothing are left out, `status` is as `gang.Status` spells it."""
    return json.dumps(
        {"seconds": round(brukt, 3), "scenarios": [som_data(d) for d in alle]}, ensure_ascii=False, indent=2
    )


def som_data(verdi: Any) -> Any:
    """A value of a verdict as JSON has it; fields that say nothing are left out."""
    if isinstance(verdi, tuple) and hasattr(verdi, "_asdict"):
        felter = verdi._asdict().items()
        return {camel(navn): som_data(v) for navn, v in felter if v not in ((), None, "")}
    if isinstance(verdi, tuple):
        return [som_data(v) for v in verdi]
    if isinstance(verdi, date):
        return verdi.isoformat()
    return round(verdi, 3) if isinstance(verdi, float) else verdi
