"""What a run says on the terminal."""

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from fagsystem_sim.kjoering.bestilling import Bestilling
from fagsystem_sim.kjoering.framdrift import konsoll
from fagsystem_sim.kjoering.maalinger import Maalinger, minne
from fagsystem_sim.rapport import tekster
from fagsystem_sim.rapport.kilder import bare_merker
from fagsystem_sim.rapport.ord import MERKE, tall
from fagsystem_sim.rapport.resultat import Resultat, Sammenligning, todelt

BRED = 100
"""From so many characters on, the table has its sources too."""

_STIL = {True: "green", False: "bold red", None: "dim"}


class Visning:
    """Tells of a run on a console, in bokmål; plain lines where it is no terminal."""

    def __init__(self, til: Console | None = None) -> None:
        self.konsoll = til or konsoll()

    def si(self, tekst: str) -> None:
        """A line; rich markup is read."""
        self.konsoll.print(tekst, highlight=False)

    def begynnelse(self, b: Bestilling, personer: int, registreringer: int, ws4: str, fortsatt: str | None) -> None:
        """What is to be simulated, and against which NIR."""
        self.konsoll.print(Text(b.profil.tittel, style="bold"))
        hvor = f"kommunene {', '.join(sorted(b.kommuner))}" if b.kommuner else "hele landet"
        self.si(
            f"{escape(hvor)}, skala {b.skala:g}, frø {b.froe}: {tall(personer)} deltakere og "
            f"{tall(registreringer)} planlagte registreringer, {b.arbeidere} overfører samtidig."
        )
        self.si(f"[dim]NIR: {ws4}[/dim]")
        if fortsatt:
            self.si(f"[dim]Går videre fra {fortsatt}.[/dim]")

    def ferdig(self, r: Resultat, filer: Sequence[Path], mappe: Path, egen_nir: str | None) -> None:
        """The table, and where to look further."""
        self.konsoll.print()
        publisert, ellers = todelt(r.sammenligning)
        if publisert:
            self.konsoll.print(sammenligning(publisert, self.konsoll.width))
        if ellers:
            self.konsoll.print(annet(ellers))
        brudd = [s for s in r.sammenligning if s.holder is False]
        holdt = [s for s in r.sammenligning if s.holder]
        if brudd:
            self.si(f"[bold red]✗ {len(brudd)} av {len(brudd) + len(holdt)} tall holder ikke.[/bold red]")
        elif holdt:
            self.si(f"[bold green]✓ Alle {len(holdt)} tall holder.[/bold green]")
        else:
            self.si(f"[dim]{tekster.dom(r)}[/dim]")
        if brudd or holdt:
            self.si(f"[dim]{tekster.forbehold_kort(r)}[/dim]")
        self.si(tekster.regnskap_kort(r.regnskap))
        self.si(f"Rapporten: {filer[0]}  (tabellene og sammendraget ligger ved siden av)")
        if egen_nir:
            self.si(f"[dim]Se videre i NIR: mocknir serve --database {egen_nir}[/dim]")

    def avbrutt(self, kommando: str | None) -> None:
        """It was stopped, and how to go on; None where nothing had been done."""
        if kommando is None:
            self.si("\nAvbrutt før noe ble overført. / Interrupted before anything was transferred.")
            return
        self.si(
            "\nAvbrutt; alt som er overført, er tatt vare på. Gå videre med: / Interrupted; what was transferred is "
            "kept. Go on with:"
        )
        self.konsoll.print(f"  {escape(kommando)}", highlight=False, soft_wrap=True)

    def tidsbruk(self, m: Maalinger, registreringer: int) -> None:
        """What the time went to, and the memory."""
        tabell = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", title="Tidsbruk", title_justify="left")
        for kolonne, side in (("", "left"), ("prosessor", "right"), ("venting", "right")):
            tabell.add_column(kolonne, justify="right" if side == "right" else "left")
        for post in m.poster():
            tabell.add_row(post.hva, f"{post.cpu:.1f} s", f"{post.venting:.1f} s")
        self.konsoll.print(tabell)
        bruk = minne()
        self.si(
            f"{m.sekunder:.1f} sekunder i alt, {tall(registreringer / max(m.sekunder, 1e-6))} registreringer i "
            f"sekundet. Barneprosessene (NIR og befolkningen) brukte {bruk.barn_cpu:.1f} s prosessor. Minne på det "
            f"meste: {bruk.selv} MB her, {bruk.barn} MB i den største barneprosessen."
        )


def sammenligning(rader: Sequence[Sammenligning], bredde: int = BRED) -> Table:
    """The table simulated | published | source; without what nothing has, as full size in a part of the country.

    A narrow one leaves the sources to the report.
    """
    hele, kilde = any(s.omregnet != "–" for s in rader), bredde >= BRED
    tabell = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2 if kilde else 1, 0, 0), collapse_padding=True,
        header_style="dim",
    )  # fmt: skip
    tabell.add_column("", min_width=16)
    for tittel in ("Simulert", *(("Full skala",) if hele else ())):
        tabell.add_column(tittel, justify="right", no_wrap=True)
    tabell.add_column("Publisert" if hele else "Publisert for landet", max_width=28)
    for tittel in ("Toleranse", "") if hele else ():
        tabell.add_column(tittel, justify="right", no_wrap=True)
    if kilde:
        tabell.add_column("Kilde", no_wrap=True)
    for s in rader:
        publisert, dom = _linjer(s.publisert), Text(MERKE[s.holder], _STIL[s.holder])
        celler = (s.omregnet, publisert, s.toleranse, dom) if hele else (publisert,)
        merker = (bare_merker(s.kilde),) if kilde else ()
        tabell.add_row(s.hva, s.simulert, *celler, *merker, style="red" if s.holder is False else "")
    return tabell


def _linjer(publisert: str) -> str:
    """What is published, with each of two years on its line."""
    return publisert.replace(", ", ",\n")


def annet(rader: Sequence[Sammenligning]) -> Table:
    """The table of what nobody has published."""
    tabell = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    hele = any(s.omregnet != "–" for s in rader)
    tabell.add_column("Ikke publisert")
    for tittel in ("Simulert", *(("Full skala",) if hele else ())):
        tabell.add_column(tittel, justify="right", no_wrap=True)
    for s in rader:
        tabell.add_row(s.hva, s.simulert, *([s.omregnet] if hele else []))
    return tabell
