"""Nightly closing against the SQL statement that finds whom to close."""

import tempfile
from collections.abc import Iterator

from sqlalchemy import text

from bench.folk import NATT, fyll
from bench.maaling import Resultat, tid
from mocknir.clock import natt
from mocknir.clock.klokke import les_tid
from mocknir.clock.wall import wall_time
from mocknir.sandbox import Sandboxes
from mocknir.store.lager import lager

FINN_UTEN_PROJEKSJON = text("""
    SELECT p.id FROM person p
    WHERE EXISTS (SELECT 1 FROM registrering r WHERE r.person_id = p.id AND r.type = 'vedtak'
                  AND r.registrert_til IS NULL)
      AND NOT EXISTS (SELECT 1 FROM registrering r WHERE r.person_id = p.id AND r.registrert_til IS NULL
                      AND r.type = 'avslutning')
      AND NOT EXISTS (SELECT 1 FROM registrering r WHERE r.person_id = p.id AND r.registrert_til IS NULL
                      AND r.type IN ('vedtak', 'tiltak', 'permisjon') AND coalesce(r.til, r.fra) > '2017-03-31')
""")


def maal(deltakere: int, per_deltaker: int, forfalte: int) -> Iterator[Resultat]:
    """Fill a register, find whom to close in one statement, then let the night pass."""
    with tempfile.TemporaryDirectory(prefix="mocknir-bench-") as mappe:
        alle = Sandboxes(lager(f"sqlite:///{mappe}"), wall_time)
        sandbox = alle.opprett("natt", NATT.replace(month=9, day=30))
        fyll(sandbox, deltakere, per_deltaker, forfalte)
        funnet: list[int] = []

        def finn() -> None:
            with sandbox.base.les() as forbindelse:
                funnet[:] = [rad[0] for rad in forbindelse.execute(FINN_UTEN_PROJEKSJON)]

        def finn_indeksert() -> None:
            natt.kandidater(sandbox.base, sandbox.regelsett, NATT)

        spoersmaal = tid(finn, 3)
        indeksert = tid(finn_indeksert, 3)
        lukket: list[object] = []
        lukking = tid(lambda: lukket.extend(sandbox.flytt_klokken(les_tid(f"{NATT}T12:00"))))
        alle.lukk()
    if len(lukket) != len(funnet):
        raise AssertionError(f"the night closed {len(lukket)}, the statement found {len(funnet)}")
    stort = f"{deltakere} deltakere, {deltakere * per_deltaker} registreringer, {len(lukket)} lukkes"
    yield Resultat(f"én SQL-setning som finner dem ({stort})", spoersmaal)
    yield Resultat("kandidatene med det de har, over indeks", indeksert, "SQL", indeksert / spoersmaal)
    forhold = lukking / spoersmaal
    yield Resultat("natten: finn, døm, lukk, journal", lukking, "SQL", forhold, "≤ 2", forhold <= 2)
