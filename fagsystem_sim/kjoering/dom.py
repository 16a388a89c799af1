"""The figures of a run beside those that are published, and whether they hold."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from math import sqrt
from typing import NamedTuple

from fagsystem_sim.datoer import norsk
from fagsystem_sim.kjoering.kalender import Deltaker
from fagsystem_sim.kjoering.rapporter import Rapporter
from fagsystem_sim.profiler.modell import Profil, Publisert
from fagsystem_sim.profiler.noekler import ALDRE, ANDRE, KJOENN, LAND, UKRAINA
from fagsystem_sim.rapport.ord import prosent, smale, tall
from fagsystem_sim.rapport.resultat import Maal, Sammenligning

INGEN = "–"
"""What stands where there is nothing to say."""

AV_INGEN = "ingen å regne av"
FOR_FAA = "for få til å dømme"
"""Why a figure is not judged: nobody is there to count it of, or so few that it holds whatever comes out."""

TIL_ARBEID = "Arbeid,"
TIL_UTDANNING = ("Videregående", "Høyere utdanning")
"""How the reasons for ending that mean work and education begin, in NIR's words."""

FLEST = 8
"""So many rules are told of in the table; the rest stand in the report."""


AARSAKER = {
    "LUKKING-DOED": "død", "LUKKING-UTVANDRET": "flyttet fra Norge", "LUKKING-FLYTTING": "flyttet",
    "LUKKING-OPPHOLD": "lang tid uten tiltak", "LUKKING-FRIST": "fristen gått",
}  # fmt: skip
"""A few words for each of NIR's causes."""

INGEN_AVSLUTTET = Maal("", 0, 0, 0, 0, 0, None)


class Figur(NamedTuple):
    """A figure: a count, or a number of `av` persons, which makes a share."""

    antall: int
    av: int | None = None

    @property
    def verdi(self) -> float | None:
        """The count or the share; None for a share of nobody."""
        if self.av is None:
            return self.antall
        return self.antall / self.av if self.av else None


def figurer(r: Rapporter, deltakere: Mapping[str, Deltaker], aarets_slutt: date) -> dict[str, Figur]:
    """The figures by the keys that a profile's `publisert` may use; of nationalities those that are there."""
    rader = {rad["ident"]: rad for rad in r.deltakere}
    hvem = [deltakere[ident] for ident in rader]
    n, avsluttet = len(hvem), r.alle.avsluttet
    ut = {
        "deltakere": Figur(n),
        "startet": Figur(sum(str(rad["start"]) >= f"{r.aar}-01-01" for rad in rader.values())),
        "avsluttet": Figur(avsluttet),
        "lukket_av_nir": Figur(sum(en.antall - en.rettet for en in r.staar)),
        "ikke_registrert": Figur(r.alle.ikke_registrert),
        "tatt_ut": Figur(r.tatt_ut),
        "andel.ikke_registrert": Figur(r.alle.ikke_registrert, avsluttet),
        **dict(_maal("maal", r.alle)),
    }
    ut |= dict(_av_land(r, deltakere))
    av_kjoenn = {"K" if m.hvem == "Kvinner" else "M": m for m in r.kjoenn}
    for kjoenn in KJOENN:
        maal = av_kjoenn.get(kjoenn, INGEN_AVSLUTTET)
        ut |= dict(_maal(f"maal.{kjoenn}", maal))
        ut[f"avsluttet.{kjoenn}"] = Figur(maal.avsluttet, avsluttet)
    kjoennene = Counter(d.kjoenn for d in hvem)
    ut |= {f"deltakere.{kjoenn}": Figur(kjoennene[kjoenn], n) for kjoenn in KJOENN}
    aldre = Counter(next(navn for eldst, navn in ALDRE if aarets_slutt.year - d.foedt.year <= eldst) for d in hvem)
    ut |= {f"alder.{navn}": Figur(aldre[navn], n) for _, navn in ALDRE}
    return ut | {f"{LAND}{land}": Figur(m, n) for land, m in Counter(d.land for d in hvem).items()}


def _maal(noekkel: str, m: Maal) -> Iterator[tuple[str, Figur]]:
    for navn, antall in (("", m.arbeid + m.utdanning), (".arbeid", m.arbeid), (".utdanning", m.utdanning)):
        yield noekkel + navn, Figur(antall, m.avsluttet)


def _av_land(r: Rapporter, deltakere: Mapping[str, Deltaker]) -> Iterator[tuple[str, Figur]]:
    """Those who ended, by whether they had fled from Ukraine: how many, and what part went to work or education."""
    aarsaker: dict[str, list[str]] = {UKRAINA: [], ANDRE: []}
    for rad in {rad["ident"]: rad for rad in r.avsluttede}.values():
        ukraina = deltakere[rad["ident"]].land == UKRAINA
        aarsaker[UKRAINA if ukraina else ANDRE].append(str(rad["avslutningsaarsak"]))
    for hvem, deres in aarsaker.items():
        n = len(deres)
        yield f"avsluttet.{hvem}", Figur(n)
        yield f"arbeid.{hvem}", Figur(sum(aarsak.startswith(TIL_ARBEID) for aarsak in deres), n)
        yield f"utdanning.{hvem}", Figur(sum(aarsak.startswith(TIL_UTDANNING) for aarsak in deres), n)


