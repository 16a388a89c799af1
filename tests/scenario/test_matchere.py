"""Matchers: what an expectation says of a value, and wherein an answer differs from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mocknir.scenario import slag
from mocknir.scenario.datouttrykk import Uleselig
from mocknir.scenario.datouttrykk import les as les_uttrykk
from mocknir.scenario.kompiler import NOEKLER, Ugyldig, kompiler
from mocknir.scenario.matchere import INGEN, Difference
from mocknir.scenario.ord import Sti

PROGRAM = {
    "nr": 1, "status": "avsluttet", "slutt": "2017-05-01", "avsluttetAv": "NIR", "maaloppnaaelse": False,
    "timerPerUke": "37.5", "lukking": None, "registrertFra": "2017-05-01T04:00:00+02:00",
    "funn": [{"regel": "A", "felt": "fra"}, {"regel": "B", "felt": None}],
}  # fmt: skip


class Kalender:
    """A context with a day and a person."""

    def dato(self, referanse: str) -> date | None:
        return {"flytting": date(2017, 1, 31), "clock": date(2017, 1, 1)}.get(referanse)

    def numre(self, navn: str) -> frozenset[str]:
        return frozenset({"17859000266", "201512345699"}) if navn == "amina" else frozenset()


def avvik(ventet: Any, faktisk: Any, slag_: slag.Slag = slag.FRI) -> list[Difference]:
    return kompiler(ventet, slag_).hold(faktisk, Kalender())


@pytest.mark.parametrize(
    "ventet",
    [
        {"status": "avsluttet"}, {"slutt": date(2017, 5, 1)}, {"slutt": "2017-05-01"}, {"nr": 1}, {"nr": 1.0},
        {"registrertFra": date(2017, 5, 1)}, {"timerPerUke": 37.5}, {"maaloppnaaelse": False}, {"lukking": None},
        {"finnesIkke": None}, {"lukking": {"absent": True}}, {"finnesIkke": {"absent": True}}, {"nr": {"any": True}},
        {"status": {"one_of": ["i program", "avsluttet"]}}, {"status": {"not": "i program"}},
        {"status": {"matches": "avs.*"}}, {"status": {"contains": "slutt"}}, {"nr": {"min": 1, "max": 1}},
        {"slutt": {"min": date(2017, 5, 1)}}, {"slutt": {"max": {"date": "flytting + 1y"}}},
        {"slutt": {"date": "flytting + 90d"}}, {"slutt": {"date": "flytting + 3m + 1d"}},
        {"funn": {"contains": {"regel": "B"}}}, {"funn": {"contains": [{"regel": "B"}, {"felt": "fra"}]}},
        {"funn": {"count": 2}}, {"funn": {"count": {"min": 1}}}, {"funn": [{"regel": "A"}, {"regel": {"any": True}}]},
        {"funn": {"not": {"contains": {"regel": "C"}}}}, {},
    ],
)  # fmt: skip
def test_what_holds(ventet: Any) -> None:
    assert avvik(ventet, PROGRAM) == []


@pytest.mark.parametrize(
    ("ventet", "sti", "venter", "staar"),
    [
        ({"status": "i program"}, ("status",), "i program", "avsluttet"),
        ({"slutt": date(2017, 5, 2)}, ("slutt",), "2017-05-02", "2017-05-01"),
        ({"nr": 2}, ("nr",), "2", "1"),
        ({"nr": True}, ("nr",), "true", "1"),
        ({"nr": "1"}, ("nr",), '"1"', "1"),
        ({"maaloppnaaelse": None}, ("maaloppnaaelse",), "ingen verdi", "false"),
        ({"finnesIkke": 1}, ("finnesIkke",), "1", "mangler"),
        ({"finnesIkke": {"any": True}}, ("finnesIkke",), "en verdi", "mangler"),
        ({"lukking": {"any": True}}, ("lukking",), "en verdi", "ingen verdi"),
        ({"slutt": {"absent": True}}, ("slutt",), "ingen verdi", "2017-05-01"),
        ({"status": {"one_of": ["a", "b"]}}, ("status",), "en av a, b", "avsluttet"),
        ({"status": {"not": "avsluttet"}}, ("status",), "ikke avsluttet", "avsluttet"),
        ({"status": {"matches": "avs"}}, ("status",), "en tekst som passer med /avs/", "avsluttet"),
        ({"nr": {"min": 2}}, ("nr",), "minst 2", "1"),
        ({"nr": {"min": 2, "max": 4}}, ("nr",), "fra 2 til 4", "1"),
        ({"slutt": {"max": date(2017, 4, 30)}}, ("slutt",), "høyst 2017-04-30", "2017-05-01"),
        ({"slutt": {"date": "flytting + 1m"}}, ("slutt",), "2017-02-28 (flytting + 1m)", "2017-05-01"),
        ({"slutt": {"date": "aldri"}}, ("slutt",), "aldri (ingen slik dag)", "2017-05-01"),
        ({"funn": {"count": 3}}, ("funn",), "3 i antall", "2"),
        ({"funn": {"count": {"max": 1}}}, ("funn",), "høyst 1 i antall", "2"),
        ({"funn": [{"regel": "A"}]}, ("funn",), "1 i antall", "2"),
        ({"funn": [{"regel": "A"}, {"regel": "C"}]}, ("funn", 1, "regel"), "C", "B"),
        ({"funn": {"contains": {"regel": "C"}}}, ("funn",), "et element med regel: C", "2 elementer, ingen som passer"),
        ({"funn": {"regel": "A"}}, ("funn",), "med regel: A", "[{regel: A, felt: fra}, {regel: B, felt: null}]"),
        ({"status": {"a": 1}}, ("status",), "med a: 1", "avsluttet"),
        ({"lukking": {"contains": 1}}, ("lukking",), "et element 1", "ingen verdi"),
        ({"lukking": {"count": 0}}, ("lukking",), "0 i antall", "ingen verdi"),
    ],
)
def test_a_difference_says_where_what_and_what_instead(ventet: Any, sti: Sti, venter: str, staar: str) -> None:
    (ett,) = avvik(ventet, PROGRAM)
    assert (ett.path, ett.expected.tekst, ett.actual.tekst) == (sti, venter, staar)


def test_each_thing_that_is_wrong_is_a_difference_of_its_own():
    assert [a.path for a in avvik({"nr": 2, "status": "x", "avsluttetAv": "NIR"}, PROGRAM)] == [("nr",), ("status",)]


def test_a_list_without_the_element_tells_how_the_nearest_differs():
    funn = [{"regel": "B", "felt": "x"}, {"regel": "A", "felt": "til"}, {"regel": "C", "felt": "y"}]
    (ett,) = avvik({"contains": {"regel": "A", "felt": "fra"}}, funn)
    assert [(n.path, n.expected.tekst, n.actual.tekst) for n in ett.nearest] == [((1, "felt"), "fra", "til")]


def test_one_element_is_told_of_as_one():
    (ett,) = avvik({"contains": {"regel": "A"}}, [{"regel": "B"}])
    assert ett.actual == ("ett element, som ikke passer", "one element, which does not fit")


def test_an_element_answers_to_one_wish_only():
    assert len(avvik({"contains": [{"regel": "A"}, {"regel": "A"}]}, [{"regel": "A"}])) == 1
    # The wide wish leaves the only element that the narrow one takes.
    assert avvik({"contains": [{"any": True}, {"regel": "A"}]}, [{"regel": "A"}, {"regel": "B"}]) == []


def test_a_person_is_known_by_name_under_every_number():
    for nummer in ("17859000266", "201512345699", "amina"):
        assert avvik("amina", nummer, slag.PERSON) == []
    (ett,) = avvik("amina", "17859000347", slag.PERSON)
    assert ett.expected.tekst == "amina (17859000266, 201512345699)"


def test_an_outcome_may_be_its_code_alone():
    utfall = {"eksternId": "v1", "utfall": "godtatt", "funn": []}
    assert avvik("godtatt", utfall, slag.ET_UTFALL) == []
    assert avvik({"one_of": ["godtatt", "uendret"]}, utfall, slag.ET_UTFALL) == []
    assert avvik({"utfall": "godtatt", "funn": []}, utfall, slag.ET_UTFALL) == []
    assert [a.path for a in avvik("avvist", utfall, slag.ET_UTFALL)] == [("utfall",)]


@pytest.mark.parametrize("tekst", ["", "  ", "+ 3d", "a b", "flytting + 90", "flytting + 3 dager", "flytting 90d"])
def test_date_arithmetic_that_is_none(tekst: str) -> None:
    with pytest.raises(Uleselig):
        les_uttrykk(tekst)


@pytest.mark.parametrize(
    ("tekst", "dag"),
    [
        ("flytting", date(2017, 1, 31)),
        ("flytting + 1m", date(2017, 2, 28)),
        ("flytting+1m-1d", date(2017, 2, 27)),
        ("flytting - 1d + 1m", date(2017, 2, 28)),
        ("clock + 2w", date(2017, 1, 15)),
        ("clock + 1y", date(2018, 1, 1)),
    ],
)
def test_date_arithmetic_goes_from_left_to_right(tekst: str, dag: date) -> None:
    assert les_uttrykk(tekst).regn(Kalender()) == dag


# --- laws

NAVN = st.text("abcdefgh", min_size=1, max_size=4).filter(lambda navn: navn not in NOEKLER)
ENKLE = (
    st.none() | st.booleans() | st.integers(-9, 9) | st.decimals(-9, 9, places=2).map(float)
    | st.text("abc é«", max_size=4) | st.dates(date(1900, 1, 1), date(2999, 12, 31))
)  # fmt: skip
VERDIER = st.recursive(
    ENKLE, lambda v: st.lists(v, max_size=4) | st.dictionaries(NAVN, v, max_size=4), max_leaves=12
)  # fmt: skip
SVAR = st.recursive(
    ENKLE.map(lambda v: v.isoformat() if isinstance(v, date) else v),
    lambda v: st.lists(v, max_size=4) | st.dictionaries(NAVN, v, max_size=4),
    max_leaves=12,
)


def som_svar(verdi: Any) -> Any:
    """A value of a scenario as the control plane would answer it."""
    if isinstance(verdi, Mapping):
        return {k: som_svar(v) for k, v in verdi.items()}
    if isinstance(verdi, list):
        return [som_svar(v) for v in verdi]
    return verdi.isoformat() if isinstance(verdi, date) else verdi


@given(VERDIER)
def test_a_value_holds_against_itself(verdi: Any) -> None:
    assert kompiler(verdi).hold(som_svar(verdi), INGEN) == []


@given(VERDIER, SVAR)
@settings(max_examples=200)
def test_a_value_holds_or_its_negation_does_and_differences_point_to_what_is_there(verdi: Any, svar: Any) -> None:
    funn = kompiler(verdi).hold(svar, INGEN)
    motsatt = kompiler({"not": verdi}).hold(svar, INGEN)
    assert bool(funn) is not bool(motsatt)
    for ett in funn:
        _finnes(ett, svar)


@given(st.lists(ENKLE, min_size=1, max_size=5), st.lists(SVAR, max_size=5))
def test_what_a_list_contains_is_still_there_when_it_grows(oensker: list[Any], mer: list[Any]) -> None:
    matcher = kompiler({"contains": oensker})
    assert matcher.hold([*mer, *map(som_svar, oensker)], INGEN) == []


def _finnes(ett: Difference, svar: Any) -> None:
    """The place of a difference is in the answer, or it is its last step that is missing there."""
    for nr, ledd in enumerate(ett.path):
        if isinstance(svar, Mapping) and ledd not in svar:
            assert ett.actual.tekst == "mangler"
            assert nr == len(ett.path) - 1
            return
        svar = svar[ledd]
    assert ett.expected.tekst
    assert ett.expected.text


@given(st.dictionaries(st.sampled_from([*NOEKLER, "a", "b"]), VERDIER, min_size=1, max_size=3))
def test_whatever_is_written_becomes_a_matcher_or_errors_with_places(skrevet: dict[str, Any]) -> None:
    feil = []
    try:
        matcher = kompiler(skrevet)
    except Ugyldig as ugyldig:
        feil = ugyldig.feil
    else:
        assert isinstance(matcher.hold(None, INGEN), list)
        assert matcher.beskriv(INGEN).tekst
    assert all(f.sti == () or f.sti[0] in skrevet for f in feil)
    assert all(f.ord.tekst and f.ord.text for f in feil)
