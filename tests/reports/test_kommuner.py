"""Reports follow kommuner through mergers, renumberings and divisions (domain.md §8 [S95]–[S97])."""

from datetime import date

import pytest

from mocknir.register import commands as c
from mocknir.register.feil import Avvik
from mocknir.register.registreringer import INTRO, Vedtak
from mocknir.reports import RAPPORTER
from mocknir.reports.kommunekart import Kommunekart

SKI, OPPEGAARD, NORDRE_FOLLO = "0213", "0217", "3020"


@pytest.fixture
def naboer(oslo):
    """A participant in each of Ski and Oppegård, who both end before the kommuner merge on 1 January 2020."""
    oslo.til("2019-06-01")
    ut = []
    for nr, nummer in enumerate((SKI, OPPEGAARD), start=1):
        kommune = oslo.i(nummer)
        person = kommune.person(nr, bosatt=date(2019, 3, 1))
        kommune.start(person)
        kommune.tiltak(person, date(2019, 6, 1), date(2019, 12, 31))
        ut.append((kommune, person))
    oslo.til("2019-12-10")
    for kommune, person in ut:
        assert kommune.avslutt(person, date(2019, 12, 10)) == "godtatt"
    return [person for _, person in ut]


def avsluttede(oslo, **parametre):
    tabell = RAPPORTER["avsluttede"].lag(oslo.sandbox, {"aar": "2019", **parametre})
    return list(zip(tabell.kolonne("kommune"), tabell.kolonne("ident"), strict=True))


def test_the_number_shown_is_the_one_in_force_at_the_end_of_the_reporting_year(oslo, naboer):
    ski, oppegaard = naboer
    oslo.til("2020-02-10")
    assert avsluttede(oslo) == [(SKI, ski.ident), (OPPEGAARD, oppegaard.ident)]
    assert avsluttede(oslo, kommune=SKI) == [(SKI, ski.ident)]
    # the new kommune may ask for what it grew out of
    assert avsluttede(oslo, kommune=NORDRE_FOLLO) == [(SKI, ski.ident), (OPPEGAARD, oppegaard.ident)]


def test_what_was_registered_under_the_old_numbers_is_found_under_the_new_one(oslo):
    # given a participant from Ski who is still in programme after the merger
    oslo.til("2019-12-10")
    ski = oslo.i(SKI)
    person = ski.person(bosatt=date(2019, 12, 1))
    ski.start(person)
    ski.tiltak(person, date(2019, 12, 10), date(2020, 6, 1))
    oslo.til("2020-02-10")
    for navn in ("deltakere", "tiltak"):
        tabell = RAPPORTER[navn].lag(oslo.sandbox, {"aar": "2020", "kommune": NORDRE_FOLLO})
        assert set(tabell.kolonne("kommunenavn")) == {"Nordre Follo"}
    deltakere = RAPPORTER["deltakere"]
    # and the old number is no longer one in 2020
    with pytest.raises(Avvik) as feil:
        deltakere.lag(oslo.sandbox, {"aar": "2020", "kommune": SKI})
    assert feil.value.felt == "kommune"
    assert "3020 Nordre Follo" in feil.value.tekst


def test_a_programme_from_before_the_merger_that_ends_after_it_is_the_new_kommunes(oslo):
    oslo.til("2019-06-01")
    ski = oslo.i(SKI)
    person = ski.person(bosatt=date(2019, 3, 1))
    ski.start(person)
    oslo.til("2020-03-02")
    ny = oslo.i(NORDRE_FOLLO)
    assert ny.avslutt(person, date(2020, 3, 2)) == "godtatt"
    assert avsluttede(oslo, aar="2020", kommune=NORDRE_FOLLO) == [(NORDRE_FOLLO, person.ident)]


def test_a_correction_under_the_new_number_stays_with_the_kommune_the_person_lived_in(oslo, naboer):
    ski, _ = naboer
    oslo.til("2020-02-08")
    # when Nordre Follo corrects the decision that Ski made, and the ending
    oslo.sandbox.administrer(c.GiTilgang(NORDRE_FOLLO, date(2019, 1, 1), date(2019, 12, 31), None, date(2020, 2, 28)))
    ny = oslo.i(NORDRE_FOLLO)
    vedtak = Vedtak(INTRO, "tildeling", date(2019, 6, 1), date(2019, 6, 1), date(2021, 5, 1))
    assert ny.registrer(ski, f"V{ski.id}-1", vedtak).startswith("godtatt")
    assert ny.avslutt(ski, date(2019, 12, 10), "videregaaende").startswith("godtatt")
    # then the figures for 2019 still tell Ski's from Oppegård's
    assert avsluttede(oslo, kommune=SKI) == [(SKI, ski.ident)]
    assert ski.ident not in dict(map(reversed, avsluttede(oslo, kommune=OPPEGAARD)))


def test_what_a_divided_kommune_registered_counts_with_one_successor():
    # Ålesund 1507 (2020–2023) became 1508 Ålesund and 1580 Haram
    alesund, haram = Kommunekart(2024, "1508"), Kommunekart(2024, "1580")
    vist = alesund.vist("1507")
    assert vist == "1508"
    assert (alesund.med(vist), haram.med(vist)) == (True, False)
    # and Haram's own number of before 2020 leads to Haram
    assert haram.vist("1534") == "1580"
    numre = haram.egne_numre() or frozenset()
    assert {"1534", "1580"} <= numre
    assert "1507" not in numre
