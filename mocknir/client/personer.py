"""Plausible persons of the central registers: synthetic, seeded, and under the law that a test asks for."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from mocknir import tilfeldig
from mocknir.client.feil import WrongUse, unknown
from mocknir.register import kommuner
from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.identitet import lag_foedselsnummer
from mocknir.register.lov import (
    INTEGRERINGSLOVEN,
    INTEGRERINGSLOVEN_FRA,
    INTRODUKSJONSLOVEN,
    KAPITTEL_6A,
    KAPITTEL_6A_FRA,
    KAPITTEL_6A_TILLATELSER_FRA,
    KOLLEKTIV_BESKYTTELSE,
    LOVER,
)
from mocknir.register.skjema import camel

VINDU_MAANEDER = 2
"""What was settled so long ago or longer may be registered from today back to the window's edge."""

_FELTER = (
    "foedselsnummer", "dufnummer", "navn", "foedt", "kjoenn", "statsborgerskap", "opphold", "adresse", "ankomst",
    "avtaltBosatt",
)  # fmt: skip
_SNARVEIER = ("bosatt", "gitt", "grunnlag", "mottak", "fornavn")
"""Short for a single address or permit, and for a name that begins so."""

_NAVN: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "SYR": (
        ("Amina", "Rasha", "Layla", "Nour", "Hiba", "Samar", "Dalia", "Yara"),
        ("Omar", "Khaled", "Yusuf", "Samir", "Bashar", "Tarek", "Ziad", "Rami"),
        ("Haddad", "Khoury", "Nasser", "Darwish", "Sabbagh", "Aziz", "Kassab", "Hamdan"),
    ),
    "ERI": (
        ("Selam", "Almaz", "Feven", "Rahel", "Saba", "Senait", "Luwam", "Winta"),
        ("Dawit", "Yonas", "Filmon", "Tesfay", "Kibrom", "Robel", "Mussie", "Henok"),
        ("Tekle", "Haile", "Ghebre", "Berhane", "Kidane", "Woldu", "Abraha", "Zerai"),
    ),
    "AFG": (
        ("Zahra", "Maryam", "Fatima", "Shirin", "Nargis", "Parwin", "Laila", "Sima"),
        ("Ahmad", "Hamid", "Farid", "Naser", "Reza", "Jawad", "Karim", "Najib"),
        ("Ahmadi", "Rahimi", "Hosseini", "Karimi", "Noori", "Sharifi", "Azimi", "Wardak"),
    ),
    "UKR": (
        ("Olena", "Oksana", "Iryna", "Nataliia", "Halyna", "Svitlana", "Yuliia", "Kateryna"),
        ("Andrii", "Oleh", "Taras", "Ivan", "Mykola", "Dmytro", "Petro", "Vasyl"),
        ("Shevchenko", "Bondarenko", "Kovalenko", "Boiko", "Tkachenko", "Lysenko", "Marchenko", "Moroz"),
    ),
}
"""Given names of women and of men, and family names, by nationality."""

_BAERERE: dict[str, tuple[str, Literal["K", "M"]]] = {
    **{navn: (land, "K") for land, (kvinner, _, _) in _NAVN.items() for navn in kvinner},
    **{navn: (land, "M") for land, (_, menn, _) in _NAVN.items() for navn in menn},
}
"""Of which nationality and sex somebody of a given name is."""


class Opphav(NamedTuple):
    """The dates that decide the law: permit, settlement, arrival, and the ground of the permit."""

    gitt: date
    bosatt: date
    ankomst: date
    grunnlag: str


