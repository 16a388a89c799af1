"""Differences between a fagsystem and NIR, for people to read."""

from collections import Counter
from collections.abc import Sequence

from rich.markup import escape
from rich.padding import Padding

from fagsystem_sim.avstemming import IKKE_SLETTET, LUKKET, MANGLER_HER, MANGLER_I_NIR, ULIKT, Avvik
from fagsystem_sim.cli.skjerm import konsoll
from fagsystem_sim.datoer import norsk

_NAVN = {
    MANGLER_I_NIR: "Mangler i NIR",
    MANGLER_HER: "Mangler her",
    ULIKT: "Ulikt innhold",
    IKKE_SLETTET: "Ikke slettet i NIR",
    LUKKET: "Lukket av NIR",
}


def vis(kommune: str, avvik: Sequence[Avvik]) -> None:
    """Print the differences of a kommune, or that there are none."""
    skjerm = konsoll()
    if not avvik:
        skjerm.print(f"[green]✓[/green] Kommune {kommune}: fagsystemet og NIR er enige. / They agree.")
        return
    for a in avvik:
        skjerm.print(
            f"[bold]{_NAVN[a.slag]}[/bold] siden {norsk(a.siden)}: {escape(a.type)}, person {a.ident}", highlight=False
        )
        skjerm.print(Padding(_om(a), (0, 0, 1, 2), expand=False), highlight=False)
    antall = Counter(a.slag for a in avvik)
    deler = ", ".join(f"{n} {_NAVN[slag].lower().replace('nir', 'NIR')}" for slag, n in antall.most_common())
    skjerm.print(f"[bold]{len(avvik)} forskjell{'' if len(avvik) == 1 else 'er'}[/bold] i kommune {kommune}: {deler}.")


def _om(a: Avvik) -> str:
    """What it is known by, why it differs, and what would mend it."""
    return (
        f"[dim]{escape(a.ekstern_id)}[/dim]\n{escape(a.hvorfor)}{escape(_forskjell(a))}\n"
        f"[green]→ {escape(a.retting)}[/green]"
    )


def _forskjell(avvik: Avvik) -> str:
    if avvik.slag != ULIKT or avvik.her is None or avvik.i_nir is None:
        return ""
    navn = sorted(avvik.her.keys() | avvik.i_nir.keys())
    ulike = [n for n in navn if str(avvik.her.get(n)).lower() != str(avvik.i_nir.get(n)).lower()]
    return "".join(f"\n{n}: her {avvik.her.get(n, '–')}, i NIR {avvik.i_nir.get(n, '–')}" for n in ulike)
