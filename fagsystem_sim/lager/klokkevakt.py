"""Watch over the clock of NIR: a run that finds it elsewhere than it left it must not go on as if nothing were."""

from datetime import datetime, timedelta

from fagsystem_sim.datoer import norsk
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.lager.lager import Lager

_NAVN = "klokke"


class KlokkeFlyttet(Exception):
    """Somebody else has moved the clock of the sandbox."""


def noter(lager: Lager, tid: datetime) -> None:
    """Remember where a run has left the clock."""
    lager.sett_tilstand(_NAVN, tid.isoformat())


def sjekk(lager: Lager, kontroll: Kontroll, slingring: timedelta = timedelta()) -> datetime:
    """What NIR's clock shows; raises KlokkeFlyttet where that is not what the run left, give or take `slingring`."""
    naa = kontroll.klokke()
    forlatt = lager.tilstand(_NAVN)
    if forlatt is not None:
        ventet = datetime.fromisoformat(forlatt)
        if abs(naa.replace(tzinfo=None) - ventet.replace(tzinfo=None)) > slingring:
            raise KlokkeFlyttet(
                f"Klokken i sandkassen «{kontroll.sandkasse}» viser {norsk(naa)} {naa:%H:%M}, men kjøringen forlot den "
                f"{norsk(ventet)} {ventet:%H:%M}. Noen andre har flyttet den. Begynn på nytt, eller bruk en sandkasse "
                "for deg selv. / Somebody else has moved the clock; start over, or use a sandbox of your own."
            )
    return naa
