"""Each kind of fault at each of its stages, over a socket: what the client sees, and what the register then holds."""

import pytest

from mocknir.faults.kinds import DELAY, DRIBBLE, DROP, DUPLICATE, FAULT, HTML503, KINDS, RESET, TRUNCATE, WRONG_TYPE
from mocknir.journal.hvorfor import forklar
from mocknir.register.feil import Avvik
from mocknir.soap.feil import SOAP12
from tests.contract.nir import TEXT_XML, foelger_skjemaet
from tests.faults.conftest import Klient, Sett

pytestmark = pytest.mark.parametrize("tjener", ["sqlite"], indirect=True)

ALLE = [
    (kind.name, stage.value)
    for nr, kind in enumerate(KINDS.values())
    # The codes differ in their text alone: one meets every stage, the others take a stage each.
    for stage in (kind.stages[nr % 3 : nr % 3 + 1] if kind.name.startswith(FAULT) and "Intern" not in kind.name
                  else kind.stages)
]  # fmt: skip
STOPPER = ("before-parse", "before-commit")


def ventet(kind: str, sett: Sett) -> bool:
    """Whether the client saw what that kind is said to do."""
    if kind in (DROP, RESET):
        return sett.utfall == {DROP: "mistet", RESET: "brutt"}[kind]
    if kind == TRUNCATE:
        return sett.utfall == "kuttet" and len(sett.kropp) == 40
    if kind == HTML503:
        return (sett.status, sett.innholdstype) == (503, "text/html; charset=utf-8") and b"<html>" in sett.kropp
    if kind == WRONG_TYPE:
        return sett.innholdstype == "text/html; charset=utf-8" and sett.kvittert == "godtatt"
    if kind == DUPLICATE:
        return sett.kvittert == "godtatt" and bool(sett.tekst("n:gjentatt") == "true")
    if kind in (DELAY, DRIBBLE):
        return sett.kvittert == "godtatt" and 0.15 <= sett.sekunder < 2
    if sett.innholdstype != TEXT_XML or sett.status != 500:
        return False
    if kind.startswith(FAULT):
        return bool(sett.tekst("n:NirFeil/n:kode") == kind.removeprefix(FAULT))
    return bool(
        sett.tekst("faultcode") == {"version-mismatch": "soap:VersionMismatch"}.get(kind, "soap:MustUnderstand")
    )


MENGDER: dict[str, dict[str, float]] = {
    DELAY: {"seconds": 0.2},
    DRIBBLE: {"seconds": 0.05, "bytes": 200},
    TRUNCATE: {"bytes": 40},
}


@pytest.mark.parametrize(("kind", "stage"), ALLE)
def test_the_client_sees_it_the_register_holds_what_it_should_and_a_repetition_ends_well(
    klient: Klient, kind: str, stage: str
):
    # given a fault that strikes the first transfer
    klient.feil(kind, stage, nth=1, operation="OverfoerRegistreringer", **MENGDER.get(kind, {}))
    # when the client sends
    sett = klient.send()
    # then it sees what the kind is said to do
    assert ventet(kind, sett), sett
    # and the register holds the message, unless it was stopped before that
    stoppet = stage in STOPPER and KINDS[kind].ends
    assert klient.registrert() == (0 if stoppet else 1)
    # and the journal says what struck, at the entry of the call
    ((nummer, _, hvor, hva),) = klient.slag()
    assert (hvor, hva) == (stage, kind)
    fortalt = forklar(klient.nir.sandbox, "m-1").som_dict()["meldinger"]
    assert [feil["kind"] for en in fortalt for feil in en["faults"] if en["journalnummer"] == nummer] == [kind]
    # and when the client sends the same again, there is one registration, and a receipt as the first would have been
    igjen = klient.send()
    assert igjen.kvittert == "godtatt"
    assert igjen.tekst("n:gjentatt") == ("false" if stoppet else "true")
    assert klient.registrert() == 1
    if sett.kvittert is not None:
        assert sett.tekst("n:kvittering/n:journalnummer") == igjen.tekst("n:kvittering/n:journalnummer")
    assert klient.kvittering().kvittert == "godtatt"


@pytest.mark.parametrize(
    ("kind", "stage"), [(k.name, s) for k in KINDS.values() for s in ("before-parse", "after-commit", "on-response")
                        if s not in k.stages]
)  # fmt: skip
def test_a_pair_that_makes_no_sense_is_refused_with_those_that_do(klient: Klient, kind: str, stage: str):
    with pytest.raises(Avvik) as feil:
        klient.feil(kind, stage)
    assert feil.value.felt == "stage"
    for lov in KINDS[kind].stages:
        assert lov in feil.value.tekst
        assert lov in feil.value.text
    assert klient.nir.sandbox.faults.rules == ()


