"""How a command ends that did not do what it was asked: the words on stderr, the reason in the exit code."""

import errno
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any

import click

from mocknir.client.feil import MocknirError, Refused, WrongUse
from mocknir.register.feil import Feilkode

NEI = 1
FEIL_BRUK = 2
IKKE_NAADD = 3
AVBRUTT = 130
"""The answer is no, wrong usage (click's own), server not reached, and Ctrl-C as shells have it.

NEI belongs to the commands that were asked for a verdict (verify, replay, conformance run) and to who answers no when
asked; what a server or a file system refuses of what was typed is wrong usage, as what click refuses of it is.
"""


class Avvist(click.ClickException):
    """The command was refused: what was wrong, in bokmål and English, and the remedy."""

    exit_code = FEIL_BRUK

    def __init__(self, tekst: str, text: str, linjer: tuple[str, ...] = ()) -> None:
        super().__init__(f"{tekst}\n{text}")
        self.linjer = linjer

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it on stderr."""
        click.echo("\n".join((self.message, *self.linjer)), err=True)


class IkkeNaadd(Avvist):
    """No server answered, or one that failed."""

    exit_code = IKKE_NAADD


def avvist(feil: MocknirError) -> Avvist:
    """What a client was refused, with the fields of its request called as the options they were typed as."""
    if not isinstance(feil, Refused):
        return (Avvist if isinstance(feil, WrongUse) else IkkeNaadd)(feil.tekst, feil.text)
    slag = IkkeNaadd if feil.status >= HTTPStatus.INTERNAL_SERVER_ERROR else Avvist
    if feil.code != Feilkode.UGYLDIG_VERDI:
        return slag(feil.detail, feil.detail_english, feil.linjer)
    enkelte = [(navn, en) for en in feil.errors if "line" not in en and (navn := valg(str(en.get("field", ""))))]
    if enkelte and len(enkelte) == len(feil.errors):
        return slag("; ".join(f"{navn} {en['detail']}" for navn, en in enkelte),
                    "; ".join(f"{navn} {en['detailEnglish']}" for navn, en in enkelte))  # fmt: skip
    navn = None if feil.errors else valg(feil.field or "")
    if navn is None or navn in feil.detail:
        return slag(feil.detail, feil.detail_english, feil.linjer)
    nb, en = (f"{navn}: {tekst.removeprefix(f'{feil.field}: ')}" for tekst in (feil.detail, feil.detail_english))
    return slag(nb, en, feil.linjer)


def valg(felt: str) -> str | None:
    """What a field of a request is called on the command line, as `--tag` of «merke»; None where it has no option.

    A parameter of a command is called as the field that it becomes, by its own name or by its option's.
    """
    ctx = click.get_current_context(silent=True)
    ledd = [del_ for del_ in felt.split(".") if not del_.isdigit()]
    if ctx is None or not ledd:
        return None
    for param in ctx.command.params:
        if param.name == ledd[-1] or f"--{ledd[-1]}" in param.opts:
            return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(ctx).strip("[]")
    return None


def ikke_skrevet(fil: Path, feil: OSError) -> Avvist:
    """That a file cannot be written, and why."""
    nb, en = _GRUNNER.get(feil.errno or 0, (feil.strerror, feil.strerror))
    return Avvist(f"{fil} kan ikke skrives: {nb}", f"{fil} cannot be written: {en}")


_GRUNNER = {
    errno.ENOENT: ("mappen finnes ikke", "the folder does not exist"),
    errno.ENOTDIR: ("det ligger en fil der mappen skulle vært", "a file is where the folder should be"),
    errno.EEXIST: ("det ligger en fil der mappen skulle vært", "a file is where the folder should be"),
    errno.EISDIR: ("det er en mappe", "it is a folder"),
    errno.EACCES: ("ingen tilgang", "no access"),
    errno.ENOSPC: ("disken er full", "the disk is full"),
}
