"""The transfer against a real NIR: what its habits lead to, what it writes down, and what it hears."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from fagsystem_sim.avstemming import LUKKET, MANGLER_HER, MANGLER_I_NIR, ULIKT, avstem
from fagsystem_sim.fakta import Arbeid
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.lager import Lager, Overfoert, Sender
from fagsystem_sim.lager.endringer import lukkede
from fagsystem_sim.lager.nirweb import Webklient
from fagsystem_sim.tilfeldig import generator
from fagsystem_sim.vaner.register import Vaner
from fagsystem_sim.vaner.retting import rett
from fagsystem_sim.vaner.vane import INGEN, INTROBRUKER, NIR_WEB, NORSKBRUKER
from fagsystem_sim.ws4_masse import Rad
from tests.lager import arbeid as a
from tests.lager.nir import Nir

NAA = datetime(2017, 1, 2, 12, tzinfo=UTC)
FRA, TIL = date(2017, 1, 2), date(2017, 1, 31)


@pytest.fixture
def lager(tmp_path: Path) -> Iterator[Lager]:
    lager = Lager(f"sqlite:///{tmp_path}/lager.db")
    yield lager
    lager.lukk()


def _gi(naa: datetime) -> datetime:
    return naa


def _send(nir: Nir, lager: Lager, naa: datetime = NAA, vane: str | None = None) -> Overfoert:
    vanene = Vaner({vane: 1.0} if vane else {})
    return Sender(lager, nir.klient, partial(_gi, naa), vanene).send()


def _arbeid(ident: str) -> list[Arbeid]:
    return [a.vedtak(ident), a.tiltak(ident, FRA, TIL, dag=FRA)]


def test_the_record_knows_what_nir_answered(nir: Nir, lager: Lager) -> None:
    ident = nir.person()
    lager.registrer([a.tiltak(ident, FRA, TIL, "for-tidlig"), *_arbeid(ident)])
    ut = _send(nir, lager)
    assert (ut.meldinger, ut.utfall) == (1, {"avvist": 1, "godtatt": 2})
    assert ut.regler == {("PROGRAM-REKKEFOELGE", "avvist"): 1}
    poster = {p.ekstern_id: p for p in lager.poster("0301")}
    avvist = poster[f"0301-{ident[-4:]}-for-tidlig"]
    assert [f.regel for f in avvist.funn] == ["PROGRAM-REKKEFOELGE"]
    assert {p.status for p in poster.values() if p is not avvist} == {"godtatt"}
    assert lager.venter() == 0


@pytest.mark.parametrize(("vane", "rule"), [("feil-kommune", "IngenTilgang"), ("feil-rolle", "TILGANG-ROLLE")])
def test_a_wrong_setting_is_put_right_the_day_after(nir: Nir, lager: Lager, vane: str, rule: str) -> None:
    lager.registrer(_arbeid(nir.person()))
    ut = _send(nir, lager, vane=vane)
    assert rule in ut.feil or (rule, "avvist") in ut.regler
    assert lager.venter() == 2
    assert _send(nir, lager, NAA + timedelta(days=1), vane=vane).utfall == {"godtatt": 2}


def test_a_lost_answer_is_asked_for(nir: Nir, lager: Lager) -> None:
    lager.registrer(_arbeid(nir.person()))
    assert _send(nir, lager, vane="mister-svar").tapt == 1
    assert lager.venter() == 2
    assert _send(nir, lager, NAA).antall == 0  # the moment has not come
    ut = _send(nir, lager, NAA + timedelta(hours=1))
    assert (ut.reddet, ut.utfall) == (1, {"godtatt": 2})


def test_without_the_id_all_comes_out_as_unchanged(nir: Nir, lager: Lager) -> None:
    lager.registrer(_arbeid(nir.person()))
    _send(nir, lager, vane="mister-svar-uten-meldingsid")
    assert _send(nir, lager, NAA + timedelta(hours=1)).utfall == {"uendret": 2}


def test_twice_is_as_once(nir: Nir, lager: Lager) -> None:
    ident = nir.person()
    lager.registrer(_arbeid(ident))
    ut = _send(nir, lager, vane="sender-to-ganger")
    assert (ut.meldinger, ut.utfall) == (2, {"godtatt": 2})
    assert nir.klient("0301", INTROBRUKER).deltaker(ident).registreringer == {"vedtak": 1, "tiltak": 1}


def test_the_wrong_order_is_rejected_and_sent_again(nir: Nir, lager: Lager) -> None:
    lager.registrer(_arbeid(nir.person()))
    ut = _send(nir, lager, vane="feil-rekkefoelge")
    assert ut.utfall == {"godtatt": 2, "avvist": 1}
    assert {p.status for p in lager.poster("0301")} == {"godtatt"}


def test_one_bad_registration_does_not_hold_the_others(nir: Nir, lager: Lager) -> None:
    ident = nir.person()
    daarlig = a.tiltak(ident, FRA, TIL, "daarlig", dag=FRA)
    lager.registrer([*_arbeid(ident), daarlig._replace(innhold={"tiltakstype": "annet", "fra": "i går"})])
    ut = _send(nir, lager)
    assert ut.utfall == {"godtatt": 2, "avvist": 1}
    (avvist,) = [p for p in lager.poster("0301") if p.status == "avvist"]
    assert (avvist.ekstern_id, avvist.funn[0].regel) == (daarlig.ekstern_id, "UgyldigMelding")


def test_a_merged_kommune_that_will_not_wait_is_told_to(tmp_path: Path, lager: Lager) -> None:
    nir = Nir(tmp_path, date(2018, 1, 2), ("0729",))
    ident = nir.person(kommune="0729", bosatt=date(2018, 1, 1))
    dag = date(2018, 1, 2)
    lager.registrer([a.vedtak(ident, dag, kommune="0729")])
    vaner = Vaner({"sammenslaatt-i-januar": 1}, sammenslaatte={"0729": date(2018, 1, 1)})
    naa = datetime(2018, 1, 2, 12, tzinfo=UTC)
    assert Sender(lager, nir.klient, partial(_gi, naa), vaner).send().feil == {"OverfoeringStengt": 1}
    nir.flytt_klokken(date(2018, 1, 24))
    naa += timedelta(days=22)
    assert Sender(lager, nir.klient, partial(_gi, naa), vaner).send().utfall == {"godtatt": 1}
    nir.lukk()


@pytest.mark.parametrize("vane", [None, "feil-rekkefoelge"])
def test_what_is_sent_as_it_is_registered_goes_in_the_same_messages(tmp_path: Path, vane: str | None) -> None:
    """More than a message holds, two roles, a correction of what has not been sent, and what lies ahead."""
    stand = []
    for straks in (False, True):
        nir, lager = Nir(tmp_path / f"{straks}"), Lager(f"sqlite:///{tmp_path}/{straks}.db")
        ident = nir.person()
        mange = [a.timer(ident, date(2016, 12, 5), date(2016, 12, 31), 10, f"t{i}") for i in range(205)]
        rettet = a.vedtak(ident)._replace(innhold={**a.vedtak(ident).innhold, "til": date(2018, 6, 30)})
        ventes = a.fravaer(ident, FRA, FRA)._replace(registreres=date(2017, 1, 3))
        sender = Sender(lager, nir.klient, partial(_gi, NAA), Vaner({vane: 1.0} if vane else {}))
        arbeid = [*_arbeid(ident), ventes, rettet, *mange]
        ut = sender.send("0301", sender.registrer(arbeid)) if straks else (lager.registrer(arbeid), sender.send())[1]
        meldinger = lager.rader("SELECT meldings_id, antall, omvendt, status FROM melding ORDER BY meldings_id")
        poster = [(p.ekstern_id, p.innhold, p.status) for p in lager.poster("0301")]
        sekvens = list(nir.klient("0301", INTROBRUKER).register())
        stand.append((ut, meldinger, poster, sekvens, lager.venter()))
        lager.lukk()
        nir.lukk()
    assert stand[0] == stand[1]
    assert stand[0][4] == 1  # what lies ahead


def test_what_lies_ahead_is_not_sent(nir: Nir, lager: Lager) -> None:
    lager.registrer(a_ for a_ in [a.vedtak(nir.person())._replace(registreres=date(2017, 1, 3))])
    assert _send(nir, lager).antall == 0
    assert _send(nir, lager, NAA + timedelta(days=1)).antall == 1


def test_a_client_for_many_says_what_zeep_would_have_said(nir: Nir) -> None:
    ident, klient = nir.person(), nir.klient("0301", INTROBRUKER)
    innhold = {"ordning": "intro", "vedtakstype": "tildeling", "vedtaksdato": "2017-01-02", "fra": "2017-01-02"}
    rad = Rad("x & <y>", ident, "registrer", "vedtak", innhold)
    assert klient.overfoer_rader("m1", [rad]).utfall == ()
    igjen = klient.hent_kvittering("m1")
    assert (igjen.meldings_id, igjen.antall) == ("m1", 1)
    assert [e.ekstern_id for e in klient.endringer()] == ["x & <y>"]
    assert klient.register()["x & <y>"].innhold == innhold


class _Web(Kontroll):
    """The control plane of a NIR in the same process."""

    def __init__(self, nir: Nir) -> None:
        super().__init__("http://nir.test", "default")
        self._nir = nir

    def _kall(self, metode: str, sti: str, kropp: object = None, **_: object) -> object:
        return self._nir.http.open(f"/control/v1{sti}", method=metode, json=kropp).json


def test_who_cannot_transfer_registers_by_hand(nir: Nir, lager: Lager) -> None:
    ident = nir.person()
    lager.registrer([x._replace(kanal=NIR_WEB) for x in [a.tiltak(ident, FRA, TIL, "tidlig"), *_arbeid(ident)]])
    sender = Sender(
        lager, nir.klient, partial(_gi, NAA), web_for=lambda kommune, rolle: Webklient(_Web(nir), "intro-0301", kommune)
    )
    assert sender.send().utfall == {"godtatt": 2, "avvist": 1}
    assert {p.kanal for p in nir.klient("0301", INTROBRUKER).register().values()} == {NIR_WEB}


def test_reconciliation_says_what_differs_and_why(nir: Nir, lager: Lager) -> None:
    ident, klient = nir.person(), nir.klient("0301", INTROBRUKER)
    lager.registrer([a.tiltak(ident, FRA, TIL, "tidlig"), *_arbeid(ident), a.fravaer(ident, FRA, FRA)])
    _send(nir, lager)
    assert [x.slag for x in avstem(lager, klient, "0301")] == [MANGLER_I_NIR]

    tiltak = a.tiltak(ident, FRA, TIL)
    endret = {"tiltakstype": "annet", "fra": "2017-01-02"}
    klient.overfoer_rader("andre", [Rad(tiltak.ekstern_id, ident, "registrer", "tiltak", endret)])
    klient.overfoer_rader("andre-2", [Rad("ukjent-her", ident, "registrer", "tiltak", endret)])
    lager.registrer([a.tiltak(ident, FRA, TIL, "venter")])
    avvik = {x.ekstern_id.rpartition("-")[2]: x for x in avstem(lager, klient, "0301")}
    assert {navn: x.slag for navn, x in avvik.items()} == {
        "tidlig": MANGLER_I_NIR, "tiltak": ULIKT, "her": MANGLER_HER, "venter": MANGLER_I_NIR,
    }  # fmt: skip
    assert "PROGRAM-REKKEFOELGE" in avvik["tidlig"].hvorfor
    assert "utboksen" in avvik["venter"].hvorfor
    assert "intro-0301 endret den" in avvik["tiltak"].hvorfor
    assert all(x.retting for x in avvik.values())


def test_reconciliation_advises_what_would_mend_all_that_nir_said(nir: Nir, lager: Lager) -> None:
    # given a registration that breaks two rules, one of which no access can mend, and is sent again half a year later
    ident, klient = nir.person(), nir.klient("0301", INTROBRUKER)
    sluttmaal = a.tiltak(ident, FRA, TIL, "sluttmaal")._replace(
        type="sluttmaal", innhold={"ordning": "intro", "sluttmaal": "arbeid", "dato": FRA}
    )
    for_sent = a.fravaer(ident, FRA, FRA)
    lager.registrer([a.vedtak(ident), sluttmaal])
    _send(nir, lager)
    senere = datetime(2017, 7, 3, 12, tzinfo=UTC)
    nir.flytt_klokken(senere.date())
    lager.registrer([en._replace(registreres=senere.date()) for en in (sluttmaal, for_sent)])
    _send(nir, lager, senere)
    avvik = {x.type: x for x in avstem(lager, klient, "0301")}
    # then both rules are named, with the day that NIR said it, and the advice is not to ask for access
    assert "NIR avviste den 03.07.2017: VINDU-TO-MAANEDER." in avvik["sluttmaal"].hvorfor
    assert "LOV-FELT." in avvik["sluttmaal"].hvorfor
    assert avvik["sluttmaal"].retting == "Registreringen finnes ikke i personens lov; slett den i fagsystemet."
    assert avvik["fravaer"].retting.startswith("Søk etterregistreringstilgang")
    # and the difference is as old as the first time that it was registered
    assert avvik["sluttmaal"].siden == FRA
    assert avvik["fravaer"].siden == senere.date()


def test_reconciliation_tells_a_lost_answer_from_what_was_never_sent(nir: Nir, lager: Lager) -> None:
    ident = nir.person()
    lager.registrer([a.tiltak(ident, FRA, TIL), a.vedtak(ident)])  # NIR rejects the first, and nobody here hears of it
    _send(nir, lager, vane="mister-svar")
    lager.registrer([a.fravaer(ident, FRA, FRA)])
    avvik = {x.type: x for x in avstem(lager, nir.klient("0301", INTROBRUKER), "0301")}
    assert "svaret ble borte" in avvik["tiltak"].hvorfor
    assert "HentKvittering" in avvik["tiltak"].retting
    assert avvik["fravaer"].hvorfor == "Den ligger i utboksen og er ikke sendt."


def test_reconciliation_leaves_out_what_is_answered_while_it_looks(nir: Nir, lager: Lager) -> None:
    # given a system that goes on working: between the look at NIR and at the record, a transfer is made and answered
    ident, klient = nir.person(), nir.klient("0301", INTROBRUKER)
    lager.registrer([a.vedtak(ident)])
    _send(nir, lager)

    class Treg:
        def register(self) -> object:
            funnet = klient.register()
            lager.registrer([a.tiltak(ident, FRA, TIL, dag=FRA)])
            _send(nir, lager)
            return funnet

    assert avstem(lager, Treg(), "0301") == []  # type: ignore[arg-type]  # all that is asked of it
    assert avstem(lager, klient, "0301") == []


def test_what_nir_closed_is_heard_and_mended_at_the_deadline(nir: Nir, lager: Lager) -> None:
    ident, slutt = nir.person(), date(2017, 2, 10)
    innhold = {**a.vedtak(ident).innhold, "til": TIL}
    lager.registrer([a.vedtak(ident)._replace(innhold=innhold), a.avslutning(ident, slutt, kanal=INGEN)])
    _send(nir, lager)
    nir.flytt_klokken(date(2017, 9, 1))
    naa = datetime(2017, 9, 1, 12, tzinfo=UTC)
    sender = Sender(lager, nir.klient, partial(_gi, naa))
    (lukket,) = sender.les_endringer("0301")
    assert sender.les_endringer("0301") == []
    assert lukkede(lager, "0301") == [lukket]
    assert (lukket.ident, lukket.regel) == (ident, "LUKKING-OPPHOLD")
    assert [x.slag for x in avstem(lager, nir.klient("0301", INTROBRUKER), "0301")] == [LUKKET]

    assert rett(lager, "0301", naa.date(), 0.0, generator(1)) == []
    rettelser = rett(lager, "0301", naa.date(), 1.0, generator(1))
    assert [(x.type, x.kanal, x.registreres) for x in rettelser] == [("avslutning", "WS4", naa.date())]
    lager.registrer(rettelser)
    assert sender.send().regler == {("VINDU-TO-MAANEDER", "avvist"): 1}
    svar = nir.http.post(
        "/control/v1/sandboxes/default/access",
        json={"kommune": "0301", "from": "2017-01-01", "to": "2017-12-31", "ordning": "intro", "until": "2018-06-12",
              "merke": "Introtiltak 2017"},
    )  # fmt: skip
    assert svar.status_code == 201, svar.text
    igjen = rett(lager, "0301", naa.date(), 1.0, generator(1))
    assert [x.ekstern_id for x in igjen] == [x.ekstern_id for x in rettelser]
    lager.registrer(igjen)
    assert sender.send().antall == 1
    assert avstem(lager, nir.klient("0301", INTROBRUKER), "0301") == []


def test_roles_have_queues_of_their_own(nir: Nir, lager: Lager) -> None:
    ident = nir.person()
    lager.registrer([a.vedtak(ident), a.timer(ident, date(2016, 12, 5), date(2016, 12, 31), 40)])
    assert _send(nir, lager).meldinger == 2
    assert {p.rolle for p in lager.poster("0301")} == {INTROBRUKER, NORSKBRUKER}
