"""A server, and a sandbox on it, for tests that meet the wire."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from mocknir.register import commands as c
from mocknir.register.identitet import lag_foedselsnummer
from mocknir.register.person import Adresse, Opphold
from mocknir.register.vurdering import ROLLER
from tests.contract.nir import PASSORD, Nir, Tjener
from tests.contract.nir import tjener as start_tjener

KOMMUNE = "0301"
_nummer = itertools.count(1)


@pytest.fixture(scope="session")
def tjener(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tjener]:
    with start_tjener(tmp_path_factory.mktemp("nir")) as t:
        yield t


@pytest.fixture
def nir(tjener: Tjener) -> Iterator[Nir]:
    """A new sandbox on 1 January 2017, with a user of Oslo and a person who lives there."""
    with ny_nir(tjener, f"k-{next(_nummer)}") as en:
        yield en


@contextmanager
def ny_nir(tjener: Tjener, navn: str) -> Iterator[Nir]:
    """The same, on any server and under any name."""
    sandbox = tjener.sandkasser.opprett(navn)
    sandbox.administrer(c.OpprettBruker("oslo", PASSORD, KOMMUNE, ROLLER))
    foedt, bosatt = date(1990, 5, 17), date(2016, 12, 1)
    person = sandbox.sentralt(
        c.OpprettPerson(
            "Amina Åsen", foedt, "K", "SYR", lag_foedselsnummer(foedt, "K", 1),
            opphold=(Opphold(date(2016, 9, 1), "28"),), adresser=(Adresse(bosatt, KOMMUNE),), ankomst=date(2016, 1, 1),
        )
    )[0]  # fmt: skip
    yield Nir(tjener, sandbox, KOMMUNE, "oslo", person.ident)
    if sandbox.navn in tjener.sandkasser.liste():  # each holds files open, and there are many tests in a process
        tjener.sandkasser.slett(sandbox.navn)
