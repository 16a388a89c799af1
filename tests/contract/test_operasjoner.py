"""The five operations over the wire, against a real sandbox: outcomes, receipts, faults of the register."""

from datetime import date

import pytest

from mocknir.clock.klokke import les_tid
from mocknir.register import commands as c
from mocknir.register.kodeverk import KODEVERK
from mocknir.register.person import Adresse, Opphold
from mocknir.register.skjema import TYPER
from mocknir.register.vurdering import ROLLER
from mocknir.soap.feil import SOAP11, SOAP12
from tests.contract.nir import PASSORD, Nir, foelger_skjemaet

INNHOLD = {
    "kontakt": "<ordning>intro</ordning><kontakttype>tilbud</kontakttype><dato>2021-07-01</dato>",
    "vedtak": "<ordning>intro</ordning><vedtakstype>tildeling</vedtakstype><vedtaksdato>2021-07-01</vedtaksdato>"
    "<fra>2021-07-01</fra><til>2023-06-30</til><timerPerUke>37.5</timerPerUke><begrunnelse>A &amp; B</begrunnelse>",
    "tiltak": "<tiltakstype>sprakpraksis</tiltakstype><fra>2021-07-01</fra><til>2021-12-31</til>"
    "<timerPerUke>20</timerPerUke><erstatterAndre>false</erstatterAndre>",
    "timer": "<ordning>norsk</ordning><fag>norsk</fag><fra>2021-06-01</fra><til>2021-06-30</til><antall>40.5</antall>"
    "<opplaeringsspraak>nb</opplaeringsspraak>",
    "fravaer": "<ordning>intro</ordning><fravaersgrunn>egenSykdom</fravaersgrunn><gyldig>1</gyldig>"
    "<fra>2021-07-02</fra><til>2021-07-03</til><timer>15</timer>",
    "permisjon": "<ordning>intro</ordning><permisjonsgrunn>velferd</permisjonsgrunn>"
    "<vedtaksdato>2021-07-01</vedtaksdato><fra>2021-07-05</fra><til>2021-07-09</til><dagtype>virkedager</dagtype>",
    "klage": "<ordning>intro</ordning><dato>2021-07-02</dato><vedtakEksternId>e-vedtak</vedtakEksternId>",
    "sluttmaal": "<sluttmaal>arbeid</sluttmaal><dato>2021-07-01</dato>",
    "integreringskontrakt": "<dato>2021-07-01</dato>",
    "utdanningsbakgrunn": "<videregaaendeFullfoert>false</videregaaendeFullfoert><dato>2021-07-01</dato>",
    "norskmaal": "<nivaa>B1</nivaa><dato>2021-07-01</dato><delferdighet>muntlig</delferdighet>",
    "fulltidVgo": "<deltar>false</deltar><fra>2021-07-01</fra>",
    "spraak": "<ordning>norsk</ordning><morsmaal>ar</morsmaal><dato>2021-07-01</dato><spor>2</spor>",
    "fritak": "<ordning>norsk</ordning><fritaksomraade>samfunnskunnskap</fritaksomraade>"
    "<vedtaksdato>2021-07-01</vedtaksdato><rettsgrunnlag>helse</rettsgrunnlag>",
    "mottakstiltak": "<tiltakstype>livsmestring</tiltakstype><fra>2021-07-01</fra><til>2021-07-02</til><timer>3</timer>"
    "<fullfoert>true</fullfoert>",
    "reservasjon": "<reservert>true</reservert><dato>2021-07-01</dato>",
    "avslutning": "<ordning>intro</ordning><dato>2021-07-10</dato><avslutningsaarsak>arbeidHeltid</avslutningsaarsak>",
}
NORSK = (
    "<timer><ordning>norsk</ordning><fag>norsk</fag><fra>2016-12-01</fra><til>2016-12-31</til>"
    "<antall>10</antall></timer>"
)


