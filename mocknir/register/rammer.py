"""The lengths that the laws set, as numbers the rules own and the register computes with (domain.md §5).

The defaults stand with the rules PROGRAM-TID and NORSK-FRIST, whose parameters can be changed per sandbox;
`Rammer` is how the register is told what holds.
"""

from typing import NamedTuple


class Rammer(NamedTuple):
    """Months (m) and switches that programme time and deadlines are computed from."""

    oppstart_m: int = 3
    """Frist for oppstart: months from settlement or claim (domain.md §2.4 [S31][S32])."""

    intro_m: int = 24
    intro_forlenget_m: int = 36
    """introduksjonsloven: two years, extended three (domain.md §5.1 [S51])."""

    vgo_fra_foer_m: int = 6
    vgo_fra_foer_forlenget_m: int = 12
    """integreringsloven, upper secondary from before: up to 6 months, extended by up to 6 (§5.2 [S63])."""

    vgo_maal_m: int = 36
    vgo_maal_forlenget_m: int = 48
    """integreringsloven, goal fullført videregående: 3 years, extended 4 (§5.2 [S46], [B])."""

    integrering_m: int = 24
    integrering_forlenget_m: int = 36
    """integreringsloven, all others: 2 years, extended by up to 1 (§5.2 [INF-general])."""

    kapittel_6a_m: int = 12
    kapittel_6a_forlenget_m: int = 12
    """Chapter 6A: 6–12 months (domain.md §5.3 [S66])."""

    norsk_gammel_m: int = 36
    norsk_vgo_m: int = 18
    norsk_uten_vgo_m: int = 36
    norsk_6a_m: int = 12
    samfunnskunnskap_m: int = 12
    """Deadlines of Norwegian training (domain.md §5.1 [S41], §5.2 [S6], §5.3 [S13])."""

    gyldig_fravaer_forlenger: bool = True
    """Whether valid absence lengthens the programme under introduksjonsloven ([B], domain.md §5.5)."""


STANDARD = Rammer()
