"""Who is in a recording: what each is called in it, and how they are written at its head."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from mocknir.register import kommuner
from mocknir.register.commands import OpprettPerson
from mocknir.register.person import Person
from mocknir.register.vurdering import ROLLER, Bruker


class Folk:
    """The persons of a recording, by name; a number that is no longer (or not yet) theirs is written as it came."""

    def __init__(self, personer: Collection[Person], med: frozenset[int]) -> None:
        self._id = {nummer: p.id for p in personer for nummer in p.numre}
        self._ident: dict[int, str] = {}
        self._navn: dict[int, str] = {}
        for p in sorted(personer, key=lambda p: p.id):
            if p.id in med:
                self._navn[p.id] = _ledig(_kort(p.navn), self._navn.values())

    def id(self, nummer: str) -> int | None:
        """The register's own id of whoever has that number, in the end."""
        return self._id.get(nummer)

    def er_med(self, nummer: str) -> bool:
        """Whether the person is in the recording."""
        return self._id.get(nummer) in self._navn

    def er_kommet(self, nummer: str) -> bool:
        """Whether the person has come into NIR so far."""
        return self._id.get(nummer) in self._ident

    def kom(self, nummer: str) -> None:
        """The person came, or is from now on known by that number."""
        self._ident[self._id[nummer]] = nummer

    def navn(self, nummer: str) -> str:
        """What the person is called."""
        return self._navn[self._id[nummer]]

    def kall(self, nummer: str) -> str:
        """How a message names them: by name where the number is the one they are known by now."""
        id_ = self._id.get(nummer)
        return self._navn[id_] if id_ in self._navn and self._ident.get(id_) == nummer else nummer


def _kort(navn: str) -> str:
    return re.sub(r"[^\w-]+", "", navn.split(maxsplit=1)[0].casefold())[:40].strip("-_0123456789") or "person"


def _ledig(navn: str, brukt: Iterable[str]) -> str:
    tatt, nr, forslag = set(brukt), 1, navn
    while forslag in tatt:
        nr += 1
        forslag = f"{navn}-{nr}"
    return forslag


def persondata(kom: OpprettPerson, clock: date) -> dict[str, Any]:
    """A person as they came into NIR; what they had not is said, so that nothing is made up for them."""
    ut: dict[str, Any] = {"navn": kom.navn}
    if kom.foedselsnummer or not kom.dufnummer:
        ut["foedselsnummer"] = kom.foedselsnummer
    else:
        ut |= {"foedselsnummer": None, "foedt": kom.foedt, "kjoenn": kom.kjoenn}
    if kom.dufnummer:
        ut["dufnummer"] = kom.dufnummer
    ut["statsborgerskap"] = kom.statsborgerskap
    en = kom.adresser[0] if len(kom.adresser) == 1 else None
    if en is not None and kommuner.forklar(en.kommune, clock) is None:
        ut |= {"kommune": en.kommune, "bosatt": en.fra}
        if en.mottak or not kom.opphold:
            ut["mottak"] = en.mottak
    else:
        ut["adresse"] = [
            {"fra": a.fra, "kommune": a.kommune, **({"mottak": True} if a.mottak else {})} for a in kom.adresser
        ]
    if len(kom.opphold) == 1:
        ut |= {"gitt": kom.opphold[0].gitt, "grunnlag": kom.opphold[0].grunnlag}
    else:
        ut["opphold"] = [{"gitt": o.gitt, "grunnlag": o.grunnlag} for o in kom.opphold]
    ut["ankomst"] = kom.ankomst
    if not kom.avtalt_bosatt:
        ut["avtaltBosatt"] = False
    return ut


class Brukere:
    """The users of a recording: those that are not simply a kommune's own with both roles."""

    def __init__(self, clock: date) -> None:
        self._clock = clock
        self._navn: dict[Bruker, str] = {}
        self.data: dict[str, Mapping[str, Any]] = {}

    def kall(self, bruker: Bruker, kommune: str) -> str | None:
        """What the user is called; None for one that a scenario makes by itself."""
        if bruker.kommune == kommune and set(bruker.roller) == set(ROLLER):
            return None
        if kommuner.forklar(bruker.kommune, self._clock) is not None:
            return None  # nobody can be given a user of a kommune that is not there when the scenario begins
        if bruker not in self._navn:
            navn = _ledig(re.sub(r"[\s.<>\[\]{}]+", "-", bruker.navn), self.data)
            self._navn[bruker] = navn
            self.data[navn] = {"kommune": bruker.kommune, "roles": list(bruker.roller)}
        return self._navn[bruker]
