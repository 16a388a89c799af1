"""One kommune as a test sees it: a sandbox, its people, and a shorthand for what the case system transfers."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Literal

from mocknir.clock.klokke import legg_til, les_tid
from mocknir.register import commands as c
from mocknir.register.identitet import lag_foedselsnummer
from mocknir.register.person import Adresse, Opphold, Person
from mocknir.register.registreringer import INTRO, Avslutning, Innhold, Tiltak, Vedtak
from mocknir.register.svar import Kvittering, Lukking
from mocknir.register.vurdering import ROLLER, SLETT, WS4, Bruker
from mocknir.sandbox import Sandbox


class Kommune:
    """The kommune `nummer` in a sandbox, with a user that has both roles."""

    def __init__(self, sandbox: Sandbox, nummer: str = "0301") -> None:
        self.sandbox = sandbox
        self.nummer = nummer
        self.bruker = Bruker(f"fagsystem-{nummer}", nummer, ROLLER)
        self._meldinger: Iterator[int] = count(1)
        sandbox.administrer(c.OpprettBruker(self.bruker.navn, "hemmelig", nummer, ROLLER))

    @property
    def idag(self) -> date:
        return self.sandbox.naa().date()

    def person(
        self,
        nr: int = 1,
        *,
        foedt: date = date(1990, 5, 17),
        bosatt: date = date(2016, 6, 1),
        grunnlag: str = "28",
        opphold: date | None = None,
        kjoenn: Literal["K", "M"] = "K",
        navn: str | None = None,
    ) -> Person:
        """A synthetic person settled in the kommune."""
        command = c.OpprettPerson(
            navn or f"Person {nr}", foedt, kjoenn, "SYR", lag_foedselsnummer(foedt, kjoenn, nr),
            opphold=(Opphold(opphold or bosatt - timedelta(days=90), grunnlag),),
            adresser=(Adresse(bosatt, self.nummer),), ankomst=bosatt - timedelta(days=300),
        )  # fmt: skip
        return self.sandbox.sentralt(command)[0]

    def linje(self, person: Person, ekstern_id: str, innhold: Innhold) -> c.Linje:
        navn = type(innhold).__name__
        return c.Linje(ekstern_id, person.ident, "registrer", navn[0].lower() + navn[1:], innhold)

    def send(self, *linjer: c.Linje, meldings_id: str | None = None, kanal: str = WS4) -> Kvittering:
        """Transfer lines as one message."""
        id_ = meldings_id or f"{self.nummer}-{next(self._meldinger)}"
        return self.sandbox.registrer(c.Registrer(id_, self.nummer, self.bruker, kanal, linjer), b"<xml/>")

    def registrer(self, person: Person, ekstern_id: str, innhold: Innhold) -> str:
        """Transfer one registration; answers its outcome."""
        return self.send(self.linje(person, ekstern_id, innhold)).utfall[0].kode.value

    def slett(self, person: Person, ekstern_id: str) -> str:
        return self.send(c.Linje(ekstern_id, person.ident, SLETT, None, None)).utfall[0].kode.value

    def start(self, person: Person, fra: date | None = None, nr: int = 1, til: date | None = None) -> str:
        """A vedtak on tildeling of the introduction programme from that day (today)."""
        fra = fra or self.idag
        vedtak = Vedtak(INTRO, "tildeling", min(fra, self.idag), fra, til or fra + timedelta(days=729))
        return self.registrer(person, f"V{person.id}-{nr}", vedtak)

    def tiltak(self, person: Person, fra: date, til: date | None, nr: int = 1, kode: str = "sprakpraksis") -> str:
        return self.registrer(person, f"T{person.id}-{nr}", Tiltak(kode, fra, til))

    def avslutt(self, person: Person, dato: date, aarsak: str = "arbeidHeltid", nr: int = 1) -> str:
        return self.registrer(person, f"A{person.id}-{nr}", Avslutning(INTRO, dato, aarsak))

    def til(self, tid: str) -> list[Lukking]:
        """Advance the clock to a date, or by a length such as `30d`."""
        return self.sandbox.flytt_klokken(les_tid(tid) if "-" in tid else legg_til(self.sandbox.naa(), tid))

    def i(self, nummer: str) -> "Kommune":
        """The same case worker's colleague in another kommune."""
        return Kommune(self.sandbox, nummer)
