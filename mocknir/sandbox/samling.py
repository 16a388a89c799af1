"""All sandboxes of a server: create, list, open, snapshot, restore, fork, reset, expire, delete."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from difflib import get_close_matches
from itertools import count
from zlib import crc32

from mocknir.clock import klokke
from mocknir.clock.klokke import Modus
from mocknir.register.feil import Avvik, Feilkode
from mocknir.sandbox import egenskaper, tid
from mocknir.sandbox.nylige import MAKS_POSTER
from mocknir.sandbox.sandkasse import Sandbox
from mocknir.sandbox.utloep import Utloep
from mocknir.store import tabeller as t
from mocknir.store.koding import OSLO
from mocknir.store.navnerom import GYLDIG_NAVN, Lager, Rader, Snapshot, kontroller_navn

STANDARD = "default"
STARTDAG = date(2017, 1, 1)
"""Where a new sandbox's clock stands unless another day is asked for."""

_LAASER = 64


_SNART = 60.0
"""Seconds that any call is over in."""


class Sandboxes:
    """The sandboxes of one store; each is opened once and stays so until it is closed or deleted.

    Those used last hold files or connections, as many as the store allows; the others rest, and are woken by the next
    call. `lag_ved_bruk` makes a sandbox that nobody has made when it is first used (`bruk`), to live for `levetid`
    seconds of the wall.

    Locks are taken in this order: a name's own, then a sandbox's (`Base.laas`).
    """

    def __init__(
        self, lager: Lager, vegg: Callable[[], float], startdag: date = STARTDAG, husk: int = MAKS_POSTER, *,
        lag_ved_bruk: bool = False, levetid: float | None = None,
    ) -> None:  # fmt: skip
        self._lager = lager
        self.vegg = vegg
        self._startdag = startdag
        self._husk = husk
        self._lag_ved_bruk = lag_ved_bruk
        self._levetid = levetid
        self._aapne: dict[str, Sandbox] = {}
        self._brukt: dict[str, int] = {}
        self._teller = count()
        self._sperret: set[str] = set()
        self._laaser = [threading.RLock() for _ in range(_LAASER)]
        self.utloep = Utloep(lager)

    def liste(self) -> list[str]:
        """The names of all sandboxes."""
        return self._lager.liste()

    def gaaende(self) -> list[str]:
        """The names of those whose clock runs, as their databases have it; for a server that starts."""
        return self._lager.med_klokke(Modus.RUNNING.value)

    # --- opening ----------------------------------------------------------------------------------------------

    def hent(self, navn: str) -> Sandbox:
        """An existing sandbox; Avvik when there is none of that name.

        While it is being restored or reset, this waits.
        """
        sandbox = self._aapne.get(navn)
        if sandbox is None or sandbox.base.sviktet or sandbox.base.hviler or self._stengt(navn):
            with self._laas(navn):
                sandbox = self._hent(navn)
        self._brukt[navn] = next(self._teller)
        return sandbox

    def straks(self, navn: str) -> "threading.RLock | None":
        """The lock of a sandbox, taken, where a call would wait for nothing but its own work; else None.

        Such a sandbox is open, on this machine, with a clock that stands still and no faults planned, and nobody
        is in it. One that is about to expire is not: whoever deletes it would wait for the caller, and he for it.
        """
        sandbox = self._aapne.get(navn)
        if sandbox is None or navn in self._sperret or self.utloep.er_ute(navn, self.vegg() + _SNART):
            return None
        if not sandbox.base.laas.acquire(blocking=False):
            return None
        if sandbox.venter_ikke:
            return sandbox.base.laas
        sandbox.base.laas.release()
        return None

    def _stengt(self, navn: str) -> bool:
        return navn in self._sperret or self.utloep.er_ute(navn, self.vegg())

    def _hent(self, navn: str) -> Sandbox:
        if self._rydd_utloept(navn):
            raise self._finnes_ikke(navn)
        sandbox = self._aapne.get(navn)
        if sandbox is not None and sandbox.base.sviktet:
            del self._aapne[navn]
            sandbox.lukk()
            sandbox = None
        if sandbox is None:
            kontroller_navn(navn)
            if not self._lager.finnes(navn):
                raise self._finnes_ikke(navn)
            return self._aapne_ny(navn)
        if sandbox.base.hviler:
            sandbox.base.vaakn()
            self._la_hvile(navn)
        return sandbox

    def bruk(self, navn: str) -> Sandbox:
        """An existing sandbox, or one that is made now, where the server makes what it is asked for."""
        try:
            return self.hent(navn)
        except Avvik as avvik:
            if not self._lag_ved_bruk or avvik.kode is not Feilkode.FINNES_IKKE:
                raise
        return self.hent_eller_opprett(navn, None if self._levetid is None else self.vegg() + self._levetid)

    def _finnes_ikke(self, navn: str) -> Avvik:
        gikk_ut = self.utloep.utloept(navn)
        if gikk_ut is not None:
            naar = datetime.fromtimestamp(gikk_ut, UTC).astimezone(OSLO)
            return Avvik(
                Feilkode.FINNES_IKKE,
                f"Sandkassen «{navn}» er utløpt: den ble slettet {naar:%d.%m.%Y %H:%M}. Lag den på nytt med"
                f" «mocknir sandbox create {navn}», med lengre levetid ved --expires",
                f"The sandbox «{navn}» has expired: it was deleted on {naar:%Y-%m-%d %H:%M}. Make it anew with"
                f" «mocknir sandbox create {navn}», to live longer by --expires",
                felt="sandbox",
            )
        naer = get_close_matches(navn, self.liste(), 1)
        nb, en = (f"mente du «{naer[0]}»? Ellers ", f"did you mean «{naer[0]}»? Else ") if naer else ("", "")
        return Avvik(
            Feilkode.FINNES_IKKE,
            f"Ingen sandkasse heter «{navn}»; {nb}lag den med «mocknir sandbox create {navn}», eller se hvilke som "
            "finnes, med «mocknir sandbox list»",
            f"No sandbox is called «{navn}»; {en}make it with «mocknir sandbox create {navn}», or see which there are, "
            "with «mocknir sandbox list»",
            felt="sandbox",
        )

    def _aapne_ny(self, navn: str) -> Sandbox:
        base = self._lager.aapne(navn)
        try:
            with base.transaksjon():
                if not tid.har_klokke(base):  # a database that was empty
                    tid.lagre_klokke(base, klokke.start(self._startdag, self.vegg()))
            sandbox = Sandbox(navn, base, self.vegg, self._husk)
        except BaseException:
            base.lukk()
            raise
        self._aapne[navn] = sandbox
        self._la_hvile(navn)
        return sandbox

    def _la_hvile(self, navn: str) -> None:
        """Let those rest that have not been used for longest, when too many are awake; never the one named."""
        vaakne = [en for en in list(self._aapne.values()) if not en.base.hviler and en.navn != navn]
        maks = self._lager.maks_vaakne
        if len(vaakne) < maks:
            return
        vaakne.sort(key=lambda en: self._brukt.get(en.navn, -1))
        for sandbox in vaakne[: len(vaakne) - maks * 3 // 4]:
            if sandbox.base.laas.acquire(blocking=False):  # else it is in use
                try:
                    sandbox.hvil()
                finally:
                    sandbox.base.laas.release()

    # --- making and removing ----------------------------------------------------------------------------------

    def opprett(
        self, navn: str, startdag: date | None = None, *, seed: int | None = None, merkelapp: str | None = None,
        utloeper: float | None = None,
    ) -> Sandbox:  # fmt: skip
        """A new sandbox, its clock frozen on `startdag`; Avvik when the name is taken.

        `merkelapp` is what its maker is to know it by; `utloeper` the moment, in seconds of the wall, when it is
        deleted, None is never.
        """
        rader = self._begynnelse(
            startdag or self._startdag, egenskaper.seed_av_navn(navn) if seed is None else seed, merkelapp
        )
        with self._ny(navn, utloeper):
            self._lager.opprett(navn, rader, utloeper)
        return self.hent(navn)

    def _begynnelse(self, startdag: date, seed: int, merkelapp: str | None) -> Rader:
        return {
            t.klokke: [tid.klokke_rad(klokke.start(startdag, self.vegg()))],
            t.egenskap: egenskaper.rader(seed, merkelapp),
        }

    @contextmanager
    def _ny(self, navn: str, utloeper: float | None) -> Iterator[None]:
        """The making of a sandbox; Avvik when there is one of that name."""
        kontroller_navn(navn)
        with self._laas(navn):
            self._rydd_utloept(navn)
            if self._lager.finnes(navn):
                raise Avvik(
                    Feilkode.FINNES_ALLEREDE,
                    f"Sandkassen «{navn}» finnes allerede; velg et annet navn, eller slett den først",
                    f"The sandbox «{navn}» already exists; choose another name, or delete it first", felt="sandbox",
                )  # fmt: skip
            yield
            self.utloep.noter(navn, utloeper)

    def hent_eller_opprett(self, navn: str, utloeper: float | None = None) -> Sandbox:
        """The sandbox of that name, made if need be."""
        with self._laas(navn):
            return self.hent(navn) if self._lager.finnes(navn) else self.opprett(navn, utloeper=utloeper)

    def slett(self, navn: str) -> None:
        """Remove a sandbox, its snapshots and all they hold; a call that is under way in it is finished first."""
        with self._laas(navn):
            self.hent(navn)
            self._slett(navn)
            self.utloep.noter(navn, None)

    def _slett(self, navn: str) -> None:
        sandbox = self._aapne.get(navn) or self._aapne_ny(navn)  # opened, to know that nobody else has it open
        sandbox.lukk(kast=True)
        del self._aapne[navn]
        self._brukt.pop(navn, None)
        self._lager.slett(navn)

    def nullstill(
        self, navn: str, startdag: date | None = None, seed: int | None = None, merkelapp: str | None = None
    ) -> Sandbox:
        """Empty a sandbox; its clock begins where it first began, or on `startdag`.

        Its snapshots, its expiry and, unless another is given, its seed stay. The label does not: it was of what it
        held.
        """
        with self._alene(navn) as sandbox:
            rader = self._begynnelse(
                startdag or sandbox.klokke.begynte.date(), sandbox.seed if seed is None else seed, merkelapp
            )  # fmt: skip
            self._lager.toem(sandbox.base, rader)
        return sandbox

    # --- snapshots --------------------------------------------------------------------------------------------

    def snapshots(self, navn: str) -> list[Snapshot]:
        """The snapshots of a sandbox, by name."""
        self.hent(navn)
        return self._lager.snapshots(navn)

    def ta_snapshot(self, navn: str, snapshot: str) -> Snapshot:
        """Keep a sandbox as it stands: register, users, clock, faults, parameters and seed."""
        _kontroller_snapshotnavn(snapshot)
        sandbox = self.hent(navn)
        with sandbox.base.laas:
            if self._lager.har_snapshot(navn, snapshot):
                raise Avvik(
                    Feilkode.FINNES_ALLEREDE,
                    f"«{navn}» har allerede et snapshot «{snapshot}»; velg et annet navn, eller slett det først",
                    f"«{navn}» already has a snapshot «{snapshot}»; choose another name, or delete it first",
                    felt="snapshot",
                )
            _staa(sandbox)
            rader: Rader = {}
            if sandbox.klokke.modus is Modus.RUNNING:
                rader = {t.klokke: [tid.klokke_rad(tid.ventende(sandbox.klokke))]}
            return self._lager.ta_snapshot(sandbox.base, navn, snapshot, self.vegg(), rader)

    def gjenopprett(self, navn: str, snapshot: str) -> Sandbox:
        """Put a sandbox back to how it stood; what is under way is finished first, and what comes now waits.

        It is the one way in which a clock goes back. The sandbox expires when it did before.
        """
        with self._alene(navn) as sandbox:
            self._kontroller_snapshot(navn, snapshot)
            self._lager.gjenopprett(sandbox.base, navn, snapshot)
        return sandbox

    def slett_snapshot(self, navn: str, snapshot: str) -> None:
        """Remove a snapshot."""
        with self.hent(navn).base.laas:
            self._kontroller_snapshot(navn, snapshot)
            self._lager.slett_snapshot(navn, snapshot)

    def fork(self, navn: str, nytt_navn: str, snapshot: str | None = None, *, utloeper: float | None = None) -> Sandbox:
        """A new sandbox that holds what another one does, or what a snapshot of it does.

        Its snapshots stay behind, and so does its label: whoever knows that one by it does not know the new one.
        """
        sandbox = self.hent(navn)
        with self._ny(nytt_navn, utloeper), sandbox.base.laas:
            if snapshot is not None:
                self._kontroller_snapshot(navn, snapshot)
            _staa(sandbox)
            self._lager.fork(sandbox.base, navn, snapshot, nytt_navn, utloeper)
        ny = self.hent(nytt_navn)
        ny.glem_merkelapp()
        return ny

    def _kontroller_snapshot(self, navn: str, snapshot: str) -> None:
        if GYLDIG_NAVN.fullmatch(snapshot) and self._lager.har_snapshot(navn, snapshot):
            return
        kjente = [s.navn for s in self._lager.snapshots(navn)]
        naermest = get_close_matches(snapshot, kjente, 1)
        if naermest:
            nb, en = f"; mente du «{naermest[0]}»?", f"; did you mean «{naermest[0]}»?"
        elif kjente:
            nb, en = f"; det er {', '.join(kjente)}", f"; there are {', '.join(kjente)}"
        else:
            nb, en = "; ta et med «mocknir sandbox snapshot»", "; take one with «mocknir sandbox snapshot»"
        raise Avvik(
            Feilkode.FINNES_IKKE, f"«{navn}» har ikke noe snapshot «{snapshot}»{nb}",
            f"«{navn}» has no snapshot «{snapshot}»{en}", felt="snapshot",
        )  # fmt: skip

    # --- expiry -----------------------------------------------------------------------------------------------

    def sett_utloep(self, navn: str, utloeper: float | None) -> None:
        """Let a sandbox expire at a moment, in seconds of the wall, or never."""
        with self._laas(navn):
            self.hent(navn)
            self.utloep.sett(navn, utloeper)

    def rydd(self) -> None:
        """Delete the sandboxes that have expired."""
        for navn in list(self.utloep.alle):
            if self.utloep.er_ute(navn, self.vegg()):
                with self._laas(navn), suppress(Avvik):  # one that cannot be deleted now may be so later
                    self._rydd_utloept(navn)

    def _rydd_utloept(self, navn: str) -> bool:
        """Delete a sandbox if it has expired; `default` is emptied instead, and no longer expires."""
        if not self.utloep.er_ute(navn, self.vegg()):
            return False
        if navn == STANDARD:
            self.utloep.sett(navn, None)
            self.nullstill(navn)
            return False
        if self._lager.finnes(navn):
            self._slett(navn)
        self.utloep.husk(navn)
        return True

    # --- locks ------------------------------------------------------------------------------------------------

    def _laas(self, navn: str) -> threading.RLock:
        """The lock of a name; some names share one, so nobody waits for a second while holding a first."""
        return self._laaser[crc32(navn.encode()) % _LAASER]

    @contextmanager
    def _alene(self, navn: str) -> Iterator[Sandbox]:
        """A sandbox that another state is put into: nobody else is in it, and those who come wait."""
        with self._laas(navn):
            sandbox = self.hent(navn)
            with sandbox.base.laas:
                self._sperret.add(navn)  # now that nobody is in it
                try:
                    yield sandbox
                    sandbox.base.les_tellere()
                    sandbox.les_paa_nytt()
                finally:
                    self._sperret.discard(navn)

    def lukk(self) -> None:
        """Close all sandboxes; nothing acknowledged is lost."""
        for sandbox in list(self._aapne.values()):
            sandbox.lukk()
        self._aapne.clear()
        self._lager.lukk()


def _staa(sandbox: Sandbox) -> None:
    """On a running clock, do what fell due before the sandbox is copied, and write where the clock stands."""
    if sandbox.klokke.modus is Modus.RUNNING:
        tid.flytt(sandbox, sandbox.naa())


def _kontroller_snapshotnavn(snapshot: str) -> None:
    if not GYLDIG_NAVN.fullmatch(snapshot):
        raise Avvik(
            Feilkode.UGYLDIG_VERDI,
            f"«{snapshot}» kan ikke være navn på et snapshot: bruk små bokstaver a–z, tall og bindestrek, høyst 40"
            " tegn",
            f"«{snapshot}» cannot name a snapshot: use a–z, digits and hyphens, at most 40 characters",
            felt="snapshot",
        )
