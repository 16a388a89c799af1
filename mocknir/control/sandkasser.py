"""/sandboxes and /sandboxes/{sandbox}/clock: sandboxes come and go, and time passes in them."""

from dataclasses import replace
from http import HTTPStatus

from mocknir.clock.klokke import Modus, legg_til, les_tid
from mocknir.control import svar, visning
from mocknir.control.modeller import Forfall, Framskritt, Klokkestand, Nullstilling, NySandkasse
from mocknir.control.problem import Problem
from mocknir.control.ruter import Kall, Rute
from mocknir.control.tekst import SISTE_AAR
from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.svar import Lukking
from mocknir.sandbox import Sandbox, tid
from mocknir.sandbox.samling import STANDARD

MAKS_AAR = 50
"""How far one advance may go: it holds the sandbox while it runs."""


def _sandkasse(sandbox: Sandbox) -> svar.Sandkasse:
    sti = "/ws4" if sandbox.navn == STANDARD else f"/{sandbox.navn}/ws4"
    return {"name": sandbox.navn, "ws4": sti, "wsdl": f"{sti}?wsdl", "clock": _klokke(sandbox)}


def _klokke(sandbox: Sandbox) -> svar.Klokke:
    return visning.klokke(sandbox.klokke, sandbox.naa())


def liste(k: Kall[None]) -> svar.Sandkasser:
    """All sandboxes; one that cannot be opened says why instead of showing its clock."""
    ut: list[svar.Sandkasse | svar.StengtSandkasse] = []
    for navn in k.kontroll.sandboxes.liste():
        try:
            ut.append(_sandkasse(k.kontroll.hent(navn)))
        except Avvik as avvik:
            ut.append({"name": navn, "clock": None, "error": avvik.tekst, "errorEnglish": avvik.text})
    return {"sandboxes": ut}


def opprett(k: Kall[NySandkasse]) -> svar.Sandkasse:
    """Make a sandbox."""
    return _sandkasse(k.kontroll.sandboxes.opprett(k.inn.name, k.inn.clock))


def vis(k: Kall[None]) -> svar.Sandkasse:
    """One sandbox."""
    return _sandkasse(k.sandbox)


def slett(k: Kall[None]) -> None:
    """Remove a sandbox with all it holds."""
    k.kontroll.sandboxes.slett(k.sti["sandbox"])


def nullstill(k: Kall[Nullstilling]) -> svar.Sandkasse:
    """Empty a sandbox."""
    return _sandkasse(k.kontroll.sandboxes.nullstill(k.sti["sandbox"], k.inn.clock))


def vis_klokke(k: Kall[None]) -> svar.Klokke:
    """What the clock shows."""
    return _klokke(k.sandbox)


def sett_klokke(k: Kall[Klokkestand]) -> svar.Klokke:
    """Freeze the clock or let it run, from the moment it shows."""
    sandbox = k.sandbox
    if k.inn.speed is not None and k.inn.mode == "frozen":
        raise Avvik(
            Feilkode.UGYLDIG_VERDI, "en klokke som står stille, har ingen fart: utelat speed",
            "a frozen clock has no speed: leave out speed", felt="speed",
        )  # fmt: skip
    with sandbox.base.laas:
        _innhent(sandbox)
        sandbox.sett_klokke(replace(
            sandbox.klokke.paa(sandbox.naa(), sandbox.vegg()), modus=Modus(k.inn.mode), fart=k.inn.speed or 1.0
        ))  # fmt: skip
    k.kontroll.hent(sandbox.navn)  # so that a clock that runs is followed
    return _klokke(sandbox)


def flytt(k: Kall[Framskritt]) -> svar.Framgang:
    """Advance the clock; what NIR closed on the way is answered."""
    sandbox = k.sandbox
    if (k.inn.to is None) == (k.inn.by is None):
        raise Problem(
            422, Feilkode.UGYLDIG_VERDI, "Oppgi enten to eller by", "Give either to or by", felt="to",
            raad='Skriv {"to": "2017-09-01"} eller {"by": "30d"}', advice='Write {"to": "2017-09-01"} or {"by": "30d"}',
        )  # fmt: skip
    with sandbox.base.laas:
        fyrt = _innhent(sandbox)
        naa = sandbox.naa()
        til = les_tid(k.inn.to) if k.inn.to is not None else legg_til(naa, k.inn.by or "")
        felt = "to" if k.inn.to is not None else "by"
        if til.year > SISTE_AAR or til.date() > legg_til_maaneder(naa.date(), 12 * MAKS_AAR):
            raise Avvik(
                Feilkode.UGYLDIG_VERDI,
                f"{til:%d.%m.%Y} er mer enn {MAKS_AAR} år fram; klokken viser {naa:%d.%m.%Y}. Gå fram i flere steg",
                f"{til.date()} is more than {MAKS_AAR} years ahead; the clock shows {naa.date()}. Advance in steps",
                felt=felt,
            )
        fyrt += sandbox.flytt_klokken(til)
        return {"clock": _klokke(sandbox), "fired": [visning.lukking(en) for en in fyrt]}


def _innhent(sandbox: Sandbox) -> list[Lukking]:
    """On a running clock, do what fell due before anything else is asked of it."""
    return tid.flytt(sandbox, sandbox.naa()) if sandbox.klokke.modus is Modus.RUNNING else []


def forfaller(k: Kall[Forfall]) -> svar.Forfall:
    """What NIR would close in the coming days if nothing more came in."""
    sandbox = k.sandbox
    return {
        "clock": _klokke(sandbox), "days": k.inn.days,
        "due": [visning.lukking(en) for en in sandbox.forfaller(k.inn.days)],
    }  # fmt: skip


_EN = "/sandboxes/<sandbox>"

RUTER = (
    Rute("GET", "/sandboxes", liste, "Alle sandkasser", "All sandboxes"),
    Rute("POST", "/sandboxes", opprett, "Lag en sandkasse", "Make a sandbox", NySandkasse, HTTPStatus.CREATED,
         felter=(("sandbox", "name"),)),
    Rute("GET", _EN, vis, "Én sandkasse", "One sandbox"),
    Rute("DELETE", _EN, slett, "Slett en sandkasse", "Delete a sandbox", status=HTTPStatus.NO_CONTENT),
    Rute("POST", f"{_EN}/reset", nullstill, "Tøm en sandkasse", "Empty a sandbox", Nullstilling),
    Rute("GET", f"{_EN}/clock", vis_klokke, "Hva klokken viser", "What the clock shows"),
    Rute("PUT", f"{_EN}/clock", sett_klokke, "Stans klokken eller la den gå", "Freeze the clock or let it run",
         Klokkestand),
    Rute("POST", f"{_EN}/clock/advance", flytt, "Flytt klokken fram", "Advance the clock", Framskritt),
    Rute("GET", f"{_EN}/clock/due", forfaller, "Hva NIR vil lukke", "What NIR would close", Forfall),
)  # fmt: skip
