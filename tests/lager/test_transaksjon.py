"""Record, event and outbox are one: whatever breaks off between two of them has left nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from fagsystem_sim.lager import Lager
from tests.lager.brudd import ARBEID, DREPT, HVA, Bristende, stand


class Midt(Exception):
    """Something is wrong in the middle of it."""


def _bryt() -> None:
    raise Midt


@pytest.mark.parametrize("hva", HVA)
def test_what_breaks_off_by_an_error_has_left_nothing(lagerurl: str, hva: str) -> None:
    # given a store
    foerst, gjoer = HVA[hva]
    with Lager(lagerurl) as lager:
        foerst(lager)
    foer, nr = stand(lagerurl), 0
    # when an error comes before each of the things that the work writes, in turn
    while True:
        nr += 1
        lager = Bristende(lagerurl)
        with lager:
            lager.bryt_ved(nr, _bryt)
            try:
                gjoer(lager)
                break
            except Midt:
                # then the same system sees nothing of it, nor does one that is started again
                assert lager.rader("SELECT count(*) FROM hendelse") == [(len(foer["hendelse"]),)]
        assert stand(lagerurl) == foer
    # and what does not break off is all there
    assert nr > 2
    assert stand(lagerurl) != foer


def test_a_system_that_is_killed_has_left_nothing_and_does_all_of_it_when_it_is_started_again(lagerurl: str) -> None:
    # given a registration, a receipt, and closings that NIR tells of
    arbeid = ("registrering", "registrering-og-melding", "kvittering", "endringer")
    # when the system is killed before each of the things that it writes, in turn, and then does the same again
    drept = subprocess.run(
        [sys.executable, "-m", "tests.lager.brudd", lagerurl, *arbeid], stdout=subprocess.PIPE, timeout=90, check=True
    )
    # then nothing stands there until all of it does
    for hva, ((_, foer), *brutt, (kode, ferdig)) in json.loads(drept.stdout).items():
        assert len(brutt) >= 3, hva
        assert all(slik == [DREPT, foer] for slik in brutt), hva
        assert kode == 0
        assert ferdig != foer


def test_a_transaction_within_another_is_a_part_of_it(lagerurl: str) -> None:
    with Lager(lagerurl) as lager:
        with pytest.raises(Midt):
            _registrer_og_bryt(lager)
        assert (lager.venter(), lager.kommuner()) == (0, [])


def _registrer_og_bryt(lager: Lager) -> None:
    with lager.transaksjon():
        lager.registrer(ARBEID)
        _bryt()
