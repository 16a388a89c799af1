"""Kommune numbers through the reforms of 2018, 2019, 2020 and 2024."""

import csv
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocknir.register import kommuner

D2017, D2018, D2019 = date(2017, 6, 1), date(2018, 6, 1), date(2019, 6, 1)
D2020, D2024 = date(2020, 6, 1), date(2024, 6, 1)
REFORM_2018, REFORM_2020, REFORM_2024 = date(2018, 1, 1), date(2020, 1, 1), date(2024, 1, 1)

with files("mocknir.register").joinpath("data", "kommuner.csv").open(encoding="utf-8") as fil:
    ALLE_NUMRE = [rad["kommunenummer"] for rad in csv.DictReader(fil, delimiter=";")]

numre = st.sampled_from(ALLE_NUMRE)
datoer = st.sampled_from([date(2017, 12, 31), *(date(aar, 1, 1) for aar in range(2018, 2026))]) | st.dates(
    date(2010, 1, 1), date(2040, 1, 1)
)


# What is in force


@pytest.mark.parametrize(
    ("dato", "antall"),
    [
        (date(1999, 1, 1), 426),
        (D2017, 426),
        (D2018, 422),
        (D2019, 422),
        (date(2019, 12, 31), 422),
        (REFORM_2020, 356),
        (date(2023, 12, 31), 356),
        (REFORM_2024, 357),
        (date(2035, 1, 1), 357),
    ],
)
def test_norway_has_as_many_kommuner_as_ssb_says(dato: date, antall: int):
    assert len(kommuner.alle(dato)) == antall


def test_a_kommune_is_a_row_of_the_table():
    foerste = kommuner.alle(D2019)[0]

    assert foerste == ("0101", "Halden", None, date(2019, 12, 31), ("3001",))


def test_no_name_has_lost_a_letter():
    assert not [k for dato in (D2017, D2019, D2020, D2024) for k in kommuner.alle(dato) if "?" in k.navn]


def test_an_old_number_holds_until_the_last_day_of_the_year():
    assert kommuner.gyldig("1601", date(2017, 12, 31))
    assert not kommuner.gyldig("1601", REFORM_2018)
    assert not kommuner.gyldig("5001", date(2017, 12, 31))
    assert kommuner.gyldig("5001", REFORM_2018)


@pytest.mark.parametrize("nr", ["9999", "301", "", "030l", "Oslo"])
def test_an_unknown_number_is_never_in_force(nr: str):
    assert not kommuner.finnes(nr)
    assert not kommuner.gyldig(nr, D2024)
    assert kommuner.etterfoelgere(nr, D2024) == ()
    assert kommuner.forgjengere(nr, D2024) == ()
    assert kommuner.slekt(nr, D2024) == {nr}
    assert kommuner.nyopprettet(nr) is None
    assert kommuner.sammenslaainger(nr) == ()


def test_a_number_out_of_force_still_exists():
    assert kommuner.finnes("1601")


def test_a_name_can_be_asked_for_at_any_time_or_for_a_day():
    assert kommuner.navn("0301") == "Oslo"
    assert kommuner.navn("1601") == "Trondheim"
    assert kommuner.navn("1601", date(2017, 12, 31)) == "Trondheim"


def test_a_name_on_a_day_the_number_is_not_in_force_is_refused_with_the_remedy():
    with pytest.raises(kommuner.UkjentKommune, match="bruk 5001 Trondheim"):
        kommuner.navn("1601", REFORM_2018)


def test_the_name_of_an_unknown_number_is_refused():
    with pytest.raises(kommuner.UkjentKommune, match="finnes ikke"):
        kommuner.navn("9999")


# Forwards


@pytest.mark.parametrize(
    ("nr", "dato", "etter"),
    [
        ("1601", date(2017, 12, 31), ("1601",)),
        ("1601", REFORM_2018, ("5001",)),
        ("0101", D2019, ("0101",)),
        ("0101", D2020, ("3001",)),
        ("0101", date(2023, 12, 31), ("3001",)),
        ("0101", REFORM_2024, ("3101",)),
        ("1613", D2018, ("5012",)),  # Snillfjord: renumbered, then divided in three
        ("1613", REFORM_2020, ("5055", "5056", "5059")),
        ("1850", REFORM_2020, ("1806", "1875")),  # Tysfjord: to Narvik and Hamarøy
        ("1507", REFORM_2024, ("1508", "1580")),  # Ålesund: Haram leaves again
        ("1504", REFORM_2024, ("1508", "1580")),
        ("0301", D2024, ("0301",)),
        ("5001", D2017, ()),
    ],
)
def test_successors_follow_every_reform_up_to_the_day(nr: str, dato: date, etter: tuple[str, ...]):
    assert kommuner.etterfoelgere(nr, dato) == etter


