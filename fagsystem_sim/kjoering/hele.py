"""A whole run, from what was asked for to the report."""

from datetime import date
from pathlib import Path

from fagsystem_sim.befolkning import kommuner
from fagsystem_sim.datoer import norsk
from fagsystem_sim.kjoering import kalender as kalenderen
from fagsystem_sim.kjoering import nir, rapporter, regnskap
from fagsystem_sim.kjoering.bestilling import Bestilling
from fagsystem_sim.kjoering.dom import sammenlign
from fagsystem_sim.kjoering.framdrift import Framdrift
from fagsystem_sim.kjoering.kalender import Kalender
from fagsystem_sim.kjoering.klienter import Klienter, Koble, ingen_kobling
from fagsystem_sim.kjoering.loep import Loep, les_rettelser
from fagsystem_sim.kjoering.maalinger import Maalinger, kjerner
from fagsystem_sim.kjoering.mappe import Mappe
from fagsystem_sim.kjoering.plass import ta_mappen
from fagsystem_sim.kjoering.rapporter import Rapporter
from fagsystem_sim.kjoering.visning import Visning
from fagsystem_sim.kontroll import Kontroll
from fagsystem_sim.lager.lager import Lager
from fagsystem_sim.rapport import tekster
from fagsystem_sim.rapport.ord import desimal, tall
from fagsystem_sim.rapport.resultat import Resultat
from fagsystem_sim.rapport.skriv import skriv

KALIBRERT = '"kilde":"kalibrert'
"""How a profile says of a number that it was fitted so that the published figures come out."""


def kjoer(
    b: Bestilling,
    vis: Visning,
    *,
    fortsett: bool = False,
    overskriv: bool = False,
    tidsbruk: bool = False,
    koble: Koble = ingen_kobling,
    maalinger: Maalinger | None = None,
) -> bool:
    """Carry out a run and write its report; whether every figure that was judged holds.

    `fortsett` goes on with the run in the folder; `overskriv` gives up an interrupted one there, and what others have
    in the sandbox. Raises Bruksfeil, IngenKontakt, Ws4Feil, KontrollFeil, SandkassenErEndret and KanIkkeSkrive; what is
    interrupted can be gone on with.
    """
    m = maalinger or Maalinger()
    with ta_mappen(b, koble, fortsett=fortsett, overskriv=overskriv) as mappe:
        bare = set(b.kommuner) if b.kommuner else None
        with (
            kalenderen.lages(b.profil, b.froe, b.skala, bare, b.vaner(), min(kjerner(), 8)) as vent,
            nir.sandkassen(b, mappe, koble) as kontroll,
        ):
            with m.post("befolkning og saksbehandling"):
                kalender = vent()
            vis.begynnelse(b, len(kalender.deltakere), kalender.registreringer, kontroll.ws4, _fra(mappe))
            lager = mappe.aapne_lager()
            klienter = Klienter(kontroll, m, koble)
            try:
                _gaa(b, mappe, kontroll, lager, kalender, klienter, m, vis)
            finally:
                klienter.lukk()
                lager.lukk()
            with m.post("NIR: rapporter"):
                resultat = _resultat(b, mappe, kontroll, kalender)
        with m.post("rapport og plott"):
            filer = skriv(resultat, mappe.sti)
        mappe.stand.ferdig, mappe.stand.filer = True, [fil.name for fil in filer]
        mappe.lagre()
    vis.ferdig(resultat, filer, mappe.sti, None if b.url else mappe.nir)
    if tidsbruk:
        vis.tidsbruk(m, resultat.registreringer)
    return resultat.holder


def _fra(mappe: Mappe) -> str | None:
    return norsk(date.fromisoformat(mappe.stand.dag)) if mappe.stand.dag else None


def _gaa(
    b: Bestilling, mappe: Mappe, kontroll: Kontroll, lager: Lager, kalender: Kalender, klienter: Klienter,
    m: Maalinger, vis: Visning,
) -> None:  # fmt: skip
    fra = date.fromisoformat(mappe.stand.dag) if mappe.stand.dag else b.profil.foerste_dag
    with Framdrift(vis.konsoll, fra, b.profil.simuleres.til) as framdrift:
        loep = Loep(b, mappe, kontroll, lager, kalender, klienter, m, lambda d: framdrift.dag(d.dag, d.tall))
        loep.gaa()
        framdrift.ferdig(loep.tall)


def _resultat(b: Bestilling, mappe: Mappe, kontroll: Kontroll, kalender: Kalender) -> Resultat:
    p = b.profil
    runder = [runde.dag for runde in p.retting]
    r = rapporter.hent(kontroll, p.periode.til.year, runder[-1] if runder else p.simuleres.til, runder)
    rettelser = sum(_antall(fil) for fil in sorted(mappe.sti.glob("retting-*.json")))
    journal = regnskap.les_journal(kontroll.journal())
    lager = mappe.aapne_lager()
    try:
        oppgjort = regnskap.gjoer_opp(kalender.registreringer, rettelser, journal, lager)
    finally:
        lager.lukk()
    hvor = tekster.hvor([f"{kommuner.alle()[nr].navn} ({nr})" for nr in sorted(b.kommuner)] if b.kommuner else None)
    skala = desimal(b.skala)
    return Resultat(
        tittel=f"{p.tittel}, simulert",
        ingress=f"{p.om.strip()} Skala {skala}, frø {b.froe}, {hvor}: {_hvem(r, len(kalender.deltakere))} "
        + regnskap.naar(p.foerste_dag, p.simuleres.til, journal),
        aar=r.aar,
        per=r.per,
        sammenligning=sammenlign(p, b.skala, b.kommuner is None, r, kalender.deltakere, rettelser, journal.nektet),
        regnskap=oppgjort,
        uker=journal.uker,
        lukkinger=r.lukkinger,
        anmerkninger=r.anmerkninger,
        aarsaker=r.aarsaker,
        forsinkelse=kalender.forsinkelse,
        frister=r.frister,
        kjoenn=r.kjoenn,
        kommuner=r.kommuner,
        hele_landet=b.kommuner is None,
        rettet_i_runder=r.rettet_i_runder,
        tatt_ut=r.tatt_ut,
        tilpasset=KALIBRERT in p.model_dump_json(),
        skala=b.skala,
        merknader=(
            "Alt er syntetisk: ingen virkelige personer, og fødselsnumre fra Tenor-serien (måned + 80).",
            f"Profil {p.navn}, frø {b.froe}, skala {skala}. Samme frø gir samme tall.",
        ),
    )  # fmt: skip


def _hvem(r: Rapporter, simulert: int) -> str:
    """How many were simulated, and how many of them NIR knows as participants of the year."""
    i_nir = len({rad["ident"] for rad in r.deltakere})
    if i_nir == simulert:
        return f"{tall(simulert)} deltakere."
    return (
        f"{tall(simulert)} deltakere er simulert, og NIR kjenner {tall(i_nir)} som deltakere i {r.aar}; for de andre "
        "var programmet avsluttet før året, begynte etter det, eller ble ikke registrert."
    )


def _antall(fil: Path) -> int:
    return sum(len(rader) for rader in les_rettelser(fil).values())
