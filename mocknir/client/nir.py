"""One sandbox as a tester sees it: its clock, its people, its case systems, and what the register holds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

from mocknir import tilfeldig
from mocknir.client import hendelser, registreringer, svar
from mocknir.client.feil import Refused
from mocknir.client.forvaltning import Day, Management
from mocknir.client.hendelser import Event, JournalEntry, WholeEntry
from mocknir.client.kontroll import Control, sti
from mocknir.client.les import read
from mocknir.client.personer import plausible
from mocknir.client.registreringer import Registration, ident
from mocknir.client.svar import Person, Receipt, User
from mocknir.client.transport import Transport
from mocknir.client.ws4 import Ws4
from mocknir.register.skjema import camel

FINNES_ALLEREDE = "FinnesAllerede"


class Nir(Management):
    """A sandbox. Days may be given as dates or as text, persons as what `person` answered or by their number.

    Every method may raise NotReached, ConnectionLost and, with what was wrong and what to do, Refused.
    """

    def __init__(self, transport: Transport, raw: Mapping[str, Any], *, own: bool = False) -> None:
        self.transport = transport
        self.raw = raw
        self.name: str = raw["name"]
        self.url: str = transport.url + raw["ws4"]
        self.seed: int = raw["seed"]
        self.control = Control(transport, "sandboxes", self.name)
        self.ws4 = Ws4(transport, raw["ws4"])
        self._brukere: dict[str, User] = {}
        self._personnr = itertools.count()
        # Who made the sandbox counts, so that a test is the same each time; others must not meet those numbers.
        teller = itertools.count(1)
        self._ny_noekkel: Callable[[], str] = (lambda: f"mocknir-{next(teller)}") if own else tilfeldig.meldings_id

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _feil: object, _spor: TracebackType | None) -> None:
        self.delete()

    def __repr__(self) -> str:
        return f"<Nir {self.name} {self.url}>"

    # --- the clock

    def clock(self) -> svar.Clock:
        """What the clock shows."""
        return read(svar.Clock, self.control.get("clock"))

    def advance(self, to: Day | datetime | None = None, by: str | None = None) -> list[svar.Fired]:
        """Advance the clock to a day or a moment, or by a length (`30d`, `2w`, `3m`, `1y`); answers what NIR closed."""
        til = to.isoformat() if isinstance(to, date) else to
        ut = self.control.send("POST", "clock", "advance", body={"to": til, "by": by}, long=True)
        return [read(svar.Fired, en) for en in ut["fired"]]

    def due(self, days: int = 90) -> list[svar.Fired]:
        """What NIR would close in the coming days if nothing more came in."""
        return [read(svar.Fired, en) for en in self.control.get("clock", "due", long=True, days=days)["due"]]

    def freeze(self) -> svar.Clock:
        """Stop the clock where it is."""
        return self._klokke({"mode": "frozen"})

    def run(self, speed: float = 1.0) -> svar.Clock:
        """Let the clock run, `speed` virtual seconds a second."""
        return self._klokke({"mode": "running", "speed": speed})

    def _klokke(self, stand: Mapping[str, Any]) -> svar.Clock:
        return read(svar.Clock, self.control.send("PUT", "clock", body=stand, long=True))

    # --- people, as the central registers tell of them

    def person(self, kommune: str = "0301", lov: str | None = None, **more: Any) -> Person:
        """A new synthetic person under that law today, settled so that all in the two months' window may be registered.

        Without `lov` the law of whoever comes now. The same seed gives the same persons, and no two calls the same
        number. `more` sets any field of the control plane (`navn`, `foedselsnummer`, `dufnummer`, `foedt`, `kjoenn`,
        `opphold`, `adresse`, …) or, for short, `bosatt`, `mottak`, `gitt`, `grunnlag` and `fornavn` (what the name
        begins with). Raises WrongUse where nobody is under that law yet.
        """
        idag = self.clock().today
        for _ in range(100):
            kropp = plausible(kommune, lov, idag, self.seed, next(self._personnr), more)
            try:
                return read(Person, self.control.send("POST", "persons", body=kropp))
            except Refused as refused:
                # Somebody else in the sandbox was given that number; a number that the test chose is its own affair.
                if refused.code != FINNES_ALLEREDE or "foedselsnummer" in more:
                    raise
                sist = refused
        raise sist

    def persons(self) -> list[Person]:
        """Everybody in the sandbox."""
        ut: list[Person] = []
        etter: int | None = 0
        while etter is not None:
            side = self.control.get("persons", after=etter, limit=10_000)
            ut += [read(Person, en) for en in side["persons"]]
            etter = side["next"]
        return ut

    def move(self, person: Person | str, to: str, date: Day | None = None, mottak: bool = False) -> Person:
        """The person has a new address in a kommune, from today or another day on."""
        return self._hendelse(person, type="flytting", dato=date or self._idag(), kommune=to, mottak=mottak)

    def emigrate(self, person: Person | str, date: Day | None = None) -> Person:
        """The person has left Norway."""
        return self._hendelse(person, type="utvandring", dato=date or self._idag())

    def die(self, person: Person | str, date: Day | None = None) -> Person:
        """The person has died."""
        return self._hendelse(person, type="doed", dato=date or self._idag())

    def permit(self, person: Person | str, grunnlag: str, date: Day | None = None) -> Person:
        """The person got a residence permit on that ground (28, 34, 35, 38, 53, familie or annet)."""
        return self._hendelse(person, type="opphold", dato=date or self._idag(), grunnlag=grunnlag)

    def number(self, person: Person | str, foedselsnummer: str) -> Person:
        """A person known by DUF-nummer got a fødselsnummer."""
        return self._hendelse(person, type="foedselsnummer", foedselsnummer=foedselsnummer)

    def _hendelse(self, person: Person | str, **hendelse: Any) -> Person:
        return read(Person, self.control.send("POST", "persons", ident(person), "events", body=hendelse))

    def _idag(self) -> date:
        return self.clock().today

    # --- what a kommune does

    def transfer(
        self,
        kommune: str,
        registrations: Iterable[Registration],
        meldings_id: str | None = None,
        user: User | None = None,
    ) -> Receipt:
        """Transfer registrations over WS4, once, as a case system does; see `registreringer` for their form.

        Without a user, one of that kommune with both roles, made when first needed. Raises SoapFault when NIR
        refuses the message, and ConnectionLost when its answer is lost.
        """
        linjer = registreringer.lines(registrations, self._ny_noekkel)
        return self.ws4.transfer(user or self._bruker(kommune), kommune, meldings_id or self._ny_noekkel(), linjer)

    def receipt(self, kommune: str, meldings_id: str, user: User | None = None) -> Receipt:
        """The receipt of an earlier message, by HentKvittering; raises SoapFault `UkjentMelding` if it never came."""
        return self.ws4.receipt(user or self._bruker(kommune), kommune, meldings_id)

    def register(
        self,
        kommune: str,
        registrations: Iterable[Registration],
        meldings_id: str | None = None,
        user: User | None = None,
    ) -> Receipt:
        """Register in NIR web, which is open also when the transfer is closed."""
        linjer = registreringer.lines(registrations, self._ny_noekkel)
        kropp = {
            "meldingsId": meldings_id or self._ny_noekkel(), "user": (user or self._bruker(kommune)).name,
            "kommune": kommune, "registrations": [registreringer.som_json(linje) for linje in linjer],
        }  # fmt: skip
        return read(Receipt, self.control.send("POST", "registrations", body=kropp))

    def _bruker(self, kommune: str) -> User:
        """The user that transfers for a kommune where a test names none."""
        kjent = self._brukere.get(kommune)
        if kjent is None:
            try:
                kjent = self.user(kommune, name=f"mocknir-{kommune}")
            except Refused as refused:
                if refused.code != FINNES_ALLEREDE:
                    raise
                kjent = self.user(kommune, name=f"mocknir-{kommune}-{tilfeldig.passord()}")
            self._brukere[kommune] = kjent
        return kjent

    # --- what NIR holds, and why

    def participant(self, person: Person | str) -> svar.Participant:
        """All that NIR knows of a person."""
        return read(svar.Participant, self.control.get("persons", ident(person)))

    def feed(self, kommune: str, after: int = 0) -> list[svar.Change]:
        """The changes of a kommune after a sequence number, what NIR did itself among them."""
        ut: list[svar.Change] = []
        flere = True
        while flere:
            side = self.control.get("feed", kommune=kommune, after=after, limit=1000)
            ut += [read(svar.Change, en) for en in side["endring"]]
            after, flere = side["sisteSekvens"], side["flere"]
        return ut

    def report(self, name: str, **params: Any) -> svar.Report:
        """A report by its name, with its parameters (`aar=2017`)."""
        return read(svar.Report, self.control.get("reports", name, long=True, **params))

    def journal(self, **filters: Any) -> list[JournalEntry]:
        """Entries of the journal, the latest first: the last hundred unless `limit` says more.

        `from_`, `to`, `channel`, `operation`, `user`, `kommune`, `meldings_id`, `person`, `only_faults`, `before`.
        """
        sporring: dict[str, Any] = {
            camel(navn): ident(v) if isinstance(v, Person) else v for navn, v in filters.items()
        }
        return [read(JournalEntry, en) for en in self.control.get("journal", **sporring)["journal"]]

    def entry(self, number: int, lang: str = "nb") -> WholeEntry:
        """An entry of the journal, whole."""
        return read(WholeEntry, self.control.get("journal", str(number), long=True, lang=lang))

    def events(self, after: int = 0, first: int | None = None, wait: float = 0.0) -> Iterator[Event]:
        """What happened after an entry of the journal, the oldest first.

        With `wait` also what happens from now on, until nothing has for so many seconds; `first` ends it after so many
        events. `next(nir.events(after=n, wait=10))` is the next thing that happens.
        """
        return hendelser.events(self.control, after, first, wait)

    def why(self, ref: Person | Receipt | str | int, lang: str = "nb", all: bool = False) -> str:
        """Why it is as it is with a person, a message or a journal entry, in plain Norwegian or English.

        Hours and absences of a person are told a kind in one line; with `all` each by itself.
        """
        if isinstance(ref, Receipt):
            ref = ref.journalnummer
        referanse = f"#{ref}" if isinstance(ref, int) else ident(ref)
        hvor = sti("why", referanse, lang=lang, format="text", all=all)
        return self.control.raa("GET", hvor, long=True).body.decode()

    # --- the sandbox itself

    def snapshot(self, name: str) -> svar.Snapshot:
        """Keep the sandbox as it stands, under a name."""
        return read(svar.Snapshot, self.control.send("POST", "snapshots", body={"name": name}))

    def snapshots(self) -> list[svar.Snapshot]:
        """What was kept."""
        return [read(svar.Snapshot, en) for en in self.control.get("snapshots")["snapshots"]]

    def restore(self, name: str) -> None:
        """Put the sandbox back to how it stood when that snapshot was taken, its clock as well."""
        self.control.send("POST", "snapshots", name, "restore")
        self._glem_brukere()

    def fork(self, name: str | None = None, snapshot: str | None = None, expires: str | None = None) -> Self:
        """A new sandbox that holds what this one holds, or held at a snapshot."""
        kropp = {"name": name or nytt_navn(), "snapshot": snapshot, "expires": expires}
        ny = type(self)(self.transport, self.control.send("POST", "fork", body=kropp))
        ny._brukere = self._brukere.copy()
        ny._glem_brukere()
        return ny

    def expire(self, expires: str) -> None:
        """Let the sandbox live so long from now on by the wall's clock: `30min`, `2h`, `7d`, `2w` or `never`."""
        self.control.send("PUT", "expiry", body={"expires": expires})

    def reset(self, clock: Day | None = None, seed: int | None = None) -> None:
        """Empty the sandbox; its clock begins where it began, or on another day, and its chance from another seed."""
        self.seed = self.control.send("POST", "reset", body={"clock": clock, "seed": seed})["seed"]
        self._brukere.clear()
        self._personnr = itertools.count()

    def delete(self) -> None:
        """Remove the sandbox with all it holds."""
        self.control.send("DELETE")

    def _bytt_bruker(self, gammel: User, ny: User | None) -> None:
        """Transfer as the user is now, or as another where it is gone."""
        self._brukere = {
            kommune: ny if ny and en.name == gammel.name else en
            for kommune, en in self._brukere.items()
            if ny or en.name != gammel.name
        }

    def _glem_brukere(self) -> None:
        """Forget the users that the sandbox does not have."""
        finnes = {en.name for en in self.users()}
        self._brukere = {kommune: en for kommune, en in self._brukere.items() if en.name in finnes}


def nytt_navn() -> str:
    """A name that no sandbox has."""
    return f"s-{tilfeldig.passord()}"
