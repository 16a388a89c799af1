"""PERIODE-GYLDIG: days and amounts that can be (domain.md §2.5, §2.6)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import cast

from mocknir.register import registreringer as r
from mocknir.register.felt import antatt
from mocknir.register.registreringer import Innhold
from mocknir.register.vurdering import SLETT, Funn, Parametre, Sak
from mocknir.rules.regel import IKKE_AKTUELL, Parameter, Svar, regel

_SLUTTFELT = {"klage": "utfallsdato"}
_FOERSTEFELT = {
    "kontakt": "dato", "avslutning": "dato", "klage": "dato", "sluttmaal": "dato", "integreringskontrakt": "dato",
    "utdanningsbakgrunn": "dato", "norskmaal": "dato", "spraak": "dato", "fritak": "vedtaksdato",
    "reservasjon": "dato",
}  # fmt: skip
_MED_VEDTAKSDATO = frozenset({"vedtak", "permisjon"})
_NULL = Decimal(0)


@regel(
    "PERIODE-GYLDIG",
    tittel="Perioden og mengden kan stemme",
    title="The period and the amount can be",
    kilde=antatt("§2.6 [INF]"),
    parametre=[
        Parameter("foerste_aar", 2003, "Tidligste år en dato kan ligge i", "The earliest year of a date",
                  antatt("§7 [S79]"), mest=9000),
        Parameter("aar_fram", 10, "Hvor mange år fram en dato kan ligge", "How many years ahead a date may lie",
                  antatt("§5.2 [INF]"), mest=100),
        Parameter("timer_per_dag", 24, "Flest timer opplæring eller fravær per dag",
                  "Most hours of training or absence a day", antatt("§2.6 [INF]"), mest=24),
        Parameter("timer_per_uke", 168, "Flest timer per uke", "Most hours a week", antatt("§2.5 [INF]"), mest=168),
    ],
)  # fmt: skip
def periode(sak: Sak, p: Parametre) -> Svar:
    """What ends before it begins, or lasts more hours than there are, is a slip.

    NIR's own limits are not public. Hours are given for a period within one calendar month (domain.md §2.6 [INF]).
    """
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    i = sak.i
    fra, til = i.fra, i.til
    if fra is not None:
        if not p["foerste_aar"] <= fra.year <= sak.idag.year + p["aar_fram"]:
            return _urimelig(sak, p, _FOERSTEFELT.get(sak.type, "fra"), fra)
        if til is not None and til is not fra:
            if til < fra:
                return _baklengs(sak, fra, til)
            if til.year > sak.idag.year + p["aar_fram"]:
                return _urimelig(sak, p, _SLUTTFELT.get(sak.type, "til"), til)
    if sak.type in _MED_VEDTAKSDATO:
        vedtaksdato: date = i.vedtaksdato  # type: ignore[attr-defined]  # both kinds have it
        if not p["foerste_aar"] <= vedtaksdato.year <= sak.idag.year + p["aar_fram"]:
            return _urimelig(sak, p, "vedtaksdato", vedtaksdato)
    mengde = _MENGDER.get(sak.type)
    return mengde(i, p) if mengde is not None else None


def _urimelig(sak: Sak, p: Parametre, felt: str, dato: date) -> Funn:
    aapen = til_fri = ""
    if dato.year == date.max.year:  # what many systems write for «no end»
        aapen, til_fri = " La feltet stå tomt når dagen ikke er kjent.", " Leave it out when the day is not known."
    siste = sak.idag.year + p["aar_fram"]
    return Funn(
        f"{felt} {dato:%d.%m.}{dato.year:04} kan ikke stemme: året må være fra {p['foerste_aar']} til {siste}.{aapen}",
        f"{felt} {dato} cannot be right: the year must be from {p['foerste_aar']} to {siste}.{til_fri}",
        felt,
    )


def _baklengs(sak: Sak, fra: date, til: date) -> Funn:
    felt, foerste = _SLUTTFELT.get(sak.type, "til"), _FOERSTEFELT.get(sak.type, "fra")
    return Funn(
        f"{felt} {til:%d.%m.%Y} ligger før {foerste} {fra:%d.%m.%Y}. {felt} må være {fra:%d.%m.%Y} eller senere.",
        f"{felt} {til} lies before {foerste} {fra}. {felt} must be {fra} or later.",
        felt,
    )


def _timer(i: Innhold, p: Parametre) -> Svar:
    timer = cast(r.Timer, i)
    fra, til = timer.fra, timer.til
    if fra.month != til.month or fra.year != til.year:
        return Funn(
            f"Timene gjelder {fra:%d.%m.%Y}–{til:%d.%m.%Y}, som går over flere kalendermåneder. Del dem i én "
            "registrering per måned.",
            f"The hours concern {fra}–{til}, which spans several calendar months. Split them into one registration a "
            "month.",
            "til",
        )
    return _innenfor(
        "antall", timer.antall, (til.day - fra.day + 1) * p["timer_per_dag"], "i perioden", "in the period"
    )


def _fravaer(i: Innhold, p: Parametre) -> Svar:
    fravaer = cast(r.Fravaer, i)
    if fravaer.timer is None:
        return None
    dager = fravaer.til.toordinal() - fravaer.fra.toordinal() + 1
    return _innenfor("timer", fravaer.timer, dager * p["timer_per_dag"], "i perioden", "in the period")


def _per_uke(i: Innhold, p: Parametre) -> Svar:
    timer: Decimal | None = i.timer_per_uke  # type: ignore[attr-defined]  # vedtak and tiltak have it
    if timer is None:
        return None
    return _innenfor("timerPerUke", timer, p["timer_per_uke"], "i uken", "a week")


def _mottakstiltak(i: Innhold, p: Parametre) -> Svar:
    timer = cast(r.Mottakstiltak, i).timer
    if timer is None or timer >= _NULL:
        return None
    return Funn(
        f"timer {timer} er negativt. Timer må være 0 eller mer.",
        f"timer {timer} is negative. Hours must be 0 or more.",
        "timer",
    )


def _klage(i: Innhold, p: Parametre) -> Svar:
    klage = cast(r.Klage, i)
    if (klage.utfall is None) == (klage.utfallsdato is None):
        return None
    har, mangler = ("utfall", "utfallsdato") if klage.utfall is not None else ("utfallsdato", "utfall")
    return Funn(
        f"Klagen har {har}, men ikke {mangler}. Registrer begge når klagen er avgjort, og ingen av dem før.",
        f"The complaint has {har} but not {mangler}. Register both once it is decided, and neither before.",
        mangler,
    )


def _innenfor(felt: str, verdi: Decimal, mest: int, nb: str, en: str) -> Funn | None:
    if _NULL <= verdi <= mest:
        return None
    return Funn(
        f"{felt} {verdi} kan ikke stemme: det må være fra 0 til {mest} timer {nb}.",
        f"{felt} {verdi} cannot be right: it must be from 0 to {mest} hours {en}.",
        felt,
    )


_MENGDER: dict[str, Callable[[Innhold, Parametre], Svar]] = {
    "vedtak": _per_uke, "tiltak": _per_uke, "timer": _timer, "fravaer": _fravaer, "mottakstiltak": _mottakstiltak,
    "klage": _klage,
}  # fmt: skip
