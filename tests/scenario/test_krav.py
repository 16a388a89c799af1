"""Cases of the conformance kit: what they require, and what cannot be said of somebody else's system."""

import json

import jsonschema_rs
import pytest

from mocknir.scenario import skjema
from mocknir.scenario import tre as yamltre
from mocknir.scenario.forklar import forklar
from mocknir.scenario.les import Lest, UgyldigScenario, les_tekst
from mocknir.scenario.ord import skriv_sti
from tests.scenario.test_skjema import som_json

SAK = """\
scenario: sak
title: {nb: Tittel, en: Title}
requirement:
  id: WS4-X-01
  text: {nb: Systemet sletter det som slettes, en: The system deletes what is deleted}
  source: "§2.5 [S17]"
  provenance: dokumentert
manual: {question: {nb: Står det på skjermen?, en: Is it on the screen?}}
clock: 2017-01-02
persons:
  amina: {kommune: "0301", lov: introduksjonsloven}
steps:
  - id: foerst
    vendor:
      instruction: {nb: Registrer., en: Register.}
      read: [HentEndringer]
      skipEnded: true
      codesByText: true
      casework:
        - {person: amina, type: kontakt, eksternId: k1, ordning: intro, kontakttype: tilbud, dato: 2017-01-02}
  - vendor:
      instruction: {nb: Slett., en: Delete.}
      casework:
        - {person: amina, eksternId: k1, handling: slett}
  - expect:
      - person: amina
        registrering: []
      - journal: {operasjon: OverfoerRegistreringer}
        meldinger: {max: 2}
        level: anbefaling
"""


def les(tekst: str) -> Lest:
    return les_tekst(tekst, "sak.yaml")


def test_a_case_is_read_explained_and_fits_the_schema():
    # given a case
    lest = les(SAK)
    # when it is explained
    nb, en = forklar(lest.scenario, "nb"), forklar(lest.scenario, "en")
    # then it says what is required, how well that is known, and what is only recommended
    assert "Krav WS4-X-01 (dokumentert, §2.5 [S17]): Systemet sletter det som slettes" in nb
    assert "Å svare på: Står det på skjermen?" in nb
    assert "- det leser HentEndringer først" in nb
    assert "Anbefalt: Journalens poster (operasjon: OverfoerRegistreringer) har høyst 2 ulike meldingsId." in nb
    assert "Recommended: The entries of the journal (operasjon: OverfoerRegistreringer) have at most 2 different" in en
    # and an editor completes it
    dommer = jsonschema_rs.Draft202012Validator(json.loads(skjema.tekst()))
    assert dommer.is_valid(som_json(yamltre.les(SAK).verdi))


@pytest.mark.parametrize(
    ("byttes", "med", "sti", "tekst"),
    [
        ('source: "§2.5 [S17]"', "source: IMDi", "requirement.source", "er ingen henvisning"),
        ("provenance: dokumentert", "provenance: dokumentet", "requirement.provenance", "mente du dokumentert?"),
        ("level: anbefaling", "level: anbefalt", "steps[2].expect[1].level", "mente du anbefaling?"),
        ("read: [HentEndringer]", "read: [HentEndring]", "steps[0].vendor.read[0]", "mente du HentEndringer?"),
        ("eksternId: k1, handling", "eksternId: k2, handling", "steps[1].vendor.casework[0].eksternId", "bedt om"),
        ("type: kontakt, eksternId: k1,", "type: kontakt,", "steps[0].vendor.casework[0].eksternId", "mangler"),
        ("- person: amina\n        registrering: []", "- receipt: foerst\n        gjentatt: true",
         "steps[2].expect[0].receipt", "se i registeret"),
        ("- person: amina\n        registrering: []", "- person: amina\n        level: krav",
         "steps[2].expect[0].person", "venter ingenting"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_case_is_told_where_it_is(byttes: str, med: str, sti: str, tekst: str) -> None:
    assert byttes in SAK
    with pytest.raises(UgyldigScenario) as feil:
        les(SAK.replace(byttes, med, 1))
    funnet = {skriv_sti(f.sti): f.ord.tekst for f in feil.value.feil}
    assert tekst in funnet.get(sti, ""), funnet


def test_only_a_case_has_levels_and_questions():
    # given a scenario that shows a rule, and no requirement
    krav = SAK[SAK.index("requirement:") : SAK.index("manual:")]
    with pytest.raises(UgyldigScenario) as feil:
        les(SAK.replace(krav, "facts: [§2.5]\n"))
    assert {skriv_sti(f.sti) for f in feil.value.feil} == {"manual", "steps[2].expect[1].level"}


def test_a_case_asks_something_of_a_vendor():
    steg = SAK[SAK.index("  - id: foerst") : SAK.index("  - expect:")]
    with pytest.raises(UgyldigScenario) as feil:
        les(SAK.replace(steg, ""))
    assert [skriv_sti(f.sti) for f in feil.value.feil] == ["steps"]
