"""mocknir events, and listeners at a real server."""

import json
import os
import re
import subprocess
import sys
import time
from http.client import HTTPConnection
from threading import Thread

from tests.cli.conftest import FNR, start, stopp


def test_events_are_lines_in_both_languages_or_json(med_person):
    linje = med_person("events").output
    assert linje.startswith("#1 2017-01-01 08:00 sentralt ")
    assert "Personen kom inn i NIR" in linje
    assert "came into NIR" in med_person("events", "--lang", "en").output
    assert "central" in med_person("events", "--lang", "en").output
    assert json.loads(med_person("events", "--format", "json").output)["entry"]["ident"] == FNR
    assert med_person("events", "--after", "1").output == ""


def test_after_an_entry_that_is_not_there_yet_all_is_told_as_the_help_says(med_person):
    assert med_person("events", "--after", "9999").output == med_person("events").output
    assert "alt når journalen er kortere, som etter en reset" in " ".join(med_person("events", "--help").output.split())


def test_follow_tells_what_happens_until_it_is_stopped(med_person):
    miljoe = {**os.environ, "MOCKNIR_URL": med_person.url, "MOCKNIR_SANDBOX": med_person.sandbox}
    prosess = subprocess.Popen(
        [sys.executable, "-m", "mocknir", "events", "--follow"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8", env=miljoe,
    )  # fmt: skip
    assert prosess.stdout is not None
    assert prosess.stdout.readline().startswith("#1 ")
    med_person("clock", "advance", "--to", "2017-02-01")
    assert "Klokken gikk fra" in prosess.stdout.readline()
    prosess.terminate()
    prosess.communicate(timeout=10)


def test_listeners_leave_the_server_room_and_go_when_it_stops(tmp_path):
    # given a server with four threads, one of which may hold a listener
    prosess, linje = start("--port", "0", "--threads", "4", mappe=tmp_path)
    treff = re.search(r"http://([\d.]+):(\d+)", linje)
    assert treff

    def lytt(ferdig):
        tjener = HTTPConnection(treff[1], int(treff[2]), timeout=30)
        tjener.request("GET", "/control/v1/sandboxes/default/events?hold=25")
        svar = tjener.getresponse()
        ferdig.append((svar.status, svar.read(), time.monotonic()))
        tjener.close()

    ferdige: list[tuple[int, bytes, float]] = []
    traader = [Thread(target=lytt, args=(ferdige,)) for _ in range(6)]
    for traad in traader:
        traad.start()
    # then five are answered at once, and the server answers others
    slutt = time.monotonic() + 10
    while len(ferdige) < 5:
        assert time.monotonic() < slutt
        time.sleep(0.01)
    tjener = HTTPConnection(treff[1], int(treff[2]), timeout=5)
    tjener.request("GET", "/healthz")
    assert tjener.getresponse().status == 200
    tjener.close()
    # and when the server is told to stop, it lets the sixth go with a whole answer
    begynte = time.monotonic()
    rc, feil = stopp(prosess)
    assert (rc, time.monotonic() - begynte < 3) == (0, True), feil
    for traad in traader:
        traad.join(5)
    assert [status for status, _, _ in ferdige] == [200] * 6
    assert ferdige[-1][1] == b"retry: 250\n\n"
