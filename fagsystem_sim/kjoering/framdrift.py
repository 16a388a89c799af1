"""How a run shows that it goes on: a bar in a terminal, a line a month in a file."""

from datetime import date
from time import perf_counter
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from fagsystem_sim.datoer import Maaned, norsk
from fagsystem_sim.kjoering.regnskap import Tall
from fagsystem_sim.rapport.ord import tall

BREDDE = 110
"""Columns where the output goes to a file or a pipe."""


def konsoll(stille: bool = False) -> Console:
    """A console as wide as the terminal, or of a fixed width in a file."""
    proeve = Console(quiet=stille)
    return proeve if proeve.is_terminal else Console(width=BREDDE, quiet=stille)


class Framdrift:
    """Shows where a run is, from `fra` to `til` in virtual time."""

    def __init__(self, konsoll: Console, fra: date, til: date) -> None:
        self.konsoll = konsoll
        self.fra, self.til = fra, til
        self._begynt = perf_counter()
        self._maaned: Maaned | None = None
        self._ved_maanedens_start = self._sist = Tall()
        self._sendt_foer: int | None = None
        self._progress = Progress(
            TextColumn("{task.fields[dag]}"), BarColumn(24), _Tallkolonne(), TimeElapsedColumn(),
            console=konsoll, transient=True, disable=not konsoll.is_terminal,
        )  # fmt: skip
        self._oppgave = self._progress.add_task(
            "", total=max((til - fra).days, 1), dag=norsk(fra), tekst=""
        )  # fmt: skip

    def __enter__(self) -> "Framdrift":
        self._progress.start()
        return self

    def __exit__(
        self, slag: type[BaseException] | None, feil: BaseException | None, spor: TracebackType | None
    ) -> None:
        self._progress.stop()

    def dag(self, dag: date, t: Tall) -> None:
        """A day has been lived through; `t` is all so far."""
        if self._sendt_foer is None:
            self._sendt_foer = t.meldinger
        sekunder = max(perf_counter() - self._begynt, 1e-6)
        per_sekund = (t.meldinger - self._sendt_foer) / sekunder
        self._progress.update(
            self._oppgave, completed=(dag - self.fra).days, dag=norsk(dag),
            tekst=f"{tall(per_sekund)} meld/s  [green]{tall(t.tatt_imot)} godtatt[/]  [red]{tall(t.avvist)} avvist[/]"
            f"  [magenta]{tall(t.lukket)} lukket av NIR[/]",
        )  # fmt: skip
        if self.konsoll.is_terminal:
            return
        maaned = Maaned.av(dag)
        if self._maaned is not None and maaned != self._maaned:
            self._linje(self._maaned, self._sist.uten(self._ved_maanedens_start), per_sekund)
            self._ved_maanedens_start = self._sist
        self._maaned, self._sist = maaned, t

    def ferdig(self, t: Tall) -> None:
        """The last day is over."""
        if self._maaned is not None and not self.konsoll.is_terminal:
            sekunder = max(perf_counter() - self._begynt, 1e-6)
            siden = t.meldinger - (self._sendt_foer or 0)
            self._linje(self._maaned, t.uten(self._ved_maanedens_start), siden / sekunder)

    def _linje(self, maaned: Maaned, t: Tall, per_sekund: float) -> None:
        self.konsoll.print(
            f"{maaned.navn:<15}{tall(t.meldinger):>7} meldinger {tall(t.tatt_imot):>9} godtatt {tall(t.avvist):>7} "
            f"avvist {tall(t.lukket):>5} lukket av NIR {tall(per_sekund):>6} meld/s",
            highlight=False,
        )


class _Tallkolonne(ProgressColumn):
    """The figures beside the bar."""

    def render(self, task: Task) -> Text:
        return Text.from_markup(str(task.fields["tekst"]))
