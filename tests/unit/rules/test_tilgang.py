"""Who may register what, for whom, and when the door is shut."""

from datetime import date
from decimal import Decimal

import pytest

from mocknir.register.registreringer import ASYLNORSK, MOTTAK, Kontakt, Mottakstiltak, Reservasjon
from mocknir.register.vurdering import INTROBRUKER, NORSKBRUKER
from mocknir.rules import overfoering, tilgang
from tests.unit.rules.bygg import (
    BERGEN,
    INTRO,
    NORSK,
    OSLO,
    Adresse,
    Bruker,
    Klage,
    Timer,
    Vedtak,
    avslutning,
    deltaker,
    person,
    post,
    retting,
    sak,
    sletting,
    tildeling,
    tiltak,
    vurder,
)

IDAG = date(2021, 6, 15)


@pytest.mark.regel("TILGANG-BRUKER")
def test_an_unknown_user_and_a_wrong_password_are_turned_away_with_texts_of_their_own():
    ukjent = tilgang.bruker.gjoer("ola", False, False)
    feil = tilgang.bruker.gjoer("ola", True, False)

    assert ukjent.felt == "Username"
    assert feil.felt == "Password"
    assert tilgang.bruker.gjoer("ola", True, True) is None


@pytest.mark.regel("TILGANG-KOMMUNE")
class TestKommune:
    def test_a_user_registers_for_its_own_kommune_only(self):
        oslo = Bruker("ola", OSLO, ())

        assert tilgang.kommune.gjoer(oslo, OSLO, IDAG) is None
        funn = tilgang.kommune.gjoer(oslo, BERGEN, IDAG)
        assert funn.felt == "kommune"
        assert "0301 Oslo" in funn.tekst

    def test_a_user_follows_its_kommune_through_a_merger_from_the_day_it_holds(self):
        oppegaard = Bruker("ola", "0217", ())

        assert tilgang.kommune.gjoer(oppegaard, "0217", date(2019, 12, 31)) is None
        assert tilgang.kommune.gjoer(oppegaard, "3020", date(2020, 1, 1)) is None
        assert tilgang.kommune.gjoer(oppegaard, "3020", date(2019, 12, 31)) is not None

    def test_a_number_out_of_force_is_answered_with_its_successor(self):
        funn = tilgang.kommune.gjoer(Bruker("ola", "0217", ()), "0217", date(2020, 1, 1))

        assert "3020" in funn.tekst
        assert "3020" in funn.text

    def test_a_user_of_a_divided_kommune_may_register_for_each_part(self):
        aalesund = Bruker("ola", "1507", ())

        assert tilgang.kommune.gjoer(aalesund, "1508", date(2024, 1, 1)) is None
        assert tilgang.kommune.gjoer(aalesund, "1580", date(2024, 1, 1)) is None

    def test_a_user_of_a_kommune_to_come_is_told_when_it_holds(self):
        funn = tilgang.kommune.gjoer(Bruker("ola", "3020", ()), OSLO, date(2019, 6, 1))

        assert "01.01.2020" in funn.tekst


@pytest.mark.regel("OVERFOERING-STENGT")
class TestStengt:
    p = overfoering.stengt.standardverdier

    @pytest.mark.parametrize(
        ("dag", "stengt"),
        [
            (date(2019, 12, 31), False),
            (date(2020, 1, 1), True),
            (date(2020, 1, 21), True),
            (date(2020, 1, 22), False),
            (date(2021, 1, 5), False),
        ],
    )
    def test_a_merged_kommune_cannot_transfer_for_three_weeks(self, dag: date, stengt: bool):
        funn = overfoering.stengt.gjoer("3020", dag, self.p)

        assert (funn is not None) == stengt
        if funn:
            assert "22.01.2020" in funn.tekst
            assert "NIR web" in funn.tekst

    def test_others_transfer_all_january(self):
        assert overfoering.stengt.gjoer(OSLO, date(2020, 1, 1), self.p) is None

    def test_a_new_number_alone_closes_only_where_the_sandbox_says_so(self):
        assert overfoering.stengt.gjoer("4601", date(2020, 1, 5), {**self.p, "nytt_nummer": False}) is None
        assert overfoering.stengt.gjoer("4601", date(2020, 1, 5), {**self.p, "nytt_nummer": True}) is not None


