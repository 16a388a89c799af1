"""«Kontroller data for 2017», told from beginning to end against a NIR."""

import time
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from fagsystem_sim.datoer import EN_DAG, Maaned, maaneder, norsk
from fagsystem_sim.fagsystem import Resultat
from fagsystem_sim.fortelling import fasit
from fagsystem_sim.fortelling.fasit import Fakta, Maaloppnaaelse, Sjekk, prosent
from fagsystem_sim.fortelling.gang import OVERFOERINGSDAG, Gang, Maanedsrapport, overfoeringsdag
from fagsystem_sim.fortelling.modell import Fortelling
from fagsystem_sim.fortelling.visning import Visning
from fagsystem_sim.kontroll import Kontroll


def fortell(
    fortelling: Fortelling, forventet: Mapping[str, Any], kontroll: Kontroll, vis: Visning, alle: bool = False
) -> bool:
    """Tell the story and hold its outcome against what was expected; whether all of it holds.

    `alle` shows every expectation, also those that hold. Raises IngenKontakt or SvarBorte when the server is gone.
    """
    vis.begynnelse(kontroll.ws4)
    return _Demo(Gang(fortelling, kontroll), vis).fortell(forventet, alle)


class _Demo:
    def __init__(self, gang: Gang, vis: Visning) -> None:
        self.gang = gang
        self.vis = vis
        self.f = gang.fortelling
        self.neste = gang.fortelling.foerste_maaned
        self.tall: list[Maaloppnaaelse] = []
        self.begynt = time.perf_counter()

    def fortell(self, forventet: Mapping[str, Any], alle: bool) -> bool:
        gang, f = self.gang, self.f
        self._opptakt_og_aar()
        self._inn_i_neste_aar()
        self._hva_nir_lukket()
        foer = gang.tilstand()
        uten_tilgang, med_tilgang = self._rett()
        self._tallene_etter()
        self._hvorfor()
        fakta = Fakta(
            samlet=gang.fagsystem.resultat,
            uten_tilgang=uten_tilgang,
            med_tilgang=med_tilgang,
            reddet=len(gang.fagsystem.reddet),
            avvisninger=gang.avvisninger(),
            lukkinger=Counter(lukking["regel"] for lukking in gang.lukket),
            foer=foer,
            etter=gang.tilstand(),
            maaloppnaaelse=self.tall,
            maaloppnaaelse_siden=[gang.maaloppnaaelse(frist) for frist in f.frister],
        )
        return self._doem(fasit.sjekk(forventet, fakta, f), alle)

    def _lev_til(self, dag: date) -> None:
        """Live on to a day: months are transferred, and the figures taken when a deadline has passed."""
        gang, frister = self.gang, self.f.frister
        while True:
            frist = frister[len(self.tall)] if len(self.tall) < len(frister) else date.max - EN_DAG
            naa = min(overfoeringsdag(self.neste), frist + EN_DAG)
            if naa > dag:
                break
            if naa == frist + EN_DAG:
                gang.flytt_klokken(naa)
                self.tall.append(gang.maaloppnaaelse(frist))
            else:
                gang.maaned(self.neste)
                self.neste = self.neste.neste
        gang.flytt_klokken(dag)

    def _opptakt_og_aar(self) -> None:
        f, vis = self.f, self.vis
        alle = list(maaneder(f.foerste_maaned, Maaned(f.aar, 12)))
        rapporter: list[Maanedsrapport] = []
        with vis.framdrift() as framdrift:
            oppgave = framdrift.add_task("", total=len(alle))
            for maaned in alle:
                framdrift.update(oppgave, description=f"{maaned.navn:<15}")
                rapporter.append(self.gang.maaned(maaned))
                framdrift.advance(oppgave)
        self.neste = alle[-1].neste
        opptakt = [r.resultat for r in rapporter if r.maaned.aar < f.aar]
        antall, meldinger = sum(r.antall for r in opptakt), sum(r.meldinger for r in opptakt)
        vis.kapittel(f"Opptakten: {f.foerste_maaned.navn} til desember {f.aar - 1}")
        vis.si(
            f"{len(opptakt)} måneder i virtuell tid. {antall} registreringer i {meldinger} meldinger; en måned "
            f"overføres den {OVERFOERINGSDAG}. i måneden etter."
        )
        vis.kapittel(f"{f.aar}: det saksbehandlerne gjør og glemmer")
        vis.aaret([r for r in rapporter if r.maaned.aar == f.aar])
        vis.kapittel("Det NIR hadde å si om overføringene")
        vis.regler(self.gang.fagsystem.resultat)

    def _inn_i_neste_aar(self) -> None:
        f = self.f
        self._lev_til(f.tilgang.soekt)
        self.vis.kapittel(f"Inn i {f.aar + 1}: to frister går, og tallene er dårlige")
        self.vis.maaloppnaaelse(self.tall)

    def _hva_nir_lukket(self) -> None:
        f, vis = self.f, self.vis
        endringer = self.gang.lukkinger_i_stroemmen()
        vis.kapittel("NIR har avsluttet deltakere selv")
        vis.si(
            f"{norsk(f.tilgang.soekt)} leser fagsystemet endringsstrømmen (HentEndringer). NIR har avsluttet "
            f"{len(endringer)} som kommunen ikke har avsluttet:"
        )
        vis.lukkinger(endringer)
        vis.kapittel(f"NIR-rapporten «Deltakere som har avsluttet introduksjonsprogram» i {f.aar}")
        vis.avsluttede(self.gang.avsluttede())

    def _rett(self) -> tuple[Resultat, Resultat]:
        """The kommune tries, is refused, gets access, and transfers again before the last deadline."""
        f, vis, t = self.f, self.vis, self.f.tilgang
        vis.kapittel("Kommunen retter")
        uten = self.gang.proev_aa_rette()
        vis.dagbok(t.soekt, f"Uten tilgang: [red]{uten.tall[3]} av {uten.antall} rettelser avvist[/red]. NIR svarer:")
        vis.dagbok(None, f"[dim]{uten.merknader[0].funn[0].tekst if uten.merknader else ''}[/dim]")
        self._lev_til(t.gitt)
        self.gang.faa_tilgang()
        vis.dagbok(
            t.gitt,
            f"IMDi gir etterregistreringstilgang «{t.merke}» for {norsk(t.fra)}–{norsk(t.til)}, ordning {t.ordning}, "
            f"åpen til {norsk(t.ut_dagen)}.",
        )
        med = self.gang.rett()
        godtatt, advarsel, uendret, avvist = med.tall
        vis.dagbok(
            t.gitt,
            f"Retter i fagsystemet og overfører på nytt: [green]{godtatt + advarsel} godtatt[/green], "
            f"{uendret} uendret, {avvist} avvist.",
        )
        self._lev_til(f.siste_frist + EN_DAG)
        return uten, med

    def _tallene_etter(self) -> None:
        f, vis = self.f, self.vis
        foer, etter = self.tall[-2:]
        vis.kapittel("Måloppnåelse før og etter")
        vis.maaloppnaaelse(self.tall)
        kjoenn = " og ".join(
            f"{rad['kjoenn'].lower()} {prosent(rad['prosent'])}" for rad in self.gang.etter_kjoenn(f.siste_frist)
        )
        vis.si(f"Fra {foer.andel} til [bold green]{etter.andel}[/bold green]: {kjoenn}.")
        igjen = self.gang.maaloppnaaelse(foer.per)
        vis.si(
            f"Spør vi {norsk(f.siste_frist + EN_DAG)} hva NIR visste {norsk(foer.per)}, er svaret fortsatt "
            f"{igjen.andel}: det som var kjent da, står."
        )

    def _hvorfor(self) -> None:
        d = self.f.etter_id[self.f.hvorfor]
        self.vis.kapittel(f"Hvorfor? {d.id} {d.navn}")
        self.vis.hvorfor(self.gang.kontroll.hvorfor(d.ident))

    def _doem(self, sjekker: list[Sjekk], alle: bool) -> bool:
        vis = self.vis
        vis.kapittel("Fasit")
        vis.fasit(sjekker, alle)
        feil = [s for s in sjekker if not s.holder]
        if feil:
            vis.si(f"[bold red]✗ {len(feil)} av {len(sjekker)} forventninger holder ikke.[/bold red]")
        else:
            vis.si(f"[bold green]✓ Alle {len(sjekker)} forventninger holder.[/bold green]")
        antall, tid = self.gang.fagsystem.resultat.antall, time.perf_counter() - self.begynt
        vis.si(f"[dim]{antall} registreringer over SOAP, fire år i virtuell tid, på {tid:.0f} sekunder.[/dim]")
        return not feil
