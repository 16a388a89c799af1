"""What click itself says of wrong usage and over its help, retold in bokmål with English beside."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from mocknir.client.feil import nearest

_OVERSKRIFTER = {"Options": "Valg / options", "Commands": "Kommandoer / commands"}
_HJELP = {
    "Show this message and exit.": "Vis denne hjelpen. / Show this help.",
    "Show the version and exit.": "Vis versjonen. / Show the version.",
}
_SLAG = (
    (r"'(.*)' is not a valid integer(?: range)?\.", "«{}» er ikke et helt tall", "«{}» is not a whole number"),
    (r"'(.*)' is not a valid float(?: range)?\.", "«{}» er ikke et tall", "«{}» is not a number"),
    (r"(?:File|Directory|Path) '(.*)' does not exist\.", "«{}» finnes ikke", "«{}» does not exist"),
    (r"'(.*)': No such file or directory", "«{}» finnes ikke", "«{}» does not exist"),
    (r"(?:'|File ')(.*)'(?:: Is| is) a directory\.?", "«{}» er en mappe, ikke en fil",
     "«{}» is a folder, not a file"),
    (r"(?:File|Path) '(.*)' is not readable\.", "«{}» kan ikke leses", "«{}» cannot be read"),
    (r"(?:File|Path) '(.*)' is not writable\.", "«{}» kan ikke skrives", "«{}» cannot be written"),
    (r"'(.*)': Permission denied", "«{}» kan ikke leses", "«{}» cannot be read"),
    (r"Option '(.*)' requires an argument\.", "{} må ha en verdi", "{} needs a value"),
    (r"Option '(.*)' does not take a value\.", "{} tar ingen verdi", "{} takes no value"),
    (r"Got unexpected extra arguments? \((.*)\)",
     "«{}» er til overs; sett en tekst med mellomrom i anførselstegn",
     "«{}» is left over; put a text that has spaces in quotes"),
)  # fmt: skip
"""Messages of click that differ by what was typed alone; one that is not here is shown as it came."""


class Formaterer(click.HelpFormatter):
    """Lays out the help under headings in both languages."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that says how a command is written."""
        super().write_usage(prog, args, prefix or "Bruk / usage: ")

    def write_heading(self, heading: str) -> None:
        """A heading."""
        super().write_heading(_OVERSKRIFTER.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands, and what each is for."""
        super().write_dl([(navn, _HJELP.get(tekst, tekst)) for navn, tekst in rows], col_max, col_spacing)


class Kontekst(click.Context):
    """The context of a command whose help is laid out so."""

    formatter_class = Formaterer


class Brukfeil(click.UsageError):
    """Wrong usage, in bokmål with English beside."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it on stderr, below how the command is written."""
        if self.ctx is not None:
            click.echo(f"{self.ctx.get_usage()}\nHjelp / help: {self.ctx.command_path} --help\n", err=True)
        click.echo(f"Feil / error: {self.message}", err=True)


@contextmanager
def gjenfortalt() -> Iterator[None]:
    """Raise what click finds wrong with the usage as Brukfeil."""
    try:
        yield
    except (Brukfeil, click.exceptions.NoArgsIsHelpError):
        raise  # told, or no more than the help
    except click.UsageError as feil:
        raise Brukfeil(_melding(feil), feil.ctx) from None


def _melding(feil: click.UsageError) -> str:
    if isinstance(feil, click.NoSuchOption):
        nb, en = nearest(feil.option_name, feil.possibilities) if feil.possibilities else ("se hjelpen", "see the help")
        return f"{feil.option_name} finnes ikke; {nb} / there is no {feil.option_name}; {en}"
    if isinstance(feil, click.MissingParameter):
        nb, en = _valgene(feil.param)
        return f"{_hva(feil)} mangler{nb} / {_hva(feil)} is missing{en}"
    hva = _hva(feil) if isinstance(feil, click.BadParameter) else ""
    return f"{hva}: {_verdi(feil)}" if hva else _verdi(feil)


def _hva(feil: click.BadParameter) -> str:
    """The option or the argument at fault, as it is typed."""
    if isinstance(feil.param_hint, str):
        return feil.param_hint
    if isinstance(feil.param, click.Option):
        return max(feil.param.opts, key=len)
    return "" if feil.param is None or feil.ctx is None else feil.param.make_metavar(feil.ctx).strip("[]")


def _valgene(param: click.Parameter | None) -> tuple[str, str]:
    if param is None or not isinstance(param.type, click.Choice):
        return "", ""
    alle = ", ".join(map(str, param.type.choices))
    return f"; velg en av {alle}", f"; choose one of {alle}"


def _verdi(feil: click.UsageError) -> str:
    """What is wrong with a value, told anew where click says it in English alone."""
    slag = feil.param.type if isinstance(feil, click.BadParameter) and feil.param is not None else None
    utenfor = re.fullmatch(r"(\S+) is not in the range .*", feil.message)
    if utenfor and isinstance(slag, click.IntRange | click.FloatRange):
        return " / ".join(f"{utenfor[1]} {tekst}" for tekst in _grenser(slag))
    ukjent = re.fullmatch(r"'(.*)' is not (?:one of )?'.*'\.", feil.message)
    if ukjent and isinstance(slag, click.Choice):
        nb, en = nearest(ukjent[1], map(str, slag.choices))
        return f"«{ukjent[1]}» kan ikke brukes; {nb} / «{ukjent[1]}» cannot be used; {en}"
    for moenster, tekst, text in _SLAG:
        treff = re.fullmatch(moenster, feil.message)
        if treff:
            return f"{tekst.format(treff[1])} / {text.format(treff[1])}"
    return feil.message


def _grenser(slag: click.IntRange | click.FloatRange) -> tuple[str, str]:
    nb, en = [], []
    if slag.min is not None:
        nb.append(f"{'over' if slag.min_open else 'minst'} {slag.min:g}")
        en.append(f"{'above' if slag.min_open else 'at least'} {slag.min:g}")
    if slag.max is not None:
        nb.append(f"{'under' if slag.max_open else 'høyst'} {slag.max:g}")
        en.append(f"{'below' if slag.max_open else 'at most'} {slag.max:g}")
    return f"må være {' og '.join(nb)}", f"must be {' and '.join(en)}"