@pytest.mark.parametrize(
    ("nr", "dato", "hoved"),
    [
        ("0101", D2024, "3101"),
        ("1507", D2024, "1508"),  # the same name
        ("1534", D2024, "1580"),  # Haram, back from Ålesund: the same name again
        ("1546", D2024, "1508"),  # Sandøy, without a namesake: the first listed
        ("1613", D2020, "5055"),
        ("1850", D2020, "1806"),
    ],
)
def test_the_main_successor_has_the_same_name_or_is_listed_first(nr: str, dato: date, hoved: str):
    assert kommuner.hovedetterfoelger(nr, dato) == hoved


@pytest.mark.parametrize("nr", ["5001", "9999"])
def test_there_is_no_main_successor_of_what_does_not_exist_yet_or_at_all(nr: str):
    with pytest.raises(kommuner.UkjentKommune):
        kommuner.hovedetterfoelger(nr, D2017)


@given(numre, datoer)
def test_successors_are_in_force_and_once_there_are_any_there_always_are(nr: str, dato: date):
    etter = kommuner.etterfoelgere(nr, dato)

    assert all(kommuner.gyldig(e, dato) for e in etter)
    assert len(set(etter)) == len(etter)
    assert bool(etter) == ((kommuner.nyopprettet(nr) or date.min) <= dato)
    assert (etter == (nr,)) if kommuner.gyldig(nr, dato) else (nr not in etter)


@given(numre, datoer, datoer)
def test_going_by_way_of_an_earlier_day_leads_to_the_same_successors(nr: str, en: date, annen: date):
    foerst, saa = sorted((en, annen))
    underveis = kommuner.etterfoelgere(nr, foerst)

    if underveis:
        videre = {e for u in underveis for e in kommuner.etterfoelgere(u, saa)}
        assert videre == set(kommuner.etterfoelgere(nr, saa))


# Backwards


def test_predecessors_are_the_kommuner_that_were_to_merge():
    assert kommuner.forgjengere("3020", D2019) == ("0213", "0217")  # Nordre Follo of Ski and Oppegård
    assert kommuner.forgjengere("3101", D2019) == ("0101",)
    assert kommuner.forgjengere("3020", D2020) == ("3020",)
    assert kommuner.forgjengere("3020", D2024) == ()


def test_kin_are_all_numbers_a_kommune_may_have_registered_under():
    assert kommuner.slekt("3101", D2024) == {"0101", "3001", "3101"}
    assert kommuner.slekt("5001", D2020) == {"1601", "5001", "1662", "5030"}  # with Klæbu
    assert kommuner.slekt("5001", D2019) == {"1601", "5001"}  # not yet


def test_a_divided_kommune_is_kin_of_each_part():
    for del_av_snillfjord in ("5055", "5056", "5059"):
        assert {"1613", "5012"} <= kommuner.slekt(del_av_snillfjord, D2020)


def test_kin_of_a_number_out_of_force_is_itself_alone():
    assert kommuner.slekt("0101", D2024) == {"0101"}


@given(numre, numre, datoer)
def test_kin_is_the_successors_read_backwards(nr: str, annen: str, dato: date):
    assert (annen in kommuner.slekt(nr, dato)) == (nr in kommuner.etterfoelgere(annen, dato) or annen == nr)


def test_merged_kommuner_are_the_same_from_the_day_of_the_merger():
    assert not kommuner.samme("0213", "0217", date(2019, 12, 31))
    assert kommuner.samme("0213", "0217", REFORM_2020)
    assert kommuner.samme("0213", "3207", D2024)
    assert not kommuner.samme("0301", "3207", D2024)


def test_a_number_not_yet_in_force_is_the_same_as_none():
    assert not kommuner.samme("5001", "1601", D2017)
    assert not kommuner.samme("5001", "5001", D2017)


# Mergers


@pytest.mark.parametrize(
    ("nr", "dager"),
    [
        ("3020", (REFORM_2020,)),  # Ski + Oppegård
        ("5054", (REFORM_2018,)),  # Rissa + Leksvik
        ("1103", (REFORM_2020,)),  # Stavanger takes in Finnøy and Rennesøy, its number stays
        ("5001", (REFORM_2020,)),  # Trondheim takes in Klæbu; the new number of 2018 is no merger
        ("5056", (REFORM_2020,)),  # Hitra with a part of Snillfjord
        ("3001", ()),  # a new number
        ("3101", ()),
        ("1508", ()),  # a division
        ("1580", ()),
        ("0301", ()),
    ],
)
def test_a_merger_takes_two_or_more(nr: str, dager: tuple[date, ...]):
    assert kommuner.sammenslaainger(nr) == dager


