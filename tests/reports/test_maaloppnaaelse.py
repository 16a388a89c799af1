"""Who counts in the share that went to work or education, and as what (domain.md §2.9, §6.1)."""

from datetime import date
from decimal import Decimal

import pytest

from mocknir.register import commands as c
from mocknir.register.registreringer import INTRO, Vedtak
from mocknir.reports import RAPPORTER, Ord
from mocknir.reports.tabell import prosent


def lag(oslo, **parametre):
    return RAPPORTER["maaloppnaaelse"].lag(oslo.sandbox, parametre)


def som_tall(tabell, rad):
    navn = [k.navn for k in tabell.kolonner]
    return dict(zip(navn, rad, strict=True))


def i_program(oslo, nr, til=date(2017, 6, 1), **person):
    deltaker = oslo.person(nr, **person)
    oslo.start(deltaker)
    oslo.tiltak(deltaker, oslo.idag, til)
    return deltaker


def endt(oslo, deltaker, aarsak, dato=date(2017, 6, 1)):
    if oslo.idag < dato:
        oslo.til(f"{dato}")
    assert oslo.avslutt(deltaker, dato, aarsak) == "godtatt"


def test_work_and_education_of_all_ended_also_those_whom_nir_closed(oslo):
    # given one of each kind, and one that nobody ended
    i_program(oslo, 4)
    en, to, tre = i_program(oslo, 1, kjoenn="M"), i_program(oslo, 2), i_program(oslo, 3)
    endt(oslo, en, "arbeidDeltid")
    endt(oslo, to, "hoeyereUtdanning")
    endt(oslo, tre, "grunnskole")
    oslo.til("2017-12-31")
    # when the figures of 2017 are asked for
    tabell = lag(oslo, aar="2017")
    # then NIR's closing and grunnskole stand in the denominator and not in the numerator
    assert som_tall(tabell, tabell.summer) == {
        "kjoenn": Ord("Sum", "Total"), "avsluttet": 4, "arbeid": 1, "utdanning": 1, "andre": 1, "ikkeRegistrert": 1,
        "lukketAvNir": 1, "prosent": Decimal(50), "tattUt": 0,
    }  # fmt: skip
    # and women and men are told apart
    assert [(rad[0].tekst, rad[1], rad[-2]) for rad in tabell.rader] == [
        ("Kvinner", 3, Decimal("33.3")),
        ("Menn", 1, Decimal(100)),
    ]


def test_an_empty_year_has_no_share(oslo):
    tabell = lag(oslo, aar="2017")
    assert tabell.rader == ()
    assert som_tall(tabell, tabell.summer)["prosent"] is None


def test_percent_has_one_decimal_and_rounds_half_up():
    assert prosent(1, 3) == Decimal("33.3")
    assert prosent(1, 16) == Decimal("6.3")
    assert prosent(0, 7) == 0
    assert prosent(0, 0) is None


def test_a_person_counts_once_in_a_year_by_the_last_programme(oslo):
    # given a participant who left, came back, and went to work in the same year
    ola = i_program(oslo, 1)
    endt(oslo, ola, "avbrutt", date(2017, 3, 1))
    oslo.til("2017-05-01")
    oslo.start(ola, nr=2)
    oslo.til("2017-11-01")
    oslo.avslutt(ola, date(2017, 11, 1), "arbeidHeltid", nr=2)
    # then the one person reached the goal
    assert lag(oslo, aar="2017").summer[1:4] == (1, 1, 0)
    # while the list of those who ended shows both programmes, and says so
    liste = RAPPORTER["avsluttede"].lag(oslo.sandbox, {"aar": "2017"})
    assert len(liste.rader) == 2
    assert "bare det siste" in liste.undertekst


def test_a_programme_that_another_kommune_carried_on_counts_there_alone(oslo):
    # given a move to Bergen, which takes over
    ola = oslo.person()
    oslo.start(ola)
    oslo.til("2017-02-01")
    oslo.sandbox.sentralt(c.FlyttPerson(ola.ident, date(2017, 2, 1), "1201"))
    bergen = oslo.i("1201")
    bergen.start(ola, nr=2)
    # then nobody has ended while Ola goes on in Bergen
    assert RAPPORTER["avsluttede"].lag(oslo.sandbox, {"aar": "2017"}).rader == ()
    assert som_tall(lag(oslo, aar="2017"), lag(oslo, aar="2017").summer)["tattUt"] == 0
    # when Bergen ends it
    oslo.til("2017-06-01")
    assert bergen.avslutt(ola, date(2017, 6, 1), "arbeidHeltid") == "godtatt"
    # then Bergen has ended one and Oslo none
    assert [rad[:3] for rad in lag(oslo, aar="2017", etter="kommune").rader] == [("1201", "Bergen", 1)]
    assert lag(oslo, aar="2017", kommune="0301").summer[1] == 0
    # but both had a participant
    deltakere = RAPPORTER["deltakere"].lag(oslo.sandbox, {"aar": "2017"})
    assert deltakere.kolonne("kommune") == ["0301", "1201"]