@pytest.fixture
def nir_2021(nir: Nir) -> Nir:
    """The sandbox moved to 10 July 2021, where everything WS4 carries is in use, with a person of the new law."""
    nir.sandbox.flytt_klokken(les_tid("2021-07-10"))
    person = nir.sandbox.sentralt(
        c.OpprettPerson(
            "Omar Vik", date(1992, 3, 1), "M", "SYR", dufnummer="202100000110",
            opphold=(Opphold(date(2021, 3, 1), "28"),), adresser=(Adresse(date(2021, 4, 1), nir.kommune),),
            ankomst=date(2021, 1, 15),
        )
    )[0]  # fmt: skip
    assert person.ident == "202100000110"
    return nir


def _overfoer_alle(nir: Nir) -> str:
    linjer = [
        nir.registrering(f"<{type_}>{felter}</{type_}>", f"e-{type_}").replace(
            f"<foedselsnummer>{nir.fnr}</foedselsnummer>", "<dufnummer>202100000110</dufnummer>"
        )
        for type_, felter in INNHOLD.items()
    ]
    return nir.overfoer(*linjer)


@pytest.mark.parametrize("soap", [SOAP11, SOAP12])
def test_every_kind_of_registration_goes_in_and_comes_out(nir_2021: Nir, soap: str):
    nir = nir_2021
    assert set(INNHOLD) == set(TYPER)
    svar = nir.kall(_overfoer_alle(nir), soap=soap)
    assert svar.status == 200
    assert foelger_skjemaet(svar)
    assert svar.tekster("n:utfall/n:eksternId") == [f"e-{type_}" for type_ in INNHOLD]
    godtatte = {
        e for e, u in zip(svar.tekster("n:utfall/n:eksternId"), svar.tekster("n:utfall/n:utfall"), strict=True)
        if u.startswith("godtatt")
    }  # fmt: skip
    assert {"e-vedtak", "e-tiltak", "e-timer", "e-avslutning", "e-sluttmaal", "e-reservasjon"} <= godtatte

    deltaker = nir.kall(nir.spoersmaal("HentDeltaker", "<dufnummer>202100000110</dufnummer>"), soap=soap)
    assert foelger_skjemaet(deltaker)
    assert set(deltaker.tekster("n:registrering/n:eksternId")) == godtatte
    assert deltaker.tekst("n:lov") == "integreringsloven"
    assert deltaker.tekst("n:program/n:avslutningsaarsak") == "arbeidHeltid"
    assert deltaker.tekst("n:program/n:avslutningsaarsakTekst") == "Arbeid, heltid"
    assert deltaker.tekst("n:program/n:avsluttetAv") == "kommune"
    assert deltaker.tekst("n:registrering/n:vedtak/n:begrunnelse") == "A & B"
    assert deltaker.tekst("n:frist/n:beregning/n:tekst")

    endringer = nir.kall(nir.endringer(), soap=soap)
    assert foelger_skjemaet(endringer)
    assert set(endringer.tekster("n:endring/n:dufnummer")) == {"202100000110"}
    assert set(endringer.tekster("n:endring/n:handling")) == {"ny"}


def test_a_receipt_counts_its_outcomes_and_names_the_rules(nir: Nir):
    ukjent = nir.registrering(NORSK, "t-2", fnr="17859000347")
    svar = nir.kall(nir.overfoer(nir.registrering(nir.vedtak(fra="2017-01-02")), ukjent))
    assert foelger_skjemaet(svar)
    assert svar.tekst("n:kvittering/n:meldingsId") == "m-1"
    assert svar.tekst("n:kvittering/n:mottatt") == "2017-01-01T08:00:00+01:00"
    assert svar.tekst("n:gjentatt") == "false"
    assert svar.tekster("n:utfall/n:utfall") == ["godtatt", "avvist"]
    assert (svar.tekst("n:antall/n:godtatt"), svar.tekst("n:antall/n:avvist")) == ("1", "1")
    assert svar.tekst("n:funn/n:regel") == "PERSON-UKJENT"
    assert svar.tekst("n:funn/n:alvor") == "avvist"
    assert svar.tekst("n:funn/n:proveniens") == "dokumentert"


def test_the_same_message_again_gives_the_same_receipt(nir: Nir):
    foerste, andre = (nir.kall(nir.ett_vedtak()) for _ in range(2))
    assert (foerste.tekst("n:gjentatt"), andre.tekst("n:gjentatt")) == ("false", "true")
    assert foerste.kropp.replace(b"<gjentatt>false", b"<gjentatt>true") == andre.kropp
    assert len(nir.kall(nir.endringer()).tekster("n:endring")) == 1


