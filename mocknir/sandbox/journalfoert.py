"""A command as the journal keeps it beside its text, so that what happened can be told again, and done again."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from mocknir.register import commands as c

_FELT = "kommando"
_KOMMANDOER: dict[str, type] = {
    k.__name__: k
    for k in (
        c.OpprettPerson, c.FlyttPerson, c.MeldUtvandret, c.MeldDoed, c.GiOpphold, c.GiFoedselsnummer, c.OpprettBruker,
        c.ByttPassord, c.FjernBruker, c.GiTilgang, c.TrekkTilgang, c.SoekTilgang, c.AvgjoerSak, c.SettPraksis,
        c.SettParameter,
    )
}  # fmt: skip

_MED_PASSORD = (c.OpprettBruker.__name__, c.ByttPassord.__name__)


@cache
def _form(navn: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KOMMANDOER[navn])


def som_data(command: c.Sentral | c.Administrativ) -> dict[str, Any]:
    """The details of the journal entry of a command; a password is never written."""
    return {_FELT: _form(type(command).__name__).dump_python(command, mode="json", exclude={"passord"})}


def kommando(operasjon: str, detaljer: Mapping[str, Any]) -> c.Sentral | c.Administrativ | None:
    """The command of a journal entry, a user's without password; None where the entry is of something else."""
    if operasjon not in _KOMMANDOER or _FELT not in detaljer:
        return None
    uten = {"passord": ""} if operasjon in _MED_PASSORD else {}
    lest: c.Sentral | c.Administrativ = _form(operasjon).validate_python({**detaljer[_FELT], **uten})
    return lest
