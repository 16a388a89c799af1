"""What comes in month after month, told in one line: «Timer i norsk: 12 måneder, 03.2017–02.2018, alle godtatt».

Only what was accepted without a word, and never changed in that version, is told so; what was rejected, warned of,
corrected or deleted keeps its own line, as do decisions, endings, what NIR did and what the central registers told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from mocknir.journal import spraak
from mocknir.journal.spraak import velg
from mocknir.register import kodeverk
from mocknir.register.registreringer import Fravaer, Innhold, Timer

SKILLER = frozenset({"vedtak", "avslutning"})
"""Registrations that begin or end a chapter: nothing is told as one on both sides of such a line."""


@dataclass(frozen=True, slots=True)
class Rutine:
    """A registration of the routine: of what, for which kommune and which days."""

    hva: str
    kommune: str
    fra: date
    til: date


def rutine(innhold: Innhold | None, kommune: str, lang: str) -> Rutine | None:
    """What a registration is of the routine; None for one that is not."""
    if isinstance(innhold, Timer):
        fag = kodeverk.tekst("fag", innhold.fag, lang)
        hva = velg(lang, f"Timer i {fag[:1].lower()}{fag[1:]}", f"Hours of {fag}")
    elif isinstance(innhold, Fravaer):
        hva = velg(lang, "Fravær", "Absence")
    else:
        return None
    return Rutine(hva, kommune, innhold.fra, innhold.til)


def fold(rader: Iterable[tuple[Rutine | None, bool, dict[str, Any]]], lang: str) -> list[dict[str, Any]]:
    """The rows of a history in order, each with what it is of the routine and whether it parts what is around it.

    Rows of the same routine become one, in the place of the first, with `antall` and the last one's moment and number.
    """
    grupper: list[list[tuple[Rutine | None, dict[str, Any]]]] = []
    aapne: dict[tuple[str, str], list[tuple[Rutine | None, dict[str, Any]]]] = {}
    for en, skiller, rad in rader:
        if skiller:
            aapne.clear()
        gruppe = aapne.get((en.hva, en.kommune)) if en else None
        if gruppe is None:
            gruppe = []
            grupper.append(gruppe)
            if en:
                aapne[en.hva, en.kommune] = gruppe
        gruppe.append((en, rad))
    return [_samlet(gruppe, lang) for gruppe in grupper]


def _samlet(gruppe: list[tuple[Rutine | None, dict[str, Any]]], lang: str) -> dict[str, Any]:
    foerste, siste = gruppe[0][1], gruppe[-1][1]
    alle = [en for en, _ in gruppe if en]
    if len(alle) < 2:
        return foerste
    fra, til = min(en.fra for en in alle), max(en.til for en in alle)
    maaneder = {m for en in alle for m in _maaneder(en)}
    if len(maaneder) == len(alle) and all(len(set(_maaneder(en))) == 1 for en in alle):
        antall = velg(lang, f"{len(alle)} måneder", f"{len(alle)} months")
    else:
        antall = velg(lang, f"{len(alle)} registreringer", f"{len(alle)} registrations")
    naar = "–".join(dict.fromkeys(velg(lang, f"{dag:%m.%Y}", f"{dag:%Y-%m}") for dag in (fra, til)))
    slik = velg(lang, "alle godtatt", "all accepted")
    return {
        **foerste, "slag": "rutine", "tekst": f"{alle[0].hva}: {antall}, {naar}, {slik} "
        f"({spraak.kommune(alle[0].kommune)}).",
        "antall": len(alle), "tilTidspunkt": siste["tidspunkt"], "tilJournalnummer": siste["journalnummer"],
    }  # fmt: skip


def _maaneder(en: Rutine) -> Iterator[tuple[int, int]]:
    """The first and the last month of a registration's days."""
    yield en.fra.year, en.fra.month
    yield en.til.year, en.til.month
