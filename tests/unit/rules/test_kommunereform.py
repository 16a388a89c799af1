"""What was decided before a reform and transferred after it belongs to the same kommune."""

from datetime import date

import pytest

from tests.unit.rules.bygg import GAMMEL, Adresse, avslutning, deltaker, person, post, sak, tildeling, tiltak, vurder


@pytest.mark.parametrize(("gammelt", "nytt"), [("0217", "3020"), ("1141", "1103")])
class TestReform:
    foer, etter = date(2019, 12, 20), date(2020, 1, 30)

    def deltaker(self, gammelt: str, *poster):
        return deltaker(
            post(tildeling(date(2019, 2, 1), date(2019, 12, 31)), kommune=gammelt), *poster,
            person_=person(GAMMEL, (Adresse(date(2018, 1, 1), gammelt),)),
        )  # fmt: skip

    def test_an_ending_of_december_ends_the_programme_under_the_old_number(self, gammelt: str, nytt: str):
        d = self.deltaker(gammelt, post(avslutning(self.foer), "x2", 2, nytt, registrert=self.etter))

        assert [p.slutt for p in d.programmer] == [self.foer]

    def test_a_decision_of_december_is_no_move_to_another_kommune(self, gammelt: str, nytt: str):
        d = self.deltaker(gammelt, post(tildeling(self.foer), "x2", 2, nytt, registrert=self.etter))

        assert [(p.kommune, p.viderefoert) for p in d.programmer] == [(gammelt, False)]

    @pytest.mark.regel("PROGRAM-REKKEFOELGE")
    @pytest.mark.regel("TILGANG-ANSVAR")
    @pytest.mark.parametrize("innhold", [avslutning(foer), tiltak(foer, foer)])
    def test_the_new_number_registers_what_happened_under_the_old(self, gammelt: str, nytt: str, innhold):
        s = sak(innhold, self.etter, self.deltaker(gammelt), kommune=nytt)

        assert not vurder("PROGRAM-REKKEFOELGE", s)
        assert not vurder("TILGANG-ANSVAR", s)
