"""Norwegian in two places and in time; endings with the right reason; complaints about a known decision."""

from datetime import date
from decimal import Decimal

import pytest

from tests.unit.rules.bygg import (
    BERGEN,
    GAMMEL,
    INTRO,
    KOLLEKTIV,
    NORSK,
    NY,
    FulltidVgo,
    Klage,
    Permisjon,
    Timer,
    Utdanningsbakgrunn,
    Vedtak,
    advart,
    av_nir,
    avslutning,
    avvist,
    deltaker,
    forlengelse,
    person,
    post,
    retting,
    sak,
    sletting,
    tildeling,
    tiltak,
    vurder,
)

START = date(2021, 3, 1)
IDAG = date(2021, 6, 15)
MAI = (date(2021, 5, 1), date(2021, 5, 31))


def timer(fra: date = MAI[0], til: date = MAI[1], fag: str = "norsk") -> Timer:
    return Timer(NORSK, fag, fra, til, Decimal(60))


@pytest.mark.regel("NORSK-DOBBELT")
class TestDobbelt:
    ID = "NORSK-DOBBELT"

    def dobbelt(self, innhold, *staar):
        return vurder(self.ID, sak(innhold, IDAG, deltaker(*staar)))

    def test_hours_of_one_in_programme_need_a_measure_in_the_period(self):
        program = tildeling(START)

        assert advart(self.dobbelt(timer(), program), self.ID)
        assert not self.dobbelt(timer(), program, tiltak(START, type_="norskopplaring"))
        assert not self.dobbelt(timer(), program, tiltak(START, MAI[0], type_="norskopplaring"))
        assert self.dobbelt(timer(), program, tiltak(START, date(2021, 4, 30), type_="norskopplaring"))
        assert not self.dobbelt(timer(), program, tiltak(MAI[1], type_="norskopplaring"))
        assert self.dobbelt(timer(), program, tiltak(date(2021, 6, 1), type_="norskopplaring"))
        assert self.dobbelt(timer(), program, tiltak(START))
        assert not self.dobbelt(timer()._replace(ordning="asylnorsk"), program)

    def test_social_studies_may_be_part_of_the_norwegian_measure_but_not_the_other_way(self):
        program = tildeling(START)

        assert not self.dobbelt(timer(fag="samfunnskunnskap"), program, tiltak(START, type_="norskopplaring"))
        assert self.dobbelt(timer(), program, tiltak(START, type_="samfunnskunnskap"))

    def test_outside_a_programme_hours_stand_alone(self):
        assert not self.dobbelt(timer())
        assert not self.dobbelt(timer(), tildeling(START), avslutning(date(2021, 4, 30)))

    def test_a_norwegian_measure_needs_a_decision_or_hours_on_norwegian(self):
        maal = tiltak(START, MAI[1], type_="norskopplaring")

        assert "Deltakelse norsk" in self.dobbelt(maal, tildeling(START))[0].tekst
        assert not self.dobbelt(maal, tildeling(START), tildeling(START, ordning=NORSK))
        assert not self.dobbelt(maal, tildeling(START), tildeling(MAI[1], ordning=NORSK))
        assert self.dobbelt(maal, tildeling(START), tildeling(date(2021, 6, 1), ordning=NORSK))
        assert not self.dobbelt(maal, tildeling(START), tildeling(date(2021, 1, 1), START, NORSK))
        assert self.dobbelt(maal, tildeling(START), tildeling(date(2021, 1, 1), date(2021, 2, 28), NORSK))
        assert not self.dobbelt(maal, tildeling(START), timer())
        for foerste, siste in ((START, START), (MAI[1], MAI[1])):
            assert not self.dobbelt(maal, tildeling(START), timer(foerste, siste))
        for dag in (date(2021, 2, 28), date(2021, 6, 1)):
            assert self.dobbelt(maal, tildeling(START), timer(dag, dag))
        assert not self.dobbelt(tiltak(START), tildeling(START))


