"""The published JSON Schema: made of the models, and as lenient and as strict as `check` about the form."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mocknir.register.kodeverk import KODEVERK
from mocknir.register.skjema import TYPER
from mocknir.rules.katalog import KATALOG
from mocknir.scenario import beskrivelser, skjema
from mocknir.scenario import tre as yamltre
from mocknir.scenario.les import Lest, UgyldigScenario, les_alle, les_tekst
from mocknir.scenario.mal import lag

SCENARIOER = Path(__file__).parents[2] / "scenarios"
FILER = Path(__file__).parent / "filer"
SKJEMA = json.loads(skjema.tekst())
DOMMER = jsonschema_rs.Draft202012Validator(SKJEMA)


def som_json(verdi: Any) -> Any:
    """What a YAML file holds as an editor sees it: YAML 1.2, in which a date is text."""
    if isinstance(verdi, Mapping):
        return {k: som_json(v) for k, v in verdi.items()}
    if isinstance(verdi, list):
        return [som_json(v) for v in verdi]
    return verdi.isoformat() if isinstance(verdi, date) else verdi


def feil_i(tekst: str) -> list[str]:
    return [f.message for f in DOMMER.iter_errors(som_json(yamltre.les(tekst).verdi))]


def test_the_published_file_is_what_the_models_say():
    publisert = (SCENARIOER / "scenario.schema.json").read_text(encoding="utf-8")
    assert publisert == skjema.tekst(), "mocknir scenario schema > scenarios/scenario.schema.json"


def test_it_is_a_schema_of_its_dialect():
    assert SKJEMA["$schema"] == skjema.DIALEKT
    jsonschema_rs.meta.validate(SKJEMA)


def test_every_scenario_that_comes_along_fits_it():
    lest = [en for en in les_alle([SCENARIOER, FILER]) if isinstance(en, Lest)]
    assert lest
    for en in lest:
        assert feil_i(Path(en.fil).read_text(encoding="utf-8")) == [], en.fil


@pytest.mark.parametrize("regel", sorted(KATALOG))
def test_a_new_scenario_of_any_rule_is_right_and_fits_it(regel: str) -> None:
    tekst = lag("ny", KATALOG[regel], "scenario.schema.json")
    assert les_tekst(tekst, "ny.yaml").scenario.rules == (regel,)
    assert feil_i(tekst) == []


def _navnene(verdi: Any) -> set[str]:
    if isinstance(verdi, list):
        return set().union(*map(_navnene, verdi))
    if not isinstance(verdi, dict):
        return set()
    egne = {n for n, s in (verdi.get("properties") or {}).items() if isinstance(s, dict)}
    return egne.union(*map(_navnene, verdi.values()))


def test_every_key_that_a_file_can_have_is_described_in_both_languages():
    for navn, definisjon in {**SKJEMA["$defs"], "": SKJEMA}.items():
        if navn.endswith(("Step", "Expectation", "Registrering", "Saksarbeid", "Matcher")) or navn == "":
            for noekkel, felt in (definisjon.get("properties") or {}).items():
                assert " / " in felt.get("description", ""), (navn, noekkel)
    assert set(beskrivelser.NOEKLER) <= _navnene(SKJEMA)


def test_codes_types_rules_and_reports_are_offered():
    alt = json.dumps(SKJEMA, ensure_ascii=False)
    from mocknir.reports import RAPPORTER

    koder = (k.kode for verk in KODEVERK.values() for k in verk.koder)
    for navn in (*koder, *TYPER, *KATALOG, *RAPPORTER):
        assert f'"{navn}"' in alt, navn


HELT = (FILER / "hele-spraaket.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("byttes", "med"),
    [
        ("scenario: hele-spraaket", "scenaro: hele-spraaket"),
        ("title: {nb: Alt språket kan si, en: All that the language can say}", "title: Alt språket kan si"),
        ("shows: grense", "shows: av og til"),
        ("rules: [VINDU-TO-MAANEDER", "rules: [VINDU-TO-MANEDER"),
        ("seed: 7", "seed: sju"),
        ("type: kontakt,", "type: kontkt,"),
        ("kontakttype: tilbud, ", ""),
        ("kontakttype: tilbud,", "kontakttype: tilbud, varighet: 3,"),
        ("eksternId: k1, ", ""),
        ("handling: slett}", "handling: slette}"),
        ("restore: foer-flytting", "restor: foer-flytting"),
        ("advance: {by: 4m}", "advance: {by: fire måneder}"),
        ("advance: {by: 4m}", "advance: {}"),
        ("type: utvandring,", "type: flukt,"),
        ("stage: after-commit", "stage: etterpå"),
        ("kind: drop", "kind: mistet"),
        ("lost: borte", "tapt: borte"),
        ("program:\n          status", "program:\n          staus"),
        ("start: {any: true}", "start: {any: kanskje}"),
        ("nr: {min: 1}", "nr: {min: 1, not: 2}"),
        ("report: maaloppnaaelse", "report: maalopnaaelse"),
        ("at: 2017-10-01", "naar: 2017-10-01"),
    ],
)
def test_what_check_refuses_for_its_form_the_schema_refuses_too(byttes: str, med: str) -> None:
    assert byttes in HELT
    tekst = HELT.replace(byttes, med, 1)
    with pytest.raises(UgyldigScenario):
        les_tekst(tekst, "hele-spraaket.yaml")
    assert feil_i(tekst)


# --- a law: what `check` accepts fits the schema

DAGER = st.integers(0, 400).map(lambda n: date(2021, 6, 1) + timedelta(days=n))
TEKST = st.text("abc åø1", min_size=1, max_size=6).filter(str.strip)


@st.composite
def registreringer(draw: st.DrawFn) -> dict[str, Any]:
    type_ = draw(st.sampled_from(list(TYPER.values())))
    ut: dict[str, Any] = {"person": "amina", "type": type_.navn, "eksternId": draw(st.sampled_from(["a", "b", "c"]))}
    for f in type_.felter:
        if f.paakrevd or draw(st.booleans()):
            if f.felt.kodeverk:
                koder = [k.kode for k in KODEVERK[f.felt.kodeverk].koder if k.fra is None]
                if koder:
                    ut[f.navn] = draw(st.sampled_from(koder))
            else:
                verdier = {"date": DAGER, "bool": st.booleans(), "Decimal": st.integers(0, 40)}
                ut[f.navn] = draw(verdier.get(f.slag.__name__, TEKST))
    return ut


MELDING = st.lists(registreringer(), min_size=1, max_size=3).map(lambda r: {"kommune": "0301", "registrations": r})
STEG = st.one_of(
    MELDING.map(lambda m: {"transfer": m}),
    MELDING.map(lambda m: {"web": m}),
    st.sampled_from(["1d", "2w", "3m", "0d", "1 d"]).map(lambda n: {"advance": {"by": n}}),
    DAGER.map(lambda d: {"advance": {"to": d}}),
    DAGER.map(lambda d: {"event": {"person": "amina", "type": "utvandring", "dato": d}}),
    st.sampled_from(["amina", "ola"]).map(lambda n: {"event": {"person": n, "type": "foedselsnummer"}}),
    st.sampled_from(["s", "t"]).map(lambda n: {"snapshot": n}),
    st.sampled_from(["s", "t"]).map(lambda n: {"restore": n}),
    st.integers(0, 5).map(lambda n: {"parameter": {"VINDU-TO-MAANEDER.maaneder": n}}),
    st.sampled_from(["drop", "delay", "reset"]).map(lambda k: {"fault": {"kind": k, "nth": 1}}),
)  # fmt: skip
VENTET = st.one_of(
    st.sampled_from([None, "avsluttet", {"absent": True}, {"not": "planlagt"}, {"one_of": ["stanset"]}, "avslutet"])
    .map(lambda v: {"person": "amina", "program": {"status": v}}),
    st.sampled_from([[], {"count": 0}, {"contains": {"person": "amina"}}, {"count": {"min": 1}}, {"cont": 1}])
    .map(lambda v: {"fired": v}),
    st.sampled_from([3, "3", {"min": 3}, {"max": {"date": "clock"}}])
    .map(lambda v: {"person": "amina", "program": {"nr": v}}),
    DAGER.map(lambda d: {"person": "amina", "program": {"slutt": {"min": d}}}),
)  # fmt: skip


@given(st.lists(STEG, max_size=4), st.lists(VENTET, min_size=1, max_size=3))
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_check_accepts_fits_the_schema(steg: list[dict[str, Any]], ventet: list[dict[str, Any]]) -> None:
    innhold = {
        "scenario": "trukket", "title": {"nb": "x", "en": "x"}, "facts": ["§1"], "clock": date(2021, 7, 1),
        "persons": {"amina": {"kommune": "0301"}}, "steps": steg, "expect": [{"at": date(2023, 1, 1), "that": ventet}],
    }  # fmt: skip
    tekst = yaml.safe_dump(innhold, allow_unicode=True, sort_keys=False)
    godtatt = True
    try:
        les_tekst(tekst, "trukket.yaml")
    except UgyldigScenario:
        godtatt = False
    assert not (godtatt and feil_i(tekst))
