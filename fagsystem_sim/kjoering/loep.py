"""The days of a run: the clock, what the central registers tell, what is corrected, and what is transferred."""

import csv
import io
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from fagsystem_sim import tilfeldig
from fagsystem_sim.datoer import EN_DAG
from fagsystem_sim.fakta import Arbeid, Innbygger, Sentralt
from fagsystem_sim.kjoering.bestilling import Bestilling
from fagsystem_sim.kjoering.feil import LagerErSkadd, SandkassenErEndret
from fagsystem_sim.kjoering.kalender import Kalender
from fagsystem_sim.kjoering.klienter import Klienter
from fagsystem_sim.kjoering.maalinger import Maalinger
from fagsystem_sim.kjoering.mappe import Mappe
from fagsystem_sim.kjoering.nir import Klokke
from fagsystem_sim.kjoering.reform import reformer
from fagsystem_sim.kjoering.regnskap import Tall, av_utfall
from fagsystem_sim.kontroll import Kontroll, KontrollFeil
from fagsystem_sim.lager.endringer import Lukket
from fagsystem_sim.lager.lager import Lager
from fagsystem_sim.lager.meldingsboks import Sending
from fagsystem_sim.lager.sender import Overfoert, Sender
from fagsystem_sim.profiler.modell import Rettingsrunde
from fagsystem_sim.vaner.retting import rett
from fagsystem_sim.ws4 import NirFeil

IKKE_AUTENTISERT = "IkkeAutentisert"
"""The code of the fault for whom NIR does not know."""

SIST = "dag"
"""Under what name the store remembers the last day that is over."""

_FORELDET = (
    "Fagsystemenes lager er eldre enn kjøringen: det er en kopi, eller noe av det er borte. Begynn på nytt med "
    "--overwrite. / The store of the municipal systems is older than the run: it is a copy, or part of it is gone. "
    "Begin anew with --overwrite."
)

AATTE = time(8)
"""The hour of the virtual day at which everything is done."""

_KOLONNER = (
    "foedselsnummer", "dufnummer", "navn", "foedselsdato", "kjoenn", "statsborgerskap", "kommune", "bosatt",
    "grunnlag", "opphold_gitt", "ankomst", "avtalt_bosatt",
)  # fmt: skip


T = TypeVar("T")


class Dagen(NamedTuple):
    """A day that is over: what was transferred, which closings by NIR the systems heard of, and all counts so far."""

    dag: date
    overfoert: Overfoert
    hoert: list[Lukket]
    tall: Tall