def test_a_new_number_has_a_day_of_birth_merged_or_not():
    assert kommuner.nyopprettet("3001") == REFORM_2020
    assert kommuner.nyopprettet("3020") == REFORM_2020
    assert kommuner.nyopprettet("1103") is None


@given(numre)
def test_a_merged_number_has_two_or_more_predecessors_the_day_before(nr: str):
    for dag in kommuner.sammenslaainger(nr):
        dagen_foer = date(dag.year - 1, 12, 31)
        foer = [k for k in kommuner.alle(dagen_foer) if nr in kommuner.etterfoelgere(k.nummer, dag)]
        assert len(foer) >= 2


# For people


@pytest.mark.parametrize(
    ("nr", "dato", "nb", "en"),
    [
        (
            "1601",
            D2018,
            "Kommune 1601 Trondheim gjaldt til 31.12.2017; bruk 5001 Trondheim - Tråante.",
            "Kommune 1601 Trondheim was in force until 2017-12-31; use 5001 Trondheim - Tråante.",
        ),
        (
            "1507",
            REFORM_2024,
            "Kommune 1507 Ålesund gjaldt til 31.12.2023; bruk 1508 Ålesund eller 1580 Haram.",
            "Kommune 1507 Ålesund was in force until 2023-12-31; use 1508 Ålesund or 1580 Haram.",
        ),
        (
            "3020",
            D2019,
            "Kommune 3020 Nordre Follo gjelder først fra 01.01.2020; bruk 0213 Ski eller 0217 Oppegård.",
            "Kommune 3020 Nordre Follo is in force only from 2020-01-01; use 0213 Ski or 0217 Oppegård.",
        ),
        (
            "0310",
            D2024,
            "Kommune 0310 finnes ikke. Mente du 0301 Oslo eller 3310 Hole?",
            "Kommune 0310 does not exist. Did you mean 0301 Oslo or 3310 Hole?",
        ),
        (
            "9999",
            D2024,
            "Kommune 9999 finnes ikke. Bruk et kommunenummer, som 0301 Oslo.",
            "Kommune 9999 does not exist. Use a kommune number, as 0301 Oslo.",
        ),
        (
            "301",
            D2024,
            "«301» er ikke et kommunenummer: det skal ha fire sifre. Mente du 0301 Oslo?",
            "“301” is not a kommune number: it must have four digits. Did you mean 0301 Oslo?",
        ),
    ],
)
def test_the_explanation_says_why_and_what_instead(nr: str, dato: date, nb: str, en: str):
    assert kommuner.forklar(nr, dato) == (nb, en)


def test_three_successors_are_listed_as_people_list_them():
    forklaring = kommuner.forklar("5012", D2024)

    assert forklaring is not None
    assert forklaring[0].endswith("; bruk 5055 Heim, 5056 Hitra eller 5059 Orkland.")
    assert forklaring[1].endswith("; use 5055 Heim, 5056 Hitra or 5059 Orkland.")


@given(numre, datoer)
def test_every_number_out_of_force_is_explained_and_no_other(nr: str, dato: date):
    forklaring = kommuner.forklar(nr, dato)

    assert (forklaring is None) == kommuner.gyldig(nr, dato)
    assert forklaring is None or "; bruk " in forklaring[0]


@pytest.mark.parametrize(
    ("sok", "dato", "foerst"),
    [
        ("Trondhjem", D2024, "5001"),
        ("trondheim", D2017, "1601"),
        ("Aalesund", D2024, "1508"),
        ("Tråante", D2024, "5001"),
        ("Haram", D2024, "1580"),  # itself before what the old Haram has become
        ("Rissa", D2024, "5054"),  # the name of a kommune that has become a part of Indre Fosen
        ("101", D2019, "0101"),  # a lost zero
        ("101", D2024, "3101"),  # a lost zero and an old number
        ("0302", D2024, "0301"),  # a wrong digit
        ("5653", D2024, "5603"),  # Hammerfest, in the same fylke, before 5053 Inderøy
        ("0310", D2024, "0301"),  # two digits swapped
    ],
)
def test_the_nearest_kommune_comes_first(sok: str, dato: date, foerst: str):
    assert kommuner.naermeste(sok, dato)[0].nummer == foerst


@given(st.text(max_size=12) | st.from_regex(r"[0-9]{1,6}", fullmatch=True) | numre, datoer)
def test_suggestions_are_few_and_in_force_whatever_is_asked(sok: str, dato: date):
    forslag = kommuner.naermeste(sok, dato)

    assert len(forslag) <= kommuner.FORSLAG
    assert all(kommuner.gyldig(k.nummer, dato) for k in forslag)
