"""A NIR of one's own: starts `mocknir serve` as a process, and sees to it that it ends."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from fagsystem_sim.kontroll import IngenKontakt

_URL = re.compile(r"https?://[^\s/]+")


@contextmanager
def egen_server(database: str, klokke: date, mappe: Path, tidsgrense: float = 20.0) -> Iterator[str]:
    """Run a server on a free port for as long as the block lasts, and give its URL.

    `mappe` is where its log goes. Raises IngenKontakt, with the end of the log, when it is not ready in
    `tidsgrense` seconds.
    """
    logg = mappe / "mocknir.log"
    kommando = [
        sys.executable, "-m", "mocknir", "serve", "--port", "0", "--database", database,
        "--clock", klokke.isoformat(),
    ]  # fmt: skip
    with logg.open("wb") as feil:
        prosess = subprocess.Popen(kommando, stdout=subprocess.PIPE, stderr=feil, text=True, encoding="utf-8")
    try:
        yield _vent_paa_url(prosess, logg, tidsgrense)
    finally:
        _avslutt(prosess)


def _vent_paa_url(prosess: subprocess.Popen[str], logg: Path, tidsgrense: float) -> str:
    """The URL on the ready line.

    A thread reads, since a line can only so be waited for with a limit. It goes on to the end, so that a talkative
    server never stands still before a full pipe.
    """
    assert prosess.stdout is not None
    utskrift = prosess.stdout
    funnet: list[str] = []
    klar = threading.Event()

    def les() -> None:
        with utskrift:
            for linje in utskrift:
                if not funnet and (treff := _URL.search(linje)):
                    funnet.append(treff.group())
                    klar.set()
        klar.set()

    threading.Thread(target=les, daemon=True).start()
    klar.wait(tidsgrense)
    if funnet:
        return funnet[0]
    slutt = logg.read_text(encoding="utf-8", errors="replace")[-2000:].strip()
    raise IngenKontakt(f"mocknir serve kom ikke i gang.\n{slutt}".strip())


def _avslutt(prosess: subprocess.Popen[str]) -> None:
    prosess.terminate()
    try:
        prosess.wait(5)
    except subprocess.TimeoutExpired:
        prosess.kill()
        prosess.wait()