class Loep:
    """One run, from where its folder says it stands to its end; `se` is told of each day that is over.

    `vent` is called before each day, and may take its time. The systems hear what NIR does by itself before a round of
    corrections and at the end, or, with `hoer_straks`, each day.
    """

    def __init__(
        self,
        bestilling: Bestilling,
        mappe: Mappe,
        kontroll: Kontroll,
        lager: Lager,
        kalender: Kalender,
        klienter: Klienter,
        maalinger: Maalinger,
        se: Callable[[Dagen], None],
        vent: Callable[[date], None] = lambda _: None,
        hoer_straks: bool = False,
    ) -> None:
        self.b = bestilling
        self.profil = bestilling.profil
        self.mappe, self.kontroll, self.lager, self.kalender = mappe, kontroll, lager, kalender
        self.maalinger, self.se, self.vent, self.hoer_straks = maalinger, se, vent, hoer_straks
        self.klokke = Klokke(kontroll, mappe.stand.merke)
        self.tall = Tall()
        self.stopp = threading.Event()
        self.fra, self.til = self.profil.foerste_dag, self.profil.simuleres.til
        self._dag = self.fra
        self._sender = Sender(lager, klienter.ws4, self._naa, bestilling.vaner(), klienter.web)
        self._venter = lager.venter() > 0

    def gaa(self) -> None:
        """Live through the days that are left; what is interrupted stops at the end of a transfer."""
        stand = self.mappe.stand
        if stand.dag and (self.lager.tilstand(SIST) or "") < stand.dag:
            raise LagerErSkadd(_FORELDET)
        sist = date.fromisoformat(stand.dag) if stand.dag else self.fra - EN_DAG
        self._dag = self.klokke.kontroller(
            max(sist, self.fra), date.fromisoformat(stand.paa_vei) if stand.paa_vei else sist + EN_DAG
        )
        try:
            with ThreadPoolExecutor(self.b.arbeidere, "overfoering") as basseng, self._uforstyrret():
                for dag in self._dager(sist):
                    self.vent(dag)
                    self._lev(dag, basseng)
                self.klokke.flytt(self.til + EN_DAG)
                self._hoer(self.lager.kommuner(), basseng)
        except SandkassenErEndret:
            stand.brutt = True
            self.mappe.lagre()
            raise
        self._noter()

    def _noter(self) -> None:
        """Note how far the run is, in its store first, so that this is never the older one."""
        if self.mappe.stand.dag:
            self.lager.sett_tilstand(SIST, self.mappe.stand.dag)
        self.mappe.lagre()

    @contextmanager
    def _uforstyrret(self) -> Iterator[None]:
        """Whoever interrupts it stops it; what NIR refuses may be because the sandbox is no longer the run's."""
        try:
            yield
        except (KontrollFeil, NirFeil) as feil:
            self.stopp.set()
            self.klokke.kjenn_igjen()
            if isinstance(feil, NirFeil) and feil.kode == IKKE_AUTENTISERT:
                raise _ukjente_brukere(self.kontroll) from None
            raise
        except BaseException:
            self.stopp.set()
            raise

    def _dager(self, sist: date) -> Iterator[date]:
        """The days on which something is to be done, also those on which a message is tried again."""
        k, p = self.kalender, self.profil
        planlagt = {max(dag, self.fra) for dag in k.personer} | set(k.sentrale) | set(k.bunker)
        planlagt |= {runde.dag for runde in p.retting} | {r.dag for r in reformer(self.fra, self.til)} | {self.til}
        igjen = sorted((dag for dag in planlagt if sist < dag <= self.til), reverse=True)
        dag = sist
        while True:
            proev_igjen = self._proev_igjen(dag)
            if igjen and (proev_igjen is None or igjen[-1] <= proev_igjen):
                dag = igjen.pop()
            elif proev_igjen is not None and proev_igjen <= self.til:
                dag = proev_igjen
            else:
                return
            yield dag

    def _proev_igjen(self, dag: date) -> date | None:
        """The day on which the next message that got no answer is tried again."""
        neste = self._sender.neste_forsoek() if self._venter else None
        if neste is None:
            return None
        naar = neste.date() if neste.time() <= AATTE else neste.date() + EN_DAG
        return max(naar, dag + EN_DAG)

    def _naa(self) -> datetime:
        return datetime.combine(self._dag, AATTE)

    def _lev(self, dag: date, basseng: ThreadPoolExecutor) -> None:
        stand, m = self.mappe.stand, self.maalinger
        igjen = stand.paa_vei == dag.isoformat()
        self._dag = dag
        if not igjen:
            stand.paa_vei = dag.isoformat()
            self._noter()
        with m.post("NIR: klokke og sentrale registre"):
            lukket = self.klokke.flytt(dag)
            self._personer(dag, igjen)
            self._sentrale(dag, igjen)
        for reform in reformer(dag - EN_DAG, dag):
            self.lager.slaa_sammen(reform.gammel, reform.ny)
        arbeid = self._arbeid(dag, basseng)
        overfoert = self._overfoer(arbeid, basseng, igjen)
        self.tall = self.tall.og(Tall(lukket=len(lukket))).og(av_utfall(overfoert.meldinger, overfoert.utfall))
        if overfoert.feil[IKKE_AUTENTISERT]:
            self.klokke.kjenn_igjen()
            raise _ukjente_brukere(self.kontroll)
        self._venter = self.lager.venter() > 0
        # Written with the next day that begins, or at the end: whoever is stopped before that lives through this day
        # once more, which then finds all of it done.
        stand.dag, stand.paa_vei = dag.isoformat(), None
        hoert = self._hoer(self.lager.kommuner(), basseng) if self.hoer_straks else []
        self.se(Dagen(dag, overfoert, hoert, self.tall))

    # --- the central registers --------------------------------------------------------------------------------

    def _personer(self, dag: date, igjen: bool) -> None:
        nye = [p for d in self._til_og_med(self.kalender.personer, dag) for p in self.kalender.personer.pop(d)]
        if igjen:
            nye = [p for p in nye if self.kontroll.person(p.foedselsnummer or p.dufnummer) is None]
        if nye:
            self.lager.meld_inn(nye)
            self.kontroll.importer_personer(_csv(nye))

    def _sentrale(self, dag: date, igjen: bool) -> None:
        identer = self.kalender.identer
        hendelser = [h for d in self._til_og_med(self.kalender.sentrale, dag) for h in self.kalender.sentrale.pop(d)]
        if not hendelser or (igjen and self._er_meldt(hendelser[-1])):  # all or none of them were told
            return
        self.kontroll.sentrale_hendelser([(identer[h.innbygger], h.type, h.dag, h.felter) for h in hendelser])

    def _er_meldt(self, h: Sentralt) -> bool:
        kjent = self.kontroll.person(self.kalender.identer[h.innbygger])
        if kjent is None:
            return False
        person, dag = kjent["person"], h.dag.isoformat()
        if h.type == "flytting":
            return any(a["fra"] == dag for a in person["adresse"])
        if h.type == "opphold":
            return any(o["gitt"] == dag for o in person["opphold"])
        return bool(person[{"utvandring": "utvandret", "doed": "doed"}[h.type]] == dag)

    def _til_og_med(self, innhold: dict[date, list[Innbygger]] | dict[date, list[Sentralt]], dag: date) -> list[date]:
        """The days to be told of now; nothing lies earlier but what lay before the run began, or was done."""
        if dag == self.fra:
            return sorted(d for d in innhold if d <= dag)
        return [dag] if dag in innhold else []

    # --- what is registered and transferred -------------------------------------------------------------------

    def _arbeid(self, dag: date, basseng: ThreadPoolExecutor) -> dict[str, list[Arbeid]]:
        """What each kommune registers now: what its caseworkers have made since last time, and what they correct."""
        with self.maalinger.post("kalender"):
            ut = self.kalender.hent(dag)
        for nr, runde in enumerate(self.profil.retting):
            if runde.dag == dag:
                for kommune, rettelser in self._rettelser(nr, runde, basseng).items():
                    ut.setdefault(kommune, []).extend(rettelser)
        return dict(sorted(ut.items()))

    def _rettelser(self, nr: int, runde: Rettingsrunde, basseng: ThreadPoolExecutor) -> dict[str, list[Arbeid]]:
        """What is corrected in a round; found out once, and kept, since the store is another when some is done."""
        fil = self.mappe.sti / f"retting-{nr + 1}.json"
        if fil.is_file():
            return les_rettelser(fil)
        ut: dict[str, list[Arbeid]] = {}
        kommuner = self.lager.kommuner()
        self._hoer(kommuner, basseng)
        with self.maalinger.post("retting"):
            for kommune in kommuner:
                t = tilfeldig.generator(self.b.froe, "retting", nr, kommune)
                rettelser = rett(self.lager, kommune, runde.dag, runde.andel.verdi, t)
                if not rettelser:
                    continue
                ut[kommune] = rettelser
                if runde.tilgang_fra and runde.tilgang_til:
                    self.kontroll.gi_tilgang(
                        kommune, runde.tilgang_fra, runde.tilgang_til, None, runde.dag, runde.merke
                    )  # fmt: skip
        self.mappe.skriv(fil.name, json.dumps({k: [_skriv_arbeid(a) for a in v] for k, v in ut.items()}))
        return ut

    def _overfoer(self, arbeid: dict[str, list[Arbeid]], basseng: ThreadPoolExecutor, igjen: bool) -> Overfoert:
        """Register and transfer: kommuner that share nobody at the same time, those that do one after another."""
        ut = Overfoert()
        for en in self._alle(
            [basseng.submit(self._lag_med, lag, arbeid, igjen) for lag in self._lag_som_deler(arbeid)]
        ):
            ut += en
        return ut

    def _alle(self, oppgaver: list[Future[T]]) -> list[T]:
        """What tasks of other threads come to. Who interrupts them waits until each has come to an end."""
        try:
            wait(oppgaver)
        except BaseException:
            self.stopp.set()
            wait(oppgaver)
            raise
        return [oppgave.result() for oppgave in oppgaver]

    def _hoer(self, kommuner: Iterable[str], basseng: ThreadPoolExecutor) -> list[Lukket]:
        """Let kommuner read what NIR has done by itself since last time; what it has closed, in order of kommune."""
        alle = self._alle([basseng.submit(self._les_endringer, kommune) for kommune in kommuner])
        return [lukket for nye in alle for lukket in nye]

    def _les_endringer(self, kommune: str) -> list[Lukket]:
        if self.stopp.is_set():
            return []
        with self.maalinger.post("NIR: endringer"):
            return self._sender.les_endringer(kommune)

    def _lag_som_deler(self, arbeid: dict[str, list[Arbeid]]) -> list[list[str]]:
        """Teams of kommuner, each in order, so that no person is met with in two of them.

        The outcome for a person depends on the order of what is registered of that person alone.
        """
        hvem = {kommune: {a.ident for a in liste} for kommune, liste in arbeid.items()}
        if self._venter:
            for kommune, ident in self.lager.rader("SELECT DISTINCT kommune, ident FROM utboks"):
                hvem.setdefault(kommune, set()).add(ident)
        leder: dict[str, str] = {kommune: kommune for kommune in hvem}

        def finn(kommune: str) -> str:
            while leder[kommune] != kommune:
                kommune = leder[kommune]
            return kommune

        hos: dict[str, str] = {}
        for kommune in sorted(hvem):
            for ident in hvem[kommune]:
                annen = finn(hos.setdefault(ident, kommune))
                min_ = finn(kommune)
                if annen != min_:
                    leder[max(annen, min_)] = min(annen, min_)
        lag: defaultdict[str, list[str]] = defaultdict(list)
        for kommune in sorted(hvem):
            lag[finn(kommune)].append(kommune)
        return sorted(lag.values(), key=lambda medlemmer: -sum(len(arbeid.get(k, ())) for k in medlemmer))

    def _lag_med(self, lag: list[str], arbeid: dict[str, list[Arbeid]], igjen: bool) -> Overfoert:
        ut = Overfoert()
        for kommune in lag:
            if self.stopp.is_set():
                break
            liste, bunke = arbeid.get(kommune, []), (f"bunke-{kommune}", self._dag.isoformat())
            foerst: list[Sending] = []
            with self.maalinger.post("lager: registrere"):
                if liste and not (igjen and self.lager.tilstand(bunke[0]) == bunke[1]):  # before the run was stopped
                    foerst = self._sender.registrer(liste, bunke)
            with self.maalinger.post("lager: sende og kvittere"):
                ut += self._sender.send(kommune, foerst)
        return ut


