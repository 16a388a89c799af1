"""A NIR of one's own: starts `mocknir serve` as a process, and sees to it that it ends."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from fagsystem_sim.kontroll import IngenKontakt

_PIDFIL, _URLFIL = "mocknir.pid", "mocknir.url"
_URL = re.compile(r"https?://[^\s/]+")


@contextmanager
def egen_server(
    database: str, klokke: date, mappe: Path, tidsgrense: float = 60.0, *, husk: int | None = None
) -> Iterator[str]:
    """Run a server on a free port for as long as the block lasts, and give its URL.

    It ends with the process that started it, also where that is killed. `mappe` is where its log, its process id and
    its URL go; one that was there before and holds the database is ended first. `husk` is how many registrations it is
    to hold in memory. Raises IngenKontakt, with the end of the log, when it is not ready in `tidsgrense` seconds.
    """
    logg, pid, url = mappe / "mocknir.log", mappe / _PIDFIL, mappe / _URLFIL
    url.unlink(missing_ok=True)
    _avslutt_etterlatt(pid, database)
    kommando = [
        sys.executable, "-m", "mocknir", "serve", "--until-eof", "--port", "0", "--database", database,
        "--clock", klokke.isoformat(), *(["--remember", str(husk)] if husk is not None else []),
    ]  # fmt: skip
    with logg.open("wb") as feil:
        prosess = subprocess.Popen(
            kommando, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=feil, text=True, encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for who started it: first its last calls are answered
        )  # fmt: skip
    try:
        pid.write_text(str(prosess.pid))
        adresse = _vent_paa_url(prosess, logg, tidsgrense)
        url.write_text(adresse)
        yield adresse
    finally:
        url.unlink(missing_ok=True)
        _avslutt(prosess)
        pid.unlink(missing_ok=True)


def kjoerende(mappe: Path, database: str) -> str | None:
    """The URL of the server that somebody runs on a database, with its files in a folder; None where nobody does."""
    try:
        nummer, adresse = int((mappe / _PIDFIL).read_text()), (mappe / _URLFIL).read_text()
        os.kill(nummer, 0)
        har_proc = Path("/proc/self/cmdline").is_file()  # else that it lives must do
        return adresse if not har_proc or _er_av(nummer, database) else None
    except (OSError, ValueError):
        return None


def _avslutt_etterlatt(pid: Path, database: str) -> None:
    """End the server whose id stands in a file, if it is still there and is that of the database."""
    try:
        nummer = int(pid.read_text())
        if not _er_av(nummer, database):
            return
        for slag, ganger in ((signal.SIGTERM, 400), (signal.SIGKILL, 100)):
            os.kill(nummer, slag)
            for _ in range(ganger):  # it holds the database until it is gone
                os.kill(nummer, 0)
                if Path(f"/proc/{nummer}/cmdline").read_bytes() == b"":
                    return  # it has ended; only its number is still kept
                time.sleep(0.05)
    except (OSError, ValueError):
        return  # there is none, it has ended, or the machine does not tell


def _er_av(nummer: int, database: str) -> bool:
    """Whether a process is the server of a database; OSError where the machine does not tell."""
    return database in Path(f"/proc/{nummer}/cmdline").read_text(encoding="utf-8").split("\0")


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
    if prosess.stdin is not None:
        prosess.stdin.close()
    try:
        prosess.wait(5)
    except subprocess.TimeoutExpired:
        prosess.kill()
        prosess.wait()
