"""A NIR for each test, and one that lasts for those that try many things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lager.baser import ny_base
from tests.lager.nir import Nir


@pytest.fixture
def nir(tmp_path: Path) -> Iterator[Nir]:
    nir = Nir(tmp_path)
    yield nir
    nir.lukk()


@pytest.fixture(params=["sqlite", "postgresql"])
def lagerurl(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a store that is not there yet; each test that asks for it runs on both databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/lager.db"
    return ny_base(request.getfixturevalue("postgres"))
