"""All rules together: nothing that can be sent makes them fail, and a good registration passes them all."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mocknir.register import skjema
from mocknir.register.kodeverk import KODEVERK
from mocknir.register.registreringer import Innhold, Norskmaal
from mocknir.register.skjema import TYPER
from mocknir.register.vurdering import INTROBRUKER, NORSKBRUKER, REGISTRER, SLETT, Alvor, Bruker, Sak
from mocknir.rules.regelsett import GJALDT_IKKE, SLO_TIL, Regelsett
from tests.unit.rules.bygg import (
    BERGEN,
    GAMMEL,
    INTRO,
    KOLLEKTIV,
    NORSK,
    NY,
    OSLO,
    Adresse,
    Tilgang,
    Timer,
    avslutning,
    deltaker,
    person,
    post,
    sak,
    tildeling,
    tiltak,
)

REGELSETT = Regelsett()
naere = st.dates(date(2018, 1, 1), date(2025, 12, 31))
alle_datoer = naere | st.dates()
desimaler = st.decimals(-10_000, 10_000, places=1)


def _verdi(felt: skjema.Feltbeskrivelse, datoer: st.SearchStrategy[date]) -> st.SearchStrategy[Any]:
    strategi: st.SearchStrategy[Any]
    if felt.felt.kodeverk is not None:
        koder = st.sampled_from([k.kode for k in KODEVERK[felt.felt.kodeverk].koder])
        strategi = st.one_of(koder, koder, koder, st.text(max_size=12))
    elif felt.slag is date:
        strategi = datoer
    elif felt.slag is Decimal:
        strategi = desimaler
    elif felt.slag is bool:
        strategi = st.booleans()
    elif felt.navn == "vedtakEksternId":
        strategi = st.sampled_from(["x1", "x2", "x3"])
    else:
        strategi = st.text(max_size=20)
    return strategi if felt.paakrevd else st.none() | strategi


def innhold(type_: str, datoer: st.SearchStrategy[date]) -> st.SearchStrategy[Innhold]:
    bygg: Callable[..., Innhold] = TYPER[type_].klasse
    return st.builds(bygg, **{f.attributt: _verdi(f, datoer) for f in TYPER[type_].felter})


@st.composite
def saker(draw: st.DrawFn) -> Sak:
    adresser = tuple(
        sorted(
            draw(st.lists(st.builds(Adresse, naere, st.sampled_from([OSLO, BERGEN, "0217"])), max_size=2)),
            key=lambda a: a.fra,
        )
    )
    p = person(draw(st.sampled_from([GAMMEL, NY, KOLLEKTIV, ()])), adresser)
    kommuner = st.sampled_from([OSLO, OSLO, BERGEN, "3020", "0217"])
    # What stands in the register came past PERIODE-GYLDIG, so its days are near; what is sent may be anything.
    staar = draw(
        st.lists(
            st.sampled_from([*TYPER, "vedtak", "vedtak", "tiltak", "avslutning"]).flatmap(lambda t: innhold(t, naere)),
            max_size=6,
        )
    )
    d = deltaker(
        *(post(i, f"x{nr}", nr, draw(kommuner), draw(st.sampled_from(["ola", "NIR"]))) for nr, i in enumerate(staar)),
        person_=p,
    )
    type_ = draw(st.sampled_from(list(TYPER)))
    foer = draw(st.none() | st.sampled_from(d.poster)) if d.poster else None
    handling = draw(st.sampled_from([REGISTRER, REGISTRER, SLETT]))
    nytt = draw(innhold(type_, alle_datoer))
    if handling == SLETT and foer is not None:
        type_, nytt = foer.type, foer.innhold
    roller = draw(st.sampled_from([(), (INTROBRUKER,), (INTROBRUKER, NORSKBRUKER)]))
    return sak(
        draw(st.sampled_from([nytt, nytt, nytt, None])),
        draw(naere),
        d,
        foer=foer,
        handling=handling,
        kommune=draw(kommuner),
        bruker=Bruker("ola", OSLO, roller),
        tilganger=tuple(
            draw(
                st.lists(
                    st.builds(Tilgang, st.just(1), kommuner, naere, naere, st.sampled_from([None, INTRO]), naere),
                    max_size=1,
                )
            )
        ),
        ident=draw(st.sampled_from(["13097248022", "", "202100000110", "æøå"])),
        ukjent=draw(st.sampled_from([False, False, False, True])),
        kanal=draw(st.sampled_from(["WS4", "WS4", "NIR-web", "NIR"])),
        type_=type_,
    )


@given(saker(), st.booleans())
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_registration_makes_a_rule_fail(sak_: Sak, uendret: bool):
    vurdering = REGELSETT.vurder(sak_, uendret)

    for anmerkning in vurdering.anmerkninger:
        assert anmerkning.tekst
        assert anmerkning.text
        assert f"{SLO_TIL}{anmerkning.regel}" in vurdering.spor.split()


GODE = [
    (tildeling(date(2021, 5, 1), date(2022, 4, 30)), ()),
    (tiltak(date(2021, 5, 1), timer=Decimal(30)), (tildeling(date(2021, 5, 1)),)),
    (
        Timer(NORSK, "norsk", date(2021, 5, 1), date(2021, 5, 31), Decimal(60)),
        (tildeling(date(2021, 5, 1)), tiltak(date(2021, 5, 1), type_="norskopplaring")),
    ),
    (avslutning(date(2021, 6, 1)), (tildeling(date(2020, 5, 1)),)),
]


@pytest.mark.parametrize(("innhold_", "staar"), GODE)
@pytest.mark.parametrize("opphold", [GAMMEL, NY])
def test_a_good_registration_passes_every_rule(innhold_: Innhold, staar, opphold):
    vurdering = REGELSETT.vurder(sak(innhold_, date(2021, 6, 15), deltaker(*staar, person_=person(opphold))))

    assert vurdering.anmerkninger == ()
    assert "VINDU-TO-MAANEDER" in vurdering.spor.split()
    assert SLO_TIL not in vurdering.spor


def test_the_trace_tells_what_passed_what_did_not_apply_and_what_bit():
    spor = REGELSETT.vurder(sak(tiltak(date(2021, 1, 1)), date(2021, 6, 15))).spor.split()

    assert "TILGANG-ROLLE" in spor
    assert f"{GJALDT_IKKE}NORSK-DOBBELT" in spor
    assert f"{SLO_TIL}VINDU-TO-MAANEDER" in spor


def test_an_unchanged_registration_meets_the_rules_of_access_only():
    s = sak(tiltak(date(2010, 1, 1)), date(2021, 6, 15))

    assert REGELSETT.vurder(s, True).anmerkninger == ()
    assert REGELSETT.vurder(s).anmerkninger


def test_an_unknown_person_is_told_once():
    vurdering = REGELSETT.vurder(sak(tiltak(date(2021, 6, 1)), date(2021, 6, 15), ukjent=True))

    assert [(a.regel, a.alvor) for a in vurdering.anmerkninger] == [("PERSON-UKJENT", Alvor.AVVIST)]


def test_a_parameter_of_the_sandbox_changes_the_judgement():
    s = sak(tiltak(date(2021, 3, 1)), date(2021, 6, 15), deltaker(tildeling(date(2021, 3, 1))))
    romslig = Regelsett({("VINDU-TO-MAANEDER", "maaneder"): 6})

    assert REGELSETT.vurder(s).avvist
    assert not romslig.vurder(s).avvist


def test_one_mistake_about_the_law_is_told_once():
    s = sak(Norskmaal("B1", date(2021, 6, 1)), date(2021, 6, 15), deltaker(person_=person(GAMMEL)))

    assert [a.regel for a in REGELSETT.vurder(s).anmerkninger] == ["LOV-FELT"]
