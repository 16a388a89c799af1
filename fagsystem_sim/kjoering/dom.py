"""The figures of a run beside those that are published, and whether they hold."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from math import sqrt
from typing import NamedTuple

from fagsystem_sim.kjoering.kalender import Deltaker
from fagsystem_sim.kjoering.rapporter import Rapporter
from fagsystem_sim.profiler.modell import Profil, Publisert
from fagsystem_sim.rapport.ord import prosent, tall
from fagsystem_sim.rapport.resultat import Maal, Sammenligning

ALDRE = ((25, "18-25"), (35, "26-35"), (45, "36-45"), (55, "46-55"), (200, "56+"))
"""SSB's groups of age at the end of the year: the oldest in each."""

FLEST = 8
"""So many rules are told of in the table; the rest stand in the report."""


AARSAKER = {
    "LUKKING-DOED": "død", "LUKKING-UTVANDRET": "flyttet fra Norge", "LUKKING-FLYTTING": "flyttet",
    "LUKKING-OPPHOLD": "lang tid uten tiltak", "LUKKING-FRIST": "fristen gått",
}  # fmt: skip
"""A few words for each of NIR's causes."""


class Figur(NamedTuple):
    """A figure: a count, or a share of `av`."""

    verdi: float
    av: int | None = None


def figurer(r: Rapporter, deltakere: Mapping[str, Deltaker], aarets_slutt: date) -> dict[str, Figur]:
    """The figures by the keys that a profile's `publisert` uses."""
    rader = {rad["ident"]: rad for rad in r.deltakere}
    hvem = [deltakere[ident] for ident in rader]
    n = len(hvem)
    ut = {
        "deltakere": Figur(n),
        "startet": Figur(sum(str(rad["start"]) >= f"{r.aar}-01-01" for rad in rader.values())),
        "avsluttet": Figur(r.alle.avsluttet),
        "lukket_av_nir": Figur(sum(en.antall - en.rettet for en in r.staar)),
        "ikke_registrert": Figur(r.alle.ikke_registrert),
        "tatt_ut": Figur(r.tatt_ut),
        "andel.ikke_registrert": Figur(r.alle.ikke_registrert / max(r.alle.avsluttet, 1), r.alle.avsluttet),
        **dict(_maal("maal", r.alle)),
    }
    til_arbeid: dict[str, Counter[bool]] = {"UKR": Counter(), "andre": Counter()}
    for rad in {rad["ident"]: rad for rad in r.avsluttede}.values():
        land = deltakere[rad["ident"]].land
        til_arbeid[land if land == "UKR" else "andre"][str(rad["avslutningsaarsak"]).startswith("Arbeid ")] += 1
    ut |= {f"arbeid.{hvem}": Figur(n[True] / max(n.total(), 1), n.total()) for hvem, n in til_arbeid.items()}
    for maal, kjoenn in ((m, "K" if m.hvem == "Kvinner" else "M") for m in r.kjoenn):
        ut |= dict(_maal(f"maal.{kjoenn}", maal))
        ut[f"avsluttet.{kjoenn}"] = Figur(maal.avsluttet / max(r.alle.avsluttet, 1), r.alle.avsluttet)
    aldre = Counter(next(navn for eldst, navn in ALDRE if aarets_slutt.year - d.foedt.year <= eldst) for d in hvem)
    for prefiks, antall in (
        ("deltakere", Counter(d.kjoenn for d in hvem)), ("alder", aldre), ("land", Counter(d.land for d in hvem)),
    ):  # fmt: skip
        ut |= {f"{prefiks}.{hva}": Figur(m / max(n, 1), n) for hva, m in antall.items()}
    return ut


def _maal(noekkel: str, m: Maal) -> Iterator[tuple[str, Figur]]:
    for navn, antall in (("", m.arbeid + m.utdanning), (".arbeid", m.arbeid), (".utdanning", m.utdanning)):
        yield noekkel + navn, Figur(antall / max(m.avsluttet, 1), m.avsluttet)


def sammenlign(
    profil: Profil, skala: float, hele_landet: bool, r: Rapporter, deltakere: Mapping[str, Deltaker], rettelser: int
) -> list[Sammenligning]:
    """The table: what is published first, then what nobody has published. Without the whole country none is judged."""
    alle = figurer(r, deltakere, profil.periode.til)
    ut: list[Sammenligning] = []
    for p in profil.publisert:
        ut.append(_rad(p, alle, skala, hele_landet))
        if p.noekkel == "lukket_av_nir":
            ut += [
                _bare(f"… av dem: {AARSAKER.get(en.regel, en.regel)}", en.antall - en.rettet, skala, en.regel)
                for en in r.staar
            ]
    if r.tatt_ut:
        ut.append(_bare("Tatt ut av tallgrunnlaget (unntaket for 2021)", r.tatt_ut, skala, "STATISTIKK-2021"))
    ut.append(_bare("Avsluttet uten registrert årsak", r.alle.ikke_registrert, skala, ""))
    if profil.retting:
        rettet = sum(en.rettet for en in r.lukkinger)
        ut.append(_bare("NIRs lukkinger som kommunene har rettet til slutt", rettet, skala, ""))
        ut.append(_bare("Overført på nytt i rettingsrundene", rettelser, skala, ""))
    avvist = sorted((a for a in r.anmerkninger if a.alvor == "avvist"), key=lambda a: -a.registreringer)
    ut += [_bare(f"Avvist: {a.regel}", a.registreringer, skala, "") for a in avvist[:FLEST]]
    return ut


def _rad(p: Publisert, alle: Mapping[str, Figur], skala: float, hele_landet: bool) -> Sammenligning:
    andel = p.til <= 1
    figur = alle.get(p.noekkel, Figur(0, 0 if andel else None))
    full = figur.verdi if andel else figur.verdi / skala
    fra, til = _grenser(p, figur, skala)
    vis = _prosent if andel else tall
    return Sammenligning(
        p.tekst, vis(figur.verdi), vis(full), vis(p.verdi), f"{vis(fra)}–{vis(til)}".replace(" %–", "–"), p.kilde,
        fra <= full <= til if hele_landet else None,
    )  # fmt: skip


def _grenser(p: Publisert, figur: Figur, skala: float) -> tuple[float, float]:
    """The bounds at full size, wider by two standard deviations of what a part of the country scatters."""
    andel = p.til <= 1
    spredning = sqrt(p.verdi * (1 - p.verdi) / max(figur.av or 0, 1)) if andel else sqrt(p.verdi / skala)
    slakk = 2 * spredning * sqrt(1 - skala)
    return max(0.0, p.fra - slakk), p.til + slakk


def _bare(hva: str, antall: int, skala: float, kilde: str) -> Sammenligning:
    return Sammenligning(hva, tall(antall), tall(antall / skala), "–", "", kilde, None)


def _prosent(andel: float) -> str:
    return prosent(100 * andel)