@pytest.mark.parametrize("kind", ["fault:OverfoeringStengt", "version-mismatch", "must-understand"])
def test_a_soap_fault_comes_in_the_callers_version(klient: Klient, kind: str):
    klient.feil(kind, "before-parse")
    svar = klient.nir.kall(klient.nir.ett_vedtak(), soap=SOAP12)
    assert (svar.status, svar.soap) == (500, SOAP12)
    if kind.startswith(FAULT):
        assert foelger_skjemaet(svar)
        assert int(svar.tekst("n:journalnummer")) == klient.slag()[0][0]


@pytest.mark.parametrize("innhold", ["ikke xml", "<a/>", ""])
def test_what_cannot_be_read_meets_the_faults_that_ask_for_nothing(klient: Klient, innhold: str):
    klient.feil("drop", "before-parse", operation="OverfoerRegistreringer")
    klient.feil("html503", "before-parse")
    klient.forbindelse.request("POST", f"/{klient.nir.sandbox.navn}/ws4", innhold.encode(), {"Content-Type": TEXT_XML})
    svar = klient.forbindelse.getresponse()
    assert (svar.status, b"<html>" in svar.read()) == (503, True)


def test_a_refused_call_meets_no_fault_of_the_commit_but_its_answer_can_be_cut(klient: Klient):
    for stage in ("before-commit", "after-commit"):
        klient.feil("drop", stage)
    klient.feil("truncate", "on-response", bytes=10)
    # given a call that the service refuses
    sett = klient.kall(klient.nir.spoersmaal("HentKvittering", foran="<meldingsId>ukjent</meldingsId>"))
    # then only the bytes of its fault were touched
    assert (sett.utfall, sett.status, len(sett.kropp)) == ("kuttet", 500, 10)
    ((nummer, *_, kind),) = klient.slag()
    assert kind == "truncate"
    (fortalt,) = forklar(klient.nir.sandbox, f"#{nummer}").som_dict()["meldinger"]
    assert (fortalt["behandling"], fortalt["feil"]["kode"]) == ("feil", "UkjentMelding")
    assert [klient.nir.sandbox.faults.count(rule).seen for rule in klient.nir.sandbox.faults.rules] == [0, 0, 1]


def test_half_of_the_answer_is_cut_off_when_nobody_says_how_much(klient: Klient):
    klient.feil("truncate", "on-response", nth=1)
    kuttet = klient.send()
    hel = klient.send()
    assert len(kuttet.kropp) == pytest.approx(len(hel.kropp) / 2, abs=5)


def test_several_faults_of_a_call_strike_in_turn_until_one_ends_it(klient: Klient):
    klient.feil("delay", "before-parse", seconds=0.1)
    klient.feil("delay", "before-commit", seconds=0.1)
    klient.feil("drop", "after-commit")
    klient.feil("reset", "after-commit")
    sett = klient.send()
    assert sett.utfall == "mistet"
    assert sett.sekunder >= 0.2
    assert klient.registrert() == 1
    assert [(stage, kind) for _, _, stage, kind in klient.slag()] == [
        ("before-parse", "delay"), ("before-commit", "delay"), ("after-commit", "drop"),
    ]  # fmt: skip
    # and what came after the end has not seen the call
    assert [klient.nir.sandbox.faults.count(rule).seen for rule in klient.nir.sandbox.faults.rules] == [1, 1, 1, 0]
    # and all of them are told with the one entry of the message
    assert len({nummer for nummer, *_ in klient.slag()}) == 1


def test_a_question_can_be_lost_too(klient: Klient):
    klient.send()
    klient.feil("drop", "after-commit", operation="HentKvittering", nth=1)
    assert klient.kvittering().utfall == "mistet"
    assert klient.kvittering().kvittert == "godtatt"


def test_the_wsdl_the_retired_service_and_other_sandboxes_are_left_alone(klient: Klient):
    klient.feil("drop", "before-parse")
    sti = f"/{klient.nir.sandbox.navn}"
    for metode, hvor, ventet_status in (
        ("GET", f"{sti}/ws4?wsdl", 200),
        ("POST", f"{sti}/ws2", 500),
        ("GET", "/", 200),
    ):
        klient.forbindelse.request(metode, hvor)
        svar = klient.forbindelse.getresponse()
        svar.read()
        assert svar.status == ventet_status