@pytest.mark.regel("TILGANG-ROLLE")
class TestRolle:
    intro = Bruker("ola", OSLO, (INTROBRUKER,))
    norsk = Bruker("kari", OSLO, (NORSKBRUKER,))

    @pytest.mark.parametrize(
        ("innhold", "rolle"),
        [
            (tildeling(IDAG), INTROBRUKER),
            (tiltak(IDAG), INTROBRUKER),
            (Mottakstiltak("annet", IDAG), INTROBRUKER),
            (Kontakt(MOTTAK, "tilbud", IDAG), INTROBRUKER),
            (tildeling(IDAG, ordning=NORSK), NORSKBRUKER),
            (Kontakt(ASYLNORSK, "tilbud", IDAG), NORSKBRUKER),
        ],
    )
    def test_each_scheme_takes_its_role(self, innhold, rolle: str):
        annen = NORSKBRUKER if rolle == INTROBRUKER else INTROBRUKER

        assert not vurder("TILGANG-ROLLE", sak(innhold, IDAG, bruker=Bruker("u", OSLO, (rolle,))))
        funn = vurder("TILGANG-ROLLE", sak(innhold, IDAG, bruker=Bruker("u", OSLO, (annen,))))
        assert rolle in funn[0].tekst

    def test_either_role_registers_a_reservation_and_none_does_not(self):
        innhold = Reservasjon(True, IDAG)

        assert not vurder("TILGANG-ROLLE", sak(innhold, IDAG, bruker=self.intro))
        assert not vurder("TILGANG-ROLLE", sak(innhold, IDAG, bruker=self.norsk))
        assert vurder("TILGANG-ROLLE", sak(innhold, IDAG, bruker=Bruker("u", OSLO, ())))

    def test_a_correction_does_not_take_a_registration_over_from_the_other_role(self):
        norsk = post(tildeling(IDAG, ordning=NORSK))

        funn = vurder("TILGANG-ROLLE", retting(tildeling(IDAG), norsk, IDAG, deltaker(norsk), bruker=self.intro))

        assert NORSKBRUKER in funn[0].tekst
        assert not vurder("TILGANG-ROLLE", retting(tildeling(IDAG), norsk, IDAG, deltaker(norsk)))

    def test_it_is_judged_also_on_a_person_nir_does_not_know(self):
        assert vurder("TILGANG-ROLLE", sak(tiltak(IDAG), IDAG, bruker=self.norsk, ukjent=True))


