"""A sandbox as it stands, with the way there: what a recording and a replay both begin from."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from mocknir.register.commands import OpprettPerson, TrekkTilgang
from mocknir.register.person import Person
from mocknir.register.svar import Deltakerbilde, Lukking
from mocknir.sandbox import Sandbox, oppslag
from mocknir.scenario import historie
from mocknir.scenario.historie import Hendelse, Innslag, Melding
from mocknir.store import koding, lesing
from mocknir.store import tabeller as t

STYKKE = 500
"""Participants read at a time."""


class Fortid(NamedTuple):
    """What happened until `naa`, with all persons it is about as they are now, and what NIR closed.

    `trukket` has the event by which an access was taken back, by the journal number under which it was given.
    """

    begynte: datetime
    naa: datetime
    innslag: list[Innslag]
    personer: list[Person]
    lukket: list[Lukking]
    trukket: dict[int, Hendelse]
    spoersmaal: dict[str, int]


def les(sandbox: Sandbox, ident: str | None = None) -> Fortid:
    """All of it, with a person's number only what concerns them."""
    with sandbox.base.laas:
        begynte, naa, til = sandbox.klokke.begynte, sandbox.naa(), historie.siste(sandbox)
        innslag = list(historie.les(sandbox, til, ident))
        return Fortid(
            begynte, naa, innslag, personer(sandbox, _numre(innslag, ident)), lukkinger(sandbox),
            _trukket(sandbox, innslag), historie.spoersmaal(sandbox),
        )  # fmt: skip


def _numre(innslag: Sequence[Innslag], ident: str | None) -> set[str]:
    numre: set[str] = set() if ident is None else {ident}
    for en in innslag:
        if isinstance(en, Melding):
            numre |= {linje.ident for linje in en.command.linjer}
        elif isinstance(en, Hendelse) and isinstance(en.kommando, OpprettPerson):
            numre |= {n for n in (en.kommando.foedselsnummer, en.kommando.dufnummer) if n}
    return numre


def personer(sandbox: Sandbox, numre: Collection[str]) -> list[Person]:
    """Whom NIR knows by those numbers, as they are now, in the order they came."""
    with sandbox.base.transaksjon():
        funnet = lesing.personer(sandbox.base, sorted(numre)) if numre else {}
    return sorted({p.id: p for p in funnet.values()}.values(), key=lambda p: p.id)


def lukkinger(sandbox: Sandbox) -> list[Lukking]:
    """All that NIR closed, in order."""
    en, p = t.lukking, t.person
    sql = select(en, p.c.foedselsnummer, p.c.dufnummer).join(p, p.c.id == en.c.person_id).order_by(en.c.id)
    with sandbox.base.les() as forbindelse:
        return [koding.lukking(rad, rad.foedselsnummer or rad.dufnummer) for rad in forbindelse.execute(sql)]


def _trukket(sandbox: Sandbox, innslag: Sequence[Innslag]) -> dict[int, Hendelse]:
    with sandbox.base.les() as forbindelse:
        gitt = {rad[0]: rad[1] for rad in forbindelse.execute(select(t.tilgang.c.id, t.tilgang.c.journal_id))}
    return {
        gitt[en.kommando.tilgang]: en
        for en in innslag
        if isinstance(en, Hendelse) and isinstance(en.kommando, TrekkTilgang)
    }


def bilder(sandbox: Sandbox, hvem: Sequence[Person]) -> Iterator[Deltakerbilde]:
    """What NIR knows of each of them now."""
    for i in range(0, len(hvem), STYKKE):
        with sandbox.base.transaksjon():
            deltakere = lesing.deltakere(sandbox.base, hvem[i : i + STYKKE], sandbox.regelsett.rammer())
            for deltaker in deltakere.values():
                yield oppslag.deltakerbilde(sandbox.base, deltaker, sandbox.naa())


def dagen_foer(dag: date) -> date:
    """The day before a day."""
    return dag - timedelta(days=1)