def test_the_same_id_with_other_content_is_a_fault(nir: Nir):
    assert nir.kall(nir.ett_vedtak()).status == 200
    svar = nir.kall(nir.ett_vedtak(fra="2017-01-02"))
    assert (svar.status, svar.feilkode) == (500, "MeldingsIdBrukt")
    assert svar.tekst("n:NirFeil/n:felt") == "meldingsId"
    assert foelger_skjemaet(svar)


def test_the_receipt_can_be_fetched_after_a_lost_answer(nir: Nir):
    sendt = nir.kall(nir.ett_vedtak("m-7"))
    hentet = nir.kall(nir.spoersmaal("HentKvittering", foran="<meldingsId>m-7</meldingsId>"))
    assert foelger_skjemaet(hentet)
    assert hentet.kropp == sendt.kropp.replace(b"OverfoerRegistreringerResponse", b"HentKvitteringResponse")


def test_a_message_that_never_came_is_a_fault_that_says_so(nir: Nir):
    svar = nir.kall(nir.spoersmaal("HentKvittering", foran="<meldingsId>borte</meldingsId>"))
    assert svar.feilkode == "UkjentMelding"
    assert "kom ikke fram" in svar.tekst("n:NirFeil/n:tekst")


def test_a_closed_transfer_is_the_servers_fault_since_the_same_message_may_do_later(nir: Nir):
    nir.sandbox.flytt_klokken(les_tid("2020-01-03"))
    nir.sandbox.administrer(c.OpprettBruker("drammen", PASSORD, "3005", ROLLER))
    melding = nir.overfoer(nir.registrering(NORSK), kommune="3005")
    svar = nir.kall(melding, hode=nir.token(bruker="drammen"))
    assert (svar.status, svar.faultcode, svar.feilkode) == (500, "soap:Server", "OverfoeringStengt")
    assert svar.tekst("n:NirFeil/n:regel") == "OVERFOERING-STENGT"
    assert foelger_skjemaet(svar)
    spoersmaal = nir.spoersmaal("HentEndringer", "<fraSekvens>0</fraSekvens>", kommune="3005")
    assert nir.kall(spoersmaal, hode=nir.token(bruker="drammen")).status == 200


def test_an_unknown_person_is_a_fault(nir: Nir):
    svar = nir.kall(nir.spoersmaal("HentDeltaker", "<foedselsnummer>17859000347</foedselsnummer>"))
    assert (svar.feilkode, svar.tekst("n:NirFeil/n:regel")) == ("PersonUkjent", "PERSON-UKJENT")


def test_what_nir_closed_itself_is_in_the_feed_and_on_the_participant(nir: Nir):
    assert nir.kall(nir.ett_vedtak()).status == 200
    nir.sandbox.flytt_klokken(les_tid("2021-01-01"))
    endringer = nir.kall(nir.endringer())
    assert foelger_skjemaet(endringer)
    assert endringer.tekster("n:endring/n:registrering/n:aktoer") == ["oslo", "NIR"]
    assert endringer.tekst("n:endring/n:lukking/n:regel").startswith("LUKKING-")
    assert endringer.tekst("n:endring/n:lukking/n:tekst")
    assert endringer.tekst("n:avslutning/n:avslutningsaarsak") == "ikkeRegistrert"
    deltaker = nir.kall(nir.spoersmaal("HentDeltaker", f"<foedselsnummer>{nir.fnr}</foedselsnummer>"))
    assert foelger_skjemaet(deltaker)
    assert deltaker.tekst("n:program/n:avsluttetAv") == "NIR"
    assert deltaker.tekst("n:program/n:avslutningsaarsakTekst") == "Avslutningsårsak ikke registrert"
    numre = deltaker.tekster("n:registrering/n:nummer")
    assert set(deltaker.tekster("n:program/n:lukking/n:saaPaa")) <= set(numre)


