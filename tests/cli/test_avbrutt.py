"""What a command that somebody stops says, whatever it was in the middle of."""

import signal
import socket
import subprocess
import sys


def test_ctrl_c_while_a_server_lets_wait_is_told_as_no_refusal():
    with socket.create_server(("127.0.0.1", 0)) as taus:
        url = f"http://127.0.0.1:{taus.getsockname()[1]}"
        p = subprocess.Popen(
            [sys.executable, "-m", "mocknir", "sandbox", "list", "--url", url], stderr=subprocess.PIPE, text=True
        )
        taus.settimeout(30)
        with taus.accept()[0]:
            p.send_signal(signal.SIGINT)
            assert (p.communicate(timeout=30)[1], p.returncode) == ("Avbrutt / interrupted\n", 130)
