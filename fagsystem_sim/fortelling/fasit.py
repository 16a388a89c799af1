"""What was expected beside what came: each expectation of a story's file against the facts of its telling."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from fagsystem_sim.datoer import norsk
from fagsystem_sim.fagsystem import Resultat
from fagsystem_sim.fortelling.modell import Fortelling
from fagsystem_sim.meldinger import AVVIST, GODTATT
from fagsystem_sim.meldinger import Deltaker as NirDeltaker


class Tilstand(NamedTuple):
    """Where a participant stands: their last programme, and whether it counts in the year's figures.

    `maaloppnaaelse` is None for who is not in the year's report.
    """

    status: str
    slutt: date | None = None
    aarsak: str | None = None
    avsluttet_av: str | None = None
    regel: str | None = None
    maaloppnaaelse: bool | None = None

    def __str__(self) -> str:
        if self.slutt is None:
            return self.status
        if self.regel:
            return f"{norsk(self.slutt)} {self.regel}"
        maal = {None: "", True: ", mål", False: ", ikke mål"}[self.maaloppnaaelse]
        return f"{norsk(self.slutt)} {self.aarsak}{maal}"


class Maaloppnaaelse(NamedTuple):
    """The figures of the year as NIR knew them at the end of a day."""

    per: date
    avsluttet: int
    maal: int
    prosent: float
    av_nir: int

    @property
    def andel(self) -> str:
        """The share as text, `25,0 %`."""
        return prosent(self.prosent)

    def __str__(self) -> str:
        return f"{self.maal} av {self.avsluttet} = {self.andel}, {self.av_nir} av NIR"


@dataclass(slots=True)
class Fakta:
    """What came of a telling; `foer` and `etter` are the participants before and after the kommune corrected.

    `samlet` counts all transfers, `avvisninger` is NIR's own report of them, by rule and gravity;
    `maaloppnaaelse` are the answers given then, `maaloppnaaelse_siden` the same questions asked at the very end.
    """

    samlet: Resultat
    uten_tilgang: Resultat
    med_tilgang: Resultat
    reddet: int
    avvisninger: Mapping[tuple[str, str], int]
    lukkinger: Counter[str]
    foer: Mapping[str, Tilstand]
    etter: Mapping[str, Tilstand]
    maaloppnaaelse: Sequence[Maaloppnaaelse]
    maaloppnaaelse_siden: Sequence[Maaloppnaaelse]


class Sjekk(NamedTuple):
    """One expectation: its group, what it is about and which side of it, and what was expected beside what came.

    `samles` says that it may be told together with its group while it holds.
    """

    gruppe: str
    hva: str
    side: str
    ventet: str
    fikk: str
    holder: bool
    samles: bool = False


def _sjekk(gruppe: str, hva: str, ventet: object, fikk: object, side: str = "", samles: bool = False) -> Sjekk:
    """Compare two values; where they differ but read the same, they are written out."""
    tekster = str(ventet), str(fikk)
    if ventet != fikk and tekster[0] == tekster[1]:
        tekster = repr(ventet), repr(fikk)
    return Sjekk(gruppe, hva, side, *tekster, ventet == fikk, samles)


def prosent(tall: float) -> str:
    """A percentage as Norwegians write it: `25,0 %`."""
    return f"{tall:.1f} %".replace(".", ",")


def tilstand(deltaker: NirDeltaker, rapport: Mapping[str, bool], ident: str) -> Tilstand:
    """The state of a participant, from HentDeltaker and the year's report (måloppnåelse by number)."""
    if not deltaker.programmer:
        return Tilstand("uten program")
    program = deltaker.programmer[-1]
    regel = program.lukking.regel if program.lukking else None
    return Tilstand(
        program.status, program.slutt, program.aarsak, program.avsluttet_av, regel, rapport.get(ident)
    )  # fmt: skip


