"""A sandbox: one NIR of its own, and the one door through which everything enters it."""

from mocknir.sandbox.samling import Sandboxes
from mocknir.sandbox.sandkasse import Sandbox

__all__ = ["Sandbox", "Sandboxes"]
