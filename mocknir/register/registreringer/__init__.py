"""The kinds of registration that WS4 carries, one class each (domain.md §1.6, §2.2–2.8).

Each class says what the register keeps of that kind. Beside its own fields every kind answers four
questions, so that rules and reports can treat them alike: `ordning` (the scheme), `kode` (the code that
characterises it), `fra` and `til` (the days it concerns; `til` is None while open).
"""

from mocknir.register.registreringer.andre import Mottakstiltak, Reservasjon
from mocknir.register.registreringer.felles import ASYLNORSK, INTRO, MOTTAK, NORSK, REGISTER, Innhold
from mocknir.register.registreringer.intro import (
    Avslutning,
    Fravaer,
    Integreringskontrakt,
    Klage,
    Kontakt,
    Permisjon,
    Sluttmaal,
    Tiltak,
    Vedtak,
)
from mocknir.register.registreringer.norsk import Fritak, FulltidVgo, Norskmaal, Spraak, Timer, Utdanningsbakgrunn

__all__ = [
    "ASYLNORSK",
    "INTRO",
    "MOTTAK",
    "NORSK",
    "REGISTER",
    "Avslutning",
    "Fravaer",
    "Fritak",
    "FulltidVgo",
    "Innhold",
    "Integreringskontrakt",
    "Klage",
    "Kontakt",
    "Mottakstiltak",
    "Norskmaal",
    "Permisjon",
    "Reservasjon",
    "Sluttmaal",
    "Spraak",
    "Tiltak",
    "Timer",
    "Utdanningsbakgrunn",
    "Vedtak",
]
