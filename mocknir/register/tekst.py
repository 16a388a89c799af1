"""Days and texts as people write them, read with errors for people."""

import re
from datetime import date

FOERSTE_AAR, SISTE_AAR = 1900, 2999
"""The years that the contract takes (`Dato` in the WSDL)."""

_ULOVLIG = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NORSK_DATO = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_DATO = re.compile(r"\d{4}-\d{2}-\d{2}")


class Ugyldig(ValueError):
    """A text that is not a value of its kind: why, in bokmål and in English."""

    def __init__(self, tekst: str, text: str) -> None:
        super().__init__(f"{tekst} / {text}")
        self.tekst = tekst
        self.text = text


class IkkeIKalenderen(Ugyldig):
    """A date that is written right, of a day that never comes."""


def les_dato(tekst: str) -> date:
    """A day from `2017-02-28` or `28.02.2017`; Ugyldig when it is neither or does not exist."""
    tekst = tekst.strip()
    treff = _NORSK_DATO.fullmatch(tekst)
    try:
        if treff:
            dag = date(int(treff[3]), int(treff[2]), int(treff[1]))
        elif _ISO_DATO.fullmatch(tekst):
            dag = date.fromisoformat(tekst)
        else:
            raise Ugyldig(
                f"«{tekst}» er ikke en dato: skriv ÅÅÅÅ-MM-DD eller dd.mm.åååå",
                f"«{tekst}» is not a date: write YYYY-MM-DD or dd.mm.yyyy",
            )
    except Ugyldig:
        raise
    except ValueError:
        raise IkkeIKalenderen(
            f"datoen «{tekst}» finnes ikke i kalenderen", f"the date «{tekst}» is not in the calendar"
        ) from None
    if not FOERSTE_AAR <= dag.year <= SISTE_AAR:
        raise Ugyldig(
            f"«{tekst}»: året må være fra {FOERSTE_AAR} til {SISTE_AAR}",
            f"«{tekst}»: the year must be from {FOERSTE_AAR} to {SISTE_AAR}",
        )
    return dag


def kontroller_tegn(tekst: str) -> None:
    """Raise Ugyldig for a character that neither XML nor a database can carry (NUL, half a surrogate pair …)."""
    treff = _ULOVLIG.search(tekst)
    if treff is not None:
        tegn, plass = f"U+{ord(treff[0]):04X}", treff.start() + 1
        raise Ugyldig(
            f"har et tegn som ikke kan brukes: {tegn} på plass {plass}",
            f"has a character that cannot be used: {tegn} at place {plass}",
        )
