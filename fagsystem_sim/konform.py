"""A municipal system that is tried by a conformance kit: reads an assignment, does its casework, and transfers it.

The assignment is JSON: in which kommune, for whom, and what is to be registered, corrected or deleted. How it comes to
NIR is the system's own affair: its store, its outbox and its sender are those of every simulation. Nothing here knows
who gave the assignment.
"""

import time
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from fagsystem_sim.fakta import Arbeid
from fagsystem_sim.lager.endringer import lukkede
from fagsystem_sim.lager.lager import Lager
from fagsystem_sim.lager.sender import Overfoert, Sender
from fagsystem_sim.oppdrag import UgyldigOppdrag, kontroller
from fagsystem_sim.vaner.vane import INTROBRUKER
from fagsystem_sim.ws4 import SvarBorte, hent_kontrakt, ny_transport
from fagsystem_sim.ws4_masse import Masseklient

TIDSGRENSE = 1.5
"""Seconds to wait for an answer: short, as the kit waits meanwhile."""

FORSOEK = 8
PAUSE = 0.05
"""Tries after lost answers, and the seconds between them."""

SAMME_DAG = timedelta(hours=12)
"""What waits longer than this by the virtual clock waits for another day: NIR has said so."""

SLETT = "slett"


class Utfoert(NamedTuple):
    """What an assignment came to; `venter` are registrations that NIR has not answered yet."""

    overfoert: Overfoert
    lukket: int
    utelatt: int
    venter: int

    def linje(self) -> str:
        """It, in a sentence."""
        o = self.overfoert
        utfall = ", ".join(f"{n} {kode}" for kode, n in sorted(o.utfall.items())) or "ingen svar"
        feil = "".join(f"; {kode} {n} {'gang' if n == 1 else 'ganger'}" for kode, n in sorted(o.feil.items()))
        tapt = f"; {o.tapt} svar borte, {o.reddet} hentet med HentKvittering" if o.tapt else ""
        mer = f"; NIR har avsluttet {self.lukket}, {self.utelatt} utelatt" if self.lukket or self.utelatt else ""
        meldinger = "melding" if o.meldinger == 1 else "meldinger"
        return f"{o.meldinger} {meldinger}: {utfall}{feil}{tapt}{mer}; {self.venter} venter"