@pytest.mark.regel("TILGANG-ANSVAR")
class TestAnsvar:
    flyttet = date(2021, 4, 1)
    p = person(adresser=(Adresse(date(2020, 1, 1), OSLO), Adresse(flyttet, BERGEN)))

    def ansvar(self, innhold, kommune: str, d=None, **annet):
        return vurder("TILGANG-ANSVAR", sak(innhold, IDAG, d or deltaker(person_=self.p), kommune=kommune, **annet))

    def test_where_the_person_lives_is_responsible(self):
        assert not self.ansvar(tiltak(IDAG), BERGEN)

    def test_who_has_nothing_to_do_with_the_person_is_not(self):
        funn = self.ansvar(tiltak(IDAG), "5001")

        assert "4601 Bergen" in funn[0].tekst

    def test_the_kommune_left_behind_registers_the_days_before_the_move(self):
        assert not self.ansvar(tiltak(date(2021, 3, 31)), OSLO)
        assert self.ansvar(tiltak(self.flyttet), OSLO)

    def test_it_finishes_its_own_programme(self):
        d = deltaker(tildeling(date(2021, 1, 15)), person_=self.p)

        assert not self.ansvar(tiltak(date(2021, 5, 1)), OSLO, d)
        assert not self.ansvar(avslutning(IDAG), OSLO, d)

    def test_a_new_kommune_that_carried_it_on_ends_that(self):
        d = deltaker(tildeling(date(2021, 1, 15)), post(tildeling(date(2021, 4, 15)), "b", 2, BERGEN), person_=self.p)

        assert self.ansvar(tiltak(date(2021, 5, 1)), OSLO, d)
        assert not self.ansvar(avslutning(date(2021, 5, 1), "flyttet"), OSLO, d)

    def test_the_decision_on_norwegian_lasts_until_another_kommune_decides(self):
        timer = Timer(NORSK, "norsk", date(2021, 5, 1), date(2021, 5, 31), Decimal(10))
        d = deltaker(tildeling(date(2021, 1, 15), ordning=NORSK), person_=self.p)
        begge = deltaker(
            tildeling(date(2021, 1, 15), ordning=NORSK),
            post(tildeling(date(2021, 4, 15), ordning=NORSK), "b", 2, BERGEN),
            person_=self.p,
        )

        assert not self.ansvar(timer, OSLO, d)
        assert self.ansvar(timer, OSLO, begge)

    def test_the_decision_must_be_a_grant_of_the_same_scheme_that_covers_the_day(self):
        mai = date(2021, 5, 1)
        timer = Timer(NORSK, "norsk", mai, date(2021, 5, 31), Decimal(10))

        def med(vedtak: Vedtak):
            return self.ansvar(timer, OSLO, deltaker(vedtak, person_=self.p))

        assert not med(tildeling(mai, ordning=NORSK))
        assert not med(tildeling(date(2021, 1, 15), mai, NORSK))
        assert med(tildeling(date(2021, 5, 2), ordning=NORSK))
        assert med(tildeling(date(2021, 1, 15), date(2021, 4, 30), NORSK))
        assert med(tildeling(date(2021, 1, 15), ordning=ASYLNORSK))
        assert med(Vedtak(NORSK, "avslag", date(2021, 1, 15), date(2021, 1, 15)))

    def test_a_kommune_may_always_delete_and_correct_its_own(self):
        gammelt = post(tiltak(date(2021, 5, 1)))
        d = deltaker(gammelt, person_=self.p)

        assert not vurder("TILGANG-ANSVAR", sletting(gammelt, IDAG, d))
        assert not vurder("TILGANG-ANSVAR", retting(tiltak(date(2021, 5, 1), IDAG), gammelt, IDAG, d))
        assert vurder("TILGANG-ANSVAR", retting(tiltak(date(2021, 5, 2)), gammelt, IDAG, d))

    def test_a_complaint_follows_its_decision(self):
        d = deltaker(Vedtak(INTRO, "avslag", date(2021, 3, 1), date(2021, 3, 1), None, None, "x"), person_=self.p)

        assert not self.ansvar(Klage(INTRO, IDAG, "x1"), OSLO, d)
        assert self.ansvar(Klage(INTRO, IDAG, "x2"), OSLO, d)

    def test_a_merged_kommune_carries_on_what_was_before(self):
        p = person(adresser=(Adresse(date(2018, 1, 1), "0217"),))

        assert not vurder("TILGANG-ANSVAR", sak(tiltak(IDAG), IDAG, deltaker(person_=p), kommune="3020"))

    def test_without_an_address_anyone_may_unless_the_sandbox_says_no(self):
        d = deltaker(person_=person(adresser=()))

        assert not self.ansvar(tiltak(IDAG), BERGEN, d)
        assert vurder("TILGANG-ANSVAR", sak(tiltak(IDAG), IDAG, d, kommune=BERGEN), uten_adresse=False)

    def test_before_the_move_is_known_the_new_kommune_waits(self):
        p = person(adresser=(Adresse(date(2020, 1, 1), OSLO), Adresse(date(2021, 7, 1), BERGEN)))

        assert not self.ansvar(tildeling(date(2021, 7, 1)), BERGEN, deltaker(person_=p))
        assert self.ansvar(tildeling(date(2021, 6, 30)), BERGEN, deltaker(person_=p))
