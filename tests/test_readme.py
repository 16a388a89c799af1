"""Everything that the README shows is done here, in its order, and must come out as shown.

In the README «…» stands for what differs from run to run, alone on a line for any lines, and `[1]` for an exit code.
"""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROT = Path(__file__).parent.parent
BLOKK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
VENTETID = 60


def test_the_readme_is_true(tmp_path):
    port = _ledig_port()
    miljoe = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "MOCKNIR_URL": f"http://127.0.0.1:{port}",
        "COLUMNS": "200",
    }
    bakgrunn: list[subprocess.Popen[str]] = []
    try:
        for slag, innhold in BLOKK.findall((ROT / "README.md").read_text()):
            if slag in ("python", "yaml"):
                navn = innhold.split("\n", 1)[0].removeprefix("# ")
                (tmp_path / navn).write_text(innhold)
            elif slag == "console":
                for kommando, ventet in _oekter(innhold):
                    fikk = _kjoer(kommando, port, miljoe, tmp_path, bakgrunn)
                    _sammenlign(kommando, ventet, fikk.replace(str(port), "8080"))
            else:
                _kontroller_make(innhold)
    finally:
        for prosess in bakgrunn:
            prosess.send_signal(signal.SIGTERM)
            prosess.communicate(timeout=20)
    assert bakgrunn, "the README starts a server"


def _oekter(innhold: str) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines it should answer."""
    ut: list[tuple[str, list[str]]] = []
    for linje in innhold.replace("\\\n", " ").splitlines():
        if linje.startswith("$ "):
            ut.append((linje[2:], []))
        else:
            ut[-1][1].append(linje)
    return ut


def _kjoer(kommando: str, port: int, miljoe: dict[str, str], mappe: Path, bakgrunn: list[subprocess.Popen[str]]) -> str:
    if kommando.endswith(" &"):
        tjener = f"exec {kommando.removesuffix(' &')} --port {port} --database sqlite:///{mappe}/nir"
        prosess = subprocess.Popen(tjener, shell=True, stdout=subprocess.PIPE, text=True, env=miljoe, cwd=mappe)
        bakgrunn.append(prosess)
        assert prosess.stdout is not None
        return prosess.stdout.readline()
    ferdig = subprocess.run(
        kommando.replace("8080", str(port)), shell=True, env=miljoe, cwd=mappe, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=VENTETID, check=False,
    )  # fmt: skip
    return ferdig.stdout + (f"[{ferdig.returncode}]\n" if ferdig.returncode else "")


def _sammenlign(kommando: str, ventet: list[str], fikk: str) -> None:
    moenster = ""
    for linje in ventet:
        if linje == "…":
            moenster += r"(?:.*\n)*?"
        else:
            ord_ = r"\s+".join(re.escape(o) for o in linje.split())
            moenster += r"\s*" + ord_.replace("…", ".*") + r"[^\S\n]*\n"
    linjer = "\n".join(" ".join(linje.split()) for linje in fikk.splitlines() if set(linje) - set(" ─-")) + "\n"
    assert re.fullmatch(moenster or r"\s*", linjer), f"$ {kommando}\n{fikk}\n— the README shows:\n" + "\n".join(ventet)


def _kontroller_make(innhold: str) -> None:
    """`make demo` has a test of its own (tests/demo), and this test is part of `make test`."""
    maal = re.findall(r"^make (\w+)", innhold, re.M)
    assert maal
    makefile = (ROT / "Makefile").read_text()
    assert all(re.search(rf"^{m}:", makefile, re.M) for m in maal)


def _ledig_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])
