"""A scenario in plain words, held against the texts in `gylne/`.

When a text is meant to change: `mocknir scenario explain FILE --lang nb > tests/scenario/gylne/FILE.nb.txt`.
"""

from pathlib import Path

import pytest

from mocknir.scenario.forklar import forklar
from mocknir.scenario.les import les

HER = Path(__file__).parent
SCENARIOER = HER.parents[1] / "scenarios"


@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize(
    "fil",
    [
        HER / "filer" / "hele-spraaket.yaml",
        SCENARIOER / "vindu" / "vindu-to-maaneder-grensedag.yaml",
        SCENARIOER / "lukking" / "flytting-uten-avslutning.yaml",
    ],
    ids=lambda fil: fil.stem,
)
def test_a_scenario_reads_as_sentences(fil: Path, lang: str) -> None:
    gyllen = HER / "gylne" / f"{fil.stem}.{lang}.txt"
    assert forklar(les(fil).scenario, lang) == gyllen.read_text(encoding="utf-8")
