"""A receipt, for people to read."""

from rich.markup import escape
from rich.table import Table

from fagsystem_sim.cli.skjerm import konsoll
from fagsystem_sim.datoer import norsk
from fagsystem_sim.meldinger import AVVIST, GODTATT, MED_ADVARSEL, UENDRET, Utfall
from fagsystem_sim.sending import Overfoering
from fagsystem_sim.ws4_masse import Massekvittering

_TEGN = {
    GODTATT: "[green]✓ godtatt[/green]",
    MED_ADVARSEL: "[yellow]! godtatt med advarsel[/yellow]",
    UENDRET: "[dim]= uendret[/dim]",
    AVVIST: "[red]✗ avvist[/red]",
}


def vis(overfoering: Overfoering, kvittering: Massekvittering) -> None:
    """Print what became of each registration, with NIR's reasons."""
    skjerm = konsoll()
    igjen = " [dim](den samme som før: ingenting ble endret)[/dim]" if kvittering.gjentatt else ""
    skjerm.print(
        f"Melding [bold]{escape(kvittering.meldings_id)}[/bold] mottatt {norsk(kvittering.mottatt)} "
        f"{kvittering.mottatt:%H:%M}{igjen}"
    )
    utfall = {u.ekstern_id: u for u in kvittering.utfall}
    tabell = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for kolonne in ("eksternId", "Person", "Type", "Utfall"):
        tabell.add_column(kolonne, no_wrap=kolonne != "eksternId")
    tabell.add_column("Hva NIR sier", ratio=1)
    for rad in overfoering.rader:
        ett = utfall.get(rad.ekstern_id, Utfall(rad.ekstern_id, GODTATT, ()))
        funn = "\n".join(f"[bold]{f.regel}[/bold] {escape(f.tekst)}" for f in ett.funn)
        tabell.add_row(escape(rad.ekstern_id), rad.ident, rad.type or "slett", _TEGN[ett.kode], funn)
    skjerm.print(tabell)
