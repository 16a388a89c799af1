"""What the checks of a scenario have in common: where they look from, and how names are held against what there is."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mocknir.register import identitet, kommuner
from mocknir.register.tekst import Ugyldig
from mocknir.rules.katalog import KATALOG
from mocknir.scenario.modell import Scenario, Step
from mocknir.scenario.ord import Feilord, Ord, Sti, forslag, naermest
from mocknir.scenario.tidslinje import Fakta, Tidslinje


@dataclass(frozen=True, slots=True)
class Blikk:
    """A scenario as seen from a step: `nr` steps have been taken when it is looked, on the day `dag`."""

    scenario: Scenario
    tidslinje: Tidslinje
    nr: int = 0
    dag: date | None = None

    def paa(self, nr: int) -> "Blikk":
        """As seen from a step."""
        return replace(self, nr=nr, dag=self.tidslinje.foer(nr))

    def etter(self, dag: date) -> "Blikk":
        """As seen when all steps are done, on a day."""
        return replace(self, nr=len(self.scenario.steps), dag=dag)

    @property
    def idag(self) -> date:
        """What the clock shows."""
        return self.dag or self.tidslinje.start

    def steg(self, navn: str) -> Step | None:
        """The step of that name which has been taken."""
        return next((s for s in self.scenario.steps[: self.nr] if s.id == navn), None)

    def fakta(self, person: str | None) -> Fakta:
        """What names stand for here."""
        return Fakta(self.tidslinje, self.idag, person=person)


def feil(sti: Sti, tekst: str, text: str, *, er_noekkel: bool = False) -> Feilord:
    """An error at a place."""
    return Feilord(sti, Ord(tekst, text), er_noekkel)


def henvisning(kilde: str, sti: Sti) -> Iterator[Feilord]:
    """That a source can be looked up."""
    if not re.search(r"§\d|\[[A-Z]\d*\]", kilde):
        yield feil(sti, f"«{kilde}» er ingen henvisning; skriv den som i docs/kilder.md: §3.1 [A]",
                   f"«{kilde}» is no reference; write it as in docs/kilder.md: §3.1 [A]")  # fmt: skip


def er_nummer(person: str) -> bool:
    """Whether a person is written as a number and not by name."""
    return person.isascii() and person.isdigit() and len(person) in (11, 12)


def person(navn: str, s: Scenario, sti: Sti) -> Iterator[Feilord]:
    """That a person is one of the scenario, or a number."""
    if navn in s.persons or er_nummer(navn):
        return
    if not s.persons:
        yield feil(sti, f"«{navn}» er ikke med; legg til persons: {{{navn}: {{kommune: \"0301\"}}}}",
                   f"«{navn}» is not there; add persons: {{{navn}: {{kommune: \"0301\"}}}}")  # fmt: skip
        return
    o = forslag(navn, s.persons)
    yield feil(sti, f"«{navn}» er ingen av personene{o.tekst}", f"«{navn}» is none of the persons{o.text}")


def kommune(nr: str, dag: date, sti: Sti) -> Iterator[Feilord]:
    """That a kommune has that number on a day."""
    forklart = kommuner.forklar(nr, dag)
    if forklart is not None:
        yield feil(sti, *forklart)


def bruker(navn: str, s: Scenario, sti: Sti) -> Iterator[Feilord]:
    """That a user is one of the scenario."""
    if navn not in s.users:
        o = forslag(navn, s.users)
        yield feil(sti, f"«{navn}» er ingen av brukerne under users{o.tekst}", f"«{navn}» is none of users{o.text}")


def identer(foedselsnummer: str | None, dufnummer: str | None, sti: Sti) -> Iterator[Feilord]:
    """That numbers are valid, and nobody's."""
    if foedselsnummer is not None:
        galt = identitet.kontroller_foedselsnummer(foedselsnummer)
        if galt is not None:
            yield feil((*sti, "foedselsnummer"), galt.nb, galt.en)
        elif not identitet.er_syntetisk(foedselsnummer):
            yield feil((*sti, "foedselsnummer"), f"{foedselsnummer} er ikke syntetisk: bruk et nummer med måned + 80",
                       f"{foedselsnummer} is not synthetic: use a number with month + 80")  # fmt: skip
    galt = identitet.kontroller_dufnummer(dufnummer) if dufnummer is not None else None
    if galt is not None:
        yield feil((*sti, "dufnummer"), galt.nb, galt.en)


def parametre(verdier: Mapping[str, bool | int | str], sti: Sti) -> Iterator[Feilord]:
    """That parameters of rules are there, and take such values."""
    for navn, verdi in verdier.items():
        regel, _, kort = navn.partition(".")
        if regel not in KATALOG:
            o = forslag(regel, KATALOG)
            yield feil((*sti, navn), f"ingen regel heter «{regel}»{o.tekst}", f"no rule is called «{regel}»{o.text}",
                       er_noekkel=True)  # fmt: skip
            continue
        kjente = {p.navn: p for p in KATALOG[regel].parametre}
        if kort not in kjente:
            o = forslag(kort, kjente) if kjente else Ord("; den har ingen", "; it has none")
            yield feil((*sti, navn), f"«{kort}» er ingen parameter i {regel}{o.tekst}",
                       f"«{kort}» is no parameter of {regel}{o.text}", er_noekkel=True)  # fmt: skip
            continue
        tekst = ("ja" if verdi else "nei") if isinstance(verdi, bool) else str(verdi)
        try:
            kjente[kort].les(tekst)
        except Ugyldig as galt:
            yield feil((*sti, navn), galt.tekst, galt.text)


def tidligere_steg(b: Blikk, navn: str, slag: Collection[type[Step]], hva: Ord, sti: Sti) -> Iterator[Feilord]:
    """That a name is that of a step of some kind which has been taken."""
    steg = b.steg(navn)
    if steg is not None:
        if not isinstance(steg, tuple(slag)):
            yield feil(sti, f"«{navn}» {hva.tekst}: det er et {steg.noekkel}-steg",
                       f"«{navn}» {hva.text}: it is a {steg.noekkel} step")  # fmt: skip
        return
    senere = next((nr for nr, s in enumerate(b.scenario.steps) if s.id == navn), None)
    if senere is not None:
        yield feil(
            sti, f"«{navn}» kommer først senere (steps[{senere}])", f"«{navn}» comes only later (steps[{senere}])"
        )
        return
    egnede = [s.id for s in b.scenario.steps[: b.nr] if s.id is not None and isinstance(s, tuple(slag))]
    naer = naermest(navn, egnede)
    o = Ord(f"; mente du {naer}?", f"; did you mean {naer}?") if naer else Ord(
        f"; sett id: {navn} på steget", f"; put id: {navn} on the step"
    )  # fmt: skip
    yield feil(sti, f"intet steg heter «{navn}»{o.tekst}", f"no step is called «{navn}»{o.text}")
