"""From the command to the first answer, and the memory it takes."""

import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from bench.maaling import Resultat

MILJOE = {navn: verdi for navn, verdi in os.environ.items() if navn != "PYTHONDONTWRITEBYTECODE"}
"""As a user starts it: compiled code is kept from the first start on."""


def maal() -> Iterator[Resultat]:
    """Start `mocknir serve` three times, ask for the WSDL, and read its memory."""
    tider, minne = [], 0
    for _ in range(3):
        with tempfile.TemporaryDirectory(prefix="mocknir-bench-") as mappe:
            foer = perf_counter()
            prosess = subprocess.Popen(
                [sys.executable, "-m", "mocknir", "serve", "--port", "0", "--database", f"sqlite:///{mappe}"],
                stdout=subprocess.PIPE, text=True, env=MILJOE,
            )  # fmt: skip
            try:
                assert prosess.stdout is not None  # it was asked for
                linje = prosess.stdout.readline()
                url = next(ord_ for ord_ in linje.split() if ord_.startswith("http"))
                with urllib.request.urlopen(url.rstrip(").,") + "?wsdl", timeout=10) as svar:
                    svar.read()
                tider.append(perf_counter() - foer)
                status = Path(f"/proc/{prosess.pid}/status")
                if status.exists():
                    minne = int(status.read_text().split("VmRSS:")[1].split()[0]) // 1024
            finally:
                prosess.terminate()
                prosess.wait(10)
    klar = min(tider)
    tomt = min(_tom_python() for _ in range(3))
    yield Resultat("python som starter og slutter", tomt)
    yield Resultat("mocknir serve til første svar", klar, "python", klar / tomt, "≤ 0.6 s", klar <= 0.6)
    if minne:
        yield Resultat(f"minne da: {minne} MB", 0.0, "", None, "< 100 MB", minne < 100)


def _tom_python() -> float:
    foer = perf_counter()
    subprocess.run([sys.executable, "-c", ""], check=True, env=MILJOE)
    return perf_counter() - foer
