"""What a tester does with a sandbox, over HTTP and in process alike."""

from dataclasses import fields
from datetime import date, datetime
from threading import Timer

import pytest

from mocknir.client import ConnectionLost, Nir, Refused, Server, SoapFault, UnreadableAnswer, WrongUse, hendelser
from mocknir.client.registreringer import lines
from mocknir.control import svar as kontroll
from mocknir.register.identitet import er_syntetisk, lag_dufnummer, lag_foedselsnummer
from mocknir.register.lov import INTEGRERINGSLOVEN, INTRODUKSJONSLOVEN, KAPITTEL_6A
from mocknir.register.skjema import camel

DUF = lag_dufnummer(2015, 131165)
VEDTAK = {
    "type": "vedtak", "ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01",
    "fra": date(2017, 1, 1), "til": "2018-12-31", "timer_per_uke": 37.5,
}  # fmt: skip


def test_moving_without_ending(server: Server):
    with server.create(clock="2017-01-01") as nir:
        ola = nir.person(kommune="0301", lov="introduksjonsloven")
        kvittering = nir.transfer("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}], meldings_id="m1")
        igjen = nir.transfer("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}], meldings_id="m1")
        nir.move(ola, to="1201")
        ventet = nir.due(days=120)
        (lukket,) = nir.advance(to="2017-12-01")
        program = nir.participant(ola).program[-1]

    assert kvittering.outcomes == {"v1": "godtatt"}
    assert (kvittering.gjentatt, igjen.gjentatt) == (False, True)
    assert [en.regel for en in ventet] == [lukket.regel] == ["LUKKING-FLYTTING"]
    assert (lukket.person, lukket.kommune) == (ola.ident, "0301")
    assert (program.status, program.avsluttet_av) == ("avsluttet", "NIR")
    assert program.lukking is not None
    assert program.lukking.regel == "LUKKING-FLYTTING"


def test_sandboxes_come_and_go(server: Server):
    nir = server.create("kurs-1", clock=date(2018, 3, 1))
    assert nir.url == f"{server.url}/kurs-1/ws4"
    assert "kurs-1" in [en.name for en in server.sandboxes()]
    assert server.sandbox("kurs-1").clock().today == date(2018, 3, 1)
    nir.delete()
    with pytest.raises(Refused) as refused:
        server.sandbox("kurs-1")
    assert (refused.value.status, refused.value.code) == (404, "FinnesIkke")
    assert "mocknir sandbox create kurs-1" in str(refused.value)


@pytest.mark.parametrize(
    ("clock", "lov"),
    [
        ("2017-01-01", INTRODUKSJONSLOVEN),
        ("2020-02-29", INTRODUKSJONSLOVEN),
        ("2020-12-31", INTRODUKSJONSLOVEN),
        ("2021-01-01", INTEGRERINGSLOVEN),
        ("2021-02-28", INTEGRERINGSLOVEN),
        ("2024-05-05", INTRODUKSJONSLOVEN),
        ("2024-05-05", INTEGRERINGSLOVEN),
        ("2022-06-15", KAPITTEL_6A),
        ("2024-05-05", KAPITTEL_6A),
    ],
)
def test_a_person_is_under_the_law_asked_for_and_no_two_are_alike(i_prosessen: Server, clock: str, lov: str):
    with i_prosessen.create(clock=clock) as nir:
        folk = [nir.person(lov=lov) for _ in range(12)]
        naa = nir.clock().today

        assert {nir.participant(en).lov for en in folk} == {lov}
        assert len({en.foedselsnummer for en in folk}) == len({en.navn for en in folk}) == 12
        assert all(er_syntetisk(en.ident) for en in folk)
        assert {en.ident for en in nir.persons()} == {en.ident for en in folk}
        for en in folk:
            bosatt = en.adresse[0].fra
            assert en.opphold[0].gitt <= bosatt <= naa
            assert (naa - bosatt).days < 90
            assert {k.kategori for k in nir.participant(en).kategori if k.ordning == "intro"} == {
                "rett og plikt introduksjonsprogram"
            }


@pytest.mark.parametrize("dato", ["2017-01-01", "2016-11-01"])
def test_all_in_the_window_may_be_registered_for_a_new_person(nir: Nir, dato: str):
    vedtak = {**VEDTAK, "vedtaksdato": dato, "fra": dato, "til": "2018-06-30"}
    folk = [nir.person() for _ in range(10)]
    kvittering = nir.transfer("0301", [{"person": en, **vedtak} for en in folk])
    assert set(kvittering.outcomes.values()) == {"godtatt"}
    assert len(kvittering.outcomes) == 10


def test_the_same_seed_gives_the_same_persons(i_prosessen: Server):
    with i_prosessen.create() as en, i_prosessen.create() as annen:
        assert [en.person() for _ in range(3)] == [annen.person() for _ in range(3)]


def test_who_comes_to_a_sandbox_that_has_people_gives_nobody_their_numbers(i_prosessen: Server):
    with i_prosessen.create() as nir:
        folk = {nir.person().ident for _ in range(3)}
        annen = i_prosessen.sandbox(nir.name)
        assert annen.person().ident not in folk
        ola = annen.person()
        assert nir.transfer("0301", [{"person": ola, **VEDTAK}]).outcomes == {"mocknir-1": "godtatt"}
        (utfall,) = annen.transfer("0301", [{"person": ola, **VEDTAK, "ordning": "norsk"}]).utfall
        assert utfall.ekstern_id != "mocknir-1"


def test_what_a_test_needs_of_a_person_can_be_said(i_prosessen: Server):
    with i_prosessen.create(clock="2024-01-01") as nir:
        foedt, bosatt = "1970-05-17", date(2023, 2, 1)
        ola = nir.person("3005", navn="Ola Duk", kjoenn="K", foedt=foedt, bosatt=bosatt, grunnlag="familie")
        assert (ola.navn, ola.kjoenn, ola.foedt) == ("Ola Duk", "K", date(1970, 5, 17))
        assert [(a.fra, a.kommune) for a in ola.adresse] == [(date(2023, 2, 1), "3005")]
        duf = nir.person(dufnummer=DUF, foedselsnummer=None)
        assert duf.ident == DUF
        asyl = nir.person(lov=INTEGRERINGSLOVEN, opphold=[])
        assert asyl.adresse[0].mottak
        assert {k.kategori for k in nir.participant(asyl).kategori} == {"asylnorsk"}


def test_a_person_who_is_only_called_something_is_a_fitting_person(i_prosessen: Server):
    with i_prosessen.create(clock="2017-01-01") as nir:
        amina, dawit, ukjent = (nir.person(fornavn=navn) for navn in ("Amina", "Dawit", "Lemlem"))
        assert (amina.navn, amina.kjoenn, amina.statsborgerskap) == ("Amina Haddad", "K", "SYR")
        assert (dawit.navn.split()[0], dawit.kjoenn, dawit.statsborgerskap) == ("Dawit", "M", "ERI")
        assert ukjent.navn.split()[0] == "Lemlem"
        assert nir.person(fornavn="Amina", kjoenn="M", statsborgerskap="AFG").navn == "Amina Karimi"


def test_a_person_that_cannot_be_is_refused_with_the_remedy(nir: Nir):
    with pytest.raises(WrongUse, match=r"gjelder fra 01\.01\.2021"):
        nir.person(lov=INTEGRERINGSLOVEN)
    with pytest.raises(WrongUse, match="mente du introduksjonsloven"):
        nir.person(lov="introduksjonslov")
    with pytest.raises(WrongUse, match="mente du navn"):
        nir.person(nvan="Ola")
    with pytest.raises(Refused, match="finnes"):
        nir.person(kommune="0302")
    tatt = nir.person().foedselsnummer
    with pytest.raises(Refused, match=str(tatt)):
        nir.person(foedselsnummer=tatt)


def test_central_events(nir: Nir):
    ola = nir.person()
    nir.advance(by="30d")
    assert nir.move(ola, to="1201", date="2017-01-15").kommune == "1201"
    assert nir.permit(ola, "annet").opphold[-1].grunnlag == "annet"
    assert nir.emigrate(ola).utvandret == date(2017, 1, 31)
    assert nir.die(ola.ident, date=date(2017, 1, 31)).doed == date(2017, 1, 31)
    duf = nir.person(dufnummer=DUF, foedselsnummer=None)
    assert nir.number(duf, lag_foedselsnummer(date(1990, 5, 17), "K", 1)).dufnummer == DUF


def test_a_message_that_nir_refuses_is_a_soap_fault(server: Server):
    with server.create() as nir:
        ola = nir.person()
        nir.transfer("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}], meldings_id="m1")
        with pytest.raises(SoapFault) as brukt:
            nir.transfer("0301", [{"person": ola, "eksternId": "v2", **VEDTAK}], meldings_id="m1")
        with pytest.raises(SoapFault) as uten_felt:
            nir.transfer("0301", [{"person": ola, "eksternId": "uf", **VEDTAK, "vedtaksdato": "1.1.2017"}])
        with pytest.raises(SoapFault, match="UkjentMelding"):
            nir.receipt("0301", "borte")
        leser = nir.user("0301", roles=["kommunenorskbruker"], name="leser", password="hemmelig")
        (utfall,) = nir.transfer("0301", [{"person": nir.person(), **VEDTAK}], user=leser).utfall

    assert brukt.value.code == "MeldingsIdBrukt"
    assert brukt.value.journalnummer is not None
    assert uten_felt.value.code == "UgyldigMelding"
    assert [funn["eksternId"] for funn in uten_felt.value.findings] == ["uf"] * len(uten_felt.value.findings)
    assert "vedtaksdato" in str(uten_felt.value)
    assert (utfall.utfall, utfall.rules) == ("avvist", ("TILGANG-ROLLE",))


def test_a_registration_is_corrected_and_deleted(nir: Nir):
    ola = nir.person()
    nir.transfer("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}])
    rettet = nir.transfer("0301", [{"person": ola, "eksternId": "v1", **VEDTAK, "til": "2018-06-30"}])
    slettet = nir.transfer("0301", [{"person": ola, "eksternId": "v1", "handling": "slett"}])
    assert (rettet.outcomes, slettet.outcomes) == ({"v1": "godtatt"}, {"v1": "godtatt"})
    assert [en.handling for en in nir.feed("0301")] == ["ny", "endret", "slettet"]
    assert [en.handling for en in nir.feed("0301", after=nir.feed("0301")[1].sekvens)] == ["slettet"]


def test_nir_web_parameters_access_and_users(server: Server):
    with server.create(clock="2018-05-01") as nir:
        ola = nir.person(bosatt="2016-12-01")
        sent = nir.register("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}])
        assert sent.outcome("v1").rules == ("VINDU-TO-MAANEDER",)
        tilgang = nir.access("0301", "2017-01-01", "2017-12-31", "intro", until="2018-06-12", tag="Introtiltak 2017")
        assert (tilgang.merke, tilgang.from_) == ("Introtiltak 2017", date(2017, 1, 1))
        assert nir.register("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}]).outcomes == {"v1": "godtatt"}
        (vindu,) = [en for en in nir.rules() if en.id == "VINDU-TO-MAANEDER"]
        assert vindu.parameter[0].verdi == 2
        assert nir.set("VINDU-TO-MAANEDER", "maaneder", 3).parameter[0].verdi == 3
        assert nir.unset("VINDU-TO-MAANEDER", "maaneder").parameter[0].verdi == 2
        assert [en.name for en in nir.users()] == ["mocknir-0301"]
        assert nir.user("1201").password


def test_the_clock_runs_and_stops(nir: Nir):
    assert nir.clock().now == datetime.fromisoformat("2017-01-01T08:00:00+01:00")
    assert nir.run(speed=10).mode == "running"
    assert nir.freeze().mode == "frozen"
    with pytest.raises(Refused, match="to eller by"):
        nir.advance()
    nir.reset(clock="2019-01-01")
    assert nir.clock().today == date(2019, 1, 1)
    assert nir.persons() == []
    assert nir.transfer("0301", [{"person": nir.person(), **VEDTAK, "vedtaksdato": "2019-01-01"}]).journalnummer


def test_a_sandbox_that_is_emptied_begins_again_with_a_seed(nir: Nir):
    nir.reset(seed=7)
    foerste = nir.person()
    nir.reset(seed=8)
    andre = nir.person()
    nir.reset(seed=7)
    assert nir.person() == foerste != andre
    assert nir.seed == 7


def test_what_nir_holds_and_why_can_be_read(server: Server):
    with server.create() as nir:
        ola = nir.person()
        kvittering = nir.transfer("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}], meldings_id="m/1 #")
        bilde = nir.participant(ola)
        assert bilde.person == ola
        assert bilde.registrering[0].content["timerPerUke"] == "37.5"
        assert bilde.raw["registrering"][0]["eksternId"] == "v1"
        assert nir.journal(limit=1)[0].meldings_id == "m/1 #"
        assert ola.navn in nir.why(ola)
        nir.advance(to="2017-01-03")
        syk = {"person": ola, "type": "fravaer", "ordning": "intro", "fravaersgrunn": "egenSykdom", "gyldig": True}
        nir.transfer("0301", [{**syk, "fra": dag, "til": dag} for dag in ("2017-01-01", "2017-01-02")])
        assert "Fravær: 2 registreringer, 01.2017, alle godtatt" in nir.why(ola)
        assert "Fravær: 2 registreringer" not in nir.why(ola, all=True)
        assert "m/1 #" in nir.why("m/1 #", lang="en")
        assert "v1" in nir.why(kvittering)
        assert nir.report("deltakere", aar=2017).rader
        with pytest.raises(Refused, match="deltakere"):
            nir.report("deltaker")


def test_what_happens_is_told_as_it_happens(server: Server):
    with server.create() as nir:
        ola = nir.person()
        nir.transfer("0301", [{"person": ola, **VEDTAK}])
        nir.move(ola, to="1201")
        nir.advance(to="2017-12-01")
        alle = list(nir.events())
        assert [en.type for en in alle] == ["central", "user", "transfer", "central", "closing", "clock"]
        assert [en.entry and en.entry.operasjon for en in alle][2] == "OverfoerRegistreringer"
        assert alle[4].closings[0].regel == "LUKKING-FLYTTING"
        assert list(nir.events(after=4, first=1)) == [alle[4]]
        # somebody who waits hears of it at once, and that the sandbox was emptied too
        senere = Timer(0.2, nir.emigrate, [ola])
        senere.start()
        neste = next(nir.events(after=6, wait=10))
        senere.join()
        assert (neste.type, neste.entry and neste.entry.ident) == ("central", ola.ident)
        nir.reset()
        assert [en.type for en in nir.events(after=7)] == ["reset"]


@pytest.mark.parametrize(
    ("klasse", "sendt"),
    [
        (hendelser.JournalEntry, kontroll.Journalpost), (hendelser.Strike, kontroll.Strike),
        (hendelser.Event, kontroll.Event), (hendelser.WholeEntry, kontroll.HelJournalpost),
    ],
)  # fmt: skip
def test_all_that_is_told_of_an_event_has_a_name_in_the_client(klasse, sendt):
    assert {camel(f.name) for f in fields(klasse)} - {"raw"} == set(sendt.__annotations__)


def test_a_sandbox_is_kept_put_back_and_doubled(server: Server):
    with server.create() as nir:
        ola = nir.person()
        nir.transfer("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}])
        assert nir.snapshot("s1").clock.date() == date(2017, 1, 1)
        nir.transfer("1201", [{"person": ola, "eksternId": "v1", "handling": "slett"}])
        nir.advance(by="1y")
        with nir.fork() as etter, nir.fork(snapshot="s1", expires="1h") as foer:
            assert (etter.clock().today.year, foer.clock().today.year) == (2018, 2017)
            assert foer.participant(ola).program[0].status == "i program"
            # Each has the users that it had then, and no key of the one is taken for the other's.
            nir.restore("s1")
            for en in (nir, foer, etter):
                assert en.receipt("0301", "mocknir-1").outcomes == {"v1": "godtatt"}
                ny = {"person": en.person("1201"), **VEDTAK, "vedtaksdato": en.clock().today}
                assert en.transfer("1201", [ny]).gjentatt is False
        assert [en.name for en in nir.snapshots()] == ["s1"]
        assert nir.clock().today == date(2017, 1, 1)


def test_a_seed_is_chosen_and_a_life_is_limited(server: Server):
    with server.create(seed=7) as en, server.create(seed=8) as annen, server.create("med-navn-7", seed=7) as samme:
        assert en.person() == samme.person() != annen.person()
        assert en.seed == 7
        en.expire("2h")
        (sett,) = [s for s in server.sandboxes() if s.name == en.name]
        assert sett.expires is not None
        en.expire("never")


def test_an_answer_that_is_lost_on_demand_is_asked_for(server: Server):
    with server.create() as nir:
        ola = nir.person()
        melding = [{"person": ola, "eksternId": "v1", **VEDTAK}]
        feil = nir.fault("drop", operation="OverfoerRegistreringer", stage="after-commit", nth=1, person=ola)
        assert (feil.kind, feil.match["person"], feil.spent) == ("drop", ola.ident, False)
        with pytest.raises(ConnectionLost):
            nir.transfer("0301", melding, meldings_id="m1")
        assert nir.faults()[0].struck == 1
        (slag,) = nir.journal(meldings_id="m1")[0].faults
        assert (slag.fault, slag.kind, slag.stage) == (feil.id, "drop", "after-commit")
        assert nir.receipt("0301", "m1").outcomes == {"v1": "godtatt"}
        assert nir.transfer("0301", melding, meldings_id="m1").gjentatt
        nir.clear_faults(nir.fault("html503"))
        nir.fault("html503", operation="HentKvittering")
        with pytest.raises(UnreadableAnswer, match="503"):
            nir.receipt("0301", "m1")
        nir.clear_faults()
        assert nir.faults() == []
        assert nir.receipt("0301", "m1").outcomes == {"v1": "godtatt"}


def test_a_support_case_gives_access(server: Server):
    with server.create(clock="2018-05-01") as nir:
        aar = ("0301", "2017-01-01", "2017-12-31", "Registrert for sent")
        sak = nir.apply(*aar, "intro", tag="Introtiltak 2017")
        assert (sak.status, nir.cases(), nir.accesses()) == ("mottatt", [sak], [])
        innvilget = nir.decide(sak, True, until="2018-06-12")
        assert innvilget.access in nir.accesses()
        assert innvilget.access is not None
        nir.revoke(innvilget.access)
        assert nir.accesses() == []
        assert nir.decide(nir.apply(*aar), False, "For sent").status == "avslaatt"
        assert nir.policy("innvilg-merke", ["Introtiltak 2017"], days=10) == nir.policy()
        assert nir.apply(*aar, tag="Introtiltak 2017").status == "innvilget"


def test_the_journal_is_searched_and_an_entry_read_whole(server: Server):
    with server.create() as nir:
        ola, kari = nir.person(), nir.person()
        nir.transfer("0301", [{"person": ola, "eksternId": "v1", **VEDTAK}], meldings_id="m1")
        nir.transfer("0301", [{"person": kari, "eksternId": "v2", **VEDTAK, "vedtaksdato": "2016-01-01"}])
        (post,) = nir.journal(meldings_id="m1", from_=date(2017, 1, 1), to="2017-01-01", channel="WS4")
        hel = nir.entry(post.journalnummer)
        assert hel.entry == post
        assert "OverfoerRegistreringer" in hel.request["text"]
        assert [en["eksternId"] for en in hel.changes] == ["v1"]
        assert [en.meldings_id for en in nir.journal(person=ola, operation="OverfoerRegistreringer")] == ["m1"]
        assert [en.antall["avvist"] for en in nir.journal(only_faults=True)] == [1]


def test_a_page_of_another_server_is_no_answer(i_prosessen: Server):
    nir = i_prosessen.create()
    nir.ws4.path = "/healthz"
    with pytest.raises(UnreadableAnswer, match="ikke som mocknir") as feil:
        nir.transfer("0301", [{"person": nir.person(), **VEDTAK}])
    assert feil.value.status == 405
    nir.delete()


@pytest.mark.parametrize(
    ("registrering", "hva"),
    [
        ({"type": "vedtak"}, "person mangler"),
        ({"person": "1"}, "type mangler"),
        ({"person": "1", "type": "vedtk"}, "«vedtk» er ingen type; mente du vedtak\\?"),
        ({"person": "1", "type": "tiltak", "vedtaksdato": "2017-01-01"}, "tiltak, har ikke «vedtaksdato»"),
        ({"person": "1", "handling": "slett"}, "eksternId mangler"),
    ],
)
def test_a_registration_that_cannot_be_written_is_told_the_place(registrering, hva):
    with pytest.raises(WrongUse, match=f"Registrering 2.*{hva}"):
        lines([{"person": "2", "type": "vedtak"}, registrering], lambda: "x")
