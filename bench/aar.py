"""The national year through real SOAP, against the same run with the register in the client's own process."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.i_prosessen import URL, register
from bench.maaling import Resultat
from fagsystem_sim.befolkning import kommuner
from fagsystem_sim.kjoering.bestilling import ALLE, bestill
from fagsystem_sim.kjoering.framdrift import konsoll
from fagsystem_sim.kjoering.hele import kjoer
from fagsystem_sim.kjoering.klienter import Koble, ingen_kobling
from fagsystem_sim.kjoering.maalinger import Maalinger
from fagsystem_sim.kjoering.visning import Visning

PROFIL = "norge-2017"
MAAL_S = 60
"""Seconds that the whole national year may take on two cores."""

STOERSTE_FORHOLD = 4.0


def maal(hver: int) -> Iterator[Resultat]:
    """Run the year for every so manieth kommune of the country, at full size, so that messages are as large as they
    are in a whole run; 1 is the whole country.

    The goal of the whole country is held against the share of it that was run.
    """
    numre = sorted(nr for nr, kommune in kommuner.alle().items() if kommune.vekt)[hver // 2 :: hver]
    valgte = ALLE if hver == 1 else ",".join(numre)
    soap, registreringer, poster = _kjoer(valgte)
    inne, _, _ = _kjoer(valgte, i_prosessen=True)
    hvem = "hele landet" if hver == 1 else f"hver {hver}. kommune"
    andel = registreringer / _REGISTRERINGER
    yield Resultat(f"norge-2017 med registeret i egen prosess ({hvem})", inne)
    yield Resultat(
        f"over SOAP på loopback: {registreringer} registreringer", soap, "egen prosess", soap / inne,
        f"≤ {STOERSTE_FORHOLD:g}", soap / inne <= STOERSTE_FORHOLD,
    )  # fmt: skip
    yield Resultat(
        f"det samme mot {MAAL_S} s for hele landet", soap, f"{MAAL_S * andel:.1f} s", soap / (MAAL_S * andel), "≤ 1",
        soap <= MAAL_S * andel,
    )  # fmt: skip
    for hva, cpu, venting in poster:
        yield Resultat(f"  {hva}: {cpu:.1f} s prosessor, {venting:.1f} s venting", 0.0)


_REGISTRERINGER = 640_000
"""What the whole country transfers in the year, about."""


def _kjoer(valgte: str, i_prosessen: bool = False) -> tuple[float, int, list[tuple[str, float, float]]]:
    """Seconds, registrations, and what the time went to."""
    m = Maalinger()
    with tempfile.TemporaryDirectory(prefix="mocknir-bench-") as sti:
        ut = Path(sti) / "ut"
        if not i_prosessen:
            return _ferdig(valgte, None, ut, ingen_kobling, m)
        with register(Path(sti) / "register") as her:
            return _ferdig(valgte, URL, ut, her.koble, m)


def _ferdig(
    valgte: str, url: str | None, ut: Path, koble: Koble, m: Maalinger
) -> tuple[float, int, list[tuple[str, float, float]]]:
    b = bestill(PROFIL, kommunene=valgte, url=url, ut=ut)
    begynt = perf_counter()
    kjoer(b, Visning(konsoll(stille=True)), koble=koble, maalinger=m)
    sekunder = perf_counter() - begynt
    uker = (ut / "uker.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    registreringer = sum(sum(map(int, uke.split(";")[2:6])) for uke in uker)
    return sekunder, registreringer, [(post.hva, post.cpu, post.venting) for post in m.poster()]
