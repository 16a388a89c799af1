"""The server that clients from other languages meet."""

from tests.contract.fixtures import nir, tjener

__all__ = ["nir", "tjener"]
