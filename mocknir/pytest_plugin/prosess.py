"""A server in a process of its own, which never outlives who started it.

The child reads its standard input, and ends when that does: when it is closed, and just as well when the one who held
its other end was killed.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from mocknir.client.feil import MocknirError

SECONDS = 60
"""How long a server may take to start, or to end."""


@contextmanager
def started(database: str) -> Iterator[str]:
    """A server on a free port, and its address; raises MocknirError with what it said when it does not start."""
    # What a tester has set for commands and servers is for those; a test run is the same for everybody.
    environ = {name: text for name, text in os.environ.items() if not name.startswith(("MOCKNIR_", "PYTEST_"))}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mocknir.pytest_plugin.prosess", "--port", "0", "--database", database],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environ,
            start_new_session=True,  # Ctrl-C is for pytest, which ends the server when its tests have let go of it
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield _address(process, log)
        finally:
            process.stdin.close()
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()


def _address(process: subprocess.Popen[bytes], log: IO[bytes]) -> str:
    assert process.stdout is not None
    late = threading.Timer(SECONDS, process.kill)
    late.start()
    try:
        line = process.stdout.readline().decode()
    finally:
        late.cancel()
    found = re.search(r"https?://\S+?(?=/ws4)", line)
    if found is None:
        process.kill()
        process.wait()
        raise MocknirError("mocknir startet ikke. Det sa:", "mocknir did not start. It said:", [line, _said(log)])
    return found[0]


def _said(log: IO[bytes]) -> str:
    log.seek(0)
    return log.read().decode(errors="replace")


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """In the child: `mocknir serve`, for as long as standard input lasts."""
    from mocknir.cli import main as mocknir

    threading.Thread(target=_end_with_parent, daemon=True).start()
    mocknir(["serve", *sys.argv[1:]], prog_name="mocknir")


if __name__ == "__main__":
    main()
