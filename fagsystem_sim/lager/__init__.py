"""What a municipal system keeps and sends: its record, its events, its outbox, and what NIR answered."""

from fagsystem_sim.lager.lager import Lager, LagerFeil
from fagsystem_sim.lager.sender import Overfoert, Sender

__all__ = ["Lager", "LagerFeil", "Overfoert", "Sender"]
