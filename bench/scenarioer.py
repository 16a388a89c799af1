"""A hundred scenarios verified, beside a hundred sandboxes that nothing happens in; and in two processes beside one."""

from collections.abc import Iterator
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path

from bench.maaling import Resultat, tid
from mocknir.app import in_process
from mocknir.scenario.gang import Status
from mocknir.scenario.les import Lest, les_alle
from mocknir.scenario.samtidig import Bestilling, kjoer

ANTALL = 100
MAKS_SEKUNDER = 5.0
"""How long a hundred scenarios may take on two cores (issue 4)."""

BIBLIOTEKET = Path(__file__).parent.parent / "scenarios"


def maal() -> Iterator[Resultat]:
    """Run the library's scenarios, from the first again when there are fewer than a hundred."""
    leste = list(les_alle([BIBLIOTEKET]))
    alle = [en for en in leste if isinstance(en, Lest) and en.scenario.unsupported is None]
    hundre = list(islice(cycle(alle), ANTALL))

    def tomme() -> None:
        with closing(in_process()) as server:
            for _ in range(ANTALL):
                with server.create():
                    server.transport.send("GET", "/healthz")

    def verifiser(prosesser: int) -> None:
        with closing(kjoer(hundre, Bestilling(), prosesser)) as resultater:  # type: ignore[type-var]  # a generator
            galt = [r.lest.fil for r in resultater if r.status is not Status.HOLDT]
        assert not galt, galt

    verifiser(1)  # once, to have all imported
    tomt, en, to = tid(tomme, 3), tid(lambda: verifiser(1), 3), tid(lambda: verifiser(2), 3)
    yield Resultat(f"{ANTALL} tomme sandkasser, én forespørsel i hver", tomt)
    yield Resultat(f"{ANTALL} scenarioer ({len(alle)} ulike)", en, "de tomme", en / tomt, "≤ 8", en / tomt <= 8)
    yield Resultat("de samme med -j 2", to, "-j 1", to / en, f"≤ {MAKS_SEKUNDER:.0f} s", to <= MAKS_SEKUNDER)