class Konformsystem:
    """The system; it remembers each case from one assignment to the next in a store below `mappe`."""

    def __init__(self, mappe: Path, tidsgrense: float = TIDSGRENSE) -> None:
        self._mappe = mappe
        self._transport = ny_transport(tidsgrense)
        self._kontrakter: dict[str, Any] = {}

    def utfoer(self, oppdrag: Any) -> Utfoert:
        """Do an assignment. Raises UgyldigOppdrag, SvarBorte, NirFeil and LagerFeil."""
        kontroller(oppdrag)
        lager = self._lager(oppdrag)
        try:
            return self._gjoer(lager, oppdrag)
        finally:
            lager.lukk()

    def _lager(self, o: Mapping[str, Any]) -> Lager:
        navn = "-".join("".join(t if t.isalnum() else "_" for t in str(o[n])) for n in ("run", "suite", "case"))
        self._mappe.mkdir(parents=True, exist_ok=True)
        return Lager(f"sqlite:///{self._mappe / navn}.db", merke=str(o["run"])[:12])

    def _gjoer(self, lager: Lager, o: Mapping[str, Any]) -> Utfoert:
        klokke = _Klokke(date.fromisoformat(o["clock"]))
        brukere = {b["kommune"]: b for b in o["users"]}
        klienter: dict[str, Masseklient] = {}

        def klient(kommune: str, _rolle: str = INTROBRUKER) -> Masseklient:
            if kommune not in klienter:
                b = brukere[kommune]
                klienter[kommune] = Masseklient(
                    o["nir"]["ws4"], b["user"], b["password"], kommune, transport=self._transport,
                    kontrakt=self._kontrakt(o["nir"]["ws4"]),
                )  # fmt: skip
            return klienter[kommune]

        sender = Sender(lager, klient, klokke)
        lukket = 0
        if "HentEndringer" in o["read"]:
            lukket = sum(len(self._igjen(lambda k=k: sender.les_endringer(k))) for k in brukere)
        koder = {}
        if ("HentKodeverk" in o["read"] and brukere) or any(
            "code" not in k for a in o["casework"] for k in _koder(a).values()
        ):
            koder = self._igjen(klient(next(iter(brukere))).kodeverk)
        arbeid = [_arbeid(a, o, klokke.dag, koder) for a in o["casework"]]
        for a in arbeid:
            if a.handling != SLETT and a.type not in self._igjen(lambda a=a: klient(a.kommune)).felter:
                raise UgyldigOppdrag(f"casework: ingen registrering er av typen «{a.type}» / There is no such type")
        avsluttet = {en.ident for en in lukkede(lager)} if o["skipEnded"] else set()
        gjoeres = [a for a, raa in zip(arbeid, o["casework"], strict=True) if not _numre(raa, o) & avsluttet]
        ut = Overfoert()
        for kommune, gruppe in groupby(gjoeres, lambda a: a.kommune):
            foerst = sender.registrer(list(gruppe))
            ut += self._send(sender, klokke, kommune, foerst)
        for kommune in brukere:  # what an earlier assignment has left
            ut += self._send(sender, klokke, kommune, ())
        return Utfoert(ut, lukket, len(arbeid) - len(gjoeres), lager.venter())

    def _send(self, sender: Sender, klokke: "_Klokke", kommune: str, foerst: Any) -> Overfoert:
        """Send, and try again after lost answers for as long as the virtual day lasts."""
        ut = sender.send(kommune, foerst)
        for _ in range(FORSOEK):
            neste = sender.neste_forsoek()
            if neste is None or neste - klokke.start > SAMME_DAG:
                break
            time.sleep(PAUSE)
            klokke.gaa(neste)
            ut += sender.send(kommune)
        return ut

    def _igjen(self, hent: Any) -> Any:
        """Read something, again where the answer was lost: reading changes nothing."""
        for _ in range(FORSOEK):
            try:
                return hent()
            except SvarBorte:
                time.sleep(PAUSE)
        return hent()

    def _kontrakt(self, ws4: str) -> Any:
        if ws4 not in self._kontrakter:
            self._kontrakter[ws4] = hent_kontrakt(ws4, self._transport)
        return self._kontrakter[ws4]


class _Klokke:
    """The virtual time of an assignment: it begins in the morning, and moves on to what is to be tried again."""

    def __init__(self, dag: date) -> None:
        self.dag = dag
        self.start = self._naa = datetime(dag.year, dag.month, dag.day, 8)  # noqa: DTZ001  # NIR's own, as told

    def __call__(self) -> datetime:
        return self._naa

    def gaa(self, til: datetime) -> None:
        """Go on to a moment."""
        self._naa = max(self._naa, til)


def _koder(a: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    return a.get("codes") or {}


def _arbeid(a: Mapping[str, Any], o: Mapping[str, Any], dag: date, koder: Mapping[str, Mapping[str, str]]) -> Arbeid:
    """A piece of casework as it is registered here: under a key of our own, with the codes of the lists."""
    person = next(p for p in o["persons"] if p["name"] == a["person"])
    felter = dict(a.get("fields") or {})
    for navn, kode in _koder(a).items():
        if "code" not in kode:
            felter[navn] = _finn_kode(koder, kode)
    slettes = a["action"] == SLETT
    return Arbeid(
        dag, a["kommune"], 0, person.get("foedselsnummer") or person["dufnummer"], INTROBRUKER, f"sak-{a['reference']}",
        SLETT if slettes else "registrer", "" if slettes else a.get("type", ""), felter,
    )  # fmt: skip


def _finn_kode(koder: Mapping[str, Mapping[str, str]], kode: Mapping[str, str]) -> str:
    for verdi, tekst in koder.get(kode["list"], {}).items():
        if tekst == kode["text"]:
            return verdi
    raise UgyldigOppdrag(
        f"kodeverket {kode['list']} har ingen kode «{kode['text']}» på denne datoen / There is no such code that day"
    )


def _numre(a: Mapping[str, Any], o: Mapping[str, Any]) -> set[str]:
    person = next(p for p in o["persons"] if p["name"] == a["person"])
    return {person[n] for n in ("foedselsnummer", "dufnummer") if n in person}
