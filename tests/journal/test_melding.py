"""Why a message got the answer it got (design.md §6)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mocknir.journal.hvorfor import forklar
from mocknir.journal.melding import FAA, MAKS_DETALJER
from mocknir.register import commands as c
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.registreringer import Tiltak
from mocknir.register.vurdering import ROLLER

GOD = Tiltak("sprakpraksis", date(2017, 3, 1), date(2017, 8, 31), Decimal(20))
GAMMEL = Tiltak("norskopplaring", date(2016, 1, 1), date(2016, 6, 30))


@pytest.fixture
def kari(oslo):
    person = oslo.person(navn="Kari Testesen")
    oslo.start(person)
    oslo.til("2017-03-01T09:30")
    return person


def en(oslo, referanse, lang="nb"):
    return forklar(oslo.sandbox, referanse, lang).som_dict()["meldinger"][0]


def test_it_says_when_from_whom_over_what_and_for_which_kommune(oslo, kari):
    kvittering = oslo.send(oslo.linje(kari, "T", GOD), meldings_id="m-1")
    tekst = forklar(oslo.sandbox, "m-1").tekst
    assert tekst.startswith(
        "Meldingen «m-1» kom inn 01.03.2017 kl. 09.30 over WS4 fra fagsystem-0301 for kommune 0301 Oslo, "
        f"og står som #{kvittering.journal_id} i journalen.\n"
    )
    # and the same by its number
    assert forklar(oslo.sandbox, f"#{kvittering.journal_id}").tekst == tekst


def test_what_was_sent_is_said_in_words(oslo, kari):
    oslo.send(oslo.linje(kari, "T", GOD), meldings_id="m-1")
    assert (
        en(oslo, "m-1")["registreringer"][0]["sendt"] == "Tiltak Språkpraksis 01.03.2017–31.08.2017, 20 timer per uke"
    )
    assert en(oslo, "m-1", "en")["registreringer"][0]["sendt"] == (
        "Measure Language practice 2017-03-01–2017-08-31, 20 hours a week"
    )


def test_a_rejection_names_rule_source_and_what_would_have_been_accepted(oslo, kari):
    # given one that is accepted and one from long ago, in one message
    oslo.send(oslo.linje(kari, "T", GOD), oslo.linje(kari, "G", GAMMEL), meldings_id="m-1")
    god, avvist = en(oslo, "m-1")["registreringer"]
    # then what was rejected is told although it stands nowhere in the register
    assert (god["utfall"], avvist["utfall"]) == ("godtatt", "avvist")
    assert avvist["sendt"] == "Tiltak Norskopplæring 01.01.2016–30.06.2016"
    assert avvist["navn"] == "Kari Testesen"
    funn = next(f for f in avvist["funn"] if f["regel"] == "VINDU-TO-MAANEDER")
    assert (funn["proveniens"], funn["detaljer"], funn["felt"]) == ("dokumentert", "antatt", "fra")
    assert "domain.md §3.1 [A]" in funn["kilde"]
    assert "etterregistreringstilgang" in funn["tekst"]
    # and the trace tells which rules passed and which did not apply
    assert "PERSON-UKJENT" in avvist["passert"]
    assert "NORSK-DOBBELT" in god["gjaldtIkke"]
    assert not {f["regel"] for f in avvist["funn"]} & set(avvist["passert"] + avvist["gjaldtIkke"])


def test_unchanged_and_deleted_are_told_as_they_stood_then(oslo, kari):
    # given a registration that is sent, sent again, corrected, and deleted, all in one moment of the clock
    oslo.send(oslo.linje(kari, "T", GOD))
    oslo.send(oslo.linje(kari, "T", GOD), meldings_id="igjen")
    oslo.send(oslo.linje(kari, "T", GOD._replace(timer_per_uke=Decimal("7.5"))), meldings_id="rettet")
    oslo.send(c.Linje("T", kari.ident, "slett", None, None), meldings_id="slettet")
    # then each message says what it asked for
    uendret = en(oslo, "igjen")["registreringer"][0]
    assert (uendret["utfall"], uendret["sendt"]) == (
        "uendret",
        "Tiltak Språkpraksis 01.03.2017–31.08.2017, 20 timer per uke",
    )
    assert en(oslo, "rettet")["registreringer"][0]["sendt"].endswith("7,5 timer per uke")
    slettet = en(oslo, "slettet")["registreringer"][0]
    assert slettet["handling"] == "slett"
    assert slettet["sendt"] == "Sletting av: Tiltak Språkpraksis 01.03.2017–31.08.2017, 7,5 timer per uke"


def test_the_same_message_again_is_told(oslo, kari):
    oslo.send(oslo.linje(kari, "T", GOD), meldings_id="m-1")
    oslo.til("2017-03-02T10:00")
    igjen = oslo.send(oslo.linje(kari, "T", GOD), meldings_id="m-1")
    assert igjen.gjentatt
    # then the first tells that it came again, and nothing was changed
    assert [g["tidspunkt"][:16] for g in en(oslo, "m-1")["gjentatt"]] == ["2017-03-02T10:00"]
    assert "Samme melding kom igjen 02.03.2017 kl. 10.00" in forklar(oslo.sandbox, "m-1").tekst
    # and the second points to the first
    nummer = en(oslo, "m-1")["gjentatt"][0]["journalnummer"]
    andre = en(oslo, f"#{nummer}")
    assert andre["behandling"] == "gjentatt"
    assert f"#{igjen.journal_id}" in andre["tekst"]
    # while another message with the same content is no repetition of it
    oslo.send(oslo.linje(kari, "T", GOD), meldings_id="m-2")
    assert en(oslo, "m-2")["gjentatt"] == []


def test_a_large_message_is_summed_up_with_details_of_what_has_findings(oslo, kari):
    # given more registrations than are told one by one
    linjer = [oslo.linje(kari, f"T{n}", GOD) for n in range(FAA)]
    linjer += [oslo.linje(kari, f"G{n}", GAMMEL) for n in range(MAKS_DETALJER + 5)]
    oslo.send(*linjer, meldings_id="stor")
    svar = en(oslo, "stor")
    # then only rejected ones are told, at most so many, and the note says how many are left out
    assert {r["utfall"] for r in svar["registreringer"]} <= {"avvist", "godtattMedAdvarsel"}
    assert len(svar["registreringer"]) == MAKS_DETALJER
    assert svar["utelatt"] == len(linjer) - MAKS_DETALJER
    assert sum(svar["antall"].values()) == len(linjer)
    vindu = next(r for r in svar["regler"] if r["regel"] == "VINDU-TO-MAANEDER")
    assert vindu["registreringer"] == MAKS_DETALJER + 5
    tekst = forklar(oslo.sandbox, "stor").tekst
    assert f"VINDU-TO-MAANEDER avviste {MAKS_DETALJER + 5} ganger" in tekst
    assert f"{svar['utelatt']} registreringer er utelatt" in tekst


def test_a_fault_tells_line_path_and_text_of_the_schema_findings(oslo):
    nummer = oslo.sandbox.journalfoer_avvik(
        "OverfoerRegistreringer", "oslo", b"<x>\xc3\xa5</x>", "UgyldigMelding", "Meldingen følger ikke skjemaet",
        [(7, "/Envelope/Body/registrering[2]/tiltak", "fra mangler", "fra is missing")],
        text="The message does not follow the schema", kommune="0301",
    )  # fmt: skip
    svar = en(oslo, f"#{nummer}")
    assert svar["behandling"] == "feil"
    assert svar["feil"] == {"kode": "UgyldigMelding", "tekst": "Meldingen følger ikke skjemaet", "regel": None}
    assert svar["skjemafunn"] == [{"linje": 7, "sti": "/Envelope/Body/registrering[2]/tiltak", "tekst": "fra mangler"}]
    assert "- Linje 7, /Envelope/Body/registrering[2]/tiltak: fra mangler" in forklar(oslo.sandbox, f"#{nummer}").tekst
    # and in English too, with the kommune that the message spoke of
    engelsk = forklar(oslo.sandbox, f"#{nummer}", "en").tekst
    assert "UgyldigMelding, and said: The message does not follow the schema" in engelsk
    assert "- Line 7, /Envelope/Body/registrering[2]/tiltak: fra is missing" in engelsk
    assert "for kommune 0301 Oslo" in engelsk


def test_two_kommuner_may_use_the_same_meldings_id(oslo, kari):
    oslo.send(oslo.linje(kari, "T", GOD), meldings_id="1")
    bergen = oslo.i("1201")
    bergen.send(bergen.linje(kari, "T", GOD), meldings_id="1")
    svar = forklar(oslo.sandbox, "1").som_dict()
    assert [m["kommune"] for m in svar["meldinger"]] == ["0301", "1201"]


@pytest.mark.parametrize("referanse", ["finnes-ikke", "#99999", "01010112345", "", "#x"])
def test_nothing_of_that_name_says_what_was_looked_for(oslo, referanse):
    with pytest.raises(Avvik) as feil:
        forklar(oslo.sandbox, referanse)
    assert feil.value.kode is Feilkode.FINNES_IKKE
    assert referanse in feil.value.tekst
    assert referanse in feil.value.text


def test_only_bokmaal_and_english_are_spoken(oslo):
    with pytest.raises(Avvik) as feil:
        forklar(oslo.sandbox, "m", "nn")
    assert feil.value.felt == "lang"


@pytest.mark.parametrize(
    ("command", "nb", "en"),
    [
        (c.OpprettBruker("ny", "p", "0301", ROLLER), "fra kontrollplanet", "from the control plane"),
        (c.MeldUtvandret("", date(2017, 2, 1)), "fra de sentrale registrene", "from the central registers"),
    ],
)
def test_what_no_user_sent_says_where_it_came_from(oslo, kari, command, nb, en):
    if isinstance(command, c.MeldUtvandret):
        oslo.sandbox.sentralt(replace(command, ident=kari.ident))
    else:
        oslo.sandbox.administrer(command)
    with oslo.sandbox.base.les() as forbindelse:
        nr = forbindelse.exec_driver_sql("SELECT max(id) FROM journal").scalar()
    assert f"{nb}, og står som #{nr}" in forklar(oslo.sandbox, f"#{nr}", "nb").tekst
    assert f"{en}, and is #{nr}" in forklar(oslo.sandbox, f"#{nr}", "en").tekst
