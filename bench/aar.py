"""The national year through real SOAP, against the same run with the register in the client's own process.

Each run has a process of its own, so that the peak of its memory is its own too.
"""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from bench.i_prosessen import URL, register
from bench.maaling import Resultat
from fagsystem_sim.befolkning import kommuner
from fagsystem_sim.kjoering.bestilling import ALLE, bestill
from fagsystem_sim.kjoering.framdrift import konsoll
from fagsystem_sim.kjoering.hele import kjoer
from fagsystem_sim.kjoering.klienter import Koble, ingen_kobling
from fagsystem_sim.kjoering.maalinger import Maalinger, Minne, Post, minne
from fagsystem_sim.kjoering.visning import Visning

PROFIL = "norge-2017"
MAAL_S = 60
"""Seconds that the whole national year may take on two cores."""

STOERSTE_FORHOLD = 4.0

HELE = ".venv/bin/python -m bench --del aar --helt-aar"
"""How the whole country is run."""


class Kjoering(NamedTuple):
    """What a run took: seconds, registrations, what the time went to, and the peaks of memory."""

    sekunder: float
    registreringer: int
    poster: list[Post]
    minne: Minne


def maal(hver: int) -> Iterator[Resultat]:
    """Run the year for every so manieth kommune of the country, at full size, so that messages are as large as they
    are in a whole run; 1 is the whole country.

    The goal is one for the whole country. A part is shown beside its share of it, and not judged: what a run costs
    before anything is transferred weighs more the smaller it is.
    """
    alle = sorted(nr for nr, kommune in kommuner.alle().items() if kommune.vekt)
    numre = alle[hver // 2 :: hver]
    valgte = ALLE if hver == 1 else ",".join(numre)
    soap, inne = _kjoer(valgte), _kjoer(valgte, i_prosessen=True)
    andel = soap.registreringer / _REGISTRERINGER
    yield Resultat(
        f"norge-2017 for hele landet, {len(alle)} kommuner" if hver == 1 else
        f"norge-2017 for hver {hver}. kommune: {len(numre)} av {len(alle)}, {100 * andel:.0f} % av landets "
        f"registreringer. Hele landet: {HELE}", 0.0,
    )  # fmt: skip
    yield Resultat("med registeret i klientens egen prosess", inne.sekunder)
    yield Resultat(
        f"over SOAP på loopback: {soap.registreringer} registreringer", soap.sekunder, "egen prosess",
        soap.sekunder / inne.sekunder, f"≤ {STOERSTE_FORHOLD:g}", soap.sekunder / inne.sekunder <= STOERSTE_FORHOLD,
    )  # fmt: skip
    if hver == 1:
        yield Resultat(
            "det samme mot målet", soap.sekunder, f"{MAAL_S} s", soap.sekunder / MAAL_S, "≤ 1", soap.sekunder <= MAAL_S
        )
    else:
        del_ = MAAL_S * andel
        yield Resultat(f"det samme mot {100 * andel:.0f} % av {MAAL_S} s, målet for hele landet", soap.sekunder,
                       f"{del_:.1f} s", soap.sekunder / del_)  # fmt: skip
    yield Resultat(f"  minne på det meste over SOAP: klienten {soap.minne.selv} MB, NIR {soap.minne.barn} MB", 0.0)
    yield Resultat(f"  minne på det meste i én prosess: {inne.minne.selv} MB", 0.0)
    for hva, cpu, venting in soap.poster:
        yield Resultat(f"  {hva}: {cpu:.1f} s prosessor, {venting:.1f} s venting", 0.0)


_REGISTRERINGER = 627_000
"""What the whole country transfers in the year, about."""


def _kjoer(valgte: str, i_prosessen: bool = False) -> Kjoering:
    """A run in a new process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as basseng:
        return basseng.submit(_i_ny_prosess, valgte, i_prosessen).result()


def _i_ny_prosess(valgte: str, i_prosessen: bool) -> Kjoering:
    with tempfile.TemporaryDirectory(prefix="mocknir-bench-") as sti:
        ut = Path(sti) / "ut"
        if not i_prosessen:
            return _ferdig(valgte, None, ut, ingen_kobling)
        with register(Path(sti) / "register") as her:
            return _ferdig(valgte, URL, ut, her.koble)


def _ferdig(valgte: str, url: str | None, ut: Path, koble: Koble) -> Kjoering:
    m = Maalinger()
    b = bestill(PROFIL, kommunene=valgte, url=url, ut=ut)
    begynt = perf_counter()
    kjoer(b, Visning(konsoll(stille=True)), koble=koble, maalinger=m)
    sekunder = perf_counter() - begynt
    uker = (ut / "uker.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    registreringer = sum(sum(map(int, uke.split(";")[2:6])) for uke in uker)
    return Kjoering(sekunder, registreringer, m.poster(), minne())
