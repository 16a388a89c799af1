"""/sandboxes and /sandboxes/{sandbox}/clock: sandboxes come and go, and time passes in them."""

from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from mocknir.clock.klokke import Modus, legg_til, les_tid
from mocknir.control import svar, visning
from mocknir.control.modeller import Forfall, Framskritt, Klokkestand, Nullstilling, NySandkasse
from mocknir.control.problem import Problem
from mocknir.control.ruter import Kall, Rute
from mocknir.register.datoer import legg_til_maaneder
from mocknir.register.feil import Avvik, Feilkode
from mocknir.register.svar import Lukking
from mocknir.register.tekst import SISTE_AAR
from mocknir.sandbox import Sandbox, tid
from mocknir.sandbox.samling import STANDARD
from mocknir.sandbox.utloep import les_levetid
from mocknir.store.koding import OSLO

MAKS_AAR = 50
"""How far one advance may go: it holds the sandbox while it runs."""


def sandkasse(k: Kall[Any], sandbox: Sandbox) -> svar.Sandkasse:
    """A sandbox, where to reach it, and when it expires."""
    sti = "/ws4" if sandbox.navn == STANDARD else f"/{sandbox.navn}/ws4"
    utloeper = k.kontroll.sandboxes.utloep.alle.get(sandbox.navn)
    return {
        "name": sandbox.navn, "ws4": sti, "wsdl": f"{sti}?wsdl", "clock": _klokke(sandbox), "seed": sandbox.seed,
        "label": sandbox.merkelapp,
        "expires": None if utloeper is None else veggtid(utloeper),
        "expiresIn": None if utloeper is None else max(0, round(utloeper - sandbox.vegg())),
    }  # fmt: skip


def veggtid(sekunder: float) -> datetime:
    """A moment of the wall, in Norwegian time."""
    return datetime.fromtimestamp(int(sekunder), UTC).astimezone(OSLO)


def les_utloep(k: Kall[Any], levetid: str) -> float | None:
    """The moment of the wall at which a sandbox that lives for `2h` from now expires; None for `never`."""
    sekunder = les_levetid(levetid)
    if sekunder is None:
        return None
    k.kontroll.hjerteslag.rydd_utloepte()
    return k.kontroll.sandboxes.vegg() + sekunder


def _klokke(sandbox: Sandbox) -> svar.Klokke:
    return visning.klokke(sandbox.klokke, sandbox.naa())


def liste(k: Kall[None]) -> svar.Sandkasser:
    """All sandboxes; one that cannot be opened says why instead of showing its clock."""
    ut: list[svar.Sandkasse | svar.StengtSandkasse] = []
    sandboxes = k.kontroll.sandboxes
    sandboxes.rydd()
    for navn in sandboxes.liste():
        try:
            ut.append(sandkasse(k, sandboxes.hent(navn)))
        except Avvik as avvik:
            if avvik.kode is Feilkode.FINNES_IKKE:  # deleted meanwhile
                continue
            ut.append({"name": navn, "clock": None, "error": avvik.tekst, "errorEnglish": avvik.text})
    return {"sandboxes": ut}


def opprett(k: Kall[NySandkasse]) -> svar.Sandkasse:
    """Make a sandbox."""
    inn = k.inn
    utloeper = None if inn.expires is None else les_utloep(k, inn.expires)
    return sandkasse(k, k.kontroll.sandboxes.opprett(
        inn.name, inn.clock, seed=inn.seed, merkelapp=inn.label, utloeper=utloeper
    ))  # fmt: skip


def vis(k: Kall[None]) -> svar.Sandkasse:
    """One sandbox."""
    return sandkasse(k, k.sandbox)


def slett(k: Kall[None]) -> None:
    """Remove a sandbox with all it holds."""
    navn = k.sti["sandbox"]
    if navn == STANDARD:
        raise Problem(
            409, "KanIkkeSlettes", f"«{STANDARD}» er sandkassen bak /ws4, og kan ikke slettes",
            f"«{STANDARD}» is the sandbox behind /ws4, and cannot be deleted", felt="sandbox",
            raad=f"Tøm den: mocknir sandbox reset {STANDARD}, eller POST /control/v1/sandboxes/{STANDARD}/reset",
            advice=f"Empty it: mocknir sandbox reset {STANDARD}, or POST /control/v1/sandboxes/{STANDARD}/reset",
        )  # fmt: skip
    k.kontroll.sandboxes.slett(navn)


def nullstill(k: Kall[Nullstilling]) -> svar.Sandkasse:
    """Empty a sandbox."""
    return sandkasse(
        k, k.kontroll.sandboxes.nullstill(k.sandbox.navn, k.inn.clock, k.inn.seed, k.inn.label)
    )  # fmt: skip


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
        if k.inn.expected not in (None, naa.date()):
            raise Problem(
                409, "KlokkenErFlyttet", f"klokken viser {naa:%d.%m.%Y}, og ikke {k.inn.expected:%d.%m.%Y}",
                f"the clock shows {naa.date()}, and not {k.inn.expected}", felt="expected",
                raad="Spør hva klokken viser, og finn ut hvem som har flyttet den",
                advice="Ask what the clock shows, and find out who has moved it",
            )  # fmt: skip
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
