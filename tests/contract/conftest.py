"""One server for all contract tests; each test has a sandbox of its own on it."""

from tests.contract.fixtures import nir, tjener

__all__ = ["nir", "tjener"]