def sammenlign(
    profil: Profil, skala: float, hele_landet: bool, r: Rapporter, deltakere: Mapping[str, Deltaker], rettelser: int,
    nektet: Mapping[str, int],
) -> list[Sammenligning]:  # fmt: skip
    """The table: what is published first, then what nobody has published.

    A part of the country has no full size, and is not held against what is published of the whole.
    """
    alle = figurer(r, deltakere, profil.periode.til)
    full = skala if hele_landet else None
    ut: list[Sammenligning] = []
    for p in profil.publisert:
        ut.append(_sagt(p, _rad(p, _figur(alle, p.noekkel), full), full))
        if p.noekkel == "lukket_av_nir":
            if r.staar_per is not None:
                ut[-1] = ut[-1]._replace(hva=f"{p.tekst}, ikke rettet {norsk(r.staar_per)}")
            ut += [
                _bare(f"… av dem: {AARSAKER.get(en.regel, en.regel)}", en.antall - en.rettet, full, en.regel)
                for en in r.staar
            ]
    if r.tatt_ut:
        ut.append(_bare("Tatt ut av tallgrunnlaget (unntaket for 2021)", r.tatt_ut, full, "STATISTIKK-2021"))
    ut.append(_bare("Avsluttet uten registrert årsak", r.alle.ikke_registrert, full, ""))
    if profil.retting:
        rettet = sum(en.rettet for en in r.lukkinger)
        ut.append(_bare("NIRs lukkinger som kommunene har rettet, i en runde eller ellers", rettet, full, ""))
        ut.append(_bare("Glemt eller avvist før, og sendt i rettingsrundene", rettelser, full, ""))
    avvist = sorted((a for a in r.anmerkninger if a.alvor == "avvist"), key=lambda a: -a.registreringer)
    ut += [_bare(f"Avvist: {a.regel}", a.registreringer, full, "") for a in avvist[:FLEST]]
    return ut + [_bare(f"Hele meldinger nektet: {kode}", n, full, "") for kode, n in sorted(nektet.items())]


def _figur(alle: Mapping[str, Figur], noekkel: str) -> Figur:
    """The figure of a key; a nationality that nobody has is none of all."""
    return alle[noekkel] if noekkel in alle or not noekkel.startswith(LAND) else Figur(0, alle["deltakere"].antall)


def _rad(p: Publisert, figur: Figur, skala: float | None) -> Sammenligning:
    """A figure beside the published one; `skala` None for a part of the country."""
    vis = _prosent if p.andel else tall
    if figur.verdi is None:
        return Sammenligning(p.tekst, INGEN, INGEN, _publisert(p, skala), AV_INGEN, p.kilde, None)
    if skala is None:
        return Sammenligning(p.tekst, vis(figur.verdi), INGEN, _publisert(p, skala), INGEN, p.kilde, None)
    full = figur.verdi if p.andel else figur.verdi / skala
    fra, til = _grenser(p, figur, skala)
    if _sier_ingenting(p, figur, fra, til):
        return Sammenligning(p.tekst, vis(figur.verdi), vis(full), _publisert(p, skala), FOR_FAA, p.kilde, None)
    toleranse = f"{vis(fra)}–{vis(til)}".replace(" %–", "–")
    return Sammenligning(
        p.tekst, vis(figur.verdi), vis(full), _publisert(p, skala), toleranse, p.kilde, fra <= full <= til
    )


def _sagt(p: Publisert, rad: Sammenligning, skala: float | None) -> Sammenligning:
    """What the source says, where it does not say the number that the profile takes it for."""
    if p.sagt is None:
        return rad
    sagt = smale(p.sagt)
    return rad._replace(publisert=sagt if skala else f"landet: {sagt}", regnet=_publisert(p, 1.0))


def _sier_ingenting(p: Publisert, figur: Figur, fra: float, til: float) -> bool:
    """Whether it would hold by size alone: any share would, or none was seen and none is within the wider bounds."""
    hva_som_helst = p.andel and fra <= 0 and til >= 1
    ingen = not figur.antall and fra <= 0 < p.fra
    return hva_som_helst or ingen


def _publisert(p: Publisert, skala: float | None) -> str:
    verdi = _prosent(p.verdi).replace(",0", "") if p.andel else tall(p.verdi)  # nobody published the tenth that is none
    return verdi + (" i landet" if skala is None else "")


def _grenser(p: Publisert, figur: Figur, skala: float) -> tuple[float, float]:
    """The bounds at full size, wider by two standard deviations of what a part of the participants scatters."""
    spredning = sqrt(p.verdi * (1 - p.verdi) / max(figur.av or 0, 1)) if p.andel else sqrt(p.verdi / skala)
    slakk = 2 * spredning * sqrt(1 - skala)
    til = p.til + slakk
    return max(0.0, p.fra - slakk), min(1.0, til) if p.andel else til


def _bare(hva: str, antall: int, skala: float | None, kilde: str) -> Sammenligning:
    return Sammenligning(hva, tall(antall), INGEN if skala is None else tall(antall / skala), INGEN, "", kilde, None)


def _prosent(andel: float) -> str:
    return prosent(100 * andel)