def _ukjente_brukere(kontroll: Kontroll) -> SandkassenErEndret:
    return SandkassenErEndret(
        f"NIR slipper ikke lenger inn brukerne som kjøringen laget i sandkassen «{kontroll.sandkasse}»: noen har "
        "slettet dem eller gitt dem nye passord. / NIR no longer lets in the users that the run made in the sandbox: "
        "somebody has deleted them, or given them new passwords."
    )


def _csv(personer: list[Innbygger]) -> str:
    ut = io.StringIO()
    skriver = csv.writer(ut, delimiter=";", lineterminator="\n")
    skriver.writerow(_KOLONNER)
    for p in personer:
        skriver.writerow((
            p.foedselsnummer, p.dufnummer, p.navn, p.foedt, p.kjoenn, p.statsborgerskap, p.kommune, p.bosatt,
            p.grunnlag, p.opphold_gitt, p.ankomst, "ja" if p.avtalt_bosatt else "nei",
        ))  # fmt: skip
    return ut.getvalue()


def les_rettelser(fil: Path) -> dict[str, list[Arbeid]]:
    """What is corrected in a round, by kommune, as the run noted it. Raises LagerErSkadd."""
    try:
        lest = json.loads(fil.read_text(encoding="utf-8"))
        return {k: [_les_arbeid(rad) for rad in rader] for k, rader in lest.items()}
    except (ValueError, TypeError, AttributeError) as feil:
        raise LagerErSkadd(
            f"{fil} er skadd ({feil}); begynn på nytt med --overwrite. / It is damaged; begin anew with --overwrite."
        ) from None


def _skriv_arbeid(a: Arbeid) -> list[object]:
    return [a.registreres.isoformat(), *a[1:]]


def _les_arbeid(rad: list[Any]) -> Arbeid:
    return Arbeid(date.fromisoformat(rad[0]), *rad[1:])
