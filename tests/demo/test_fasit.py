"""The comparison of expected and actual: what differs is found, and nothing passes that nobody expected."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import fagsystem_sim.fortelling
from fagsystem_sim.fagsystem import Resultat
from fagsystem_sim.fortelling import fasit, modell
from fagsystem_sim.fortelling.fasit import Fakta, Maaloppnaaelse, Sjekk, Tilstand
from fagsystem_sim.fortelling.modell import Fortelling

HER = Path(fagsystem_sim.fortelling.__file__).parent


@pytest.fixture(scope="module")
def fortelling() -> Fortelling:
    return modell.les(HER / "kontroll_2017.toml")


@pytest.fixture
def forventet() -> dict[str, Any]:
    return fasit.les(HER / "forventet_2017.toml")


@pytest.fixture
def fakta(forventet: dict[str, Any]) -> Fakta:
    """Facts that are just what is expected."""
    o = forventet["overfoering"]
    regler = Counter({(regel, alvor): n for alvor in ("avvist", "advarsel") for regel, n in o[alvor].items()})
    tall = [Maaloppnaaelse(**rad) for rad in forventet["maaloppnaaelse"]]
    etter = {rad["id"]: Tilstand(**rad["etter"]) for rad in forventet["deltaker"]}
    foer = {rad["id"]: Tilstand(**rad.get("foer", rad["etter"])) for rad in forventet["deltaker"]}
    return Fakta(
        samlet=Resultat(regler=regler),
        uten_tilgang=Resultat(Counter(o["uten_tilgang"])),
        med_tilgang=Resultat(Counter(o["med_tilgang"])),
        reddet=o["reddet"],
        avvisninger=dict(regler),
        lukkinger=Counter(forventet["lukkinger"]),
        foer=foer,
        etter=etter,
        maaloppnaaelse=tall,
        maaloppnaaelse_siden=list(tall),
    )


def brudd(forventet: dict[str, Any], fakta: Fakta, fortelling: Fortelling) -> list[Sjekk]:
    return [s for s in fasit.sjekk(forventet, fakta, fortelling) if not s.holder]


def test_what_is_as_expected_holds(forventet: dict[str, Any], fakta: Fakta, fortelling: Fortelling):
    assert brudd(forventet, fakta, fortelling) == []


def test_another_state_of_a_participant_is_told_beside_the_expected_one(
    forventet: dict[str, Any], fakta: Fakta, fortelling: Fortelling
):
    annen = Tilstand("avsluttet", date(2017, 6, 30), "annet", "kommune", None, False)
    (feil,) = brudd(forventet, replace(fakta, etter={**fakta.etter, "D19": annen}), fortelling)
    assert (feil.hva, feil.side) == ("D19 Dawit Kidane", "etter")
    assert feil.ventet == "06.01.2017 arbeidHeltid, mål"
    assert feil.fikk == "30.06.2017 annet, ikke mål"


def test_states_that_read_the_same_but_differ_are_written_out(
    forventet: dict[str, Any], fakta: Fakta, fortelling: Fortelling
):
    foer = fakta.foer["D19"]._replace(aarsak="annet")
    (feil,) = brudd(forventet, replace(fakta, foer={**fakta.foer, "D19": foer}), fortelling)
    assert feil.ventet != feil.fikk
    assert "annet" in feil.fikk


def test_a_rejection_nobody_expected_fails(forventet: dict[str, Any], fakta: Fakta, fortelling: Fortelling):
    regler = Counter({**fakta.samlet.regler, ("KODE-GYLDIG", "avvist"): 1})
    feil = brudd(forventet, replace(fakta, samlet=Resultat(regler=regler)), fortelling)
    assert [(s.hva, s.ventet, s.fikk) for s in feil] == [
        ("KODE-GYLDIG", "0", "1"),
        ("kvitteringene mot NIRs rapport", "samme tall", "KODE-GYLDIG avvist 1 mot 0"),
    ]


def test_a_closing_that_did_not_come_fails(forventet: dict[str, Any], fakta: Fakta, fortelling: Fortelling):
    uten = Counter(fakta.lukkinger)
    del uten["LUKKING-FRIST"]
    (feil,) = brudd(forventet, replace(fakta, lukkinger=uten), fortelling)
    assert (feil.hva, feil.ventet, feil.fikk) == ("LUKKING-FRIST", "1", "0")


def test_an_answer_that_changes_afterwards_fails(forventet: dict[str, Any], fakta: Fakta, fortelling: Fortelling):
    siden = [fakta.maaloppnaaelse[0], *fakta.maaloppnaaelse[2:], fakta.maaloppnaaelse[2]]
    (feil,) = brudd(forventet, replace(fakta, maaloppnaaelse_siden=siden), fortelling)
    assert (feil.hva, feil.side) == ("måloppnåelse per 16.03.2018", "siden")


def test_a_participant_without_an_expectation_fails(forventet: dict[str, Any], fakta: Fakta, fortelling: Fortelling):
    forventet["deltaker"] = [rad for rad in forventet["deltaker"] if rad["id"] != "D07"]
    (feil,) = brudd(forventet, fakta, fortelling)
    assert feil.fikk == "D07"
