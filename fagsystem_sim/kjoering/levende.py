"""A municipal system that goes on working: time moves, caseworkers register, and what NIR does is told at once."""

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from rich.markup import escape

from fagsystem_sim.avstemming import foerste_setning
from fagsystem_sim.befolkning import folk
from fagsystem_sim.datoer import Maaned, norsk
from fagsystem_sim.fakta import Livsloep
from fagsystem_sim.kjoering import nir
from fagsystem_sim.kjoering.bestilling import Bestilling, bestill, kontroller_kommune
from fagsystem_sim.kjoering.feil import Bruksfeil
from fagsystem_sim.kjoering.kalender import Planer, pakk
from fagsystem_sim.kjoering.klienter import Klienter, Koble, ingen_kobling
from fagsystem_sim.kjoering.loep import Dagen, Loep
from fagsystem_sim.kjoering.maalinger import Maalinger
from fagsystem_sim.kjoering.plass import ta_mappen
from fagsystem_sim.kjoering.visning import Visning
from fagsystem_sim.lager.plan import MAANED, NATT, PLANER, STRAKS, UKE
from fagsystem_sim.meldinger import AVVIST
from fagsystem_sim.profiler.arbeidet import Overfoering, Overfoeringstid, Plan
from fagsystem_sim.profiler.modell import Profil
from fagsystem_sim.profiler.naer import mente
from fagsystem_sim.profiler.tall import Antall, Periode, Tall
from fagsystem_sim.rapport.ord import desimal
from fagsystem_sim.vaner.register import UkjentVane, UmuligRate, Vaner

MEST = 5
"""So many findings of a day are told one by one."""

MANGE = 4_000_000
"""People to draw from, so that also a small kommune finds its participants."""

_FART = re.compile(r"(\d+(?:[.,]\d+)?)\s*([hdw])/s")
_TIMER = {"h": 1, "d": 24, "w": 168}


_NAAR = {STRAKS: "straks", NATT: "hver natt", UKE: "en natt i uken", MAANED: "en natt i måneden"}


def les_fart(tekst: str) -> float:
    """Virtual days a second, from `7d/s`, `12h/s` or `2w/s`. Raises Bruksfeil."""
    treff = _FART.fullmatch(tekst.strip().lower())
    fart = float(treff[1].replace(",", ".")) * _TIMER[treff[2]] / 24 if treff else 0.0
    if not 0 < fart <= 1000:
        raise Bruksfeil(
            f"--speed «{tekst}»: skriv timer, dager eller uker i sekundet, som 12h/s, 7d/s eller 2w/s. / "
            "Write hours, days or weeks a second."
        )
    return fart


def les_plan(tekst: str) -> Plan:
    """When to transfer, by one of PLANER. Raises Bruksfeil, with the nearest."""
    ord_ = tekst.strip().lower()
    for plan in PLANER:
        if ord_ == plan:
            return plan
    nb = mente(ord_, PLANER)
    alle, en = ", ".join(PLANER), nb.replace("Mente du", "Did you mean")
    raise Bruksfeil(
        f"--transfer: «{tekst}» sier ikke når det overføres.{nb} Bruk en av {alle}. / "
        f"«{tekst}» does not say when to transfer.{en} Use one of {alle}."
    )


def bestill_levende(
    kommune: str,
    deltakere: int,
    vaner: str,
    froe: int,
    url: str | None = None,
    token: str | None = None,
    sandkasse: str = "live",
    ut: Path | None = None,
    profil: str = "norge-2017",
    overfoering: str = NATT,
    lager: str | None = None,
) -> Bestilling:
    """A run of one kommune with so many participants and the habits of `glemmer-avslutning,sen=0.3`.

    `overfoering` is one of PLANER. Raises Bruksfeil.
    """
    naar = Overfoeringstid(plan=les_plan(overfoering), kilde="kalibrert")
    ut = ut if ut is not None else Path(f"fagsystem-sim-live-{kommune}")
    b = bestill(profil, froe, url=url, ut=ut, token=token, arbeidere=1, sandkasse=sandkasse, lager=lager)
    kontroller_kommune(kommune, b.profil, "--kommune")
    try:
        rater = Vaner.av_tekst(vaner, froe).rater
    except (UkjentVane, UmuligRate) as feil:
        raise Bruksfeil(str(feil)) from None
    p = b.profil.model_copy(
        update={
            "navn": f"live-{kommune}",
            "tittel": f"Kommune {kommune}, levende",
            "deltakere": Antall.model_construct(verdi=MANGE, kilde="kalibrert"),
            "vaner": {navn: Tall(verdi=rate, kilde="kalibrert") for navn, rate in rater.items() if rate},
            "overfoering": Overfoering(stor_fra=b.profil.overfoering.stor_fra, store=naar, smaa=naar),
            "retting": [],
            "publisert": [],
        }
    )
    liv = _liv(p.model_copy(), froe, {kommune}, deltakere)
    fra = min(ett.innbygger.bosatt for ett in liv)
    p = p.model_copy(update={"simuleres": Periode(fra=fra + timedelta(days=365), til=p.simuleres.til)})
    return replace(b, profil=p, kommuner=frozenset({kommune}))


def _liv(profil: Profil, froe: int, kommuner: set[str], antall: int) -> list[Livsloep]:
    return list(islice(folk(profil, froe, 1.0, kommuner), antall))