def test_the_feed_is_paged_by_sequence_number(nir: Nir):
    linjer = [nir.registrering(NORSK.replace("10<", f"{n}<"), f"t-{n}") for n in range(1, 6)]
    nir.kall(nir.overfoer(*linjer))
    sett: list[str | None] = []
    fra, flere = "0", "true"
    while flere == "true":
        side = nir.kall(nir.endringer(int(fra), "<maksAntall>2</maksAntall>"))
        assert len(side.tekster("n:endring")) <= 2
        sett += side.tekster("n:endring/n:registrering/n:eksternId")
        fra, flere = side.tekst("n:sisteSekvens"), side.tekst("n:flere")
    assert sett == [f"t-{n}" for n in range(1, 6)]


def test_the_feed_of_what_nir_did_itself_leaves_out_what_was_sent(nir: Nir):
    nir.kall(nir.ett_vedtak())
    for sendt, antall in (("true", 0), ("1", 0), ("false", 1)):
        side = nir.kall(nir.endringer(0, f"<bareNir>{sendt}</bareNir>"))
        assert foelger_skjemaet(side)
        assert len(side.tekster("n:endring/n:sekvens")) == antall


def test_a_deletion_needs_no_content_and_shows_in_the_feed(nir: Nir):
    nir.kall(nir.ett_vedtak())
    svar = nir.kall(nir.overfoer(nir.registrering("", handling="slett"), meldings_id="m-2"))
    assert svar.tekst("n:utfall/n:utfall") == "godtatt"
    endringer = nir.kall(nir.endringer())
    assert foelger_skjemaet(endringer)
    assert endringer.tekster("n:endring/n:handling") == ["ny", "slettet"]


def test_the_code_lists_are_those_of_the_day(nir: Nir):
    svar = nir.kall("<HentKodeverk xmlns='urn:mocknir:ws4:v1'/>")
    assert foelger_skjemaet(svar)
    assert svar.tekst("n:dato") == "2017-01-01"
    assert svar.tekster("n:kodeverk/n:navn") == list(KODEVERK)

    def klageutfall(dag: str) -> list[str | None]:
        spoersmaal = (
            f"<HentKodeverk xmlns='urn:mocknir:ws4:v1'><dato>{dag}</dato><navn>klageutfall</navn></HentKodeverk>"
        )
        svar = nir.kall(spoersmaal)
        assert foelger_skjemaet(svar)
        assert svar.tekster("n:kodeverk/n:navn") == ["klageutfall"]
        return svar.tekster("n:kode/n:verdi")

    assert klageutfall("2021-04-30") == []
    assert "medhold" in klageutfall("2021-05-01")


def test_an_unknown_code_list_is_a_fault_that_names_the_known(nir: Nir):
    svar = nir.kall("<HentKodeverk xmlns='urn:mocknir:ws4:v1'><navn>tiltak</navn></HentKodeverk>")
    assert (svar.feilkode, svar.tekst("n:NirFeil/n:felt")) == ("UgyldigVerdi", "navn")
    assert "tiltakstype" in svar.tekst("n:NirFeil/n:tekst")


def test_a_thousand_registrations_in_one_message(nir: Nir):
    linjer = [nir.registrering(NORSK, f"t-{n}") for n in range(1000)]
    svar = nir.kall(nir.overfoer(*linjer))
    assert svar.tekst("n:antall/n:godtatt") == "1000"
    assert foelger_skjemaet(svar)


def test_an_unexpected_error_is_a_fault_with_a_journal_number_and_no_html(nir: Nir, monkeypatch: pytest.MonkeyPatch):
    def krasj(*_: object):
        raise RuntimeError("disken er full")

    monkeypatch.setattr(nir.sandbox, "registrer", krasj)
    svar = nir.kall(nir.ett_vedtak())
    assert (svar.status, svar.faultcode, svar.feilkode) == (500, "soap:Server", "InternFeil")
    assert "disken" not in svar.kropp.decode()
    assert int(svar.tekst("n:NirFeil/n:journalnummer")) > 0
    monkeypatch.setattr(nir.sandbox, "journalfoer_avvik", krasj)
    assert nir.kall(nir.ett_vedtak(), soap=SOAP12).faultcode == "env:Receiver"
