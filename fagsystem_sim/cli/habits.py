"""fagsystem-sim habits: the habits that can be switched on, and what each of them teaches."""

import json

import click


@click.command("habits", short_help="Vis vanene som kan slås på, og hva hver av dem lærer bort.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True,
    help="table for øyet, json for programmer. / table to read, json for programs.",
)  # fmt: skip
def kommando(form: str) -> None:
    """Vis vanene til saksbehandlere og systemer, og hva hver av dem lærer bort.

    Lists the habits of caseworkers and systems, and what each teaches.
    """
    from fagsystem_sim.vaner.register import VANER

    if form == "json":
        felter = ("navn", "per", "standard", "gjoer", "does", "laerer", "teaches", "regler")
        click.echo(
            json.dumps([{f: getattr(v, f) for f in felter} for v in VANER.values()], ensure_ascii=False, indent=2)
        )
        return
    from rich.table import Table

    from fagsystem_sim.cli.skjerm import konsoll

    tabell = Table(box=None, padding=(0, 2, 1, 0), header_style="bold")
    tabell.add_column("Vane", style="cyan", no_wrap=True)
    tabell.add_column("Rate", justify="right")
    tabell.add_column("Hva den gjør, og hva den lærer bort / What it does and teaches", ratio=1)
    for vane in VANER.values():
        regler = f"\n[dim]{', '.join(vane.regler)}[/dim]" if vane.regler else ""
        tabell.add_row(
            vane.navn,
            f"{vane.standard:g}\n[dim]per {vane.per}[/dim]",
            f"{vane.gjoer} [bold]{vane.laerer}[/bold]\n[dim]{vane.does} {vane.teaches}[/dim]{regler}",
        )
    konsoll().print(tabell)
    click.echo("fagsystem-sim live --kommune 0301 --habits glemmer-avslutning,sen=0.3")
