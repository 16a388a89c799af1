"""The support cases of a sandbox and how they are decided, held in memory and in the database."""

import json
from datetime import datetime

from mocknir.register.commands import AvgjoerSak, SettPraksis, SoekTilgang
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.stoettesak import Praksis, Praksismodus, Saksstatus, Stoettesak
from mocknir.store import koding
from mocknir.store import spoersmaal as q
from mocknir.store import tabeller as t
from mocknir.store.base import Base

_BLE = {Saksstatus.INNVILGET: ("innvilget", "granted"), Saksstatus.AVSLAATT: ("avslått", "denied")}


class Stoettesaker:
    """The cases, by number: read once, kept in step with the database by the one writer."""

    def __init__(self, base: Base) -> None:
        """Read them, in the transaction that is under way."""
        self._base = base
        self.saker = {rad[0]: koding.stoettesak(rad) for rad in base.rader(q.stoettesaker)}
        self.praksis = Praksis()
        for _, modus, merker, dager, _ in base.rader(q.stoettepraksis):
            self.praksis = Praksis(Praksismodus(modus), tuple(json.loads(merker)), dager)

    def motta(self, command: SoekTilgang, naa: datetime, journal_id: int) -> Stoettesak:
        """Take in a case."""
        sak = Stoettesak(
            self._base.neste(t.stoettesak), command.kommune, command.fra, command.til, command.ordning,
            command.begrunnelse, command.merke, command.kontakt, command.rolle, naa,
        )  # fmt: skip
        self._skriv(sak, journal_id)
        return sak

    def finn(self, nummer: int) -> Stoettesak:
        """A case by its number; Avvik when there is none."""
        sak = self.saker.get(nummer)
        if sak is None:
            raise Avvik(
                Feilkode.FINNES_IKKE, f"Ingen støttesak har nummer {nummer}; se «mocknir case list»",
                f"No support case has the number {nummer}; see «mocknir case list»", felt="sak",
            )  # fmt: skip
        return sak

    def uavgjort(self, nummer: int) -> Stoettesak:
        """A case that waits for its decision; Avvik when it has been given."""
        sak = self.finn(nummer)
        if sak.avgjort is not None:
            ble, was = _BLE[sak.status]
            raise Avvik(
                Feilkode.FINNES_ALLEREDE,
                f"Sak {nummer} ble {ble} {sak.avgjort:%d.%m.%Y} av {sak.avgjort_av}. Søk på nytt i en"
                " ny sak, eller gi tilgangen direkte",
                f"Case {nummer} was {was} on {sak.avgjort.date()} by {sak.avgjort_av}. Apply anew in a"
                " new case, or grant the access directly",
                felt="sak",
            )
        return sak

    def avgjoer(self, command: AvgjoerSak, naa: datetime, journal_id: int) -> None:
        """Write the decision of a case."""
        status = Saksstatus.INNVILGET if command.innvilget else Saksstatus.AVSLAATT
        sak = self.finn(command.sak)._replace(status=status, avgjort=naa, avgjort_av=command.av, svar=command.svar)
        self._base.utfoer(q.slett_stoettesak, {"s": sak.id})
        self._skriv(sak, journal_id)

    def sett_praksis(self, command: SettPraksis, journal_id: int) -> None:
        """Let cases be decided otherwise from now on; those that wait go on waiting."""
        praksis = Praksis(Praksismodus(command.modus), command.merker, command.dager)
        if praksis.modus is Praksismodus.INNVILG_MERKE and not praksis.merker:
            raise Avvik(
                Feilkode.UGYLDIG_VERDI, "Oppgi merkene som skal innvilges, for eksempel «Introtiltak 2017»",
                "Give the marks that are to be granted, for instance «Introtiltak 2017»", felt="merker",
            )  # fmt: skip
        self._base.utfoer(q.slett_stoettepraksis, {})
        merker = json.dumps(praksis.merker, ensure_ascii=False)
        self._base.sett_inn(t.stoettepraksis, [(1, praksis.modus.value, merker, praksis.dager, journal_id)])
        self.praksis = praksis

    def _skriv(self, sak: Stoettesak, journal_id: int) -> None:
        self._base.sett_inn(t.stoettesak, [koding.stoettesak_rad(sak, journal_id)])
        self.saker[sak.id] = sak