@pytest.mark.parametrize(("foerst", "saa"), [("0301", "1201"), ("1201", "0301")])
def test_the_last_programme_counts_even_when_it_lies_in_another_kommune(oslo, foerst, saa):
    # given one that the first kommune ended without the goal, and that began anew in the second in the same year
    kommuner = {"0301": oslo, "1201": oslo.i("1201")}
    ola = i_program(kommuner[foerst], 1)
    endt(kommuner[foerst], ola, "avbrutt", date(2017, 2, 1))
    oslo.sandbox.sentralt(c.FlyttPerson(ola.ident, date(2017, 2, 1), saa))
    oslo.til("2017-03-01")
    assert kommuner[saa].start(ola, nr=2).startswith("godtatt")
    oslo.til("2017-06-01")
    assert kommuner[saa].avslutt(ola, date(2017, 6, 1), "arbeidHeltid") == "godtatt"
    # then the person is not in the first one's figures, although a programme ended there
    assert lag(oslo, aar="2017", kommune=foerst).summer[1] == 0
    assert lag(oslo, aar="2017").summer[1:3] == (1, 1)


def test_by_year_and_by_kommune_and_sex(oslo):
    en, to = i_program(oslo, 1), i_program(oslo, 2, date(2018, 1, 15), kjoenn="M")
    endt(oslo, en, "arbeidHeltid")
    endt(oslo, to, "annet", date(2018, 1, 15))
    etter_aar = lag(oslo, fra_aar="2017", til_aar="2018", etter="aar")
    assert [(rad[0], rad[1], rad[-2]) for rad in etter_aar.rader] == [(2017, 1, Decimal(100)), (2018, 1, Decimal(0))]
    assert etter_aar.summer[-2] == Decimal(50)
    delt = lag(oslo, fra_aar="2017", etter="kommune,kjoenn")
    assert [(rad[0], rad[2].tekst) for rad in delt.rader] == [("0301", "Kvinner"), ("0301", "Menn")]


class TestUnntaket2021:
    """STATISTIKK-2021: extended, closed by NIR at the limit, no reason registered (domain.md §2.9 e [B])."""

    @pytest.fixture(autouse=True)
    def _start(self, oslo):
        oslo.til("2018-03-01")

    def deltaker(self, oslo, nr, *, utvidet, tiltak_til=None):
        person = oslo.person(nr)
        oslo.start(person, date(2018, 3, 1))
        oslo.tiltak(person, date(2018, 3, 1), tiltak_til)
        if utvidet:
            forlenget = Vedtak(INTRO, "forlengelse", date(2018, 3, 1), date(2020, 3, 1), date(2021, 2, 28))
            assert oslo.registrer(person, f"F{nr}", forlenget).startswith("godtatt")
        return person

    def test_it_takes_out_who_was_extended_and_closed_at_the_limit(self, oslo):
        # given an extended participant at the limit of three years in 2021, and one who never was extended
        self.deltaker(oslo, 1, utvidet=True)
        self.deltaker(oslo, 2, utvidet=False)
        oslo.til("2021-04-01")
        # then NIR closed both, and only the extended one is taken out
        lukket = RAPPORTER["avsluttede"].lag(oslo.sandbox, {"aar": "2021"})
        assert lukket.kolonne("lukketAvRegel") == ["LUKKING-FRIST", "LUKKING-FRIST"]
        tabell = lag(oslo, aar="2021")
        tall = som_tall(tabell, tabell.summer)
        assert (tall["avsluttet"], tall["ikkeRegistrert"], tall["tattUt"]) == (1, 1, 1)
        assert "STATISTIKK-2021" in tabell.undertekst
        assert "STATISTIKK-2021" in tabell.undertext

    def test_a_reason_from_the_kommune_brings_the_person_back(self, oslo):
        person = self.deltaker(oslo, 1, utvidet=True)
        oslo.til("2021-04-01")
        dag = oslo.sandbox.bilde(person.ident).programmer[-1].rad.slutt
        # when the kommune registers a reason, even one that is no goal
        assert oslo.avslutt(person, dag, "annet").startswith("godtatt")
        tabell = lag(oslo, aar="2021")
        tall = som_tall(tabell, tabell.summer)
        assert (tall["avsluttet"], tall["andre"], tall["tattUt"]) == (1, 1, 0)

    def test_who_was_closed_before_the_limit_stays_in(self, oslo):
        # given an extended participant whose tiltak stopped half a year before the limit
        self.deltaker(oslo, 1, utvidet=True, tiltak_til=date(2020, 7, 31))
        oslo.til("2021-04-01")
        tabell = lag(oslo, aar="2021")
        tall = som_tall(tabell, tabell.summer)
        assert (tall["lukketAvNir"], tall["tattUt"]) == (1, 0)
