"""What a simulated country is like, as one readable YAML each: every number with its source beside it."""

from fagsystem_sim.profiler.les import ProfilFeil, les, navn
from fagsystem_sim.profiler.modell import Profil, Publisert, Rettingsrunde
from fagsystem_sim.profiler.tall import Tall

__all__ = ["Profil", "ProfilFeil", "Publisert", "Rettingsrunde", "Tall", "les", "navn"]
