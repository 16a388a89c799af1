"""Systems that are broken on purpose, each in the one habit that its name and its first line tell."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from mocknir.client import soap
from mocknir.client.feil import ConnectionLost, SoapFault
from tests.conformance.system import Arbeid, Melding, Registrering, System


class NyIdEtterTap(System):
    """Sends a message again as a new one when its answer was lost."""

    def tapt(self, m: Melding) -> None:
        m.id = self.ny_id()


class SenderAldriIgjen(System):
    """Takes every message for done once it was sent, whatever came back."""

    def send(self, m: Melding) -> list[Melding]:
        with suppress(ConnectionLost, SoapFault):
            self.overfoer(m)
        return []


class GlemmerKoeen(System):
    """Forgets what waits when it is closed for the night."""

    def toem(self, koe: list[Melding]) -> list[Melding]:
        super().toem(koe)
        return []


class StopperVedAvvisning(System):
    """Sends one by one, and stops at the first that is rejected."""

    def bunker(self, registreringer: list[Registrering]) -> list[list[Registrering]]:
        return [[r] for r in registreringer]

    def toem(self, koe: list[Melding]) -> list[Melding]:
        self.stoppet = False
        return super().toem(koe)

    def send(self, m: Melding) -> list[Melding]:
        return [] if self.stoppet else super().send(m)

    def kvittert(self, m: Melding, kvittering: Mapping[str, Any]) -> None:
        self.stoppet = any(u["utfall"] == "avvist" for u in kvittering["utfall"])


class AdvarselErFeil(System):
    """Takes back what NIR warns of, as if it had been rejected."""

    def kvittert(self, m: Melding, kvittering: Mapping[str, Any]) -> None:
        advart = {u["eksternId"] for u in kvittering["utfall"] if u["utfall"] == "godtattMedAdvarsel"}
        slettes = [
            {"eksternId": r["eksternId"], "person": r["person"], "handling": "slett"}
            for r in m.registreringer if r["eksternId"] in advart
        ]  # fmt: skip
        if slettes:
            self.send(Melding(self.ny_id(), m.kommune, slettes))


class RettingSomNy(System):
    """Sends a correction under a key of its own, so that it stands beside what it corrects."""

    def noekkel(self, a: Arbeid) -> str:
        ny = f"-rettet-{self.o['step']}" if a["action"] == "rett" else ""
        return super().noekkel(a) + ny


class SletterIkke(System):
    """Deletes in its own store alone."""

    def registreringer(self, a: Arbeid) -> list[Registrering]:
        return [] if a["action"] == "slett" else super().registreringer(a)


class LeserIkkeEndringer(System):
    """Never reads the change feed."""

    def les_endringer(self) -> set[str]:
        return set()


class GamleKoder(System):
    """Has the code lists of the old law built in, and knows no later ones."""

    def les_kodeverk(self) -> dict[str, dict[str, str]]:
        return {}

    def kode(self, k: Mapping[str, str]) -> str:
        gamle = {
            "Livsmestring i et nytt land": "sosialt_nettverk", "Introduksjonsprogram": "intro", "Tildeling": "tildeling"
        }  # fmt: skip
        return gamle.get(k["text"]) or super().kode(k)


class Dobler(System):
    """Registers everything twice, under two keys."""

    def registreringer(self, a: Arbeid) -> list[Registrering]:
        alle = super().registreringer(a)
        return [*alle, *({**r, "eksternId": f"{r['eksternId']}-2"} for r in alle if "type" in r)]


class EnKommuneForAlle(System):
    """Sends for all kommuner in one message, under the number of the first."""

    def fordel(self, arbeid: Iterable[Arbeid]) -> dict[str, list[Arbeid]]:
        alle = list(arbeid)
        return {next(iter(self.brukere)): alle} if alle else {}


class TommeSomNull(System):
    """Sends 0, a dash and the last day of time where a field is empty."""

    def registreringer(self, a: Arbeid) -> list[Registrering]:
        oppdiktet = {"til": "2025-12-31", "timerPerUke": 0, "begrunnelse": "-"}
        tomme = {n for n, v in (a.get("fields") or {}).items() if v is None}
        return [{**r, **{n: v for n, v in oppdiktet.items() if n in tomme}} for r in super().registreringer(a)]


class UtenNorskeBokstaver(System):
    """Sends what ASCII has not as a question mark."""

    def registreringer(self, a: Arbeid) -> list[Registrering]:
        return [
            {n: v.encode("ascii", "replace").decode() if isinstance(v, str) else v for n, v in r.items()}
            for r in super().registreringer(a)
        ]


class AvslutningenFoerst(System):
    """Sends endings before all else."""

    def bunker(self, registreringer: list[Registrering]) -> list[list[Registrering]]:
        return super().bunker(sorted(registreringer, key=lambda r: r.get("type") != "avslutning"))


class BareFoedselsnummer(System):
    """Leaves out whoever has no fødselsnummer yet."""

    def registreringer(self, a: Arbeid) -> list[Registrering]:
        return super().registreringer(a) if "foedselsnummer" in self.person(a) else []


class ProeverWs2Foerst(System):
    """Still calls WS2 first."""

    def overfoer(self, m: Melding) -> Mapping[str, Any]:
        self.kall(m.kommune, soap.OVERFOER, b"<registrering/>", self.ws4.replace("/ws4", "/ws2"))
        return super().overfoer(m)


class Maser(System):
    """Sends a message again and again when something of it was turned down."""

    def kvittert(self, m: Melding, kvittering: Mapping[str, Any]) -> None:
        if any(u["utfall"] == "avvist" for u in kvittering["utfall"]):
            for _ in range(5):
                self.overfoer(m)

    def avslaatt(self, m: Melding, feil: SoapFault) -> list[Melding] | None:
        for _ in range(12):
            try:
                self.overfoer(m)
            except SoapFault:
                continue
            return []
        return super().avslaatt(m, feil)


class EnOgEn(System):
    """Sends each registration as a message of its own: slow, and allowed."""

    def bunker(self, registreringer: list[Registrering]) -> list[list[Registrering]]:
        return [[r] for r in registreringer]


class EgenFrist(System):
    """Judges the window of two months itself, as 58 days, and keeps what it takes for too old to itself."""

    def registreringer(self, a: Arbeid) -> list[Registrering]:
        return [r for r in super().registreringer(a) if self.alder(r) <= 58]

    def alder(self, r: Registrering) -> int:
        """Its days, by the clock of NIR."""
        dag = r.get("vedtaksdato") or r.get("dato") or r.get("fra") or self.o["clock"]
        return (date.fromisoformat(self.o["clock"]) - date.fromisoformat(dag)).days


class LarNirAvslutte(System):
    """Registers nothing more on anybody whom NIR has ended, not even the right ending."""

    def fordel(self, arbeid: Iterable[Arbeid]) -> dict[str, list[Arbeid]]:
        lukket = self.les_endringer()
        return super().fordel(a for a in arbeid if not self.numre(a) & lukket)


class GjentattErFeil(System):
    """Takes a receipt that is marked as repeated for a mistake, and sends the message as a new one."""

    def overfoer(self, m: Melding) -> Mapping[str, Any]:
        kvittering = super().overfoer(m)
        if kvittering["gjentatt"]:
            m.id = self.ny_id()
            return super().overfoer(m)
        return kvittering
