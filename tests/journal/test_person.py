"""Why it stands as it does with a person: closings, what can be done about them, and the history (design.md §6)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mocknir.journal.hvorfor import forklar
from mocknir.register import commands as c
from mocknir.register.identitet import lag_foedselsnummer
from mocknir.register.registreringer import INTRO, Avslutning, Fravaer, Tiltak, Timer, Vedtak

JANUAR = date(2017, 1, 1)


@pytest.fixture
def kari(oslo):
    """Nobody registered anything after a tiltak to 31 March 2017, so NIR closed the programme on 1 October."""
    person = oslo.person(navn="Kari Testesen")
    oslo.start(person)
    oslo.tiltak(person, JANUAR, date(2017, 3, 31))
    oslo.til("2017-11-01")
    return person


def forklart(oslo, person, lang="nb"):
    return forklar(oslo.sandbox, person.ident, lang)


def lukking(oslo, person):
    return forklart(oslo, person).som_dict()["programmer"][-1]["lukking"]


def test_who_they_are_and_where_they_stand(oslo, kari):
    svar = forklart(oslo, kari).som_dict()
    assert svar["person"]["navn"] == "Kari Testesen"
    assert (svar["person"]["kommune"], svar["person"]["kommunenavn"]) == ("0301", "Oslo")
    assert svar["person"]["lov"] == "introduksjonsloven"
    assert "rett og plikt introduksjonsprogram" in [k["kategori"] for k in svar["person"]["kategorier"]]
    program = svar["programmer"][0]
    assert (program["status"], program["avsluttetAv"]) == ("avsluttet", "NIR")
    assert (program["avslutningsaarsak"], program["maaloppnaaelse"]) == ("Avslutningsårsak ikke registrert", False)
    # and each deadline says how it was computed
    assert [s["dato"] for s in program["frist"]["beregningslogg"]] == ["2017-01-01", "2019-01-01"]


def test_a_closing_tells_rule_night_parameter_and_what_it_looked_at(oslo, kari):
    svar = lukking(oslo, kari)
    assert (svar["regel"], svar["natt"], svar["sluttdato"]) == ("LUKKING-OPPHOLD", "2017-10-01", "2017-10-01")
    assert (svar["proveniens"], svar["detaljer"]) == ("dokumentert", "antatt")
    assert [(p["navn"], p["verdi"], p["proveniens"]) for p in svar["parametre"]] == [("maaneder", 6, "antatt")]
    assert "Tiltak Språkpraksis 01.01.2017–31.03.2017" in [p["tekst"] for p in svar["saaPaa"]]


def test_it_looked_at_the_version_that_stood_then(oslo):
    # given a tiltak that was corrected before the closing
    person = oslo.person()
    oslo.start(person)
    oslo.tiltak(person, JANUAR, date(2017, 1, 31))
    oslo.til("2017-01-20")
    oslo.tiltak(person, JANUAR, date(2017, 2, 28))
    oslo.til("2017-10-01")
    sett = [p["tekst"] for p in lukking(oslo, person)["saaPaa"]]
    assert "Tiltak Språkpraksis 01.01.2017–28.02.2017" in sett
    assert "Tiltak Språkpraksis 01.01.2017–31.01.2017" not in sett


def test_within_the_window_the_kommune_can_correct_it_by_itself(oslo, kari):
    oslo.til("2017-12-01")
    rettes = lukking(oslo, kari)["rettes"]
    assert (rettes["aapent"], rettes["til"]) == (True, "2017-12-01")
    assert "Kommunen kan rette det selv til og med 01.12.2017" in rettes["tekst"]
    assert "12.06.2018" in rettes["tall"]
    # and what it says is so
    assert oslo.avslutt(kari, date(2017, 10, 1)) == "godtatt"


def test_past_the_window_it_takes_access(oslo, kari):
    oslo.til("2017-12-02")
    rettes = lukking(oslo, kari)["rettes"]
    assert not rettes["aapent"]
    assert "etterregistreringstilgang" in rettes["tekst"]
    assert oslo.avslutt(kari, date(2017, 10, 1)) == "avvist"
    # when the kommune is granted it, then that is what is said
    oslo.sandbox.administrer(c.GiTilgang("0301", JANUAR, date(2017, 12, 31), "intro", date(2018, 6, 12)))
    rettes = lukking(oslo, kari)["rettes"]
    assert (rettes["aapent"], rettes["til"]) == (True, "2018-06-12")
    # but not when it is for another scheme, another year or another kommune
    oslo.til("2018-06-13")
    for kommune, fra, ordning in (
        ("0301", JANUAR, "norsk"), ("0301", date(2017, 10, 2), "intro"), ("1201", JANUAR, "intro"),
    ):  # fmt: skip
        oslo.sandbox.administrer(c.GiTilgang(kommune, fra, date(2017, 12, 31), ordning, date(2019, 1, 1)))
    assert not lukking(oslo, kari)["rettes"]["aapent"]


def test_the_history_is_in_order_with_versions_rejections_and_closings(oslo, kari):
    # given a correction, a rejection, a move and the kommune's own ending, after the closing
    oslo.registrer(kari, "S", Tiltak("arbeidstrening", date(2017, 9, 1), date(2017, 9, 30)))
    oslo.til("2017-11-10")
    oslo.registrer(kari, "G", Tiltak("norskopplaring", date(2016, 1, 1), date(2016, 6, 30)))
    oslo.sandbox.sentralt(c.FlyttPerson(kari.ident, date(2017, 11, 9), "1201"))
    oslo.til("2017-11-20")
    oslo.registrer(kari, "A", Avslutning(INTRO, date(2017, 10, 1), "annet"))
    oslo.registrer(kari, "A", Avslutning(INTRO, date(2017, 10, 1), "arbeidHeltid"))
    oslo.slett(kari, "A")
    historikk = forklart(oslo, kari).som_dict()["historikk"]
    # then all of it is there, in the order of the clock
    assert [h["tidspunkt"] for h in historikk] == sorted(h["tidspunkt"] for h in historikk)
    tekster = [h["tekst"] for h in historikk]
    ventet = [
        "Personen kom inn i NIR",
        "Registrert: Vedtak: Tildeling 01.01.2017–31.12.2018",
        "Registrert: Tiltak Språkpraksis",
        "NIR avsluttet programmet selv, med sluttdato 01.10.2017, etter regelen LUKKING-OPPHOLD",
        "Avvist: Tiltak Norskopplæring 01.01.2016–30.06.2016, eksternId G",
        "Folkeregisteret: flyttet til kommune 1201 Bergen 09.11.2017.",
        "Registrert: Avslutning: Annet 01.10.2017",
        "NIRs egen avslutning falt bort",
        "Rettet: Avslutning: Arbeid, heltid 01.10.2017",
        "Slettet: Avslutning: Arbeid, heltid 01.10.2017",
    ]
    plasser = [next(n for n, t in enumerate(tekster) if t.startswith(v)) for v in ventet]
    assert plasser == sorted(plasser)
    rettet = tekster[plasser[-2]]
    assert "Før sto det: Avslutning: Annet 01.10.2017" in rettet
    avvist = next(h for h in historikk if h["slag"] == "avvist")
    assert "VINDU-TO-MAANEDER" in avvist["tekst"]


@pytest.fixture
def flittig(oslo):
    """Hours of Norwegian for ten months, some absence; one month is corrected, one is rejected, and a permit comes."""
    person = oslo.person(navn="Amina Testesen")
    oslo.registrer(person, "V", Vedtak("norsk", "tildeling", JANUAR, JANUAR, date(2018, 12, 31)))
    for maaned in range(1, 11):
        oslo.til(f"2017-{maaned + 1:02}-01")
        fra, til = date(2017, maaned, 1), date(2017, maaned + 1, 1) - timedelta(days=1)
        oslo.registrer(person, f"N{maaned}", Timer("norsk", "norsk", fra, til, Decimal(40)))
        oslo.registrer(person, f"S{maaned}", Timer("norsk", "samfunnskunnskap", fra, til, Decimal(4)))
        if maaned in (2, 3):
            oslo.registrer(person, f"F{maaned}", Fravaer("norsk", "egenSykdom", True, fra, fra))
            oslo.registrer(person, f"G{maaned}", Fravaer("norsk", "egenSykdom", True, til, til))
        if maaned == 5:
            oslo.registrer(person, "R", Timer("norsk", "norsk", date(2016, 1, 1), date(2016, 1, 31), Decimal(40)))
            oslo.registrer(person, "N4", Timer("norsk", "norsk", date(2017, 4, 1), date(2017, 4, 30), Decimal(44)))
        if maaned == 6:
            oslo.sandbox.sentralt(c.GiOpphold(person.ident, date(2017, 6, 20), "34"))
    return person


def test_the_routine_is_told_a_kind_in_one_line_between_what_stands_out(oslo, flittig):
    historikk = forklart(oslo, flittig).som_dict()["historikk"]
    tekster = [h["tekst"] for h in historikk]
    nb, en = (forklart(oslo, flittig, lang).tekst for lang in ("nb", "en"))
    assert [h.partition(" 0")[0] for h in tekster[2:5]] == [
        "Timer i norsk: 6 måneder,", "Timer i samfunnskunnskap: 6 måneder,", "Fravær: 4 registreringer,",
    ]  # fmt: skip
    assert "- 01.02.2017–01.07.2017 (#" in nb
    assert "): Timer i norsk: 6 måneder, 01.2017–06.2017, alle godtatt (kommune 0301 Oslo).\n" in nb
    assert "): Hours of Norwegian: 4 months, 2017-07–2017-10, all accepted (kommune 0301 Oslo).\n" in en
    # then what was rejected and what was corrected is told by itself, and the second half after what came between
    assert [t.partition(":")[0] for t in tekster[5:]] == [
        "Avvist", "Rettet", "UDI", "Timer i norsk", "Timer i samfunnskunnskap",
    ]  # fmt: skip
    # and all of it where all is asked for
    alle = forklar(oslo.sandbox, flittig.ident, alle=True).som_dict()["historikk"]
    assert len(alle) == 2 + 20 + 4 + 3
    samlet = [h for h in historikk if h["slag"] == "rutine"]
    assert sum(h["antall"] for h in samlet) == 24
    assert {h["slag"] for h in alle} == {"sentralt", "registrering", "avvist"}


def test_what_was_warned_of_is_not_among_the_routine(oslo):
    # given somebody whose deadline for Norwegian is in February, and hours of three months
    person = oslo.person(bosatt=date(2013, 12, 1), opphold=date(2014, 2, 10))
    for maaned in (1, 2, 3):
        oslo.til(f"2017-{maaned + 1:02}-01")
        fra, til = date(2017, maaned, 1), date(2017, maaned + 1, 1) - timedelta(days=1)
        oslo.registrer(person, f"N{maaned}", Timer("norsk", "norsk", fra, til, Decimal(40)))
    tekst = forklart(oslo, person).tekst
    assert "Registrert: Timer i Norsk 01.01.2017–31.01.2017" in tekst
    assert tekst.count("Godtatt med advarsel fra NORSK-FRIST") == 2
    assert "alle godtatt" not in tekst


def test_a_person_is_found_under_both_numbers_with_what_came_under_each(oslo):
    # given somebody who was known by DUF number when the first transfer came
    foedt = date(1990, 5, 17)
    oslo.sandbox.sentralt(c.OpprettPerson("Amina", foedt, "K", "SYR", dufnummer="201598765406"))
    oslo.registrer(oslo.sandbox.bilde("201598765406").person, "T", Tiltak("arbeid", date(2016, 1, 1)))
    fnr = lag_foedselsnummer(foedt, "K", 9)
    oslo.sandbox.sentralt(c.GiFoedselsnummer("201598765406", fnr))
    # then both numbers tell the same
    svar = [forklar(oslo.sandbox, nummer).som_dict()["historikk"] for nummer in (fnr, "201598765406")]
    assert svar[0] == svar[1]
    assert [h["slag"] for h in svar[0]] == ["sentralt", "avvist", "sentralt"]


def test_somebody_nir_does_not_know_is_told_by_what_was_rejected(oslo):
    fnr = lag_foedselsnummer(date(1990, 5, 17), "M", 3)
    oslo.send(c.Linje("T", fnr, "registrer", "tiltak", Tiltak("arbeid", JANUAR)))
    svar = forklar(oslo.sandbox, fnr)
    assert svar.som_dict()["person"] is None
    assert f"NIR kjenner ingen person med nummer {fnr}" in svar.tekst
    assert "PERSON-UKJENT" in svar.tekst


def test_english_is_complete(oslo, kari):
    oslo.registrer(kari, "G", Tiltak("norskopplaring", date(2016, 1, 1), date(2016, 6, 30)))
    tekst = forklart(oslo, kari, "en").tekst
    for ord_ in ("Avvist:", "Registrert", "kl. ", "måned", "Kommunen", "Beregningslogg", "ikke måloppnåelse", "gjaldt"):
        assert ord_ not in tekst, ord_
    for ord_ in ("Rejected: Measure", "NIR itself closed the programme", "the goal was not reached", "assumed"):
        assert ord_ in tekst


def test_one_month_is_no_months(oslo):
    for regel in ("LUKKING-OPPHOLD", "VINDU-TO-MAANEDER"):
        oslo.sandbox.administrer(c.SettParameter(regel, "maaneder", "1"))
    person = oslo.person()
    oslo.start(person)
    oslo.til("2017-02-20")
    oslo.tiltak(person, date(2017, 1, 2), None)
    for lang, ventet in (
        ("nb", ("og 1 måned var gått 01.02.2017", "02.03.2017, 1 måned etter sluttdatoen", "mer enn 1 måned tilbake")),
        ("en", ("and 1 month had passed on 2017-02-01", "2017-03-02, 1 month after the day", "more than 1 month back")),
    ):
        tekst = forklart(oslo, person, lang).tekst
        assert [ord_ for ord_ in ventet if ord_ not in tekst] == [], tekst


def test_the_text_says_what_the_values_say(oslo, kari):
    tekst = forklart(oslo, kari).tekst
    assert "Avsluttet 01.10.2017 av NIR: «Avslutningsårsak ikke registrert», ikke måloppnåelse." in tekst
    assert "natt til 01.10.2017" in tekst
    assert "- Måneder uten vedtak, tiltak eller permisjon: 6 (maaneder, antatt)." in tekst
    assert "Den så på:\n- Vedtak: Tildeling 01.01.2017–31.12.2018, Introduksjonsprogram (eksternId " in tekst
    assert tekst.endswith("\n")


def test_the_dead_live_nowhere_and_are_advised_no_new_programme(oslo):
    person = oslo.person()
    oslo.start(person)
    oslo.til("2017-02-01")
    oslo.sandbox.sentralt(c.MeldDoed(person.ident, date(2017, 1, 30)))
    oslo.til("2017-02-03")
    nb, en = (forklart(oslo, person, lang).tekst for lang in ("nb", "en"))
    assert "Bodde sist i kommune 0301 Oslo" in nb
    assert "Last lived in kommune 0301 Oslo" in en
    assert "Er deltakeren fortsatt i program" not in nb
    assert "Who is still in a programme" not in en
