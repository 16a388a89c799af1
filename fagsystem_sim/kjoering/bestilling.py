"""What a run is asked for: checked, with the nearest right word where something was misspelt."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

from fagsystem_sim.befolkning import antall, kommuner
from fagsystem_sim.kjoering.feil import Bruksfeil
from fagsystem_sim.kjoering.reform import reformer, sammenslaatte
from fagsystem_sim.lager.database import vist
from fagsystem_sim.profiler.les import ProfilFeil, les
from fagsystem_sim.profiler.modell import Profil
from fagsystem_sim.vaner.register import VANER, Vaner

ALLE = "all"

LENGSTE_SANDKASSENAVN = 40
"""Characters that the name of a sandbox may have."""


@dataclass(frozen=True, slots=True)
class Bestilling:
    """A run as it was asked for; `kommuner` None means the whole country.

    `lager` is the PostgreSQL of its store, None for a file in its folder.
    """

    profil: Profil
    froe: int
    skala: float
    kommuner: frozenset[str] | None
    url: str | None
    ut: Path
    arbeidere: int
    sandkasse: str
    token: str | None = None
    lager: str | None = None

    @property
    def deltakere(self) -> int:
        """How many participants the population has, before any kommuner are chosen."""
        return antall(self.profil, self.skala)

    def vaner(self) -> Vaner:
        """The habits of the profile, and which kommuner are merged on the way."""
        p = self.profil
        alle = reformer(p.foerste_dag, p.simuleres.til)
        return Vaner(
            {navn: tall.verdi for navn, tall in p.vaner.items()},
            self.froe,
            saksbehandling=p.saksbehandling,
            moenster=p.vanemoenster,
            sammenslaatte=sammenslaatte(alle),
            arvet={reform.gammel: reform.ny for reform in alle},
        )

    def merkelapp(self) -> dict[str, Any]:
        """What must be the same for a run to go on."""
        return {
            "profil": self.profil.navn,
            "avtrykk": sha256(self.profil.model_dump_json().encode()).hexdigest()[:16],
            "seed": self.froe,
            "scale": self.skala,
            "kommuner": sorted(self.kommuner) if self.kommuner else ALLE,
            "url": self.url,
            "sandbox": self.sandkasse,
            "store": vist(self.lager) if self.lager else None,
        }


def bestill(
    profil: str,
    froe: int = 42,
    kommunene: str = ALLE,
    skala: float = 1.0,
    url: str | None = None,
    ut: Path | None = None,
    arbeidere: int = 2,
    token: str | None = None,
    sandkasse: str | None = None,
    lager: str | None = None,
) -> Bestilling:
    """Read what was asked for on the command line. Raises Bruksfeil, which says what would be right."""
    try:
        lest = les(profil, VANER)
    except ProfilFeil as feil:
        raise Bruksfeil(str(feil)) from None
    if not 0 < skala <= 1:  # also false for what is no number
        raise Bruksfeil(
            f"--scale {skala:g}: skalaen må være over 0 og høyst 1, for eksempel 0.05. / "
            "The scale must be above 0 and at most 1."
        )
    if antall(lest, skala) < 1:
        raise Bruksfeil(
            f"--scale {skala:g} gir ingen deltakere av {lest.deltakere.verdi}; bruk minst "
            f"{1 / lest.deltakere.verdi:.5f}. / That scale leaves nobody."
        )
    valgte = _kommuner(kommunene, lest)
    mappe = ut if ut is not None else Path(f"fagsystem-sim-{lest.navn}")
    return Bestilling(
        lest, froe, skala, valgte, url, mappe, arbeidere,
        sandkasse or f"{lest.navn}-{froe}"[:LENGSTE_SANDKASSENAVN], token, lager,
    )  # fmt: skip


def _kommuner(tekst: str, profil: Profil) -> frozenset[str] | None:
    if tekst.strip().lower() in (ALLE, "alle"):
        return None
    valgte = [nr.strip() for nr in tekst.split(",") if nr.strip()]
    if not valgte:
        raise Bruksfeil(f"--kommuner er tom: oppgi kommunenumre, som 0301,1201, eller {ALLE}. / Give numbers or all.")
    for nr in valgte:
        kontroller_kommune(nr, profil, "--kommuner")
    return frozenset(valgte)


def kontroller_kommune(nr: str, profil: Profil, valg: str) -> None:
    """Raise Bruksfeil, which names the option, unless the kommune exists at some time in the period of the profile."""
    fra, til = profil.periode.fra, profil.periode.til
    gyldige = {
        k.nr: k.navn
        for k in kommuner.alle().values()
        if (k.fra is None or k.fra <= til) and (k.til is None or k.til >= fra)
    }
    if nr in gyldige:
        return
    etter_navn = {navn.casefold(): nummer for nummer, navn in gyldige.items()}
    if kommuner.finnes(nr):
        naa = kommuner.paa(nr, fra)
        forslag = [naa] if naa in gyldige else []
    else:
        like = get_close_matches(nr.casefold(), etter_navn, n=1, cutoff=0.7)
        forslag = [etter_navn[like[0]]] if like else _naermeste_tall(nr, gyldige)
    mente = f" Mente du {forslag[0]} {gyldige[forslag[0]]}?" if forslag else ""
    did = f" Did you mean {forslag[0]}?" if forslag else ""
    aar = f"{fra.year}" if fra.year == til.year else f"{fra.year}–{til.year}"
    raise Bruksfeil(
        f"{valg}: «{nr}» er ikke nummeret til en kommune i {aar}.{mente} / «{nr}» is no number of a kommune then.{did}"
    )


def _naermeste_tall(nr: str, gyldige: Iterable[str]) -> list[str]:
    """The number that two digits changing places, or one being another, would give."""
    byttet = [g for g in gyldige if sorted(g) == sorted(nr) and g[:2] == nr[:2]]
    likest = max(gyldige, key=lambda g: sum(a == b for a, b in zip(g, nr, strict=False)), default="")
    lik = sum(a == b for a, b in zip(likest, nr, strict=False)) >= 3
    return byttet[:1] or ([likest] if lik else [])
