"""NIR's reports and the figures of the year, as known on any date.

`RAPPORTER[navn].lag(sandbox, parametre)` answers a `Tabell`; `mocknir.reports.format` writes one as CSV, JSON or text.
"""

from mocknir.reports import avsluttede, avvisninger, deltakere, frister, lukkinger, maaloppnaaelse, tiltak
from mocknir.reports.rapport import Parameter, Rapport
from mocknir.reports.tabell import Kolonne, Ord, Tabell

RAPPORTER: dict[str, Rapport] = {
    modul.RAPPORT.navn: modul.RAPPORT
    for modul in (avsluttede, deltakere, tiltak, maaloppnaaelse, lukkinger, avvisninger, frister)
}
"""Every report by its name, NIR's own first."""

__all__ = ["RAPPORTER", "Kolonne", "Ord", "Parameter", "Rapport", "Tabell"]
