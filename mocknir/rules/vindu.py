"""VINDU-…: the window of two months back, and what has not happened yet (domain.md §3.1)."""

from datetime import date
from typing import Any, cast

from mocknir.register import mengde
from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.felt import antatt, dokumentert
from mocknir.register.registreringer import REGISTER
from mocknir.register.skjema import TYPER
from mocknir.register.vurdering import SLETT, Funn, Parametre, Sak, Tilgang
from mocknir.rules import ordlyd
from mocknir.rules.regel import IKKE_AKTUELL, Parameter, Svar, regel
from mocknir.rules.tenkt import egen

_STANDARDDATO = {
    "kontakt": "dato", "vedtak": "vedtaksdato", "tiltak": "fra", "timer": "til", "fravaer": "til",
    "permisjon": "vedtaksdato", "avslutning": "dato", "klage": "dato", "sluttmaal": "dato",
    "integreringskontrakt": "dato", "utdanningsbakgrunn": "dato", "norskmaal": "dato", "fulltidVgo": "fra",
    "spraak": "dato", "fritak": "vedtaksdato", "mottakstiltak": "fra", "reservasjon": "dato",
}  # fmt: skip
SISTE_INTROTILTAK = 2020
"""IMDi asked for cases marked «Introtiltak 2017» in 2018 [A] and «Årsrapportering 2021» in 2022 [B]; when the one gave
way to the other between them is not known."""

_PARAMETERNAVN = {type_: f"dato.{type_}" for type_ in TYPER}
_SLUTTFELTER = frozenset({"til", "utfall", "utfallsdato", "fullfoert", "timer"})
"""Fields that tell how something ended, and how many hours it came to: to fill them in later is no change of what was
before."""


def _parametre() -> list[Parameter]:
    datofelter = {t.navn: tuple(f.navn for f in t.felter if f.slag is date) for t in TYPER.values()}
    return [
        Parameter("maaneder", 2, "Hvor mange måneder tilbake det kan registreres",
                  "How many months back can be registered", dokumentert("§3.1 [A][S22]"), mest=600),
        *(
            Parameter(_PARAMETERNAVN[type_], felt, f"Datoen vinduet regnes fra for «{TYPER[type_].tekst}»",
                      f"The date that the window runs from for “{TYPER[type_].text}”", antatt("§3.1"),
                      valg=datofelter[type_])
            for type_, felt in _STANDARDDATO.items()
        ),
    ]  # fmt: skip


@regel(
    "VINDU-TO-MAANEDER",
    tittel="Registreringen er innenfor to måneder, eller kommunen har etterregistreringstilgang",
    title="It lies within two months, or the kommune has access to register late",
    kilde=dokumentert("§3.1 [A][S5][S22]"),
    detaljer=antatt("§3.1"),
    parametre=_parametre(),
)
def to_maaneder(sak: Sak, p: Parametre) -> Svar:
    """Registration is continuous, «senest innen to måneder»; further back takes access (domain.md §3.1 [A]).

    Which date counts for each kind is `antatt` and a parameter. Of a correction only what it changes counts: the
    earlier of the old and the new end when only the ending was changed, otherwise the earlier of the two dates.
    A deletion goes by the date of what it deletes. 31 December is open until the last day of February, which is the
    yearly cut-off (domain.md §3.1 [S2]).
    """
    felt, dato = _dato(sak, p)
    maaneder: int = p["maaneder"]
    if sak.idag.toordinal() - dato.toordinal() <= 28 * maaneder:  # no month is shorter
        return None
    frist = legg_til_maaneder(dato, maaneder)
    if sak.idag <= frist or any(_aapner(t, sak, dato) for t in sak.tilganger):
        return None
    nb, en = ordlyd.IMDI_SUPPORT
    lengde, length = mengde.maaneder(maaneder)
    har, has = _nesten(sak)
    merke = f"{'Introtiltak' if dato.year <= SISTE_INTROTILTAK else 'Årsrapportering'} {dato.year}"
    return Funn(
        f"{felt} {dato:%d.%m.%Y} ligger mer enn {lengde} tilbake: fristen var {frist:%d.%m.%Y}. "
        f"Søk etterregistreringstilgang for {dato:%d.%m.%Y} i {nb}, og merk saken, for eksempel "
        f"«{merke}»; overfør på nytt når tilgangen er gitt.{har}",
        f"{felt} {dato} lies more than {length} back: the deadline was {frist}. "
        f"Apply for access to register late for {dato} in {en}, and mark the case, for instance "
        f"“{merke}”; transfer again once it is granted.{has}",
        felt,
    )


