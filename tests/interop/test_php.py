"""PHP's own SoapClient: what it makes of the contract, of receipts and of faults."""

import shutil
import subprocess

import pytest

from tests.contract.nir import Nir
from tests.interop.fremmed import MAPPE, kjoer


def _har_php() -> bool:
    php = shutil.which("php")
    if php is None:
        return False
    moduler = subprocess.run([php, "-m"], capture_output=True, text=True, check=False).stdout
    return "soap" in moduler.split()


pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(not _har_php(), reason="needs php with ext-soap: apt-get install php-cli php-soap"),
]


@pytest.mark.parametrize("innlogging", ["tekst", "digest", "basic"])
@pytest.mark.parametrize("soap", ["1.1", "1.2"])
def test_php(nir: Nir, soap: str, innlogging: str):
    sett = kjoer(nir, "php", str(MAPPE / "php" / "klient.php"), soap=soap, innlogging=innlogging)
    assert sett["operasjoner"] == 5
    assert sett["suksess"] == {"utfall": "godtatt", "gjentatt": False}
    assert sett["avvist"]["utfall"] == "avvist"
    assert "VINDU-TO-MAANEDER" in sett["avvist"]["regler"]
    assert sett["deltaker"] == {"navn": "Amina Åsen", "begrunnelse": "Æ & <ø>", "timer": "37.5", "til": None}
    assert sett["feil"]["kode"] == "UkjentMelding"
    assert sett["feil"]["faultcode"] == ("soap:Client" if soap == "1.1" else "env:Sender")
    assert "kom ikke fram" in sett["feil"]["faultstring"]
    assert sett["skjemafeil"]["kode"] == "UgyldigMelding"
    assert sett["skjemafeil"]["sti"].endswith("/vedtak/vedtaksdato")
    assert "Feil passord" in sett["galt_passord"]["faultstring"]
    assert "ingen innlogging" in sett["uten_innlogging"]["faultstring"]
