"""Bokmål or English: days, moments, outcomes and sources, as «why» says them."""

from datetime import date, datetime
from decimal import Decimal

from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.felt import DOKUMENTERT, Kilde
from mocknir.register.vurdering import Alvor, Utfallskode
from mocknir.rules import ordlyd

NB, EN = "nb", "en"


def kontroller(lang: str) -> None:
    """Raise Avvik unless it is a language that «why» speaks."""
    if lang not in (NB, EN):
        raise Avvik(
            Feilkode.UGYLDIG_VERDI, f"lang: «{lang}» finnes ikke; bruk nb eller en",
            f"lang: there is no «{lang}»; use nb or en", felt="lang",
        )  # fmt: skip


def velg(lang: str, nb: str, en: str) -> str:
    """The text in one of the languages."""
    return en if lang == EN else nb


def dag(dato: date, lang: str) -> str:
    """A day: 01.03.2017, in English 2017-03-01."""
    return velg(lang, f"{dato:%d.%m.%Y}", f"{dato:%Y-%m-%d}")


def tid(tidspunkt: datetime, lang: str) -> str:
    """A moment on the virtual clock."""
    return velg(lang, f"{tidspunkt:%d.%m.%Y kl. %H.%M}", f"{tidspunkt:%Y-%m-%d at %H:%M}")


def periode(fra: date, til: date | None, lang: str) -> str:
    """A period, or the one day it lasts; an open end stays open."""
    if til is None:
        return velg(lang, "fra ", "from ") + dag(fra, lang)
    return dag(fra, lang) if fra == til else f"{dag(fra, lang)}–{dag(til, lang)}"


def tall(verdi: Decimal, lang: str) -> str:
    """A number with the decimal mark of the language."""
    tekst = format(verdi.normalize(), "f")
    return tekst if lang == EN else tekst.replace(".", ",")


def ja_nei(verdi: bool, lang: str) -> str:
    """Yes or no."""
    return velg(lang, "ja", "yes") if verdi else velg(lang, "nei", "no")


def kommune(nr: str) -> str:
    """A kommune with number and name, alike in both languages."""
    return f"kommune {ordlyd.kommune(nr)}"


_UTFALL = {
    Utfallskode.GODTATT: ("godtatt", "accepted"),
    Utfallskode.GODTATT_MED_ADVARSEL: ("godtatt med advarsel", "accepted with a warning"),
    Utfallskode.UENDRET: ("uendret", "unchanged"),
    Utfallskode.AVVIST: ("avvist", "rejected"),
}
_ALVOR = {Alvor.AVVIST: ("avviste", "rejected it"), Alvor.ADVARSEL: ("advarte", "warned")}


def utfall(kode: Utfallskode, lang: str) -> str:
    """What became of a registration."""
    return velg(lang, *_UTFALL[kode])


def alvor(verdi: Alvor, lang: str) -> str:
    """What a rule did."""
    return velg(lang, *_ALVOR[verdi])


def proveniens(verdi: str, lang: str) -> str:
    """`dokumentert` or `antatt` in words."""
    return verdi if lang == NB else "documented" if verdi == DOKUMENTERT else "assumed"


def kilde(regel: Kilde, detaljer: Kilde, lang: str) -> str:
    """Where a rule comes from, and how much of it is known: «dokumentert, domain.md §3.1 [A]; detaljene er antatt»."""
    tekst = f"{proveniens(regel.proveniens, lang)}, domain.md {regel.henvisning}"
    if detaljer.proveniens != regel.proveniens:
        hva = velg(lang, "detaljene er", "its details are")
        tekst += f"; {hva} {proveniens(detaljer.proveniens, lang)}, {detaljer.henvisning}"
    return tekst
