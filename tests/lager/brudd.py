"""A store that breaks off between two things that it writes, and what stands in it when it is opened again.

As a program it does each piece of work again and again, in children that die at ever later statements, and says what
stood there at first and what each of them has left: `python -m tests.lager.brudd URL HVA…`.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from fagsystem_sim.lager import Lager
from fagsystem_sim.lager import meldingsboks as boks
from fagsystem_sim.lager.endringer import les_endringer
from fagsystem_sim.lager.tabeller import metadata
from fagsystem_sim.meldinger import AVVIST, MED_ADVARSEL, Endring, Funn, Lukking, Utfall
from fagsystem_sim.vaner.vane import INGEN, INTROBRUKER, WS4
from tests.lager import arbeid as a

DREPT = 9
IDENT = "17859000266"
DAG, NAA = date(2017, 1, 2), datetime(2017, 1, 2, 12, tzinfo=UTC)
KOE = boks.Koe("0301", WS4, INTROBRUKER)
VEDTAK, TILTAK = a.vedtak(IDENT), a.tiltak(IDENT, DAG, date(2017, 3, 31))
ARBEID = [
    VEDTAK, TILTAK, a.timer(IDENT, date(2016, 12, 5), DAG, 40), a.avslutning(IDENT, date(2017, 1, 1), kanal=INGEN),
]  # fmt: skip

Stand = dict[str, list[list[Any]]]


class Bristende(Lager):
    """Calls `bryt` instead of making the `nr`-th change, counted from 1; after the last one there is no break."""

    nr = 0
    bryt: Callable[[], None]

    def bryt_ved(self, nr: int, bryt: Callable[[], None]) -> None:
        self.nr, self.bryt = nr, bryt

    def _kjoer(self, sql: str, verdier: tuple[Any, ...]) -> Any:
        if not sql.startswith("SELECT"):
            self._tell()
        return super()._kjoer(sql, verdier)

    def mange(self, sql: str, rader: Sequence[tuple[Any, ...]]) -> None:
        if rader:
            self._tell()
        super().mange(sql, rader)

    def _tell(self) -> None:
        self.nr -= 1
        if self.nr == 0:
            self.bryt()


class _Stroem:
    """A change feed in which NIR has closed two programmes."""

    def lukkinger(self, fra: int) -> tuple[list[Endring], int, bool]:
        return [_lukket(nr) for nr in (3, 7) if nr > fra], 7, False


def _lukket(nr: int) -> Endring:
    lukking = Lukking("LUKKING-OPPHOLD", DAG, DAG, "For lenge siden noe skjedde.", {}, ())
    return Endring(nr, NAA, "registrert", IDENT, f"nir-{nr}", "NIR", lukking)


def _sending(lager: Lager) -> boks.Sending:
    sending = boks.neste(lager, KOE, NAA, None)
    assert sending is not None
    return sending


def _kvitter(lager: Lager) -> None:
    utfall = (
        Utfall(VEDTAK.ekstern_id, MED_ADVARSEL, (Funn("PROGRAM-TIMER", "advarsel", "Mange timer.", None),)),
        Utfall(TILTAK.ekstern_id, AVVIST, (Funn("VINDU-TO-MAANEDER", AVVIST, "For sent.", "fra"),)),
    )
    boks.kvitter(lager, _sending(lager), utfall, DAG.isoformat())


def _foerst_registrert(lager: Lager) -> None:
    lager.registrer(ARBEID)


def _foerst_pakket(lager: Lager) -> None:
    lager.registrer(ARBEID)
    _sending(lager)


def _ingenting(_: Lager) -> None:
    pass


HUSK = ("bunke-0301", "2017-01-02")
HVA: dict[str, tuple[Callable[[Lager], None], Callable[[Lager], object]]] = {
    "registrering": (_ingenting, lambda lager: lager.registrer(ARBEID, HUSK)),
    "registrering-og-melding": (
        _ingenting, lambda lager: boks.registrer(lager, ARBEID, NAA, None, lambda _: True, HUSK)
    ),
    "melding": (_foerst_registrert, _sending),
    "kvittering": (_foerst_pakket, _kvitter),
    "ny-meldingsid": (_foerst_pakket, lambda lager: boks.gi_ny_id(lager, _sending(lager), NAA, "borte")),
    "oppdeling": (_foerst_pakket, lambda lager: boks.del_opp(lager, _sending(lager))),
    "endringer": (_foerst_registrert, lambda lager: les_endringer(lager, _Stroem(), "0301", DAG)),  # type: ignore[arg-type]  # a page of it is enough
    "nytt-kommunenummer": (_foerst_pakket, lambda lager: lager.slaa_sammen("0301", "9999")),
}  # fmt: skip
"""What is done in a store: what comes before, and the work that breaks off."""


def stand(url: str) -> Stand:
    """All that stands in a store that is opened again; without the numbers that the database gives rows."""
    with Lager(url, finnes=True) as lager:
        return {
            tabell.name: sorted(
                ([*rad] for rad in lager.rader(
                    f"SELECT {', '.join(k.name for k in tabell.columns if k.name != 'id')} FROM {tabell.name}"
                )),
                key=str,
            )
            for tabell in metadata.sorted_tables
        }  # fmt: skip


def _drep_barn(url: str, hva: str) -> Iterator[tuple[int, Stand]]:
    nr, kode = 0, DREPT
    while kode == DREPT:
        nr += 1
        barn = os.fork()
        if barn == 0:
            lager = Bristende(url)
            lager.bryt_ved(nr, lambda: os._exit(DREPT))
            HVA[hva][1](lager)
            os._exit(0)
        kode = os.waitstatus_to_exitcode(os.waitpid(barn, 0)[1])
        yield kode, stand(url)


def drep(url: str, *alt: str) -> None:
    """Do pieces of work, each in a store of its own, and write down what the children have left."""
    ut = {}
    for hva in alt:
        with Lager(url) as lager:
            HVA[hva][0](lager)
        ut[hva] = [(0, stand(url)), *_drep_barn(url, hva)]
        Lager(url).slett()
    sys.stdout.write(json.dumps(ut))


if __name__ == "__main__":
    drep(*sys.argv[1:])
