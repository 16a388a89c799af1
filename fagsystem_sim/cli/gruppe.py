"""The group of commands, which says in bokmål, with English beside, how a command is wrongly used.

click tells it in English alone. What it raises has a type for each way; they are told again here.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from typing import IO, Any

import click
from click.core import ParameterSource

AVBRUTT = 130
"""The exit code after Ctrl-C, as shells have it."""


class Gruppe(click.Group):
    """A group; a misspelt command or option is met with the one that was meant."""

    def make_context(self, *args: Any, **valg: Any) -> click.Context:
        """Read the arguments that are the group's own."""
        with _fortalt():
            return super().make_context(*args, **valg)

    def invoke(self, ctx: click.Context) -> Any:
        """Find the subcommand, and carry it out."""
        try:
            with _fortalt(ctx):
                return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("Avbrutt. / Interrupted.", err=True)
            ctx.exit(AVBRUTT)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand that the arguments begin with."""
        navn = args[0]
        if not (navn.startswith("-") or ctx.resilient_parsing) and navn not in (alle := self.list_commands(ctx)):
            liste = ", ".join(alle)
            nb, en = _mente(navn, alle) or (f"; velg en av {liste}.", f"; choose one of {liste}.")
            ctx.fail(f"Ingen kommando heter «{navn}»{nb} / There is no command «{navn}»{en}")
        return super().resolve_command(ctx, args)


class _Bruksfeil(click.UsageError):
    """Wrong usage, as it is told here."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it on stderr, with how the command is used."""
        if self.ctx is not None:
            click.echo(f"{self.ctx.get_usage()}\nHjelp / help: {self.ctx.command_path} --help\n", file, err=True)
        click.echo(f"Feil / error: {self.message}", file, err=True)


@contextmanager
def _fortalt(gruppen: click.Context | None = None) -> Iterator[None]:
    try:
        yield
    except (_Bruksfeil, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as feil:
        ctx = feil.ctx or (gruppen and _underkommandoen(gruppen))  # click forgets it where a value is missing
        raise _Bruksfeil(_fortell(feil, ctx), ctx) from None


def _underkommandoen(gruppen: click.Context) -> click.Context:
    navn = gruppen.invoked_subcommand or ""
    kommando = gruppen.command.get_command(gruppen, navn) if isinstance(gruppen.command, click.Group) else None
    return gruppen if kommando is None else click.Context(kommando, gruppen, navn)


def _fortell(feil: click.UsageError, ctx: click.Context | None) -> str:
    """What is wrong, and what would be right."""
    valg = {navn: param for param in ctx.command.get_params(ctx) for navn in param.opts} if ctx else {}
    if isinstance(feil, click.MissingParameter) and feil.param is not None:
        nb, _, en = (getattr(feil.param, "help", None) or "").partition(" / ")
        navn = _navn(feil.param)
        return f"{navn} mangler. {nb}".rstrip() + f" / {navn} is missing. {en}".rstrip()
    if isinstance(feil, click.NoSuchOption):
        nb, en = _mente(feil.option_name, valg) or (".", ".")
        return f"Ingen opsjon heter «{feil.option_name}»{nb} / There is no option «{feil.option_name}»{en}"
    if isinstance(feil, click.BadOptionUsage):
        param = valg.get(feil.option_name)
        if param is None or getattr(param, "is_flag", False):
            return f"{feil.option_name} tar ingen verdi. / It takes no value."
        hva = _ventet(param.type) or param.metavar or "en verdi"
        return f"{feil.option_name} skal ha {hva} etter seg. / It wants a value after it."
    if isinstance(feil, click.BadParameter) and feil.param is not None:
        ventet = _ventet(feil.param.type)
        return f"{_hvor(feil.param, ctx)}{f' skal være {ventet}. / ' if ventet else ': '}{feil.message}"
    if for_mye := re.search(r"extra arguments? \((.*)\)", feil.message, re.DOTALL):
        return f"«{for_mye[1]}» er for mye; kommandoen tar det ikke. / That is too much; the command does not take it."
    return feil.message


def _ventet(slag: click.ParamType[Any]) -> str | None:
    """What a value of one of click's own types should be; None where the type says it itself."""
    match slag:
        case click.Choice():
            return f"en av {', '.join(map(str, slag.choices))}"
        case click.IntRange():
            return f"et helt tall fra {slag.min} til {slag.max}"
        case click.Path():
            return "en fil som finnes og kan leses" if slag.exists else "en mappe" if not slag.file_okay else "en sti"
    return {click.INT.name: "et helt tall", click.FLOAT.name: "et tall, som 0.05"}.get(slag.name)


def _navn(param: click.Parameter) -> str:
    """A parameter as it is written on the command line: `--kommune NR`."""
    metavar = param.metavar or param.type.name.upper()
    return f"{max(param.opts, key=len)} {metavar}" if isinstance(param, click.Option) else metavar.strip("[]")


def _hvor(param: click.Parameter, ctx: click.Context | None) -> str:
    """Where a value stood: in an option, an argument, or an environment variable."""
    if ctx and param.name and ctx.get_parameter_source(param.name) is ParameterSource.ENVIRONMENT:
        return str(param.envvar)
    return max(param.opts, key=len) if isinstance(param, click.Option) else _navn(param)


def _mente(skrevet: str, alle: Iterable[str]) -> tuple[str, str] | None:
    """The one that was meant, in bokmål and English; None where none is near."""
    naer = get_close_matches(skrevet.casefold(), list(alle), 1)
    return (f"; mente du {naer[0]}?", f"; did you mean {naer[0]}?") if naer else None
