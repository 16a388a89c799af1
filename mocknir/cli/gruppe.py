"""A group of commands that meets a misspelt one with the one that was meant."""

from difflib import get_close_matches
from typing import Any

import click

from mocknir.cli.brukfeil import Kontekst, gjenfortalt


class Gruppe(click.Group):
    """A group, as `mocknir sandbox` is one."""

    context_class = Kontekst

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """The context, unless what stands before the subcommand is wrong."""
        with gjenfortalt():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out the subcommand, or say in both languages what is wrong with how it was asked."""
        with gjenfortalt():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand that the arguments begin with; wrong usage, in both languages, where there is none."""
        navn = args[0]
        if not (navn.startswith("-") or ctx.resilient_parsing) and navn not in (alle := self.list_commands(ctx)):
            naer = get_close_matches(navn.casefold(), alle, 1)
            nb, en = (f"mente du {naer[0]}?", f"did you mean {naer[0]}?") if naer else _valget(alle)
            ctx.fail(f"Ingen kommando heter «{navn}»; {nb} / There is no command «{navn}»; {en}")
        funnet = super().resolve_command(ctx, args)
        if funnet[1] is not None:
            funnet[1].context_class = Kontekst
        return funnet


def _valget(alle: list[str]) -> tuple[str, str]:
    return f"velg en av {', '.join(alle)}.", f"choose one of {', '.join(alle)}."
