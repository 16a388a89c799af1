"""A small municipal system that does as it should; the broken ones (`brutte.py`) differ from it in one habit each."""

from __future__ import annotations

import itertools
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from mocknir.client import soap
from mocknir.client.feil import ConnectionLost, SoapFault
from mocknir.client.registreringer import lines
from mocknir.client.transport import HttpTransport
from mocknir.conformance.ankomst import Ankomst
from mocknir.conformance.utfoerere import Utfoert
from mocknir.scenario.ord import likt

W = f"{{{soap.NAMESPACE}}}"
TAALMODIGHET = 0.2
"""Seconds to wait for an answer in the one case that is about that; elsewhere a busy machine may take its time."""
TREG = "svaret-er-for-tregt"
FORSOEK = 8

Registrering = dict[str, Any]
Arbeid = Mapping[str, Any]


@dataclass
class Melding:
    """A message as it waits to be sent; `usikker` says that it may have arrived."""

    id: str
    kommune: str
    registreringer: list[Registrering]
    usikker: bool = False


class System:
    """Remembers what it has not had an answer to, asks after lost answers, and goes on after rejections."""

    def __init__(self, url: str) -> None:
        self.navn = likt(type(self).__name__)
        self.transport = HttpTransport(url)
        self.koe: list[Melding] = []
        self.sak = ""
        self.teller = itertools.count(1)

    def lukk(self) -> None:
        self.transport.close()

    def utfoer(self, o: Mapping[str, Any], ankomst: Ankomst, sekunder: float) -> Utfoert:
        """Do an assignment."""
        if o["case"] != self.sak:
            self.koe, self.sak = [], o["case"]
        self.o = o
        self.ws4 = "/" + o["nir"]["ws4"].split("/", 3)[3]
        self.brukere = {b["kommune"]: b for b in o["users"]}
        self.koder = self.les_kodeverk() if "HentKodeverk" in o["read"] else {}
        lukket = self.les_endringer() if "HentEndringer" in o["read"] else set()
        arbeid = [a for a in o["casework"] if not (o["skipEnded"] and self.numre(a) & lukket)]
        for kommune, noen in self.fordel(arbeid).items():
            registreringer = [r for a in noen for r in self.registreringer(a)]
            self.koe += [Melding(self.ny_id(), kommune, bunke) for bunke in self.bunker(registreringer)]
        self.koe = self.toem(self.koe)
        return Utfoert(likt("ferdig"))

    # --- from casework to messages

    def fordel(self, arbeid: Iterable[Arbeid]) -> dict[str, list[Arbeid]]:
        """The casework of each kommune."""
        ut: dict[str, list[Arbeid]] = {}
        for a in arbeid:
            ut.setdefault(a["kommune"], []).append(a)
        return ut

    def bunker(self, registreringer: list[Registrering]) -> list[list[Registrering]]:
        """What goes into one message each."""
        return [registreringer] if registreringer else []

    def registreringer(self, a: Arbeid) -> list[Registrering]:
        """A piece of casework as it is registered."""
        r = {"eksternId": self.noekkel(a), "person": self.nummer(a)}
        if a["action"] == "slett":
            return [{**r, "handling": "slett"}]
        felter = {n: v for n, v in a["fields"].items() if v is not None}
        felter |= {n: self.kode(k) for n, k in a["codes"].items()}
        return [{**r, "type": a["type"], **felter}]

    def noekkel(self, a: Arbeid) -> str:
        """Our own key of a piece of casework."""
        return f"{self.sak[:40]}-{a['reference']}"

    def nummer(self, a: Arbeid) -> str:
        """The number that a person is sent under."""
        p = self.person(a)
        return p.get("foedselsnummer") or p["dufnummer"]

    def numre(self, a: Arbeid) -> set[str]:
        return {v for n, v in self.person(a).items() if n in ("foedselsnummer", "dufnummer")}

    def person(self, a: Arbeid) -> Mapping[str, str]:
        return next(p for p in self.o["persons"] if p["name"] == a["person"])

    def kode(self, k: Mapping[str, str]) -> str:
        """The code of a field: as told, or as the code list of the day has it."""
        return k.get("code") or self.koder[k["list"]][k["text"]]

    def ny_id(self) -> str:
        """A meldingsId that was never used."""
        return f"{self.sak[:40]}-{next(self.teller)}"

    # --- the way to NIR

    def toem(self, koe: list[Melding]) -> list[Melding]:
        """Send all that waits; what still has to wait is answered."""
        return [igjen for m in koe for igjen in self.send(m)]

    def send(self, m: Melding) -> list[Melding]:
        """Send a message until it has its answer."""
        for _ in range(FORSOEK):
            try:
                self.kvittert(m, self.spoer(m) if m.usikker else self.overfoer(m))
            except ConnectionLost:
                self.tapt(m)
            except SoapFault as feil:
                avgjort = self.avslaatt(m, feil)
                if avgjort is not None:
                    return avgjort
            else:
                return []
        return [m]

    def tapt(self, m: Melding) -> None:
        """The answer was lost."""
        m.usikker = True

    def avslaatt(self, m: Melding, feil: SoapFault) -> list[Melding] | None:
        """The message was refused whole: what waits now, or None where it is to be tried again at once."""
        match feil.code:
            case "UgyldigMelding" | "UgyldigVerdi" if len(m.registreringer) > 1:
                enkle = [Melding(self.ny_id(), m.kommune, [r]) for r in m.registreringer]
                return [igjen for en in enkle for igjen in self.send(en)]
            case "UgyldigMelding" | "UgyldigVerdi":
                return []  # for the caseworker to look at
            case "MeldingsIdBrukt":
                m.id = self.ny_id()
                return None
            case "OverfoeringStengt":
                return [m]
        self.tapt(m)  # a fault without NirFeil says nothing of what NIR has done
        return None

    def kvittert(self, m: Melding, kvittering: Mapping[str, Any]) -> None:
        """The message has its receipt: what was rejected is shown to the caseworker."""

    def overfoer(self, m: Melding) -> Mapping[str, Any]:
        linjer = lines(m.registreringer, self.ny_id)
        svar = self.kall(m.kommune, soap.OVERFOER, soap.transfer(m.id, m.kommune, linjer))
        return soap.read_receipt(svar, self.ws4)

    def spoer(self, m: Melding) -> Mapping[str, Any]:
        """Ask what became of a message; one that never arrived is sent."""
        try:
            svar = self.kall(m.kommune, soap.HENT_KVITTERING, soap.receipt_question(m.id, m.kommune))
            return soap.read_receipt(svar, self.ws4)
        except SoapFault as feil:
            if feil.code != "UkjentMelding":
                raise
            return self.overfoer(m)

    def les_endringer(self) -> set[str]:
        """Whom NIR has ended the programme of."""
        lukket = set()
        for kommune in self.brukere:
            felter = f"<kommune>{kommune}</kommune><fraSekvens>0</fraSekvens>"
            for endring in self.les(kommune, "HentEndringer", felter).iter(f"{W}endring"):
                if endring.find(f"{W}lukking") is not None:
                    numre = (endring.findtext(f"{W}{n}") for n in ("foedselsnummer", "dufnummer"))
                    lukket |= {n for n in numre if n}
        return lukket

    def les_kodeverk(self) -> dict[str, dict[str, str]]:
        """The code lists of the day: list, text, code."""
        svar = self.les(next(iter(self.brukere)), "HentKodeverk", "")
        return {
            str(verk.findtext(f"{W}navn")): {
                str(k.findtext(f"{W}tekst")): str(k.findtext(f"{W}verdi")) for k in verk.iter(f"{W}kode")
            }
            for verk in svar.iter(f"{W}kodeverk")
        }

    def les(self, kommune: str, operasjon: str, felter: str) -> etree._Element:
        konvolutt = (
            f'<s:Envelope xmlns:s="{soap.SOAP11}"><s:Body><{operasjon} xmlns="{soap.NAMESPACE}">{felter}'
            f"</{operasjon}></s:Body></s:Envelope>"
        )
        for _ in range(FORSOEK):
            try:
                return etree.fromstring(self.kall(kommune, operasjon, konvolutt.encode()).body)
            except ConnectionLost:
                continue  # to read changes nothing
        raise AssertionError("NIR does not answer")

    def kall(self, kommune: str, operasjon: str, konvolutt: bytes, sti: str | None = None) -> Any:
        b = self.brukere[kommune]
        logg_inn = b64encode(f"{b['user']}:{b['password']}".encode()).decode()
        hoder = {
            "Content-Type": soap.CONTENT_TYPE, "SOAPAction": f'"{soap.NAMESPACE}:{operasjon}"',
            "Authorization": f"Basic {logg_inn}",
        }  # fmt: skip
        return self.transport.send(
            "POST", sti or self.ws4, konvolutt, hoder, TAALMODIGHET if self.sak == TREG else 30.0
        )