def _dato(sak: Sak, p: Parametre) -> tuple[str, date]:
    """The date that the window is judged by, and its field."""
    felt: str = p[_PARAMETERNAVN[sak.type]]
    i = sak.i
    ny: date = getattr(i, felt) or i.fra or sak.idag
    foer = sak.foer
    if foer is None or sak.handling == SLETT or foer.type != sak.type:
        return felt, ny
    gammelt = cast(Any, foer.innhold)
    if all(
        f in _SLUTTFELTER or a == b
        for f, a, b in zip(gammelt._fields, gammelt, cast(Any, i), strict=True)
    ):  # fmt: skip
        ender = [d for d in (gammelt.til, i.til) if d is not None]
        return ("utfallsdato" if sak.type == "klage" else "til"), min(ender, default=sak.idag)
    gammel: date = getattr(gammelt, felt) or gammelt.fra or sak.idag
    return felt, min(ny, gammel)


def _aapner(tilgang: Tilgang, sak: Sak, dato: date) -> bool:
    return (
        tilgang.fra <= dato <= tilgang.til
        and sak.idag <= tilgang.ut_dagen
        and (tilgang.ordning is None or sak.i.ordning in (tilgang.ordning, REGISTER))
        and egen(sak, tilgang.kommune)
    )


def _nesten(sak: Sak) -> tuple[str, str]:
    """What the accesses that the kommune does have, or had until they ran out, are for."""
    egne = [t for t in sak.tilganger if egen(sak, t.kommune)]
    aapne = [t for t in egne if sak.idag <= t.ut_dagen]
    ute = [t for t in egne if sak.idag > t.ut_dagen]
    har, has = _tilganger(aapne, "har", "has")
    hadde, had = _tilganger(ute, "hadde", "had")
    return har + hadde, has + had


def _tilganger(tilganger: list[Tilgang], verb: str, verb_en: str) -> tuple[str, str]:
    if not tilganger:
        return "", ""
    nb = "; ".join(
        f"{t.fra:%d.%m.%Y}–{t.til:%d.%m.%Y} for {t.ordning or 'alle ordninger'}, åpen til {t.ut_dagen:%d.%m.%Y}"
        for t in tilganger
    )
    en = "; ".join(f"{t.fra}–{t.til} for {t.ordning or 'all schemes'}, open until {t.ut_dagen}" for t in tilganger)
    return f" Kommunen {verb} tilgang for {nb}.", f" The kommune {verb_en} access for {en}."


_SKAL_HA_SKJEDD = {
    "kontakt": ("dato",), "vedtak": ("vedtaksdato",), "timer": ("til",), "fravaer": ("fra",),
    "permisjon": ("vedtaksdato",), "avslutning": ("dato",), "klage": ("dato", "utfallsdato"),
    "sluttmaal": ("dato",), "integreringskontrakt": ("dato",), "utdanningsbakgrunn": ("dato",),
    "norskmaal": ("dato",), "spraak": ("dato",), "fritak": ("vedtaksdato",), "reservasjon": ("dato",),
    "tiltak": (), "mottakstiltak": (),
}  # fmt: skip
_KAN_FULLFOERES = frozenset(t.navn for t in TYPER.values() if any(f.navn == "fullfoert" for f in t.felter))


@regel(
    "VINDU-FREMTID",
    tittel="Det som registreres som gjort, har skjedd",
    title="What is registered as done has happened",
    kilde=antatt("§3.1 [S5]"),
    typer=tuple(_SKAL_HA_SKJEDD),
)
def fremtid(sak: Sak, p: Parametre) -> Svar:
    """What has not happened cannot be registered as done; decisions and measures may begin ahead.

    Registration is due after the information exists («etter at de foreligger», domain.md §3.1 [S5]).
    """
    if sak.handling == SLETT:
        return IKKE_AKTUELL
    i, idag = sak.i, sak.idag
    for felt in _SKAL_HA_SKJEDD[sak.type]:
        dato = getattr(i, felt)
        if dato is not None and dato > idag:
            return Funn(
                f"{felt} {dato:%d.%m.%Y} ligger fram i tid; i dag er {idag:%d.%m.%Y}. Registrer når det har skjedd, "
                f"med {felt} senest i dag.",
                f"{felt} {dato} lies ahead; today is {idag}. Register it once it has happened, with {felt} today at "
                "the latest.",
                felt,
            )
    if sak.type in _KAN_FULLFOERES and i.fullfoert and (i.til or i.fra or idag) > idag:  # type: ignore[attr-defined]  # those types have it
        til = i.til or i.fra or idag
        return Funn(
            f"Tiltaket er satt som fullført, men varer til {til:%d.%m.%Y}; i dag er {idag:%d.%m.%Y}. Sett fullfoert "
            "når det er fullført, eller rett til-datoen.",
            f"It is marked as completed but lasts until {til}; today is {idag}. Set fullfoert once it is completed, "
            "or correct the last day.",
            "fullfoert",
        )
    return None
