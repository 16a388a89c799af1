"""A run as JSON, for programs: texts in the language of the run, requirements in both."""

import json
from typing import Any

from mocknir.conformance.rapport.tekst import IKKE_GODKJENNING
from mocknir.conformance.resultat import Kjoering, Saksresultat
from mocknir.scenario.rapport.data import som_data


def som_json(k: Kjoering, lang: str) -> str:
    """The run; `status` and `result` as `resultat.Status` and `resultat.Utfall` spell them."""
    return json.dumps(
        {
            "system": {"name": k.system, "version": k.versjon},
            "mocknir": k.mocknir,
            "notAnApproval": dict(zip(("nb", "en"), IKKE_GODKJENNING, strict=True)),
            "server": k.server,
            "sandbox": k.sandkasse,
            "by": k.hvordan.paa(lang),
            "seed": k.seed,
            "started": k.begynt.isoformat(),
            "ended": k.sluttet.isoformat(),
            "status": k.status,
            "reason": k.grunn.paa(lang) if k.grunn else None,
            "cases": [_sak(r, lang) for r in k.saker],
        },
        ensure_ascii=False,
        indent=2,
    )


def _sak(r: Saksresultat, lang: str) -> dict[str, Any]:
    krav, s = r.sak.krav, r.sak.lest.scenario
    return {
        "suite": r.sak.suite,
        "case": r.sak.navn,
        "title": s.title.paa(lang),
        "requirement": {
            "id": krav.id, "text": {"nb": krav.text.nb, "en": krav.text.en}, "source": krav.source,
            "provenance": krav.provenance, "level": krav.level,
        },
        "status": r.status,
        "result": r.utfall,
        "reason": r.grunn.paa(lang) if r.grunn else None,
        "question": s.manual.question.paa(lang) if s.manual else None,
        "answer": r.svar,
        "started": r.begynt.isoformat() if r.begynt else None,
        "seconds": round(r.sekunder, 3),
        "clock": {"from": r.klokke[0], "to": r.klokke[1]} if r.klokke else None,
        "findings": [
            {"onlyRecommended": funn.anbefalt, "expected": list(funn.ventet), **som_data(funn.felt)} for funn in r.funn
        ],
        "steps": [
            {
                "step": b.oppdrag["step"], "instruction": b.oppdrag["instruction"], "clock": b.oppdrag["clock"],
                "done": b.gikk, "how": b.utfoert.ord.paa(lang), "output": b.utfoert.utskrift,
                "seconds": round(b.utfoert.sekunder, 3),
            }
            for b in r.steg
        ],
        "journal": list(r.journal),
    }  # fmt: skip
