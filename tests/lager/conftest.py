"""A NIR for each test, and one that lasts for those that try many things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lager.nir import Nir


@pytest.fixture
def nir(tmp_path: Path) -> Iterator[Nir]:
    nir = Nir(tmp_path)
    yield nir
    nir.lukk()
