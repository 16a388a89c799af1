"""Numbers and marks as Norwegians write them."""

import re

MERKE = {True: "✓", False: "✗", None: "–"}
"""How it is said that a figure holds, does not hold, or is not held against anything."""


def tall(verdi: float, desimaler: int = 0) -> str:
    """`26 104`, `48,7`: a thin space between thousands, a comma before decimals."""
    return f"{verdi:,.{desimaler}f}".replace(",", "\u202f").replace(".", ",")


def smale(tekst: str) -> str:
    """A text in which the spaces between thousands are as in `tall`, and no line breaks at them."""
    return re.sub(r"(?<=\d) (?=\d{3}\b)", "\u202f", tekst)


def desimal(verdi: float) -> str:
    """`0,05`, `1`: as many decimals as there are."""
    return f"{verdi:g}".replace(".", ",")


def med_fortegn(antall: int) -> str:
    """`+92`, `−3`: what is added or taken away."""
    return f"{'−' if antall < 0 else '+'}{tall(abs(antall))}"


def prosent(verdi: float | None) -> str:
    """`48,7 %`; a dash where there is none."""
    return "–" if verdi is None else f"{tall(verdi, 1)} %"