def les(fil: Path) -> dict[str, Any]:
    """Read a file of expectations; KeyError names what it lacks."""
    with fil.open("rb") as f:
        lest = tomllib.load(f)
    return {navn: lest[navn] for navn in ("overfoering", "lukkinger", "maaloppnaaelse", "deltaker")}


def sjekk(forventet: Mapping[str, Any], fakta: Fakta, fortelling: Fortelling) -> list[Sjekk]:
    """Hold every expectation against the facts; what came without being expected fails as well."""
    return [
        *_overfoering(forventet["overfoering"], fakta),
        *_antall("lukket", forventet["lukkinger"], fakta.lukkinger),
        *_maaloppnaaelse(forventet["maaloppnaaelse"], fakta),
        *_deltakere(forventet["deltaker"], fakta, fortelling),
    ]


def _overfoering(ventet: Mapping[str, Any], fakta: Fakta) -> Iterator[Sjekk]:
    regler = fakta.samlet.regler
    for alvor in ("avvist", "advarsel"):
        yield from _antall(
            alvor, ventet[alvor], {regel: antall for (regel, grad), antall in regler.items() if grad == alvor}
        )
    gruppe = "overføring"
    ulikt = [
        f"{regel} {alvor} {regler[regel, alvor]} mot {fakta.avvisninger.get((regel, alvor), 0)}"
        for regel, alvor in sorted({*regler, *fakta.avvisninger})
        if regler[regel, alvor] != fakta.avvisninger.get((regel, alvor), 0)
    ]
    yield _sjekk(gruppe, "kvitteringene mot NIRs rapport", "samme tall", "; ".join(ulikt) or "samme tall")
    for navn, resultat in (("uten_tilgang", fakta.uten_tilgang), ("med_tilgang", fakta.med_tilgang)):
        tall = f"{resultat.utfall[GODTATT]} godtatt, {resultat.utfall[AVVIST]} avvist"
        ventes = "{godtatt} godtatt, {avvist} avvist".format_map(ventet[navn])
        yield _sjekk(gruppe, f"rettelser {navn.replace('_', ' ')}", ventes, tall)
    yield _sjekk(gruppe, "svar reddet med HentKvittering", ventet["reddet"], fakta.reddet)


def _antall(gruppe: str, ventet: Mapping[str, int], faktisk: Mapping[str, int]) -> Iterator[Sjekk]:
    for noekkel in sorted({*ventet, *faktisk}):
        yield _sjekk(gruppe, noekkel, ventet.get(noekkel, 0), faktisk.get(noekkel, 0), gruppe)


def _maaloppnaaelse(ventet: Sequence[Mapping[str, Any]], fakta: Fakta) -> Iterator[Sjekk]:
    for rad, da, siden in zip(ventet, fakta.maaloppnaaelse, fakta.maaloppnaaelse_siden, strict=True):
        per = norsk(rad["per"])
        yield _sjekk("måloppnåelse", f"måloppnåelse per {per}", Maaloppnaaelse(**rad), da, "da")
        yield _sjekk("måloppnåelse", f"måloppnåelse per {per}", Maaloppnaaelse(**rad), siden, "siden")


def _deltakere(ventet: Sequence[Mapping[str, Any]], fakta: Fakta, f: Fortelling) -> Iterator[Sjekk]:
    for rad in ventet:
        d = f.etter_id[rad["id"]]
        etter = Tilstand(**rad["etter"])
        foer = Tilstand(**rad["foer"]) if "foer" in rad else etter
        gruppe, hvem = f.grupper[d.gruppe], f"{d.id} {d.navn}"
        yield _sjekk(gruppe, hvem, foer, fakta.foer[d.id], "før", foer == etter)
        yield _sjekk(gruppe, hvem, etter, fakta.etter[d.id], "etter", foer == etter)
    uten = [d.id for d in f.deltakere if d.id not in {rad["id"] for rad in ventet}]
    if uten:
        yield _sjekk("deltakere", "deltakere uten forventning", "ingen", ", ".join(uten))
