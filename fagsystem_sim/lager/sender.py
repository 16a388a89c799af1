"""The transfer: takes from the outbox, sends, asks after lost answers, and writes down what NIR said.

It never sleeps. What has to wait gets a virtual moment, and is tried when it is asked to send after that.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol

from fagsystem_sim import tilfeldig
from fagsystem_sim.fakta import Arbeid
from fagsystem_sim.lager import meldingsboks as boks
from fagsystem_sim.lager.endringer import Lukket, les_endringer
from fagsystem_sim.lager.lager import Lager
from fagsystem_sim.lager.meldingsboks import Koe, Sending
from fagsystem_sim.meldinger import AVVIST, GODTATT, Funn, Utfall
from fagsystem_sim.vaner.register import Vaner
from fagsystem_sim.vaner.vane import INTROBRUKER, NIR_WEB, NORSKBRUKER
from fagsystem_sim.ws4 import NirFeil, SvarBorte
from fagsystem_sim.ws4_masse import Masseklient, Massekvittering, Rad

FOERSTE_PAUSE, LENGSTE_PAUSE = timedelta(minutes=5), timedelta(days=1)
"""The waits between tries, in virtual time: doubled each time, plus or minus a half by chance."""

STENGT_PAUSE = timedelta(days=7)
"""How long a system waits that NIR has told to come back."""


class Kanal(Protocol):
    """A way to NIR for one user of one kommune: WS4 (`Masseklient`) or NIR web (`nirweb.Webklient`)."""

    def overfoer_rader(self, meldings_id: str, rader: list[Rad], kommune: str | None = None) -> Massekvittering:
        """Transfer a message once. Raises SvarBorte and NirFeil."""

    def hent_kvittering(self, meldings_id: str, kommune: str | None = None) -> Massekvittering:
        """The receipt of an earlier message; NirFeil `UkjentMelding` when NIR never got it."""


@dataclass(slots=True)
class Overfoert:
    """What a round of transfers came to.

    `utfall` counts registrations by outcome, `regler` by rule and severity, `feil` refused messages by the code of
    their fault; `tapt` are answers that got lost, `reddet` those that HentKvittering brought back. `anmerket` are those
    that NIR said something of: number of the person, type, outcome.
    """

    meldinger: int = 0
    utfall: Counter[str] = field(default_factory=Counter)
    regler: Counter[tuple[str, str]] = field(default_factory=Counter)
    feil: Counter[str] = field(default_factory=Counter)
    tapt: int = 0
    reddet: int = 0
    anmerket: list[tuple[str, str, Utfall]] = field(default_factory=list)

    @property
    def antall(self) -> int:
        """How many registrations got an answer."""
        return self.utfall.total()

    def __iadd__(self, andre: "Overfoert") -> "Overfoert":
        self.meldinger += andre.meldinger
        self.utfall.update(andre.utfall)
        self.regler.update(andre.regler)
        self.feil.update(andre.feil)
        self.tapt += andre.tapt
        self.reddet += andre.reddet
        self.anmerket += andre.anmerket
        return self

    def ta_med(self, kvittering: Massekvittering, rader: Iterable[Rad] = ()) -> None:
        """Count a receipt of those registrations."""
        self.meldinger += 1
        if godtatt := kvittering.antall - len(kvittering.utfall):
            self.utfall[GODTATT] += godtatt
        for utfall in kvittering.utfall:
            self.utfall[utfall.kode] += 1
            self.regler.update({(f.regel, f.alvor) for f in utfall.funn})
        if any(utfall.funn for utfall in kvittering.utfall):
            om = {rad.ekstern_id: rad for rad in rader}
            self.anmerket += [
                (om[u.ekstern_id].ident, om[u.ekstern_id].type, u)
                for u in kvittering.utfall
                if u.funn and u.ekstern_id in om
            ]


class Sender:
    """Transfers what lies in a store; threads may send for different kommuner at the same time.

    `klient_for` gives the client of a kommune and role, `web_for` that of NIR web where somebody registers by hand;
    `klokke` tells the virtual time.
    """

    def __init__(
        self,
        lager: Lager,
        klient_for: Callable[[str, str], Masseklient],
        klokke: Callable[[], datetime],
        vaner: Vaner | None = None,
        web_for: Callable[[str, str], Kanal] | None = None,
    ) -> None:
        self.lager = lager
        self.klient_for = klient_for
        self.klokke = klokke
        self.vaner = vaner
        self.web_for = web_for

    def registrer(self, arbeid: Iterable[Arbeid], husk: tuple[str, str] | None = None) -> list[Sending]:
        """Keep registrations of one kommune (`Lager.registrer`); the messages that `send` begins with, if any."""
        naa = self.klokke()
        return boks.registrer(self.lager, arbeid, naa, self.vaner, partial(self._sendes, dag=naa.date()), husk)

    def send(self, kommune: str | None = None, foerst: Sequence[Sending] = ()) -> Overfoert:
        """Send all that can be sent now, for one kommune or for all; `foerst` what `registrer` has answered."""
        naa, ut = self.klokke(), Overfoert()
        ferdige = {sending.koe: sending for sending in foerst}
        for koe in ferdige or boks.koer(self.lager, naa.date().isoformat(), kommune):
            if not self._sendes(koe, naa.date()):
                continue
            sending = ferdige.get(koe) or boks.neste(self.lager, koe, naa, self.vaner)
            while sending is not None:
                if sending.neste > naa.isoformat() or not self._forsoek(sending, naa, ut):
                    break  # what comes after it must not overtake it
                sending = boks.neste(self.lager, koe, naa, self.vaner)
        return ut

    def _sendes(self, koe: Koe, dag: date) -> bool:
        """Whether the system transfers on a day: one that is merged keeps still for some weeks."""
        return not self.vaner or koe.kanal == NIR_WEB or not self.vaner.holder_stille(koe.kommune, dag)

    def neste_forsoek(self) -> datetime | None:
        """When the next message that waits may be tried again; None when none waits."""
        tid = self.lager.rader("SELECT min(neste) FROM melding WHERE status<>'kvittert'")[0][0]
        return datetime.fromisoformat(tid) if tid else None

    def les_endringer(self, kommune: str) -> list[Lukket]:
        """Read what NIR has done by itself in a kommune since last time; the programmes that it has closed."""
        return les_endringer(self.lager, self.klient_for(kommune, INTROBRUKER), kommune, self.klokke().date())

    def _forsoek(self, sending: Sending, naa: datetime, ut: Overfoert) -> bool:
        """Try a message; whether the queue goes on."""
        vaner = self.vaner.melding(sending.meldings_id) if self.vaner else frozenset()
        try:
            rader = boks.rader(self.lager, sending)
            if sending.forsoek == 0 and vaner and self._bommer(sending, rader, vaner, ut):
                boks.utsett(self.lager, sending, naa + timedelta(days=1), "bommet", usikker=False)
                return False
            kvittering = self._overfoer(sending, rader, ut)
        except SvarBorte as borte:
            ut.tapt += 1
            boks.utsett(self.lager, sending, self._neste_gang(sending, naa), str(borte), usikker=True)
            return False
        except NirFeil as feil:
            ut.feil[feil.kode] += 1
            return self._avslaatt(sending, feil, naa, ut)
        if sending.forsoek == 0 and vaner:
            if "mister-svar-uten-meldingsid" in vaner:
                ut.tapt += 1
                boks.gi_ny_id(self.lager, sending, self._neste_gang(sending, naa), "svaret ble borte")
                return False
            if "mister-svar" in vaner:
                ut.tapt += 1
                boks.utsett(self.lager, sending, self._neste_gang(sending, naa), "svaret ble borte", usikker=True)
                return False
        boks.kvitter(self.lager, sending, kvittering.utfall, naa.date().isoformat())
        ut.ta_med(kvittering, rader)
        if "sender-to-ganger" in vaner:
            self._en_gang_til(sending, rader, ut)
        return True

    def _overfoer(self, sending: Sending, rader: list[Rad], ut: Overfoert) -> Massekvittering:
        kanal = self._kanal(sending)
        if sending.usikker:
            try:
                kvittering = kanal.hent_kvittering(sending.meldings_id, sending.koe.kommune)
            except NirFeil as feil:
                if feil.kode != "UkjentMelding":
                    raise
            else:
                ut.reddet += 1
                return kvittering
        return kanal.overfoer_rader(sending.meldings_id, rader, sending.koe.kommune)

    def _avslaatt(self, sending: Sending, feil: NirFeil, naa: datetime, ut: Overfoert) -> bool:
        """NIR refused the whole message. What one registration did to it, that one alone shall suffer for."""
        if feil.kode == "MeldingsIdBrukt":
            boks.gi_ny_id(self.lager, sending, naa, str(feil))
            return True
        if feil.kode in ("UgyldigMelding", "UgyldigVerdi"):
            rader = boks.rader(self.lager, sending)
            if len(rader) > 1:
                boks.del_opp(self.lager, sending)
                return True
            utfall = tuple(Utfall(r.ekstern_id, AVVIST, (Funn(feil.kode, AVVIST, feil.tekst, None),)) for r in rader)
            boks.kvitter(self.lager, sending, utfall, naa.date().isoformat())
            ut.ta_med(Massekvittering(sending.meldings_id, naa, False, len(rader), utfall))
            return True
        pause = STENGT_PAUSE if feil.kode == "OverfoeringStengt" else LENGSTE_PAUSE
        boks.utsett(self.lager, sending, naa + pause, str(feil), usikker=False)
        return False

    def _bommer(self, sending: Sending, rader: list[Rad], vaner: frozenset[str], ut: Overfoert) -> bool:
        """The wrong kommune or the wrong role, where that is the habit; whether it came to that."""
        koe, id_ = sending.koe, f"{sending.meldings_id}-feil"
        if koe.kanal == NIR_WEB or not vaner & {"feil-kommune", "feil-rolle"}:
            return False
        try:
            if "feil-kommune" in vaner:
                annen = "1103" if koe.kommune != "1103" else "0301"
                self.klient_for(koe.kommune, koe.rolle).overfoer_rader(id_, rader, annen)
            else:
                rolle = NORSKBRUKER if koe.rolle == INTROBRUKER else INTROBRUKER
                ut.ta_med(self.klient_for(koe.kommune, rolle).overfoer_rader(id_, rader), rader)
        except NirFeil as feil:
            ut.feil[feil.kode] += 1
        return True

    def _en_gang_til(self, sending: Sending, rader: list[Rad], ut: Overfoert) -> None:
        try:
            self._kanal(sending).overfoer_rader(sending.meldings_id, rader, sending.koe.kommune)
            ut.meldinger += 1
        except (SvarBorte, NirFeil):
            ut.tapt += 1  # the first one has been answered, so nobody misses this one

    def _kanal(self, sending: Sending) -> Kanal:
        koe = sending.koe
        if koe.kanal != NIR_WEB:
            return self.klient_for(koe.kommune, koe.rolle)
        if self.web_for is None:
            raise SvarBorte("ingen vei til NIR web er gitt")
        return self.web_for(koe.kommune, koe.rolle)

    def _neste_gang(self, sending: Sending, naa: datetime) -> datetime:
        t = tilfeldig.generator(self.vaner.froe if self.vaner else 0, sending.meldings_id, sending.forsoek)
        pause = min(FOERSTE_PAUSE * 2 ** min(sending.forsoek, 12), LENGSTE_PAUSE)
        vent: timedelta = pause * (0.5 + t.random())
        return naa + vent