@pytest.mark.regel("NORSK-FRIST")
class TestNorskFrist:
    ID = "NORSK-FRIST"

    def frist(self, innhold, *staar, opphold=NY):
        return vurder(self.ID, sak(innhold, innhold.til or innhold.fra, deltaker(*staar, person_=person(opphold))))

    @pytest.mark.parametrize(
        ("opphold", "staar", "frist"),
        [
            (GAMMEL, (), date(2022, 1, 15)),
            (NY, (), date(2024, 1, 15)),
            (NY, (Utdanningsbakgrunn(True, date(2021, 2, 1)),), date(2022, 7, 15)),
            (KOLLEKTIV, (tildeling(date(2022, 9, 1), ordning=NORSK),), date(2023, 9, 1)),
            (
                KOLLEKTIV,
                (
                    tildeling(date(2022, 9, 1), ordning=NORSK),
                    Permisjon(NORSK, "foedsel", date(2022, 9, 1), date(2022, 10, 1), date(2022, 10, 10)),
                ),
                date(2023, 9, 11),
            ),
        ],
    )
    def test_the_deadline_is_the_last_day(self, opphold, staar, frist: date):
        etter = date.fromordinal(frist.toordinal() + 1)

        assert not self.frist(timer(frist, frist), *staar, opphold=opphold)
        funn = self.frist(timer(etter, etter), *staar, opphold=opphold)
        assert advart(funn, self.ID)
        assert f"{frist:%d.%m.%Y}" in funn[0].tekst

    def test_social_studies_are_due_in_12_months_under_integreringsloven(self):
        assert not self.frist(timer(date(2022, 1, 15), date(2022, 1, 15), "samfunnskunnskap"))
        assert self.frist(timer(date(2022, 1, 16), date(2022, 1, 16), "samfunnskunnskap"))
        assert not self.frist(timer(date(2022, 1, 15), date(2022, 1, 15), "samfunnskunnskap"), opphold=GAMMEL)

    def test_under_chapter_6a_the_first_decision_sets_its_own_deadline(self):
        start = date(2022, 9, 1)

        assert not self.frist(tildeling(start, date(2023, 9, 1), NORSK), opphold=KOLLEKTIV)
        assert self.frist(tildeling(start, date(2023, 9, 2), NORSK), opphold=KOLLEKTIV)

    def test_extended_norwegian_goes_past_it(self):
        dag = date(2023, 9, 15)
        staar = tildeling(date(2022, 9, 1), ordning=NORSK)

        assert self.frist(timer(dag, dag), staar, opphold=KOLLEKTIV)
        assert not self.frist(timer(dag, dag), staar, Vedtak(NORSK, "utvidetNorsk", dag, dag, dag), opphold=KOLLEKTIV)
        assert not self.frist(
            timer(dag, dag), staar, Vedtak(NORSK, "utvidetNorsk", dag, date(2023, 9, 2)), opphold=KOLLEKTIV
        )

    def test_the_programme_is_another_matter(self):
        assert not self.frist(tildeling(date(2025, 1, 1)))


@pytest.mark.regel("UTVIDET-6A")
class TestUtvidet:
    ID = "UTVIDET-6A"
    frist = date(2023, 9, 1)
    staar = (tildeling(date(2022, 9, 1), ordning=NORSK), FulltidVgo(False, date(2023, 8, 1)))

    def utvidet(self, vedtaksdato: date, *staar, opphold=KOLLEKTIV, **p):
        vedtak = Vedtak(NORSK, "utvidetNorsk", vedtaksdato, date(2023, 9, 2))
        return vurder(self.ID, sak(vedtak, vedtaksdato, deltaker(*staar, person_=person(opphold))), **p)

    @pytest.mark.parametrize(
        ("vedtaksdato", "godtatt"),
        [
            (date(2023, 6, 30), False),
            (date(2023, 7, 1), True),
            (date(2023, 11, 1), True),
            (date(2023, 11, 2), False),
        ],
    )
    def test_it_is_decided_within_two_months_of_the_deadline(self, vedtaksdato: date, godtatt: bool):
        funn = self.utvidet(vedtaksdato, *self.staar)

        assert (not funn) == godtatt
        if funn:
            assert funn[0].felt == "vedtaksdato"
            assert "fra 01.07.2023 til 01.11.2023" in funn[0].tekst

    def test_vgo_is_answered_first(self):
        assert "fulltidVgo" in self.utvidet(self.frist, self.staar[0])[0].tekst

    def test_other_decisions_need_no_answer(self):
        d = deltaker(person_=person(KOLLEKTIV))

        assert not vurder(self.ID, sak(tildeling(self.frist, ordning=NORSK), self.frist, d))

    def test_there_must_be_a_deadline_to_extend(self):
        assert "tildeling" in self.utvidet(self.frist, self.staar[1])[0].tekst

    def test_the_answer_decides_how_many(self):
        en = Vedtak(NORSK, "utvidetNorsk", self.frist, self.frist)
        nei, ja = self.staar, (self.staar[0], FulltidVgo(True, date(2023, 8, 1)))

        assert not self.utvidet(self.frist, *nei, en)
        assert self.utvidet(self.frist, *nei, en, en)
        assert not self.utvidet(self.frist, *ja)
        assert self.utvidet(self.frist, *ja, en)
        assert not self.utvidet(self.frist, *ja, en, antall_vgo_ja=2)

    def test_a_correction_does_not_count_itself(self):
        vedtak = Vedtak(NORSK, "utvidetNorsk", self.frist, self.frist)
        staar = post(vedtak, "x3", 3)
        d = deltaker(self.staar[0], FulltidVgo(True, date(2023, 8, 1)), staar, person_=person(KOLLEKTIV))

        assert not vurder(self.ID, retting(vedtak._replace(til=date(2024, 1, 1)), staar, self.frist, d))

    def test_persons_of_other_laws_are_lov_6as_business(self):
        assert not self.utvidet(self.frist, *self.staar, opphold=NY)