def plausible(kommune: str, lov: str | None, idag: date, froe: int, nr: int, more: Mapping[str, Any]) -> dict[str, Any]:
    """The body of POST persons for the `nr`-th person of a sandbox; raises WrongUse.

    `lov` is the law that governs the person today (None: that of whoever comes now). Settled a little more than two
    months ago, where the law allows, so that everything in the window may be registered. `more` overrides fields of
    the control plane; `bosatt`, `mottak`, `gitt` and `grunnlag` stand for a single address or permit, and `fornavn`
    for a name that begins so, with the sex and nationality that go with it.
    """
    gitt = {camel(navn): verdi for navn, verdi in more.items()}
    for navn in gitt:
        if navn not in (*_FELTER, *_SNARVEIER):
            raise unknown("En person", "A person", navn, ("kommune", "lov", *_FELTER, *_SNARVEIER))
    tall = tilfeldig.generator(froe, "person", nr)
    lov = lov or (INTEGRERINGSLOVEN if idag >= INTEGRERINGSLOVEN_FRA else INTRODUKSJONSLOVEN)
    o = opphav(lov, idag, kommune, _dag(gitt.pop("bosatt", None)), tall)
    land = gitt.get("statsborgerskap") or ("UKR" if lov == KAPITTEL_6A else tall.choice(("SYR", "ERI", "AFG")))
    kjoenn: Literal["K", "M"] = gitt["kjoenn"] if gitt.get("kjoenn") in ("K", "M") else tall.choice(("K", "M"))
    fornavn = gitt.pop("fornavn", None)
    if fornavn and (kjent := _BAERERE.get(fornavn.partition(" ")[0])):
        land = land if gitt.get("statsborgerskap") or lov == KAPITTEL_6A else kjent[0]
        kjoenn = kjoenn if gitt.get("kjoenn") else kjent[1]
    foedt = _dag(gitt.get("foedt")) or legg_til_maaneder(idag, -12 * 20) - timedelta(days=tall.randrange(28 * 365))
    uten_opphold = "opphold" in gitt and not gitt["opphold"]
    ut: dict[str, Any] = {
        "navn": _navn(land, kjoenn, nr, fornavn), "statsborgerskap": land,
        "opphold": [{"gitt": gitt.pop("gitt", o.gitt), "grunnlag": gitt.pop("grunnlag", o.grunnlag)}],
        "adresse": [{"fra": o.bosatt, "kommune": kommune, "mottak": gitt.pop("mottak", uten_opphold)}],
        "ankomst": _ankomst(gitt.get("opphold"), o),
    }  # fmt: skip
    if gitt.get("foedselsnummer") is None:
        ut |= {"foedt": foedt, "kjoenn": kjoenn}
    if "foedselsnummer" not in gitt:
        ut["foedselsnummer"] = lag_foedselsnummer(foedt, kjoenn, 1 + tall.randrange(150))
    return {navn: verdi for navn, verdi in {**ut, **gitt}.items() if verdi is not None}


def opphav(lov: str, idag: date, kommune: str, bosatt: date | None, tall: tilfeldig.Tilfeldig) -> Opphav:
    """Dates by which the law governs somebody today, settled when asked for or a little over two months ago."""
    if lov not in LOVER:
        raise unknown("Registeret", "The register", lov, LOVER)
    bor_fra = bosatt or legg_til_maaneder(idag, -VINDU_MAANEDER) - timedelta(days=tall.randrange(1, 20))
    if bosatt is None and kommuner.gyldig(kommune, idag):
        bor_fra = max(bor_fra, kommuner.nyopprettet(kommune) or bor_fra)
    gitt = bor_fra - timedelta(days=tall.randrange(20, 60))
    reise, grunnlag = timedelta(days=tall.randrange(120, 400)), "28"
    if lov == INTRODUKSJONSLOVEN:
        gitt = min(gitt, INTEGRERINGSLOVEN_FRA - timedelta(days=1 + tall.randrange(20)))
    else:
        i_kraft, tidligst = INTEGRERINGSLOVEN_FRA, INTEGRERINGSLOVEN_FRA
        if lov == KAPITTEL_6A:
            i_kraft, tidligst = KAPITTEL_6A_FRA, KAPITTEL_6A_TILLATELSER_FRA
            reise, grunnlag = timedelta(days=tall.randrange(5, 30)), KOLLEKTIV_BESKYTTELSE
        if idag < i_kraft:
            raise WrongUse(
                f"Ingen følger {lov} {idag:%d.%m.%Y}: den gjelder fra {i_kraft:%d.%m.%Y}. Flytt klokken fram, eller "
                f"lag sandkassen med clock=\"{i_kraft}\" eller senere",
                f"Nobody is under {lov} on {idag}: it is in force from {i_kraft}. Advance the clock, or make the "
                f"sandbox with clock=\"{i_kraft}\" or later",
            )  # fmt: skip
        gitt = max(gitt, tidligst)
    return Opphav(gitt, bosatt or max(bor_fra, gitt), gitt - reise, grunnlag)


def _ankomst(opphold: Any, o: Opphav) -> date | None:
    """The day of arrival that goes with the permits: before the first one; without any it decides the law itself."""
    if opphold is None:
        return o.ankomst
    if opphold:
        gitt = min(_dag(en["gitt"]) or o.gitt for en in opphold)
        return min(gitt, o.ankomst)
    return o.gitt


def _navn(land: str, kjoenn: str, nr: int, gitt: str | None) -> str:
    kvinner, menn, slekter = _NAVN.get(land, _NAVN["SYR"])
    fornavn = kvinner if kjoenn == "K" else menn
    if gitt:
        return f"{gitt} {slekter[nr % len(slekter)]}"
    # The number goes into the name so that no two of a sandbox are alike: first into the family name, then as a
    # second given name, and so on.
    omgang, plass = divmod(nr, len(slekter))
    mellom = [fornavn[(omgang // len(fornavn) ** i) % len(fornavn)] for i in range(1, 4) if omgang >= len(fornavn) ** i]
    return " ".join((fornavn[(omgang + plass) % len(fornavn)], *mellom, slekter[plass]))


def _dag(verdi: Any) -> date | None:
    return date.fromisoformat(verdi) if isinstance(verdi, str) else verdi
