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


SAGT = """
scenario: sagt
title: {nb: Sagt, en: Said}
rules: [VINDU-TO-MAANEDER]
shows: grense
clock: 2017-01-01
persons:
  tarek: {kommune: "0301", foedselsnummer: "17859000266"}
steps:
  - transfer:
      kommune: "0301"
      registrations:
        - {person: "17859000266", type: kontakt, eksternId: k1, ordning: intro, kontakttype: krav, dato: 2017-01-01}
  - event: {person: tarek, type: utvandring, dato: 2017-01-01}
expect:
  - at: 2017-03-01
    that:
      - {person: tarek, kommune: {absent: true}, programmer: [], registrering: [{eksternId: k1}]}
      - {person: tarek, personalia: {foedselsnummer: {absent: true}}}
      - {person: tarek, registrering: {contains: {eksternId: k1, content: {dato: 2017-01-01}}}}
      - {person: tarek, programmer: [{nr: 1}, {nr: 2}]}
      - {person: tarek, program: {gjennomfoeringsfrist: {beregning: {contains: {dato: 2019-01-01}}}}}
      - {report: maaloppnaaelse, with: {aar: 2017}, rows: [{andre: 1}]}
      - {fired: [{person: tarek, regel: LUKKING-UTVANDRET}]}
      - {journal: {kanal: WS4}, count: 1}
"""


@pytest.mark.parametrize(
    ("lang", "setninger"),
    [
        ("nb", (
            "Scenarioet viser grensen.", "- Tarek har fødselsnummer 17859000266 og bor i kommune 0301 Oslo.",
            "- Tarek (17859000266): Kontakt: ", "Tarek har ingen kjent adresse.", "NIR har på Tarek ikke noe program.",
            "NIR har på Tarek nøyaktig én registrering: nøkkelen er k1.", "fødselsnummeret mangler",
            "der nøkkelen er k1 og datoen er 01.01.2017.", "nøyaktig 2 program: nummeret er 1; nummeret er 2.",
            "(utregningen har et steg der datoen er 01.01.2019)",
            "(året 2017) har nøyaktig én rad: tallet på andre er 1.",
            "har NIR selv gjort nøyaktig én avslutning: personen er Tarek og regelen er LUKKING-UTVANDRET. "
            "Regelen LUKKING-UTVANDRET: «", "Journalen har 1 post (",
        )),
        ("en", (
            "The scenario shows the border.",
            "- Tarek has the fødselsnummer 17859000266 and lives in kommune 0301 Oslo.",
            "Tarek has no known address.", "NIR has on Tarek no programme.",
            "NIR has on Tarek exactly one registration: the key is k1.", "the fødselsnummer is missing",
            "where the key is k1 and the date is 2017-01-01.",
            "exactly 2 programmes: the number is 1; the number is 2.",
            "(the reckoning has a step where the date is 2019-01-01)", "exactly one row: the number of others is 1.",
            "exactly one closing: the person is Tarek and the rule is LUKKING-UTVANDRET. "
            "The rule LUKKING-UTVANDRET: «",
            "The journal has 1 entry (",
        )),
    ],
    ids=["nb", "en"],
)  # fmt: skip
def test_what_is_said_can_be_read_aloud(lang: str, setninger: tuple[str, ...], tmp_path: Path) -> None:
    fil = tmp_path / "sagt.yaml"
    fil.write_text(SAGT, encoding="utf-8")
    tekst = forklar(les(fil).scenario, lang)
    assert [en for en in setninger if en not in tekst] == [], tekst
