"""A registration in words: «Tiltak Språkpraksis 01.03.2017–31.08.2017, 20 timer per uke»."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from mocknir.journal import spraak
from mocknir.journal.spraak import velg
from mocknir.register import kodeverk, skjema
from mocknir.register.registreringer import Innhold
from mocknir.register.skjema import Feltbeskrivelse

_NAVN = {
    "kontakt": ("Kontakt:", "Contact:"),
    "vedtak": ("Vedtak:", "Decision:"),
    "tiltak": ("Tiltak", "Measure"),
    "timer": ("Timer i", "Hours of"),
    "fravaer": ("Fravær:", "Absence:"),
    "permisjon": ("Permisjon:", "Leave:"),
    "avslutning": ("Avslutning:", "Ending:"),
    "klage": ("Klage", "Complaint"),
    "sluttmaal": ("Sluttmål:", "Final goal:"),
    "integreringskontrakt": ("Integreringskontrakt", "Integration contract"),
    "utdanningsbakgrunn": ("Utdanningsbakgrunn", "Education from before"),
    "norskmaal": ("Norskmål", "Goal for Norwegian"),
    "fulltidVgo": ("Fulltid videregående", "Full-time upper secondary"),
    "spraak": ("Språk", "Language"),
    "fritak": ("Fritak fra", "Exemption from"),
    "mottakstiltak": ("Tiltak i mottak:", "Measure in a reception centre:"),
    "reservasjon": ("Reservasjon mot forskning", "Opting out of research"),
}
"""How each kind begins when it is said aloud."""

_MAALENHETER = {
    "timer_per_uke": ("timer per uke", "hours a week"),
    "antall": ("timer", "hours"),
    "timer": ("timer", "hours"),
}


_SIER_SEG_SELV = frozenset({"ordning", "dagtype", "delferdighet"})
"""Codes whose names need no word before them."""


def registrering(type_: str | None, innhold: Innhold | None, lang: str) -> str:
    """A registration as a person would say it; what kind it is where its content is not known."""
    if type_ is None or type_ not in skjema.TYPER:
        return velg(lang, "en registrering", "a registration")
    if innhold is None:
        beskrevet = skjema.TYPER[type_]
        return velg(lang, beskrevet.tekst, beskrevet.text)
    felter = skjema.TYPER[type_].felter
    foerst = [velg(lang, *_NAVN[type_])]
    kodefelt = next((f for f in felter if f.felt.kodeverk and f.attributt != "ordning"), None)
    if kodefelt is not None and getattr(innhold, kodefelt.attributt) is not None:
        foerst.append(_kode(kodefelt, getattr(innhold, kodefelt.attributt), lang))
    naar, brukt = _naar(felter, innhold, lang)
    brukt |= {kodefelt.attributt} if kodefelt else set()
    return ", ".join([" ".join([*foerst, naar]), *_resten(felter, innhold, brukt, lang)])


def fra_tekst(type_: str | None, tekst: str, lang: str) -> str:
    """A registration from its canonical text, in words."""
    return registrering(type_, skjema.fra_tekst(type_, tekst) if type_ and tekst else None, lang)


def _naar(felter: tuple[Feltbeskrivelse, ...], innhold: Innhold, lang: str) -> tuple[str, set[str]]:
    """The days a registration concerns, and the fields that say so."""
    har_periode = any(f.attributt == "fra" for f in felter)
    if har_periode and innhold.fra is not None:
        return spraak.periode(innhold.fra, innhold.til, lang), {"fra", "til"}
    foerste = next(f.attributt for f in felter if f.slag is date)
    return spraak.dag(getattr(innhold, foerste), lang), {foerste}


def _resten(felter: tuple[Feltbeskrivelse, ...], innhold: Innhold, brukt: set[str], lang: str) -> Iterator[str]:
    for f in felter:
        verdi = getattr(innhold, f.attributt)
        if verdi is None or f.attributt in brukt:
            continue
        if f.attributt in _SIER_SEG_SELV:
            yield _kode(f, verdi, lang)
        elif f.attributt == "vedtaksdato":
            if verdi != innhold.fra:
                yield f"{velg(lang, 'vedtatt', 'decided on')} {spraak.dag(verdi, lang)}"
        elif f.attributt in _MAALENHETER:
            yield f"{spraak.tall(verdi, lang)} {velg(lang, *_MAALENHETER[f.attributt])}"
        else:
            yield f"{velg(lang, f.felt.tekst, f.felt.text)}: {_verdi(f, verdi, lang)}"


def _verdi(f: Feltbeskrivelse, verdi: Any, lang: str) -> str:
    if isinstance(verdi, bool):
        return spraak.ja_nei(verdi, lang)
    if isinstance(verdi, date):
        return spraak.dag(verdi, lang)
    if isinstance(verdi, Decimal):
        return spraak.tall(verdi, lang)
    return _kode(f, verdi, lang) if f.felt.kodeverk else f"«{verdi}»"


def _kode(f: Feltbeskrivelse, verdi: str, lang: str) -> str:
    """A code's name; what is no code of the list stands as it was sent."""
    assert f.felt.kodeverk is not None  # the field has a code list
    return kodeverk.tekst(f.felt.kodeverk, verdi, lang)
