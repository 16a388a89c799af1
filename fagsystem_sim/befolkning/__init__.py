"""Who the participants are and how their lives go: the same for the same seed, whoever makes them, in any order."""

from fagsystem_sim.befolkning.folk import UkjentKommune, antall, folk, livsloep
from fagsystem_sim.befolkning.statistikk import Programtid, Tall, programmer, tell

__all__ = ["Programtid", "Tall", "UkjentKommune", "antall", "folk", "livsloep", "programmer", "tell"]
