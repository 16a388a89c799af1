"""One NIR of its own: every way in becomes a command here, judged and written in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar

from mocknir.clock.klokke import Klokke, Modus
from mocknir.faults.plan import Plan
from mocknir.register import kommuner
from mocknir.register.behandle import Behandling, Tilstand, behandle, fingeravtrykk, kanoniske_tekster
from mocknir.register.commands import Administrativ, OpprettPerson, Registrer, Sentral
from mocknir.register.deltaker import Deltaker
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.person import Person
from mocknir.register.svar import Brukerpost, Deltakerbilde, Feedside, Kvittering, Lukking
from mocknir.register.vurdering import KANAL_NIR, WS4, Bruker
from mocknir.rules.katalog import KATALOG
from mocknir.rules.regelsett import Regelsett
from mocknir.sandbox import egenskaper, forsoek, journalfoert, oppslag, sentralt, tid
from mocknir.sandbox.administrasjon import Administrasjon, utled_paa_nytt
from mocknir.sandbox.nylige import MAKS_POSTER, Kjent, Nylige
from mocknir.store import lesing, skriving
from mocknir.store import tabeller as t
from mocknir.store.base import Base, Rad
from mocknir.store.skriving import Journalpost
from mocknir.tilfeldig import Tilfeldig, generator

T = TypeVar("T")

KONTROLL = "kontroll"
"""The control plane as a way in."""


class Sandbox:
    """A sandbox that is open: register, users, clock, journal and rule parameters over one database.

    `vegg` reads the wall clock; a running virtual clock follows it. `husk` is how many registrations are kept in
    memory with their participants (`nylige`).
    """

    def __init__(self, navn: str, base: Base, vegg: Callable[[], float], husk: int = MAKS_POSTER) -> None:
        self.navn = navn
        self.base = base
        self.vegg = vegg
        self._nylige = Nylige(husk)
        self.les_paa_nytt()
        base.ved_vaakning = self.les_paa_nytt

    def les_paa_nytt(self) -> None:
        """Read anew all that is kept in memory: the database was opened, or holds something else than before."""
        base = self.base
        with base.laas:
            self.klokke: Klokke = tid.gjenoppta(base, self.vegg())
            self.administrasjon = Administrasjon(base)
            self.regelsett = Regelsett(self.administrasjon.parametre())
            self.seed, self.merkelapp = egenskaper.les(base, self.navn)
            self.faults = Plan(base, self.seed)
            self._nylige.glem()

    def tilfeldig(self, formaal: str) -> Tilfeldig:
        """A generator of the sandbox's own seed for a purpose; it begins with the same numbers each time."""
        return generator(self.seed, formaal)

    @property
    def venter_ikke(self) -> bool:
        """Whether a call has its own work to do and nothing else: no database to wake or to wait for, no night that
        may have fallen due, no fault that may hold it."""
        base = self.base
        ledig = base.sqlite and not (base.hviler or base.lukket or base.sviktet)
        return ledig and self.klokke.modus is Modus.FROZEN and not self.faults.rules

    def glem_merkelapp(self) -> None:
        """Carry no label any more: it is of another sandbox."""
        with self.base.laas:
            egenskaper.glem_merkelapp(self.base)
            self.merkelapp = None

    def hvil(self) -> None:
        """Hold no files, connections or participants until the next call."""
        with self.base.laas:
            self.base.hvil()
            self._nylige.glem()

    def lukk(self, kast: bool = False) -> None:
        """Close the sandbox; all that was acknowledged is in the database, unless it is to be thrown away."""
        with self.base.laas:
            self.base.lukk(kast)

    # --- time -------------------------------------------------------------------------------------------------

    def naa(self) -> datetime:
        """What the sandbox's clock shows."""
        return self.klokke.naa(self.vegg())

    @contextmanager
    def _kommando(self) -> Iterator[datetime]:
        """The transaction of a command, and its moment.

        On a running clock, what fell due before it is done first, in transactions of its own: a command that is
        refused must not undo a night that has passed.
        """
        with self.base.laas:
            naa = self.naa()
            if self.klokke.modus is Modus.RUNNING:
                tid.flytt(self, naa)
            with self.base.transaksjon():
                yield naa

    def flytt_klokken(self, til: datetime) -> list[Lukking]:
        """Advance the clock, doing all that falls due on the way; what was closed is answered."""
        with self.base.laas:
            return tid.flytt(self, til, KONTROLL)

    def sett_klokke(self, klokke: Klokke) -> None:
        """Freeze the clock, or let it run at a speed."""
        with self.base.transaksjon():
            tid.lagre_klokke(self.base, klokke)
            tid.journalfoer(self.base, klokke.anker, KONTROLL, "SettKlokke", modus=klokke.modus.value, fart=klokke.fart)
        self.klokke = klokke

    def forfaller(self, dager: int) -> list[Lukking]:
        """What NIR would close within so many days if nothing more came in; changes nothing."""
        with self.base.transaksjon():
            return tid.forfaller(self, dager)

    def forsoek(self, gjoer: Callable[[], T], angre: Callable[[], bool] = lambda: False) -> tuple[T, int | None]:
        """Do something in one transaction, which `angre` may undo; the journal number it left, None when undone."""
        return forsoek.utfoer(self, gjoer, angre)

    # --- registrations ----------------------------------------------------------------------------------------

    def bruker(self, navn: str) -> Brukerpost | None:
        """A user, or None."""
        return self.administrasjon.brukere.get(navn)

    def registrer(self, command: Registrer, raa: bytes = b"") -> Kvittering:
        """Judge and write a message; the same message again gets the same receipt and changes nothing.

        Raises Avvik, with nothing written, when the message as a whole is refused.
        """
        with self.base.laas:
            kvittering, kjente = self._registrer(command, raa)
            self._nylige.legg(kjente)  # it is committed, and nobody else has written since
        return kvittering

    def _registrer(self, command: Registrer, raa: bytes) -> tuple[Kvittering, list[Kjent]]:
        with self._kommando() as naa:
            self.kontroller_adgang(command.bruker, command.kommune, naa.date(), command.kanal)
            tekster = kanoniske_tekster(command)
            avtrykk = fingeravtrykk(command, tekster)
            slekt = kommuner.slekt(command.kommune, naa.date())
            tidligere = skriving.tidligere_melding(self.base, command.meldings_id, command.kommune, slekt)
            if tidligere is not None:
                return self._gjenta(command, tidligere, avtrykk, naa, raa), []
            kjente = self._nylige.ta(self.base, {linje.ident for linje in command.linjer}, self.regelsett.rammer())
            tilstand = self._tilstand(command, slekt, kjente)
            journal_id = self.base.neste(t.journal)
            ider = self.base.ider["registrering"]
            resultat = behandle(command, tilstand, self.regelsett.vurder, naa, ider, journal_id, tekster)
            rader = {id_: kjent.programrader for id_, kjent in kjente.items() if kjent.programrader is not None}
            rader |= self._skriv(command, resultat, naa, journal_id, avtrykk, raa, tekster, rader)
        kvittering = Kvittering(command.meldings_id, command.kommune, naa, journal_id, tuple(resultat.utfall))
        return kvittering, [Kjent(kjent.deltaker, rader.get(id_)) for id_, kjent in kjente.items()]

    def glem_deltakere(self) -> None:
        """Read every participant anew when they are met next: what was kept of them changes nothing but the time."""
        with self.base.laas:
            self._nylige.glem()

    def registrer_av_nir(self, command: Registrer, deltakere: dict[str, Deltaker], naa: datetime) -> Behandling:
        """A command of NIR's own, in a transaction that is under way, on participants already read."""
        self._nylige.glem(deltakere)
        tekster = kanoniske_tekster(command)
        journal_id = self.base.neste(t.journal)
        tilstand = Tilstand(deltakere)
        ider = self.base.ider["registrering"]
        resultat = behandle(command, tilstand, self.regelsett.vurder, naa, ider, journal_id, tekster)
        self._skriv(command, resultat, naa, journal_id, fingeravtrykk(command, tekster), b"", tekster, {})
        return resultat

    def kontroller_adgang(self, bruker: Bruker, kommune: str, idag: date, kanal: str = KONTROLL) -> None:
        """Raise Avvik when the user may not act for the kommune, or the transfer is closed for it."""
        if kanal == KANAL_NIR:
            return
        regel = KATALOG["TILGANG-KOMMUNE"]
        funn = regel.gjoer(bruker, kommune, idag)
        kode = Feilkode.INGEN_TILGANG
        if funn is None and kanal == WS4:
            regel = KATALOG["OVERFOERING-STENGT"]
            funn = regel.gjoer(kommune, idag, self.regelsett.parametre[regel.id])
            kode = Feilkode.OVERFOERING_STENGT
        if funn is not None:
            raise Avvik(
                kode, funn.tekst, funn.text, felt=funn.felt or "kommune", regel=regel.id,
                proveniens=regel.kilde.proveniens,
            )  # fmt: skip

    def _gjenta(self, command: Registrer, tidligere: Rad, avtrykk: str, naa: datetime, raa: bytes) -> Kvittering:
        kvittering = oppslag.kvittering(tidligere)
        if tidligere[8] == avtrykk:
            post = Journalpost(
                self.base.neste(t.journal), naa, command.kanal, "OverfoerRegistreringer", command.bruker.navn,
                command.kommune, ident=tidligere[6], innhold_hash=avtrykk,
                tekst=skriving.GJENTAR.format(kvittering.journal_id), forespoersel=raa,
            )  # fmt: skip
            skriving.skriv_journal(self.base, post)
            return kvittering._replace(gjentatt=True)
        raise Avvik(
            Feilkode.MELDINGS_ID_BRUKT,
            f"meldingsId «{command.meldings_id}» er brukt {kvittering.mottatt:%d.%m.%Y %H:%M} for en melding med et"
            " annet innhold. Bruk en ny meldingsId, eller send nøyaktig det samme igjen",
            f"meldingsId «{command.meldings_id}» was used on {kvittering.mottatt:%Y-%m-%d %H:%M} for a message with"
            " other content. Use a new meldingsId, or send exactly the same again",
            felt="meldingsId",
        )

    def _tilstand(self, command: Registrer, slekt: frozenset[str], kjente: dict[int, Kjent]) -> Tilstand:
        noekler = [linje.ekstern_id for linje in command.linjer]
        poster = lesing.etter_ekstern_id(self.base, noekler, command.kommune, slekt)
        for etter_person in poster.values():
            for person_id in etter_person.keys() & kjente.keys():
                id_ = etter_person[person_id].id  # the same registration, as the participant holds it
                etter_person[person_id] = next(p for p in kjente[person_id].deltaker.poster if p.id == id_)
        deltakere = [kjent.deltaker for kjent in kjente.values()]
        return Tilstand(
            {nummer: d for d in deltakere for nummer in d.person.numre}, poster, self.administrasjon.tilganger
        )

    def _skriv(
        self,
        command: Registrer,
        resultat: Behandling,
        naa: datetime,
        journal_id: int,
        avtrykk: str,
        raa: bytes,
        tekster: Sequence[str],
        rader: dict[int, lesing.Programrader],
    ) -> dict[int, lesing.Programrader]:
        """Write all of it; `rader` are the programme rows known to be in force, and the answer those that changed."""
        base = self.base
        skriving.skriv_endringer(base, resultat, naa)
        nye_rader = skriving.skriv_programmer(base, resultat.beroerte.values(), naa, journal_id, rader)
        skriving.skriv_anmerkninger(base, command, resultat.utfall, journal_id)
        identer = {linje.ident for linje in command.linjer}
        post = Journalpost(
            journal_id, naa, command.kanal, "OverfoerRegistreringer", command.bruker.navn, command.kommune,
            ident=identer.pop() if len(identer) == 1 else None, meldings_id=command.meldings_id,
            innhold_hash=avtrykk, antall=skriving.tell(resultat.utfall), forespoersel=raa,
            detaljer=skriving.utfall_til_detaljer(resultat.utfall, command, tekster),
        )  # fmt: skip
        skriving.skriv_journal(base, post)
        return nye_rader

    # --- questions --------------------------------------------------------------------------------------------

    def kvittering(self, meldings_id: str, bruker: Bruker, kommune: str, raa: bytes = b"") -> Kvittering:
        """The receipt of an earlier message of the kommune; Avvik when there is none."""
        with self._kommando() as naa:
            self.kontroller_adgang(bruker, kommune, naa.date())
            slekt = kommuner.slekt(kommune, naa.date())
            tidligere = skriving.tidligere_melding(self.base, meldings_id, kommune, slekt)
            if tidligere is None:
                raise oppslag.ukjent_melding(meldings_id, kommune)
            self.journalfoer_kall("HentKvittering", bruker.navn, raa, kommune, naa=naa)
            return oppslag.kvittering(tidligere)

    def hent_deltaker(self, ident: str, bruker: Bruker, kommune: str, raa: bytes = b"") -> Deltakerbilde:
        """What NIR knows of a person, for a kommune that has, or has had, to do with them."""
        with self._kommando() as naa:
            self.kontroller_adgang(bruker, kommune, naa.date())
            deltaker = self.deltaker(ident)
            bilde = oppslag.deltakerbilde(self.base, deltaker, naa)
            slekt = kommuner.slekt(kommune, naa.date())
            steder = {a.kommune for a in bilde.person.adresser} | {p.kommune for p in bilde.poster}
            if not steder & slekt:
                raise oppslag.ingen_befatning(kommune, ident)
            self.journalfoer_kall("HentDeltaker", bruker.navn, raa, kommune, ident, naa)
            return bilde

    def hent_endringer(
        self, kommune: str, bruker: Bruker, fra_sekvens: int, maks: int, raa: bytes = b"", bare_nir: bool = False
    ) -> Feedside:
        """The change feed of a kommune, with what NIR did itself, or with that alone."""
        with self._kommando() as naa:
            self.kontroller_adgang(bruker, kommune, naa.date())
            side = oppslag.feed(self.base, kommune, fra_sekvens, maks, naa, bare_nir)
            self.journalfoer_kall("HentEndringer", bruker.navn, raa, kommune, naa=naa)
            return side

    def deltaker(self, ident: str) -> Deltaker:
        """A person with all that stands registered; Avvik when NIR does not know them."""
        with self.base.transaksjon():
            person = lesing.personer(self.base, [ident]).get(ident)
            if person is None:
                raise oppslag.ukjent_person(ident)
            return lesing.deltakere(self.base, [person], self.regelsett.rammer())[person.id]

    def bilde(self, ident: str) -> Deltakerbilde:
        """What NIR knows of a person, for the control plane."""
        with self.base.transaksjon():
            return oppslag.deltakerbilde(self.base, self.deltaker(ident), self.naa())

    # --- central registers and administration -----------------------------------------------------------------

    def sentralt(self, *commands: Sentral) -> list[Person]:
        """Events of the central registers, all or none; Avvik names the place, counted from 0, as `sted`."""
        ut = []
        with self._kommando() as naa:
            for nr, command in enumerate(commands):
                try:
                    if not isinstance(command, OpprettPerson):
                        self._nylige.glem([command.ident])
                    ut.append(sentralt.utfoer(self, command, naa))
                except Avvik as avvik:
                    avvik.sted = nr
                    raise
        return ut

    def administrer(self, command: Administrativ) -> None:
        """Users, access grants, support cases, rule parameters, and what follows from each."""
        with self._kommando() as naa:
            neste: Administrativ | None = command
            while neste is not None:
                neste = self._administrer(neste, naa)

    def _administrer(self, command: Administrativ, naa: datetime) -> Administrativ | None:
        journal_id = self.base.neste(t.journal)
        foelge = self.administrasjon.utfoer(command, naa, journal_id)
        if type(command).__name__ == "SettParameter":
            self.regelsett = Regelsett(self.administrasjon.parametre())
            self._nylige.glem()
            utled_paa_nytt(self.base, self.regelsett, naa, journal_id)
        post = Journalpost(
            journal_id, naa, KONTROLL, type(command).__name__, kommune=getattr(command, "kommune", None),
            tekst=oppslag.beskriv(command), detaljer=journalfoert.som_data(command),
        )  # fmt: skip
        skriving.skriv_journal(self.base, post)
        return foelge

    # --- journal ----------------------------------------------------------------------------------------------

    def journalfoer_avvik(
        self,
        operasjon: str | None,
        bruker: str | None,
        raa: bytes,
        kode: str,
        tekst: str,
        funn: Sequence[tuple[int, str, str, str]] = (),
        *,
        text: str | None = None,
        regel: str | None = None,
        kommune: str | None = None,
    ) -> int:
        """Leave a journal entry of a call that ended in a fault.

        `funn` are schema findings: line, path, text in both languages; `text` is the fault's English text.
        """
        with self.base.transaksjon():
            journal_id = self.base.neste(t.journal)
            skriving.skriv_journal(
                self.base,
                Journalpost(
                    journal_id, self.naa(), WS4, operasjon or "ukjent", bruker, kommune, feilkode=kode, tekst=tekst,
                    forespoersel=raa, detaljer={"funn": list(funn), "text": text, "regel": regel},
                ),
            )  # fmt: skip
        return journal_id

    def journalfoer_kall(
        self, operasjon: str, bruker: str, raa: bytes, kommune: str | None = None, ident: str | None = None,
        naa: datetime | None = None,
    ) -> int:  # fmt: skip
        """Leave a journal entry of a call that only asked."""
        with self.base.transaksjon():
            journal_id, naa = self.base.neste(t.journal), naa or self.naa()
            post = Journalpost(journal_id, naa, WS4, operasjon, bruker, kommune, ident=ident, forespoersel=raa)
            skriving.skriv_journal(self.base, post)
        return journal_id