def lev(
    b: Bestilling, deltakere: int, fart: float, vis: Visning, koble: Koble = ingen_kobling, *, overskriv: bool = False
) -> None:
    """Go on until the profile's time is over, or until KeyboardInterrupt. Raises what `hele.kjoer` raises.

    What it has done stays in its folder, and in the sandbox, until the next time.
    """
    m = Maalinger()
    with ta_mappen(b, koble, overskriv=overskriv) as mappe:
        mappe.stand.ferdig = True  # nobody goes on with it: the next one begins anew
        mappe.lagre()
        liv = _liv(b.profil, b.froe, set(b.kommuner or ()), deltakere)
        kalender = pakk(liv, Planer(b.profil), b.vaner(), b.froe, b.profil.simuleres.til)
        navn = {kalender.identer[ett.innbygger.nr]: ett.innbygger.navn for ett in liv}
        with nir.sandkassen(b, mappe, koble) as kontroll:
            vis.begynnelse(b, len(liv), kalender.registreringer, kontroll.ws4, None)
            naar = _NAAR[b.profil.overfoering.store.plan]
            vis.si(f"[dim]{desimal(fart)} dager i sekundet; overfører {naar}. Ctrl-C avslutter.[/dim]\n")
            lager = mappe.aapne_lager()
            klienter = Klienter(kontroll, m, koble)
            try:
                dagbok = _Dagbok(vis, navn)
                Loep(
                    b,
                    mappe,
                    kontroll,
                    lager,
                    kalender,
                    klienter,
                    m,
                    dagbok.dag,
                    _takt(b.profil.foerste_dag, fart),
                    hoer_straks=True,
                ).gaa()
                dagbok.slutt()
                vis.si("\nProfilens tid er ute.")
            finally:
                klienter.lukk()
                lager.lukk()


def _takt(fra: date, fart: float) -> Callable[[date], None]:
    """Waits until the virtual day has come, at so many days a second from now."""
    begynt = time.monotonic()

    def vent(dag: date) -> None:
        igjen = (dag - fra).days / fart - (time.monotonic() - begynt)
        if igjen > 0:
            time.sleep(igjen)

    return vent


class _Dagbok:
    """Tells what happened: a line for each day on which something stood out, and a sum a month."""

    def __init__(self, vis: Visning, navn: dict[str, str]) -> None:
        self.vis, self.navn = vis, navn
        self._maaned: Maaned | None = None
        self._maanedens: Counter[str] = Counter()

    def dag(self, d: Dagen) -> None:
        """A day is over."""
        maaned = Maaned.av(d.dag)
        if maaned != self._maaned:
            self.slutt()
        self._maaned = maaned
        self._maanedens.update(d.overfoert.utfall)
        naar = norsk(d.dag)
        funnene = [(ident, type_, funn) for ident, type_, utfall in d.overfoert.anmerket for funn in utfall.funn]
        for ident, type_, funn in funnene[:MEST]:
            farge = "red" if funn.alvor == AVVIST else "yellow"
            hvorfor = escape(foerste_setning(funn.tekst))
            self.vis.si(f"{naar}  [{farge}]{funn.alvor}[/]  {self._hvem(ident)}, {type_}: {funn.regel}. {hvorfor}")
        for (regel, alvor), n in Counter((funn.regel, funn.alvor) for *_, funn in funnene[MEST:]).items():
            self.vis.si(f"{naar}  {alvor}  … og {n} til: {regel}")
        for kode, antall in sorted(d.overfoert.feil.items()):
            hva = f"{antall} melding{'er' * (antall > 1)}"
            self.vis.si(f"{naar}  [red]nektet[/]  {hva}: {_NEKTET.get(kode, escape(kode))}")
        if d.overfoert.tapt:
            hva = f"{d.overfoert.tapt} melding{'er' * (d.overfoert.tapt > 1)}"
            self.vis.si(f"{naar}  [cyan]svaret ble borte[/]  {hva}, prøves igjen")
        if d.overfoert.reddet:
            hva = f"{d.overfoert.reddet} kvittering{'er' * (d.overfoert.reddet > 1)}"
            self.vis.si(f"{naar}  [cyan]reddet[/]  {hva} med HentKvittering")
        for lukket in d.hoert:
            self.vis.si(
                f"{naar}  [magenta]NIR har avsluttet[/]  {self._hvem(lukket.ident)}: {lukket.regel}. "
                f"{escape(lukket.tekst)}"
            )

    def slutt(self) -> None:
        """The month is over, or the telling."""
        if self._maaned is not None and self._maanedens.total():
            tall = ", ".join(f"{n} {_UTFALL.get(hva, hva)}" for hva, n in sorted(self._maanedens.items()))
            self.vis.si(f"[dim]{self._maaned.navn}: {tall}[/dim]")
        self._maanedens.clear()

    def _hvem(self, ident: str) -> str:
        return f"{escape(self.navn.get(ident, 'ukjent'))} ({ident})"


_UTFALL = {"godtattMedAdvarsel": "godtatt med advarsel"}
_NEKTET = {
    "IngenTilgang": "feil kommune (IngenTilgang)",
    "OverfoeringStengt": "overføringen er stengt for kommunen (OverfoeringStengt)",
}
"""What NIR's codes are called here."""
