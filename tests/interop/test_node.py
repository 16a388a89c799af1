"""The npm package «soap»: what it makes of the contract, of receipts and of faults."""

import shutil

import pytest

from tests.contract.nir import Nir
from tests.interop.fremmed import MAPPE, kjoer

NODE = MAPPE / "node"

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(
        shutil.which("node") is None or not (NODE / "node_modules" / "soap").is_dir(),
        reason="needs node, and npm ci in tests/interop/node",
    ),
]


@pytest.mark.parametrize("innlogging", ["tekst", "digest", "basic"])
@pytest.mark.parametrize("soap", ["1.1", "1.2"])
def test_node(nir: Nir, soap: str, innlogging: str):
    sett = kjoer(nir, "node", str(NODE / "klient.mjs"), soap=soap, innlogging=innlogging)
    assert len(sett["operasjoner"]) == 5
    assert sett["suksess"] == {"utfall": "godtatt", "gjentatt": False}
    assert sett["avvist"]["utfall"] == "avvist"
    assert "VINDU-TO-MAANEDER" in sett["avvist"]["regler"]
    assert sett["deltaker"] == {"navn": "Amina Åsen", "begrunnelse": "Æ & <ø>", "timer": 37.5}
    assert sett["feil"]["kode"] == "UkjentMelding"
    assert "kom ikke fram" in sett["feil"]["melding"]
    assert "[object Object]" not in sett["feil"]["melding"]
    assert sett["skjemafeil"]["kode"] == "UgyldigMelding"
    assert sett["skjemafeil"]["sti"].endswith("/vedtak/vedtaksdato")
    assert "Feil passord" in sett["galt_passord"]["melding"]
    assert "ingen innlogging" in sett["uten_innlogging"]["melding"]