@pytest.mark.regel("AVSLUTNING-AARSAK")
class TestAarsak:
    ID = "AVSLUTNING-AARSAK"

    def test_a_known_reason_passes_and_an_unknown_gets_its_nearest(self):
        assert not vurder(self.ID, sak(avslutning(IDAG), IDAG))
        funn = vurder(self.ID, sak(avslutning(IDAG, "arbeidheltid"), IDAG))
        assert "Mente du arbeidHeltid" in funn[0].tekst
        assert "ikkeRegistrert" not in funn[0].tekst  # only NIR sets it
        assert funn[0].felt == "avslutningsaarsak"

    def test_only_nir_says_that_none_is_registered(self):
        assert "bare av NIR" in vurder(self.ID, sak(avslutning(IDAG, "ikkeRegistrert"), IDAG))[0].tekst

    def test_nirs_own_closing_can_be_deleted(self):
        staar = av_nir(IDAG)
        assert not vurder(self.ID, sletting(staar, IDAG, deltaker(tildeling(START), staar)))


@pytest.mark.regel("AVSLUTNING-FORLENGET")
class TestForlenget:
    ID = "AVSLUTNING-FORLENGET"

    def forlenget(self, aarsak: str, *staar, idag: date = IDAG):
        return vurder(self.ID, sak(avslutning(IDAG, aarsak), idag, deltaker(*staar)))

    def test_a_reason_on_somebody_still_in_an_extended_programme_is_warned_of(self):
        staar = tildeling(START, date(2021, 5, 31)), forlengelse(date(2021, 6, 1), date(2021, 12, 31))

        funn = self.forlenget("annet", *staar)
        assert advart(funn, self.ID)
        assert "leses som ikke måloppnåelse" in funn[0].tekst
        assert "leses" not in self.forlenget("arbeidHeltid", *staar)[0].tekst

    def test_the_planned_end_must_lie_ahead(self):
        assert not self.forlenget("annet", tildeling(START, date(2021, 5, 31)), forlengelse(START, IDAG))
        assert self.forlenget("annet", tildeling(START, date(2021, 5, 31)), forlengelse(START, date(2021, 6, 16)))

    def test_a_programme_that_was_not_extended_may_end_early(self):
        assert not self.forlenget("annet", tildeling(START, date(2022, 12, 31)))


@pytest.mark.regel("KLAGE-VEDTAK")
class TestKlage:
    avslag = Vedtak(INTRO, "avslag", START, START, None, None, "over 55")

    def klage(self, klage: Klage, *staar, **annet):
        return vurder("KLAGE-VEDTAK", sak(klage, IDAG, deltaker(*staar), **annet))

    def test_it_names_a_decision_of_the_person_in_the_kommune(self):
        assert not self.klage(Klage(INTRO, IDAG, "x1"), self.avslag)
        assert avvist(self.klage(Klage(INTRO, IDAG, "x2"), self.avslag), "KLAGE-VEDTAK")
        assert self.klage(Klage(INTRO, IDAG, "x1"), post(self.avslag, kommune=BERGEN))

    def test_a_leave_is_decided_on_too_but_a_measure_is_not(self):
        assert not self.klage(Klage(INTRO, IDAG, "x1"), Permisjon(INTRO, "foedsel", START, START, START))
        assert self.klage(Klage(INTRO, IDAG, "x1"), tiltak(START))

    def test_it_belongs_to_the_scheme_of_the_decision(self):
        assert self.klage(Klage(NORSK, IDAG, "x1"), self.avslag)[0].felt == "ordning"
