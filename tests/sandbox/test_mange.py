"""Many sandboxes side by side on one server, used by several threads at once: none sees another's work."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.conftest import Lokal, lokal

FILER = Path("/proc/self/fd")


def arbeid(server: Lokal, nr: int) -> dict[str, Any]:
    """Do what only this sandbox does: so many persons, its own kommune, parameter, fault, clock; transfer over SOAP."""
    nir = server.lag(f"mange-{nr}", seed=nr)
    kommune = ("0301", "1103", "1201")[nr % 3]
    folk = [nir.person(kommune) for _ in range(nr % 3 + 1)]
    nir.set("VINDU-TO-MAANEDER", "maaneder", nr % 9 + 1)
    nir.control.send("POST", "faults", body={"kind": "delay", "seconds": 0.001, "nth": nr + 2})
    bruker = nir.user(kommune, name=f"fagsystem-{nr}")
    kvittering = nir.transfer(
        kommune,
        [
            {
                "person": en, "eksternId": f"v{nr}-{i}", "type": "vedtak", "ordning": "intro",
                "vedtakstype": "tildeling", "vedtaksdato": "2017-01-01", "fra": "2017-01-01", "til": "2018-12-31",
            }
            for i, en in enumerate(folk)
        ],
        meldings_id="den-samme-overalt", user=bruker,
    )  # fmt: skip
    assert set(kvittering.outcomes.values()) == {"godtatt"}
    nir.advance(by=f"{nr % 20 + 1}d")
    return {
        "kommune": kommune,
        "bruker": bruker,
        "folk": [en.ident for en in folk],
        "noekler": list(kvittering.outcomes),
    }


def funnet(server: Lokal, nr: int, gjort: dict[str, Any]) -> dict[str, Any]:
    """What the sandbox shows, in the shape of what was done in it."""
    nir = server.server.sandbox(f"mange-{nr}")
    assert (nir.seed, nir.control.get()["clock"]["now"][8:10]) == (nr, f"{nr % 20 + 2:02}")
    if nr % 10 == 0:
        maaneder = next(p.verdi for r in nir.rules() if r.id == "VINDU-TO-MAANEDER" for p in r.parameter)
        planlagt = [en["nth"] for en in nir.control.get("faults")["faults"]]
        assert (maaneder, planlagt) == (nr % 9 + 1, [nr + 2])
    kvittering = nir.receipt(gjort["kommune"], "den-samme-overalt", gjort["bruker"])
    folk = [en.ident for en in nir.persons()]
    return {**gjort, "folk": folk, "noekler": list(kvittering.outcomes)}


@pytest.mark.parametrize(("slag", "antall", "vaakne"), [("sqlite", 200, 120), ("postgresql", 24, 16)])
def test_many_at_once_do_not_see_each_other_and_hold_no_more_than_they_may(
    request, tmp_path, monkeypatch, slag, antall, vaakne
):
    # given more sandboxes than may hold files or connections at a time
    database = (
        request.getfixturevalue("postgres") if slag == "postgresql" else f"sqlite:///{tmp_path}/nir?synchronous=normal"
    )
    with lokal(database) as server:
        monkeypatch.setattr(type(server.sandboxes._lager), "maks_vaakne", vaakne)
        foer = len(os.listdir(FILER)) if FILER.exists() else 0
        # when several threads work in them, each in its own way
        with ThreadPoolExecutor(6) as traader:
            gjort = list(traader.map(lambda nr: arbeid(server, nr), range(antall)))
            # then each shows its own work and nothing else, when it is asked for again
            sett = list(traader.map(lambda nr: funnet(server, nr, gjort[nr]), range(antall)))
        assert sett == gjort
        if slag == "sqlite" and FILER.exists():  # a resting one holds its lock, and nothing else
            assert len(os.listdir(FILER)) - foer < antall + 6 * (vaakne + 6)
