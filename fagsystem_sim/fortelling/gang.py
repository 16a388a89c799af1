"""The story carried out: month by month over WS4, the clock and the central registers by the control API."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from fagsystem_sim.datoer import Maaned
from fagsystem_sim.fagsystem import Arbeid, Fagsystem, Resultat
from fagsystem_sim.fortelling.fasit import Maaloppnaaelse, Tilstand, tilstand
from fagsystem_sim.fortelling.modell import Deltaker, Fortelling, Saerskilt
from fagsystem_sim.fortelling.nett import UpaaliteligNett
from fagsystem_sim.fortelling.saksbehandling import INTRO, NORSK, maanedens_arbeid, rettelser
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.meldinger import Endring, Registrering
from fagsystem_sim.ws4 import Ws4Klient, hent_kontrakt, ny_transport

OVERFOERINGSDAG = 3
"""A month is transferred on this day of the next one."""


def overfoeringsdag(maaned: Maaned) -> date:
    """The day on which the casework of a month is transferred."""
    return maaned.neste.foerste.replace(day=OVERFOERINGSDAG)


BOSATT_FOER_START = timedelta(days=60)
OPPHOLD_FOER_START = timedelta(days=90)


class Maanedsrapport(NamedTuple):
    """What happened in a month: the transfer, the messages whose answers were lost and found, what NIR closed."""

    maaned: Maaned
    resultat: Resultat
    reddet: tuple[str, ...]
    lukket: tuple[dict[str, Any], ...]


MERKELAPP = "fagsystem-sim demo"
"""What a sandbox is known by that a story has been told in."""


class Gang:
    """One telling of a story, against one sandbox."""

    def __init__(self, fortelling: Fortelling, kontroll: Kontroll) -> None:
        self.fortelling = fortelling
        self.kontroll = kontroll
        self.lukket: list[dict[str, Any]] = []
        self._nett = ny_transport(slag=UpaaliteligNett)
        self._importert: set[str] = set()
        self.fagsystem = self._begynn()

    def _begynn(self) -> Fagsystem:
        f, kontroll = self.fortelling, self.kontroll
        kontroll.lag_sandkasse(f.startdag, MERKELAPP)
        kontrakt = hent_kontrakt(kontroll.ws4, self._nett)
        klienter = {}
        for bruker in f.brukere:
            navn = f"{f.kommune}-{bruker.id}"
            kontroll.lag_bruker(navn, bruker.passord, f.kommune, list(bruker.roller))
            transport = self._nett if bruker.id == INTRO else None
            klienter[bruker.id] = Ws4Klient(
                kontroll.ws4, navn, bruker.passord, f.kommune, pause=0.05, kontrakt=kontrakt, transport=transport
            )  # fmt: skip
        return Fagsystem(klienter)

    def maaned(self, maaned: Maaned) -> Maanedsrapport:
        """Live through a month: the central registers tell their news, and the casework is transferred."""
        f = self.fortelling
        lukket = self.flytt_klokken(overfoeringsdag(maaned))
        self._sentrale_registre(maaned)
        if isinstance(self._nett, UpaaliteligNett):
            self._nett.mist_neste = maaned == f.mistet_svar
        foer = len(self.fagsystem.reddet)
        resultat = self.fagsystem.overfoer(str(maaned), self._arbeid(maaned))
        return Maanedsrapport(maaned, resultat, tuple(self.fagsystem.reddet[foer:]), tuple(lukket))

    def flytt_klokken(self, til: date) -> list[dict[str, Any]]:
        """Let time pass to a day; what NIR closed on the way is answered and remembered."""
        lukket = self.kontroll.flytt_klokken(til)
        self.lukket += lukket
        return lukket

    def maaloppnaaelse(self, per: date) -> Maaloppnaaelse:
        """The figures of the year as known at the end of a day, by NIR's report."""
        rad = self._rapport("maaloppnaaelse", per)["summer"]
        maal = rad["arbeid"] + rad["utdanning"]
        return Maaloppnaaelse(per, rad["avsluttet"], maal, rad["prosent"], rad["lukketAvNir"])

    def etter_kjoenn(self, per: date) -> list[dict[str, Any]]:
        """The same figures for women and for men."""
        return list(self._rapport("maaloppnaaelse", per)["rader"])

    def avsluttede(self) -> list[dict[str, Any]]:
        """The rows of «Deltakere som har avsluttet introduksjonsprogram» of the year, as known now."""
        return list(self._rapport("avsluttede")["rader"])

    def avvisninger(self) -> dict[tuple[str, str], int]:
        """NIR's own count of registrations that a rule objected to, by rule and gravity, all years."""
        rader = self.kontroll.rapport("avvisninger", kommune=self.fortelling.kommune)["rader"]
        return {(rad["regel"], rad["alvor"]): rad["registreringer"] for rad in rader}

    def _rapport(self, navn: str, per: date | None = None) -> Any:
        return self.kontroll.rapport(navn, self.fortelling.aar, self.fortelling.kommune, per)

    def lukkinger_i_stroemmen(self) -> list[Endring]:
        """What the change feed tells that NIR did by itself: how the fagsystem learns of it."""
        return [endring for endring in self.fagsystem.les_endringer(INTRO) if endring.lukking]

    def rettelser(self) -> list[Arbeid]:
        """What the caseworkers correct in their own system in the spring."""
        return [arbeid for d in self.fortelling.deltakere for arbeid in rettelser(d)]

    def proev_aa_rette(self) -> Resultat:
        """Transfer the corrected endings while the kommune has no access to register late."""
        avslutninger = [a for a in self.rettelser() if a.registrering.type == "avslutning"]
        return self.fagsystem.overfoer("retting-uten-tilgang", avslutninger)

    def faa_tilgang(self) -> None:
        """The support case is answered: the kommune may register late."""
        t = self.fortelling.tilgang
        self.kontroll.gi_tilgang(self.fortelling.kommune, t.fra, t.til, t.ordning, t.ut_dagen, t.merke)

    def rett(self) -> Resultat:
        """Correct, and transfer the year of everybody concerned anew; what stands already is left unchanged."""
        f = self.fortelling
        nye = self.rettelser()
        rettede = {a.registrering.ident for a in nye}
        noekler = {a.registrering.ekstern_id for a in nye}
        resten = [
            a
            for a in self.fagsystem.register.values()
            if a.bruker == INTRO
            and a.registrering.ident in rettede
            and a.registrering.ekstern_id not in noekler
            and _foerste_dag(a.registrering).year == f.aar
        ]
        return self.fagsystem.overfoer("retting", [*nye, *resten])

    def tilstand(self) -> dict[str, Tilstand]:
        """Where each participant stands, asked for by HentDeltaker and in the year's report."""
        klient = self.fagsystem.klienter[INTRO]
        rapport = {rad["ident"]: rad["maaloppnaaelse"] for rad in self.avsluttede()}
        return {
            d.id: tilstand(klient.deltaker(d.ident), rapport, d.ident) for d in self.fortelling.deltakere
        }  # fmt: skip

    def _arbeid(self, maaned: Maaned) -> Iterator[Arbeid]:
        """The month's casework in the order in which NIR can take it.

        The decisions on Norwegian go first, then the programme, then the hours: a measure of Norwegian asks for
        the decision, and hours for the measure (NORSK-DOBBELT).
        """
        arbeid = [a for d in self.fortelling.deltakere for a in maanedens_arbeid(d, maaned, self.fortelling.froe)]
        arbeid += [self._saerskilt(s) for s in self.fortelling.saerskilte if s.maaned == maaned]
        yield from (a for a in arbeid if a.bruker == NORSK and a.registrering.type == "vedtak")
        yield from (a for a in arbeid if a.bruker == INTRO)
        yield from (a for a in arbeid if a.bruker == NORSK and a.registrering.type != "vedtak")

    def _saerskilt(self, s: Saerskilt) -> Arbeid:
        ident = self.fortelling.etter_id[s.deltaker].ident
        return Arbeid(s.bruker, Registrering(s.ekstern_id, ident, s.type, s.innhold))

    def _sentrale_registre(self, maaned: Maaned) -> None:
        """Persons who settled by the end of the month come into NIR; moves and departures are told."""
        nye = [
            d
            for d in self.fortelling.deltakere
            if d.id not in self._importert and d.start - BOSATT_FOER_START <= maaned.siste
        ]
        if nye:
            self.kontroll.importer_personer(self._csv(nye))
            self._importert.update(d.id for d in nye)
        for d in self.fortelling.deltakere:
            if d.hendelse and d.hendelse.dato in maaned:
                felter = {"kommune": d.hendelse.kommune} if d.hendelse.kommune else {}
                self.kontroll.sentral_hendelse(d.ident, d.hendelse.type, d.hendelse.dato, **felter)

    def _csv(self, deltakere: list[Deltaker]) -> str:
        ut = io.StringIO()
        skriver = csv.writer(ut, delimiter=";", lineterminator="\n")
        skriver.writerow(
            ["foedselsnummer", "navn", "foedselsdato", "kjoenn", "statsborgerskap", "kommune", "bosatt", "grunnlag",
             "opphold_gitt", "ankomst", "avtalt_bosatt"]
        )  # fmt: skip
        for d in deltakere:
            opphold = d.start - OPPHOLD_FOER_START
            skriver.writerow(
                [d.ident, d.navn, d.foedt, d.kjoenn, d.land, self.fortelling.kommune, d.start - BOSATT_FOER_START,
                 "28", opphold, opphold - timedelta(days=365), "ja"]
            )  # fmt: skip
        return ut.getvalue()


def _foerste_dag(registrering: Registrering) -> date:
    innhold = registrering.innhold
    dag: date = innhold.get("fra") or innhold["dato"]
    return dag
