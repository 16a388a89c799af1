"""Replay: the traffic of a sandbox once more in another one, under another date or other parameters.

Each message comes to the register as the command it was, by its user, at its moment (moved by as many days as the
first one); between them the clock goes as it went. What the fault plan kept from the register stays away from it, and
support cases are not decided anew: the access they gave is given. The sandbox itself is only read.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from mocknir import tilfeldig
from mocknir.register import commands as c
from mocknir.register.behandle import Utfall
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.svar import Deltakerbilde
from mocknir.register.tekst import SISTE_AAR
from mocknir.sandbox import Sandbox, Sandboxes
from mocknir.scenario import fortid, historie
from mocknir.scenario.fortid import Fortid
from mocknir.scenario.historie import Avslag, Hendelse, Melding
from mocknir.store import tabeller as t

MAKS = 20_000
"""Registrations that are replayed: more would hold the server for long."""

LEVETID = 3600.0
"""Seconds of the wall after which a sandbox goes that a replay could not remove."""


class Valg(NamedTuple):
    """What is other than it was: the day the first message comes (and the days within, with `innhold`), parameters.

    `behold` is what the sandbox it is played in is called, when it is kept.
    """

    clock: date | None = None
    innhold: bool = False
    parametre: Mapping[str, str] = {}
    behold: str | None = None


class Svar(NamedTuple):
    """What became of a message: its outcomes, or why it was refused; `gjentatt` when it had come before."""

    utfall: tuple[Utfall, ...] = ()
    avslag: Avslag | None = None
    gjentatt: bool = False


class Stanset(NamedTuple):
    """An event or an order that could not be carried out the second time, and why."""

    hendelse: Hendelse
    avvik: Avvik


class Avspilt(NamedTuple):
    """Both times side by side: what was asked, the past and how everybody stood then, and how it went this time.

    `sandbox` is the one that it was played in, `stanset` what could not be carried out there.
    """

    valg: Valg
    foerste: date
    flyttet: timedelta
    fortid: Fortid
    da: list[Deltakerbilde]
    sandbox: Sandbox
    svar: list[tuple[Melding, Svar]]
    stanset: list[Stanset]


@contextmanager
def spilt(sandboxes: Sandboxes, sandbox: Sandbox, valg: Valg) -> Iterator[Avspilt]:
    """The past of a sandbox played once more; the sandbox it is played in goes afterwards, unless it is to be kept.

    Raises Avvik when there is nothing to play, or too much, or it cannot begin as it is asked to.
    """
    antall = historie.antall_registreringer(sandbox)
    if antall > MAKS:
        raise _ugyldig(
            "sandbox", f"«{sandbox.navn}» har {antall} registreringer, og høyst {MAKS} spilles på nytt. Spill en mindre"
            " sandkasse", f"«{sandbox.navn}» has {antall} registrations, and at most {MAKS} are replayed. Replay a"
            " smaller sandbox",
        )  # fmt: skip
    with sandbox.base.laas:
        tid = fortid.les(sandbox)
        da = list(fortid.bilder(sandbox, tid.personer))
    foerste = next((en.tid.date() for en in tid.innslag if isinstance(en, Melding)), None)
    if foerste is None:
        raise _ugyldig(
            "sandbox", f"«{sandbox.navn}» har ingen meldinger å spille på nytt; overfør noe først",
            f"«{sandbox.navn}» has no messages to replay; transfer something first",
        )  # fmt: skip
    flyttet = (valg.clock or foerste) - foerste
    try:
        begynner, slutter = tid.begynte.date() + flyttet, tid.naa.date() + flyttet
    except OverflowError:
        begynner = slutter = date.max
    if begynner.year < _FOERSTE_AAR or slutter.year > _SISTE_AAR:
        raise _ugyldig(
            "clock", f"Tiden ville gått fra {begynner} til {slutter}; den må være fra {_FOERSTE_AAR} til {_SISTE_AAR}",
            f"Time would go from {begynner} to {slutter}; it must be from {_FOERSTE_AAR} to {_SISTE_AAR}",
        )  # fmt: skip
    navn = valg.behold or f"replay-{tilfeldig.passord()[:12]}"
    utloeper = None if valg.behold else sandboxes.vegg() + LEVETID
    ny = sandboxes.opprett(navn, begynner, seed=sandbox.seed, utloeper=utloeper)
    try:
        gang = _Avspilling(sandbox, ny, valg, flyttet)
        gang.spill(tid)
        yield Avspilt(valg, foerste, flyttet, tid, da, ny, gang.svar, gang.stanset)
    except BaseException:
        sandboxes.slett(navn)
        raise
    if not valg.behold:
        with suppress(Avvik):
            sandboxes.slett(navn)


_FOERSTE_AAR, _SISTE_AAR = 1950, min(2150, SISTE_AAR)


class _Avspilling:
    def __init__(self, gammel: Sandbox, ny: Sandbox, valg: Valg, flyttet: timedelta) -> None:
        self.gammel, self.ny, self.valg, self.flyttet = gammel, ny, valg, flyttet
        self.svar: list[tuple[Melding, Svar]] = []
        self.stanset: list[Stanset] = []
        with gammel.base.les() as forbindelse:
            sql = select(t.tilgang.c.id, t.tilgang.c.journal_id)
            self._gitt: dict[int, int] = {rad[0]: rad[1] for rad in forbindelse.execute(sql)}
        self._ny_tilgang: dict[int, int] = {}

    def spill(self, tid: Fortid) -> None:
        for navn, verdi in self.valg.parametre.items():
            regel, _, kort = navn.partition(".")
            self.ny.administrer(c.SettParameter(regel, kort, verdi))
        for en in tid.innslag:
            self._gaa_til(en.tid)
            if isinstance(en, Hendelse):
                self._hendelse(en)
            elif isinstance(en, Melding) and en.mottatt:
                self.svar.append((en, self._melding(en)))
        self._gaa_til(tid.naa)

    def _gaa_til(self, tid: datetime) -> None:
        if tid + self.flyttet > self.ny.naa():
            self.ny.flytt_klokken(tid + self.flyttet)

    def _flyttet(self, verdi: Any) -> Any:
        return forskjoev(verdi, self.flyttet) if self.valg.innhold and self.flyttet else verdi

    def _melding(self, m: Melding) -> Svar:
        try:
            kvittering = self.ny.registrer(self._flyttet(m.command))
            return Svar(kvittering.utfall, gjentatt=kvittering.gjentatt)
        except Avvik as avvik:
            return Svar(avslag=Avslag(avvik.kode.value, avvik.tekst, avvik.text, avvik.regel))

    def _hendelse(self, en: Hendelse) -> None:
        k = self._flyttet(en.kommando)
        try:
            match k:
                case c.SoekTilgang() | c.AvgjoerSak() | c.SettPraksis() | c.ByttPassord():
                    return  # a user has the latest password from the beginning
                case c.SettParameter() if f"{k.regel}.{k.navn}" in self.valg.parametre:
                    return
                case c.OpprettBruker():
                    kjent = self.gammel.bruker(k.navn)
                    self.ny.administrer(replace(k, passord=kjent.passord if kjent else tilfeldig.passord()))
                case c.GiTilgang():
                    self.ny.administrer(replace(k, sak=None))
                    self._ny_tilgang[en.nummer] = self.ny.administrasjon.tilganger[-1].id
                case c.TrekkTilgang():
                    gitt = self._ny_tilgang.get(self._gitt.get(k.tilgang, 0))
                    if gitt is not None:  # else it was not given this time
                        self.ny.administrer(c.TrekkTilgang(gitt))
                case c.SettParameter() | c.FjernBruker():
                    self.ny.administrer(k)
                case _:
                    self.ny.sentralt(k)
        except Avvik as avvik:
            self.stanset.append(Stanset(en, avvik))


def forskjoev(verdi: Any, dager: timedelta) -> Any:
    """A value with all its days moved; a day of birth stays, as the number tells it."""
    if isinstance(verdi, date):
        return verdi + dager
    if isinstance(verdi, tuple):
        deler = (forskjoev(del_, dager) for del_ in verdi)
        return type(verdi)(*deler) if hasattr(verdi, "_fields") else tuple(deler)
    if is_dataclass(verdi) and not isinstance(verdi, type):
        nye = {f.name: forskjoev(getattr(verdi, f.name), dager) for f in fields(verdi) if f.name != "foedt"}
        return replace(verdi, **nye)
    return verdi


def _ugyldig(felt: str, tekst: str, text: str) -> Avvik:
    return Avvik(Feilkode.UGYLDIG_VERDI, tekst, text, felt=felt)
